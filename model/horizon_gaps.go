package model

import "slices"

// keepApart sets Apart and Later: of each visit the others of its people that it may come too near to, and
// those that may be the next after it on its date. What comes after what is told by the starts, not by
// the tables: windows overlap, a visit has several, or may be moved to another day. Listed as too near
// are those of one date, and of others those that could start within the least gap: by their windows
// where these are law, otherwise by their dates. Two that are tied keep their own distance. Whoever comes
// along to a visit is kept apart as the person whose visit it is; the longest gap is this one's alone.
func (h *Horizon) keepApart() {
	o := &h.Problem.Objective
	if o.Level(RuleGap) == Off {
		return
	}
	of := make([][]int, len(h.Problem.People))
	for i := range h.Visits {
		v := &h.Visits[i]
		of[v.Person] = append(of[v.Person], i)
		for _, p := range v.With {
			of[p] = append(of[p], i)
		}
	}
	k := apartness{h: h, lawful: o.Level(RuleWindow) == Law && h.Rules.Lateness.At == AtStart}
	for person, visits := range of {
		k.person = person
		days := 1
		for _, i := range visits {
			days = max(days, 1+int(h.Visits[i].leastGap()/h.Calendar.Ticks(1440)))
		}
		for n, i := range visits {
			for _, j := range visits[n+1:] {
				if h.Visits[j].Date > h.Visits[i].Date.Add(days) {
					break
				}
				k.pair(i, j)
			}
		}
	}
}

// apartness is keepApart at one person.
type apartness struct {
	h      *Horizon
	person int
	lawful bool
}

// pair looks at two visits of the person, i before j in the horizon.
func (k *apartness) pair(i, j int) {
	a, b := &k.h.Visits[i], &k.h.Visits[j]
	if a.TiedTo == j || a.TiedBy == j {
		return
	}
	there, back := k.h.wayTicks(k.person, a.EndAt, b.Location), k.h.wayTicks(k.person, b.EndAt, a.Location)
	if a.Date == b.Date || !k.lawful || a.reaches(b, there) || b.reaches(a, back) {
		if len(a.With) == 0 || len(b.With) == 0 || !slices.Contains(a.Apart, j) { // two may share more people than one
			a.Apart, b.Apart = append(a.Apart, j), append(b.Apart, i)
		}
		a.wayTo(j, there)
		b.wayTo(i, back)
	}
	if a.Date != b.Date {
		return
	}
	if a.Person == k.person {
		a.mayPrecede(j)
	}
	if b.Person == k.person {
		b.mayPrecede(i)
	}
}

// wayTo notes the way of one of a visit's people to another visit; the longest counts.
func (v *DatedVisit) wayTo(other int, ticks int32) {
	if ticks <= 0 {
		return
	}
	if v.Between == nil {
		v.Between = make(map[int]int32)
	}
	v.Between[other] = max(v.Between[other], ticks)
}

// leastGap is the most that the visit may ask for until the person's next one, start to start, but for ways.
func (v *DatedVisit) leastGap() int32 { return max(v.MinGap, v.Length, v.LengthMax) }

// mayPrecede lists a visit as one that may be the next of v, where v has a longest gap.
func (v *DatedVisit) mayPrecede(next int) {
	if v.MaxGap > 0 {
		v.Later = append(v.Later, next)
	}
}

// reaches tells whether v could start within its windows, and w in its own no sooner and by less than
// the least gap later, the way from one to the other included.
func (v *DatedVisit) reaches(w *DatedVisit, way int32) bool {
	return slices.ContainsFunc(v.Windows, func(a DatedWindow) bool {
		return slices.ContainsFunc(w.Windows, func(b DatedWindow) bool {
			return b.Close >= a.Open && b.Open-a.Close < v.leastGap()+way
		})
	})
}
