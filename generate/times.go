package generate

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/staff"
)

// quarter is the step of preferred starts: people say "a quarter past".
const quarter = 15

// drawTimes sets the gaps and first times, and fills the demand grid.
func (m *maker) drawTimes() {
	first := make([][]int, m.p.People) // templates by person
	for i := range m.calls {
		first[m.calls[i].who] = append(first[m.calls[i].who], i)
	}
	for _, list := range first {
		m.drawGaps(list)
	}
	m.demand = newGrid()
	for i := range m.calls {
		c := &m.calls[i]
		b := bands[c.Kind]
		c.at = b.likely
		m.want(c, 1)
	}
	if m.local == nil { // a county's teams meet when they like
		m.reserve(1)
	}
	for range 2 {
		m.moveTimes(func(d, _ float64) float64 { return d * d / 900 })
	}
}

// The huddle is at a quiet hour of the week; time is kept for it before shifts are laid.
const (
	huddleDay    = 2
	huddleStart  = 14 * 60
	huddleLength = 30
)

// reserve keeps time for the huddle in the demand grid, or gives it back: with a quarter of an
// hour's way either side.
func (m *maker) reserve(sign float64) {
	from := float64(huddleDay*dayMinutes + huddleStart)
	staff.Spread(m.demand, from-15, from+huddleLength+15, sign*float64(min(6, 1+m.p.People/12)))
}

// drawGaps gives people with several visits a day the gaps of meals or of medicine.
func (m *maker) drawGaps(calls []int) {
	daily := 0
	for _, i := range calls {
		if m.calls[i].Days == model.EveryDay {
			daily++
		}
	}
	least, most := 30, 0
	switch x := m.rng.Float64(); {
	case daily >= 4 && x < 0.3:
		least = model.MedicineGap // four times a day
	case daily >= 4:
		least, most = model.MealGap, model.MealGapMost
	case daily >= 2:
		least = model.MedicineGap
	}
	for _, i := range calls {
		c := &m.calls[i]
		c.atLeastNext = least
		if c.Days != model.EveryDay || daily < 2 || c.Kind == "bed" {
			c.atLeastNext = 30
			continue
		}
		if m.calls[calls[len(calls)-1]].Days == model.EveryDay { // a sit between the meals has no such gap
			c.MinGapAfter = least
			if c.Kind != "tea" {
				c.atMostNext, c.MaxGapAfter = most, most
			}
		} else {
			c.atLeastNext = 60
		}
	}
	if daily == 2 { // the last of the day has no next one that day
		for _, i := range calls[1:] {
			m.calls[i].MinGapAfter = 0
		}
	}
}

// load adds a template to (or takes it from) a demand grid: attendance-minutes at the
// preferred start, and the travel allowance before it.
func (m *maker) load(c *call, at int, g grid, sign float64) {
	for _, d := range c.dates() {
		t := float64(d*dayMinutes + at)
		staff.Spread(g, t-m.allowance[c.who], t+float64(c.Length), sign*float64(c.Need()))
	}
}

// want adds a template at its time to the demand that is looked at, or takes it away.
func (m *maker) want(c *call, sign float64) {
	m.load(c, c.at, m.demand, sign)
	if m.local != nil {
		m.load(c, c.at, m.local.demand[m.local.of[c.who]], sign)
	}
}

// moveTimes puts each template, in a random order, at the quarter of its band where the cost
// of the cells (demand, capacity) is least; a little pull keeps the peaks where people eat.
func (m *maker) moveTimes(cost func(demand, capacity float64) float64) {
	byPerson := make([][]int, m.p.People)
	for i := range m.calls {
		byPerson[m.calls[i].who] = append(byPerson[m.calls[i].who], i)
	}
	for _, i := range m.shuffled(len(m.calls)) {
		c := &m.calls[i]
		b := bands[c.Kind]
		m.lookFrom(c.who)
		m.want(c, -1)
		best, least := c.at, -1.0
		for at := b.from; at <= min(b.to, 22*60-c.Length); at += quarter {
			if at-int(m.allowance[c.who]) < 7*60+1 || !m.fits(c, at, byPerson[c.who]) {
				continue
			}
			pull := 0.02 * float64(max(at-b.likely, b.likely-at)) / quarter * float64(c.perWeek())
			if x := m.cellsCost(c, at, cost) + pull; least < 0 || x < least {
				best, least = at, x
			}
		}
		c.at = best
		m.want(c, 1)
	}
}

// cellsCost is what the touched cells would cost more with the template at a time.
func (m *maker) cellsCost(c *call, at int, cost func(demand, capacity float64) float64) float64 {
	sum := 0.0
	for _, d := range c.dates() {
		from := (d*dayMinutes + at - int(m.allowance[c.who]) - 1) / cellMinutes
		to := min(len(m.demand)-1, (d*dayMinutes+at+c.Length)/cellMinutes)
		var with [dayCells]float64
		cells := with[:to-from+1]
		t := float64(d*dayMinutes + at - from*cellMinutes)
		staff.Spread(cells, t-m.allowance[c.who], t+float64(c.Length), float64(c.Need()))
		for k, extra := range cells {
			supply := 0.0
			if m.capacity != nil {
				supply = m.capacity[from+k]
			}
			sum += cost(m.demand[from+k]+extra, supply) - cost(m.demand[from+k], supply)
		}
	}
	return sum + 1e6 // strain may fall where cover lies idle: keep sums positive for "least < 0"
}

// fits tells whether a start keeps a person's day in order: kinds in their order, gaps kept
// with ten minutes to spare, no visit inside another.
func (m *maker) fits(c *call, at int, calls []int) bool {
	for _, i := range calls {
		o := &m.calls[i]
		if o == c || !shareDay(c, o) {
			continue
		}
		a, b, x, y := c, o, at, o.at
		if y < x {
			a, b, x, y = o, c, o.at, at
		}
		apart := a.Length + 45
		next := !m.between(a, b, calls)
		if next {
			apart = max(apart, a.atLeastNext+10)
		}
		if y-x < apart || (next && a.atMostNext > 0 && y-x > a.atMostNext-10) {
			return false
		}
	}
	return true
}

// between tells whether a person has another daily visit whose usual time lies between two.
func (m *maker) between(a, b *call, calls []int) bool {
	return slices.ContainsFunc(calls, func(i int) bool {
		c := &m.calls[i]
		x := bands[c.Kind].likely
		return c != a && c != b && c.Days == model.EveryDay && bands[a.Kind].likely < x && x < bands[b.Kind].likely
	})
}

func shareDay(a, b *call) bool {
	return a.Days&b.Days != 0 && (a.WeekOfCycle.Of == 0 || b.WeekOfCycle.Of == 0 || a.WeekOfCycle == b.WeekOfCycle)
}

// writeVisits turns the templates into the problem's rows.
func (m *maker) writeVisits() {
	order := make([]int, len(m.calls))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return m.calls[a].who - m.calls[b].who })
	for k, i := range order {
		c := &m.calls[i]
		v := c.Visit
		v.ID, v.Person = model.VisitID(m.serial("v-", k)), m.out.People[c.who].ID
		v.Windows = []model.Window{{
			Open:      model.Clock(max(7*60, c.at-c.slack)),
			Close:     model.Clock(c.at + c.slack),
			Preferred: model.Clock(c.at),
		}}
		c.Visit = v
		m.out.Visits = append(m.out.Visits, v)
	}
}
