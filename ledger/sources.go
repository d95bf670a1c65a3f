package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// Visit is one visit on one date: what was planned of it and what was given, in minutes times carers.
type Visit struct {
	Visit     model.VisitID  `json:"visit"`
	Date      model.Date     `json:"date"`
	Person    model.PersonID `json:"person,omitzero"`
	Pool      model.PoolID   `json:"pool,omitzero"`
	Planned   int64          `json:"planned"`
	Delivered int64          `json:"delivered"`
	Recorded  bool           `json:"recorded,omitzero"` // somebody checked in
	Missed    bool           `json:"missed,omitzero"`   // its date is past, and nobody did
}

// Over tells whether it is known what became of the visit.
func (v *Visit) Over() bool { return v.Recorded || v.Missed }

// Sources are what books are kept of, beside what was booked before.
type Sources struct {
	At    model.Date // records are known up to here, this day in part
	Start model.Date // first day of the plan
	End   model.Date // and the last
	Pools []model.Pool
	// Visits are those planned or recorded, by date, visit, pool and person. Of the dates in PlannedOn all that is
	// planned is here, of those in RecordedOn all that was recorded; of other dates what was booked holds.
	Visits      []Visit
	PlannedOn   map[model.Date]bool
	RecordedOn  map[model.Date]bool
	Corrections []model.Correction
}

// visitKey tells visits apart.
type visitKey struct {
	date   model.Date
	visit  model.VisitID
	pool   model.PoolID
	person model.PersonID
}

func (k visitKey) compare(o visitKey) int {
	return cmp.Or(cmp.Compare(k.date, o.date), cmp.Compare(k.visit, o.visit), cmp.Compare(k.pool, o.pool), cmp.Compare(k.person, o.person))
}

func (v *Visit) key() visitKey { return visitKey{v.Date, v.Visit, v.Pool, v.Person} }

// gatherer collects the sources of a workspace.
type gatherer struct {
	h         *model.Horizon
	templates map[model.VisitID]*model.Visit
	booked    map[visitOn]booking // visits that the kept book has
	published map[visitOn]bool    // visits that previous.csv has
	planning  bool                // there is a rota of the plan's weeks
	last      model.Date          // up to which records were known when the kept book was kept last, 0
	visits    map[visitKey]*Visit
	s         *Sources
	found     model.Diagnostics
}

type visitOn struct {
	visit model.VisitID
	date  model.Date
}

// booking is what the kept book has of a visit on a date: of which pool and person, and how much that says.
type booking struct {
	visitKey
	stands int
}

// How much a booking says.
const (
	takenBack = iota // it was planned once, and is no more
	isPlanned
	isGiven
)

// Gather collects what a workspace says of its pools and visits: what a rota of it plans, and before it, or where
// there is none, what was published (previous.csv), what was recorded, and what was corrected. at is the day up
// to which records are known, 0: that of plan.as_of or of the last record. The diagnostics tell of records of
// visits that never were; they are left out.
func Gather(h *model.Horizon, r *model.Rota, kept *Book, at model.Date) (*Sources, model.Diagnostics) {
	p := h.Problem
	g := &gatherer{
		h: h, templates: map[model.VisitID]*model.Visit{}, booked: kept.bookings(), published: map[visitOn]bool{}, planning: r != nil, visits: map[visitKey]*Visit{},
		s: &Sources{
			At: at, Start: h.Calendar.Start(), End: h.Calendar.Start().Add(7*h.Weeks - 1), Pools: p.Pools,
			PlannedOn: map[model.Date]bool{}, RecordedOn: map[model.Date]bool{}, Corrections: p.Corrections,
		},
	}
	for _, x := range p.Draws() {
		g.templates[x.ID] = &x
	}
	for i := range p.Visits {
		g.templates[p.Visits[i].ID] = &p.Visits[i]
	}
	if kept != nil {
		for i := range kept.Entries {
			g.last = max(g.last, kept.Entries[i].Booked)
		}
	}
	g.planned(r)
	g.recorded()
	for _, v := range g.visits {
		g.s.Visits = append(g.s.Visits, *v)
	}
	slices.SortFunc(g.s.Visits, func(a, b Visit) int { return a.key().compare(b.key()) })
	return g.s, g.found
}

// bookings are the visits that a book has. Where one stands under several pools or people, that of what was given
// counts, then that of what is planned, and the last of them.
func (b *Book) bookings() map[visitOn]booking {
	out := map[visitOn]booking{}
	if b == nil {
		return out
	}
	is := b.net()
	for i := range b.Entries {
		e := &b.Entries[i]
		if e.Visit == "" {
			continue
		}
		at, x := visitOn{e.Visit, e.Date}, booking{visitKey: visitKey{e.Date, e.Visit, e.Pool, e.Person}}
		switch {
		case is[e.slot()] == 0:
		case e.Kind == Plan:
			x.stands = isPlanned
		default:
			x.stands = isGiven
		}
		if x.stands >= out[at].stands {
			out[at] = x
		}
	}
	return out
}

