package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
)

// suspicions warns of what may be meant but probably is not. Rows with errors are passed over,
// and so is every question whose answer they could change. dates tells whether the settings
// allow to work out dates.
func (v *validator) suspicions(dates bool) {
	v.notPlanned()
	v.farAway()
	v.noWay()
	v.guessedBuses()
	v.oddBuses()
	v.needsNobodyGaveReasonFor()
	v.staleHistory()
	v.idleLocks()
	v.parityOfNoWeek()
	v.idleRotations()
	v.owesNothing()
	v.absenceKinds()
	v.absentTwice()
	v.onAndOff()
	v.longShifts()
	v.oddRecords()
	v.drawsTooLong()
	if dates {
		v.outsideThePlan()
		v.asideFromLaw()
		v.newLaw()
		v.wages()
		v.published()
	}
	if v.complete(carerTable) {
		v.skillsNobodyHolds()
	}
	if v.complete(patchTable) {
		v.holdsNothing()
	}
	if dates && v.complete(placeTable, personTable, legTable, matrixTable) {
		v.ownWays()
	}
	if v.complete(patchTable, placeTable, personTable, carerTable, skeletonNodeTable, skeletonLinkTable, barrierTable) {
		v.offSkeleton()
	}
	if !dates || !v.complete(patchTable, placeTable, personTable, carerTable, shiftTable, rotationTable, absenceTable) {
		return
	}
	h, err := v.soundRows().dated()
	if err != nil {
		return
	}
	if v.complete(poolTable) {
		v.overdrawn(h)
	}
	v.givenHours(h)
	v.noAverage(h)
	v.nobodyCan(h)
	v.tooShort(h)
	v.papersEnd(h)
	v.skillsEnd(h)
	v.overCapacity(h)
	v.eventsNobodyHolds(h)
	v.meetingsMissed(h)
	v.pinsNobodyKeeps(h)
	v.heldNobodyWorks(h)
	v.promises(h)
	v.reserves(h)
}

// soundRows gives the problem with every visit, event, pin, record, correction and row of the last rota that has an error put
// where it falls on no date: the rows keep their places.
func (v *validator) soundRows() *Problem {
	q := *v.p
	q.Visits, q.Events, q.Pins, q.Baseline, q.Published = slices.Clone(q.Visits), slices.Clone(q.Events), slices.Clone(q.Pins), slices.Clone(q.Baseline), v.soundPublished()
	q.Actuals, q.Corrections = v.soundRecords()
	for i := range q.Visits {
		if x := &q.Visits[i]; !(at{v, visitTable, i}).sound() {
			*x = Visit{ID: x.ID, Windows: []Window{{}}}
			if len(q.People) > 0 {
				x.Person = q.People[0].ID
			}
		}
	}
	for i := range q.Events {
		if !(at{v, eventTable, i}).sound() {
			q.Events[i].Attendees = nil
		}
	}
	for i := range q.Pins {
		if !(at{v, pinTable, i}).sound() {
			q.Pins[i].Visit = ""
		}
	}
	for i := range q.Baseline {
		if !(at{v, previousTable, i}).sound() {
			q.Baseline[i].Visit = ""
		}
	}
	return &q
}

// dated expands the visits and shifts of a problem without the cost of its travel.
func (p *Problem) dated() (*Horizon, error) {
	plan := p.Plan
	plan.Weeks = or(plan.Weeks, 1)
	plan.CycleAnchor = or(plan.CycleAnchor, plan.Start)
	rules := p.RulesInForce()
	cal, err := NewCalendar(plan.Start, or(plan.Timezone, "Europe/London"), rules.Resolution)
	if err != nil {
		return nil, err
	}
	h := &Horizon{Problem: p, Rules: rules, Calendar: cal, Weeks: plan.Weeks, PersonAt: make([]int, len(p.People)), PlaceAt: make([]int, len(p.Places))}
	h.index()
	if err := h.expandVisits(plan); err != nil {
		return nil, err
	}
	h.expandEvents(plan)
	h.expandReserve(plan)
	h.expandPublished()
	return h, h.expandShifts()
}

