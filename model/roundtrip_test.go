package model

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var (
	someText  = rapid.StringMatching(`[A-Za-zŵŷ"',;: ]{0,12}`)
	someWord  = rapid.StringMatching(`[a-zâ]{1,4}( [a-z])?`)
	someClock = rapid.Custom(func(t *rapid.T) Clock {
		return At(rapid.IntRange(1, 20).Draw(t, "h"), rapid.IntRange(0, 59).Draw(t, "m"))
	})
	someDate  = rapid.Custom(func(t *rapid.T) Date { return NewDate(2026, 11, rapid.IntRange(1, 60).Draw(t, "d")) })
	someSkill = rapid.Custom(func(t *rapid.T) Skill { return Skill(someWord.Draw(t, "skill")) })
)

func pick[T any](t *rapid.T, values ...T) T { return rapid.SampledFrom(values).Draw(t, "pick") }

func maybePtr[T any](t *rapid.T, g *rapid.Generator[T]) *T {
	if rapid.Bool().Draw(t, "given") {
		v := g.Draw(t, "value")
		return &v
	}
	return nil
}

// someVisit draws a visit of person p0 that is sound by itself.
func someVisit(t *rapid.T, i int) Visit {
	open := someClock.Draw(t, "open")
	v := Visit{
		ID: VisitID(fmt.Sprintf("v %d", i)), Person: "p0", Days: Days(rapid.IntRange(1, 127).Draw(t, "days")),
		WeekOfCycle: pick(t, Cycle{}, Cycle{1, 2}, Cycle{4, 4}, Cycle{1, 1}, Cycle{3, 5}, Cycle{6, 6}), Kind: pick(t, "", "bed", "care"),
		Windows: []Window{{open, open + 60, pick(t, 0, open, open+60)}, {open + 120, open + 120, 0}}[:1+rapid.IntRange(0, 1).Draw(t, "windows")],
		Length:  30 + i, LengthMin: pick(t, 0, 20), Carers: pick(t, 0, 1, 2), Skills: rapid.SliceOfN(someSkill, 0, 3).Draw(t, "skills"),
		TimeCritical: tidy(someText.Draw(t, "critical")), Optional: rapid.Bool().Draw(t, "optional"), MinGapAfter: pick(t, 0, 60),
		Group: pick(t, "", "g"), MovableDays: pick(t, Days(0), Days(3)), ValidFrom: pick(t, 0, NewDate(2026, 1, 1)),
	}
	if v.Group != "" {
		v.MovableDays = 0
	}
	if i > 0 {
		v.After = []Follow{{VisitID(fmt.Sprintf("v %d", i-1)), rapid.IntRange(0, 60).Draw(t, "min"), pick(t, 0, 90)}}
		v.SameCarerAs = v.After[0].Visit
	}
	if v.Need() == 2 {
		v.Roles = []Role{{"lead", rapid.SliceOfN(someSkill, 0, 2).Draw(t, "role")}, {"support", nil}}
		v.Pair = pick(t, PairKind{}, PairKind{"handling"}, PairKind{"efficiency"})
	}
	return v
}