// visit is the visit of an id on a date. Which pool it draws on and whose it is was booked, where it was: a change of
// visits.csv is for what is planned from then on, and moves nothing that is past into another pool. A rota plans the dates
// of its weeks anew, but what was given on them stays where it was booked, too.
func (g *gatherer) visit(id model.VisitID, on model.Date) *Visit {
	k := visitKey{date: on, visit: id}
	b, booked := g.booked[visitOn{id, on}]
	anew := g.planning && on >= g.s.Start && on <= g.s.End
	switch x := g.templates[id]; {
	case booked && (x == nil || b.stands == isGiven || b.stands == isPlanned && !anew):
		k = b.visitKey
	case x != nil:
		k.pool, k.person = x.Pool, x.Person
	}
	v := g.visits[k]
	if v == nil {
		v = &Visit{Visit: k.visit, Date: k.date, Person: k.person, Pool: k.pool}
		g.visits[k] = v
	}
	return v
}

// minutes is the length of a span of ticks, to the nearest minute.
func (g *gatherer) minutes(start, end int32) int64 {
	res := int64(g.h.Calendar.Resolution())
	return (int64(end-start) + res/2) / res
}

// planned reads the rota, and what was published for dates that it is not of.
func (g *gatherer) planned(r *model.Rota) {
	first := g.h.Calendar.Start()
	if r != nil {
		for d := first; d <= g.s.End; d++ {
			g.s.PlannedOn[d] = true
		}
		for i := range r.Runs {
			run := &r.Runs[i]
			for k := range run.Stops {
				if s := &run.Stops[k]; s.Kind == model.StopVisit && s.Role != model.RoleShadow {
					start, end := g.h.Calendar.StopSpan(run.Date, s)
					g.visit(s.Visit, cmp.Or(s.Date, run.Date)).Planned += g.minutes(start, end)
				}
			}
		}
	}
	for i := range g.h.Problem.Baseline {
		b := &g.h.Problem.Baseline[i]
		g.published[visitOn{b.Visit, b.Date}] = true
		if r != nil && b.Date >= first && b.Date <= g.s.End {
			continue
		}
		g.s.PlannedOn[b.Date] = true
		if b.Role != model.RoleShadow {
			g.visit(b.Visit, b.Date).Planned += g.minutes(g.h.Calendar.Tick(b.Date, b.Start), g.h.Calendar.Tick(b.Date, b.End))
		}
	}
}

// recorded reads what happened.
func (g *gatherer) recorded() {
	p := g.h.Problem
	last := p.Plan.AsOf.Date
	for i := range p.Actuals {
		a := &p.Actuals[i]
		if !g.was(a.Visit, a.Date) {
			g.never(i)
			continue
		}
		last = max(last, a.Date)
		g.s.RecordedOn[a.Date] = true
		v := g.visit(a.Visit, a.Date)
		v.Recorded = true
		v.Delivered += g.minutes(g.h.Calendar.Tick(a.Date, a.CheckIn), g.h.Calendar.Tick(a.Date, a.CheckOut))
	}
	g.s.At = cmp.Or(g.s.At, last, g.unknown())
}

// unknown is the day up to which records are known where the tables have none: as far as when the book was kept last, else
// the first day of which anything is planned. It is no later, or what nobody has recorded yet would count as not given.
func (g *gatherer) unknown() model.Date {
	if g.last != 0 {
		return g.last
	}
	first := g.s.Start
	for d := range g.s.PlannedOn {
		first = min(first, d)
	}
	return first
}

// was tells whether anything has a visit on a date.
func (g *gatherer) was(id model.VisitID, on model.Date) bool {
	x, k := g.templates[id], visitOn{id, on}
	_, booked := g.booked[k]
	return booked || g.published[k] || x != nil && g.h.Problem.Falls(x, on)
}

// never reports a record of a visit that never was.
func (g *gatherer) never(row int) {
	a := &g.h.Problem.Actuals[row]
	d := model.Diagnostic{Code: "E1553", Column: "visit", Value: string(a.Visit), Message: fmt.Sprintf("there was no visit %q on %s", a.Visit, a.Date)}
	if g.templates[a.Visit] != nil {
		d.Column, d.Value, d.Message = "date", a.Date.String(), fmt.Sprintf("visit %q does not fall on %s", a.Visit, a.Date)
	}
	g.found = append(g.found, advised(g.h.Problem.Located(d, "actuals", row)))
}

// text is a text as a row of the file can hold it and give it back.
func text(s string) string { return strings.Join(strings.Fields(s), " ") }
