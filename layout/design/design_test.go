package design

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
)

// cells makes a chessboard of units of a hundredth of a degree; a way over k borders takes 300·k seconds.
func cells(wide, tall int, contact func(x, y int) int) *Input {
	in := &Input{Name: "board"}
	n := wide * tall
	for i := range n {
		x, y := i%wide, i/wide
		lon, lat := 0.01*float64(x), 52+0.01*float64(y)
		in.Units = append(in.Units, Unit{
			ID: fmt.Sprintf("u%02d", i), Centre: geo.LatLon(lat+0.005, lon+0.005), Contact: contact(x, y), Carers: contact(x, y),
			Area: orb.MultiPolygon{{{{lon, lat}, {lon + 0.01, lat}, {lon + 0.01, lat + 0.01}, {lon, lat + 0.01}, {lon, lat}}}},
		})
	}
	in.Travel = geo.NewMatrix(n)
	for i := range n {
		for j := range n {
			d := max(i%wide-j%wide, j%wide-i%wide) + max(i/wide-j/wide, j/wide-i/wide)
			in.Travel.Set(i, j, int32(300*d), int32(1000*d), false)
		}
	}
	return in
}

func even(int, int) int { return 60 }

// bruteForce is the least objective of all assignments that hang together.
func bruteForce(in *Input, k int, o Options) int64 {
	g := newGround(in, o.defaults(len(in.Units)))
	n := len(g.atoms)
	best := int64(math.MaxInt64)
	of := make([]int, n)
	var walk func(a, used int)
	walk = func(a, used int) {
		if a == n {
			p := newPlan(g, k, o.defaults(len(in.Units)))
			for b, j := range of {
				p.put(b, j)
			}
			for j := range k {
				if p.parts(j) != 1 {
					return
				}
			}
			for j := range k {
				p.settle(j)
			}
			best = min(best, p.cost)
			return
		}
		for j := range min(used+1, k) {
			of[a] = j
			walk(a+1, max(used, j+1))
		}
	}
	walk(0, 0)
	return best
}

func TestDesignIsBestOfAllWhereAllCanBeTried(t *testing.T) {
	for _, tt := range []struct {
		name       string
		wide, tall int
		k          int
		contact    func(x, y int) int
	}{
		{"a row of six by twos", 6, 1, 3, even},
		{"three by three, one heavy corner", 3, 3, 3, func(x, y int) int { return 60 + 300*(1-min(1, x+y)) }},
		{"five by two, uneven", 5, 2, 2, func(x, y int) int { return 30 * (1 + x + 2*y) }},
		{"four by two, some without people", 4, 2, 3, func(x, y int) int { return 90 * ((x + y) % 2) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := cells(tt.wide, tt.tall, tt.contact)
			r, _, err := Design(context.Background(), in, Options{Patches: tt.k, Seed: 3, Steps: 5000, Restarts: 3})
			require.NoError(t, err)
			require.Equal(t, bruteForce(in, tt.k, Options{}), r.Score.Objective)
			accepted(t, r.Layout)
		})
	}
}

// Whatever the board: each patch hangs together, communities stay whole, every unit is in the patch whose area holds it, and the
// cost that moves kept up to date is that of the plan worked out afresh.
func TestDesignProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wide, tall := rapid.IntRange(1, 6).Draw(t, "wide"), rapid.IntRange(1, 4).Draw(t, "tall")
		contact := rapid.SliceOfN(rapid.IntRange(0, 500), wide*tall, wide*tall).Draw(t, "contact")
		in := cells(wide, tall, func(x, y int) int { return contact[y*wide+x] })
		communities := rapid.SliceOfN(rapid.IntRange(0, 6), wide*tall, wide*tall).Draw(t, "community")
		for u, c := range communities {
			if c > 0 {
				in.Units[u].Together = fmt.Sprint(c)
			}
		}
		o := Options{Seed: rapid.Uint64().Draw(t, "seed"), Steps: 300, Restarts: 2, Together: rapid.Bool().Draw(t, "together")}
		g := newGround(in, o.defaults(len(in.Units)))
		o.Patches = rapid.IntRange(1, len(g.atoms)).Draw(t, "k")
		r, _, err := Design(context.Background(), in, o)
		require.NoError(t, err)

		p := newPlan(g, o.Patches, o.defaults(len(in.Units)))
		p.take(r.Patch)
		require.Equal(t, p.cost, r.Score.Objective)
		for j, x := range r.Score.Patches {
			require.Equal(t, 1, p.parts(j))
			require.Equal(t, 1, x.Pieces)
		}
		whole := map[string]int{}
		for u := range in.Units {
			if k, known := whole[in.Units[u].Together]; o.Together && in.Units[u].Together != "" && known {
				require.Equal(t, k, r.Patch[u])
			}
			whole[in.Units[u].Together] = r.Patch[u]
			at, ok := r.Layout.Inside(in.Units[u].Centre)
			require.True(t, ok)
			require.Equal(t, r.Patch[u], at)
		}
		if !o.Together {
			accepted(t, r.Layout)
		}
		again, _, err := Improve(context.Background(), in, r.Layout, o)
		require.NoError(t, err)
		require.LessOrEqual(t, again.Score.Objective, again.Before.Objective)
		stays := map[string]int{}
		for u := range in.Units {
			name := in.Units[u].Together
			if k, known := stays[name]; o.Together && name != "" && known {
				require.Equal(t, k, again.Patch[u], "whole communities stay whole")
			}
			stays[name] = again.Patch[u]
		}
	})
}

