package check

// pair: all the carers a visit needs, each once, all together. Three separate violations: the
// number of different carers (unit "carer", Limit the need), one who stands there twice (unit
// "visit", with the carer), carers who come or go apart (unit "tick").
func pair(j *judge) {
	for v := range j.visits {
		seen, need := &j.visits[v], j.h.Visits[v].Need
		n := len(seen.carers)
		if n == 0 {
			continue
		}
		out := j.ofVisit(v)
		if n != need {
			out.Amount, out.Limit, out.Unit = int64(n), int64(need), "carer"
			j.breach(out, max(1, int64(n-need)), 0)
		}
		if len(seen.by) > n {
			twice := j.ofVisit(v)
			twice.Carer, twice.Amount, twice.Unit = j.carer(seen.twice()).ID, 1, "visit"
			j.breach(twice, 1, 0)
		}
		last, together := seen.start, true
		for _, a := range seen.by {
			last = max(last, a.stop.start)
			together = together && a.stop.start == seen.start && a.stop.end == seen.end
		}
		if !together {
			apart := j.ofVisit(v)
			apart.Amount, apart.Unit = last-seen.start, "tick"
			j.breach(apart, 1, last-seen.start)
		}
	}
}

// twice gives the first carer who is at a visit more than once; attendances are by carer.
func (v *visit) twice() int {
	for i := 1; i < len(v.by); i++ {
		if v.by[i].run.carer == v.by[i-1].run.carer {
			return v.by[i].run.carer
		}
	}
	return v.carers[0]
}
