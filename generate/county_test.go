package generate

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

func TestCountyProbe(t *testing.T) {
	for _, scale := range []float64{0.25, 1} {
		params := DefaultCounty()
		params.Scale = scale
		start := time.Now()
		p, err := County(Gwynedd(), params, 1)
		require.NoError(t, err)
		t.Log(scale, time.Since(start))
		h, err := model.Expand(p)
		require.NoError(t, err)
		hours := 0.0
		att := 0
		for i := range h.Visits {
			hours += float64(h.Visits[i].Length) * float64(h.Visits[i].Need) / 3600
			att += h.Visits[i].Need
		}
		paid := 0.0
		for i := range h.Shifts {
			if h.Shifts[i].Status == model.Given {
				paid += float64(h.Shifts[i].Paid()) / 3600
			}
		}
		t.Log(len(p.People), len(p.Carers), len(p.Visits), len(h.Visits), att, hours, paid, hours/paid, len(p.Baseline), len(p.History), len(p.Shifts))
		require.Empty(t, model.Validate(p).Errors())
	}
}
