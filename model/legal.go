package model

import (
	"fmt"
	"iter"
	"math"
	"strings"
)

// legalFigure is a number that the law sets, and that a new law changes from a day on. [[rates]] of its key
// give its values with first day and source; see [Problem.RulesInForce].
type legalFigure struct {
	key   string
	of    func(r *Rules) *int
	clock func(r *Rules) *Clock // instead of a number a time of day, in [[rates]] as minutes after midnight
	most  int
	upper bool // more of it is weaker than the law; else less of it
	unit  string
	law   []enacted // oldest first; the first holds before its day too, as a default
}

// enacted is what a text of the law sets from a day on; the day is 0 where it is long before any plan.
type enacted struct {
	from   Date
	value  int
	source string
}

// Days from which the texts are in force: the Working Time Regulations, their amendment for young workers (SI
// 2002/3128), the regulations of the minimum wage, and the Welsh ones of services. That of section 8 of the 2016 Act is left out: it was
// commenced by parts.
var (
	workingTime = NewDate(1998, 10, 1)
	youngNights = NewDate(2003, 4, 6)
	minimumWage = NewDate(2015, 4, 6)
	regulated   = NewDate(2018, 4, 2)
)

func enact(from Date, value int, source string) []enacted { return []enacted{{from, value, source}} }

func wtr(value int, regulation string) []enacted {
	return enact(workingTime, value, "Working Time Regulations 1998, "+regulation)
}

func wtrYoung(value int, regulation string) []enacted {
	return enact(youngNights, value, "Working Time Regulations 1998, "+regulation)
}

