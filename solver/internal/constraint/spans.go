package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// spanRule is what the rules share that promise a number of different carers in several weeks.
type spanRule struct {
	base
	faces *faces // nil where nobody was promised anything
	most  []int16
	span  int
}

func newSpanRule(b base, span int, promised func(p *model.Person) int) spanRule {
	r := spanRule{base: b, most: make([]int16, b.in.People), span: span}
	any := false
	for p := range r.most {
		r.most[p] = int16(promised(&b.in.H.Problem.People[p]))
		any = any || r.most[p] > 0
	}
	if any && r.counts() {
		r.faces = newFaces(b.in, span)
	}
	return r
}

func (r *spanRule) cost(person int32, carers int16) unit {
	if r.most[person] == 0 {
		return unit{}
	}
	return wish(r.w[0] * int64(max(0, carers-r.most[person])))
}

// delta looks at the doors where somebody comes or stays away.
func (r *spanRule) delta(t *state.Trial, out *model.Score) {
	if r.faces == nil {
		return
	}
	r.faces.prepare(t)
	for _, c := range r.faces.touched {
		r.add(out, r.cost(c.person, c.was), -1)
		r.add(out, r.cost(c.person, c.is), 1)
	}
}

func (r *spanRule) reset() {
	if r.faces != nil {
		r.faces.reset()
	}
}

func (r *spanRule) moved(stop state.Stop, from, to state.Run) {
	if r.faces != nil {
		r.faces.moved(stop, from, to)
	}
}

// each counts the faces beyond the number at every door.
func (r *spanRule) each(s *state.State, promised func(p *model.Person) int, report func(Finding)) {
	if !slices.ContainsFunc(s.In.H.Problem.People, func(p model.Person) bool { return promised(&p) > 0 }) {
		return
	}
	eachSpan(s, r.span, func(person, carers int) {
		limit := promised(&s.In.H.Problem.People[person])
		if over := int64(carers - limit); limit > 0 && over > 0 && r.w[0] > 0 {
			report(personFinding(person, int64(carers), int64(limit), unit{1, 0, r.w[0] * over}))
		}
	})
}
