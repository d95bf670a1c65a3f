package verdict

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// noise is what differs between weeks of one layout and between seeds of one week, as parts of the measure; measured on
// small areas of Gwynedd with five iterations a visit (benchmarks/layouts), rounded up.
type noise struct{ mean, week, seed float64 }

var usual = map[Key]noise{
	Cover:      {98.5, 0.006, 0.002},
	LeftOut:    {40, 0.3, 0.1},
	Travel:     {16, 0.06, 0.025},
	Miles:      {7, 0.07, 0.03},
	Contact:    {63, 0.015, 0.002},
	Carers:     {5.2, 0.03, 0.008},
	CarersMost: {9.5, 0.05, 0.02},
	FairRoad:   {3.2, 0.1, 0.04},
	Cost:       {29, 0.02, 0.002},
	Resilience: {3, 0.3, 0.15},
	Commute:    {6, 0.05, 0.02},
	Uneven:     {12, 0.1, 0.05},
	UnevenMost: {20, 0.15, 0.05},
	Lending:    {1.2, 0.3, 0.2},
}

// invented makes cells of two layouts that live in the same weeks; the second's travel is so many times the first's.
func invented(rng *rand.Rand, weeks, seeds int, slower float64) []Cell {
	var cells []Cell
	for w := range weeks {
		world := Figures{}
		for _, m := range Measures() {
			if x, ok := usual[m.Key]; ok {
				world[m.Key] = x.mean * (1 + x.week*rng.NormFloat64())
			}
		}
		for l, name := range []string{"a", "b"} {
			for s := range seeds {
				c := Cell{Layout: name, Week: w, Seed: s, Lawful: true, Figures: Figures{}}
				for _, m := range Measures() {
					if x, ok := world[m.Key]; ok {
						c.Figures[m.Key] = x * (1 + usual[m.Key].seed*rng.NormFloat64())
					}
				}
				if l == 1 {
					c.Figures[Travel] *= slower
				}
				cells = append(cells, c)
			}
		}
	}
	return cells
}

func says(t *testing.T, v *Verdict, key Key) Difference {
	t.Helper()
	i := slices.IndexFunc(v.Differences, func(d Difference) bool { return d.Key == key })
	require.GreaterOrEqual(t, i, 0)
	return v.Differences[i]
}

func TestIdenticalLayoutsShowNoDifference(t *testing.T) {
	const runs = 400
	rng, shown := rand.New(rand.NewPCG(1, 2)), 0
	for range runs {
		v, err := Of(nil, invented(rng, 4, 3, 1), Options{Draws: 20})
		require.NoError(t, err)
		if !v.NoneShown() {
			shown++
		}
	}
	// At most 5 in 100 by Holm, whatever depends on what; 3 standard errors of 400 runs are 3.3 of 100.
	require.LessOrEqual(t, shown, runs*8/100, "a false difference in %d of %d", shown, runs)
}

func TestFivePerCentAreToldApart(t *testing.T) {
	const runs = 200
	rng, right := rand.New(rand.NewPCG(3, 4)), 0
	for range runs {
		v, err := Of(nil, invented(rng, 10, 3, 1.05), Options{Draws: 20})
		require.NoError(t, err)
		if says(t, v, Travel).Says == Better {
			right++
		}
	}
	require.GreaterOrEqual(t, right, runs*8/10, "told apart in %d of %d", right, runs)
}

// The same by a computer algebra of one's own: d = 1, 2, 3 has mean 2 and sd 1, t = 2·√3 = 3.4641, and with two degrees
// of freedom p = 1 - t/√(t² + 2) = 1 - 3.4641/3.7417 = 0.0742.
func TestPairedByHand(t *testing.T) {
	mean, sd, p := paired([]float64{1, 2, 3}, 10)
	require.InDelta(t, 2, mean, 1e-12)
	require.InDelta(t, 1, sd, 1e-12)
	require.InDelta(t, 1-2*math.Sqrt(3)/math.Sqrt(14), p, 1e-9)
}

