package roads

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// town draws a small extract: a grid of streets with classes, limits, one-way streets, gates, ferries, and restrictions over
// a node or over ways. Each street is a way of its own.
func town(t *rapid.T) *Extract {
	rows, cols := rapid.IntRange(2, 4).Draw(t, "rows"), rapid.IntRange(2, 4).Draw(t, "cols")
	x := &Extract{Name: "town.osm", Date: "2026-01-01"}
	sets := map[string]int32{}
	tags := func(kv ...string) int32 {
		key := ""
		var list Tags
		for i := 0; i < len(kv); i += 2 {
			if kv[i+1] != "" {
				key += kv[i] + "=" + kv[i+1] + ";"
				list = append(list, Tag{kv[i], kv[i+1]})
			}
		}
		if i, ok := sets[key]; ok {
			return i
		}
		sets[key] = int32(len(x.TagSets))
		x.TagSets = append(x.TagSets, list)
		return sets[key]
	}
	for r := range rows {
		for c := range cols {
			x.Lat = append(x.Lat, int32(529_000_000+r*20_000+rapid.IntRange(-2, 2).Draw(t, "dy")*1000))
			x.Lon = append(x.Lon, int32(-41_000_000+c*30_000))
		}
	}
	street := func(a, b int32) {
		kind := rapid.SampledFrom([]string{"primary", "residential", "residential", "service", "footway", "path"}).Draw(t, "kind")
		way := tags("highway", kind,
			"oneway", rapid.SampledFrom([]string{"", "", "", "yes", "-1"}).Draw(t, "oneway"),
			"maxspeed", rapid.SampledFrom([]string{"", "", "20 mph", "50"}).Draw(t, "maxspeed"),
			"area", rapid.SampledFrom([]string{"", "", "", "yes"}).Draw(t, "area"),
			"access", rapid.SampledFrom([]string{"", "", "", "", "private", "no"}).Draw(t, "access"))
		nodes := []int32{a, b}
		if rapid.Bool().Draw(t, "bent") {
			nodes = []int32{a, int32(len(x.Lat)), b}
			x.Lat, x.Lon = append(x.Lat, (x.Lat[a]+x.Lat[b])/2+3000), append(x.Lon, (x.Lon[a]+x.Lon[b])/2)
		}
		x.Ways = append(x.Ways, Way{ID: int64(len(x.Ways) + 1), Nodes: nodes, Tags: way})
	}
	for r := range int32(rows) {
		for c := range int32(cols) {
			at := r*int32(cols) + c
			if c+1 < int32(cols) {
				street(at, at+1)
			}
			if r+1 < int32(rows) {
				street(at, at+int32(cols))
			}
		}
	}
	for n := range x.Lat {
		if what := rapid.SampledFrom([]string{"", "", "", "", "", "", "gate", "bollard", "traffic_signals"}).Draw(t, "node"); what != "" {
			key := "barrier"
			if what == "traffic_signals" {
				key = "highway"
			}
			x.NodeTags = append(x.NodeTags, NodeTag{int32(n), tags(key, what)})
		}
	}
	restrictions(t, x, rows*cols, tags)
	return x
}

// restrictions draws turns that start anywhere and follow streets that meet.
func restrictions(t *rapid.T, x *Extract, corners int, tags func(...string) int32) {
	ends := func(w int) (int32, int32) { n := x.Ways[w].Nodes; return n[0], n[len(n)-1] }
	beside := func(node int32, not int) []int {
		var ways []int
		for w := range x.Ways {
			if a, b := ends(w); w != not && (a == node || b == node) {
				ways = append(ways, w)
			}
		}
		return ways
	}
	for range rapid.IntRange(0, 8).Draw(t, "restrictions") {
		from := rapid.IntRange(0, len(x.Ways)-1).Draw(t, "from")
		_, via := ends(from)
		y := Restriction{From: []int64{x.Ways[from].ID}, ViaNode: via, Tags: tags("restriction",
			rapid.SampledFrom([]string{"no_left_turn", "no_straight_on", "only_right_turn", "no_u_turn"}).Draw(t, "what"),
			"except", rapid.SampledFrom([]string{"", "", "bicycle", "psv;motorcar"}).Draw(t, "except"))}
		last := from
		for range rapid.IntRange(0, 2).Draw(t, "between") {
			ways := beside(via, last)
			if len(ways) == 0 {
				break
			}
			last = rapid.SampledFrom(ways).Draw(t, "over")
			a, b := ends(last)
			via = a + b - via
			y.ViaWays, y.ViaNode = append(y.ViaWays, x.Ways[last].ID), -1
		}
		to := from
		if ways := beside(via, last); len(ways) > 0 && !rapid.Bool().Draw(t, "back") {
			to = rapid.SampledFrom(ways).Draw(t, "to")
		}
		y.To = []int64{x.Ways[to].ID}
		x.Restrictions = append(x.Restrictions, y)
	}
}

