package constraint

import (
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// cells fills the needs for cover. Carers of one patch with the same of the skills that cover names count
// alike.
func (b *rosterBuilder) cells() {
	in, h := b.in, b.in.H
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
	byDate := b.coverByDate()
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
			lists[i] = b.coverOf(byDate, ds, c, lists[i])
		}
	}
	b.out.CellAt = append(b.out.CellAt, 0)
	for _, l := range lists {
		b.out.CellOf = append(b.out.CellOf, l...)
		b.out.CellAt = append(b.out.CellAt, int32(len(b.out.CellOf)))
	}
	b.coverPrices()
}

// coverByDate lists the needs for cover of each date.
func (b *rosterBuilder) coverByDate() map[model.Date][]int32 {
	out := make(map[model.Date][]int32)
	for i := range b.in.H.Cover {
		out[b.in.H.Cover[i].Date] = append(out[b.in.H.Cover[i].Date], int32(i))
	}
	return out
}

// coverOf appends the needs towards which a carer in a shift counts.
func (b *rosterBuilder) coverOf(byDate map[model.Date][]int32, ds *model.DatedShift, carer int, out []int32) []int32 {
	for d := ds.Date; d <= ds.Date.Add(1); d++ {
		for _, need := range byDate[d] {
			if b.in.H.Cover[need].Counts(b.in.H, ds, carer) {
				out = append(out, need)
			}
		}
	}
	return out
}

// coverPrices makes the first cells of the needs for cover.
func (b *rosterBuilder) coverPrices() {
	r, h := b.r, b.in.H
	b.out.Twice = slices.ContainsFunc(h.Shifts, func(s model.DatedShift) bool { return s.End > h.Calendar.Tick(s.Date.Add(1), 0) })
	b.out.Cells = len(h.Cover)
	for need := range h.Cover {
		for n := range b.out.Room() + 1 {
			b.out.CellPrice = append(b.out.CellPrice,
				price(&r.Staffing.base, r.Staffing.cost(int32(need), int32(n)))+price(&r.Wanted.base, r.Wanted.cost(int32(need), int32(n))))
		}
	}
}
