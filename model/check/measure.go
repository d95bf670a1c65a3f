package check

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/milltir/milltir/model"
)

// measure works out the figures of a rota; their formulas are in docs/GLOSSARY.md.
func measure(j *judge) *model.Measures {
	m := &model.Measures{}
	j.measureCover(m)
	j.measureTime(m)
	j.measureFaces(m)
	j.measureSpans(m)
	j.measureLanguages(m)
	j.measurePunctuality(m)
	j.measureCarers(m)
	j.measurePeople(m)
	j.measureFairness(m)
	j.measureContinuity(m)
	return m
}

// minutes, seconds convert ticks, rounding to the nearest.
func (j *judge) minutes(ticks int64) int { return int((ticks + j.perMinute/2) / j.perMinute) }

func (j *judge) seconds(ticks int64) int64 {
	return (ticks*60 + j.perMinute/2) / j.perMinute
}

// percent of nothing is 0.
func percent(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}

// measureCover: an allocated visit counts whole, any other not at all, so that needed is
// allocated plus unallocated. Of patterns the visits of one count.
func (j *judge) measureCover(m *model.Measures) {
	var needed, got int64
	var out [model.Priorities]int64
	counted := j.h.Counted(j.allocated)
	for v := range j.visits {
		if !counted[v] {
			continue
		}
		dv := &j.h.Visits[v]
		x := int64(dv.Length) * int64(dv.Need)
		m.Visits++
		m.Attendances += dv.Need
		needed += x
		if j.allocated(v) {
			m.VisitsAllocated++
			got += x
		} else {
			out[min(max(dv.Priority, 1), model.Priorities)-1] += x
		}
	}
	m.MinutesNeeded, m.MinutesAllocated = j.minutes(needed), j.minutes(got)
	m.AllocatedPct = percent(got, needed)
	for p := range out {
		m.UnallocatedByPrio[p] = j.minutes(out[p])
	}
}

// classes are the time classes of one run, in ticks, kept apart (SI 2017/1264 reg. 41).
type classes struct {
	shift, hours, visit, travel, wait, unfilled, rest, event, commute int64
	metres                                                            int64
}

func (c *classes) add(d classes) {
	c.shift += d.shift
	c.hours += d.hours
	c.visit += d.visit
	c.travel += d.travel
	c.wait += d.wait
	c.unfilled += d.unfilled
	c.rest += d.rest
	c.event += d.event
	c.commute += d.commute
	c.metres += d.metres
}

// classify takes a run's time apart.
func (j *judge) classify(r *run) classes {
	c := classes{travel: j.travelled(r), wait: j.waited(r), commute: j.commute(r)}
	into, back := j.legs(r)
	c.metres = back.metres
	for i, s := range r.stops {
		c.metres += into[i].metres
		switch s.kind {
		case model.StopVisit:
			c.visit += s.length()
		case model.StopBreak:
			c.rest += s.length()
		case model.StopEvent:
			c.event += s.length()
		}
	}
	if r.shift == nil {
		return c
	}
	c.shift = r.end - r.start
	c.hours = j.shiftHoursOf(r)
	if c.unfilled = c.shift; len(r.stops) > 0 {
		c.unfilled = j.late(r) + j.freed(r)
		if j.h.Rules.Departure != model.Earliest { // else it is waiting
			c.unfilled += j.early(r)
		}
	}
	return c
}

// commute is the way from home to where the run starts and from where it ends back home: the
// base, else the first and the last placed stop.
func (j *judge) commute(r *run) int64 {
	from, to := j.ends(r)
	first, last := -1, -1
	for _, s := range r.stops {
		if s.place >= 0 {
			last = s.endAt
			if first < 0 {
				first = s.place
			}
		}
	}
	home, sum := j.h.HomeAt[r.carer], int64(0)
	if home < 0 {
		return 0
	}
	if start := known(from, first, to); start >= 0 {
		sum += j.homeward(r, home, start)
	}
	if end := known(to, last, from); end >= 0 {
		sum += j.homeward(r, end, home)
	}
	return sum
}

// known gives the first location that is one, -1 if none is.
func known(locations ...int) int {
	for _, at := range locations {
		if at >= 0 {
			return at
		}
	}
	return -1
}

// paidOf is what a carer is paid for in the plan, in ticks.
func (j *judge) paidOf(c int) int64 {
	sum := int64(0)
	for n := range model.Periods(j.h.Weeks) {
		paid, _ := j.paidIn(c, n)
		sum += paid
	}
	return sum
}

func (j *judge) measureTime(m *model.Measures) {
	var c classes
	for _, r := range j.runs {
		c.add(j.classify(r))
		if r.shift != nil {
			m.Runs++
			if r.shift.Status == model.Open {
				m.OpenRuns++
			}
		}
	}
	paid := int64(0)
	for i := range j.h.Problem.Carers {
		paid += j.paidOf(i)
	}
	m.Shift, m.Hours, m.Paid, m.Visit, m.Travel = j.seconds(c.shift), j.seconds(c.hours), j.seconds(paid), j.seconds(c.visit), j.seconds(c.travel)
	m.Wait, m.Unfilled, m.Break, m.Event = j.seconds(c.wait), j.seconds(c.unfilled), j.seconds(c.rest), j.seconds(c.event)
	m.Commute, m.Metres = j.seconds(c.commute), c.metres
	m.ContactPct = percent(c.visit, paid)
	m.TravelPct = percent(c.travel, c.visit+c.travel)
	m.TravelPaidPct = percent(c.travel, paid)
	m.WaitPct = percent(c.wait, paid)
}

