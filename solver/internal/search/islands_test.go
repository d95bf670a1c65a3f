package search

import (
	"math/rand/v2"
	"slices"
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

// whole checks that every visit of a state stands in the routes once for each of its carers, or not
// at all, and that the routes and RunOf say the same.
func whole(t *testing.T, s *state.State, seed uint64) {
	t.Helper()
	times := make([]int, s.In.Visits)
	for r := range s.Routes {
		for _, stop := range s.Routes[r].Seq {
			if n := stop.Node(); s.In.IsVisit(n) {
				times[n]++
				require.Equal(t, state.Run(r), s.RunOf[stop], "seed %d", seed)
			}
		}
	}
	for v, n := range times {
		if n > 0 || s.Allocated(state.Node(v)) {
			require.GreaterOrEqual(t, n, int(s.In.Need[v]), "seed %d, visit %d", seed, v)
			require.LessOrEqual(t, n, int(s.In.Room[v]), "seed %d, visit %d", seed, v)
			require.NotEqual(t, state.NoRun, s.RunOf[state.StopOf(state.Node(v), 0)], "seed %d, visit %d", seed, v)
		}
	}
}

// Two islands' days put together, into the better of the two as in a search, are a lawful rota again,
// and better than either. Of these seeds the other island has a better day; of 0 and 1 it has none.
func TestRecombine(t *testing.T) {
	in := week(t, false)
	require.GreaterOrEqual(t, in.Sections, 7) // its days, and shifts that nothing can be in
	for _, seed := range []uint64{2, 3, 4} {
		a, b := NewEngine(in, seed, 0), NewEngine(in, seed, 1)
		for _, e := range []*Engine{a, b} {
			e.Construct()
			e.Run(200, Steps)
		}
		if b.BestScore.Compare(a.BestScore) < 0 {
			a, b = b, a
		}
		was := a.BestScore
		a.recombine([]*Engine{a, b})
		require.Negative(t, a.BestScore.Compare(was), "seed %d", seed)
		require.Negative(t, a.BestScore.Compare(b.BestScore), "seed %d", seed)
		require.Equal(t, a.BestScore, a.Score, "it goes on from there, seed %d", seed)
		require.Zero(t, a.Score.Breaches, "seed %d", seed)
		whole(t, a.S, seed)
	}
}

// The same of any problem; where nothing is gained the state is what it was.
func TestRecombineTiny(t *testing.T) {
	several, gained := 0, 0
	for seed := range uint64(200) {
		in := compiled(t, seed, func(*model.Problem) {})
		a, b := NewEngine(in, seed, 0), NewEngine(in, seed, 1)
		for _, e := range []*Engine{a, b} {
			e.Construct()
			e.Run(3, 0)
		}
		was, score := a.BestScore, a.Score
		a.recombine([]*Engine{a, b})
		whole(t, a.S, seed)
		switch c := a.BestScore.Compare(was); {
		case c < 0:
			gained++
			require.Equal(t, a.BestScore, a.Score, "seed %d", seed)
		default:
			require.Zero(t, c, "seed %d", seed)
			require.Equal(t, score, a.Score, "seed %d", seed)
		}
		if in.Sections > 1 {
			several++
		}
	}
	require.Greater(t, several, 20)
	require.Positive(t, gained)
}

// A visit that stands where nobody would put it, as in a rota that was read in, keeps its section
// from being taken over: else it would be done twice.
func TestSevers(t *testing.T) {
	in := week(t, false)
	e := NewEngine(in, 1, 0)
	e.Construct()
	var own, other state.Solution
	e.S.Save(&own)
	e.Run(50, Steps)
	e.S.Save(&other)
	n := own.Seq[in.RunsOf[0][0]][0]
	for r := range own.Seq {
		if own.Worked[r] && in.SectionOf[r] != in.SectionOf[in.RunsOf[0][0]] && len(own.Seq[r]) > 0 {
			n = own.Seq[r][0]
			for _, stop := range own.Seq[r] {
				if in.IsVisit(stop.Node()) {
					n = stop
				}
			}
			break
		}
	}
	require.True(t, in.IsVisit(n.Node()))
	home := in.SectionOf[in.RunsOf[n.Node()][0]]
	var mix state.Solution
	mix.Set(&own)
	require.True(t, mix.TakeSection(in, home, &other), "the two differ there")
	for _, bad := range []*state.Solution{&own, &other} {
		var moved state.Solution
		moved.Set(bad)
		away := in.RunsOf[0][0] // a run of another section
		require.NotEqual(t, home, in.SectionOf[away])
		for r := range moved.Seq {
			moved.Seq[r] = slices.DeleteFunc(moved.Seq[r], func(s state.Stop) bool { return s == n })
		}
		moved.Seq[away] = append(moved.Seq[away], n)
		for _, section := range []int32{home, in.SectionOf[away]} {
			mix.Set(&own)
			require.False(t, mix.TakeSection(in, section, &moved))
			mix.Set(&moved)
			require.False(t, mix.TakeSection(in, section, &own))
		}
	}
}

// No rota with every visit in it works fewer open shifts than the bound says.
func TestFewest(t *testing.T) {
	told := 0
	for seed := range uint64(1200) {
		in := compiled(t, seed, func(p *model.Problem) {
			for i := range p.Shifts {
				p.Shifts[i].Status = model.Open
			}
			for i := range p.Visits[:2] { // at one time together
				p.Visits[i].Windows = []model.Window{{Open: model.At(9, 0), Close: model.At(9, 5*i)}}
			}
			p.Patterns, p.Events = nil, nil
			for i := range p.Visits {
				p.Visits[i].SingleOK, p.Visits[i].MovableDays, p.Visits[i].Group = "", 0, ""
			}
			for i := range p.Carers {
				if p.Carers[i].RidesWith = ""; p.Carers[i].Mode == model.ModeBus {
					p.Carers[i].Mode = model.ModeCar
				}
			}
			p.Objective.Levels = make(map[model.Code]model.Level)
			for _, r := range model.RuleBook {
				switch r.Code {
				case model.RuleWindow, model.RuleShift, model.RuleLeg, model.RulePair, model.RuleTied, model.RuleLoad:
				default:
					if r.Level == model.Law {
						p.Objective.Levels[r.Code] = model.Off
					}
				}
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
