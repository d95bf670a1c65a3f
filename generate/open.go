package generate

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// leaveOpen takes away the shifts that were laid, which show that the work can be done, and leaves
// the choice to the solver: on any day each carer may work any of the hours that she works in them,
// or as long at the other end of the day. Hours of Saturdays and Sundays are a form of their own.
func (m *maker) leaveOpen() {
	m.out.Shifts = slices.DeleteFunc(m.out.Shifts, func(s model.Shift) bool { return s.Status == model.Given })
	for i := range m.crew {
		c := &m.crew[i]
		k := &m.out.Carers[i].Contract
		k.MinWeek, k.Min4w, k.MaxWeek = 0, 4*c.minutes, c.minutes*busyWeek/100
		for _, days := range []model.Days{weekdays, model.EveryDay &^ weekdays} {
			for _, s := range c.forms(days) {
				m.open(m.out.Carers[i].ID, days, s)
			}
		}
	}
	for i := range m.out.Shifts {
		m.out.Shifts[i].ID = model.ShiftID(m.serial("s-", i))
	}
}

// forms are the hours that a member may be asked for on such days, by start.
func (c *member) forms(days model.Days) []span {
	var out []span
	for d := range cycleDays {
		if !days.Has(d % 7) {
			continue
		}
		for _, s := range c.worked[d] {
			for _, o := range []span{s, s.other()} {
				if !slices.Contains(out, o) {
					out = append(out, o)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return out
}

// other is as long at the other end of the day.
func (s span) other() span {
	if s.kind() == late {
		return span{first, first + s.to - s.from}
	}
	return span{last - (s.to - s.from), last}
}

// busyWeek is how many per cent of a week's hours one week of four may have.
const busyWeek = 120

// Where most days begin and end.
const (
	first = 7*60 + 15
	last  = 22*60 + 15
)

// RealLivingWage is what an hour of paid time is compared at.
var RealLivingWage = model.Rate{
	Name: model.PayPerHour, From: model.NewDate(2026, 5, 1), Value: 13.45, Unit: "pounds", Source: "Real Living Wage 2025 to 2026, Living Wage Foundation",
}
