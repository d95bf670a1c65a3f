package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Available: nobody works while away, or at a time to which they said no.
// Counts the ticks of a worked shift inside such spans.
// Example: a shift from 13:30 to 16:00 by a carer who said no from 12:00 to 14:00 is one breach of
// 30 minutes.
// Source: C10.
type Available struct {
	base
	ticks []int32 // by run
}

func newAvailable(b base) Available {
	r := Available{b, make([]int32, b.in.Runs)}
	for c := range b.in.Carers {
		away := joined(b.in.H.Absent(c), b.in.H.Said(c, model.AvailNo))
		for _, run := range b.in.RunsBy[c] {
			r.ticks[run] = model.Overlap(model.Span{Start: b.in.RunStart[run], End: b.in.RunEnd[run]}, away)
		}
	}
	return r
}

// joined takes out of b what lies in a, so that no tick counts twice.
func joined(a, b []model.Span) []model.Span {
	out := append([]model.Span(nil), a...)
	for _, s := range b {
		at := s.Start
		for _, x := range a {
			if x.End <= at || x.Start >= s.End {
				continue
			}
			if x.Start > at {
				out = append(out, model.Span{Start: at, End: x.Start})
			}
			at = x.End
		}
		if at < s.End {
			out = append(out, model.Span{Start: at, End: s.End})
		}
	}
	return out
}

func (r *Available) cell(run state.Run) unit { return r.timed(r.ticks[run]) }

// Delta is the change of the opened and closed runs' cells.
func (r *Available) Delta(t *state.Trial, out *model.Score) { runDelta(r, t, out) }

// Each counts the minutes of every worked shift one by one.
func (r *Available) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	eachRun(s, func(run state.Run, carer state.Carer, shift *model.DatedShift) {
		absent, no := h.Absent(int(carer)), h.Said(int(carer), model.AvailNo)
		if len(absent)+len(no) == 0 {
			return
		}
		x := int64(0)
		for at := shift.Start; at < shift.End; at += s.In.Res {
			minute := model.Span{Start: at, End: at + s.In.Res}
			x += int64(max(model.Overlap(minute, absent), model.Overlap(minute, no)))
		}
		if x > 0 {
			report(runFinding(s, run, x, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
		}
	})
}