// Moves and their undoing leave nothing behind.
func TestTryUndoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		contact := rapid.SliceOfN(rapid.IntRange(0, 500), 12, 12).Draw(t, "contact")
		in := cells(4, 3, func(x, y int) int { return contact[y*4+x] })
		g := newGround(in, Options{}.defaults(12))
		p := newPlan(g, 3, Options{}.defaults(12))
		p.take([]int{0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 2})
		before := p.cost
		pulls := fmt.Sprint(p.pulls, p.pairs, p.contact, p.carers)
		a, b := rapid.IntRange(0, 11).Draw(t, "a"), rapid.IntRange(0, 11).Draw(t, "b")
		j, k := rapid.IntRange(0, 2).Draw(t, "j"), rapid.IntRange(0, 2).Draw(t, "k")
		if a == b {
			t.Skip("two different ones")
		}
		p.try([]int{a, b}, []int{j, k}, func(int64) bool { return false })
		require.Equal(t, before, p.cost)
		require.Equal(t, pulls, fmt.Sprint(p.pulls, p.pairs, p.contact, p.carers))
		p.try([]int{a}, []int{j}, func(int64) bool { return true })
		q := newPlan(g, 3, Options{}.defaults(12))
		q.take(p.units())
		require.Equal(t, q.cost, p.cost)
	})
}

// An estuary: two rows of units share a border, and the way from one to the other goes round by the last column.
func TestEstuary(t *testing.T) {
	in := cells(6, 2, even)
	for i := range 12 {
		for j := range 12 {
			if i/6 != j/6 {
				d := (5 - i%6) + (5 - j%6) + 1
				in.Travel.Set(i, j, int32(300*d), int32(1000*d), false)
			}
		}
	}
	g := newGround(in, Options{}.defaults(12))
	require.NotContains(t, g.next[0], 6, "55 minutes over a kilometre of water")
	require.Contains(t, g.next[5], 11, "the bridge")
	r, found, err := Design(context.Background(), in, Options{Patches: 4, Seed: 1, Steps: 3000, Restarts: 2})
	require.NoError(t, err)
	require.Empty(t, found)
	require.NotEqual(t, r.Patch[0], r.Patch[6])
}

func TestIslandsAreBridged(t *testing.T) {
	in := cells(4, 1, even)
	for i := range in.Units[3].Area[0][0] { // the last cell lies out at sea
		in.Units[3].Area[0][0][i][0] += 0.05
	}
	in.Units[3].Centre[0] += 0.05
	r, found, err := Design(context.Background(), in, Options{Patches: 2, Seed: 1, Steps: 1000, Restarts: 1})
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, "W2138", found[0].Code)
	require.Equal(t, r.Patch[2], r.Patch[3])
	require.Len(t, r.Layout.Patches[r.Patch[3]].Area, 2, "a patch of two parts")

	in.Links = [][2]int{{2, 3}}
	_, found, err = Design(context.Background(), in, Options{Patches: 2, Seed: 1, Steps: 1000, Restarts: 1})
	require.NoError(t, err)
	require.Empty(t, found, "the bridge was named")
}

// What improve does not better it does not touch, and borders that are not the units' it does not take.
func TestImproveKeepsBorders(t *testing.T) {
	in := cells(4, 2, even)
	half := func(x float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{x, 52}, {x + 0.013, 52}, {x + 0.02, 52}, {x + 0.02, 52.02}, {x, 52.02}, {x, 52}}}}
	}
	l := &layout.Layout{Name: "mine", Attribution: "© me", Note: "a draft", Patches: []layout.Patch{
		{ID: "w", Area: half(0), Colour: "#123456"}, // no base, and fewer corners than its units
		{ID: "e", Area: half(0.02), HasBase: true, Base: geo.LatLon(52.0123, 0.0211)},
	}}
	bytesOf := func(l *layout.Layout) string {
		var b strings.Builder
		require.NoError(t, l.Write(&b))
		return b.String()
	}
	before := bytesOf(l)
	r, _, err := Improve(context.Background(), in, l, Options{})
	require.NoError(t, err)
	require.Zero(t, r.Moved)
	require.Equal(t, before, bytesOf(r.Layout))

	in.Attribution = "© them"
	in.Units[2].Contact = 600 // two of the west belong to the east: one goes over
	r, _, err = Improve(context.Background(), in, l, Options{})
	require.NoError(t, err)
	require.Positive(t, r.Moved)
	require.Equal(t, []string{"© me © them", "a draft"}, []string{r.Layout.Attribution, r.Layout.Note})
	require.Equal(t, before, bytesOf(l), "the given one stays")
	accepted(t, r.Layout)

	l.Patches[0].Area[0][0][2][0], l.Patches[0].Area[0][0][3][0] = 0.0195, 0.0195
	l.Patches[1].Area[0][0][0][0] = 0.0195
	_, _, err = Improve(context.Background(), in, l, Options{})
	require.ErrorContains(t, err, `E1649: patch "w" is drawn with`)
	require.ErrorContains(t, err, "--units")
}

