package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// carerLinks is what the rules share that compare the carers of two visits.
type carerLinks struct {
	base
	links [][2]state.Node
	of    [][]int32 // by visit: the links that it is in
	seen  []uint32  // by link: the last trial that looked at it
	round uint32
}

func newCarerLinks(b base, other func(v *model.DatedVisit) int) carerLinks {
	r := carerLinks{base: b, of: make([][]int32, b.in.Visits)}
	for v := range b.in.H.Visits {
		o := other(&b.in.H.Visits[v])
		if o < 0 || o == v {
			continue
		}
		k := int32(len(r.links))
		r.links = append(r.links, [2]state.Node{state.Node(v), state.Node(o)})
		r.of[v], r.of[o] = append(r.of[v], k), append(r.of[o], k)
	}
	r.seen = make([]uint32, len(r.links))
	return r
}

// active tells whether there is anything to compare.
func (r *carerLinks) active() bool { return r.counts() && len(r.links) > 0 }

// common is how many carers are at both visits of a link, as stored or under the trial; -1 where
// one of them is left out.
func (r *carerLinks) common(t *state.Trial, link [2]state.Node, trial bool) int64 {
	run := func(stop state.Stop) state.Run {
		if trial {
			return t.RunOf(stop)
		}
		return t.S.RunOf[stop]
	}
	if run(state.StopOf(link[0], 0)) == state.NoRun || run(state.StopOf(link[1], 0)) == state.NoRun {
		return -1
	}
	n := int64(0)
	for a := range int(r.in.Full[link[0]]) {
		ra := run(state.StopOf(link[0], a))
		for b := range int(r.in.Full[link[1]]) {
			rb := run(state.StopOf(link[1], b))
			if ra != state.NoRun && rb != state.NoRun && r.in.CarerOf[ra] == r.in.CarerOf[rb] {
				n++
			}
		}
	}
	return n
}

// delta adds what a trial changes at the links of moved visits; breaches tells what common carers
// come to.
func (r *carerLinks) delta(t *state.Trial, out *model.Score, breaches func(common int64) int64) {
	r.round++
	for i := range t.Moves {
		for _, l := range r.of[t.Moves[i].Stop.Node()] {
			if r.seen[l] == r.round {
				continue
			}
			r.seen[l] = r.round
			r.add(out, r.counted(breaches(r.common(t, r.links[l], false))), -1)
			r.add(out, r.counted(breaches(r.common(t, r.links[l], true))), 1)
		}
	}
}

// shares tells, of a visit to be put in and each visit linked to it that is in, whether a carer is
// there; where one of the two takes several carers nothing is said.
func (r *carerLinks) shares(s *state.State, n state.Node, c state.Carer, say func(there bool) bool) bool {
	for _, l := range r.of[n] {
		o := r.links[l][0]
		if o == n {
			o = r.links[l][1]
		}
		if r.in.Full[n] > 1 || r.in.Full[o] > 1 || !s.Allocated(o) {
			continue
		}
		if say(r.in.CarerOf[s.RunOf[state.StopOf(o, 0)]] == c) {
			return true
		}
	}
	return false
}

// carersAt lists the different carers of every visit of the stored rota.
func carersAt(s *state.State) []map[state.Carer]bool {
	who := make([]map[state.Carer]bool, s.In.Visits)
	eachAttendance(s, func(v, _ int, _ state.Run, carer state.Carer) {
		if who[v] == nil {
			who[v] = make(map[state.Carer]bool)
		}
		who[v][carer] = true
	})
	return who
}

// atBoth counts the carers who are at both of two visits.
func atBoth(a, b map[state.Carer]bool) int64 {
	n := int64(0)
	for c := range a {
		if b[c] {
			n++
		}
	}
	return n
}