// someProblem draws a problem that passes validation.
func someProblem(t *rapid.T) *Problem {
	p := &Problem{
		Format: 1, Name: tidy(someText.Draw(t, "name")),
		Plan:   Plan{Start: NewDate(2026, 11, 23), Weeks: pick(t, 0, 1, 2), CycleAnchor: pick(t, 0, NewDate(2026, 11, 2))},
		Travel: Travel{Detour: pick(t, 0, 1.3), Speeds: map[string]float64{"car": 40.5}, Parking: maybePtr(t, rapid.Float64Range(0, 5))},
		Rates:  []Rate{{"wage", NewDate(2026, 4, 1), 12.71, "pounds", someText.Draw(t, "source"), false}, {"rest.daily", NewDate(2026, 4, 1), 720, "minutes", "", false}, {"mileage", NewDate(2026, 4, 6), 55, "", "", false}, {"pay_per_hour", NewDate(2026, 4, 6), 13.45, "pounds", "", false}, {"rest.daily", NewDate(2027, 4, 1), 600, "minutes", "a new law", true}},
		Rules: Rules{
			Departure: pick(t, "", Latest, Earliest), OptionalPer: pick(t, "", PerVisit), OpeningBreak: pick(t, "", Free), Paid: pick(t, "", BySpan), Lateness: LatenessRule{pick(t, "", AtEnd), pick(t, "", LatestOpen)},
			Break: BreakRule{Length: pick(t, 0, 30), At: pick(t, "", Next), Per: pick(t, "", PerBreak)}, Preferred: PreferredRule{Bands: pick(t, nil, []int{10, 20})}, Pay: PayRule{pick(t, "", ByContact), pick(t, 0, 30)},
		},
		Objective: Objective{
			Name: tidy(someText.Draw(t, "objective")), Levels: map[Code]Level{RuleTeam: pick(t, Law, Off)},
			Weights: map[Code]Weights{RuleTravel: {1.5}, RulePreferred: {0.2, 0.5}},
		},
		Block:        BlockYear{pick(t, 0, NewDate(2026, 10, 12)), pick(t, 0, 12)},
		Patches:      []Patch{{ID: "bala", NameEn: "Bala", BaseLat: 52.9, BaseLon: -3.6, BlockMinutes4w: 6000, BlockCost4w: pick(t, 0, 1234.5)}},
		BlockPeriods: []BlockPeriod{{"bala", NewDate(2026, 10, 12), 600, 720, pick(t, new(1000.5), new(20.25)), pick(t, 0, -20.25)}},
		Places:       []Place{{ID: "plas", NameEn: "Plas", Kind: PlaceScheme, Lat: 52.95, Lon: -3.5, Access: maybePtr(t, rapid.IntRange(0, 3))}},
	}
	p.Rates[0].Source = tidy(p.Rates[0].Source)
	for i := range rapid.IntRange(1, 4).Draw(t, "people") {
		x := Person{
			ID: PersonID(fmt.Sprintf("p%d", i)), Name: "N" + tidy(someText.Draw(t, "name")), Patch: "bala", Access: maybePtr(t, rapid.IntRange(0, 9)),
			Lat: 52.9 + float64(i)/7, Lon: -3.6, NamedTeam: pick(t, nil, []CarerID{"c0"}), Pets: rapid.Bool().Draw(t, "pets"), LoneAfter: pick(t, 0, At(20, 0)), Priority: pick(t, 0, 1, 4),
		}
		switch rapid.IntRange(0, 2).Draw(t, "home") {
		case 0:
			x.Lat, x.Lon, x.Postcode = 52.91, -3.59, "LL23 7AA"
		case 1:
			x.Lat, x.Lon, x.Place = 0, 0, "plas"
		}
		p.People = append(p.People, x)
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "carers") {
		c := Carer{
			ID: CarerID(fmt.Sprintf("c%d", i)), Name: "C", Patch: "bala", Mode: pick(t, "car", "walk"), Languages: []Language{{"cy", rapid.IntRange(0, 5).Draw(t, "cy")}},
			Contract: Contract{Kind: ZeroHours, MaxWeek: pick(t, 0, 2000), TolerancePct: maybePtr(t, rapid.Float64Range(0, 10)), Overtime: rapid.Bool().Draw(t, "overtime")},
			StartAt:  pick(t, "", FromHome, FromBase, "plas"), EndAt: pick(t, "", "plas"), PetsOK: maybePtr(t, rapid.Bool()), Born: someDate.Draw(t, "born") - 6000, OtherWeek: pick(t, 0, 300), ApprenticeFrom: NewDate(2026, 1, 2), ApprenticeUntil: pick(t, 0, NewDate(2027, 1, 1)), NightHazard: rapid.Bool().Draw(t, "hazard"),
		}
		for _, k := range rapid.SliceOfN(someSkill, 0, 2).Draw(t, "skills") {
			c.Skills = append(c.Skills, DatedSkill{k, pick(t, 0, NewDate(2027, 3, 1))})
		}
		p.Carers = append(p.Carers, c)
		start := someClock.Draw(t, "start")
		p.Shifts = append(p.Shifts, Shift{ID: ShiftID(pick(t, "", fmt.Sprintf("s%d", i))), Carer: c.ID, Days: EveryDay, Start: start, End: start + 400, Status: Open, Break: maybePtr(t, rapid.IntRange(0, 30)), MaxLoad: pick(t, 0, 40)})
		if rapid.Bool().Draw(t, "span") {
			p.Shifts[i].BreakFrom, p.Shifts[i].BreakTo = start+100, start+100+rapid.Custom(func(t *rapid.T) Clock { return Clock(rapid.IntRange(30, 90).Draw(t, "m")) }).Draw(t, "to")
		}
		p.Absences = append(p.Absences, Absence{c.ID, Moment{p.Plan.Start, At(9, 0), true}, Moment{p.Plan.Start.Add(1), 0, false}, "leave"})
		p.CarerHours = append(p.CarerHours, CarerWeek{Carer: c.ID, WeekStart: p.Plan.Start - 7, MinutesLeave: 60, DaysLeave: pick(t, 0, 2), DaysWorked: 5, RestOwed: pick(t, 0, 90), Nights: pick(t, 0, 2), Miles: pick(t, 0, 12.25), LastShiftEnd: pick(t, Moment{}, Moment{p.Plan.Start - 1, At(22, 0), true}), DaysOff: pick(t, 0, 2)})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "visits") {
		p.Visits = append(p.Visits, someVisit(t, i))
		p.Baseline = append(p.Baseline, Attendance{p.Visits[i].ID, someDate.Draw(t, "date"), 0, 30, "gone", pick(t, "", RoleShadow), rapid.Bool().Draw(t, "locked"), pick(t, "", "asked for")})
	}
	someConventions(t, p)
	someLines(t, p)
	p.Legs = []Leg{{"p0", "carer:c0", "car", rapid.Float64Range(0, 90).Draw(t, "minutes"), 0, 0, 0}, {"bala", "p0", "car", 7, 900, 0, 0}}
	p.Events = []Event{{ID: "e", Attendees: []CarerID{"c0"}, Within: []Date{p.Plan.Start, p.Plan.Start.Add(3)}, Length: 60, Kind: "huddle", Place: "plas", Movable: true}}
	return p
}

