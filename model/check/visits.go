package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// attended calls f for every dated visit with a carer.
func (j *judge) attended(f func(v int, dv *model.DatedVisit, seen *visit)) {
	for v := range j.visits {
		if len(j.visits[v].by) > 0 {
			f(v, &j.h.Visits[v], &j.visits[v])
		}
	}
}

// allocated tells whether a dated visit has all the carers it needs.
func (j *judge) allocated(v int) bool { return len(j.visits[v].carers) >= j.h.Visits[v].Least }

// nearest finds the window nearest to a start (the earliest of equals) and how far off it is.
func nearest(windows []model.DatedWindow, start int64) (best model.DatedWindow, off int64) {
	best, off = model.DatedWindow{Preferred: model.None}, -1
	for _, w := range windows {
		d := max(0, int64(w.Open)-start, start-int64(w.Close))
		if off < 0 || d < off {
			best, off = w, d
		}
	}
	return best, max(0, off)
}

func abs(x int64) int64 { return max(x, -x) }

// windowOf gives the window that a visit is judged by: when it opens and closes for the start, and
// how far off the start is.
func (j *judge) windowOf(dv *model.DatedVisit, seen *visit) (open, close, off int64) {
	rule := j.h.Rules.Lateness
	for i, w := range dv.Windows {
		from, to := int64(w.Open), int64(w.Close)
		if rule.At == model.AtEnd {
			to -= seen.length
		}
		x := max(0, from-seen.start, seen.start-to)
		take := x < off // the nearest
		if rule.Against == model.LatestOpen {
			take = from <= seen.start
		}
		if i == 0 || take {
			open, close, off = from, to, x
		}
	}
	return open, close, off
}

// tooLate gives X of a visit, and the tick that was passed.
func (j *judge) tooLate(dv *model.DatedVisit, seen *visit) (x, bound int64) {
	open, bound, x := j.windowOf(dv, seen)
	if seen.start < open && open-seen.start == x {
		bound = open
	}
	if over := seen.end - int64(dv.LatestEnd); dv.LatestEnd != model.None && over > x {
		return over, int64(dv.LatestEnd)
	}
	return x, bound
}

// window: the start against its window, the end against latest_end. Detail is the clock time that
// was passed.
func window(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		if x, bound := j.tooLate(dv, seen); x > 0 {
			out := j.ofVisit(v)
			out.Amount, out.Unit, out.Detail = x, "tick", j.clock(bound, dv.Date).String()
			j.breach(out, 1, x)
		}
	})
}

// length: the planned length against length_min and length_max. Limit is the bound.
func length(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		x, limit := int64(dv.LengthMin)-seen.length, dv.LengthMin
		if over := seen.length - int64(dv.LengthMax); over > x {
			x, limit = over, dv.LengthMax
		}
		if x > 0 {
			out := j.ofVisit(v)
			out.Amount, out.Limit, out.Unit = x, int64(limit), "tick"
			j.breach(out, 1, x)
		}
	})
}

// shortened: minutes that a visit is planned shorter than its length.
func shortened(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		if x := int64(dv.Length) - seen.length; x > 0 {
			out := j.ofVisit(v)
			out.Amount, out.Limit, out.Unit = x, int64(dv.Length), "tick"
			j.wish(out, j.weight(0)*x/j.perMinute)
		}
	})
}

// preferred: ticks beyond the free minutes round the preferred start, dearer band by band.
// Amount is the whole deviation, Detail the preferred start.
func preferred(j *judge) {
	rule := j.h.Rules.Preferred
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		near, _ := nearest(dv.Windows, seen.start)
		if near.Preferred == model.None {
			return
		}
		off := abs(seen.start - int64(near.Preferred))
		e := off - j.ticks(rule.Free)
		if e <= 0 {
			return
		}
		sum, from := int64(0), int64(0)
		for band := range len(rule.Bands) + 1 {
			to := e
			if band < len(rule.Bands) {
				to = min(e, j.ticks(rule.Bands[band]))
			}
			sum += j.weight(band) * max(0, to-from)
			from = max(from, to)
		}
		out := j.ofVisit(v)
		out.Amount, out.Limit, out.Unit = off, j.ticks(rule.Free), "tick"
		out.Detail = j.clock(int64(near.Preferred), dv.Date).String()
		j.wish(out, sum/j.perMinute)
	})
}

// gap: two visits of one person too close or too far apart, start to start. It is told of the
// later visit; Detail is the earlier one, Limit the least or the most.
func gap(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		for _, w := range dv.Apart {
			if w > v && len(j.visits[w].by) > 0 {
				j.near(v, w)
			}
		}
		next := -1
		for _, w := range dv.Later {
			if len(j.visits[w].by) > 0 && j.visits[w].start >= seen.start && (next < 0 || j.visits[w].start < j.visits[next].start) {
				next = w
			}
		}
		if next >= 0 {
			if x := j.visits[next].start - seen.start; x > int64(dv.MaxGap) {
				j.gapBreach(v, next, int64(dv.MaxGap), x-int64(dv.MaxGap))
			}
		}
	})
}

// near asks for the least gap of two visits, that of the one which starts first; of two at once the
// first in the horizon.
func (j *judge) near(first, then int) {
	if j.visits[then].start < j.visits[first].start {
		first, then = then, first
	}
	dv := &j.h.Visits[first]
	limit := max(int64(dv.MinGap), j.visits[first].length+int64(dv.Between[then]))
	if x := limit - (j.visits[then].start - j.visits[first].start); x > 0 {
		j.gapBreach(first, then, limit, x)
	}
}

func (j *judge) gapBreach(first, then int, limit, x int64) {
	out := j.ofVisit(then)
	a, b := &j.h.Visits[first], &j.h.Visits[then]
	for _, p := range append([]int{b.Person}, b.With...) { // the first who is at both
		if p == a.Person || slices.Contains(a.With, p) {
			out.Person = j.person(p).ID
			break
		}
	}
	out.Amount, out.Limit, out.Unit, out.Detail = x, limit, "tick", string(j.h.Visits[first].ID)
	j.breach(out, 1, x)
}

// pin: a fixed carer or start of an allocated visit that the rota does not keep.
func pin(j *judge) {
	for _, p := range j.h.Pins {
		if !j.allocated(p.Visit) {
			continue
		}
		seen := &j.visits[p.Visit]
		there := false
		for _, c := range seen.carers {
			there = there || c == p.Carer
		}
		if p.Carer >= 0 && !there {
			out := j.ofVisit(p.Visit)
			out.Carer, out.Amount, out.Unit = j.carer(p.Carer).ID, 1, "pin"
			j.breach(out, 1, 0)
		}
		if x := abs(seen.start - int64(p.Start)); p.Start != model.None && x > 0 {
			out := j.ofVisit(p.Visit)
			out.Amount, out.Unit, out.Detail = x, "tick", j.clock(int64(p.Start), out.Date).String()
			j.breach(out, 1, x)
		}
	}
}
