package suite_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/solver"
)

// folder writes files: name, text, name, text …
func folder(t *testing.T, pairs ...string) string {
	dir := t.TempDir()
	for i := 0; i < len(pairs); i += 2 {
		require.NoError(t, os.WriteFile(filepath.Join(dir, pairs[i]), []byte(pairs[i+1]), 0o644))
	}
	return dir
}

// cells solves every instance of a folder with the given seeds.
func cells(t *testing.T, dir, out string, seeds ...uint64) []*suite.Cell {
	entries, err := suite.Select(fake{}, dir, "")
	require.NoError(t, err)
	var made []*suite.Cell
	for _, seed := range seeds {
		for _, e := range entries {
			task := suite.Task{
				Setting: suite.Setting{Family: "fake", Instance: e.Name, Iterations: 5, Seed: seed, Workers: 1, Islands: 1},
				Commit:  "abc", Entry: e,
			}
			if out != "" {
				task.Solution = filepath.Join(out, suite.SolutionName(e.Name, seed, len(seeds)))
			}
			c, err := task.Run(t.Context(), nil)
			require.NoError(t, err)
			c.Seconds = 1.26 // the clock is not what is tested
			made = append(made, c)
		}
	}
	return made
}

func TestTable(t *testing.T) {
	dir := folder(t, "a.txt", "100 101.5", "b-long.txt", "200 199.25", "c.txt", "50 40 late", "d.txt", "10 10 noscore", "e.txt", "0 7")
	var b strings.Builder
	require.NoError(t, suite.Table(&b, "fake", cells(t, dir, "", 1)))
	require.Equal(t, `instance  best known    ours      gap  feasible  seconds  seed
a             100.00  101.50   1.50 %       yes      1.3     1
b-long        200.00  199.25  -0.38 %       yes      1.3     1
c              50.00   40.00        -        NO      1.3     1
d              10.00       -        -      none      1.3     1
e                  -    7.00        -       yes      1.3     1
c, seed 1: p1 starts at 10, not by 9
d, seed 1: score: customer 7 is visited twice
fake: 5 instances, mean gap 0.56 %, worst 1.50 %, infeasible 2
`, b.String())
}

func TestTableOfSeeds(t *testing.T) {
	var b strings.Builder
	require.NoError(t, suite.Table(&b, "fake", cells(t, folder(t, "a.txt", "100 101"), "", 3, 4)))
	require.Equal(t, `instance  best known  ours     gap  feasible  seconds  seed
a                100   101  1.00 %       yes      1.3     3
a                100   101  1.00 %       yes      1.3     4
mean gap by seed: 3: 1.00 %, 4: 1.00 %
fake: 1 instances, mean gap 1.00 %, worst 1.00 %, infeasible 0
`, b.String())
}

func TestTableOfVehicles(t *testing.T) {
	best, cost, gap := 1650.8, 1700.0, 102.98
	list := []*suite.Cell{{Setting: suite.Setting{Instance: "R101", Seed: 1}, Best: &best, BestUnits: 19, Cost: &cost, Units: 20, Feasible: true, Gap: &gap}}
	var b strings.Builder
	require.NoError(t, suite.Table(&b, "vrptw", list))
	require.Contains(t, b.String(), "19 / 1650.8  20 / 1700.0  102.98 %")
	require.Zero(t, suite.Summarise(list).UnitsAtBest)
}

func TestClosing(t *testing.T) {
	for _, tt := range []struct {
		stats  suite.Stats
		want   string
		reason string
	}{
		{suite.Stats{Instances: 29, Mean: 0.214, Worst: 1.1}, "f: 29 instances, mean gap 0.21 %, worst 1.10 %, infeasible 0", "as the issue gives it"},
		{suite.Stats{Instances: 3, Mean: -0.001, Worst: 0.004}, "f: 3 instances, mean gap 0.00 %, worst 0.00 %, infeasible 0", "no negative nought"},
		{suite.Stats{Instances: 2, Mean: -1.5, Worst: -0.2, Infeasible: 1}, "f: 2 instances, mean gap -1.50 %, worst -0.20 %, infeasible 1", "better than what was known"},
		{suite.Summarise(nil), "f: 0 instances, mean gap n/a, worst n/a, infeasible 0", "stopped before the first"},
	} {
		require.Equal(t, tt.want, suite.Closing("f", tt.stats), tt.reason)
	}
}