// TestTownsEqualPlainSearch is the main property: on small towns every mode's table equals a plain search that looks at
// whole histories of arcs, in milliseconds and millimetres.
func TestTownsEqualPlainSearch(t *testing.T) {
	forbidden := 0
	rapid.Check(t, func(t *rapid.T) {
		r, err := Build(context.Background(), town(t), Options{Threads: 1})
		if err != nil {
			t.Skip(err)
		}
		for mode := range modes {
			l := r.lane(mode)
			require.True(t, r.sound(), "what is built can be opened again")
			w := newWalker(r.net, r.rides[mode])
			forbidden += len(w.banX)
			var at []where
			for s := range int32(r.net.segments()) {
				if l.flags[s]&flagUsed != 0 && s%3 == 0 {
					at = append(at, where{spot: spot{segment: s, mm: r.net.mm[s] / 3}}, where{spot: spot{segment: s, mm: r.net.mm[s]}})
				}
			}
			cells, err := r.cells(context.Background(), mode, at, 1)
			require.NoError(t, err)
			require.Equal(t, r.plain(mode, at), cells, modes[mode])
			for i, a := range at {
				best := w.from(a.spot)
				for j, b := range at {
					want := w.to(best, r, mode, a.spot, b.spot)
					require.Equal(t, want, cells[i*len(at)+j], "%s from %+v to %+v", modes[mode], a, b)
				}
			}
		}
	})
	require.Positive(t, forbidden, "towns have forbidden turns")
}

// TestRoutesAreTheTable follows every route arc by arc: its cost is the table's, it takes no forbidden turn, and its line
// starts and ends at the points.
func TestRoutesAreTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, err := Build(context.Background(), town(t), Options{Threads: 1})
		if err != nil {
			t.Skip(err)
		}
		points := r.spread(6)
		for mode, name := range modes {
			l := r.lane(mode)
			w := newWalker(r.net, r.rides[mode])
			at, _ := r.snap(l, points)
			cells, err := r.cells(context.Background(), mode, at, 1)
			require.NoError(t, err)
			for i, a := range at {
				for j, b := range at {
					route, err := r.Route(name, points[i], points[j])
					if cells[i*len(at)+j] == unreached {
						require.Error(t, err)
						continue
					}
					require.NoError(t, err)
					c := cells[i*len(at)+j]
					require.Equal(t, c.ms()+a.walkMs+b.walkMs, route.Millis)
					ms, mm := int64(0), int64(0)
					for _, p := range route.ByClass {
						ms, mm = ms+p.Millis, mm+int64(p.Metres)
					}
					require.Equal(t, c.ms(), ms, "shares add up")
					require.InDelta(t, c.mm(), 1000*mm, 500*float64(len(route.ByClass)+1))
					require.Equal(t, points[i], route.Line[0])
					require.Equal(t, points[j], route.Line[len(route.Line)-1])
					tr := &tracer{r: r, mode: mode, l: l, a: a, b: b}
					_, arcs, err := tr.best()
					require.NoError(t, err)
					for k := range arcs {
						require.True(t, k == 0 || r.net.head(arcs[k-1]) == r.net.tail(arcs[k]), "arcs join")
						require.True(t, w.allowed(arcs[k:]), "no forbidden turn")
						for m := k + 2; m <= len(arcs); m++ {
							require.True(t, w.allowed(arcs[k:m]), "no forbidden turn")
						}
					}
				}
			}
		}
	})
}
