package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Event: a meeting begins when it was called for.
// Counts the ticks between a fixed event's start and its time, and an event inside a worked
// shift that is not attended at all.
// Example: a huddle called for 09:00, reached at 09:10 from the visit before, is one breach of
// 10 minutes.
// Source: C29.
type Event struct {
	base
	event []eventAt // by node less visits
}

type eventAt struct {
	start, length int32
	fixed         bool // else it is a meeting
}

func newEvent(b base) Event {
	r := Event{b, make([]eventAt, b.in.Nodes-b.in.Visits)}
	for i, e := range b.in.EventOf {
		if e >= 0 {
			ev := &b.in.H.Events[e]
			r.event[i] = eventAt{ev.Start, ev.End - ev.Start, ev.Meeting < 0}
		}
	}
	return r
}

// late is the ticks by which an event's stop misses it.
func (r *Event) late(i int, start int32) int32 {
	return max(start-r.event[i].start, r.event[i].start-start)
}

// Delta looks at event stops whose start differs; a run that is closed has none and owes none.
func (r *Event) Delta(t *state.Trial, out *model.Score) {
	if len(r.in.H.Events) == 0 {
		return
	}
	for k := range t.Own {
		c := &t.Own[k]
		i := int(c.Node) - r.in.Visits
		if !r.event[i].fixed {
			continue
		}
		if c.Old != state.Unset {
			r.add(out, r.timed(r.late(i, c.Old)), -1)
		}
		if c.New != state.Unset {
			r.add(out, r.timed(r.late(i, c.New)), 1)
		}
	}
}

// Each walks the horizon's events and looks for them in the first run that could hold them.
func (r *Event) Each(s *state.State, report func(Finding)) {
	for e := range s.In.H.Events {
		ev := &s.In.H.Events[e]
		if ev.Meeting >= 0 {
			continue
		}
		for _, run := range s.In.RunsBy[ev.Carer] {
			if !s.Worked[run] || s.In.RunStart[run] > ev.Start || s.In.RunEnd[run] < ev.End {
				continue
			}
			x := int64(ev.End - ev.Start)
			for i, stop := range s.Routes[run].Seq {
				if k := int(stop.Node()) - s.In.Visits; k >= 0 && int(s.In.EventOf[k]) == e {
					x = int64(max(s.Routes[run].At[i]-ev.Start, ev.Start-s.Routes[run].At[i]))
				}
			}
			if x > 0 {
				report(runFinding(s, run, x, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
			}
			break
		}
	}
}
