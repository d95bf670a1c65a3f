package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// NightWork: who works at night as a normal course (night.share) works at most eight hours in each 24 on average, the
// day of weekly rest left aside; and where the work is a special hazard or a heavy strain, in any 24 hours.
// Counts the ticks above.
// Example: six nights of nine hours of work in a week before which nothing is known are 54 of 48 hours: one
// breach of 6 hours.
// Source: Working Time Regulations 1998 regs 2(1) and 6; C20, C45.
type NightWork struct {
	base
	lines *lines
	work  []int32 // by run: its shift less its break; -1 where it is on call
	night []int32 // by run: how much of its shift is at night
	least int32   // at night, for a date to be one of night work
	share int     // per cent of the dates of work: who has more of night work is a night worker
	most  int32   // in 24 hours
	past  []pastNights
	sum   []int64 // by week, while a line is looked at
}

// pastNights is what the weeks before the plan say of a carer.
type pastNights struct {
	known, hazard bool    // known: as far as the reference period goes
	days, nights  int     // worked; and of these, of night work
	room          []int64 // by week of the plan: what the reference period that ends with it leaves
	from          []int   // by week of the plan: the first one of that period
}

func newNightWork(b base, l *lines) NightWork {
	h := b.in.H
	rule, res := h.Rules.Night, int64(b.in.Res)
	r := NightWork{
		base: b, lines: l, work: make([]int32, b.in.Runs), night: make([]int32, b.in.Runs),
		least: h.Calendar.Ticks(rule.Least), share: rule.Share, most: h.Calendar.Ticks(rule.Day), sum: make([]int64, b.in.Weeks),
	}
	for run := range r.work {
		ds := h.ShiftFor(&h.Shifts[b.in.ShiftOf[run]], int(b.in.CarerOf[run]))
		if r.work[run] = -1; ds.Kind != model.OnCall {
			r.work[run], r.night[run] = ds.Paid(), inNights(h, ds, rule.From, rule.To)
		}
	}
	week := int64(rule.Day*rule.Days) * res
	for c := range b.in.Carers {
		p := pastNights{known: historyKnown(h, c, rule.Weeks), hazard: h.Problem.Carers[c].NightHazard, room: make([]int64, b.in.Weeks), from: make([]int, b.in.Weeks)}
		for i := range h.Problem.CarerHours {
			x := &h.Problem.CarerHours[i]
			back := int(h.Calendar.Start()-x.WeekStart) / 7
			if h.Carer(x.Carer) != c || back < 1 || back >= rule.Weeks || x.WeekStart < h.Problem.Carers[c].JobFrom() {
				continue
			}
			p.days, p.nights = p.days+x.DaysWorked, p.nights+x.Nights
			for w := 0; p.known && w < min(b.in.Weeks, rule.Weeks-back); w++ {
				p.room[w] += week - int64(x.MinutesWorked)*res
			}
		}
		for w := range p.room {
			if p.from[w] = w; p.known {
				p.from[w] = periodFrom(h, c, rule.Weeks, w)
			}
			p.room[w] += week * int64(w-p.from[w]+1)
		}
		r.past = append(r.past, p)
	}
	return r
}

func (r *NightWork) any() bool {
	for run := range r.night {
		if r.dark(run) {
			return true
		}
	}
	return false
}

// dark tells whether a run's carer may be a night worker because of it, or of what was before.
func (r *NightWork) dark(run int) bool {
	return r.night[run] > 0 || r.past[r.in.CarerOf[run]].nights > 0
}

// line adds what there is to say of a carer who works these runs.
func (r *NightWork) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	p := &r.past[carer]
	days, nights := p.days, p.nights
	clear(r.sum)
	date, dark := int16(-1), int32(0)
	for _, run := range runs {
		if r.work[run] < 0 {
			continue
		}
		if d := r.lines.day[run]; d != date {
			date, dark, days = d, 0, days+1
		}
		if before := dark; before < r.least {
			if dark += r.night[run]; dark >= r.least {
				nights++
			}
		}
		r.sum[date/7] += int64(r.work[run])
	}
	if 100*nights <= r.share*days {
		return
	}
	for w := range p.room {
		x := -p.room[w]
		for i := p.from[w]; i <= w; i++ {
			x += r.sum[i]
		}
		if x > 0 {
			r.add(out, unit{1, x, r.w[0] * x / (60 * int64(r.in.Res))}, sign)
		}
	}
	if p.hazard {
		r.hazards(runs, out, sign)
	}
}

