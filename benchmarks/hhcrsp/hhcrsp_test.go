package hhcrsp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

func text(t testing.TB, file string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	require.NoError(t, err)
	return string(data)
}

func fixture(t testing.TB, name string) *instance {
	t.Helper()
	in, err := parse(name, []byte(text(t, name+".json")))
	require.NoError(t, err)
	return in
}

func amounts(v *suite.Verdict) []float64 {
	var out []float64
	for _, p := range v.Parts {
		out = append(out, p.Amount)
	}
	return out
}

// TestScoreByHand: whole. c1 goes 5 + 4 + 5 + 11 = 25, c2 8 + 5 + 11 = 24. Both services of p2
// start at 19 and are 1 late, that of p3 which follows 10 after 40 is 5 late: total 7, largest
// 5; (49 + 7 + 5) / 3. Decimals: each carer goes 4.125 + 2.001 + 7.499 = 13.625. The second
// service of p1 is 3.125 late, both of p2 1.126: total 5.377.
func TestScoreByHand(t *testing.T) {
	for _, tt := range []struct {
		name   string
		parts  []float64
		cost   float64
		reason string
	}{
		{"whole", []float64{49, 7, 5}, 61.0 / 3, "integers; noisy windows floored; asymmetric legs"},
		{"decimals", []float64{27.25, 5.377, 3.125}, 35.752 / 3, "three decimals, no noise of floats in the sums"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v, err := fixture(t, tt.name).Score(strings.NewReader(text(t, tt.name+".solution.json")))
			require.NoError(t, err)
			require.True(t, v.Feasible, "%v", v.Breaches)
			require.Equal(t, tt.parts, amounts(v), tt.reason)
			require.InDelta(t, tt.cost, v.Cost, 1e-12)
			require.InDelta(t, v.Cost, v.Parts[0].Cost+v.Parts[1].Cost+v.Parts[2].Cost, 1e-12)
		})
	}
}

func TestBreaches(t *testing.T) {
	in, good := fixture(t, "whole"), text(t, "whole.solution.json")
	for _, tt := range []struct{ old, new, want, reason string }{
		{`"arrival_time": 5,`, `"arrival_time": 4.999,`, "c1 starts s1 of p1 at 4.999, before the arrival at 5", "the way from the office takes 5"},
		{`"p1", "service": "s1", "arrival_time": 5`, `"p1", "service": "s1", "arrival_time": 5.5`, "c1 starts s1 of p2 at 19, before the arrival at 19.5", "a later start makes all later"},
		{`"arrival_time": 50,`, `"arrival_time": 49.999999,`, "s1 of p3 starts 9.999999 after s2, not 10 to 20", "no tolerance below a millionth"},
		{`"arrival_time": 50,`, `"arrival_time": 60.000001,`, "s1 of p3 starts 20.000001 after s2, not 10 to 20", "at most 20 after"},
		{`"arrival_time": 19, "departure_time": 34`, `"arrival_time": 20, "departure_time": 34`, "s2 of p2 starts 1 after s1, not 0 to 0", "together"},
		{`"c2"`, `"c1"`, "c1 has two routes", "one carer is in one place"},
		{`"c2"`, `"c1"`, "c1 cannot do s2 of p2", "the ability is missing"},
		{`"c2"`, `"c1"`, "c1 does both services of p2", "two services, two carers"},
		{`{"patient": "p1", "service": "s1", "arrival_time": 5, "departure_time": 15},`, ``, "s1 of p1 is not done", "each service once"},
		{`"p2", "service": "s1"`, `"p1", "service": "s1"`, "s1 of p1 is done twice", "each service once"},
		{`"arrival_time": 40,`, `"arrival_time": 39,`, "s2 of p3 starts at 39, before 40", "an opening is hard"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			require.Contains(t, good, tt.old)
			v, err := in.Score(strings.NewReader(strings.Replace(good, tt.old, tt.new, 1)))
			require.NoError(t, err)
			require.False(t, v.Feasible)
			require.Contains(t, v.Breaches, tt.want, tt.reason)
		})
	}
}

