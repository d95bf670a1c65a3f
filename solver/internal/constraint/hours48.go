package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Hours48: nobody who has not opted out works more than 48 hours a week on average over 17 weeks.
// Counts, for the 17 weeks that end with each week of the plan, or those of the job, the ticks above 48 hours a
// week; days of leave are made up for by days after them. Where one of the weeks before the plan is not known,
// each week of the plan has 48 hours by itself.
// Example: sixteen weeks of 47 hours leave 64 for the next; without one of them a paid week of 48 hours 30
// is one breach of 30 minutes.
// Source: Working Time Regulations 1998 reg. 4; C19.
type Hours48 struct {
	base
	hours *hours
	lines *lines
	past  []past48 // by carer
	cap   int64    // a week
	span  int      // weeks of a reference period
}

// past48 is what the time before the plan, and leave, say of a carer's reference periods.
type past48 struct {
	free  bool // opted out
	known bool // the whole history is
	other int64
	ends  []period48 // by week of the plan
}

// period48 is the reference period that ends with a week.
type period48 struct {
	from  int   // its first week of the plan
	work  int64 // before the plan, and elsewhere
	most  int64
	days  int // of leave
	leave int64
}

func newHours48(b base, hs *hours, l *lines) Hours48 {
	h := b.in.H
	res := int64(b.in.Res)
	r := Hours48{b, hs, l, make([]past48, b.in.Carers), int64(h.Rules.Hours48.Cap) * res, h.Rules.Hours48.Weeks}
	for c := range r.past {
		carer := &h.Problem.Carers[c]
		p := past48{free: carer.OptOut48, known: historyKnown(h, c, r.span), other: int64(carer.OtherWeek) * res, ends: make([]period48, b.in.Weeks)}
		for w := range p.ends {
			e := &p.ends[w]
			e.from = periodFrom(h, c, r.span, w)
			for i := e.from; i <= w; i++ {
				away := h.Excluded[c*b.in.Weeks+i]
				e.add(r.cap, p.other, away.Days, int64(away.Ticks))
			}
		}
		for i := range h.Problem.CarerHours {
			x := &h.Problem.CarerHours[i]
			back := int(h.Calendar.Start()-x.WeekStart) / 7
			if x.Carer != carer.ID || back < 1 || back >= r.span || x.WeekStart < carer.JobFrom() {
				continue
			}
			for w := 0; w < min(b.in.Weeks, r.span-back); w++ {
				p.ends[w].add(r.cap, p.other+int64(x.MinutesWorked)*res, daysOfLeave(x, h.Rules.Hours48.LeaveDay), int64(x.MinutesLeave)*res)
			}
		}
		r.past[c] = p
	}
	return r
}

// historyKnown tells whether carer_hours has a row of every week of a carer's job that a reference period of so
// many weeks has before the plan.
func historyKnown(h *model.Horizon, carer, weeks int) bool {
	n := min(weeks-1, int(h.Calendar.Start()-h.Problem.Carers[carer].JobFrom())/7)
	for i := range h.Problem.CarerHours {
		x := &h.Problem.CarerHours[i]
		if back := int(h.Calendar.Start()-x.WeekStart) / 7; h.Carer(x.Carer) == carer && back >= 1 && back < weeks && x.WeekStart >= h.Problem.Carers[carer].JobFrom() {
			n--
		}
	}
	return n <= 0
}

// periodFrom is the first week of the plan in the reference period of so many weeks, all of them of the job, that
// ends with another.
func periodFrom(h *model.Horizon, carer, weeks, week int) int {
	first := int(h.Problem.Carers[carer].JobFrom()-h.Calendar.Start()) / 7
	return min(week, max(0, week-weeks+1, first))
}

func (e *period48) add(most, work int64, days int, leave int64) {
	e.most, e.work, e.days, e.leave = e.most+most, e.work+work, e.days+days, e.leave+leave
}

// daysOfLeave is how many days of a past week were leave.
func daysOfLeave(x *model.CarerWeek, day int) int {
	if x.DaysLeave > 0 {
		return x.DaysLeave
	}
	return (x.MinutesLeave + day - 1) / day
}

// made tells whether days of leave are made up for where that may be too much: what a week may hold is then a matter
// of the days after it.
func (r *Hours48) made() bool {
	for c := range r.past {
		if p := &r.past[c]; !r.counts() || !p.known || p.free {
			continue
		}
		longest, day := r.longest(c)
		for w, e := range r.past[c].ends {
			if e.days == 0 {
				continue
			}
			most := e.work + max(int64(e.days)*day, e.leave) // each day of leave is another's work, or its share of the leave
			for i := e.from; i <= w; i++ {
				most += longest[i]
			}
			if most > e.most {
				return true
			}
		}
	}
	return false
}

// longest is what the longest shift of each of their dates would pay a carer, by week of the plan, and on the day that
// would pay the most. What a contract allows is no bound: it may be broken.
func (r *Hours48) longest(c int) (weeks []int64, day int64) {
	dates := make([]int64, 7*r.in.Weeks)
	for _, run := range r.lines.by[c] {
		d := r.lines.day[run]
		dates[d] = max(dates[d], int64(r.in.Paid[run]))
	}
	weeks = make([]int64, r.in.Weeks)
	for d, paid := range dates {
		weeks[d/7] += paid
		day = max(day, paid)
	}
	return weeks, day
}

