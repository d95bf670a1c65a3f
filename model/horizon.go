package model

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/milltir/milltir/geo"
)

// None marks an absent tick.
const None int32 = math.MinInt32

// Horizon is a Problem expanded to dates: templates become dated visits and shifts, clock
// times become ticks, names become indices. Solver and judge both start from it; it decides
// nothing. All int fields named after a thing (Person, Carer, …) index the Problem's slice of
// it, -1 for none.
type Horizon struct {
	Problem  *Problem
	Rules    Rules // in force on the plan's first day
	Calendar Calendar

	Visits []DatedVisit // by date, first window, visit id
	Shifts []DatedShift // by date, start, carer, shift id
	Events []DatedEvent // by start, event id, carer: the fixed ones, and the meetings that were called
	// Meetings are what is owed of the movable events; whoever makes a rota calls them.
	Meetings []Meeting
	Pins     []DatedPin // by visit, then as in the Problem

	// Pools are the Problem's pools, in its order, and what there is to draw in the plan's periods.
	Pools []DatedPool

	Cover    []DatedCover
	Reserves []DatedReserve
	Requests []DatedRequest
	// Published are the shifts of the last published rota that are held, by carer, date and start; see Held.
	Published []DatedPublished
	published []bool // by day of the plan: shifts were published for it
	excusedOn []bool // by carer·days + day: there is a reason for changing them
	// Colleagues work together or apart, in the order of the Problem's rows.
	Colleagues []Pairing
	// Dropped are given shifts that an absence covers wholly; they are not worked.
	Dropped []DatedShift
	// Credit[c*Weeks+w] is the ticks of given shifts, less breaks, that absence took from carer c in week
	// w, or where they have none in it a fifth of the contract's minutes of a week for each whole day of
	// absence, five at the most: they count towards the guaranteed minutes. Unpaid absence gives none.
	Credit []int32
	// Excluded is what of each carer's absence an average of 48 hours leaves out, by carer and week as Credit.
	Excluded []ExcludedLeave
	Weeks    int

	Locations []Location
	PersonAt  []int                  // person → location
	HomeAt    []int                  // carer → location of the home, -1
	BaseAt    []int                  // patch → location of the base, -1
	PlaceAt   []int                  // place → location
	Legs      map[string]*geo.Matrix // by mode, over Locations; access of the arrival included

	ways map[wayOf]int32 // see [Horizon.wayTicks]
	bus  *busNet         // nil without a timetable that anybody goes by

	// Exact holds, by mode, legs in ticks that the matrix gives: from·len(Locations) + to; -1 cannot
	// be gone, None not given. No entry where a mode has no matrix.
	Exact map[string][]int32
	// Choices are the packages of people with patterns, by person and week.
	Choices []Choice

	// By person and carer, from before the plan; see Met, KnownInPlan, LastSeen.
	met, inPlan map[[2]int]bool
	seen        map[[2]int]Date
	attends     map[attends]int // the event
	past        []Past          // by carer; see Past

	legwork *legwork

	PersonIndex map[PersonID]int
	CarerIndex  map[CarerID]int
	PatchIndex  map[PatchID]int
	PlaceIndex  map[PlaceID]int
}

// Location is a point that legs join.
type Location struct {
	Key      string // person id, "carer:ID", place id, or patch id (its base)
	Point    geo.Point
	Access   int32  // ticks for parking and door
	Building string // legs inside one building take Rules.Legs.SameBuilding minutes
}

// DatedWindow is a window in ticks.
type DatedWindow struct {
	Open, Close int32
	Preferred   int32 // or None
}

