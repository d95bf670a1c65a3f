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
			f(state.Run(r), s.In.CarerOf[r], &s.In.H.Shifts[s.In.ShiftOf[r]])
		}
	}
}

// placedLegs walks a stored route's legs by the matrix, that from the last placed stop back to the
// base included.
func placedLegs(s *state.State, run state.Run, f func(from, to state.Place, ticks int32)) {
	at, last := s.In.From[run], state.NoPlace
	for _, stop := range s.Routes[run].Seq {
		if p := s.In.Place[stop.Node()]; p != state.NoPlace {
			if at != state.NoPlace {
				f(at, p, exactLeg(s, run, at, p))
			}
			at, last = p, p
		}
	}
	if to := s.In.To[run]; to != state.NoPlace && last != state.NoPlace {
		f(last, to, exactLeg(s, run, last, to))
	}
}

// legInto is the exact leg into the i-th stop of a stored run from at, and where the carer then
// is. A break that is taken at the next placed stop's place has the leg to that place, and that
// stop then none.
func legInto(s *state.State, run state.Run, i int, at state.Place) (leg int32, then state.Place) {
	seq := s.Routes[run].Seq
	p := s.In.Place[seq[i].Node()]
	if s.In.H.Rules.Break.At == model.Next {
		if p != state.NoPlace && brokeOnTheWay(s, run, i) {
			return 0, p
		}
		for k := i + 1; k < len(seq) && p == state.NoPlace && seq[i].Node() == s.In.Break[run]; k++ {
			p = s.In.Place[seq[k].Node()]
		}
	}
	if p == state.NoPlace {
		return 0, at
	}
	if at == state.NoPlace {
		return 0, p
	}
	return exactLeg(s, run, at, p), p
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
	at, done, idle := s.In.From[run], int32(0), int64(0)
	for i, stop := range route.Seq {
		leg, then := legInto(s, run, i, at)
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
	leg, _ := legInto(s, run, 0, s.In.From[run])
	return leg
}

func lastLeg(s *state.State, run state.Run) int32 {
	last, to := state.NoPlace, s.In.To[run]
	for _, stop := range s.Routes[run].Seq {
		if p := s.In.Place[stop.Node()]; p != state.NoPlace {
			last = p
		}
	}
	if last == state.NoPlace || to == state.NoPlace {
		return 0
	}
	return exactLeg(s, run, last, to)
}

// exactLeg asks the horizon, not the compiled table.
func exactLeg(s *state.State, run state.Run, from, to state.Place) int32 {
	mode := s.In.H.Problem.Carers[s.In.CarerOf[run]].Mode
	ticks, _ := s.In.H.LegTicks(mode, int(from), int(to))
	return ticks
}
