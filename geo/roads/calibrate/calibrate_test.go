package calibrate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var classes = []string{"primary", "secondary", "tertiary", "unclassified", "residential"}

// truth makes journeys that are known through and through.
type truth struct {
	factors  map[string]float64 // 1 where a class is not named
	constant float64
	noise    float64 // standard deviation of an hour's error in seconds, growing with the root
	outliers float64 // share of journeys with a quarter to a whole hour too much
	seed     uint64
}

func (t truth) journeys(n int) []Journey {
	r := rand.New(rand.NewPCG(t.seed, 7))
	out := make([]Journey, n)
	for i := range out {
		j := Journey{Overhead: 60}
		seconds := j.Overhead + t.constant
		for k, c := range classes {
			if r.IntN(3) == 0 && k > 0 {
				continue
			}
			p := Part{Class: c, Seconds: 20 + 600*r.Float64()*r.Float64()}
			p.Metres = p.Seconds * (18 - 2.5*float64(k))
			f, ok := t.factors[c]
			if !ok {
				f = 1
			}
			seconds += f * p.Seconds
			j.Parts = append(j.Parts, p)
		}
		j.Seconds = max(30, seconds+t.noise*math.Sqrt(j.planned()/3600)*r.NormFloat64())
		if r.Float64() < t.outliers {
			j.Seconds += 900 + 2700*r.Float64()
		}
		out[i] = j
	}
	return out
}

// TestRecovers finds known factors within a few per cent with a tenth of the journeys far off.
func TestRecovers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := truth{factors: map[string]float64{}, noise: rapid.Float64Range(0, 90).Draw(t, "noise"), outliers: 0.1, seed: rapid.Uint64().Draw(t, "seed")}
		w.constant = rapid.Float64Range(0, 120).Draw(t, "constant")
		for _, c := range classes {
			w.factors[c] = rapid.Float64Range(0.7, 1.8).Draw(t, c)
		}
		r, err := Fit(w.journeys(400), Options{})
		require.NoError(t, err)
		for _, f := range r.Factors {
			require.True(t, f.Told)
			require.InDelta(t, w.factors[f.Class], f.Value, 0.08*w.factors[f.Class], "%s: %+v", f.Class, f)
			require.False(t, f.AtBound)
		}
		require.InDelta(t, w.constant, r.Constant, 40)
		require.InDelta(t, 40, len(r.Outliers), 25, "about a tenth")
		require.LessOrEqual(t, r.After.MeanSeconds, r.Before.MeanSeconds+2*r.GainSpread+1, "not worse by more than noise")
	})
}

func TestRecoversWithoutNoise(t *testing.T) {
	w := truth{factors: map[string]float64{"primary": 1.2, "residential": 0.8, "tertiary": 1.5}, constant: 45, seed: 3}
	r, err := Fit(w.journeys(200), Options{})
	require.NoError(t, err)
	for _, f := range r.Factors {
		want := w.factors[f.Class]
		if want == 0 {
			want = 1
		}
		require.InDelta(t, want, f.Value, 0.001, f.Class)
	}
	require.InDelta(t, 45, r.Constant, 0.5)
	require.True(t, r.Better)
	require.Less(t, r.After.MeanSeconds, 1.)
	require.Greater(t, r.Before.MeanSeconds, 100.)
	require.Empty(t, r.Outliers)
}

// TestNoBetter: journeys that go as planned need no factors, and it says so nineteen times in twenty; what it would do is
// next to nothing in any case.
func TestNoBetter(t *testing.T) {
	better := 0
	for seed := range uint64(60) {
		r, err := Fit(truth{noise: 120, outliers: 0.1, seed: seed}.journeys(120), Options{})
		require.NoError(t, err)
		if r.Better {
			better++
		}
		require.Less(t, r.After.MeanSeconds, r.Before.MeanSeconds+4*r.GainSpread+5, "seed %d", seed)
	}
	require.LessOrEqual(t, better, 8, "of 60")
}

// TestLittleSeen leaves alone what few kilometres were driven on, and draws to 1 what little was.
func TestLittleSeen(t *testing.T) {
	w := truth{factors: map[string]float64{"primary": 1.3}, noise: 100, seed: 5}
	journeys := w.journeys(100)
	journeys[3].Parts = append(journeys[3].Parts, Part{"track", 900, 4000})
	journeys[3].Seconds += 2700 // three times as long, once
	for i := range 12 {         // twice as long, on little, by bad clocks
		journeys[i].Parts = append(journeys[i].Parts, Part{"service", 20, 2000})
		journeys[i].Seconds += 40
	}
	r, err := Fit(journeys, Options{})
	require.NoError(t, err)
	by := map[string]Factor{}
	for _, f := range r.Factors {
		by[f.Class] = f
	}
	require.Equal(t, Factor{Class: "track", Value: 1, Km: 4, Journeys: 1}, by["track"])
	require.True(t, by["service"].Told)
	require.InDelta(t, 1, by["service"].Value, 0.5, "twelve times twenty seconds do not tell much")
	require.Greater(t, by["service"].Spread, 0.15, "and it says so")
	require.InDelta(t, 1.3, by["primary"].Value, 0.05)
	require.Less(t, by["primary"].Spread, 0.05)
	require.Contains(t, r.Outliers, 3)
}

