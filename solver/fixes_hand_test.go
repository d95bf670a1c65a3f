package solver_test

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// byHand makes changes of a rota as a coordinator would, and knows nothing of how they are found.
type byHand struct {
	*judgedByHand
	t   *testing.T
	was *model.Rota
	b   model.Violation
}

// judgedByHand is a rota's verdict, and what the judge has said of its changes so far: several breaches of one
// visit ask for the same ones.
type judgedByHand struct {
	h       *model.Horizon
	verdict *check.Verdict
	law     map[about]bool // what the rota breaks
	asked   map[string]*check.Verdict
}

func newJudgedByHand(h *model.Horizon, v *check.Verdict) *judgedByHand {
	j := &judgedByHand{h: h, verdict: v, law: make(map[about]bool), asked: make(map[string]*check.Verdict)}
	for _, x := range lawOf(v) {
		j.law[aboutOf(x)] = true
	}
	return j
}

// judge gives the verdict on a rota, nil where it is none of the problem.
func (j *judgedByHand) judge(r *model.Rota) *check.Verdict {
	key := rotaKey(r)
	if v, known := j.asked[key]; known {
		return v
	}
	v, err := check.Horizon(j.h, r)
	if err != nil {
		v = nil
	}
	j.asked[key] = v
	return v
}

// rotaKey is all that the judge reads of a rota.
func rotaKey(r *model.Rota) string {
	var b []byte
	word := func(words ...string) {
		for _, w := range words {
			b = append(append(b, w...), 0)
		}
	}
	number := func(numbers ...int) {
		for _, n := range numbers {
			b = binary.AppendVarint(b, int64(n))
		}
	}
	for i := range r.Runs {
		run := &r.Runs[i]
		word(string(run.Carer), string(run.Shift), run.Status)
		number(int(run.Date), int(run.Start), int(run.End), run.Break, len(run.Stops))
		for k := range run.Stops {
			s := &run.Stops[k]
			word(s.Kind, string(s.Visit), s.Role, string(s.With), string(s.Event))
			number(int(s.Date), int(s.Start), int(s.End), int(s.StartTicks), int(s.EndTicks))
		}
	}
	return string(b)
}

// clone gives a rota whose runs and stops are its own.
func clone(r *model.Rota) *model.Rota {
	q := *r
	q.Runs = slices.Clone(r.Runs)
	for i := range q.Runs {
		q.Runs[i].Stops = slices.Clone(q.Runs[i].Stops)
	}
	return &q
}

// at finds the stops at a dated visit: run and stop.
func at(r *model.Rota, id model.VisitID, date model.Date) (out [][2]int) {
	for i := range r.Runs {
		for k := range r.Runs[i].Stops {
			s := &r.Runs[i].Stops[k]
			if s.Kind == model.StopVisit && s.Visit == id && (s.Date == date || s.Date == 0 && r.Runs[i].Date == date) {
				out = append(out, [2]int{i, k})
			}
		}
	}
	return out
}

func cut(r *model.Rota, p [2]int) model.Stop {
	s := r.Runs[p[0]].Stops[p[1]]
	r.Runs[p[0]].Stops = slices.Delete(r.Runs[p[0]].Stops, p[1], p[1]+1)
	return s
}

func (x *byHand) put(s *model.Stop, run model.Date, start, end int32) {
	s.Start, s.StartTicks = x.h.Calendar.Split(start, run)
	s.End, s.EndTicks = x.h.Calendar.Split(end, run)
}

// span gives the ticks of a visit's first stop.
func (x *byHand) span(id model.VisitID, date model.Date) (start, end int32) {
	p := at(x.was, id, date)[0]
	return x.h.Calendar.StopSpan(x.was.Runs[p[0]].Date, &x.was.Runs[p[0]].Stops[p[1]])
}

// again puts all stops of a visit at a start, as long as they were, or, above 0, so long.
func (x *byHand) again(id model.VisitID, date model.Date, start, length int32) *model.Rota {
	r := clone(x.was)
	for _, p := range at(r, id, date) {
		run := &r.Runs[p[0]]
		s := &run.Stops[p[1]]
		from, end := x.h.Calendar.StopSpan(run.Date, s)
		to := start
		if length > 0 {
			to = from
		}
		x.put(s, run.Date, to, to+cmp.Or(length, end-from))
	}
	return r
}