// legalFigures are known to every plan. Those without a key of [rules] are the law's alone: what is in [rules] is
// held against them, or a carer's data.
var legalFigures = []legalFigure{
	{key: "break.after", of: func(r *Rules) *int { return &r.Break.After }, most: 10080, upper: true, unit: "minutes", law: wtr(360, "reg. 12")},
	{key: "break.length", of: func(r *Rules) *int { return &r.Break.Length }, most: 480, unit: "minutes", law: wtr(20, "reg. 12")},
	{key: "break.young_after", of: func(r *Rules) *int { return &r.Break.YoungAfter }, most: 10080, upper: true, unit: "minutes", law: wtr(270, "reg. 12(4)")},
	{key: "break.young_length", of: func(r *Rules) *int { return &r.Break.YoungLength }, most: 480, unit: "minutes", law: wtr(30, "reg. 12(4)")},
	{key: "rest.daily", of: func(r *Rules) *int { return &r.Rest.Daily }, most: 1440, unit: "minutes", law: wtr(660, "reg. 10")},
	{key: "rest.young", of: func(r *Rules) *int { return &r.Rest.Young }, most: 1440, unit: "minutes", law: wtr(720, "reg. 10(2)")},
	{key: "young.under", of: func(r *Rules) *int { return &r.Young.Under }, most: 30, unit: "years", law: wtr(18, "reg. 2(1)")},
	{key: "young.day", of: func(r *Rules) *int { return &r.Young.Day }, most: 1440, upper: true, unit: "minutes", law: wtrYoung(480, "reg. 5A")},
	{key: "young.week", of: func(r *Rules) *int { return &r.Young.Week }, most: 10080, upper: true, unit: "minutes", law: wtrYoung(2400, "reg. 5A")},
	{key: "young.night_from", clock: func(r *Rules) *Clock { return &r.Young.NightFrom }, most: 1440, unit: byClock, law: wtrYoung(22*60, "regs 2(1) and 6A")},
	{key: "young.night_to", clock: func(r *Rules) *Clock { return &r.Young.NightTo }, most: 1440, unit: byClock, law: wtrYoung(6*60, "regs 2(1) and 6A")},
	{key: "young.contract_from", most: 1440, unit: byClock, law: wtrYoung(23*60, "regs 2(1) and 6A")},
	{key: "young.contract_to", most: 1440, unit: byClock, law: wtrYoung(7*60, "regs 2(1) and 6A")},
	{key: "weekly_rest.week", of: func(r *Rules) *int { return &r.WeeklyRest.Week }, most: 10080, unit: "minutes", law: wtr(2100, "reg. 11(1), 11(7)")},
	{key: "weekly_rest.fortnight", of: func(r *Rules) *int { return &r.WeeklyRest.Fortnight }, most: 20160, unit: "minutes", law: wtr(3540, "reg. 11(2), 11(7)")},
	{key: "weekly_rest.young", of: func(r *Rules) *int { return &r.WeeklyRest.Young }, most: 10080, unit: "minutes", law: wtr(2880, "reg. 11(3)")},
	{key: "night.from", clock: func(r *Rules) *Clock { return &r.Night.From }, most: 1440, unit: byClock, law: wtr(23*60, "reg. 2(1)")},
	{key: "night.to", clock: func(r *Rules) *Clock { return &r.Night.To }, most: 1440, unit: byClock, law: wtr(6*60, "reg. 2(1)")},
	{key: "night.length", most: 1440, unit: "minutes", law: wtr(420, "reg. 2(1)")},
	{key: "night.core_from", most: 1440, unit: byClock, law: wtr(24*60, "reg. 2(1)")},
	{key: "night.core_to", most: 1440, unit: byClock, law: wtr(5*60, "reg. 2(1)")},
	{key: "night.least", of: func(r *Rules) *int { return &r.Night.Least }, most: 1440, upper: true, unit: "minutes", law: wtr(180, "reg. 2(1)")},
	// The text has "as a normal course" and, without prejudice to it, "on the majority of days on which he works".
	{key: "night.share", of: func(r *Rules) *int { return &r.Night.Share }, most: 99, upper: true, unit: "per cent", law: wtr(50, "reg. 2(1)")},
	{key: "night.day", of: func(r *Rules) *int { return &r.Night.Day }, most: 1440, upper: true, unit: "minutes", law: wtr(480, "reg. 6(1), (7)")},
	{key: "night.days", of: func(r *Rules) *int { return &r.Night.Days }, most: 7, upper: true, unit: "days", law: wtr(6, "regs 6(5), 11")},
	{key: "night.weeks", of: func(r *Rules) *int { return &r.Night.Weeks }, most: 52, upper: true, unit: "weeks", law: wtr(17, "reg. 6(3)")},
	{key: "hours48.cap", of: func(r *Rules) *int { return &r.Hours48.Cap }, most: 10080, upper: true, unit: "minutes", law: wtr(2880, "reg. 4")},
	{key: "hours48.weeks", of: func(r *Rules) *int { return &r.Hours48.Weeks }, most: 52, upper: true, unit: "weeks", law: wtr(17, "reg. 4(3)")},
	{key: "apprentice.under", most: 30, unit: "years", law: enact(minimumWage, 19, "National Minimum Wage Regulations 2015, reg. 5(1)(b)")},
	{key: "apprentice.months", most: 120, unit: "months", law: enact(minimumWage, 12, "National Minimum Wage Regulations 2015, reg. 5(1)(b)")},
	{key: "hours48.excluded_weeks", most: 52, unit: "weeks", law: wtr(26, "regs 4(5), 21")},
	{key: "short.minutes", of: func(r *Rules) *int { return &r.Short.Minutes }, most: 1440, unit: "minutes", law: enact(0, 30, "Regulation and Inspection of Social Care (Wales) Act 2016, s. 8")},
	{key: "papers.register_months", of: func(r *Rules) *int { return &r.Papers.RegisterMonths }, most: 600, upper: true, unit: "months", law: enact(regulated, 6, "SI 2017/1264, reg. 35(2)(f)")},
	{key: "supervision.months", of: func(r *Rules) *int { return &r.Supervision.Months }, most: 600, upper: true, unit: "months", law: enact(regulated, 3, "SI 2017/1264, reg. 36, statutory guidance")},
	{key: "papers.dbs_months", of: func(r *Rules) *int { return &r.Papers.DBSMonths }, most: 600, upper: true, unit: "months", law: enact(regulated, 36, "SI 2017/1264, reg. 35(8)")},
}

// byClock is the unit of a time of day in [[rates]].
const byClock = "minutes after midnight"

// ours tells whether a key of [rules] has the figure.
func (f *legalFigure) ours() bool { return f.of != nil || f.clock != nil }

// get reads the figure of some rules.
func (f *legalFigure) get(r *Rules) int {
	if f.clock != nil {
		return int(*f.clock(r))
	}
	return *f.of(r)
}

func (f *legalFigure) set(r *Rules, value int) {
	if f.clock != nil {
		*f.clock(r) = Clock(value)
		return
	}
	*f.of(r) = value
}

// now is the last value that is known here.
func (f *legalFigure) now() int { return f.law[len(f.law)-1].value }

