package verdict

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"gonum.org/v1/gonum/stat"
)

// patched makes cells of two layouts of the same six patches, which differ by nothing but noise: a week's, which all patches
// share, their own of the week, twice as wide for every other patch, and the search's. draw gives noise of mean 0.
func patched(rng *rand.Rand, weeks, seeds int, draw func() float64) []Cell {
	const patches = 6
	var cells []Cell
	for w := range weeks {
		var world [patches]Figures
		for k := range world {
			world[k] = Figures{}
		}
		for _, m := range Measures() {
			x, ok := usual[m.Key]
			if !ok || !m.OfPatch() {
				continue
			}
			all := x.week * rng.NormFloat64()
			for k := range world {
				world[k][m.Key] = x.mean * (1 + all + x.week*float64(1+k%2)*draw())
			}
		}
		for _, name := range []string{"a", "b"} {
			for s := range seeds {
				c := Cell{Layout: name, Week: w, Seed: s, Visited: 300, Working: 120, Figures: Figures{}}
				for k := range patches {
					p := Patch{ID: fmt.Sprint("p", k), Who: fmt.Sprint(w, k), People: 50, Visited: 50, Carers: 20, Figures: Figures{}}
					for key, x := range world[k] {
						p.Figures[key] = x * (1 + usual[key].seed*draw())
					}
					c.Patches = append(c.Patches, p)
				}
				cells = append(cells, c)
			}
		}
	}
	return cells
}

func shown(list []PatchDifference) (out []PatchDifference) {
	for _, d := range list {
		if d.Says != None && d.Says != Same {
			out = append(out, d)
		}
	}
	return out
}

// Patches that differ by noise alone are not said to be off their mean, nor better in one layout: at most 5 in 100 by Holm in
// either family, whatever depends on what; 3 standard errors of 200 runs are 4.6 of 100.
func TestPatchesOfNoiseShowNoDifference(t *testing.T) {
	const runs = 200
	rng := rand.New(rand.NewPCG(11, 12))
	skewed := func() float64 { return rng.ExpFloat64() - 1 }
	for _, x := range []struct {
		name  string
		weeks int
		draw  func() float64
	}{{"normal, 4 weeks", 4, rng.NormFloat64}, {"normal, 10 weeks", 10, rng.NormFloat64}, {"skewed, 4 weeks", 4, skewed}, {"skewed, 10 weeks", 10, skewed}} {
		t.Run(x.name, func(t *testing.T) {
			unlike, kept := 0, 0
			for range runs {
				v, err := Of(nil, patched(rng, x.weeks, 2, x.draw), Options{Draws: 2})
				require.NoError(t, err)
				require.Equal(t, 2*6*10, v.Unlike.Tests)
				require.Equal(t, 6*10, v.Kept.Tests)
				unlike, kept = unlike+min(1, len(shown(v.Unlike.List))), kept+min(1, len(shown(v.Kept.List)))
			}
			t.Logf("a false difference from the mean in %d of %d, between layouts in %d", unlike, runs, kept)
			require.LessOrEqual(t, unlike, runs*9/100)
			require.LessOrEqual(t, kept, runs*9/100)
		})
	}
}

// One patch travels a third more, everywhere; and under the second layout another one costs a tenth more.
func TestPatchesThatDifferAreShown(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	cells := patched(rng, 10, 2, rng.NormFloat64)
	for i := range cells {
		p := cells[i].Patches
		p[2].Figures[Travel] *= 4. / 3
		if cells[i].Layout == "b" {
			p[4].Figures[Cost] *= 1.1
		}
	}
	v, err := Of(nil, cells, Options{Draws: 200})
	require.NoError(t, err)
	find := func(list []PatchDifference, layout, patch string, key Key) PatchDifference {
		return list[slices.IndexFunc(list, func(d PatchDifference) bool { return d.Layout == layout && d.Patch == patch && d.Key == key })]
	}
	for _, layout := range []string{"a", "b"} {
		d := find(v.Unlike.List, layout, "p2", Travel)
		require.Equal(t, Above, d.Says)
		require.InDelta(t, 16./3*5/6, d.Mean, 1.5, "a third of 16 minutes, of which a sixth went into the mean")
		require.True(t, d.Lo < d.Mean && d.Mean < d.Hi)
		require.Nil(t, d.ByWeek)
	}
	d := find(v.Kept.List, "a", "p4", Cost)
	require.Equal(t, Better, d.Says)
	require.Equal(t, []string{"b", "p4"}, []string{d.Than, d.ThanPatch})
	require.Equal(t, 10, d.Weeks)
	require.Len(t, shown(v.Kept.List), 1, "travel is the same under both")
}