func TestGap(t *testing.T) {
	for _, tt := range []struct {
		cost   float64
		units  int
		best   suite.Best
		want   float64
		reason string
	}{
		{110, 0, suite.Best{Known: true, Value: 100}, 10, "a tenth above"},
		{110, 3, suite.Best{}, 0, "nothing to be above of"},
		{110, 11, suite.Best{Known: true, Value: 100, Units: 10}, 110, "a vehicle too many counts as 100"},
		{110, 12, suite.Best{Known: true, Value: 100}, 10, "vehicles do not count where the best has none"},
		{-7, 0, suite.Best{Known: true, Value: -8}, 12.5, "seven served of eight is worse"},
		{2, 0, suite.Best{Known: true, Value: 0}, 200, "a best of nought hides nothing"},
	} {
		v := suite.Verdict{Cost: tt.cost, Units: tt.units}
		require.InDelta(t, tt.want, v.Gap(tt.best), 1e-9, tt.reason)
	}
}

func TestAtBest(t *testing.T) {
	for _, tt := range []struct {
		best, cost     float64
		atBest, better int
		reason         string
	}{
		{828.94, 828.936867, 1, 0, "the published figure is rounded"},
		{828.94, 828.95, 0, 0, "a hundredth is worse"},
		{218.199, 218.19866667, 1, 0, "three digits published, three compared"},
		{218.199, 218.198, 1, 1, "a thousandth is better"},
		{827.3, 827.2, 1, 1, "a tenth is better"},
		{15616, 15616, 1, 0, "whole numbers"},
	} {
		gap := tt.cost - tt.best
		s := suite.Summarise([]*suite.Cell{{Best: &tt.best, Cost: &tt.cost, Feasible: true, Gap: &gap}})
		require.Equal(t, []int{tt.atBest, tt.better}, []int{s.AtBest, s.Better}, tt.reason)
	}
}

func TestRunFaults(t *testing.T) {
	dir := folder(t, "a.txt", "1 1 noproblem", "b.txt", "1 1 panic", "c.txt", "1 1 noscore", "d.txt", "1 NaN", "e.txt", "1 1 late")
	for i, tt := range []struct{ want, reason string }{
		{"problem: our model cannot say this", "no problem, no solution"},
		{"panic: index out of range", "a panic costs its own cell only"},
		{"score: customer 7 is visited twice", "what the scorer refuses is no solution"},
		{"score: the cost is NaN", "JSON knows no such number, and it is none"},
		{"", "an infeasible solution is no error"},
	} {
		c := cells(t, dir, "", 1)[i]
		require.Contains(t, c.Error, tt.want, tt.reason)
		require.False(t, c.Feasible, tt.reason)
		require.Nil(t, c.Gap, tt.reason)
	}
}

func TestSolutions(t *testing.T) {
	dir, out := folder(t, "a.txt", "1 1", "b.txt", "1 1 json", "c.txt", "1 1 noproblem"), t.TempDir()
	names := func() (list []string) {
		found, err := os.ReadDir(out)
		require.NoError(t, err)
		for _, f := range found {
			list = append(list, f.Name())
		}
		return list
	}
	require.NoError(t, os.WriteFile(filepath.Join(out, "c.sol"), []byte("of last week"), 0o644))
	cells(t, dir, out, 1)
	require.Equal(t, []string{"a.sol", "b.json"}, names(), "named by instance; an old solution does not pass for a new one")
	cells(t, dir, out, 1, 2)
	require.Equal(t, []string{"a.seed1.sol", "a.seed2.sol", "a.sol", "b.json", "b.seed1.json", "b.seed2.json"}, names(), "and by seed")
}

func TestCutShort(t *testing.T) {
	entries, err := suite.Select(fake{}, folder(t, "a.txt", "1 1"), "")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	task := suite.Task{Setting: suite.Setting{Iterations: 1 << 40, Seed: 1, Workers: 1}, Entry: entries[0]}
	c, err := task.Run(ctx, func(solver.Progress) { stop() })
	require.ErrorIs(t, err, context.Canceled)
	require.Nil(t, c, "a search cut short is no measurement")
}

