package constraint

import (
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// cells fills the needs for cover. Carers of one patch with the same of the skills that cover names count
// alike.
func (b *rosterBuilder) cells() {
	in, h, r := b.in, b.in.H, b.r
	classes, asked := make(map[string]int), make(map[model.Skill]bool)
	for i := range h.Cover {
		asked[h.Cover[i].Skill] = true
	}
	var of []int // by class: a carer of it
	for c := range in.Carers {
		k := &h.Problem.Carers[c]
		key := fmt.Sprint(k.Patch, slices.DeleteFunc(slices.Clone(k.Skills), func(x model.DatedSkill) bool { return !asked[x.Skill] }))
		if _, ok := classes[key]; !ok {
			classes[key] = len(of)
			of = append(of, c)
		}
		b.out.Class = append(b.out.Class, classes[key])
	}
	byDate := make(map[model.Date][]int32)
	for i := range h.Cover {
		byDate[h.Cover[i].Date] = append(byDate[h.Cover[i].Date], int32(i))
	}
	lists := make([][]int32, len(of)*b.days*b.width)
	for s := range h.Shifts {
		ds := &h.Shifts[s]
		k, ok := b.at[ds.ID]
		if !ok {
			continue
		}
		for class, c := range of {
			i := (class*b.days+int(ds.Date-h.Calendar.Start()))*b.width + int(k)
			if lists[i] != nil {
				continue
			}
			for d := ds.Date; d <= ds.Date.Add(1); d++ {
				for _, need := range byDate[d] {
					if h.Cover[need].Counts(h, ds, c) {
						lists[i] = append(lists[i], need)
					}
				}
			}
		}
	}
	b.out.CellAt = append(b.out.CellAt, 0)
	for _, l := range lists {
		b.out.CellOf = append(b.out.CellOf, l...)
		b.out.CellAt = append(b.out.CellAt, int32(len(b.out.CellOf)))
	}
	b.out.Cells = len(h.Cover)
	for need := range h.Cover {
		for n := range in.Carers + 1 {
			b.out.CellPrice = append(b.out.CellPrice,
				price(&r.Staffing.base, r.Staffing.cost(int32(need), int32(n)))+price(&r.Wanted.base, r.Wanted.cost(int32(need), int32(n))))
		}
	}
}
