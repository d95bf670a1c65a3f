package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// needs counts, for every need for cover, the carers who are there. It follows commits.
type needs struct {
	in      *state.Instance
	of      [][]int32 // by run: the needs it counts towards
	there   []int32   // by need: carers
	touched []needChange
}

type needChange struct{ need, was, is int32 }

func newNeeds(in *state.Instance) *needs {
	n := &needs{in: in, there: make([]int32, len(in.H.Cover))}
	if len(in.H.Cover) == 0 {
		return n
	}
	byDate := make(map[model.Date][]int32)
	for i := range in.H.Cover {
		d := in.H.Cover[i].Date
		byDate[d] = append(byDate[d], int32(i))
	}
	n.of = make([][]int32, in.Runs)
	for r := range n.of {
		shift := &in.H.Shifts[in.ShiftOf[r]]
		for d := shift.Date; d <= shift.Date.Add(1); d++ { // past midnight too
			for _, i := range byDate[d] {
				if in.H.Cover[i].Counts(in.H, shift, int(in.CarerOf[r])) {
					n.of[r] = append(n.of[r], i)
				}
			}
		}
	}
	return n
}

func (n *needs) reset() { clear(n.there) }

// worked follows a shift opened or closed. Shifts of one carer that are worked do not overlap, so that
// nobody counts twice towards a half hour.
func (n *needs) worked(r state.Run, on bool) {
	if n.of == nil {
		return
	}
	by := int32(1)
	if !on {
		by = -1
	}
	for _, i := range n.of[r] {
		n.there[i] += by
	}
}

// prepare lists the needs that a trial changes.
func (n *needs) prepare(t *state.Trial) {
	n.touched = n.touched[:0]
	if n.of == nil {
		return
	}
	for i := range t.Works {
		w := &t.Works[i]
		by := int32(1)
		if !w.On {
			by = -1
		}
		for _, need := range n.of[w.Run] {
			n.touch(need, by)
		}
	}
}

func (n *needs) touch(need, by int32) {
	for k := range n.touched {
		if n.touched[k].need == need {
			n.touched[k].is += by
			return
		}
	}
	n.touched = append(n.touched, needChange{need, n.there[need], n.there[need] + by})
}

// eachNeed counts, for every need, the different carers who are there.
func eachNeed(s *state.State, f func(c *model.DatedCover, there int64)) {
	for i := range s.In.H.Cover {
		c, seen := &s.In.H.Cover[i], make(map[state.Carer]bool)
		eachRun(s, func(_ state.Run, carer state.Carer, shift *model.DatedShift) {
			if c.Counts(s.In.H, shift, int(carer)) {
				seen[carer] = true
			}
		})
		f(c, int64(len(seen)))
	}
}
