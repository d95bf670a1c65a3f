package solver_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// squeezed makes a tiny problem in which visits are sure to be left out: some shifts gone,
// others shorter, windows narrower, skills forgotten.
func squeezed(seed uint64) *model.Problem {
	p := tinyProblem(seed)
	rng := rand.New(rand.NewPCG(seed, 11))
	p.Objective.Levels = nil
	p.Plan.FrozenUntil, p.Colleagues = 0, nil // no one change helps against what was published or is agreed
	for i := range p.Carers {
		p.Carers[i].Born, p.Carers[i].WeekendParity = 0, ""
	}
	for i := range p.Shifts {
		s := &p.Shifts[i]
		switch rng.IntN(4) {
		case 0:
			s.End = s.Start + (s.End-s.Start)/2
		case 1:
			s.Start = s.End - (s.End-s.Start)*2/3
		}
	}
	for i := range p.Visits {
		if w := &p.Visits[i].Windows[0]; rng.IntN(3) == 0 {
			w.Close = w.Open + (w.Close-w.Open)/4
			w.Preferred = min(w.Preferred, w.Close)
		}
	}
	for i := range p.Carers {
		c := &p.Carers[i]
		if rng.IntN(3) == 0 && len(c.Skills) > 0 {
			c.Skills = c.Skills[1:]
		}
		c.StartDate, c.RegisteredUntil, c.DBSDate = 0, 0, 0 // see TestRemedyOfPapers
	}
	return p
}

// TestRemedyOfPapers: where one paper keeps the only carer on duty away, putting it in order is what
// is proposed, and it helps.
func TestRemedyOfPapers(t *testing.T) {
	for name, spoil := range map[string]func(c *model.Carer){
		"start":        func(c *model.Carer) { c.StartDate = model.NewDate(2026, 12, 1) },
		"registration": func(c *model.Carer) { c.RegisteredUntil = model.NewDate(2026, 11, 1) },
		"six months":   func(c *model.Carer) { c.RegisteredUntil = 0 },
		"check":        func(c *model.Carer) { c.DBSDate = model.NewDate(2020, 1, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			p, err := model.ReadDir("../examples/rules/papers")
			require.NoError(t, err)
			p.Visits[0].Days = 1
			p.Shifts = slices.DeleteFunc(p.Shifts, func(s model.Shift) bool { return s.Carer != "c1" })
			p.Carers[0].StartDate = model.NewDate(2019, 1, 1)
			spoil(&p.Carers[0])
			r := solve(t, p, solver.Options{Iterations: 60, Islands: 1})
			require.Len(t, r.Rota.Unallocated, 1)
			u := &r.Rota.Unallocated[0]
			require.NotNil(t, u.Remedy)
			require.Equal(t, "papers", u.Remedy.Kind)
			require.Equal(t, model.CarerID("c1"), u.Remedy.Carer)
			q, err := solver.Apply(p, u)
			require.NoError(t, err)
			next := solve(t, q, solver.Options{Iterations: 60, Islands: 1})
			require.Empty(t, next.Rota.Unallocated)
			require.True(t, next.Score.Lawful())
		})
	}
}

// TestRemedies: every visit that is left out says who came nearest and what stood in the way,
// or that there is nobody; and where it names a change of the input, making that change and
// solving on from the rota places the visit.
func TestRemedies(t *testing.T) {
	const visits = 480
	tried, plain, none, packs := 0, 0, 0, 0 // plain: of problems without pools, in which one thing is in the way more often
	kinds := make(map[string]int)
	for seed := uint64(1); tried < visits; seed++ {
		require.Less(t, seed, uint64(3000), "too few visits are left out")
		p := squeezed(seed)
		if len(model.Validate(p).Errors()) > 0 || len(p.Matrix) > 0 && p.Rules.Break.At == model.Next {
			continue // a break at the next door: the share below is close to its limit
		}
		r := solve(t, p, solver.Options{Iterations: 60, Islands: 1})
		for i := range r.Rota.Unallocated {
			u := &r.Rota.Unallocated[i]
			if slices.ContainsFunc(r.Horizon.Visits, func(v model.DatedVisit) bool { return v.ID == u.Visit && v.Date == u.Date && v.Choice >= 0 }) {
				packs++ // a package or a group is done whole; the visit that is named says what keeps it out
			}
			require.NotNil(t, u.Remedy, "seed %d, %s: nothing stated", seed, u.Visit)
			if tried++; len(p.Pools) == 0 {
				plain++
			}
			requireReasons(t, p, r, u, seed)
			if u.Remedy.Kind == "none" {
				if len(p.Pools) == 0 {
					none++
				}
				continue
			}
			kinds[u.Remedy.Kind]++
			q, err := solver.Apply(p, u)
			require.NoError(t, err, "seed %d, %s: %+v", seed, u.Visit, u.Remedy)
			require.Empty(t, model.Validate(q).Errors(), "seed %d, %s: %+v", seed, u.Visit, u.Remedy)
			next := solve(t, q, solver.Options{Iterations: 200, Islands: 1, From: r.Rota})
			for _, left := range next.Rota.Unallocated {
				require.False(t, left.Visit == u.Visit && left.Date == u.Date, "seed %d, %s on %v: %+v did not place it", seed, u.Visit, u.Date, u.Remedy)
			}
			require.LessOrEqual(t, next.Score.Breaches, r.Score.Breaches, "seed %d, %s: at the cost of a law", seed, u.Visit)
		}
	}
	require.Less(t, none, plain*4/5, "most visits are beyond help")
	require.Positive(t, packs, "no package was left out")
	// A longer shift breaks a rest or a span in nearly all of these, and a pool is seldom all that is in the way:
	// TestRemedyOfEachPromise has them by hand.
	for _, kind := range []string{"window_open", "window_close", "skill", "shift_new", "short", "trainee", "tied"} {
		require.Positive(t, kinds[kind], "remedy %s was never named: %v", kind, kinds)
	}
}

// requireReasons: somebody came nearest, unless nobody has a shift that day, and each who did
// would break a law, unless the visit is optional and just costs too much.
func requireReasons(t *testing.T, p *model.Problem, r *solver.Result, u *model.Unallocated, seed uint64) {
	t.Helper()
	h := r.Horizon
	shifts := slices.ContainsFunc(h.Shifts, func(s model.DatedShift) bool { return s.Date == u.Date })
	require.Equal(t, shifts, len(u.Reasons) > 0, "seed %d, %s on %v: nobody is named", seed, u.Visit, u.Date)
	// Of tied visits of which one is liked later than the other may begin, the search finds no place.
	excused := slices.ContainsFunc(p.Visits, func(v model.Visit) bool {
		return v.ID == u.Visit && (v.Optional || v.Tie().Visit != "") || v.Tie().Visit == u.Visit
	})
	for _, reason := range u.Reasons {
		require.True(t, excused || len(reason.Blocks) > 0, "seed %d, %s on %v: nothing keeps %s from it", seed, u.Visit, u.Date, reason.Carer)
		for _, b := range reason.Blocks {
			require.Equal(t, model.Law, b.Level)
		}
	}
}
