package inrc2

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/benchmarks/suite"
)

// small has three nurses and two weeks; its files say who they are.
const small = "testdata/n003w2_0_0-1"

func slurp(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

func readSmall(t testing.TB) *instance {
	t.Helper()
	in, err := open(small)
	require.NoError(t, err)
	return in
}

func TestFind(t *testing.T) {
	files, err := find(".")
	require.NoError(t, err)
	require.Equal(t, []suite.File{{Name: "n003w2_0_0-1", Path: small}}, files, "no best known value: history 0 with the first weeks")
	_, err = find("testdata/none")
	require.Error(t, err)

	dir := t.TempDir()
	for _, name := range []string{"Sc-n060w4.json", "H0-n060w4-1.json", "WD-n060w4-6.json", "Sc-other.json", "scored/Sc-n030w4.json"} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("{}"), 0o644))
	}
	files, err = find(dir)
	require.NoError(t, err)
	require.Equal(t, []suite.File{
		{Name: "n060w4_1_6-1-1-5", Path: filepath.Join(dir, "n060w4_1_6-1-1-5"), Best: suite.Best{Known: true, Value: 2455}},
		{Name: "n060w4_1_9-6-3-8", Path: filepath.Join(dir, "n060w4_1_9-6-3-8"), Best: suite.Best{Known: true, Value: 2675}},
	}, files, "those with a best known value; a name that does not say how many weeks gives none")
}

func TestTitle(t *testing.T) {
	for _, c := range []struct {
		name string
		want title
		ok   bool
		why  string
	}{
		{"n030w4_1_6-2-9-1", title{"n030w4", 1, []int{6, 2, 9, 1}}, true, "scenario, history, weeks"},
		{"n040w8_0_0-6-8-9-2-6-6-4", title{"n040w8", 0, []int{0, 6, 8, 9, 2, 6, 6, 4}}, true, "the same data for two weeks"},
		{"n003w2_0_0", title{"n003w2", 0, []int{0}}, true, "too few weeks, which the scenario tells"},
		{"n030w4_1", title{}, false, "no weeks"},
		{"n030w4_1_", title{}, false, "cut"},
		{"n030w4_1_6-", title{}, false, "cut"},
		{"n030w4_-1_6", title{}, false, "no number"},
		{"../n030w4_1_6", title{}, false, "no way out of the folder"},
		{"", title{}, false, "nothing"},
	} {
		got, err := parseTitle(c.name)
		require.Equal(t, c.ok, err == nil, c.why)
		if c.ok {
			require.Equal(t, c.want, got, c.why)
		}
	}
	require.Equal(t, []string{"n012w8_0_0-1-2-3-4-5-6-7"}, plain("n012w8"))
	require.Empty(t, plain("other"))
}

func TestBestKnown(t *testing.T) {
	best, err := bests()
	require.NoError(t, err)
	require.Len(t, best, 10)
	require.Equal(t, suite.Best{Known: true, Value: 1675}, best["n030w4_1_6-2-9-1"])
}

func TestRead(t *testing.T) {
	in := readSmall(t)
	require.Equal(t, "n003w2_0_0-1", in.Name())
	s := in.scenario
	require.Equal(t, []ShiftType{{"Early", Bounds{2, 3}}, {"Late", Bounds{2, 4}}}, s.Shifts)
	require.Equal(t, [][]bool{{false, false}, {true, false}}, s.Forbidden, "Late, then Early")
	require.Equal(t, Contract{"Full", Bounds{11, 12}, Bounds{2, 4}, Bounds{2, 3}, 1, true}, s.Contracts[0])
	require.Equal(t, []Nurse{{"ann", 0, []bool{true, true}}, {"bea", 1, []bool{false, true}}, {"cal", 1, []bool{false, true}}}, s.Nurses)
	require.Equal(t, &History{0, []Past{{1, 0, 1, 1, 5, 0}, {0, 0, Free, 0, 0, 5}, {2, 1, 0, 1, 1, 0}}}, in.start)
	require.Equal(t, Cover{0, 1, [7]int{0, 1, 1}, [7]int{0, 1, 2, 1}}, in.weeks[0].Cover[1])
	require.Equal(t, []Request{{1, 0, Any}, {1, 4, 1}, {0, 5, 0}, {2, 1, Any}}, in.weeks[0].Requests)
}

