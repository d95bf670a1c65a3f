package search

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/state"
)

const bala = "../../../examples/bala"

// week compiles the Bala week, as it is or with every third visit's length agreed to bend and breaks
// that have a price.
func week(t testing.TB, bending bool) *state.Instance {
	t.Helper()
	p, err := model.ReadDir(bala)
	require.NoError(t, err)
	for i := range p.Visits {
		if v := &p.Visits[i]; bending && i%3 == 0 {
			v.LengthMin, v.LengthMax = max(5, v.Length-10), v.Length+10
		}
	}
	if bending {
		p.Objective.Levels = map[model.Code]model.Level{model.RuleBreak: model.Wishes}
	}
	h, err := model.Expand(p)
	require.NoError(t, err)
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	return in
}

// warm gives an island in the middle of its search: all buffers grown.
func warm(t testing.TB, in *state.Instance) *Engine {
	t.Helper()
	e := NewEngine(in, 1, 0)
	e.Construct()
	e.Run(30, Steps/2)
	return e
}

// propose makes one operator's next proposal that can be timed; false if a hundred tries give
// none.
func (e *Engine) propose(op func() bool) bool {
	for range 100 {
		e.T.Begin()
		if op() && e.T.Time() {
			return true
		}
		e.T.Drop()
	}
	return false
}

// out takes a visit out of the rota for good.
func (e *Engine) out(n state.Node) {
	if e.S.Allocated(n) {
		e.removed = append(e.removed[:0], n)
		e.takeOut()
	}
}
