// Package tiny makes small random problems for tests: at most twelve visits, but with pairs of
// different skills, narrow windows, two shifts a day, open and "any" shifts, bases, breaks,
// events, history, pins and a baseline, so that every rule has something to say; and with ties,
// loads, exact legs and the conventions of the published families, each in a fair share. All of
// them pass validation.
package tiny

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/milltir/milltir/model"
)

// Start is the Monday of most tiny problems. Some start in a week in which the clocks change.
var Start = model.NewDate(2026, 11, 23)

var starts = []model.Date{Start, Start, model.NewDate(2026, 10, 19), model.NewDate(2027, 3, 22)}

// Problem makes a random problem.
func Problem(rng *rand.Rand) *model.Problem {
	g := &maker{rng: rng, p: &model.Problem{Format: 1, Name: "tiny"}}
	g.start = starts[rng.IntN(len(starts))]
	g.p.Plan.Start = g.start
	g.days = model.Days(1 + rng.IntN(3))     // Monday, Tuesday or both
	if g.night = rng.IntN(5) == 0; g.night { // Sunday's night runs into the second week's Monday
		g.p.Plan.Weeks, g.days = 2, 1<<6|1
	}
	g.p.Patches = []model.Patch{
		{ID: "north", NameEn: "North", BaseLat: 52.91, BaseLon: -3.6},
		{ID: "south", NameEn: "South", BaseLat: 52.88, BaseLon: -3.58},
	}
	g.p.Places = []model.Place{
		{ID: "scheme", NameEn: "Scheme", Kind: model.PlaceScheme, Lat: 52.905, Lon: -3.597},
		{ID: "office", NameEn: "Office", Kind: model.PlaceVenue, Lat: 52.912, Lon: -3.611},
	}
	for i := range 2 + rng.IntN(3) {
		g.person(i)
	}
	for i := range 2 + rng.IntN(4) {
		g.carer(i)
	}
	n := 3 + rng.IntN(6)
	switch {
	case g.night:
		n = 2 + rng.IntN(2)
	case g.days == 3:
		n = 2 + rng.IntN(5)
	}
	for i := range n {
		g.visit(i)
	}
	g.ties()
	g.patterns()
	g.shifts()
	g.rest()
	if rng.IntN(4) == 0 {
		g.levels()
	}
	g.conventions()
	g.promises()
	g.tidy()
	g.papers()
	g.lines()
	g.ages()
	g.averages()
	g.fair()
	g.rests()
	g.providers()
	g.pools()
	g.ride()
	g.reserves()
	g.block()
	g.outings()
	g.cuts()
	g.draws()
	return g.p
}

type maker struct {
	rng   *rand.Rand
	p     *model.Problem
	days  model.Days
	start model.Date
	night bool
}

var skills = []model.Skill{"hoist", "insulin", "peg"}

func (g *maker) one(n int) bool { return g.rng.IntN(n) == 0 }

func (g *maker) near(at float64) float64 { return at + (g.rng.Float64()-0.5)*0.08 }

func (g *maker) anyCarer() model.CarerID {
	return model.CarerID(fmt.Sprintf("c%d", g.rng.IntN(max(1, len(g.p.Carers)))))
}

func (g *maker) person(i int) {
	x := model.Person{
		ID: model.PersonID(fmt.Sprintf("p%d", i)), Name: fmt.Sprintf("P. %d", i), Patch: "north",
		Lat: g.near(52.9), Lon: g.near(-3.6), Priority: g.rng.IntN(5), MaxCarers7d: g.rng.IntN(3),
	}
	if g.one(4) {
		x.Lat, x.Lon, x.Place = 0, 0, "scheme"
	}
	if g.one(3) {
		x.NamedTeam = []model.CarerID{"c0", "c1"}
	}
	if g.one(6) {
		x.Never = []model.CarerID{"c1"}
	}
	if g.one(8) {
		x.Only = []model.CarerID{"c0", "c2"}
	}
	g.p.People = append(g.p.People, x)
}

