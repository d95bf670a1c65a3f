package model

import (
	"maps"
	"slices"
)

// clocked is a part of a date, in minutes from its midnight, past the next one if need be.
func clocked(from, to Clock) Span { return Span{Start: int32(from), End: int32(to)} }

// busy says in a part when carers who are lent to it are at work for others, or away: as times at which they
// cannot work, without where, with whom or why. Given shifts count where there is no rota, else its runs less
// what the carer does for the provider in them.
func (s *part) busy(q *Problem, r *Rota) {
	for i := range s.p.Carers {
		c := s.p.Carers[i].ID
		if !s.carers[c] || s.own[c] {
			continue
		}
		taken := make(map[Date][]Span)
		if r == nil {
			s.shiftsElsewhere(c, taken)
		} else {
			s.runsElsewhere(c, r, taken)
		}
		s.away(c, taken)
		for _, d := range slices.Sorted(maps.Keys(taken)) {
			for _, x := range merge(taken[d]) { // how many things there are is nobody else's business
				q.Availability = append(q.Availability, Availability{Carer: c, Date: d, From: Clock(x.Start), To: Clock(x.End), Level: AvailNo})
			}
		}
	}
}

func (s *part) shiftsElsewhere(c CarerID, taken map[Date][]Span) {
	for i := range s.p.Shifts {
		x := &s.p.Shifts[i]
		if x.Status != Given || x.Carer == c && s.shifts[x.ID] { // that one is at the provider's
			continue
		}
		for d, id := range s.p.Worked(x) {
			if id == c {
				taken[d] = append(taken[d], clocked(x.Start, x.End))
			}
		}
	}
}

func (s *part) runsElsewhere(c CarerID, r *Rota, taken map[Date][]Span) {
	for i := range r.Runs {
		run := &r.Runs[i]
		if run.Carer != c || s.shifts[run.Shift] || run.Shift == "" {
			continue
		}
		from, to := run.Start, run.End
		if here := filtered(run.Stops, s.visit); len(here) > 0 { // it is cut to these
			first, last := hoursOf(here)
			if from < first {
				taken[run.Date] = append(taken[run.Date], clocked(from, first))
			}
			from = last
		}
		if from < to {
			taken[run.Date] = append(taken[run.Date], clocked(from, to))
		}
	}
}

// away adds absences, fixed events elsewhere, and times at which the carer cannot work.
func (s *part) away(c CarerID, taken map[Date][]Span) {
	dates(Plan{Start: s.p.Plan.Start, Weeks: or(s.p.Plan.Weeks, 1)}, func(d Date, _ int) {
		add := func(from, to Clock) { taken[d] = append(taken[d], clocked(from, to)) }
		for i := range s.p.Absences {
			x := &s.p.Absences[i]
			if x.Carer != c || d < x.From.Date || d > x.To.Date {
				continue
			}
			from, to := Clock(0), At(24, 0)
			if d == x.From.Date && x.From.Timed {
				from = x.From.Clock
			}
			if d == x.To.Date && x.To.Timed {
				to = x.To.Clock
			}
			if from < to {
				add(from, to)
			}
		}
		for i := range s.p.Availability {
			x := &s.p.Availability[i]
			if x.Carer == c && x.Level == AvailNo && rowOn(x.Date, x.Days, d) {
				add(x.From, x.To)
			}
		}
		for i := range s.p.Events {
			x := &s.p.Events[i]
			if x.Date == d && !x.Movable && x.Start != 0 && slices.Contains(x.Attendees, c) {
				add(x.Start, x.Start+Clock(x.Length))
			}
		}
	})
}

// hoursOf is from the first start of some stops to the last end.
func hoursOf(stops []Stop) (from, to Clock) {
	from, to = stops[0].Start, stops[0].End
	for i := range stops {
		x := &stops[i]
		end := x.End
		if x.EndTicks > 0 {
			end++
		}
		from, to = min(from, x.Start), max(to, end)
	}
	return from, to
}
