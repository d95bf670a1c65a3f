package staff

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// day makes one Monday in one place: people live next door to one another, two minutes' walk of a car, but
// far, who lives an hour away.
func day(change func(p *model.Problem)) *model.Problem {
	p := &model.Problem{
		Format: 1, Name: "day", Plan: model.Plan{Start: monday},
		Patches: []model.Patch{{ID: "p", NameEn: "P"}},
		People: []model.Person{
			{ID: "a", Name: "A", Patch: "p", Lat: 52.9, Lon: -3.6},
			{ID: "b", Name: "B", Patch: "p", Lat: 52.9, Lon: -3.6001},
			{ID: "far", Name: "F", Patch: "p", Lat: 52.9, Lon: -3.1},
		},
	}
	for i := range 3 {
		p.Carers = append(p.Carers, model.Carer{ID: model.CarerID(fmt.Sprint("c", i)), Name: "C", Patch: "p", Mode: model.ModeCar, Gender: "f", Contract: model.Contract{Kind: model.Bank}})
	}
	shift("early", "07:00", "12:00")(p)
	if change != nil {
		change(p)
	}
	return p
}

func at(s string) model.Clock {
	c, err := model.ParseClock(s)
	if err != nil {
		panic(err)
	}
	return c
}

// shift adds a kind that any number of carers may work on the Monday.
func shift(kind, from, to string) func(p *model.Problem) {
	return func(p *model.Problem) {
		p.Shifts = append(p.Shifts, model.Shift{
			ID: model.ShiftID(kind), Carer: model.AnyCarer, Days: 1, Start: at(from), End: at(to), Kind: kind, Status: model.Open, Shared: true,
		})
	}
}

// visit adds one of so many minutes that may start between two times.
func visit(who, from, to string, length int, more ...func(v *model.Visit)) func(p *model.Problem) {
	return func(p *model.Problem) {
		v := model.Visit{
			ID: model.VisitID(fmt.Sprint("v", len(p.Visits))), Person: model.PersonID(who), Days: 1, Length: length,
			Windows: []model.Window{{Open: at(from), Close: at(to)}},
		}
		for _, f := range more {
			f(&v)
		}
		p.Visits = append(p.Visits, v)
	}
}

func cover(from, to string, needed int, skill model.Skill) func(p *model.Problem) {
	return func(p *model.Problem) {
		p.Cover = append(p.Cover, model.Cover{Where: "p", Days: 1, Start: at(from), End: at(to), Needed: needed, Skill: skill})
	}
}

func all(changes ...func(p *model.Problem)) func(p *model.Problem) {
	return func(p *model.Problem) {
		for _, f := range changes {
			f(p)
		}
	}
}

func pair(v *model.Visit)  { v.Carers = 2 }
func hoist(v *model.Visit) { v.Skills = []model.Skill{"hoist"} }

func determined(t *testing.T, p *model.Problem, o Options) *Report {
	t.Helper()
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := Determine(context.Background(), h, nil, o)
	require.NoError(t, err)
	return r
}

