package generate

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/staff"
)

// Shift patterns: what a carer's working days look like.
const (
	early  = "early"
	late   = "late"
	day    = "day"
	split  = "split"  // early, but two days a week in two parts
	rotate = "rotate" // early in one week, late in the other
)

// span is a shift in minutes after midnight.
type span struct{ from, to int }

// member is a contracted carer in the making.
type member struct {
	minutes int    // guaranteed a week
	pattern string // the one she prefers
	away    bool   // on leave in week 1
	ill     int    // day of week 1, -1 none
	anchor  int    // in a county: the person near whom she lives

	parity  string
	dislike float64
	worked  [cycleDays][]span
}

// absent tells whether a member is on leave or ill on a day of the fortnight.
func (c *member) absent(d int) bool { return (c.away && d < 7) || c.ill == d }

// contracts are the guaranteed hours a week that carers have.
var contracts = []int{16, 18, 20, 22, 24, 25, 28, 30, 32, 35, 37}

// breaks are the usual ones: a patch that is made keeps the defaults.
var breaks = model.Rules{}.WithDefaults().Break

func paid(length int) int {
	if length > breaks.After {
		return length - breaks.Length
	}
	return length
}

// makeCrew draws contracts until they add up to the hours that the visits need.
func (m *maker) makeCrew() error {
	minutes := 0
	for i := range m.calls {
		c := &m.calls[i]
		minutes += len(c.dates()) * c.Length * c.Need()
	}
	want := float64(minutes) / 2 / m.p.Contact
	n := m.p.Carers
	if n == 0 {
		n = max(4, int(math.Ceil(want/60/25))) + m.p.OnLeave
	}
	working := n - m.p.OnLeave
	if mean := want / 60 / float64(max(1, working)); mean > 36.5 {
		return fmt.Errorf("%d carers cannot do %.0f hours a week: the visits need at least %d of them", n, want/60, int(math.Ceil(want/60/36.5))+m.p.OnLeave)
	}
	index, sum := make([]int, n), 0
	for i := range index {
		index[i] = m.rng.IntN(len(contracts))
		if i >= m.p.OnLeave {
			sum += contracts[index[i]]
		}
	}
	// 2 %: shifts come in quarters of an hour and never pay less than was guaranteed.
	target := int(want / 60 * 0.98)
	for range 400 * n {
		if sum == target {
			break
		}
		i := m.p.OnLeave + m.rng.IntN(working)
		step := 1
		if sum > target {
			step = -1
		}
		if k := index[i] + step; k >= 0 && k < len(contracts) && (contracts[k]-contracts[index[i]])*step <= (target-sum)*step {
			sum += contracts[k] - contracts[index[i]]
			index[i] = k
		}
	}
	likes := []string{early, early, early, late, late, rotate, split, day}
	for i, k := range index {
		m.crew = append(m.crew, member{minutes: contracts[k] * 60, pattern: likes[i%len(likes)], away: i < m.p.OnLeave, ill: -1})
		if k := i - m.p.OnLeave; k >= 0 && k < m.p.Sick {
			m.crew[i].ill = 1 + m.rng.IntN(3) // Tuesday to Thursday
		}
	}
	return nil
}

// roster lays the fortnight's shifts so that they cover the demand, and moves the visits'
// times to where there is cover; in turns.
func (m *maker) roster() {
	m.capacity = newGrid()
	for range 10 {
		for _, i := range m.shuffled(len(m.crew)) {
			m.place(&m.crew[i])
		}
		m.moveTimes(m.strain)
		if m.settled() {
			return
		}
	}
	m.refine()
}

// settled tells whether the weeks of the plan keep the promised peak, and week 2, where nobody has
// promised anything about it, is near.
func (m *maker) settled() bool {
	for i := range m.demand {
		limit := m.limit()
		if i >= 7*dayCells && m.p.Weeks == 1 {
			limit += 0.1
		}
		if (HalfHour{Demand: m.demand[i], Capacity: m.capacity[i]}).Load() > limit {
			return false
		}
	}
	return true
}

// cover adds a member's shifts to the capacity or takes them away.
func (m *maker) cover(c *member, sign float64) {
	for d, spans := range c.worked {
		if c.absent(d) {
			continue
		}
		for _, s := range spans {
			m.coverBy(c, d, s, sign)
		}
	}
}

// coverBy adds a shift of a member to the capacity that is looked at, or takes it away.
func (m *maker) coverBy(c *member, d int, s span, sign float64) {
	m.coverSpan(m.capacity, d, s, sign)
	if m.local != nil {
		m.coverSpan(m.local.capacity[m.local.of[c.anchor]], d, s, sign)
	}
}

func (m *maker) coverSpan(g grid, d int, s span, sign float64) {
	length := float64(s.to - s.from)
	from := float64(d*dayMinutes + s.from)
	staff.Duty(g, from, from+length, length-float64(paid(s.to-s.from)), length/5, sign)
}

