package model

import (
	"fmt"
	"slices"
)

// rows checks what several values of a row, or several rows, say together.
func (v *validator) rows() {
	v.addresses()
	each(v, personTable, len(v.p.People), v.person)
	each(v, visitTable, len(v.p.Visits), v.visit)
	v.selves()
	v.circles()
	v.twins()
	v.ties()
	v.groups()
	each(v, carerTable, len(v.p.Carers), v.carer)
	each(v, shiftTable, len(v.p.Shifts), v.shift)
	v.rotations()
	each(v, coverTable, len(v.p.Cover), v.cover)
	each(v, absenceTable, len(v.p.Absences), v.absence)
	each(v, availabilityTable, len(v.p.Availability), v.availability)
	each(v, requestTable, len(v.p.Requests), v.request)
	each(v, publishedTable, len(v.p.Published), func(a at, i int) { a.before("E1509", "end", v.p.Published[i].Start, v.p.Published[i].End) })
	each(v, colleagueTable, len(v.p.Colleagues), v.colleagues)
	each(v, eventTable, len(v.p.Events), v.event)
	each(v, poolTable, len(v.p.Pools), v.pool)
	v.drawing()
	v.wishes()
	each(v, legTable, len(v.p.Legs), v.leg)
	each(v, skeletonLinkTable, len(v.p.SkeletonLinks), v.skeletonLink)
	each(v, barrierTable, len(v.p.Barriers), v.barrier)
	v.matrices()
	v.patterns()
	v.buses()
	v.lifts()
	v.previous()
	each(v, historyTable, len(v.p.History), v.contact)
	each(v, hoursTable, len(v.p.CarerHours), v.hours)
	each(v, actualTable, len(v.p.Actuals), v.actual)
	each(v, correctionTable, len(v.p.Corrections), v.correction)
	v.block()
	v.pins()
	v.providers()
}

// each calls f for every row whose values were all read.
func each(v *validator, t anyTable, n int, f func(a at, i int)) {
	for i := range n {
		if a := (at{v, t, i}); a.whole() {
			f(a, i)
		}
	}
}

// before reports an end that does not come after its start.
func (a at) before(code, column string, start, end Clock) {
	if end.Minutes() > start.Minutes() || (end.Minutes() == start.Minutes() && end.Fold() && !start.Fold()) {
		return
	}
	advice := ""
	if end.Minutes()+1440-start.Minutes() <= 16*60 {
		advice = fmt.Sprintf("Maybe %s is meant, if it ends past midnight", end+1440)
	}
	a.say(code, column, end.String(), fmt.Sprintf("ends at %s, not after its start at %s", end, start), advice)
}

// either reports a row with both or neither of date and days.
func (a at) either(code string, date Date, days Days) {
	switch {
	case date != 0 && days != 0:
		a.say(code, "days", days.String(), "both a date and days are given", "Maybe keep the date")
	case date == 0 && days == 0:
		a.say(code, "date", "", "neither a date nor days are given", "Maybe days 1111111 is meant")
	}
}

func (v *validator) addresses() {
	places := map[string][2]float64{}
	for _, x := range addresses(v.p) {
		a := at{v, x.table, x.row}
		if !a.whole() {
			continue
		}
		needed := x.table == anyTable(placeTable) || (x.table == anyTable(personTable) && v.p.People[x.row].Place == "")
		switch here := [2]float64{*x.lat, *x.lon}; {
		case !x.placed() && *x.postcode != "":
			a.say("E1023", x.posCol, *x.postcode, fmt.Sprintf("postcode %s has no coordinates", *x.postcode), "Maybe add a row to postcodes.csv; a JSON document gives lat and lon beside the postcode")
		case !x.placed() && needed:
			a.say("E1201", x.latCol, "", "neither coordinates nor a postcode are given", "Maybe fill in the postcode and list it in postcodes.csv")
		case x.placed() && (*x.lat == 0 || *x.lon == 0):
			a.say("E1201", x.latCol, fmt.Sprint(*x.lat), "one of latitude and longitude is missing", "")
		case *x.postcode == "":
		case places[*x.postcode] != [2]float64{} && places[*x.postcode] != here:
			a.say("E1202", x.posCol, *x.postcode, fmt.Sprintf("postcode %s has other coordinates in another row", *x.postcode), "Maybe leave the postcode empty where the coordinates are better")
		default:
			places[*x.postcode] = here
		}
	}
}

