package staff

import (
	"cmp"
	"math"
	"slices"

	"github.com/milltir/milltir/internal/lp"
	"github.com/milltir/milltir/model"
)

// contracts adds what the law and the contracts let one carer work: no two shifts at once, rest between
// days, days in a row, weekends, every second of them, most hours. Each row is one that every lawful rota meets. What they
// guarantee comes back as rows that ask for nothing yet; see [program.keep]. Of carers whose options are not in the
// program, as where one is looked at alone, nothing is asked.
func (g *program) contracts(of func(carer int) bool) []guarantee {
	w := g.w
	byCarer := make([][]int, len(w.h.Problem.Carers))
	anyOf := make(map[[2]int][]lp.Term) // a shift for anybody, on a date: one carer works it
	for i := range g.opts {
		o := &g.opts[i]
		byCarer[o.carer] = append(byCarer[o.carer], i)
		if o.shift.Carer < 0 && !o.shift.Shared {
			key := [2]int{o.shift.Template, int(o.shift.Date)}
			anyOf[key] = append(anyOf[key], lp.Term{Var: g.vars[i], Coef: 1})
		}
	}
	for _, key := range sortedKeys(anyOf) {
		g.p.AddRow(math.Inf(-1), 1, anyOf[key])
	}
	var out []guarantee
	for c, own := range byCarer {
		if !of(c) {
			continue
		}
		worked := g.days(own)
		g.parity(c, own)
		g.rest(c, own)
		g.inRow(c, worked)
		g.weekends(c, worked)
		out = append(out, g.hours(c, own)...)
	}
	return out
}

func sortedKeys(m map[[2]int][]lp.Term) [][2]int {
	var out [][2]int
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[1], b[1]), cmp.Compare(a[0], b[0])) })
	return out
}

// days gives a variable for each date of the plan, 1 where the carer works a shift of it, -1 where they
// cannot. Shifts that overlap exclude one another: at every start those that are on add up to at most one.
func (g *program) days(own []int) []lp.Var {
	worked := make([]lp.Var, 7*g.w.h.Weeks)
	byDate := make([][]int, len(worked))
	for _, i := range own {
		if d := int(g.opts[i].shift.Date - g.w.h.Calendar.Start()); d >= 0 && d < len(byDate) {
			byDate[d] = append(byDate[d], i)
		}
	}
	for d, list := range byDate {
		if worked[d] = -1; len(list) == 0 {
			continue
		}
		worked[d] = g.p.AddVar(0, 0, 1)
		for _, i := range list {
			at := g.opts[i].shift.Start
			terms := []lp.Term{{Var: worked[d], Coef: -1}}
			for _, k := range list {
				if s := &g.opts[k].shift; s.Start <= at && at < s.End && (g.apart() || k == i) {
					terms = append(terms, lp.Term{Var: g.vars[k], Coef: 1})
				}
			}
			g.p.AddRow(math.Inf(-1), 0, terms)
		}
	}
	return worked
}

// apart tells whether the law keeps two shifts of one carer from overlapping.
func (g *program) apart() bool { return g.w.level(model.RuleShift) == model.Law }

// rest bars shifts of one date and the next with too little rest between: of those on at a start, and those
// of the date before on so long before it, one at most is worked. A shift on call is no work unless it is called,
// which nobody is bound to do: it bars nothing.
func (g *program) rest(c int, own []int) {
	if g.w.level(model.RuleRest) != model.Law || !g.apart() {
		return
	}
	for _, i := range own {
		s := &g.opts[i].shift
		if !s.AtWork() || g.w.h.Derogated(c, s.Date) {
			continue // what is missing of a derogated rest is had later
		}
		daily := max(0, g.w.h.Calendar.Ticks(g.w.h.DailyRest(c, s.Date)))
		var terms []lp.Term
		both := false
		for _, k := range own {
			t := &g.opts[k].shift
			switch {
			case !t.AtWork():
				continue
			case t.Date == s.Date && t.Start <= s.Start && s.Start < t.End:
			case t.Date == s.Date-1 && t.Start <= s.Start-daily && s.Start-daily < t.End:
				both = true
			default:
				continue
			}
			terms = append(terms, lp.Term{Var: g.vars[k], Coef: 1})
		}
		if both {
			g.p.AddRow(math.Inf(-1), 1, terms)
		}
	}
}