func TestNoSolutionAtAll(t *testing.T) {
	in, good := fixture(t, "whole"), text(t, "whole.solution.json")
	for _, tt := range []struct{ old, new, want, reason string }{
		{`"routes"`, `"roots"`, "routes: is missing; it should be a list", "nothing to score"},
		{`"c2"`, `"c9"`, `routes[1].caregiver_id: "c9" is not known`, "a stranger"},
		{`"p1", "service": "s1"`, `"p1", "service": "s2"`, "routes[0].locations[0].service: s2 is not needed there", "its length is nowhere"},
		{`"arrival_time": 5,`, `"arrival_time": "5",`, "routes[0].locations[0].arrival_time: should be a number", "text"},
		{`"arrival_time": 5,`, `"arrival_time": 1e300,`, "routes[0].locations[0].arrival_time: 1e300 is not between 0 and 1e+06", "would overflow"},
		{`{`, `[`, "not JSON", "no document"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			_, err := in.Score(strings.NewReader(strings.Replace(good, tt.old, tt.new, 1)))
			require.ErrorContains(t, err, tt.want, tt.reason)
		})
	}
	v, err := in.Score(strings.NewReader(`{"routes": []}`))
	require.NoError(t, err)
	require.Len(t, v.Breaches, 5, "an empty one is a solution, and does nothing")
}

func TestReadErrors(t *testing.T) {
	good := text(t, "whole.json")
	for _, tt := range []struct{ old, new, want, reason string }{
		{`[{"id": "d", "location": [0, 0]}]`, `[]`, "central_offices: should be one office", "routes need an end"},
		{`"id": "d"`, `"id": "p1"`, `patients[0].id: "p1" is the office`, "the matrix goes by names"},
		{`"id": "c2"`, `"id": "c1"`, `caregivers[1].id: "c1" is there twice`, "twins"},
		{`"id": "c2"`, `"id": "any"`, `caregivers[1].id: "any" should be`, "any is everybody"},
		{`"id": "p2"`, `"id": "p/2"`, `patients[1].id: "p/2" should be`, "the slash is ours"},
		{`"abilities": ["s2"]`, `"abilities": ["s7"]`, `caregivers[1].abilities[0]: "s7" is not known`, "misspelt"},
		{`[40, 45]`, `[40, 39]`, "patients[2].time_window[1]: closes at 39, before it opens at 40", "upside down"},
		{`[40, 45]`, `[40]`, "patients[2].time_window: should hold two numbers", "half a window"},
		{`[40, 45]`, `[-1, 45]`, "patients[2].time_window[0]: -1 is not between 0 and 2879", "before the day"},
		{`"duration": 15`, `"duration": 15.5`, "patients[1].required_caregivers[1].duration: 15.5 should be a whole number", "lengths are whole minutes"},
		{`"duration": 15`, `"duration": 0`, "patients[1].required_caregivers[1].duration: should be above 0", "no visit"},
		{`"duration": 15`, `"length": 15`, "patients[1].required_caregivers[1].duration: is missing; it should be a number", "another key"},
		{`{"service": "s1", "duration": 10}, {"service": "s2"`, `{"service": "s2", "duration": 10}, {"service": "s2"`, "twice: a solution could not tell the two apart", "same service twice"},
		{`[{"service": "s1", "duration": 10}]`, `[]`, "patients[0].required_caregivers: should be one service or two", "nothing to do"},
		{`"synchronization": {"type": "simultaneous"}`, `"sync": 1`, "patients[1].synchronization.type: is missing", "two need it"},
		{`"simultaneous"`, `"independent"`, `patients[1].synchronization.type: "independent" should be simultaneous or sequential`, "not in these sets"},
		{`[10, 20]`, `[20, 10]`, "patients[2].synchronization.distance[1]: the largest distance 10 is less than the least 20", "upside down"},
		{`[0, 5, 8, 10],`, `[0, 5, 8],`, "distances[0]: has 3 distances in a matrix of 4 rows", "ragged"},
		{`[0, 5, 8, 10],`, ``, "distances: has 3 rows for the office and 3 patients", "a row short"},
		{`[0, 5, 8, 10],`, `[1, 5, 8, 10],`, "distances[0][0]: 1 from a place to itself", "the diagonal"},
		{`[0, 5, 8, 10],`, `[0, 5.0005, 8, 10],`, "distances[0][1]: 5.0005 has more than three decimals", "no tick fits"},
		{`[0, 5, 8, 10],`, `[0, "5", 8, 10],`, "distances[0][1]: should be a number", "text"},
		{`[0, 5, 8, 10],`, `[0, 1e999, 8, 10],`, "distances[0][1]: 1e999 is not between", "beyond floats"},
		{`"patients"`, `"people"`, "there is nobody to visit", "another key"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			require.Contains(t, good, tt.old)
			_, err := parse("x", []byte(strings.Replace(good, tt.old, tt.new, 1)))
			require.ErrorContains(t, err, tt.want, tt.reason)
		})
	}
	_, err := parse("x", []byte(`{"patients": [3], "services": {}}`))
	for _, want := range []string{"services: should be a list", "central_offices: is missing", "patients[0]: should be an object", "caregivers: is missing", "distances: is missing"} {
		require.ErrorContains(t, err, want, "all mistakes at once")
	}
	for _, bad := range []string{"", "[]", "null", "{} {}", `{"patients"`} {
		_, err := parse("x", []byte(bad))
		require.Error(t, err)
	}
}

