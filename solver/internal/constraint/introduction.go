package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Introduction: before somebody new comes alone they come once with somebody known, as the second
// carer of a visit for two or as a shadow.
// Counts one per person and carer who attends without having been introduced.
// Example: Mair, whom Mrs A. does not know, comes alone on Tuesday; on Monday she stood by while Gwen,
// whom Mrs A. knows, made the visit: no breach. Without Monday: one.
// Source: NG21 1.4, introductions to new care workers; C31.
type Introduction struct {
	base
	asks    []bool         // by person: the history knows somebody
	known   []bool         // by person·carers + carer
	visits  [][]state.Node // by person who asks
	first   []firstTime    // by carer, of the person looked at
	persons []int32        // whom a trial touches
}

// firstTime is when a carer first is at a person's, at which visit, and whether they attend at all.
type firstTime struct {
	at      int32
	visit   state.Node
	attends bool
}

func newIntroduction(b base) Introduction {
	r := Introduction{
		base: b, asks: make([]bool, b.in.People), known: make([]bool, b.in.People*b.in.Carers),
		visits: make([][]state.Node, b.in.People), first: make([]firstTime, b.in.Carers),
	}
	r.lifted = false // as law it counts carers, as its definition does, off by default or not
	for p := range b.in.People {
		for c := range b.in.Carers {
			if b.in.H.Met(p, c) {
				r.asks[p], r.known[p*b.in.Carers+c] = true, true
			}
		}
	}
	for v := range b.in.Visits {
		if p := b.in.Person[v]; r.asks[p] {
			r.visits[p] = append(r.visits[p], state.Node(v))
		}
	}
	return r
}

// any tells whether anybody is to be introduced.
func (r *Introduction) any() bool {
	for _, asks := range r.asks {
		if asks {
			return true
		}
	}
	return false
}

// Delta looks at every person at whose door somebody else stands, or at another time.
func (r *Introduction) Delta(t *state.Trial, out *model.Score) {
	r.persons = r.persons[:0]
	for i := range t.Moves {
		r.touch(t.Moves[i].Stop.Node())
	}
	for i := range t.Changed {
		r.touch(t.Changed[i].Node)
	}
	for _, p := range r.persons {
		r.add(out, r.counted(r.strangers(t, p, false)), -1)
		r.add(out, r.counted(r.strangers(t, p, true)), 1)
	}
}

// touch notes a person, once.
func (r *Introduction) touch(n state.Node) {
	p := r.in.Person[n]
	if !r.asks[p] {
		return
	}
	for _, other := range r.persons {
		if other == p {
			return
		}
	}
	r.persons = append(r.persons, p)
}

// run is who is in a seat, as stored or under the trial.
func (r *Introduction) run(t *state.Trial, stop state.Stop, trial bool) state.Run {
	if trial {
		return t.RunOf(stop)
	}
	return t.S.RunOf[stop]
}

// strangers counts the carers who attend a person without having been introduced.
func (r *Introduction) strangers(t *state.Trial, p int32, trial bool) int64 {
	for c := range r.first {
		r.first[c] = firstTime{at: 1<<31 - 1, visit: -1}
	}
	for _, n := range r.visits[p] {
		at := t.S.Start[n]
		if trial {
			at = t.StartOf(n)
		}
		for seat := 0; at != state.Unset && seat < int(r.in.Room[n]); seat++ {
			run := r.run(t, state.StopOf(n, seat), trial)
			if run == state.NoRun {
				continue
			}
			f := &r.first[r.in.CarerOf[run]]
			f.attends = f.attends || seat < int(r.in.Full[n])
			if at < f.at {
				f.at, f.visit = at, n
			}
		}
	}
	count := int64(0)
	for c := range r.first {
		if r.first[c].attends && !r.known[int(p)*r.in.Carers+c] && !r.introduced(t, p, state.Carer(c), trial) {
			count++
		}
	}
	return count
}

// introduced tells whether a carer is first at a person's beside somebody who is known there.
func (r *Introduction) introduced(t *state.Trial, p int32, c state.Carer, trial bool) bool {
	f := &r.first[c]
	for seat := range int(r.in.Full[f.visit]) {
		run := r.run(t, state.StopOf(f.visit, seat), trial)
		if run == state.NoRun || r.in.CarerOf[run] == c {
			continue
		}
		o := r.in.CarerOf[run]
		g := &r.first[o]
		if r.known[int(p)*r.in.Carers+int(o)] || g.at < f.at || g.at == f.at && g.visit < f.visit {
			return true
		}
	}
	return false
}

// bars tells whether a carer cannot make a visit for one, because nobody has introduced them.
func (r *Introduction) bars(s *state.State, n state.Node, c state.Carer) bool {
	p := r.in.Person[n]
	if r.level != model.Law || !r.asks[p] || r.in.Full[n] > 1 || r.known[int(p)*r.in.Carers+int(c)] {
		return false
	}
	for _, o := range r.visits[p] {
		if o == n || !s.Allocated(o) {
			continue
		}
		for seat := range int(r.in.Room[o]) {
			if run := s.RunOf[state.StopOf(o, seat)]; run != state.NoRun && r.in.CarerOf[run] == c {
				return false
			}
		}
	}
	return true
}

// Each goes through every person's visits by start and asks of each new carer who stood beside them.
func (r *Introduction) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	type present struct {
		carer  int
		shadow bool
	}
	there := make([][]present, s.In.Visits)
	eachPresent(s, func(v, seat int, _ state.Run, carer state.Carer) {
		there[v] = append(there[v], present{int(carer), seat >= h.Visits[v].Need})
	})
	for p := range h.Problem.People {
		if h.KnownAt(p) == 0 {
			continue
		}
		first := make(map[int]int) // carer → visit
		earlier := func(a, b int) bool { return s.Start[a] < s.Start[b] || s.Start[a] == s.Start[b] && a < b }
		attends := make(map[int]bool)
		for v := range there {
			for _, x := range there[v] {
				if h.Visits[v].Person != p {
					continue
				}
				if at, ok := first[x.carer]; !ok || earlier(v, at) {
					first[x.carer] = v
				}
				attends[x.carer] = attends[x.carer] || !x.shadow
			}
		}
		for c := range h.Problem.Carers {
			if !attends[c] || h.Met(p, c) {
				continue
			}
			met := false
			for _, x := range there[first[c]] {
				met = met || !x.shadow && x.carer != c && (h.Met(p, x.carer) || earlier(first[x.carer], first[c]))
			}
			if !met {
				f := visitFinding(s, first[c], 1, 0, unit{1, 0, r.w[0]})
				f.Carer = state.Carer(c)
				report(f)
			}
		}
	}
}