// TestUseful: that parking takes longer is no factor.
func TestUseful(t *testing.T) {
	journeys := truth{factors: map[string]float64{"primary": 1.3}, constant: 300, noise: 30, seed: 5}.journeys(60)
	r, err := Fit(journeys, Options{})
	require.NoError(t, err)
	require.True(t, r.Better && r.Useful())
	r, err = Fit(journeys, Options{MinKm: 1e6})
	require.NoError(t, err)
	require.True(t, r.Better && !r.Useful())
	require.InDelta(t, 370, r.Constant, 40, "with what primary roads take longer in the mean")
}

// TestBounds keeps to 0.5 and 3.
func TestBounds(t *testing.T) {
	w := truth{factors: map[string]float64{"primary": 5, "residential": 0.1}, noise: 30, seed: 9}
	r, err := Fit(w.journeys(300), Options{})
	require.NoError(t, err)
	by := map[string]Factor{}
	for _, f := range r.Factors {
		by[f.Class] = f
		require.True(t, f.Value >= 0.5 && f.Value <= 3, f)
	}
	require.Equal(t, 3., by["primary"].Value)
	require.Equal(t, 0.5, by["residential"].Value)
	require.True(t, by["primary"].AtBound && by["residential"].AtBound)
	require.True(t, r.Better, "even so")
}

// TestGroups judges journeys between the same doors together: one road that is always slow tells nothing of others.
func TestGroups(t *testing.T) {
	journeys := truth{noise: 60, seed: 2}.journeys(60)
	for i := range journeys {
		journeys[i].Group = fmt.Sprint(i % 3)
	}
	require.Equal(t, []int{0, 1, 2, 0, 1, 2}, folds(journeys, 5)[:6])
	r, err := Fit(journeys, Options{})
	require.NoError(t, err)
	require.Equal(t, 3, r.Folds, "no more folds than groups")
	for i := range journeys {
		journeys[i].Group = "one"
	}
	r, err = Fit(journeys, Options{})
	require.NoError(t, err)
	require.Equal(t, 1, r.Folds)
	require.False(t, r.Better, "one route proves nothing")
}

func TestDeterministic(t *testing.T) {
	journeys := truth{factors: map[string]float64{"primary": 1.2}, noise: 100, outliers: 0.1, seed: 4}.journeys(150)
	a, err := Fit(journeys, Options{})
	require.NoError(t, err)
	b, err := Fit(journeys, Options{})
	require.NoError(t, err)
	require.Equal(t, a, b)
}

func TestFitErrors(t *testing.T) {
	good := truth{seed: 1}.journeys(30)
	_, err := Fit(good[:19], Options{})
	require.ErrorIs(t, err, ErrFew)
	bad := append([]Journey(nil), good...)
	bad[0].Seconds = math.NaN()
	bad[1].Overhead = -1
	bad[2].Parts = nil
	bad[3].Parts = []Part{{"primary", math.Inf(1), 5}}
	bad[4].Parts = []Part{{"primary", 5, -5}}
	_, err = Fit(bad, Options{})
	require.EqualError(t, err, "journey 1: NaN seconds\njourney 2: an overhead of -1 seconds\njourney 3: no planned route\n"+
		"journey 4: +Inf seconds and 5 metres of primary\njourney 5: 5 seconds and -5 metres of primary")
}

// TestAnything: no figures that pass make it fall, or give a factor out of bounds.
func TestAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(Fewest, 40).Draw(t, "n")
		journeys := make([]Journey, n)
		for i := range journeys {
			journeys[i] = Journey{
				Seconds:  rapid.Float64Range(1e-3, mostSeconds).Draw(t, "seconds"),
				Overhead: rapid.Float64Range(0, 900).Draw(t, "overhead"),
				Group:    rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "group"),
				Parts:    []Part{{"primary", 1e-6, 0}},
			}
			for range rapid.IntRange(0, 3).Draw(t, "parts") {
				journeys[i].Parts = append(journeys[i].Parts, Part{
					rapid.SampledFrom(classes).Draw(t, "class"),
					rapid.Float64Range(0, mostSeconds).Draw(t, "planned"), rapid.Float64Range(0, mostMetres).Draw(t, "metres"),
				})
			}
		}
		r, err := Fit(journeys, Options{})
		require.NoError(t, err)
		for _, f := range r.Factors {
			require.True(t, f.Value >= 0.5 && f.Value <= 3, f)
		}
		require.False(t, math.IsNaN(r.After.MeanSeconds) || math.IsNaN(r.Constant) || math.IsNaN(r.GainSpread))
	})
}
