package model_test

import (
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestSplit: clock and ticks bring a tick back, in the nights in which the clocks change too.
func TestSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := rapid.SampledFrom([]model.Date{model.NewDate(2026, 3, 23), model.NewDate(2026, 10, 19), model.NewDate(2026, 11, 23)}).Draw(t, "start")
		res := rapid.SampledFrom([]int{1, 60, 100, 1000}).Draw(t, "resolution")
		c, err := model.NewCalendar(start, "Europe/London", res)
		require.NoError(t, err)
		tick := rapid.Int32Range(0, int32(8*1440*res)).Draw(t, "tick")
		day := model.Date(rapid.IntRange(0, 7).Draw(t, "day"))
		clock, past := c.Split(tick, start+day)
		s := model.Stop{Start: clock, StartTicks: past, End: clock, EndTicks: past}
		from, to := c.StopSpan(start+day, &s)
		require.Equal(t, []int32{tick, tick}, []int32{from, to})
		if tick >= c.Tick(start+day, 0) {
			require.True(t, 0 <= past && past < int32(res), "%d ticks past the minute", past)
		}
	})
}

// between is a run of p1, [a break], p2 with an event nowhere after the first visit.
func between(t *testing.T, rules model.Rules, stops ...model.Stop) (*model.Horizon, model.Run) {
	p := patchOf(t)
	p.Rules = rules
	p.Carers[0].StartAt, p.Carers[0].EndAt = model.FromBase, model.FromBase
	p.Shifts = []model.Shift{shiftOn("s", "c1", 0, 8, 16, model.Given)}
	p.Events = []model.Event{{ID: "e", Attendees: []model.CarerID{"c1"}, Date: p.Plan.Start, Start: model.At(9, 20), Length: 10}}
	h := expand(t, p)
	r := &model.Rota{Runs: []model.Run{{Carer: "c1", Date: p.Plan.Start, Shift: "s", Start: model.At(8, 0), End: model.At(16, 0), Stops: stops}}}
	model.Annotate(h, r)
	return h, r.Runs[0]
}

func TestAnnotateConventions(t *testing.T) {
	stop := func(kind string, id string, h, m, h2, m2 int) model.Stop {
		s := model.Stop{Kind: kind, Start: model.At(h, m), End: model.At(h2, m2)}
		switch kind {
		case model.StopVisit:
			s.Visit = model.VisitID(id)
		case model.StopEvent:
			s.Event = model.EventID(id)
		}
		return s
	}
	first, second := stop(model.StopVisit, "v1", 8, 30, 9, 0), stop(model.StopVisit, "v2", 11, 0, 11, 30)
	rest, talk := stop(model.StopBreak, "", 10, 0, 10, 30), stop(model.StopEvent, "e", 9, 20, 9, 30)
	type said struct {
		place        string
		travel, wait int // minutes
	}
	for _, c := range []struct {
		rules model.Rules
		stops []model.Stop
		want  []said
		why   string
	}{
		{
			model.Rules{},
			[]model.Stop{first, rest, second},
			[]said{{"p1", 10, 0}, {"p1", 0, 60}, {"p2", 10, 20}},
			"the break where she is, then ten minutes' drive; she leaves the base at 8:20",
		},
		{
			model.Rules{Break: model.BreakRule{At: model.Next}},
			[]model.Stop{first, rest, second},
			[]said{{"p1", 10, 0}, {"p2", 10, 50}, {"p2", 0, 30}},
			"first the drive, then the break at p2's",
		},
		{
			model.Rules{Break: model.BreakRule{At: model.Next}},
			[]model.Stop{first, rest, talk, second},
			[]said{{"p1", 10, 0}, {"p1", 0, 20}, {"p2", 10, 20}, {"p2", 0, 30}},
			"an event nowhere before the break is at p1's still",
		},
		{
			model.Rules{Break: model.BreakRule{At: model.Next}},
			[]model.Stop{rest, second},
			[]said{{"p2", 10, 0}, {"p2", 0, 30}},
			"the first break too, the way from the base before it",
		},
		{
			model.Rules{Break: model.BreakRule{At: model.Next}},
			[]model.Stop{first, rest},
			[]said{{"p1", 10, 0}, {"p1", 0, 60}},
			"nothing comes after the last break",
		},
		{
			model.Rules{Departure: model.Earliest},
			[]model.Stop{first, second},
			[]said{{"p1", 10, 20}, {"p2", 10, 110}},
			"she leaves at 8:00, is there at 8:10 and waits 20 minutes",
		},
	} {
		_, run := between(t, c.rules, c.stops...)
		var got []said
		for _, s := range run.Stops {
			got = append(got, said{s.Place, s.Travel / 60, s.Wait / 60})
		}
		require.Equal(t, c.want, got, c.why)
		require.Equal(t, 600, run.Back, "from either home to the base")
	}
}

