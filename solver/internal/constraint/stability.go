package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Stability: the carer of a visit is the one of last week, and a rota once published stays.
// Cost per attendance of another carer: the first weight against last week's rota, the second
// if this very visit had been published.
// Example: last Monday Gwen, this Monday Mair: 5; 20 if this Monday was published with Gwen.
// Source: ERA 2025; C32.
type Stability struct{ base }

func (r *Stability) cell(visit, _, carer int) unit {
	v := &r.in.H.Visits[visit]
	if !v.HasBaseline || slices.Contains(v.Baseline, carer) {
		return unit{}
	}
	if v.Published {
		return wish(r.w[1])
	}
	return wish(r.w[0])
}

// Delta is the change of the moved stops' cells.
func (r *Stability) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists the changed attendances.
func (r *Stability) Each(s *state.State, report func(Finding)) {
	eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
		dv := &s.In.H.Visits[v]
		same := !dv.HasBaseline
		for _, c := range dv.Baseline {
			same = same || c == int(carer)
		}
		if same {
			return
		}
		w := r.w[0]
		if dv.Published {
			w = r.w[1]
		}
		report(attendanceFinding(s, v, run, unit{1, 0, w}))
	})
}
