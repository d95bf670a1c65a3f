package tiny

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/model"
)

// lines gives half of the problems what there is to say of carers' days and of who is there: shifts
// that several work at once, limits of days, weekends, shifts and hours, requests, and needs for cover.
// Like papers it has dice of its own and comes last; shifts and carers of its own make it worth
// something on days without visits too.
func (g *maker) lines() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(len(g.p.People)*len(g.p.Visits)), uint64(g.start)+uint64(7*len(g.p.Shifts)+g.p.People[0].Priority))), p: g.p, start: g.start}
	if d.one(2) {
		return
	}
	d.sharedShifts()
	for i := range g.p.Carers {
		d.limits(&g.p.Carers[i])
	}
	for i := range g.p.Shifts {
		if d.one(2) {
			g.p.Shifts[i].NoNext = []model.ShiftID{d.someShift().ID}
		}
	}
	d.roles()
	for range d.rng.IntN(5) {
		d.request()
	}
	for range d.rng.IntN(5) {
		d.cover()
	}
	codes := []model.Code{
		model.RuleDaysInRow, model.RuleShortStint, model.RuleDaysOff, model.RuleWeekends, model.RuleSuccession,
		model.RuleShiftMost, model.RulePlanHours, model.RuleStaffing, model.RuleWanted, model.RuleRequest,
		model.RuleShiftSkill, model.RuleShiftsInRow, model.RuleWholeWeekends,
	}
	d.someLevels(codes)
	for range d.rng.IntN(3) {
		d.colleagues()
	}
	d.someLevels([]model.Code{model.RuleTogether, model.RuleApart})
	d.meetings()
	d.freeze()
}

// someLevels makes wishes of some rules, or sets them aside.
func (g *maker) someLevels(codes []model.Code) {
	for _, code := range codes {
		if g.one(4) {
			if g.p.Objective.Levels == nil {
				g.p.Objective.Levels = make(map[model.Code]model.Level)
			}
			g.p.Objective.Levels[code] = []model.Level{model.Wishes, model.Wishes, model.Law, model.Off}[g.rng.IntN(4)]
		}
	}
}

// roles gives shifts kinds, rows and skills, and carers last days before the plan.
func (g *maker) roles() {
	for i := range g.p.Shifts {
		s := &g.p.Shifts[i]
		if g.one(2) {
			s.Kind = []string{"", "early", "night"}[g.rng.IntN(3)]
		}
		if g.one(2) {
			s.MinInRow, s.MaxInRow = g.rng.IntN(4), []int{0, 3, 4}[g.rng.IntN(3)]
		}
		if g.one(3) {
			s.Skills = []model.Skill{skills[g.rng.IntN(len(skills))]}
		}
	}
	for i := range g.p.Carers {
		if g.one(2) {
			g.lastDays(&g.p.Carers[i])
		}
	}
}

// lastDays says what a carer did before the plan.
func (g *maker) lastDays(c *model.Carer) {
	week := g.start.Add(-7)
	var w *model.CarerWeek
	for i := range g.p.CarerHours {
		if x := &g.p.CarerHours[i]; x.Carer == c.ID && x.WeekStart == week {
			w = x
		}
	}
	if w == nil {
		g.p.CarerHours = append(g.p.CarerHours, model.CarerWeek{Carer: c.ID, WeekStart: week, MinutesWorked: 900})
		w = &g.p.CarerHours[len(g.p.CarerHours)-1]
	}
	if g.one(3) {
		w.DaysOff = 1 + g.rng.IntN(4)
		return
	}
	w.DaysInRow = 1 + g.rng.IntN(4)
	if !g.one(4) {
		w.LastShift, w.ShiftsInRow = g.someShift().ID, g.rng.IntN(w.DaysInRow+1)
	}
}

// someShift is mostly one of those that come last, which fall on more days.
func (g *maker) someShift() *model.Shift {
	n := len(g.p.Shifts)
	if g.rng.IntN(3) > 0 {
		return &g.p.Shifts[n-1-g.rng.IntN(2)]
	}
	return &g.p.Shifts[g.rng.IntN(n)]
}

