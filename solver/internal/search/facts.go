package search

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/state"
)

// Facts are a few figures of a rota for a live line, in ticks.
type Facts struct {
	Missing, Travel int64
	Carers          float64 // mean different carers per person and week
}

// BestFacts works out the figures of the best rota.
func (e *Engine) BestFacts() Facts {
	var f Facts
	in := e.In
	there := make(map[[2]int32]bool)
	doors := make(map[int32]bool)
	allocated := make([]bool, in.Visits)
	for r, seq := range e.Best.Seq {
		at := in.From[r]
		for _, stop := range seq {
			n := stop.Node()
			if p := in.Place[n]; p != state.NoPlace {
				f.Travel += int64(in.Leg(state.Run(r), at, p).Exact)
				at = in.EndAt[n]
			}
			if in.IsVisit(n) && !in.IsShadow(stop) {
				allocated[n] = true
				door := in.RunWeek[r]*int32(in.People) + in.Person[n]
				doors[door] = true
				there[[2]int32{door, int32(in.CarerOf[r])}] = true
			}
		}
		if len(seq) > 0 {
			f.Travel += int64(in.Leg(state.Run(r), at, in.To[r]).Exact)
		}
	}
	for v, counted := range in.H.Counted(func(v int) bool { return allocated[v] }) {
		if counted && !allocated[v] {
			f.Missing += int64(in.Length[v]) * int64(in.Full[v])
		}
	}
	f.Carers = float64(len(there)) / float64(max(1, len(doors)))
	return f
}

// At gives a state of its own that holds a solution.
func (e *Engine) At(sol *state.Solution) *state.State {
	s := state.New(e.In)
	s.Load(state.NewTrial(s), sol)
	return s
}

// InBest tells whether the best rota holds a visit, or its package in some other way.
func (e *Engine) InBest(n state.Node) bool {
	for _, seq := range e.Best.Seq {
		for _, stop := range seq {
			if m := stop.Node(); e.In.IsVisit(m) && e.In.Unit[m] == e.In.Unit[n] {
				return true
			}
		}
	}
	return false
}

// TakeOut takes a visit out of the present rota, if it is in it, and says where it was and what
// it was to the rota: the score with it less the score without, rule by rule. The rest of a package
// stays: it is the visit that is asked about.
func (e *Engine) TakeOut(n state.Node) Placing {
	p := Placing{Start: e.S.Start[n]}
	if !e.S.Allocated(n) {
		return p
	}
	for k := range e.In.Parts(n) {
		p.Runs = append(p.Runs, e.S.RunOf[e.In.Part(n, k)])
	}
	for k := e.In.Need[n]; k < e.In.Full[n]; k++ {
		if r := e.S.RunOf[state.StopOf(n, int(k))]; r != state.NoRun {
			p.Runs = append(p.Runs, r)
		}
	}
	p.Carer, p.Delta = e.In.CarerOf[p.Runs[0]], e.Score
	all := e.Rules.All()
	with := make([]model.Score, len(all))
	for i, r := range all {
		with[i] = constraint.Full(r, e.S)
	}
	e.T.Begin()
	e.T.RemoveAlone(n)
	e.T.Time()
	e.commit(e.Rules.Delta(e.T))
	e.miss(n)
	e.resetParts(n)
	p.Delta = p.Delta.Less(e.Score)
	for i, r := range all {
		if d := with[i].Less(constraint.Full(r, e.S)); d != (model.Score{}) {
			p.Costs = append(p.Costs, model.Share{Rule: r.Code(), Level: e.In.H.Problem.Objective.Level(r.Code()), Score: d})
		}
	}
	return p
}