func (v *validator) person(a at, i int) {
	p := &v.p.People[i]
	for _, list := range []struct {
		column string
		carers []CarerID
	}{{"only", p.Only}, {"named_team", p.NamedTeam}} {
		for _, c := range p.Never {
			if slices.Contains(list.carers, c) {
				a.say("E1203", list.column, string(c), fmt.Sprintf("carer %q is both in %s and in never", c, list.column), "")
			}
		}
	}
	if p.LoneAfter.Minutes() >= 24*60+Dawn.Minutes() {
		a.say("E1021", "lone_after", p.LoneAfter.String(), fmt.Sprintf("lone_after %s comes when the night is over, at %s: it asks for nothing", p.LoneAfter, Dawn), "Maybe an hour of the evening is meant, like 20:00")
	}
	if p.MaxCarers14d > 0 && p.MaxCarers7d > p.MaxCarers14d || p.MaxCarers28d > 0 && p.MaxCarers14d > p.MaxCarers28d {
		a.say("E1204", "max_carers_14d", fmt.Sprint(p.MaxCarers14d), "fewer carers are allowed in a longer period", "")
	}
}

func (v *validator) carer(a at, i int) {
	c := &v.p.Carers[i]
	if c.ID == AnyCarer {
		a.say("E1304", "id", string(c.ID), "the id any stands for whoever works an open shift", "Maybe use another id")
	}
	if c.ApprenticeUntil != 0 && c.ApprenticeUntil < c.ApprenticeFrom || c.ApprenticeUntil != 0 && c.ApprenticeFrom == 0 {
		a.say("E1312", "apprentice_until", c.ApprenticeUntil.String(), fmt.Sprintf("the apprenticeship ends on %s, and begins after it or on no day that is given", c.ApprenticeUntil), "Maybe apprentice_from is missing, or the dates are swapped")
	}
	if start := v.p.Plan.Start; start != 0 && c.Born >= start {
		a.say("E1313", "born", c.Born.String(), fmt.Sprintf("born on %s, and the plan starts on %s", c.Born, start), "Maybe the year is mistyped")
	}
	t := c.Contract
	if t.MaxWeek > 0 && t.MinWeek > t.MaxWeek {
		a.say("E1301", "min_week", fmt.Sprint(t.MinWeek), fmt.Sprintf("min_week %d is more than max_week %d", t.MinWeek, t.MaxWeek), "")
	}
	if t.Max4w > 0 && t.Min4w > t.Max4w {
		a.say("E1302", "min_4w", fmt.Sprint(t.Min4w), fmt.Sprintf("min_4w %d is more than max_4w %d", t.Min4w, t.Max4w), "")
	}
	if t.MaxPlan > 0 && t.MinPlan > t.MaxPlan {
		a.say("E1302", "min_plan", fmt.Sprint(t.MinPlan), fmt.Sprintf("min_plan %d is more than max_plan %d", t.MinPlan, t.MaxPlan), "")
	}
	if most := or(c.MaxDaysInRow, DaysInRow); c.MinDaysInRow > most {
		a.say("E1307", "min_days_in_row", fmt.Sprint(c.MinDaysInRow), fmt.Sprintf("at least %d days in a row are wanted, and at most %d allowed", c.MinDaysInRow, most), "")
	}
	if c.MaxDaysOff > 0 && c.MinDaysOff > c.MaxDaysOff {
		a.say("E1307", "min_days_off", fmt.Sprint(c.MinDaysOff), fmt.Sprintf("at least %d days off in a row are wanted, and at most %d allowed", c.MinDaysOff, c.MaxDaysOff), "")
	}
	for _, l := range c.Languages {
		if l.Level < 0 || l.Level > 5 {
			a.say("E1303", "languages", fmt.Sprint(l.Level), fmt.Sprintf("level %d of %s is out of range (0 to 5)", l.Level, l.Code), "")
		}
	}
	if c.StartAt != FromBase && c.EndAt != FromBase {
		return
	}
	for k := range v.p.Patches {
		x := &v.p.Patches[k]
		if x.ID == c.Patch && x.BaseLat == 0 && x.BaseLon == 0 && x.BasePostcode == "" {
			a.say("E1305", "start_at", FromBase, fmt.Sprintf("shifts start or end at the base, but patch %q has none", c.Patch), "Maybe fill in base_lat and base_lon in patches.csv")
		}
	}
}