func TestAnnotateInTicks(t *testing.T) {
	at := func(visit model.VisitID, minute int, from, to int32) model.Stop {
		return model.Stop{Kind: model.StopVisit, Visit: visit, Start: model.At(9, minute), End: model.At(9, minute), StartTicks: from, EndTicks: to}
	}
	_, run := between(t, model.Rules{Resolution: 100, Step: 1}, at("v2", 0, 60, 90), at("v1", 0, 10, 20))
	require.Equal(t, []model.VisitID{"v1", "v2"}, []model.VisitID{run.Stops[0].Visit, run.Stops[1].Visit}, "ticks past the minute order stops too")
	_, run = between(t, model.Rules{Resolution: 100, Step: 1}, at("v1", 0, 10, 20), at("v2", 11, 60, 90))
	require.Equal(t, 84, run.Stops[1].Wait, "9:11.60 less 9:00.20 less ten minutes is 1.40 minutes")
}

func TestImpliedBreakAtTheNextPlace(t *testing.T) {
	for _, c := range []struct {
		at   string
		want string
		why  string
	}{
		{model.Here, "| v1 08:10-10:00 | break 10:00-10:20 | v2 10:35-15:00\n", "from 10:00 to 10:25, when she leaves"},
		{model.Next, "| v1 08:10-10:00 | break 10:10-10:30 | v2 10:35-15:00\n", "from 10:10, when she is there, to 10:35"},
	} {
		p := patchOf(t)
		p.Rules.Break.At = c.at
		p.Shifts = []model.Shift{shiftOn("a", "c1", 0, 8, 16, model.Given)}
		p.Visits[0].LengthMax, p.Visits[1].LengthMax = 600, 600
		h := expand(t, p)
		r, err := model.Assemble(h, rowsOf(t, "v1 2026-11-23 08:10 10:00 c1\nv2 2026-11-23 10:35 15:00 c1"))
		require.NoError(t, err)
		require.Contains(t, runsOf(r), c.want, c.why)
	}
}

func TestUnallocatedOfPatterns(t *testing.T) {
	for _, c := range []struct {
		done []string // visit and day
		want []string
		why  string
	}{
		{nil, []string{"v1 2026-11-24"}, "of two packages the one with fewer minutes, and no visit of p2"},
		{[]string{"v1 2026-11-23", "v1 2026-11-25"}, nil, "the larger package is one as well"},
		{[]string{"v1 2026-11-23"}, []string{"v1 2026-11-24"}, "half of it is none"},
	} {
		p := patchOf(t)
		p.Visits = p.Visits[:1]
		p.Visits[0].Days = 7
		p.Patterns = []model.Pattern{{Person: "p1", Pattern: "twice", Visit: "v1", Days: 5}, {Person: "p1", Pattern: "once", Visit: "v1", Days: 2}}
		h := expand(t, p)
		rows := ""
		for _, d := range c.done {
			rows += d + " 09:00 09:30 c1\n"
		}
		r, err := model.Assemble(h, rowsOf(t, rows))
		require.NoError(t, err)
		var got []string
		for _, u := range r.Unallocated {
			got = append(got, string(u.Visit)+" "+u.Date.String())
		}
		require.Equal(t, c.want, got, c.why)
	}
}
