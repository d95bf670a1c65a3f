package check

import (
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

func TestLoads(t *testing.T) {
	p := threeVisits(t)
	addShift(t, p, monday, "c2 s2 07:00-08:30 open")
	addShift(t, p, monday, "c2 s3 11:00-15:00 open")
	addShift(t, p, "2026-11-28", "c2 s4 07:00-15:00 open")
	addShift(t, p, "2026-11-29", "c2 s5 07:00-15:00 open")
	p.Visits[0].Carers = 2
	p.Visits[1].Windows[0].Preferred = model.At(8, 0)
	p.Visits[2].Windows[0].Preferred = model.At(9, 0)
	p.History = []model.Contact{{Person: "p1", Carer: "c1", Visits90d: 3}, {Person: "p2", Carer: "c1", Visits90d: 0}}
	h := expand(t, p)
	burdens, familiar, err := Loads(h, rota(t, h, `
c1 s1 | v2 07:20-07:50 | v1 08:10-08:40 | v3 09:10-09:40
c2 s2 | v1 08:10-08:40
c2 s3
c2 s4 2026-11-28
c2 s5 2026-11-29`))
	require.NoError(t, err)
	require.Equal(t, []Burden{{"c1", 0, 0}, {"c2", 1, 1}, {"c3", 0, 0}}, burdens, "Saturday and Sunday are one weekend; two hours and a half between shifts split Monday")
	require.Equal(t, []Familiar{
		{"p1", 60, 30, 0, 0}, // c1 is known there, c2 is not
		{"p2", 30, 0, 1, 40}, // a row without visits in 90 days is no acquaintance
		{"p3", 30, 0, 1, 10},
	}, familiar)
}
