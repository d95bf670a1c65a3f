package model

import (
	"cmp"
	"slices"
	"strings"
)

// tieVisits finds the dated visits that are tied to each other: those of one date.
func (h *Horizon) tieVisits() {
	if !slices.ContainsFunc(h.Problem.Visits, func(v Visit) bool { return v.Tie().Visit != "" }) {
		return
	}
	at := make(map[visitKey]int, len(h.Visits))
	for i := range h.Visits {
		at[visitKey{h.Visits[i].ID, h.Visits[i].Date}] = i
	}
	for i := range h.Visits {
		v := &h.Visits[i]
		t := h.Problem.Visits[v.Template].Tie()
		if other, ok := at[visitKey{t.Visit, v.Date}]; ok && t.Visit != "" && h.Visits[other].TiedTo != i { // two may name each other
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
	c.Priority = h.Problem.People[c.Person].Prio()
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
	if !some {
		return
	}
	named := make(map[VisitID]bool)
	for _, x := range rows {
		named[x.Visit] = true
	}
	var all []int
	for v := range h.Visits {
		if dv := &h.Visits[v]; dv.Week == week && dv.Person == c.Person && named[dv.ID] {
			all = append(all, v)
		}
	}
	h.addChoice(c, all)
}

// addChoice adds a choice of which so many dated visits are part.
func (h *Horizon) addChoice(c Choice, visits []int) {
	c.index = len(h.Choices)
	for _, v := range visits {
		h.Visits[v].Choice = c.index
	}
	h.Choices = append(h.Choices, c)
}

// movable tells whether a visit has other days than its own to go to.
func (v *Visit) movable() bool { return v.MovableDays&^v.Days != 0 }

// chooseDays lists the weeks of visits that may be moved: as many dates as the visit has in the week,
// spread over all that it may have, its own first, then in the order of the days.
func (h *Horizon) chooseDays() {
	for t := range h.Problem.Visits {
		x := &h.Problem.Visits[t]
		for week := 0; week < h.Weeks && x.movable(); week++ {
			var all, own []int
			for v := range h.Visits {
				if dv := &h.Visits[v]; dv.Template == t && dv.Week == week && dv.Choice < 0 && dv.Patterned {
					all = append(all, v)
					if x.Days.Has(dv.Date.Weekday()) {
						own = append(own, v)
					}
				}
			}
			if len(own) == 0 {
				continue // no date of its own this week: nothing to move
			}
			first := &h.Visits[own[0]]
			c := Choice{Person: first.Person, Week: week, Optional: x.Optional, Priority: first.Priority, Movable: true, Options: [][]int{own}}
			for _, option := range subsets(all, len(own)) {
				if !slices.Equal(option, own) {
					c.Options = append(c.Options, option)
				}
			}
			h.addChoice(c, all)
		}
	}
}

// subsets gives all choices of n of a few things, in their order.
func subsets(of []int, n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for i := range of {
		for _, rest := range subsets(of[i+1:], n-1) {
			out = append(out, append([]int{of[i]}, rest...))
		}
	}
	return out
}

// chooseGroups lists the visits that stand or fall together: in a week those of a group that share a
// date, and together those that are alone on theirs.
func (h *Horizon) chooseGroups() {
	var names []string
	for i := range h.Problem.Visits {
		if g := h.Problem.Visits[i].Group; g != "" && !slices.Contains(names, g) {
			names = append(names, g)
		}
	}
	slices.Sort(names)
	for _, g := range names {
		for week := range h.Weeks {
			byDate, alone := make(map[Date][]int), []int(nil)
			var dates []Date
			for v := range h.Visits {
				dv := &h.Visits[v]
				if dv.Week != week || dv.Patterned || dv.TiedTo >= 0 || dv.TiedBy >= 0 || h.Problem.Visits[dv.Template].Group != g {
					continue
				}
				if byDate[dv.Date] == nil {
					dates = append(dates, dv.Date)
				}
				byDate[dv.Date] = append(byDate[dv.Date], v)
			}
			for _, d := range dates {
				if len(byDate[d]) > 1 {
					h.together(g, byDate[d])
				} else {
					alone = append(alone, byDate[d]...)
				}
			}
			if len(alone) > 1 {
				h.together(g, alone)
			}
		}
	}
}

// together adds a group's choice: all of these, or none.
func (h *Horizon) together(group string, visits []int) {
	first := &h.Visits[visits[0]]
	h.addChoice(Choice{Person: first.Person, Week: first.Week, Priority: first.Priority, Group: group, Options: [][]int{visits}}, visits)
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

// PatternName gives the name of a choice's option; of a visit that may be moved it is the days.
func (h *Horizon) PatternName(c *Choice, option int) string {
	if c.Movable {
		days := Days(0)
		for _, v := range c.Options[option] {
			days |= 1 << h.Visits[v].Date.Weekday()
		}
		return days.String()
	}
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
		if h.Visits[v].Choice == c.index && allocated(v) {
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
// the visits of the option that is done, else of the cheapest one; of the draws that pools propose those that
// are taken.
func (h *Horizon) Counted(allocated func(visit int) bool) []bool {
	out := make([]bool, len(h.Visits))
	for v := range h.Visits {
		out[v] = !h.Visits[v].Patterned && (!h.Visits[v].Draw || allocated(v))
	}
	for i := range h.Choices {
		c := &h.Choices[i]
		if c.Group != "" {
			continue
		}
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