func TestSameSeedSameLayout(t *testing.T) {
	in := cells(6, 5, func(x, y int) int { return 10 + 7*x*y })
	o := Options{Patches: 5, Seed: 9, Steps: 2000, Restarts: 4}
	a, _, err := Design(context.Background(), in, o)
	require.NoError(t, err)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	b, _, err := Design(context.Background(), in, o)
	require.NoError(t, err)
	require.Equal(t, a, b)
}

func TestDesignRefuses(t *testing.T) {
	in := cells(2, 2, even)
	for _, tt := range []struct {
		in   *Input
		o    Options
		want string
	}{
		{&Input{}, Options{Patches: 1}, "there are no units"},
		{in, Options{Patches: 5}, "4 units do not make 5 patches"},
		{in, Options{}, "4 units do not make 0 patches"},
		{&Input{Units: in.Units}, Options{Patches: 1}, "the travel is not between the 4 units"},
		{&Input{Units: in.Units, Travel: in.Travel, Links: [][2]int{{0, 9}}}, Options{Patches: 1}, "a link is between units 0 and 9"},
		{in, Options{Patches: 2, Tolerance: math.NaN()}, "the tolerance NaN"},
		{cells(2, 2, func(int, int) int { return 1 << 40 }), Options{Patches: 1}, "minutes that cannot be"},
	} {
		_, _, err := Design(context.Background(), tt.in, tt.o)
		require.ErrorContains(t, err, "E1649")
		require.ErrorContains(t, err, tt.want)
	}
	_, _, err := Improve(context.Background(), in, &layout.Layout{}, Options{})
	require.Error(t, err)
	_, _, err = Improve(context.Background(), in, &layout.Layout{Patches: []layout.Patch{{ID: "far", HasBase: true}, {ID: "near", HasBase: true, Base: geo.LatLon(52, 0)}}}, Options{})
	require.ErrorContains(t, err, `patch "far" holds the centre of no unit`)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err = Design(ctx, in, Options{Patches: 2})
	require.ErrorIs(t, err, context.Canceled)
}

// A quarter of the contact each is what minutes ask for.
func TestPatchesByMinutes(t *testing.T) {
	in := cells(4, 4, even)
	r, _, err := Design(context.Background(), in, Options{Minutes: 230, Seed: 1, Steps: 2000, Restarts: 1})
	require.NoError(t, err)
	require.Len(t, r.Layout.Patches, 4)
}

func TestDissolve(t *testing.T) {
	box := func(x, y, w, h float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}}}
	}
	corners := func(m orb.MultiPolygon) (out [][]int) {
		for _, p := range m {
			var rings []int
			for _, r := range p {
				rings = append(rings, len(r)-1)
			}
			out = append(out, rings)
		}
		return out
	}
	ring := []orb.MultiPolygon{box(0, 0, 3, 1), box(0, 2, 3, 1), box(0, 1, 1, 1), box(2, 1, 1, 1)}
	for _, tt := range []struct {
		name  string
		areas []orb.MultiPolygon
		want  [][]int
	}{
		{"two side by side", []orb.MultiPolygon{box(0, 0, 1, 1), box(1, 0, 1, 1)}, [][]int{{6}}},
		{"one against two: its edge has their corner on it", []orb.MultiPolygon{box(0, 0, 1, 2), box(1, 0, 1, 1), box(1, 1, 1, 1)}, [][]int{{7}}},
		{"touching in a corner", []orb.MultiPolygon{box(0, 0, 1, 1), box(1, 1, 1, 1)}, [][]int{{4}, {4}}},
		{"around a hole", ring, [][]int{{8, 4}}},
		{"the hole filled", append(ring[:4:4], box(1, 1, 1, 1)), [][]int{{8}}},
		{"the hole half filled", append(ring[:4:4], box(1, 1, 0.5, 1)), [][]int{{8, 4}}},
		{"a hole that touches the edge", []orb.MultiPolygon{{{{{0, 0}, {3, 0}, {3, 3}, {0, 3}, {0, 0}}, {{0, 0}, {1, 2}, {2, 1}, {0, 0}}}}, box(3, 0, 1, 3)}, [][]int{{6, 3}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := corners(dissolve(tt.areas))
			require.Equal(t, tt.want, got)
		})
	}
}