// restarted yields the rotas with a visit at a start: by those who come, or, where one does, in another
// shift of theirs.
func (x *byHand) restarted(id model.VisitID, date model.Date, start int32) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		r := x.again(id, date, start, 0)
		there := at(r, id, date)
		if !yield(r) || len(there) != 1 {
			return
		}
		p := there[0]
		for i := range r.Runs {
			if i == p[0] || r.Runs[i].Carer != r.Runs[p[0]].Carer || r.Runs[i].Date != r.Runs[p[0]].Date {
				continue
			}
			q := clone(r)
			q.Runs[i].Stops = append(q.Runs[i].Stops, cut(q, p))
			if !yield(q) {
				return
			}
		}
	}
}

// handed yields the rotas in which one stop of a visit stands in another run of that date, of somebody
// who does not come: of carer only, in place of one only, where they are given.
func (x *byHand) handed(id model.VisitID, date model.Date, carer, instead model.CarerID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		there := at(x.was, id, date)
		for _, p := range there {
			for i := range x.was.Runs {
				from, to := &x.was.Runs[p[0]], &x.was.Runs[i]
				comes := slices.ContainsFunc(there, func(q [2]int) bool { return x.was.Runs[q[0]].Carer == to.Carer })
				if to.Date != from.Date || comes || carer != "" && to.Carer != carer || instead != "" && from.Carer != instead {
					continue
				}
				r := clone(x.was)
				r.Runs[i].Stops = append(r.Runs[i].Stops, cut(r, p))
				if !yield(r) {
					return
				}
			}
		}
	}
}

// later yields rotas with a visit at a start, where one is given.
func (x *byHand) later(rotas iter.Seq[*model.Rota], id model.VisitID, date model.Date, start model.Clock) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		for r := range rotas {
			if start != 0 {
				y := *x
				y.was = r
				r = y.again(id, date, x.h.Calendar.Tick(date, start), 0)
			}
			if !yield(r) {
				return
			}
		}
	}
}

// swapped yields the rotas in which one stop of a visit and another of that date, not an hour away, have
// changed carers: with carer only, in place of one, for a visit of a name, where they are given.
func (x *byHand) swapped(id model.VisitID, date model.Date, carer, instead model.CarerID, other model.VisitID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		there := at(x.was, id, date)
		for _, p := range there {
			for i := range x.was.Runs {
				for k := range x.was.Runs[i].Stops {
					from, to, s := &x.was.Runs[p[0]], &x.was.Runs[i], &x.was.Runs[i].Stops[k]
					comes := slices.ContainsFunc(there, func(q [2]int) bool { return x.was.Runs[q[0]].Carer == to.Carer })
					if to.Date != from.Date || comes || s.Kind != model.StopVisit || carer != "" && to.Carer != carer || instead != "" && from.Carer != instead || other != "" && s.Visit != other {
						continue
					}
					a, b := x.h.Calendar.StopSpan(from.Date, &from.Stops[p[1]])
					if c, d := x.h.Calendar.StopSpan(to.Date, s); c >= b+x.h.Calendar.Ticks(30) || a >= d+x.h.Calendar.Ticks(30) {
						continue
					}
					r := clone(x.was)
					r.Runs[p[0]].Stops[p[1]], r.Runs[i].Stops[k] = *s, from.Stops[p[1]]
					if !yield(r) {
						return
					}
				}
			}
		}
	}
}

// joined yields the rotas in which somebody comes besides.
func (x *byHand) joined(id model.VisitID, date model.Date, carer model.CarerID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		there := at(x.was, id, date)
		for i := range x.was.Runs {
			to := &x.was.Runs[i]
			if len(there) == 0 || to.Date != x.was.Runs[there[0][0]].Date || carer != "" && to.Carer != carer {
				continue
			}
			r := clone(x.was)
			s := r.Runs[there[0][0]].Stops[there[0][1]]
			s.Role = ""
			r.Runs[i].Stops = append(r.Runs[i].Stops, s)
			if !yield(r) {
				return
			}
		}
	}
}

