package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// Spare is the idle time of a rota's shifts, and how much of it could be people's: minutes, rounded down.
type Spare struct {
	// ShiftHours are the shifts less their breaks, Idle what of them is neither at a stop nor on the way; those
	// asleep on site and on call aside.
	ShiftHours int `json:"shift_hours"`
	Idle       int `json:"idle"`
	// Usable is, of each stretch of idle time between two stops, the longest time that some draw which the pools
	// propose and the rota has not taken could have in it: from its window, by a carer with its skills, the way there
	// and on to the next stop in place of the one that is gone, and no stop moved. Added up over the stretches, and no
	// more than Undrawn, it is a bound from above: one draw may be counted in several stretches, and whether the carer
	// is otherwise right for the person is not asked, nor how long a draw may be, nor what a day may have. A rota in
	// which stops are moved may use more.
	Usable int `json:"usable"`
	// Most is a bound from above for rotas in which the stops may move too, each staying in its run, in its place among
	// the others and as long as it is: of each run, its idle time less the least that the way to one draw adds to its
	// legs, where that leaves a draw's least length; no more than Undrawn. More draws than one add more legs, and
	// windows may keep the idle time from coming together, so that it is seldom reached.
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
	most := int64(0)
	for v := range j.h.Visits {
		dv := &j.h.Visits[v]
		if !j.drawable(r, v) {
			continue
		}
		start, end, ok := j.between(r, i, dv.Location)
		if !ok {
			continue
		}
		for _, w := range dv.Windows {
			if at := max(start, int64(w.Open)); at <= int64(w.Close) && end-at >= int64(dv.LengthMin) {
				most = max(most, end-at)
			}
		}
	}
	return most
}

// between is from when to when a run's carer could be at a location before its i-th stop, no stop moved; false if
// she would be late for a stop behind one without a place. See [judge.legs]: the way on is gone behind stops without
// a place, and with break.at next the way to what is behind a break is gone before it.
func (j *judge) between(r *run, i, location int) (start, end int64, ok bool) {
	next := j.h.Rules.Break.At == model.Next
	breaks := func(k int) bool { return next && r.stops[k].kind == model.StopBreak }
	from, to := j.around(r, i)
	due := func(k int) int64 {
		if k < len(r.stops) {
			return r.stops[k].start
		}
		return r.end
	}
	start, end = r.leaves(i), due(i)
	if from >= 0 {
		first := i // the stop that the way there leads to
		for k := i - 1; k >= 0 && r.stops[k].place < 0; k-- {
			if breaks(k) {
				first = k
			}
		}
		there := r.leaves(first) + j.way(r, from, location, r.leaves(first)).ticks
		if first < i && there > r.stops[first].start {
			return 0, 0, false
		}
		start = max(start, there)
	}
	if to >= 0 {
		last := i // the stop that the way on leads to
		for last < len(r.stops) && r.stops[last].place < 0 && !breaks(last) {
			last++
		}
		by := due(last) - j.homeward(r, location, to)
		if last > i && by < r.leaves(last) {
			return 0, 0, false
		}
		end = min(end, by)
	}
	return start, end, true
}

// around is where a run's carer is before its i-th stop, and where she goes next, -1 for home.
func (j *judge) around(r *run, i int) (from, to int) {
	from, to = j.ends(r)
	for _, s := range r.stops[:i] {
		if s.place >= 0 {
			from = s.endAt
		}
	}
	for k := len(r.stops) - 1; k >= i; k-- {
		if r.stops[k].place >= 0 {
			to = r.stops[k].place
		}
	}
	return from, to
}

// drawable tells whether a visit is a draw that nobody takes and a run's carer could, in the hours of the run.
func (j *judge) drawable(r *run, v int) bool {
	dv := &j.h.Visits[v]
	return dv.Draw && !j.allocated(v) && j.holds(r.carer, dv) && slices.ContainsFunc(dv.Windows, func(w model.DatedWindow) bool {
		return int64(w.Open+dv.LengthMin) <= r.end && int64(w.Close) >= r.start
	})
}

// roomIn is the most that draws could have of a run's idle time. Of legs that depend on when they are gone the
// fastest counts, those that the run has now too.
func (j *judge) roomIn(r *run, idle int64) int64 {
	idle += j.travelled(r) - j.fastest(r)
	most := int64(0)
	for i := range len(r.stops) + 1 {
		from, to := j.around(r, i)
		for v := range j.h.Visits {
			dv := &j.h.Visits[v]
			if !j.drawable(r, v) {
				continue
			}
			more := int64(0)
			if from >= 0 {
				more = j.homeward(r, from, dv.Location)
			}
			if to >= 0 {
				more += j.homeward(r, dv.Location, to)
				if from >= 0 {
					more -= j.homeward(r, from, to)
				}
			}
			if room := idle - max(0, more); room >= int64(dv.LengthMin) {
				most = max(most, room)
			}
		}
	}
	return most
}

// fastest adds up the legs of a run as if each were gone when it is the fastest.
func (j *judge) fastest(r *run) int64 {
	at, to := j.ends(r)
	sum, placed := int64(0), false
	for _, s := range r.stops {
		if s.place < 0 {
			continue
		}
		if at >= 0 {
			sum += j.homeward(r, at, s.place)
		}
		at, placed = s.endAt, true
	}
	if placed && to >= 0 {
		sum += j.homeward(r, at, to)
	}
	return sum
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
