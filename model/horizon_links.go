package model

import (
	"cmp"
	"slices"
	"strings"
)

// tieVisits finds the dated visits that are tied to each other: those of one date.
func (h *Horizon) tieVisits() {
	if !slices.ContainsFunc(h.Problem.Visits, func(v Visit) bool { return v.Tied.Visit != "" }) {
		return
	}
	at := make(map[visitKey]int, len(h.Visits))
	for i := range h.Visits {
		at[visitKey{h.Visits[i].ID, h.Visits[i].Date}] = i
	}
	for i := range h.Visits {
		v := &h.Visits[i]
		t := &h.Problem.Visits[v.Template].Tied
		if other, ok := at[visitKey{t.Visit, v.Date}]; ok && t.Visit != "" {
			v.TiedTo, h.Visits[other].TiedBy = other, i
			v.TiedMin, v.TiedMax = h.Calendar.Ticks(t.Min), h.Calendar.Ticks(t.Max)
		}
	}
}

// choose lists the packages of people with patterns. A week in which no pattern has a visit
// leaves nothing to choose.
func (h *Horizon) choose() {
	if len(h.Problem.Patterns) == 0 {
		return
	}
	dated := make(map[VisitID][]int)
	for i := range h.Visits {
		if h.Visits[i].Patterned {
			dated[h.Visits[i].ID] = append(dated[h.Visits[i].ID], i)
		}
	}
	rows := make([]*Pattern, 0, len(h.Problem.Patterns))
	for i := range h.Problem.Patterns {
		if _, ok := h.PersonIndex[h.Problem.Patterns[i].Person]; ok {
			rows = append(rows, &h.Problem.Patterns[i])
		}
	}
	slices.SortStableFunc(rows, func(a, b *Pattern) int {
		return cmp.Or(cmp.Compare(h.PersonIndex[a.Person], h.PersonIndex[b.Person]), strings.Compare(a.Pattern, b.Pattern))
	})
	for len(rows) > 0 {
		n := slices.IndexFunc(rows, func(x *Pattern) bool { return x.Person != rows[0].Person })
		if n < 0 {
			n = len(rows)
		}
		for week := range h.Weeks {
			h.chooseIn(week, rows[:n], dated)
		}
		rows = rows[n:]
	}
}

// chooseIn adds one person's choice of a week; rows are the person's, by pattern.
func (h *Horizon) chooseIn(week int, rows []*Pattern, dated map[VisitID][]int) {
	c := Choice{Person: h.PersonIndex[rows[0].Person], Week: week}
	some := false
	for i, x := range rows {
		if i == 0 || x.Pattern != rows[i-1].Pattern {
			c.Options = append(c.Options, nil)
		}
		option := &c.Options[len(c.Options)-1]
		for _, v := range dated[x.Visit] {
			if dv := &h.Visits[v]; dv.Week == week && dv.Person == c.Person && x.Days.Has(dv.Date.Weekday()) {
				*option = append(*option, v)
				some, c.Optional = true, dv.Optional
			}
		}
	}
	for i := range c.Options {
		slices.Sort(c.Options[i])
		c.Options[i] = slices.Compact(c.Options[i])
	}
	if some {
		h.Choices = append(h.Choices, c)
	}
}

// Cheapest gives the option of a choice with the fewest ticks of attendance, the first of equals:
// what counts as left out where none is done.
func (h *Horizon) Cheapest(c *Choice) (option int, ticks int64) {
	for i, visits := range c.Options {
		sum := int64(0)
		for _, v := range visits {
			sum += int64(h.Visits[v].Length) * int64(h.Visits[v].Need)
		}
		if i == 0 || sum < ticks {
			option, ticks = i, sum
		}
	}
	return option, ticks
}

// PatternName gives the name of a choice's option.
func (h *Horizon) PatternName(c *Choice, option int) string {
	var names []string
	for i := range h.Problem.Patterns {
		if x := &h.Problem.Patterns[i]; x.Person == h.Problem.People[c.Person].ID {
			names = append(names, x.Pattern)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)[option]
}

// Chosen tells which option of a choice is done: the one whose visits are exactly those of the
// person's patterned visits of the week that are allocated (the first of equals).
func (h *Horizon) Chosen(c *Choice, allocated func(visit int) bool) (option int, done bool) {
	var got []int
	for v := range h.Visits {
		if dv := &h.Visits[v]; dv.Patterned && dv.Person == c.Person && dv.Week == c.Week && allocated(v) {
			got = append(got, v)
		}
	}
	for i, visits := range c.Options {
		if slices.Equal(visits, got) {
			return i, true
		}
	}
	return -1, false
}

// Counted tells which dated visits a rota is measured by: those in no pattern, and of each choice
// the visits of the option that is done, else of the cheapest one.
func (h *Horizon) Counted(allocated func(visit int) bool) []bool {
	out := make([]bool, len(h.Visits))
	for v := range h.Visits {
		out[v] = !h.Visits[v].Patterned
	}
	for i := range h.Choices {
		c := &h.Choices[i]
		option, done := h.Chosen(c, allocated)
		if !done {
			option, _ = h.Cheapest(c)
		}
		for _, v := range c.Options[option] {
			out[v] = true
		}
	}
	return out
}
