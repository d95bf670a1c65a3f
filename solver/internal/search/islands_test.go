package search

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// compiled makes a random tiny problem, after a change to it.
func compiled(t testing.TB, seed uint64, change func(p *model.Problem)) *state.Instance {
	t.Helper()
	p := tiny.Problem(rand.New(rand.NewPCG(seed, 7)))
	change(p)
	h, err := model.Expand(p)
	require.NoError(t, err)
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	return in
}

// Two islands' days put together are a rota again, all of them lawful, and better than either.
func TestRecombine(t *testing.T) {
	in := week(t, false)
	require.GreaterOrEqual(t, in.PartCount, 7) // its days, and shifts that nothing can be in
	a, b := NewEngine(in, 1, 0), NewEngine(in, 1, 1)
	for _, e := range []*Engine{a, b} {
		e.Construct()
		e.Run(200, Steps)
	}
	was := a.BestScore
	a.recombine([]*Engine{a, b})
	require.Negative(t, a.BestScore.Compare(was))
	require.Negative(t, a.BestScore.Compare(b.BestScore))
	require.Equal(t, a.Rules.Score(a.S), a.Score)
	require.Equal(t, a.BestScore, a.Score)
}

// A part taken from another island of any problem leaves a state whose every counter agrees, and
// nothing of the best is lost.
func TestRecombineTiny(t *testing.T) {
	parts := 0
	for seed := range uint64(150) {
		in := compiled(t, seed, func(*model.Problem) {})
		a, b := NewEngine(in, seed, 0), NewEngine(in, seed, 1)
		for _, e := range []*Engine{a, b} {
			e.Construct()
			e.Run(20, Steps/2)
		}
		was := a.BestScore
		a.recombine([]*Engine{a, b})
		require.LessOrEqual(t, a.BestScore.Compare(was), 0, "seed %d", seed)
		require.Equal(t, a.Rules.Score(a.S), a.Score, "seed %d", seed)
		fresh := constraint.New(in)
		fresh.Watch(a.S)
		require.True(t, fresh.SameCounters(a.Rules), "seed %d", seed)
		if in.PartCount > 1 {
			parts++
		}
	}
	require.Greater(t, parts, 20)
}

// No rota with every visit in it works fewer open shifts than the bound says.
func TestFewest(t *testing.T) {
	told := 0
	for seed := range uint64(800) {
		in := compiled(t, seed, func(p *model.Problem) {
			for i := range p.Shifts {
				p.Shifts[i].Status = model.Open
			}
			for i := range p.Visits[:2] { // at one time together
				p.Visits[i].Windows = []model.Window{{Open: model.At(9, 0), Close: model.At(9, 5*i)}}
			}
			p.Patterns = nil
			p.Objective.Levels = map[model.Code]model.Level{model.RuleWindow: model.Law, model.RuleShift: model.Law}
			for _, c := range []model.Code{
				model.RuleSkill, model.RuleList, model.RuleAvailable, model.RuleGap, model.RuleRest, model.RuleBreak, model.RuleEvent, model.RulePin,
			} {
				p.Objective.Levels[c] = model.Off
			}
		})
		e := NewEngine(in, seed, 0)
		e.Construct()
		e.Run(40, Steps/2)
		least := e.fewest()
		if !e.In.IsOpen[0] || len(e.missing) > 0 || least == 0 {
			continue
		}
		open := 0
		for r := range e.S.Routes {
			for _, stop := range e.S.Routes[r].Seq {
				if in.IsVisit(stop.Node()) {
					open++
					break
				}
			}
		}
		require.LessOrEqual(t, least, open, "seed %d", seed)
		if least > 1 {
			told++
		}
	}
	require.Greater(t, told, 5, "that say more than one shift")
}