// show words a value without its unit.
func (f *legalFigure) show(value int) string {
	if f.unit == byClock {
		return Clock(value).String()
	}
	return fmt.Sprint(value)
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
	own, _, _ := strings.Cut(f.unit, " ")
	singular := strings.ToLower(strings.TrimSuffix(unit, "s"))
	if unit == "" || singular == strings.TrimSuffix(own, "s") {
		return "", ""
	}
	if times := map[string]float64{"minutes hour": 60, "months year": 12}[f.unit+" "+singular]; times > 0 {
		advice = fmt.Sprintf("Maybe value = %v and unit = %q is meant", r.Value*times, f.unit)
	}
	return fmt.Sprintf("%s is in %s, not in %s", f.key, f.unit, r.Unit), advice
}

// RulesInForce gives the rules with their defaults and with the law of the plan's first day. Of a legal figure
// the last of its dated values that begins by then goes before the key in [rules], and this before the statute:
// the dated values that say law, and those known here. One set of rules holds for a whole plan; where the
// law changes inside it, plan the weeks apart.
func (p *Problem) RulesInForce() Rules {
	r := p.Rules
	for i := range legalFigures {
		if f := &legalFigures[i]; f.ours() {
			value, _ := p.figureOn(f, p.Plan.Start)
			f.set(&r, value)
		}
	}
	return r.WithDefaults()
}

// figureOn is the value of a legal figure of [rules] on a day, and the row of Rates that has it, -1 if none does.
func (p *Problem) figureOn(f *legalFigure, on Date) (value, row int) {
	if k := p.rowOf(f, on, false); k >= 0 {
		return int(p.Rates[k].Value), k
	}
	if value := f.get(&p.Rules); value != 0 {
		return value, -1
	}
	law, row := p.statute(f, on)
	return law.value, row
}

// statute is what the law has of a figure on a day, and the row of Rates that says so, -1 if it is known here.
func (p *Problem) statute(f *legalFigure, on Date) (law enacted, row int) {
	law = f.law[0]
	for _, x := range f.law[1:] {
		if x.from <= on {
			law = x
		}
	}
	if k := p.rowOf(f, on, true); k >= 0 && p.Rates[k].From >= law.from {
		r := &p.Rates[k]
		return enacted{r.From, int(r.Value), r.Source}, k
	}
	return law, -1
}

// lawOf is the statute's value of a figure by its key.
func (p *Problem) lawOf(key string, on Date) enacted {
	f, _ := legalFigureOf(key)
	law, _ := p.statute(&f, on)
	return law
}

// rowOf finds the row of Rates with a legal figure, the law's or a house's own, that holds on a day; -1 if none
// does. One with a fault is none.
func (p *Problem) rowOf(f *legalFigure, on Date, law bool) int {
	found := -1
	for i, rate := range p.Rates {
		if rate.Name != f.key || rate.Law != law || rate.From > on || found >= 0 && rate.From < p.Rates[found].From {
			continue
		}
		if fault, _ := f.fault(rate); fault == "" {
			found = i
		}
	}
	return found
}

// SetAside is a rule that does not count as law in a plan though it does by default, a derogation from one, or a
// legal figure that asks for less than the statute does on a day of the plan.
type SetAside struct {
	Rule     Code
	Level    Level // Off or Wishes; empty for a figure, and a derogation
	Practice bool  // no text of the law has the rule; see [Rule.Statutory]

	// Derogated: what of the rule is not kept is owed, and no breach (Working Time Regulations 1998, reg. 24).
	Derogated bool
	Under     string // the regulation that allows it, of [DerogationRule]; empty if nobody says which

	Figure     string // its key in [rules]
	Value, Law int    // what holds here, and what the statute has
	Source     string // of the statute
	Since      Date   // the first day of the plan on which it is so

	CoreFrom, CoreTo Clock // of a night: what the statute has in it
}

