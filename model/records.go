package model

import (
	"fmt"
	"slices"
)

// latestCorrection is how many weeks after the plan's last day a correction may still be dated: minutes may be granted for
// a period to come, and no further off than one that is planned for (judgement: a quarter of a year).
const latestCorrection = 13

// actual checks a record by itself.
func (v *validator) actual(a at, i int) {
	x, plan := &v.p.Actuals[i], &v.p.Plan
	a.before("E1511", "check_out", x.CheckIn, x.CheckOut)
	switch by := plan.AsOf.Date; {
	case by != 0 && x.Date > by:
		a.say("E1558", "date", x.Date.String(), fmt.Sprintf("visit %q is recorded on %s, and plan.as_of is %s: it has not happened yet", x.Visit, x.Date, by), "Maybe the date is mistyped, or plan.as_of is to be brought up to date")
	case by == 0 && v.planKnown() && x.Date > plan.last():
		a.say("E1558", "date", x.Date.String(), fmt.Sprintf("visit %q is recorded on %s, after the plan, which ends on %s", x.Visit, x.Date, plan.last()), "Maybe the year is mistyped; records of later weeks are kept with a plan of later weeks")
	}
}

// correction checks a correction by itself. One that is dated years ahead would open all periods until then, each with its
// grant.
func (v *validator) correction(a at, i int) {
	x := &v.p.Corrections[i]
	if x.Minutes == 0 {
		a.say("E1554", "minutes", "0", "the correction is of no minutes", "")
	}
	if !v.planKnown() || x.Date <= v.p.Plan.last().Add(7*latestCorrection) {
		return
	}
	if k := v.p.poolIndex(x.Pool); k >= 0 {
		if q := &v.p.Pools[k]; q.Period(x.Date) <= q.Period(v.p.Plan.last()) {
			return // a long period that has a day in the plan
		}
	}
	a.say("E1559", "date", x.Date.String(), fmt.Sprintf("the correction is dated %s, more than %d weeks after the plan, which ends on %s", x.Date, latestCorrection, v.p.Plan.last()), "Maybe the year is mistyped")
}

// planKnown tells whether the plan's days were read.
func (v *validator) planKnown() bool {
	return v.p.Plan.Start != 0 && !v.badSettings["plan.start"] && !v.badSettings["plan.weeks"]
}

// last is the plan's last day.
func (p *Plan) last() Date { return p.Start.Add(7*or(p.Weeks, 1) - 1) }

// neverWas tells for each record whether neither the tables' visits nor the last published rota has its visit on its date.
// Such a record counts for nothing; the books may know better, and say so where they do not (E1553).
func (p *Problem) neverWas() []bool {
	out := make([]bool, len(p.Actuals))
	if len(out) == 0 {
		return out
	}
	of, published := make(map[VisitID]*Visit), make(map[visitDay]bool)
	visits := p.WithDraws().Visits
	for i := range visits {
		of[visits[i].ID] = &visits[i]
	}
	for i := range p.Baseline {
		published[visitDay{p.Baseline[i].Visit, p.Baseline[i].Date}] = true
	}
	for i := range p.Actuals {
		a := &p.Actuals[i]
		x := of[a.Visit]
		out[i] = !published[visitDay{a.Visit, a.Date}] && (x == nil || !p.Falls(x, a.Date))
	}
	return out
}

// soundRecords gives the records and the corrections with those that have an error made to be of nothing.
func (v *validator) soundRecords() ([]Actual, []Correction) {
	records, corrections := slices.Clone(v.p.Actuals), slices.Clone(v.p.Corrections)
	for i := range records {
		if !(at{v, actualTable, i}).sound() {
			records[i] = Actual{}
		}
	}
	for i := range corrections {
		if !(at{v, correctionTable, i}).sound() {
			corrections[i] = Correction{}
		}
	}
	return records, corrections
}
