package inrc2

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// folder is the small instance with a text in one of its files changed.
func folder(t *testing.T, file, from, to string) string {
	dir := t.TempDir()
	for _, name := range []string{"Sc-n003w2.json", "H0-n003w2-0.json", "WD-n003w2-0.json", "WD-n003w2-1.json"} {
		text := slurp(t, filepath.Join("testdata", name))
		if name == file {
			require.Contains(t, text, from)
			text = strings.Replace(text, from, to, 1)
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	return filepath.Join(dir, "n003w2_0_0-1")
}

func TestReadMistakes(t *testing.T) {
	const sc, h0, wd = "Sc-n003w2.json", "H0-n003w2-0.json", "WD-n003w2-1.json"
	for _, c := range []struct{ file, from, to, want, why string }{
		{sc, `"skills": [ "Head", "Care" ],`, `"skills": [ "Head", "Care" ]`, "Sc-n003w2.json:5: not JSON", "a comma lost"},
		{sc, `  ]` + "\n}\n", "", "Sc-n003w2.json:28: not JSON: unexpected end", "cut"},
		{sc, `"id": "n003w2",`, `"id": "n003w2", "numberOfWeeks": 3,`, "Sc-n003w2.json: $.numberOfWeeks: the key stands there twice", "which counts?"},
		{sc, `"numberOfWeeks": 2`, `"numberOfWeeks": 0`, "$.numberOfWeeks: 0 is not a whole number from 1 to 52", "no weeks"},
		{sc, `"numberOfWeeks": 2`, `"numberOfWeeks": "2"`, "$.numberOfWeeks: 2 is not a whole number", "a text"},
		{sc, `"numberOfWeeks": 2`, `"numberOfWeeks": 4`, "Sc-n003w2.json has 4 weeks, and the name has data for 2", "the name says how many"},
		{sc, `"numberOfWeeks": 2`, `"weeks": 2`, "$.numberOfWeeks: missing", "misspelt"},
		{sc, `"Head", "Care" ],`, `"Head", "Head" ],`, `$.skills[1]: "Head" stands there twice`, "a skill doubled"},
		{sc, `"Head", "Care" ],`, `"He ad", "Care" ],`, `$.skills[0]: "He ad" is no name`, "solutions have blanks between names"},
		{sc, `"id": "Late", "min`, `"id": "None", "min`, `$.shiftTypes[1].id: "None" is no name for a shift`, "it is the sign for a free day"},
		{sc, `"id": "Late", "min`, `"id": "Early", "min`, `$.shiftTypes[1].id: "Early" stands there twice`, "a shift doubled"},
		{sc, `"maximumNumberOfConsecutiveAssignments": 3`, `"maximumNumberOfConsecutiveAssignments": 1`, `$.shiftTypes[0]: minimumNumberOfConsecutiveAssignments 2 is more than the maximum, 1`, "turned round"},
		{sc, `[ "Early" ] }`, `[ "Early", "Early" ] }`, `$.forbiddenShiftTypeSuccessions[1].succeedingShiftTypes[1]: "Early" stands there twice`, "doubled"},
		{sc, `"precedingShiftType": "Late"`, `"precedingShiftType": "Early"`, `$.forbiddenShiftTypeSuccessions[1].precedingShiftType: "Early" stands there twice`, "doubled"},
		{sc, `"precedingShiftType": "Late"`, `"precedingShiftType": "Night"`, `$.forbiddenShiftTypeSuccessions[1].precedingShiftType: "Night" is no shift type`, "unknown"},
		{sc, `"completeWeekends": 1`, `"completeWeekends": 2`, `$.contracts[0].completeWeekends: 2 is not a whole number from 0 to 1`, "yes or no"},
		{sc, `"id": "bea", "contract": "Part"`, `"id": "ann", "contract": "Half"`, "$.nurses[1].id: \"ann\" stands there twice\nSc-n003w2.json: $.nurses[1].contract: \"Half\" is no contract", "two mistakes at once"},
		{sc, `[ "Head", "Care" ] }`, `[ ] }`, `$.nurses[0].skills: 0 entries, not 1 to 100`, "no skill"},
		{sc, `[ "Head", "Care" ] }`, `[ "Head", "Cure" ] }`, `$.nurses[0].skills[1]: "Cure" is no skill`, "unknown"},
		{sc, `[ "Head", "Care" ] }`, `[ "Head", "Head" ] }`, `$.nurses[0].skills[1]: "Head" stands there twice`, "doubled"},
		{h0, `"scenario": "n003w2"`, `"scenario": "n005w4"`, `H0-n003w2-0.json: $.scenario: n005w4 is not scenario n003w2`, "a file of another"},
		{h0, `"week": 0`, `"week": 1`, `H0-n003w2-0.json: $.week: 1 is not 0`, "nothing comes before"},
		{h0, `"nurse": "bea"`, `"nurse": "ann"`, "$.nurseHistory[1].nurse: \"ann\" stands there twice\nH0-n003w2-0.json: $.nurseHistory: there is none of nurse bea", "doubled"},
		{h0, `"nurse": "bea"`, `"nurse": "dot"`, `$.nurseHistory[1].nurse: "dot" is no nurse`, "unknown"},
		{h0, `"lastAssignedShiftType": "None"`, `"lastAssignedShiftType": "Early"`, `$.nurseHistory[1]: the last day has a shift, but free days in a row are counted`, "it cannot be both"},
		{h0, `"lastAssignedShiftType": "Late"`, `"lastAssignedShiftType": "None"`, `$.nurseHistory[0]: the last shift is none, but shifts or working days in a row are counted`, "nor this"},
		{h0, `"lastAssignedShiftType": "Late"`, `"lastAssignedShiftType": "Night"`, `$.nurseHistory[0].lastAssignedShiftType: "Night" is no shift type`, "unknown"},
		{h0, `"numberOfConsecutiveAssignments": 1, "numberOfConsecutiveWorkingDays": 5`, `"numberOfConsecutiveAssignments": 6, "numberOfConsecutiveWorkingDays": 5`, `$.nurseHistory[0]: 6 days in a row with the last shift, of 5 with any`, "no more than all"},
		{wd, `"shiftType": "Late", "skill": "Head"`, `"shiftType": "Late", "skill": "Care"`, "WD-n003w2-1.json: $.requirements[3]: Late with Care stands there twice\nWD-n003w2-1.json: $.requirements: there is none of Late with Head", "doubled"},
		{wd, `"minimum": 0, "optimal": 0`, `"minimum": 2, "optimal": 1`, `$.requirements[0].requirementOnMonday: the minimum, 2, is more than the optimal, 1`, "turned round"},
		{wd, `"requirementOnMonday"`, `"requirementOnMoonday"`, `$.requirements[0].requirementOnMonday: missing`, "misspelt"},
		{wd, `"minimum": 0, "optimal": 0`, `"minimum": 0.5, "optimal": 1e9`, "requirementOnMonday.minimum: 0.5 is not a whole number from 0 to 1000\nWD-n003w2-1.json: $.requirements[0].requirementOnMonday.optimal: 1e9 is not", "half a nurse, and a hostile number"},
		{wd, `"Late", "day": "Sunday"`, `"Any", "day": "Sunday"`, `$.shiftOffRequests[1]: it stands there twice`, "doubled"},
		{wd, `"Late", "day": "Sunday"`, `"None", "day": "Sun"`, "$.shiftOffRequests[1].day: \"Sun\" is no day\nWD-n003w2-1.json: $.shiftOffRequests[1].shiftType: \"None\" is no shift type", "signs of other files"},
		{wd, `{`, `x`, `WD-n003w2-1.json:1: not JSON`, "broken at once"},
	} {
		_, err := open(folder(t, c.file, c.from, c.to))
		require.ErrorContains(t, err, c.want, c.why)
	}
	_, err := open("testdata/n003w2_1_0-1")
	require.ErrorIs(t, err, os.ErrNotExist, "no such history")
	_, err = open("testdata/n003w2")
	require.ErrorContains(t, err, "is not of the form n030w4_1_6-2-9-1")
	for _, x := range []struct{ text, want, why string }{
		{"", "x:1: not JSON", "empty"},
		{"null", "x:1: null is no document", "nothing"},
		{"[]", "x: $: not an object", "another shape"},
		{`{"skills":` + strings.Repeat("[", 50) + strings.Repeat("]", 50) + "}", "nested too deep", "hostile"},
		{`{"skills": [null], "nurses": {}}`, "x: $.skills[0]: null", "null in a list"},
	} {
		_, err := ReadScenario("x", []byte(x.text))
		require.ErrorContains(t, err, x.want, x.why)
	}
}

// TestReadCut cuts a file of each format after every byte: what is left is never whole.
func TestReadCut(t *testing.T) {
	in := readSmall(t)
	text := strings.TrimSpace(slurp(t, "testdata/Sc-n003w2.json"))
	for n := range len(text) {
		_, err := ReadScenario("x", []byte(text[:n]))
		require.Error(t, err, "%d bytes", n)
	}
	text = strings.TrimSpace(slurp(t, small+".sol"))
	for n := range len(text) {
		weeks, err := ReadSolution(in.scenario, strings.NewReader(text[:n]))
		require.True(t, err != nil || len(weeks) < 2, "%d bytes", n)
	}
}

func TestSolutionMistakes(t *testing.T) {
	in := readSmall(t)
	for _, c := range []struct{ from, to, want, why string }{
		{"SOLUTION\n0", "0", "line 1: \"0\" stands before the first SOLUTION", "the heading lost"},
		{"0 n003w2", "0 n005w4", `line 2: it is not of the form "0 n003w2" with a week below 2`, "of another scenario"},
		{"0 n003w2", "2 n003w2", `line 2: it is not of the form "0 n003w2" with a week below 2`, "after the horizon"},
		{"ASSIGNMENTS = 10", "ASSIGNMENTS 10", `line 3: it is not of the form "ASSIGNMENTS = 128"`, "a sign lost"},
		{"ann Mon Late Head\n", "", "line 13: 10 assignments are announced, not 9", "a line lost"},
		{"ann Mon Late Head\n", "ann Mon Late Head\nann Tue Late Head\n", "line 15: 10 assignments are announced, not 11", "one too many"},
		{"ann Mon Late Head", "dot Monday Night Cook", "line 4: there is no nurse \"dot\"\nline 4: there is no day \"Monday\"\nline 4: there is no shift type \"Night\"\nline 4: there is no skill \"Cook\"", "everything at once"},
		{"ann Mon Late Head", "ann Mon Late", `line 4: it is not of the form "HN_0 Mon Night HeadNurse"`, "cut"},
		{"SOLUTION\n1 n003w2", "SOLUTION\nSOLUTION\n1 n003w2", "line 15: the week ends before its assignments", "a heading twice"},
	} {
		text := slurp(t, small+".sol")
		require.Contains(t, text, c.from)
		_, err := in.Score(strings.NewReader(strings.Replace(text, c.from, c.to, 1)))
		require.ErrorContains(t, err, c.want, c.why)
	}
	_, err := in.Score(strings.NewReader("\n"))
	require.EqualError(t, err, "line 1: there is no SOLUTION")
	first, _, _ := strings.Cut(slurp(t, small+".sol"), "SOLUTION\n1")
	_, err = in.Score(strings.NewReader(first))
	require.EqualError(t, err, "2 weeks and solutions of 1", "half a solution")
}

func FuzzRead(f *testing.F) {
	in := readSmall(f)
	for _, name := range []string{"Sc-n003w2.json", "H0-n003w2-0.json", "WD-n003w2-0.json"} {
		f.Add([]byte(slurp(f, filepath.Join("testdata", name))))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if h, err := in.scenario.ReadHistory("h", data); err == nil {
			var out bytes.Buffer
			require.NoError(t, in.scenario.WriteHistory(&out, h))
			again, err := in.scenario.ReadHistory("h", out.Bytes())
			require.NoError(t, err)
			require.Equal(t, h, again)
		}
		if w, err := in.scenario.ReadWeek("w", data); err == nil {
			_, err := Score(in.scenario, in.start, []*Week{w}, []*Solution{{}})
			require.NoError(t, err)
		}
		s, err := ReadScenario("s", data)
		if err != nil {
			return
		}
		h := &History{Nurses: make([]Past, len(s.Nurses))}
		for i := range h.Nurses {
			h.Nurses[i].Last = Free
		}
		_, err = Score(s, h, []*Week{{}}, []*Solution{{}})
		require.NoError(t, err)
	})
}

func FuzzScore(f *testing.F) {
	in := readSmall(f)
	f.Add([]byte(slurp(f, small+".sol")))
	f.Fuzz(func(t *testing.T, data []byte) {
		weeks, err := ReadSolution(in.scenario, bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		require.NoError(t, WriteSolution(&out, in.scenario, weeks...))
		again, err := ReadSolution(in.scenario, &out)
		require.NoError(t, err)
		require.Len(t, again, len(weeks))
		_, _ = Score(in.scenario, in.start, in.weeks, weeks)
	})
}