// place gives a member the lawful pattern that fits the demand best, of a random few hundred.
func (m *maker) place(c *member) {
	m.cover(c, -1)
	var best pattern
	var when fortnight
	least, kept := m.present(c), true
	list := m.patterns(c.minutes)
	m.costs.reset(m)
	for _, k := range m.shuffled(len(list))[:min(len(list), 100)] {
		p := &list[k]
		one, two := m.costs.days(c, p)
		mixed, dislike := p.kind == split || p.weekend == split, p.dislike(c)
		for _, f := range p.when {
			if c.ill >= 0 && !f.works(c.ill) {
				continue // nobody calls in sick on a day off
			}
			cost := dislike + m.rng.Float64()*0.05
			for g := uint(f); g != 0; g &= g - 1 {
				if d := bits.TrailingZeros(g); mixed && p.inTwo(f, d) {
					cost += two[d]
				} else {
					cost += one[d]
				}
			}
			if cost < least && p.restedInParts(f) {
				least, best, when, kept = cost, *p, f, false
			}
		}
	}
	if !kept {
		c.parity, c.dislike, c.worked = best.parity, best.dislike(c), [cycleDays][]span{}
		for d := range cycleDays {
			if when.works(d) {
				c.worked[d] = best.spans(d, best.inTwo(when, d))
			}
		}
	}
	m.cover(c, 1)
}

// present is what the pattern she has would cost, infinite if she has none yet.
func (m *maker) present(c *member) float64 {
	if c.parity == "" {
		return math.Inf(1)
	}
	sum := c.dislike
	for d, spans := range c.worked {
		for _, s := range spans {
			if !c.absent(d) {
				sum += m.spanCost(d, s)
			}
		}
	}
	return sum
}

// spanCosts remembers what shifts would cost while the capacity stays as it is: patterns share many of them.
type spanCosts struct {
	m     *maker
	known [cycleDays][dayMinutes / quarter][longest/quarter + 1]float64 // by day, start and length; 0 not known yet
	cells [cycleDays * dayCells]float64                                 // what each cell costs now
}

// reset forgets all, and works out what cells cost with the capacity as it is.
func (x *spanCosts) reset(m *maker) {
	*x = spanCosts{m: m}
	for i := range x.cells {
		x.cells[i] = m.strain(m.demand[i], m.capacity[i])
	}
}

// longest is the most minutes that a shift has.
const longest = 8 * 60

// of is [maker.spanCost].
func (x *spanCosts) of(d int, s span) float64 {
	if s.from%quarter != 0 || (s.to-s.from)%quarter != 0 {
		return x.m.spanCostFrom(d, s, x.cells[:])
	}
	cost := &x.known[d][s.from/quarter][(s.to-s.from)/quarter]
	if *cost == 0 {
		*cost = x.m.spanCostFrom(d, s, x.cells[:])
	}
	return *cost
}

// days gives what a pattern would change on each day, worked in one part and in two.
func (x *spanCosts) days(c *member, p *pattern) (one, two [cycleDays]float64) {
	for d := range cycleDays {
		if c.absent(d) {
			continue
		}
		one[d] = x.of(d, p.hoursOn(d))
		if p.splits(d) {
			for _, s := range p.spans(d, true) {
				two[d] += x.of(d, s)
			}
		}
	}
	return one, two
}

// spanCost is what a shift would change of what its cells cost.
func (m *maker) spanCost(d int, s span) float64 { return m.spanCostFrom(d, s, nil) }

// spanCostFrom is the same; now, unless it is nil, is what all cells cost as they are.
func (m *maker) spanCostFrom(d int, s span, now []float64) float64 {
	first := d*dayCells + s.from/cellMinutes
	var with [dayCells]float64
	cells := with[:min(dayCells, (s.to+cellMinutes-1)/cellMinutes-s.from/cellMinutes)]
	length, from := float64(s.to-s.from), float64(s.from%cellMinutes)
	staff.Duty(cells, from, from+length, length-float64(paid(s.to-s.from)), length/5, 1)
	sum := 0.0
	for k, extra := range cells {
		d, c := m.demand[first+k], m.capacity[first+k]
		before := 0.0
		if now != nil {
			before = now[first+k]
		} else {
			before = m.strain(d, c)
		}
		sum += m.strain(d, c+extra) - before
	}
	return sum
}

// writeShifts turns the patterns into rows: one per span and week of the cycle.
func (m *maker) writeShifts() {
	for i := range m.crew {
		c := &m.crew[i]
		for week := range 2 {
			var order []span
			days := map[span]model.Days{}
			for d := range 7 {
				for _, s := range c.worked[week*7+d] {
					if days[s] == 0 {
						order = append(order, s)
					}
					days[s] |= oneDay(d)
				}
			}
			for _, s := range order {
				m.out.Shifts = append(m.out.Shifts, model.Shift{
					Carer: m.out.Carers[i].ID, Days: days[s], WeekOfCycle: model.Cycle{Week: week + 1, Of: 2},
					Start: model.Clock(s.from), End: model.Clock(s.to), Kind: s.kind(), Status: model.Given,
				})
			}
		}
	}
	for i := range m.out.Shifts {
		m.out.Shifts[i].ID = model.ShiftID(m.serial("s-", i))
	}
}

func (s span) kind() string {
	switch {
	case s.from < 9*60:
		return early
	case s.to > 20*60:
		return late
	}
	return day
}
