package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Young: whoever is under 18 works at most eight hours a day and forty a week, and not at night.
// Counts the ticks of work above the day's and the week's hours, and those of a shift in the night. What is
// worked for another employer is part of the week.
// Example: 13:00 to 22:30 with a break of half an hour are nine hours, 60 minutes too many, and 30 minutes
// after ten: two breaches.
// Source: Working Time Regulations 1998 regs 5A (several employers: 5A(2)) and 6A; C21.
type Young struct {
	base
	lines     *lines
	of        []bool  // by run: its carer is a young worker on its date
	work      []int32 // by run: its shift less its break
	night     []int32 // by run
	other     []int32 // by run: what its carer, young on the Monday of its week, works elsewhere in it
	day, week int32   // the most
}

func newYoung(b base, l *lines) Young {
	h := b.in.H
	r := Young{
		b, l, make([]bool, b.in.Runs), make([]int32, b.in.Runs), make([]int32, b.in.Runs), make([]int32, b.in.Runs),
		h.Calendar.Ticks(h.Rules.Young.Day), h.Calendar.Ticks(h.Rules.Young.Week),
	}
	for run := range r.of {
		carer := int(b.in.CarerOf[run])
		ds := h.ShiftFor(&h.Shifts[b.in.ShiftOf[run]], carer)
		if r.of[run] = h.Young(carer, ds.Date); r.of[run] {
			r.work[run] = ds.End - ds.Start - ds.Break
			r.night[run] = inNights(h, ds, h.Rules.Young.NightFrom, h.Rules.Young.NightTo)
			if h.Young(carer, h.Calendar.Start().Add(7*ds.Week)) {
				r.other[run] = h.Calendar.Ticks(h.Problem.Carers[carer].OtherWeek)
			}
		}
	}
	return r
}

// inNights is how much of a shift lies between two times of any night.
func inNights(h *model.Horizon, ds *model.DatedShift, from, to model.Clock) int32 {
	if to <= from {
		to += model.At(24, 0)
	}
	sum := int32(0)
	for d := ds.Date - 1; h.Calendar.Tick(d, from) < ds.End; d++ {
		sum += max(0, min(ds.End, h.Calendar.Tick(d, to))-max(ds.Start, h.Calendar.Tick(d, from)))
	}
	return sum
}

func (r *Young) any() bool {
	for _, is := range r.of {
		if is {
			return true
		}
	}
	return false
}

// cell is what a shift counts by itself: its part in the night.
func (r *Young) cell(run state.Run) unit { return r.timed(r.night[run]) }

// line adds what there is to say of the days and weeks of a carer who works these runs.
func (r *Young) line(_ state.Carer, runs []state.Run, out *model.Score, sign int64) {
	day, date, week, monday := int32(0), int16(-1), int32(0), int16(-1)
	for _, run := range runs {
		if !r.of[run] {
			continue
		}
		d := r.lines.day[run]
		if d != date {
			r.add(out, r.timed(day-r.day), sign)
			day, date = 0, d
		}
		if d/7 != monday {
			r.add(out, r.timed(week-r.week), sign)
			week, monday = r.other[run], d/7
		}
		day, week = day+r.work[run], week+r.work[run]
	}
	r.add(out, r.timed(day-r.day), sign)
	r.add(out, r.timed(week-r.week), sign)
}

// Delta looks at the shifts that were opened or closed, and at their carers' days and weeks.
func (r *Young) Delta(t *state.Trial, out *model.Score) {
	runDelta(r, t, out)
	r.linesDelta(out)
}

func (r *Young) linesDelta(out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each adds up each young worker's dates and weeks, and goes through the nights.
func (r *Young) Each(s *state.State, report func(Finding)) {
	h, rules := s.In.H, s.In.H.Rules.Young
	for c, runs := range workedBy(s) {
		days, weeks, works := make([]int64, 7*s.In.Weeks), make([]int64, s.In.Weeks), make([]bool, s.In.Weeks)
		for _, run := range runs {
			ds := shiftOf(s, run)
			if !h.Young(c, ds.Date) {
				continue
			}
			d := int(ds.Date - h.Calendar.Start())
			days[d] += int64(ds.Paid())
			weeks[d/7] += int64(ds.Paid())
			works[d/7] = true
			r.over(c, int64(nightIn(h, ds, rules.NightFrom, rules.NightTo)), 0, report)
		}
		for _, work := range days {
			r.over(c, work, int64(rules.Day)*int64(s.In.Res), report)
		}
		for w, work := range weeks {
			if works[w] && h.Young(c, h.Calendar.Start().Add(7*w)) {
				work += int64(h.Problem.Carers[c].OtherWeek) * int64(s.In.Res)
			}
			r.over(c, work, int64(rules.Week)*int64(s.In.Res), report)
		}
	}
}

// over reports so many ticks above a limit.
func (r *Young) over(c int, ticks, limit int64, report func(Finding)) {
	if x := ticks - limit; x > 0 {
		report(carerFinding(c, ticks, limit, unit{1, x, r.w[0] * x / int64(r.in.Res)}))
	}
}

// nightIn goes along a shift's dates, and takes the hours by day from its length.
func nightIn(h *model.Horizon, ds *model.DatedShift, from, to model.Clock) int32 {
	left := ds.End - ds.Start
	for d := ds.Date - 1; d <= ds.Date+8; d++ {
		dawn, dusk := h.Calendar.Tick(d, to), h.Calendar.Tick(d, from)
		if from < to { // the night is one date's
			dawn, dusk = h.Calendar.Tick(d, to), h.Calendar.Tick(d+1, from)
		}
		left -= max(0, min(ds.End, dusk)-max(ds.Start, dawn))
	}
	return left
}
