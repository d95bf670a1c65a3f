package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// SplitMost: no day is split into too many parts, and no week has too many split days.
// Counts the gaps of a date beyond split.day and the split days of a week beyond split.week.
// Example: three split days in a week, two at most: one.
// Source: C25 (practice).
type SplitMost struct {
	base
	*splits
	day, week int64
}

func newSplitMost(b base, s *splits) SplitMost {
	k := &b.in.H.Rules.Split
	return SplitMost{b, s, int64(k.Day), int64(k.Week)}
}

// line adds what there is to say of somebody who works these runs.
func (r *SplitMost) line(runs []state.Run, out *model.Score, sign int64) {
	week, n := int16(-1), int64(0)
	r.days(runs, func(day int16, gaps int64) {
		if gaps > r.day {
			r.add(out, r.counted(gaps-r.day), sign)
		}
		if day/7 != week {
			week, n = day/7, 0
		}
		if n++; n > r.week {
			r.add(out, r.counted(1), sign)
		}
	})
}

// any tells whether so many days of a week may be split, or a date has shifts enough for so many gaps.
func (r *SplitMost) any() bool {
	for c := range r.in.Carers {
		shifts, days := make([]int64, r.lines.days), make([]int64, r.in.Weeks)
		for _, run := range r.lines.by[c] {
			shifts[r.lines.day[run]]++
		}
		for d, split := range r.apart(c) {
			if !split {
				continue
			}
			if days[d/7]++; days[d/7] > r.week || shifts[d] > r.day+1 {
				return true
			}
		}
	}
	return false
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *SplitMost) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.was, out, -1)
		r.line(c.is, out, 1)
	}
}

// Each counts every carer's gaps by date, and their split days by week.
func (r *SplitMost) Each(s *state.State, report func(Finding)) {
	most := &s.In.H.Rules.Split
	weeks := make([][]int, s.In.Carers)
	for c := range weeks {
		weeks[c] = make([]int, s.In.Weeks)
	}
	eachGaps(s, func(c, day int, gaps []int64) {
		weeks[c][day/7]++
		if n := int64(len(gaps) - most.Day); n > 0 {
			report(carerFinding(c, int64(len(gaps)), int64(most.Day), unit{n, 0, r.w[0] * n}))
		}
	})
	for c := range weeks {
		for _, days := range weeks[c] {
			if n := int64(days - most.Week); n > 0 {
				report(carerFinding(c, int64(days), int64(most.Week), unit{n, 0, r.w[0] * n}))
			}
		}
	}
}