func TestTiesAndFewWeeks(t *testing.T) {
	cases := []struct {
		name string
		a, b []float64
		says Says
		p    float64
		why  string
	}{
		{"same", []float64{1, 2, 3, 4}, []float64{1, 2, 3, 4}, Same, 1, "nought in every week"},
		{"rounding", []float64{0.1 + 0.2, 1}, []float64{0.3, 1}, Same, 1, "a last bit is no difference"},
		{"fixed", []float64{2, 3, 4, 5}, []float64{1, 2, 3, 4}, None, 0.125, "no spread: the sign test, which four weeks cannot win"},
		{"fixed, eight weeks", []float64{2, 2, 2, 2, 2, 2, 2, 2}, []float64{1, 1, 1, 1, 1, 1, 1, 1}, Worse, 1.0 / 128, "the sign test, which eight weeks win"},
		{"one week", []float64{5}, []float64{1}, Untested, 1, "one week has no spread"},
	}
	for _, x := range cases {
		t.Run(x.name, func(t *testing.T) {
			var cells []Cell
			for w := range x.a {
				cells = append(cells, Cell{Layout: "a", Week: w, Figures: Figures{Travel: x.a[w]}}, Cell{Layout: "b", Week: w, Figures: Figures{Travel: x.b[w]}})
			}
			v, err := Of([]string{"a", "b"}, cells, Options{})
			require.NoError(t, err)
			d := says(t, v, Travel)
			require.Equal(t, x.says, d.Says, x.why)
			require.InDelta(t, x.p, d.P, 1e-9, x.why)
			require.Equal(t, Missing, says(t, v, Cost).Says, "nobody knows the cost")
			require.Equal(t, len(x.a) > 1, d.Interval)
		})
	}
}

func TestMissingInOneWeek(t *testing.T) {
	cells := invented(rand.New(rand.NewPCG(5, 6)), 4, 2, 1.2)
	delete(cells[0].Figures, Travel)
	cells[3].Figures[Miles] = math.NaN()
	v, err := Of(nil, cells, Options{})
	require.NoError(t, err)
	require.Equal(t, 3, says(t, v, Travel).Weeks, "the week with a seed that lacks it is left out, of both")
	require.Equal(t, 3, says(t, v, Miles).Weeks)
	require.Equal(t, 4, says(t, v, Cost).Weeks)
}

func TestCellsHaveToBeThereOnce(t *testing.T) {
	cells := invented(rand.New(rand.NewPCG(7, 8)), 2, 2, 1)
	_, err := Of(nil, cells[1:], Options{})
	require.ErrorContains(t, err, "and there are 7")
	twice := slices.Clone(cells)
	twice[0] = twice[1]
	_, err = Of(nil, twice, Options{})
	require.ErrorContains(t, err, "is there twice")
	_, err = Of([]string{"a", "c"}, cells, Options{})
	require.ErrorContains(t, err, "not compared")
	_, err = Of(nil, nil, Options{})
	require.Error(t, err)
	cells[0].Week = math.MaxInt
	_, err = Of(nil, cells, Options{})
	require.ErrorContains(t, err, "not compared")
	cells[0].Week = math.MaxInt - 1
	_, err = Of(nil, cells, Options{})
	require.Error(t, err)
}

// The published example of Holm's procedure has the p 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02.
func TestHolm(t *testing.T) {
	got := Holm([]float64{0.01, 0.04, 0.03, 0.005})
	for i, want := range []float64{0.03, 0.06, 0.06, 0.02} {
		require.InDelta(t, want, got[i], 1e-12)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOf(rapid.Float64Range(0, 1)).Draw(t, "p")
		adjusted := Holm(p)
		for i := range p {
			require.True(t, adjusted[i] >= p[i] && adjusted[i] <= 1)
			for j := range p {
				require.False(t, p[i] < p[j] && adjusted[i] > adjusted[j], "the order stays")
			}
		}
	})
}

