package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/families"
	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
)

// counted is the family of our own workspaces, with a best known value and a hook that is
// called whenever a solution has been scored.
type counted struct {
	suite.Family
	scored func()
}

func (f counted) Find(dir string) ([]suite.File, error) {
	files, err := f.Family.Find(dir)
	for i := range files {
		files[i].Best = suite.Best{Known: true, Value: 1e6} // never met: everything improves on it
	}
	return files, err
}

func (f counted) Read(path string) (suite.Instance, error) {
	in, err := f.Family.Read(path)
	return counting{in, f.scored}, err
}

type counting struct {
	suite.Instance
	scored func()
}

func (i counting) Score(in io.Reader) (*suite.Verdict, error) {
	defer i.scored()
	return i.Instance.Score(in)
}

// newSession measures two tiny workspaces of the examples with three seeds: six cells.
func newSession(t *testing.T, dir string, scored func()) *session {
	return &session{
		Data: filepath.Join("..", "..", "..", "examples"), Store: suite.Store{Dir: dir}, Commit: "abc", Slots: 1, Log: io.Discard,
		Sets: []set{{
			Name: "tiny", Family: "workspace", Folder: ".", Instances: "one-*", Seconds: 0.02, Seeds: upTo(3), Workers: 1, Islands: 1,
			Mark: "mean ≤ 0 %", Met: func(f found) bool { return f.Mean <= 0 },
		}},
		find: func(name, _ string) (suite.Family, string, error) {
			if name != "workspace" {
				return nil, "", errors.New("no such family")
			}
			f, _, err := families.Find(name, "")
			return counted{f, scored}, "", err
		},
	}
}

// TestResume ends a run after two cells and starts it again: what was done is not done again.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	ctx, kill := context.WithCancel(t.Context())
	var done atomic.Int32
	first := newSession(t, dir, func() {
		if done.Add(1) == 3 {
			kill() // in the middle of the third cell, which is lost
		}
	})
	require.ErrorIs(t, first.run(ctx), context.Canceled)
	require.Len(t, first.of("tiny"), 2)

	done.Store(0)
	second := newSession(t, dir, func() { done.Add(1) })
	require.NoError(t, second.run(t.Context()))
	require.Len(t, second.of("tiny"), 6)
	require.EqualValues(t, 4, done.Load(), "two of six were there")

	done.Store(0)
	third := newSession(t, dir, func() { done.Add(1) })
	third.Slots = 2
	require.NoError(t, third.run(t.Context()))
	require.Zero(t, done.Load(), "nothing is left to do")
	require.Equal(t, second.of("tiny"), third.of("tiny"), "read back as they were made")

	solutions, err := filepath.Glob(filepath.Join(dir, "solutions", "workspace", "*.json"))
	require.NoError(t, err)
	require.Len(t, solutions, 6, "every solution is kept")
}

func TestEveryMistakeAtOnce(t *testing.T) {
	s := newSession(t, t.TempDir(), func() {})
	s.Sets = append(s.Sets, set{Name: "b", Family: "chess"}, set{Name: "c", Family: "workspace", Folder: "nowhere"},
		set{Name: "d", Family: "workspace", Folder: ".", SecondsFrom: "nowhere.csv"})
	err := s.run(t.Context())
	for _, want := range []string{"b: no such family", "c: ", "d: ", "nowhere.csv"} {
		require.ErrorContains(t, err, want)
	}
	require.Empty(t, s.of("tiny"), "nothing is solved before all can be")
}

func TestResults(t *testing.T) {
	s := newSession(t, t.TempDir(), func() {})
	s.Label, s.Without = "no-swap", []string{"swap"}
	require.NoError(t, s.run(t.Context()))
	for _, c := range s.of("tiny") {
		*c.Cost, *c.Gap = 2e6, 100 // what was found is not what is tested
	}
	*s.of("tiny")[1].Cost, *s.of("tiny")[1].Gap = 9e5, -10
	var b bytes.Buffer
	require.NoError(t, s.write(&b, "Results, 2026-11-24", "a machine"))
	require.Equal(t, `## Results, 2026-11-24

Commit abc, no-swap, without swap; a machine.

| set | instances | seconds | seeds | workers, islands | mean gap | worst gap | infeasible | at best known | better | to be shown | met |
|---|---|---|---|---|---|---|---|---|---|---|---|
| tiny | 2 | 0.02 | 1–3 | 1, 1 | 81.67 % | 100.00 % | 0 | 1 of 6 | 1 | mean ≤ 0 % | no |

Better than the best known:

| set | instance | seed | best known | ours | gap |
|---|---|---|---|---|---|
| tiny | one-visit | 1 | 1000000 | 900000 | -10.00 % |
`, b.String())
}

