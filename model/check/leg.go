package check

import "github.com/milltir/milltir/model"

// arrival is the leg into a stop, or back to the base after the last one.
type arrival struct {
	ticks  int64
	metres int64
	far    bool // the carer's mode cannot go it
}

// legs works out the leg into each stop of a run, and the one back to the base. A stop without
// a place has none and leaves the carer where she was.
func (j *judge) legs(r *run) (into []arrival, back arrival) {
	from, to := j.ends(r)
	at, placed, gone := from, false, false // gone: the leg to the next placed stop, before a break there
	into = make([]arrival, len(r.stops))
	for i := range r.stops {
		place := j.place(r, i)
		if place < 0 {
			continue
		}
		if own := r.stops[i].place >= 0; at >= 0 && !(own && gone) {
			into[i] = j.way(r, at, place, r.leaves(i))
		}
		at, placed, gone = place, true, r.stops[i].place < 0
		if !gone {
			at = r.stops[i].endAt
		}
	}
	if placed && to >= 0 {
		back = j.way(r, at, to, r.leaves(len(r.stops)))
	}
	return into, back
}

// place gives where a stop is, -1 for one without a place. With break.at next a break is where
// the next stop is that has one of its own.
func (j *judge) place(r *run, i int) int {
	if r.stops[i].kind != model.StopBreak || j.h.Rules.Break.At != model.Next {
		return r.stops[i].place
	}
	for _, s := range r.stops[i:] {
		if s.place >= 0 {
			return s.place
		}
	}
	return -1
}

// ends gives where a run starts and ends, -1 for home.
func (j *judge) ends(r *run) (from, to int) {
	if r.shift == nil {
		return j.h.Ends(r.carer, &model.DatedShift{})
	}
	return j.h.Ends(r.carer, r.shift)
}

// leaves is when a run's carer can leave for a stop: at the end of the one before, or when the run
// starts.
func (r *run) leaves(i int) int64 {
	if i == 0 {
		return r.start
	}
	return r.stops[i-1].end
}

func (j *judge) way(r *run, from, to int, leave int64) arrival {
	mode := j.carer(r.carer).Mode
	ticks, far := j.h.LegAt(mode, from, to, int32(leave))
	_, metres, _ := j.h.Legs[mode].At(from, to)
	return arrival{int64(ticks), int64(metres), far}
}

// homeward is the way from or to home, at no time of day in particular: the fastest that there is.
func (j *judge) homeward(r *run, from, to int) int64 {
	ticks, _ := j.h.LegTicks(j.carer(r.carer).Mode, from, to)
	return int64(ticks)
}

// ofStop begins a violation about a stop of a run.
func (j *judge) ofStop(r *run, s *stop) model.Violation {
	if s.visit >= 0 {
		return j.ofAttendance(s.visit, attendance{r, s})
	}
	return model.Violation{Carer: j.carer(r.carer).ID, Date: r.date, At: j.clock(s.start, r.date)}
}

// leg: time to get from one stop to the next, by a way that the carer can go. Limit is the
// leg; Detail names the stop before.
func leg(j *judge) {
	for _, r := range j.runs {
		into, back := j.legs(r)
		for i, s := range r.stops {
			if i > 0 {
				before := r.stops[i-1]
				if x := before.end + into[i].ticks - s.start; x > 0 {
					out := j.ofStop(r, s)
					out.Amount, out.Limit, out.Unit, out.Detail = x, into[i].ticks, "tick", j.name(before)
					j.breach(out, 1, x)
				}
			}
			if into[i].far {
				j.far(r, s, into[i], "")
			}
		}
		if back.far {
			j.far(r, r.stops[len(r.stops)-1], back, model.FarBack)
		}
	}
}

// far records a leg that the carer's mode cannot go, to a stop or back from it; Detail is the mode,
// after the word for back.
func (j *judge) far(r *run, s *stop, a arrival, back string) {
	out := j.ofStop(r, s)
	out.Limit, out.Unit, out.Detail = a.ticks, "tick", back+j.carer(r.carer).Mode
	j.breach(out, 1, 0)
}

// name is the id by which a stop is known, its kind if it has none.
func (j *judge) name(s *stop) string {
	switch {
	case s.visit >= 0:
		return string(j.h.Visits[s.visit].ID)
	case s.event != "":
		return string(s.event)
	}
	return s.kind
}

// travel: all legs of a run.
func travel(j *judge) {
	for _, r := range j.runs {
		if x := j.travelled(r); x > 0 {
			out := j.ofRun(r)
			out.Amount, out.Unit = x, "tick"
			j.wish(out, j.weight(0)*x/j.perMinute)
		}
	}
}

func (j *judge) travelled(r *run) int64 {
	into, sum := j.legs(r)
	for _, a := range into {
		sum.ticks += a.ticks
	}
	return sum.ticks
}

// wait: time between arrival and start.
func wait(j *judge) {
	for _, r := range j.runs {
		if x := j.waited(r); x > 0 {
			out := j.ofRun(r)
			out.Amount, out.Unit = x, "tick"
			j.wish(out, j.weight(0)*x/j.perMinute)
		}
	}
}

// waited adds up the waiting of a run, with departure earliest that before its first stop too, with
// opening_break free not that after a break that opens it.
func (j *judge) waited(r *run) int64 {
	sum := j.waitedBetween(r) - j.freed(r)
	if r.shift != nil && len(r.stops) > 0 && j.h.Rules.Departure == model.Earliest {
		sum += j.early(r)
	}
	return sum
}

// waitedBetween adds up all time between arrival and start of the stops after the first.
func (j *judge) waitedBetween(r *run) int64 {
	into, _ := j.legs(r)
	sum := int64(0)
	for i := 1; i < len(r.stops); i++ {
		sum += r.waitBefore(i, into)
	}
	return sum
}

// waitBefore is the time between arrival at a stop after the first and its start.
func (r *run) waitBefore(i int, into []arrival) int64 {
	return max(0, r.stops[i].start-(r.stops[i-1].end+into[i].ticks))
}

// freed is the wait after a break that opens a run, where that is free: it is unfilled.
func (j *judge) freed(r *run) int64 {
	if j.h.Rules.OpeningBreak != model.Free || len(r.stops) < 2 || r.stops[0].kind != model.StopBreak {
		return 0
	}
	into, _ := j.legs(r)
	return r.waitBefore(1, into)
}

// early is the time between a shift's start and the first stop of its run, less the leg to it;
// late that from the last stop, and the leg to the base, to the shift's end.
func (j *judge) early(r *run) int64 {
	into, _ := j.legs(r)
	return max(0, r.stops[0].start-into[0].ticks-r.start)
}

func (j *judge) late(r *run) int64 {
	_, back := j.legs(r)
	return max(0, r.end-r.stops[len(r.stops)-1].end-back.ticks)
}
