package compare

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/milltir/milltir/layout/verdict"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// measure fills in a cell. Cover and continuity are of the patch in which a person lives, ways and hours of that of the
// carer, money as the block account divides it.
func (k *county) measure(lost []float64) (*verdict.Cell, error) {
	m := k.v.Measures
	account, err := check.Block(k.h, k.rota)
	if err != nil {
		return nil, err
	}
	b := newBooks(k)
	c := &verdict.Cell{
		Lawful: k.v.Score.Lawful(), Visits: m.Visits, People: len(k.p.People), Carers: len(k.p.Carers),
		AloneOut: k.aloneOut, LentIn: k.lentIn,
	}
	var all book
	for i := range k.p.Patches {
		x := b.patches[i]
		f := x.figures()
		if !k.o.Budget.NobodyIll {
			f[verdict.Resilience] = lost[i] / 60
		}
		for _, y := range account.Patches {
			if y.Patch == k.p.Patches[i].ID && len(account.Unknown) == 0 && y.Plan.Contact > 0 {
				f[verdict.Cost] = perHour(y.Plan)
			}
		}
		q := &k.p.Patches[i]
		c.Patches = append(c.Patches, verdict.Patch{
			ID: string(q.ID), NameEn: q.NameEn, NameCy: q.NameCy, People: len(x.people), Who: who(x.people), Visited: len(x.faces), Carers: len(x.carers), Figures: f,
		})
		all = all.add(x)
	}
	c.Visited, c.Working = len(all.faces), len(all.carers)
	c.Figures = all.figures()
	b.balance(c.Figures)
	if len(account.Unknown) == 0 && account.All.Plan.Contact > 0 {
		c.Figures[verdict.Cost] = perHour(account.All.Plan)
	}
	if !k.o.Budget.NobodyIll {
		c.Figures[verdict.Resilience] = b.anyPatch(lost) / 60
	}
	return c, nil
}