// left yields the rotas without one of several stops at a visit, or without one that is a wish of a pool.
func (x *byHand) left(id model.VisitID, date model.Date, carer model.CarerID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		there := at(x.was, id, date)
		wish := slices.ContainsFunc(x.h.Visits, func(v model.DatedVisit) bool { return v.ID == id && v.Date == date && v.Optional && v.Pool >= 0 })
		for _, p := range there {
			r := clone(x.was)
			if s := cut(r, p); (len(there) > 1 || s.Role == model.RoleShadow || wish) && (carer == "" || x.was.Runs[p[0]].Carer == carer) && !yield(r) {
				return
			}
		}
	}
}

// placed yields the rotas with a visit that was left out, at a start.
func (x *byHand) placed(id model.VisitID, date model.Date, carer model.CarerID, start int32) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		n := slices.IndexFunc(x.h.Visits, func(v model.DatedVisit) bool { return v.ID == id && v.Date == date })
		for i := range x.was.Runs {
			if run := &x.was.Runs[i]; run.Carer == carer && run.Date == date && run.Shift != "" {
				s := model.Stop{Kind: model.StopVisit, Visit: id}
				x.put(&s, date, start, start+x.h.Visits[n].Length)
				r := clone(x.was)
				r.Runs[i].Stops = append(r.Runs[i].Stops, s)
				if !yield(r) {
					return
				}
			}
		}
	}
}

// rested yields the rotas in which a break of a carer's runs of a date, or one more, is at a start.
func (x *byHand) rested(carer model.CarerID, date model.Date, start, length int32) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		for i := range x.was.Runs {
			run := &x.was.Runs[i]
			if run.Carer != carer || run.Date != date || run.Shift == "" {
				continue
			}
			for k := 0; k <= len(run.Stops); k++ {
				r := clone(x.was)
				if k == len(run.Stops) {
					r.Runs[i].Stops = append(r.Runs[i].Stops, model.Stop{Kind: model.StopBreak})
				}
				s := &r.Runs[i].Stops[k]
				if x.put(s, date, start, start+length); s.Kind == model.StopBreak && !yield(r) {
					return
				}
			}
		}
	}
}

// timed yields the rotas in which an event stands at its time in a run of its carer's.
func (x *byHand) timed(carer model.CarerID, date model.Date) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		for i, run := range x.was.Runs {
			if x.b.Rule == model.RuleMeeting && run.Carer == carer && run.Date == date && run.Shift != "" {
				r := clone(x.was)
				run.Stops = append(slices.DeleteFunc(slices.Clone(run.Stops), func(s model.Stop) bool { return s.Kind == model.StopEvent && string(s.Event) == x.b.Detail }), x.meet(date))
				if r.Runs[i] = run; !yield(r) {
					return
				}
			}
		}
		for n := range x.h.Events {
			e := &x.h.Events[n]
			for i := range x.was.Runs {
				if run := &x.was.Runs[i]; run.Carer != carer || run.Date != date || x.h.Problem.Carers[e.Carer].ID != carer {
					continue
				}
				r := clone(x.was)
				run := &r.Runs[i]
				k := slices.IndexFunc(run.Stops, func(s model.Stop) bool { return s.Kind == model.StopEvent && s.Event == e.ID })
				if k < 0 {
					k = len(run.Stops)
					run.Stops = append(run.Stops, model.Stop{Kind: model.StopEvent, Event: e.ID})
				}
				if x.put(&run.Stops[k], date, e.Start, e.End); !yield(r) {
					return
				}
			}
		}
	}
}

