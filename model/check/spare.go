package check

import "github.com/milltir/milltir/model"

// Spare is the idle time of a rota's shifts, and how much of it could be people's: minutes, rounded down.
type Spare struct {
	// ShiftHours are the shifts less their breaks, Idle what of them is neither at a stop nor on the way; those
	// asleep on site and on call aside.
	ShiftHours int `json:"shift_hours"`
	Idle       int `json:"idle"`
	// Usable is, of each stretch of idle time between two stops, the longest time that some draw which the pools
	// propose and the rota has not taken could have in it: on its date, from its window, by a carer with its skills,
	// the way there and on to the next stop in place of the one that is gone, and no stop moved. Whether the carer
	// is otherwise right for the person is not asked, nor how long a draw may be, so that it is more rather than
	// less; a rota in which stops are moved may use more. No more than Undrawn.
	Usable int `json:"usable"`
	// Most is what draws that are added to the runs cannot be more than, each run keeping its stops, moved or not: a run's
	// idle time less the least that the way to one draw adds to its legs, of runs in which that leaves a draw's least
	// length; no more than Undrawn.
	Most int `json:"most"`
	// Undrawn is what is left to draw in the plan's periods, all pools together.
	Undrawn int `json:"undrawn"`
	Drawn   int `json:"drawn"`
}

// SpareTime works out the idle time of a rota and how much of it the pools could use. The error is that of
// [Horizon].
func SpareTime(h *model.Horizon, r *model.Rota) (*Spare, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, err
	}
	var hours, idle, usable, most, undrawn, drawn int64
	for _, r := range j.runs {
		if r.shift == nil || !r.shift.Awake() {
			continue
		}
		c := j.classify(r)
		hours += c.hours
		idle += c.wait + c.unfilled
		for i := range len(r.stops) + 1 {
			usable += j.roomAt(r, i)
		}
		most += j.roomIn(r, c.wait+c.unfilled)
	}
	j.poolTimes(func(k *poolTime) {
		drawn += k.drawn
		if k.period < len(j.h.Pools[k.pool].Used)-1 { // the rest goes on to the next period
			undrawn += k.now.Lapsed
			return
		}
		undrawn += max(0, k.free-k.drawn)
	})
	return &Spare{j.whole(hours), j.whole(idle), j.whole(min(usable, undrawn)), j.whole(min(most, undrawn)), j.whole(undrawn), j.whole(drawn)}, nil
}

// whole gives whole minutes.
func (j *judge) whole(ticks int64) int { return int(ticks / j.perMinute) }

// roomAt is the longest time that a draw could have before the i-th stop of a run, in ticks.
func (j *judge) roomAt(r *run, i int) int64 {
	from, to := j.around(r, i)
	ready, due := r.start, r.end
	if i > 0 {
		ready = r.stops[i-1].end
	}
	if i < len(r.stops) {
		due = r.stops[i].start
	}
	most := int64(0)
	for v := range j.h.Visits {
		dv := &j.h.Visits[v]
		if !j.drawable(r, v) {
			continue
		}
		start, end := ready, due
		if from >= 0 {
			start += j.way(r, from, dv.Location, ready).ticks
		}
		if to >= 0 {
			end -= j.way(r, dv.Location, to, start).ticks
		}
		for _, w := range dv.Windows {
			if at := max(start, int64(w.Open)); at <= int64(w.Close) && end-at >= int64(dv.LengthMin) {
				most = max(most, end-at)
			}
		}
	}
	return most
}

// around is where a run's carer is before its i-th stop, and where she goes next, -1 for home.
func (j *judge) around(r *run, i int) (from, to int) {
	from, to = j.ends(r)
	for _, s := range r.stops[:i] {
		if s.place >= 0 {
			from = s.place
		}
	}
	for k := len(r.stops) - 1; k >= i; k-- {
		if r.stops[k].place >= 0 {
			to = r.stops[k].place
		}
	}
	return from, to
}

// drawable tells whether a visit is a draw that a run's carer could take on its date.
func (j *judge) drawable(r *run, v int) bool {
	dv := &j.h.Visits[v]
	return dv.Draw && dv.Date == r.date && !j.allocated(v) && j.holds(r.carer, dv)
}

// roomIn is the most that draws could have of a run's idle time.
func (j *judge) roomIn(r *run, idle int64) int64 {
	most := int64(0)
	for i := range len(r.stops) + 1 {
		from, to := j.around(r, i)
		leave := r.leaves(i)
		for v := range j.h.Visits {
			dv := &j.h.Visits[v]
			if !j.drawable(r, v) {
				continue
			}
			more := int64(0)
			if from >= 0 {
				more = j.way(r, from, dv.Location, leave).ticks
			}
			if to >= 0 {
				more += j.way(r, dv.Location, to, leave).ticks
				if from >= 0 {
					more -= j.way(r, from, to, leave).ticks
				}
			}
			if room := idle - max(0, more); room >= int64(dv.LengthMin) {
				most = max(most, room)
			}
		}
	}
	return most
}

// holds tells whether a carer has the skills of a dated visit on its date.
func (j *judge) holds(c int, dv *model.DatedVisit) bool {
	for _, s := range j.h.Problem.Visits[dv.Template].Skills {
		if !j.carer(c).Holds(s, dv.Date) {
			return false
		}
	}
	return true
}
