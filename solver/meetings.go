package solver

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// callStep is how far apart the times are that are looked at for a meeting, in minutes.
const callStep = 15

// callMeetings gives every meeting that is owed its time, before the search: the one that a rota has it at,
// else the time at which most of its attendees can be there and the visits want the fewest carers. Those
// with the fewest days to choose from come first. A meeting that nobody could attend gets none.
func callMeetings(h *model.Horizon, from *model.Rota) {
	if len(h.Meetings) == 0 {
		return
	}
	c := &caller{h: h, taken: make([][]model.Span, len(h.Problem.Carers)), wanted: h.CarersWanted()}
	for i := range c.taken {
		c.taken[i] = append(h.Absent(i), h.Said(i, model.AvailNo)...)
	}
	for i := range h.Events {
		e := &h.Events[i]
		c.taken[e.Carer] = append(c.taken[e.Carer], model.Span{Start: e.Start, End: e.End})
	}
	order := make([]int, len(h.Meetings))
	for i := range order {
		order[i] = i
	}
	room := func(i int) int { return int(h.Meetings[i].Last - h.Meetings[i].First) }
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(room(a), room(b)), cmp.Compare(len(h.Meetings[b].Attendees), len(h.Meetings[a].Attendees)))
	})
	for _, i := range order {
		m := &h.Meetings[i]
		at, ok := held(h, m, from)
		if !ok {
			at, ok = c.best(m)
		}
		if !ok {
			continue
		}
		for _, carer := range m.Attendees {
			c.taken[carer] = append(c.taken[carer], model.Span{Start: at, End: at + m.Length})
		}
		h.Call(i, at)
	}
}

// held is when a rota has a meeting: the first of its stops on one of its days.
func held(h *model.Horizon, m *model.Meeting, from *model.Rota) (int32, bool) {
	at, ok := int32(0), false
	if from == nil {
		return 0, false
	}
	for i := range from.Runs {
		r := &from.Runs[i]
		if r.Date < m.First || r.Date > m.Last || !slices.Contains(m.Attendees, h.Carer(r.Carer)) {
			continue
		}
		for k := range r.Stops {
			if s := &r.Stops[k]; s.Kind == model.StopEvent && s.Event == m.ID {
				if start, _ := h.Calendar.StopSpan(r.Date, s); !ok || start < at {
					at, ok = start, true
				}
			}
		}
	}
	return at, ok
}

// caller looks for times.
type caller struct {
	h      *model.Horizon
	taken  [][]model.Span // by carer: away, or at another event
	wanted []float64      // by half hour: carers wanted at visits, for each that may be at work
}

// call is a time for a meeting with what speaks for and against it.
type call struct {
	at     int32
	there  int     // attendees who work a given shift then, or may work an open one
	given  int     // … a given one
	wanted float64 // the most that visits want carers in a half hour of it
}

// best is the time for a meeting: with the most there, of those with the most in given shifts, of those
// when visits want the fewest carers, and of these the first.
func (c *caller) best(m *model.Meeting) (int32, bool) {
	best := call{there: 0}
	step := c.h.Calendar.Ticks(callStep)
	for s := range c.h.Shifts {
		ds := &c.h.Shifts[s]
		if ds.Date < m.First || ds.Date > m.Last || ds.Carer >= 0 && !slices.Contains(m.Attendees, ds.Carer) {
			continue
		}
		for at := (ds.Start + step - 1) / step * step; at+m.Length <= ds.End; at += step {
			k := c.call(m, at)
			better := cmp.Or(cmp.Compare(k.there, best.there), cmp.Compare(k.given, best.given), cmp.Compare(best.wanted, k.wanted), cmp.Compare(best.at, k.at))
			if k.there > 0 && (best.there == 0 || better > 0) {
				best = k
			}
		}
	}
	return best.at, best.there > 0
}

func (c *caller) call(m *model.Meeting, at int32) call {
	k, end := call{at: at}, at+m.Length
	for _, carer := range m.Attendees {
		busy := slices.ContainsFunc(c.taken[carer], func(s model.Span) bool { return s.Start < end && at < s.End })
		there, given := false, false
		for s := range c.h.Shifts {
			ds := &c.h.Shifts[s]
			if (ds.Carer == carer || ds.Carer < 0) && ds.Date >= m.First && ds.Date <= m.Last && ds.Start <= at && end <= ds.End {
				there, given = true, given || ds.Status == model.Given
			}
		}
		if there && !busy {
			k.there++
		}
		if given && !busy {
			k.given++
		}
	}
	half := c.h.Calendar.Ticks(30)
	for bin := at / half; bin*half < end && int(bin) < len(c.wanted); bin++ {
		if bin >= 0 {
			k.wanted = max(k.wanted, c.wanted[bin])
		}
	}
	return k
}