func TestSelect(t *testing.T) {
	dir := folder(t, "R101.txt", "1 1", "R1_10_1.txt", "1 1", "R1_2_1.txt", "1 1", "x.y.txt", "1 1")
	for _, tt := range []struct {
		patterns string
		want     []string
		wrong    []string
		reason   string
	}{
		{"", []string{"R101", "R1_10_1", "R1_2_1", "x.y"}, nil, "all, in the family's order"},
		{"*_2_?", []string{"R1_2_1"}, nil, "a pattern is for the whole stem"},
		{"x.y, R101", []string{"R101", "x.y"}, nil, "a list; the order stays the family's"},
		{"R1*,R101", []string{"R101", "R1_10_1", "R1_2_1"}, nil, "twice matched is once taken"},
		{"R9,[,C*", nil, []string{`"R9"`, `"[" is no pattern`, `"C*"`}, "all mistakes at once"},
	} {
		entries, err := suite.Select(fake{}, dir, tt.patterns)
		for _, w := range tt.wrong {
			require.ErrorContains(t, err, w, tt.reason)
		}
		if tt.wrong != nil {
			continue
		}
		require.NoError(t, err, tt.reason)
		var got []string
		for _, e := range entries {
			got = append(got, e.Name)
		}
		require.Equal(t, tt.want, got, tt.reason)
	}
	_, err := suite.Select(fake{}, t.TempDir(), "")
	require.ErrorContains(t, err, "holds no instance of fake")
	_, err = suite.Select(fake{}, folder(t, "a.txt", "one", "b.txt", "two"), "")
	require.ErrorContains(t, err, "a.txt:\nan instance is two numbers")
	require.ErrorContains(t, err, "b.txt:\nan instance is two numbers")
}

func TestReadColumn(t *testing.T) {
	for _, tt := range []struct {
		csv    string
		want   map[string]float64
		wrong  []string
		reason string
	}{
		{"instance,seconds\na,10\nb,2.5\n", map[string]float64{"a": 10, "b": 2.5}, nil, "plain"},
		{"set,instance,sa_best,sa_avg_seconds\nvalidation,i-054,65188,70.7\n", map[string]float64{"i-054": 70.7}, nil, "the published annealing"},
		{"instance,sa_avg_seconds,seconds\na,1,2\n", map[string]float64{"a": 2}, nil, "seconds come first"},
		{"\ufeffinstance,seconds\na,1\n", map[string]float64{"a": 1}, nil, "a spreadsheet's mark"},
		{"instance,seconds\n0106-5-40-4-1.txt,1\nHH_1.2_R.json,3\n", map[string]float64{"0106-5-40-4-1": 1, "HH_1.2_R": 3}, nil, "names with their ending"},
		{"instance,seconds\na,\n", map[string]float64{}, nil, "no value is no row"},
		{"name,time\na,1\n", nil, []string{`no column "instance"`, `no column "seconds" or "sa_avg_seconds"`}, "both columns are missing, both are told"},
		{"instance,seconds\na,x\nb,-1\nc\nd,0\nd,1\nd,2\ne,NaN\n", nil, []string{`:2 a: "x"`, `:3 b: "-1"`, ":4 has 1 fields", `:5 d: "0"`, ":7 d has 1 already", `:8 e: "NaN"`}, "all rows at once"},
		{"", nil, []string{"is empty"}, "nothing"},
		{"instance,seconds\n\"a,1\n", nil, []string{"s.csv: "}, "no CSV"},
	} {
		got, err := suite.ReadColumn(filepath.Join(folder(t, "s.csv", tt.csv), "s.csv"), suite.SecondsColumns...)
		for _, w := range tt.wrong {
			require.ErrorContains(t, err, w, tt.reason)
		}
		if tt.wrong == nil {
			require.NoError(t, err, tt.reason)
			require.Equal(t, tt.want, got, tt.reason)
		}
	}
	_, err := suite.ReadColumn("nowhere.csv", "seconds")
	require.Error(t, err)
}

func TestBudgets(t *testing.T) {
	entries := []suite.Entry{{File: suite.File{Name: "a"}}, {File: suite.File{Name: "b"}}, {File: suite.File{Name: "c"}}}
	for _, tt := range []struct {
		own    map[string]float64
		all    float64
		want   []float64
		wrong  string
		reason string
	}{
		{nil, 10, []float64{10, 10, 10}, "", "the same for all"},
		{map[string]float64{"a": 1}, 10, []float64{1, 10, 10}, "", "its own first"},
		{map[string]float64{"b": 1}, 0, nil, "no seconds are given for a, c", "all that have none"},
		{nil, 0, []float64{0, 0, 0}, "", "iterations end it"},
	} {
		got, err := suite.Budgets(entries, tt.own, tt.all, false)
		if tt.wrong != "" {
			require.EqualError(t, err, tt.wrong, tt.reason)
			continue
		}
		require.NoError(t, err, tt.reason)
		require.Equal(t, tt.want, got, tt.reason)
	}
}