// inRow adds that of so many days in a row, and one, not all are worked.
func (g *program) inRow(c int, worked []lp.Var) {
	most := g.w.h.Problem.Carers[c].MaxDaysInRow
	if most == 0 {
		most = model.DaysInRow
	}
	if g.w.level(model.RuleDaysInRow) != model.Law {
		return
	}
	for d := 0; d+most < len(worked); d++ {
		g.atMost(worked[d:d+most+1], float64(most))
	}
}

func (g *program) atMost(worked []lp.Var, most float64) {
	var terms []lp.Term
	for _, v := range worked {
		if v >= 0 {
			terms = append(terms, lp.Term{Var: v, Coef: 1})
		}
	}
	if float64(len(terms)) > most {
		g.p.AddRow(math.Inf(-1), most, terms)
	}
}

// parity takes out the shifts of weekends that are the other half's.
func (g *program) parity(c int, own []int) {
	w := g.w
	theirs := map[string]int{model.ParityA: 1, model.ParityB: 2}[w.h.Problem.Carers[c].WeekendParity]
	if theirs == 0 || w.level(model.RuleParity) != model.Law {
		return
	}
	anchor := cmp.Or(w.h.Problem.Plan.CycleAnchor, w.h.Calendar.Start())
	var terms []lp.Term
	for _, i := range own {
		d := g.opts[i].shift.Date
		day := int(d - w.h.Calendar.Start())
		if day >= 0 && day < 7*w.h.Weeks && day%7 >= 5 && !(model.Cycle{Week: theirs, Of: 2}).Falls(d.Add(-day%7), anchor) {
			terms = append(terms, lp.Term{Var: g.vars[i], Coef: 1})
		}
	}
	if len(terms) > 0 {
		g.p.AddRow(math.Inf(-1), 0, terms)
	}
}

// weekends counts those with a shift on either day.
func (g *program) weekends(c int, worked []lp.Var) {
	limit := g.w.h.Problem.Carers[c].MaxWeekends
	if limit == nil || g.w.level(model.RuleWeekends) != model.Law {
		return
	}
	var all []lp.Var
	for week := range g.w.h.Weeks {
		v := g.p.AddVar(0, 0, 1)
		all = append(all, v)
		for _, d := range worked[7*week+5 : 7*week+7] {
			if d >= 0 {
				g.p.AddRow(math.Inf(-1), 0, []lp.Term{{Var: d, Coef: 1}, {Var: v, Coef: -1}})
			}
		}
	}
	g.atMost(all, float64(*limit))
}

// guarantee is a row that asks for a carer's hours of a week or of four, once they are to be kept.
type guarantee struct {
	carer       int
	row         lp.Row
	least, most float64 // ticks
}

// hours adds the most paid ticks of each week and of the plan.
func (g *program) hours(c int, own []int) []guarantee {
	w := g.w
	byWeek, all := make([][]lp.Term, w.h.Weeks), []lp.Term(nil)
	for _, i := range own {
		s := &g.opts[i].shift
		t := lp.Term{Var: g.vars[i], Coef: float64(g.opts[i].paid)}
		if s.Week >= 0 && s.Week < len(byWeek) {
			byWeek[s.Week] = append(byWeek[s.Week], t)
		}
		all = append(all, t)
	}
	k, res := &w.h.Problem.Carers[c].Contract, w.h.Calendar.Resolution()
	var out []guarantee
	shift := w.h.Rules.Paid != model.BySpan // else what is paid is known of runs only
	for week, terms := range byWeek {
		most := math.Inf(1)
		if w.level(model.RuleMaxHours) == model.Law && shift {
			most = float64(mostTicks(k, res))
		}
		for _, t := range terms { // a part of a shift that is too long by itself is none
			if t.Coef > most {
				g.p.SetBounds(t.Var, 0, 0)
			}
		}
		row := g.p.AddRow(math.Inf(-1), most, terms)
		if least := promisedIn(w.h, c, week); least > 0 && shift && g.part.has(week) {
			out = append(out, guarantee{c, row, float64(least), most})
		}
	}
	if shift && g.part.week == everyWeek {
		for _, x := range promises(w.h, c) {
			if x.to-x.from > 1 {
				row := g.p.AddRow(math.Inf(-1), math.Inf(1), slices.Concat(byWeek[x.from:x.to]...))
				out = append(out, guarantee{c, row, float64(x.least), math.Inf(1)})
			}
		}
	}
	if w.level(model.RulePlanHours) == model.Law && shift && (k.MinPlan > 0 || k.MaxPlan > 0) {
		most := math.Inf(1)
		if k.MaxPlan > 0 {
			most = float64(int64(k.MaxPlan) * int64(res))
		}
		least := math.Inf(-1)
		if w.h.Weeks == 1 || g.part.week == everyWeek { // else these are not all of the plan's shifts
			least = float64(int64(k.MinPlan) * int64(res))
			for _, ticks := range w.h.Credit[c*w.h.Weeks : (c+1)*w.h.Weeks] {
				least -= float64(ticks)
			}
		}
		g.p.AddRow(least, most, all)
	}
	return out
}

