package shifts

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
)

const (
	tiny     = "testdata/tiny.txt"
	solution = "testdata/tiny.sol"
)

func slurp(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

func readTiny(t testing.TB) *instance {
	t.Helper()
	in, err := open(tiny)
	require.NoError(t, err)
	return in
}

func TestFind(t *testing.T) {
	files, err := find(".")
	require.NoError(t, err)
	require.Equal(t, []suite.File{{Name: "tiny", Path: tiny}}, files)
	_, err = find("testdata/none")
	require.Error(t, err)
	_, err = open("testdata/none.txt")
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestBestKnown(t *testing.T) {
	best, err := bests()
	require.NoError(t, err)
	require.Len(t, best, 14)
	require.Equal(t, suite.Best{Known: true, Value: 607}, best["Instance1"])
	require.Equal(t, suite.Best{Known: true, Value: 30241}, best["Instance22"])
}

func TestRead(t *testing.T) {
	in := readTiny(t)
	require.Equal(t, "tiny", in.Name())
	require.Equal(t, 7, in.days)
	require.Equal(t, []shift{{"D", 480, []bool{false, false}}, {"N", 600, []bool{true, false}}}, in.shifts)
	require.Equal(t, employee{
		id: "cat", most: []int{3, 2}, minMinutes: 1440, maxMinutes: 2400, minRun: 2, maxRun: 3, minOff: 2, weekends: 1,
		off: []bool{false, false, false, true, false, false, true},
	}, in.employees[2], "the order of MaxShifts is free")
	require.Equal(t, []request{{0, 0, 0, 2}, {1, 0, 1, 4}, {2, 2, 0, 5}}, in.on)
	require.Equal(t, []request{{0, 2, 1, 6}, {1, 1, 1, 3}, {2, 6, 0, 2}}, in.off)
	require.Equal(t, []cover{{1, 50, 1}, {1, 100, 1}}, in.cover[3])

	windows, err := parse("tiny.txt", []byte("\uFEFF"+strings.ReplaceAll(slurp(t, tiny), "\n", "\r\n")))
	require.NoError(t, err)
	require.Equal(t, in, windows, "line ends and a byte order mark do not matter")
}

func TestReadMistakes(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     []string
		why      string
	}{
		{"SECTION_HORIZON\n", "", []string{`tiny.txt:3: "7" stands before the first section`, "tiny.txt:48: there is no SECTION_HORIZON"}, "a section cut out"},
		{"\n7\n", "\n", []string{"tiny.txt:2: SECTION_HORIZON: one number of days is wanted, not 0 lines"}, "no horizon"},
		{"\n7\n", "\n7\n7\n", []string{"tiny.txt:2: SECTION_HORIZON: one number of days is wanted, not 2 lines"}, "which counts?"},
		{"\n7\n", "\n99999999\n", []string{`tiny.txt:4: days: "99999999" is not a whole number from 1 to 1000`}, "no memory for a hostile size"},
		{"\n7\n", "\n7,8\n", []string{"tiny.txt:4: 1 fields are wanted, not 2"}, "one size"},
		{"SECTION_COVER", "SECTION_CO", []string{`tiny.txt:34: "SECTION_CO" is not a section that is known`, "tiny.txt:49: there is no SECTION_COVER"}, "misspelt"},
		{"SECTION_COVER", "SECTION_STAFF", []string{"tiny.txt:34: SECTION_STAFF stands there twice\ntiny.txt:49: there is no SECTION_COVER"}, "doubled"},
		{"D,480,\n", "D,480\n", []string{"tiny.txt:8: 3 fields are wanted, not 2"}, "a field cut off"},
		{"D,480,\n", "D,4x0,\n", []string{`tiny.txt:8: minutes: "4x0" is not a whole number from 1 to 1440`}, "a letter in a number"},
		{"N,600,D", "D,600,D", []string{`tiny.txt:9: shift "D" stands there twice`}, "a shift doubled"},
		{"N,600,D", "N,600,D|D|E", []string{`tiny.txt:9: shift "D" stands there twice`, `tiny.txt:9: there is no shift "E"`}, "what may not follow"},
		{"N,600,D", "-,600,D", []string{`tiny.txt:9: "-" is no id of a shift`}, "solutions have it for days off"},
		{"N,600,D", "a b,600,D", []string{`tiny.txt:9: "a b" is no id of a shift`}, "solutions have blanks between"},
		{"cat,N=2|D=3", "ann,N=2|D=3", []string{`tiny.txt:15: employee "ann" stands there twice`, `tiny.txt:20: there is no employee "cat"`}, "an employee doubled"},
		{"cat,N=2|D=3", "cat,N=2|D", []string{`tiny.txt:15: "D" is not of the form D=14`, `tiny.txt:15: the most of shift "D" is missing`}, "no number"},
		{"cat,N=2|D=3", "cat,N=2|N=3", []string{`tiny.txt:15: the most of shift "N" stands there twice`, `the most of shift "D" is missing`}, "doubled"},
		{"2400,1440,3,2", "1400,1440,2,3", []string{"tiny.txt:15: the least minutes, 1440, are more than the most, 1400", "tiny.txt:15: the least shifts in a row, 3, are more than the most, 2"}, "two mistakes at once"},
		{"2400,1440,3,2,2,1", "2400,1440,3,2,2", []string{`tiny.txt:15: most weekends: "" is not`, "tiny.txt:15: 8 fields are wanted, not 7"}, "a field lost"},
		{"bob,5\n", "bob,7\n", []string{`tiny.txt:19: day: "7" is not a whole number from 0 to 6`}, "after the horizon"},
		{"bob,5\n", "bob\n", []string{"tiny.txt:19: no day off"}, "the day cut off"},
		{"cat,3,6", "cat,3,3", []string{"tiny.txt:20: day 3 stands there twice"}, "doubled"},
		{"cat,3,6", "bob,3,6", []string{`tiny.txt:20: the days off of "bob" stand there twice`}, "doubled"},
		{"bob,0,N,4", "ann,0,D,9", []string{"tiny.txt:25: SECTION_SHIFT_ON_REQUESTS: ann, day 0, shift D stands there twice"}, "which weight?"},
		{"bob,1,N,3", "dot,-1,E,x", []string{`tiny.txt:31: there is no employee "dot"`, `tiny.txt:31: day: "-1"`, `tiny.txt:31: there is no shift "E"`, `tiny.txt:31: weight: "x"`}, "all wrong at once"},
		{"3,D,1,50,1\n", "", []string{"tiny.txt:48: SECTION_COVER: 1 of 14 lines are missing, the first for day 3, shift D"}, "a line lost"},
		{"3,D,1,50,1\n", "3,D,1,50,1\n3,D,2,50,1\n", []string{"tiny.txt:43: SECTION_COVER: day 3, shift D stands there twice"}, "a line doubled"},
		{"6,D,1,100,1\n6,N,0,100,1\n", "6,D,1,10", []string{`tiny.txt:48: weight over: "" is not`, "tiny.txt:48: 5 fields are wanted, not 4", "1 of 14 lines are missing, the first for day 6, shift N"}, "the file is cut"},
	} {
		t.Run(c.why, func(t *testing.T) {
			text := slurp(t, tiny)
			require.Contains(t, text, c.from)
			_, err := parse("tiny.txt", []byte(strings.Replace(text, c.from, c.to, 1)))
			for _, want := range c.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
	_, err := parse("x.txt", nil)
	require.ErrorContains(t, err, "x.txt:1: there is no SECTION_HORIZON\n")
}

// TestReadCut cuts the file after every byte: what is left is never an instance, but for the last
// line's end.
func TestReadCut(t *testing.T) {
	text := slurp(t, tiny)
	for n := range len(text) - 1 {
		_, err := parse("tiny.txt", []byte(text[:n]))
		require.Error(t, err, "%d bytes", n)
	}
}

// By hand, of testdata/tiny.sol:
//
//	day     0 1 2 3 4 5 6
//	ann     D D N - - D D   4 × 480 + 600 = 2520 minutes
//	bob     - D D N - - -   2 × 480 + 600 = 1560
//	cat     N N - - D D -   2 × 480 + 2 × 600 = 2160
//	D       1 2 1 0 1 2 1   wanted 1 1 1 1 1 2 1: one too many on day 1 (3), one missing on day 3 (50)
//	N       1 1 1 1 0 0 0   wanted 1 1 1 1 1 0 0: one missing on day 4 (7)
//
// Bob would have liked N on day 0 (4), Cat D on day 2 (5), Ann not to have N on day 2 (6).
func TestScore(t *testing.T) {
	v, err := readTiny(t).Score(strings.NewReader(slurp(t, solution)))
	require.NoError(t, err)
	require.Equal(t, &suite.Verdict{Cost: 75, Feasible: true, Parts: []suite.Part{
		{Name: "on_requests", Amount: 2, Cost: 9},
		{Name: "off_requests", Amount: 1, Cost: 6},
		{Name: "cover_under", Amount: 2, Cost: 57},
		{Name: "cover_over", Amount: 1, Cost: 3},
	}}, v)
}

func TestScoreBreaches(t *testing.T) {
	in := readTiny(t)
	for _, c := range []struct {
		line string
		want []string
		why  string
	}{
		{"bob - D N D - - -", []string{"bob: shift D on day 3 follows N"}, "N bars D on the next day"},
		{"bob - D N - - - -", nil, "a day off between would do; so does the end: 480 + 600 = 1080"},
		{"ann D N N - - D D", []string{"ann: shift N on 2 days of at most 1"}, "3 × 480 + 1200 = 2640 minutes are allowed"},
		{"bob D D D N - - -", []string{"bob: 2040 minutes, not 960 to 2000"}, "3 × 480 + 600"},
		{"bob D - - - - - -", []string{"bob: 480 minutes, not 960 to 2000"}, "the run of one goes on before the horizon, and the minutes do not"},
		{"ann D D D D D - -", []string{"ann: 5 shifts in a row from day 0, more than 4"}, "the most holds at the ends too"},
		{"ann - - D D D D D", []string{"ann: 5 shifts in a row from day 2, more than 4"}, "at the other end as well"},
		{"ann - D D D D - -", nil, "four are allowed; one day off at the start is never too few"},
		{"ann D D - - D - -", []string{"ann: 1 shifts in a row from day 4, fewer than 2"}, "inside the horizon"},
		{"ann D - - D D - -", nil, "one shift at the start may have others before it"},
		{"ann - - D D - - D", nil, "and one at the end others after it"},
		{"ann D D N - D D -", []string{"ann: 1 days off in a row from day 3, fewer than 2"}, "the one at the end may go on"},
		{"bob D D - - - - D", []string{"bob: 1 weekends of at most 0"}, "Sunday alone is a weekend"},
		{"cat - - D D D - -", []string{"cat: shift D on day 3, a day off"}, "days off are not to be worked"},
		{"cat D - D - D - -", []string{
			"cat: 1 days off in a row from day 1, fewer than 2", "cat: 1 shifts in a row from day 2, fewer than 2",
			"cat: 1 days off in a row from day 3, fewer than 2", "cat: 1 shifts in a row from day 4, fewer than 2",
		}, "each run is told"},
	} {
		text := ""
		for line := range strings.Lines(slurp(t, solution)) {
			if strings.HasPrefix(line, c.line[:4]) {
				line = c.line + "\n"
			}
			text += line
		}
		v, err := in.Score(strings.NewReader(text))
		require.NoError(t, err, c.why)
		require.Equal(t, c.want, v.Breaches, "%s: %s", c.line, c.why)
		require.Equal(t, len(c.want) == 0, v.Feasible, c.why)
	}
}

func TestWeekends(t *testing.T) {
	for _, c := range []struct {
		days string
		want int
		why  string
	}{
		{"DDDDD", 0, "the horizon ends on Friday"},
		{"-----D", 1, "it ends on Saturday"},
		{"------", 0, "nobody works on it"},
		{"-----D-", 1, "Saturday"},
		{"------D", 1, "Sunday"},
		{"-----DDDDDDD-D", 2, "two, the second by its Sunday"},
		{"DDDDD--DDDDD--", 0, "none"},
	} {
		var days []int
		for _, s := range c.days {
			days = append(days, strings.IndexRune("D", s)) // -1, free, if it is none
		}
		require.Equal(t, c.want, weekends(days), c.why)
	}
}

func TestNoSolution(t *testing.T) {
	in := readTiny(t)
	for _, c := range []struct{ from, to, want, why string }{
		{"cat N N - - D D -\n", "", "line 2: there is no line of employee cat", "cut"},
		{"cat N N - - D D -\n", "cat N N - - D\n", "line 3: employee cat has 5 days, not 7", "cut in a line"},
		{"bob - D", "bob - D D", "line 2: employee bob has 8 days, not 7", "one too many"},
		{"bob", "ann", "line 2: employee ann has two lines", "doubled"},
		{"bob", "dot", `line 2: there is no employee "dot"`, "unknown"},
		{"bob - D D", "bob X D E", "line 2: employee bob, day 0: there is no shift \"X\"\nemployee bob, day 2: there is no shift \"E\"", "everything at once"},
	} {
		text := slurp(t, solution)
		require.Contains(t, text, c.from)
		_, err := in.Score(strings.NewReader(strings.Replace(text, c.from, c.to, 1)))
		require.ErrorContains(t, err, c.want, c.why)
	}
	_, err := in.Score(strings.NewReader(""))
	require.ErrorContains(t, err, "line 1: there is no line of employee ann")
}

func TestWriteRoster(t *testing.T) {
	in := readTiny(t)
	r, err := in.readRoster(strings.NewReader("\ncat\tN N - - D D -\nann D D N - - D D\nbob - D D N - - -"))
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, in.writeRoster(&out, r))
	require.Equal(t, slurp(t, solution), out.String(), "in the order of the instance")
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(slurp(f, tiny)))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := parse("fuzz.txt", data)
		if err != nil {
			return
		}
		r := make(roster, len(in.employees))
		for e := range r {
			for range in.days {
				r[e] = append(r[e], free)
			}
		}
		var out bytes.Buffer
		require.NoError(t, in.writeRoster(&out, r))
		v, err := in.Score(&out)
		require.NoError(t, err, "what is written is read")
		require.Zero(t, v.Parts[1].Amount, "nobody works")
	})
}

