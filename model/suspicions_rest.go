package model

import (
	"cmp"
	"fmt"
	"slices"
)

// restless warns once a carer of given shifts that leave too short a daily rest, between two dates or in the 24 hours
// from the start of a working day, and once of those that leave too short a weekly one; see [RuleRest] and
// [RuleWeeklyRest]. Shifts on call are no work, and what a derogation sets aside is no suspicion.
func (v *validator) restless(h *Horizon) {
	byCarer := make([][]*DatedShift, len(v.p.Carers))
	for i := range h.Shifts {
		if s := &h.Shifts[i]; s.Carer >= 0 && s.Status == Given && s.AtWork() {
			byCarer[s.Carer] = append(byCarer[s.Carer], s)
		}
	}
	for c, shifts := range byCarer {
		slices.SortStableFunc(shifts, func(a, b *DatedShift) int {
			return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start))
		})
		if v.p.Objective.Level(RuleRest) != Off {
			v.dailyRest(h, c, shifts)
		}
		slices.SortStableFunc(shifts, func(a, b *DatedShift) int { return cmp.Compare(a.Start, b.Start) })
		if v.p.Objective.Level(RuleWeeklyRest) != Off {
			v.weeklyRest(h, c, shifts)
		}
	}
}

// dailyRest is the first that is too short.
func (v *validator) dailyRest(h *Horizon, c int, shifts []*DatedShift) {
	say := func(s *DatedShift, rest int32, when string) bool {
		least := h.Calendar.Ticks(h.DailyRest(c, s.Date))
		if rest < 0 || rest >= least || h.Derogated(c, s.Date) {
			return false
		}
		minutes := int(rest / h.Calendar.res)
		at{v, shiftTable, s.Template}.say("W2009", "start", h.Calendar.Local(s.Start, s.Date).String(), fmt.Sprintf("carer %q has %d:%02d hours of rest %s %s, less than %d", v.p.Carers[c].ID, minutes/60, minutes%60, when, s.Date, h.DailyRest(c, s.Date)/60), "")
		return true
	}
	const within = "in the 24 hours from the start of work on"
	day := h.Calendar.Ticks(1440)
	var first *DatedShift // of the working day
	var end, pause int32
	left := func() int32 { return max(pause, first.Start+day-end) }
	for _, s := range shifts {
		least := h.Calendar.Ticks(h.DailyRest(c, s.Date))
		switch {
		case first == nil:
		case s.Date == first.Date && s.Start-end < least:
			pause = max(pause, min(s.Start-end, first.Start+day-end))
			end = max(end, s.End)
			continue
		case s.Date != first.Date && say(s, s.Start-end, "before"), say(first, left(), within):
			return
		}
		first, end, pause = s, s.End, 0
	}
	if first != nil {
		say(first, left(), within)
	}
}

// weeklyRest is the first week, or two, in which the longest rests are too short.
func (v *validator) weeklyRest(h *Horizon, c int, shifts []*DatedShift) {
	if len(shifts) == 0 {
		return
	}
	k := &h.Rules.WeeklyRest
	const ever = int32(1) << 30
	type rest struct{ from, to int32 }
	var rests []rest
	end := -ever
	for _, s := range shifts {
		if s.Start > end {
			rests = append(rests, rest{end, s.Start})
		}
		end = max(end, s.End)
	}
	rests = append(rests, rest{end, ever})
	for w := 0; w < h.Weeks; w++ {
		monday := h.Calendar.Start().Add(7 * w)
		if h.Derogated(c, monday) {
			continue
		}
		least, daily, weeks := h.Calendar.Ticks(k.Week), h.Calendar.Ticks(h.Rules.Rest.Daily), 1
		switch {
		case h.Young(c, monday):
			least, daily = h.Calendar.Ticks(k.Young), 0
		case k.Form == ByFortnight && w%2 == 0 && w+1 < h.Weeks:
			weeks, w = 2, w+1
		}
		from, to := h.Calendar.Tick(monday, 0), h.Calendar.Tick(monday.Add(7*weeks), 0)
		var one, two int32
		for _, r := range rests {
			part := min(r.to, to) - max(r.from, from)
			if part <= 0 {
				continue
			}
			counts := part + daily
			if r.from > -ever && r.to < ever {
				counts = min(counts, r.to-r.from)
			}
			if counts > one {
				one, two = counts, one
			} else {
				two = max(two, counts)
			}
		}
		if one >= least && (weeks == 1 || two >= least) || weeks == 2 && one >= h.Calendar.Ticks(k.Fortnight) {
			continue
		}
		for _, s := range shifts {
			if s.Date < monday || s.Date >= monday.Add(7*weeks) {
				continue
			}
			minutes := int(one / h.Calendar.res)
			at{v, shiftTable, s.Template}.say("W2009", "days", "", fmt.Sprintf("carer %q has at most %d:%02d hours of rest on end in the week of %s, less than %d", v.p.Carers[c].ID, minutes/60, minutes%60, monday, least/h.Calendar.res/60), "")
			return
		}
	}
}
