package check

import "slices"

// pair: all the carers a visit needs, each once, all together. Three separate violations: the
// number of different carers (unit "carer", Limit the need), one who stands there twice (unit
// "visit", with the carer), carers who come or go apart (unit "tick").
func pair(j *judge) {
	for v := range j.visits {
		seen, dv := &j.visits[v], &j.h.Visits[v]
		n := len(seen.carers)
		if n+len(seen.along) == 0 {
			continue
		}
		out := j.ofVisit(v)
		if n < dv.Least || n > dv.Need {
			out.Amount, out.Limit, out.Unit = int64(n), int64(dv.Need), "carer"
			j.breach(out, max(1, int64(n-dv.Need)), 0)
		}
		all := slices.Concat(seen.by, seen.along)
		if c := twice(all); c >= 0 {
			again := j.ofVisit(v)
			again.Carer, again.Amount, again.Unit = j.carer(c).ID, 1, "visit"
			j.breach(again, 1, 0)
		}
		starts := apart(all, func(a attendance) int64 { return a.stop.start })
		ends := apart(all, func(a attendance) int64 { return a.stop.end })
		if free := j.ticks(j.h.Rules.Pair.Tolerance); max(starts, ends) > free {
			late := j.ofVisit(v)
			late.Amount, late.Limit, late.Unit = starts, free, "tick"
			j.breach(late, 1, max(0, starts-free))
		}
	}
}

// apart is how far the times of attendances lie apart.
func apart(all []attendance, time func(attendance) int64) int64 {
	first, last := time(all[0]), time(all[0])
	for _, a := range all {
		first, last = min(first, time(a)), max(last, time(a))
	}
	return last - first
}

// twice gives the first carer who is at a visit more than once, -1 if nobody is.
func twice(all []attendance) int {
	for i, a := range all {
		for _, b := range all[:i] {
			if a.run.carer == b.run.carer {
				return a.run.carer
			}
		}
	}
	return -1
}
