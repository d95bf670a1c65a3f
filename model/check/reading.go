package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// Unfit lists all the ways in which a rota does not belong to its problem: unknown ids, shifts
// that are not there or not as the rota says, a shift worked twice, a given shift left out,
// times that end before they start. As an error it prints one line each.
type Unfit []string

func (u Unfit) Error() string { return strings.Join(u, "\n") }

// run is a run of the rota with its ids looked up and its times in ticks.
type run struct {
	carer      int
	date       model.Date
	week       int               // by date
	shift      *model.DatedShift // nil: outside every shift
	start, end int64             // of the shift; outside all, of the first and last stop
	stops      []*stop           // by start
}

// stop is one stop of a run.
type stop struct {
	kind       string
	visit      int // index of the dated visit, -1
	event      model.EventID
	role       string
	start, end int64
	place      int // location, -1: without a place of its own
	endAt      int // where its carer is at its end, likewise
	implied    bool
}

func (s *stop) length() int64 { return s.end - s.start }

// lastVisit gives the index of a run's last stop that is a visit, -1 if none is.
func (r *run) lastVisit() int {
	for i := len(r.stops) - 1; i >= 0; i-- {
		if r.stops[i].visit >= 0 {
			return i
		}
	}
	return -1
}

// attendance is one carer at one visit.
type attendance struct {
	run  *run
	stop *stop
}

// visit is what a rota makes of a dated visit. Where its carers differ, it starts with the
// first, ends with the last and is as long as the shortest attendance.
type visit struct {
	by                 []attendance // by carer, then start
	along              []attendance // who only come to be introduced
	carers             []int        // different ones, by index
	start, end, length int64
}

// reader looks up one rota.
type reader struct {
	h      *model.Horizon
	unfit  Unfit
	visits map[string]int // by id and date
	worked map[taken]bool
	seen   map[string]bool // runs outside shifts
}

// taken is a shift that is worked, and by whom where several may.
type taken struct {
	shift *model.DatedShift
	carer int
}

// read looks up a rota in the horizon.
func read(h *model.Horizon, r *model.Rota) ([]*run, Unfit) {
	rd := &reader{
		h: h, visits: make(map[string]int),
		worked: make(map[taken]bool), seen: make(map[string]bool),
	}
	for v := range h.Visits {
		rd.visits[fmt.Sprintf("%d %s", h.Visits[v].Date, h.Visits[v].ID)] = v
	}
	var runs []*run
	for i := range r.Runs {
		if out := rd.run(&r.Runs[i]); out != nil {
			runs = append(runs, out)
		}
	}
	for s := range h.Shifts {
		ds := &h.Shifts[s]
		if ds.Status == model.Given && ds.Carer >= 0 && !rd.worked[taken{ds, 0}] {
			rd.say("the given shift %q of %q on %s is not in the rota", ds.ID, h.Problem.Carers[ds.Carer].ID, ds.Date)
		}
	}
	slices.SortStableFunc(runs, func(a, b *run) int {
		return cmp.Or(cmp.Compare(a.carer, b.carer), cmp.Compare(a.date, b.date), cmp.Compare(a.start, b.start))
	})
	return runs, rd.unfit
}

func (rd *reader) say(format string, args ...any) {
	rd.unfit = append(rd.unfit, fmt.Sprintf(format, args...))
}

func (rd *reader) run(r *model.Run) *run {
	name := fmt.Sprintf("run of %q on %s", r.Carer, r.Date)
	first := rd.h.Calendar.Start()
	out := &run{carer: rd.h.Carer(r.Carer), date: r.Date, week: int(r.Date-first) / 7}
	if out.carer < 0 {
		rd.say("%s: carer %q is not known", name, r.Carer)
		return nil
	}
	if r.Date < first || r.Date >= first.Add(7*rd.h.Weeks) {
		rd.say("%s: the date is not one of the plan's (%s to %s)", name, first, first.Add(7*rd.h.Weeks-1))
		return nil
	}
	for i := range r.Stops {
		if s := rd.stop(name, r, out.carer, &r.Stops[i]); s != nil {
			out.stops = append(out.stops, s)
		}
	}
	slices.SortStableFunc(out.stops, func(a, b *stop) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end),
			cmp.Compare(a.kind, b.kind), cmp.Compare(a.visit, b.visit), cmp.Compare(a.event, b.event))
	})
	if r.Shift == "" && r.Status == "" {
		return rd.outside(name, r, out)
	}
	return rd.inShift(name, r, out)
}

// outside accepts one run of stops outside all shifts per carer and date.
func (rd *reader) outside(name string, r *model.Run, out *run) *run {
	key := fmt.Sprintf("%d %d", out.carer, out.date)
	if rd.seen[key] {
		rd.say("%s outside all shifts is there twice", name)
		return nil
	}
	rd.seen[key] = true
	for i, s := range out.stops {
		if i == 0 || s.start < out.start {
			out.start = s.start
		}
		if i == 0 || s.end > out.end {
			out.end = s.end
		}
	}
	return out
}