func TestAppend(t *testing.T) {
	file := filepath.Join(t.TempDir(), "results", "x.md")
	for _, section := range []string{"## one\n", "## two\n", "## one\n"} {
		require.NoError(t, appendTo(file, []byte(section)))
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.True(t, strings.HasSuffix(string(text), "BENCHMARKS.md.\n\n## one\n\n## two\n"), "in order, each once:\n%s", text)
}

// TestRace has one worker try two numbers of islands, and two workers reach the better one.
func TestRace(t *testing.T) {
	r := &race{
		Name: "race", Folder: "uhhc/validation", Islands: []int{1, 2}, Two: 2, Seconds: 60, AtMost: 40, Seeds: one, Mark: "median ≤ 40 s",
	}
	s := &session{Sets: r.sets()}
	s.Sets[2].Until = r
	score := func(wishes int64) *model.Score { return &model.Score{Wishes: wishes} }
	put := func(set int, instance string, wishes int64, seconds float64) {
		cost := float64(wishes)
		s.cells[set] = append(s.cells[set], &suite.Cell{
			Setting: suite.Setting{Instance: instance, Seed: 1, Workers: s.Sets[set].Workers, Islands: s.Sets[set].Islands},
			Cost:    &cost, Score: score(wishes), Feasible: true, Seconds: seconds,
		})
	}
	s.cells = make([][]*suite.Cell, 3)
	for i, name := range []string{"a", "b", "c"} {
		put(0, name, []int64{100, 1000, 10}[i], 60)
		put(1, name, []int64{90, 1010, 10}[i], 60)
	}
	require.Equal(t, 2, s.bestIslands(r), "a tenth better on one outweighs a hundredth worse on another")
	goal := s.goal(item{set: 2, task: suite.Task{Setting: suite.Setting{Instance: "b", Seed: 1}}})
	require.EqualValues(t, 1010, goal.Score.Wishes, "the goal is that of the best number of islands")

	put(2, "a", 90, 12.5)
	put(2, "b", 1010, 39)
	put(2, "c", 11, 60)
	var b strings.Builder
	s.raced(&b, r, &s.Sets[2])
	require.Equal(t, `
Two workers with 2 islands against one with 2, its best of [1 2], at 60 s.

| instance | seed | one worker | two workers | seconds to it |
|---|---|---|---|---|
| a | 1 | 90 | 90 | 12.5 |
| b | 1 | 1010 | 1010 | 39.0 |
| c | 1 | 10 | 11 | not reached |

Median 39.0 s: 2 of 3 were reached, and what was not counts as without end. To be shown: median ≤ 40 s. Met: yes.
`, b.String())
}

func TestBala(t *testing.T) {
	for _, tt := range []struct {
		cost   float64
		units  int
		runs   int
		want   string
		reason string
	}{
		{101.9, 0, 10, "Met: yes", "within two per cent of the best"},
		{102.1, 0, 10, "Met: no", "just not"},
		{100, 5, 10, "Met: no", "five minutes are not covered"},
		{100, 0, 9, "Met: no", "the best of ten is asked for"},
	} {
		s := &session{Sets: []set{{Name: balaShort}, {Name: balaLong}}, cells: make([][]*suite.Cell, 2)}
		add := func(i int, budget, cost float64, units int) {
			s.cells[i] = append(s.cells[i], &suite.Cell{Setting: suite.Setting{Budget: budget}, Cost: &cost, Units: units, Feasible: true})
		}
		add(0, 10, tt.cost, tt.units)
		add(1, 600, 90, 30) // cheap, because it leaves somebody out
		for range tt.runs - 1 {
			add(1, 600, 100, 0)
		}
		s.cells[1][1].Feasible, *s.cells[1][1].Cost = false, 50 // what breaks the law is nobody's best
		var b strings.Builder
		s.bala(&b)
		require.Contains(t, b.String(), tt.want, tt.reason)
	}
}

// TestProtocol keeps the protocols what they promise to be.
func TestProtocol(t *testing.T) {
	names := make(map[string]bool)
	for _, x := range slices.Concat(full(), short(), shifts()) {
		require.False(t, names[x.Name], "%s stands there twice", x.Name)
		names[x.Name] = true
		require.NotContains(t, x.Name, ",", "--only takes several names")
		require.True(t, x.Seconds > 0 || x.SecondsFrom != "", x.Name)
		require.NotEmpty(t, x.Seeds, x.Name)
		require.Equal(t, x.Mark == "", x.Met == nil, x.Name)
		require.Equal(t, x.Against == "", len(x.Columns) == 0, x.Name)
	}
	// Instances that the patterns of the short suite stand for.
	n := map[string]int{
		"Solomon": 10, "Homberger 200": 6, "Homberger 1000": 1, "Solomon lexicographic": 4, "Mankowska 25": 4, "Mankowska 100": 5,
		"Mankowska 200": 3, "UHHC": 12, "weekly-pattern": 5, "weekly-continuity": 3, "Bala": 1, "Bala two islands": 1,
	}
	total := 0.0
	for _, x := range short() {
		require.Contains(t, n, x.Name)
		islands := 1
		if x.Name == "Bala two islands" { // the one set that can tell what recombination does
			islands = 2
		}
		require.Equal(t, []int{1, islands}, []int{x.Workers, x.Islands}, x.Name)
		require.Len(t, x.Seeds, 2)
		total += float64(n[x.Name]*len(x.Seeds)) * x.Seconds / 2 // two cells at a time
	}
	require.Less(t, total, 7.0*60, "seven minutes and a little for reading, reasons and the last cell")
}

func TestOnly(t *testing.T) {
	sets, err := only(full(), "5 *,7 *")
	require.NoError(t, err)
	require.Len(t, sets, 2+3)
	_, err = only(full(), "9")
	require.ErrorContains(t, err, "no set is called that")
	_, err = only(full(), "[")
	require.Error(t, err)
}

// run runs the program on a command line.
func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := newApp(&out, io.Discard).RunContext(t.Context(), append([]string{"milltir-suite"}, args...))
	return out.String(), err
}