func (g *maker) carer(i int) {
	c := model.Carer{
		ID: model.CarerID(fmt.Sprintf("c%d", i)), Name: fmt.Sprintf("C. %d", i), Patch: "north", Mode: model.ModeCar,
		HomeLat: g.near(52.9), HomeLon: g.near(-3.6),
		Contract: model.Contract{Kind: model.Guaranteed, MinWeek: 300 + 60*g.rng.IntN(8), Overtime: g.one(2)},
	}
	switch g.rng.IntN(6) {
	case 0:
		c.Mode = model.ModeWalk
	case 1:
		c.Mode = model.ModeBike
	}
	if g.one(4) {
		c.Contract = model.Contract{Kind: model.Bank, MaxWeek: 600}
	}
	if g.one(4) {
		c.Patch = "south"
		c.OtherPatches = []model.PatchID{"north"}
	}
	ends := []string{model.FromBase, model.FromBase, "scheme", "office", "", model.FromHome, model.FromHome, ""}
	c.StartAt, c.EndAt = ends[g.rng.IntN(len(ends))], ends[g.rng.IntN(len(ends))]
	for _, s := range skills {
		if g.rng.IntN(3) > 0 {
			k := model.DatedSkill{Skill: s}
			if g.one(4) {
				k.Until = g.start
			}
			c.Skills = append(c.Skills, k)
		}
	}
	g.p.Carers = append(g.p.Carers, c)
}

func (g *maker) visit(i int) {
	v := model.Visit{
		ID: model.VisitID(fmt.Sprintf("v%d", i)), Days: g.days, Length: 15 + 15*g.rng.IntN(4),
		Person: g.p.People[g.rng.IntN(len(g.p.People))].ID, Optional: g.one(8), Priority: g.rng.IntN(5),
	}
	v.Windows = []model.Window{g.window(420 + g.rng.IntN(600))}
	if g.night && g.rng.IntN(3) > 0 {
		v.Windows = []model.Window{g.window([]int{30, 90, 330, 1380}[g.rng.IntN(4)])} // small hours, or late
	}
	if g.one(6) {
		v.Windows = append(v.Windows, g.window(int(v.Windows[0].Close)+30+g.rng.IntN(120)))
	}
	if g.one(6) {
		v.LatestEnd = v.Windows[len(v.Windows)-1].Close + model.Clock(v.Length) - model.Clock(g.rng.IntN(20))
	}
	if i == 0 && g.rng.IntN(5) > 0 || g.one(3) {
		v.Carers = 2
		v.Roles = []model.Role{{Name: "lead", Skills: skills[:1]}, {Name: "support"}}
		if g.rng.IntN(4) > 0 {
			v.Roles[1].Skills = skills[1:2]
		}
		if g.one(8) {
			v.Carers, v.Roles = 3, nil
		}
		if g.one(2) {
			// Narrower than any leg: parking alone takes two minutes.
			v.Windows = v.Windows[:1]
			w := &v.Windows[0]
			w.Close, w.Preferred = w.Open+model.Clock(g.rng.IntN(2)), 0
		}
	}
	if g.one(5) {
		v.Skills = skills[2:]
	}
	if g.one(4) {
		v.MinGapAfter = 60 * g.rng.IntN(5)
	}
	if g.one(4) {
		v.MaxGapAfter = v.MinGapAfter + 60 + 60*g.rng.IntN(3)
	}
	if g.one(4) {
		v.LengthMin, v.LengthMax = max(5, v.Length-15), v.Length+15
	}
	if g.one(3) {
		v.SameTime = 1 + g.rng.IntN(30)
	}
	g.p.Visits = append(g.p.Visits, v)
}

func (g *maker) window(open int) model.Window {
	w := model.Window{Open: model.Clock(open), Close: model.Clock(open + g.rng.IntN(90))}
	if g.rng.IntN(4) > 0 {
		w.Preferred = w.Open + model.Clock(g.rng.IntN(int(w.Close-w.Open)+1))
	}
	return w
}