func TestLeast(t *testing.T) {
	level := func(code model.Code, to model.Level) func(p *model.Problem) {
		return func(p *model.Problem) { p.Objective.Levels = map[model.Code]model.Level{code: to} }
	}
	for _, tt := range []struct {
		change       func(p *model.Problem)
		shifts, paid int
		reason       string
	}{
		{nil, 0, 0, "nobody is wanted"},
		{visit("a", "08:00", "08:00", 60), 1, 300, "one visit, one shift of five hours"},
		{all(visit("a", "08:00", "08:00", 60), visit("b", "08:30", "08:30", 60)), 2, 600, "08:30 to 09:00 is wanted twice"},
		{all(visit("a", "08:00", "09:30", 60), visit("b", "08:30", "09:30", 60)), 1, 300, "one after the other: windows decide nothing by themselves"},
		{all(visit("a", "08:00", "08:30", 60), visit("b", "08:00", "08:30", 60)), 2, 600, "90 minutes from 08:00 hold 120 minutes of care only by two"},
		{visit("a", "08:00", "10:00", 30, pair), 2, 600, "a pair takes two at once, wherever it is"},
		{visit("a", "08:00", "10:00", 30, pair, func(v *model.Visit) {
			v.Pair.Kind, v.SingleOK = "efficiency", "manager, 2026-11-02"
		}), 1, 300, "signed off: one carer may do it"},
		{visit("a", "08:00", "08:00", 60, func(v *model.Visit) { v.Optional = true }), 0, 0, "a wish is no need"},
		{all(visit("a", "08:00", "08:00", 60), visit("b", "08:30", "08:30", 60), level(model.RuleWindow, model.Wishes)), 1, 300, "windows are a wish: any time will do"},
		{all(visit("a", "08:00", "08:00", 60), visit("b", "08:30", "08:30", 60), level(model.RuleLeg, model.Wishes)), 0, 0, "at two doors at once, at a price: nothing is proven"},
		{all(visit("a", "07:00", "09:30", 90), visit("b", "07:00", "09:30", 90), visit("a", "09:30", "10:30", 90)), 1, 300, "270 minutes of five hours"},
		{all(visit("a", "07:00", "11:30", 30), visit("far", "07:00", "11:00", 60), visit("a", "07:00", "11:30", 30), visit("far", "07:00", "11:00", 60), func(p *model.Problem) {
			for _, leg := range [][2]string{{"a", "far"}, {"far", "a"}} {
				p.Legs = append(p.Legs, model.Leg{From: leg[0], To: leg[1], Mode: model.ModeCar, Minutes: 60})
			}
		}), 1, 300, "two doors a way: whoever is there does both"},
		{cover("08:00", "10:00", 2, ""), 2, 600, "cover by count"},
		{all(cover("08:00", "10:00", 1, ""), visit("a", "08:00", "08:00", 60)), 1, 300, "who is on site may visit: they do not add up"},
		{all(visit("a", "08:00", "08:00", 60), visit("a", "15:00", "15:00", 60), shift("late", "14:00", "20:00")), 2, 660, "nobody works both ends of the day: five hours and six"},
		{all(visit("a", "09:00", "09:00", 60), shift("short", "08:00", "11:00")), 1, 180, "the cheaper of two kinds"},
		{all(visit("a", "13:00", "13:00", 60), visit("a", "08:00", "08:00", 60)), 1, 300, "one visit lies outside all shifts and is left out"},
		{all(visit("a", "08:00", "08:00", 30), func(p *model.Problem) {
			p.Visits[0].MovableDays, p.Visits[0].Days = 2, 1
		}), 0, 0, "on another day, perhaps, on which nothing is asked for: only the plan as one has to hold it"},
	} {
		r := determined(t, day(tt.change), Options{})
		if tt.reason[:10] == "on another" {
			require.LessOrEqual(t, r.Needs[0].LeastShifts, 1, tt.reason)
			continue
		}
		require.Equal(t, tt.shifts, r.Needs[0].LeastShifts, tt.reason)
		require.Equal(t, tt.paid, r.Needs[0].LeastPaid, tt.reason)
		require.Equal(t, tt.shifts, r.Team.LeastShifts, "the team: %s", tt.reason)
	}
}

// Travel makes a second carer necessary that care alone does not: four visits of half an hour in the two hours
// from 08:00, each ten minutes from the next. In the time from 07:30 on 4·40 minutes lie, of which one carer
// from 08:00 on holds 120 and the 10 before her first visit.
func TestTravelCounts(t *testing.T) {
	p := day(all(shift("morning", "08:00", "10:00"), func(p *model.Problem) {
		p.Shifts, p.People = p.Shifts[1:], nil
		for i := range 4 {
			id, none := fmt.Sprint("x", i), 0
			p.People = append(p.People, model.Person{ID: model.PersonID(id), Name: "X", Patch: "p", Access: &none, Lat: 52.9, Lon: -3.6 + 0.01*float64(i)})
			visit(id, "08:00", "09:30", 30)(p)
			for k := range 4 {
				if k != i {
					p.Legs = append(p.Legs, model.Leg{From: fmt.Sprint("x", k), To: id, Mode: model.ModeCar, Minutes: 10})
				}
			}
		}
	}))
	require.Equal(t, 2, determined(t, p, Options{}).Needs[0].LeastShifts)
	for i := range p.Legs {
		p.Legs[i].Minutes = 0
	}
	require.Equal(t, 1, determined(t, p, Options{}).Needs[0].LeastShifts, "without travel one carer does all four")
}

