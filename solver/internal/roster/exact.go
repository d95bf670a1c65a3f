package roster

import (
	"math"
	"slices"
)

// exact finds the best line of one carer against what the others leave, by dynamic programming over
// days: a label is a way to come to a day, told apart by what the rest of the line can still depend
// on. Two labels alike in that are one, the cheaper; one that cannot end below a limit is dropped,
// by a bound that leaves kinds, half weekends, the rests of weeks and most counts aside.
type exact struct {
	in       *Instance
	law      int64   // what a breach weighs
	value    []int64 // day·width + option: the day's own price, and the change in cover
	layers   [][]label
	next     []label // room for the layer being made
	slots    []int32 // open addressing into the layer being made, by hash; -1
	mask     uint64
	used     []int32
	bound    []int64 // (day·width + option)·runs + run: the least that days from there on cost
	runs     int
	more     [2]int64   // what each day more of rest, of work, costs in a run as long as is told apart
	same     []tail     // by kind
	alike    []Option   // by option: the first of those that a line cannot tell apart
	few      [][]Option // by day: of those alike the cheapest
	fields   []field
	daily    [][]int32 // by day: the fields that count it
	beam     int       // about so many labels of a day go on, those that promise most; 0: all
	strict   bool      // no count is left aside that hardly binds
	loose    int       // counts that are left aside
	weekend  Price     // of one too many; 0 where they are not counted
	fixed    int64     // what counts cost whatever the line
	labels   int64     // made so far: the work done
	stop     int64     // labels at which it gives up
	lambda   int64     // the bound's price of a unit of the main count
	main     *counter  // the count of all days that the bound prices; nil without any
	within   *field    // that it is of
	sample   []int64
	sums     []lineSum  // by the same: what the bound's line counts
	mu       int64      // the bound's price of a weekend
	weekends int32      // free of it
	follow   []int64    // option·(Options+1) + the next day's: what that costs
	closed   [2][]int64 // by days in a row of rest, of work: the least that they cost once they end
	ways     []step     // room for the options of a day
	goOn     []step     // and for those that go on with a run
	most     int        // labels of a day, at most: beyond it gives up
	rest     uint64     // mask of a key's part about rests, from countShift
}

type label struct {
	key  uint64
	cost int64
	from int32
	opt  Option
}

// Parts of a key.
const (
	runShift, sameShift, weekendShift, countShift, keyBits = 8, 15, 22, 29, 64
	firstBit, sameFirstBit, satBit                         = 1 << 14, 1 << 21, 1 << 28
	mostWeekends                                           = 1<<6 - 1 // that are told apart
)

func (x *exact) scalar(p Price) int64 {
	l := p.Law()
	return l*x.law + int64(p) - l<<lawBits
}

// best looks for the cheapest line of a carer that costs less than limit, each day one of the options
// in may; x.value holds what the options cost day by day, its own price included. out gets it.
func (x *exact) best(c int, limit int64, may [][]Option, out []Option) (int64, bool) {
	in := x.in
	x.prepare(c, may)
	l := &in.Lines[c]
	if len(x.layers) < in.Days+1 {
		x.layers = make([][]label, in.Days+1)
	}
	start := label{key: uint64(l.Last) | firstBit | sameFirstBit, from: -1, cost: x.fixed}
	x.layers[0] = append(x.layers[0][:0], start)
	for d := range in.Days {
		next := x.next[:0]
		x.clear()
		for i := range x.layers[d] {
			for _, k := range x.few[d] {
				to, ok := x.extend(&x.layers[d][i], c, d, k)
				if !ok || d < in.Days-1 && to.cost+x.ahead(to.key, d+1) >= limit || d == in.Days-1 && to.cost >= limit {
					continue
				}
				to.from = int32(i)
				next = x.add(next, to)
			}
		}
		x.labels += int64(len(next))
		if x.beam > 0 && len(next) > 2*x.beam && d < in.Days-1 {
			next = x.narrow(next, d+1)
		}
		// A layer has room for what goes on only: with room for all that was made, a year's would take a gigabyte.
		x.next, x.layers[d+1] = next, append(x.layers[d+1][:0], next...)
		if len(next) == 0 || len(next) > x.most || x.labels > x.stop {
			return 0, false
		}
	}
	at, cost := int32(0), x.layers[in.Days][0].cost
	for d := in.Days; d > 0; d-- {
		l := &x.layers[d][at]
		out[d-1], at = l.opt, l.from
	}
	return cost, true
}

