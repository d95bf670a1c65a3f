package check

import (
	"cmp"
	"maps"
	"slices"

	"github.com/milltir/milltir/model"
)

// The indices of continuity, from their definitions (docs/GLOSSARY.md). Every carer of a visit for
// several is an attendance of their own.

// tally is what a person's attendances of the horizon come to, counted one by one or in minutes.
type tally struct {
	all   float64
	by    map[int]float64 // carer
	again float64         // by a carer of the person's visit before
	since float64         // all but those of the first visit
	slot  float64         // by a carer of the same visit's date before
	slots float64         // those that have one
}

// continuityOf works out the indices of one person; nil for fewer than two attendances.
func (j *judge) continuityOf(person int) *model.ContinuityBy {
	var order []int
	for v := range j.visits {
		if j.h.Visits[v].Person == person && len(j.visits[v].by) > 0 {
			order = append(order, v)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(j.visits[a].start, j.visits[b].start) })
	visits := j.tally(order, func(attendance) float64 { return 1 })
	if visits.all < 2 {
		return nil
	}
	minutes := j.tally(order, func(a attendance) float64 { return float64(a.stop.length()) / float64(j.perMinute) })
	n, m := visits.all, float64(len(visits.by))
	out := &model.ContinuityBy{Visit: visits.indices(), Minute: minutes.indices()}
	out.Visit.MMCI = (1 - m/(n+0.1)) / (1 - 1/(n+0.1))
	out.After, out.Slots = int(visits.since), int(visits.slots)
	out.Minute.MMCI = out.Visit.MMCI // it knows only how many carers and attendances there are
	out.Minute.COC = (n*out.Minute.HHI - 1) / (n - 1)
	return out
}

// tally adds up attendances in the order of their visits, each with a weight.
func (j *judge) tally(order []int, weight func(attendance) float64) tally {
	t := tally{by: make(map[int]float64)}
	last := make(map[int]int) // by template: the visit before
	for k, v := range order {
		before, known := last[j.h.Visits[v].Template]
		for _, a := range j.visits[v].by {
			w := weight(a)
			t.all += w
			t.by[a.run.carer] += w
			if k > 0 {
				t.since += w
				if slices.Contains(j.visits[order[k-1]].carers, a.run.carer) {
					t.again += w
				}
			}
			if known {
				t.slots += w
				if slices.Contains(j.visits[before].carers, a.run.carer) {
					t.slot += w
				}
			}
		}
		last[j.h.Visits[v].Template] = v
	}
	return t
}

// indices are the ones that a tally gives by itself.
func (t *tally) indices() model.Continuity {
	var c model.Continuity
	for _, carer := range slices.Sorted(maps.Keys(t.by)) { // in one order: sums of fractions depend on it
		x := t.by[carer]
		c.UPC = max(c.UPC, portion(x, t.all))
		c.HHI += portion(x, t.all) * portion(x, t.all)
	}
	c.COC = (t.all*c.HHI - 1) / (t.all - 1)
	c.SECON, c.SlotSECON = portion(t.again, t.since), portion(t.slot, t.slots)
	return c
}

// portion of nothing is nothing.
func portion(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

// measureContinuity takes the mean and the worst tenth over people.
func (j *judge) measureContinuity(m *model.Measures) {
	for _, by := range []struct {
		mean, worst *model.Continuity
		of          func(*model.ContinuityBy) *model.Continuity
	}{
		{&m.ContinuityMean.Visit, &m.ContinuityWorst.Visit, func(c *model.ContinuityBy) *model.Continuity { return &c.Visit }},
		{&m.ContinuityMean.Minute, &m.ContinuityWorst.Minute, func(c *model.ContinuityBy) *model.Continuity { return &c.Minute }},
	} {
		for _, index := range []func(*model.Continuity) *float64{
			func(c *model.Continuity) *float64 { return &c.UPC },
			func(c *model.Continuity) *float64 { return &c.COC },
			func(c *model.Continuity) *float64 { return &c.MMCI },
			func(c *model.Continuity) *float64 { return &c.HHI },
			func(c *model.Continuity) *float64 { return &c.SECON },
			func(c *model.Continuity) *float64 { return &c.SlotSECON },
		} {
			var all []float64
			for i := range m.People {
				c := m.People[i].Continuity
				if c == nil {
					continue
				}
				of := by.of(c)
				x := index(of)
				if x == &of.SECON && c.After == 0 || x == &of.SlotSECON && c.Slots == 0 {
					continue // nothing came before: neither the same carer nor another
				}
				all = append(all, *x)
			}
			slices.Sort(all)
			*index(by.mean), *index(by.worst) = mean(all), mean(all[:(len(all)+9)/10])
		}
	}
}