// DatedVisit is one visit on one date.
type DatedVisit struct {
	Template  int // index of the Problem's visit
	ID        VisitID
	Date      Date
	Week      int
	Person    int
	With      []int         // other people who come along
	Location  int           // where it starts
	EndAt     int           // the location where it ends
	Windows   []DatedWindow // by Open, then Close
	LatestEnd int32         // or None
	Length    int32
	LengthMin int32
	LengthMax int32
	Need      int // carers
	Least     int // carers without whom it is not done: Need, or one for a signed-off efficiency pair
	Shadows   int // carers who may come along to be introduced
	Priority  int // 1..4
	Optional  bool
	MinGap    int32 // ticks to the person's next visit, start to start; 0 none
	MaxGap    int32 // 0 none
	// Apart are the person's other visits that this one could come too near to; Later, where it has a
	// MaxGap, those of its date that may be the next. See [Horizon.keepApart].
	Apart, Later []int
	// Between is, of those Apart that somebody has to get to from this one, the ticks of that way: to add
	// to the planned length, where this one is before. Nil where nobody has a way.
	Between map[int]int32
	Load    int32

	// TiedTo is the visit of this date that this one is tied to, TiedBy the one that is tied to
	// this; -1. Start to start of the two lies between TiedMin and TiedMax (on the one with TiedTo).
	TiedTo, TiedBy   int
	TiedMin, TiedMax int32
	// After are the visits that this one follows, SameAs and OtherThan those whose carer is asked for
	// or refused, -1: each of the same date, or else the last one before it.
	After             []DatedFollow
	SameAs, OtherThan int
	// LoneEnd is when one carer alone has to have left, or None; LoneEve if the visit starts before
	// LoneDawn, in the night of the evening before. See [DatedVisit.LoneBy].
	LoneEnd, LoneEve, LoneDawn int32
	// Patterned visits are decided by the person's patterns, or may be moved to other days; see
	// [Horizon.Choices]. Choice is the one that this visit is part of, a group included; -1.
	Patterned bool
	Choice    int
	// Pool is the pool that the visit draws on, -1; a Draw is one that the pool proposes. One that is not taken is
	// not missing.
	Pool int
	Draw bool

	// Baseline holds the carers of the last published rota at this visit on its weekday; see RuleStability.
	HasBaseline bool
	Published   bool
	// Frozen are the carers whom a frozen visit keeps, nil if it may change, FrozenStart its start; see RuleFreeze.
	Frozen      []int
	FrozenStart int32
	Baseline    []int
}

// DatedShift is one shift on one date.
type DatedShift struct {
	Template   int
	ID         ShiftID
	Carer      int // -1: any
	Date       Date
	Week       int
	Start, End int32
	Break      int32 // ticks the shift needs; 0 none
	BreakFrom  int32 // the break's span where the shift names one, else None
	BreakTo    int32
	MaxLoad    int32 // 0 none
	Status     string
	Kind       string
	Location   string
	Shared     bool // any number of carers may work it at once
}

// Paid is the paid ticks of the shift: its length less its break.
func (s *DatedShift) Paid() int32 { return s.End - s.Start - s.Break }

// DatedEvent is one attendee's part in an event that has its time.
type DatedEvent struct {
	Event      int
	ID         EventID
	Carer      int
	Start, End int32
	Location   int // -1: nowhere in particular
	Meeting    int // of a movable event that has been called for this time: index into Meetings; else -1
}

// DatedPin fixes a dated visit.
type DatedPin struct {
	Visit int
	Carer int   // -1: not fixed
	Start int32 // or None
}

// Choice is a person's package in one week, a week of a visit that may be moved to other days, or
// a group: exactly the visits of one of its options are done.
type Choice struct {
	Person, Week int
	Options      [][]int // dated visits of each pattern, ascending; in the order of the patterns' names
	Optional     bool    // the package may be left out: its visits are optional, as all or none of a person's are
	Priority     int     // of what is left out
	Movable      bool    // its options are ways to spread one visit over days, the agreed one first
	Group        string  // its one option are visits that stand or fall together; each counts for itself

	index int
}

// Span is a stretch of time in ticks.
type Span struct{ Start, End int32 }

// Expand makes the horizon of a problem that has passed validation; on one that has not it
// returns an error where it cannot go on.
func Expand(p *Problem) (*Horizon, error) { return expand(context.Background(), p, nil) }

// ExpandContext is Expand that ends with the context's error when a source that it waits for, a routing server,
// gives up because of it. Once it has returned the context is of no more interest to the horizon.
func ExpandContext(ctx context.Context, p *Problem) (*Horizon, error) { return expand(ctx, p, nil) }

