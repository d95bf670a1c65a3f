package check

import (
	"strconv"

	"github.com/milltir/milltir/model"
)

// draws is what a visit of the rota draws on its pool, in ticks.
func (j *judge) draws(v int, x *model.Pool) int64 {
	dv := &j.h.Visits[v]
	if !j.allocated(v) || dv.Date < x.PeriodStart {
		return 0
	}
	return j.visits[v].length * int64(dv.Need)
}

// drawn is what the rota draws on a pool from one date to another of the plan.
func (j *judge) drawn(pool int, first, last model.Date) int64 {
	if j.poolTicks == nil {
		j.poolTicks = make([][]int64, len(j.h.Pools))
		for i := range j.poolTicks {
			j.poolTicks[i] = make([]int64, 7*j.h.Weeks)
		}
		for v := range j.visits {
			if dv := &j.h.Visits[v]; dv.Pool >= 0 {
				j.poolTicks[dv.Pool][dv.Date-j.h.Calendar.Start()] += j.draws(v, &j.h.Problem.Pools[dv.Pool])
			}
		}
	}
	sum := int64(0)
	for d := first; d <= last; d++ {
		sum += j.poolTicks[pool][d-j.h.Calendar.Start()]
	}
	return sum
}

// poolTime is a pool in one of its periods.
type poolTime struct {
	pool, period int
	x            *model.Pool
	first        model.Date // of the period's days in the plan
	weeks, left  int64      // in the plan, and from there to its end
	drawn        int64      // in the plan
	now, idle    model.PoolPeriod
	free         int64 // what there was to draw at the plan's start
}

// poolTimes goes through the pools' periods with a day in the plan.
func (j *judge) poolTimes(f func(k *poolTime)) {
	for i := range j.h.Pools {
		x, d := &j.h.Problem.Pools[i], &j.h.Pools[i]
		used := append([]int64(nil), d.Used...)
		for q := range used {
			first, last := j.h.PlanDays(x, q)
			if first > last {
				continue
			}
			_, end := x.PeriodSpan(q)
			k := &poolTime{pool: i, period: q, x: x, first: first, weeks: int64(last-first+1) / 7, left: int64(end-first+1) / 7, drawn: j.drawn(i, first, last)}
			k.idle = x.Account(used[:q+1], j.perMinute)[q]
			used[q] += k.drawn
			k.now = x.Account(used[:q+1], j.perMinute)[q]
			k.free = max(0, k.idle.Brought+k.idle.Entitled-d.Used[q])
			f(k)
		}
	}
}

// ofPool begins a violation about a pool; its person is the owner's where there is one.
func (j *judge) ofPool(pool int, date model.Date, amount, limit int64) model.Violation {
	x := &j.h.Problem.Pools[pool]
	out := model.Violation{Date: date, Amount: amount, Limit: limit, Unit: "tick", Detail: string(x.ID)}
	if x.OwnerKind == model.OwnPerson && len(x.Owners) == 1 {
		out.Person = model.PersonID(x.Owners[0])
	}
	return out
}

// missing records ticks by which a pool misses what was wished, if any.
func (j *judge) missing(v model.Violation) {
	if v.Amount > 0 {
		j.wish(v, j.weight(0)*v.Amount/j.perMinute)
	}
}

// beyond records ticks that are drawn beyond what may be, if any.
func (j *judge) beyond(v model.Violation) {
	if v.Amount > 0 {
		j.breach(v, 1, v.Amount)
	}
}

// pool: more drawn in a period than there was. Limit is what there was, with what was corrected.
func pool(j *judge) {
	j.poolTimes(func(k *poolTime) {
		was := k.now.Brought + k.now.Entitled + int64(j.h.Problem.Corrected(k.x, k.period))*j.perMinute
		j.beyond(j.ofPool(k.pool, k.first, k.now.Over, max(0, was)))
	})
}

// poolDay: more drawn on a date than day_max.
func poolDay(j *judge) {
	j.poolDays(func(pool int, x *model.Pool, date model.Date, drawn int64) {
		if most := j.ticks(x.DayMax); most > 0 {
			j.beyond(j.ofPool(pool, date, drawn-most, most))
		}
	})
}

// poolCut: visits are cut in a shift in which hours that bend are given.
func poolCut(j *judge) {
	j.shifts(func(r *run) {
		cut, given := int64(0), int64(0)
		for _, s := range r.stops {
			if s.visit < 0 || s.role == model.RoleShadow {
				continue
			}
			dv := &j.h.Visits[s.visit]
			length, agreed := j.visits[s.visit].length, int64(dv.Length)
			switch {
			case dv.Pool >= 0 && dv.Optional:
				given += length
			case length < agreed:
				cut += agreed - length
			case dv.Pool >= 0:
				given += length - agreed
			}
		}
		out := j.ofRun(r)
		out.Amount, out.Unit = min(cut, given), "tick"
		j.beyond(out)
	})
}

