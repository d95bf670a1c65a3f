package model

import "fmt"

// mostYears is how far back a pool's account may begin.
const mostYears = 10

// pool checks what a pool says of itself.
func (v *validator) pool(a at, i int) {
	x := &v.p.Pools[i]
	if x.DrawMax > 0 && x.DrawMin > x.DrawMax {
		a.say("E1506", "draw_min", fmt.Sprint(x.DrawMin), fmt.Sprintf("draw_min %d is more than draw_max %d", x.DrawMin, x.DrawMax), "")
	}
	if x.DayMax > 0 && x.DrawMin > x.DayMax {
		a.say("E1506", "day_max", fmt.Sprint(x.DayMax), fmt.Sprintf("day_max %d is less than draw_min %d", x.DayMax, x.DrawMin), "")
	}
	if x.DayMax > 0 && x.DayMin > x.DayMax {
		a.say("E1506", "day_min", fmt.Sprint(x.DayMin), fmt.Sprintf("day_min %d is more than day_max %d", x.DayMin, x.DayMax), "")
	}
	if x.PeriodStart.Weekday() != 0 {
		monday := x.PeriodStart.Add(-x.PeriodStart.Weekday())
		a.say("E1542", "period_start", x.PeriodStart.String(), "a period does not start on a Monday", fmt.Sprintf("Maybe %s or %s", monday, monday.Add(7)))
	}
	if start := v.p.Plan.Start; start != 0 && x.PeriodStart < start.AddMonths(-12*mostYears) {
		a.say("E1547", "period_start", x.PeriodStart.String(), fmt.Sprintf("its account begins more than %d years before the plan", mostYears), "")
	}
	if x.BroughtSince > x.PeriodStart {
		a.say("E1546", "brought_since", x.BroughtSince.String(), fmt.Sprintf("what is brought forward is from before period_start (%s)", x.PeriodStart), "")
	}
	a.carried(x)
	if i == v.crowded {
		a.say("E1548", "windows", "", fmt.Sprintf("with its draws more than %d are proposed, or more than %d to somebody on a day", mostDraws, mostDrawsADay), "")
	}
	if len(x.Windows) > 0 {
		v.draws(a, x)
	}
	a.windowsFit(x.Windows)
	table := map[string]string{OwnPerson: "people", OwnHousehold: "people", OwnScheme: "places", OwnPatch: "patches"}[x.OwnerKind]
	for _, o := range x.Owners {
		if table != "" {
			a.reference(&colInfo{name: "owners", refs: []string{table}}, o)
		}
	}
}

// draws checks the draws that a pool proposes.
func (v *validator) draws(a at, x *Pool) {
	least, _ := x.DrawRange()
	have := v.mostEver(x)
	switch step := x.StepMinutes(); {
	case x.DayMax > 0 && least > x.DayMax && x.DrawMin <= x.DayMax:
		a.say("E1506", "day_max", fmt.Sprint(x.DayMax), fmt.Sprintf("the shortest draw takes %d minutes, and day_max is %d", least, x.DayMax), "")
	case x.DrawMax > 0 && least > x.DrawMax:
		a.say("E1506", "step", fmt.Sprint(step), fmt.Sprintf("no draw of %d to %d minutes is a multiple of %d", x.DrawMin, x.DrawMax, step), "")
	case least > have:
		column := "draw_min"
		if x.DrawMin == 0 {
			column = "minutes"
		}
		a.say("E1543", column, fmt.Sprint(least), fmt.Sprintf("the shortest draw takes %d minutes, and there are never more than %d", least, have), "")
	}
	if rules := v.p.RulesInForce(); least < rules.Short.Minutes {
		a.say("W2083", "draw_min", fmt.Sprint(least), fmt.Sprintf("a draw of %d minutes is a visit under %d, which no condition allows", least, rules.Short.Minutes), "")
	}
	if v.complete(personTable) && len(v.p.Drawers(x)) == 0 {
		a.say("E1544", "drawers", "", "it has windows, and nobody may draw on it", "")
	}
}

// mostEver is the most minutes that a pool can have for a period: with what corrections add to one of them.
func (v *validator) mostEver(x *Pool) int {
	if v.added == nil {
		v.added = v.p.addedMost()
	}
	return x.Minutes + max(x.BroughtForward, x.CarryMost()) + v.added[x.ID]
}

