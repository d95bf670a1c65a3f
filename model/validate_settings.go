package model

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
)

// setting reports something about the settings; path is that of the TOML or JSON key.
func (v *validator) setting(code, path, value, message, advice string) {
	if v.badSettings[path] {
		return
	}
	d := Diagnostic{Code: code, Column: path, Value: value, Message: message, Advice: advice}
	v.p.origin.setting(&d)
	v.found = append(v.found, d)
}

// settings checks what milltir.toml holds.
func (v *validator) settings() {
	p := v.p
	if p.Format != 0 && p.Format != 1 {
		v.setting("E1024", "format", fmt.Sprint(p.Format), fmt.Sprintf("format %d is not known", p.Format), "Maybe the files belong to a later version of milltir")
	}
	v.plan()
	v.travel()
	v.rules()
	v.objective()
	v.rates()
}

// rates checks the dated figures of law and money.
func (v *validator) rates() {
	p := v.p
	for i, r := range p.Rates {
		say := func(value, message, advice string) { v.rate("E1610", i, value, message, advice) }
		figure, legal := legalFigureOf(r.Name)
		fault, advice := figure.fault(r)
		if r.hourly() {
			legal = true
			fault, advice = r.wageFault()
		}
		cost, _ := costOf(r.Name)
		if cost != nil {
			legal, fault = true, r.costFault()
		}
		switch {
		case r.Name == "" || r.From == 0:
			say(r.Name, fmt.Sprintf("rate %q needs a name and a date in from", r.Name), "")
		case legal && fault != "":
			say(fmt.Sprint(r.Value), fault, advice)
		case r.Law && !legal:
			say(r.Name, fmt.Sprintf("rate %q says law, and is no figure of the law that is known here", r.Name), maybe(r.Name, append(legalKeys(), wageKeys()...)))
		case r.Law && r.Source == "":
			say(r.Name, fmt.Sprintf("rate %q says law, and not which: name the text in source", r.Name), "")
		case legal && !r.Law && !r.hourly() && cost == nil && !figure.ours():
			say(r.Name, fmt.Sprintf("%s is no figure of a house's own", r.Name), "Maybe law = true is meant, and source names the text")
		case !finite(r.Value):
			say(fmt.Sprint(r.Value), fmt.Sprintf("the value %v of rate %q is out of range (-1e+09 to 1e+09)", r.Value, r.Name), "")
		case !legal && strings.Contains(r.Name, "."):
			say(r.Name, fmt.Sprintf("rate %q has the name of a key of rules, but is no legal figure of it", r.Name), maybe(r.Name, legalKeys()))
		}
		if i > 0 && p.Rates[i-1].Name == r.Name && p.Rates[i-1].From == r.From {
			say(r.Name, fmt.Sprintf("rate %q is given twice from %s", r.Name, r.From), "")
		}
	}
}

// rate reports something about one rate, at the place where it stood before they were sorted.
func (v *validator) rate(code string, i int, value, message, advice string) {
	s, known := v.p.origin.row("rates", len(v.p.Rates), i)
	path := fmt.Sprintf("rates[%d]", s.index)
	if known && v.p.origin.json == "" {
		path = "rates." + v.p.Rates[i].Name
	}
	n := len(v.found)
	if v.setting(code, path, value, message, advice); known && len(v.found) > n {
		v.found[n].Line = s.line
	}
}

func finite(f float64) bool { return math.Abs(f) <= 1e9 }

