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
func (j *judge) allocated(v int) bool { return len(j.visits[v].carers) >= j.h.Visits[v].Need }

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

// cover: a visit without all its carers, by priority; a person's package of patterns that is not
// done, as its smallest pattern.
func cover(j *judge) {
	for v := range j.visits {
		dv := &j.h.Visits[v]
		if j.allocated(v) || dv.Optional || dv.Patterned {
			continue
		}
		j.leftOut(j.ofVisit(v), int64(dv.Length)*int64(dv.Need), dv.Priority)
	}
	for i := range j.h.Choices {
		c := &j.h.Choices[i]
		if j.done(c) {
			continue
		}
		option, x := j.smallest(c)
		p := j.person(c.Person)
		out := model.Violation{Person: p.ID, Date: j.h.Calendar.Start().Add(7 * c.Week), Detail: j.h.PatternName(c, option)}
		priority := p.Priority
		if priority == 0 {
			priority = 2
		}
		j.leftOut(out, x, priority)
	}
}

// leftOut records x ticks of care that are not allocated.
func (j *judge) leftOut(out model.Violation, x int64, priority int) {
	p := min(max(priority, 1), model.Priorities) - 1
	out.Amount, out.Unit = x, "tick"
	if j.now == model.Covers {
		out.Rule, out.Level = j.code, j.now
		out.Score.Cover[p] = x
		j.keep(out)
		return
	}
	j.record(out, model.Score{Breaches: 1, Excess: x}, j.weight(p)*x/j.perMinute)
}

// done tells whether exactly the visits of one pattern are allocated, of all those that stand in
// patterns of the person.
func (j *judge) done(c *model.Choice) bool {
	for _, option := range c.Options {
		same := true
		for v := range j.visits {
			dv := &j.h.Visits[v]
			if dv.Patterned && dv.Person == c.Person && dv.Week == c.Week && j.allocated(v) != slices.Contains(option, v) {
				same = false
			}
		}
		if same {
			return true
		}
	}
	return false
}

// smallest finds the pattern with the fewest ticks, the first of equals.
func (j *judge) smallest(c *model.Choice) (option int, ticks int64) {
	for i, visits := range c.Options {
		sum := int64(0)
		for _, v := range visits {
			sum += int64(j.h.Visits[v].Length) * int64(j.h.Visits[v].Need)
		}
		if i == 0 || sum < ticks {
			option, ticks = i, sum
		}
	}
	return option, ticks
}

// optional: an optional visit left out; by the visit, two that are tied count once.
func optional(j *judge) {
	for v := range j.visits {
		dv := &j.h.Visits[v]
		if !j.missed(v) || dv.Patterned {
			continue
		}
		if j.h.Rules.OptionalPer == model.PerVisit && dv.TiedTo >= 0 && j.missed(dv.TiedTo) {
			continue
		}
		x := int64(dv.Length) * int64(dv.Need)
		out := j.ofVisit(v)
		out.Amount, out.Unit = x, "tick"
		if j.h.Rules.OptionalPer == model.PerVisit {
			j.wish(out, j.weight(0))
			continue
		}
		j.wish(out, j.weight(0)*x/j.perMinute)
	}
}

// missed tells an optional visit that is left out.
func (j *judge) missed(v int) bool { return j.h.Visits[v].Optional && !j.allocated(v) }

// gap: two visits of one person too close or too far apart, start to start. It is told of the
// later visit; Detail is the earlier one, Limit the least or the most.
func gap(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		if dv.Next < 0 || len(j.visits[dv.Next].by) == 0 {
			return
		}
		apart := j.visits[dv.Next].start - seen.start
		limit := max(int64(dv.MinGap), seen.length)
		x := limit - apart
		if dv.MaxGap > 0 && apart > int64(dv.MaxGap) && j.h.Visits[dv.Next].Date == dv.Date {
			x, limit = max(x, apart-int64(dv.MaxGap)), int64(dv.MaxGap)
		}
		if x > 0 {
			out := j.ofVisit(dv.Next)
			out.Amount, out.Limit, out.Unit, out.Detail = x, limit, "tick", string(dv.ID)
			j.breach(out, 1, x)
		}
	})
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