// shifts gives every carer up to two shifts a day, and adds open ones for anybody.
func (g *maker) shifts() {
	add := func(carer model.CarerID, start, minutes int, status string) {
		s := model.Shift{
			ID: model.ShiftID(fmt.Sprintf("s%d", len(g.p.Shifts))), Carer: carer, Days: g.days,
			Start: model.Clock(start), End: model.Clock(start + minutes), Status: status,
		}
		if g.one(5) {
			b := 15
			s.Break = &b
		}
		g.p.Shifts = append(g.p.Shifts, s)
	}
	status := func() string {
		if g.one(3) {
			return model.Open
		}
		return model.Given
	}
	for i := range g.p.Carers {
		id := g.p.Carers[i].ID
		start := 390 + 15*g.rng.IntN(12)
		length := 180 + 30*g.rng.IntN(8)
		add(id, start, length, status())
		if i == 0 || g.one(2) {
			add(id, start+length+30*g.rng.IntN(6), 150+30*g.rng.IntN(10), status())
		} else if g.one(2) {
			add(id, start+60, length, model.Open) // another option that overlaps the first
		}
	}
	if g.night {
		add(g.anyCarer(), 1320, 480+30*g.rng.IntN(4), model.Open)
		add(model.AnyCarer, 1290, 540, model.Open)
	}
	for range g.rng.IntN(3) {
		add(model.AnyCarer, 420+30*g.rng.IntN(16), 240+30*g.rng.IntN(6), model.Open)
	}
}

// rest adds history, baseline, pins, absences, wishes and events.
func (g *maker) rest() {
	p, rng := g.p, g.rng
	if g.rng.IntN(4) > 0 {
		for _, x := range p.People {
			p.History = append(p.History, model.Contact{Person: x.ID, Carer: "c0", LastVisit: g.start.Add(-3), Visits90d: rng.IntN(3), VisitsInPlan: 3})
		}
		p.CarerHours = []model.CarerWeek{{
			Carer: "c0", WeekStart: g.start.Add(-7), MinutesWorked: 1800,
			LastShiftEnd: model.Moment{Date: g.start.Add(-1), Clock: model.At(20+rng.IntN(4), 0), Timed: true},
		}}
	}
	for _, v := range p.Visits {
		if g.one(3) {
			day := g.start.Add(-7 * rng.IntN(2)).Add(rng.IntN(2))
			p.Baseline = append(p.Baseline, model.Attendance{Visit: v.ID, Date: day, Start: v.Windows[0].Open, End: v.Windows[0].Open + 30, Carer: g.anyCarer()})
			if len(p.Baseline)%3 == 0 {
				p.Baseline[len(p.Baseline)-1].Role = model.RoleShadow
			}
		}
		if g.one(8) {
			pin := model.Pin{Visit: v.ID, Carer: g.anyCarer()}
			if g.one(2) {
				pin.Start = v.Windows[0].Close
			}
			p.Pins = append(p.Pins, pin)
		}
	}
	if g.one(4) {
		p.Absences = []model.Absence{{Carer: g.anyCarer(), From: model.Moment{Date: g.start, Clock: model.At(9, 0), Timed: true}, To: model.Moment{Date: g.start, Clock: model.At(11, 0), Timed: true}, Kind: "dentist"}}
	}
	if g.one(3) {
		p.Availability = append(p.Availability,
			model.Availability{Carer: g.anyCarer(), Days: model.EveryDay, From: model.At(12, 0), To: model.At(14, 0), Level: model.AvailNo},
			model.Availability{Carer: g.anyCarer(), Days: model.EveryDay, From: model.At(16, 0), To: model.At(18, 0), Level: model.AvailAvoid},
			model.Availability{Carer: "c0", Days: model.EveryDay, From: model.At(6, 0), To: model.At(15, 0), Level: model.AvailPrefer})
	}
	if g.one(3) {
		ev := model.Event{ID: "huddle", Attendees: []model.CarerID{"c0", "c1"}, Date: g.start, Start: model.At(9, 15*rng.IntN(4)), Length: 30, Kind: "huddle"}
		if g.one(2) {
			ev.Place = "scheme"
		}
		p.Events = append(p.Events, ev)
	}
}

// levels moves some rules to another level.
func (g *maker) levels() {
	o := &g.p.Objective
	o.Levels = make(map[model.Code]model.Level)
	for _, r := range model.RuleBook {
		if r.Code != model.RulePapers && r.Code != model.RuleNotice && !strings.HasPrefix(string(r.Code), "pool") && g.one(4) { // by dice of their own
			o.Levels[r.Code] = []model.Level{model.Law, model.Wishes, model.Off}[g.rng.IntN(3)]
		}
	}
	o.Weights = map[model.Code]model.Weights{model.RuleWait: {0.7}, model.RuleTravel: {1.3}}
}