func (v *validator) plan() {
	p := v.p.Plan
	switch {
	case p.Start == 0:
		v.setting("E1601", "plan.start", "", "the plan has no start", "Maybe write start = 2026-11-23 (a Monday) under [plan]")
	case p.Start.Year() < 1990 || p.Start.Year() > 2200:
		v.setting("E1602", "plan.start", p.Start.String(), fmt.Sprintf("the plan cannot start in the year %d", p.Start.Year()), "")
	case p.Start.Weekday() != 0:
		v.setting("E1602", "plan.start", p.Start.String(), fmt.Sprintf("the plan starts on %s, a %s, not a Monday", p.Start, time.Weekday((p.Start.Weekday()+1)%7)), fmt.Sprintf("Maybe %s is meant", p.Start.Add(-p.Start.Weekday())))
	}
	if p.CycleAnchor != 0 && p.CycleAnchor.Weekday() != 0 {
		v.setting("E1602", "plan.cycle_anchor", p.CycleAnchor.String(), fmt.Sprintf("cycle_anchor %s is not a Monday", p.CycleAnchor), fmt.Sprintf("Maybe %s is meant", p.CycleAnchor.Add(-p.CycleAnchor.Weekday())))
	}
	if _, err := NewCalendar(p.Start, or(p.Timezone, "Europe/London"), 1); err != nil || p.Timezone == "Local" {
		v.setting("E1603", "plan.timezone", p.Timezone, fmt.Sprintf("time zone %q is not known", p.Timezone), "Maybe Europe/London is meant")
	}
	if p.Weeks < 0 || p.Weeks > 53 {
		v.setting("E1604", "plan.weeks", fmt.Sprint(p.Weeks), fmt.Sprintf("%d weeks cannot be planned (1 to 53)", p.Weeks), "")
	} else if res := or(v.p.Rules.Resolution, 60); float64(or(p.Weeks, 1)+1)*7*1440*float64(res) > 1<<30 {
		v.setting("E1605", "rules.resolution", fmt.Sprint(res), fmt.Sprintf("%d weeks at %d ticks a minute are more than 2^30 ticks", or(p.Weeks, 1), res), "Maybe use fewer weeks or a smaller resolution")
	}
	if end := p.Start.Add(7 * or(p.Weeks, 1)); p.PublishBy != 0 && p.PublishBy >= end {
		v.setting("E1614", "plan.publish_by", p.PublishBy.String(), fmt.Sprintf("publish_by %s is after the plan's end", p.PublishBy), "")
	}
}

// providersOfTravel checks the order in which legs are asked for.
func (v *validator) providersOfTravel() {
	t := v.p.Travel
	if t.Provider == "" {
		return
	}
	say := func(code, message, advice string) { v.setting(code, "travel.provider", t.Provider, message, advice) }
	order := v.p.Order()
	for i, name := range order {
		switch {
		case !slices.Contains(travelProviders, name):
			say("E1611", fmt.Sprintf("travel provider %q is not one of %s", name, strings.Join(travelProviders, ", ")), maybe(name, travelProviders))
		case slices.Contains(order[:i], name):
			say("E1613", fmt.Sprintf("travel provider %q stands in the order twice", name), "")
		case name == ByTable && i < len(order)-1:
			say("E1613", "behind the travel provider table nobody is asked", "Maybe table is left out: travel.csv is over all providers anyway")
		case name == BySkeleton && len(v.p.SkeletonNodes) == 0:
			say("E1613", "travel by skeleton, and skeleton_nodes.csv is not there or empty", "Maybe copy the two tables of the skeleton into the workspace")
		case name == ByServer && t.Server == nil:
			say("E1613", "travel by server, and there is no [travel.server]", "docs/SERVERS.md has its settings")
		case name == ByRoads && t.Roads == "":
			say("E1613", "travel by roads, and [travel] roads names no file", "Make one with milltir roads build, and name it")
		}
	}
}