// extend is the label that another option leads to on a day; false where the counts forbid it.
func (x *exact) extend(from *label, c, d int, k Option) (label, bool) {
	in := x.in
	l, width := &in.Lines[c], in.Options+1
	prev, last := Option(from.key&0xff), d == in.Days-1
	to := label{cost: from.cost + x.value[d*width+int(k)], opt: k}
	if d == 0 {
		prev = l.before(k)
		if in.Before != nil {
			to.cost += x.scalar(in.Before[c*width+int(k)])
		}
	} else {
		to.cost += x.follow[int(prev)*width+int(k)]
	}
	n, first := int(from.key>>runShift&0x3f), from.key&firstBit
	if (k == Off) != (prev == Off) {
		to.cost += x.scalar(l.sort(prev).closed(n, first != 0))
		n, first = 0, 0
	}
	if n++; n == x.runs {
		n--
		to.cost += x.more[working(k)]
	}
	to.key = uint64(k) | uint64(n)<<runShift | first
	if last {
		to.cost += x.scalar(l.sort(k).open(n, first != 0))
	}
	if l.Kind != nil {
		x.extendKind(from, &to, l, prev, last)
	}
	x.extendWeekend(from, &to, l, d)
	if l.Unrested != 0 {
		x.extendRest(from, &to, l, d)
	}
	ok := x.extendCounts(from, &to, d)
	if last {
		to.key = 0
	}
	return to, ok
}

// extendKind is the part about days in a row of one kind.
func (x *exact) extendKind(from, to *label, l *Line, prev Option, last bool) {
	kind, was := x.in.Kind[to.opt], x.in.Kind[prev]
	n, first := int(from.key>>sameShift&0x3f), from.key&sameFirstBit
	if kind != was {
		if prev != Off {
			to.cost += x.scalar(l.Kind[was].closed(n, first != 0))
		}
		n, first = 0, 0
	}
	if to.opt == Off {
		return
	}
	if n++; n > x.same[kind].from {
		n--
		to.cost += x.same[kind].each
	}
	to.key |= uint64(n)<<sameShift | first
	if last {
		to.cost += x.scalar(l.Kind[kind].open(n, first != 0))
	}
}

// extendWeekend is the part about Saturdays and Sundays.
func (x *exact) extendWeekend(from, to *label, l *Line, d int) {
	weekends := int(from.key >> weekendShift & mostWeekends)
	switch (x.in.Weekday + d) % 7 {
	case 5:
		if to.opt != Off {
			to.key |= satBit
		}
	case 6:
		sat, sun := from.key&satBit != 0, to.opt != Off
		if (sat || sun) && x.weekend != 0 {
			if weekends++; weekends > l.Weekends {
				weekends = l.Weekends
				to.cost += x.scalar(x.weekend)
			}
		}
		if sat != sun {
			to.cost += x.scalar(l.Half)
		}
	}
	to.key |= uint64(weekends) << weekendShift
}

// narrow keeps about as many labels as the beam is wide: those whose line may end cheapest. Where that
// lies is told by a sample.
func (x *exact) narrow(next []label, d int) []label {
	x.sample = x.sample[:0]
	for i := 0; i < len(next); i += 1 + len(next)/256 {
		x.sample = append(x.sample, next[i].cost+x.ahead(next[i].key, d))
	}
	slices.Sort(x.sample)
	bar := x.sample[len(x.sample)*x.beam/len(next)]
	kept := next[:0]
	for _, l := range next {
		if l.cost+x.ahead(l.key, d) <= bar {
			kept = append(kept, l)
		}
	}
	return kept
}

// ahead is the least that the days from one on cost a label.
func (x *exact) ahead(key uint64, d int) int64 {
	k, n := int(key&0xff), int(key>>runShift&0x3f)
	return x.bound[(d*(x.in.Options+1)+k)*x.runs+n] + x.owed(key)
}

// add puts a label into a layer, or its cost into the one that is alike.
func (x *exact) add(next []label, l label) []label {
	h := l.key * 0x9E3779B97F4A7C15 >> 20 & x.mask
	for {
		i := x.slots[h]
		if i < 0 {
			if uint64(len(next))*2 > x.mask {
				x.grow(next)
				return x.add(next, l)
			}
			x.slots[h] = int32(len(next))
			x.used = append(x.used, int32(h))
			return append(next, l)
		}
		if next[i].key == l.key {
			if l.cost < next[i].cost {
				next[i] = l
			}
			return next
		}
		h = (h + 1) & x.mask
	}
}

func (x *exact) clear() {
	if x.slots == nil {
		x.slots = make([]int32, 1<<12)
		for i := range x.slots {
			x.slots[i] = -1
		}
		x.mask = 1<<12 - 1
	}
	for _, h := range x.used {
		x.slots[h] = -1
	}
	x.used = x.used[:0]
}

