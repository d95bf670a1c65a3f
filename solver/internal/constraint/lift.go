package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Lift: whoever rides in a colleague's car goes where the colleague goes.
// Counts the legs of a rider's runs that are not the driver's: between two visits or events in different
// buildings that the driver does not come to one after the other. The ways from and to base and home are
// not asked about.
// Example: Mair rides with Gwen; both are at Mrs A.'s and then at Mr B.'s: no breach. If Gwen goes to
// Mrs C. in between, one.
// Source: the Leeds neighbourhoods, which take on carers who do not drive; C40.
type Lift struct {
	base
	riders []rider
}

// rider is a carer and the one they ride with.
type rider struct{ carer, driver state.Carer }

func newLift(b base) Lift {
	r := Lift{base: b}
	for c := range b.in.H.Problem.Carers {
		if d, ok := b.in.H.CarerIndex[b.in.H.Problem.Carers[c].RidesWith]; ok {
			r.riders = append(r.riders, rider{state.Carer(c), state.Carer(d)})
		}
	}
	return r
}

// Delta looks at every rider of whom, or of whose driver, a run is in view.
func (r *Lift) Delta(t *state.Trial, out *model.Score) {
	for _, k := range r.riders {
		seen := false
		for i := range t.Views {
			c := r.in.CarerOf[t.Views[i].Run]
			seen = seen || c == k.carer || c == k.driver
		}
		if seen {
			r.add(out, r.counted(r.stranded(t, k, false)), -1)
			r.add(out, r.counted(r.stranded(t, k, true)), 1)
		}
	}
}

func (r *Lift) seq(t *state.Trial, run state.Run, trial bool) []state.Stop {
	if trial {
		return t.Seq(run)
	}
	return t.S.Routes[run].Seq
}

// stranded counts the legs of a rider that the driver does not go.
func (r *Lift) stranded(t *state.Trial, k rider, trial bool) int64 {
	n := int64(0)
	for _, run := range r.in.RunsBy[k.carer] {
		last := state.Node(-1)
		for _, stop := range r.seq(t, run, trial) {
			m := stop.Node()
			if r.in.Place[m] == state.NoPlace {
				continue
			}
			if last >= 0 && r.apart(last, m) && !r.goes(t, k.driver, last, m, trial) {
				n++
			}
			last = m
		}
	}
	return n
}

// apart tells whether two nodes are in different buildings.
func (r *Lift) apart(a, b state.Node) bool {
	places := r.in.H.Locations
	return places[r.in.EndAt[a]].Building != places[r.in.Place[b]].Building
}

// one tells whether two nodes are one visit, or what two carers do at one event.
func (r *Lift) one(a, b state.Node) bool {
	if a == b || r.in.IsVisit(a) || r.in.IsVisit(b) {
		return a == b
	}
	x, y := r.in.EventOf[int(a)-r.in.Visits], r.in.EventOf[int(b)-r.in.Visits]
	return x >= 0 && y >= 0 && r.in.H.Events[x].ID == r.in.H.Events[y].ID && r.in.H.Events[x].Start == r.in.H.Events[y].Start
}

// goes tells whether a driver goes from one visit or event straight to another.
func (r *Lift) goes(t *state.Trial, driver state.Carer, a, b state.Node, trial bool) bool {
	for _, run := range r.in.RunsBy[driver] {
		last := state.Node(-1)
		for _, stop := range r.seq(t, run, trial) {
			m := stop.Node()
			if r.in.Place[m] == state.NoPlace {
				continue
			}
			if last >= 0 && r.one(last, a) && r.one(m, b) {
				return true
			}
			last = m
		}
	}
	return false
}

// Each compares the legs of every rider with those of the driver.
func (r *Lift) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	type way struct {
		carer state.Carer
		a, b  state.Node // of an event the first attendee's
	}
	of := make(map[model.DatedEvent]state.Node)
	who := func(n state.Node) state.Node {
		if s.In.IsVisit(n) {
			return n
		}
		ev := h.Events[s.In.EventOf[int(n)-s.In.Visits]]
		key := model.DatedEvent{ID: ev.ID, Start: ev.Start}
		if _, known := of[key]; !known {
			of[key] = n
		}
		return of[key]
	}
	gone := make(map[way]bool)
	eachWay := func(f func(run state.Run, w way)) {
		for run := range s.Routes {
			last := state.Node(-1)
			for _, stop := range s.Routes[run].Seq {
				m := stop.Node()
				if s.In.Place[m] == state.NoPlace {
					continue
				}
				if last >= 0 {
					f(state.Run(run), way{s.In.CarerOf[run], who(last), who(m)})
				}
				last = m
			}
		}
	}
	eachWay(func(_ state.Run, w way) { gone[w] = true })
	eachWay(func(run state.Run, w way) {
		driver, ok := h.CarerIndex[h.Problem.Carers[w.carer].RidesWith]
		if !ok || h.Locations[s.In.EndAt[w.a]].Building == h.Locations[s.In.Place[w.b]].Building {
			return
		}
		if !gone[way{state.Carer(driver), w.a, w.b}] {
			report(runFinding(s, run, 1, unit{1, 0, r.w[0]}))
		}
	})
}