func (v *validator) travel() {
	t := v.p.Travel
	v.providersOfTravel()
	if (t.Factors != "" || t.Period != "") && t.Roads == "" {
		v.setting("E1613", "travel.factors", t.Factors+t.Period, "factors and period are of roads, and [travel] roads names no file", "Make one with milltir roads build, and name it")
	}
	if t.Council != "" && t.Factors == "" {
		v.setting("E1613", "travel.council", t.Council, "council is of factors, and [travel] factors names no file", "Maybe factors = \"factors.toml\", with a section [council."+t.Council+".car]")
	}
	if t.Area != "" && areas[t.Area] == (areaFigures{}) {
		v.setting("E1612", "travel.area", t.Area, fmt.Sprintf("area %q is not one of rural, sparse, urban", t.Area), maybe(t.Area, []string{AreaRural, AreaSparse, AreaUrban}))
	}
	if t.Detour != 0 && !(t.Detour >= 1 && t.Detour <= 10) {
		v.setting("E1612", "travel.detour", fmt.Sprint(t.Detour), fmt.Sprintf("detour %v is out of range (1 to 10)", t.Detour), "Maybe 1.3 in towns, 1.5 in the country")
	}
	for _, mode := range slices.Sorted(maps.Keys(t.Speeds)) {
		if s := t.Speeds[mode]; !(s > 0 && s <= 1e4) {
			v.setting("E1612", "travel.speeds."+mode, fmt.Sprint(s), fmt.Sprintf("the speed of %s, %v km/h, is out of range", mode, s), "")
		}
		if mode != tidy(mode) || mode == "" || strings.ContainsAny(mode, ";:") {
			v.setting("E1017", "travel.speeds."+mode, mode, fmt.Sprintf("mode %q is no name", mode), "")
		}
	}
	if t.Parking != nil && !(*t.Parking >= 0 && *t.Parking <= 120) {
		v.setting("E1612", "travel.parking", fmt.Sprint(*t.Parking), fmt.Sprintf("parking %v minutes is out of range (0 to 120)", *t.Parking), "")
	}
}

// rules checks the parameters; 0 means the default.
func (v *validator) rules() {
	r := v.p.Rules
	for _, x := range []struct {
		path             string
		value, low, high int
	}{
		{"rules.resolution", r.Resolution, 1, 100_000},
		{"rules.step", r.Step, 1, 1440 * or(max(0, r.Resolution), 60)},
		{"rules.break.middle_pct", r.Break.MiddlePct, 1, 100},
		{"rules.split.gap", r.Split.Gap, 1, 1440},
		{"rules.split.day", r.Split.Day, 1, 10},
		{"rules.split.week", r.Split.Week, 1, 7},
		{"rules.late_early.rest", r.LateEarly.Rest, 1, 1440},
		{"rules.sixth_day.most", r.SixthDay.Most, 1, 366},
		{"rules.long_day.most", r.LongDay.Most, 1, 1440},
		{"rules.reserve.slot", r.Reserve.Slot, 1, 30},
		{"rules.reserve.pct", r.Reserve.Pct, 1, 100},
		{"rules.notice.publish", r.Notice.Publish, 1, 366},
		{"rules.rest_debt.days", r.RestDebt.Days, 1, 366},
		{"rules.night.row", r.Night.Row, 1, 366},
		{"rules.night.recovery", r.Night.Recovery, 1, 10080},
		{"rules.hours48.leave_day", r.Hours48.LeaveDay, 1, 1440},
		{"rules.preferred.free", r.Preferred.Free, 1, 1440},
		{"rules.pool.flex_pct", r.Pool.FlexPct, 1, 1000},
		{"rules.carers.per_week", r.Carers.PerWeek, 1, 1000},
		{"rules.language.level", r.Language.Level, 1, 5},
		{"rules.agency.share_pct", r.Agency.SharePct, 1, 100},
		{"rules.main.share_pct", r.Main.SharePct, 1, 100},
		{"rules.pair.tolerance", r.Pair.Tolerance, 0, 5},
		{"rules.pay.gap", r.Pay.Gap, 1, 1440},
		{"rules.legs.walk_metres", r.Legs.WalkMetres, 1, 1_000_000},
		{"rules.legs.same_building", r.Legs.SameBuilding, 1, 120},
		{"rules.session.way", r.Session.Way, 1, 1440},
	} {
		v.parameter(x.path, x.value, x.low, x.high)
	}
	for _, f := range legalFigures {
		if f.of != nil {
			v.parameter("rules."+f.key, *f.of(&r), 1, f.most)
		}
	}
	v.nightSpan("young.night_", func(r *Rules) (from, to Clock) { return r.Young.NightFrom, r.Young.NightTo })
	v.nightSpan("night.", func(r *Rules) (from, to Clock) { return r.Night.From, r.Night.To })
	v.conventions()
	v.peak()
	last := 0
	for _, b := range r.Preferred.Bands {
		if b <= last || b > 1440 {
			v.setting("E1609", "rules.preferred.bands", fmt.Sprint(b), fmt.Sprintf("bands %v do not rise from above 0 to at most 1440", r.Preferred.Bands), "Maybe [15, 30]")
			return
		}
		last = b
	}
}

