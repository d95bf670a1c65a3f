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

// placedLegs walks a stored route's legs by the matrix, the leg back to the base included.
func placedLegs(s *state.State, run state.Run, f func(from, to state.Place, ticks int32)) {
	at := s.In.From[run]
	for _, stop := range s.Routes[run].Seq {
		if p := s.In.Place[stop.Node()]; p != state.NoPlace {
			if at != state.NoPlace {
				f(at, p, exactLeg(s, run, at, p))
			}
			at = p
		}
	}
	if to := s.In.To[run]; to != state.NoPlace && at != state.NoPlace && len(s.Routes[run].Seq) > 0 {
		f(at, to, exactLeg(s, run, at, to))
	}
}

// exactLeg asks the horizon, not the compiled table.
func exactLeg(s *state.State, run state.Run, from, to state.Place) int32 {
	mode := s.In.H.Problem.Carers[s.In.CarerOf[run]].Mode
	ticks, _ := s.In.H.LegTicks(mode, int(from), int(to))
	return ticks
}