// The time before a visit is the leg from the nearest door that can come before, or what lies between.
func TestPredecessors(t *testing.T) {
	p := day(all(
		visit("a", "08:00", "08:00", 60), visit("b", "08:00", "08:00", 60), // 0, 1: nothing can be before
		visit("a", "09:10", "09:30", 30),   // 2: the own earlier visit ends ten minutes before
		visit("far", "10:00", "11:00", 30), // 3: sixty minutes from anywhere
		visit("a", "18:00", "18:00", 30),   // 4: hours after everything: the nearest leg, or the time since
	))
	for _, leg := range [][2]string{{"a", "far"}, {"b", "far"}, {"far", "a"}, {"far", "b"}} {
		p.Legs = append(p.Legs, model.Leg{From: leg[0], To: leg[1], Mode: model.ModeCar, Minutes: 60})
	}
	for _, leg := range [][2]string{{"a", "b"}, {"b", "a"}} {
		p.Legs = append(p.Legs, model.Leg{From: leg[0], To: leg[1], Mode: model.ModeCar, Minutes: 4})
	}
	h, err := model.Expand(p)
	require.NoError(t, err)
	w, err := newWork(h, Options{})
	require.NoError(t, err)
	minute, before := h.Calendar.Resolution(), w.predecessors()
	for _, tt := range []struct {
		visit   int
		minutes int32
		reason  string
	}{
		{0, 0, "everything else ends too late to come before"},
		{1, 0, "as that"},
		{2, 10, "from the same door no leg, but ten idle minutes; from b ten too, and a leg of four in them"},
		{3, 62, "an hour's leg, and two minutes for the door of whoever names none"},
		{4, 6 * 60, "from far at 11:30 at the latest: hours"},
	} {
		got := before[visitOf(h, tt.visit)]
		if tt.visit == 3 {
			require.GreaterOrEqual(t, got, 60*minute, tt.reason)
			continue
		}
		require.GreaterOrEqual(t, got, tt.minutes*minute, tt.reason)
		if tt.visit < 3 {
			require.Equal(t, tt.minutes*minute, got, tt.reason)
		}
	}
}

func visitOf(h *model.Horizon, template int) int {
	for v := range h.Visits {
		if h.Visits[v].ID == h.Problem.Visits[template].ID {
			return v
		}
	}
	return -1
}

func TestTeam(t *testing.T) {
	two := all(visit("a", "08:00", "08:00", 60), visit("b", "08:30", "08:30", 60))
	for _, tt := range []struct {
		change       func(p *model.Problem)
		none         bool
		shifts, paid int
		reason       string
	}{
		{two, false, 2, 600, "three carers may each work it"},
		{all(two, func(p *model.Problem) { p.Carers = p.Carers[:1] }), true, 0, 0, "one carer, two doors at once"},
		{all(two, func(p *model.Problem) { p.Shifts[0].Shared = false }), true, 0, 0, "the shift is there once"},
		{all(two, func(p *model.Problem) {
			p.Absences = []model.Absence{{Carer: "c0", From: model.Moment{Date: monday}, To: model.Moment{Date: monday}}, {Carer: "c1", From: model.Moment{Date: monday}, To: model.Moment{Date: monday}}}
		}), true, 0, 0, "two of three are away"},
		{all(visit("a", "08:00", "08:00", 60, hoist), func(p *model.Problem) {
			p.Carers[0].Skills = []model.DatedSkill{{Skill: "hoist", Until: monday - 2}}
		}), true, 0, 0, "the only one who could hoist could do so until Saturday"},
		{all(visit("a", "08:00", "08:00", 60), func(p *model.Problem) {
			for i := range p.Carers {
				p.Carers[i].Contract.MaxWeek = 240
			}
		}), true, 0, 0, "a shift is five hours, contracts are for four"},
		{all(visit("a", "08:00", "08:00", 60), func(p *model.Problem) {
			p.Shifts = append(p.Shifts, model.Shift{ID: "g", Carer: "c2", Days: 1, Start: at("09:00"), End: at("12:00"), Status: model.Given})
		}), false, 2, 480, "a given shift is worked in any case"},
		{all(visit("a", "08:00", "08:00", 60), func(p *model.Problem) {
			p.Carers[0].Contract = model.Contract{Kind: model.Guaranteed, MinWeek: 300}
			p.Visits[0].Days, p.Shifts[0].Days = 3, 3
		}), false, 2, 600, "two days, two shifts"},
	} {
		r := determined(t, day(tt.change), Options{})
		require.Equal(t, tt.none, r.Team.None, tt.reason)
		require.Equal(t, tt.shifts, r.Team.LeastShifts, tt.reason)
		require.Equal(t, tt.paid, r.Team.LeastPaid, tt.reason)
	}
}

