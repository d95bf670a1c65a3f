package server

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/geo"
)

// grid is some homes about a kilometre apart.
func grid(n int) []geo.Point {
	out := make([]geo.Point, n)
	for i := range out {
		out[i] = geo.LatLon(0.1+float64(i/5)/100, 0.1+float64(i%5)/100)
	}
	return out
}

// ask gets the legs of some points on a day after the first, and says what that cost the server.
func (s *stub) ask(t *testing.T, o Options, day int, points []geo.Point) (m *geo.Matrix, remarks []geo.Remark, cost [2]int64) {
	t.Helper()
	before := [2]int64{s.asked.Load(), s.legs.Load()}
	o.Now = func() time.Time { return time.Date(2026, 11, 28+day, 12, 0, 0, 0, time.UTC) }
	c, err := New(o)
	require.NoError(t, err)
	m, remarks, err = c.Legs(t.Context(), "car", points)
	require.NoError(t, err)
	return m, remarks, [2]int64{s.asked.Load() - before[0], s.legs.Load() - before[1]}
}

// TestOneNewHome asks for its own row and column alone, whatever the order of the homes.
func TestOneNewHome(t *testing.T) {
	api := &stub{kind: OSRM, maxPoints: 100}
	s := httptest.NewServer(api)
	defer s.Close()
	o := Options{Kind: OSRM, URL: s.URL, CacheDir: t.TempDir()}
	homes := grid(41)
	_, _, cost := api.ask(t, o, 0, homes[:40])
	require.Equal(t, [2]int64{1, 1600}, cost)
	_, _, cost = api.ask(t, o, 1, homes)
	require.Equal(t, [2]int64{2, 80}, cost, "forty ways there and forty back")
	mixed := slices.Clone(homes)
	slices.Reverse(mixed)
	m, _, cost := api.ask(t, o, 2, mixed[:17])
	require.Zero(t, cost, "some of them, in another order")
	s0, metres, _ := truth(mixed[3], mixed[11])
	require.InDelta(t, s0, m.Seconds[3*17+11], 1)
	require.InDelta(t, metres, m.Metres[3*17+11], 1)

	mixed[20] = geo.LatLon(mixed[20].Lat()+0.000002, mixed[20].Lon())
	_, _, cost = api.ask(t, o, 3, mixed)
	require.Zero(t, cost, "what is sent is the same: a quarter of a metre is rounded away")
	mixed[20] = geo.LatLon(mixed[20].Lat()+0.00002, mixed[20].Lon())
	_, _, cost = api.ask(t, o, 4, mixed)
	require.Equal(t, [2]int64{2, 80}, cost, "two metres are another home")
	o.URL = s.URL + "/osrm"
	_, _, cost = api.ask(t, o, 5, mixed)
	require.Equal(t, [2]int64{1, 41 * 41}, cost, "another server")
}

// TestLegsAge: what was kept is asked for again after keep_days, and only that.
func TestLegsAge(t *testing.T) {
	for _, tt := range []struct {
		keep int
		day  int
		cost [2]int64
		why  string
	}{
		{0, 89, [2]int64{0, 0}, "90 days"},
		{0, 90, [2]int64{1, 100}, "the first ten, whose day it is; the eleventh is younger"},
		{0, 120, [2]int64{1, 121}, "all"},
		{7, 7, [2]int64{1, 121}, "of a server whose roads change: the eleventh came on this day's clock of thirty days later"},
		{-1, 4000, [2]int64{0, 0}, "for ever"},
	} {
		api := &stub{kind: OSRM}
		s := httptest.NewServer(api)
		o := Options{Kind: OSRM, URL: s.URL, CacheDir: t.TempDir()}
		homes := grid(11)
		_, _, _ = api.ask(t, o, 0, homes[:10])
		_, _, cost := api.ask(t, o, 30, homes)
		require.Equal(t, [2]int64{2, 20}, cost)
		o.KeepDays = tt.keep
		_, _, cost = api.ask(t, o, tt.day, homes)
		s.Close()
		require.Equal(t, tt.cost, cost, tt.why)
	}
	_, err := New(Options{Kind: OSRM, URL: "http://localhost:1", KeepDays: -2})
	require.ErrorContains(t, err, "E1630 keep_days")
}