// sharedShifts shares what is open for anybody, and adds short shifts, one of which now and then begins
// past midnight, on more days than have visits.
func (g *maker) sharedShifts() {
	for i := range g.p.Shifts {
		if s := &g.p.Shifts[i]; s.Carer == model.AnyCarer && g.rng.IntN(3) > 0 {
			s.Shared = true
		}
	}
	if g.one(3) { // on a date after one whose last shift may begin later
		g.p.Shifts = append(g.p.Shifts, model.Shift{ID: "dawn", Carer: model.AnyCarer, Days: model.EveryDay, Start: 10, End: 50, Status: model.Open, Shared: true})
	}
	for i, id := range []model.ShiftID{"early", "late"} {
		if g.one(3) {
			continue
		}
		start := 360 + 480*i + 30*g.rng.IntN(4)
		if g.one(6) {
			start = 1440 + 60*g.rng.IntN(3)
		}
		g.p.Shifts = append(g.p.Shifts, model.Shift{
			ID: id, Carer: model.AnyCarer, Days: model.EveryDay &^ model.Days(g.rng.IntN(2)*g.rng.IntN(1<<6)), Start: model.Clock(start), End: model.Clock(start + 120 + 30*g.rng.IntN(6)),
			Status: model.Open, Shared: g.rng.IntN(4) > 0, Location: []string{"", "north", "north", "scheme"}[g.rng.IntN(4)],
		})
	}
}

// limits are what a carer agreed to.
func (g *maker) limits(c *model.Carer) {
	if g.one(2) {
		c.MaxDaysInRow = 1 + g.rng.IntN(3)
	}
	if g.one(3) {
		c.MinDaysInRow = 2
		c.MaxDaysInRow = max(c.MaxDaysInRow, 2)
	}
	if g.one(3) {
		c.MinDaysOff = 2 + g.rng.IntN(2)
	}
	if g.one(3) {
		c.MaxDaysOff = 3 + g.rng.IntN(2)
	}
	c.WholeWeekends = g.one(3)
	if g.one(3) {
		most := g.rng.IntN(2)
		c.MaxWeekends = &most
	}
	if g.one(3) {
		c.MostOf = []model.ShiftCount{{Shift: g.someShift().ID, Count: g.rng.IntN(2)}}
	}
	if g.one(3) {
		c.Contract.MinPlan = 120 + 60*g.rng.IntN(10)
	}
	if g.one(3) {
		c.Contract.MaxPlan = c.Contract.MinPlan + 60*g.rng.IntN(10)
	}
}

// request asks for a day, or for days, on or off.
func (g *maker) request() {
	q := model.Request{Carer: g.anyCarer(), Want: []string{model.WantOn, model.WantOff}[g.rng.IntN(2)], Weight: []*float64{nil, new(0.0), new(0.5), new(3.0)}[g.rng.IntN(4)]}
	if g.one(2) {
		q.Date = g.start.Add(g.rng.IntN(7))
	} else {
		q.Days = model.Days(1 + g.rng.IntN(1<<7-1))
	}
	if g.one(2) {
		q.Shift = g.someShift().ID
	}
	same := func(x model.Request) bool {
		return x.Carer == q.Carer && x.Date == q.Date && x.Days == q.Days && x.Shift == q.Shift && x.Want == q.Want
	}
	if !slices.ContainsFunc(g.p.Requests, same) {
		g.p.Requests = append(g.p.Requests, q)
	}
}

// cover wants carers in a shift, or in the half hours of a span, part of one at the end now and then.
func (g *maker) cover() {
	c := model.Cover{Where: []string{"north", "north", "north", "north", "south", "scheme"}[g.rng.IntN(6)], Needed: g.rng.IntN(3), Under: []*float64{nil, new(0.0), new(2.5)}[g.rng.IntN(3)], Over: []float64{0, 0.5, 1}[g.rng.IntN(3)]}
	if g.one(2) {
		c.Wanted = max(1, c.Needed+g.rng.IntN(2))
	}
	if g.one(3) {
		c.Skill = skills[g.rng.IntN(len(skills))]
	}
	if g.one(2) {
		c.Date = g.start.Add(g.rng.IntN(7))
	} else {
		c.Days = model.Days(1 + g.rng.IntN(1<<7-1))
	}
	s := g.someShift()
	if s.Location != "" && g.rng.IntN(4) > 0 {
		c.Where = s.Location
	}
	if g.one(2) {
		c.Shift = s.ID
	} else {
		c.Start = s.Start + model.Clock(30*g.rng.IntN(4))
		c.End = c.Start + model.Clock(20+20*g.rng.IntN(8))
	}
	same := func(x model.Cover) bool {
		return x.Where == c.Where && x.Date == c.Date && x.Days == c.Days && x.Start == c.Start && x.End == c.End && x.Skill == c.Skill && x.Shift == c.Shift
	}
	if !slices.ContainsFunc(g.p.Cover, same) {
		g.p.Cover = append(g.p.Cover, c)
	}
}

// colleagues has two carers work together, or apart, for the whole week or part of it.
func (g *maker) colleagues() {
	x := model.Colleagues{Carer: g.anyCarer(), Other: g.anyCarer(), Work: []string{model.WorkTogether, model.WorkApart}[g.rng.IntN(2)], SameSite: g.one(2)}
	if g.one(3) {
		x.From = g.start.Add(g.rng.IntN(4))
	}
	if g.one(3) {
		x.Until = g.start.Add(3 + g.rng.IntN(4))
	}
	either := func(y model.Colleagues) bool {
		return y.Carer == x.Carer && y.Other == x.Other || y.Carer == x.Other && y.Other == x.Carer
	}
	if x.Carer != x.Other && !slices.ContainsFunc(g.p.Colleagues, either) {
		g.p.Colleagues = append(g.p.Colleagues, x)
	}
}

