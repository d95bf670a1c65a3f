package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// absenceKinds are the words for an absence that are known; all but the last give credit.
var absenceKinds = []string{
	"leave", "holiday", "sick", "training", "maternity", "paternity", "adoption", "parental", "bereavement", "compassionate", "medical", "jury",
	Unpaid,
}

// absenceKinds warns once of each word that is not known: a slip of the keyboard makes unpaid leave paid, and made
// up for in the average of 48 hours.
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
		a.say("W2053", "kind", kind, fmt.Sprintf("absence %q is of no known kind: it counts as paid, and as leave in the average of 48 hours", kind), advice)
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
	var rows []int
	each(v, absenceTable, len(v.p.Absences), func(a at, i int) {
		if a.sound() {
			rows = append(rows, i)
		}
	})
	slices.SortStableFunc(rows, func(i, k int) int {
		x, y := &v.p.Absences[i], &v.p.Absences[k]
		f, _ := x.minutes()
		g, _ := y.minutes()
		return cmp.Or(cmp.Compare(x.Carer, y.Carer), cmp.Compare(f, g))
	})
	last, told := -1, CarerID("") // the row of the carer's that ends last so far
	for _, i := range rows {
		x := &v.p.Absences[i]
		from, to := x.minutes()
		if last < 0 || v.p.Absences[last].Carer != x.Carer {
			last = i
			continue
		}
		y := &v.p.Absences[last]
		_, end := y.minutes()
		if from < end && told != x.Carer {
			told = x.Carer
			at{v, absenceTable, i}.say("W2054", "from", x.From.String(), fmt.Sprintf("carer %q is away then anyway: %s, %s to %s%s", x.Carer, y.Kind, y.From, y.To, v.lineOf(absenceTable, last)), "Maybe one of the two is out of date")
		}
		if to > end {
			last = i
		}
	}
}

// onAndOff warns of requests of a carer for one day of which one will be broken: to work a shift, and not to
// work it or any. A single date beside weekdays is an exception, not a mistake.
func (v *validator) onAndOff() {
	type key struct {
		carer CarerID
		shift ShiftID
		date  Date // or, of weekdays, 1 to 7
	}
	off := map[key]int{}
	days := func(x *Request, f func(d Date) bool) {
		if x.Date != 0 {
			f(x.Date)
			return
		}
		for d := range 7 {
			if x.Days.Has(d) && f(Date(d+1)) {
				return
			}
		}
	}
	each(v, requestTable, len(v.p.Requests), func(_ at, i int) {
		if x := &v.p.Requests[i]; x.Want != WantOn {
			days(x, func(d Date) bool { off[key{x.Carer, x.Shift, d}] = i; return false })
		}
	})
	each(v, requestTable, len(v.p.Requests), func(a at, i int) {
		x := &v.p.Requests[i]
		if x.Want != WantOn {
			return
		}
		days(x, func(d Date) bool {
			k, found := off[key{x.Carer, x.Shift, d}]
			if !found {
				k, found = off[key{x.Carer, "", d}]
			}
			if found {
				a.say("W2055", "want", x.Want, fmt.Sprintf("carer %q asks to work and not to work on the same day%s", x.Carer, v.lineOf(requestTable, k)), "Maybe one of the two is out of date")
			}
			return found
		})
	})
}

// overlaps reports given shifts of one carer that overlap: she cannot work both. It looks at
// the shifts alone, so that it finds them whatever else is wrong.
func (v *validator) overlaps() {
	q := *v.p
	q.Visits, q.Shifts, q.Rotations = nil, nil, nil
	carers := idSet(carerTable, v.p)
	for i := range v.p.Rotations {
		if (at{v, rotationTable, i}).sound() { // one that is not may say less than it seems to
			q.Rotations = append(q.Rotations, v.p.Rotations[i])
		}
	}
	var row []int // of the copy's shifts in the problem
	each(v, shiftTable, len(v.p.Shifts), func(_ at, i int) {
		if s := &v.p.Shifts[i]; s.Status == Given && (s.Rotation != "" || carers[string(s.Carer)]) && s.End > s.Start {
			q.Shifts, row = append(q.Shifts, *s), append(row, i)
		}
	})
	h, err := q.dated()
	if err != nil {
		return
	}
	told := map[[2]int]bool{}
	h.givenInOrder(func(a, b *DatedShift) {
		i, k := row[a.Template], row[b.Template]
		if b.Start >= a.End || told[[2]int{i, k}] {
			return
		}
		told[[2]int{i, k}], told[[2]int{k, i}] = true, true
		at{v, shiftTable, k}.say("E1403", "start", h.Calendar.Local(b.Start, b.Date).String(), fmt.Sprintf("on %s it overlaps shift %q of the same carer%s", b.Date, a.ID, v.lineOf(shiftTable, i)), "Maybe one of them is open")
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

// unfree warns once a row of given shifts on a day on which its carer says that they cannot work: the shift is worked
// whatever the search does, and breaks the law. An absence would take it away.
func (v *validator) unfree(h *Horizon) {
	if v.p.Objective.Level(RuleAvailable) == Off {
		return
	}
	said := make(map[int][]Span)
	told := make(map[[2]int]bool)
	for i := range h.Shifts {
		s := &h.Shifts[i]
		if s.Carer < 0 || s.Status != Given || told[[2]int{s.Template, s.Carer}] {
			continue
		}
		no, ok := said[s.Carer]
		if !ok {
			no = h.Said(s.Carer, AvailNo)
			said[s.Carer] = no
		}
		x := Overlap(Span{s.Start, s.End}, no)
		if x == 0 {
			continue
		}
		told[[2]int{s.Template, s.Carer}] = true
		at{v, shiftTable, s.Template}.say("W2057", "status", s.Status, fmt.Sprintf("on %s carer %q cannot work for %d minutes of it, by availability.csv", s.Date, v.p.Carers[s.Carer].ID, x/h.Calendar.res), "")
	}
}

// beyond warns once a carer of given shifts of a week that are more than the contract allows; see [RuleMaxHours].
func (v *validator) beyond(h *Horizon) {
	if v.p.Objective.Level(RuleMaxHours) == Off || h.Rules.Paid == BySpan {
		return
	}
	given := make([]int32, len(v.p.Carers)*h.Weeks)
	for i := range h.Shifts {
		if s := &h.Shifts[i]; s.Carer >= 0 && s.Status == Given {
			given[s.Carer*h.Weeks+s.Week] += s.Paid()
		}
	}
	for i := range v.p.Carers {
		k := &v.p.Carers[i].Contract
		column, limit := "max_week", int64(h.Calendar.Ticks(k.WeekMax()))
		if least := int64(h.Calendar.Ticks(k.WeekMin())); least > 0 && !k.Overtime {
			if top := least + least*int64(k.Tolerance()*100+0.5)/10000; top < limit {
				column, limit = "overtime", top
			}
		}
		for w, sum := range given[i*h.Weeks : (i+1)*h.Weeks] {
			if int64(sum) <= limit {
				continue
			}
			res := int64(h.Calendar.res)
			at{v, carerTable, i}.say("W2058", column, "", fmt.Sprintf("the given shifts of the week of %s are %d minutes, and the contract allows %d", h.Calendar.Start().Add(7*w), int64(sum)/res, limit/res), "")
			break
		}
	}
}