// someConventions adds a tie, patterns and a matrix.
func someConventions(t *rapid.T, p *Problem) {
	window := []Window{{At(8, 0), At(9, 0), 0}}
	if rapid.Bool().Draw(t, "tied") {
		low := rapid.IntRange(-30, 30).Draw(t, "low")
		p.Visits = append(
			p.Visits,
			Visit{ID: "nurse", Person: "p0", Days: 31, Windows: window, Length: 15, Load: pick(t, 0, 3)},
			Visit{ID: "carer", Person: "p0", Days: 127, Windows: window, Length: 30, Tied: Follow{"nurse", low, low + rapid.IntRange(0, 30).Draw(t, "wide")}},
		)
	}
	if rapid.Bool().Draw(t, "patterned") {
		p.Visits = append(p.Visits, Visit{ID: "bath", Person: "p0", Days: 127, Windows: window, Length: 45})
		p.Patterns = []Pattern{{"p0", "odd; days", "bath", 21}, {"p0", "even", "bath", 10}}
	}
	legs := rapid.SliceOfN(rapid.Int32Range(-1, 1<<20), 2, 2)
	for _, mode := range []string{"car", "walk"}[:rapid.IntRange(0, 2).Draw(t, "modes")] {
		p.Matrix = append(p.Matrix, MatrixRow{mode, "p0", legs.Draw(t, "legs")}, MatrixRow{mode, "bala", legs.Draw(t, "legs")})
	}
}

