package uhhc

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

func TestProblem(t *testing.T) {
	p, err := fixture(t, "hand").Problem()
	require.NoError(t, err)
	require.Equal(t, 0, p.Plan.Start.Weekday())
	require.Equal(t, model.Rules{
		Resolution: 1, Step: 1, Departure: "latest", OptionalPer: "visit", OpeningBreak: "free",
		Lateness: model.LatenessRule{At: "start", Against: "latest_open"}, Break: model.BreakRule{After: 2880, At: "next", Per: "break"},
	}, p.Rules)
	o := &p.Objective
	for _, x := range []struct {
		rule   model.Code
		level  model.Level
		weight int64
		why    string
	}{
		{model.RuleTravel, model.Wishes, 1000, "weighted"},
		{model.RuleWindow, model.Wishes, 7000, "soft"},
		{model.RuleWorstLate, model.Wishes, 4000, "weighted"},
		{model.RuleWait, model.Wishes, 2000, "weighted"},
		{model.RuleShift, model.Wishes, 8000, "overtime"},
		{model.RuleWorstIdle, model.Wishes, 3000, "weighted"},
		{model.RuleTeam, model.Wishes, 11000, "preferred carers"},
		{model.RuleOptional, model.Wishes, 100000, "per visit"},
		{model.RuleBreak, model.Wishes, 60000, "a missed lunch, whatever its length"},
		{model.RuleBalance, model.Off, 1000, "absent"},
		{model.RuleGap, model.Off, 1000, "nobody asks for gaps, and paired services have none"},
		{model.RuleTied, model.Law, 30000, "pairs"},
		{model.RuleCover, model.Covers, 100000, "everybody who is not optional"},
	} {
		require.Equal(t, x.level, o.Level(x.rule), "%s: %s", x.rule, x.why)
		if x.level == model.Wishes {
			require.Equal(t, x.weight, o.Thousandths(x.rule, 0), "%s: %s", x.rule, x.why)
		}
	}

	require.Len(t, p.Places, 2)
	require.Equal(t, "p1", p.Matrix[2].From, "by the text of from: base/d0, base/d1, p1 …")
	require.Equal(t, []int32{20, 10, 0, 10, 30, 40, 15}, p.Matrix[2].Ticks, "p1 to d0, d1, p1…p5")
	require.Equal(t, int32(55), p.Matrix[5].Ticks[1], "p4 to d1 breaks the triangle, and stays")
	require.Equal(t, "base/d0", p.Carers[0].StartAt)
	require.Equal(t, "base/d1", p.Carers[0].EndAt)
	require.Equal(t, 30, *p.Shifts[0].Break)
	require.Equal(t, model.At(3, 0), p.Shifts[0].BreakFrom)
	require.Equal(t, model.At(5, 0), p.Shifts[0].BreakTo)
	require.Equal(t, 0, *p.Shifts[1].Break, "c2 has no lunch")

	require.Equal(t, []model.CarerID{"c2"}, p.People[0].NamedTeam)
	require.Equal(t, []model.CarerID{"c2"}, p.People[3].Never)
	require.Len(t, p.Visits, 8)
	require.Equal(t, []model.Window{{Open: 90, Close: 120}, {Open: 200, Close: 240}}, p.Visits[0].Windows)
	require.Equal(t, model.Follow{Visit: "p2/1"}, p.Visits[2].Tied, "simultaneous")
	require.Equal(t, model.Follow{Visit: "p3/1", Min: 10, Max: 40}, p.Visits[4].Tied, "sequential")
	require.Equal(t, model.Follow{Visit: "p5/1", Min: -2880, Max: 2880}, p.Visits[7].Tied, "independent: both, by two carers, in any order")
	require.True(t, p.Visits[7].Optional)
}

func TestProblemBazirha(t *testing.T) {
	p, err := fixture(t, "hand-bazirha").Problem()
	require.NoError(t, err)
	require.Equal(t, "earliest", p.Rules.Departure)
	require.Equal(t, "counted", p.Rules.OpeningBreak)
	require.Equal(t, "end", p.Rules.Lateness.At)
	require.Equal(t, model.Law, p.Objective.Level(model.RuleWindow))
	require.Equal(t, model.Law, p.Objective.Level(model.RuleShift))
	require.Equal(t, model.Off, p.Objective.Level(model.RuleTravel), "absent terms cost nothing")
	require.Equal(t, model.Wishes, p.Objective.Level(model.RuleBalance))
}