// Figures 1, 2, 6 and 3, 4, 2 have the means 2, 3, 4; the first is off them by -1, -1, 2: mean 0, sd √3.
func TestUnlikeByHand(t *testing.T) {
	var cells []Cell
	for w, x := range [][2]float64{{1, 3}, {2, 4}, {6, 2}} {
		cells = append(cells, Cell{Layout: "a", Week: w, Patches: []Patch{
			{ID: "p", People: 5, Visited: 5, Carers: 5, Figures: Figures{Travel: x[0]}},
			{ID: "q", People: 5, Visited: 5, Carers: 5, Figures: Figures{Travel: x[1]}},
			{ID: "few", People: 5, Visited: 5, Carers: 4, Figures: Figures{Travel: 1000}},
		}})
	}
	v, err := Of(nil, cells, Options{})
	require.NoError(t, err)
	require.Len(t, v.Unlike.List, 2, "four carers are in no mean, and told of nowhere")
	d := v.Unlike.List[0]
	require.InDelta(t, 0, d.Mean, 1e-12)
	require.InDelta(t, math.Sqrt(3), d.SD, 1e-12)
	require.Equal(t, None, d.Says)
	require.Equal(t, 2, v.Unlike.Tests)
	require.Empty(t, v.Kept.List)
}

// A patch is part of the mean that it is set against; against the mean of the others the test is the same.
func TestAgainstTheOthersIsTheSameTest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, weeks := rapid.IntRange(2, 6).Draw(t, "patches"), rapid.IntRange(2, 6).Draw(t, "weeks")
		x := make([][]float64, n)
		for i := range x {
			x[i] = rapid.SliceOfN(rapid.Float64Range(1, 100), weeks, weeks).Draw(t, "figures")
		}
		var all, others []float64
		for w := range weeks {
			sum := 0.0
			for i := range x {
				sum += x[i][w]
			}
			all, others = append(all, x[0][w]-sum/float64(n)), append(others, x[0][w]-(sum-x[0][w])/float64(n-1))
		}
		if sd := stat.StdDev(others, nil); sd < 1e-3 {
			t.Skip("no spread to speak of")
		}
		_, _, p := paired(all, 100)
		_, _, q := paired(others, 100)
		require.InDelta(t, p, q, 1e-9)
	})
}

// Patches are set against each other only where the people are the same in every week, whatever the patch is called.
func TestKeptPatchesHaveTheSamePeople(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	cells := patched(rng, 3, 2, rng.NormFloat64)
	for i := range cells {
		if p := cells[i].Patches; cells[i].Layout == "b" {
			p[0].ID = "renamed"
			p[1].Who, p[2].Who = p[2].Who, p[1].Who
			p[3].Who = ""
			if cells[i].Week == 2 {
				p[4].Who = "others"
			}
		}
	}
	v, err := Of(nil, cells, Options{Draws: 2})
	require.NoError(t, err)
	var pairs []string
	for _, d := range v.Kept.List {
		if pair := d.Patch + " " + d.ThanPatch; !slices.Contains(pairs, pair) {
			pairs = append(pairs, pair)
		}
	}
	require.Equal(t, []string{"p0 renamed", "p1 p2", "p2 p1", "p5 p5"}, pairs)
}

func TestPatchesOfOneWeekAreNotTested(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	v, err := Of(nil, patched(rng, 1, 2, rng.NormFloat64), Options{Draws: 2})
	require.NoError(t, err)
	require.Zero(t, v.Unlike.Tests+v.Kept.Tests)
	for _, d := range append(v.Unlike.List, v.Kept.List...) {
		require.Equal(t, Untested, d.Says)
	}
}
