package generate

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/milltir/milltir/generate/area"
	"github.com/milltir/milltir/model"
)

// Area is a county or other stretch of country; see package area.
type Area = area.Area

// Gwynedd gives the figures of Gwynedd that come with the program.
func Gwynedd() *Area { return area.Gwynedd() }

// ReadArea takes an area from a folder of tables; see [area.Read].
func ReadArea(dir string) (*Area, model.Diagnostics, error) { return area.Read(dir) }

// CountyParams says what the week of a whole county is like. [DefaultCounty] gives every field a value.
// Shares are 0 to 1.
type CountyParams struct {
	Scale float64    // of the area's people and carers: 1 all of them, 0.25 a quarter
	Start model.Date // a Monday
	Weeks int        // of the plan

	Mix     Mix
	Lengths Lengths
	Paired  float64 // share of visits that take two carers
	Contact float64 // visit minutes per paid minute of the given shifts
	Jitter  float64 // metres by which a home is moved off its point, at most; never out of its unit

	Carers  float64 // with a contract, per person supported
	Walkers float64 // share of them who walk, Bikes who cycle; they live where doors are close
	Bikes   float64
	Bank    float64 // bank carers with open shifts, per carer with a contract
	OnLeave float64 // share who are away for the week
	Sick    float64 // share who are away for a day

	Past     int  // weeks of carer_hours
	Previous bool // with last week's rota
}

// DefaultCounty is a usual week from Monday 30 November 2026: for Gwynedd about 5,600 hours of care for
// 560 people, by 330 carers with a contract and a small bank.
func DefaultCounty() CountyParams {
	return CountyParams{
		Scale: 1, Start: model.NewDate(2026, 11, 30), Weeks: 1,
		Mix:     Mix{Four: 0.33, Two: 0.12, Daily: 0.20, Weekdays: 0.18, Few: 0.10},
		Lengths: Lengths{Short: 0.12, Half: 0.48, Three: 0.24, Hour: 0.11, Long: 0.05},
		Paired:  0.11, Contact: 0.62, Jitter: 200,
		Carers: 330.0 / 560, Walkers: 0.02, Bikes: 0.02, Bank: 0.05, OnLeave: 0.04, Sick: 0.04,
		Past: 16, Previous: true,
	}
}

