package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// poolTicks adds up what the stored rota draws on a pool from one date to another.
func poolTicks(s *state.State, pool int, first, last model.Date) int64 {
	sum := int64(0)
	eachVisit(s, func(v int, _ int32) {
		dv := &s.In.H.Visits[v]
		if dv.Pool == pool && dv.Date >= max(first, s.In.H.Problem.Pools[pool].PeriodStart) && dv.Date <= last {
			sum += int64(s.Len[v]) * int64(dv.Need)
		}
	})
	return sum
}

// poolTicksOf adds up what it draws on a pool for one person.
func poolTicksOf(s *state.State, pool, person int) int64 {
	sum := int64(0)
	eachVisit(s, func(v int, _ int32) {
		if dv := &s.In.H.Visits[v]; dv.Pool == pool && dv.Person == person && dv.Date >= s.In.H.Problem.Pools[pool].PeriodStart {
			sum += int64(s.Len[v]) * int64(dv.Need)
		}
	})
	return sum
}

// poolPeriod is a period of a pool with a day in the plan.
type poolPeriod struct {
	all, none   model.PoolPeriod // as the rota draws, and if it drew nothing in this period
	first       model.Date       // of its days in the plan
	weeks, left int64            // of it in the plan, and from there to its end
	drawn, free int64            // by the rota; and what it could draw
	was         int64            // there was to draw, before the plan too
}

// eachPeriod follows every pool's account through the periods of the plan.
func eachPeriod(s *state.State, f func(pool int, k *poolPeriod)) {
	h := s.In.H
	for i := range h.Pools {
		x, d := &h.Problem.Pools[i], &h.Pools[i]
		used := make([]int64, len(d.Used))
		for q := range used {
			first, last := h.PlanDays(x, q)
			drawn := poolTicks(s, i, first, last)
			used[q] = d.Used[q]
			none := x.Account(used[:q+1], int64(s.In.Res))[q]
			used[q] += drawn
			if first > last {
				continue
			}
			_, end := x.PeriodSpan(q)
			f(i, &poolPeriod{
				x.Account(used[:q+1], int64(s.In.Res))[q], none, first, int64(last-first+1) / 7, int64(end-first+1) / 7, drawn,
				max(0, none.Brought+none.Entitled-d.Used[q]), max(0, none.Brought+none.Entitled+int64(h.Problem.Corrected(x, q))*int64(s.In.Res)),
			})
		}
	}
}

// eachPoolDay tells what every pool has drawn on it on each date of the plan.
func eachPoolDay(s *state.State, f func(pool int, date model.Date, ticks int64)) {
	h := s.In.H
	for i := range h.Pools {
		for d := range 7 * h.Weeks {
			date := h.Calendar.Start().Add(d)
			f(i, date, poolTicks(s, i, date, date))
		}
	}
}

// poolFinding fills in a finding of ticks about a pool, from a date on.
func (r *base) poolFinding(s *state.State, pool int, date model.Date, amount, limit int64) Finding {
	f := nobody
	f.Pool, f.Date, f.Amount, f.Limit, f.unit = s.In.H.Problem.Pools[pool].ID, date, amount, limit, unit{1, amount, r.w[0] * amount / int64(s.In.Res)}
	return f
}
