package weeklycontinuity

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// tiny: aide n1 (08:00 to 12:00) has existing patient p1 on days 1, 3, 5 and may take p2 (5
// days), p3 (2 days, two whole days between) and p4 (2 days, one between, from slot 60). Aide
// n2 takes nobody new, p5 is absent. All visits take 6 slots.
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

// readTiny reads the instance with one text in it changed.
func readTiny(t *testing.T, from, to string) *instance {
	t.Helper()
	in, err := parse("tiny", []byte(strings.Replace(slurp(t, tiny), from, to, 1)))
	require.NoError(t, err)
	return in
}

func TestFamily(t *testing.T) {
	f := New()
	require.Equal(t, "weekly-continuity", f.Name())
	files, err := f.Find(".")
	require.NoError(t, err)
	require.Equal(t, []suite.File{{Name: "tiny", Path: tiny}}, files)
	_, err = f.Find("testdata/none")
	require.Error(t, err)
	in, err := f.Read(tiny)
	require.NoError(t, err)
	require.Equal(t, "tiny", in.Name())
	_, err = f.Read("testdata/none.txt")
	require.Error(t, err)
	best, err := bests()
	require.NoError(t, err)
	require.Equal(t, map[string]suite.Best{
		"caseA-08": {Known: true, Value: 8}, "caseA-12": {Known: true, Value: 13}, "caseA-16": {Known: true, Value: 16},
	}, best, "new patients, and those not accepted once more")
}

func TestRead(t *testing.T) {
	in := readTiny(t, "", "")
	require.Equal(t, []aide{{true, 48, 72, 90}, {false, 48, 72, 90}}, in.aides)
	require.Equal(t, patient{kind: existing, node: 2, release: 48, latest: 66, duration: 6, visits: 3, spacing: 1, aide: 0, days: 0b10101}, in.patients[0])
	require.Equal(t, []uint8{0b01001, 0b10001, 0b10010}, in.choices(&in.patients[2]), "two whole days between")
	require.Equal(t, []int{9, 9, 1, 0, 2, 1, 1, 9, 9}, in.travel[3])
}