// someLines adds a shared shift, limits of days and hours, cover of both kinds, and requests.
func someLines(t *rapid.T, p *Problem) {
	p.Shifts = append(p.Shifts, Shift{
		ID: "duty", Carer: AnyCarer, Days: EveryDay, Start: At(8, 0), End: At(12, 0), Status: Open, Location: pick(t, "", "plas"),
		Shared: rapid.Bool().Draw(t, "shared"), NoNext: pick(t, nil, []ShiftID{"duty"}),
		Skills: pick(t, nil, []Skill{"hoist"}), MinInRow: pick(t, 0, 2), MaxInRow: pick(t, 0, 5),
	})
	for i := range p.Carers {
		c := &p.Carers[i]
		c.MaxDaysInRow, c.MinDaysInRow, c.MinDaysOff = pick(t, 0, 5), pick(t, 0, 2), pick(t, 0, 2)
		c.MaxDaysOff, c.WholeWeekends = pick(t, 0, 4), rapid.Bool().Draw(t, "whole")
		c.MaxWeekends, c.MostOf = maybePtr(t, rapid.IntRange(0, 3)), pick(t, nil, []ShiftCount{{"duty", 0}}, []ShiftCount{{"duty", 4}})
		c.Contract.MinPlan, c.Contract.MaxPlan = pick(t, 0, 300), pick(t, 0, 900)
	}
	if rapid.Bool().Draw(t, "rotation") {
		p.Shifts = append(
			p.Shifts,
			Shift{ID: "turn", Rotation: "three", Days: 31, WeekOfCycle: Cycle{2, 3}, Start: At(7, 0), End: At(9, 0), Status: Open},
			Shift{ID: ShiftID(pick(t, "", "turn2")), Rotation: "three", Days: 96, Start: At(9, 0), End: At(11, 0), Status: Open},
		)
		for i := range p.Carers {
			p.Rotations = append(p.Rotations, Rotation{Carer: p.Carers[i].ID, Rotation: "three", Offset: rapid.IntRange(0, 2).Draw(t, "offset"), From: pick(t, 0, p.Plan.Start), Until: pick(t, 0, p.Plan.Start.Add(9))})
		}
	}
	p.Cover = append(
		p.Cover,
		Cover{Where: "bala", Days: Days(rapid.IntRange(1, 127).Draw(t, "days")), Shift: "duty", Needed: pick(t, 0, 2), Wanted: pick(t, 0, 3), Under: pick(t, nil, new(0.0), new(100.5)), Over: pick(t, 0, 0.25), Skill: pick(t, "", Skill("hoist"))},
		Cover{Where: "plas", Date: p.Plan.Start, Start: pick(t, 0, At(22, 0)), End: At(30, 15), Needed: 1, OnSite: pick(t, true, false)},
		Cover{Where: "plas", Date: p.Plan.Start, Start: At(7, 0), End: At(9, 0), Needed: 1, Kind: KindReserve},
	)
	p.Requests = append(
		p.Requests,
		Request{Carer: "c0", Date: p.Plan.Start, Shift: pick(t, "", ShiftID("duty")), Want: WantOn, Weight: pick(t, nil, new(0.0), new(0.5))},
		Request{Carer: "c0", Days: Days(rapid.IntRange(1, 127).Draw(t, "days")), Want: pick(t, WantOn, WantOff)},
	)
	p.Wishes = append(
		p.Wishes,
		Wish{Carer: "c0", Rank: pick(t, 1, 3), Wish: pick(t, WishSplits, WishWeekends), Value: pick(t, "", "2")},
		Wish{Carer: "c0", Rank: 2, Wish: WishEarly, Value: pick(t, "", "15:30")},
	)
	if len(p.Carers) > 1 {
		p.Colleagues = append(p.Colleagues, Colleagues{
			Carer: "c1", Other: "c0", Work: pick(t, WorkTogether, WorkApart), SameSite: rapid.Bool().Draw(t, "same site"),
			From: pick(t, 0, p.Plan.Start), Until: pick(t, 0, p.Plan.Start.Add(3)),
		})
	}
}

