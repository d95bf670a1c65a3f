package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

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