func (v *validator) shift(a at, i int) {
	s := &v.p.Shifts[i]
	a.either("E1401", s.Date, s.Days)
	if s.Date != 0 && s.WeekOfCycle != (Cycle{}) {
		a.say("E1401", "week_of_cycle", s.WeekOfCycle.String(), "both a date and a week of the cycle are given", "")
	}
	a.cycle(s.WeekOfCycle)
	v.byRotation(a, s)
	a.before("E1402", "end", s.Start, s.End)
	if s.Carer == AnyCarer && s.Status == Given {
		a.say("E1404", "carer", string(s.Carer), "a given shift needs its carer", "Maybe the status is open")
	}
	if s.Shared && (s.Carer != AnyCarer || s.Status != Open) {
		a.say("E1407", "shared", "yes", "only an open shift of any carer can be shared", "Maybe the carer is any, and the status open")
	}
	if length := s.End.Minutes() - s.Start.Minutes(); s.Break != nil && length > 0 && *s.Break >= length {
		a.say("E1405", "break_min", fmt.Sprint(*s.Break), fmt.Sprintf("the break of %d minutes fills the shift of %d", *s.Break, length), "")
	}
	if s.MaxInRow > 0 && s.MinInRow > s.MaxInRow {
		a.say("E1430", "min_in_row", fmt.Sprint(s.MinInRow), fmt.Sprintf("at least %d days in a row are wanted, and at most %d allowed", s.MinInRow, s.MaxInRow), "")
	}
	a.breakSpan(s)
}

// breakSpan checks the span in which a shift wants its break.
func (a at) breakSpan(s *Shift) {
	if s.BreakFrom == 0 && s.BreakTo == 0 {
		return
	}
	length := breakMinutes(s, s.End.Minutes()-s.Start.Minutes(), a.v.p.RulesInForce().Break, false)
	from, to := s.BreakFrom.Minutes(), s.BreakTo.Minutes()
	switch {
	case s.BreakFrom == 0 || s.BreakTo == 0:
		a.say("E1406", "break_from", s.BreakFrom.String(), "only one of break_from and break_to is given", "")
	case from < s.Start.Minutes() || to > s.End.Minutes():
		a.say("E1406", "break_from", s.BreakFrom.String(), fmt.Sprintf("the break from %s to %s is not inside the shift from %s to %s", s.BreakFrom, s.BreakTo, s.Start, s.End), "")
	case to-from < length || to <= from:
		a.say("E1406", "break_to", s.BreakTo.String(), fmt.Sprintf("the break of %d minutes does not fit between %s and %s", length, s.BreakFrom, s.BreakTo), "")
	}
}

// cycle catches weeks of a cycle that Go code made; the readers refuse them.
func (a at) cycle(c Cycle) {
	if _, err := ParseCycle(c.String()); err != nil {
		a.say("E1013", "week_of_cycle", c.String(), err.Error(), "")
	}
}

