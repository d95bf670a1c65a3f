package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// tied: two visits of one date that go together, both or neither, by different carers, so far
// apart. It is told of the visit that is tied, or that was left out; Detail is the other one.
func tied(j *judge) {
	for v := range j.h.Visits {
		dv := &j.h.Visits[v]
		to := dv.TiedTo
		if to < 0 {
			continue
		}
		if done := j.allocated(v); done != j.allocated(to) {
			alone, missing := v, to
			if !done {
				alone, missing = to, v
			}
			out := one(j.ofVisit(missing), string(j.h.Visits[alone].ID))
			j.breach(out, 1, 0)
		}
		for _, c := range j.visits[v].carers {
			if slices.Contains(j.visits[to].carers, c) {
				out := j.ofVisit(v)
				out.Carer, out.Amount, out.Unit, out.Detail = j.carer(c).ID, 1, "carer", string(j.h.Visits[to].ID)
				j.breach(out, 1, 0)
			}
		}
		j.apart(v, to)
	}
}

// apart: the starts of two tied visits; Limit is the least or the most, below 0 before the other.
func (j *judge) apart(v, to int) {
	a, b := &j.visits[v], &j.visits[to]
	if len(a.by) == 0 || len(b.by) == 0 {
		return
	}
	dv := &j.h.Visits[v]
	gap := a.start - b.start
	x, limit := int64(dv.TiedMin)-gap, dv.TiedMin
	if over := gap - int64(dv.TiedMax); over > x {
		x, limit = over, dv.TiedMax
	}
	if x > 0 {
		out := j.ofVisit(v)
		out.Amount, out.Limit, out.Unit, out.Detail = x, int64(limit), "tick", string(j.h.Visits[to].ID)
		j.breach(out, 1, x)
	}
}

// load: what the visits of a run take out of its carer. Limit is the shift's max_load.
func load(j *judge) {
	j.shifts(func(r *run) {
		sum := int64(0)
		for _, s := range r.stops {
			if s.visit >= 0 && s.role != model.RoleShadow {
				sum += int64(j.h.Visits[s.visit].Load)
			}
		}
		if limit := int64(r.shift.MaxLoad); limit > 0 && sum > limit {
			out := j.ofRun(r)
			out.Amount, out.Limit, out.Unit = sum-limit, limit, "load"
			j.breach(out, sum-limit, 0)
		}
	})
}

// worstLate: the largest lateness of any visit, told of the first that has it.
func worstLate(j *judge) {
	worst, most := -1, int64(0)
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		if x, _ := j.tooLate(dv, seen); x > most {
			worst, most = v, x
		}
	})
	if worst >= 0 {
		out := j.ofVisit(worst)
		out.Amount, out.Unit = most, "tick"
		j.wish(out, j.weight(0)*most/j.perMinute)
	}
}

// worstIdle: the largest idle time of any run, told of the first that has it.
func worstIdle(j *judge) {
	var worst *run
	most := int64(0)
	j.shifts(func(r *run) {
		if x := j.idle(r); x > most {
			worst, most = r, x
		}
	})
	if worst != nil {
		out := j.ofRun(worst)
		out.Amount, out.Unit = most, "tick"
		j.wish(out, j.weight(0)*most/j.perMinute)
	}
}

// idle is the time of a shift in which its carer neither visits nor travels nor rests. Whoever has
// no visit is idle all day, rest and meetings included.
func (j *judge) idle(r *run) int64 {
	if r.lastVisit() < 0 {
		return r.end - r.start
	}
	return j.early(r) + j.waitedBetween(r) + j.late(r)
}

// balance: how far the loads of the runs are from their mean, in minutes, each rounded up.
func balance(j *judge) {
	var loads []int64
	sum := int64(0)
	j.shifts(func(r *run) {
		x := j.travelled(r)
		for _, s := range r.stops {
			if s.visit >= 0 {
				x += s.length()
			}
		}
		loads = append(loads, x)
		sum += x
	})
	n, minutes := int64(len(loads)), int64(0)
	for _, x := range loads {
		off := abs(x*n - sum) // n times as far as it is from the mean
		minutes += (off + n*j.perMinute - 1) / (n * j.perMinute)
	}
	if minutes > 0 {
		out := model.Violation{Date: j.h.Calendar.Start(), Amount: minutes, Unit: "minute"}
		j.wish(out, j.weight(0)*minutes)
	}
}