// inShift finds the shift of a run and accepts it if the rota says the same of it.
func (rd *reader) inShift(name string, r *model.Run, out *run) *run {
	out.shift = rd.find(r, out.carer)
	if out.shift == nil {
		rd.say("%s: there is no shift %q for this carer on this date", name, r.Shift)
		return nil
	}
	ds := out.shift
	by := taken{ds, 0}
	if ds.Shared {
		by.carer = out.carer
	}
	out.start, out.end = int64(ds.Start), int64(ds.End)
	from, to := rd.h.Calendar.Local(ds.Start, ds.Date), rd.h.Calendar.Local(ds.End, ds.Date)
	switch {
	case r.Start != from || r.End != to:
		rd.say("%s: shift %q is %s–%s, the rota has %s–%s", name, r.Shift, from, to, r.Start, r.End)
	case r.Status != "" && r.Status != ds.Status:
		rd.say("%s: shift %q is %q, the rota has %q", name, r.Shift, ds.Status, r.Status)
	case rd.worked[by]:
		rd.say("%s: shift %q is worked twice", name, r.Shift)
		return nil
	}
	rd.worked[by] = true
	out.shift = rd.h.ShiftFor(ds, out.carer)
	return out
}

// find gives the dated shift of a run, preferring the one that starts as the rota says.
func (rd *reader) find(r *model.Run, carer int) *model.DatedShift {
	var found *model.DatedShift
	for s := range rd.h.Shifts {
		ds := &rd.h.Shifts[s]
		if ds.ID != r.Shift || ds.Date != r.Date || (ds.Carer >= 0 && ds.Carer != carer) {
			continue
		}
		if rd.h.Calendar.Local(ds.Start, ds.Date) == r.Start {
			return ds
		}
		if found == nil {
			found = ds
		}
	}
	return found
}

func (rd *reader) stop(name string, r *model.Run, carer int, s *model.Stop) *stop {
	if !sane(s.Start) || !sane(s.End) {
		rd.say("%s: a %s at %s–%s is out of range", name, s.Kind, s.Start, s.End)
		return nil
	}
	res := rd.h.Calendar.Resolution()
	if s.StartTicks < 0 || s.StartTicks >= res || s.EndTicks < 0 || s.EndTicks >= res {
		rd.say("%s: a %s is %d and %d ticks past its minutes, which have %d", name, s.Kind, s.StartTicks, s.EndTicks, res)
		return nil
	}
	start, end := rd.h.Calendar.StopSpan(r.Date, s)
	out := &stop{
		kind: s.Kind, visit: -1, event: s.Event, role: s.Role, place: -1, endAt: -1, implied: s.Implied,
		start: int64(start), end: int64(end),
	}
	if out.end < out.start {
		rd.say("%s: a %s ends at %s before it starts at %s", name, s.Kind, s.End, s.Start)
		return nil
	}
	switch s.Kind {
	case model.StopBreak:
		return out
	case model.StopEvent:
		return rd.event(name, carer, out)
	case model.StopVisit:
		return rd.visit(name, r, s, out)
	}
	rd.say("%s: a stop's kind %q is none of visit, break, event", name, s.Kind)
	return nil
}

func (rd *reader) event(name string, carer int, out *stop) *stop {
	e, at := rd.h.Attends(carer, out.event)
	if e < 0 {
		rd.say("%s: the carer has no event %q", name, out.event)
		return nil
	}
	out.place, out.endAt = at, at
	return out
}

func (rd *reader) visit(name string, r *model.Run, s *model.Stop, out *stop) *stop {
	date := s.Date
	if date == 0 {
		date = r.Date
	}
	v, ok := rd.visits[fmt.Sprintf("%d %s", date, s.Visit)]
	if !ok {
		rd.say("%s: there is no visit %q on %s", name, s.Visit, date)
		return nil
	}
	dv := &rd.h.Visits[v]
	if s.Role != "" && s.Role != model.RoleShadow && !slices.ContainsFunc(rd.h.Problem.Visits[dv.Template].Roles, func(x model.Role) bool { return x.Name == s.Role }) {
		rd.say("%s: visit %q has no role %q", name, s.Visit, s.Role)
		return nil
	}
	out.visit, out.place, out.endAt = v, dv.Location, dv.EndAt
	return out
}

// sane tells a clock time that a rota can hold from one that only an attack can.
func sane(c model.Clock) bool { return c >= 0 && c < 1<<21 && c.Minutes() < 8*24*60 }

// attendances gathers who is at each dated visit.
func attendances(h *model.Horizon, runs []*run) []visit {
	out := make([]visit, len(h.Visits))
	for _, r := range runs {
		for _, s := range r.stops {
			if s.visit >= 0 {
				out[s.visit].add(attendance{r, s})
			}
		}
	}
	return out
}

func (v *visit) add(a attendance) {
	s := a.stop
	if s.role == model.RoleShadow {
		v.along = append(v.along, a)
		return
	}
	if len(v.by) == 0 {
		v.start, v.end, v.length = s.start, s.end, s.length()
	}
	v.by = append(v.by, a)
	v.start, v.end, v.length = min(v.start, s.start), max(v.end, s.end), min(v.length, s.length())
	if !slices.Contains(v.carers, a.run.carer) {
		v.carers = append(v.carers, a.run.carer)
	}
}
