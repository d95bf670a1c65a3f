package model

import (
	"fmt"
	"slices"
)

// promises warns, once per visit and column, of what a visit promises of another that no rota can keep.
func (v *validator) promises(h *Horizon) {
	k := promises{v: v, h: h, dates: map[VisitID][]Date{}, told: map[told]bool{}}
	for i := range h.Visits {
		k.dates[h.Visits[i].ID] = append(k.dates[h.Visits[i].ID], h.Visits[i].Date)
	}
	level := h.Problem.Objective.Level
	for i := range h.Visits {
		x := &h.Visits[i]
		if level(RuleTied) != Off {
			k.tie(x)
		}
		if level(RuleOrder) != Off {
			k.order(x)
		}
		if level(RuleSameCarer) != Off {
			k.sameCarer(x)
		}
	}
}

type promises struct {
	v     *validator
	h     *Horizon
	dates map[VisitID][]Date
	told  map[told]bool
}

type told struct {
	template int
	column   string
}

func (k *promises) say(x *DatedVisit, column string, other VisitID, message string) {
	if t := (told{x.Template, column}); !k.told[t] {
		k.told[t] = true
		at{k.v, visitTable, x.Template}.say("W2026", column, string(other), message, "")
	}
}

func (k *promises) tie(x *DatedVisit) {
	t := &k.h.Problem.Visits[x.Template]
	column, other := "tied", t.Tie()
	if t.Tied.Visit == "" {
		column = "parallel_with"
	}
	switch {
	case other.Visit == "":
	case x.TiedTo < 0 && x.TiedBy < 0 && len(k.dates[other.Visit]) > 0 && !k.meetOn(x.ID, other.Visit):
		k.say(x, column, other.Visit, fmt.Sprintf("it and visit %q fall on no date together in this plan", other.Visit))
	case x.TiedTo >= 0 && !k.canStart(x, &k.h.Visits[x.TiedTo], x.TiedMin, x.TiedMax):
		k.say(x, column, other.Visit, k.never(x, other.Visit, fmt.Sprintf("%d to %d minutes", other.Min, other.Max)))
	}
}

func (k *promises) order(x *DatedVisit) {
	after := k.h.Problem.Visits[x.Template].After
	for _, f := range after {
		dates := k.dates[f.Visit]
		if len(dates) > 0 && dates[0] > k.dates[x.ID][len(k.dates[x.ID])-1] {
			k.say(x, "after", f.Visit, fmt.Sprintf("visit %q falls on no date before it in this plan", f.Visit))
		}
	}
	for _, f := range x.After {
		if other := &k.h.Visits[f.Visit]; !k.canStart(x, other, f.Min, f.Max) {
			k.say(x, "after", other.ID, k.never(x, other.ID, k.distance(f)))
		}
	}
}

// distance words how long after another visit one is to start.
func (k *promises) distance(f DatedFollow) string {
	if f.Max == None {
		return fmt.Sprintf("%d minutes or more", f.Min/k.h.Calendar.res)
	}
	return fmt.Sprintf("%d to %d minutes", f.Min/k.h.Calendar.res, f.Max/k.h.Calendar.res)
}

func (k *promises) never(x *DatedVisit, other VisitID, distance string) string {
	return fmt.Sprintf("on %s it cannot start %s after visit %q: the windows and latest ends do not allow it", x.Date, distance, other)
}

// meetOn tells whether two visits have a date in common.
func (k *promises) meetOn(a, b VisitID) bool {
	return slices.ContainsFunc(k.dates[a], func(d Date) bool { return slices.Contains(k.dates[b], d) })
}

// canStart tells whether a visit can start so many ticks after another as their windows have it. Where
// windows are a wish, and of what may be on other days, nothing is said.
func (k *promises) canStart(x, other *DatedVisit, least, most int32) bool {
	if k.h.Problem.Objective.Level(RuleWindow) != Law || x.Patterned || other.Patterned {
		return true
	}
	for _, w := range x.Windows {
		for _, o := range other.Windows {
			if x.close(w)-o.Open >= least && (most == None || w.Open-other.close(o) <= most) {
				return true
			}
		}
	}
	return false
}

// close is the last start of a visit in a window.
func (x *DatedVisit) close(w DatedWindow) int32 {
	if x.LatestEnd == None {
		return w.Close
	}
	return min(w.Close, x.LatestEnd-x.LengthMin)
}

func (k *promises) sameCarer(x *DatedVisit) {
	if x.SameAs < 0 {
		return
	}
	other, one, two, both := &k.h.Visits[x.SameAs], false, false, false
	for c := range k.h.Problem.Carers {
		a, b := k.h.mayCome(c, x), k.h.mayCome(c, other)
		one, two, both = one || a, two || b, both || a && b
	}
	if one && two && !both {
		k.say(x, "same_carer_as", other.ID, fmt.Sprintf("no carer may come to it and to visit %q by the people's lists and needs, and the visits' skills", other.ID))
	}
}

// mayCome tells whether a carer comes into question for a visit whenever it may be.
func (h *Horizon) mayCome(c int, x *DatedVisit) bool {
	carer, person, visit := &h.Problem.Carers[c], &h.Problem.People[x.Person], &h.Problem.Visits[x.Template]
	lacks := func(k Skill) bool { return !carer.Holds(k, x.Date) }
	role := len(visit.Roles) == 0 || slices.ContainsFunc(visit.Roles, func(r Role) bool { return !slices.ContainsFunc(r.Skills, lacks) })
	return !h.Problem.Bars(person, carer) && role && !slices.ContainsFunc(visit.Skills, lacks) && carer.suits(person, visit, h.Rules.Language.Level)
}
