package constraint

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Split: nobody's day has a long gap in it.
// Counts the dates with split.gap or more between two of a carer's shifts, those on call and sleep-ins apart.
// Example: 07:00 to 10:00 and 16:00 to 20:00: one.
// Source: C25 (practice; UNISON on zero hours and split shifts).
type Split struct {
	base
	*splits
}

// splits finds the gaps of carers' dates.
type splits struct {
	lines *lines
	gap   int32
	awake []bool // by run
}

func newSplits(in *state.Instance, l *lines) *splits {
	r := &splits{l, in.H.Calendar.Ticks(in.H.Rules.Split.Gap), make([]bool, in.Runs)}
	for run := range r.awake {
		r.awake[run] = in.H.Shifts[in.ShiftOf[run]].Awake()
	}
	return r
}

// days calls f for each of the dates that these runs, by date and start, split, with its gaps.
func (r *splits) days(runs []state.Run, f func(day int16, gaps int64)) {
	day, end, gaps := int16(-1), int32(0), int64(0)
	for _, run := range runs {
		if !r.awake[run] {
			continue
		}
		from, to := r.lines.in.RunStart[run], r.lines.in.RunEnd[run]
		if d := r.lines.day[run]; d != day {
			if gaps > 0 {
				f(day, gaps)
			}
			day, end, gaps = d, to, 0
		}
		if from-end >= r.gap {
			gaps++
		}
		end = max(end, to)
	}
	if gaps > 0 {
		f(day, gaps)
	}
}

// apart tells, by date, whether some of all shifts that a carer may work split it.
func (r *splits) apart(carer int) []bool {
	out := make([]bool, r.lines.days)
	runs := r.lines.by[carer]
	for i, b := range runs {
		for k := i - 1; k >= 0 && r.lines.day[runs[k]] == r.lines.day[b]; k-- {
			a := runs[k]
			if r.awake[a] && r.awake[b] && r.lines.in.RunStart[b]-r.lines.in.RunEnd[a] >= r.gap {
				out[r.lines.day[b]] = true
			}
		}
	}
	return out
}

func (r *Split) any() bool {
	for c := range r.in.Carers {
		if slices.Contains(r.apart(c), true) {
			return true
		}
	}
	return false
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *Split) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.days(c.was, func(int16, int64) { r.add(out, r.counted(1), -1) })
		r.days(c.is, func(int16, int64) { r.add(out, r.counted(1), 1) })
	}
}

// Each looks at every date of every carer.
func (r *Split) Each(s *state.State, report func(Finding)) {
	eachGaps(s, func(c, _ int, gaps []int64) {
		report(carerFinding(c, slices.Max(gaps), 0, unit{1, 0, r.w[0]}))
	})
}

// eachGaps calls f for each carer and date from the plan's first with a gap or more.
func eachGaps(s *state.State, f func(carer, day int, gaps []int64)) {
	for c, runs := range workedBy(s) {
		slices.SortStableFunc(runs, func(a, b state.Run) int { return cmp.Compare(shiftOf(s, a).Start, shiftOf(s, b).Start) })
		for d := range 7 * s.In.Weeks {
			var gaps []int64
			end := int32(-1)
			for _, run := range runs {
				shift := shiftOf(s, run)
				if int(shift.Date-s.In.H.Calendar.Start()) != d || shift.Kind == model.OnCall || shift.Kind == model.SleepIn {
					continue
				}
				if gap := int64(shift.Start - end); end >= 0 && gap >= int64(s.In.H.Rules.Split.Gap)*int64(s.In.Res) {
					gaps = append(gaps, gap)
				}
				end = max(end, shift.End)
			}
			if len(gaps) > 0 {
				f(c, d, gaps)
			}
		}
	}
}
