package check

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// shift: stops inside the shift, no attendance outside every shift, no two shifts at once.
// Detail says how: "before", "after", "both", "outside" or, for two shifts, "overlap".
func shift(j *judge) {
	for i, r := range j.runs {
		if r.shift == nil {
			outside(j, r)
			continue
		}
		if early, late := j.overrun(r); early+late > 0 {
			out := j.ofRun(r)
			out.Amount, out.Unit, out.Detail = early+late, "tick", "both"
			switch {
			case late == 0:
				out.Detail = "before"
			case early == 0:
				out.Detail = "after"
			}
			j.breach(out, 1, early+late)
		}
		for _, o := range j.runs[i+1:] {
			if o.carer != r.carer {
				break // runs are by carer
			}
			if x := min(r.end, o.end) - max(r.start, o.start); o.shift != nil && x > 0 {
				out := j.ofRun(o)
				out.Amount, out.Unit, out.Detail = x, "tick", "overlap"
				j.breach(out, 1, x)
			}
		}
	}
}

// overrun gives the ticks by which a run starts before its shift and ends after it, legs from
// and to the base included.
func (j *judge) overrun(r *run) (early, late int64) {
	if len(r.stops) == 0 {
		return 0, 0
	}
	into, back := j.legs(r)
	last := r.stops[len(r.stops)-1]
	return max(0, r.start+into[0].ticks-r.stops[0].start), max(0, last.end+back.ticks-r.end)
}

func outside(j *judge, r *run) {
	for _, s := range r.stops {
		if s.visit >= 0 {
			out := j.ofAttendance(s.visit, attendance{r, s})
			out.Amount, out.Unit, out.Detail = s.length(), "tick", "outside"
			j.breach(out, 1, s.length())
		}
	}
}

// available: a shift inside the carer's absences or spans of availability "no".
func available(j *judge) {
	j.shifts(func(r *run) {
		away := append(j.h.Absent(r.carer), j.h.Said(r.carer, model.AvailNo)...)
		if x := covered(r, away); x > 0 {
			out := j.ofRun(r)
			out.Amount, out.Unit, out.Detail = x, "tick", string(r.shift.ID)
			j.breach(out, 1, x)
		}
	})
}

// covered counts the ticks of a run's shift that lie in at least one span: it walks the shift
// from edge to edge of the spans.
func covered(r *run, spans []model.Span) int64 {
	sum := int64(0)
	for at := r.start; at < r.end; {
		next, in := r.end, false
		for _, s := range spans {
			from, to := int64(s.Start), int64(s.End)
			in = in || (from <= at && at < to)
			if from > at {
				next = min(next, from)
			}
			if to > at {
				next = min(next, to)
			}
		}
		if in {
			sum += next - at
		}
		at = next
	}
	return sum
}

// shifts calls f for every run that has a shift.
func (j *judge) shifts(f func(r *run)) {
	for _, r := range j.runs {
		if r.shift != nil {
			f(r)
		}
	}
}

// avoid: a shift in a span that its carer would rather not work; or, never as law, one not in those that they
// would rather.
func avoid(j *judge) {
	j.shifts(func(r *run) {
		if covered(r, j.h.Said(r.carer, model.AvailAvoid)) > 0 {
			j.wish(j.ofShift(r), j.weight(0))
			return
		}
		liked := j.liked(r)
		if len(liked) > 0 && covered(r, liked) < r.end-r.start {
			out := j.ofShift(r)
			out.Shift, out.Detail = r.shift.ID, model.AvailPrefer
			j.wish(out, j.o.PreferWeight())
		}
	})
}

// liked lists the spans that a carer would rather work on the date of a shift, as they stand.
func (j *judge) liked(r *run) (out []model.Span) {
	id := j.carer(r.carer).ID
	for _, a := range j.h.Problem.Availability {
		if a.Carer == id && a.Level == model.AvailPrefer && (a.Date == r.date || a.Date == 0 && a.Days.Has(r.date.Weekday())) {
			out = append(out, model.Span{Start: j.h.Calendar.Tick(r.date, a.From), End: j.h.Calendar.Tick(r.date, a.To)})
		}
	}
	return out
}

// openShift: an open shift that is worked.
func openShift(j *judge) {
	j.shifts(func(r *run) {
		if r.shift.Status == model.Open {
			j.wish(j.ofShift(r), j.weight(0))
		}
	})
}

// ofShift begins a violation that counts one shift.
func (j *judge) ofShift(r *run) model.Violation {
	out := j.ofRun(r)
	out.Amount, out.Unit, out.Detail = 1, "shift", string(r.shift.ID)
	return out
}

// event: a fixed event inside the shift of one of its carer's runs is a stop of that run, at
// its time. Detail is the event; Amount its length if it is missing.
func event(j *judge) {
	for i := range j.h.Events {
		e := &j.h.Events[i]
		if e.Meeting >= 0 {
			continue
		}
		for _, r := range j.runs {
			if r.carer != e.Carer || r.shift == nil || int64(e.Start) < r.start || int64(e.End) > r.end {
				continue
			}
			out := j.ofRun(r)
			out.Unit, out.Detail, out.At = "tick", string(e.ID), j.clock(int64(e.Start), r.date)
			n, x := int64(1), int64(e.End-e.Start)
			for _, s := range r.stops {
				if s.kind == model.StopEvent && s.event == e.ID {
					n, x = 0, abs(s.start-int64(e.Start))+max(0, int64(e.End-e.Start)-s.length())
					break
				}
			}
			if out.Amount = x; n > 0 || x > 0 {
				j.breach(out, 1, x)
			}
			break // the first such run
		}
	}
}

// meeting: an attendee who is not there when the others are, or at all. Detail is the event.
func meeting(j *judge) {
	for i := range j.h.Meetings {
		m := &j.h.Meetings[i]
		begins := make(map[int][]int64) // by attendee
		first, date := int64(math.MaxInt64), m.First
		j.shifts(func(r *run) {
			if r.date < m.First || r.date > m.Last || !slices.Contains(m.Attendees, r.carer) {
				return
			}
			for _, s := range r.stops {
				if s.kind == model.StopEvent && s.event == m.ID && s.length() >= int64(m.Length) {
					begins[r.carer] = append(begins[r.carer], s.start)
					if s.start < first {
						first, date = s.start, r.date
					}
				}
			}
		})
		for _, c := range m.Attendees {
			if slices.Contains(begins[c], first) {
				continue
			}
			out := model.Violation{Carer: j.carer(c).ID, Date: date, Amount: 1, Unit: "attendee", Detail: string(m.ID)}
			if first < math.MaxInt64 {
				out.At = j.clock(first, date)
			}
			j.counted(out, 1)
		}
	}
}
