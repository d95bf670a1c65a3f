package solver

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver/internal/search"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// TestCandidatesCostWhatIsSaid: made in the rota and judged, every candidate that an explanation names is
// there at the time it names, and costs, rule by rule, what it says against the rota as it was.
func TestCandidatesCostWhatIsSaid(t *testing.T) {
	var seen struct{ others, again, moved, packed, blocked int }
	for seed := uint64(1); seed <= 150; seed++ {
		p := tiny.Problem(rand.New(rand.NewPCG(seed, 2)))
		r, err := Solve(context.Background(), p, Options{Iterations: 30, Islands: 1})
		require.NoError(t, err)
		h, in, err := compile(t.Context(), p, nil)
		require.NoError(t, err)
		for n := range h.Visits {
			e := search.NewEngine(in, 1, 0)
			e.Load(e.S.Import(r.Rota))
			require.Equal(t, r.Score, e.Score, "seed %d: the rota is taken over as it is", seed)
			w := weighed(e, state.Node(n))
			if n == 0 {
				said, err := Explain(context.Background(), p, r.Rota, h.Visits[n].ID, h.Visits[n].Date)
				require.NoError(t, err)
				require.False(t, said.Retimed, "seed %d", seed)
				require.Equal(t, w.now != nil, said.Allocated)
				require.GreaterOrEqual(t, len(said.Candidates), len(w.others), "seed %d", seed)
			}
			if w.now != nil {
				requireCost(t, h, e, r.Score, model.Score{}.Less(w.now.Change), negated(w.now.Shares), r.Verdict.Shares)
			}
			for i := range w.others {
				o := &w.others[i]
				seen.others++
				if w.now != nil && sameCarers(o.Candidate, *w.now) {
					seen.again++
					require.False(t, o.Date == w.now.Date && o.Shift == w.now.Shift && o.Start == w.now.Start && len(o.Carers) == 1, "seed %d: the same over again", seed)
				}
				if o.node != state.Node(n) {
					seen.moved++
				}
				if in.Package[n] >= 0 {
					seen.packed++
				}
				if len(o.Blocks) > 0 {
					seen.blocked++
				}
				e.With(o.node, &o.placing, func() {
					rota := requireCost(t, h, e, r.Score, o.Change, o.Shares, r.Verdict.Shares)
					requireThere(t, h, rota, o)
				})
			}
		}
	}
	for what, count := range map[string]int{"others": seen.others, "the same carer again": seen.again, "another day": seen.moved, "packages": seen.packed, "law": seen.blocked} {
		require.Greater(t, count, 20, what)
	}
}

func negated(shares []model.Share) []model.Share { return lessShares(nil, shares) }

// requireCost judges an engine's rota against what was said of it.
func requireCost(t *testing.T, h *model.Horizon, e *search.Engine, was, change model.Score, said, before []model.Share) *model.Rota {
	t.Helper()
	rota := e.S.Export()
	verdict, err := check.Horizon(h, rota)
	require.NoError(t, err)
	require.Equal(t, verdict.Score.Less(was), change)
	require.Equal(t, lessShares(verdict.Shares, before), said)
	return rota
}

// requireThere finds a candidate in a rota: the carers that it names, at its start.
func requireThere(t *testing.T, h *model.Horizon, rota *model.Rota, o *other) {
	t.Helper()
	v := &h.Visits[o.node]
	var there []model.CarerID
	for _, run := range rota.Runs {
		for _, stop := range run.Stops {
			if stop.Kind != model.StopVisit || stop.Visit != v.ID || (stop.Date != v.Date && (stop.Date != 0 || run.Date != v.Date)) {
				continue
			}
			there = append(there, run.Carer)
			start, _ := h.Calendar.StopSpan(run.Date, &stop)
			require.Equal(t, o.Start, h.Calendar.Local(start, v.Date))
		}
	}
	for _, c := range there {
		require.True(t, slices.Contains(o.Carers, c), "%s comes, and was not named", c)
	}
	require.NotEmpty(t, there)
}