// tolerance is the ticks by which minutes may differ from those owed.
func tolerance(k *model.Contract, owed int, res int32) int64 {
	return int64(owed) * int64(res) * int64(math.Round(k.Tolerance()*100)) / 10000
}

// promise is the least paid ticks of some weeks that keep a carer's guarantee: the minutes owed less the
// tolerance and what leave is credited with.
type promise struct {
	from, to int
	least    int64
}

// promises lists what a carer is owed, by the week and by the period. Where leave took shifts that nobody had
// given yet, nobody knows how much of it is left: nothing is asked for then.
func promises(h *model.Horizon, c int) (out []promise) {
	k, res := &h.Problem.Carers[c].Contract, h.Calendar.Resolution()
	add := func(from, to, owed int) {
		credit := int64(0)
		for _, ticks := range h.Credit[c*h.Weeks+from : c*h.Weeks+to] {
			credit += int64(ticks)
		}
		away := model.Overlap(weeksOf(h, from, to), h.Absent(c)) > 0
		if least := int64(owed)*int64(res) - tolerance(k, owed, res) - credit; owed > 0 && least > 0 && (credit > 0 || !away) {
			out = append(out, promise{from, to, least})
		}
	}
	for week := range h.Weeks {
		add(week, week+1, k.WeekMin())
	}
	for n := range model.Periods(h.Weeks) {
		length := model.PeriodLength(h.Weeks, n)
		add(n*model.PeriodWeeks, n*model.PeriodWeeks+length, k.PeriodMin(length))
	}
	return out
}

// weeksOf is the span of some weeks of a plan.
func weeksOf(h *model.Horizon, from, to int) model.Span {
	monday := h.Calendar.Start()
	return model.Span{Start: h.Calendar.Tick(monday.Add(7*from), 0), End: h.Calendar.Tick(monday.Add(7*to), 0)}
}

// promisedIn is the least of one week by itself.
func promisedIn(h *model.Horizon, c, week int) (least int64) {
	for _, x := range promises(h, c) {
		if x.from == week && x.to == week+1 {
			least = max(least, x.least)
		}
	}
	return least
}

// owed is what a carer is promised: by the week or by the period, where that is more.
func owed(h *model.Horizon, c int) int64 {
	weeks, periods := int64(0), int64(0)
	for week := range h.Weeks {
		weeks += promisedIn(h, c, week)
	}
	for _, x := range promises(h, c) {
		if x.to-x.from > 1 {
			periods += x.least
		}
	}
	return max(weeks, periods)
}

// mostTicks is the most that a carer may be paid for in a week; see model.RuleMaxHours.
func mostTicks(k *model.Contract, res int32) int64 {
	most := int64(k.WeekMax()) * int64(res)
	if least := k.WeekMin(); !k.Overtime && least > 0 {
		most = min(most, int64(least)*int64(res)+tolerance(k, least, res))
	}
	return most
}

// keep asks for every guarantee from here on.
func (g *program) keep(all []guarantee) {
	for _, x := range all {
		g.p.SetRow(x.row, x.least, x.most)
	}
}
