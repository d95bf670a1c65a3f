package constraint

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// colleagues is what the rules share that compare when two carers work.
type colleagues struct {
	base
	pairs []pairing
	of    [][]int32 // by carer: the pairs that they are in
	seen  []uint32  // by pair: the last trial that looked at it
	round uint32
}

// pairing is a row of colleagues, as the runs of its carer of which it says something.
type pairing struct{ runs []meeting }

// meeting is a run and those of the other that could meet it, by start.
type meeting struct {
	run  state.Run
	with []state.Run
}

func newColleagues(b base, together bool) colleagues {
	in := b.in
	r := colleagues{base: b, of: make([][]int32, in.Carers)}
	for i := range in.H.Colleagues {
		p := &in.H.Colleagues[i]
		if p.Together != together {
			continue
		}
		var k pairing
		for _, run := range in.RunsBy[p.Carer] {
			shift := &in.H.Shifts[in.ShiftOf[run]]
			if !p.Holds(shift.Date) {
				continue
			}
			m := meeting{run: run}
			for _, o := range in.RunsBy[p.Other] {
				if in.RunStart[o] < in.RunEnd[run] && in.RunStart[run] < in.RunEnd[o] && p.Meets(in.H, shift, &in.H.Shifts[in.ShiftOf[o]]) {
					m.with = append(m.with, o)
				}
			}
			slices.SortStableFunc(m.with, func(a, b state.Run) int { return cmp.Compare(in.RunStart[a], in.RunStart[b]) })
			k.runs = append(k.runs, m)
		}
		n := int32(len(r.pairs))
		r.pairs = append(r.pairs, k)
		r.of[p.Carer], r.of[p.Other] = append(r.of[p.Carer], n), append(r.of[p.Other], n)
	}
	r.seen = make([]uint32, len(r.pairs))
	return r
}

func (r *colleagues) any() bool { return len(r.pairs) > 0 }

// both is how long two shifts last at the same time.
func (r *colleagues) both(a, b state.Run) int32 {
	return min(r.in.RunEnd[a], r.in.RunEnd[b]) - max(r.in.RunStart[a], r.in.RunStart[b])
}

// delta looks at the pairs of the carers whose shifts were opened or closed; each adds what there is to
// say of one, as it is or under the trial.
func (r *colleagues) delta(t *state.Trial, each func(k *pairing, trial bool, sign int64)) {
	r.round++
	for i := range t.Works {
		for _, k := range r.of[r.in.CarerOf[t.Works[i].Run]] {
			if r.seen[k] == r.round {
				continue
			}
			r.seen[k] = r.round
			each(&r.pairs[k], false, -1)
			each(&r.pairs[k], true, 1)
		}
	}
}

// works tells whether a run is worked, as it is or under the trial.
func works(t *state.Trial, run state.Run, trial bool) bool {
	if trial {
		return t.IsWorked(run)
	}
	return t.S.Worked[run]
}

// eachPairing walks the stored rota: every row of a kind, with the worked runs of both on whose shifts it
// has something to say.
func eachPairing(s *state.State, together bool, f func(run state.Run, others []*model.DatedShift)) {
	by := workedBy(s)
	for i := range s.In.H.Colleagues {
		p := &s.In.H.Colleagues[i]
		for _, run := range by[p.Carer] {
			if p.Together != together || !p.Holds(shiftOf(s, run).Date) {
				continue
			}
			var others []*model.DatedShift
			for _, o := range by[p.Other] {
				if p.Meets(s.In.H, shiftOf(s, run), shiftOf(s, o)) {
					others = append(others, shiftOf(s, o))
				}
			}
			f(run, others)
		}
	}
}