func TestSwappedLayoutsSayTheOpposite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		cells := invented(rng, 3, 2, rapid.Float64Range(0.8, 1.25).Draw(t, "slower"))
		there, err := Of([]string{"a", "b"}, cells, Options{Draws: 50})
		require.NoError(t, err)
		back, err := Of([]string{"b", "a"}, cells, Options{Draws: 50})
		require.NoError(t, err)
		opposite := map[Says]Says{Better: Worse, Worse: Better, None: None, Same: Same, Untested: Untested, Missing: Missing}
		for i, d := range there.Differences {
			e := back.Differences[i]
			require.InDelta(t, -d.Mean, e.Mean, 1e-9)
			require.InDelta(t, d.Adjusted, e.Adjusted, 1e-9)
			require.Equal(t, opposite[d.Says], e.Says)
			require.LessOrEqual(t, d.Lo, d.Hi)
		}
	})
}

// The expanded percentile interval of few weeks reaches from the least to the most of them; of many, nearly the normal one.
func TestInterval(t *testing.T) {
	lo, hi, ok := interval([]float64{1, 2, 4, 9}, 0.05, 10_000, Options{Seed: 1}.source())
	require.True(t, ok)
	require.Equal(t, []float64{1, 9}, []float64{lo, hi})
	rng := rand.New(rand.NewPCG(9, 9))
	x := make([]float64, 100)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	mean, sd, _ := paired(x, 1)
	lo, hi, _ = interval(x, 0.05, 10_000, Options{Seed: 1}.source())
	require.InDelta(t, mean-1.98*sd/10, lo, 0.02)
	require.InDelta(t, mean+1.98*sd/10, hi, 0.02)
	_, _, ok = interval([]float64{1}, 0.05, 10, rng)
	require.False(t, ok)
}

func ExampleOf() {
	var cells []Cell
	for w, travel := range []float64{15.1, 16.2, 14.9, 15.7} {
		cells = append(cells,
			Cell{Layout: "rivers", Week: w, Figures: Figures{Travel: travel}},
			Cell{Layout: "roads", Week: w, Figures: Figures{Travel: travel - 1 - 0.1*float64(w)}})
	}
	v, _ := Of(nil, cells, Options{})
	for _, d := range v.Differences {
		if d.Says != Missing {
			fmt.Printf("%s: %s less %s is %.2f (%.2f to %.2f), p %.4f of %d tests: %s\n", d.Key, d.A, d.B, d.Mean, d.Lo, d.Hi, d.Adjusted, v.Tests, d.Says)
		}
	}
	// Output:
	// travel: rivers less roads is 1.15 (1.00 to 1.30), p 0.0004 of 1 tests: worse
}

// The worst tenth of 40 people are four of them, of 41 five.
func TestFewOfTheFiguresOwnGroup(t *testing.T) {
	few := func(key Key, h Heads) bool {
		m, ok := Find(key)
		require.True(t, ok)
		return h.Few(m, 5)
	}
	require.True(t, few(CarersMost, Heads{40, 20, 5}))
	require.False(t, few(CarersMost, Heads{41, 20, 5}))
	require.True(t, few(Travel, Heads{41, 4, 5}))
	require.True(t, few(Cost, Heads{4, 5, 4}))
	require.False(t, few(Cover, Heads{5, 0, 0}))
	require.True(t, few(Cover, Heads{4, 9, 9}))
	require.True(t, few(UnevenMost, Heads{41, 9, 4}))

	var cells []Cell
	for w, n := range []int{50, 45} {
		for s := range 2 {
			cells = append(cells, Cell{Layout: "a", Week: w, Seed: s, Visited: n - s, Working: 9 + s, Patches: []Patch{
				{ID: "x", People: 40, Visited: n - s - 4, Carers: 7}, {ID: "y", People: 6, Visited: 4, Carers: 2 + s},
			}})
		}
	}
	v, err := Of(nil, cells, Options{Draws: 20})
	require.NoError(t, err)
	require.Equal(t, Heads{44, 9, 4}, v.Layouts[0].Least, "the fewest of all rotas, of every seed")
	require.Equal(t, Heads{40, 7, 40}, v.Layouts[0].Patches[0].Least)
	require.Equal(t, Heads{4, 2, 4}, v.Layouts[0].Patches[1].Least)
}
