package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// NewFace: at the door stands somebody the person has met.
// Cost: the weight per attendance of a carer whom the history of the last 90 days does not
// know at this person's. Example: two visits by a stranger, 2 × 12 = 24 travel minutes.
// Source: reg. 22 of SI 2017/1264; C30.
type NewFace struct {
	base
	met map[[2]int32]bool // person, carer
}

func newNewFace(b base) NewFace {
	r := NewFace{b, make(map[[2]int32]bool)}
	h := b.in.H
	for i := range h.Problem.History {
		k := &h.Problem.History[i]
		p, okP := h.PersonIndex[k.Person]
		c, okC := h.CarerIndex[k.Carer]
		if okP && okC && k.Visits90d > 0 {
			r.met[[2]int32{int32(p), int32(c)}] = true
		}
	}
	return r
}

func (r *NewFace) cell(visit, _, carer int) unit {
	if r.met[[2]int32{r.in.Person[visit], int32(carer)}] {
		return unit{}
	}
	return r.counted(1)
}

// Delta is the change of the moved stops' cells.
func (r *NewFace) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists the visits of strangers.
func (r *NewFace) Each(s *state.State, report func(Finding)) {
	eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
		if !s.In.H.Met(int(s.In.Person[v]), int(carer)) {
			report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
		}
	})
}
