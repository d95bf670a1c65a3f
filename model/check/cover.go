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
		if c.Group != "" || j.isOptional(c) || j.done(i) {
			continue
		}
		out, x := j.ofPackage(c)
		priority := j.person(c.Person).Priority
		if priority == 0 {
			priority = 2
		}
		if c.Movable {
			priority = j.h.Visits[c.Options[0][0]].Priority
		}
		j.leftOut(out, x, priority)
	}
}

// ofPackage begins a violation about a person's package in a week, with the ticks of its smallest
// pattern.
func (j *judge) ofPackage(c *model.Choice) (out model.Violation, ticks int64) {
	option, ticks := j.smallest(c)
	out = model.Violation{
		Person: j.person(c.Person).ID, Date: j.h.Calendar.Start().Add(7 * c.Week), Detail: j.h.PatternName(c, option),
	}
	if c.Movable {
		out.Visit = j.h.Visits[c.Options[option][0]].ID
	}
	return out, ticks
}

// isOptional tells a package that may be left out: its visits are optional, all or none.
func (j *judge) isOptional(c *model.Choice) bool {
	for _, visits := range c.Options {
		for _, v := range visits {
			if !j.h.Visits[v].Optional {
				return false
			}
		}
	}
	return true
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
func (j *judge) done(choice int) bool {
	for _, option := range j.h.Choices[choice].Options {
		same := true
		for v := range j.visits {
			if j.h.Visits[v].Choice == choice && j.allocated(v) != slices.Contains(option, v) {
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

// optional: an optional visit left out, of patterns the package; by the visit, two that are tied
// count once.
func optional(j *judge) {
	for v := range j.visits {
		dv := &j.h.Visits[v]
		if !j.missed(v) || dv.Patterned || dv.Pool >= 0 {
			continue
		}
		if j.h.Rules.OptionalPer == model.PerVisit && dv.TiedTo >= 0 && j.missed(dv.TiedTo) {
			continue
		}
		j.wished(j.ofVisit(v), int64(dv.Length)*int64(dv.Need))
	}
	for i := range j.h.Choices {
		if c := &j.h.Choices[i]; c.Group == "" && j.isOptional(c) && !j.done(i) && !j.h.OfPool(c) {
			j.wished(j.ofPackage(c))
		}
	}
}

// wished records optional care of x ticks that is left out.
func (j *judge) wished(out model.Violation, x int64) {
	out.Amount, out.Unit = x, "tick"
	cost := j.weight(0) * x / j.perMinute
	if j.h.Rules.OptionalPer == model.PerVisit {
		cost = j.weight(0)
	}
	j.wish(out, cost)
}

// missed tells an optional visit that is left out.
func (j *judge) missed(v int) bool { return j.h.Visits[v].Optional && !j.allocated(v) }
