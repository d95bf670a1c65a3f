package compare

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/layout/verdict"
	"github.com/milltir/milltir/model"
)

// strips cuts a county into patches of the same number of people, from west to east; carers go where they live.
func strips(name string, n int) Layout {
	return Layout{Name: name, Hash: fmt.Sprint("strips ", n), Apply: func(p *model.Problem) (*model.Problem, error) {
		q := *p
		var at []float64
		for i := range p.People {
			at = append(at, p.People[i].Lon)
		}
		slices.Sort(at)
		patch := func(lon float64) model.PatchID {
			i, _ := slices.BinarySearch(at, lon)
			return model.PatchID(fmt.Sprint("s", min(n-1, i*n/len(at))))
		}
		q.Patches = nil
		for i := range n {
			x := p.Patches[0]
			x.ID, x.NameEn, x.NameCy = model.PatchID(fmt.Sprint("s", i)), fmt.Sprint("Strip ", i+1), fmt.Sprint("Llain ", i+1)
			q.Patches = append(q.Patches, x)
		}
		q.People, q.Carers = slices.Clone(p.People), slices.Clone(p.Carers)
		for i := range q.People {
			q.People[i].Patch = patch(q.People[i].Lon)
		}
		for i := range q.Carers {
			q.Carers[i].Patch, q.Carers[i].OtherPatches = patch(q.Carers[i].HomeLon), nil
		}
		return &q, nil
	}}
}

// small is a county of a few people, made in a moment.
func small(t testing.TB, scale float64) World {
	t.Helper()
	params := generate.DefaultCounty()
	params.Scale, params.Previous, params.Past = scale, false, 0
	w, err := Made(generate.Gwynedd(), params, 1)
	require.NoError(t, err)
	return w
}

func options(t testing.TB, dir string) Options {
	t.Helper()
	return Options{
		Layouts: []Layout{strips("two", 2), strips("three", 3)}, World: small(t, 0.04), Weeks: 2, Seeds: 2,
		Budget: Budget{PerVisit: 1, Lending: 0.1}, Dir: dir,
	}
}

func TestSameFiguresWithAnyWorkersAndAfterAStop(t *testing.T) {
	whole, err := Run(t.Context(), options(t, ""))
	require.NoError(t, err)
	require.Len(t, whole.Cells, 8)
	who := map[string]string{} // by the people of a patch
	for _, c := range whole.Cells {
		for _, p := range c.Patches {
			patch := fmt.Sprint(c.Layout, " week ", c.Week, " patch ", p.ID)
			require.Len(t, p.Who, 16)
			require.Contains(t, []string{"", patch}, who[p.Who], "the same with every seed, and nobody else's")
			who[p.Who] = patch
		}
	}

	dir := t.TempDir()
	o := options(t, dir)
	ctx, stop := context.WithCancel(t.Context())
	o.Progress = func(p Progress) {
		if p.Done == 3 {
			stop()
		}
	}
	_, err = Run(ctx, o)
	require.ErrorIs(t, err, context.Canceled)

	files, err := filepath.Glob(filepath.Join(dir, store, "*.json"))
	require.NoError(t, err)
	require.Len(t, files, 3)
	b, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(files[0], b[:len(b)/2], 0o644))
	b, err = os.ReadFile(files[1])
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(files[1], []byte(strings.Replace(string(b), `"travel":`, `"travel":1`, 1)), 0o644))

	o, kept := options(t, dir), -1
	var warned []string
	o.Workers, o.Warn = 2, func(s string) { warned = append(warned, s) }
	o.Progress = func(p Progress) { kept = p.Kept }
	again, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.Len(t, warned, 2, "a file that is cut, and one whose figure was changed")
	require.Equal(t, 1, kept)
	require.Equal(t, text(t, whole.Cells), text(t, again.Cells), "two workers, after a stop")
	require.Equal(t, text(t, whole.Verdict), text(t, again.Verdict))

	o = options(t, dir)
	o.Budget.PerVisit = 2
	o.Weeks, o.Seeds, o.Layouts = 1, 1, o.Layouts[:1]
	other, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.Zero(t, other.Kept, "another budget is another cell")
}

func text(t *testing.T, x any) string {
	t.Helper()
	b, err := json.Marshal(x)
	require.NoError(t, err)
	return string(b)
}

func TestFiguresAddUp(t *testing.T) {
	o := options(t, "")
	o.Weeks, o.Seeds, o.Layouts = 1, 1, o.Layouts[1:]
	out, err := Run(t.Context(), o)
	require.NoError(t, err)
	c := out.Cells[0]
	require.True(t, c.Lawful)
	people, left := 0, 0.0
	for _, p := range c.Patches {
		people += p.People
		left += p.Figures[verdict.LeftOut]
	}
	require.Equal(t, c.People, people)
	require.InDelta(t, c.Figures[verdict.LeftOut], left, 1e-9)
	for _, m := range verdict.Measures() {
		x, ok := c.Figures[m.Key]
		require.True(t, ok, "%s", m.Key)
		require.False(t, math.IsNaN(x))
	}
	visited, working, commute := 0, 0, 0.0
	for _, p := range c.Patches {
		visited, working = visited+p.Visited, working+p.Carers
		require.LessOrEqual(t, p.Visited, p.People)
		commute += p.Figures[verdict.Commute]
	}
	require.Positive(t, commute)
	require.Equal(t, []int{c.Visited, c.Working}, []int{visited, working})
	require.LessOrEqual(t, c.Figures[verdict.Uneven], c.Figures[verdict.UnevenMost])
	require.InDelta(t, float64(c.AloneOut-c.LentIn)/60, c.Figures[verdict.LeftOut], 0.02, "what is left out is what the patches left out less what was lent")
	for _, d := range out.Verdict.Differences {
		require.NotEqual(t, verdict.Better, d.Says)
	}
}