// addedMost is the most that corrections add to any one period of each pool, from its first one on.
func (p *Problem) addedMost() map[PoolID]int {
	type period struct {
		pool  PoolID
		index int
	}
	pools, sums, most := make(map[PoolID]*Pool), make(map[period]int), make(map[PoolID]int)
	for i := range p.Pools {
		pools[p.Pools[i].ID] = &p.Pools[i]
	}
	for i := range p.Corrections {
		c := &p.Corrections[i]
		if x := pools[c.Pool]; x != nil && x.Period(c.Date) >= 0 {
			sums[period{c.Pool, x.Period(c.Date)}] += c.Minutes
		}
	}
	for k, minutes := range sums {
		most[k.pool] = max(most[k.pool], minutes)
	}
	return most
}

// drawing checks what the visits say that draw on pools. That no draw has the id of a visit is sure: theirs have
// a colon.
func (v *validator) drawing() {
	inPattern := make(map[VisitID]bool)
	for i := range v.p.Patterns {
		inPattern[v.p.Patterns[i].Visit] = true
	}
	tied := make(map[VisitID]bool)
	for i := range v.p.Visits {
		tied[v.p.Visits[i].Tied.Visit] = true
	}
	pools := make(map[PoolID]*Pool)
	each(v, poolTable, len(v.p.Pools), func(_ at, i int) { pools[v.p.Pools[i].ID] = &v.p.Pools[i] })
	each(v, visitTable, len(v.p.Visits), func(a at, i int) {
		x := &v.p.Visits[i]
		switch {
		case x.Rank > 0 && (x.Pool == "" || !x.Optional):
			a.say("E1545", "rank", fmt.Sprint(x.Rank), "only an optional visit that draws on a pool is one of its wishes", "")
		case x.Pool != "" && x.Optional && (inPattern[x.ID] || x.Tied.Visit != "" || tied[x.ID]):
			a.say("E1545", "pool", string(x.Pool), "an optional visit that draws on a pool stands in a pattern or is tied to another", "")
		}
		if q := pools[x.Pool]; q != nil {
			if takes, have := or(x.LengthMin, x.Length)*x.Need(), v.mostEver(q); takes > have {
				a.say("E1543", "length", fmt.Sprint(x.Length), fmt.Sprintf("it takes %d minutes of pool %q, which never has more than %d", takes, x.Pool, have), "")
			}
		}
	})
}

// overdrawn finds pools that the visits which must take place take more from than there is.
func (v *validator) overdrawn(h *Horizon) {
	h.expandPools()
	for i := range h.Pools {
		x, a := &v.p.Pools[i], at{v, poolTable, i}
		if !a.sound() {
			continue
		}
		used := append([]int64(nil), h.Pools[i].Used...)
		for n := range h.Visits {
			dv := &h.Visits[n]
			if k := x.Period(dv.Date); dv.Pool == i && k >= 0 && k < len(used) && !dv.Optional && !dv.Patterned {
				used[k] += int64(dv.LengthMin) * int64(dv.Need)
			}
		}
		for k, p := range x.Account(used, int64(h.Calendar.res)) {
			if first, last := h.PlanDays(x, k); first <= last && p.Over > 0 {
				res := int64(h.Calendar.res)
				put := int64(v.p.Corrected(x, k)) * res // what was put right counts with what there is
				a.say("E1540", "minutes", fmt.Sprint(x.Minutes), fmt.Sprintf("in the period from %s its visits that are not optional, and what was drawn before, take %d minutes, and there are %d",
					p.First, (p.Used+put)/res, max(0, p.Brought+p.Entitled+put)/res), "")
				break
			}
		}
	}
}

// carried reports minutes that had lapsed before the period that they are said to be brought into.
func (a at) carried(x *Pool) {
	if x.BroughtForward <= 0 || x.BroughtSince == 0 {
		return
	}
	if until := x.Expires(x.BroughtSince); x.PeriodStart >= until {
		a.say("E1541", "brought_since", x.BroughtSince.String(), fmt.Sprintf("%d minutes are brought into the period from %s, and the oldest of them lapsed by %s", x.BroughtForward, x.PeriodStart, until), "")
	}
}