// freed yields the rotas in which somebody does not work a shift, and, where it has visits, another
// carer makes them in a shift that they work, or in one that is named.
func (x *byHand) freed(run int, f model.Fix) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		from := &x.was.Runs[run]
		empty := !slices.ContainsFunc(from.Stops, func(s model.Stop) bool { return s.Kind == model.StopVisit })
		if f.Into != "" {
			r := clone(x.was)
			for n := range x.h.Shifts {
				s := &x.h.Shifts[n]
				if s.ID != f.Into || s.Date != from.Date || s.Carer >= 0 && x.h.Problem.Carers[s.Carer].ID != f.Carer {
					continue
				}
				stops := slices.DeleteFunc(slices.Clone(from.Stops), func(s model.Stop) bool { return s.Kind == model.StopEvent })
				r.Runs[run] = model.Run{Carer: f.Carer, Date: s.Date, Shift: s.ID, Start: x.h.Calendar.Local(s.Start, s.Date), End: x.h.Calendar.Local(s.End, s.Date), Stops: stops}
				if !yield(r) {
					return
				}
			}
			return
		}
		if empty {
			r := clone(x.was)
			r.Runs = slices.Delete(r.Runs, run, run+1)
			yield(r)
			return
		}
		for i := range x.was.Runs {
			to := &x.was.Runs[i]
			if i == run || (to.Date != from.Date || to.Carer == from.Carer || f.Carer != "" && to.Carer != f.Carer) {
				continue
			}
			r := clone(x.was)
			for _, s := range from.Stops {
				if s.Kind == model.StopVisit {
					r.Runs[i].Stops = append(r.Runs[i].Stops, s)
				}
			}
			r.Runs = slices.Delete(r.Runs, run, run+1)
			if !yield(r) {
				return
			}
		}
	}
}

// idle yields, for the shifts of a date in which no run is, an empty run of each carer who could be in
// it and is in no other at that time; of one shift or carer only, where they are given.
func (x *byHand) idle(date model.Date, shift model.ShiftID, carer model.CarerID) iter.Seq[model.Run] {
	return func(yield func(model.Run) bool) {
		for n := range x.h.Shifts {
			s := &x.h.Shifts[n]
			start, end := x.h.Calendar.Local(s.Start, s.Date), x.h.Calendar.Local(s.End, s.Date)
			if s.Date != date || shift != "" && s.ID != shift || !s.Shared && slices.ContainsFunc(x.was.Runs, func(r model.Run) bool {
				return r.Shift == s.ID && r.Date == date && r.Start == start && (s.Carer < 0 || x.h.Problem.Carers[s.Carer].ID == r.Carer)
			}) {
				continue
			}
			for c := range x.h.Problem.Carers {
				id := x.h.Problem.Carers[c].ID
				busy := slices.ContainsFunc(x.was.Runs, func(r model.Run) bool {
					return r.Carer == id && r.Shift != "" && x.h.Calendar.Tick(r.Date, r.Start) < s.End && s.Start < x.h.Calendar.Tick(r.Date, r.End)
				})
				if busy || s.Carer >= 0 && s.Carer != c || carer != "" && id != carer {
					continue
				}
				if !yield(model.Run{Carer: id, Date: date, Shift: s.ID, Start: start, End: end, Break: int(s.Break / x.h.Calendar.Ticks(1))}) {
					return
				}
			}
		}
	}
}

// opened yields the rotas with a stop in a run that was idle: its break is before it, after it or in the
// middle of the shift.
func (x *byHand) opened(r *model.Rota, run model.Run, s model.Stop) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		from, to := x.h.Calendar.Tick(run.Date, run.Start), x.h.Calendar.Tick(run.Date, run.End)
		for t := from; t+x.h.Calendar.Ticks(run.Break) <= to; t += x.h.Calendar.Ticks(1) {
			q := clone(r)
			run.Stops = []model.Stop{s}
			if run.Break > 0 {
				rest := model.Stop{Kind: model.StopBreak}
				x.put(&rest, run.Date, t, t+x.h.Calendar.Ticks(run.Break))
				run.Stops = append(run.Stops, rest)
			}
			q.Runs = append(q.Runs, run)
			if !yield(q) || run.Break == 0 {
				return
			}
		}
	}
}

// handedOpen, joinedOpen and placedOpen are handed, joined and placed in shifts that nobody works yet.
func (x *byHand) handedOpen(id model.VisitID, date model.Date, carer, instead model.CarerID, shift model.ShiftID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		there := at(x.was, id, date)
		for _, p := range there {
			from := &x.was.Runs[p[0]]
			for run := range x.idle(from.Date, shift, carer) {
				comes := slices.ContainsFunc(there, func(q [2]int) bool { return x.was.Runs[q[0]].Carer == run.Carer })
				if comes || instead != "" && from.Carer != instead {
					continue
				}
				r := clone(x.was)
				for q := range x.opened(r, run, cut(r, p)) {
					if !yield(q) {
						return
					}
				}
			}
		}
	}
}

