package generate

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/staff"
)

// addAbsences sends members on leave for the week and the sick home for their day; the shifts
// were laid so that the others carry the work.
func (m *maker) addAbsences() {
	away := func(i, from, to int, kind string) {
		m.out.Absences = append(m.out.Absences, model.Absence{
			Carer: m.out.Carers[i].ID,
			From:  model.Moment{Date: m.p.Start.Add(from)}, To: model.Moment{Date: m.p.Start.Add(to)}, Kind: kind,
		})
	}
	for i := range m.crew {
		switch c := &m.crew[i]; {
		case c.away:
			away(i, 0, 6, "leave")
		case c.ill >= 0 && len(c.worked[c.ill]) > 0:
			away(i, c.ill, c.ill, "sick")
		}
	}
	m.addWishes()
}

// addWishes records what a few carers say of days they are never rostered for, and an evening
// that somebody would rather not work.
func (m *maker) addWishes() {
	say := func(i int, a model.Availability) {
		a.Carer = m.out.Carers[i].ID
		m.out.Availability = append(m.out.Availability, a)
	}
	for i := range m.crew {
		c := &m.crew[i]
		off := firstDay(func(d int) bool { return d < 5 && len(c.worked[d])+len(c.worked[d+7]) == 0 })
		on := firstDay(func(d int) bool { return len(c.worked[d]) > 0 })
		switch {
		case i%6 == 2 && off >= 0:
			say(i, model.Availability{Days: oneDay(off), To: model.At(24, 0), Level: model.AvailNo})
		case i%8 == 5 && on >= 0:
			say(i, model.Availability{Date: m.p.Start.Add(on), From: model.At(18, 0), To: model.At(22, 30), Level: model.AvailAvoid})
		}
	}
}

// firstDay is the first day of the week that will do, -1 if none.
func firstDay(ok func(d int) bool) int {
	for d := range 7 {
		if ok(d) {
			return d
		}
	}
	return -1
}

// addEvents puts the team's half-hour huddle where time was kept for it, and an hour of
// supervision where the work allows it best.
func (m *maker) addEvents() {
	m.reserve(-1)
	m.addEvent("huddle", huddleDay, span{huddleStart, huddleStart + huddleLength}, 6)
	for d := range 5 {
		for from := 10 * 60; from <= 15*60 && len(m.out.Events) < 2; from += cellMinutes {
			m.addEvent("supervision", d, span{from, from + 60}, 1)
		}
	}
}

// addEvent adds an event with at most so many attendees, if there is anybody to spare.
func (m *maker) addEvent(kind string, d int, when span, most int) {
	e := model.Event{ID: model.EventID(m.number("e-", len(m.out.Events), 2)), Date: m.p.Start.Add(d), Start: model.Clock(when.from), Length: when.to - when.from, Kind: kind, Place: m.base()}
	for i := range m.crew {
		// A quarter of an hour either side to come and go.
		if len(e.Attendees) < most && !m.busy(i, d) && m.onDuty(i, d, when.from-15, when.to+15) && m.bearable(d, when, len(e.Attendees)+1) {
			e.Attendees = append(e.Attendees, m.out.Carers[i].ID)
		}
	}
	if len(e.Attendees) == 0 {
		return
	}
	m.out.Events = append(m.out.Events, e)
	from := float64(d*dayMinutes + when.from)
	staff.Spread(m.capacity, from, from+float64(e.Length), -float64(len(e.Attendees)))
}

// busy keeps walkers and those with an event that day out of another.
func (m *maker) busy(i, d int) bool {
	if m.out.Carers[i].Mode != model.ModeCar {
		return true
	}
	for _, e := range m.out.Events {
		for _, id := range e.Attendees {
			if id == m.out.Carers[i].ID && e.Date == m.p.Start.Add(d) {
				return true
			}
		}
	}
	return false
}

// bearable tells whether so many can be spared, with the half hour before and after for the
// way there and back.
func (m *maker) bearable(d int, when span, n int) bool {
	for k := when.from/cellMinutes - 1; k <= when.to/cellMinutes; k++ {
		x := HalfHour{Demand: m.demand[d*dayCells+k], Capacity: m.capacity[d*dayCells+k] - float64(n*cellMinutes)}
		if x.Load() > 0.85 {
			return false
		}
	}
	return true
}

// addOpenShifts offers the bank two shifts each and everybody a few more, for the solver to
// open where they help.
func (m *maker) addOpenShifts() {
	options := []span{{7 * 60, 11 * 60}, {17 * 60, 21 * 60}, {8 * 60, 13 * 60}, {16 * 60, 22 * 60}}
	for b := range m.p.Bank {
		id := m.out.Carers[len(m.crew)+b].ID
		for k := range 2 {
			m.open(id, oneDay((2*b+3*k)%7), options[(b+k)%len(options)])
		}
	}
	for k := range m.p.Open {
		m.open(model.AnyCarer, oneDay((5+2*k)%7), options[k%len(options)])
	}
}

func (m *maker) open(id model.CarerID, days model.Days, s span) {
	m.out.Shifts = append(m.out.Shifts, model.Shift{
		ID: model.ShiftID(m.serial("s-", len(m.out.Shifts))), Carer: id, Days: days,
		Start: model.Clock(s.from), End: model.Clock(s.to), Kind: s.kind(), Status: model.Open,
	})
}
