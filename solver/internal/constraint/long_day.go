package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// LongDay: ten hours of work a day are enough, however they are laid out.
// Counts the ticks of work beyond long_day.most, breaks, sleep-ins and shifts on call aside.
// Example: 07:00 to 12:30 and 13:00 to 18:00 are ten and a half hours: half an hour beyond.
// Source: C22 (judgement of practice).
type LongDay struct {
	base
	lines  *lines
	work   []int32 // by run
	enough int32
}

func newLongDay(b base, l *lines) LongDay {
	h := b.in.H
	r := LongDay{b, l, make([]int32, b.in.Runs), h.Calendar.Ticks(h.Rules.LongDay.Most)}
	for run := range r.work {
		if ds := h.ShiftFor(&h.Shifts[b.in.ShiftOf[run]], int(b.in.CarerOf[run])); ds.Awake() {
			r.work[run] = ds.Paid()
		}
	}
	return r
}

// beyond is what so much work on a date costs.
func (r *LongDay) beyond(work int32) unit {
	if work <= r.enough {
		return unit{}
	}
	return wish(r.w[0] * int64(work-r.enough) / (60 * int64(r.in.Res)))
}

// line adds what there is to say of a carer who works these runs, in the order of their dates.
func (r *LongDay) line(runs []state.Run, out *model.Score, sign int64) {
	day, work := int16(-1), int32(0)
	for _, run := range runs {
		if d := r.lines.day[run]; d != day {
			r.add(out, r.beyond(work), sign)
			day, work = d, 0
		}
		work += r.work[run]
	}
	r.add(out, r.beyond(work), sign)
}

// any tells whether a day of somebody who works all that they may is too long.
func (r *LongDay) any() bool {
	var out model.Score
	all := *r
	all.base = base{code: r.code, level: model.Wishes, w: r.w, in: r.in}
	for _, runs := range r.lines.by {
		all.line(runs, &out, 1)
	}
	return out.Wishes > 0
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *LongDay) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.was, out, -1)
		r.line(c.is, out, 1)
	}
}

// Each adds up every carer's dates.
func (r *LongDay) Each(s *state.State, report func(Finding)) {
	h, res := s.In.H, int64(s.In.Res)
	enough := int64(h.Rules.LongDay.Most) * res
	for c, runs := range workedBy(s) {
		work := make([]int64, 7*s.In.Weeks)
		for _, run := range runs {
			if ds := shiftOf(s, run); ds.Kind != model.OnCall && ds.Kind != model.SleepIn {
				work[ds.Date-h.Calendar.Start()] += int64(ds.End-ds.Start) - int64(ds.Break)
			}
		}
		for _, ticks := range work {
			if cost := r.w[0] * (ticks - enough) / (60 * res); cost > 0 {
				report(carerFinding(c, ticks, enough, unit{1, 0, cost}))
			}
		}
	}
}