func (x *byHand) joinedOpen(id model.VisitID, date model.Date, carer model.CarerID, shift model.ShiftID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		there := at(x.was, id, date)
		if len(there) == 0 {
			return
		}
		from := &x.was.Runs[there[0][0]]
		for run := range x.idle(from.Date, shift, carer) {
			s := from.Stops[there[0][1]]
			s.Role = ""
			for q := range x.opened(x.was, run, s) {
				if !yield(q) {
					return
				}
			}
		}
	}
}

func (x *byHand) placedOpen(id model.VisitID, date model.Date, carer model.CarerID, start int32, shift model.ShiftID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		n := slices.IndexFunc(x.h.Visits, func(v model.DatedVisit) bool { return v.ID == id && v.Date == date })
		for run := range x.idle(date, shift, carer) {
			s := model.Stop{Kind: model.StopVisit, Visit: id}
			x.put(&s, date, start, start+x.h.Visits[n].Length)
			for q := range x.opened(x.was, run, s) {
				if !yield(q) {
					return
				}
			}
		}
	}
}

// stepped yields the rotas in which a shadow of a visit comes instead of one who does, or, with full,
// besides.
func (x *byHand) stepped(id model.VisitID, date model.Date, carer, instead model.CarerID, full bool) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		there := at(x.was, id, date)
		for _, q := range there {
			if x.was.Runs[q[0]].Stops[q[1]].Role != model.RoleShadow || carer != "" && x.was.Runs[q[0]].Carer != carer {
				continue
			}
			r := clone(x.was)
			r.Runs[q[0]].Stops[q[1]].Role = ""
			if full {
				if !yield(r) {
					return
				}
				continue
			}
			for _, p := range there {
				if p[0] == q[0] || instead != "" && x.was.Runs[p[0]].Carer != instead || x.was.Runs[p[0]].Stops[p[1]].Role == model.RoleShadow {
					continue
				}
				other := clone(r)
				other.Runs[q[0]].Stops[q[1]].Role = cut(other, p).Role
				if !yield(other) {
					return
				}
			}
		}
	}
}

// shadowed yields the rotas in which a carer comes along to a visit as a shadow.
func (x *byHand) shadowed(id model.VisitID, date model.Date, carer model.CarerID, shift model.ShiftID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		rotas := x.joined(id, date, carer)
		if shift != "" {
			rotas = x.joinedOpen(id, date, carer, shift)
		}
		for r := range rotas {
			for _, p := range at(r, id, date) {
				if r.Runs[p[0]].Carer == carer {
					r.Runs[p[0]].Stops[p[1]].Role = model.RoleShadow
				}
			}
			if !yield(r) {
				return
			}
		}
	}
}

// paired yields the rotas with a visit for two that was left out, at a start.
func (x *byHand) paired(f model.Fix, id model.VisitID, date model.Date) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		start := x.h.Calendar.Tick(date, f.Start)
		for r := range x.placed(id, date, f.With, start) {
			y := *x
			y.was = r
			rotas := y.placed(id, date, f.Carer, start)
			if f.Into != "" {
				rotas = y.placedOpen(id, date, f.Carer, start, f.Into)
			}
			for both := range rotas {
				if !yield(both) {
					return
				}
			}
		}
	}
}