// TestOffTheMap: a home that the server cannot put on its map is unknown to it and named, and all others have their legs.
func TestOffTheMap(t *testing.T) {
	api := &stub{kind: OSRM, lost: 5}
	s := httptest.NewServer(api)
	defer s.Close()
	o := Options{Kind: OSRM, URL: s.URL, CacheDir: t.TempDir(), MaxPoints: 10}
	homes := grid(23)
	homes[3], homes[17] = geo.LatLon(6, 0.1), geo.LatLon(7, 0.1)
	m, remarks, _ := api.ask(t, o, 0, homes)
	require.Equal(t, []geo.Remark{{Kind: geo.OffMap, Point: 3}, {Kind: geo.OffMap, Point: 17}}, remarks)
	for k, s := range m.Seconds {
		i, j := k/23, k%23
		require.False(t, m.Far[k])
		require.Equal(t, i != j && (i == 3 || j == 3 || i == 17 || j == 17), s == geo.Unknown, "from %d to %d", i, j)
	}
	again, told, cost := api.ask(t, o, 89, homes)
	require.Zero(t, cost, "that they are off the map is kept")
	require.Equal(t, m, again)
	require.Equal(t, remarks, told)
	_, _, cost = api.ask(t, o, 90, homes[16:18])
	require.NotZero(t, cost, "and ages")
}

// TestDoubtedStayUnknown: what was asked once more and came out otherwise is not asked a third time.
func TestDoubtedStayUnknown(t *testing.T) {
	api := &stub{kind: ORS, lie: true}
	s := httptest.NewServer(api)
	defer s.Close()
	o := Options{Kind: ORS, URL: s.URL, CacheDir: t.TempDir(), Checks: 3}
	points := []geo.Point{geo.LatLon(1, 0), geo.LatLon(1.1, 0), geo.LatLon(-1, 0)}
	m, _, cost := api.ask(t, o, 0, points)
	require.Equal(t, [2]int64{4, 12}, cost)
	again, _, cost := api.ask(t, o, 1, points)
	require.Zero(t, cost)
	require.Equal(t, m, again)
}

// TestHomeWithoutAnyWay: where others have ways, one that has none in or out is unknown; an island of two is far.
func TestHomeWithoutAnyWay(t *testing.T) {
	c, err := New(Options{Kind: OSRM, URL: "http://localhost:1"})
	require.NoError(t, err)
	table := func(n int, ways ...[2]int) *filling {
		f := c.newFilling(asking{}, make([]geo.Point, n))
		for k := range f.m.Far {
			f.m.Far[k] = k/n != k%n
		}
		for _, w := range ways {
			f.m.Set(w[0], w[1], 60, 500, false)
		}
		return f
	}
	f := table(3, [2]int{0, 1}, [2]int{1, 0})
	require.Equal(t, []int{2}, f.doubt())
	require.Equal(t, []int32{0, 60, -1, 60, 0, -1, -1, -1, 0}, f.m.Seconds)
	f = table(4, [2]int{0, 1}, [2]int{1, 0}, [2]int{2, 3}, [2]int{3, 2})
	require.Empty(t, f.doubt())
	require.NotContains(t, f.m.Seconds, geo.Unknown)
	f = table(3, [2]int{0, 1}, [2]int{1, 2})
	require.Empty(t, f.doubt())
	require.Equal(t, geo.Unknown, f.m.Seconds[2], "by the second there is a way")
	require.Equal(t, []bool{false, false, false, true, false, false, true, true, false}, f.m.Far)
	require.Empty(t, table(2).doubt(), "nobody has a way anywhere")
}

// TestRects covers what is missing exactly, whatever it is.
func TestRects(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 9).Draw(t, "n")
		missing := rapid.SliceOfN(rapid.Bool(), n*n, n*n).Draw(t, "missing")
		times := make([]int, n*n)
		for _, r := range rects(n, func(i, j int) bool { return missing[i*n+j] }) {
			for _, i := range r.rows {
				for _, j := range r.cols {
					times[i*n+j]++
				}
			}
		}
		for k, m := range missing {
			if k/n != k%n {
				require.Equal(t, map[bool]int{true: 1}[m], times[k], fmt.Sprint(k/n, " to ", k%n))
			}
		}
	})
	for _, want := range []struct{ known, parts int }{{0, 1}, {5, 2}, {2, 2}} {
		got := rects(6, func(i, j int) bool { return i >= want.known || j >= want.known })
		require.Len(t, got, want.parts, want.known)
	}
}
