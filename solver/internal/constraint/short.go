package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Short: a visit under half an hour is made by a carer who has been there before, to see that the person
// is safe and well or for tasks that fit, or was agreed on by somebody whose care the council does not
// arrange.
// Counts one per attendance that neither condition A nor condition B of the section allows. The
// third, that the person cuts the visit short on the day, cannot be planned.
// Example: 30 minutes on Monday by Gwen, who is new there, and 20 on Tuesday by Gwen is lawful; 20 on
// Tuesday by Mair, who is new there too, is one breach; and so is Gwen's, if Monday's goes to Mair.
// Source: Regulation and Inspection of Social Care (Wales) Act 2016 s. 8; C04.
type Short struct {
	base
	limit  int32
	under  []string       // by visit: the condition that may allow it
	asks   []bool         // by person: whether any of their visits can be too short
	visits [][]state.Node // by person who asks: all of their visits
	minded [][]state.Node // by person: those that can be too short for some carer and not for all
	anew   []bool         // by visit: of a plan of care that the history does not know
	known  []bool         // by person·carers + carer
	pairs  []met          // who are touched by a trial
}

// met is a person and a carer who may come to them.
type met struct {
	person int32
	carer  state.Carer
}

func newShort(b base) Short {
	h := b.in.H
	r := Short{
		base: b, limit: h.Calendar.Ticks(h.Rules.Short.Minutes), asks: make([]bool, b.in.People),
		visits: make([][]state.Node, b.in.People), minded: make([][]state.Node, b.in.People), known: make([]bool, b.in.People*b.in.Carers),
	}
	for v := range b.in.Visits {
		p := b.in.Person[v]
		r.under, r.anew = append(r.under, h.ShortUnder(v)), append(r.anew, h.InNewPlan(v))
		// A length is never forced below LengthMin.
		if b.in.LengthMin[v] < r.limit && r.under[v] != model.ConditionB && !r.never(state.Node(v)) {
			r.asks[p] = true
			r.minded[p] = append(r.minded[p], state.Node(v))
		}
		r.visits[p] = append(r.visits[p], state.Node(v))
	}
	for p := range b.in.People {
		for c := range b.in.Carers {
			r.known[p*b.in.Carers+c] = h.KnownInPlan(p, c)
		}
	}
	return r
}

// any tells whether it depends on the rota if a visit may be short.
func (r *Short) any() bool {
	for _, asks := range r.asks {
		if asks {
			return true
		}
	}
	return false
}

// never tells whether a visit is too short whoever comes.
func (r *Short) never(n state.Node) bool {
	return r.in.LengthMax[n] < r.limit && r.under[n] == model.NoCondition
}

func (r *Short) cell(visit, _, _ int) unit {
	if r.never(state.Node(visit)) {
		return r.counted(1)
	}
	return unit{}
}

// Delta is the change of the moved stops' cells, and of what carers find at a door they know or not.
func (r *Short) Delta(t *state.Trial, out *model.Score) {
	pairDelta(r, r.in, t, out)
	r.doors(t, out)
}

// doors adds what a trial changes for every carer at every door that it touches.
func (r *Short) doors(t *state.Trial, out *model.Score) {
	r.pairs = r.pairs[:0]
	for i := range t.Moves {
		m := &t.Moves[i]
		r.touch(m.Stop.Node(), m.From)
		r.touch(m.Stop.Node(), m.To)
	}
	for i := range t.Changed {
		n := t.Changed[i].Node
		for seat := range int(r.in.Full[n]) {
			r.touch(n, t.RunOf(state.StopOf(n, seat)))
		}
	}
	for _, k := range r.pairs {
		r.add(out, r.counted(r.breaches(t, k, false)), -1)
		r.add(out, r.counted(r.breaches(t, k, true)), 1)
	}
}

// touch notes a carer at a door, once.
func (r *Short) touch(n state.Node, run state.Run) {
	if run == state.NoRun || !r.asks[r.in.Person[n]] {
		return
	}
	k := met{r.in.Person[n], r.in.CarerOf[run]}
	for _, other := range r.pairs {
		if other == k {
			return
		}
	}
	r.pairs = append(r.pairs, k)
}

