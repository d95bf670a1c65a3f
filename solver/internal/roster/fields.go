package roster

import (
	"math/bits"
	"slices"
)

// field is a part of a label's key: what a line has counted since a day, on those days on which it can choose, for
// all counts of the same values that begin on it, however long each goes on. Fields whose days do not meet stand in
// the same bits: the first is priced and empty when the second begins.
type field struct {
	from, to int // days, as the longest of its counts
	shift    uint
	width    uint
	mask     uint64
	value    []int32
	most     int64   // sums from there on are one to every count
	reach    []int64 // by day since from: the most that the days before can add
	counts   []counter
}

// counter is a count as a field keeps it: its days may be fewer, its limits lower by what is counted on the others.
type counter struct {
	Count
	most int64 // what is above is paid at once
	must bool  // the least is law
	all  bool  // it is of all days and has a least: the bound may price it
}

// over is what a sum is above the most.
func (k *counter) over(sum int64) int64 { return max(0, sum-k.Most) }

// makeFields finds room in the key for what each count of a carer has to tell apart. What has none is left aside,
// the longest first; so is a limit of the law that is hardly ever reached, unless all are wanted.
func (x *exact) makeFields(l *Line, may [][]Option) {
	x.fields, x.main = x.fields[:0], nil
	for i := range l.Counts {
		k := &l.Counts[i]
		biggest := int64(slices.Max(k.Value))
		if biggest == 0 {
			x.fixed += x.scalar(k.price(0)) // nobody can change it
			continue
		}
		if !x.strict && k.Least <= 0 && k.Over.Law() > 0 && !tight(k, biggest) {
			x.loose++
			continue // whoever asks looks at the line's true price
		}
		if n, ok := x.trim(k, may); ok {
			n.most = min(n.Most, biggest*int64(n.To-n.From))
			x.join(n)
		}
	}
	for d := range x.daily {
		x.daily[d] = x.daily[d][:0]
	}
	kept, base := 0, countShift+x.restBits(l)
	for i := range x.fields {
		f := &x.fields[i]
		for x.fit(f, may); !x.place(f, x.fields[:kept], base); x.fit(f, may) {
			f.counts = slices.Delete(f.counts, f.longest(), f.longest()+1)
			x.loose++
		}
		if len(f.counts) == 0 {
			continue
		}
		x.fields[kept], x.fields[i] = x.fields[i], x.fields[kept]
		for d := x.fields[kept].from; d < x.fields[kept].to; d++ {
			x.daily[d] = append(x.daily[d], int32(kept))
		}
		kept++
	}
	x.fields = x.fields[:kept]
	for i := range x.fields {
		f := &x.fields[i]
		for j := range f.counts {
			if k := &f.counts[j]; k.all && k.Least > 0 {
				x.main, x.within = k, f
			}
		}
	}
}

// trim leaves of a count's days those on which a line can choose, its limits lowered by what the others count: so
// counts that differ only outside a window are of one field, and small. False where there are none, its price then
// being fixed. A count that the bound may price goes on from the first day to the last: what is owed is asked of each.
func (x *exact) trim(k *Count, may [][]Option) (counter, bool) {
	n := counter{Count: *k, all: k.From == 0 && k.To == x.in.Days && k.Least > 0}
	had, first, last := int64(0), k.To, k.From
	for d := k.From; d < k.To; d++ {
		if x.free(d) {
			first, last = min(first, d), d+1
		} else {
			had += int64(k.Value[may[d][0]])
		}
	}
	if last <= first {
		x.fixed += x.scalar(k.price(had))
		return n, false
	}
	if !n.all {
		n.From, n.To = first, last
	}
	n.Least -= had
	if n.Most -= had; n.Most < 0 {
		x.fixed += x.scalar(Price(-n.Most) * n.Over)
		n.Most = 0
	}
	return n, true
}

// free tells whether a line can choose on a day; what it counts on others is taken off limits, and nowhere counted again.
func (x *exact) free(d int) bool { return len(x.few[d]) != 1 }

// join puts a count into the field of its values and first day.
func (x *exact) join(n counter) {
	i := slices.IndexFunc(x.fields, func(f field) bool { return f.from == n.From && slices.Equal(f.value, n.Value) })
	if i < 0 {
		if i = len(x.fields); i < cap(x.fields) {
			x.fields = x.fields[:i+1] // with the room that it has
		} else {
			x.fields = append(x.fields, field{})
		}
		f := &x.fields[i]
		f.from, f.value, f.counts = n.From, n.Value, f.counts[:0]
	}
	x.fields[i].counts = append(x.fields[i].counts, n)
}

