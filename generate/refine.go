package generate

// refine slides, stretches and shortens single shifts, where the patterns leave a half hour
// short: by up to an hour, inside the contract and the law, and only where it is worth it.
func (m *maker) refine() {
	for range 12 {
		changed := false
		for _, i := range m.shuffled(len(m.crew)) {
			for d := range cycleDays {
				changed = m.refineDay(&m.crew[i], d) || changed
			}
		}
		m.moveTimes(m.strain)
		if !changed || m.settled() {
			return
		}
	}
}

// worth is what a change of a single day must save: people like their hours regular.
const worth = 0.5

func (m *maker) refineDay(c *member, d int) bool {
	if len(c.worked[d]) != 1 || c.absent(d) {
		return false
	}
	old := c.worked[d][0]
	m.coverBy(c, d, old, -1)
	best, least := old, m.spanCost(d, old)-worth
	for from := max(420, old.from-60); from <= old.from+60; from += quarter {
		for to := max(from+240, old.to-60); to <= min(from+480, old.to+60, 1350); to += quarter {
			s := span{from, to}
			if x := m.spanCost(d, s); x < least && c.allows(d, s) {
				best, least = s, x
			}
		}
	}
	c.worked[d][0] = best
	m.coverBy(c, d, best, 1)
	return best != old
}

// allows tells whether a member may work other hours on a day: the week's pay stays between
// the guaranteed minutes and 5 % more, and eleven hours' rest either side.
func (c *member) allows(d int, s span) bool {
	sum := paid(s.to - s.from)
	for k := d - d%7; k < d-d%7+7; k++ {
		for _, o := range c.worked[k] {
			if k != d {
				sum += paid(o.to - o.from)
			}
		}
	}
	if sum < c.minutes || float64(sum) > float64(c.minutes)*1.05 {
		return false
	}
	before, after := c.worked[(d+cycleDays-1)%cycleDays], c.worked[(d+1)%cycleDays]
	return (len(before) == 0 || s.from+dayMinutes-before[len(before)-1].to >= 660) &&
		(len(after) == 0 || after[0].from+dayMinutes-s.to >= 660)
}
