package inrc2

import (
	"fmt"

	"github.com/milltir/milltir/benchmarks/suite"
)

// term is a component of the cost.
type term int

// The terms in the order in which verdicts list them.
const (
	optimalCover term = iota
	shiftsInRow
	workInRow
	offInRow
	requests
	completeWeekends
	totals
	weekends
	terms
)

// counted is a term's name and what each unit of it costs.
type counted struct {
	name   string
	weight int
}

// Weights of the competition; they are in no file.
var known = [terms]counted{
	{"optimal_cover", 30},
	{"consecutive_shifts", 15},
	{"consecutive_days", 30},
	{"days_off", 30},
	{"requests", 10},
	{"complete_weekends", 30},
	{"assignments", 20},
	{"working_weekends", 30},
}

// Score re-scores weeks in a row by the competition's definition: data and solutions of the weeks
// that follow the history. With all weeks it is the static problem; with one it is a stage, and the
// costs of all stages, each with the history that [Scenario.Next] makes of the one before, add up
// to that of the static problem. Totals of assignments and weekends are charged if the horizon's
// last week is among them. An error tells that the weeks are not those that follow, or that
// something in them is none of the scenario's.
func Score(s *Scenario, before *History, weeks []*Week, solutions []*Solution) (*suite.Verdict, error) {
	if len(weeks) == 0 || len(weeks) != len(solutions) {
		return nil, fmt.Errorf("%d weeks and solutions of %d", len(weeks), len(solutions))
	}
	if err := s.known(before, solutions); err != nil {
		return nil, err
	}
	if before.Week+len(weeks) > s.Weeks {
		return nil, fmt.Errorf("%d weeks after week %d are more than the %d of the horizon", len(weeks), before.Week, s.Weeks)
	}
	for i, x := range solutions {
		if x.Week != before.Week+i {
			return nil, fmt.Errorf("solution %d of %d is of week %d, not %d", i+1, len(solutions), x.Week, before.Week+i)
		}
	}
	t := &tally{s: s, week: before.Week}
	lines, twice := s.lines(solutions)
	t.breaches = twice
	for i, w := range weeks {
		t.cover(i, w, solutions[i])
		for _, q := range w.Requests {
			if shift := lines[q.Nurse][i*weekDays+q.Day]; shift != Free && (q.Shift == Any || q.Shift == shift) {
				t.amounts[requests]++
			}
		}
	}
	for n, days := range lines {
		t.nurse(n, before.Nurses[n], days)
	}
	return t.verdict(), nil
}

// tally adds up a solution. README.md has the definition.
type tally struct {
	s        *Scenario
	week     int // the first one
	amounts  [terms]int
	breaches []string
}

func (t *tally) breach(format string, args ...any) {
	t.breaches = append(t.breaches, fmt.Sprintf(format, args...))
}

// lines are the shifts of each nurse by day, and the breaches of the rule that there is one a day
// at most. The second of a day is nothing that any other rule sees.
func (s *Scenario) lines(weeks []*Solution) (lines [][]int, twice []string) {
	for range s.Nurses {
		days := make([]int, weekDays*len(weeks))
		for d := range days {
			days[d] = Free
		}
		lines = append(lines, days)
	}
	for i, w := range weeks {
		for _, a := range w.Assignments {
			day := &lines[a.Nurse][i*weekDays+a.Day]
			if *day != Free {
				twice = append(twice, fmt.Sprintf("%s, week %d %s: %s beside %s", s.Nurses[a.Nurse].ID, w.Week, shortDays[a.Day], s.Shifts[a.Shift].ID, s.Shifts[*day].ID))
				continue
			}
			*day = a.Shift
		}
	}
	return lines, twice
}

