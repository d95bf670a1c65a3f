package model_test

import (
	"fmt"
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

func expand(t testing.TB, p *model.Problem) *model.Horizon {
	t.Helper()
	h, err := model.Expand(p)
	require.NoError(t, err)
	return h
}

// visitAt is a Monday visit of p1 with a window of an hour.
func visitAt(id model.VisitID, hour int) model.Visit {
	return model.Visit{ID: id, Person: "p1", Days: 1, Length: 30, Windows: []model.Window{{Open: model.At(hour, 0), Close: model.At(hour+1, 0)}}}
}

func TestKeptApart(t *testing.T) {
	with := func(v model.Visit, change func(v *model.Visit)) model.Visit {
		change(&v)
		return v
	}
	tied := func(v model.Visit, to model.VisitID) model.Visit {
		return with(v, func(v *model.Visit) { v.Tied = model.Follow{Visit: to, Min: -10, Max: 30} })
	}
	gap := func(v model.Visit, least, most int) model.Visit {
		return with(v, func(v *model.Visit) { v.MinGapAfter, v.MaxGapAfter = least, most })
	}
	for _, c := range []struct {
		visits []model.Visit
		want   string
		why    string
	}{
		{[]model.Visit{visitAt("a", 8), visitAt("b", 9), visitAt("c", 10)}, "a:bc b:ac c:ab", "all of one date"},
		{[]model.Visit{visitAt("a", 8), tied(visitAt("b", 9), "a"), visitAt("c", 10)}, "a:c b:c c:ab", "a tied pair keeps its distance from others, not from itself"},
		{
			[]model.Visit{gap(with(visitAt("a", 22), func(v *model.Visit) { v.Days = 3 }), 480, 0), with(visitAt("b", 6), func(v *model.Visit) { v.Days = 3 })},
			"b:a a:bb b:aa a:b", "eight hours from 23:00 reach the next morning",
		},
		{[]model.Visit{gap(visitAt("a", 8), 0, 300), visitAt("b", 12)}, "a:b<b b:a", "b may be the next"},
		{
			[]model.Visit{gap(with(visitAt("a", 8), func(v *model.Visit) { v.MovableDays = 2 }), 4320, 0), with(visitAt("b", 9), func(v *model.Visit) { v.Days = 4 })},
			"a:ab a:ab b:aa", "three days from Monday, or from Tuesday, reach Wednesday",
		},
	} {
		p := patchOf(t)
		p.Visits = c.visits
		h := expand(t, p)
		got := ""
		for _, v := range h.Visits {
			got += fmt.Sprintf(" %s:", v.ID)
			for _, w := range v.Apart {
				got += string(h.Visits[w].ID)
			}
			for _, w := range v.Later {
				got += "<" + string(h.Visits[w].ID)
			}
		}
		require.Equal(t, " "+c.want, got, c.why)
	}
}

func TestTiesAreOfOneDate(t *testing.T) {
	p := patchOf(t)
	p.Visits = []model.Visit{visitAt("nurse", 8), visitAt("carer", 8)}
	p.Visits[0].Days, p.Visits[1].Days = 0b011, 0b110
	p.Visits[1].Tied = model.Follow{Visit: "nurse", Min: -5, Max: 15}
	h := expand(t, p) // carer Tuesday, nurse Tuesday, and one of each alone
	for i, v := range h.Visits {
		if v.Date != p.Plan.Start.Add(1) {
			require.Equal(t, []int{-1, -1}, []int{v.TiedTo, v.TiedBy}, "%s on %s has nobody to be tied to", v.ID, v.Date)
			continue
		}
		if v.ID == "carer" {
			require.Equal(t, model.VisitID("nurse"), h.Visits[v.TiedTo].ID)
			require.Equal(t, []int32{-300, 900}, []int32{v.TiedMin, v.TiedMax}, "minutes in ticks")
			require.Equal(t, i, h.Visits[v.TiedTo].TiedBy)
		} else {
			require.Equal(t, -1, v.TiedTo)
		}
	}
}

func TestChoices(t *testing.T) {
	p := patchOf(t)
	p.Plan.Weeks = 2
	p.Visits = []model.Visit{visitAt("bath", 8), visitAt("walk", 14), visitAt("tea", 17)}
	p.Visits[0].Days, p.Visits[1].Days, p.Visits[1].Length, p.Visits[1].Carers = 0b11111, 0b11111, 20, 2
	p.Visits[1].ValidTo = p.Plan.Start.Add(6)
	p.Patterns = []model.Pattern{ // not in order
		{Person: "p1", Pattern: "two walks", Visit: "walk", Days: 0b01010},
		{Person: "p1", Pattern: "bath and walk", Visit: "walk", Days: 0b00010},
		{Person: "p1", Pattern: "bath and walk", Visit: "bath", Days: 0b00001},
		{Person: "p1", Pattern: "baths", Visit: "bath", Days: 0b00101},
	}
	h := expand(t, p)
	name := func(v int) string { return fmt.Sprintf("%s%d", h.Visits[v].ID, h.Visits[v].Date-p.Plan.Start) }
	var got []string
	for _, c := range h.Choices {
		s := fmt.Sprint(c.Week, ":")
		for _, o := range c.Options {
			for _, v := range o {
				s += " " + name(v)
			}
			s += ";"
		}
		got = append(got, s)
	}
	require.Equal(t, []string{"0: bath0 walk1; bath0 bath2; walk1 walk3;", "1: bath7; bath7 bath9;;"}, got, "by name of the pattern; in the second week there are no walks")
	for v := range h.Visits {
		require.Equal(t, h.Visits[v].ID != "tea", h.Visits[v].Patterned)
	}
	option, ticks := h.Cheapest(&h.Choices[0])
	require.Equal(t, []any{1, int64(60 * 60)}, []any{option, ticks}, "30 + 2·20 = 70, 30 + 30 = 60, 4·20 = 80 minutes")
	option, ticks = h.Cheapest(&h.Choices[1])
	require.Equal(t, []any{2, int64(0)}, []any{option, ticks}, "nothing at all")
	for _, c := range []struct {
		done   []string
		option int
		counts []string
		why    string
	}{
		{[]string{"bath0", "walk1", "tea0"}, 0, []string{"bath0", "walk1"}, "just the first; what is in no pattern does not matter"},
		{[]string{"bath0"}, -1, []string{"bath0", "bath2"}, "half a package is none: the cheapest counts"},
		{[]string{"bath0", "bath2", "walk1"}, -1, []string{"bath0", "bath2"}, "too much is none either"},
		{nil, -1, []string{"bath0", "bath2"}, "nothing done"},
	} {
		done := map[string]bool{}
		for _, n := range c.done {
			done[n] = true
		}
		allocated := func(v int) bool { return done[name(v)] }
		option, ok := h.Chosen(&h.Choices[0], allocated)
		require.Equal(t, c.option, option, c.why)
		require.Equal(t, c.option >= 0, ok, c.why)
		var counts []string
		for v, yes := range h.Counted(allocated) {
			if yes && h.Visits[v].Patterned && h.Visits[v].Week == 0 {
				counts = append(counts, name(v))
			}
		}
		require.Equal(t, c.counts, counts, c.why)
	}
}

// TestExactLegs: a matrix of p1, p2 and the base; c1's home is not in it.
func TestExactLegs(t *testing.T) {
	p := patchOf(t)
	p.Rules.Resolution, p.Travel.Provider = 100, "crow"
	two := 2
	p.People[1].Access = &two
	p.Carers[0].HomeLat, p.Carers[0].HomeLon = 52.91, -3.61 // next door to p1
	p.Legs = []model.Leg{{From: "p1", To: "p2", Mode: "car", Minutes: 99, Metres: 700}, {From: "carer:c1", To: "p2", Mode: "car", Minutes: 7}}
	p.Matrix = []model.MatrixRow{ // in the order of from: bala, p1, p2
		{Mode: "car", From: "p2", Ticks: []int32{-1, 123, 4}},
		{Mode: "car", From: "bala", Ticks: []int32{0, 150, 250}},
		{Mode: "car", From: "p1", Ticks: []int32{151, 0, 50}},
	}
	h := expand(t, p)
	at := map[string]int{}
	for i, l := range h.Locations {
		at[l.Key] = i
	}
	for _, c := range []struct {
		from, to string
		ticks    int32
		seconds  int32
		metres   int32
		far      bool
		why      string
	}{
		{"bala", "p1", 150, 90, 0, false, "as the matrix says; its metres nobody knows"},
		{"p1", "bala", 151, 91, 0, false, "one way only; seconds rounded up: 90.6"},
		{"p1", "p2", 50, 30, 700, false, "not what travel.csv says, but its metres, and no access minutes"},
		{"p2", "p2", 4, 3, 0, false, "even at one door: 2.4 s"},
		{"p2", "bala", 0, 0, 0, true, "there is no way back"},
		{"carer:c1", "p2", 900, 540, 1668, false, "home is not in the matrix: 7 minutes and 2 of access, the crow's metres"},
		{"carer:c1", "p1", 100, 60, 0, false, "the same building"},
	} {
		ticks, far := h.LegTicks("car", at[c.from], at[c.to])
		require.Equal(t, []any{c.ticks, c.far}, []any{ticks, far}, c.why)
		seconds, metres, far := h.Legs["car"].At(at[c.from], at[c.to])
		require.Equal(t, []any{c.seconds, c.far}, []any{seconds, far}, c.why)
		require.InDelta(t, c.metres, metres, 3, c.why)
	}
	p.Carers[0].HomeLat, p.Carers[0].HomeLon = 0, 0
	p.Travel.Provider = "table"
	h = expand(t, p)
	_, far := h.LegTicks("car", at["p1"], at["bala"])
	require.False(t, far, "all places are in the matrix: travel.csv is not needed")
	_, metres, _ := h.Legs["car"].At(at["p1"], at["p2"])
	require.Equal(t, int32(700), metres)
	p.Matrix[0].Ticks = p.Matrix[0].Ticks[:2]
	_, err := model.Expand(p)
	require.ErrorContains(t, err, `the matrix of car has 3 rows, but 2 legs from "p2"`)
}

func TestEnds(t *testing.T) {
	p := patchOf(t)
	p.Places = []model.Place{{ID: "depot", Lat: 52.9, Lon: -3.6}, {ID: "plas", Lat: 52.91, Lon: -3.6}}
	h := expand(t, p)
	depot, plas, base := h.PlaceAt[0], h.PlaceAt[1], h.BaseAt[0]
	for _, c := range []struct {
		start, end, shiftAt string
		from, to            int
		why                 string
	}{
		{"", "", "", -1, -1, "from home to home is commute"},
		{"home", "base", "", -1, base, "the patch's base"},
		{"base", "depot", "plas", plas, depot, "the base is where the shift is, her own place stays hers"},
		{"plas", "plas", "bala", plas, plas, "there and back"},
		{"nowhere", "", "", -1, -1, "validation says so"},
	} {
		p.Carers[0].StartAt, p.Carers[0].EndAt = c.start, c.end
		from, to := h.Ends(0, &model.DatedShift{Location: c.shiftAt})
		require.Equal(t, []int{c.from, c.to}, []int{from, to}, c.why)
	}
}

func TestBreakSpanOfAShift(t *testing.T) {
	for _, c := range []struct {
		from, to model.Clock
		away     [2]int // hours of absence on the Monday
		want     [2]int // minutes of the day
		why      string
	}{
		{0, 0, [2]int{}, [2]int{480 + 96, 960 - 96}, "no span: the middle 60 per cent of 8:00–16:00"},
		{model.At(11, 30), model.At(13, 30), [2]int{}, [2]int{690, 810}, "as the shift says"},
		{model.At(11, 30), model.At(13, 30), [2]int{8, 13}, [2]int{780 + 36, 960 - 36}, "13:00–13:30 does not hold 45 minutes: the middle of what is left"},
		{model.At(11, 30), model.At(14, 30), [2]int{8, 13}, [2]int{780, 870}, "13:00–14:30 does"},
	} {
		p := patchOf(t)
		p.Shifts = []model.Shift{shiftOn("s", "c1", 0, 8, 16, model.Given)}
		length := 45
		p.Shifts[0].Break, p.Shifts[0].BreakFrom, p.Shifts[0].BreakTo = &length, c.from, c.to
		if c.away[1] > 0 {
			p.Absences = []model.Absence{{
				Carer: "c1", From: model.Moment{Date: p.Plan.Start, Clock: model.At(c.away[0], 0), Timed: true},
				To: model.Moment{Date: p.Plan.Start, Clock: model.At(c.away[1], 0), Timed: true},
			}}
		}
		h := expand(t, p)
		from, to := h.BreakSpan(&h.Shifts[0])
		require.Equal(t, c.want, [2]int{int(from / 60), int(to / 60)}, c.why)
	}
}

func TestShiftsOfSeveralDays(t *testing.T) {
	p := patchOf(t)
	p.Shifts = []model.Shift{shiftOn("live-in", "c1", 0, 8, 104, model.Given)} // Monday to Friday
	p.Visits = p.Visits[:1]
	p.Visits[0].Days = 0b01000
	for _, d := range model.Validate(p) {
		require.NotContains(t, []string{"W2004", "E1402", "E1021"}, d.Code, "%v", d)
	}
	h := expand(t, p)
	r, err := model.Assemble(h, rowsOf(t, "v1 2026-11-26 09:00 09:30 c1 visit live-in"))
	require.NoError(t, err)
	require.Equal(t, p.Plan.Start, r.Runs[0].Date)
	require.Equal(t, model.At(81, 0), r.Runs[0].Stops[0].Start, "nine o'clock on Thursday, seen from Monday")
}

// TestLeavers: a row of somebody who is no longer in carers.csv counts for nothing.
func TestLeavers(t *testing.T) {
	p := patchOf(t)
	monday := p.Plan.Start
	row := func(visit model.VisitID, on model.Date, carer model.CarerID) model.Attendance {
		return model.Attendance{Visit: visit, Date: on, Start: model.At(9, 0), End: model.At(9, 30), Carer: carer, Locked: true}
	}
	p.Baseline = []model.Attendance{
		row("v1", monday.Add(-7), "c1"), row("v1", monday, "left"), row("v1", monday.Add(1), "left"), row("v2", monday.Add(-7), "c2"), row("v2", monday.Add(-7), "left"),
	}
	h := expand(t, p)
	got := make(map[string][]int)
	for _, v := range h.Visits {
		if v.HasBaseline {
			got[fmt.Sprintf("%s %d %v", v.ID, int(v.Date-monday), v.Published)] = v.Baseline
		}
	}
	require.Equal(t, map[string][]int{"v1 0 false": {0}, "v2 0 false": {1}}, got, "the week before counts where the newest row is a leaver's; nobody at all is no base")
	require.Empty(t, h.Pins, "a leaver's locked row fixes not even the start")
}
