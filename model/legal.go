package model

import (
	"fmt"
	"math"
	"strings"
)

// legalFigure is a number of [rules] that the law sets, and that a new law changes from a day on.
// [[rates]] of its key give its values with first day and source; see [Problem.RulesInForce].
type legalFigure struct {
	key    string
	of     func(r *Rules) *int
	most   int
	upper  bool // more of it is weaker than the law; else less of it
	unit   string
	source string // of the default
}

var legalFigures = []legalFigure{
	{"break.after", func(r *Rules) *int { return &r.Break.After }, 10080, true, "minutes", "Working Time Regulations 1998, reg. 12"},
	{"break.length", func(r *Rules) *int { return &r.Break.Length }, 480, false, "minutes", "Working Time Regulations 1998, reg. 12"},
	{"break.young_after", func(r *Rules) *int { return &r.Break.YoungAfter }, 10080, true, "minutes", "Working Time Regulations 1998, reg. 12(4)"},
	{"break.young_length", func(r *Rules) *int { return &r.Break.YoungLength }, 480, false, "minutes", "Working Time Regulations 1998, reg. 12(4)"},
	{"rest.daily", func(r *Rules) *int { return &r.Rest.Daily }, 1440, false, "minutes", "Working Time Regulations 1998, reg. 10"},
	{"rest.young", func(r *Rules) *int { return &r.Rest.Young }, 1440, false, "minutes", "Working Time Regulations 1998, reg. 10(2)"},
	{"young.under", func(r *Rules) *int { return &r.Young.Under }, 30, false, "years", "Working Time Regulations 1998, reg. 2(1)"},
	{"young.day", func(r *Rules) *int { return &r.Young.Day }, 1440, true, "minutes", "Working Time Regulations 1998, reg. 5A"},
	{"young.week", func(r *Rules) *int { return &r.Young.Week }, 10080, true, "minutes", "Working Time Regulations 1998, reg. 5A"},
	{"weekly_rest.week", func(r *Rules) *int { return &r.WeeklyRest.Week }, 10080, false, "minutes", "Working Time Regulations 1998, reg. 11(1), 11(7)"},
	{"weekly_rest.fortnight", func(r *Rules) *int { return &r.WeeklyRest.Fortnight }, 20160, false, "minutes", "Working Time Regulations 1998, reg. 11(2), 11(7)"},
	{"weekly_rest.young", func(r *Rules) *int { return &r.WeeklyRest.Young }, 10080, false, "minutes", "Working Time Regulations 1998, reg. 11(3)"},
	{"night.least", func(r *Rules) *int { return &r.Night.Least }, 1440, true, "minutes", "Working Time Regulations 1998, reg. 2(1)"},
	{"night.day", func(r *Rules) *int { return &r.Night.Day }, 1440, true, "minutes", "Working Time Regulations 1998, reg. 6(1), (7)"},
	{"night.days", func(r *Rules) *int { return &r.Night.Days }, 7, true, "days", "Working Time Regulations 1998, regs 6(5), 11"},
	{"night.weeks", func(r *Rules) *int { return &r.Night.Weeks }, 52, true, "weeks", "Working Time Regulations 1998, reg. 6(3)"},
	{"hours48.cap", func(r *Rules) *int { return &r.Hours48.Cap }, 10080, true, "minutes", "Working Time Regulations 1998, reg. 4"},
	{"hours48.weeks", func(r *Rules) *int { return &r.Hours48.Weeks }, 52, true, "weeks", "Working Time Regulations 1998, reg. 4(3)"},
	{"short.minutes", func(r *Rules) *int { return &r.Short.Minutes }, 1440, false, "minutes", "Regulation and Inspection of Social Care (Wales) Act 2016, s. 8"},
	{"papers.register_months", func(r *Rules) *int { return &r.Papers.RegisterMonths }, 600, true, "months", "SI 2017/1264, reg. 35(2)(f)"},
	{"supervision.months", func(r *Rules) *int { return &r.Supervision.Months }, 600, true, "months", "SI 2017/1264, reg. 36, statutory guidance"},
	{"papers.dbs_months", func(r *Rules) *int { return &r.Papers.DBSMonths }, 600, true, "months", "SI 2017/1264, reg. 35(8)"},
}

// legalFigureOf finds a legal figure by its key.
func legalFigureOf(key string) (legalFigure, bool) {
	for _, f := range legalFigures {
		if f.key == key {
			return f, true
		}
	}
	return legalFigure{}, false
}

func legalKeys() []string {
	var out []string
	for _, f := range legalFigures {
		out = append(out, f.key)
	}
	return out
}