// TestCommands goes the way of an ablation: two runs under labels, then their comparison.
func TestCommands(t *testing.T) {
	dir := t.TempDir()
	for _, label := range []string{"before", "after"} {
		s := newSession(t, filepath.Join(dir, "tag-"+label), func() {})
		require.NoError(t, s.run(t.Context()))
	}
	out, err := run(t, "compare", "--cells", dir, "tag-before", filepath.Join(dir, "tag-before"))
	require.NoError(t, err)
	require.Contains(t, out, "tiny      6       0      6      0     +0.000 %")
	require.Contains(t, out, "p = 1.0000, mean change +0.000 %: within noise")
	for _, row := range []struct {
		args []string
		want string
	}{
		{[]string{"compare", "--cells", dir, "tag-before"}, "A and B"},
		{[]string{"compare", "tag-before", "tag-after", "--cells", dir}, "put --cells and other flags before the arguments"},
		{[]string{"compare", "--cells", dir, "tag-before", "none"}, "no such file"},
		{[]string{"short", "bala"}, "no arguments"},
		{[]string{"short", "--tag", "a/b", "--cells", dir}, "name a folder"},
		{[]string{"score"}, "needs a run"},
		{[]string{"score", "tag-before", "--cells", dir}, "put --cells"},
	} {
		_, err := run(t, row.args...)
		require.ErrorContains(t, err, row.want)
		require.Equal(t, 2, exitCode(err), row.want)
	}

	// In the second run everything costs more.
	after := suite.Store{Dir: filepath.Join(dir, "tag-after")}
	cells, err := after.All()
	require.NoError(t, err)
	for _, c := range cells {
		*c.Cost += 1 + *c.Cost
		require.NoError(t, after.Put(c))
	}
	out, err = run(t, "compare", "--cells", dir, "tag-before", "tag-after")
	require.Contains(t, out, ": worse")
	require.Equal(t, 1, exitCode(err))
}

// TestScore scores what was kept again, and finds a cell that says another thing, and a solution that is
// another's.
func TestScore(t *testing.T) {
	dir := t.TempDir()
	s := newSession(t, filepath.Join(dir, "tag"), func() {})
	s.find, s.Sets[0].Name = families.Find, "6 Bala 10 s" // a set of the protocol
	s.Sets[0].Instances, s.Sets[0].Folder, s.Sets[0].Seeds = "bala", "bala", upTo(1)
	require.NoError(t, s.run(t.Context()))
	out, err := run(t, "score", "--cells", dir, "tag")
	require.ErrorContains(t, err, "./examples/bala", "from here there is no such folder")
	require.Equal(t, 2, exitCode(err))
	require.Empty(t, out)

	t.Chdir(filepath.Join("..", "..", ".."))
	out, err = run(t, "score", "--cells", dir, "tag")
	require.NoError(t, err)
	require.Equal(t, "1 solutions scored again, 0 differ from their cells; 0 cells have no solution\n", out)

	for _, row := range []struct {
		change func(c *suite.Cell)
		want   string
	}{
		{func(c *suite.Cell) { *c.Cost++ }, "1 solutions scored again, 1 differ from their cells; 0 cells have no solution\n"},
		{func(c *suite.Cell) { c.Feasible = false }, "bala.0.02s.seed1.w1.i1: feasible: true\n"},
		{func(c *suite.Cell) { c.Parts = c.Parts[1:] }, "bala.0.02s.seed1.w1.i1: the parts are "},
		{func(c *suite.Cell) { c.Best = new(float64) }, "bala.0.02s.seed1.w1.i1: the best known is "},
	} {
		cells, err := s.Store.All()
		require.NoError(t, err)
		cells[0].Commit, _ = engine()
		row.change(cells[0])
		other := suite.Store{Dir: filepath.Join(dir, "other")}
		require.NoError(t, os.RemoveAll(other.Dir))
		require.NoError(t, os.CopyFS(filepath.Join(other.Dir, "solutions"), os.DirFS(filepath.Join(dir, "tag", "solutions"))))
		require.NoError(t, other.Put(cells[0]))
		out, err = run(t, "score", "--cells", dir, "other")
		require.Equal(t, 1, exitCode(err))
		require.Contains(t, out, row.want)
	}
}

