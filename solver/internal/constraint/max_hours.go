package constraint

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// MaxHours: nobody is asked for more than their contract allows.
// Counts the ticks of a week above max_week, and of four weeks above max_4w; without agreed overtime
// those above the guaranteed minutes and their tolerance.
// Example: 600 guaranteed minutes and 5 % make 630; 640 paid minutes without agreed overtime
// are one breach of 10 minutes.
// Source: C27.
type MaxHours struct {
	base
	hours    *hours
	limit    []int32 // by carer, of a week
	ofPeriod []int32 // by carer·periods + period; 0 any number
}

func newMaxHours(b base, h *hours) MaxHours {
	cal, periods := b.in.H.Calendar, model.Periods(b.in.Weeks)
	r := MaxHours{b, h, make([]int32, b.in.Carers), make([]int32, b.in.Carers*periods)}
	for c := range r.limit {
		k := &b.in.H.Problem.Carers[c].Contract
		r.limit[c] = contractLimit(k, cal.Ticks(k.WeekMin()), cal.Ticks(k.WeekMax()))
		for n := range periods {
			length := model.PeriodLength(b.in.Weeks, n)
			r.ofPeriod[c*periods+n] = contractLimit(k, cal.Ticks(k.PeriodMin(length)), cal.Ticks(k.PeriodMax(length)))
		}
	}
	return r
}

// contractLimit is the most ticks where so many are owed and so many allowed; 0 any number.
func contractLimit(k *model.Contract, least, most int32) int32 {
	if least == 0 || k.Overtime {
		return most
	}
	if top := least + tolerance(least, k); most == 0 || top < most {
		return top
	}
	return most
}

// tolerance is the ticks by which a contract's guaranteed ticks may be passed.
func tolerance(guaranteed int32, k *model.Contract) int32 {
	return int32(int64(guaranteed) * int64(math.Round(k.Tolerance()*100)) / 10000)
}

// Delta looks at the weeks and periods in which shifts were opened or closed.
func (r *MaxHours) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.hours.touched {
		r.add(out, r.hourly(c.was-r.limit[c.carer]), -1)
		r.add(out, r.hourly(c.is-r.limit[c.carer]), 1)
	}
	for _, c := range r.hours.periods {
		if limit := r.ofPeriod[int(c.carer)*model.Periods(r.in.Weeks)+int(c.week)]; limit > 0 {
			r.add(out, r.hourly(c.was-limit), -1)
			r.add(out, r.hourly(c.is-limit), 1)
		}
	}
}

// Each adds up every carer's weeks and periods.
func (r *MaxHours) Each(s *state.State, report func(Finding)) {
	eachPay(s, func(x spanOfPay) {
		limits := []int64{}
		if x.most > 0 {
			limits = append(limits, x.most)
		}
		if x.least > 0 && !x.contract.Overtime {
			limits = append(limits, x.least+x.within())
		}
		if len(limits) == 0 {
			return
		}
		limit := slices.Min(limits)
		if over := x.paid - limit; over > 0 {
			report(carerFinding(x.carer, x.paid, limit, unit{1, over, r.w[0] * over / (60 * int64(s.In.Res))}))
		}
	})
}
