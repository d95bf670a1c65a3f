package constraint

import (
	"cmp"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Span: nobody's day is too long from its first start to its last end.
// Counts the ticks beyond the carer's number, twelve hours where none is given.
// Example: 07:00 to 11:00 and 16:00 to 20:00 is 13 hours, 60 minutes too long.
// Source: C22 (judgement of practice).
type Span struct {
	base
	lines *lines
	most  []int32 // by carer
	awake []bool  // by run
}

func newSpan(b base, l *lines) Span {
	r := Span{b, l, make([]int32, b.in.Carers), make([]bool, b.in.Runs)}
	for c := range r.most {
		r.most[c] = b.in.H.Calendar.Ticks(cmp.Or(b.in.H.Problem.Carers[c].MaxSpan, model.DaySpan))
	}
	for run := range r.awake {
		r.awake[run] = b.in.H.Shifts[b.in.ShiftOf[run]].Awake()
	}
	return r
}

// line adds what there is to say of a carer who works these runs, in the order of their dates.
func (r *Span) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	day, from, to := int16(-1), int32(0), int32(0)
	for _, run := range runs {
		if !r.awake[run] {
			continue
		}
		if d := r.lines.day[run]; d != day {
			r.add(out, r.timed(to-from-r.most[carer]), sign)
			day, from, to = d, r.in.RunStart[run], r.in.RunEnd[run]
		}
		from, to = min(from, r.in.RunStart[run]), max(to, r.in.RunEnd[run])
	}
	r.add(out, r.timed(to-from-r.most[carer]), sign)
}

// alone is what a day with one shift counts.
func (r *Span) alone(carer state.Carer, run state.Run) unit {
	if !r.awake[run] {
		return unit{}
	}
	return r.timed(r.in.RunEnd[run] - r.in.RunStart[run] - r.most[carer])
}

// any tells whether a day of somebody who works all that they may is too long.
func (r *Span) any() bool {
	var out model.Score
	all := *r
	all.base = base{code: r.code, level: model.Law, w: r.w, in: r.in}
	for c := range r.most {
		all.line(state.Carer(c), r.lines.by[c], &out, 1)
	}
	return out.Breaches > 0
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *Span) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each measures every date of every carer.
func (r *Span) Each(s *state.State, report func(Finding)) {
	for c, days := range workdays(s, (*model.DatedShift).Awake) {
		most := int64(cmp.Or(s.In.H.Problem.Carers[c].MaxSpan, model.DaySpan)) * int64(s.In.Res)
		for _, d := range days {
			if x := int64(d.to-d.from) - most; x > 0 {
				report(carerFinding(c, int64(d.to-d.from), most, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
			}
		}
	}
}