// there tells when a carer is at a visit and how long it is, as stored or under the trial; Unset
// where they are not.
func (r *Short) there(t *state.Trial, n state.Node, c state.Carer, trial bool) (start, length int32) {
	for seat := range int(r.in.Full[n]) {
		stop := state.StopOf(n, seat)
		run := t.S.RunOf[stop]
		if trial {
			run = t.RunOf(stop)
		}
		if run == state.NoRun || r.in.CarerOf[run] != c {
			continue
		}
		if trial {
			return t.StartOf(n), t.S.Len[n]
		}
		return t.S.Start[n], oldLen(t, n)
	}
	return state.Unset, 0
}

// breaches counts the attendances of a carer at a door that are too short, but for those of cell:
// of the ones under condition A those that no other comes before in the same plan of care.
func (r *Short) breaches(t *state.Trial, k met, trial bool) int64 {
	known := r.known[int(k.person)*r.in.Carers+int(k.carer)]
	count, asked := int64(0), false
	for _, n := range r.minded[k.person] {
		if at, length := r.there(t, n, k.carer, trial); at == state.Unset || length >= r.limit {
			continue
		}
		if r.under[n] == model.NoCondition {
			count++
		} else {
			asked = asked || r.anew[n] || !known
		}
	}
	if !asked {
		return count
	}
	first := [2]int32{1<<31 - 1, 1<<31 - 1} // by plan of care: old, new
	plan := func(n state.Node) int {
		if r.anew[n] {
			return 1
		}
		return 0
	}
	for _, n := range r.visits[k.person] {
		if at, _ := r.there(t, n, k.carer, trial); at != state.Unset {
			first[plan(n)] = min(first[plan(n)], at)
		}
	}
	if known {
		first[0] = state.Unset // long ago
	}
	for _, n := range r.minded[k.person] {
		at, length := r.there(t, n, k.carer, trial)
		if at != state.Unset && length < r.limit && r.under[n] == model.ConditionA && at <= first[plan(n)] {
			count++
		}
	}
	return count
}

// bars tells whether a carer cannot make a visit at its present length, because nothing that the
// rota holds brings them to this door.
func (r *Short) bars(s *state.State, n state.Node, c state.Carer) bool {
	p := r.in.Person[n]
	if r.level != model.Law || s.Len[n] >= r.limit || r.under[n] == model.ConditionB {
		return false
	}
	if r.under[n] == model.NoCondition {
		return false // its breach is weighed against those that it ends
	}
	if !r.anew[n] && r.known[int(p)*r.in.Carers+int(c)] {
		return false
	}
	for _, o := range r.visits[p] {
		if o == n || r.anew[o] != r.anew[n] || !s.Allocated(o) {
			continue
		}
		for seat := range int(r.in.Full[o]) {
			if run := s.RunOf[state.StopOf(o, seat)]; run != state.NoRun && r.in.CarerOf[run] == c {
				return false // it comes before, or is too short itself and may come after
			}
		}
	}
	return true
}

// Each looks at every attendance of a visit that is too short by itself.
func (r *Short) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
		if s.Len[v] >= int32(h.Rules.Short.Minutes)*s.In.Res {
			return
		}
		switch h.ShortUnder(v) {
		case model.ConditionB:
			return
		case model.ConditionA:
			if !h.InNewPlan(v) && h.KnownInPlan(int(s.In.Person[v]), int(carer)) {
				return
			}
			before := false
			eachAttendance(s, func(o, _ int, _ state.Run, c state.Carer) {
				same := c == carer && s.In.Person[o] == s.In.Person[v] && h.InNewPlan(o) == h.InNewPlan(v)
				before = before || same && s.Start[o] < s.Start[v]
			})
			if before {
				return
			}
		}
		report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
	})
}

// LawfulLength is the length from which the law on short visits no longer asks about a visit that is
// shorter now and may be so long; 0 where it does not ask or the visit may not.
func (r *Rules) LawfulLength(s *state.State, n state.Node) int32 {
	k := &r.Short
	if !r.on.short || k.under[n] == model.ConditionB || s.Len[n] >= k.limit || r.in.LengthMax[n] < k.limit {
		return 0
	}
	return k.limit
}