// notPlanned names the columns in use that this version reads but does not plan by.
func (v *validator) notPlanned() {
	for _, t := range tables {
		t.unplanned(v)
	}
	timed := 0
	for i := range v.p.Legs {
		if v.p.Legs[i].FromTime != 0 || v.p.Legs[i].ToTime != 0 {
			if timed++; timed == 1 {
				at{v, legTable, i}.say("W2013", "from_time", v.p.Legs[i].FromTime.String(), "travel by time of day is not planned in this version: the slowest row of a leg counts all day", "")
			}
		}
	}
}

// unplanned warns once per column, at the first row that uses it.
func (t *table[T]) unplanned(v *validator) {
	rows := *t.rows(v.p)
	for k := range t.columns {
		c := &t.columns[k]
		if !c.later {
			continue
		}
		used, first := 0, -1
		for i := range rows {
			if w := c.cell(&rows[i]).write(); w != "" && w != "none" && w != c.fallback {
				if used++; first < 0 {
					first = i
				}
			}
		}
		if used > 0 {
			at{v, t, first}.say("W2014", c.name, c.cell(&rows[first]).write(), fmt.Sprintf("%s is read and kept, but this version does not plan by it (rows that use it: %d)", c.name, used), "")
		}
	}
}

// farMetres is how far from the patch a home is surely a slip of the keyboard.
const farMetres = 80_000

func (v *validator) farAway() {
	p := v.p
	centre := map[PatchID]geo.Point{}
	lats, lons := map[PatchID][]float64{}, map[PatchID][]float64{}
	for i := range p.People {
		if x := &p.People[i]; x.Lat != 0 || x.Lon != 0 {
			lats[x.Patch], lons[x.Patch] = append(lats[x.Patch], x.Lat), append(lons[x.Patch], x.Lon)
		}
	}
	for i := range p.Patches {
		x := &p.Patches[i]
		switch {
		case x.BaseLat != 0 || x.BaseLon != 0:
			centre[x.ID] = geo.LatLon(x.BaseLat, x.BaseLon)
		case len(lats[x.ID]) > 2: // of two, nobody can tell which is the odd one
			centre[x.ID] = geo.LatLon(median(lats[x.ID]), median(lons[x.ID]))
		}
	}
	far := func(t anyTable, row int, patch PatchID, lat, lon float64) {
		c, ok := centre[patch]
		if !ok || (lat == 0 && lon == 0) {
			return
		}
		if d := orbgeo.DistanceHaversine(c, geo.LatLon(lat, lon)); d >= farMetres && (at{v, t, row}).sound() {
			column, advice := "lat", ""
			if t == anyTable(carerTable) {
				column = "home_lat"
			}
			if orbgeo.DistanceHaversine(c, geo.LatLon(lat, -lon)) < farMetres {
				advice = "Maybe the longitude lacks its minus sign"
			} else if orbgeo.DistanceHaversine(c, geo.LatLon(lon, lat)) < farMetres {
				advice = "Maybe latitude and longitude are swapped"
			}
			at{v, t, row}.say("W2003", column, fmt.Sprint(lat), fmt.Sprintf("the home is %.0f km from the middle of patch %q", d/1000, patch), advice)
		}
	}
	for i := range p.People {
		far(personTable, i, p.People[i].Patch, p.People[i].Lat, p.People[i].Lon)
	}
	for i := range p.Carers {
		far(carerTable, i, p.Carers[i].Patch, p.Carers[i].HomeLat, p.Carers[i].HomeLon)
	}
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return x[len(x)/2]
}

