package suite

import (
	"errors"
	"fmt"
	"strings"
)

// The bounds of "within noise".
const (
	NoiseP     = 0.05
	NoiseWorse = 0.2 // per cent
)

// Comparison is what changed between two runs over the same cells.
type Comparison struct {
	Pairs                int // cells with a solution in at least one run
	Better, Equal, Worse int // of the second run
	Mean                 float64
	P                    float64
	Alone                int // cells that only one run has
	Neither              int // cells infeasible in both
	BySet                []Change
}

// Change is the change within one set.
type Change struct {
	Set                         string
	Pairs, Better, Equal, Worse int
	Mean                        float64 // per cent; more is worse
}

// Compare pairs the cells of two runs by setting, whatever operators were left out, and tests
// the relative changes of cost. A solution gained or lost counts as 100 %, a vehicle too. Cells
// infeasible in both runs say nothing and are left out.
func Compare(before, after []*Cell) (*Comparison, error) {
	old := make(map[string]*Cell, len(before))
	for _, c := range before {
		old[c.Key()] = c
	}
	out := &Comparison{Alone: len(before)}
	var all []float64
	place := make(map[string]int)
	for _, c := range after {
		was := old[c.Key()]
		if was == nil {
			out.Alone++
			continue
		}
		out.Alone--
		d, ok := change(was, c)
		if !ok {
			out.Neither++
			continue
		}
		i, seen := place[c.Set]
		if !seen {
			i = len(out.BySet)
			place[c.Set] = i
			out.BySet = append(out.BySet, Change{Set: c.Set})
		}
		out.BySet[i].add(d)
		all = append(all, d)
	}
	switch {
	case len(all) == 0 && out.Neither > 0:
		return nil, fmt.Errorf("none of the %d cells that the two runs have in common is feasible in either", out.Neither)
	case len(all) == 0:
		return nil, errors.New("the two runs have no cell in common")
	}
	sum := Change{}
	for _, d := range all {
		sum.add(d)
	}
	out.Pairs, out.Better, out.Equal, out.Worse, out.Mean = sum.Pairs, sum.Better, sum.Equal, sum.Worse, sum.Mean
	_, out.P = Wilcoxon(all)
	return out, nil
}

func (c *Change) add(d float64) {
	c.Mean = (c.Mean*float64(c.Pairs) + d) / float64(c.Pairs+1)
	c.Pairs++
	switch {
	case d < 0:
		c.Better++
	case d > 0:
		c.Worse++
	default:
		c.Equal++
	}
}

// change is by how much the second cell is worse, in per cent.
func change(was, is *Cell) (float64, bool) {
	switch {
	case was.Feasible && is.Feasible:
		return above(*is.Cost, *was.Cost) + 100*float64(is.Units-was.Units)*counted(is), true
	case was.Feasible:
		return 100, true
	case is.Feasible:
		return -100, true
	}
	return 0, false
}

// counted is 1 where vehicles count before the cost.
func counted(c *Cell) float64 {
	if c.BestUnits > 0 || c.Best == nil {
		return 1
	}
	return 0
}

// Noise tells whether the change is within noise.
func (c *Comparison) Noise() bool { return c.P > NoiseP && c.Mean <= NoiseWorse }

// Verdict says what the comparison comes to.
func (c *Comparison) Verdict() string {
	switch {
	case c.Noise():
		return "within noise"
	case c.Mean > 0:
		return "worse"
	}
	return "better"
}

// String is a table by set, the figures of all cells, and the verdict.
func (c *Comparison) String() string {
	rows := [][]string{{"set", "cells", "better", "equal", "worse", "mean change"}}
	for _, s := range append(c.BySet, Change{"all", c.Pairs, c.Better, c.Equal, c.Worse, c.Mean}) {
		rows = append(rows, []string{
			s.Set, fmt.Sprint(s.Pairs), fmt.Sprint(s.Better), fmt.Sprint(s.Equal), fmt.Sprint(s.Worse), signed(s.Mean),
		})
	}
	var b strings.Builder
	align(&b, rows)
	if c.Alone > 0 {
		fmt.Fprintf(&b, "%d cells stand in one run only and are left out\n", c.Alone)
	}
	if c.Neither > 0 {
		fmt.Fprintf(&b, "infeasible in both and left out: %d\n", c.Neither)
	}
	fmt.Fprintf(&b, "Wilcoxon signed-rank p = %.4f, mean change %s: %s\n", c.P, signed(c.Mean), c.Verdict())
	return b.String()
}

func signed(x float64) string { return fmt.Sprintf("%+.3f %%", x) }