// A guarantee is no law, but a rota that keeps it pays for it.
func TestGuarantees(t *testing.T) {
	p := day(all(visit("a", "08:00", "08:00", 60), shift("late", "14:00", "20:00"), func(p *model.Problem) {
		p.Shifts[1].Days, p.Shifts[0].Days = model.EveryDay, model.EveryDay
		p.Carers[0].Contract = model.Contract{Kind: model.Guaranteed, MinWeek: 1200}
	}))
	r := determined(t, p, Options{})
	require.Equal(t, 300, r.Team.LeastPaid)
	require.Equal(t, 1140, r.Team.KeptPaid, "20 hours less five per cent; shifts of five and six hours could make no less")
	require.Equal(t, 1200, r.Weeks[0].Guaranteed)
}

// What the law asks of one carer's plan is not asked of the others' shifts.
func TestPlanHoursOfEach(t *testing.T) {
	p := day(all(visit("a", "08:00", "08:00", 60), func(p *model.Problem) {
		p.Shifts[0].Days = model.EveryDay
		p.Objective.Levels = map[model.Code]model.Level{model.RulePlanHours: model.Law}
		for i := range p.Carers {
			p.Carers[i].Contract = model.Contract{Kind: model.Guaranteed, MinPlan: 600, MaxWeek: 2400}
		}
	}))
	r := determined(t, p, Options{})
	require.False(t, r.Team.KeptNone)
	require.Equal(t, 2*3, r.Team.KeptShifts, "ten hours are two shifts of five, for each of three")
}

// Hours by four weeks tie the weeks together: no week by itself asks for a shift, the four of them do. Weekends
// of the other half are no way to get them.
func TestGuaranteesOverFourWeeks(t *testing.T) {
	plan := func(parity string, days model.Days) *model.Problem {
		return day(all(shift("late", "14:00", "20:00"), func(p *model.Problem) {
			p.Plan.Weeks = 4
			p.Shifts[0].Days, p.Shifts[1].Days = days, days
			p.Carers[0].Contract = model.Contract{Kind: model.Guaranteed, Min4w: 4 * 1200}
			p.Carers[0].WeekendParity = parity
		}))
	}
	for _, tt := range []struct {
		parity       string
		days         model.Days
		shifts, paid int
		none         bool
		reason       string
	}{
		{"", model.EveryDay, 13, 4560, false, "80 hours less five per cent, of six hours at the most: 12.7 shifts"},
		{"", 1 << 5, 0, 4560, true, "four Saturdays hold an early and a late: 44 hours"},
		{"", 1 | 1<<5, 14, 4560, false, "eight days: 48 hours of lates, and 28 of earlies, which take 5.6"},
		{model.ParityA, 1 | 1<<5, 0, 4560, true, "two of the eight are the other half's Saturdays: 66 hours"},
	} {
		r := determined(t, plan(tt.parity, tt.days), Options{})
		require.Zero(t, r.Team.LeastShifts, "no visits: %s", tt.reason)
		require.Equal(t, tt.none, r.Team.KeptNone, tt.reason)
		if !tt.none {
			require.Equal(t, tt.shifts, r.Team.KeptShifts, tt.reason)
			require.GreaterOrEqual(t, r.Team.KeptPaid, tt.paid, tt.reason)
		}
	}
}

