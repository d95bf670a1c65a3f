package uhhc

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func fixture(t testing.TB, name string) *instance {
	in, err := New().Read(filepath.Join("testdata", name+".json"))
	require.NoError(t, err)
	return in.(*instance)
}

// solution makes a file from lines such as "c1: p1/s1@92 p3/lunch@200".
func solution(t testing.TB, in *instance, lines string) string {
	out := solutionFile{Routes: []routeOut{}}
	for line := range strings.Lines(lines) {
		who, stops, _ := strings.Cut(strings.TrimSpace(line), ": ")
		r := routeOut{Carer: who}
		for _, s := range strings.Fields(stops) {
			x := stopOut{}
			_, err := fmt.Sscanf(strings.NewReplacer("/", " ", "@", " ").Replace(s), "%s %s %d", &x.Patient, &x.Service, &x.Start)
			require.NoError(t, err, s)
			length := in.meal
			if x.Service == "lunch" {
				x.Service = lunchBreak
			} else {
				for _, k := range in.patients[in.patientIndex[x.Patient]].services {
					if k.name == x.Service {
						length = k.minutes
					}
				}
			}
			x.End = x.Start + length
			r.Stops = append(r.Stops, x)
		}
		out.Routes = append(out.Routes, r)
	}
	data, err := json.Marshal(out)
	require.NoError(t, err)
	return string(data)
}

// whole is a solution of testdata/hand.json. Its places stand on a line: d0 at 0, p5 at 5, d1 at
// 10, p1 at 20, p2 at 30, p3 at 50, p4 at 60; only from p4 to d1 it is 55.
//
//	c1 (60-360): leaves at 72; p1 92-112; there at 122, waits 28; p2 150-180; there at 200, lunch
//	to 230, waits 15; p3 245-255; there at 265, waits 70; p4 335-355, 5 late; back at 410, 50 over.
//	c2 (100-300): leaves at 120; p2 150-160; there at 180, waits 75; p3 255-270, 5 late; back at
//	320, 20 over.
const whole = `c1: p1/s1@92 p2/s1@150 p3/lunch@200 p3/s1@245 p4/s2@335
c2: p2/s2@150 p3/s3@255`

func TestScoreByHand(t *testing.T) {
	in := fixture(t, "hand")
	v, err := in.Score(strings.NewReader(solution(t, in, whole)))
	require.NoError(t, err)
	require.Empty(t, v.Breaches)
	require.True(t, v.Feasible)
	for i, want := range []struct {
		amount, cost float64
		why          string
	}{
		{215, 215, "20+10+20+10+55 and 30+20+50"},
		{10, 70, "5 and 5"},
		{5, 20, "the larger"},
		{188, 376, "28+15+70 and 75; not the 12 and 20 before leaving"},
		{70, 560, "50 and 20"},
		{125, 375, "c1: 12 before leaving and 113 of waiting; c2: 20 and 75"},
		{1, 11, "p1 would like c2"},
		{1, 100, "p5 is left out, once, though it has two services"},
		{0, 0, "c1 had lunch, c2 needs none"},
		{70, 0, "115+80 and 100+25: 35 from 160 each; no price"},
		{538, 0, "72 to 410 and 120 to 320; no price"},
	} {
		require.Equal(t, want.amount, v.Parts[i].Amount, "%s: %s", v.Parts[i].Name, want.why)
		require.Equal(t, want.cost, v.Parts[i].Cost, "%s: %s", v.Parts[i].Name, want.why)
	}
	require.Equal(t, 1727.0, v.Cost)
}

func TestScoreBazirha(t *testing.T) {
	in := fixture(t, "hand-bazirha")
	// c1 leaves at 0: p1 waits 30-10=20, 30-45; p2 there at 57, 57-67; load 10+12+25+25=72.
	// c2: p2 there at 25, 25-45; load 25+25+20=70. c3 does nothing. Mean 142/3.
	v, err := in.Score(strings.NewReader(solution(t, in, "c1: p1/s1@30 p2/s1@57\nc2: p2/s2@25")))
	require.NoError(t, err)
	require.Empty(t, v.Breaches)
	require.Equal(t, 20.0, v.Parts[waiting].Amount, "leaving at the start of the shift, the first wait counts")
	require.Equal(t, 25.0+23+48, v.Parts[balance].Amount, "24⅔, 22⅔ and 47⅓, each rounded up, the idle carer included")
	require.Equal(t, 97.0, v.Parts[travel].Amount)
	require.Equal(t, 116.0, v.Cost, "travel has no price")

	v, err = in.Score(strings.NewReader(solution(t, in, "c1: p1/s1@30 p2/s1@71\nc2: p2/s2@25")))
	require.NoError(t, err)
	require.Equal(t, []string{"total_tardiness is 1 and has to be 0"}, v.Breaches, "71 + 10 is past 80")
}