func TestStore(t *testing.T) {
	s := suite.Store{Dir: t.TempDir()}
	setting := suite.Setting{Set: "1", Family: "vrptw", Convention: "distance", Instance: "R101", Budget: 2.5, Seed: 3, Workers: 1, Islands: 2}
	require.Equal(t, filepath.Join("vrptw-distance", "R101.2.5s.seed3.w1.i2"), setting.Key())
	_, ok := s.Get(setting)
	require.False(t, ok, "nothing has been made")
	cost := 1637.7
	require.NoError(t, s.Put(&suite.Cell{Setting: setting, Cost: &cost, Feasible: true}))
	for _, tt := range []struct {
		change func(*suite.Setting)
		ok     bool
		reason string
	}{
		{func(*suite.Setting) {}, true, "made"},
		{func(x *suite.Setting) { x.Set = "2" }, true, "another set may use it"},
		{func(x *suite.Setting) { x.Seed = 4 }, false, "another seed"},
		{func(x *suite.Setting) { x.Budget = 25 }, false, "another budget"},
		{func(x *suite.Setting) { x.Workers = 2 }, false, "other workers"},
		{func(x *suite.Setting) { x.Convention = "lexicographic" }, false, "another convention"},
		{func(x *suite.Setting) { x.Until = "w1.i2" }, false, "a search with a goal"},
		{func(x *suite.Setting) { x.Without = []string{"swap"} }, false, "the whole engine is no ablation"},
	} {
		want := setting
		tt.change(&want)
		c, ok := s.Get(want)
		require.Equal(t, tt.ok, ok, tt.reason)
		if ok {
			require.Equal(t, want, c.Setting, tt.reason)
			require.InDelta(t, cost, *c.Cost, 0)
		}
	}
	require.NoError(t, os.WriteFile(filepath.Join(s.Dir, "cells", setting.Key()+".json"), []byte(`{"cost": 16`), 0o644))
	_, ok = s.Get(setting)
	require.False(t, ok, "half a file is none")
	require.NoError(t, s.Put(&suite.Cell{Setting: setting, Error: "solve: out of memory"}))
	_, ok = s.Get(setting)
	require.False(t, ok, "what ended in an error is made again")
}

func cell(instance string, cost float64, feasible bool) *suite.Cell {
	best := 1.0
	return &suite.Cell{Setting: suite.Setting{Set: "s", Family: "f", Instance: instance}, Best: &best, Cost: &cost, Feasible: feasible}
}

func TestCompare(t *testing.T) {
	names := strings.Split("abcdefghij", "")
	run := func(cost func(i int) float64) (out []*suite.Cell) {
		for i, n := range names {
			out = append(out, cell(n, cost(i), true))
		}
		return out
	}
	base := run(func(int) float64 { return 1000 })
	for _, tt := range []struct {
		after   []*suite.Cell
		verdict string
		mean    float64
		reason  string
	}{
		{base, "within noise", 0, "the same again"},
		{run(func(i int) float64 { return 1001 + float64(i)/10 }), "worse", 0.145, "a little worse, but everywhere"},
		{run(func(i int) float64 { return 999 - float64(i)/10 }), "better", -0.145, "a little better everywhere"},
		{run(func(i int) float64 { return 1000 + float64(i-5)*float64(1-i%2*2) }), "within noise", -0.05, "now better, now worse"},
		{run(func(i int) float64 { return 1000 + 100*math.Floor(float64(i)/9) }), "worse", 1, "p is 1, but the mean is too much"},
		{append(run(func(int) float64 { return 1000 })[:9], cell("j", 900, false)), "worse", 10, "a solution lost"},
	} {
		c, err := suite.Compare(base, tt.after)
		require.NoError(t, err, tt.reason)
		require.Equal(t, tt.verdict, c.Verdict(), "%s\n%s", tt.reason, c)
		require.InDelta(t, tt.mean, c.Mean, 1e-3, tt.reason)
	}

	c, err := suite.Compare(append(base, cell("gone", 1, true), cell("never", 1, false)), append(run(func(int) float64 { return 990 })[:6], cell("never", 1, false)))
	require.NoError(t, err)
	require.Equal(t, `set  cells  better  equal  worse  mean change
s        6       6      0      0     -1.000 %
all      6       6      0      0     -1.000 %
5 cells stand in one run only and are left out
infeasible in both and left out: 1
Wilcoxon signed-rank p = 0.0312, mean change -1.000 %: better
`, c.String())
	_, err = suite.Compare(base, nil)
	require.ErrorContains(t, err, "no cell in common")
	_, err = suite.Compare([]*suite.Cell{cell("never", 1, false)}, []*suite.Cell{cell("never", 1, false)})
	require.ErrorContains(t, err, "none of the 1 cells that the two runs have in common is feasible")
}
