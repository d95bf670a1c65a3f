package design

import (
	"bytes"
	"context"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
)

// gwynedd is the LSOAs of the county with the ways of its main roads: an hour and a half of contact a week for each person of 85 and
// over, ten minutes of carers for everybody below 65.
func gwynedd(t testing.TB) (*Input, *layout.Layout) {
	t.Helper()
	a := generate.Gwynedd()
	in := &Input{Name: "Gwynedd", Attribution: a.Attribution}
	at := map[string]int{}
	s := &geo.Skeleton{Local: geo.Crow{KmH: 32 / 1.4, Detour: 1.4}, Reach: 20_000}
	for i, n := range a.SkeletonNodes {
		at[n.ID] = i
		s.Nodes = append(s.Nodes, geo.LatLon(n.Lat, n.Lon))
		in.Places = append(in.Places, Place{n.NameEn, n.NameCy, geo.LatLon(n.Lat, n.Lon)})
	}
	for _, l := range a.SkeletonLinks {
		s.Links = append(s.Links, geo.Link{From: at[l.From], To: at[l.To], Seconds: int32(60 * l.Minutes), Metres: int32(1000 * l.Km)})
	}
	var points []geo.Point
	sum := make([]geo.Point, len(a.Units))
	for _, p := range a.Points {
		sum[p.Unit][0] += p.Lon * p.Weight
		sum[p.Unit][1] += p.Lat * p.Weight
	}
	for i, u := range a.Units {
		c := inner(u.Boundary, geo.Point{sum[i][0] / u.Weight, sum[i][1] / u.Weight})
		points = append(points, c)
		in.Units = append(in.Units, Unit{ID: u.ID, NameEn: u.NameEn, Together: u.Group, Centre: c, Area: u.Boundary, Contact: int(u.Weight * 90), Carers: int((u.Population - u.Over65) * 10)})
	}
	m, _, err := s.Matrix(context.Background(), points)
	require.NoError(t, err)
	in.Travel = m
	l, _, err := layout.Read("stand-ins", bytes.NewReader(a.StandIns()))
	require.NoError(t, err)
	return in, l
}

// Designed layouts of Gwynedd, judged by the units, have shorter ways and better balance than the statistics areas, and the reader
// takes them without a word. What compare says of them on weeks is another matter.
func TestGwynedd(t *testing.T) {
	in, areas := gwynedd(t)
	was, err := Judge(in, areas, Options{})
	require.NoError(t, err)
	r, _, err := Design(context.Background(), in, Options{Patches: 17, Seed: 1, Steps: 60_000, Restarts: 4})
	require.NoError(t, err)
	t.Logf("areas: %d s to the base, %d s between, hours %.0f %% off; designed: %d s, %d s, %.0f %%",
		was.Seconds(), was.Between(), 100*was.WorstHours, r.Score.Seconds(), r.Score.Between(), 100*r.Score.WorstHours)
	require.Less(t, r.Score.Travel, was.Travel)
	require.Less(t, r.Score.Dispersion, was.Dispersion)
	require.Less(t, r.Score.Nearby, was.Nearby)
	require.Less(t, r.Score.WorstHours, was.WorstHours)
	for _, p := range r.Score.Patches {
		require.Equal(t, 1, p.Pieces, p.ID)
	}
	accepted(t, r.Layout)

	better, _, err := Improve(context.Background(), in, areas, Options{MostMoves: 6})
	require.NoError(t, err)
	require.Less(t, better.Score.Objective, was.Objective)
	require.Equal(t, was, better.Before)
	require.LessOrEqual(t, better.Moved, 6)
	require.Equal(t, areas.Patches[3].NameCy, better.Layout.Patches[3].NameCy, "patches keep who they are")
	accepted(t, better.Layout)
	require.Equal(t, areas.Attribution, better.Layout.Attribution)
	require.Equal(t, areas.Note, better.Layout.Note, "they are still not the council's")
	require.Contains(t, better.Layout.Note, "not the council's")
	require.Contains(t, r.Layout.Attribution, "Crown copyright")
	require.Empty(t, r.Layout.Note)
	stayed := 0
	p, _, err := given(in, areas, Options{})
	require.NoError(t, err)
	at := p.units()
	for j := range areas.Patches {
		whole := true
		for u := range at {
			whole = whole && (at[u] == j) == (better.Patch[u] == j)
		}
		if whole {
			stayed++
			require.Equal(t, areas.Patches[j], better.Layout.Patches[j], "area and base of a patch whose units stay")
		}
	}
	require.GreaterOrEqual(t, stayed, 5, "six moves touch twelve patches at most")
}

// Barmouth and Fairbourne look at one another over the Mawddach, and are 35 minutes apart.
func TestEstuaryOfGwynedd(t *testing.T) {
	in, _ := gwynedd(t)
	barmouth, fairbourne := unitAt(t, in, 52.7238, -4.0575), unitAt(t, in, 52.6967, -4.0520)
	edge := in.Units[barmouth].Area[0][0][:2] // as if their borders met in the water
	in.Units[fairbourne].Area = append(in.Units[fairbourne].Area.Clone(), orb.Polygon{{edge[1], edge[0], geo.LatLon(52.70, -4.06), edge[1]}})
	require.Contains(t, borders(in), [2]int{min(barmouth, fairbourne), max(barmouth, fairbourne)})
	g := newGround(in, Options{}.defaults(len(in.Units)))
	require.NotContains(t, g.next[barmouth], fairbourne)
}

func unitAt(t *testing.T, in *Input, lat, lon float64) int {
	for u := range in.Units {
		l := layout.Layout{Patches: []layout.Patch{{Area: in.Units[u].Area}}}
		if _, ok := l.Inside(geo.LatLon(lat, lon)); ok {
			return u
		}
	}
	t.Fatalf("no unit at %v, %v", lat, lon)
	return 0
}

// accepted writes a layout, reads it back, and wants no warning.
func accepted(t require.TestingT, l *layout.Layout) {
	var b bytes.Buffer
	require.NoError(t, l.Write(&b))
	back, found, err := layout.Read("designed", &b)
	require.NoError(t, err)
	require.Empty(t, found)
	require.Equal(t, l.Patches, back.Patches)
}

// BenchmarkDesign is the county of today at the full effort.
func BenchmarkDesign(b *testing.B) {
	in, _ := gwynedd(b)
	for b.Loop() {
		_, _, _ = Design(context.Background(), in, Options{Patches: 17, Seed: 1})
	}
}
