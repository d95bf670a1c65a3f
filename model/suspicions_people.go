package model

import (
	"fmt"
	"slices"
	"strings"
)

// tooShort warns of visits that are shorter than the law has it whoever comes: section 8 of the 2016 Act.
func (v *validator) tooShort(h *Horizon) {
	if h.Problem.Objective.Level(RuleShort) != Law {
		return
	}
	told := map[int]bool{}
	for i := range h.Visits {
		x := &h.Visits[i]
		if least := h.Calendar.Ticks(h.Rules.Short.Minutes); x.LengthMax >= least || told[x.Template] || h.ShortUnder(i) != NoCondition {
			continue
		}
		told[x.Template] = true
		at{v, visitTable, x.Template}.say("W2017", "length", fmt.Sprint(h.Problem.Visits[x.Template].Length), fmt.Sprintf("under %d minutes, and neither condition A nor B is recorded to allow it on %s", h.Rules.Short.Minutes, x.Date), "Maybe short_condition A or B belongs here, or the person's funding and agreement_short")
	}
}

// papersEnd warns of carers who are in the plan's shifts and may make no visits on some days of it.
func (v *validator) papersEnd(h *Horizon) {
	column := map[string]string{PaperStart: "start_date", PaperRegistered: "registered_until", PaperDBS: "dbs_date"}
	type lack struct {
		carer int
		paper string
	}
	told := map[lack]bool{}
	for i := range h.Shifts {
		s := &h.Shifts[i]
		if s.Carer < 0 {
			continue
		}
		for _, paper := range h.MissingPapers(s.Carer, s.Date) {
			if told[lack{s.Carer, paper}] {
				continue
			}
			told[lack{s.Carer, paper}] = true
			c := &v.p.Carers[s.Carer]
			date, why := c.StartDate, fmt.Sprintf("they start on %s", c.StartDate)
			switch paper {
			case PaperRegistered:
				date, why = c.RegisteredUntil, fmt.Sprintf("they were registered until %s", c.registered(h.Rules.Papers.RegisterMonths))
				if c.RegisteredUntil == 0 {
					why = fmt.Sprintf("they started on %s and no registered_until is given", c.StartDate)
				}
			case PaperDBS:
				date, why = c.DBSDate, fmt.Sprintf("the check of %s is more than %d months old", c.DBSDate, h.Rules.Papers.DBSMonths)
			}
			at{v, carerTable, s.Carer}.say("W2020", column[paper], date.String(), fmt.Sprintf("no visits in the shift of %s: %s", s.Date, why), "")
		}
	}
}

// skillsEnd warns of skills that end inside the plan, with the visits after it that take them.
func (v *validator) skillsEnd(h *Horizon) {
	end := h.Calendar.Start().Add(7*h.Weeks - 1)
	for i := range v.p.Carers {
		for _, s := range v.p.Carers[i].Skills {
			if s.Until < h.Calendar.Start() || s.Until >= end || v.p.Carers[i].Holds(s.Skill, end) {
				continue
			}
			visits, first := 0, -1
			for n := range h.Visits {
				if dv := &h.Visits[n]; dv.Date > s.Until && v.p.Visits[dv.Template].takes(s.Skill) {
					if visits++; first < 0 {
						first = n
					}
				}
			}
			if visits > 0 {
				dv := &h.Visits[first]
				at{v, carerTable, i}.say("W2031", "skills", string(s.Skill), fmt.Sprintf("skill %q ends on %s; visits after it in the plan that take it: %d, the first is %q on %s", s.Skill, s.Until, visits, dv.ID, dv.Date), "")
			}
		}
	}
}

// takes tells whether a visit asks a skill of somebody.
func (v *Visit) takes(s Skill) bool {
	return slices.Contains(v.Skills, s) || slices.ContainsFunc(v.Roles, func(r Role) bool { return slices.Contains(r.Skills, s) })
}

// needsNobodyGaveReasonFor warns of what people require of carers without a word why: language and
// gender are special things to know of somebody, kept for a reason.
func (v *validator) needsNobodyGaveReasonFor() {
	for i := range v.p.People {
		x := &v.p.People[i]
		if x.NeedReason != "" {
			continue
		}
		for _, need := range []struct{ column, value string }{{"language_need", x.LanguageNeed}, {"gender_need", x.GenderNeed}} {
			if strings.HasPrefix(need.value, Required+"_") {
				at{v, personTable, i}.say("W2021", need.column, need.value, fmt.Sprintf("%s is %s, and need_reason does not say why", need.column, need.value), "")
			}
		}
	}
}

// staleHistory warns of visits that are counted in a plan of care which began after the last of them.
func (v *validator) staleHistory() {
	began := make(map[PersonID]Date, len(v.p.People))
	for i := range v.p.People {
		began[v.p.People[i].ID] = v.p.People[i].PlanStart
	}
	for i := range v.p.History {
		k := &v.p.History[i]
		if start := began[k.Person]; k.VisitsInPlan > 0 && k.LastVisit != 0 && k.LastVisit < start && start < v.p.Plan.Start {
			at{v, historyTable, i}.say("W2022", "visits_in_plan", fmt.Sprint(k.VisitsInPlan), fmt.Sprintf("carer %q was last at person %q on %s, before the plan of care began on %s: none of the %d visits is in it", k.Carer, k.Person, k.LastVisit, start, k.VisitsInPlan), "Maybe visits_in_plan was not set back to 0, or last_visit is out of date")
		}
	}
}
