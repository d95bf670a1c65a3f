package model

import (
	"fmt"
	"slices"
	"strings"
)

// absenceKinds are the words for an absence that are known; all but the last give credit.
var absenceKinds = []string{
	"leave", "holiday", "sick", "training", "maternity", "paternity", "adoption", "parental", "bereavement", "compassionate", "medical", "jury",
	Unpaid,
}

// absenceKinds warns once of each word that is not known: a slip of the keyboard makes unpaid leave paid.
func (v *validator) absenceKinds() {
	told := map[string]bool{}
	each(v, absenceTable, len(v.p.Absences), func(a at, i int) {
		kind := v.p.Absences[i].Kind
		if kind == "" || told[kind] || slices.Contains(absenceKinds, kind) {
			return
		}
		told[kind] = true
		advice := maybe(kind, absenceKinds)
		if advice == "" {
			advice = "Maybe one of " + strings.Join(absenceKinds, ", ") + " is meant"
		}
		a.say("W2053", "kind", kind, fmt.Sprintf("absence %q is of no known kind: it counts as paid", kind), advice)
	})
}

// minutes gives the span of an absence in minutes; whole days are inclusive.
func (a *Absence) minutes() (from, to int) {
	from, to = int(a.From.Date)*1440+a.From.Clock.Minutes(), int(a.To.Date)*1440+a.To.Clock.Minutes()
	if !a.To.Timed {
		to += 1440
	}
	return from, to
}

// absentTwice warns, once a carer, of absences that meet.
func (v *validator) absentTwice() {
	rows := map[CarerID][]int{}
	told := map[CarerID]bool{}
	each(v, absenceTable, len(v.p.Absences), func(a at, i int) {
		x := &v.p.Absences[i]
		from, to := x.minutes()
		for _, k := range rows[x.Carer] {
			f, t := v.p.Absences[k].minutes()
			if max(from, f) < min(to, t) && !told[x.Carer] && a.sound() {
				told[x.Carer] = true
				a.say("W2054", "from", x.From.String(), fmt.Sprintf("carer %q is away then anyway: %s, %s to %s%s", x.Carer, v.p.Absences[k].Kind, v.p.Absences[k].From, v.p.Absences[k].To, v.lineOf(absenceTable, k)), "Maybe one of the two is out of date")
			}
		}
		rows[x.Carer] = append(rows[x.Carer], i)
	})
}

// onAndOff warns of requests of a carer for one day of which one will be broken: to work a shift, and not to
// work it or any. A single date beside weekdays is an exception, not a mistake.
func (v *validator) onAndOff() {
	rows := map[CarerID][]int{}
	each(v, requestTable, len(v.p.Requests), func(a at, i int) {
		x := &v.p.Requests[i]
		for _, k := range rows[x.Carer] {
			y := &v.p.Requests[k]
			on, off := x, y
			if on.Want != WantOn {
				on, off = y, x
			}
			if on.Want == WantOn && off.Want != WantOn && (off.Shift == "" || off.Shift == on.Shift) && (x.Date != 0 && x.Date == y.Date || x.Days&y.Days != 0) {
				a.say("W2055", "want", x.Want, fmt.Sprintf("carer %q asks to work and not to work on the same day%s", x.Carer, v.lineOf(requestTable, k)), "Maybe one of the two is out of date")
				break
			}
		}
		rows[x.Carer] = append(rows[x.Carer], i)
	})
}

// longShifts warns of given shifts that are longer than a day: most are slips of the keyboard. It is no error,
// for somebody who lives in may work so.
func (v *validator) longShifts() {
	each(v, shiftTable, len(v.p.Shifts), func(a at, i int) {
		if s := &v.p.Shifts[i]; s.Status == Given && s.End.Minutes()-s.Start.Minutes() > 24*60 {
			a.say("W2051", "end", s.End.String(), fmt.Sprintf("the given shift from %s to %s is longer than a day", s.Start, s.End), "Maybe the end is mistyped: hours past midnight go on, 22:00 to 31:00")
		}
	})
}

// outsideThePlan warns once of shifts, and once of cover, whose date the plan does not have.
func (v *validator) outsideThePlan() {
	first := v.p.Plan.Start
	last := first.Add(7*or(v.p.Plan.Weeks, 1) - 1)
	warn := func(t anyTable, n int, date func(i int) Date) {
		row, all := -1, 0
		for i := range n {
			if d := date(i); d != 0 && (d < first || d > last) {
				if all++; row < 0 {
					row = i
				}
			}
		}
		if row < 0 {
			return
		}
		others := ""
		if all > 1 {
			others = fmt.Sprintf(" (rows of such dates: %d)", all)
		}
		at{v, t, row}.say("W2056", "date", date(row).String(), fmt.Sprintf("%s is not in the plan, %s to %s: it is not planned%s", date(row), first, last, others), "Maybe the date is mistyped")
	}
	warn(shiftTable, len(v.p.Shifts), func(i int) Date { return v.p.Shifts[i].Date })
	warn(coverTable, len(v.p.Cover), func(i int) Date { return v.p.Cover[i].Date })
}