// TestProblemHardLunch: HARD is law, and what is absent is off.
func TestProblemHardLunch(t *testing.T) {
	for _, x := range []struct {
		price price
		level model.Level
		why   string
	}{
		{price{hard: true}, model.Law, "it has to be 0"},
		{price{}, model.Off, "no price"},
	} {
		in := fixture(t, "hand")
		in.prices[lunch] = x.price
		p, err := in.Problem()
		require.NoError(t, err)
		require.Equal(t, x.level, p.Objective.Level(model.RuleBreak), x.why)
	}
}

func sound(t *testing.T, p *model.Problem) {
	for _, d := range model.Validate(p) {
		require.NotEqual(t, byte('E'), d.Code[0], "%s: %s %s", p.Name, d.Code, d.Message)
	}
}

func TestProblemsAreValid(t *testing.T) {
	for _, name := range []string{"hand", "hand-bazirha"} {
		p, err := fixture(t, name).Problem()
		require.NoError(t, err)
		sound(t, p)
	}
	in := fixture(t, "hand")
	in.prices[working].weight = 1
	_, err := in.Problem()
	require.EqualError(t, err, "hand: no rule of ours counts working_time")
}

func TestWrite(t *testing.T) {
	in := fixture(t, "hand")
	visit := func(id model.VisitID, start, end model.Clock) model.Stop {
		return model.Stop{Kind: model.StopVisit, Visit: id, Start: start, End: end}
	}
	rest := func(start model.Clock) model.Stop {
		return model.Stop{Kind: model.StopBreak, Start: start, End: start + 30}
	}
	r := &model.Rota{Runs: []model.Run{
		{Carer: "c1", Stops: []model.Stop{visit("p1/1", 92, 112), visit("p2/1", 150, 180), rest(200), visit("p3/1", 245, 255), visit("p4/1", 335, 355)}},
		{Carer: "c2", Stops: []model.Stop{visit("p2/2", 150, 160), visit("p3/2", 255, 270)}},
	}}
	var b bytes.Buffer
	require.NoError(t, in.Write(&b, r))
	require.JSONEq(t, solution(t, in, whole), b.String(), "a break stands at the place of the next visit")
	v, err := in.Score(&b)
	require.NoError(t, err)
	require.Equal(t, 1727.0, v.Cost)

	r.Runs = []model.Run{{Carer: "c1", Stops: []model.Stop{visit("p1/1", 92, 112), rest(200)}}, {Carer: "c2", Stops: []model.Stop{rest(200)}}}
	b.Reset()
	require.NoError(t, in.Write(&b, r))
	require.JSONEq(t, solution(t, in, "c1: p1/s1@92"), b.String(), "a break after the last visit has no place, and an idle carer no route")

	for _, x := range []struct {
		start, end model.Clock
		want, why  string
	}{
		{180, 210, "p3/lunch@180 ", "at the edge"},
		{179, 209, "", "a minute too early"},
		{270, 300, "p3/lunch@270 ", "at the other edge"},
		{271, 301, "", "a minute too late"},
		{200, 229, "", "too short"},
	} {
		r.Runs = []model.Run{{Carer: "c1", Stops: []model.Stop{{Kind: model.StopBreak, Start: x.start, End: x.end}, visit("p3/1", 310, 320)}}}
		b.Reset()
		require.NoError(t, in.Write(&b, r))
		require.JSONEq(t, solution(t, in, "c1: "+x.want+"p3/s1@310"), b.String(), x.why)
	}

	r.Runs = []model.Run{{Carer: "c1", Stops: []model.Stop{visit("p9/1", 92, 112)}}}
	require.EqualError(t, in.Write(&b, r), `hand: run of "c1": there is no visit "p9/1"`)
	require.Error(t, in.Write(&b, nil))
	b.Reset()
	require.NoError(t, in.Write(&b, &model.Rota{}))
	_, err = in.Score(strings.NewReader(b.String()))
	require.NoError(t, err, "an empty rota is a solution, if a poor one")
}

// TestPublicProblems reads every public instance there is.
func TestPublicProblems(t *testing.T) {
	files, err := New().Find(public(t))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		require.True(t, f.Best.Known, f.Name)
		in, err := New().Read(f.Path)
		require.NoError(t, err)
		p, err := in.Problem()
		require.NoError(t, err)
		require.Len(t, p.Matrix, len(p.People)+len(p.Places), f.Name)
		sound(t, p)
	}
}