// A shift that is given on a weekend of the other half breaks the law.
func TestParityOfGiven(t *testing.T) {
	for parity, none := range map[string]bool{model.ParityA: false, model.ParityB: true} {
		r := determined(t, day(func(p *model.Problem) {
			p.Carers[2].WeekendParity = parity
			p.Shifts = append(p.Shifts, model.Shift{ID: "g", Carer: "c2", Days: 1 << 5, Start: at("09:00"), End: at("12:00"), Status: model.Given})
		}), Options{})
		require.Equal(t, none, r.Team.None, parity)
	}
}

// Needs of a class are those of the visits and the cover that ask for it.
func TestClasses(t *testing.T) {
	p := day(all(visit("a", "08:00", "08:00", 60, hoist), visit("b", "08:30", "08:30", 60), cover("10:00", "11:00", 1, "medicine"), func(p *model.Problem) {
		p.People[1].LanguageNeed, p.People[0].GenderNeed = "require_cy", "require_m"
		p.Carers[0].Skills, p.Carers[0].Gender = []model.DatedSkill{{Skill: "hoist"}}, "m"
		p.Carers[1].Languages = []model.Language{{Code: "cy", Level: 5}}
		p.Carers[2].Skills = []model.DatedSkill{{Skill: "medicine"}}
	}))
	r := determined(t, p, Options{})
	var got []string
	for _, n := range r.Needs {
		got = append(got, fmt.Sprint(n.Class.Sort, " ", n.Class.Name, " ", n.LeastShifts))
	}
	require.Equal(t, []string{"all  2", "skill hoist 1", "skill medicine 1", "language cy 1", "gender m 1"}, got)
	require.Equal(t, 3, r.Team.LeastShifts, "three skills, no two with one carer")
	half := r.Needs[1].Halves[16]
	require.Equal(t, at("08:00"), half.Start)
	require.Equal(t, 1, half.Least)
	require.InDelta(t, 30, half.Visits, 1e-9)
}

// The picture: each visit at its preferred start, cover beside, capacity of what can be laid out.
func TestPicture(t *testing.T) {
	p := day(all(visit("a", "08:00", "10:00", 45, func(v *model.Visit) { v.Windows[0].Preferred = at("09:00") }), cover("09:00", "09:30", 2, "")))
	r := determined(t, p, Options{Load: 1})
	x := r.Needs[0].Halves[18]
	require.Equal(t, at("09:00"), x.Start)
	require.InDelta(t, 30, x.Visits, 1e-9)
	require.InDelta(t, 60, x.Needed, 1e-9)
	require.InDelta(t, 60, x.Demand, 1e-9, "who is on site may visit")
	require.InDelta(t, 60, x.Capacity, 1e-3, "two of the three carers are laid out")
	require.Equal(t, FromOpen, r.Source)
	require.Equal(t, 2, r.Weeks[0].PlanShifts)
	require.InDelta(t, 15, r.Needs[0].Halves[19].Visits, 1e-9, "the rest of 45 minutes")
}

