package constraint

import (
	"cmp"
	"maps"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Rest: eleven hours between one day's work and the next, and in the 24 hours from the start of each day's.
// Counts the ticks missing between the last shift of a date and the first of the next date
// worked, and after the last shift of the history, and those missing of the longest rest in the 24 hours from
// the start of a working day, sleep-ins among them, and of a shift on call what a call takes; whoever is under 18 has twelve hours. Where a derogation
// applies, the rule is of these alone.
// Example: 22:00 to 08:30 is 30 minutes short; 14:00 to 22:00 and a sleep-in to 07:00 leave seven hours of the
// 24, and are four short.
// Source: Working Time Regulations 1998 reg. 10; C16, C21, C45.
type Rest struct {
	base
	lines *lines
	least []int32      // by run: the rest before it, and in the 24 hours from its start
	found []bool       // by run: what it lacks counts, by the derogation
	day   []model.Date // by run
	ended []int32      // by carer: end of the last shift before the plan, Unset if not known
	whole int32        // the ticks of 24 hours
}

// newRest compiles the rest whose lack is a breach, or what is owed instead.
func newRest(b base, l *lines, owed bool) Rest {
	r := Rest{
		base: b, lines: l, least: make([]int32, b.in.Runs), found: make([]bool, b.in.Runs), day: make([]model.Date, b.in.Runs),
		ended: make([]int32, b.in.Carers), whole: b.in.H.Calendar.Ticks(1440),
	}
	for run := range r.day {
		r.day[run] = b.in.H.Shifts[b.in.ShiftOf[run]].Date
		c := int(b.in.CarerOf[run])
		r.least[run] = b.in.H.Calendar.Ticks(b.in.H.DailyRest(c, r.day[run]))
		r.found[run] = b.in.H.Derogated(c, r.day[run]) == owed
	}
	for c := range r.ended {
		r.ended[c] = lastEnd(b.in.H, c)
	}
	return r
}

// lastEnd is the end of a carer's last shift in the history.
func lastEnd(h *model.Horizon, carer int) int32 {
	end := state.Unset
	for _, w := range h.Problem.CarerHours {
		if m := w.LastShiftEnd; h.Carer(w.Carer) == carer && m.Timed && w.WeekStart < h.Problem.Plan.Start {
			end = max(end, h.Calendar.Tick(m.Date, m.Clock))
		}
	}
	return end
}

// restDay is a working day: what is worked on a date from one daily rest on.
type restDay struct {
	run      state.Run // the first
	from, to int32
	pause    int32 // the longest, as far as it lies within 24 hours from the start
}

// lacks is how much of a daily rest is missing of the longest in the 24 hours from a working day's start.
func (r *Rest) lacks(d *restDay) int32 {
	return r.least[d.run] - max(d.pause, d.from+r.whole-d.to)
}

// missing books a carer's missing rest with working time looked up by f. Runs are by date, of
// which one may begin after another of the date after it. A pause of a date shorter than the daily rest ends
// no working day; of too short a rest of a day and that after it the larger counts, as they are of the same hours.
func (r *Rest) missing(carer state.Carer, f dutyOf, book func(run state.Run, from, x int32)) {
	put := func(run state.Run, from, x int32) {
		if x > 0 && r.found[run] {
			book(run, from, x)
		}
	}
	d := restDay{run: state.NoRun, to: r.ended[carer]}
	for _, run := range r.lines.by[carer] {
		start, end, ok := f(run)
		if !ok {
			continue
		}
		switch {
		case d.run == state.NoRun:
			if d.to != state.Unset {
				put(run, start, r.least[run]-(start-d.to))
			}
		case r.day[run] != r.day[d.run]:
			if x, y := r.lacks(&d), r.least[run]-(start-d.to); x > y {
				put(d.run, d.from, x)
			} else {
				put(run, start, y)
			}
		case start-d.to < r.least[run]:
			d.pause = max(d.pause, min(start-d.to, d.from+r.whole-d.to))
			d.to = max(d.to, end)
			continue
		default:
			put(d.run, d.from, r.lacks(&d))
		}
		d = restDay{run, start, end, 0}
	}
	if d.run != state.NoRun {
		put(d.run, d.from, r.lacks(&d))
	}
}

// Delta looks at carers whose shifts were opened or closed, or who are called at another time, each once.
func (r *Rest) Delta(t *state.Trial, out *model.Score) {
	for _, carer := range r.lines.changes(t) {
		r.missing(carer, r.lines.duty.was(t), func(_ state.Run, _, x int32) { r.add(out, r.timed(x), -1) })
		r.missing(carer, r.lines.duty.is(t), func(_ state.Run, _, x int32) { r.add(out, r.timed(x), 1) })
	}
}

// Each tells of every rest that is too short.
func (r *Rest) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	for c, runs := range workedBy(s) {
		for _, x := range shortRests(s, c, runs) {
			if !h.Derogated(c, x.date) {
				report(carerFinding(c, x.rest, x.least, unit{1, x.least - x.rest, r.w[0] * (x.least - x.rest) / int64(s.In.Res)}))
			}
		}
	}
}

// shortRest is too short a rest before the work of a date that begins at from, or in the 24 hours from then on.
type shortRest struct {
	date              model.Date
	from, rest, least int64
}

// shortRests lists a carer's by the definition: working days first, each with the rest before it and the longest in
// its 24 hours.
func shortRests(s *state.State, carer int, runs []state.Run) []shortRest {
	type part struct{ from, to int64 }
	type day struct {
		shortRest       // in it
		before    int64 // the rest, very long where nothing is known
		end       int64
	}
	h := s.In.H
	dates := make(map[model.Date][]part)
	for _, run := range runs {
		if from, to, ok := dutyIn(s, run); ok {
			date := shiftOf(s, run).Date
			dates[date] = append(dates[date], part{int64(from), int64(to)})
		}
	}
	var days []day
	last := longAgo
	if end := lastEnd(h, carer); end != state.Unset {
		last = int64(end)
	}
	for _, date := range slices.Sorted(maps.Keys(dates)) {
		parts := dates[date]
		slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.from, b.from) })
		least := int64(h.DailyRest(carer, date)) * int64(s.In.Res)
		for len(parts) > 0 {
			n, end := 1, parts[0].to
			for n < len(parts) && parts[n].from-end < least {
				end, n = max(end, parts[n].to), n+1
			}
			over := parts[0].from + int64(24*60)*int64(s.In.Res)
			free, longest := parts[0].to, int64(0)
			for _, p := range append(slices.Clone(parts[1:n]), part{over, over}) {
				longest = max(longest, min(p.from, over)-free)
				free = max(free, p.to)
			}
			before := -longAgo // of a second working day of the date it is long enough
			if len(days) == 0 || days[len(days)-1].date != date {
				before = parts[0].from - last
			}
			days = append(days, day{shortRest{date, parts[0].from, longest, least}, before, end})
			parts, last = parts[n:], end
		}
	}
	var out []shortRest
	for i, d := range days {
		if lack := d.least - d.before; lack > 0 && (i == 0 || lack >= days[i-1].least-days[i-1].rest) {
			out = append(out, shortRest{d.date, d.from, d.before, d.least})
		}
		lack := d.least - d.rest
		if lack > 0 && (i+1 == len(days) || lack > days[i+1].least-days[i+1].before) {
			out = append(out, d.shortRest)
		}
	}
	return out
}