func TestProblem(t *testing.T) {
	p, err := fixture(t, "whole").Problem()
	require.NoError(t, err)
	require.Equal(t, 1, p.Rules.Resolution, "whole distances are whole ticks")
	require.Len(t, p.Visits, 5)
	require.Equal(t, []model.Window{{Open: 10, Close: 18}}, p.Visits[1].Windows, "the noise is floored")
	require.Equal(t, model.Follow{Visit: "p2/s1"}, p.Visits[2].Tied, "together: 0 to 0")
	require.Equal(t, model.Follow{Visit: "p3/s2", Min: 10, Max: 20}, p.Visits[4].Tied, "the first listed goes first")
	require.Equal(t, model.MatrixRow{Mode: "car", From: "p2", Ticks: []int32{9, 3, 0, 5}}, p.Matrix[2])
	require.Len(t, p.Shifts, 3, "one per carer")

	p, err = fixture(t, "decimals").Problem()
	require.NoError(t, err)
	require.Equal(t, 1000, p.Rules.Resolution)
	require.Equal(t, []int32{7499, 2002, 0}, p.Matrix[2].Ticks, "exact")
	require.Equal(t, model.Window{Open: 0, Close: 12}, p.Visits[2].Windows[0])
}

// TestMatrixByName: "p10" stands before "p2" in the order of names.
func TestMatrixByName(t *testing.T) {
	in := fixture(t, "decimals")
	in.office, in.patients[0].id, in.patients[1].id = "o", "p2", "p10"
	rows := in.matrix()
	require.Equal(t, []string{"o", "p10", "p2"}, []string{rows[0].From, rows[1].From, rows[2].From})
	require.Equal(t, []int32{0, 7500, 4125}, rows[0].Ticks)
	require.Equal(t, []int32{7499, 0, 2002}, rows[1].Ticks)
}

func TestValid(t *testing.T) {
	for _, name := range []string{"whole", "decimals"} {
		p, err := fixture(t, name).Problem()
		require.NoError(t, err)
		for _, d := range model.Validate(p) {
			require.NotEqual(t, byte('E'), d.Code[0], "%s", d)
		}
	}
}

// rota is a solution file as a rota of ours.
func rota(t testing.TB, in *instance, solution string) *model.Rota {
	routes, err := in.readSolution([]byte(solution))
	require.NoError(t, err)
	clock := func(x int64) (model.Clock, int32) {
		return model.Clock(x / million), int32(x % million / (million / int64(in.resolution)))
	}
	r := &model.Rota{Format: 1, Name: in.name, Start: monday, Weeks: 1}
	for _, c := range in.carers {
		r.Runs = append(r.Runs, model.Run{Carer: model.CarerID(c.id), Date: monday, Shift: model.ShiftID(c.id), Status: model.Given, End: latest})
	}
	for _, list := range routes {
		for _, d := range list {
			run := &r.Runs[d.carer]
			x := &in.patients[d.patient]
			s := model.Stop{Kind: model.StopVisit, Visit: visitID(x.id, x.services[d.service].id)}
			s.Start, s.StartTicks = clock(d.start)
			s.End, s.EndTicks = clock(d.start + int64(x.services[d.service].length)*million)
			run.Stops = append(run.Stops, s)
		}
	}
	return r
}

func TestWrite(t *testing.T) {
	for _, name := range []string{"whole", "decimals"} {
		in, want := fixture(t, name), text(t, name+".solution.json")
		var out bytes.Buffer
		require.NoError(t, in.Write(&out, rota(t, in, want)))
		require.JSONEq(t, want, out.String(), "the same solution again, to the digit; c3 of whole stays in the office")
	}
	in := fixture(t, "whole")
	var out bytes.Buffer
	require.Error(t, in.Write(&out, nil))
	err := in.Write(&out, &model.Rota{Runs: []model.Run{
		{Carer: "c9"},
		{Carer: "c1", Stops: []model.Stop{{Kind: "visit", Visit: "p1/s2"}, {Kind: "break"}, {Kind: "visit", Visit: "p9/s1"}}},
	}})
	for _, want := range []string{`"c9" is not of instance whole`, `"p1/s2" is no visit`, `break ""`, `"p9/s1"`} {
		require.ErrorContains(t, err, want)
	}
	require.Empty(t, out.String(), "nothing is written half")
}

