package check

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// ofColleagues calls f for every row of one kind and run of its carer on which it holds, with the runs of
// the other that count.
func (j *judge) ofColleagues(together bool, f func(p *model.Pairing, r *run, others []*run)) {
	by := make([][]*run, len(j.h.Problem.Carers))
	j.shifts(func(r *run) { by[r.carer] = append(by[r.carer], r) })
	for i := range j.h.Colleagues {
		p := &j.h.Colleagues[i]
		if p.Together != together {
			continue
		}
		for _, r := range by[p.Carer] {
			if !p.Holds(r.date) {
				continue
			}
			var others []*run
			for _, o := range by[p.Other] {
				if p.Meets(j.h, r.shift, o.shift) {
					others = append(others, o)
				}
			}
			f(p, r, others)
		}
	}
}

// ofPairing is a finding about a run of the one of two colleagues. Detail is the other.
func (j *judge) ofPairing(p *model.Pairing, r *run, x int64) model.Violation {
	out := j.ofRun(r)
	out.Shift, out.Amount, out.Unit, out.Detail = r.shift.ID, x, "tick", string(j.carer(p.Other).ID)
	return out
}

// together: at work while the other is not.
func together(j *judge) {
	j.ofColleagues(true, func(p *model.Pairing, r *run, others []*run) {
		slices.SortFunc(others, func(a, b *run) int { return cmp.Compare(a.start, b.start) })
		x, at := int64(0), r.start
		for _, o := range others {
			x += max(0, min(o.start, r.end)-at)
			at = max(at, min(o.end, r.end))
		}
		if x += r.end - at; x > 0 {
			j.breach(j.ofPairing(p, r, x), 1, x)
		}
	})
}

// keptApart: at work while the other is.
func keptApart(j *judge) {
	j.ofColleagues(false, func(p *model.Pairing, r *run, others []*run) {
		for _, o := range others {
			if x := min(r.end, o.end) - max(r.start, o.start); x > 0 {
				j.breach(j.ofPairing(p, r, x), 1, x)
			}
		}
	})
}
