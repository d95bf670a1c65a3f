package uhhc

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// rotaOf is a solution as a rota of ours: a run for every carer, used or not.
func rotaOf(t *testing.T, in *instance, solution string) *model.Rota {
	routes, err := in.readSolution(strings.NewReader(solution))
	require.NoError(t, err)
	r := &model.Rota{Format: 1, Start: day, Weeks: 1}
	for c, stops := range routes {
		who := &in.carers[c]
		run := model.Run{Carer: model.CarerID(who.id), Shift: model.ShiftID(who.id), Date: day, Start: model.Clock(who.shift.start), End: model.Clock(who.shift.end)}
		for _, s := range stops {
			x := model.Stop{Kind: model.StopBreak, Start: model.Clock(s.start), End: model.Clock(s.end)}
			if !s.lunch() {
				x.Kind, x.Visit = model.StopVisit, in.visitID(s.patient, s.service)
			}
			run.Stops = append(run.Stops, x)
		}
		r.Runs = append(r.Runs, run)
	}
	return r
}

// agree checks that our judge finds the published cost, term by term, and no law broken.
func agree(t *testing.T, in *instance, solution string, why string) {
	p, err := in.Problem()
	require.NoError(t, err)
	judged, err := check.Rota(p, rotaOf(t, in, solution))
	require.NoError(t, err)
	v, err := in.Score(strings.NewReader(solution))
	require.NoError(t, err)
	require.True(t, v.Feasible, v.Breaches)
	wishes := map[model.Code]float64{}
	for _, s := range judged.Shares {
		require.True(t, s.Score.Lawful(), "%s: %s", why, s.Rule)
		wishes[s.Rule] = float64(s.Score.Wishes) / 1000
	}
	for i, part := range v.Parts {
		if rule := known[i].rule; rule != "" && part.Cost != 0 {
			require.Equal(t, part.Cost, wishes[rule], "%s: %s", why, part.Name)
		}
	}
	require.Equal(t, v.Cost, float64(judged.Score.Wishes)/1000, why)
}

func TestJudge(t *testing.T) {
	for _, x := range []struct {
		name, solution string
		change         func(*instance)
		why            string
	}{
		{"hand", whole, nil, "the hand-worked sum"},
		{"hand", strings.Replace(whole, "p3/lunch@200 ", "", 1), func(in *instance) { in.prices[lunch] = price{} }, "no lunch, none asked for"},
		{"hand", strings.Replace(whole, "p3/lunch@200 ", "", 1) + "\n", func(in *instance) { in.carers[0].lunch = false }, "or none for c1"},
		{"hand", strings.Replace(whole, "p3/lunch@200 ", "", 1), nil, "a missed lunch has its price, and no law is broken"},
		{"hand", whole, atEnd, "late by the end"},
		{"hand-bazirha", "c1: p1/s1@30 p2/s1@57\nc2: p2/s2@25", nil, "leaving at the start, with an idle carer"},
	} {
		in := fixture(t, x.name)
		if x.change != nil {
			x.change(in)
		}
		agree(t, in, solution(t, in, x.solution), x.why)
	}
}

// Where visits are left out, law or cover says so beside the cost: these rules alone are compared.
func TestJudgeOfParts(t *testing.T) {
	for _, x := range []struct {
		solution string
		part     term
		change   func(*instance)
		why      string
	}{
		{"c1: p3/lunch@180 p3/s1@245", waiting, nil, "a lunch that opens the route: no waiting"},
		{"c1: p3/lunch@180 p3/s1@245", idle, nil, "but idle time; c2 is not used, and idle all day"},
		{"c1: p3/lunch@180 p3/s1@245\nc2: p5/s3@105", idle, nil, "c2 is back early"},
		{"c1: p3/lunch@180 p3/s1@245", waiting, func(in *instance) { in.early = true }, "in Bazirha it counts"},
		{"c2: p5/s3@105", idle, nil, "a carer without visits is idle all day"},
		{"c1: p1/s1@92", lunch, nil, "a carer who works and gets none"},
		{"c1: p3/lunch@180 p3/s1@245", lunch, nil, "one who gets hers"},
		{"c2: p5/s3@105", lunch, nil, "whoever does not work misses none"},
		{"c1: p1/s1@92", optional, nil, "a patient with two services counts once"},
		{"c1: p1/s1@199", tardiness, nil, "against the window that has opened"},
	} {
		in := fixture(t, "hand")
		if x.change != nil {
			x.change(in)
		}
		text := solution(t, in, x.solution)
		v, err := in.Score(strings.NewReader(text))
		require.NoError(t, err)
		p, err := in.Problem()
		require.NoError(t, err)
		judged, err := check.Rota(p, rotaOf(t, in, text))
		require.NoError(t, err)
		for _, s := range judged.Shares {
			if s.Rule == known[x.part].rule {
				require.Equal(t, v.Parts[x.part].Cost, float64(s.Score.Wishes)/1000, "%s: %s", x.why, s.Rule)
			}
		}
	}
}

// TestJudgeOfMissedLunch: without her lunch c1 is at p3 at 200 and waits 45, not 15. By hand:
// 1727 + 60 for the lunch + 2 × 30 of waiting + 3 × 30 of idle time, in both.
func TestJudgeOfMissedLunch(t *testing.T) {
	in := fixture(t, "hand")
	text := solution(t, in, strings.Replace(whole, "p3/lunch@200 ", "", 1))
	v, err := in.Score(strings.NewReader(text))
	require.NoError(t, err)
	require.True(t, v.Feasible)
	require.Equal(t, 60.0, v.Parts[lunch].Cost)
	require.Equal(t, 1727.0+60+60+90, v.Cost)
	p, err := in.Problem()
	require.NoError(t, err)
	r := rotaOf(t, in, text)
	judged, err := check.Rota(p, r)
	require.NoError(t, err)
	require.Equal(t, model.Score{Wishes: 1_937_000}, judged.Score)

	// A lunch at 175 is none: it is missed in our rota, and not in the file.
	early := model.Stop{Kind: model.StopBreak, Start: 175, End: 205}
	r.Runs[0].Stops = slices.Insert(r.Runs[0].Stops, 2, early)
	judged, err = check.Rota(p, r)
	require.NoError(t, err)
	for _, s := range judged.Shares {
		if s.Rule == model.RuleBreak {
			require.Equal(t, model.Score{Wishes: 60_000}, s.Score, "once, not by the minute")
		}
	}
	var b bytes.Buffer
	require.NoError(t, in.Write(&b, r))
	require.JSONEq(t, text, b.String())
}

// TestJudgeOfPublished: the four published solutions, to the digit.
func TestJudgeOfPublished(t *testing.T) {
	dir := public(t)
	for _, name := range []string{"validation/i-134", "validation/i-083", "bazirha/D1", "bazirha-caie/J1"} {
		read, err := New().Read(filepath.Join(dir, name+".json"))
		require.NoError(t, err)
		in := read.(*instance)
		data, err := os.ReadFile(filepath.Join(dir, "scored", in.name+".solution.json"))
		require.NoError(t, err)
		agree(t, in, string(data), name)
	}
}