// room is what a carer may be paid from one week of the plan to another, where none is made up for.
func (r *Hours48) room(c, week int) (from int, most int64) {
	if p := &r.past[c]; p.known {
		return p.ends[week].from, p.ends[week].most - p.ends[week].work
	}
	return week, r.cap - r.past[c].other
}

// carer adds what there is to say of a carer, with their paid ticks by week and by run.
func (r *Hours48) carer(c int, paid func(week int) int32, run func(state.Run) int32, out *model.Score, sign int64) {
	p := &r.past[c]
	if p.free {
		return
	}
	for w := range p.ends {
		if !p.known {
			r.add(out, r.hourly(int32(int64(paid(w))+p.other-r.cap)), sign)
			continue
		}
		e := &p.ends[w]
		sum := e.work - e.most
		for i := e.from; i <= w; i++ {
			sum += int64(paid(i))
		}
		if e.days > 0 {
			made, days := r.after(c, w, e.days, run)
			sum += made + e.leave*int64(e.days-days)/int64(e.days)
		}
		if sum > 0 {
			r.add(out, unit{1, sum, r.w[0] * sum / (60 * int64(r.in.Res))}, sign)
		}
	}
}

// after adds up the first so many dates on which a carer works after a week.
func (r *Hours48) after(c, week, most int, run func(state.Run) int32) (sum int64, days int) {
	last := int16(-1)
	for _, x := range r.lines.by[c] {
		d := r.lines.day[x]
		if int(d) < 7*week+7 || days == most && d != last {
			continue
		}
		paid := run(x)
		if paid < 0 {
			continue
		}
		if d != last {
			last, days = d, days+1
		}
		sum += int64(paid)
	}
	return sum, days
}

// Delta looks at the carers whose paid time changes.
func (r *Hours48) Delta(t *state.Trial, out *model.Score) {
	for i := range r.hours.touched {
		c := int(r.hours.touched[i].carer)
		first := true
		for _, x := range r.hours.touched[:i] {
			first = first && int(x.carer) != c
		}
		if !first {
			continue
		}
		paid := r.hours.paid[c*r.in.Weeks : (c+1)*r.in.Weeks]
		r.carer(c, func(w int) int32 { return paid[w] }, func(x state.Run) int32 { return r.hours.was(t, x) }, out, -1)
		r.carer(c, func(w int) int32 { return r.hours.now(c, w) }, func(x state.Run) int32 { return r.hours.is(t, x) }, out, 1)
	}
}

// Each goes through every carer's reference periods week by week.
func (r *Hours48) Each(s *state.State, report func(Finding)) {
	h, res := s.In.H, int64(s.In.Res)
	rows := make(map[model.CarerID]map[model.Date]*model.CarerWeek)
	for i := range h.Problem.CarerHours {
		x := &h.Problem.CarerHours[i]
		if rows[x.Carer] == nil {
			rows[x.Carer] = make(map[model.Date]*model.CarerWeek)
		}
		rows[x.Carer][x.WeekStart] = x
	}
	for c, runs := range workedBy(s) {
		carer := &h.Problem.Carers[c]
		if carer.OptOut48 {
			continue
		}
		days := make([]int64, 7*s.In.Weeks)
		works := make([]bool, 7*s.In.Weeks)
		for _, run := range runs {
			d := shiftOf(s, run).Date - h.Calendar.Start()
			days[d] += paidOf(s, run)
			works[d] = true
		}
		first := int(carer.JobFrom()-h.Calendar.Start()) / 7
		known := true
		for i := max(first, 1-h.Rules.Hours48.Weeks); i < 0; i++ {
			known = known && rows[carer.ID][h.Calendar.Start().Add(7*i)] != nil
		}
		for w := range s.In.Weeks {
			weeks, work, leave, off := int64(0), int64(0), int64(0), int64(0)
			for i := w; i > w-h.Rules.Hours48.Weeks && (known && i >= first || i == w); i-- {
				if i >= 0 {
					weeks++
					for _, x := range days[7*i : 7*i+7] {
						work += x
					}
					away := h.Excluded[c*s.In.Weeks+i]
					leave += int64(away.Ticks)
					off += int64(away.Days)
				} else if x := rows[carer.ID][h.Calendar.Start().Add(7*i)]; x != nil {
					weeks++
					work += int64(x.MinutesWorked) * res
					leave += int64(x.MinutesLeave) * res
					off += int64(daysOfLeave(x, h.Rules.Hours48.LeaveDay))
				}
			}
			work += weeks * int64(carer.OtherWeek) * res
			if known && off > 0 {
				left := off
				for d := 7*w + 7; d < len(days) && left > 0; d++ {
					if works[d] {
						work += days[d]
						left--
					}
				}
				work += leave * left / off
			}
			limit := weeks * int64(h.Rules.Hours48.Cap) * res
			if x := work - limit; x > 0 {
				report(carerFinding(c, work, limit, unit{1, x, r.w[0] * x / (60 * res)}))
			}
		}
	}
}