func TestWhatMakesNoSense(t *testing.T) {
	_, err := Run(t.Context(), Options{})
	require.ErrorContains(t, err, "there is no layout")
	o := options(t, "")
	o.Layouts = append(o.Layouts, o.Layouts[0])
	o.Budget.PerVisit = math.NaN()
	_, err = Run(t.Context(), o)
	require.ErrorContains(t, err, `two layouts are called "two"`)
	require.ErrorContains(t, err, "iterations per visit")
	o = options(t, "")
	o.Layouts[1].Apply = func(*model.Problem) (*model.Problem, error) { return nil, fmt.Errorf("nobody knows") }
	_, err = Run(t.Context(), o)
	require.ErrorContains(t, err, `layout "three", week 1: nobody knows`)

	o = options(t, "")
	apply, weeks := o.Layouts[1].Apply, 0
	o.Layouts[1].Apply = func(p *model.Problem) (*model.Problem, error) {
		if weeks++; weeks == 2 {
			return nil, fmt.Errorf("nobody lives there")
		}
		return apply(p)
	}
	o.Progress = func(p Progress) { require.Zero(t, p.Done) }
	_, err = Run(t.Context(), o)
	require.ErrorContains(t, err, `layout "three", week 2: nobody lives there`, "before anything is searched")
}

// The joint search has as many steps under a layout that leaves much out as under one that leaves nothing out.
func TestJointSearchIsTheSameForAll(t *testing.T) {
	b := Budget{}.withDefaults()
	require.EqualValues(t, 770, b.joint(7700))
	require.EqualValues(t, 1, b.joint(0))
	b.Lending = 1e6
	require.EqualValues(t, MostJoint, b.joint(7700))

	world, err := small(t, 0.04).Week(0)
	require.NoError(t, err)
	var all []int
	for n := range 4 {
		p, err := strips("x", n+1).Apply(world)
		require.NoError(t, err)
		all = append(all, dated(p))
	}
	require.Positive(t, all[0])
	require.Equal(t, slices.Repeat(all[:1], 4), all, "visits are people's: no layout changes how many there are")
}

// What several patches share is in none of their parts: the joint search gives it its place.
func TestWhatIsSharedComesBack(t *testing.T) {
	world, err := small(t, 0.03).Week(0)
	require.NoError(t, err)
	p, err := strips("two", 2).Apply(world)
	require.NoError(t, err)
	of := map[model.PatchID]model.CarerID{}
	for i := range p.Shifts {
		if x := &p.Shifts[i]; x.Status == model.Given && x.Kind != model.OnCall {
			for _, c := range p.Carers {
				if c.ID == x.Carer {
					of[c.Patch] = c.ID
				}
			}
		}
	}
	require.Len(t, of, 2)
	p.Events = append(slices.Clone(p.Events), model.Event{
		ID: "both", Attendees: []model.CarerID{of["s0"], of["s1"]}, Within: []model.Date{p.Plan.Start, p.Plan.Start.Add(6)}, Length: 15, Kind: "meeting", Movable: true,
	})
	o := Options{Budget: Budget{PerVisit: 1, Lending: 0.5}}.withDefaults()
	k := &county{p: p, o: &o, name: "x"}
	k.h, err = model.Expand(p.Canonical())
	require.NoError(t, err)
	require.NoError(t, k.alone(t.Context()))
	held := func(r *model.Rota) (n int) {
		for i := range r.Runs {
			for _, s := range r.Runs[i].Stops {
				if s.Kind == model.StopEvent && s.Event == "both" {
					n++
				}
			}
		}
		return n
	}
	require.Zero(t, held(k.union()))
	require.NoError(t, k.together(t.Context()))
	require.Equal(t, 2, held(k.rota))
}

// Contact of 10, 20 and 30 about a mean of 20: the furthest is half of it off, and the spread is 8.165 of 20.
func TestBalanceByHand(t *testing.T) {
	f := verdict.Figures{}
	(&books{patches: []book{{done: 10}, {done: 20}, {done: 30}}}).balance(f)
	require.InDelta(t, 50, f[verdict.UnevenMost], 1e-9)
	require.InDelta(t, 40.8248, f[verdict.Uneven], 1e-4)
	f = verdict.Figures{}
	(&books{patches: []book{{}}}).balance(f)
	require.Empty(t, f, "nothing to share out")
}
