package check

import (
	"cmp"
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// fairLoads are what the carers who take part bear, in tenths, with their shares.
type fairLoads struct {
	carers []int
	share  []int64 // as carers
	load   [][model.FairKinds]int64
	shares int64
}

// fairLoads adds up a rota and what is known of the weeks before it.
func (j *judge) fairLoads() *fairLoads {
	f := &fairLoads{}
	var sum int64
	var exposure []int64
	for c := range j.h.Problem.Carers {
		usual := j.carer(c).Contract.Usual()
		if usual == 0 {
			continue
		}
		weeks := j.h.Weeks
		var load [model.FairKinds]int64
		miles := int64(0)
		for _, w := range j.h.Problem.CarerHours {
			if w.Carer == j.carer(c).ID && w.WeekStart < j.h.Calendar.Start() {
				weeks++
				load[model.FairWeekends] += int64(10 * w.Weekends)
				load[model.FairLates] += int64(10 * w.Lates)
				load[model.FairSplits] += int64(10 * w.Splits)
				load[model.FairDoubleUps] += int64(2 * w.DoubleUps)
				miles += int64(math.Round(w.Miles))
			}
		}
		load[model.FairTravel] = miles / 3
		j.fairPlan(c, &load)
		f.carers, f.load = append(f.carers, c), append(f.load, load)
		exposure = append(exposure, int64(usual*weeks))
		sum += int64(usual * weeks)
	}
	for _, x := range exposure {
		f.share = append(f.share, x*model.FairShares/sum)
		f.shares += x * model.FairShares / sum
	}
	return f
}

// fairPlan adds what a carer bears in the rota.
func (j *judge) fairPlan(c int, load *[model.FairKinds]int64) {
	load[model.FairWeekends] += int64(10 * len(j.worksWeekends(c)))
	load[model.FairSplits] += int64(10 * len(j.splitDays(c)))
	travel := int64(0)
	j.shifts(func(r *run) {
		if r.carer != c {
			return
		}
		travel += j.travelled(r)
		if r.end > int64(j.h.Calendar.Tick(r.date, model.At(20, 0))) {
			load[model.FairLates] += 10
		}
	})
	load[model.FairTravel] += travel / (6 * j.perMinute)
	j.each(func(v int, a attendance, _ *model.Person, _ *model.Carer) {
		if a.run.carer == c && j.h.Visits[v].Need > 1 {
			load[model.FairDoubleUps] += 2
		}
	})
}

// fairness: how far loads are from the shares. Told of whoever bears the most beyond theirs; Detail is the
// kind, Amount the load and Limit the share in tenths.
func fairness(j *judge) {
	f := j.fairLoads()
	if f.shares == 0 {
		return
	}
	for k := range model.FairKinds {
		all, square, worst := int64(0), int64(0), 0
		for i := range f.carers {
			all += f.load[i][k]
		}
		for i := range f.carers {
			off := f.shares*f.load[i][k] - f.share[i]*all
			square += off * off
			if off > f.shares*f.load[worst][k]-f.share[worst]*all {
				worst = i
			}
		}
		v := j.ofDay(f.carers[worst], 0, f.load[worst][k], (f.share[worst]*all+f.shares/2)/f.shares, "tenth")
		v.Detail = model.FairNames[k]
		j.wish(v, j.weight(0)*(square/(f.shares*f.shares))/100)
	}
}

// measureFairness gives loads and shares in their own units.
func (j *judge) measureFairness(m *model.Measures) {
	f := j.fairLoads()
	for i, c := range f.carers {
		row := model.FairLoad{Carer: j.carer(c).ID}
		for k := range model.FairKinds {
			all, one := int64(0), float64(model.FairOne)
			for i := range f.carers {
				all += f.load[i][k]
			}
			if k == model.FairDoubleUps {
				one = model.FairDoubleUp
			}
			row.Load[k] = float64(f.load[i][k]) / one
			row.Share[k] = float64(f.share[i]*all) / float64(f.shares) / one
		}
		m.Fairness = append(m.Fairness, row)
	}
	slices.SortFunc(m.Fairness, func(a, b model.FairLoad) int { return cmp.Compare(a.Carer, b.Carer) })
}
