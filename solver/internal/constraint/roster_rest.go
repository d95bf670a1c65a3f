package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/roster"
	"github.com/milltir/milltir/solver/internal/state"
)

// restStates finds, day by day, whether a rest of a week is long enough: a state is how many ticks before
// 00:00 work ended, as many as a week's rest at most; below 0 it ends after.
type restStates struct {
	week, daily, day int64
	work             []bool  // by option
	start, end       []int64 // by option: from 00:00 of its day, by the clock
	since            []int64 // by carer: the state before the plan
	ticks            []int64 // by state, in order
}

// weeklyRest fills what weeks without a rest cost. False where a line of days does not tell: how short a
// rest is, two weeks together, a shift that begins after its day.
func (b *rosterBuilder) weeklyRest() bool {
	h, r := b.in.H, &b.r.WeeklyRest
	ticks := func(minutes int) int64 { return int64(h.Calendar.Ticks(minutes)) }
	z := restStates{
		week: ticks(h.Rules.WeeklyRest.Week), daily: ticks(h.Rules.Rest.Daily), day: ticks(1440),
		work: make([]bool, b.width), start: make([]int64, b.width), end: make([]int64, b.width),
	}
	if r.level != model.Law || r.lifted || h.Rules.WeeklyRest.Form == model.ByFortnight || z.daily > z.day || z.week > 7*z.day {
		return false
	}
	from := int64(h.Calendar.Tick(h.Calendar.Start(), 0))
	for c := range b.in.Carers {
		ago := z.week
		if end := r.ended[c]; end != state.Unset {
			ago = min(ago, from-int64(end))
		}
		z.since = append(z.since, ago)
	}
	for k := 1; k < b.width; k++ {
		if b.first[k] < 0 {
			continue // nobody works it in the plan
		}
		s := &h.Shifts[b.first[k]]
		midnight := int64(h.Calendar.Tick(s.Date, 0))
		z.work[k], z.start[k], z.end[k] = s.AtWork(), int64(s.Start)-midnight, int64(s.End)-midnight
	}
	if !z.find() {
		return false
	}
	rest, of := z.weekRest()
	if rest == nil {
		return false
	}
	b.out.WeekRest = rest
	for c := range b.out.Lines {
		l := &b.out.Lines[c]
		l.Since, l.Unrested = of[z.index(z.since[c])], price(&r.base, r.timed(1))
	}
	return true
}

// find lists the states; false where work begins after its day.
func (z *restStates) find() bool {
	todo := append([]int64{z.week}, z.since...)
	for k, work := range z.work {
		if work && (z.start[k] < 0 || z.start[k] >= z.day) {
			return false
		}
		if work {
			todo = append(todo, z.day-z.end[k])
		}
	}
	seen := make(map[int64]bool)
	for len(todo) > 0 {
		ago := min(todo[len(todo)-1], z.week)
		todo = todo[:len(todo)-1]
		if !seen[ago] {
			seen[ago] = true
			z.ticks, todo = append(z.ticks, ago), append(todo, ago+z.day)
		}
	}
	slices.Sort(z.ticks)
	return true
}

func (z *restStates) index(ago int64) int {
	i, _ := slices.BinarySearch(z.ticks, min(ago, z.week))
	return i
}

// next is the state a day later. What went on past the end of the day's work goes on past it still.
func (z *restStates) next(ago int64, k int) int64 {
	if z.work[k] {
		ago = min(ago, -z.end[k])
	}
	return min(z.week, ago+z.day)
}

// long tells of each weekday whether work on it ends a rest long enough, and of a Monday the same for the
// week before, of which all days of the state lie in it: see RuleWeeklyRest.
func (z *restStates) long(ago int64, k int) uint8 {
	bits := uint8(0)
	if ago >= z.week-z.daily && (!z.work[k] || ago+z.start[k] >= z.week) {
		bits |= 1 << roster.LastWeek
	}
	for w := range 7 {
		part := min(ago, int64(w)*z.day) + z.start[k]
		if z.work[k] && ago+z.start[k] >= z.week && part >= z.week-z.daily {
			bits |= 1 << w
		}
	}
	return bits
}

// weekRest makes one state of those that differ in nothing that is still to come: fewer states, fewer
// labels. It gives which of those left each is; nil where they are more than can be told apart.
func (z *restStates) weekRest() (rest *roster.WeekRest, of []uint8) {
	width := len(z.work)
	group, n := make([]int, len(z.ticks)), 0
	for {
		at, next := make(map[string]int), make([]int, len(z.ticks))
		for i, ago := range z.ticks {
			key := []byte{byte(group[i]), byte(group[i] >> 8), 0}
			if ago >= z.week-z.daily {
				key[2] = 1
			}
			for k := range width {
				g := group[z.index(z.next(ago, k))]
				key = append(key, z.long(ago, k), byte(g), byte(g>>8))
			}
			if _, ok := at[string(key)]; !ok {
				at[string(key)] = len(at)
			}
			next[i] = at[string(key)]
		}
		group = next
		if len(at) == n {
			break
		}
		n = len(at)
	}
	if n > 256 {
		return nil, nil
	}
	rest = &roster.WeekRest{States: n, Next: make([]uint8, n*width), Long: make([]uint8, n*width), End: make([]bool, n), Work: make([]bool, width)}
	for k, work := range z.work {
		rest.Work[k] = work && -z.ticks[0] <= z.end[k]
	}
	for i, ago := range z.ticks {
		g := group[i]
		of = append(of, uint8(g))
		rest.End[g] = ago >= z.week-z.daily
		for k := range width {
			rest.Next[g*width+k], rest.Long[g*width+k] = uint8(group[z.index(z.next(ago, k))]), z.long(ago, k)
		}
	}
	return rest, of
}
