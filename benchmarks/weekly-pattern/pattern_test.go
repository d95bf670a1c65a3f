package weeklypattern

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

const (
	small    = "testdata/0000-2-4-2-0.txt"
	solution = "testdata/0000-2-4-2-0.sol"
)

func readSmall(t *testing.T) *instance {
	t.Helper()
	in, err := New().Read(small)
	require.NoError(t, err)
	return in.(*instance)
}

func slurp(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

func TestFamily(t *testing.T) {
	f := New()
	require.Equal(t, "weekly-pattern", f.Name())
	files, err := f.Find(".")
	require.NoError(t, err)
	require.Equal(t, []suite.File{{Name: "0000-2-4-2-0", Path: small}}, files)
	_, err = f.Find("testdata/none")
	require.Error(t, err)
	_, err = f.Read("testdata/none.txt")
	require.Error(t, err)
	best, err := bests()
	require.NoError(t, err)
	require.Len(t, best, 13)
	require.Equal(t, suite.Best{Known: true, Value: 2018}, best["0106-5-40-4-1"])
}

func TestRead(t *testing.T) {
	in := readSmall(t)
	require.Equal(t, "0000-2-4-2-0", in.Name())
	require.Equal(t, patient{id: 14, carers: 2, visits: [3]int{0, 1, 1}, town: 0, patterns: []int{3}}, in.patients[3])
	require.Equal(t, []nurse{{7, 2, 120}, {8, 1, 120}}, in.nurses)
	require.Equal(t, [][]int{{3, 7}, {6, 4}}, in.travel)
	require.Equal(t, pattern{1, 0, 0, 0, 2}, in.patterns[3])
}

func TestReadMistakes(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     []string
		why      string
	}{
		{"5\t2\t2\t5", "5\t2\t2", []string{"line 1: sizes: 4 numbers are wanted, not 3"}, "without sizes nothing is known"},
		{"5\t2\t2\t5", "5\t2\t2\t9", []string{"line 15: 13 lines follow the first, 17 are wanted"}, "sections cannot be told apart"},
		{"5\t2\t2\t5", "99999999999999999999\t-2\t2\t5", []string{"nodes", "nurses -2 is out of range"}, "no memory for a hostile size"},
		{"11\t2\t2\t0\t0", "x\t2\t2\t0\t2", []string{`line 2: patient: id "x"`, "line 2: patient: town 2 is out of range (0 to 1)"}, "two mistakes of one line"},
		{"12\t2\t1\t0\t1", "11\t2\t1\t0\t1", []string{"line 3: patient: id 11 stands there twice"}, "ids name patients"},
		{"8\t1\t2", "7\t3", []string{"line 8: nurse: 3 numbers are wanted, not 2"}, "the blank line counts"},
		{"3\t7", "3\t-7", []string{"line 9: travel from town 0: to town 1 -7 is out of range"}, "negative minutes"},
		{"0\t2\t0\t0\t0", "0\t3\t0\t0\t0", []string{"line 13: pattern: day 2 3 is out of range"}, "an unknown code"},
		{"11\t2\t2\t0\t0", "11\t2\t4\t0\t0", []string{"line 2: patient 11: no pattern has 4 visits of skill 1 and 0 of skill 2"}, "nothing to choose from"},
		{"11\t2\t2\t0\t0", "11\t2\t0\t0\t0", []string{"line 2: patient 11: there is no visit"}, "a patient of no use"},
	} {
		t.Run(c.why, func(t *testing.T) {
			_, err := parse("x", []byte(strings.Replace(slurp(t, small), c.from, c.to, 1)))
			require.Error(t, err)
			for _, want := range c.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
	_, err := parse("x", nil)
	require.EqualError(t, err, "line 1: the file is empty")
	all := strings.NewReplacer("11\t2", "y\t2", "8\t1\t2", "8\t1\t25", "0\t2\t0", "0\t3\t0").Replace(slurp(t, small))
	_, err = parse("x", []byte(all))
	require.Len(t, strings.Split(err.Error(), "\n"), 3, "mistakes of three sections at once: %v", err)
}

// By hand; d(0,0) = 3, d(0,1) = 7, d(1,0) = 6, d(1,1) = 4. Patients 11 and 14 live in town 0,
// 12 and 13 in town 1.
//
//	7 on day 1: depot-14 3, 14-depot 3                = 6, one visit
//	7 on day 2: depot-13 7, 13-12 4, 12-depot 6       = 17, two visits
//	7 on day 5, 8 on day 1, 8 on day 4: 6 each        = 18, one visit each
//	travel 6 + 17 + 18 = 41, service 6 × 30 = 180, cost 221
func TestScore(t *testing.T) {
	v, err := readSmall(t).Score(strings.NewReader(slurp(t, solution)))
	require.NoError(t, err)
	require.Equal(t, &suite.Verdict{
		Cost: 221, Feasible: true,
		Parts: []suite.Part{{Name: "travel", Amount: 41, Cost: 41}, {Name: "service", Amount: 180, Cost: 180}},
	}, v)
}

func TestScoreBreaches(t *testing.T) {
	for _, c := range []struct {
		solution string
		cost     float64
		breaches []string
		why      string
	}{
		{"7 1: 14\n7 2: 13 12\n7 5: 14 \n8 1: 11\n8 4: 11\n8 5:\n\n", 221, nil, "a day without visits is no travel"},
		{"7 1: 14\n7 2: 13\n8 3: 12\n7 5: 14\n8 1: 11\n8 4: 11", 230, nil, "patient 12's other pattern; 7 + 6 more, 4 less"},
		{"7 1: 14\n7 2: 13 12\n8 5: 14\n8 1: 11\n8 4: 11", 221, []string{"patient 14: a nurse does not have the skill of the visit"}, "code 2 on day 5"},
		{"7 1: 14\n8 2: 13 12\n7 5: 14\n8 1: 11\n8 4: 11", 221, []string{"patient 13: a nurse does not have the skill of the visit"}, "patient 12's is of skill 1: either nurse"},
		{"7 1: 14\n7 2: 13\n7 5: 14\n8 1: 11\n8 4: 11", 187, []string{"patient 12: the visits are on the days of no pattern"}, "a visit is missing; 7 + 6 saved 4 and 30"},
		{"7 1: 14\n7 2: 13 12\n7 5: 14\n8 1: 11\n8 3: 11", 221, []string{"patient 11: the visits are on the days of no pattern"}, "days 1 and 3"},
		{"7 1: 14 11\n7 2: 13 12\n7 5: 14\n8 1: 11\n8 4: 11", 254, []string{"patient 11: the visits are on the days of no pattern"}, "twice on day 1; 3 and 30 more"},
		{"7 1: 14\n7 2: 13 13 12 12\n7 5: 14\n8 1: 11\n8 4: 11", 289, []string{
			"nurse 7 day 2: 145 minutes are more than 120",
			"patient 12: the visits are on the days of no pattern", "patient 13: the visits are on the days of no pattern",
		}, "7 + 4 + 4 + 4 + 6 = 25 and four visits"},
		{"7 1: 14\n7 2: 13 12\n8 2: 13\n7 5: 14\n8 1: 11\n8 4: 11", 264, []string{
			"patient 13: 2 different nurses are more than 1", "patient 13: the visits are on the days of no pattern",
		}, "one nurse allowed; 7 + 6 and 30 more"},
		{"", 0, []string{
			"patient 11: the visits are on the days of no pattern", "patient 12: the visits are on the days of no pattern",
			"patient 13: the visits are on the days of no pattern", "patient 14: the visits are on the days of no pattern",
		}, "nobody is served"},
	} {
		t.Run(c.why, func(t *testing.T) {
			v, err := readSmall(t).Score(strings.NewReader(c.solution))
			require.NoError(t, err)
			require.Equal(t, c.cost, v.Cost)
			require.Equal(t, c.breaches, v.Breaches)
			require.Equal(t, len(c.breaches) == 0, v.Feasible)
		})
	}
	_, err := readSmall(t).Score(strings.NewReader("7 1: 14 99\n9 1: 14\n7 6:\n7: 14\nhello\n7 1: 13\n"))
	require.ErrorContains(t, err, `line 1: patient "99" is none`)
	require.ErrorContains(t, err, `line 2: nurse "9" is none`)
	require.ErrorContains(t, err, `line 3: day "6" is not 1 to 5`)
	require.ErrorContains(t, err, "line 4: it is not of the form")
	require.ErrorContains(t, err, "line 5: it is not of the form")
	require.ErrorContains(t, err, "line 6: nurse 7 has two lines for day 1")
}

// rotaOf makes a rota of the small instance's solution: the visits of a day follow one another.
func rotaOf(t *testing.T, in *instance) *model.Rota {
	routes, err := in.readSolution(strings.NewReader(slurp(t, solution)))
	require.NoError(t, err)
	rota := &model.Rota{Format: 1, Name: in.name, Start: monday, Weeks: 1}
	for _, x := range routes {
		n := in.nurses[x.nurse]
		id := model.CarerID(strconv.Itoa(n.id))
		run := model.Run{Carer: id, Date: monday.Add(x.day), Shift: model.ShiftID(id), Status: model.Given, End: model.Clock(n.minutes)}
		at, town := 0, 0
		for _, k := range x.patients {
			p := in.patients[k]
			code := in.patterns[p.patterns[0]][x.day]
			at += in.travel[town][p.town]
			town = p.town
			person := strconv.Itoa(p.id)
			run.Stops = append(run.Stops, model.Stop{
				Kind: model.StopVisit, Visit: model.VisitID(person + "-" + strconv.Itoa(code)),
				Person: model.PersonID(person), Start: model.Clock(at), End: model.Clock(at + visitMinutes),
			})
			at += visitMinutes
		}
		rota.Runs = append(rota.Runs, run)
	}
	for _, n := range in.nurses { // a given shift is in the rota, with visits or without
		for d := range weekdays {
			id, date := model.CarerID(strconv.Itoa(n.id)), monday.Add(d)
			if !slices.ContainsFunc(rota.Runs, func(r model.Run) bool { return r.Carer == id && r.Date == date }) {
				rota.Runs = append(rota.Runs, model.Run{Carer: id, Date: date, Shift: model.ShiftID(id), Status: model.Given, End: model.Clock(n.minutes)})
			}
		}
	}
	return rota
}

func TestWrite(t *testing.T) {
	in := readSmall(t)
	rota := rotaOf(t, in)
	var out strings.Builder
	require.NoError(t, in.Write(&out, rota))
	require.Equal(t, slurp(t, solution), out.String())
	rota.Runs[0].Stops[0].Visit = "99-1"
	require.ErrorContains(t, in.Write(&out, rota), `visit "99-1"`)
	rota.Runs[0].Date = monday.Add(5)
	require.ErrorContains(t, in.Write(&out, rota), "2026-11-28")
}

func TestProblem(t *testing.T) {
	p, err := readSmall(t).Problem()
	require.NoError(t, err)
	require.Empty(t, model.Validate(p).Errors())
	require.Equal(t, []model.Pattern{
		{Person: "11", Pattern: "001", Visit: "11-1", Days: 0b01001},
		{Person: "12", Pattern: "002", Visit: "12-1", Days: 0b00010},
		{Person: "12", Pattern: "005", Visit: "12-1", Days: 0b00100},
		{Person: "13", Pattern: "003", Visit: "13-2", Days: 0b00010},
		{Person: "14", Pattern: "004", Visit: "14-1", Days: 0b00001},
		{Person: "14", Pattern: "004", Visit: "14-2", Days: 0b10000},
	}, p.Patterns)
	require.Equal(t, []model.MatrixRow{
		{Mode: "car", From: "11", Ticks: []int32{0, 7, 7, 3, 3}},
		{Mode: "car", From: "12", Ticks: []int32{6, 0, 4, 6, 6}},
		{Mode: "car", From: "13", Ticks: []int32{6, 4, 0, 6, 6}},
		{Mode: "car", From: "14", Ticks: []int32{3, 7, 7, 0, 3}},
		{Mode: "car", From: "depot", Ticks: []int32{3, 7, 7, 3, 0}},
	}, p.Matrix)
	require.Equal(t, model.Days(0b00110), p.Visits[1].Days, "patient 12: day 2 or 3")
	require.Equal(t, model.Days(0b10000), p.Visits[4].Days)
	require.Equal(t, []model.Skill{nursing}, p.Visits[4].Skills)
	require.Equal(t, model.Clock(120), p.Shifts[0].End)
}

// The judge's wishes and the family's scorer agree.
func TestJudge(t *testing.T) {
	in := readSmall(t)
	p, err := in.Problem()
	require.NoError(t, err)
	judged, err := check.Rota(p, rotaOf(t, in))
	require.NoError(t, err)
	require.Equal(t, model.Score{Wishes: 41000}, judged.Score)
}

func dataDir(t *testing.T) string {
	dir := os.Getenv("MILLTIR_DATA")
	if dir == "" {
		dir = "../../../shared/benchmarks"
	}
	if _, err := os.Stat(filepath.Join(dir, "weekly-pattern")); err != nil {
		t.Skip("the public data are not there")
	}
	return filepath.Join(dir, "weekly-pattern")
}

func TestPublicData(t *testing.T) {
	dir := dataDir(t)
	files, err := New().Find(dir)
	require.NoError(t, err)
	require.Len(t, files, 13)
	rows, err := csv.NewReader(strings.NewReader(slurp(t, filepath.Join(dir, "best_known.csv")))).ReadAll()
	require.NoError(t, err)
	service := map[string]string{}
	for _, row := range rows[1:] {
		service[strings.TrimSuffix(row[0], ".txt")] = row[6]
	}
	for _, f := range files {
		t.Run(f.Name, func(t *testing.T) {
			require.True(t, f.Best.Known)
			read, err := New().Read(f.Path)
			require.NoError(t, err)
			in := read.(*instance)
			minutes := 0
			for _, p := range in.patients {
				minutes += visitMinutes * (p.visits[1] + p.visits[2])
			}
			require.Equal(t, service[f.Name], strconv.Itoa(minutes), "the published minutes of service")
			p, err := in.Problem()
			require.NoError(t, err)
			require.Empty(t, model.Validate(p).Errors())
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(slurp(f, small)), []byte(slurp(f, solution)))
	f.Add([]byte("2 1 1 1\n1 1 1 0 0\n1 1 8\n0\n1 0 0 0 0\n"), []byte("1 1: 1 1\n"))
	f.Fuzz(func(t *testing.T, data, solution []byte) {
		in, err := parse("fuzz", data)
		if err != nil {
			return
		}
		p, err := in.Problem()
		require.NoError(t, err)
		require.Len(t, p.People, len(in.patients))
		if v, err := in.Score(strings.NewReader(string(solution))); err == nil {
			require.Equal(t, len(v.Breaches) == 0, v.Feasible)
		}
	})
}