func (v *validator) cover(a at, i int) {
	c := &v.p.Cover[i]
	a.either("E1502", c.Date, c.Days)
	switch given := c.Start != 0 || c.End != 0; {
	case c.Shift == "" && !given:
		a.say("E1501", "start", "", "neither a shift nor a span is given", "Name the shift, or fill in start and end")
	case c.Shift == "":
		a.before("E1501", "end", c.Start, c.End)
	case given:
		a.say("E1501", "end", c.End.String(), "a shift and a span are both given", "Leave start and end empty: the shift's are meant.")
	}
	if c.Wanted > 0 && c.Wanted < c.Needed {
		a.say("E1516", "wanted", fmt.Sprint(c.Wanted), fmt.Sprintf("fewer carers are wanted (%d) than needed (%d)", c.Wanted, c.Needed), "")
	}
	a.reserve(c)
}

func (v *validator) absence(a at, i int) {
	x := &v.p.Absences[i]
	if from, to := x.minutes(); to <= from {
		a.say("E1503", "to", x.To.String(), fmt.Sprintf("ends (%s) before it starts (%s)", x.To, x.From), "Maybe the dates are swapped")
	}
}

func (v *validator) availability(a at, i int) {
	x := &v.p.Availability[i]
	a.either("E1502", x.Date, x.Days)
	a.before("E1501", "to", x.From, x.To)
}

func (v *validator) request(a at, i int) {
	x := &v.p.Requests[i]
	a.either("E1502", x.Date, x.Days)
}

func (v *validator) event(a at, i int) {
	e := &v.p.Events[i]
	switch {
	case len(e.Within) != 0 && len(e.Within) != 2:
		a.say("E1505", "within", fmt.Sprint(len(e.Within)), "within is not a first and a last day", "Maybe 2026-11-23;2026-11-27")
	case len(e.Within) == 2 && e.Within[1] < e.Within[0]:
		a.say("E1505", "within", e.Within[1].String(), fmt.Sprintf("the last day %s is before the first %s", e.Within[1], e.Within[0]), "")
	case e.Weekly && !e.Movable:
		a.say("E1505", "weekly", "yes", "a weekly event that is not movable has no day", "Maybe movable is meant to be yes; else write one event for each week")
	case e.Movable && e.Date == 0 && len(e.Within) == 0 && !e.Weekly && (e.Last == 0 || e.Kind != KindSupervision):
		a.say("E1505", "within", "", "a movable event needs the days it may fall on", "")
	case !e.Movable && e.Date == 0:
		a.say("E1505", "date", "", "a fixed event needs a date", "Maybe movable is meant to be yes")
	case !e.Movable && e.Start == 0:
		a.say("E1505", "start", "", "a fixed event needs a start", "Maybe write 24:00 on the day before for midnight")
	}
}

func (v *validator) leg(a at, i int) {
	l := &v.p.Legs[i]
	if l.From == l.To {
		a.say("E1507", "to", l.To, "the leg leads to where it starts", "")
	}
	if l.ToTime != 0 && l.ToTime <= l.FromTime {
		a.say("E1508", "to_time", l.ToTime.String(), fmt.Sprintf("to_time %s is not after from_time %s", l.ToTime, l.FromTime), "")
	}
}

// previous checks the times and the roles of the last published rota; a visit that has gone has no roles
// to compare with.
func (v *validator) previous() {
	visits := map[VisitID]*Visit{}
	for i := range v.p.Visits {
		if (at{v, visitTable, i}).read("id", "roles") {
			visits[v.p.Visits[i].ID] = &v.p.Visits[i]
		}
	}
	each(v, previousTable, len(v.p.Baseline), func(a at, i int) {
		b := &v.p.Baseline[i]
		a.before("E1509", "end", b.Start, b.End)
		x := visits[b.Visit]
		if x == nil || b.Role == "" || b.Role == RoleShadow {
			return
		}
		names := []string{RoleShadow}
		for _, r := range x.Roles {
			names = append(names, r.Name)
		}
		if !slices.Contains(names, b.Role) {
			a.say("E1808", "role", b.Role, fmt.Sprintf("visit %q has no role %q", b.Visit, b.Role), maybe(b.Role, names))
		}
	})
}

