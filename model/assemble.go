package model

import (
	"cmp"
	"fmt"
	"slices"
)

// StopShift is the Kind of a row that says no more than that a shift is worked.
const StopShift = "shift"

// Assemble makes a rota of rows, as a coordinator writes them: one row per carer and visit,
// clock times seen from the row's date. Each row goes into the dated shift of its carer that
// overlaps it most: the shift it names, else a given one, else an open one of hers, else an
// `any` shift that is shared or that nobody else uses, and that keeps clear of her own. Rows outside all shifts
// form a run without a shift. Given shifts without rows are worked all the same. A row of kind
// "shift" opens a shift and is no stop.
//
// A coordinator's table holds attendances only. If no row is an event, fixed events join the
// runs they fall into; if none is a break, every run that needs one gets an implied break
// where it idles (see [implyBreak]), so that the judge says what is really possible. A table
// in which every row names its kind, as ours do, is complete: nothing is added to it.
//
// The error is a [Diagnostics] of all rows that do not belong to the problem.
func Assemble(h *Horizon, rows []RotaRow) (*Rota, error) {
	a := &assembly{h: h, look: newLookup(h), users: make([][]int, len(h.Shifts)), stops: make(map[worker][]placed)}
	for s := range h.Shifts {
		if ds := &h.Shifts[s]; ds.Carer >= 0 && ds.Status == Given {
			a.users[s] = []int{ds.Carer}
		}
	}
	a.read(rows)
	a.placeNamed()
	if len(a.wrong) > 0 {
		return nil, a.wrong
	}
	a.placeOwn(Given)
	a.placeOwn(Open)
	a.placeAny()
	r := &Rota{Runs: a.runs()}
	complete := len(rows) > 0 && !a.listed[""]
	if !complete && !a.listed[StopEvent] {
		addEvents(h, r)
	}
	if !complete && !a.listed[StopBreak] {
		for i := range r.Runs {
			implyBreak(h, a.look, &r.Runs[i])
		}
	}
	Annotate(h, r)
	return r, nil
}

// assembly is a rota on its way from rows to runs.
type assembly struct {
	h      *Horizon
	look   *lookup
	wrong  Diagnostics
	listed map[string]bool // kinds that the rows name, "" for those that name none
	loose  []placed        // rows without a shift so far
	stops  map[worker][]placed
	users  [][]int // by dated shift: who works it, several only where it is shared
}

// worker is one carer in one dated shift.
type worker struct{ shift, carer int }

// placed is a row with what its ids and times mean.
type placed struct {
	RotaRow
	carer int
	event EventID
	span  Span // ticks
}

// read resolves the rows, in an order that does not depend on that of the file.
func (a *assembly) read(rows []RotaRow) {
	a.listed = make(map[string]bool)
	for _, row := range rows {
		a.listed[row.Kind] = true
		row.Kind = or(row.Kind, StopVisit)
		p := placed{RotaRow: row, carer: a.h.Carer(row.Carer)}
		if !a.sound(&p) {
			continue
		}
		a.loose = append(a.loose, p)
	}
	slices.SortStableFunc(a.loose, func(x, y placed) int {
		return cmp.Or(cmp.Compare(x.span.Start, y.span.Start), cmp.Compare(x.carer, y.carer),
			cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Visit, y.Visit), cmp.Compare(x.Line, y.Line))
	})
}

// sound fills in the span of a row, or says what is wrong with it.
func (a *assembly) sound(p *placed) bool {
	n := len(a.wrong)
	first := a.h.Calendar.Start()
	switch {
	case p.carer < 0:
		a.say(p, "E1801", "carer", string(p.Carer), fmt.Sprintf("carer %q is not known", p.Carer))
	case p.Date < first || p.Date >= first.Add(7*a.h.Weeks):
		a.say(p, "E1802", "date", p.Date.String(), fmt.Sprintf("date %s is not one of the plan's (%s to %s)", p.Date, first, first.Add(7*a.h.Weeks-1)))
	case !inReach(p.Start) || !inReach(p.End):
		a.say(p, "E1803", "start", p.Start.String(), fmt.Sprintf("%s–%s is out of range (00:00 to 167:59)", p.Start, p.End))
	default:
		p.span = Span{a.h.Calendar.Tick(p.Date, p.Start), a.h.Calendar.Tick(p.Date, p.End)}
		if p.span.End < p.span.Start {
			a.say(p, "E1803", "end", p.End.String(), fmt.Sprintf("ends at %s before it starts at %s", p.End, p.Start))
		}
		a.identify(p)
	}
	return len(a.wrong) == n
}

