package model

import "slices"

// keepApart sets Apart and Later: of each visit the person's others that it may come too near to, and
// those that may be the next after it on its date. What comes after what is told by the starts, not by
// the tables: windows overlap, a visit has several, or may be moved to another day. Listed as too near
// are those of one date, and of others those that could start within the least gap: by their windows
// where these are law, otherwise by their dates. Two that are tied keep their own distance.
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
		days := 1
		for _, i := range visits {
			days = max(days, 1+int(h.Visits[i].leastGap()/h.Calendar.Ticks(1440)))
		}
		for k, i := range visits {
			a := &h.Visits[i]
			for _, j := range visits[k+1:] {
				b := &h.Visits[j]
				if b.Date > a.Date.Add(days) {
					break
				}
				if a.TiedTo == j || a.TiedBy == j {
					continue
				}
				if a.Date == b.Date || !lawful || a.reaches(b) || b.reaches(a) {
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

// leastGap is the most that the visit may ask for until the person's next one, start to start.
func (v *DatedVisit) leastGap() int32 { return max(v.MinGap, v.Length, v.LengthMax) }

// mayPrecede lists a visit as one that may be the next of v, where v has a longest gap.
func (v *DatedVisit) mayPrecede(next int) {
	if v.MaxGap > 0 {
		v.Later = append(v.Later, next)
	}
}

// reaches tells whether v could start within its windows, and w in its own no sooner and by less than
// the least gap later.
func (v *DatedVisit) reaches(w *DatedVisit) bool {
	return slices.ContainsFunc(v.Windows, func(a DatedWindow) bool {
		return slices.ContainsFunc(w.Windows, func(b DatedWindow) bool {
			return b.Close >= a.Open && b.Open-a.Close < v.leastGap()
		})
	})
}
