package generate

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

func TestBala(t *testing.T) {
	for seed := uint64(1); seed <= 3; seed++ {
		p, err := Patch(Default(), seed)
		require.NoError(t, err)
		h, err := model.Expand(p)
		require.NoError(t, err)
		s := Describe(h)
		d := newDraft(h)
		done, all := 0, 0
		for v := range h.Visits {
			n := int(h.Visits[v].Length) * h.Visits[v].Need
			all += n
			if d.start[v] != model.None {
				done += n
			}
		}
		t.Logf("%sdraft %.3f baseline %d history %d open %v events %v", s, float64(done)/float64(all), len(p.Baseline), len(p.History), len(p.Shifts), p.Events)
	}
}