// fit works out a field's days, and how far it has to count.
func (x *exact) fit(f *field, may [][]Option) {
	f.to, f.most = f.from, 0
	for i := range f.counts {
		f.to = max(f.to, f.counts[i].To)
	}
	f.reach = append(f.reach[:0], 0)
	for d := f.from; d < f.to; d++ {
		best := int64(0)
		if x.free(d) {
			for _, o := range may[d] {
				best = max(best, int64(f.value[o]))
			}
		}
		f.reach = append(f.reach, f.reach[d-f.from]+best)
	}
	f.counts = slices.DeleteFunc(f.counts, func(k counter) bool {
		return (k.Under == 0 || k.Least <= 0) && (k.Over == 0 || k.Most >= f.reach[k.To-k.From]) // it costs nothing, whatever the line
	})
	f.to = f.from
	for i := range f.counts {
		k := &f.counts[i]
		f.to = max(f.to, k.To)
		reach := f.reach[k.To-k.From]
		if k.Over != 0 && k.Most < reach {
			f.most = max(f.most, k.Most)
		}
		if k.Under != 0 {
			f.most = max(f.most, min(k.Least, reach))
		}
		// A line that falls short by law is not looked for, where there is one that does not.
		k.must = k.Under.Law() > 0 && reach >= k.Least
	}
	f.width = uint(bits.Len64(uint64(f.most)))
	f.mask = 1<<f.width - 1
}

// longest is which of a field's counts goes on longest, of equals the last.
func (f *field) longest() int {
	at := 0
	for i := range f.counts {
		if f.counts[i].To >= f.counts[at].To {
			at = i
		}
	}
	return at
}

// place gives a field the lowest bits of a key that no other has on any of its days. False where there are none; a
// field without counts needs none.
func (x *exact) place(f *field, others []field, base uint) bool {
	f.shift = base
	for again := true; again; {
		again = false
		for i := range others {
			o := &others[i]
			if f.from < o.to && o.from < f.to && f.shift < o.shift+o.width && o.shift < f.shift+f.width {
				f.shift, again = o.shift+o.width, true
			}
		}
	}
	return f.shift+f.width <= keyBits || len(f.counts) == 0
}

// extendCounts is the part about counts; false where a least can no longer be reached that has to be.
func (x *exact) extendCounts(from, to *label, d int) bool {
	for _, i := range x.daily[d] {
		f := &x.fields[i]
		had := int64(from.key >> f.shift & f.mask)
		sum := had
		if x.free(d) {
			sum += int64(f.value[to.opt])
		}
		for j := range f.counts {
			k := &f.counts[j]
			if d >= k.To {
				continue
			}
			if sum > k.Most {
				to.cost += x.scalar(Price(k.over(sum)-k.over(had)) * k.Over)
			}
			if k.must && sum+f.reach[k.To-f.from]-f.reach[d+1-f.from] < k.Least {
				return false
			}
			if d == k.To-1 {
				if short := k.Least - sum; short > 0 {
					to.cost += x.scalar(Price(short) * k.Under)
				}
			}
		}
		if d < f.to-1 {
			to.key |= uint64(min(sum, f.most)) << f.shift
		}
	}
	return true
}

// owed is what the bound's prices make of what a label has counted so far.
func (x *exact) owed(key uint64) int64 {
	sum := int64(0)
	if x.mu != 0 { // labels count no more weekends than are free
		sum -= x.mu * int64(x.weekends-int32(key>>weekendShift&mostWeekends))
	}
	if x.lambda == 0 {
		return sum
	}
	k := x.main
	n := int64(key >> x.within.shift & x.within.mask)
	if x.lambda > 0 {
		return sum - x.lambda*(k.most-min(n, k.most))
	}
	return sum - x.lambda*(k.Least-min(n, max(k.most, k.Least)))
}

// tight tells whether a limit is likely to bind: it lies below two fifths of what its days could hold.
func tight(k *Count, biggest int64) bool { return 5*k.Most < 2*biggest*int64(k.To-k.From) }