func TestReadMistakes(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     []string
		why      string
	}{
		{"nPatients 9\n", "", []string{"line 46: there is no nPatients"}, "without sizes nothing is known"},
		{"nPatients 9", "nPatients 99999999999999999999", []string{"line 1: \"99999999999999999999\" is neither", "line 1: nPatients: number 1 is"}, "no memory for a hostile size"},
		{"nPatients 9", "nPatients 4", []string{"4 nodes less two homes of each of 2 aides leave no patient"}, "only homes"},
		{"nDays 5", "nDays 8", []string{"line 3: nDays: number 1 is 8, out of range (1 to 7)"}, "a week"},
		{"nDays 5", "nDays 5 5", []string{"line 3: nDays: 1 numbers are wanted, not 2"}, "one size"},
		{"1 2 2 2 0", "1 3 2 x 0", []string{`line 7: "x" is neither a whole number nor a known word`, "line 7: patAvail: number 2 is 3"}, "two mistakes at once"},
		{"1 2 2 2 0", "1 2 2 2", []string{"line 6: patAvail: 5 numbers are wanted, not 4"}, "one too few"},
		{"nurseType", "nurseKind", []string{`line 18: "nurseKind" is neither`, "there is no nurseType", "line 16: code: 9 numbers are wanted, not 12"}, "its numbers fall to the section before"},
		{"nDays 5\n", "nDays 5\nnDays 5\n", []string{"line 4: nDays stands there twice"}, "which counts?"},
		{"nPatients 9", "7 nPatients 9", []string{`line 1: "7" stands before the first section`}, "no section to belong to"},
		{"0 0 6 6", "0 0 6 0", []string{"line 12: patient p2: the visit has no length"}, "an accepted patient is visited"},
		{"0 0 6 6", "0 0 6 25", []string{"line 10: patient p2: the visit does not fit between release and deadline"}, "25 slots of 24"},
		{"preAssignNurse\n1", "preAssignNurse\n0", []string{"line 34: existing patient p1 has no aide"}, "they keep theirs"},
		{"1 0 1 0 1", "0 0 0 0 0", []string{"line 36: existing patient p1 has no days"}, "they keep theirs"},
		{"0 0 1 0 2 1", "0 0 1 1 4 1", []string{"new patient p2: 5 visits with 1 whole days", "new patient p3: 2 visits with 4 whole days"}, "no week is so long"},
		{"72 72 72", "48 72 72", nil, "the deadline of a start home says nothing"},
		{"72 72\nduration", "48 72\nduration", []string{"aide n1: the hours end before they begin"}, "the deadline of an end home does"},
	} {
		t.Run(c.why, func(t *testing.T) {
			_, err := parse("x", []byte(strings.Replace(slurp(t, tiny), c.from, c.to, 1)))
			if c.want == nil {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			for _, want := range c.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
	_, err := parse("x", nil)
	require.ErrorContains(t, err, "line 1: there is no nPatients")
}

// By hand: p2 48-54 each day, p1 from 55 (54 and one slot of travel) to 61 on days 1, 3, 5, p4
// 62-68 on days 1 and 3, p3 63-69 on days 2 and 5. From first start to last end: 20, 21, 20, 6,
// 21, together 88 of 90. Three of three new patients are accepted: cost 3 + 0.
func TestScore(t *testing.T) {
	v, err := readTiny(t, "", "").Score(strings.NewReader(slurp(t, solution)))
	require.NoError(t, err)
	require.Equal(t, &suite.Verdict{
		Cost: 3, Feasible: true,
		Parts: []suite.Part{{Name: "accepted", Amount: 3}, {Name: "new", Amount: 3, Cost: 3}, {Name: "not accepted"}},
	}, v)
}

func TestScoreBreaches(t *testing.T) {
	const fit = "n1: the visits, those to existing patients included, do not fit the aide's hours and travel"
	for _, c := range []struct {
		from, to string
		solution string
		cost     float64
		breaches []string
		why      string
	}{
		{"", "", "", 6, nil, "nobody is accepted, and nothing wrong"},
		{"90 90", "88 90", slurp(t, solution), 3, nil, "the hand-worked sum"},
		{"90 90", "87 90", slurp(t, solution), 3, []string{"n1: the days from first start to last end add up to more than 87 slots"}, "one slot less"},
		{"", "", "p2 n1 48 1,2,3,4,5\np3 n1 56 2,5\n", 4, nil, "p1 comes after p3 on day 5, at 64, and so on days 1 and 3: 22 + 14 + 22 + 6 + 22"},
		{"", "", "p2 n1 48 1,2,3,4,5\n\np3 n1 55 2,5\n", 4, []string{fit}, "two slots of travel from p2's end at 54"},
		{"", "", "p3 n1 48 2,5\np4 n1 60 1,3", 4, []string{fit}, "p1 by 53 on day 1, from 56 on day 5: the same start each day for existing patients too"},
		{"", "", "p2 n1 67 1,2,3,4,5", 5, []string{"p2: the start 67 is not between 48 and 66", fit}, "ends at 73, after the aide's hours too"},
		{"", "", "p4 n1 59 3,1", 5, []string{"p4: the start 59 is not between 60 and 66"}, "before the release; the order of days does not matter"},
		{"", "", "p3 n1 63 1,3", 5, []string{"p3: days 1,3 have not 2 whole days between them"}, "one day between"},
		{"", "", "p3 n1 63 2", 5, []string{"p3: 1 visits instead of 2"}, "half a package"},
		{"", "", "p3 n2 48 2,5", 5, []string{"p3: n2 takes no new patients"}, "nurseAvail 1; p4's row of preAssignNurse is no matter"},
		{"", "", "p1 n1 48 1,3,5\np5 n1 48 1,2,3,4,5", 6, []string{"p1: the patient is not new", "p5: the patient is not new"}, "existing and absent patients do not count"},
		{"48 48 48 48 48 60", "50 48 48 48 48 60", "p2 n1 48 1,2,3,4,5", 5, []string{fit}, "before the aide's hours"},
	} {
		t.Run(c.why, func(t *testing.T) {
			v, err := readTiny(t, c.from, c.to).Score(strings.NewReader(c.solution))
			require.NoError(t, err)
			require.Equal(t, c.cost, v.Cost)
			require.Equal(t, c.breaches, v.Breaches)
			require.Equal(t, len(c.breaches) == 0, v.Feasible)
		})
	}
}

func TestScoreMistakes(t *testing.T) {
	_, err := readTiny(t, "", "").Score(strings.NewReader("p2 n1 48\np6 n3 -1 1,6\np2 n1 48 1\np2 n1 48 1\nq2 n1 48 1,1\n"))
	for _, want := range []string{
		"line 1: it is not of the form", `line 2: "p6" is not p1 to p5`, `"n3" is not n1 to n2`, `start "-1"`, `days "1,6"`,
		"line 4: patient p2 has two lines", `line 5: "q2"`, `days "1,1"`,
	} {
		require.ErrorContains(t, err, want)
	}
}

func TestScoreUndecided(t *testing.T) {
	in := readTiny(t, "", "")
	in.aides[0].release, in.aides[0].deadline = 0, 100
	for range 16 {
		in.patients = append(in.patients, patient{kind: existing, node: 2, latest: 94, duration: 6, days: 1})
	}
	v, err := in.Score(strings.NewReader("p2 n1 48 1,2,3,4,5"))
	require.NoError(t, err)
	require.Equal(t, []string{"n1: not decided: too many existing patients to try all their starts"}, v.Breaches, "108 slots of 100, which no pruning sees")
}

func TestGap(t *testing.T) {
	best := suite.Best{Known: true, Value: cost(16, 16)}
	require.Zero(t, (&suite.Verdict{Cost: cost(16, 16)}).Gap(best))
	require.InDelta(t, 100.0/16, (&suite.Verdict{Cost: cost(16, 15)}).Gap(best), 1e-9, "one patient of sixteen")
}

func TestWrite(t *testing.T) {
	in := readTiny(t, "", "")
	rota := &model.Rota{Format: 1, Start: monday, Weeks: 1}
	day := func(d int, stops ...model.Stop) {
		rota.Runs = append(rota.Runs, model.Run{Carer: "n1", Shift: "n1", Date: monday.Add(d), Stops: stops})
	}
	at := func(visit model.VisitID, slot int) model.Stop {
		return model.Stop{Kind: model.StopVisit, Visit: visit, Start: clock(slot), End: clock(slot + 6)}
	}
	day(0, at("p2", 48), at("p1", 55), at("p4", 62))
	day(1, at("p2", 48), at("p3", 63))
	day(2, at("p2", 48), at("p1", 55), at("p4", 62))
	day(3, at("p2", 48))
	day(4, at("p2", 48), at("p1", 55), at("p3", 63))
	write := func() string {
		var out strings.Builder
		require.NoError(t, in.Write(&out, rota))
		return out.String()
	}
	require.Equal(t, slurp(t, solution), write())
	rota.Runs[3].Stops = nil
	require.Equal(t, "p3 n1 63 2,5\np4 n1 62 1,3\n", write(), "four of five visits are no package")
	rota.Runs[2].Stops[2] = at("p4", 63)
	require.Equal(t, "p3 n1 63 2,5\n", write(), "not the same time")
	rota.Runs[1].Carer = "n2"
	require.Empty(t, write(), "not one aide")
	rota.Runs[0].Stops[0].Visit = "x"
	require.ErrorContains(t, in.Write(&strings.Builder{}, rota), `visit "x"`)
	rota.Runs[0].Date = monday.Add(5)
	require.ErrorContains(t, in.Write(&strings.Builder{}, rota), "2026-11-28")
}

func TestProblem(t *testing.T) {
	p, err := readTiny(t, "", "").Problem()
	require.NoError(t, err)
	require.Empty(t, model.Validate(p).Errors())
	require.Len(t, p.Carers, 1, "n2 takes nobody new")
	require.Equal(t, []model.CarerID{"n1"}, p.People[0].Only)
	require.Len(t, p.People, 4, "p5 is absent")
	require.Equal(t, model.Visit{
		ID: "p3", Person: "p3", Length: 60, SameTime: 1, Optional: true, Days: 0b11011,
		Windows: []model.Window{{Open: model.At(8, 0), Close: model.At(11, 0)}},
	}, p.Visits[2])
	require.Contains(t, p.Patterns, model.Pattern{Person: "p3", Pattern: "0100100", Visit: "p3", Days: 0b10010})
	require.Equal(t, model.MatrixRow{Mode: "car", From: "p3", Ticks: []int32{20, 20, 0, 30}}, p.Matrix[2])
}

// TestProblemAgrees: what our judge and the family's scorer say of hand-made rotas of tiny. A row's
// rota is tiny.sol with existing patient p1 at 55, in which all days but the edited ones are as by
// hand in TestScore.
func TestProblemAgrees(t *testing.T) {
	type stops []model.Stop
	at := func(visit model.VisitID, slot int) model.Stop {
		return model.Stop{Kind: model.StopVisit, Visit: visit, Start: clock(slot), End: clock(slot + 6)}
	}
	whole := func() []stops {
		odd := func() stops { return stops{at("p2", 48), at("p1", 55), at("p4", 62)} }
		return []stops{odd(), {at("p2", 48), at("p3", 63)}, odd(), {at("p2", 48)}, {at("p2", 48), at("p1", 55), at("p3", 63)}}
	}
	for _, c := range []struct {
		from, to string // in the instance
		edit     func(week []stops)
		law      map[model.Code]model.Score
		left     int // new patients who are not accepted
		feasible bool
		why      string
	}{
		{"", "", nil, nil, 0, true, "all three"},
		{"90 90", "88 90", nil, nil, 0, true, "88 slots from first starts to last ends"},
		{"90 90", "87 90", nil, map[model.Code]model.Score{model.RuleMaxHours: {Breaches: 1, Excess: 10}}, 0, false, "one slot too many"},
		{"", "", func(w []stops) { w[1], w[4] = w[1][:1], w[4][:2] }, nil, 1, true, "p3 is left out"},
		{"", "", func(w []stops) { w[1] = w[1][:1] }, nil, 1, true, "half of p3's package is none"},
		{"", "", func(w []stops) { w[3] = nil }, nil, 1, true, "four of five"},
		{"", "", func(w []stops) { w[3] = append(w[3], at("p3", 63)); w[1] = w[1][:1] }, nil, 1, true, "days 4 and 5 are no choice of p3's"},
		{"", "", func(w []stops) { w[2][2] = at("p4", 63) }, map[model.Code]model.Score{model.RuleSameTime: {Breaches: 1}}, 0, true, "the family does not see a package at two times"},
		{"", "", func(w []stops) { w[0][1], w[0][2], w[2][2] = at("p1", 56), at("p4", 63), at("p4", 63) }, map[model.Code]model.Score{model.RuleSameTime: {Breaches: 1}}, 0, true, "it finds starts for p1 itself"},
		{"", "", func(w []stops) { w[1][1] = at("p3", 54); w[4] = stops{at("p2", 48), at("p3", 54), at("p1", 62)} }, map[model.Code]model.Score{model.RuleSameTime: {Breaches: 1}, model.RuleLeg: {Breaches: 2, Excess: 40}}, 0, false, "two slots of travel from p2 to p3"},
		{"", "", func(w []stops) { w[0][2], w[2][2] = at("p4", 67), at("p4", 67) }, map[model.Code]model.Score{model.RuleWindow: {Breaches: 2, Excess: 20}, model.RuleShift: {Breaches: 2, Excess: 20}, model.RuleMaxHours: {Breaches: 1, Excess: 80}}, 0, false, "ends at 73 of 72, on two days of 25 slots: 98 of 90"},
		{"", "", func(w []stops) { w[4] = stops{at("p2", 48), at("p3", 63)} }, map[model.Code]model.Score{model.RuleCover: {Breaches: 1, Excess: 60}}, 0, true, "p1 is not visited; starts for her exist"},
		{"", "", func(w []stops) { w[3][0].End = clock(52) }, map[model.Code]model.Score{model.RuleLength: {Breaches: 1, Excess: 20}}, 0, true, "cut short"},
	} {
		t.Run(c.why, func(t *testing.T) {
			in := readTiny(t, c.from, c.to)
			p, err := in.Problem()
			require.NoError(t, err)
			week := whole()
			if c.edit != nil {
				c.edit(week)
			}
			rota := &model.Rota{Format: 1, Start: monday, Weeks: 1}
			for d, stops := range week {
				rota.Runs = append(rota.Runs, model.Run{Carer: "n1", Shift: "n1", Date: monday.Add(d), Start: clock(48), End: clock(72), Stops: stops})
			}
			judged, err := check.Rota(p, rota)
			require.NoError(t, err)
			law := map[model.Code]model.Score{}
			for _, s := range judged.Shares {
				if s.Level == model.Law && !s.Score.Lawful() {
					law[s.Rule] = s.Score
				}
			}
			require.Empty(t, cmp.Diff(c.law, law, cmpopts.EquateEmpty()))
			require.Equal(t, int64(1000*c.left), judged.Score.Wishes)
			require.Zero(t, judged.Score.Cover)

			var solution strings.Builder
			require.NoError(t, in.Write(&solution, rota))
			v, err := in.Score(strings.NewReader(solution.String()))
			require.NoError(t, err)
			require.Equal(t, c.feasible, v.Feasible, v.Breaches)
			if judged.Score.Lawful() {
				require.True(t, v.Feasible, "what breaks no law is feasible")
				require.Equal(t, float64(in.newPatients())+float64(judged.Score.Wishes)/1000, v.Cost)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(slurp(f, tiny)), []byte(slurp(f, solution)))
	f.Add([]byte(slurp(f, tiny)), []byte("p3 n1 56 2,5\n"))
	f.Fuzz(func(t *testing.T, data, solution []byte) {
		in, err := parse("fuzz", data)
		if err != nil {
			return
		}
		_, err = in.Problem()
		require.NoError(t, err)
		if v, err := in.Score(strings.NewReader(string(solution))); err == nil {
			require.Equal(t, len(v.Breaches) == 0, v.Feasible)
		}
	})
}
