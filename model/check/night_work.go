package check

import "github.com/milltir/milltir/model"

// nightWork: too long an average of a night worker, Detail "average" and Limit that of all its weeks
// together; or too much in 24 hours where the work is a hazard, Detail "hazard".
func nightWork(j *judge) {
	rule := j.h.Rules.Night
	for c := range j.h.Problem.Carers {
		runs := j.runsOf(c, (*model.DatedShift).AtWork)
		past, missing := j.pastWeeks(c, rule.Weeks)
		if !j.nightWorker(runs, past) {
			continue
		}
		for w := range j.h.Weeks {
			out := j.ofWeek(c, w)
			work, weeks := j.nightPeriod(c, runs, past, missing > 0, w)
			out.Limit, out.Detail = j.ticks(rule.Day*rule.Days)*weeks, "average"
			j.tooMuch(out, work)
		}
		if j.carer(c).NightHazard {
			j.hazards(runs)
		}
	}
}

// runsOf lists a carer's runs in shifts that count.
func (j *judge) runsOf(carer int, of func(*model.DatedShift) bool) []*run {
	var out []*run
	j.shifts(func(r *run) {
		if r.carer == carer && of(r.shift) {
			out = append(out, r)
		}
	})
	return out
}

// nights tells, of each date on which some runs are, whether it is one of night work.
func (j *judge) nights(runs []*run) map[model.Date]bool {
	rule := j.h.Rules.Night
	dark := make(map[model.Date]int64)
	for _, r := range runs {
		dark[r.date] += j.atNight(r, rule.From, rule.To)
	}
	out := make(map[model.Date]bool)
	for d, ticks := range dark {
		out[d] = ticks >= j.ticks(rule.Least)
	}
	return out
}

// nightWorker tells whether more of the days of work than night.share are of night work, in the plan and before it.
func (j *judge) nightWorker(runs []*run, past map[int]*model.CarerWeek) bool {
	days, nights := 0, 0
	for _, night := range j.nights(runs) {
		if days++; night {
			nights++
		}
	}
	for _, row := range past {
		days, nights = days+row.DaysWorked, nights+row.Nights
	}
	return 100*nights > j.h.Rules.Night.Share*days
}

// nightPeriod is the work of the weeks of a reference period, and their number; alone, of its last week.
func (j *judge) nightPeriod(c int, runs []*run, past map[int]*model.CarerWeek, alone bool, last int) (work, weeks int64) {
	for n := range j.h.Rules.Night.Weeks {
		week := last - n
		if n > 0 && (alone || j.h.Calendar.Start().Add(7*week) < j.carer(c).JobFrom()) {
			break
		}
		weeks++
		if row := past[-week]; row != nil {
			work += j.ticks(row.MinutesWorked)
		}
		for _, r := range runs {
			if r.week == week {
				work += r.end - r.start - int64(r.shift.Break)
			}
		}
	}
	return work, weeks
}

// hazards: more than eight hours in the 24 that begin with a shift that is in part at night.
func (j *judge) hazards(runs []*run) {
	rule := j.h.Rules.Night
	for _, night := range runs {
		if j.atNight(night, rule.From, rule.To) == 0 {
			continue
		}
		until, work := night.start+j.ticks(1440), int64(0)
		for _, r := range runs {
			switch {
			case r.start < night.start || r.start >= until:
			case r.end > until:
				work += until - r.start
			default:
				work += r.end - r.start - int64(r.shift.Break)
			}
		}
		out := j.ofRun(night)
		out.Limit, out.Detail = j.ticks(rule.Day), "hazard"
		j.tooMuch(out, work)
	}
}

// nightRun: too many waking nights in a row, told of the first that is; or too little time off after some, Detail
// "recovery", told of the work that came too early.
func nightRun(j *judge) {
	rule := j.h.Rules.Night
	for c := range j.h.Problem.Carers {
		night := j.nights(j.runsOf(c, (*model.DatedShift).Awake))
		days := j.workdaysOf(c, (*model.DatedShift).AtWork)
		n := 0 // nights in a row up to the day at hand
		for i, d := range days {
			if n >= 2 {
				if !night[d.date] || d.date > days[i-1].date+1 {
					j.soon(c, d, d.start-days[i-1].end)
				}
			}
			switch {
			case !night[d.date]:
				n = 0
			case i > 0 && d.date == days[i-1].date+1:
				n++
			default:
				n = 1
			}
			last := i+1 == len(days) || days[i+1].date > d.date+1 || !night[days[i+1].date]
			if more := n - rule.Row; more > 0 && last {
				j.wish(model.Violation{
					Carer: j.carer(c).ID, Date: d.date.Add(1 - more), Amount: int64(n), Limit: int64(rule.Row), Unit: "night",
				}, j.weight(0)*int64(more))
			}
		}
	}
}

// soon: work so many ticks after nights in a row.
func (j *judge) soon(c int, d workday, off int64) {
	need := j.ticks(j.h.Rules.Night.Recovery)
	j.wish(model.Violation{
		Carer: j.carer(c).ID, Date: d.date, At: j.clock(d.start, d.date), Detail: "recovery",
		Amount: off, Limit: need, Unit: "tick",
	}, j.weight(1)*max(0, need-off)/(60*j.perMinute))
}
