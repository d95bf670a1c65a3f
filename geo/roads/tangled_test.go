package roads

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
)

// spokes is a hub with so many roads to it, the ends of which are joined, too.
func spokes(n int32, gate bool) *Extract {
	x := &Extract{Name: "hub.osm", TagSets: []Tags{tagsOf("highway", "primary"), tagsOf("barrier", "bollard")}, Lat: []int32{0}, Lon: []int32{0}}
	for i := range n {
		x.Lat, x.Lon = append(x.Lat, 1000*i), append(x.Lon, 100_000)
		x.Ways = append(x.Ways, Way{ID: int64(2 * i), Nodes: []int32{0, i + 1}}, Way{ID: int64(2*i + 1), Nodes: []int32{i + 1, (i+1)%n + 1}})
	}
	if gate {
		x.NodeTags = []NodeTag{{Node: 0, Tags: 1}}
	}
	return x
}

// muddle is so many crossings, each joined to others anywhere: no hierarchy of it is small.
func muddle(n int32) *Extract {
	x := &Extract{Name: "muddle.osm", TagSets: []Tags{tagsOf("highway", "primary")}}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range n {
		x.Lat, x.Lon = append(x.Lat, rnd.Int32N(1_000_000)), append(x.Lon, rnd.Int32N(1_000_000))
	}
	for i := range 4 * n {
		a, b := i%n, rnd.Int32N(n)
		if a != b {
			x.Ways = append(x.Ways, Way{ID: int64(i), Nodes: []int32{a, b}})
		}
	}
	return x
}

// ban has a restriction over the same ways again and again, each of many bends.
func ban() *Extract {
	x := spokes(60, false)
	x.TagSets = append(x.TagSets, tagsOf("restriction", "only_straight_on"))
	for range 5000 {
		y := Restriction{ViaNode: 0, Tags: 2}
		for i := range int64(49) {
			y.From, y.To = append(y.From, 2*i), append(y.To, 2*i)
		}
		x.Restrictions = append(x.Restrictions, y)
	}
	return x
}

// TestTangled refuses extracts of which a network would take time and memory without bound.
func TestTangled(t *testing.T) {
	defer func(n int) { fewestLooks = n }(fewestLooks)
	fewestLooks = 1 << 20 // 5 seconds of looking instead of half a minute
	for _, tt := range []struct {
		x   *Extract
		why string
	}{
		{spokes(20_000, false), "more roads meet than at any junction: pairs of them are 400 million"},
		{spokes(20_000, true), "and each pair of them forbidden"},
		{muddle(2_000), "shortcuts without end"},
		{ban(), "forbidden turns without end"},
	} {
		start := time.Now()
		_, err := Build(context.Background(), tt.x, Options{Threads: 1})
		require.ErrorContains(t, err, "E1620 "+tt.x.Name+": its roads are more tangled", tt.why)
		require.Less(t, time.Since(start), 2*time.Minute, tt.why)
		t.Log(time.Since(start))
	}
	ctx, stop := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer stop()
	start := time.Now()
	_, err := Build(ctx, muddle(20_000), Options{Threads: 1})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Less(t, time.Since(start), 10*time.Second, "and it can be stopped")
}

// TestGridOfLongLines: lines that go round the earth again and again touch more cells than a grid has room for, and the sum
// of what they touch is more than an int32 holds. Cells grow until there is room.
func TestGridOfLongLines(t *testing.T) {
	const n = 60_000 // at the first size that has few enough cells, 4.9e9 pieces in cells
	net := &network{lat: []int32{-1000, 1000}, lon: []int32{-1_800_000_000, 1_800_000_000}, shapeAt: []int32{0}}
	for range n {
		net.from, net.to, net.mm = append(net.from, 0), append(net.to, 1), append(net.mm, math.MaxInt32)
		net.class, net.shapeAt = append(net.class, Primary), append(net.shapeAt, 0)
	}
	require.True(t, net.sound(), "a file may hold it")
	start := time.Now()
	g := newGrid(net)
	require.Less(t, time.Since(start), 30*time.Second)
	require.LessOrEqual(t, len(g.segment), 8*n+2048)
	require.GreaterOrEqual(t, len(g.segment), n)
	flags := make([]uint8, n)
	for s := range flags {
		flags[s] = flagStop | flagMain
	}
	nearest, main := g.near(geo.LatLon(0, 179), flags)
	require.Equal(t, nearest, main)
	require.Zero(t, nearest.segment)
	require.Positive(t, nearest.mm)
}
