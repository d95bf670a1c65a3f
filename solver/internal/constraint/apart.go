package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Apart: some colleagues are not at work at the same time.
// Counts the ticks for which a shift of the one and a shift of the other last together, each two of them
// for themselves.
// Example: a couple, she from 07:00 to 13:00, he from 12:00 to 18:00: 60 minutes.
// Source: practice.
type Apart struct{ colleagues }

func newApart(b base) Apart { return Apart{newColleagues(b, false)} }

// Delta looks at the pairs of the carers whose shifts were opened or closed.
func (r *Apart) Delta(t *state.Trial, out *model.Score) {
	r.delta(t, func(k *pairing, trial bool, sign int64) {
		for i := range k.runs {
			m := &k.runs[i]
			if !works(t, m.run, trial) {
				continue
			}
			for _, o := range m.with {
				if works(t, o, trial) {
					r.add(out, r.timed(r.both(m.run, o)), sign)
				}
			}
		}
	})
}

// Each looks at every two worked shifts of a pair.
func (r *Apart) Each(s *state.State, report func(Finding)) {
	eachPairing(s, false, func(run state.Run, others []*model.DatedShift) {
		own := shiftOf(s, run)
		for _, o := range others {
			if x := int64(min(own.End, o.End)) - int64(max(own.Start, o.Start)); x > 0 {
				report(runFinding(s, run, x, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
			}
		}
	})
}
