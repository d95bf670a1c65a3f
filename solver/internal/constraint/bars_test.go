package constraint

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// TestTablesOfBars: whoever is kept from a visit would break the rule that keeps them, and an
// introduction keeps exactly those who are nowhere else at the person's.
func TestTablesOfBars(t *testing.T) {
	count := map[model.Code]int{}
	for seed := range uint64(2400) {
		rng := rand.New(rand.NewPCG(seed, 9))
		p := tiny.Problem(rng)
		if seed%2 == 0 {
			p.Objective.Levels = map[model.Code]model.Level{model.RuleIntroduction: model.Law}
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		in, err := state.Compile(h, func(_, _, _ int) bool { return true })
		require.NoError(t, err)
		s := state.New(in)
		rules, trial := New(in), state.NewTrial(s)
		for _, v := range rng.Perm(in.Visits) {
			n := state.Node(v)
			if s.Allocated(n) || in.Runs == 0 {
				continue
			}
			trial.Begin()
			runs := make([]state.Run, in.Parts(n))
			for k := range runs {
				runs[k] = state.Run(rng.IntN(in.Runs))
				trial.Insert(in.Part(n, k), runs[k], trial.Sits(runs[k], in.Open[n]))
			}
			if !trial.FitKey(n) || !trial.Time() {
				trial.Drop()
				continue
			}
			barred := make([]map[model.Code]bool, len(runs))
			for k, run := range runs {
				barred[k] = whoBars(t, rules, s, in.Part(n, k).Node(), in.CarerOf[run])
			}
			s.Mark()
			trial.Commit()
			for k, run := range runs {
				blamed(t, rules, s, in.Part(n, k).Node(), in.CarerOf[run], barred[k])
				for code := range barred[k] {
					count[code]++
				}
			}
			if rng.IntN(3) == 0 {
				s.Rollback()
			} else {
				s.Accept()
			}
		}
	}
	for _, code := range []model.Code{model.RuleSameCarer, model.RuleOtherCarer, model.RuleShort, model.RuleIntroduction} {
		require.Greater(t, count[code], 8, code)
	}
}

// barring are the rules that keep carers from visits.
func barring(rules *Rules) []interface {
	Rule
	bars(*state.State, state.Node, state.Carer) bool
} {
	return []interface {
		Rule
		bars(*state.State, state.Node, state.Carer) bool
	}{&rules.SameCarer, &rules.OtherCarer, &rules.Short, &rules.Introduction}
}

// whoBars tells which rules keep a carer from a visit that is not in the rota.
func whoBars(t *testing.T, rules *Rules, s *state.State, n state.Node, c state.Carer) map[model.Code]bool {
	out := map[model.Code]bool{}
	for _, r := range barring(rules) {
		if r.bars(s, n, c) {
			out[r.Code()] = true
		}
	}
	require.Equal(t, stranger(rules, s, n, c), out[model.RuleIntroduction], "introduction")
	return out
}

// blamed wants each of the rules that barred a carer to find something of the visit, or of one linked
// to it, now that they are there.
func blamed(t *testing.T, rules *Rules, s *state.State, n state.Node, c state.Carer, barred map[model.Code]bool) {
	for _, r := range barring(rules) {
		if !barred[r.Code()] {
			continue
		}
		found := false
		r.Each(s, func(f Finding) {
			dv := &s.In.H.Visits[f.Visit]
			linked := dv.SameAs == int(n) || dv.OtherThan == int(n)
			found = found || linked || f.Visit == int32(n) && (f.Carer < 0 || f.Carer == c)
		})
		require.True(t, found, "%s", r.Code())
	}
}

// stranger tells whether somebody whom a person does not know would come to them alone, having been
// nowhere at their door.
func stranger(rules *Rules, s *state.State, n state.Node, c state.Carer) bool {
	h := s.In.H
	p := h.Visits[n].Person
	there := false
	eachPresent(s, func(v, _ int, _ state.Run, carer state.Carer) {
		there = there || h.Visits[v].Person == p && carer == c
	})
	return h.Problem.Objective.Level(model.RuleIntroduction) == model.Law && h.Visits[n].Need == 1 && h.KnownAt(p) > 0 && !h.Met(p, int(c)) && !there
}
