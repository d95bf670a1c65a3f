package generate

import (
	"math"
	"slices"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	m := geo.Crow{KmH: 3.6, Detour: 1}.Matrix([]geo.Point{geo.LatLon(lat1, lon1), geo.LatLon(lat2, lon2)})
	_, metres, _ := m.At(0, 1)
	return float64(metres) / 1000
}

// addHistory says who has been to whom: the named team in proportion to the visits they are
// on duty for, and a few others who once filled in.
func (m *maker) addHistory() {
	for who := range m.out.People {
		x := &m.out.People[who]
		var others []int
		for _, i := range m.around(who) {
			if !slices.Contains(x.NamedTeam, m.out.Carers[i].ID) {
				others = append(others, i)
				continue
			}
			turns := 0.0
			for k := range m.calls {
				c := &m.calls[k]
				for _, d := range c.dates() {
					if c.who == who && d >= 7 && m.able(i, turn{k, d}) {
						turns += float64(c.Need())
					}
				}
			}
			share := turns / math.Max(1, float64(len(x.NamedTeam))/2.5)
			m.contact(who, i, int(share*13*(0.8+0.4*m.rng.Float64()))+1)
		}
		for range min(len(others), m.rng.IntN(4)) {
			k := m.rng.IntN(len(others))
			m.contact(who, others[k], 1+m.rng.IntN(4))
			others = slices.Delete(others, k, k+1)
		}
	}
}

// contact records n visits in 90 days, fewer where the carer or the plan is newer than that.
func (m *maker) contact(who, i, n int) {
	x, c := &m.out.People[who], &m.out.Carers[i]
	start := m.p.Start
	if since := int(start - c.StartDate); since < 90 {
		n = n * since / 90
	}
	if slices.Contains(x.Never, c.ID) {
		n = min(n, 2)
	}
	if n == 0 {
		return
	}
	days := int(start - x.PlanStart)
	inPlan := n * days / 90
	m.out.History = append(m.out.History, model.Contact{
		Person: x.ID, Carer: c.ID,
		LastVisit: start.Add(-1 - m.rng.IntN(min(20, 1+90/n))), Visits90d: n, VisitsInPlan: max(inPlan, 1),
	})
}

// addHours gives the weeks before: the pattern, round and round, less some leave.
func (m *maker) addHours() {
	for i := range m.out.Carers {
		for back := m.p.Past; back >= 1; back-- {
			monday := m.p.Start.Add(-7 * back)
			if m.out.Carers[i].StartDate > monday {
				continue
			}
			var w model.CarerWeek
			if i < len(m.crew) {
				w = m.week(&m.crew[i], 7*(back%2), monday)
			} else if n := m.rng.IntN(4); n > 0 { // the bank comes when it is asked
				w.MinutesWorked, w.LastShiftEnd = n*270, model.Moment{Date: monday.Add(4), Clock: model.At(20, 0), Timed: true}
			}
			w.Carer, w.WeekStart = m.out.Carers[i].ID, monday
			if w.MinutesWorked > 0 && m.out.Carers[i].Mode == model.ModeCar {
				w.Miles = math.Round(float64(w.MinutesWorked) / 60 * (3 + 4*m.rng.Float64()))
			}
			if back > 1 && m.rng.Float64() < 0.07 {
				w = model.CarerWeek{Carer: w.Carer, WeekStart: monday, MinutesLeave: w.MinutesWorked}
			}
			m.out.CarerHours = append(m.out.CarerHours, w)
		}
	}
}

// week sums up a member's pattern from a day of the fortnight on.
func (m *maker) week(c *member, from int, monday model.Date) (w model.CarerWeek) {
	for d := range 7 {
		spans := c.worked[from+d]
		for _, s := range spans {
			w.MinutesWorked += paid(s.to - s.from)
			w.LastShiftEnd = model.Moment{Date: monday.Add(d), Clock: model.Clock(s.to), Timed: true}
			if s.to > 20*60 {
				w.Lates++
			}
		}
		if len(spans) > 1 {
			w.Splits++
		}
		if d >= 5 && len(spans) > 0 {
			w.Weekends = 1
		}
	}
	return w
}

// addPrevious makes last week's rota: the same templates a week earlier, dealt out simply.
func (m *maker) addPrevious() error {
	week := *m.out
	week.Plan.Start, week.Plan.Weeks = m.p.Start.Add(-7), 1
	week.Absences, week.Events = nil, nil
	h, err := model.Expand(&week)
	if err != nil {
		return err
	}
	m.out.Baseline = newDraft(h, m.around).rows()
	return nil
}