// AsideFromLaw lists what a plan sets aside of the law, and of the practice that counts as law by default: rules in
// the order of the book, derogations, and then figures, each against the statute of the plan's days. A rota
// that breaks no law is not lawful in these.
func (p *Problem) AsideFromLaw() []SetAside {
	out := p.rulesAside()
	here := p.RulesInForce()
	if here.Derogation.Rest == Yes {
		for _, code := range []Code{RuleRest, RuleWeeklyRest} {
			if p.Objective.Level(code) != Off {
				out = append(out, SetAside{Rule: code, Derogated: true, Under: here.Derogation.Under})
			}
		}
	}
	figures := make(map[string]bool)
	for d := range p.Plan.days() {
		for i := range legalFigures {
			f := &legalFigures[i]
			if f.of == nil || figures[f.key] {
				continue
			}
			law, _ := p.statute(f, d)
			if f.key == "hours48.weeks" && strings.HasPrefix(here.Derogation.Under, "21(") {
				law = p.lawOf("hours48.excluded_weeks", d)
			}
			if is := f.get(&here); is != law.value && (is > law.value) == f.upper {
				figures[f.key] = true
				out = append(out, SetAside{Figure: f.key, Value: is, Law: law.value, Source: law.source, Since: d})
			}
		}
		for _, x := range p.nightsAside(&here, d) {
			if !figures[x.Figure] {
				figures[x.Figure] = true
				out = append(out, x)
			}
		}
	}
	return out
}

// rulesAside are the rules that count as law by default, and not here.
func (p *Problem) rulesAside() []SetAside {
	var out []SetAside
	for i := range RuleBook {
		r := &RuleBook[i]
		if level := p.Objective.Level(r.Code); r.Level == Law && (level == Off || level == Wishes) {
			out = append(out, SetAside{Rule: r.Code, Level: level, Practice: !r.Statutory()})
		}
	}
	return out
}

// days are the dates of the plan.
func (p *Plan) days() iter.Seq[Date] {
	return func(yield func(Date) bool) {
		for d := p.Start; d < p.Start.Add(7*or(p.Weeks, 1)); d++ {
			if !yield(d) {
				return
			}
		}
	}
}

// asideFromLaw warns of what the settings set aside of the law, and of what counts as law.
func (v *validator) asideFromLaw() {
	derogated := false
	for _, x := range v.p.AsideFromLaw() {
		switch {
		case x.Derogated:
			if !derogated {
				v.derogation(x.Under)
			}
			derogated = true
		case x.Level != "":
			what, is := "law", "switched off here"
			if x.Practice {
				what = "practice, a limit unless told otherwise"
			}
			if x.Level == Wishes {
				is = "a wish here"
			}
			v.setting("W2024", "objective.levels."+string(x.Rule), string(x.Level), fmt.Sprintf("rule %q is %s, and %s: a rota may break it", x.Rule, what, is), "")
		default:
			v.figureAside(&x)
		}
	}
}

// derogation warns that a rota's rests are held under one.
func (v *validator) derogation(under string) {
	by, advice := "reg. "+under, ""
	if under == "" {
		by = "regs 21 or 22(1)(c); nobody says which"
		advice = "Say which in rules.derogation.under: " + strings.Join(derogations, ", ")
	}
	v.setting("W2024", "rules.derogation.rest", Yes, fmt.Sprintf("daily and weekly rest of adults are held under a derogation (Working Time Regulations 1998, %s): what is missing is no breach, and owed as compensatory rest (reg. 24)", by), advice)
}

// figureAside warns of a legal figure that asks for less than the law does.
func (v *validator) figureAside(x *SetAside) {
	f, known := legalFigureOf(x.Figure)
	since := ""
	if x.Since > v.p.Plan.Start {
		since = fmt.Sprintf(" from %s", x.Since)
	}
	if !known {
		v.nightAside(x, since)
		return
	}
	message := fmt.Sprintf("%s is %d %s here, and the law has %d%s (%s)", f.key, x.Value, f.unit, x.Law, since, x.Source)
	if k := v.p.rowOf(&f, v.p.Plan.Start, false); k >= 0 {
		v.rate("W2024", k, fmt.Sprint(x.Value), message, "")
		return
	}
	v.setting("W2024", "rules."+f.key, fmt.Sprint(x.Value), message, "")
}

// newLaw warns of legal figures that change inside the plan.
func (v *validator) newLaw() {
	p := v.p
	rules := p.RulesInForce()
	for i := range legalFigures {
		f := &legalFigures[i]
		if !f.ours() {
			continue
		}
		first := f.get(&rules)
		was := first
		for d := range p.Plan.days() {
			is, k := p.figureOn(f, d)
			if is == was {
				continue
			}
			message := fmt.Sprintf("%s changes from %s to %s %s on %s, inside the plan, which is made with %s", f.key, f.show(was), f.show(is), f.unit, d, f.show(first))
			if was = is; k >= 0 {
				v.rate("W2025", k, fmt.Sprint(is), message, "Maybe plan the weeks apart")
			} else {
				v.setting("W2025", "rules."+f.key, "", message, "Maybe plan the weeks apart")
			}
		}
	}
}
