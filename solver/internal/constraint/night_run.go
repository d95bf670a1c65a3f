package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// NightRun: not too many waking nights in a row, and two days off after some.
// Counts the nights beyond four in a row, and the ticks that are missing of 48 hours after two or more. A sleep-in
// is no waking night; it is work like any other after some.
// Example: six nights in a row are two too many.
// Source: C45 (judgement of practice).
type NightRun struct {
	base
	lines    *lines
	work     []bool  // by run: not on call
	night    []int32 // by run: how much of its shift is at night, of a sleep-in none
	least    int32   // at night, for a date to be one of night work
	row      int
	recovery int32
}

func newNightRun(b base, l *lines) NightRun {
	h := b.in.H
	rule := h.Rules.Night
	r := NightRun{
		base: b, lines: l, work: make([]bool, b.in.Runs), night: make([]int32, b.in.Runs),
		least: h.Calendar.Ticks(rule.Least), row: rule.Row, recovery: h.Calendar.Ticks(rule.Recovery),
	}
	for run := range r.work {
		ds := h.ShiftFor(&h.Shifts[b.in.ShiftOf[run]], int(b.in.CarerOf[run]))
		if r.work[run] = ds.AtWork(); ds.Awake() {
			r.night[run] = inNights(h, ds, rule.From, rule.To)
		}
	}
	return r
}

// any tells whether some shift has any of the night.
func (r *NightRun) any() bool {
	for _, ticks := range r.night {
		if ticks > 0 {
			return true
		}
	}
	return false
}

// line adds what there is to say of a carer who works these runs.
func (r *NightRun) line(runs []state.Run, out *model.Score, sign int64) {
	row, day, end := 0, int16(-9), int32(0) // nights in a row up to the last day of work, and that day
	for i := 0; i < len(runs); {
		d, start, until, dark := r.lines.day[runs[i]], int32(-1), int32(0), int32(0)
		for ; i < len(runs) && r.lines.day[runs[i]] == d; i++ {
			run := runs[i]
			if !r.work[run] {
				continue
			}
			if start < 0 {
				start = r.in.RunStart[run]
			}
			until, dark = max(until, r.in.RunEnd[run]), dark+r.night[run]
		}
		if start < 0 {
			continue
		}
		if dark >= r.least && d == day+1 && row > 0 {
			row++
		} else {
			r.ended(row, start-end, true, out, sign)
			row = 0
			if dark >= r.least {
				row = 1
			}
		}
		day, end = d, until
	}
	r.ended(row, 0, false, out, sign)
}

// ended books a run of nights, and so much time off before more work.
func (r *NightRun) ended(row int, off int32, more bool, out *model.Score, sign int64) {
	if row > r.row {
		r.add(out, wish(r.w[0]*int64(row-r.row)), sign)
	}
	if x := r.recovery - off; row > 1 && more && x > 0 {
		r.add(out, wish(r.w[1]*int64(x)/(60*int64(r.in.Res))), sign)
	}
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *NightRun) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.was, out, -1)
		r.line(c.is, out, 1)
	}
}

// Each looks, from every date that ends a run, back along it, and on to the next work.
func (r *NightRun) Each(s *state.State, report func(Finding)) {
	h, res := s.In.H, int64(s.In.Res)
	rule := h.Rules.Night
	days := 7 * s.In.Weeks
	for c, runs := range workedBy(s) {
		from, to, dark := make([]int64, days), make([]int64, days), make([]int64, days)
		for _, run := range runs {
			ds := shiftOf(s, run)
			if ds.Kind == model.OnCall {
				continue
			}
			d := int(ds.Date - h.Calendar.Start())
			if to[d] == 0 || int64(ds.Start) < from[d] {
				from[d] = int64(ds.Start)
			}
			to[d] = max(to[d], int64(ds.End))
			if ds.Kind != model.SleepIn {
				dark[d] += int64(nightIn(h, ds, rule.From, rule.To))
			}
		}
		night := func(d int) bool { return d >= 0 && d < days && to[d] > 0 && dark[d] >= int64(rule.Least)*res }
		for d := range days {
			if !night(d) || night(d+1) {
				continue
			}
			n := 0
			for night(d - n) {
				n++
			}
			if cost := r.w[0] * int64(n-rule.Row); cost > 0 {
				report(carerFinding(c, int64(n), int64(rule.Row), unit{1, 0, cost}))
			}
			next := d + 1
			for next < days && to[next] == 0 {
				next++
			}
			if n < 2 || next == days {
				continue
			}
			off, need := from[next]-to[d], int64(rule.Recovery)*res
			if cost := r.w[1] * (need - off) / (60 * res); need > off && cost > 0 {
				report(carerFinding(c, off, need, unit{1, 0, cost}))
			}
		}
	}
}
