package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Papers: whoever gives care has started, is registered, and was checked lately.
// Counts each paper missing on the date of the visit; shadows go into homes too.
// Example: a carer checked on 24 November 2023 makes visits up to 24 November 2026; each later one is
// one breach.
// Source: SI 2017/1264 reg. 35; C09.
type Papers struct{ base }

func (r *Papers) cell(visit, _, carer int) unit {
	return r.counted(int64(len(r.in.H.MissingPapers(carer, r.in.H.Visits[visit].Date))))
}

// Delta is the change of the moved stops' cells.
func (r *Papers) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each looks at the dates of everybody who is there, the last good day written out.
func (r *Papers) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	eachPresent(s, func(v, _ int, run state.Run, carer state.Carer) {
		c, on, n := &h.Problem.Carers[carer], h.Visits[v].Date, int64(0)
		if on < c.StartDate {
			n++
		}
		until, asked := c.RegisteredUntil, c.RegisteredUntil != 0
		if kind := c.Contract.Kind; !asked && kind != model.Volunteer && kind != model.Personal && c.StartDate != 0 {
			until, asked = c.StartDate.AddMonths(h.Rules.Papers.RegisterMonths), true
		}
		if asked && on > until {
			n++
		}
		if c.DBSDate != 0 && on > c.DBSDate.AddMonths(h.Rules.Papers.DBSMonths) {
			n++
		}
		if n > 0 {
			report(attendanceFinding(s, v, run, unit{n, 0, r.w[0] * n}))
		}
	})
}