// By hand, of testdata/n003w2_0_0-1.sol. Before it: Ann 5 days with work, of which the last was
// Late; Bea 5 days off; Cal one day with Early.
//
//	      M T W T F S S   M T W T F S S
//	ann   L - - E E L -   - E E E E - L    with Head, but Care on the second Wednesday
//	bea   - - E - L L L   L L - - - - -    with Care
//	cal   - E E - - - -   - - - - - L L    with Care
//
// Working days (Full 2–4, Part 2–3). Ann: 5 + 1 = 6, 2 too many, of which 1 was charged before; the
// last run has a day and may go on: 1. Bea: 1 too few (Wed), 5 in a row 2 too many: 3. Cal: the day
// before, 1 too few: 1. Together 5.
//
// Days off (Full 2–3, Part 2–4). Ann: the second Saturday, 1 too few: 1. Bea: 5 + 2 = 7, 3 too many,
// of which 1 was charged before: 2; Thursday 1 too few; the last 5 days 1 too many: 4. Cal: Monday
// 1 too few, 9 in a row 5 too many: 6. Together 11.
//
// Shifts (Early 2–3, Late 2–4). Ann: Late 1 + 1 = 2 will do; Late on Saturday 1 too few; Early four
// times 1 too many; the last Late may go on: 2. Bea: Early 1 too few, Late five times 1 too many: 2.
// Cal: the Early before, 1 too few: 1. Together 5.
//
// Weekends. Ann is to have both days or none: Saturday of the first, Sunday of the second, 2. Ann
// works on 2 of at most 1, Cal on 1 before and 1 here: 2.
//
// Assignments. Ann 1 + 9 = 10 of 11–12, Bea 6 of 4–5, Cal 2 + 4 = 6 of 4–5: 3.
//
// Requests. Bea has Monday off but Late on Friday; Ann has not Early on Saturday; Cal works on
// Tuesday; Ann works on the last Sunday and has Late, which are two requests: 4.
//
// Cover with Care. Early on Thursday 0 of 1, Late on Sunday 1 of 2, Late on the second Tuesday 1 of
// 2: 3. The least is met everywhere.
func TestScore(t *testing.T) {
	v, err := readSmall(t).Score(strings.NewReader(slurp(t, small+".sol")))
	require.NoError(t, err)
	require.Equal(t, &suite.Verdict{Cost: 865, Feasible: true, Parts: []suite.Part{
		{Name: "optimal_cover", Amount: 3, Cost: 90},
		{Name: "consecutive_shifts", Amount: 5, Cost: 75},
		{Name: "consecutive_days", Amount: 5, Cost: 150},
		{Name: "days_off", Amount: 11, Cost: 330},
		{Name: "requests", Amount: 4, Cost: 40},
		{Name: "complete_weekends", Amount: 2, Cost: 60},
		{Name: "assignments", Amount: 3, Cost: 60},
		{Name: "working_weekends", Amount: 2, Cost: 60},
	}}, v)
}

// By hand, of the first week alone. Working days: Ann 1, Cal 1; Bea's Wednesday 1, and three days
// at the end are none too many. Days off: Bea 2 and 1, Cal 1 (the four at the end are not too many);
// Ann's Sunday may go on. Shifts: Ann's Saturday, Bea's Wednesday, Cal's day before. Requests 2,
// cover 2, weekends 1 half (Ann); totals are for the end.
func TestScoreStage(t *testing.T) {
	in := readSmall(t)
	weeks, err := ReadSolution(in.scenario, strings.NewReader(slurp(t, small+".sol")))
	require.NoError(t, err)
	v, err := Score(in.scenario, in.start, in.weeks[:1], weeks[:1])
	require.NoError(t, err)
	var amounts []float64
	for _, p := range v.Parts {
		amounts = append(amounts, p.Amount)
	}
	require.Equal(t, []float64{2, 3, 3, 4, 2, 1, 0, 0}, amounts)
	require.Equal(t, 865.0, staged(t, in, weeks), "stages add up")
}

// staged is the sum over the weeks of their costs, each with the history that the one before leaves.
func staged(t require.TestingT, in *instance, weeks []*Solution) (sum float64) {
	h := in.start
	for i, x := range weeks {
		v, err := Score(in.scenario, h, in.weeks[i:i+1], weeks[i:i+1])
		require.NoError(t, err)
		sum += v.Cost
		h, err = in.scenario.Next(h, x)
		require.NoError(t, err)
	}
	return sum
}

