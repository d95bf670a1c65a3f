package generate_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/model"
)

var update = flag.Bool("update", false, "write the examples that are made anew")

const (
	bala   = "../examples/bala"
	tywyn  = "../examples/tywyn"
	oldWay = "../examples/tywyn/old-way"
)

// balaSeed makes examples/bala, tywynSeed examples/tywyn.
const (
	balaSeed  = 2
	tywynSeed = 1

	mawddachSeed = 2
	mawddach     = "../examples/mawddach"
)

// estuary is where the crow of examples/mawddach may not go: the water from the sea to the toll bridge at Penmaenpool
// and on to Llanelltyd; it begins far out at sea, so that the crow does not go round that end. Bicycles and walkers have the railway bridge at Barmouth. Drawn by hand.
var estuary = []model.Barrier{{
	Name: "Afon Mawddach", Modes: []string{model.ModeCar, model.ModeBus},
	Line: []model.Coordinate{{Lat: 52.712, Lon: -4.45}, {Lat: 52.7165, Lon: -4.05}, {Lat: 52.724, Lon: -4.02}, {Lat: 52.7345, Lon: -3.99}, {Lat: 52.746, Lon: -3.96}, {Lat: 52.7525, Lon: -3.937}, {Lat: 52.7535, Lon: -3.925}, {Lat: 52.7555, Lon: -3.905}},
}}

// TestExamples keeps the examples that are made what the generator makes of them.
func TestExamples(t *testing.T) {
	week, err := generate.Patch(generate.Default(), balaSeed)
	require.NoError(t, err)
	month, err := generate.Patch(generate.Undecided(), tywynSeed)
	require.NoError(t, err)
	shores, err := generate.Patch(generate.Mawddach(), mawddachSeed)
	require.NoError(t, err)
	shores.Barriers = estuary
	for _, row := range []struct {
		dir string
		p   *model.Problem
	}{{bala, week}, {tywyn, month}, {oldWay, generate.OldWay(month)}, {mawddach, shores}} {
		t.Run(filepath.Base(row.dir), func(t *testing.T) { keep(t, row.dir, row.p) })
	}
}

// keep holds a folder against a problem, or writes it anew.
func keep(t *testing.T, dir string, p *model.Problem) {
	if *update {
		require.NoError(t, os.MkdirAll(dir, 0o755))
		require.NoError(t, model.WriteDir(dir, p))
	}
	fresh := t.TempDir()
	require.NoError(t, model.WriteDir(fresh, p))
	names, err := filepath.Glob(filepath.Join(fresh, "*"))
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		want, err := os.ReadFile(name)
		require.NoError(t, err)
		have, err := os.ReadFile(filepath.Join(dir, filepath.Base(name)))
		require.NoError(t, err)
		require.Equal(t, string(want), string(have), "%s: run go test ./generate -run TestExamples -update", filepath.Base(name))
	}
	_, found, err := model.Read(dir, model.ReadOptions{Strict: true})
	require.NoError(t, err)
	for _, d := range found {
		t.Log(d)
	}
	for _, d := range model.Validate(p) {
		t.Log(d)
		require.True(t, d.Warning(), "%v", d)
	}
}

// TestBalaReadme keeps the figures of the README true.
func TestBalaReadme(t *testing.T) {
	p, err := model.ReadDir(bala)
	require.NoError(t, err)
	h, err := model.Expand(p)
	require.NoError(t, err)
	s := generate.Describe(h)
	text, err := os.ReadFile(filepath.Join(bala, "README.md"))
	require.NoError(t, err)
	for _, figure := range []string{
		fmt.Sprintf("%d people, %d visits", s.People, s.Visits),
		fmt.Sprintf("%d carers with %g to %g hours", s.Carers, s.LeastHours, s.MostHours),
		fmt.Sprintf("Contact is %.1f %% of shift hours", s.ContactPct()),
		fmt.Sprintf("at most %.2f in every half hour", s.Peak.Load()),
		fmt.Sprintf("%.1f minutes on average", s.Allowance),
	} {
		require.Contains(t, string(text), figure)
	}
}

// TestHandmade reads the hand-made examples without an error.
func TestHandmade(t *testing.T) {
	for name, visits := range map[string]int{"one-visit": 1, "one-day": 12, "extra-care-day": 30} {
		t.Run(name, func(t *testing.T) {
			p, err := model.ReadDir(filepath.Join("..", "examples", name))
			require.NoError(t, err)
			require.Empty(t, model.Validate(p).Errors())
			h, err := model.Expand(p)
			require.NoError(t, err)
			require.Len(t, h.Visits, visits)
		})
	}
}

func Example() {
	p, err := generate.Patch(generate.Default(), balaSeed)
	if err != nil {
		fmt.Println(err)
		return
	}
	h, err := model.Expand(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	s := generate.Describe(h)
	fmt.Printf("%d people, %d carers\n", s.People, s.Carers)
	fmt.Println("contact between 58 and 66 %:", s.ContactPct() >= 58 && s.ContactPct() <= 66)
	fmt.Println("demand at most 0.90 of capacity:", s.Peak.Load() <= 0.90)
	// Output:
	// 40 people, 24 carers
	// contact between 58 and 66 %: true
	// demand at most 0.90 of capacity: true
}