func (v *validator) parameter(path string, value, low, high int) {
	if value != 0 && (value < low || value > high) {
		v.setting("E1609", path, fmt.Sprint(value), fmt.Sprintf("%s %d is out of range (%d to %d)", path, value, low, high), "")
	}
}

// conventions checks the rules that are one word of a few.
func (v *validator) conventions() {
	r := v.p.Rules
	for _, x := range []struct {
		path, value string
		words       []string
	}{
		{"rules.departure", r.Departure, []string{Latest, Earliest}},
		{"rules.optional_per", r.OptionalPer, []string{PerMinute, PerVisit}},
		{"rules.paid", r.Paid, []string{ByShift, BySpan}},
		{"rules.opening_break", r.OpeningBreak, []string{Counted, Free}},
		{"rules.derogation.rest", r.Derogation.Rest, []string{No, Yes}},
		{"rules.derogation.under", r.Derogation.Under, derogations},
		{"rules.lateness.at", r.Lateness.At, []string{AtStart, AtEnd}},
		{"rules.lateness.against", r.Lateness.Against, []string{Nearest, LatestOpen}},
		{"rules.break.at", r.Break.At, []string{Here, Next}},
		{"rules.young.alone", r.Young.Alone, []string{No, Yes}},
		{"rules.weekly_rest.form", r.WeeklyRest.Form, []string{ByWeek, ByFortnight}},
		{"rules.break.per", r.Break.Per, []string{PerMinute, PerBreak}},
		{"rules.pay.basis", r.Pay.Basis, []string{ByContract, ByShift, ByContact, ByContactTravel}},
	} {
		if x.value != "" && !slices.Contains(x.words, x.value) {
			v.setting("E1615", x.path, x.value, fmt.Sprintf("%s %q is not one of %s", x.path, x.value, strings.Join(x.words, ", ")), maybe(x.value, x.words))
		}
	}
}

func (v *validator) objective() {
	o := &v.p.Objective
	var codes []string
	for _, r := range RuleBook {
		codes = append(codes, string(r.Code))
	}
	levels := []string{string(Law), string(Covers), string(Wishes), string(Off)}
	for _, code := range slices.Sorted(maps.Keys(o.Levels)) {
		path, level := "objective.levels."+string(code), o.Levels[code]
		if _, ok := RuleOf(code); !ok {
			v.setting("E1606", path, string(code), fmt.Sprintf("rule %q is not known", code), maybe(string(code), codes))
		}
		if !slices.Contains(levels, string(level)) {
			v.setting("E1607", path, string(level), fmt.Sprintf("level %q is not one of %s", level, strings.Join(levels, ", ")), maybe(string(level), levels))
		} else if level == Covers && code != RuleCover {
			v.setting("E1607", path, string(level), fmt.Sprintf("rule %q cannot count at level cover, only the rule cover can", code), "Maybe law or wishes")
		}
	}
	for _, code := range slices.Sorted(maps.Keys(o.Weights)) {
		path, w := "objective.weights."+string(code), o.Weights[code]
		rule, ok := RuleOf(code)
		if !ok {
			v.setting("E1606", path, string(code), fmt.Sprintf("rule %q is not known", code), maybe(string(code), codes))
			continue
		}
		most := len(rule.Weights)
		if code == RulePreferred {
			most = len(v.p.Rules.WithDefaults().Preferred.Bands) + 1
		}
		if len(w) == 0 || len(w) > most {
			v.setting("E1608", path, fmt.Sprint(w), fmt.Sprintf("rule %q takes 1 to %d weights, not %d", code, most, len(w)), "")
		}
		for _, x := range w {
			if !(x >= 0 && x <= mostWeight) {
				v.setting("E1608", path, fmt.Sprint(x), fmt.Sprintf("weight %v of rule %q is out of range (0 to 1,000,000)", x, code), "Maybe set the rule's level to off instead")
			}
		}
	}
}
