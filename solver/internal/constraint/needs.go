package constraint

import (
	"cmp"
	"slices"

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
	named := make(map[shiftOn][]int32)
	var spans []int32 // by start
	for i := range in.H.Cover {
		if c := &in.H.Cover[i]; c.Shift != "" {
			named[shiftOn{c.Shift, c.Date}] = append(named[shiftOn{c.Shift, c.Date}], int32(i))
		} else {
			spans = append(spans, int32(i))
		}
	}
	slices.SortStableFunc(spans, func(a, b int32) int { return cmp.Compare(in.H.Cover[a].Start, in.H.Cover[b].Start) })
	n.of = make([][]int32, in.Runs)
	for r := range n.of {
		shift := &in.H.Shifts[in.ShiftOf[r]]
		count := func(need int32) {
			if c := &in.H.Cover[need]; !c.Stays(in.H) && c.Counts(in.H, shift, int(in.CarerOf[r])) { // else presence counts
				n.of[r] = append(n.of[r], need)
			}
		}
		for _, i := range named[shiftOn{shift.ID, shift.Date}] {
			count(i)
		}
		from, _ := slices.BinarySearchFunc(spans, shift.Start, func(i, at int32) int { return cmp.Compare(in.H.Cover[i].Start, at) })
		for _, i := range spans[from:] {
			if in.H.Cover[i].Start >= shift.End {
				break
			}
			count(i)
		}
	}
	return n
}

// shiftOn is a shift on a date.
type shiftOn struct {
	shift model.ShiftID
	date  model.Date
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
	type who struct {
		run   state.Run
		shift *model.DatedShift
		carer state.Carer
	}
	h, where := s.In.H, make(map[state.Run]stays)
	out := func(c *model.DatedCover, run state.Run) bool {
		if _, known := where[run]; !known {
			where[run] = staysOf(s, run, c.Where)
		}
		return ticksIn(where[run].away, c.Start, c.End) > 0
	}
	worked := make(map[model.Date][]who)
	eachRun(s, func(run state.Run, carer state.Carer, shift *model.DatedShift) {
		worked[shift.Date] = append(worked[shift.Date], who{run, shift, carer})
	})
	for i := range h.Cover {
		c, seen := &h.Cover[i], make(map[state.Carer]bool)
		for d := c.Date.Add(-7); d <= c.Date.Add(7); d++ { // the longest shifts and spans are a week
			for _, w := range worked[d] {
				if c.Counts(h, w.shift, int(w.carer)) && !(c.Stays(h) && out(c, w.run)) {
					seen[w.carer] = true
				}
			}
		}
		f(c, int64(len(seen)))
	}
}