func TestAmounts(t *testing.T) {
	for _, x := range []struct {
		solution string
		change   func(*instance)
		want     map[term]int
		why      string
	}{
		{"c1: p3/lunch@180 p3/s1@245", nil, map[term]int{waiting: 0, idle: 200, lunch: 0}, "after a lunch that opens the route there is idle time, no waiting: c1 has 70+35+65; c2 is not used"},
		{"c1: p3/lunch@180 p3/s1@245\nc2: p5/s3@105", nil, map[term]int{idle: 180}, "c2 leaves at 100 and is back at 120, 180 early; c1 has 170"},
		{"c1: p1/s1@92\nc2: p5/s3@105", nil, map[term]int{lunch: 1}, "a carer who works and gets no lunch"},
		{"c2: p5/s3@105", nil, map[term]int{lunch: 0, idle: 300}, "one who does not work misses none and is idle all day"},
		{"c1: p1/s1@121", nil, map[term]int{tardiness: 1}, "late by the start"},
		{"c1: p1/s1@199", nil, map[term]int{tardiness: 79}, "the second window has not opened: late against the first"},
		{"c1: p1/s1@200", nil, map[term]int{tardiness: 0}, "now it has"},
		{"c1: p1/s1@105", atEnd, map[term]int{tardiness: 5}, "late by the end"},
		{"c1: p1/s1@199", atEnd, map[term]int{tardiness: 99}, "the window that counts is open at the start, not at the end"},
		{"c1: p1/s1@92", func(in *instance) { in.early = true }, map[term]int{waiting: 12, working: 62}, "leaving at 60, there at 80, back at 122"},
		{"", nil, map[term]int{optional: 2, travel: 0, preferences: 0}, "nobody moves"},
	} {
		in := fixture(t, "hand")
		if x.change != nil {
			x.change(in)
		}
		v, err := in.Score(strings.NewReader(solution(t, in, x.solution)))
		require.NoError(t, err)
		for i, want := range x.want {
			require.Equal(t, float64(want), v.Parts[i].Amount, "%s of %q: %s", v.Parts[i].Name, x.solution, x.why)
		}
	}
}

func atEnd(in *instance) { in.atEnd = true }

func TestBreaches(t *testing.T) {
	in := fixture(t, "hand")
	for _, x := range []struct{ from, to, want, why string }{
		{"p1/s1@92", "p1/s1@79", "c1 is at p1 at 80, but s1 starts at 79", "nobody leaves before the shift"},
		{"p1/s1@92", "p1/s1@89", "c1: s1 of p1 starts at 89, before 90", "early is never allowed"},
		{"p3/s1@245", "p3/s1@229", "c1 is at p3 at 230, but s1 starts at 229", "lunch takes its time"},
		{"p1/s1@92 ", "", "nobody does s1 of p1", "only optional people may be left out"},
		{"p4/s2@335", "p4/s2@335 p1/s1@400", "s1 of p1 is done 2 times", "once is enough"},
		{"p3/s3@255", "p3/s3@255 p5/s3@320", "p5 gets one service of two", "both or neither"},
		{"c2: p2/s2@150", "c2: p2/s2@151", "the services of p2 start 1 minutes apart, not together", "simultaneous"},
		{"p3/s3@255", "p3/s3@254", "the second service of p3 starts 9 minutes after the first, not 10 to 40", "sequential, the first as listed"},
		{"p3/s3@255", "p3/s3@286", "the second service of p3 starts 41 minutes after the first, not 10 to 40", "nor too late"},
		{"p4/s2@335\nc2: p2/s2@150", "p4/s2@335 p2/s2@385\nc2:", "c1 does both services of p2", "two services take two carers"},
		{"p3/s3@255", "p3/s3@255 p4/s2@330", "c2 must not visit p4", "incompatible"},
		{"p3/s3@255", "p3/s3@255 p1/s1@330", "c2 cannot do s1 of p1", "abilities"},
		{"p3/lunch@200", "p3/lunch@100", "c1 has lunch at 100, not between 180 and 300", "too early; the rest of the day is broken too"},
		{"p3/lunch@200 p3/s1@245 p4/s2@335", "p3/s1@245 p4/lunch@271 p4/s2@335", "c1 has lunch at 271, not between 180 and 300", "it has to end in the span"},
		{"p3/lunch@200", "p4/lunch@200", "c1 has lunch at p4, not where the next visit is", "place"},
		{"p3/lunch@200 p3/s1@245 p4/s2@335", "p3/s1@245 p4/s2@335 p4/lunch@355", "c1 has lunch after the last visit", "no place for it"},
		{"p4/s2@335", "p4/lunch@300 p4/s2@335", "c1 has lunch twice", "one is enough"},
		{"p3/s3@255", "p3/lunch@200 p3/s3@255", "c2 has no lunch break", "not asked for"},
	} {
		require.Contains(t, whole, x.from)
		v, err := in.Score(strings.NewReader(solution(t, in, strings.Replace(whole, x.from, x.to, 1))))
		require.NoError(t, err, x.why)
		require.False(t, v.Feasible, x.why)
		require.Contains(t, v.Breaches, x.want, x.why)
	}
}

