package model

import (
	"cmp"
	"slices"
)

// chainVisits sets Next: each person's visits in the order their windows suggest, by date, then
// preferred start or first opening, then id. Visits of patterns stand in no chain, and the next of
// a visit is never the one it is tied to but the one after that: so two tied visits may have the
// same next one.
func (h *Horizon) chainVisits() {
	var order []int
	for i := range h.Visits {
		if !h.Visits[i].Patterned {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &h.Visits[i], &h.Visits[j]
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Date, b.Date),
			cmp.Compare(a.wanted(), b.wanted()), cmp.Compare(a.ID, b.ID))
	})
	for k := range order {
		a, next := &h.Visits[order[k]], k+1
		if next < len(order) && (a.TiedTo == order[next] || a.TiedBy == order[next]) {
			next++
		}
		if next < len(order) && a.Person == h.Visits[order[next]].Person {
			a.Next = order[next]
		}
	}
}

// keepApart sets Apart and Later. The next visit of a chain may be left out, and what comes before a
// visit that is in none is known only when its day is chosen: any two visits that no chain joins,
// tied ones aside, may have to keep their distance. Listed are those that could come within it: by
// their windows where these are law, otherwise by their dates, which are one or follow each other.
func (h *Horizon) keepApart() {
	o := &h.Problem.Objective
	if o.Level(RuleGap) == Off {
		return
	}
	lawful := o.Level(RuleWindow) == Law && h.Rules.Lateness.At == AtStart
	of := make([][]int, len(h.Problem.People))
	for i := range h.Visits {
		of[h.Visits[i].Person] = append(of[h.Visits[i].Person], i)
	}
	for _, visits := range of {
		for k, i := range visits {
			a := &h.Visits[i]
			for _, j := range visits[k+1:] {
				b := &h.Visits[j]
				if b.Date > a.Date.Add(1) {
					break
				}
				if a.TiedTo == j || a.TiedBy == j {
					continue
				}
				if a.Next != j && b.Next != i && (!lawful || a.reaches(b) || b.reaches(a)) {
					a.Apart, b.Apart = append(a.Apart, j), append(b.Apart, i)
				}
				if a.Date == b.Date {
					a.mayPrecede(j)
					b.mayPrecede(i)
				}
			}
		}
	}
}

// mayPrecede lists a visit as one that may be the next of v, if v has no other.
func (v *DatedVisit) mayPrecede(next int) {
	if v.Patterned && v.MaxGap > 0 {
		v.Later = append(v.Later, next)
	}
}

// reaches tells whether v could start within its windows, and w in its own no sooner and by less than
// the least gap later.
func (v *DatedVisit) reaches(w *DatedVisit) bool {
	for _, a := range v.Windows {
		for _, b := range w.Windows {
			if b.Close >= a.Open && b.Open-a.Close < max(v.MinGap, v.Length, v.LengthMax) {
				return true
			}
		}
	}
	return false
}

// wanted is the preferred start of the first window, else its opening.
func (v *DatedVisit) wanted() int32 {
	if w := v.Windows[0]; w.Preferred != None {
		return w.Preferred
	}
	return v.Windows[0].Open
}
