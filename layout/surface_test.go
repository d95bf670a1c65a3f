package layout

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The sweep's overlap of two triangles is that of clipping one by the sides of the other.
func TestOverlapIsThatOfClipping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		corner := rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{float64(rapid.IntRange(0, 40).Draw(t, "x")) * 1e-3, float64(rapid.IntRange(0, 40).Draw(t, "y")) * 1e-3}
		})
		triangle := func(name string) orb.Ring {
			a, b, c := corner.Draw(t, name), corner.Draw(t, name), corner.Draw(t, name)
			r := orb.Ring{a, b, c, a}
			if math.Abs(planar.Area(r)) < 1e-9 {
				t.Skip("no triangle")
			}
			return turned(r, false)
		}
		one, two := triangle("one"), triangle("two")
		l := &Layout{Patches: []Patch{{ID: "a", Area: orb.MultiPolygon{{one}}}, {ID: "b", Area: orb.MultiPolygon{{two}}}}}
		f := &finder{scale: scale{1, 1}, of: []int{0, 1}, overlaps: map[[2]int]*patchy{}, slivers: map[[2]int]*patchy{}, parent: []int{0}, holes: []*patchy{{}}, bare: []hole{everything}}
		s := &sweeper{edges: append(edgesOf(l.Patches[0].Area, 0), edgesOf(l.Patches[1].Area, 1)...), sink: f.take, endStrip: f.endStrip}
		s.run(2)
		got := 0.0
		if p := f.overlaps[[2]int{0, 1}]; p != nil {
			got = p.area
		}
		want := math.Abs(planar.Area(clip(one, two))) * perDegree * perDegree
		require.InDelta(t, want, got, 1e6, "of some 1e10 squares of the grid: edges that cross do so between its points")
	})
}

// clip cuts a convex ring by the sides of another one, both anticlockwise.
func clip(ring, by orb.Ring) orb.Ring {
	out := append(orb.Ring(nil), ring[:len(ring)-1]...)
	for i := 1; i < len(by); i++ {
		a, b := by[i-1], by[i]
		level := func(p orb.Point) float64 { return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0]) }
		in := out
		out = nil
		for k, p := range in {
			q := in[(k+1)%len(in)]
			u, v := level(p), level(q)
			if u >= 0 {
				out = append(out, p)
			}
			if u > 0 && v < 0 || u < 0 && v > 0 {
				s := u / (u - v)
				out = append(out, orb.Point{p[0] + s*(q[0]-p[0]), p[1] + s*(q[1]-p[1])})
			}
		}
	}
	if len(out) < 3 {
		return orb.Ring{{0, 0}, {0, 0}, {0, 0}, {0, 0}}
	}
	return append(out, out[0])
}

// On a chessboard of patches some of which are missing, each missing part that is closed in is one gap, corners being no door.
func TestGapsOfABoard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 6
		there := rapid.SliceOfN(rapid.IntRange(0, 3), n*n, n*n).Draw(t, "there")
		var features []string
		for i, x := range there {
			if x > 0 {
				features = append(features, square(fmt.Sprint("p", i), 0.01*float64(i%n), 52+0.01*float64(i/n)))
			}
		}
		if len(features) == 0 {
			t.Skip("no patch")
		}
		_, found, err := Read("b", strings.NewReader(file(features...)))
		require.NoError(t, err)
		require.Len(t, found, closedIn(there, n))
	})
}

// closedIn counts the parts of empty squares from which no way leads off the board.
func closedIn(there []int, n int) int {
	seen := make([]bool, n*n)
	count := 0
	for i := range there {
		if there[i] > 0 || seen[i] {
			continue
		}
		closed, todo := 1, []int{i}
		seen[i] = true
		for len(todo) > 0 {
			at := todo[0]
			todo = todo[1:]
			x, y := at%n, at/n
			for _, d := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
				u, v := x+d[0], y+d[1]
				if u < 0 || v < 0 || u == n || v == n {
					closed = 0
					continue
				}
				if k := v*n + u; there[k] == 0 && !seen[k] {
					seen[k] = true
					todo = append(todo, k)
				}
			}
		}
		count += closed
	}
	return count
}
