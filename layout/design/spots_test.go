package design

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/geo"
)

// However homes come in, and however many squares they fill, no minute is lost and the squares are the same.
func TestSpotsKeepAllContact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	type home struct {
		unit int
		at   geo.Point
		w    float64
	}
	var homes []home
	sum := 0
	for i := range 4000 {
		w := 1 + rng.IntN(900)
		sum += w
		homes = append(homes, home{i % 3, geo.LatLon(52+rng.Float64(), -4.7+rng.Float64()), float64(w)})
	}
	gather := func() []Spot {
		g := newGathering()
		for _, h := range homes {
			g.add(h.unit, h.at, h.w)
		}
		return rounded(g.spots(1))
	}
	spots := gather()
	require.LessOrEqual(t, len(spots), mostSpots)
	require.Greater(t, len(spots), mostSpots/8)
	got := 0
	for _, s := range spots {
		got += s.Contact
	}
	require.Equal(t, sum, got)
	slices.Reverse(homes)
	require.Equal(t, spots, gather())
}

// The mean way to the nearest hours, worked out minute by minute.
func TestNearByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		contact := rapid.SliceOfN(rapid.IntRange(0, 9000), 8, 8).Draw(t, "contact")
		in := cells(4, 2, func(x, y int) int { return contact[y*4+x] })
		g := newGround(in, Options{}.defaults(8))
		p := newPlan(g, 2, Options{}.defaults(8))
		units := rapid.SliceOfN(rapid.IntRange(0, 1), 8, 8).Draw(t, "patch")
		p.take(units)
		for j := range 2 {
			want := int64(0)
			for u, c := range contact {
				if units[u] != j || c == 0 {
					continue
				}
				var ways []int64 // one for each minute of the patch
				for v := range contact {
					for range contact[v] {
						if units[v] == j {
							ways = append(ways, g.to(u, v))
						}
					}
				}
				slices.Sort(ways)
				sum := int64(0)
				for i := range enough {
					sum += ways[min(i, len(ways)-1)]
				}
				want += int64(c) * sum / enough
			}
			require.Equal(t, want, p.near(j))
		}
	})
}

func TestSpotsThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(in *Input){
		"no ways":        func(in *Input) { in.Between = nil },
		"ways too few":   func(in *Input) { in.Between = geo.NewMatrix(1) },
		"a unit beyond":  func(in *Input) { in.Spots[1].Unit = 4 },
		"less than none": func(in *Input) { in.Spots[1].Contact = -1 },
	} {
		in := cells(2, 2, even)
		in.Spots = []Spot{{0, in.Units[0].Centre, 60}, {3, in.Units[3].Centre, 60}}
		in.Between = geo.NewMatrix(2)
		_, _, err := Design(context.Background(), in, Options{Patches: 2, Steps: 10, Restarts: 1})
		require.NoError(t, err)
		change(in)
		_, _, err = Design(context.Background(), in, Options{Patches: 2, Steps: 10, Restarts: 1})
		require.ErrorContains(t, err, "E1649", name)
	}
}