// made yields the rotas that a fix could mean.
func (x *byHand) made(f model.Fix) iter.Seq[*model.Rota] {
	visit, date := cmp.Or(f.Visit, x.b.Visit), cmp.Or(f.Date, x.b.Date)
	one := func(r *model.Rota) iter.Seq[*model.Rota] {
		return func(yield func(*model.Rota) bool) { yield(r) }
	}
	ticks := x.h.Calendar.Ticks(f.Minutes)
	switch {
	case f.With != "":
		return x.paired(f, visit, date)
	case f.Into == "":
	case f.Kind == model.FixCarer:
		return x.later(x.handedOpen(visit, date, f.Carer, f.For, f.Into), visit, date, f.Start)
	case f.Kind == model.FixJoin:
		return x.joinedOpen(visit, date, f.Carer, f.Into)
	case f.Kind == model.FixPlace:
		return x.placedOpen(visit, date, f.Carer, x.h.Calendar.Tick(date, f.Start), f.Into)
	}
	switch f.Kind {
	case model.FixStart:
		return x.restarted(visit, date, x.h.Calendar.Tick(date, f.Start))
	case model.FixLength:
		return one(x.again(visit, date, 0, ticks))
	case model.FixCarer:
		if slices.ContainsFunc(at(x.was, visit, date), func(p [2]int) bool { return x.was.Runs[p[0]].Carer == f.Carer }) {
			return x.stepped(visit, date, f.Carer, f.For, false)
		}
		return x.later(x.handed(visit, date, f.Carer, f.For), visit, date, f.Start)
	case model.FixFull:
		return x.stepped(visit, date, f.Carer, "", true)
	case model.FixShadow:
		return x.shadowed(visit, date, f.Carer, f.Into)
	case model.FixSwap:
		return x.swapped(visit, date, f.Carer, f.For, f.Other)
	case model.FixJoin:
		return x.joined(visit, date, f.Carer)
	case model.FixLeave:
		return x.left(visit, date, f.For)
	case model.FixPlace:
		return x.placed(visit, date, f.Carer, x.h.Calendar.Tick(date, f.Start))
	case model.FixBreak:
		return x.rested(f.Carer, date, x.h.Calendar.Tick(date, f.Start), ticks)
	case model.FixEvent:
		return x.timed(f.Carer, date)
	case model.FixShift:
		run := slices.IndexFunc(x.was.Runs, func(r model.Run) bool {
			return r.Carer == f.For && r.Date == date && r.Shift == f.Shift
		})
		require.GreaterOrEqual(x.t, run, 0, "%+v: there is no such shift", f)
		return x.freed(run, f)
	case model.FixWork:
		return x.more(date, f.Carer, f.Into)
	case model.FixPass:
		return x.passed(date, f)
	case model.FixTrade:
		return x.traded(date, f.For, f.Carer, f.Shift, f.Into)
	}
	x.t.Fatalf("%+v is no change", f)
	return nil
}

// about is what a violation is about, whoever comes if it is about a visit or person and a wish.
type about struct {
	rule   model.Code
	visit  model.VisitID
	person model.PersonID
	carer  model.CarerID
	date   model.Date
	of     string // which need for cover, shift or request, of the rules that find several on a date
}

func aboutOf(v model.Violation) about {
	out := about{v.Rule, v.Visit, v.Person, v.Carer, v.Date, ""}
	if slices.Contains(rostered, v.Rule) {
		out.of = string(v.Shift) + " " + v.At.String() + " " + v.Detail
	}
	if v.Rule == model.RuleMaxHours || v.Rule == model.RuleUnderHours || v.Rule == model.RuleOverHours || v.Rule == model.RuleBlock {
		out.of = v.Detail // a week, or four; a patch
	}
	if slices.Contains(ofPools, v.Rule) {
		out.of = v.Detail // of several pools
	}
	if v.Rule == model.RuleReserve {
		out.of = v.Detail + " " + v.At.String() // of several places, from slot to slot
	}
	if v.Rule == model.RuleFreeze {
		out.of = string(v.Shift) // of two that are frozen
	}
	if v.Rule == model.RuleShiftMost || v.Rule == model.RuleWeekends || v.Rule == model.RuleFairWeekend {
		out.date = 0 // the first too many is another one then
	}
	return out
}

