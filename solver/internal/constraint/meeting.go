package constraint

import (
	"math"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Meeting: a meeting that may be moved is held, by all who attend it at once.
// Counts the attendees who are not at work then, or come later than the first.
// Example: a huddle of three on Tuesday at 13:30, one of whom does not work on Tuesday: 60.
// Source: SI 2017/1264 reg. 36; C29.
type Meeting struct {
	base
	of    []int32 // by node less visits: the meeting, -1
	parts [][]part
	seen  []uint32 // by meeting: the last trial that looked at it
	round uint32
}

// part is an attendee's: a node in each run of theirs that could hold it.
type part []state.Node

func newMeeting(b base) Meeting {
	in, h := b.in, b.in.H
	r := Meeting{base: b, of: make([]int32, in.Nodes-in.Visits), parts: make([][]part, len(h.Meetings)), seen: make([]uint32, len(h.Meetings))}
	for m := range h.Meetings {
		r.parts[m] = make([]part, len(h.Meetings[m].Attendees))
	}
	for i, e := range in.EventOf {
		r.of[i] = -1
		if e < 0 || h.Events[e].Meeting < 0 {
			continue
		}
		m := h.Events[e].Meeting
		r.of[i] = int32(m)
		for k, c := range h.Meetings[m].Attendees {
			if c == h.Events[e].Carer {
				r.parts[m][k] = append(r.parts[m][k], state.Node(in.Visits+i))
			}
		}
	}
	return r
}

// any tells whether a meeting has been called that depends on who is at work.
func (r *Meeting) any() bool {
	for _, m := range r.of {
		if m >= 0 {
			return true
		}
	}
	return false
}

// missing adds the attendees who are not there when the first is, as it is or under the trial.
func (r *Meeting) missing(t *state.Trial, m int32, trial bool, out *model.Score, sign int64) {
	at := func(n state.Node) int32 {
		if trial {
			return t.StartOf(n)
		}
		return t.S.Start[n]
	}
	first := int32(math.MaxInt32)
	for _, p := range r.parts[m] {
		for _, n := range p {
			if s := at(n); s != state.Unset {
				first = min(first, s)
			}
		}
	}
	for _, p := range r.parts[m] {
		there := false
		for _, n := range p {
			there = there || at(n) == first
		}
		if !there {
			r.add(out, r.counted(1), sign)
		}
	}
}

// Delta looks at the meetings of which a start differs, or a run was opened or closed.
func (r *Meeting) Delta(t *state.Trial, out *model.Score) {
	r.round++
	for k := range t.Own {
		m := r.of[int(t.Own[k].Node)-r.in.Visits]
		if m < 0 || r.seen[m] == r.round {
			continue
		}
		r.seen[m] = r.round
		r.missing(t, m, false, out, -1)
		r.missing(t, m, true, out, 1)
	}
}

// Each looks for the stops of every meeting among those of its attendees' worked shifts.
func (r *Meeting) Each(s *state.State, report func(Finding)) {
	h, by := s.In.H, workedBy(s)
	for i := range h.Meetings {
		m := &h.Meetings[i]
		starts, first := make(map[int][]int32), int32(math.MaxInt32)
		for _, c := range m.Attendees {
			for _, run := range by[c] {
				for k, stop := range s.Routes[run].Seq {
					n := int(stop.Node()) - s.In.Visits
					if n >= 0 && s.In.EventOf[n] >= 0 && h.Events[s.In.EventOf[n]].Meeting == i {
						starts[c] = append(starts[c], s.Routes[run].At[k])
						first = min(first, s.Routes[run].At[k])
					}
				}
			}
		}
		for _, c := range m.Attendees {
			there := false
			for _, at := range starts[c] {
				there = there || at == first
			}
			if !there {
				report(carerFinding(c, 1, 0, unit{1, 0, r.w[0]}))
			}
		}
	}
}
