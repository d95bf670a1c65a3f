package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Together: whoever is new works when their mentor works.
// Counts the ticks of a shift in which the other is at work in none.
// Example: a new carer from 07:00 to 13:00, the mentor from 08:00 to 14:00: 60 minutes.
// Source: SI 2017/1264 reg. 36; practice.
type Together struct{ colleagues }

func newTogether(b base) Together { return Together{newColleagues(b, true)} }

// Delta looks at the pairs of the carers whose shifts were opened or closed.
func (r *Together) Delta(t *state.Trial, out *model.Score) {
	r.delta(t, func(k *pairing, trial bool, sign int64) {
		for i := range k.runs {
			m := &k.runs[i]
			if !works(t, m.run, trial) {
				continue
			}
			at, alone := r.in.RunStart[m.run], int32(0)
			for _, o := range m.with {
				if works(t, o, trial) {
					alone += max(0, r.in.RunStart[o]-at)
					at = max(at, r.in.RunEnd[o])
				}
			}
			r.add(out, r.timed(alone+max(0, r.in.RunEnd[m.run]-at)), sign)
		}
	})
}

// Each goes along every worked shift from edge to edge of the other's.
func (r *Together) Each(s *state.State, report func(Finding)) {
	eachPairing(s, true, func(run state.Run, others []*model.DatedShift) {
		own := shiftOf(s, run)
		edges := []int32{own.Start, own.End}
		for _, o := range others {
			edges = append(edges, max(own.Start, min(o.Start, own.End)), max(own.Start, min(o.End, own.End)))
		}
		slices.Sort(edges)
		alone := int64(0)
		for i, from := range edges[:len(edges)-1] {
			with := slices.ContainsFunc(others, func(o *model.DatedShift) bool { return o.Start <= from && from < o.End })
			if !with {
				alone += int64(edges[i+1] - from)
			}
		}
		if alone > 0 {
			report(runFinding(s, run, alone, unit{1, alone, r.w[0] * alone / int64(s.In.Res)}))
		}
	})
}
