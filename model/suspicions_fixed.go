package model

import (
	"fmt"
	"slices"
)

// eventsNobodyHolds warns of fixed events that are not planned because their attendee has no
// shift around them.
func (v *validator) eventsNobodyHolds(h *Horizon) {
	for i := range h.Events {
		e := &h.Events[i]
		id, date := v.p.Carers[e.Carer].ID, v.p.Events[e.Event].Date
		why := ""
		switch {
		case Overlap(Span{e.Start, e.End}, h.Absent(e.Carer)) > 0:
			why = fmt.Sprintf("carer %q is absent then", id)
		case !h.onDuty(e.Carer, func(s *DatedShift) bool { return s.Start <= e.Start && e.End <= s.End }):
			why = fmt.Sprintf("no shift of carer %q holds it", id)
		default:
			continue
		}
		at{v, eventTable, e.Event}.say("W2015", "attendees", string(id), fmt.Sprintf("on %s from %s to %s %s: it is not planned", date,
			h.Calendar.Local(e.Start, date), h.Calendar.Local(e.End, date), why), "Maybe add a shift that holds it, or move it")
	}
}

// meetingsMissed warns of attendees who can come on none of the days of a movable event, and of a
// supervision that was due before the plan.
func (v *validator) meetingsMissed(h *Horizon) {
	told := map[attends]bool{}
	for i := range h.Meetings {
		m := &h.Meetings[i]
		a := at{v, eventTable, m.Event}
		if due := v.p.Events[m.Event].Due(&h.Rules); due != 0 && due < v.p.Plan.Start {
			a.say("W2030", "last", v.p.Events[m.Event].Last.String(), fmt.Sprintf("supervision %q was due on %s", m.ID, due), "")
		}
		for _, c := range m.Attendees {
			holds := func(s *DatedShift) bool {
				return s.Date >= m.First && s.Date <= m.Last && s.End-s.Start >= m.Length && Overlap(Span{s.Start, s.End}, h.Absent(c)) == 0
			}
			if k := (attends{c, m.ID}); !told[k] && !h.onDuty(c, holds) {
				told[k] = true
				id := v.p.Carers[c].ID
				a.say("W2012", "attendees", string(id), fmt.Sprintf("carer %q has no shift from %s to %s that could hold it", id, m.First, m.Last), "")
			}
		}
	}
}

// onDuty tells whether a carer has, or could open, a shift that fits.
func (h *Horizon) onDuty(carer int, fits func(*DatedShift) bool) bool {
	return slices.ContainsFunc(h.Shifts, func(s DatedShift) bool { return (s.Carer < 0 || s.Carer == carer) && fits(&s) })
}

// idleLocks warns of locked rows of the planned weeks that fix nothing, since they do not count.
func (v *validator) idleLocks() {
	visits, carers := idSet(visitTable, v.p), idSet(carerTable, v.p)
	each(v, previousTable, len(v.p.Baseline), func(a at, i int) {
		b := &v.p.Baseline[i]
		if !b.Locked || b.Date < v.p.Plan.Start {
			return
		}
		column, why := "", ""
		switch {
		case b.Role == RoleShadow:
			column, why = "role", "a shadow only came along"
		case !carers[string(b.Carer)] && !v.p.origin.lost(carerTable.json):
			column, why = "carer", fmt.Sprintf("carer %q is not in carers.csv", b.Carer)
		case !visits[string(b.Visit)] && !v.p.origin.lost(visitTable.json):
			column, why = "visit", fmt.Sprintf("visit %q is not in visits.csv", b.Visit)
		default:
			return
		}
		a.say("W2016", column, "", "the row is locked and fixes nothing: "+why, "Maybe locked is to be left out")
	})
}

// pinsNobodyKeeps warns once per pin, or locked row, that cannot be kept on a date it applies to.
func (v *validator) pinsNobodyKeeps(h *Horizon) {
	byVisit := map[VisitID][]int{}
	for i := range h.Visits {
		byVisit[h.Visits[i].ID] = append(byVisit[h.Visits[i].ID], i)
	}
	for _, pin := range h.Problem.fixings() {
		for _, k := range byVisit[pin.Visit] {
			x := &h.Visits[k]
			if pin.Date != 0 && pin.Date != x.Date {
				continue
			}
			if column, why, advice := h.unkept(&pin.Pin, x); why != "" {
				at{v, pin.table, pin.row}.say("W2016", column, "", fmt.Sprintf("on %s the pin of visit %q cannot be kept: %s", x.Date, x.ID, why), advice)
				break
			}
		}
	}
}

// unkept says why a pin cannot be kept on the date of a visit; why is empty if it can.
func (h *Horizon) unkept(pin *Pin, x *DatedVisit) (column, why, advice string) {
	windows := x.Windows
	if pin.Start != 0 {
		start := h.Calendar.Tick(x.Date, pin.Start)
		if !slices.ContainsFunc(windows, func(w DatedWindow) bool { return w.Open <= start && start <= w.Close }) {
			return "start", fmt.Sprintf("%s is in none of its windows", pin.Start), "Maybe correct the start, or widen a window"
		}
		windows = []DatedWindow{{start, start, None}}
	}
	c := h.Carer(pin.Carer)
	if c < 0 {
		return "", "", ""
	}
	carer, visit := &h.Problem.Carers[c], &h.Problem.Visits[x.Template]
	lacks := func(k Skill) bool { return !carer.Holds(k, x.Date) }
	if k := slices.IndexFunc(visit.Skills, lacks); k >= 0 {
		return "carer", fmt.Sprintf("carer %q lacks the skill %q then", carer.ID, visit.Skills[k]), "Maybe another carer is meant"
	}
	if len(visit.Roles) > 0 && !slices.ContainsFunc(visit.Roles, func(r Role) bool { return !slices.ContainsFunc(r.Skills, lacks) }) {
		return "carer", fmt.Sprintf("carer %q lacks the skills of every role then", carer.ID), "Maybe another carer is meant"
	}
	fits := func(s *DatedShift) bool {
		return slices.ContainsFunc(windows, func(w DatedWindow) bool {
			start := max(s.Start, w.Open)
			end := start + x.LengthMin
			return start <= w.Close && end <= s.End && (x.LatestEnd == None || end <= x.LatestEnd)
		})
	}
	if !h.onDuty(c, fits) {
		return "carer", fmt.Sprintf("carer %q has no shift that could hold it", carer.ID), "Maybe add a shift, or another carer or date is meant"
	}
	return "", "", ""
}