// identify finds the visit or the event of a row.
func (a *assembly) identify(p *placed) {
	switch p.Kind {
	case StopVisit:
		v, ok := a.look.visits[visitKey{p.Visit, p.Date}]
		if !ok {
			a.say(p, "E1804", "visit", string(p.Visit), fmt.Sprintf("there is no visit %q on %s", p.Visit, p.Date))
			return
		}
		roles := a.h.Problem.Visits[a.h.Visits[v].Template].Roles
		if p.Role != "" && p.Role != RoleShadow && !slices.ContainsFunc(roles, func(r Role) bool { return r.Name == p.Role }) {
			a.say(p, "E1808", "role", p.Role, fmt.Sprintf("visit %q has no role %q", p.Visit, p.Role))
		}
	case StopEvent:
		for i := range a.h.Events {
			e := &a.h.Events[i]
			if e.Carer == p.carer && (string(e.ID) == string(p.Visit) || (p.Visit == "" && e.Start == p.span.Start)) {
				p.event = e.ID
				return
			}
		}
		if e, _ := a.h.Attends(p.carer, EventID(p.Visit)); e >= 0 {
			p.event = EventID(p.Visit)
			return
		}
		a.say(p, "E1805", "visit", string(p.Visit), fmt.Sprintf("carer %q has no event %q", p.Carer, p.Visit))
	case StopBreak, StopShift:
	default:
		a.say(p, "E1806", "kind", p.Kind, fmt.Sprintf("kind %q is none of visit, break, event, shift", p.Kind))
	}
}

func (a *assembly) say(p *placed, code, column, value, message string) {
	d := Diagnostic{Code: code, Line: p.Line, Column: column, Value: value, Message: message}
	switch code {
	case "E1804":
		d.Advice = "Maybe the id or the date is that of another visit: a visit after midnight has the date it is planned for"
	case "E1803":
		d.Advice = "Maybe the visit ends past midnight: write 24:30 for half past midnight"
	}
	a.wrong = append(a.wrong, d)
}

// inReach tells whether a clock time lies in the range that files can hold.
func inReach(c Clock) bool { return c >= 0 && c.Minutes() < 168*60 && c < 2*foldBit }

// placeNamed puts rows into the shifts they name: of several dates the one that overlaps the
// row most, else the row's own date.
func (a *assembly) placeNamed() {
	rest := a.loose[:0]
	for _, p := range a.loose {
		if p.Shift == "" && p.Kind != StopShift {
			rest = append(rest, p)
			continue
		}
		best, most := -1, int32(-1)
		for _, d := range near(p.Date) {
			for _, s := range a.look.shifts[shiftKey{p.Shift, d}] {
				o := a.overlap(s, p)
				if a.mayUse(s, p.carer) && o > most && (o > 0 || d == p.Date) {
					best, most = s, o
				}
			}
		}
		switch {
		case best >= 0:
			a.put(best, p)
		case a.dropped(p) && p.Kind == StopShift: // on leave: not worked
		case a.dropped(p):
			rest = append(rest, p)
		default:
			a.say(&p, "E1807", "shift", string(p.Shift), fmt.Sprintf("carer %q has no shift %q on %s", p.Carer, p.Shift, p.Date))
		}
	}
	a.loose = rest
}

// near gives a date and those of a week on either side, in order of distance: shifts may last for
// days.
func near(d Date) []Date {
	out := []Date{d}
	for k := range 7 {
		out = append(out, d.Add(-k-1), d.Add(k+1))
	}
	return out
}

// dropped tells whether absence has taken the shift that a row names.
func (a *assembly) dropped(p placed) bool {
	for i := range a.h.Dropped {
		if d := &a.h.Dropped[i]; d.ID == p.Shift && d.Carer == p.carer && max(d.Date, p.Date)-min(d.Date, p.Date) <= 1 {
			return true
		}
	}
	return false
}

// mayUse tells whether a carer may be put into a shift: her own, or one for any carer that is
// shared or that nobody else uses.
func (a *assembly) mayUse(s, carer int) bool {
	if own := a.h.Shifts[s].Carer; own >= 0 {
		return own == carer
	}
	return a.h.Shifts[s].Shared || len(a.users[s]) == 0 || a.users[s][0] == carer
}

// overlap is the ticks of a row inside a shift; none if the row starts on a date before the
// shift's, which a run cannot say.
func (a *assembly) overlap(s int, p placed) int32 {
	ds := &a.h.Shifts[s]
	if p.span.Start < a.h.Calendar.Tick(ds.Date, 0) {
		return 0
	}
	return Overlap(p.span, []Span{{ds.Start, ds.End}})
}