// poolLeast: less drawn on one of the pool's days than day_min.
func poolLeast(j *judge) {
	j.poolDays(func(pool int, x *model.Pool, date model.Date, drawn int64) {
		if x.OnDay(date) && date >= x.PeriodStart {
			j.missing(j.ofPool(pool, date, j.ticks(x.DayMin)-drawn, j.ticks(x.DayMin)))
		}
	})
}

// poolDays tells of every pool what is drawn on each date of the plan.
func (j *judge) poolDays(f func(pool int, x *model.Pool, date model.Date, drawn int64)) {
	for i := range j.h.Pools {
		for d := range 7 * j.h.Weeks {
			date := j.h.Calendar.Start().Add(d)
			f(i, &j.h.Problem.Pools[i], date, j.drawn(i, date, date))
		}
	}
}

// poolLapse: what would lapse and is not drawn. Limit is the plan's part of it.
func poolLapse(j *judge) {
	j.poolTimes(func(k *poolTime) {
		due := k.idle.Lapsed * k.weeks / k.left
		j.missing(j.ofPool(k.pool, k.first, due-k.drawn, due))
	})
}

// poolBank: the plan's part of a pool that is not drawn. Limit is that part.
func poolBank(j *judge) {
	j.poolTimes(func(k *poolTime) {
		part := k.free * k.weeks / k.left
		j.missing(j.ofPool(k.pool, k.first, part-k.drawn, part))
	})
}

// poolPace: a week that draws more than its part. Limit is the most.
func poolPace(j *judge) {
	j.poolTimes(func(k *poolTime) {
		pace := k.free / k.left * int64(100+j.h.Rules.Pool.FlexPct) / 100
		for week := range k.weeks {
			monday := k.first.Add(int(7 * week))
			j.missing(j.ofPool(k.pool, monday, j.drawn(k.pool, monday, monday.Add(6))-pace, pace))
		}
	})
}

// poolWish: a ranked wish that is left out; Detail is its rank, of a pool's draws the pool.
func poolWish(j *judge) {
	ranked := func(v int) int {
		dv := &j.h.Visits[v]
		if dv.Pool < 0 || !dv.Optional {
			return 0
		}
		return j.h.Problem.Visits[dv.Template].Rank
	}
	for v := range j.visits {
		if rank := ranked(v); rank > 0 && !j.h.Visits[v].Patterned && !j.h.Visits[v].Draw && !j.allocated(v) {
			out := j.ofVisit(v)
			out.Amount, out.Unit, out.Detail = 1, "visit", strconv.Itoa(rank)
			j.wish(out, j.weight(rank-1))
		}
	}
	j.wishWeeks()
	for i := range j.h.Choices {
		c := &j.h.Choices[i]
		if !c.Movable || len(c.Options[0]) == 0 || j.done(i) {
			continue
		}
		if rank := ranked(c.Options[0][0]); rank > 0 {
			out, _ := j.ofPackage(c)
			out.Amount, out.Unit, out.Detail = int64(len(c.Options[0])), "visit", strconv.Itoa(rank)
			j.wish(out, j.weight(rank-1)*int64(len(c.Options[0])))
		}
	}
}

// wishWeeks: in a week a person has none of the draws that a ranked pool proposes.
func (j *judge) wishWeeks() {
	type wish struct {
		pool, person int
		monday       model.Date
	}
	var proposed []wish
	drawn := make(map[wish]bool)
	for v := range j.visits {
		dv := &j.h.Visits[v]
		if !dv.Draw || j.h.Problem.Pools[dv.Pool].Rank == 0 {
			continue
		}
		k := wish{dv.Pool, dv.Person, dv.Date - (dv.Date-j.h.Calendar.Start())%7}
		if _, known := drawn[k]; !known {
			proposed = append(proposed, k)
		}
		drawn[k] = drawn[k] || j.allocated(v)
	}
	for _, k := range proposed {
		if x := &j.h.Problem.Pools[k.pool]; !drawn[k] {
			j.wish(model.Violation{Person: j.person(k.person).ID, Date: k.monday, Amount: 1, Unit: "visit", Detail: string(x.ID)}, j.weight(x.Rank-1))
		}
	}
}

// poolShare: what those with less than their part of a shared pool lack of it.
func poolShare(j *judge) {
	for i := range j.h.Pools {
		d := &j.h.Pools[i]
		if d.Shares == nil {
			continue
		}
		has := append([]int64(nil), d.Had...)
		for v := range j.visits {
			if dv := &j.h.Visits[v]; dv.Pool == i {
				for n, who := range d.Drawers {
					if who == dv.Person {
						has[n] += j.draws(v, &j.h.Problem.Pools[i])
					}
				}
			}
		}
		all, parts := int64(0), int64(0)
		for n := range has {
			all += has[n]
			parts += d.Shares[n]
		}
		lack := int64(0)
		for n, share := range d.Shares {
			lack += max(0, all*share/parts-has[n])
		}
		j.missing(j.ofPool(i, 0, lack, 0))
	}
}
