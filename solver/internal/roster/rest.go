package roster

import "math/bits"

// WeekRest says of each week whether some rest in it is long enough, day by day and from a state: how long ago
// work ended, as far as what is still to come depends on it.
type WeekRest struct {
	States int
	Next   []uint8 // state·(Options+1) + option: the state a day later
	Long   []uint8 // by the same: bit w where work on weekday w (0 is Monday) ends a rest long enough for that week; lastWeek
	End    []bool  // by state after the last day: what rest goes on then is long enough for the last week
	Work   []bool  // by option: the state a day later is the same whatever it was
}

// LastWeek is the bit of [WeekRest.Long] that says, of a Monday, that the rest up to this option, or on through
// it, is long enough for the week before.
const LastWeek = 7

// rests is what weeks without a rest that is long enough cost. Each day, from and to (exclusive), is a
// Monday or an end of the roster.
func (in *Instance) rests(c int, line []Option, from, to int) Price {
	l, r, width := &in.Lines[c], in.WeekRest, in.Options+1
	d := from
	for d > 0 {
		if d--; r.Work[line[d]] {
			break
		}
	}
	state := int(l.Since)
	for ; d < from; d++ {
		state = int(r.Next[state*width+int(line[d])])
	}
	sum, rested, weekday := Price(0), false, (in.Weekday+from)%7
	for ; d < to; d++ {
		i := state*width + int(line[d])
		long := r.Long[i]
		if weekday == 7 {
			weekday = 0
		}
		if weekday == 0 && d > from {
			if !rested && long>>LastWeek == 0 {
				sum += l.Unrested
			}
			rested = false
		}
		rested = rested || long>>weekday&1 != 0
		state = int(r.Next[i])
		weekday++
	}
	if !rested && (to == in.Days && !r.End[state] || to < in.Days && r.Long[state*width+int(line[to])]>>LastWeek == 0) {
		sum += l.Unrested
	}
	return sum
}

// weeks widens some days to the weeks whose rests can change with what is done on them: from that of the
// last work before to that of the next after.
func (in *Instance) weeks(line []Option, from, to int) (int, int) {
	for from > 0 {
		if from--; in.WeekRest.Work[line[from]] {
			break
		}
	}
	for to < in.Days && !in.WeekRest.Work[line[to]] {
		to++
	}
	if to < in.Days {
		to = min(in.Days, to+7-(in.Weekday+to)%7)
	}
	return max(0, from-(in.Weekday+from)%7), to
}

// restBits is how many bits of a key are about the rests of weeks.
func (x *exact) restBits(l *Line) uint {
	if l.Unrested == 0 {
		return 0
	}
	w := 1 + bits.Len(uint(x.in.WeekRest.States-1))
	x.rest = 1<<w - 1
	return uint(w)
}

// extendRest is the part of a label about the rests of weeks: the state, and whether one was long enough.
func (x *exact) extendRest(from, to *label, l *Line, d int) {
	r, weekday := x.in.WeekRest, (x.in.Weekday+d)%7
	key := from.key >> countShift & x.rest
	state, rested := int(key>>1), key&1 != 0
	if d == 0 {
		state = int(l.Since)
	}
	i := state*(x.in.Options+1) + int(to.opt)
	if weekday == 0 && d > 0 {
		if !rested && r.Long[i]>>LastWeek == 0 {
			to.cost += x.scalar(l.Unrested)
		}
		rested = false
	}
	rested = rested || r.Long[i]>>weekday&1 != 0
	key = uint64(r.Next[i]) << 1
	if rested {
		key |= 1
	}
	if d == x.in.Days-1 && !rested && !r.End[key>>1] {
		to.cost += x.scalar(l.Unrested)
	}
	to.key |= key << countShift
}

// alike tells whether rests are the same with either of two options.
func (r *WeekRest) alike(a, b, width int) bool {
	for s := 0; s < len(r.Next); s += width {
		if r.Next[s+a] != r.Next[s+b] || r.Long[s+a] != r.Long[s+b] {
			return false
		}
	}
	return r.Work[a] == r.Work[b]
}