// check tells of every field that makes no sense.
func (c CountyParams) check(a *Area) error {
	var errs []error
	if a == nil || len(a.Points) == 0 || !(a.Weight() > 0) {
		return errors.New("the area has nobody in it")
	}
	for i := range a.Points {
		if x := &a.Points[i]; !place(x.Lat, x.Lon) || !(x.Weight >= 0) || x.Unit >= len(a.Units) {
			return fmt.Errorf("point %d of the area is no place on earth, has a weight below 0 or a unit that is not there", i)
		}
	}
	if !(c.Scale > 0 && c.Scale <= 10) || c.people(a) > area.MostPeople {
		errs = append(errs, fmt.Errorf("scale %g is not above 0, or makes more than %d people", c.Scale, area.MostPeople))
	}
	if c.Start == 0 || c.Start.Weekday() != 0 {
		errs = append(errs, fmt.Errorf("start %s is not a Monday", c.Start))
	}
	shares := map[string]float64{"walkers": c.Walkers, "bikes": c.Bikes, "bank": c.Bank, "on leave": c.OnLeave, "sick": c.Sick}
	for _, name := range []string{"walkers", "bikes", "bank", "on leave", "sick"} {
		if v := shares[name]; !(v >= 0 && v <= 0.5) {
			errs = append(errs, fmt.Errorf("%s %g is not a share from 0 to 0.5", name, v))
		}
	}
	if !(c.Carers > 0 && c.Carers <= 4) {
		errs = append(errs, fmt.Errorf("carers %g is not above 0 and at most 4 per person", c.Carers))
	}
	if len(errs) == 0 {
		p := c.params(a)
		p.Places = []Settlement{{}} // homes come from the area
		if err := p.check(); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// people is how many are supported.
func (c CountyParams) people(a *Area) int { return max(1, count(a.People, c.Scale)) }

// params are those of the one patch that a county is before it has a layout.
func (c CountyParams) params(a *Area) Params {
	people := c.people(a)
	carers := max(4, count(people, c.Carers))
	return Params{
		ID: a.ID, Name: a.Name, NameCy: a.NameCy, Start: c.Start, Weeks: c.Weeks, Jitter: c.Jitter,
		People: people, Carers: carers, Mix: c.Mix, Lengths: c.Lengths, Paired: c.Paired,
		Contact: c.Contact, PeakLoad: 0.9, Welsh: a.Welsh,
		Walkers: count(carers, c.Walkers), Bikes: count(carers, c.Bikes), Bank: min(200, count(carers, c.Bank)),
		OnLeave: count(carers, c.OnLeave), Sick: count(carers, c.Sick), Past: c.Past,
	}
}

// County makes the week of a whole county as one patch: the people, each home drawn with probability
// from the weights of the area's points, their visits, and carers who live where the work is, with
// contracts and lawful shifts. No layout is in it. What is fitted, shifts to work and teams to people, is
// fitted to what lies near by, across any border (ADR 0029), so that layouts may be compared on it. The
// same area, parameters and seed give the same problem; another seed is another week.
func County(a *Area, params CountyParams, seed uint64) (*model.Problem, error) {
	if err := params.check(a); err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	m := &maker{p: params.params(a), known: map[int][]pattern{}, rng: rand.New(rand.NewPCG(seed, 0xc0))}
	m.local = newLocal(a, m.p.Jitter)
	if err := m.buildCounty(params.Previous); err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	return m.out, nil
}

// buildCounty goes through the stages of a patch once, those that look at the whole patch replaced.
func (m *maker) buildCounty(previous bool) error {
	m.settleCounty()
	m.makePeople()
	for i := range m.out.People {
		if x := &m.out.People[i]; x.LanguageNeed == "require_cy" && x.NeedReason == "" {
			x.NeedReason = "dementia: at home in Welsh"
		}
	}
	if err := m.measure(); err != nil {
		return err
	}
	m.local.divide(m)
	m.makeCalls()
	if err := m.makeCrew(); err != nil {
		return err
	}
	m.local.anchor(m)
	m.rosterCounty()
	m.writeCarers()
	m.local.gather(m)
	m.writeVisits()
	m.grantSkills()
	m.writeShifts()
	m.addAbsences()
	m.addSupervision()
	m.addOpenShifts()
	m.nameTeams()
	m.addLists()
	m.addHistory()
	m.addHours()
	if !previous {
		return nil
	}
	return m.addPrevious()
}

// settleCounty makes the empty problem: one patch, its base in the middle of the weight.
func (m *maker) settleCounty() {
	p, a := m.p, m.local.area
	lat, lon, sum := 0.0, 0.0, a.Weight()
	for i := range a.Points {
		x := &a.Points[i]
		lat, lon = lat+x.Lat*x.Weight/sum, lon+x.Lon*x.Weight/sum
	}
	m.p.BaseLat, m.p.BaseLon = round(lat, 1e4), round(lon, 1e4)
	m.out = &model.Problem{
		Format: 1, Name: p.Name, Attribution: a.Attribution, SkeletonNodes: skeletonNodes(a), SkeletonLinks: skeletonLinks(a),
		Plan:    model.Plan{Start: p.Start, Weeks: p.Weeks, CycleAnchor: p.Start, Timezone: "Europe/London"},
		Patches: []model.Patch{{ID: model.PatchID(p.ID), NameEn: p.Name, NameCy: p.NameCy, BaseLat: m.p.BaseLat, BaseLon: m.p.BaseLon}},
	}
}

func skeletonNodes(a *Area) []model.SkeletonNode {
	var out []model.SkeletonNode
	for _, n := range a.SkeletonNodes {
		out = append(out, model.SkeletonNode{ID: n.ID, NameCy: n.NameCy, NameEn: n.NameEn, Lat: n.Lat, Lon: n.Lon})
	}
	return out
}

func skeletonLinks(a *Area) []model.SkeletonLink {
	var out []model.SkeletonLink
	for _, k := range a.SkeletonLinks {
		out = append(out, model.SkeletonLink{From: k.From, To: k.To, Road: k.Road, Class: k.Class, Km: k.Km, Minutes: k.Minutes})
	}
	return out
}

// rosterCounty is roster with each carer's surroundings in view: three turns, then single shifts.
func (m *maker) rosterCounty() {
	m.capacity = newGrid()
	for range 6 {
		for _, i := range m.shuffled(len(m.crew)) {
			m.lookFrom(m.crew[i].anchor)
			m.place(&m.crew[i])
		}
		m.moveTimes(m.strain)
	}
	for range 2 {
		for _, i := range m.shuffled(len(m.crew)) {
			m.lookFrom(m.crew[i].anchor)
			for d := range cycleDays {
				m.refineDay(&m.crew[i], d)
			}
		}
		m.moveTimes(m.strain)
	}
}

// addSupervision gives one carer in twenty an hour of supervision, by telephone or wherever suits, where
// those around can spare it.
func (m *maker) addSupervision() {
	want := count(len(m.crew), 0.05)
	for _, i := range m.shuffled(len(m.crew)) {
		if len(m.out.Events) == want {
			return
		}
		m.lookFrom(m.crew[i].anchor)
		m.supervise(i, want)
	}
}

func (m *maker) supervise(i, want int) {
	for d := range 5 {
		for from := 10 * 60; from <= 15*60; from += cellMinutes {
			if !m.onDuty(i, d, from-15, from+75) || !m.bearable(d, span{from, from + 60}, 1) {
				continue
			}
			m.out.Events = append(m.out.Events, model.Event{
				ID: model.EventID(m.number("e-", len(m.out.Events), want)), Date: m.p.Start.Add(d),
				Start: model.Clock(from), Length: 60, Kind: "supervision", Attendees: []model.CarerID{m.out.Carers[i].ID},
			})
			m.coverSpan(m.local.capacity[m.local.of[m.crew[i].anchor]], d, span{from, from + 60}, -1)
			return
		}
	}
}
