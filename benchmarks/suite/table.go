package suite

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Stats sums cells up. Mean and worst gap are over the cells with a feasible solution and a best
// known value; they are NaN where there is none.
type Stats struct {
	Instances, Cells, Known, Infeasible int
	Mean, Worst                         float64
	AtBest, Better                      int // cells as good as the best known, or better
	UnitsAtBest                         int // cells with no more vehicles than the best known has
}

// Summarise sums cells up.
func Summarise(cells []*Cell) Stats {
	s := Stats{Cells: len(cells), Mean: math.NaN(), Worst: math.NaN()}
	names := make(map[string]bool)
	sum := 0.0
	for _, c := range cells {
		names[c.Instance] = true
		if !c.Feasible {
			s.Infeasible++
		}
		if c.Gap == nil {
			continue
		}
		s.Known++
		sum += *c.Gap
		if s.Known == 1 || *c.Gap > s.Worst {
			s.Worst = *c.Gap
		}
		if c.Units <= c.BestUnits || c.BestUnits == 0 {
			s.UnitsAtBest++
		}
		switch d := c.against(); {
		case d < 0:
			s.Better++
			s.AtBest++
		case d == 0:
			s.AtBest++
		}
	}
	s.Instances = len(names)
	if s.Known > 0 {
		s.Mean = sum / float64(s.Known)
	}
	return s
}

// against compares with the best known, to the digits in which that is published (two at least):
// a length of 828.9369 is no worse than a published 828.94.
func (c *Cell) against() int {
	if c.BestUnits > 0 && c.Units != c.BestUnits {
		return cmp.Compare(c.Units, c.BestUnits)
	}
	scale := math.Pow10(max(decimals(*c.Best), 2))
	return cmp.Compare(math.Round(*c.Cost*scale), math.Round(*c.Best*scale))
}

// Improves tells of a feasible solution that is better than the best known.
func (c *Cell) Improves() bool { return c.Gap != nil && c.against() < 0 }

// Said is a cell in half a line, for those who wait.
func (c *Cell) Said() string {
	switch {
	case c.Error != "":
		text, _, _ := strings.Cut(c.Error, "\n")
		return text
	case !c.Feasible:
		return fmt.Sprintf("infeasible, %.1f s", c.Seconds)
	case c.Gap == nil:
		return fmt.Sprintf("%s, %.1f s", amount(c.Cost, c.Units, c.Units > 0, 3), c.Seconds)
	}
	return fmt.Sprintf("%s, gap %s, %.1f s", amount(c.Cost, c.Units, c.Units > 0, 3), Percent(*c.Gap), c.Seconds)
}

func decimals(x float64) int {
	_, after, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	return len(after)
}

// Percent writes a share, or n/a where there is none.
func Percent(x float64) string {
	if math.IsNaN(x) {
		return "n/a"
	}
	return strings.Replace(fmt.Sprintf("%.2f %%", x), "-0.00 ", "0.00 ", 1)
}

// Closing is the line that ends a family's table. With several seeds the gaps are over all
// cells, every seed of an instance counting once, and infeasible counts cells.
func Closing(family string, s Stats) string {
	return fmt.Sprintf("%s: %d instances, mean gap %s, worst %s, infeasible %d",
		family, s.Instances, Percent(s.Mean), Percent(s.Worst), s.Infeasible)
}

// Table writes a line per cell, what is wrong with the infeasible ones, and the closing line.
func Table(w io.Writer, family string, cells []*Cell) error {
	rows := [][]string{{"instance", "best known", "ours", "gap", "feasible", "seconds", "seed"}}
	digits := 0
	for _, c := range cells {
		for _, x := range []*float64{c.Best, c.Cost} {
			if x != nil {
				digits = max(digits, min(decimals(math.Round(*x*1000)/1000), 3))
			}
		}
	}
	units := slices.ContainsFunc(cells, func(c *Cell) bool { return c.BestUnits > 0 || c.Units > 0 && c.Best == nil })
	for _, c := range cells {
		rows = append(rows, []string{
			c.Instance, amount(c.Best, c.BestUnits, units, digits), amount(c.Cost, c.Units, units, digits),
			gap(c), feasible(c), fmt.Sprintf("%.1f", c.Seconds), strconv.FormatUint(c.Seed, 10),
		})
	}
	var b strings.Builder
	align(&b, rows)
	for _, c := range cells {
		why := c.Breaches
		if c.Error != "" {
			why = []string{c.Error}
		}
		for _, line := range why[:min(len(why), 3)] {
			fmt.Fprintf(&b, "%s, seed %d: %s\n", c.Instance, c.Seed, line)
		}
	}
	b.WriteString(bySeed(cells))
	fmt.Fprintln(&b, Closing(family, Summarise(cells)))
	_, err := io.WriteString(w, b.String())
	return err
}

func amount(x *float64, n int, units bool, digits int) string {
	switch {
	case x == nil:
		return "-"
	case units:
		return fmt.Sprintf("%d / %.*f", n, digits, *x)
	}
	return fmt.Sprintf("%.*f", digits, *x)
}

func gap(c *Cell) string {
	if c.Gap == nil {
		return "-"
	}
	return Percent(*c.Gap)
}

func feasible(c *Cell) string {
	switch {
	case c.Feasible:
		return "yes"
	case c.Cost == nil:
		return "none"
	}
	return "NO"
}

// align sets the first column to the left and the others to the right.
func align(b *strings.Builder, rows [][]string) {
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, s := range row {
			width[i] = max(width[i], utf8.RuneCountInString(s))
		}
	}
	for _, row := range rows {
		fmt.Fprintf(b, "%-*s", width[0], row[0])
		for i, s := range row[1:] {
			fmt.Fprintf(b, "  %*s", width[i+1], s)
		}
		b.WriteByte('\n')
	}
}

// bySeed gives the mean of each seed where there are several.
func bySeed(cells []*Cell) string {
	by := make(map[uint64][]*Cell)
	for _, c := range cells {
		by[c.Seed] = append(by[c.Seed], c)
	}
	if len(by) < 2 || Summarise(cells).Known == 0 {
		return ""
	}
	var parts []string
	for _, c := range cells {
		if list := by[c.Seed]; list[0] == c {
			parts = append(parts, fmt.Sprintf("%d: %s", c.Seed, Percent(Summarise(list).Mean)))
		}
	}
	return "mean gap by seed: " + strings.Join(parts, ", ") + "\n"
}
