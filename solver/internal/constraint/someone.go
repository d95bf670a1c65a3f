package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// someone is what the rules share that want at least one carer of a kind at a visit. A visit by
// one carer compiles to the table of pairs; one by several is looked at as a whole.
type someone struct {
	base
	row  []int32 // by visit: what its carers are looked up by
	asks []bool  // by row
	is   []bool  // by row·carers + carer: of the kind
}

func newSomeone(b base, row []int32, rows int, asks func(row int) bool, is func(row, carer int) bool) someone {
	r := someone{b, row, make([]bool, rows), make([]bool, rows*b.in.Carers)}
	for p := range r.asks {
		r.asks[p] = asks(p)
		for c := range b.in.Carers {
			r.is[p*b.in.Carers+c] = is(p, c)
		}
	}
	return r
}

func (r *someone) cell(visit, _, carer int) unit {
	p := int(r.row[visit])
	if r.in.Full[visit] > 1 || !r.asks[p] || r.is[p*r.in.Carers+carer] {
		return unit{}
	}
	return r.counted(1)
}

// asked tells whether any visit by several carers is asked about, where some carers are not of the kind.
func (r *someone) asked() bool {
	if !r.counts() {
		return false
	}
	for v := range r.in.Visits {
		p := int(r.row[v])
		if r.in.Full[v] > 1 && r.asks[p] && slices.Contains(r.is[p*r.in.Carers:(p+1)*r.in.Carers], false) {
			return true
		}
	}
	return false
}

// several adds what a trial changes at visits by several carers.
func (r *someone) several(t *state.Trial, out *model.Score) {
	for i := range t.Moves {
		n := t.Moves[i].Stop.Node()
		if r.in.Full[n] < 2 || !r.asks[r.row[n]] || !t.FirstMove(i) {
			continue
		}
		if r.nobody(t, n, false) {
			r.add(out, r.counted(1), -1)
		}
		if r.nobody(t, n, true) {
			r.add(out, r.counted(1), 1)
		}
	}
}

// nobody tells whether a visit has carers none of whom is of the kind.
func (r *someone) nobody(t *state.Trial, n state.Node, trial bool) bool {
	row := int(r.row[n]) * r.in.Carers
	came := false
	for seat := range int(r.in.Full[n]) {
		stop := state.StopOf(n, seat)
		run := t.S.RunOf[stop]
		if trial {
			run = t.RunOf(stop)
		}
		if run != state.NoRun {
			if r.is[row+int(r.in.CarerOf[run])] {
				return false
			}
			came = true
		}
	}
	return came
}

// eachWithout walks the visits that have carers, none of whom is of a kind.
func eachWithout(s *state.State, is func(visit int, carer state.Carer) bool, f func(visit int)) {
	came, found := make([]bool, s.In.Visits), make([]bool, s.In.Visits)
	eachAttendance(s, func(v, _ int, _ state.Run, carer state.Carer) {
		came[v] = true
		found[v] = found[v] || is(v, carer)
	})
	for v := range came {
		if came[v] && !found[v] {
			f(v)
		}
	}
}
