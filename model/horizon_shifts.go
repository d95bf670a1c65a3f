package model

import (
	"cmp"
	"fmt"
	"slices"
)

func (h *Horizon) expandShifts() error {
	p := h.Problem
	h.Credit = make([]int32, len(p.Carers)*h.Weeks)
	h.Excluded = make([]ExcludedLeave, len(h.Credit))
	for t := range p.Shifts {
		s := &p.Shifts[t]
		if s.Rotation == "" && s.Carer != AnyCarer && h.Carer(s.Carer) < 0 {
			return fmt.Errorf("shift %q: carer %q is not known", s.ID, s.Carer)
		}
		for d, id := range p.Worked(s) {
			carer := h.Carer(id)
			if carer < 0 && (s.Rotation != "" || id != AnyCarer) {
				return fmt.Errorf("shift %q of rotation %q: carer %q is not known", s.ID, s.Rotation, id)
			}
			ds := h.ShiftOn(s, d, carer)
			ds.Template, ds.Shared = t, s.Shared && carer < 0
			h.addShift(ds, s)
		}
	}
	byStart := func(a, b DatedShift) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Carer, b.Carer), cmp.Compare(a.ID, b.ID))
	}
	h.creditLeave()
	slices.SortFunc(h.Shifts, byStart)
	slices.SortFunc(h.Dropped, byStart)
	return nil
}

// ShiftOn gives what a row of shifts.csv would be on a date, its own or not, for a carer, or for anybody
// (-1), before absence; the row need not be in the table.
func (h *Horizon) ShiftOn(s *Shift, d Date, carer int) DatedShift {
	cal := h.Calendar
	ds := DatedShift{
		Template: -1, ID: s.ID, Carer: carer, Date: d, Week: int(d-cal.date) / 7,
		Start: cal.Tick(d, s.Start), End: cal.Tick(d, s.End),
		Status: s.Status, Kind: s.Kind, Location: s.Location, MaxLoad: int32(s.MaxLoad),
	}
	h.setBreak(&ds, s, h.Young(carer, d))
	return ds
}

// setBreak gives a shift the break that one of its length needs, and the span for it that the row
// names: what lies of it inside the shift, none if it does not hold the break (any more).
func (h *Horizon) setBreak(s *DatedShift, row *Shift, young bool) {
	cal := h.Calendar
	s.Break = cal.Ticks(breakMinutes(row, int((s.End-s.Start)/cal.res), h.Rules.Break, young))
	s.BreakFrom, s.BreakTo = None, None
	if row.BreakFrom == 0 || row.BreakTo == 0 {
		return
	}
	from, to := max(s.Start, cal.Tick(s.Date, row.BreakFrom)), min(s.End, cal.Tick(s.Date, row.BreakTo))
	if to-from >= s.Break {
		s.BreakFrom, s.BreakTo = from, to
	}
}

// breakMinutes is what the row says, and never less than the law asks for.
func breakMinutes(s *Shift, length int, rule BreakRule, young bool) int {
	after, least, b := rule.After, rule.Length, 0
	if young {
		after, least = rule.YoungAfter, rule.YoungLength
	}
	if length > after && s.Kind != OnCall { // at home: no working time but what a call takes
		b = least
	}
	return max(b, deref(s.Break, 0))
}

// addShift takes the carer's absences out of a shift: a shift that is covered wholly is
// dropped, one that is cut keeps its longest part (the earlier of equals).
func (h *Horizon) addShift(s DatedShift, t *Shift) {
	if s.Carer < 0 {
		h.Shifts = append(h.Shifts, s)
		return
	}
	best, at := Span{}, s.Start
	for _, a := range append(h.Absent(s.Carer), Span{s.End, s.End}) {
		if stop := min(a.Start, s.End); stop-at > best.End-best.Start {
			best = Span{at, stop}
		}
		at = max(at, a.End)
	}
	was := s
	if best.End <= best.Start {
		h.Dropped = append(h.Dropped, s)
		h.creditShift(was, was.Paid())
		return
	}
	if best != (Span{s.Start, s.End}) {
		s.Start, s.End = best.Start, best.End
		h.setBreak(&s, t, h.Young(s.Carer, s.Date))
		h.creditShift(was, was.Paid()-s.Paid())
	}
	h.Shifts = append(h.Shifts, s)
}

// Absent gives a carer's absences as spans, merged and in order.
func (h *Horizon) Absent(carer int) []Span {
	return h.absent(carer, func(*Absence) bool { return true })
}

func (h *Horizon) absent(carer int, counts func(a *Absence) bool) []Span {
	var spans []Span
	for i := range h.Problem.Absences {
		a := &h.Problem.Absences[i]
		if h.Carer(a.Carer) != carer || !counts(a) {
			continue
		}
		s := Span{h.Calendar.Tick(a.From.Date, a.From.Clock), h.Calendar.Tick(a.To.Date, a.To.Clock)}
		if !a.To.Timed {
			s.End = h.Calendar.Tick(a.To.Date.Add(1), 0)
		}
		spans = append(spans, s)
	}
	return merge(spans)
}

// rowOn tells whether a row of a date, or of days of every week where it has none, speaks of a date.
func rowOn(date Date, days Days, d Date) bool { return date == d || date == 0 && days.Has(d.Weekday()) }

// Said gives the spans in which a carer's availability has a level, merged and in order.
func (h *Horizon) Said(carer int, level string) []Span {
	var spans []Span
	for _, a := range h.Problem.Availability {
		if h.Carer(a.Carer) != carer || a.Level != level {
			continue
		}
		dates(Plan{Start: h.Problem.Plan.Start.Add(-7), Weeks: h.Weeks + 2}, func(d Date, _ int) {
			if rowOn(a.Date, a.Days, d) {
				spans = append(spans, Span{h.Calendar.Tick(d, a.From), h.Calendar.Tick(d, a.To)})
			}
		})
	}
	return merge(spans)
}

// Liked gives the spans of a date that a carer marked 'prefer', merged and in order. A span belongs to the date
// that its row names, however long after midnight it goes on.
func (h *Horizon) Liked(carer int, date Date) []Span {
	var spans []Span
	for _, a := range h.Problem.Availability {
		if a.Level == AvailPrefer && rowOn(a.Date, a.Days, date) && h.Carer(a.Carer) == carer {
			spans = append(spans, Span{h.Calendar.Tick(date, a.From), h.Calendar.Tick(date, a.To)})
		}
	}
	return merge(spans)
}

func merge(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// Overlap is the ticks of a span that lie inside merged spans.
func Overlap(s Span, in []Span) int32 {
	var sum int32
	for _, a := range in {
		sum += max(0, min(s.End, a.End)-max(s.Start, a.Start))
	}
	return sum
}

// BreakSpan gives the part of a shift inside which its break must lie: the one it names, else its
// middle; see RuleBreak.
func (h *Horizon) BreakSpan(s *DatedShift) (from, to int32) {
	if s.BreakFrom != None {
		return s.BreakFrom, s.BreakTo
	}
	edge := int32(int64(s.End-s.Start) * int64(100-h.Rules.Break.MiddlePct) / 200)
	return s.Start + edge, s.End - edge
}