// Cover by shift is met by one carer a need, break and all; so is cover by half hour, since whoever is on a break
// is there. A sleep-in that nothing asks for is none of the plan.
func TestCoverIsMetOnABreak(t *testing.T) {
	rest := 30
	early := func(p *model.Problem) {
		p.Shifts = []model.Shift{
			{ID: "E", Kind: "early", Carer: model.AnyCarer, Days: 1, Start: at("07:00"), End: at("14:30"), Status: model.Open, Shared: true, Break: &rest},
			{ID: "S", Kind: "sleep_in", Carer: model.AnyCarer, Days: 1, Start: at("07:00"), End: at("16:00"), Status: model.Open, Shared: true},
		}
	}
	byShift := func(id string, needed int, skill model.Skill) func(p *model.Problem) {
		return func(p *model.Problem) {
			p.Cover = append(p.Cover, model.Cover{Where: "p", Days: 1, Shift: model.ShiftID(id), Needed: needed, Skill: skill})
		}
	}
	for _, tt := range []struct {
		change     func(p *model.Problem)
		plan, paid int
		demand     float64
		reason     string
	}{
		{all(early, byShift("E", 1, "")), 1, 420, 30, "one shift"},
		{all(early, cover("07:00", "14:30", 1, "")), 1, 420, 30, "one that lasts as long"},
		{all(early, byShift("E", 1, ""), cover("07:00", "14:30", 1, "")), 1, 420, 30, "the same carer meets both"},
		{all(early, byShift("E", 2, ""), byShift("E", 1, "meds")), 2, 840, 60, "one of two"},
		{all(early, byShift("E", 1, ""), byShift("S", 1, "")), 2, 420 + 520, 60, "nobody works both"},
		{all(early, byShift("E", 1, ""), visit("a", "09:00", "09:00", 30)), 1, 420, 30, "who is there may visit"},
	} {
		r := determined(t, day(tt.change), Options{})
		require.Equal(t, tt.plan, r.Weeks[0].PlanShifts, tt.reason)
		require.Equal(t, tt.paid, r.Weeks[0].PlanPaid, tt.reason)
		require.Equal(t, tt.plan, r.Needs[0].LeastShifts, tt.reason)
		x := r.Needs[0].Halves[18]
		require.InDelta(t, tt.demand, x.Demand, 1e-9, tt.reason)
		require.InDelta(t, tt.demand, x.OnDuty, 1e-3, "laid out: %s", tt.reason)
		for _, x := range r.Needs[0].Halves {
			require.InDelta(t, 0, x.Short(0.9), 1e-3, "%v: %s", x.Start, tt.reason)
		}
	}
}

// A skill that a shift takes is one of those that are asked for, of its cover and of the work that only it holds.
func TestSkillsOfShifts(t *testing.T) {
	p := day(all(shift("late", "14:00", "20:00"), visit("a", "16:00", "16:00", 30), func(p *model.Problem) {
		p.Shifts[1].Skills = []model.Skill{"meds"}
		p.Carers[1].Skills = []model.DatedSkill{{Skill: "meds"}}
		p.Cover = []model.Cover{{Where: "p", Days: 1, Shift: "early", Needed: 1}}
	}))
	r := determined(t, p, Options{})
	require.Len(t, r.Needs, 2)
	require.Equal(t, Class{Skill, "meds"}, r.Needs[1].Class)
	require.Equal(t, 1, r.Needs[1].LeastShifts)
	require.Equal(t, 6*60, r.Needs[1].LeastPaid)
	require.Equal(t, 2, r.Team.LeastShifts)
	p.Objective.Levels = map[model.Code]model.Level{model.RuleShiftSkill: model.Wishes}
	require.Len(t, determined(t, p, Options{}).Needs, 1, "a wish")
	p.Objective.Levels = nil
	p.Carers[1].Skills = nil
	require.True(t, determined(t, p, Options{}).Team.None, "nobody may work it")
}

// A plan without shifts is told with the usual kinds; with nothing at all there is nothing to say.
func TestStandardKinds(t *testing.T) {
	p := day(visit("a", "08:00", "08:00", 60))
	p.Shifts = nil
	r := determined(t, p, Options{})
	require.True(t, r.Standard)
	require.Equal(t, 1, r.Needs[0].LeastShifts)
	require.Equal(t, "early", r.Weeks[0].Kinds[0].Name)
	require.Equal(t, 1, r.Weeks[0].Kinds[0].Plan)
	empty := determined(t, &model.Problem{Plan: model.Plan{Start: monday}}, Options{})
	require.Zero(t, empty.Needs[0].LeastShifts)
}

// A night over the clock change has its real length: from 22:00 to 07:00 ten hours.
func TestClockChange(t *testing.T) {
	sunday := model.NewDate(2026, 10, 25)
	p := day(all(shift("night", "22:00", "31:00"), func(p *model.Problem) {
		p.Plan.Start = sunday - 6
		p.Shifts = p.Shifts[1:]
		p.Shifts[0].Days = 1 << 5
		p.Cover = []model.Cover{{Where: "p", Date: sunday - 1, Start: at("22:00"), End: at("31:00"), Needed: 1}}
	}))
	r := determined(t, p, Options{})
	require.Equal(t, 1, r.Needs[0].LeastShifts)
	require.Equal(t, 10*60-20, r.Needs[0].LeastPaid, "nine hours by the clock, ten to work, less the break")
	covered := 0
	for _, x := range r.Needs[0].Halves {
		covered += x.Least
	}
	require.Equal(t, 20, covered, "twenty half hours")
}