// fewer are the wishes of which less is better: the others are met or not.
var fewer = []model.Code{
	model.RuleCarer, model.RuleExtraCarer, model.RuleExtraCarer14, model.RuleExtraCarer28, model.RuleAgencyShare,
	model.RuleBank, model.RuleUnderHours, model.RuleOverHours, model.RuleHours48, model.RuleMaxHours, model.RuleTravel, model.RuleWait,
	model.RuleWorstLate, model.RuleWorstIdle, model.RuleSlot, model.RuleMainCarer,
	model.RuleWeeklyRest, model.RuleSplitMost, model.RuleSixthDay, model.RuleDaysInRow, model.RuleShortStint, model.RuleDaysOff, model.RuleWeekends, model.RuleShiftMost, model.RulePlanHours, model.RuleFairWeekend, model.RuleFairness, model.RuleShiftsInRow,
	model.RuleStaffing, model.RuleWanted, model.RuleReserve, model.RuleBlock,
	model.RuleYoung, model.RuleNightWork, model.RuleLongDay, model.RuleRestDebt, model.RuleRestOwed,
}

// ofPools are the rules about a pool's minutes.
var ofPools = []model.Code{
	model.RulePool, model.RulePoolDay, model.RulePoolLapse, model.RulePoolBank, model.RulePoolPace, model.RulePoolLeast, model.RulePoolShare,
}

// costs adds up what a verdict says of the thing that a wish is about.
func costs(v *check.Verdict, b model.Violation) (sum model.Score) {
	for _, x := range v.Violations {
		same := x.Visit == b.Visit && x.Person == b.Person && x.Date == b.Date && (b.Visit != "" || b.Person != "" || x.Carer == b.Carer)
		if b.Rule == model.RuleReserve || slices.Contains(rostered, b.Rule) || slices.Contains(ofPools, b.Rule) {
			same = aboutOf(x) == aboutOf(b)
		}
		if b.Rule == model.RuleFairness {
			same = x.Detail == b.Detail // whoever bears the most
		}
		if b.Rule == model.RuleBlock {
			same = aboutOf(x) == aboutOf(b) // of two patches
		}
		if b.Rule == model.RuleIntroduction {
			same = x.Person == b.Person && x.Carer == b.Carer // whichever visit is their first
		}
		if x.Rule == b.Rule && (same || b.Rule == model.RuleWorstLate || b.Rule == model.RuleWorstIdle) {
			sum = sum.Add(x.Score)
		}
	}
	return sum
}

// ruleCosts adds up what a verdict says of a rule.
func ruleCosts(v *check.Verdict, rule model.Code) (sum model.Score) {
	for _, x := range v.Violations {
		if x.Rule == rule {
			sum = sum.Add(x.Score)
		}
	}
	return sum
}

// mends tells whether a rota is without the breach and no worse in law, with how its score changes; a
// worse one counts, if dear, as long as no more care is left out.
func (x *byHand) mends(r *model.Rota, dear bool) (model.Score, bool) {
	is := x.judge(r)
	if is == nil {
		return model.Score{}, false
	}
	was := x.verdict
	change := is.Score.Less(was.Score)
	for i := range is.Violations {
		v := &is.Violations[i]
		if v.Level == model.Law && (!x.law[aboutOf(*v)] || x.b.Level == model.Law && aboutOf(*v) == aboutOf(x.b)) {
			return change, false
		}
	}
	if change.Breaches > 0 || change.Excess > 0 || x.b.Level == model.Law && change.Breaches == 0 {
		return change, false
	}
	if x.b.Level == model.Law {
		return change, true
	}
	before, after := costs(was, x.b), costs(is, x.b)
	gone := after.Compare(before.Less(x.b.Score)) <= 0 || (slices.Contains(fewer, x.b.Rule) || slices.Contains(ofPools, x.b.Rule)) && after.Compare(before) < 0
	gone = gone && ruleCosts(is, x.b.Rule).Compare(ruleCosts(was, x.b.Rule)) < 0
	ok := is.Score.Compare(was.Score) <= 0
	if dear {
		ok = is.Score.Cover == was.Score.Cover
	}
	return change, gone && ok
}

