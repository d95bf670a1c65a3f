package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// FairWeekend: at least one weekend of two is off, those before the plan counted.
// Cost: the weight per weekend worked beyond the fair share of who has agreed to no number of their own.
// Example: four weeks before the plan with three weekends, and two of the plan: three in six, one worked
// is one too many, 60.
// Source: C24.
type FairWeekend struct {
	base
	lines *lines
	share []int // by carer, -1: agreed otherwise
}

func newFairWeekend(b base, l *lines) FairWeekend {
	r := FairWeekend{b, l, make([]int, b.in.Carers)}
	for c := range r.share {
		r.share[c] = -1
		if b.in.H.Problem.Carers[c].MaxWeekends == nil {
			r.share[c] = fairShare(b.in.H, c)
		}
	}
	return r
}

// fairShare is how many weekends of the plan are a carer's.
func fairShare(h *model.Horizon, c int) int {
	weekends, worked := h.Weeks, 0
	for i := range h.Problem.CarerHours {
		if w := &h.Problem.CarerHours[i]; h.Carer(w.Carer) == c && w.WeekStart < h.Calendar.Start() {
			weekends, worked = weekends+1, worked+w.Weekends
		}
	}
	return max(0, weekends-weekends/2-worked)
}

// line adds what there is to say of a carer who works these runs.
func (r *FairWeekend) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	if r.share[carer] < 0 {
		return
	}
	if over := r.lines.weekends(runs) - r.share[carer]; over > 0 {
		r.add(out, wish(r.w[0]*int64(over)), sign)
	}
}

// any tells whether anybody could work too many.
func (r *FairWeekend) any() bool {
	for c, share := range r.share {
		if share >= 0 && r.lines.weekends(r.lines.by[c]) > share {
			return true
		}
	}
	return false
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *FairWeekend) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each counts every carer's weekends.
func (r *FairWeekend) Each(s *state.State, report func(Finding)) {
	eachWorked(s, func(c int, works []bool) {
		if s.In.H.Problem.Carers[c].MaxWeekends != nil {
			return
		}
		n, share := weekendsOf(works), int64(fairShare(s.In.H, c))
		if cost := r.w[0] * (n - share); cost > 0 {
			report(carerFinding(c, n, share, unit{1, 0, cost}))
		}
	})
}
