package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// runFinding fills in a finding about a run.
func runFinding(s *state.State, run state.Run, amount int64, u unit) Finding {
	f := nobody
	f.Run, f.Carer, f.Amount, f.unit = run, s.In.CarerOf[run], amount, u
	return f
}

// runRule is a rule about a shift being worked, whatever is in it: it compiles to a table.
type runRule interface {
	Rule
	cell(run state.Run) unit
}

// runDelta is the Delta of every run rule, one rule at a time.
func runDelta(r runRule, t *state.Trial, out *model.Score) {
	for i := range t.Works {
		if t.Works[i].On {
			r.add(out, r.cell(t.Works[i].Run), 1)
		} else {
			r.add(out, r.cell(t.Works[i].Run), -1)
		}
	}
}

// eachRun walks the worked runs.
func eachRun(s *state.State, f func(run state.Run, carer state.Carer, shift *model.DatedShift)) {
	for r := range s.In.Runs {
		if s.Worked[r] {
			f(state.Run(r), s.In.CarerOf[r], shiftOf(s, state.Run(r)))
		}
	}
}

// workedBy lists every carer's worked runs.
func workedBy(s *state.State) [][]state.Run {
	out := make([][]state.Run, s.In.Carers)
	eachRun(s, func(run state.Run, carer state.Carer, _ *model.DatedShift) { out[carer] = append(out[carer], run) })
	return out
}

// workday is a date on which a carer works: from the first start of its shifts to the last end.
type workday struct {
	date     model.Date
	from, to int32
}

// workdays lists every carer's, in order, of the shifts that count.
func workdays(s *state.State, counts func(*model.DatedShift) bool) [][]workday {
	start, days := s.In.H.Calendar.Start(), 7*s.In.Weeks
	all := make([]workday, s.In.Carers*days)
	eachRun(s, func(_ state.Run, carer state.Carer, shift *model.DatedShift) {
		if !counts(shift) {
			return
		}
		d := &all[int(carer)*days+int(shift.Date-start)]
		if d.date == 0 {
			*d = workday{shift.Date, shift.Start, shift.End}
		}
		d.from, d.to = min(d.from, shift.Start), max(d.to, shift.End)
	})
	out := make([][]workday, s.In.Carers)
	for i, d := range all {
		if d.date != 0 {
			out[i/days] = append(out[i/days], d)
		}
	}
	return out
}

// shiftOf is the shift of a run, as its carer works it.
func shiftOf(s *state.State, run state.Run) *model.DatedShift {
	return s.In.H.ShiftFor(&s.In.H.Shifts[s.In.ShiftOf[run]], int(s.In.CarerOf[run]))
}

// placedLegs walks a stored route's legs by the horizon, that from the last placed stop back to the
// base included; far tells of those that cannot be gone.
func placedLegs(s *state.State, run state.Run, f func(ticks int32, far bool)) {
	at, leave, placed := s.In.From[run], s.In.RunStart[run], false
	route := &s.Routes[run]
	for i, stop := range route.Seq {
		leg, far, then := legInto(s, run, i, at, leave)
		f(leg, far)
		placed = placed || s.In.Place[stop.Node()] != state.NoPlace
		at, leave = then, route.At[i]+s.Len[stop.Node()]
	}
	if to := s.In.To[run]; to != state.NoPlace && placed {
		f(exactLeg(s, run, at, to, leave))
	}
}

// legInto is the exact leg into the i-th stop of a stored run from at, and where the carer then
// is, at the end of an outing. A break that is taken at the next placed stop's place has the leg to
// that place, and that stop then none.
func legInto(s *state.State, run state.Run, i int, at state.Place, leave int32) (leg int32, far bool, then state.Place) {
	seq := s.Routes[run].Seq
	p := s.In.Place[seq[i].Node()]
	if s.In.H.Rules.Break.At == model.Next {
		if p != state.NoPlace && brokeOnTheWay(s, run, i) {
			return 0, false, s.In.EndAt[seq[i].Node()]
		}
		for k := i + 1; k < len(seq) && p == state.NoPlace && seq[i].Node() == s.In.Break[run]; k++ {
			p = s.In.Place[seq[k].Node()]
		}
	}
	if p == state.NoPlace {
		return 0, false, at
	}
	if then = s.In.EndAt[seq[i].Node()]; then == state.NoPlace {
		then = p // a break on the way
	}
	if at == state.NoPlace {
		return 0, false, then
	}
	leg, far = exactLeg(s, run, at, p, leave)
	return leg, far, then
}

// brokeOnTheWay tells whether the run's break stands between a stop and the placed one before it.
func brokeOnTheWay(s *state.State, run state.Run, i int) bool {
	seq := s.Routes[run].Seq
	for i--; i >= 0 && s.In.Place[seq[i].Node()] == state.NoPlace; i-- {
		if seq[i].Node() == s.In.Break[run] {
			return true
		}
	}
	return false
}

// idleBetween adds up the waiting between the stops of a stored run, that after a break with which
// it opens left out where that is free.
func idleBetween(s *state.State, run state.Run, free bool) int64 {
	route := &s.Routes[run]
	at, done, idle := s.In.From[run], s.In.RunStart[run], int64(0)
	for i, stop := range route.Seq {
		leg, _, then := legInto(s, run, i, at, done)
		opening := free && i == 1 && route.Seq[0].Node() == s.In.Break[run]
		if arrive := done + leg; i > 0 && route.At[i] > arrive && !opening {
			idle += int64(route.At[i] - arrive)
		}
		at, done = then, route.At[i]+s.Len[stop.Node()]
	}
	return idle
}

// visited tells whether a stored run has a visit.
func visited(s *state.State, run state.Run) bool {
	for _, stop := range s.Routes[run].Seq {
		if s.In.IsVisit(stop.Node()) {
			return true
		}
	}
	return false
}

// firstLeg and lastLeg are the legs from and to where a stored run with stops starts and ends.
func firstLeg(s *state.State, run state.Run) int32 {
	leg, _, _ := legInto(s, run, 0, s.In.From[run], s.In.RunStart[run])
	return leg
}

func lastLeg(s *state.State, run state.Run) int32 {
	last, to, leave := state.NoPlace, s.In.To[run], int32(0)
	for i, stop := range s.Routes[run].Seq {
		if p := s.In.EndAt[stop.Node()]; p != state.NoPlace {
			last = p
		}
		leave = s.Routes[run].At[i] + s.Len[stop.Node()]
	}
	if last == state.NoPlace || to == state.NoPlace {
		return 0
	}
	leg, _ := exactLeg(s, run, last, to, leave)
	return leg
}

// exactLeg asks the horizon, not the compiled table.
func exactLeg(s *state.State, run state.Run, from, to state.Place, leave int32) (ticks int32, far bool) {
	mode := s.In.H.Problem.Carers[s.In.CarerOf[run]].Mode
	return s.In.H.LegAt(mode, int(from), int(to), leave)
}