// meetings adds movable events: for the week, for two of its days, or a supervision that is due.
func (g *maker) meetings() {
	if g.one(2) {
		return
	}
	x := model.Event{ID: "meeting", Attendees: []model.CarerID{"c0", g.anyCarer()}, Length: 15 + 15*g.rng.IntN(3), Kind: model.KindSupervision, Movable: true}
	switch g.rng.IntN(3) {
	case 0:
		x.Weekly = true
	case 1:
		from := g.rng.IntN(6)
		x.Within = []model.Date{g.start.Add(from), g.start.Add(from + 1)}
	default:
		x.Last = g.start.Add(-70 - g.rng.IntN(60))
	}
	if g.one(2) {
		x.Place = "scheme"
	}
	g.p.Events = append(g.p.Events, x)
	g.someLevels([]model.Code{model.RuleMeeting})
}

// CallMeetings has every meeting begin in some shift of an attendee's, for tests that do not solve.
func CallMeetings(h *model.Horizon, seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 77))
	for i := range h.Meetings {
		m := &h.Meetings[i]
		var at []int32
		for s := range h.Shifts {
			if ds := &h.Shifts[s]; ds.Date >= m.First && ds.Date <= m.Last && ds.End-ds.Start >= m.Length && (ds.Carer < 0 || slices.Contains(m.Attendees, ds.Carer)) {
				at = append(at, ds.Start+(ds.End-ds.Start-m.Length)/2)
			}
		}
		if len(at) > 0 {
			minute := h.Calendar.Ticks(1)
			h.Call(i, at[rng.IntN(len(at))]/minute*minute)
		}
	}
}

// freeze publishes some visits for their own dates and freezes the first days of the plan; some rows have
// a reason.
func (g *maker) freeze() {
	if !g.one(5) {
		return
	}
	g.p.Plan.FrozenUntil = g.start.Add(g.rng.IntN(7))
	for i := range g.p.Visits {
		v := &g.p.Visits[i]
		for d := range 7 {
			if !v.Days.Has(d) || g.one(2) {
				continue
			}
			at := v.Windows[0].Open + model.Clock(g.rng.IntN(20))
			row := model.Attendance{Visit: v.ID, Date: g.start.Add(d), Start: at, End: at + 30, Carer: g.anyCarer()}
			if g.one(5) {
				row.Reason = "asked for"
			}
			same := func(b model.Attendance) bool {
				return b.Visit == row.Visit && b.Date == row.Date && b.Carer == row.Carer
			}
			if !slices.ContainsFunc(g.p.Baseline, same) {
				g.p.Baseline = append(g.p.Baseline, row)
			}
		}
	}
	g.tell()
	g.someLevels([]model.Code{model.RuleFreeze})
}

// tell publishes shifts of some days, most of them as they are, and says when changes are told.
func (g *maker) tell() {
	g = &maker{rng: rand.New(rand.NewPCG(uint64(len(g.p.Shifts)+7*len(g.p.Requests)), uint64(g.start)+uint64(len(g.p.Baseline)))), p: g.p, start: g.start} // the other draws stay
	g.someLevels([]model.Code{model.RuleNotice})
	for i := range g.p.Shifts {
		s := &g.p.Shifts[i]
		for d := range 7 {
			if s.Date != 0 && s.Date != g.start.Add(d) || s.Date == 0 && !s.Days.Has(d) || g.one(2) {
				continue
			}
			x := model.Worked{Carer: s.Carer, Date: g.start.Add(d), Shift: s.ID, Start: s.Start, End: s.End}
			if x.Carer == model.AnyCarer || x.Carer == "" {
				x.Carer = g.anyCarer()
			}
			if x.Date > g.p.Plan.FrozenUntil && g.one(4) {
				x.End -= 5 // a frozen one that nobody can work would leave no lawful rota
			}
			if g.one(6) {
				x.Reason = "asked for"
			}
			same := func(b model.Worked) bool { return b.Carer == x.Carer && b.Date == x.Date && b.Shift == x.Shift }
			if !slices.ContainsFunc(g.p.Published, same) {
				g.p.Published = append(g.p.Published, x)
			}
		}
	}
	if g.one(2) {
		g.p.Plan.AsOf = model.Moment{Date: g.start.Add(-g.rng.IntN(16)), Clock: model.At(12, 0), Timed: true}
	}
}