// TestJudge: the judge of our model and the scorer of the set agree.
func TestJudge(t *testing.T) {
	for name, want := range map[string]int64{"whole": 61_000, "decimals": 35_752} {
		in := fixture(t, name)
		p, err := in.Problem()
		require.NoError(t, err)
		v, err := check.Rota(p, rota(t, in, text(t, name+".solution.json")))
		require.NoError(t, err)
		require.Equal(t, model.Score{Wishes: want}, v.Score, "lawful, all covered, three times the cost in thousandths")
	}
}

func TestUnits(t *testing.T) {
	in := fixture(t, "decimals")
	for _, tt := range []struct {
		day    int
		clock  model.Clock
		past   int32
		want   string
		reason string
	}{
		{0, model.At(0, 27), 203, "27.203", "as published"},
		{0, model.At(4, 12), 0, "252", "whole"},
		{0, model.At(26, 33), 20, "1593.02", "past midnight"},
		{1, model.At(2, 33), 20, "1593.02", "the same, seen from Tuesday"},
	} {
		require.Equal(t, json.Number(tt.want), in.units(monday.Add(tt.day), tt.clock, tt.past), tt.reason)
	}
	require.Equal(t, "-0.5", decimal(-million/2))
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	put := func(p, content string) {
		p = filepath.Join(dir, p)
		require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o755))
		require.NoError(t, os.WriteFile(p, []byte(content), 0o644))
	}
	put("mankowska/InstanzCPLEX_HCSRP_10_2.json", "")
	put("kummer/mine_1.2_R.json", text(t, "whole.json"))
	put("scored/InstanzCPLEX_HCSRP_10_2.solution.json", "")
	put("scored/other.json", "")
	put("out.solution.json", "")
	put("best_known.csv", "")
	files, err := New().Find(dir)
	require.NoError(t, err)
	require.Equal(t, []suite.File{
		{Name: "mine_1.2_R", Path: filepath.Join(dir, "kummer", "mine_1.2_R.json")},
		{Name: "InstanzCPLEX_HCSRP_10_2", Path: filepath.Join(dir, "mankowska", "InstanzCPLEX_HCSRP_10_2.json"), Best: suite.Best{Known: true, Value: 739.88 / 3}},
	}, files, "in order of path; neither solutions nor other files")

	in, err := New().Read(files[0].Path)
	require.NoError(t, err)
	require.Equal(t, "mine_1.2_R", in.Name(), "dots of the name stay")
	_, err = suite.Select(New(), dir, "InstanzCPLEX*")
	require.ErrorContains(t, err, "InstanzCPLEX_HCSRP_10_2.json:\n", "it is empty")

	put("more/mine_1.2_R.json", "")
	_, err = New().Find(dir)
	require.ErrorContains(t, err, "two instances are called mine_1.2_R", "solutions are named by instance")
	_, err = New().Find(filepath.Join(dir, "nowhere"))
	require.Error(t, err)
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"whole.json", "decimals.json", "whole.solution.json"} {
		f.Add([]byte(text(f, name)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := parse("x", data)
		if err != nil {
			return
		}
		p, err := in.Problem()
		require.NoError(t, err)
		for _, d := range model.Validate(p) {
			require.NotEqual(t, byte('E'), d.Code[0], "%s", d)
		}
		v, err := in.Score(strings.NewReader(`{"routes": []}`))
		require.NoError(t, err)
		require.Len(t, v.Breaches, len(p.Visits))
	})
}

func FuzzScore(f *testing.F) {
	in := fixture(f, "whole")
	f.Add([]byte(text(f, "whole.solution.json")))
	f.Add([]byte(fmt.Sprintf(`{"routes": [{"caregiver_id": "c1", "locations": []}], "more": %d}`, 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := in.Score(bytes.NewReader(data))
		if err == nil {
			require.Equal(t, len(v.Breaches) == 0, v.Feasible)
			require.GreaterOrEqual(t, v.Cost, 0.0)
		}
	})
}