func (v *validator) contact(a at, i int) {
	c := &v.p.History[i]
	if end := v.p.Plan.Start.Add(7 * or(v.p.Plan.Weeks, 1)); v.p.Plan.Start != 0 && c.LastVisit >= end {
		a.say("E1512", "last_visit", c.LastVisit.String(), fmt.Sprintf("last_visit %s is after the plan", c.LastVisit), "")
	}
}

func (v *validator) hours(a at, i int) {
	h := &v.p.CarerHours[i]
	if h.WeekStart.Weekday() != 0 {
		a.say("E1513", "week_start", h.WeekStart.String(), fmt.Sprintf("week_start %s is not a Monday", h.WeekStart), fmt.Sprintf("Maybe %s is meant", h.WeekStart.Add(-h.WeekStart.Weekday())))
	}
	if h.LastShiftEnd != (Moment{}) && !h.LastShiftEnd.Timed {
		a.say("E1513", "last_shift_end", h.LastShiftEnd.String(), "last_shift_end needs a clock time", fmt.Sprintf("Maybe %s 22:00", h.LastShiftEnd))
	}
	a.pastWeek(h)
	a.lastDays(h)
}

// pastWeek checks that a week is past, and that what it says of itself can be.
func (a at) pastWeek(h *CarerWeek) {
	if start := a.v.p.Plan.Start; start != 0 && h.WeekStart >= start {
		a.say("E1514", "week_start", h.WeekStart.String(), fmt.Sprintf("the week of %s is not before the plan, which starts on %s", h.WeekStart, start), "Leave the row out: hours inside the plan are the rota's")
	}
	if h.DaysWorked > 0 && h.Nights > h.DaysWorked {
		a.say("E1531", "nights", fmt.Sprint(h.Nights), fmt.Sprintf("nights %d are among days_worked, and these are %d", h.Nights, h.DaysWorked), "")
	}
	if h.Weekends > 1 {
		a.say("W2052", "weekends", fmt.Sprint(h.Weekends), fmt.Sprintf("weekends is %d, and a week has one", h.Weekends), "Maybe 1 is meant")
	}
	if !h.LastShiftEnd.Timed || h.WeekStart.Weekday() != 0 {
		return
	}
	const day, noon = 24 * 60, 12 * 60
	next := int(h.WeekStart.Add(7)) * day // what is of the week has begun by then
	switch end := int(h.LastShiftEnd.Date)*day + h.LastShiftEnd.Clock.Minutes(); {
	case end <= int(h.WeekStart)*day || end > next+day:
		a.say("E1531", "last_shift_end", h.LastShiftEnd.String(), fmt.Sprintf("the last shift ends on %s, which is no end of the week of %s", h.LastShiftEnd, h.WeekStart), "Maybe it is that of another week, or the date is mistyped")
	case end > next+noon:
		a.say("W2052", "last_shift_end", h.LastShiftEnd.String(), fmt.Sprintf("the last shift of the week of %s goes on to %s", h.WeekStart, h.LastShiftEnd), "Maybe a shift of the next week was taken for it")
	}
}

// lastDays checks what a week ended with.
func (a at) lastDays(h *CarerWeek) {
	switch {
	case h.DaysInRow > 0 && h.DaysOff > 0:
		a.say("E1530", "days_off", fmt.Sprint(h.DaysOff), "the week's Sunday is both worked and off", "Leave days_in_row or days_off empty")
	case h.LastShift != "" && h.DaysInRow == 0:
		a.say("E1530", "last_shift", string(h.LastShift), "the week's Sunday was worked, but days_in_row does not say so", "Maybe days_in_row 1 is meant")
	case h.ShiftsInRow > 0 && h.LastShift == "":
		a.say("E1530", "shifts_in_row", fmt.Sprint(h.ShiftsInRow), "shifts_in_row is of no last_shift", "")
	case h.ShiftsInRow > h.DaysInRow:
		a.say("E1530", "shifts_in_row", fmt.Sprint(h.ShiftsInRow), fmt.Sprintf("shifts_in_row is more than days_in_row, %d", h.DaysInRow), "")
	}
}