func FuzzScore(f *testing.F) {
	in := readTiny(f)
	f.Add([]byte(slurp(f, solution)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := in.readRoster(bytes.NewReader(data)); err == nil {
			var out bytes.Buffer
			require.NoError(t, in.writeRoster(&out, r))
			again, err := in.readRoster(&out)
			require.NoError(t, err)
			require.Equal(t, r, again)
		}
	})
}

// public is the folder of the published set, which is not part of the project.
func public(t *testing.T) string {
	root := os.Getenv("MILLTIR_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "benchmarks")
	}
	dir := filepath.Join(root, "shift-scheduling")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the published instances are not here (MILLTIR_DATA)")
	}
	return dir
}

// TestScoredSolution: the published solution of Instance1, which is optimal.
func TestScoredSolution(t *testing.T) {
	dir := public(t)
	in, err := open(filepath.Join(dir, "instances", "Instance1.txt"))
	require.NoError(t, err)
	v, err := in.Score(strings.NewReader(slurp(t, filepath.Join(dir, "scored", "Instance1.607.txt"))))
	require.NoError(t, err)
	require.Empty(t, v.Breaches)
	require.Equal(t, 607.0, v.Cost)
	require.Equal(t, 7.0, v.Parts[0].Cost+v.Parts[1].Cost, "requests")
	require.Equal(t, 600.0, v.Parts[2].Cost+v.Parts[3].Cost, "cover")
}

func TestPublishedInstances(t *testing.T) {
	files, err := find(public(t))
	require.NoError(t, err)
	require.Len(t, files, 14, "the scored solution is none")
	for _, f := range files {
		require.True(t, f.Best.Known, f.Name)
		in, err := open(f.Path)
		require.NoError(t, err)
		require.Len(t, in.cover, in.days)
	}
}