// fault words what is wrong with a dated value, "" if nothing is, and what may be meant.
func (f *legalFigure) fault(r Rate) (message, advice string) {
	if r.Value < 1 || r.Value > float64(f.most) || r.Value != math.Trunc(r.Value) {
		return fmt.Sprintf("%s %v is not a whole number from 1 to %d", f.key, r.Value, f.most), ""
	}
	// Any other unit would be taken for the figure's own; "minutes a week" says no other.
	unit, _, _ := strings.Cut(strings.TrimSpace(r.Unit), " ")
	singular := strings.ToLower(strings.TrimSuffix(unit, "s"))
	if unit == "" || singular == strings.TrimSuffix(f.unit, "s") {
		return "", ""
	}
	if times := map[string]float64{"minutes hour": 60, "months year": 12}[f.unit+" "+singular]; times > 0 {
		advice = fmt.Sprintf("Maybe value = %v and unit = %q is meant", r.Value*times, f.unit)
	}
	return fmt.Sprintf("%s is in %s, not in %s", f.key, f.unit, r.Unit), advice
}

// RulesInForce gives the rules with their defaults and with the law of the plan's first day: of the dated
// values of a legal figure the last one that begins by then goes before the key in [rules]. One set of
// rules holds for a whole plan; where the law changes inside it, plan the weeks apart.
func (p *Problem) RulesInForce() Rules {
	r := p.Rules.WithDefaults()
	for _, f := range legalFigures {
		if k := p.inForce(&f, p.Plan.Start); k >= 0 {
			*f.of(&r) = int(p.Rates[k].Value)
		}
	}
	return r
}

// inForce finds the dated value of a legal figure that holds on a day, -1 if none does.
func (p *Problem) inForce(f *legalFigure, on Date) int {
	found := -1
	for i, rate := range p.Rates {
		if rate.Name != f.key || rate.From > on || found >= 0 && rate.From < p.Rates[found].From {
			continue
		}
		if fault, _ := f.fault(rate); fault == "" {
			found = i
		}
	}
	return found
}

// SetAside is a rule of law that does not count as law in a plan, or a legal figure that asks for less than
// the statute does.
type SetAside struct {
	Rule  Code
	Level Level // Off or Wishes; empty for a figure

	Figure     string // its key in [rules]
	Value, Law int    // what holds here, and what the statute has
}

// AsideFromLaw lists what a plan sets aside of the law, rules in the order of the book and then figures: a
// rota that breaks no law is not lawful in these.
func (p *Problem) AsideFromLaw() []SetAside {
	var out []SetAside
	for _, r := range RuleBook {
		if level := p.Objective.Level(r.Code); r.Level == Law && (level == Off || level == Wishes) {
			out = append(out, SetAside{Rule: r.Code, Level: level})
		}
	}
	here, statute := p.RulesInForce(), Rules{}.WithDefaults()
	for _, f := range legalFigures {
		if is, law := *f.of(&here), *f.of(&statute); is != law && (is > law) == f.upper {
			out = append(out, SetAside{Figure: f.key, Value: is, Law: law})
		}
	}
	for _, f := range nightFigures {
		if is := f.of(&here); is < f.law {
			out = append(out, SetAside{Figure: f.key, Value: is, Law: f.law})
		}
	}
	return out
}

// asideFromLaw warns of what the settings set aside of the law.
func (v *validator) asideFromLaw() {
	for _, x := range v.p.AsideFromLaw() {
		switch {
		case x.Level == Off:
			v.setting("W2024", "objective.levels."+string(x.Rule), string(x.Level), fmt.Sprintf("rule %q is law, and switched off here: a rota may break it", x.Rule), "")
		case x.Level != "":
			v.setting("W2024", "objective.levels."+string(x.Rule), string(x.Level), fmt.Sprintf("rule %q is law, and a wish here: a rota may break it", x.Rule), "")
		default:
			f, known := legalFigureOf(x.Figure)
			if !known {
				v.nightAside(x)
				continue
			}
			message := fmt.Sprintf("%s is %d %s here, and the law has %d (%s)", f.key, x.Value, f.unit, x.Law, f.source)
			if k := v.p.inForce(&f, v.p.Plan.Start); k >= 0 {
				v.rate("W2024", k, fmt.Sprint(x.Value), message, "")
				continue
			}
			v.setting("W2024", "rules."+f.key, fmt.Sprint(x.Value), message, "")
		}
	}
}

// newLaw warns of legal figures that change inside the plan.
func (v *validator) newLaw() {
	p := v.p
	rules := p.RulesInForce()
	for _, f := range legalFigures {
		was := *f.of(&rules)
		for d := p.Plan.Start.Add(1); d < p.Plan.Start.Add(7*or(p.Plan.Weeks, 1)); d++ {
			k := p.inForce(&f, d)
			if k < 0 || p.Rates[k].From != d || int(p.Rates[k].Value) == was {
				continue
			}
			is := int(p.Rates[k].Value)
			v.rate("W2025", k, fmt.Sprint(is), fmt.Sprintf("%s changes from %d to %d %s on %s, inside the plan, which is made with %d", f.key, was, is, f.unit, d, *f.of(&rules)), "Maybe plan the weeks apart")
			was = is
		}
	}
}