// cover compares who works with who is wanted, and looks at the skills of those who work.
func (t *tally) cover(i int, w *Week, solution *Solution) {
	type place struct{ day, shift, skill int }
	there := map[place]int{}
	busy := map[[2]int]bool{} // nurse and day
	for _, a := range solution.Assignments {
		if busy[[2]int{a.Nurse, a.Day}] {
			continue // a second shift of the day, told by lines
		}
		busy[[2]int{a.Nurse, a.Day}] = true
		there[place{a.Day, a.Shift, a.Skill}]++
		if who := &t.s.Nurses[a.Nurse]; !who.Skills[a.Skill] {
			t.breach("%s, week %d %s: no skill %s", who.ID, solution.Week, shortDays[a.Day], t.s.Skills[a.Skill])
		}
	}
	for _, c := range w.Cover {
		for d := range weekDays {
			n := there[place{d, c.Shift, c.Skill}]
			if n < c.Least[d] {
				t.breach("week %d %s: %d of at least %d on %s with %s", t.week+i, shortDays[d], n, c.Least[d], t.s.Shifts[c.Shift].ID, t.s.Skills[c.Skill])
			}
			t.amounts[optimalCover] += max(0, c.Best[d]-n)
		}
	}
}

// nurse looks at one line, with what came before it.
func (t *tally) nurse(n int, p Past, days []int) {
	who := &t.s.Nurses[n]
	contract := &t.s.Contracts[who.Contract]
	last := p.Last
	for d, shift := range days {
		if last != Free && shift != Free && t.s.Forbidden[last][shift] {
			t.breach("%s, week %d %s: %s follows %s", who.ID, t.week+d/weekDays, shortDays[d%weekDays], t.s.Shifts[shift].ID, t.s.Shifts[last].ID)
		}
		last = shift
	}
	for _, x := range runs(p.Last, p.Same, days) {
		if x.kind != Free {
			t.amounts[shiftsInRow] += x.charge(t.s.Shifts[x.kind].Row)
		}
	}
	before, at := p.Work, make([]int, len(days))
	for d, shift := range days {
		at[d] = anyWork(shift)
	}
	if p.Last == Free {
		before = p.Off
	}
	for _, x := range runs(anyWork(p.Last), before, at) {
		if x.kind == Free {
			t.amounts[offInRow] += x.charge(contract.Off)
		} else {
			t.amounts[workInRow] += x.charge(contract.Work)
		}
	}
	t.weekends(contract, p, days)
}

// weekends looks at whole weekends and, at the end of the horizon, at the totals.
func (t *tally) weekends(contract *Contract, p Past, days []int) {
	shifts, busy := p.Assignments, p.Weekends
	for _, shift := range days {
		if shift != Free {
			shifts++
		}
	}
	for d := saturday; d < len(days); d += weekDays {
		first, second := days[d] != Free, days[d+1] != Free
		if contract.Complete && first != second {
			t.amounts[completeWeekends]++
		}
		if first || second {
			busy++
		}
	}
	if t.week+len(days)/weekDays < t.s.Weeks {
		return // totals are of the whole horizon
	}
	t.amounts[totals] += max(0, contract.Total.Min-shifts) + max(0, shifts-contract.Total.Max)
	t.amounts[weekends] += max(0, busy-contract.Weekends)
}

// anyWork makes all shifts one kind.
func anyWork(shift int) int {
	if shift == Free {
		return Free
	}
	return 0
}

// run is days in a row of one kind.
type run struct {
	kind   int  // a shift, or Free
	before int  // days of it that came before the first week
	days   int  // all of them
	ended  bool // another kind follows; else it may go on after the last week
}

// runs cuts a line into its runs. The first begins with what came before, which may be all of it.
func runs(kind, before int, line []int) []run {
	list := []run{{kind: kind, before: before, days: before}}
	for _, k := range line {
		open := &list[len(list)-1]
		if k != open.kind {
			open.ended = true
			list = append(list, run{kind: k})
			open = &list[len(list)-1]
		}
		open.days++
	}
	return list
}

// charge is how many days a run is too short or too long. It is too short only once it has ended:
// until then it is a later week's. What was too long before the first week was charged then.
func (x *run) charge(b Bounds) (days int) {
	if x.ended && x.days > 0 { // a history may know nothing, which is no run
		days += max(0, b.Min-x.days)
	}
	return days + max(0, x.days-b.Max) - max(0, x.before-b.Max)
}

func (t *tally) verdict() *suite.Verdict {
	v := &suite.Verdict{Breaches: t.breaches, Feasible: len(t.breaches) == 0}
	for i, amount := range t.amounts {
		part := suite.Part{Name: known[i].name, Amount: float64(amount), Cost: float64(amount * known[i].weight)}
		v.Parts = append(v.Parts, part)
		v.Cost += part.Cost
	}
	return v
}
