package layout

import (
	"bytes"
	"math"
	"testing"

	orbgeo "github.com/paulmach/orb/geo"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

// A part of a county's week under the seventeen stand-ins: everybody falls into a patch, and who is shared out makes the hours of
// carers and of visits alike, at a moderate way.
func TestApplyCounty(t *testing.T) {
	a := generate.Gwynedd()
	params := generate.DefaultCounty()
	params.Scale = 0.25
	p, err := generate.County(a, params, 5)
	require.NoError(t, err)
	l, found, err := Read("stand-ins", bytes.NewReader(a.StandIns()))
	require.NoError(t, err)
	require.Empty(t, found)
	off, far := map[CarerRule]float64{}, map[CarerRule]float64{}
	for _, rule := range []CarerRule{ByHome, Balanced} {
		q, _, err := l.Apply(p, ApplyOptions{Carers: rule, Nearest: true})
		require.NoError(t, err)
		require.Len(t, q.Patches, 17)
		require.Equal(t, len(p.People), len(q.People))
		off[rule], far[rule] = imbalance(q)
	}
	t.Logf("hours off: %.3f by home, %.3f balanced; to people: %.0f m, %.0f m", off[ByHome], off[Balanced], far[ByHome], far[Balanced])
	require.Less(t, off[Balanced], off[ByHome]/3)
	require.Less(t, far[Balanced], 1.5*far[ByHome])
	again, _, err := l.Apply(p, ApplyOptions{Carers: Balanced, Nearest: true})
	require.NoError(t, err)
	q, _, err := l.Apply(p, ApplyOptions{Carers: Balanced, Nearest: true})
	require.NoError(t, err)
	require.Equal(t, q.Hash(), again.Hash())
}

// imbalance is the sum over patches of how far their part of carers' hours is from their part of contact, and the mean metres
// from a carer's home to a person of the patch.
func imbalance(p *model.Problem) (off, far float64) {
	care, paid := map[model.PatchID]float64{}, map[model.PatchID]float64{}
	all, hours, n := 0.0, 0.0, 0.0
	minutes, there := Contact(p), Paid(p)
	for i := range p.People {
		x := &p.People[i]
		care[x.Patch] += float64(minutes[x.ID])
		all += float64(minutes[x.ID])
	}
	for i := range p.Carers {
		c := &p.Carers[i]
		paid[c.Patch] += float64(there[c.ID])
		hours += float64(there[c.ID])
		for k := range p.People {
			if x := &p.People[k]; x.Patch == c.Patch {
				far += orbgeo.DistanceHaversine(geo.LatLon(c.HomeLat, c.HomeLon), geo.LatLon(x.Lat, x.Lon))
				n++
			}
		}
	}
	for i := range p.Patches {
		id := p.Patches[i].ID
		off += math.Abs(care[id]/all - paid[id]/hours)
	}
	return off, far / n
}