func (x *exact) grow(next []label) {
	x.slots = make([]int32, 2*len(x.slots))
	for i := range x.slots {
		x.slots[i] = -1
	}
	x.mask = uint64(len(x.slots) - 1)
	x.used = x.used[:0]
	for i := range next {
		h := next[i].key * 0x9E3779B97F4A7C15 >> 20 & x.mask
		for x.slots[h] >= 0 {
			h = (h + 1) & x.mask
		}
		x.slots[h] = int32(i)
		x.used = append(x.used, int32(h))
	}
}

// newExact makes one for an instance, with a breach at a weight.
func newExact(in *Instance, law int64, most int) *exact {
	x := &exact{in: in, law: law, most: most, stop: math.MaxInt64, value: make([]int64, in.Days*(in.Options+1))}
	for _, p := range in.Follow {
		x.follow = append(x.follow, x.scalar(p))
	}
	x.alike, x.few, x.daily = in.classes(), make([][]Option, in.Days), make([][]int32, in.Days)
	return x
}

// against sets the values to what the options of a carer cost beside the others of a roster.
func (x *exact) against(s *State, c int) {
	in, width := x.in, x.in.Options+1
	for d := range in.Days {
		for k := range width {
			x.value[d*width+k] = x.scalar(in.Day[(c*in.Days+d)*width+k]) + x.scalar(s.worth(c, d, s.Lines[c][d], Option(k)))
		}
	}
}

// prepare works out the counters and the bound for a carer.
func (x *exact) prepare(c int, may [][]Option) {
	in := x.in
	l := &in.Lines[c]
	work, rest := x.tail(&l.Work), x.tail(&l.Rest)
	x.runs, x.more = max(work.from, rest.from)+1, [2]int64{rest.each, work.each}
	x.same = x.same[:0]
	for k := range l.Kind {
		x.same = append(x.same, x.tail(&l.Kind[k]))
	}
	x.thin(may)
	may = x.few
	x.loose, x.fixed = 0, 0
	x.weekend = l.Weekend
	if l.Weekends > mostWeekends && x.weekend != 0 {
		x.weekend = 0
		x.loose++ // a plan of 53 weeks, the longest there is, reaches no such limit
	}
	x.makeFields(l, may)
	x.makeBound(c, may)
}

// worth is what another option of one carer on a day changes in cover.
func (s *State) worth(c, d int, was, k Option) Price {
	if was == k {
		return 0
	}
	in := s.In
	sum, width := Price(0), in.Room()+1
	for _, cell := range in.cells(c, d, was) {
		at := int(cell)*width + int(s.There[cell])
		sum += in.CellPrice[at-1] - in.CellPrice[at]
		s.There[cell]--
	}
	for _, cell := range in.cells(c, d, k) {
		at := int(cell)*width + int(s.There[cell])
		sum += in.CellPrice[at+1] - in.CellPrice[at]
	}
	for _, cell := range in.cells(c, d, was) {
		s.There[cell]++
	}
	return sum
}

// classes gives for each option the first of those that are alike in all but what they cost on a day and
// whom they count towards, such as a shift in one of several roles.
func (in *Instance) classes() []Option {
	out := make([]Option, in.Options+1)
	for k := range out {
		out[k] = Option(k)
		for o := 1; o < k && out[k] == Option(k); o++ {
			if out[o] == Option(o) && in.alike(o, k) {
				out[k] = Option(o)
			}
		}
	}
	return out
}

// alike tells whether a line's price is the same with either of two options, days and cover aside.
func (in *Instance) alike(a, b int) bool {
	width := in.Options + 1
	if in.Kind[a] != in.Kind[b] {
		return false
	}
	for o := range width {
		if in.Follow[a*width+o] != in.Follow[b*width+o] || in.Follow[o*width+a] != in.Follow[o*width+b] {
			return false
		}
	}
	if in.WeekRest != nil && !in.WeekRest.alike(a, b, width) {
		return false
	}
	for c := range in.Lines {
		if in.Before != nil && in.Before[c*width+a] != in.Before[c*width+b] {
			return false
		}
		for i := range in.Lines[c].Counts {
			if v := in.Lines[c].Counts[i].Value; v[a] != v[b] {
				return false
			}
		}
	}
	return true
}

// thin leaves of the options of each day that are alike the cheapest.
func (x *exact) thin(may [][]Option) {
	width := x.in.Options + 1
	for d, options := range may {
		few := x.few[d][:0]
		for _, k := range options {
			i := slices.IndexFunc(few, func(o Option) bool { return x.alike[o] == x.alike[k] })
			if i < 0 {
				few = append(few, k)
			} else if x.value[d*width+int(k)] < x.value[d*width+int(few[i])] {
				few[i] = k
			}
		}
		x.few[d] = few
	}
}