// TestStagesAddUp: whatever the roster and the past, the weeks one by one cost what they cost at once.
func TestStagesAddUp(t *testing.T) {
	in := readSmall(t)
	rapid.Check(t, func(t *rapid.T) {
		x := &instance{name: in.name, scenario: in.scenario, start: &History{}, weeks: in.weeks}
		for range in.scenario.Nurses {
			p := Past{rapid.IntRange(0, 20).Draw(t, "assignments"), rapid.IntRange(0, 3).Draw(t, "weekends"), rapid.IntRange(Free, 1).Draw(t, "last"), 0, 0, 0}
			if p.Last == Free {
				p.Off = rapid.IntRange(0, 9).Draw(t, "off")
			} else {
				p.Work = rapid.IntRange(1, 9).Draw(t, "work")
				p.Same = rapid.IntRange(1, p.Work).Draw(t, "same")
			}
			x.start.Nurses = append(x.start.Nurses, p)
		}
		var weeks []*Solution
		for w := range in.scenario.Weeks {
			s := &Solution{Week: w}
			for n := range in.scenario.Nurses {
				for d := range weekDays {
					if shift := rapid.IntRange(Free, 1).Draw(t, "shift"); shift != Free {
						s.Assignments = append(s.Assignments, Assignment{n, d, shift, rapid.IntRange(0, 1).Draw(t, "skill")})
					}
				}
			}
			weeks = append(weeks, s)
		}
		v, err := Score(x.scenario, x.start, x.weeks, weeks)
		require.NoError(t, err)
		require.Equal(t, v.Cost, staged(t, x, weeks))

		var out bytes.Buffer
		require.NoError(t, WriteSolution(&out, x.scenario, weeks...))
		again, err := ReadSolution(x.scenario, &out)
		require.NoError(t, err)
		require.Equal(t, weeks, again)
	})
}

func TestCharge(t *testing.T) {
	two := Bounds{2, 4}
	for _, c := range []struct {
		kind, before int
		line         string
		want         int
		why          string
	}{
		{Free, 3, "E-", 1, "one day, and it has ended"},
		{Free, 3, "-E", 0, "one day at the end may go on"},
		{Free, 0, "EE-", 0, "two will do"},
		{Free, 0, "EEEEE", 1, "too many are charged before they end"},
		{0, 1, "-", 1, "the day before was too few, which is known only now"},
		{0, 1, "E-", 0, "with it there are two"},
		{0, 4, "-", 0, "four before will do"},
		{0, 4, "E", 1, "the fifth is one too many"},
		{0, 7, "-", 0, "three too many were charged before"},
		{0, 7, "EE-", 2, "and two more here"},
		{0, 3, "EEE", 2, "6 less 4"},
		{0, 9, "-EEEEE-", 1, "a new run is charged in full"},
	} {
		var line []int
		for _, s := range c.line {
			line = append(line, strings.IndexRune("E", s))
		}
		got := 0
		for _, x := range runs(c.kind, c.before, line) {
			if x.kind != Free {
				got += x.charge(two)
			}
		}
		require.Equal(t, c.want, got, c.why)
	}
	for _, x := range runs(Free, 0, []int{0, 0}) {
		require.Zero(t, x.charge(two), "a history that knows nothing is not a run of no days off")
	}
}

func TestBreaches(t *testing.T) {
	in := readSmall(t)
	for _, c := range []struct{ from, to, want, why string }{
		{"ann Mon Late Head", "ann Mon Early Head", "ann, week 0 Mon: Early follows Late", "the Late of the history"},
		{"bea Mon Late Care", "bea Mon Early Care", "bea, week 1 Mon: Early follows Late", "the Late of the Sunday before"},
		{"ann Thu Early Head", "ann Thu Late Head", "ann, week 0 Fri: Early follows Late", "inside a week"},
		{"cal Tue Early Care", "cal Tue Early Head", "cal, week 0 Tue: no skill Head", "a skill that is not held"},
		{"cal Tue Early Care", "cal Wed Early Care", "week 0 Tue: 0 of at least 1 on Early with Care", "the least cover"},
		{"cal Tue Early Care", "cal Wed Late Care", "cal, week 0 Wed: Early beside Late", "one shift a day"},
		{"ann Wed Early Care", "ann Wed Early Head", "week 1 Wed: 0 of at least 1 on Early with Care", "a skill that is held is one of those wanted"},
	} {
		text := slurp(t, small+".sol")
		require.Contains(t, text, c.from)
		v, err := in.Score(strings.NewReader(strings.Replace(text, c.from, c.to, 1)))
		require.NoError(t, err)
		require.False(t, v.Feasible, c.why)
		require.Contains(t, v.Breaches, c.want, c.why)
	}
	free := "SOLUTION\n0 n003w2\nASSIGNMENTS = 0\nSOLUTION\n1 n003w2\nASSIGNMENTS = 0\n"
	v, err := in.Score(strings.NewReader(free))
	require.NoError(t, err)
	require.Len(t, v.Breaches, 9+9, "each shift, skill and day that is short: 2+2+2+3 and 3+1+1+4")
}