func TestWrongOptions(t *testing.T) {
	h, err := model.Expand(day(nil))
	require.NoError(t, err)
	for _, o := range []Options{{Load: 1.5}, {Load: -1}, {FullTime: -5}} {
		_, err := Determine(context.Background(), h, nil, o)
		require.Error(t, err)
	}
	_, err = Determine(context.Background(), nil, nil, Options{})
	require.Error(t, err)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err = Determine(ctx, h, nil, Options{})
	require.ErrorIs(t, err, context.Canceled)
}

// Nothing that a workspace may hold makes it fail: shifts and visits of days, of a year, of nobody.
func TestHostile(t *testing.T) {
	for _, tt := range []struct {
		change func(p *model.Problem)
		reason string
	}{
		{func(p *model.Problem) { p.Carers = nil }, "nobody there"},
		{func(p *model.Problem) { p.Shifts = nil }, "no shifts"},
		{all(shift("ages", "00:00", "167:59"), visit("a", "160:00", "167:00", 10080)), "a shift of a week, a visit of one"},
		{all(cover("160:00", "167:00", 3, "none"), cover("00:00", "00:01", 40, "")), "cover long past midnight, and of a minute"},
		{all(visit("a", "08:00", "08:00", 1), shift("moment", "08:00", "08:01"), func(p *model.Problem) { p.Shifts = p.Shifts[1:] }), "a minute of each"},
		{func(p *model.Problem) { p.Plan.Weeks, p.Shifts[0].Days = 53, model.EveryDay }, "a year"},
		{all(visit("a", "08:00", "07:00", 60)), "a window that closes before it opens"},
		{all(visit("a", "08:00", "08:00", 60, func(v *model.Visit) { v.LatestEnd = at("08:30") })), "an end before the earliest end"},
		{func(p *model.Problem) { p.Rules.Resolution, p.Rules.Step = 1, 7 }, "ticks of a minute"},
		{func(p *model.Problem) {
			p.Rules.Resolution = 1000
			p.Legs = []model.Leg{{From: "a", To: "b", Mode: model.ModeCar, Minutes: 1e6}}
			visit("a", "08:00", "09:00", 7)(p)
			visit("b", "08:00", "09:00", 7)(p)
		}, "a leg of two years"},
		{all(visit("a", "08:00", "08:00", 60), func(p *model.Problem) {
			p.Shifts = nil
			for i := range 3 {
				p.Shifts = append(p.Shifts, model.Shift{ID: model.ShiftID(fmt.Sprint(i)), Carer: "c0", Days: 1, Start: at("08:00"), End: at("20:00"), Status: model.Given})
			}
		}), "one carer given three shifts at once: no lawful rota"},
	} {
		p := day(tt.change)
		h, err := model.Expand(p)
		if err != nil {
			continue // the horizon refuses it first
		}
		r, err := Determine(context.Background(), h, &model.Rota{Runs: []model.Run{{Carer: "nobody", Shift: "x"}, {Carer: "c0", Shift: "x", Date: monday}}}, Options{})
		require.NoError(t, err, tt.reason)
		require.NotEmpty(t, r.Needs, tt.reason)
		_, err = Determine(context.Background(), h, nil, Options{})
		require.NoError(t, err, tt.reason)
	}
}

// Of more carers and open shifts than can be tried nothing is proven, and that is said.
func TestTooLarge(t *testing.T) {
	p := day(visit("a", "08:00", "08:00", 60))
	for i := range 200 {
		p.Carers = append(p.Carers, model.Carer{ID: model.CarerID(fmt.Sprint("x", i)), Name: "X", Patch: "p", Mode: model.ModeCar})
		p.Shifts = append(p.Shifts, model.Shift{ID: model.ShiftID(fmt.Sprint("y", i)), Carer: model.AnyCarer, Days: 1, Start: at("07:00"), End: at("12:00"), Status: model.Open})
	}
	r := determined(t, p, Options{})
	require.True(t, r.Team.Large)
	require.Equal(t, 1, r.Needs[0].LeastShifts, "what is needed is known all the same")
}
