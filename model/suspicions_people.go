package model

import (
	"fmt"
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
