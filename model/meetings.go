package model

import (
	"cmp"
	"slices"
)

// Meeting is one occasion of a movable event: it is to be held on one of its days, which are days of the
// plan, by all attendees at once.
type Meeting struct {
	Event       int // index of the Problem's events
	ID          EventID
	First, Last Date
	Attendees   []int // different ones
	Length      int32
	Location    int // -1: nowhere in particular
}

// KindSupervision is the kind of event that is due again some months after the last one.
const KindSupervision = "supervision"

// Due is the last day on which an event that was held before is to be held again; 0 if none is known.
func (e *Event) Due(r *Rules) Date {
	if e.Last == 0 || e.Kind != KindSupervision {
		return 0
	}
	return e.Last.AddMonths(r.Supervision.Months)
}

// days are the first and the last day of a movable event, in the plan or not; what is overdue is to be held
// in the plan's first week.
func (e *Event) days(plan Plan, r *Rules) (first, last Date) {
	first, last = plan.Start, plan.Start.Add(7*plan.Weeks-1)
	switch due := e.Due(r); {
	case len(e.Within) == 2:
		first, last = e.Within[0], e.Within[1]
	case e.Date != 0:
		first, last = e.Date, e.Date
	case due != 0:
		last = max(due, plan.Start.Add(6))
	}
	return first, last
}

// expandMeetings lists what of the movable events is owed in the plan: a weekly one in each week, any
// other one if its last day is not after the plan's.
func (h *Horizon) expandMeetings(plan Plan) {
	h.attends = make(map[attends]int)
	end := plan.Start.Add(7*plan.Weeks - 1)
	for i := range h.Problem.Events {
		e := &h.Problem.Events[i]
		m := Meeting{Event: i, ID: e.ID, Length: h.Calendar.Ticks(e.Length), Location: -1}
		if at, ok := h.PlaceIndex[e.Place]; ok {
			m.Location = h.PlaceAt[at]
		}
		for _, id := range e.Attendees {
			if c := h.Carer(id); c >= 0 && !slices.Contains(m.Attendees, c) {
				m.Attendees = append(m.Attendees, c)
				h.attends[attends{c, e.ID}] = i
			}
		}
		if !e.Movable {
			continue
		}
		first, last := e.days(plan, &h.Rules)
		for w := range plan.Weeks {
			monday := plan.Start.Add(7 * w)
			if m.First, m.Last = max(first, monday), min(last, monday.Add(6)); e.Weekly && m.First <= m.Last {
				h.Meetings = append(h.Meetings, m)
			}
		}
		if m.First, m.Last = max(first, plan.Start), last; !e.Weekly && last <= end && m.First <= last {
			h.Meetings = append(h.Meetings, m)
		}
	}
}

// Attends finds the event of an id that a carer attends, and where it is: -1 for no event, or no place.
func (h *Horizon) Attends(carer int, id EventID) (event, location int) {
	i, ok := h.attends[attends{carer, id}]
	if !ok {
		return -1, -1
	}
	if at, ok := h.PlaceIndex[h.Problem.Events[i].Place]; ok {
		return i, h.PlaceAt[at]
	}
	return i, -1
}

// Call has a meeting begin at a tick: from then on each attendee's part stands among the Events.
func (h *Horizon) Call(meeting int, start int32) {
	m := &h.Meetings[meeting]
	for _, c := range m.Attendees {
		h.Events = append(h.Events, DatedEvent{m.Event, m.ID, c, start, start + m.Length, m.Location, meeting})
	}
	h.sortEvents()
}

func (h *Horizon) sortEvents() {
	slices.SortStableFunc(h.Events, func(a, b DatedEvent) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Carer, b.Carer))
	})
}

// CarersWanted is, for every half hour from the plan's first midnight, how many carers the visits want for
// each who may be at work: a visit's time is spread over its window.
func (h *Horizon) CarersWanted() []float64 {
	width := h.Calendar.Ticks(half)
	want, have := make([]float64, (h.Weeks*7+2)*48), make([]float64, (h.Weeks*7+2)*48)
	spread := func(in []float64, from, to int32, each float64) {
		for bin := max(0, from/width); bin*width < to && int(bin) < len(in); bin++ {
			in[bin] += each * float64(min(to, (bin+1)*width)-max(from, bin*width)) / float64(width)
		}
	}
	for i := range h.Visits {
		x := &h.Visits[i]
		w := x.Windows[0]
		if span := w.Close - w.Open + x.Length; span > 0 {
			spread(want, w.Open, w.Close+x.Length, float64(x.Need)*float64(x.Length)/float64(span))
		}
	}
	for i := range h.Shifts {
		spread(have, h.Shifts[i].Start, h.Shifts[i].End, 1)
	}
	for bin := range want {
		want[bin] /= max(1, have[bin])
	}
	return want
}
