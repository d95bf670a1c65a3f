package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Pin: what a coordinator has fixed stays fixed.
// Counts, per pin of an allocated visit, a carer who is not there and a start that differs.
// Example: pinned to 08:30 and Gwen, done by Mair at 08:40: two breaches, 10 minutes.
// Source: C34.
type Pin struct {
	base
	of [][]model.DatedPin // by visit
}

func newPin(b base) Pin {
	r := Pin{b, make([][]model.DatedPin, b.in.Visits)}
	for _, p := range b.in.H.Pins {
		r.of[p.Visit] = append(r.of[p.Visit], p)
	}
	return r
}

// broken is what one pin finds, given the visit's start and a way to look up its runs.
func (r *Pin) broken(p *model.DatedPin, start int32, run func(state.Stop) state.Run) unit {
	u := unit{}
	if p.Carer >= 0 {
		there := false
		for seat := range int(r.in.Full[p.Visit]) {
			k := run(state.StopOf(state.Node(p.Visit), seat))
			there = there || k != state.NoRun && int(r.in.CarerOf[k]) == p.Carer
		}
		if !there {
			u.n++
		}
	}
	if p.Start != model.None && start != p.Start {
		u.n++
		u.x = int64(max(start-p.Start, p.Start-start))
	}
	u.cost = r.w[0] * u.n
	return u
}

// visit books what all pins of a visit were and are.
func (r *Pin) visit(t *state.Trial, n state.Node, out *model.Score) {
	for k := range r.of[n] {
		p := &r.of[n][k]
		if at := t.S.Start[n]; at != state.Unset {
			r.add(out, r.broken(p, at, func(s state.Stop) state.Run { return t.S.RunOf[s] }), -1)
		}
		if at := t.StartOf(n); at != state.Unset {
			r.add(out, r.broken(p, at, t.RunOf), 1)
		}
	}
}

// Delta looks at pinned visits that moved or changed, each once.
func (r *Pin) Delta(t *state.Trial, out *model.Score) {
	if len(r.in.H.Pins) == 0 {
		return
	}
	for i := range t.Changed {
		if n := t.Changed[i].Node; len(r.of[n]) > 0 {
			r.visit(t, n, out)
		}
	}
	for i := range t.Moves {
		n := t.Moves[i].Stop.Node()
		if len(r.of[n]) > 0 && t.FirstMove(i) && t.ChangeOf(n) == nil {
			r.visit(t, n, out)
		}
	}
}

// Each walks the horizon's pins.
func (r *Pin) Each(s *state.State, report func(Finding)) {
	for _, p := range s.In.H.Pins {
		start := s.Start[p.Visit]
		if start == state.Unset {
			continue
		}
		u := unit{}
		if p.Carer >= 0 {
			u.n = 1
			eachAttendance(s, func(v, _ int, _ state.Run, carer state.Carer) {
				if v == p.Visit && int(carer) == p.Carer {
					u.n = 0
				}
			})
		}
		if p.Start != model.None && p.Start != start {
			u.n, u.x = u.n+1, int64(max(p.Start-start, start-p.Start))
		}
		if u.n > 0 {
			u.cost = u.n * r.w[0]
			report(visitFinding(s, p.Visit, max(u.x, 1), 0, u))
		}
	}
}