func (a *assembly) put(s int, p placed) {
	if !slices.Contains(a.users[s], p.carer) {
		a.users[s] = append(a.users[s], p.carer)
	}
	if w := (worker{s, p.carer}); p.Kind != StopShift {
		a.stops[w] = append(a.stops[w], p)
	}
}

// placeOwn puts loose rows into the carers' own shifts of one status, each where it overlaps
// most (the earlier of equals).
func (a *assembly) placeOwn(status string) {
	own := make(map[int][]int)
	for s := range a.h.Shifts {
		if a.h.Shifts[s].Status == status {
			own[a.h.Shifts[s].Carer] = append(own[a.h.Shifts[s].Carer], s)
		}
	}
	rest := a.loose[:0]
	for _, p := range a.loose {
		best, most := -1, int32(0)
		for _, s := range own[p.carer] {
			if o := a.overlap(s, p); o > most {
				best, most = s, o
			}
		}
		if best >= 0 {
			a.put(best, p)
		} else {
			rest = append(rest, p)
		}
	}
	a.loose = rest
}

// placeAny opens `any` shifts for what is left, carer by carer: the one that overlaps the
// carer's loose rows most takes all rows it overlaps, and so on.
func (a *assembly) placeAny() {
	by := make([][]placed, len(a.h.Problem.Carers))
	for _, p := range a.loose {
		by[p.carer] = append(by[p.carer], p)
	}
	a.loose = nil
	for carer, loose := range by {
		for best := a.bestAny(carer, loose); best >= 0; best = a.bestAny(carer, loose) {
			rest := loose[:0]
			for _, p := range loose {
				if a.overlap(best, p) > 0 {
					a.put(best, p)
				} else {
					rest = append(rest, p)
				}
			}
			loose = rest
		}
		a.loose = append(a.loose, loose...)
	}
}

// bestAny gives the `any` shift that overlaps a carer's rows most and that she may open, -1
// for none.
func (a *assembly) bestAny(carer int, rows []placed) int {
	best, most := -1, int32(0)
	for s := range a.h.Shifts {
		if len(rows) == 0 || a.h.Shifts[s].Carer >= 0 || !a.mayUse(s, carer) {
			continue
		}
		sum := int32(0)
		for _, p := range rows {
			sum += a.overlap(s, p)
		}
		if sum > most && !a.clashes(s, carer) {
			best, most = s, sum
		}
	}
	return best
}

// clashes tells whether a shift overlaps one that the carer already works.
func (a *assembly) clashes(s, carer int) bool {
	for t := range a.h.Shifts {
		if t != s && slices.Contains(a.users[t], carer) && min(a.h.Shifts[s].End, a.h.Shifts[t].End) > max(a.h.Shifts[s].Start, a.h.Shifts[t].Start) {
			return true
		}
	}
	return false
}

// runs makes a run of each worked shift and who works it, and one per carer and date of the rows left over.
func (a *assembly) runs() []Run {
	var out []Run
	cal := a.h.Calendar
	for s, users := range a.users {
		ds := &a.h.Shifts[s]
		for _, user := range users {
			run := Run{
				Carer: a.h.Problem.Carers[user].ID, Date: ds.Date, Shift: ds.ID, Status: ds.Status,
				Start: cal.Local(ds.Start, ds.Date), End: cal.Local(ds.End, ds.Date),
			}
			for _, p := range a.stops[worker{s, user}] {
				run.Stops = append(run.Stops, a.stop(p, ds.Date))
			}
			out = append(out, run)
		}
	}
	at := make(map[shiftKey]int) // outside runs by carer and date
	for _, p := range a.loose {
		k := shiftKey{ShiftID(p.Carer), p.Date}
		if _, ok := at[k]; !ok {
			at[k] = len(out)
			out = append(out, Run{Carer: p.Carer, Date: p.Date, Start: p.Start, End: p.End})
		}
		run := &out[at[k]]
		run.Stops = append(run.Stops, a.stop(p, p.Date))
		if cal.Tick(run.Date, run.End) < p.span.End {
			run.End = cal.Local(p.span.End, run.Date)
		}
	}
	return out
}

// stop turns a row into a stop of a run on a date.
func (a *assembly) stop(p placed, run Date) Stop {
	cal := a.h.Calendar
	s := Stop{Kind: p.Kind, Role: p.Role, Event: p.event}
	s.Start, s.StartTicks = cal.Split(p.span.Start, run)
	s.End, s.EndTicks = cal.Split(p.span.End, run)
	if p.Kind == StopVisit {
		s.Visit, s.Date = p.Visit, p.Date
	}
	return s
}
