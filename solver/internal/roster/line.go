package roster

// LinePrice is what a carer's whole line costs, cover aside.
func (in *Instance) LinePrice(c int, line []Option) Price {
	l := &in.Lines[c]
	sum := in.walk(c, line, 0, in.Days) + in.weekends(c, line)
	for i := range l.Counts {
		sum += l.Counts[i].price(l.Counts[i].total(line))
	}
	if l.Unrested != 0 {
		sum += in.rests(c, line, 0, in.Days)
	}
	return sum
}

// walk is what the days from one to another (exclusive) cost by themselves, by what follows what, and by
// runs. Neither day may lie inside a run of work or of rest: a part of a line then costs what it adds.
func (in *Instance) walk(c int, line []Option, from, to int) Price {
	l, width := &in.Lines[c], in.Options+1
	sum := Price(0)
	days := in.Day[c*in.Days*width:]
	var prev Option
	if from > 0 {
		prev = line[from-1]
	} else {
		prev = l.before(line[0])
		if in.Before != nil {
			sum += in.Before[c*width+int(line[0])]
		}
	}
	// The run of work or rest, and that of one kind, that the day before is of.
	run, first := 0, from == 0
	same, sameFirst := 0, from == 0
	for d := from; d < to; d++ {
		k := line[d]
		sum += days[d*width+int(k)]
		if d > 0 {
			sum += in.Follow[int(prev)*width+int(k)]
		}
		inside := d > from || from == 0 // else the run that ends lies before
		if (k == Off) != (prev == Off) {
			if inside {
				sum += l.sort(prev).closed(run, first)
			}
			run, first = 0, false
		}
		run++
		if l.Kind != nil {
			if in.Kind[k] != in.Kind[prev] {
				if prev != Off && inside {
					sum += l.Kind[in.Kind[prev]].closed(same, sameFirst)
				}
				same, sameFirst = 0, false
			}
			same++
		}
		prev = k
	}
	kind := l.Kind != nil && prev != Off
	if to < in.Days {
		sum += in.Follow[int(prev)*width+int(line[to])] + l.sort(prev).closed(run, first)
		if kind {
			sum += l.Kind[in.Kind[prev]].closed(same, sameFirst)
		}
		return sum
	}
	sum += l.sort(prev).open(run, first)
	if kind {
		sum += l.Kind[in.Kind[prev]].open(same, sameFirst)
	}
	return sum
}

// window widens some days to where runs of work or rest begin and end, whatever is done on them.
func window(line []Option, from, to int) (int, int) {
	if from > 0 {
		off := line[from-1] == Off
		for from > 0 && (line[from-1] == Off) == off {
			from--
		}
	}
	if to < len(line) {
		off := line[to] == Off
		for to < len(line) && (line[to] == Off) == off {
			to++
		}
	}
	return from, to
}

// weekends is what those worked cost: of each the Sunday lies in the roster.
func (in *Instance) weekends(c int, line []Option) Price {
	l := &in.Lines[c]
	if l.Weekend == 0 && l.Half == 0 {
		return 0
	}
	sum, n := Price(0), 0
	for sun := 6 - in.Weekday; sun < in.Days; sun += 7 {
		a, b := sun > 0 && line[sun-1] != Off, line[sun] != Off
		if a || b {
			n++
		}
		if a != b {
			sum += l.Half
		}
	}
	if n > l.Weekends {
		sum += Price(n-l.Weekends) * l.Weekend
	}
	return sum
}

// total is what a line counts.
func (k *Count) total(line []Option) int64 {
	sum := int64(0)
	for _, o := range line[k.From:k.To] {
		sum += int64(k.Value[o])
	}
	return sum
}

func (l *Line) sort(o Option) *Runs {
	if o == Off {
		return &l.Rest
	}
	return &l.Work
}

// closed is the price of a run that has ended.
func (r *Runs) closed(length int, first bool) Price {
	if first {
		return at(r.First, length)
	}
	return at(r.Mid, length)
}

// open is the price of a run that the last day is of.
func (r *Runs) open(length int, first bool) Price {
	if first {
		return at(r.Whole, length)
	}
	return at(r.End, length)
}

func at(prices []Price, length int) Price {
	if length >= len(prices) {
		return 0
	}
	return prices[length]
}

// before is the option of the day before the first, where that is not known the first day's own.
func (l *Line) before(first Option) Option {
	if !l.Known {
		return first
	}
	return l.Last
}
