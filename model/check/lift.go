package check

// lift: the legs of carers who ride with another that the other does not go. Detail names the driver.
func lift(j *judge) {
	for _, r := range j.runs {
		driver := j.h.Carer(j.carer(r.carer).RidesWith)
		if driver < 0 {
			continue
		}
		j.hops(r, func(a, b *stop) {
			if j.h.Locations[a.endAt].Building == j.h.Locations[b.place].Building {
				return
			}
			if !j.hop(driver, a, b) {
				out := j.ofStop(r, b)
				out.Amount, out.Unit, out.Detail = 1, "leg", string(j.carer(driver).ID)
				j.breach(out, 1, 0)
			}
		})
	}
}

// hops calls f for every two stops of a run that follow each other among those with a place.
func (j *judge) hops(r *run, f func(a, b *stop)) {
	var last *stop
	for _, s := range r.stops {
		if s.place < 0 {
			continue
		}
		if last != nil {
			f(last, s)
		}
		last = s
	}
}

// hop tells whether a carer goes straight from the visit or event of one stop to that of another.
func (j *judge) hop(carer int, a, b *stop) bool {
	half := 720 * int64(j.perMinute) // an event of one name on two days is two
	one := func(x, y *stop) bool {
		return x.visit == y.visit && x.event == y.event && (x.visit >= 0 || max(x.start-y.start, y.start-x.start) < half)
	}
	found := false
	for _, r := range j.runs {
		if r.carer == carer {
			j.hops(r, func(x, y *stop) { found = found || one(x, a) && one(y, b) })
		}
	}
	return found
}