// noWay warns of travel that takes no time.
func (v *validator) noWay() {
	for i := range v.p.Legs {
		if l := &v.p.Legs[i]; l.Minutes == 0 && (at{v, legTable, i}).sound() {
			at{v, legTable, i}.say("W2006", "minutes", "0", fmt.Sprintf("travel from %s to %s takes no time", l.From, l.To), "Maybe the minutes were not filled in")
		}
	}
}

// skillsNobodyHolds warns once per skill, at the first visit, shift, cover or pool with windows that asks for it.
func (v *validator) skillsNobodyHolds() {
	held, told := map[Skill]bool{}, map[Skill]bool{}
	var names []string
	for i := range v.p.Carers {
		for _, k := range v.p.Carers[i].Skills {
			if !held[k.Skill] {
				held[k.Skill] = true
				names = append(names, string(k.Skill))
			}
		}
	}
	say := func(a at, column string, skills ...Skill) {
		for _, k := range skills {
			if k != "" && !held[k] && !told[k] {
				told[k] = true
				a.say("W2007", column, string(k), fmt.Sprintf("no carer holds the skill %q", k), maybe(string(k), names))
			}
		}
	}
	for i := range v.p.Visits {
		x := &v.p.Visits[i]
		say(at{v, visitTable, i}, "skills", x.Skills...)
		for _, r := range x.Roles {
			say(at{v, visitTable, i}, "roles", r.Skills...)
		}
	}
	for i := range v.p.Shifts {
		say(at{v, shiftTable, i}, "skills", v.p.Shifts[i].Skills...)
	}
	for i := range v.p.Cover {
		say(at{v, coverTable, i}, "skill", v.p.Cover[i].Skill)
	}
	for i := range v.p.Pools {
		if x := &v.p.Pools[i]; len(x.Windows) > 0 {
			say(at{v, poolTable, i}, "skills", x.Skills...)
		}
	}
}

