package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/milltir/milltir/benchmarks/suite"
)

// write gives the results as a section in Markdown: a row per set, then what the sets alone do
// not say.
func (s *session) write(w io.Writer, title, machine string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\nCommit %s%s; %s.\n\n", title, s.commits(), s.described(), machine)
	b.WriteString("| set | instances | seconds | seeds | workers, islands | mean gap | worst gap | infeasible | at best known | better | to be shown | met |\n" +
		"|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for i := range s.Sets {
		if cells := s.of(s.Sets[i].Name); len(cells) > 0 && s.Sets[i].Until == nil {
			s.row(&b, &s.Sets[i], cells)
		}
	}
	for i := range s.Sets {
		if x := &s.Sets[i]; x.EachShown {
			each(&b, x.Name, s.of(x.Name))
		}
	}
	s.improved(&b)
	s.bala(&b)
	for i := range s.Sets {
		if r := s.Sets[i].Until; r != nil {
			s.raced(&b, r, &s.Sets[i])
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// commits names the engines that the cells were made by: one, unless several sessions with a tag of
// their own went on after a change.
func (s *session) commits() string {
	return engines(slices.Concat(s.cells...))
}

func engines(cells []*suite.Cell) string {
	var list []string
	for _, c := range cells {
		if c != nil && !slices.Contains(list, c.Commit) {
			list = append(list, c.Commit)
		}
	}
	return strings.Join(list, ", ")
}

func (s *session) described() string {
	text := ""
	if s.Label != "" {
		text += ", " + s.Label
	}
	if len(s.Without) > 0 {
		text += ", without " + strings.Join(s.Without, ", ")
	}
	return text
}

func (s *session) row(b *strings.Builder, x *set, cells []*suite.Cell) {
	f := found{Stats: suite.Summarise(cells)}
	also := ""
	for _, column := range x.Columns {
		n, err := below(s.folder(x.Against), column, cells)
		if err != nil {
			also += fmt.Sprintf("; %v", err)
		}
		f.Below = append(f.Below, n)
		also += fmt.Sprintf("; below %s %d", column, n)
	}
	if cells[0].BestUnits > 0 {
		also += fmt.Sprintf("; vehicles at best %d", f.UnitsAtBest)
	}
	if here := engines(cells); here != s.commits() {
		also += "; commit " + here
	}
	met := ""
	if x.Met != nil {
		met = yesNo(f.Cells == len(s.cells[slices.IndexFunc(s.Sets, func(y set) bool { return y.Name == x.Name })]) && x.Met(f))
	}
	fmt.Fprintf(b, "| %s | %d | %s | %s | %d, %d | %s | %s | %d | %d of %d | %d | %s | %s |\n", x.Name, f.Instances, span(cells), seeds(x.Seeds),
		x.Workers, x.Islands, suite.Percent(f.Mean), suite.Percent(f.Worst), f.Infeasible, f.AtBest, f.Known, f.Better,
		strings.TrimPrefix(x.Mark+also, "; "), met)
}

// below counts the feasible cells whose cost is less than a published figure.
func below(file, column string, cells []*suite.Cell) (int, error) {
	figures, err := suite.ReadColumn(file, column)
	n := 0
	for _, c := range cells {
		if figure, ok := figures[c.Instance]; ok && c.Feasible && *c.Cost < figure {
			n++
		}
	}
	return n, err
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func seeds(list []uint64) string {
	if len(list) == 1 {
		return fmt.Sprint(list[0])
	}
	return fmt.Sprintf("%d–%d", list[0], list[len(list)-1])
}

// span is the budget of a set: one figure, or from the least to the most.
func span(cells []*suite.Cell) string {
	least, most := math.Inf(1), 0.0
	for _, c := range cells {
		least, most = min(least, c.Budget), max(most, c.Budget)
	}
	if least == most {
		return fmt.Sprintf("%g", least)
	}
	return fmt.Sprintf("%g–%g", least, most)
}

// each lists the cells of a set. Of what is solved in stages it tells how much of its time the slowest took.
func each(b *strings.Builder, name string, cells []*suite.Cell) {
	if len(cells) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n\n| instance | seed | best known | ours | gap | feasible | slowest stage, of its seconds |\n|---|---|---|---|---|---|---|\n", name)
	for _, c := range cells {
		best, gap, slowest := "", "", ""
		if c.Best != nil {
			best = figure(*c.Best, c.BestUnits)
		}
		if c.Gap != nil {
			gap = suite.Percent(*c.Gap)
		}
		if len(c.Stages) > 0 {
			x := slices.MaxFunc(c.Stages, func(a, b suite.Stage) int { return cmp.Compare(a.Seconds/a.Limit, b.Seconds/b.Limit) })
			slowest = fmt.Sprintf("%.1f of %.0f", x.Seconds, x.Limit)
		}
		fmt.Fprintf(b, "| %s | %d | %s | %s | %s | %s | %s |\n", c.Instance, c.Seed, best, cost(c), gap, yesNo(c.Feasible), slowest)
	}
}

// improved lists what is better than the best known: a claim that others will want to check.
func (s *session) improved(b *strings.Builder) {
	head := "\nBetter than the best known:\n\n| set | instance | seed | best known | ours | gap |\n|---|---|---|---|---|---|\n"
	for i := range s.Sets {
		for _, c := range s.of(s.Sets[i].Name) {
			if c.Improves() && s.Sets[i].Until == nil {
				fmt.Fprintf(b, "%s| %s | %s | %d | %s | %s | %s |\n", head, c.Set, c.Instance, c.Seed,
					figure(*c.Best, c.BestUnits), figure(*c.Cost, c.Units), suite.Percent(*c.Gap))
				head = ""
			}
		}
	}
}

func figure(cost float64, units int) string {
	if units > 0 {
		return fmt.Sprintf("%d / %.2f", units, cost)
	}
	return fmt.Sprintf("%.10g", math.Round(cost*1000)/1000)
}

// bala sets the ten-second rotas of our own week against the best of the long runs.
func (s *session) bala(b *strings.Builder) {
	quick, long := s.of(balaShort), s.of(balaLong)
	if len(quick) == 0 || len(long) == 0 {
		return
	}
	best := &suite.Cell{}
	for _, c := range long {
		if c.Cost != nil && c.Feasible && (best.Cost == nil || c.Units < best.Units || (c.Units == best.Units && *c.Cost < *best.Cost)) {
			best = c
		}
	}
	b.WriteString("\nThe Bala week. Wishes are in minutes of travel, less what no rota can avoid.\n\n" +
		"| seconds | seed | lawful | minutes not covered | wishes | above the best |\n|---|---|---|---|---|---|\n")
	met := best.Cost != nil
	for _, c := range append(slices.Clone(quick), long...) {
		if c.Cost == nil || best.Cost == nil {
			fmt.Fprintf(b, "| %g | %d | no | - | - | - |\n", c.Budget, c.Seed)
			continue
		}
		gap := (*c.Cost / *best.Cost - 1) * 100
		fmt.Fprintf(b, "| %g | %d | %s | %d | %.1f | %s |\n", c.Budget, c.Seed, yesNo(c.Feasible), c.Units, *c.Cost, suite.Percent(gap))
		if c.Budget == quick[0].Budget && (!c.Feasible || c.Units > best.Units || gap > 2) {
			met = false
		}
	}
	met = met && !slices.ContainsFunc(quick, func(c *suite.Cell) bool { return c.Cost == nil }) && len(long) == 10
	fmt.Fprintf(b, "\nTo be shown: 10 s within 2 %% of the best of ten, same or better cover. Met: %s.\n", yesNo(met))
}

// raced tells how soon two workers had what one worker has at the end.
func (s *session) raced(b *strings.Builder, r *race, x *set) {
	cells := s.of(x.Name)
	if len(cells) == 0 {
		return
	}
	islands := s.bestIslands(r)
	fmt.Fprintf(b, "\nTwo workers with %d islands against one with %d, its best of %v, at %g s.\n\n"+
		"| instance | seed | one worker | two workers | seconds to it |\n|---|---|---|---|---|\n", x.Islands, islands, r.Islands, r.Seconds)
	var times []float64
	for _, c := range cells {
		t, shown := math.Inf(1), "not reached"
		goal := s.cell(r.set(1, islands).Name, c.Instance, c.Seed)
		if goal != nil && goal.Score != nil && c.Score != nil && c.Score.Compare(*goal.Score) <= 0 {
			t = c.Seconds
			shown = fmt.Sprintf("%.1f", t)
		}
		times = append(times, t)
		fmt.Fprintf(b, "| %s | %d | %s | %s | %s |\n", c.Instance, c.Seed, cost(goal), cost(c), shown)
	}
	for len(times) < len(s.of(r.set(1, islands).Name)) {
		times = append(times, math.Inf(1)) // one worker found nothing to reach: no merit of two
	}
	slices.Sort(times)
	n := len(times)
	median := (times[(n-1)/2] + times[n/2]) / 2
	said := fmt.Sprintf("Median %.1f s", median)
	if math.IsInf(median, 1) {
		said = "No median"
	}
	reached, _ := slices.BinarySearch(times, math.Inf(1))
	fmt.Fprintf(b, "\n%s: %d of %d were reached, and what was not counts as without end. To be shown: %s. Met: %s.\n",
		said, reached, n, r.Mark, yesNo(median <= r.AtMost))
}

func cost(c *suite.Cell) string {
	if c == nil || c.Cost == nil {
		return "-"
	}
	return figure(*c.Cost, 0)
}