func TestScoreMistakes(t *testing.T) {
	in := readSmall(t)
	weeks, err := ReadSolution(in.scenario, strings.NewReader(slurp(t, small+".sol")))
	require.NoError(t, err)
	for _, c := range []struct {
		weeks     []*Week
		solutions []*Solution
		want, why string
	}{
		{nil, nil, "0 weeks and solutions of 0", "nothing"},
		{in.weeks, weeks[:1], "2 weeks and solutions of 1", "a week is missing"},
		{append(in.weeks, in.weeks[0]), append(weeks, weeks[0]), "3 weeks after week 0 are more than the 2 of the horizon", "too many"},
		{in.weeks, []*Solution{weeks[0], {1, []Assignment{{0, 7, 0, 0}}}}, "week 1: assignment {0 7 0 0} is none of scenario n003w2", "an eighth day"},
		{in.weeks, []*Solution{weeks[1], weeks[0]}, "solution 1 of 2 is of week 1, not 0", "out of order"},
	} {
		_, err := Score(in.scenario, in.start, c.weeks, c.solutions)
		require.ErrorContains(t, err, c.want, c.why)
	}
	_, err = Score(in.scenario, &History{}, in.weeks, weeks)
	require.ErrorContains(t, err, "a history of 0 nurses, not 3")
}

func TestNext(t *testing.T) {
	in := readSmall(t)
	weeks, err := ReadSolution(in.scenario, strings.NewReader(slurp(t, small+".sol")))
	require.NoError(t, err)
	h, err := in.scenario.Next(in.start, weeks[0])
	require.NoError(t, err)
	// Ann 1 + 4 shifts, Saturday, then Sunday off; Bea 4, Late on the last three days; Cal 2 + 2,
	// four days off.
	require.Equal(t, &History{1, []Past{{5, 1, Free, 0, 0, 1}, {4, 1, 1, 3, 3, 0}, {4, 1, Free, 0, 0, 4}}}, h)
	last, err := in.scenario.Next(h, weeks[1])
	require.NoError(t, err)
	require.Equal(t, &History{2, []Past{{10, 2, 1, 1, 1, 0}, {6, 1, Free, 0, 0, 5}, {6, 2, 1, 2, 2, 0}}}, last)

	var out bytes.Buffer
	require.NoError(t, in.scenario.WriteHistory(&out, h))
	again, err := in.scenario.ReadHistory("H1.json", out.Bytes())
	require.NoError(t, err)
	require.Equal(t, h, again, "what is written is read")
	require.Contains(t, out.String(), `"lastAssignedShiftType": "None"`)

	_, err = in.scenario.Next(h, weeks[0])
	require.EqualError(t, err, "the solution is of week 0, and week 1 comes next")
	_, err = in.scenario.Next(&History{}, weeks[0])
	require.EqualError(t, err, "a history of 0 nurses, not 3")
	weeks[1].Assignments = append(weeks[1].Assignments, Assignment{0, 1, 1, 0})
	_, err = in.scenario.Next(h, weeks[1])
	require.EqualError(t, err, "ann, week 1 Tue: Late beside Early")
}

func TestAfter(t *testing.T) {
	for _, c := range []struct {
		before Past
		line   string
		want   Past
		why    string
	}{
		{Past{3, 1, Free, 0, 0, 2}, "-------", Past{3, 1, Free, 0, 0, 9}, "a week off goes on"},
		{Past{3, 1, 0, 2, 4, 0}, "EEEEEEE", Past{10, 2, 0, 9, 11, 0}, "so does a week of one shift"},
		{Past{3, 1, 1, 2, 4, 0}, "EEEEEEE", Past{10, 2, 0, 7, 11, 0}, "another shift before: the working days go on alone"},
		{Past{0, 0, 0, 2, 4, 0}, "-----L-", Past{1, 1, Free, 0, 0, 1}, "Saturday is a weekend"},
		{Past{0, 0, 0, 2, 4, 0}, "------L", Past{1, 1, 1, 1, 1, 0}, "so is Sunday"},
		{Past{0, 0, 0, 2, 4, 0}, "----ELL", Past{3, 1, 1, 2, 3, 0}, "both are one"},
	} {
		var line []int
		for _, s := range c.line {
			line = append(line, strings.IndexRune("EL", s))
		}
		require.Equal(t, c.want, c.before.after(line), c.why)
	}
}

func TestLimit(t *testing.T) {
	for _, c := range []struct {
		nurses, seconds int
		why             string
	}{
		{30, 40, "10 + 3 × 10"},
		{80, 190, "10 + 3 × 60"},
		{120, 310, "10 + 3 × 100"},
		{5, 10, "a small test set"},
	} {
		require.Equal(t, time.Duration(c.seconds)*time.Second, Limit2015.Stage(c.nurses), c.why)
	}
}
