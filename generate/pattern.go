package generate

import "github.com/milltir/milltir/model"

// pattern is a way to work a fortnight of which one week has the weekend (the on week): so
// many days of one length in each week, at hours that go with the kind.
type pattern struct {
	parity  string // A: week 1 is the on week
	days    [2]int // in the on week and in the off week
	length  [3]int // minutes: of weekdays in the on week, in the off week, of the weekend
	kind    string // early, late, day, split or rotate
	weekend string // early, late or split
	start   int    // of earlies and days
	end     int    // of lates
	swap    bool   // rotate: late in week 1
	when    []fortnight
}

// fortnight says which days are worked: bit 0 is the Monday of week 1.
type fortnight uint16

func (f fortnight) works(d int) bool { return f>>d&1 == 1 }

// patterns lists the patterns that pay a member's guaranteed minutes, and at most 5 % more.
func (m *maker) patterns(minutes int) []pattern {
	if known, ok := m.known[minutes]; ok {
		return known
	}
	var out []pattern
	for on := 2; on <= 5; on++ {
		for off := max(2, on-1); off <= min(5, on+1); off++ {
			p := pattern{days: [2]int{on, off}}
			if p.length[1] = lengthFor(minutes, off); p.length[1] == 0 {
				continue
			}
			for _, p.length[2] = range []int{240, 300, 330, 360, 420, 450, 480} {
				free := 2
				if off == 5 {
					free = 1
				}
				p.length[0] = lengthWith(minutes, on-free, free*paid(p.length[2]))
				if p.length[0] == 0 {
					continue
				}
				for _, p.parity = range []string{"A", "B"} {
					out = append(out, p.hours(m.p.Undecided)...)
				}
			}
		}
	}
	for i := range out {
		out[i].when = out[i].weeks()
	}
	m.known[minutes] = out
	return out
}

// hours lists the hours a pattern may be worked at. What is left open is in one part.
func (p pattern) hours(whole bool) []pattern {
	var out []pattern
	weekends := []string{early, late, split}
	if whole {
		weekends = weekends[:2]
	}
	for _, p.weekend = range weekends {
		if p.weekend == split && p.length[2] > 480-60 {
			continue // two parts of at most three and a half hours
		}
		for _, p.start = range []int{420, 435, 450, 480} {
			p.kind, p.end = early, 1335
			out = append(out, p)
		}
		for _, p.end = range []int{1320, 1335, 1350} {
			p.kind, p.start = late, 435
			out = append(out, p)
			p.kind = rotate
			p.swap = true
			out = append(out, p)
			p.swap = false
			out = append(out, p)
		}
		for _, p.start = range []int{540, 630, 720, 810} {
			p.kind, p.end = day, 1335
			out = append(out, p)
		}
		if !whole && min(p.length[0], p.length[1]) >= 300 && max(p.length[0], p.length[1]) <= breaks.After && p.weekend == early {
			p.kind, p.start, p.end = split, 450, 1335
			out = append(out, p)
		}
	}
	return out
}

// lengthFor is the shift length, 4 to 8 hours in quarters, at which n days pay the minutes; 0
// if there is none.
func lengthFor(minutes, n int) int { return lengthWith(minutes, n, 0) }

// lengthWith is lengthFor with so many minutes paid for other days. Without a day to fill, any
// length will do if those are enough.
func lengthWith(minutes, n, others int) int {
	for l := 240; l <= 480; l += 15 {
		if total := others + n*paid(l); total >= minutes && float64(total) <= float64(minutes)*1.05 {
			return l
		}
	}
	return 0
}

// dislike keeps most carers to the pattern they like.
func (p *pattern) dislike(c *member) float64 {
	x := 0.0
	if p.kind != c.pattern {
		x = 0.6
	}
	if p.kind == split && c.pattern != split {
		x += 2
	}
	if p.weekend == split && c.pattern != split {
		x += 1.5
	}
	return x
}

// offWeek is 1 for a day of the week without the weekend.
func (p *pattern) offWeek(d int) int {
	if (d < 7) == (p.parity == "A") {
		return 0
	}
	return 1
}

func (p *pattern) lengthOn(d int) int {
	if d%7 >= 5 {
		return p.length[2]
	}
	return p.length[p.offWeek(d)]
}