// expand is Expand; like, if not nil, lends its travel where that of p is the same.
func expand(ctx context.Context, p *Problem, like *Horizon) (*Horizon, error) {
	if p == nil {
		return nil, errors.New("there is no problem to expand")
	}
	if p.Plan.Weeks < 0 {
		return nil, fmt.Errorf("a plan of %d weeks cannot be expanded", p.Plan.Weeks)
	}
	plan := p.Plan
	plan.Weeks = or(plan.Weeks, 1)
	plan.CycleAnchor = or(plan.CycleAnchor, plan.Start)
	rules := p.RulesInForce()
	cal, err := NewCalendar(plan.Start, or(plan.Timezone, "Europe/London"), rules.Resolution)
	if err != nil {
		return nil, err
	}
	if span := float64(plan.Weeks+1) * 7 * 1440 * float64(rules.Resolution); span > 1<<30 {
		return nil, fmt.Errorf("%d weeks at %d ticks a minute are more than 2^30 ticks: use fewer weeks or a smaller resolution", plan.Weeks, rules.Resolution)
	}
	if i := p.tooManyDraws(); i >= 0 {
		return nil, fmt.Errorf("pool %q: with its draws more than %d are proposed, or more than %d to somebody on a day: use fewer windows, days, drawers or weeks", p.Pools[i].ID, mostDraws, mostDrawsADay)
	}
	p = p.WithDraws()
	h := &Horizon{Problem: p, Rules: rules, Calendar: cal, Weeks: plan.Weeks}
	h.index()
	if err := h.locate(ctx, like); err != nil {
		return nil, err
	}
	if err := h.expandVisits(plan); err != nil {
		return nil, err
	}
	if err := h.expandShifts(); err != nil {
		return nil, err
	}
	h.expandPools()
	h.expandEvents(plan)
	h.expandCover(plan)
	h.expandReserve(plan)
	h.expandRequests(plan)
	h.expandColleagues()
	h.expandPins()
	h.expandBaseline()
	h.expandFreeze()
	h.expandPublished()
	return h, h.legwork.settle()
}

func (h *Horizon) index() {
	p := h.Problem
	h.PersonIndex, h.CarerIndex = make(map[PersonID]int), make(map[CarerID]int)
	h.PatchIndex, h.PlaceIndex = make(map[PatchID]int), make(map[PlaceID]int)
	for i := range p.People {
		h.PersonIndex[p.People[i].ID] = i
	}
	for i := range p.Carers {
		h.CarerIndex[p.Carers[i].ID] = i
	}
	for i := range p.Patches {
		h.PatchIndex[p.Patches[i].ID] = i
	}
	for i := range p.Places {
		h.PlaceIndex[p.Places[i].ID] = i
	}
	h.remember()
	h.recall()
}

// Carer finds a carer's index by id, -1 if there is none.
func (h *Horizon) Carer(id CarerID) int {
	if i, ok := h.CarerIndex[id]; ok {
		return i
	}
	return -1
}

// dates calls f for every date of the horizon with the week it is in.
func dates(plan Plan, f func(d Date, week int)) {
	for w := range plan.Weeks {
		for i := range 7 {
			f(plan.Start.Add(w*7+i), w)
		}
	}
}