// measureFaces counts different carers by person and week, over those weeks in which anybody
// comes, and who comes in each attendance.
func (j *judge) measureFaces(m *model.Measures) {
	var counts []float64
	for p := range j.h.Problem.People {
		for w := range j.h.Weeks {
			if n := len(j.faces(p, w)); n > 0 {
				counts = append(counts, float64(n))
				m.CarersMax = max(m.CarersMax, n)
			}
		}
		m.NewFaces += j.strangers(p)
	}
	m.CarersMean, m.CarersMedian, m.CarersP90 = mean(counts), median(counts), quantile(counts, 90)
	var byTeam, teamed, same, slots int64
	j.each(func(v int, a attendance, p *model.Person, c *model.Carer) {
		if len(p.NamedTeam) > 0 {
			teamed += a.stop.length()
			if slices.Contains(p.NamedTeam, c.ID) {
				byTeam += a.stop.length()
			}
		}
		if dv := &j.h.Visits[v]; dv.HasBaseline {
			slots++
			if slices.Contains(dv.Baseline, a.run.carer) {
				same++
			}
		}
	})
	m.TeamPct, m.SamePct = percent(byTeam, teamed), percent(same, slots)
}

// strangers counts the different carers who come to a person and are not in the history.
func (j *judge) strangers(person int) int {
	n := 0
	var seen []int
	for w := range j.h.Weeks {
		for _, c := range j.faces(person, w) {
			if !slices.Contains(seen, c) && !j.h.Met(person, c) {
				n++
			}
			seen = append(seen, c)
		}
	}
	return n
}

func (j *judge) measurePunctuality(m *model.Measures) {
	var off []float64
	within := int64(0)
	j.attended(func(_ int, dv *model.DatedVisit, seen *visit) {
		d := j.offPreferred(dv, seen)
		if d < 0 {
			return
		}
		off = append(off, float64(d)/float64(j.perMinute))
		if d <= j.ticks(15) {
			within++
		}
	})
	m.DeviationMean, m.DeviationP95 = mean(off), quantile(off, 95)
	m.Within15Pct = percent(within, int64(len(off)))
}

// offPreferred is the ticks from a visit's start to the preferred one of its nearest window, -1 where it has none.
func (j *judge) offPreferred(dv *model.DatedVisit, seen *visit) int64 {
	near, _ := nearest(dv.Windows, seen.start)
	if near.Preferred == model.None {
		return -1
	}
	return abs(seen.start - int64(near.Preferred))
}

func (j *judge) measureCarers(m *model.Measures) {
	for c := range j.h.Problem.Carers {
		b := model.CarerBalance{
			Carer:      j.carer(c).ID,
			MinMinutes: j.carer(c).Contract.PlanMin(j.h.Weeks), MaxMinutes: j.carer(c).Contract.PlanMax(j.h.Weeks),
		}
		var sum classes
		for _, r := range j.runs {
			if r.carer != c {
				continue
			}
			sum.add(j.classify(r))
			if r.shift != nil {
				b.Runs++
			}
			for _, s := range r.stops {
				if s.visit >= 0 && s.role != model.RoleShadow {
					b.Visits++
				}
			}
		}
		b.HoursMinutes, b.PaidMinutes, b.Contact, b.Travel, b.Metres = j.minutes(sum.hours), j.minutes(j.paidOf(c)), j.minutes(sum.visit), j.minutes(sum.travel), sum.metres
		m.Carers = append(m.Carers, b)
	}
	slices.SortFunc(m.Carers, func(a, b model.CarerBalance) int { return cmp.Compare(a.Carer, b.Carer) })
}

func (j *judge) measurePeople(m *model.Measures) {
	counted := j.h.Counted(j.allocated)
	for p := range j.h.Problem.People {
		count := model.PersonCount{Person: j.person(p).ID, NewFaces: j.strangers(p)}
		var byTeam, all int64
		for v := range j.visits {
			if j.h.Visits[v].Person != p {
				continue
			}
			if counted[v] {
				count.Visits++
				if !j.allocated(v) {
					count.Missing++
				}
			}
			for _, a := range j.visits[v].by {
				all += a.stop.length()
				if slices.Contains(j.person(p).NamedTeam, j.carer(a.run.carer).ID) {
					byTeam += a.stop.length()
				}
			}
		}
		for w := range j.h.Weeks {
			count.Carers = max(count.Carers, len(j.faces(p, w)))
		}
		count.TeamPct = percent(byTeam, all)
		if spoken, given := j.spoken(p); needed(j.person(p)) != "" && spoken > 0 {
			pct := percent(given, spoken)
			count.LanguagePct = &pct
		}
		count.Continuity = j.continuityOf(p)
		m.People = append(m.People, count)
	}
	slices.SortFunc(m.People, func(a, b model.PersonCount) int { return cmp.Compare(a.Person, b.Person) })
}

func mean(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	return stat.Mean(x, nil)
}

// median is the middle value, the mean of the two middle ones of an even number.
func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(x))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// quantile is the smallest value that so many per cent of the values do not exceed.
func quantile(x []float64, pct int) float64 {
	if len(x) == 0 {
		return 0
	}
	return stat.Quantile(float64(pct)/100, stat.Empirical, slices.Sorted(slices.Values(x)), nil)
}