// who is a hash of people's ids.
func who(people []model.PersonID) string {
	if len(people) == 0 {
		return ""
	}
	h := sha256.New()
	for _, id := range slices.Sorted(slices.Values(people)) {
		fmt.Fprintf(h, "%q\n", id)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func perHour(s check.BlockSum) float64 { return float64(s.Cost) / 100 * 60 / float64(s.Contact) }

// book is what is added up of a patch, or of all.
type book struct {
	people         []model.PersonID
	needed, done   int64 // attendance-ticks of its people
	attended, lent int   // attendances at its people, and those by others' carers
	faces          []float64
	carers         []model.CarerBalance // its own, who work
	owed           []float64            // as carers: minutes in the contract
	fair           []model.FairLoad
	commute        int64 // seconds of its carers
	perMinute      int64
}

func (b book) add(x book) book {
	b.needed, b.done = b.needed+x.needed, b.done+x.done
	b.attended, b.lent = b.attended+x.attended, b.lent+x.lent
	b.faces = append(b.faces, x.faces...)
	b.carers, b.owed, b.fair = append(b.carers, x.carers...), append(b.owed, x.owed...), append(b.fair, x.fair...)
	b.commute, b.perMinute = b.commute+x.commute, x.perMinute
	return b
}

type books struct {
	patches []book
}

func newBooks(k *county) *books {
	b := &books{patches: make([]book, len(k.p.Patches))}
	h, m := k.h, k.v.Measures
	of := func(id model.PatchID) *book { return &b.patches[h.PatchIndex[id]] }
	for i := range b.patches {
		b.patches[i].perMinute = int64(h.Calendar.Resolution())
	}
	for i := range h.Problem.People {
		p := of(h.Problem.People[i].Patch)
		p.people = append(p.people, h.Problem.People[i].ID)
	}
	for i := range m.People {
		if x := &m.People[i]; x.Carers > 0 {
			p := of(h.Problem.People[h.PersonIndex[x.Person]].Patch)
			p.faces = append(p.faces, float64(x.Carers))
		}
	}
	for i := range m.Carers {
		x := m.Carers[i]
		c := &h.Problem.Carers[h.Carer(x.Carer)]
		if p := of(c.Patch); x.Runs > 0 {
			p.carers, p.owed = append(p.carers, x), append(p.owed, float64(x.MinMinutes))
		}
	}
	for _, x := range m.Fairness {
		p := of(h.Problem.Carers[h.Carer(x.Carer)].Patch)
		p.fair = append(p.fair, x)
	}
	for i := range k.rota.Runs {
		r := &k.rota.Runs[i]
		of(h.Problem.Carers[h.Carer(r.Carer)].Patch).commute += int64(r.Commute)
	}
	b.visits(k)
	return b
}

// visits adds up care needed and given, as the judge counts it: shares of minutes are of the planned length.
func (b *books) visits(k *county) {
	h := k.h
	type key struct {
		id model.VisitID
		on model.Date
	}
	there := map[key][]model.CarerID{}
	for i := range k.rota.Runs {
		r := &k.rota.Runs[i]
		for s := range r.Stops {
			x := &r.Stops[s]
			if x.Kind != model.StopVisit || x.Role == model.RoleShadow {
				continue
			}
			on := x.Date
			if on == 0 {
				on = r.Date
			}
			there[key{x.Visit, on}] = append(there[key{x.Visit, on}], r.Carer)
		}
	}
	for i := range h.Visits {
		v := &h.Visits[i]
		home := h.Problem.People[v.Person].Patch
		p := &b.patches[h.PatchIndex[home]]
		carers := there[key{v.ID, v.Date}]
		if len(carers) > 0 || !v.Optional && !v.Draw {
			p.needed += int64(v.Length) * int64(v.Need)
		}
		p.done += int64(v.Length) * int64(min(len(carers), v.Need))
		for _, c := range carers {
			p.attended++
			if h.Problem.Carers[h.Carer(c)].Patch != home {
				p.lent++
			}
		}
	}
}

// anyPatch is the mean over carers of what their patch would lose: as many hours as two busy carers lost somewhere
// cost, each patch counting by its carers, so that layouts of few and of many patches compare.
func (b *books) anyPatch(lost []float64) float64 {
	sum, carers := 0.0, 0.0
	for i := range b.patches {
		n := float64(len(b.patches[i].carers))
		sum, carers = sum+n*lost[i], carers+n
	}
	if carers == 0 {
		return 0
	}
	return sum / carers
}

// balance adds how unlike patches are in the contact of their people: the standard deviation, and the patch that is furthest
// from the mean, in per cent of it.
func (b *books) balance(f verdict.Figures) {
	done := make([]float64, len(b.patches))
	for i := range b.patches {
		done[i] = float64(b.patches[i].done)
	}
	mean := stat.Mean(done, nil)
	if len(done) == 0 || mean <= 0 {
		return
	}
	worst := 0.0
	for _, x := range done {
		worst = math.Max(worst, math.Abs(x-mean))
	}
	f[verdict.Uneven], f[verdict.UnevenMost] = 100*stat.PopStdDev(done, nil)/mean, 100*worst/mean
}

// figures are those that can be told.
func (b *book) figures() verdict.Figures {
	f := verdict.Figures{}
	if b.needed > 0 {
		f[verdict.Cover] = 100 * float64(b.done) / float64(b.needed)
		f[verdict.LeftOut] = float64(b.needed-b.done) / float64(b.perMinute) / 60
	}
	contact, travel, metres, paid := 0, 0, int64(0), 0
	for i := range b.carers {
		x := &b.carers[i]
		contact, travel, metres, paid = contact+x.Contact, travel+x.Travel, metres+x.Metres, paid+x.PaidMinutes
	}
	if contact > 0 {
		f[verdict.Travel] = 60 * float64(travel) / float64(contact)
		f[verdict.Commute] = float64(b.commute) / float64(contact)
		f[verdict.Miles] = 60 * float64(metres) / model.MetresPerMile / float64(contact)
	}
	if paid > 0 {
		f[verdict.Contact] = 100 * float64(contact) / float64(paid)
	}
	if len(b.faces) > 0 {
		f[verdict.Carers], f[verdict.CarersMost] = stat.Mean(b.faces, nil), worstTenth(b.faces)
	}
	if b.attended > 0 {
		f[verdict.Lending] = 100 * float64(b.lent) / float64(b.attended)
	}
	b.fairness(f)
	return f
}

// fairness adds the spreads over carers, as standard deviations.
func (b *book) fairness(f verdict.Figures) {
	var hours, road, lates, ends []float64
	for i := range b.carers {
		x := &b.carers[i]
		if b.owed[i] > 0 {
			hours = append(hours, 100*float64(x.HoursMinutes)/b.owed[i])
		}
		if x.HoursMinutes > 0 {
			road = append(road, 60*float64(x.Travel)/float64(x.HoursMinutes))
		}
	}
	for _, x := range b.fair {
		lates = append(lates, x.Load[model.FairLates]-x.Share[model.FairLates])
		ends = append(ends, x.Load[model.FairWeekends]-x.Share[model.FairWeekends])
	}
	for _, s := range []struct {
		key verdict.Key
		x   []float64
	}{{verdict.FairHours, hours}, {verdict.FairRoad, road}, {verdict.FairLates, lates}, {verdict.FairEnds, ends}} {
		if len(s.x) > 1 {
			f[s.key] = stat.StdDev(s.x, nil)
		}
	}
}

// worstTenth is the mean of the tenth with the most, at least one of them.
func worstTenth(x []float64) float64 {
	sorted := append([]float64(nil), x...)
	stat.SortWeighted(sorted, nil)
	n := int(math.Ceil(float64(len(sorted)) / 10))
	return stat.Mean(sorted[len(sorted)-n:], nil)
}
