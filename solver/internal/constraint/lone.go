package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Lone: nobody is alone at a home where the risk assessment says so after dark.
// Counts the ticks by which a visit by one carer ends after the person's lone_after; a visit that
// starts before 06:00 belongs to the evening before.
// Example: not alone after 21:00, a visit from 20:45 to 21:15 is one breach of 15 minutes, and one from
// 00:30 to 01:00 one of 4 hours.
// Source: Health and Safety at Work etc. Act 1974 s. 2, HSE guidance on lone working; C41.
type Lone struct{ base }

// any tells whether anybody's carers are not to be alone.
func (r *Lone) any() bool {
	for v := range r.in.Visits {
		if r.asks(state.Node(v)) {
			return true
		}
	}
	return false
}

func (r *Lone) asks(n state.Node) bool {
	return r.in.Full[n] == 1 && r.in.H.Visits[n].LoneEnd != model.None
}

// Delta looks at the visits by one carer whose start or length differs.
func (r *Lone) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Changed {
		c := &t.Changed[i]
		if !r.asks(c.Node) {
			continue
		}
		dv := &r.in.H.Visits[c.Node]
		if c.Old != state.Unset {
			r.add(out, r.timed(c.Old+c.OldLen-dv.LoneBy(c.Old)), -1)
		}
		if c.New != state.Unset {
			r.add(out, r.timed(c.New+c.NewLen-dv.LoneBy(c.New)), 1)
		}
	}
}

// Each looks at the ends of all visits with one carer.
func (r *Lone) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	who, ends := make([]map[state.Carer]bool, s.In.Visits), make([]int32, s.In.Visits)
	starts := make([]int32, s.In.Visits)
	for run := range s.Routes {
		for i, stop := range s.Routes[run].Seq {
			v := stop.Node()
			if !s.In.IsVisit(v) || stop.Seat() >= h.Visits[v].Need {
				continue
			}
			if who[v] == nil {
				who[v], starts[v], ends[v] = make(map[state.Carer]bool), s.Routes[run].At[i], state.Unset
			}
			who[v][s.In.CarerOf[run]] = true
			starts[v] = min(starts[v], s.Routes[run].At[i])
			ends[v] = max(ends[v], s.Routes[run].At[i]+s.Len[v])
		}
	}
	for v := range who {
		after := h.Problem.People[s.In.Person[v]].LoneAfter
		if len(who[v]) != 1 || after == 0 {
			continue
		}
		evening := h.Visits[v].Date
		if starts[v] < h.Calendar.Tick(evening, model.Dawn) {
			evening--
		}
		if after < model.Dawn {
			evening++ // the time is of the morning after
		}
		limit := h.Calendar.Tick(evening, after)
		if x := int64(ends[v] - limit); x > 0 {
			report(visitFinding(s, v, x, 0, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
		}
	}
}