// require makes a fix, and, if all, the changes that it says are not there.
func (x *byHand) require(f model.Fix, all bool) {
	x.t.Helper()
	nearer := int32(181)
	if f.Found() {
		mended := false
		for r := range x.made(f) {
			change, ok := x.mends(r, f.Worse > 0)
			mended = mended || ok && (f.Worse == 0 || change.Wishes == f.Worse)
		}
		require.True(x.t, mended, "%+v for %+v", f, x.b)
		if f.Kind != model.FixStart || f.Visit != "" || f.Worse > 0 {
			return
		}
		from, _ := x.span(x.b.Visit, x.b.Date)
		to := x.h.Calendar.Tick(x.b.Date, f.Start)
		nearer = max(to-from, from-to) / x.h.Calendar.Ticks(1)
		if x.b.Rule != model.RuleWindow {
			nearer = min(nearer, 181) // beyond three hours it is one that fits
		}
	}
	switch f.Kind {
	case model.FixNone, model.FixGiven, model.FixStart:
	default:
		return // whoever asks no further does not say that there is nothing
	}
	if all {
		x.requireNoStart(f, nearer)
		if f.Kind != model.FixStart {
			x.requireNothing(f)
		}
	}
}

// requireNoStart asks that no nearer start of the visit mends.
func (x *byHand) requireNoStart(f model.Fix, nearer int32) {
	x.t.Helper()
	if len(at(x.was, x.b.Visit, x.b.Date)) == 0 {
		return
	}
	from, _ := x.span(x.b.Visit, x.b.Date)
	for d := range nearer {
		for _, to := range []int32{from - x.h.Calendar.Ticks(int(d)), from + x.h.Calendar.Ticks(int(d))} {
			_, ok := x.mends(x.again(x.b.Visit, x.b.Date, to, 0), false)
			require.False(x.t, ok, "%d minutes mend %+v, not %+v", d, x.b, f)
		}
	}
}

// requireNothing asks that no other change of the visit mends, nor one of the runs of its carer and
// date where it is about those.
func (x *byHand) requireNothing(f model.Fix) {
	x.t.Helper()
	none := func(what string, rotas iter.Seq[*model.Rota]) {
		x.t.Helper()
		for r := range rotas {
			_, ok := x.mends(r, false)
			require.False(x.t, ok, "%s mends %+v, not %+v", what, x.b, f)
		}
	}
	if x.b.Visit != "" {
		none("another carer", x.handed(x.b.Visit, x.b.Date, "", x.b.Carer))
		none("an exchange", x.swapped(x.b.Visit, x.b.Date, "", x.b.Carer, ""))
		none("one more", x.joined(x.b.Visit, x.b.Date, ""))
		none("another carer in an open shift", x.handedOpen(x.b.Visit, x.b.Date, "", x.b.Carer, ""))
		none("one more in an open shift", x.joinedOpen(x.b.Visit, x.b.Date, "", ""))
		none("a shadow instead", x.stepped(x.b.Visit, x.b.Date, "", x.b.Carer, false))
		none("a shadow as a carer", x.stepped(x.b.Visit, x.b.Date, "", "", true))
		for n := range x.h.Visits {
			if o := &x.h.Visits[n]; x.b.Rule == model.RuleIntroduction && x.h.Problem.People[o.Person].ID == x.b.Person {
				none("a shadow before", x.shadowed(o.ID, o.Date, x.b.Carer, ""))
			}
		}
		none("one fewer", x.left(x.b.Visit, x.b.Date, ""))
		return
	}
	if slices.Contains(rostered, x.b.Rule) {
		x.requireNoShift(none)
	}
	for i := range x.was.Runs {
		if run := &x.was.Runs[i]; x.b.Carer != "" && run.Carer == x.b.Carer && run.Date == x.b.Date && x.b.Rule != model.RuleTravel && x.b.Rule != model.RuleWait {
			none("no shift", x.freed(i, model.Fix{}))
			none("an event", x.timed(run.Carer, run.Date))
			length := x.h.Calendar.Ticks(run.Break)
			if x.b.Rule == model.RuleBreak && x.b.Detail == "between" {
				length = max(length, int32(x.b.Limit))
			}
			if x.b.Rule != model.RuleBreak && x.b.Rule != model.RuleLeg && x.b.Rule != model.RuleShift {
				continue
			}
			for to := x.h.Calendar.Tick(run.Date, run.Start); length > 0 && to+length <= x.h.Calendar.Tick(run.Date, run.End); to += x.h.Calendar.Ticks(1) {
				none("a break", x.rested(run.Carer, run.Date, to, length))
			}
		}
	}
}
