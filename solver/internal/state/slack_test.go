package state_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// later tells whether the run keeps its laws about times if its i-th stop starts d ticks later and
// each stop after it as soon as it then can, but no earlier than it does.
func later(s *state.State, r state.Run, i int, d int32) bool {
	in, route := s.In, &s.Routes[r]
	at := route.At[i] + d
	for {
		n := route.Seq[i].Node()
		if at > in.LawClose[n] {
			return false
		}
		end := at + s.Len[n]
		if i++; i == len(route.Seq) {
			last := route.Seq[i-1].Node()
			back := route.Sum.Last - route.At[i-1] - s.Len[last]
			return end+back <= in.LawEnd[r]
		}
		m := route.Seq[i].Node()
		at = max(route.At[i], end+(route.Leg[i]+in.Step-1)/in.Step*in.Step)
		if in.IsVisit(m) && in.Multi[m] {
			at = opens(in, m, at)
		}
	}
}

// several tells whether a visit from the i-th stop of a run on may have to wait for a later window.
func several(s *state.State, r state.Run, i int) bool {
	for _, stop := range s.Routes[r].Seq[i:] {
		if n := stop.Node(); s.In.IsVisit(n) && s.In.Multi[n] {
			return true
		}
	}
	return false
}

// TestSlack: the slack of a stop is the most by which it could start later before a law about times
// is broken in its run, what waits behind it taken up; with several windows behind it at least that.
// Where a law is broken already, there is none.
func TestSlack(t *testing.T) {
	const far = 8 * 1440 // minutes: later than any law
	limited, endless, broken, loose := 0, 0, 0, 0
	for seed := range uint64(1200) {
		w := newWorld(t, 3000+seed)
		s, in := w.s, w.in
		for r := range s.Routes {
			run := state.Run(r)
			if in.Timed[in.Mode[r]] {
				continue // later legs may be longer
			}
			for i := range s.Routes[r].Seq {
				slack := s.Routes[r].Slack[i]
				step := in.Step
				switch {
				case !later(s, run, i, 0):
					broken++
				case later(s, run, i, far*in.Res):
					require.Greater(t, slack, far*in.Res, "endless, seed %d, run %d, stop %d", seed, r, i)
					endless++
				case several(s, run, i):
					for d := int32(0); d <= far*in.Res; d += max(step, 5*in.Res) {
						if later(s, run, i, d) {
							require.GreaterOrEqual(t, slack, d, "seed %d, run %d, stop %d", seed, r, i)
						}
					}
					loose++
				default:
					require.GreaterOrEqual(t, slack, int32(0), "seed %d, run %d, stop %d", seed, r, i)
					require.True(t, later(s, run, i, slack), "seed %d, run %d, stop %d: slack %d is too much", seed, r, i, slack)
					require.False(t, later(s, run, i, slack+1), "seed %d, run %d, stop %d: slack %d is too little", seed, r, i, slack)
					limited++
				}
			}
		}
	}
	t.Logf("%d stops with a limit, %d without, %d before a visit with several windows, %d in runs that break a law", limited, endless, loose, broken)
	require.Greater(t, limited, 1000)
	require.Greater(t, min(endless, loose), 20)
}

// TestLawClose: the last start that the law allows to a visit at its shortest, from the horizon's
// windows; no law, no last start.
func TestLawClose(t *testing.T) {
	bound, nights := 0, 0
	for seed := range uint64(400) {
		w := newWorld(t, 5000+seed)
		h := w.in.H
		law := func(code model.Code) bool { return h.Problem.Objective.Level(code) == model.Law }
		for v := range h.Visits {
			dv := &h.Visits[v]
			want := int32(math.MaxInt32)
			if law(model.RuleWindow) {
				want = state.Unset
				for _, x := range dv.Windows {
					if h.Rules.Lateness.At == model.AtEnd {
						x.Close -= dv.LengthMin
					}
					want = max(want, x.Close)
				}
				if dv.LatestEnd != model.None {
					want = min(want, dv.LatestEnd-dv.LengthMin)
				}
			}
			if dv.Least == 1 && dv.LoneEnd != model.None && law(model.RuleLone) {
				if dawn := h.Calendar.Tick(dv.Date, model.At(6, 0)); want < dawn {
					nights++
					want = min(want, h.Calendar.Tick(dv.Date.Add(-1), h.Problem.People[dv.Person].LoneAfter)-dv.LengthMin)
				}
				want = min(want, dv.LoneEnd-dv.LengthMin)
			}
			for _, pin := range h.Pins {
				if pin.Visit == v && pin.Start != model.None && law(model.RulePin) {
					want = min(want, pin.Start)
				}
			}
			if dv.Frozen != nil && law(model.RuleFreeze) {
				want = min(want, dv.FrozenStart)
			}
			if want < math.MaxInt32 {
				bound++
			}
			require.Equal(t, want, w.in.LawClose[v], "seed %d, visit %d", seed, v)
		}
	}
	require.Greater(t, bound, 500)
	require.Positive(t, nights)
}
