package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Break: whoever works long has a real break, in the middle of the shift and not at its edge.
// Counts the ticks of the break outside the middle part. (A worked run always holds its break
// at full length: the state opens it with one.) Who is under 18 has half an hour over 4.5 hours.
// Example: a shift from 07:00 to 15:00 has its break inside 08:36–13:24; a break from 13:14 to
// 13:34 is one breach of 10 minutes.
// Source: Working Time Regulations 1998 reg. 12; C18, C21.
type Break struct {
	base
	whole bool // one that is not wholly inside counts as missed, whatever its length
}

// outside uses what the timing knows of a break: Open is the start of the middle part, Close
// its end less the break.
func (r *Break) outside(n state.Node, start int32) int32 {
	from, to := r.in.Open[n], r.in.Close[n]+r.in.Length[n]
	length := r.in.Length[n]
	inside := max(0, min(start+length, to)-max(start, from))
	return length - inside
}

// needed tells whether a run, by its stops, needs its break and has it where it counts: with a
// break at the next stop's place, only a run with visits needs one, and only before a visit.
func (r *Break) needed(seq []state.Stop) (needs, has bool) {
	for i := len(seq) - 1; i >= 0; i-- {
		n := seq[i].Node()
		switch {
		case r.in.IsVisit(n):
			needs = true
		case r.in.IsBreak(n):
			has = needs
		}
	}
	return needs, has
}

// unit is what a worked run's break counts.
func (r *Break) unit(run state.Run, route *state.Route) unit {
	b := r.in.Break[run]
	if r.in.BreakNext {
		if needs, has := r.needed(route.Seq); !needs {
			return unit{}
		} else if !has {
			return r.missed(r.in.Length[b], b)
		}
	}
	for i, stop := range route.Seq {
		if stop.Node() == b {
			return r.missed(r.outside(b, route.At[i]), b)
		}
	}
	return r.missed(r.in.Length[b], b)
}

// missed is the unit of so many ticks of a break missed.
func (r *Break) missed(x int32, b state.Node) unit {
	if x > 0 && r.whole {
		return unit{1, int64(r.in.Length[b]), r.w[0]}
	}
	return r.timed(x)
}

// Delta looks at the breaks of the runs in view.
func (r *Break) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		v := &t.Views[i]
		if r.in.Break[v.Run] < 0 {
			continue
		}
		if t.S.Worked[v.Run] {
			r.add(out, r.unit(v.Run, &t.S.Routes[v.Run]), -1)
		}
		if v.Worked {
			r.add(out, r.unit(v.Run, &v.Route), 1)
		}
	}
}

// Each walks the worked runs whose shift needs a break.
func (r *Break) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	for run := range s.In.Runs {
		shift := shiftOf(s, state.Run(run))
		next := h.Rules.Break.At == model.Next
		if !s.Worked[run] || shift.Break == 0 || next && !visited(s, state.Run(run)) {
			continue
		}
		from, to := h.BreakSpan(shift)
		x := int64(shift.Break) // missing, until one is found
		for i, stop := range s.Routes[run].Seq {
			behind := false
			for _, after := range s.Routes[run].Seq[i+1:] {
				behind = behind || s.In.IsVisit(after.Node())
			}
			if stop.Node() == s.In.Break[run] && (behind || !next) {
				start, end := s.Routes[run].At[i], s.Routes[run].At[i]+shift.Break
				x = int64(min(shift.Break, max(0, from-start)+max(0, end-to)))
			}
		}
		u := unit{1, x, r.w[0] * x / int64(s.In.Res)}
		if h.Rules.Break.Per == model.PerBreak && x > 0 {
			x = int64(shift.Break)
			u = unit{1, x, r.w[0]}
		}
		if x > 0 {
			f := runFinding(s, state.Run(run), x, u)
			report(f)
		}
	}
}
