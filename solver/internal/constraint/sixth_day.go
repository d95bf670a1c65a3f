package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// SixthDay: five days in a row are enough, whatever the law allows.
// Counts the days beyond sixth_day.most.
// Example: six days in a row: one.
// Source: C23 (judgement of practice).
type SixthDay struct {
	base
	lines *lines
	most  int
}

func newSixthDay(b base, l *lines) SixthDay { return SixthDay{b, l, b.in.H.Rules.SixthDay.Most} }

// line adds what there is to say of a carer who works these runs.
func (r *SixthDay) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	r.lines.stretches(carer, runs, func(s stretch) {
		if over := s.beyond(r.most); s.work && over > 0 {
			r.add(out, r.counted(int64(over)), sign)
		}
	})
}

func (r *SixthDay) any() bool {
	for c := range r.in.Carers {
		if r.lines.longest(state.Carer(c)) > r.most {
			return true
		}
	}
	return false
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *SixthDay) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each goes along every carer's dates.
func (r *SixthDay) Each(s *state.State, report func(Finding)) {
	eachKnown(s, func(c int, works []bool, before int) {
		most := s.In.H.Rules.SixthDay.Most
		eachStretch(works, func(from, to int, work bool) {
			if n := int64(over(from, to, before, most)); work && n > 0 {
				report(carerFinding(c, int64(to-from), int64(most), unit{n, 0, r.w[0] * n}))
			}
		})
	})
}
