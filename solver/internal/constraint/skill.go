package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Skill: a carer holds, on the day, every skill that the visit and their part in it take.
// Counts each missing skill. Example: a hoist visit by a carer whose hoist training ended
// yesterday is one breach.
// Source: SI 2017/1264 reg. 35; C09.
type Skill struct{ base }

// cell compares the skills needed with those held on the date.
func (r *Skill) cell(visit, seat, carer int) unit {
	h := r.in.H
	dv := &h.Visits[visit]
	tpl, c := &h.Problem.Visits[dv.Template], &h.Problem.Carers[carer]
	n := int64(0)
	for _, k := range tpl.Skills {
		if !c.Holds(k, dv.Date) {
			n++
		}
	}
	for _, k := range tpl.RoleOf(seat).Skills {
		if !slices.Contains(tpl.Skills, k) && !c.Holds(k, dv.Date) {
			n++
		}
	}
	return r.counted(n)
}

// Delta is the change of the moved stops' cells.
func (r *Skill) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists the skills of every attendance that its carer lacks.
func (r *Skill) Each(s *state.State, report func(Finding)) {
	p := s.In.H.Problem
	eachAttendance(s, func(v, seat int, run state.Run, carer state.Carer) {
		dv := &s.In.H.Visits[v]
		need := slices.Concat(p.Visits[dv.Template].Skills, p.Visits[dv.Template].RoleOf(seat).Skills)
		slices.Sort(need)
		missing := int64(0)
		for _, k := range slices.Compact(need) {
			held := slices.ContainsFunc(p.Carers[carer].Skills, func(d model.DatedSkill) bool {
				return d.Skill == k && (d.Until == 0 || d.Until >= dv.Date)
			})
			if !held {
				missing++
			}
		}
		if missing > 0 {
			report(attendanceFinding(s, v, run, unit{missing, 0, r.w[0] * missing}))
		}
	})
}
