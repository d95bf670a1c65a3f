package search

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/state"
)

// BenchmarkEvaluate measures full evaluations of one change in the Bala week, on one core:
// timing of every run it touches and the Delta of all rules. evals/s leaves out proposals that
// come to nothing, but not their time. "insertion" evaluates places for a visit, as recreation
// does.
func BenchmarkEvaluate(b *testing.B) {
	e := warm(b, week(b, true)) // so that "resize" has something to change
	for _, op := range e.moves {
		b.Run(op.Name(), func(b *testing.B) {
			b.ReportAllocs()
			evals := 0
			for b.Loop() {
				if e.propose(func() bool { return op.Propose(e.T, e.rng) }) {
					e.Rules.Delta(e.T)
					e.T.Drop()
					evals++
				}
			}
			b.ReportMetric(float64(evals)/b.Elapsed().Seconds(), "evals/s")
		})
	}
	e = warm(b, week(b, false))
	b.Run("place", func(b *testing.B) { benchPlace(b, e) })
	b.Run("insertion", func(b *testing.B) { benchInsertion(b, e, 1) })
	b.Run("insertion-pair", func(b *testing.B) { benchInsertion(b, e, 2) })
}

// benchPlace evaluates places for visits that are out, and nothing else: one evaluation is the
// trial built, timed, weighed by every rule, and dropped.
func benchPlace(b *testing.B, e *Engine) {
	b.ReportAllocs()
	type place struct {
		n state.Node
		s spot
	}
	var places []place
	e.S.Mark()
	for v := 0; v < e.In.Visits; v += 7 {
		n := state.Node(v)
		if e.In.Need[n] != 1 || !e.S.Allocated(n) {
			continue
		}
		e.out(n)
		e.put.spots[0] = e.put.spots[0][:0]
		for _, r := range e.In.RunsOf[n] {
			if e.put.usable(r) {
				e.put.places(state.StopOf(n, 0), r, 0)
			}
		}
		for _, s := range e.put.spots[0] {
			places = append(places, place{n, s})
		}
	}
	require.NotEmpty(b, places)
	i := 0
	for b.Loop() {
		p := places[i%len(places)]
		e.put.try.spots[0], e.put.try.hold[0] = p.s, e.In.HoldBase[p.n]
		e.put.evaluate(p.n)
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "evals/s")
	e.S.Rollback()
	e.Score = e.Rules.Score(e.S)
	e.recount()
}

// benchInsertion goes round the visits by so many carers: each is taken out and put where it
// costs least.
func benchInsertion(b *testing.B, e *Engine, need int32) {
	b.ReportAllocs()
	var visits []state.Node
	for v := range e.In.Visits {
		if n := state.Node(v); e.In.Need[n] == need && e.S.Allocated(n) {
			visits = append(visits, n)
		}
	}
	require.NotEmpty(b, visits)
	before, i := e.put.evals, 0
	for b.Loop() {
		n := visits[i%len(visits)]
		i++
		e.out(n)
		e.put.Put(n)
	}
	b.ReportMetric(float64(e.put.evals-before)/b.Elapsed().Seconds(), "evals/s")
}

// BenchmarkRuinRecreate measures one ruin with its recreation, by ruin.
func BenchmarkRuinRecreate(b *testing.B) {
	e := warm(b, week(b, false))
	ruins, at := e.ruins, e.ruinAt
	for i, op := range ruins {
		b.Run(op.Name(), func(b *testing.B) {
			b.ReportAllocs()
			e.ruins, e.ruinAt = ruins[i:i+1], []int{1}
			before, removed := e.put.evals, 0
			for b.Loop() {
				e.ruinAndRecreate(e.t1)
				removed += len(e.removed)
			}
			b.ReportMetric(float64(e.put.evals-before)/b.Elapsed().Seconds(), "evals/s")
			b.ReportMetric(float64(removed)/float64(b.N), "visits/op")
		})
	}
	e.ruins, e.ruinAt = ruins, at
}

// BenchmarkIteration measures what Options.Iterations counts: a ruin, and the moves after it.
func BenchmarkIteration(b *testing.B) {
	e := warm(b, week(b, false))
	b.ReportAllocs()
	for b.Loop() {
		e.Run(1, Steps/2)
	}
}

// BenchmarkCompile measures the way from a read problem to an instance, and to an island.
func BenchmarkCompile(b *testing.B) {
	p, err := model.ReadDir(bala)
	require.NoError(b, err)
	h, err := model.Expand(p)
	require.NoError(b, err)
	in := week(b, false)
	b.Run("expand", func(b *testing.B) {
		for b.Loop() {
			_, err := model.Expand(p)
			require.NoError(b, err)
		}
	})
	b.Run("compile", func(b *testing.B) {
		for b.Loop() {
			_, err := state.Compile(h, constraint.Allowed(h))
			require.NoError(b, err)
		}
	})
	b.Run("island", func(b *testing.B) {
		for b.Loop() {
			NewEngine(in, 1, 0)
		}
	})
	b.Run("construct", func(b *testing.B) {
		for b.Loop() {
			NewEngine(in, 1, 0).Construct()
		}
	})
}

// BenchmarkSearchBala measures the search of the Bala week by iterations, without reasons and
// the judge, and tells how far it came.
func BenchmarkSearchBala(b *testing.B) {
	in := week(b, false)
	var out Outcome
	for b.Loop() {
		job := Job{In: in, Seed: 1, Islands: 2, Workers: 2, Iterations: 300}
		out = job.Search()
	}
	score := out.Best.BestScore
	b.ReportMetric(float64(score.Wishes)/1000, "wishes")
	b.ReportMetric(float64(out.Best.BestFacts().Missing)/60, "minutes-left-out")
}
