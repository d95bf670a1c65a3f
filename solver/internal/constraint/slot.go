package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Slot: the same carer comes at the same time of day, all through the week.
// Cost: the weight per different carer of a visit's week beyond those that it takes at once.
// Example: breakfast by Gwen on five days and by Mair and Nia on one each, 2 × 5 = 10.
// Source: NG21 1.1.4; C30.
type Slot struct {
	base
	week  []int32        // by visit: index into weeks
	weeks [][]state.Node // the dates of one visit in one week
	seen  []uint32       // by week: the last trial that looked at it
	round uint32
	came  []state.Carer // who does, of the week looked at
}

func newSlot(b base) Slot {
	r := Slot{base: b}
	at := make(map[[2]int]int32)
	for v := range b.in.Visits {
		dv := &b.in.H.Visits[v]
		key := [2]int{dv.Template, dv.Week}
		g, ok := at[key]
		if !ok {
			g = int32(len(r.weeks))
			at[key] = g
			r.weeks = append(r.weeks, nil)
		}
		r.weeks[g] = append(r.weeks[g], state.Node(v))
		r.week = append(r.week, g)
	}
	r.seen = make([]uint32, len(r.weeks))
	return r
}

// extra is the cost of a week's different carers, as stored or under the trial.
func (r *Slot) extra(t *state.Trial, g int32, trial bool) unit {
	r.came = r.came[:0]
	for _, n := range r.weeks[g] {
		for seat := range int(r.in.Full[n]) {
			stop := state.StopOf(n, seat)
			run := t.S.RunOf[stop]
			if trial {
				run = t.RunOf(stop)
			}
			if run != state.NoRun {
				r.come(r.in.CarerOf[run])
			}
		}
	}
	return wish(r.w[0] * int64(max(0, len(r.came)-int(r.in.Full[r.weeks[g][0]]))))
}

// come notes a carer, once.
func (r *Slot) come(c state.Carer) {
	for _, other := range r.came {
		if other == c {
			return
		}
	}
	r.came = append(r.came, c)
}

// Delta looks at the weeks of the visits that change carers, each once.
func (r *Slot) Delta(t *state.Trial, out *model.Score) {
	r.round++
	for i := range t.Moves {
		g := r.week[t.Moves[i].Stop.Node()]
		if r.seen[g] == r.round {
			continue
		}
		r.seen[g] = r.round
		r.add(out, r.extra(t, g, false), -1)
		r.add(out, r.extra(t, g, true), 1)
	}
}

// Each counts the carers of every template's week.
func (r *Slot) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	if !r.counts() {
		return
	}
	for t := range h.Problem.Visits {
		for w := range h.Weeks {
			came, first := make(map[state.Carer]bool), -1
			eachAttendance(s, func(v, _ int, _ state.Run, carer state.Carer) {
				if dv := &h.Visits[v]; dv.Template == t && dv.Week == w {
					came[carer] = true
					if first < 0 || v < first {
						first = v
					}
				}
			})
			need := h.Problem.Visits[t].Need()
			if extra := int64(len(came) - need); extra > 0 && r.w[0] > 0 {
				report(visitFinding(s, first, int64(len(came)), int64(need), unit{1, 0, r.w[0] * extra}))
			}
		}
	}
}