// TestRoundTrip: a sound problem is the same after JSON, after a folder, and after a shuffle
// of its rows.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := someProblem(t)
		require.Empty(t, Validate(p).Errors())
		want, err := encode(canonical(p))
		require.NoError(t, err)

		q, err := ReadJSON(bytes.NewReader(want))
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(canonical(p), canonical(q), cmpopts.IgnoreUnexported(Problem{}), cmpopts.EquateEmpty()))

		shuffle(q, rapid.Uint64().Draw(t, "seed"))
		got, err := encode(canonical(q))
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
		require.Equal(t, p.Hash(), q.Hash())

		again, warnings, err := ReadFS(inMemory(t, q), ReadOptions{Strict: true})
		require.NoError(t, err, "%v", warnings)
		got, err = encode(canonical(again))
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
	})
}

func shuffle(p *Problem, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	mix := func(n int, swap func(i, j int)) { r.Shuffle(n, swap) }
	mix(len(p.People), func(i, j int) { p.People[i], p.People[j] = p.People[j], p.People[i] })
	mix(len(p.Visits), func(i, j int) { p.Visits[i], p.Visits[j] = p.Visits[j], p.Visits[i] })
	mix(len(p.Carers), func(i, j int) { p.Carers[i], p.Carers[j] = p.Carers[j], p.Carers[i] })
	mix(len(p.Shifts), func(i, j int) { p.Shifts[i], p.Shifts[j] = p.Shifts[j], p.Shifts[i] })
	slices.Reverse(p.Legs)
	slices.Reverse(p.Matrix)
	slices.Reverse(p.Patterns)
	slices.Reverse(p.Rates)
}

func TestHashTellsProblemsApart(t *testing.T) {
	p, err := ReadDir("testdata/valid/small")
	require.NoError(t, err)
	before, sheet := p.Hash(), p.ObjectiveHash()
	require.Len(t, before, 64)
	p.Visits[0].Length++
	require.NotEqual(t, before, p.Hash())
	require.Equal(t, sheet, p.ObjectiveHash())
	p.Objective.Weights[RuleTravel] = Weights{2}
	require.NotEqual(t, sheet, p.ObjectiveHash())
}

func TestWriteDirReplaces(t *testing.T) {
	p, err := ReadDir("testdata/valid/small")
	require.NoError(t, err)
	dir := t.TempDir()
	p.Pins = []Pin{{Visit: "v1", Carer: "a"}}
	require.NoError(t, WriteDir(dir, p))
	require.FileExists(t, dir+"/pins.csv")
	p.Pins = nil
	require.NoError(t, WriteDir(dir, p))
	require.NoFileExists(t, dir+"/pins.csv", "a table the problem lacks would be read again")
	left, err := ReadDir(dir)
	require.NoError(t, err)
	require.Equal(t, p.Hash(), left.Hash())
	hidden := glob(t, dir+"/*")
	require.Len(t, hidden, 7, "no temporary files stay behind: %v", hidden)
}

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		word string
		from []string
		want string
		why  string
	}{
		{"shfts", []string{"shifts", "visits"}, "shifts", "one letter is missing"},
		{"perosn", []string{"person", "period"}, "person", "two letters changed places"},
		{"P1", []string{"p1", "p2"}, "p1", "only the case differs"},
		{"p9", []string{"p1", "p2"}, "", "short ids are all alike"},
		{"kangaroo", []string{"visits"}, "", "nothing is near"},
	} {
		require.Equal(t, c.want, nearest(c.word, c.from), c.why)
	}
}