// hazards looks at the 24 hours that begin with each shift that is in part at night.
func (r *NightWork) hazards(runs []state.Run, out *model.Score, sign int64) {
	day := r.in.H.Calendar.Ticks(1440)
	for _, run := range runs {
		if r.work[run] < 0 || r.night[run] == 0 {
			continue
		}
		start, sum := r.in.RunStart[run], int32(0)
		for _, x := range runs {
			switch from, to := r.in.RunStart[x], r.in.RunEnd[x]; {
			case r.work[x] < 0 || from < start || from >= start+day:
			case to <= start+day:
				sum += r.work[x]
			default:
				sum += start + day - from
			}
		}
		r.add(out, r.hourly(sum-r.most), sign)
	}
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *NightWork) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each tells the night workers, and goes through their reference periods week by week.
func (r *NightWork) Each(s *state.State, report func(Finding)) {
	h, res := s.In.H, int64(s.In.Res)
	rule := h.Rules.Night
	for c, runs := range workedBy(s) {
		var shifts []*model.DatedShift
		dates := make(map[model.Date]int32)
		work := make([]int64, s.In.Weeks)
		for _, run := range runs {
			if ds := shiftOf(s, run); ds.Kind != model.OnCall {
				shifts = append(shifts, ds)
				dates[ds.Date] += nightIn(h, ds, rule.From, rule.To)
				work[ds.Week] += int64(ds.Paid())
			}
		}
		days, nights := len(dates), 0
		for _, ticks := range dates {
			if int64(ticks) >= int64(rule.Least)*res {
				nights++
			}
		}
		past := make(map[int]*model.CarerWeek)
		for i := range h.Problem.CarerHours {
			x := &h.Problem.CarerHours[i]
			if back := int(h.Calendar.Start()-x.WeekStart) / 7; h.Carer(x.Carer) == c && back > 0 && back < rule.Weeks && x.WeekStart >= h.Problem.Carers[c].JobFrom() {
				past[-back] = x
				days, nights = days+x.DaysWorked, nights+x.Nights
			}
		}
		if rule.Share*days-100*nights >= 0 {
			continue
		}
		known := true // a row of each week of the period before the plan
		for i := 1 - rule.Weeks; i < 0; i++ {
			known = known && (past[i] != nil || h.Calendar.Start().Add(7*i) < h.Problem.Carers[c].JobFrom())
		}
		for w := range work {
			sum, limit := int64(0), int64(0)
			for i := w; i > w-rule.Weeks && (known || i == w); i-- {
				if i >= 0 && (i == w || h.Calendar.Start().Add(7*i) >= h.Problem.Carers[c].JobFrom()) {
					sum, limit = sum+work[i], limit+int64(rule.Day*rule.Days)*res
				} else if x := past[i]; x != nil {
					sum, limit = sum+int64(x.MinutesWorked)*res, limit+int64(rule.Day*rule.Days)*res
				}
			}
			r.above(c, sum, limit, report)
		}
		if h.Problem.Carers[c].NightHazard {
			r.strain(c, shifts, report)
		}
	}
}

// strain goes through the shifts at night, with what is worked from the start of each to a day later.
func (r *NightWork) strain(c int, shifts []*model.DatedShift, report func(Finding)) {
	h := r.in.H
	for _, night := range shifts {
		if nightIn(h, night, h.Rules.Night.From, h.Rules.Night.To) == 0 {
			continue
		}
		until, sum := int64(night.Start)+1440*int64(r.in.Res), int64(0)
		for _, ds := range shifts {
			if ds.Start >= night.Start && int64(ds.End) <= until {
				sum += int64(ds.Paid())
			} else if ds.Start >= night.Start && int64(ds.Start) < until {
				sum += until - int64(ds.Start)
			}
		}
		r.above(c, sum, int64(h.Rules.Night.Day)*int64(r.in.Res), report)
	}
}

// above reports so many ticks above a limit.
func (r *NightWork) above(c int, ticks, limit int64, report func(Finding)) {
	if x := ticks - limit; x > 0 {
		report(carerFinding(c, ticks, limit, unit{1, x, r.w[0] * x / (60 * int64(r.in.Res))}))
	}
}
