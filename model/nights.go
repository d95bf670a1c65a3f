package model

import "fmt"

// nightsAside lists what of the nights keeps less on a day than the statute has: the night of those who work at
// night, and the night that young workers have off, in minutes.
func (p *Problem) nightsAside(r *Rules, on Date) []SetAside {
	var out []SetAside
	core, until := p.lawOf("night.core_from", on), p.lawOf("night.core_to", on)
	from, to := Clock(core.value), Clock(until.value)
	least := p.lawOf("night.length", on)
	kept := shared(r.Night.From, r.Night.To, from, to)
	whole := kept == length(from, to)
	if whole {
		kept = length(r.Night.From, r.Night.To)
	}
	if !whole || kept < least.value {
		out = append(out, SetAside{Figure: "night.time", Value: kept, Law: least.value, Source: least.source, Since: on, CoreFrom: from, CoreTo: to})
	}
	if x := p.youngNight(r, on); x.Value < x.Law {
		out = append(out, x)
	}
	return out
}

// youngNight is how much of the restricted period the rules keep, of its two forms the one of which less is missing.
func (p *Problem) youngNight(r *Rules, on Date) (out SetAside) {
	for _, form := range [][2]string{{"young.night_from", "young.night_to"}, {"young.contract_from", "young.contract_to"}} {
		start, end := p.lawOf(form[0], on), p.lawOf(form[1], on)
		from, to := Clock(start.value), Clock(end.value)
		x := SetAside{Figure: "young.night", Value: shared(r.Young.NightFrom, r.Young.NightTo, from, to), Law: length(from, to), Source: start.source, Since: on, CoreFrom: from, CoreTo: to}
		if out.Figure == "" || x.Law-x.Value < out.Law-out.Value {
			out = x
		}
	}
	return out
}

// length is that of a span of the clock in minutes: a whole day where it ends when it starts.
func length(from, to Clock) int {
	return (to.Minutes()-from.Minutes()+2*1440-1)%1440 + 1
}

// shared is how many minutes of an ordinary day two spans of the clock have in common; one that does not
// end later than it starts goes past midnight.
func shared(from, to, other, until Clock) int {
	span := func(a, b Clock) (int, int) {
		if b <= a {
			b += At(24, 0)
		}
		return a.Minutes() % 1440, a.Minutes()%1440 + b.Minutes() - a.Minutes()
	}
	a, b := span(from, to)
	c, d := span(other, until)
	sum := 0
	for day := -1440; day <= 1440; day += 1440 {
		sum += max(0, min(b+day, d)-max(a+day, c))
	}
	return sum
}

// nightSpan checks a span of the clock in [rules], and that the one in force is one.
func (v *validator) nightSpan(path string, of func(r *Rules) (from, to Clock)) {
	from, to := of(&v.p.Rules)
	for _, x := range []struct {
		key string
		at  Clock
	}{{path + "from", from}, {path + "to", to}} {
		if x.at < 0 || x.at > At(24, 0) {
			v.setting("E1609", "rules."+x.key, x.at.String(), fmt.Sprintf("rules.%s %s is no time of a day (00:01 to 24:00)", x.key, x.at), "")
		}
	}
	rules := v.p.RulesInForce()
	if from, to = of(&rules); from == to {
		v.setting("E1609", "rules."+path+"to", to.String(), fmt.Sprintf("rules.%sto is the same as rules.%sfrom", path, path), "")
	}
}

// nightAside warns of a night that keeps less than the law's.
func (v *validator) nightAside(x *SetAside, since string) {
	path, has := "young.night_from", fmt.Sprintf("from %s to %s", x.CoreFrom, x.CoreTo)
	if x.Figure == "night.time" {
		path, has = "night.from", fmt.Sprintf("%d minutes at the least, and %s to %s among them", x.Law, x.CoreFrom, x.CoreTo)
	}
	v.setting("W2024", "rules."+path, "", fmt.Sprintf("%s keeps %d minutes of a night here, and the law %d%s (%s: %s)", x.Figure, x.Value, x.Law, since, x.Source, has), "")
}
