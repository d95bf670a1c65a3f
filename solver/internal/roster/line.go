package roster

// LinePrice is what a carer's whole line costs, cover aside.
func (in *Instance) LinePrice(c int, line []Option) Price {
	l, width := &in.Lines[c], in.Options+1
	sum := Price(0)
	days := in.Day[c*in.Days*width:]
	prev := l.before(line[0])
	if in.Before != nil {
		sum += in.Before[c*width+int(line[0])]
	}
	// The run of work or rest, and that of one kind, that the day before is of.
	run, first := 0, true
	same, sameFirst := 0, true
	sat := false
	weekends, weekday := 0, in.Weekday
	for d, k := range line {
		sum += days[d*width+int(k)]
		if d > 0 {
			sum += in.Follow[int(prev)*width+int(k)]
		}
		if (k == Off) != (prev == Off) {
			sum += l.sort(prev).closed(run, first)
			run, first = 0, false
		}
		run++
		if l.Kind != nil {
			if in.Kind[k] != in.Kind[prev] {
				if prev != Off {
					sum += l.Kind[in.Kind[prev]].closed(same, sameFirst)
				}
				same, sameFirst = 0, false
			}
			same++
		}
		switch weekday {
		case 5:
			sat = k != Off
		case 6:
			sun := k != Off
			if sat || sun {
				weekends++
			}
			if sat != sun {
				sum += l.Half
			}
			sat = false
		}
		if weekday++; weekday == 7 {
			weekday = 0
		}
		prev = k
	}
	sum += l.sort(prev).open(run, first)
	if l.Kind != nil && prev != Off {
		sum += l.Kind[in.Kind[prev]].open(same, sameFirst)
	}
	if weekends > l.Weekends {
		sum += Price(weekends-l.Weekends) * l.Weekend
	}
	for i := range l.Counts {
		k := &l.Counts[i]
		total := int64(0)
		for _, o := range line[k.From:k.To] {
			total += int64(k.Value[o])
		}
		sum += k.price(total)
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