// TestRosters goes the way of a set without visits on the adapter's own instance: solved week by week, shown,
// kept, and scored again from what is kept.
func TestRosters(t *testing.T) {
	dir := t.TempDir()
	s := &session{
		Data: filepath.Join("..", ".."), Store: suite.Store{Dir: filepath.Join(dir, "tag")}, Commit: "abc", Slots: 1, Log: io.Discard, find: families.Find,
	}
	var err error
	s.Sets, err = only(full(), "9 INRC-II staged")
	require.NoError(t, err)
	s.Sets[0].Seconds = 0.02
	require.NoError(t, s.run(t.Context()))
	cells := s.of("9 INRC-II staged")
	require.Len(t, cells, 1)
	require.Len(t, cells[0].Stages, 2, "two weeks")
	require.Equal(t, "staged", cells[0].Convention)

	cells[0].Stages = []suite.Stage{{Seconds: 1.25, Limit: 10}, {Seconds: 2.5, Limit: 10}}
	*cells[0].Cost, cells[0].Feasible = 1500, true
	var b strings.Builder
	require.NoError(t, s.write(&b, "Results", "a machine"))
	require.Contains(t, b.String(), "| 9 INRC-II staged | 1 | 0.02 | 1 | 2, 2 | n/a | n/a | 0 | 0 of 0 | 0 | all feasible, every week in the competition's time | yes |")
	require.Contains(t, b.String(), `
9 INRC-II staged:

| instance | seed | best known | ours | gap | feasible | slowest stage, of its seconds |
|---|---|---|---|---|---|---|
| n003w2_0_0-1 | 1 |  | 1500 |  | yes | 2.5 of 10 |
`)

	score := func(want string) {
		t.Helper()
		out, err := run(t, "score", "--cells", dir, "--data", s.Data, "tag")
		require.NoError(t, err, out)
		require.Equal(t, want, out)
	}
	const same = "1 solutions scored again, 0 differ from their cells; 0 cells have no solution\n"
	score(same)
	late, err := s.Store.All()
	require.NoError(t, err)
	late[0].Stages[1].Seconds, late[0].Feasible = 11, false
	require.NoError(t, s.Store.Put(late[0]))
	score(same) // the second week took too long: no fault of the solution's, and none of the cell
}

// TestInstances reads the instances of the sets without visits, where the public data are.
func TestInstances(t *testing.T) {
	s := &session{Data: publicData(t), find: families.Find}
	for pattern, want := range map[string][]int{"8 *": {7, 2, 1, 10, 3, 1}, "9 *": {6, 4, 10, 13}} {
		sets, err := only(full(), pattern)
		require.NoError(t, err)
		s.Sets = sets
		_, err = s.plan()
		require.NoError(t, err)
		var got []int
		for i, cells := range s.cells {
			got = append(got, len(cells))
			for _, column := range sets[i].Columns {
				_, err := below(s.folder(sets[i].Against), column, nil)
				require.NoError(t, err)
			}
		}
		require.Equal(t, want, got, pattern)
	}
}

// publicData is the folder of the public data; without one the test is passed over.
func publicData(t *testing.T) string {
	data := cmp.Or(os.Getenv("MILLTIR_DATA"), filepath.Join("..", "..", "..", "..", "shared", "benchmarks"))
	if _, err := os.Stat(data); err != nil {
		t.Skip("no public data: set MILLTIR_DATA to their folder")
	}
	data, err := filepath.Abs(data)
	require.NoError(t, err)
	return data
}

// TestKeptSolutions scores every solution of the results again, where the public data are.
func TestKeptSolutions(t *testing.T) {
	data := publicData(t)
	t.Chdir(filepath.Join("..", "..", ".."))
	kept, err := filepath.Glob("benchmarks/results/cells/*")
	require.NoError(t, err)
	require.NotEmpty(t, kept)
	out, err := run(t, append([]string{"score", "--data", data}, kept...)...)
	require.NoError(t, err, out)
	require.Regexp(t, `^[0-9]{3,} solutions scored again, 0 differ`, out)
}
