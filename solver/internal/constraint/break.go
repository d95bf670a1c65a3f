package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Break: whoever works long has a real break, in the middle of the shift and not at its edge.
// Counts the ticks of the break outside the middle part. (A worked run always holds its break
// at full length: the state opens it with one.)
// Example: a shift from 07:00 to 15:00 has its break inside 08:36–13:24; a break from 13:14 to
// 13:34 is one breach of 10 minutes.
// Source: Working Time Regulations 1998 reg. 12; C18.
type Break struct{ base }

// outside uses what the timing knows of a break: Open is the start of the middle part, Close
// its end less the break.
func (r *Break) outside(n state.Node, start int32) int32 {
	from, to := r.in.Open[n], r.in.Close[n]+r.in.Length[n]
	length := r.in.Length[n]
	inside := max(0, min(start+length, to)-max(start, from))
	return length - inside
}

// Delta looks at breaks whose start differs.
func (r *Break) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Own {
		c := &t.Own[i]
		if r.in.EventOf[int(c.Node)-r.in.Visits] >= 0 {
			continue
		}
		if c.Old != state.Unset {
			r.add(out, r.timed(r.outside(c.Node, c.Old)), -1)
		}
		if c.New != state.Unset {
			r.add(out, r.timed(r.outside(c.Node, c.New)), 1)
		}
	}
}

// Each walks the worked runs whose shift needs a break.
func (r *Break) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	for run := range s.In.Runs {
		shift := &h.Shifts[s.In.ShiftOf[run]]
		if !s.Worked[run] || shift.Break == 0 {
			continue
		}
		from, to := h.BreakSpan(shift)
		x := int64(shift.Break) // missing, until one is found
		for i, stop := range s.Routes[run].Seq {
			if stop.Node() == s.In.Break[run] {
				start, end := s.Routes[run].At[i], s.Routes[run].At[i]+shift.Break
				x = int64(min(shift.Break, max(0, from-start)+max(0, end-to)))
			}
		}
		if x > 0 {
			f := runFinding(s, state.Run(run), x, unit{1, x, r.w[0] * x / int64(s.In.Res)})
			report(f)
		}
	}
}