// givenInOrder calls f for every two given shifts of a carer that follow each other.
func (h *Horizon) givenInOrder(f func(a, b *DatedShift)) {
	last := make([]*DatedShift, len(h.Problem.Carers))
	order := make([]*DatedShift, 0, len(h.Shifts))
	for i := range h.Shifts {
		if s := &h.Shifts[i]; s.Carer >= 0 && s.Status == Given {
			order = append(order, s)
		}
	}
	slices.SortStableFunc(order, func(a, b *DatedShift) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for _, s := range order {
		if last[s.Carer] != nil {
			f(last[s.Carer], s)
		}
		if last[s.Carer] == nil || s.End > last[s.Carer].End {
			last[s.Carer] = s
		}
	}
}

// givenHours warns of given shifts that break the law whatever the solver does.
func (v *validator) givenHours(h *Horizon) {
	ticks := make([]int32, len(v.p.Carers)*h.Weeks)
	told := map[int]bool{}
	for i := range h.Shifts {
		s := &h.Shifts[i]
		if s.Carer < 0 || s.Status != Given {
			continue
		}
		sum := &ticks[s.Carer*h.Weeks+s.Week]
		*sum += s.Paid()
		if c := &v.p.Carers[s.Carer]; *sum > h.Calendar.Ticks(h.Rules.Hours48.Cap) && !c.OptOut48 && !told[s.Carer] {
			if known, needed := v.hoursKnown(h, s.Carer, h.Rules.Hours48.Weeks); needed > 0 && known == needed {
				continue // it is a matter of the average
			}
			told[s.Carer] = true
			at{v, carerTable, s.Carer}.say("W2008", "opt_out_48", "", fmt.Sprintf("the given shifts of the week of %s are more than %d hours", h.Calendar.Start().Add(7*s.Week), h.Rules.Hours48.Cap/60), "Maybe opt_out_48 is meant to be yes, or some shifts are open")
		}
	}
	v.beyond(h)
	v.unfree(h)
	v.unbroken(h)
	v.restless(h)
}

// unbroken warns once a carer of given shifts without a break between them, none of which needs one by itself, and
// which together are long enough to want one; see [RuleBreak]. What is on the way between them is not asked.
func (v *validator) unbroken(h *Horizon) {
	from, own, told := slices.Repeat([]int32{-1}, len(v.p.Carers)), make([]bool, len(v.p.Carers)), make([]bool, len(v.p.Carers))
	rule := &h.Rules.Break
	h.givenInOrder(func(a, b *DatedShift) {
		c := b.Carer
		least, after := rule.Length, rule.After
		if h.Young(c, a.Date) {
			least, after = rule.YoungLength, rule.YoungAfter
		}
		enough := h.Calendar.Ticks(least)
		if from[c] < 0 {
			from[c], own[c] = a.Start, a.Break >= enough
		}
		if b.Start-a.End >= enough || !a.AtWork() || !b.AtWork() {
			from[c] = -1
			return
		}
		own[c] = own[c] || b.Break >= enough
		if own[c] || told[c] || b.End-from[c] <= h.Calendar.Ticks(after) {
			return
		}
		told[c] = true
		at{v, shiftTable, b.Template}.say("W2019", "break_min", "", fmt.Sprintf("carer %q works on %s from %s to %s in shifts with no break of %d minutes in or between them",
			v.p.Carers[c].ID, a.Date, h.Calendar.Local(from[c], a.Date), h.Calendar.Local(b.End, a.Date), least), fmt.Sprintf("Maybe break_min %d is meant for one of them, or a gap", least))
	})
}

// nobodyCan warns once per template of visits for which too few carers come into question.
func (v *validator) nobodyCan(h *Horizon) {
	byDate := map[Date][]int{}
	for i := range h.Shifts {
		byDate[h.Shifts[i].Date] = append(byDate[h.Shifts[i].Date], i)
	}
	told := map[int]bool{}
	back, on := h.reach()
	for i := range h.Visits {
		x := &h.Visits[i]
		if told[x.Template] || x.Patterned && h.Problem.Visits[x.Template].movable() {
			continue // another day may do
		}
		var shifts []int
		for d := x.Date.Add(-back); d <= x.Date.Add(on); d++ {
			shifts = append(shifts, byDate[d]...)
		}
		if c := h.count(x, shifts); c.able < x.Least {
			told[x.Template] = true
			at{v, visitTable, x.Template}.say("W2004", "windows", "", fmt.Sprintf("on %s it takes %d%s, and %d can come (%s)", x.Date, x.Least, h.whyTwo(x), c.able, c), "")
		}
	}
}

// whyTwo says why a pair that somebody signed for takes two all the same, "" where it does not.
func (h *Horizon) whyTwo(x *DatedVisit) string {
	if h.Problem.Visits[x.Template].SingleOK == "" || x.Least == 1 {
		return ""
	}
	return fmt.Sprintf(" in spite of single_ok, which counts for nothing where the person has a lone_after (%s)", h.Problem.People[x.Person].LoneAfter)
}

// reach gives how many days before a visit's date a shift that holds it may begin, and how many
// days after: shifts last, and windows open, past midnight.
func (h *Horizon) reach() (back, on int) {
	back, on = 1, 1
	for i := range h.Problem.Shifts {
		back = max(back, h.Problem.Shifts[i].End.Minutes()/1440)
	}
	for i := range h.Problem.Visits {
		for _, w := range h.Problem.Visits[i].Windows {
			on = max(on, w.Close.Minutes()/1440)
		}
	}
	return back, on
}

// census counts carers by what keeps them from a visit.
type census struct{ able, skill, papers, needs, list, away int }

func (c census) String() string {
	var why []string
	for _, x := range []struct {
		n    int
		text string
	}{{c.skill, "lack a skill"}, {c.papers, "have not started, are not registered or were checked too long ago"}, {c.needs, "are not what the person needs, or cannot be with what is at the home"}, {c.list, "are not on the person's lists"}, {c.away, "have no shift then"}} {
		if x.n > 0 {
			why = append(why, fmt.Sprintf("%d %s", x.n, x.text))
		}
	}
	if why == nil {
		return "there are no more"
	}
	return strings.Join(why, ", ")
}

// count weighs every carer for one visit; it stops when there are enough.
func (h *Horizon) count(x *DatedVisit, shifts []int) (c census) {
	p := h.Problem
	onDuty, anybody := map[int]bool{}, false
	for _, s := range shifts {
		ds := &h.Shifts[s]
		fits := slices.ContainsFunc(x.Windows, func(w DatedWindow) bool { return ds.Start <= w.Close && ds.End >= w.Open+x.LengthMin })
		if fits && ds.Carer >= 0 {
			onDuty[ds.Carer] = true
		}
		anybody = anybody || (fits && ds.Carer < 0)
	}
	visit, person := &p.Visits[x.Template], &p.People[x.Person]
	for i := range p.Carers {
		carer := &p.Carers[i]
		lacks := func(k Skill) bool { return !carer.Holds(k, x.Date) }
		noRole := len(visit.Roles) > 0 && !slices.ContainsFunc(visit.Roles, func(r Role) bool { return !slices.ContainsFunc(r.Skills, lacks) })
		switch {
		case slices.ContainsFunc(visit.Skills, lacks) || noRole:
			c.skill++
		case len(h.MissingPapers(i, x.Date)) > 0:
			c.papers++
		case !carer.suits(person, visit, h.Rules.Language.Level):
			c.needs++
		case p.Bars(person, carer):
			c.list++
		case !onDuty[i] && !anybody:
			c.away++
		default:
			if c.able++; c.able >= x.Least {
				return c
			}
		}
	}
	return c
}

// overCapacity compares, by half hour, what visits want at their preferred times with the
// carers on duty, and warns of the worst half hour of each day, at the first visit then.
func (v *validator) overCapacity(h *Horizon) {
	bins := (h.Weeks*7 + 2) * 48
	want, have := make([]int, bins), make([]int, bins)
	first := make([]int, bins) // the first visit that wants somebody then
	spread := func(from, to int32, f func(bin, minutes int)) {
		a, b := int(max(0, from)/h.Calendar.res), int(to/h.Calendar.res)
		for bin := a / half; bin*half < b && bin < bins; bin++ {
			f(bin, min(b, (bin+1)*half)-max(a, bin*half))
		}
	}
	for i := range h.Visits {
		if x := &h.Visits[i]; !x.Optional && !x.Patterned {
			spread(x.wanted(), x.wanted()+x.Length, func(bin, m int) {
				if want[bin] == 0 {
					first[bin] = x.Template
				}
				want[bin] += m * x.Need
			})
		}
	}
	busy := map[[2]int]int{} // carer, bin: two open shifts of a carer are not two carers
	for i := range h.Shifts {
		s := &h.Shifts[i]
		spread(s.Start, s.End, func(bin, m int) {
			if s.Carer >= 0 {
				m = min(m, half-busy[[2]int{s.Carer, bin}])
				busy[[2]int{s.Carer, bin}] += m
			}
			if s.Shared {
				m *= len(h.Problem.Carers)
			}
			have[bin] += m
		})
	}
	for day := range h.Weeks * 7 {
		worst := -1
		for bin := day * 48; bin < (day+1)*48; bin++ {
			if over := want[bin] - have[bin]; over > 0 && (worst < 0 || over > want[worst]-have[worst]) {
				worst = bin
			}
		}
		if worst >= 0 {
			d := h.Calendar.Start().Add(day)
			d0 := Diagnostic{Code: "W2005", Column: "windows", Message: fmt.Sprintf("on %s at %s the visits want %d carer-minutes in the half hour, and %d are on duty", d, Clock(worst%48*half), want[worst], have[worst]), Advice: "Maybe some windows can be wider, or a shift is missing"}
			v.p.origin.place(&d0, visitTable, len(v.p.Visits), first[worst])
			v.found = append(v.found, d0)
		}
	}
}