// hoursOn gives the shift of a day worked in one part.
func (p *pattern) hoursOn(d int) span {
	length := p.lengthOn(d)
	kind, start := p.kind, p.start
	switch {
	case d%7 >= 5 && p.weekend == late:
		kind = late
	case d%7 >= 5:
		kind, start = early, min(start, 480)
	case kind == rotate && (d >= 7) != p.swap:
		kind = late
	}
	if kind == late {
		return span{p.end - length, p.end}
	}
	return span{start, start + length}
}

// spans gives the shift of a day, or its two parts. Eleven hours' rest after the second part,
// and twelve hours from first to last, are kept by ending it at half past seven.
func (p *pattern) spans(d int, inTwo bool) []span {
	if !inTwo {
		return []span{p.hoursOn(d)}
	}
	length := paid(p.lengthOn(d)) // parts are too short for a break
	first := (length/2 + 14) / 15 * 15
	return []span{{450, 450 + first}, {1170 - (length - first), 1170}}
}

// splits tells whether a day may be worked in two parts.
func (p *pattern) splits(d int) bool {
	if d%7 >= 5 {
		return p.weekend == split
	}
	return p.kind == split
}

// inTwo tells of the days worked in two parts: at most two a week, in the on week those of
// the weekend.
func (p *pattern) inTwo(f fortnight, d int) bool {
	if !p.splits(d) {
		return false
	}
	if d%7 >= 5 {
		return true
	}
	before := 0
	for k := d - d%7; k < d; k++ {
		if f.works(k) {
			before++
		}
	}
	return before < 2 && (p.weekend != split || p.offWeek(d) == 1)
}

// weeks lists the lawful choices of days: every second weekend, at most six days in a row
// round and round, and eleven hours' rest from one day to the next.
func (p *pattern) weeks() []fortnight {
	all := fortnights[p.days]
	var out []fortnight
	for _, f := range all {
		if p.parity == "B" {
			f = (f>>7 | f<<7) & (1<<cycleDays - 1)
		}
		if p.rested(f) {
			out = append(out, f)
		}
	}
	return out
}

// fortnights holds, by days in the on and the off week, the choices of days with at most six
// in a row. Week 1 is the on week.
var fortnights = func() map[[2]int][]fortnight {
	all := map[[2]int][]fortnight{}
	for on := 2; on <= 5; on++ {
		for off := 2; off <= 5; off++ {
			rest, weekends := on-2, []fortnight{0b1100000}
			if off == 5 { // with both days of the weekend, seven days in a row could not be helped
				rest, weekends = on-1, []fortnight{0b0100000, 0b1000000}
			}
			for _, a := range subsets(rest) {
				for _, b := range subsets(off) {
					for _, weekend := range weekends {
						if f := fortnight(a) | weekend | fortnight(b)<<7; f.longestRun() <= 6 {
							all[[2]int{on, off}] = append(all[[2]int{on, off}], f)
						}
					}
				}
			}
		}
	}
	return all
}()

// subsets lists the sets of n weekdays from Monday to Friday.
func subsets(n int) []model.Days {
	var out []model.Days
	for s := model.Days(0); s <= weekdays; s++ {
		k := 0
		for d := range 5 {
			if s.Has(d) {
				k++
			}
		}
		if k == n {
			out = append(out, s)
		}
	}
	return out
}

func (f fortnight) longestRun() int {
	longest, run := 0, 0
	for d := range 2 * cycleDays {
		if !f.works(d % cycleDays) {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// restedInParts checks the eleven hours before days in two parts, which may begin earlier than the day
// would in one.
func (p *pattern) restedInParts(f fortnight) bool {
	for d := range cycleDays {
		next := (d + 1) % cycleDays
		if !f.works(d) || !f.works(next) || !p.inTwo(f, next) {
			continue
		}
		today := p.spans(d, p.inTwo(f, d))
		if p.spans(next, true)[0].from+dayMinutes-today[len(today)-1].to < 660 {
			return false
		}
	}
	return true
}

// rested checks the eleven hours between days in a row. Days in two parts end early enough.
func (p *pattern) rested(f fortnight) bool {
	for d := range cycleDays {
		next := (d + 1) % cycleDays
		if f.works(d) && f.works(next) && p.hoursOn(next).from+dayMinutes-p.hoursOn(d).to < 660 {
			return false
		}
	}
	return true
}