func (h *Horizon) expandVisits(plan Plan) error {
	p, cal := h.Problem, h.Calendar
	patterned := make(map[VisitID]bool, len(p.Patterns))
	for i := range p.Patterns {
		patterned[p.Patterns[i].Visit] = true
	}
	for t := range p.Visits {
		v := &p.Visits[t]
		person, ok := h.PersonIndex[v.Person]
		if !ok {
			return fmt.Errorf("visit %q: person %q is not known", v.ID, v.Person)
		}
		if len(v.Windows) == 0 {
			return fmt.Errorf("visit %q has no window", v.ID)
		}
		moves := v.movable() && !patterned[v.ID]
		days := v.Days
		if moves {
			days |= v.MovableDays
		}
		dates(plan, func(d Date, week int) {
			if !days.Has(d.Weekday()) || !v.WeekOfCycle.Falls(plan.Start.Add(7*week), plan.CycleAnchor) ||
				(v.ValidFrom != 0 && d < v.ValidFrom) || (v.ValidTo != 0 && d > v.ValidTo) {
				return
			}
			dv := DatedVisit{
				Template: t, ID: v.ID, Date: d, Week: week,
				Person: person, LatestEnd: None,
				Length: cal.Ticks(v.Length), LengthMin: cal.Ticks(or(v.LengthMin, v.Length)), LengthMax: cal.Ticks(or(v.LengthMax, v.Length)),
				Need: v.Need(), Priority: v.Prio(&p.People[person]), Optional: v.Optional,
				MinGap: cal.Ticks(v.MinGapAfter), MaxGap: cal.Ticks(v.MaxGapAfter), Load: int32(v.Load),
				TiedTo: -1, TiedBy: -1, Patterned: patterned[v.ID] || moves, Choice: -1,
				Pool: p.poolIndex(v.Pool), Draw: p.Draw(t),
			}
			h.place(&dv, v)
			h.lone(&dv)
			dv.Least = v.least(p.People[person].LoneAfter != 0)
			if v.LatestEnd != 0 {
				dv.LatestEnd = cal.Tick(d, v.LatestEnd)
			}
			for _, w := range v.Windows {
				dw := DatedWindow{cal.Tick(d, w.Open), cal.Tick(d, w.Close), None}
				if w.Preferred != 0 {
					dw.Preferred = cal.Tick(d, w.Preferred)
				}
				dv.Windows = append(dv.Windows, dw)
			}
			slices.SortFunc(dv.Windows, func(a, b DatedWindow) int {
				return cmp.Or(cmp.Compare(a.Open, b.Open), cmp.Compare(a.Close, b.Close), cmp.Compare(a.Preferred, b.Preferred))
			})
			h.Visits = append(h.Visits, dv)
		})
	}
	slices.SortFunc(h.Visits, func(a, b DatedVisit) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Windows[0].Open, b.Windows[0].Open), cmp.Compare(a.ID, b.ID))
	})
	h.tieVisits()
	h.linkVisits()
	h.letAlong()
	h.keepApart()
	h.choose()
	h.chooseDays()
	h.chooseGroups()
	return nil
}

// wanted is the preferred start of the first window, else its opening.
func (v *DatedVisit) wanted() int32 {
	if w := v.Windows[0]; w.Preferred != None {
		return w.Preferred
	}
	return v.Windows[0].Open
}

func (h *Horizon) expandEvents(plan Plan) {
	p, cal := h.Problem, h.Calendar
	for e := range p.Events {
		ev := &p.Events[e]
		if ev.Movable || ev.Date < plan.Start || ev.Date >= plan.Start.Add(7*plan.Weeks) {
			continue
		}
		at := -1
		if i, ok := h.PlaceIndex[ev.Place]; ok {
			at = h.PlaceAt[i]
		}
		for i, id := range ev.Attendees {
			if c := h.Carer(id); c >= 0 && !slices.Contains(ev.Attendees[:i], id) {
				s := cal.Tick(ev.Date, ev.Start)
				h.Events = append(h.Events, DatedEvent{e, ev.ID, c, s, s + cal.Ticks(ev.Length), at, -1})
			}
		}
	}
	h.sortEvents()
	h.expandMeetings(plan)
}

// Met tells whether the history knows this carer at this person's door in the 90 days
// before the plan.
func (h *Horizon) Met(person, carer int) bool { return h.met[[2]int{person, carer}] }

// Ends gives the locations where a carer's run in a shift starts and ends: the base (or the
// shift's place) or a place of her own for those who start or end there, -1 for home, which is
// outside the shift.
func (h *Horizon) Ends(carer int, s *DatedShift) (from, to int) {
	c := &h.Problem.Carers[carer]
	base := -1
	if i, ok := h.PatchIndex[c.Patch]; ok {
		base = h.BaseAt[i]
	}
	if i, ok := h.PlaceIndex[PlaceID(s.Location)]; ok {
		base = h.PlaceAt[i]
	}
	return h.end(c.StartAt, base), h.end(c.EndAt, base)
}

func (h *Horizon) end(at string, base int) int {
	switch at {
	case "", FromHome:
		return -1
	case FromBase:
		return base
	}
	if i, ok := h.PlaceIndex[PlaceID(at)]; ok {
		return h.PlaceAt[i]
	}
	return -1
}

// Packages gives each person's visits of the horizon with their minutes, by person.
func (h *Horizon) Packages() []Package {
	out := make([]Package, len(h.Problem.People))
	for i := range out {
		out[i].Person = h.Problem.People[i].ID
	}
	for i := range h.Visits {
		v := &h.Visits[i]
		k := &out[v.Person]
		k.Minutes += int(v.Length/h.Calendar.res) * v.Need
		if !slices.Contains(k.Visits, v.ID) {
			k.Visits = append(k.Visits, v.ID)
		}
	}
	return out
}