func TestLengths(t *testing.T) {
	in := fixture(t, "hand")
	file := solution(t, in, whole)
	for _, x := range []struct{ from, to, want, why string }{
		{`"arrival_time":200,"departure_time":230`, `"arrival_time":200,"departure_time":231`, "c1 has lunch for 31 minutes, not 30", "the rest would be waiting that nobody counts"},
		{`"arrival_time":335,"departure_time":355`, `"arrival_time":335,"departure_time":354`, "c1: s2 of p4 takes 20 minutes, not 19", "a service is as long as it is"},
	} {
		require.Contains(t, file, x.from)
		v, err := in.Score(strings.NewReader(strings.Replace(file, x.from, x.to, 1)))
		require.NoError(t, err)
		require.Contains(t, v.Breaches, x.want, x.why)
	}
}

func TestPublishedLunch(t *testing.T) {
	in := fixture(t, "hand")
	// Published files list the lunch last and name its times otherwise.
	lunch := `{"patient":"p3","service":"lunch_break","arrival_time":200,"departure_time":230},`
	file := solution(t, in, whole)
	require.Contains(t, file, lunch)
	file = strings.Replace(file, lunch, "", 1)
	file = strings.Replace(file, `]},{"caregiver_id":"c2"`, `,{"end_time":230,"patient":"p3","service":"lunch_break","start_time":200}]},{"caregiver_id":"c2"`, 1)
	v, err := in.Score(strings.NewReader(file))
	require.NoError(t, err)
	require.Empty(t, v.Breaches)
	require.Equal(t, 1727.0, v.Cost)
}

func TestNoSolution(t *testing.T) {
	in := fixture(t, "hand")
	for _, x := range []struct{ file, want, why string }{
		{"", "not JSON: EOF", "empty"},
		{"{} {}", "not JSON: something follows the document", "two documents"},
		{"[]", "$.routes: missing", "another shape"},
		{
			`{"routes":[{"caregiver_id":"c9","locations":[{"patient":"p9","service":"s1","arrival_time":-1}]},{"caregiver_id":7}]}`,
			"not a solution of hand:\n" +
				"$.routes[0].caregiver_id: c9 is no carer\n" +
				"$.routes[0].locations[0].patient: p9 is no patient\n" +
				"$.routes[0].locations[0].arrival_time: -1 is not a whole number from 0 to 1000000\n" +
				"$.routes[0].locations[0].departure_time: missing\n" +
				"$.routes[1].caregiver_id: 7 is no carer\n" +
				"$.routes[1].locations: missing", "everything at once",
		},
		{`{"routes":[{"caregiver_id":"c1","locations":[]},{"caregiver_id":"c1","locations":[]}]}`, "a second route of c1", "which one?"},
		{`{"routes":[{"caregiver_id":"c1","locations":[{"patient":"p1","service":"s3","arrival_time":90,"departure_time":110}]}]}`, `s3 is not a service that p1 needs`, "wrong service"},
	} {
		_, err := in.Score(strings.NewReader(x.file))
		require.ErrorContains(t, err, x.want, x.why)
	}
}
