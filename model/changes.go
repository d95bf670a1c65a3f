package model

import (
	"cmp"
	"slices"
)

func (l *changeLog) list() []Change {
	slices.SortFunc(l.keys, func(a, b published) int { return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.visit, b.visit)) })
	var out []Change
	for _, k := range l.keys {
		was, is := slices.Clone(l.was[k]), slices.Clone(l.is[k])
		slices.SortFunc(was, func(a, b *Attendance) int {
			return cmp.Or(cmp.Compare(a.Carer, b.Carer), cmp.Compare(a.Start, b.Start))
		})
		slices.SortFunc(is, func(a, b comer) int { return cmp.Or(cmp.Compare(a.carer, b.carer), cmp.Compare(a.start, b.start)) })
		var gone []*Attendance
		for _, b := range was { // whoever still comes is compared with themselves
			i := slices.IndexFunc(is, func(c comer) bool { return c.carer == b.Carer })
			if i < 0 {
				gone = append(gone, b)
				continue
			}
			if is[i].start != l.h.Calendar.Tick(k.date, b.Start) {
				out = append(out, l.change(ChangeStart, k, b, &is[i]))
			}
			is = slices.Delete(is, i, i+1)
		}
		for i, b := range gone {
			if i < len(is) {
				out = append(out, l.change(ChangeCarer, k, b, &is[i]))
			} else {
				out = append(out, l.change(ChangeGone, k, b, nil))
			}
		}
		for i := min(len(gone), len(is)); i < len(is); i++ {
			out = append(out, l.change(ChangeNew, k, nil, &is[i]))
		}
	}
	return out
}

// change fills in one difference; b or c is nil where there is no such part.
func (l *changeLog) change(kind string, k published, b *Attendance, c *comer) Change {
	h := l.h
	out := Change{Kind: kind, Visit: k.visit, Date: k.date}
	if i := slices.IndexFunc(h.Problem.Visits, func(v Visit) bool { return v.ID == k.visit }); i >= 0 {
		out.Person = h.Problem.Visits[i].Person
	}
	begins := int32(1<<31 - 1)
	if b != nil {
		out.From, out.Was, begins = b.Carer, b.Start, h.Calendar.Tick(k.date, b.Start)
		out.Reason = b.Reason
		if carer := h.Carer(b.Carer); out.Reason == "" && carer >= 0 && h.excused(b) {
			out.Reason = "absent"
		}
	}
	if c != nil {
		out.To, out.Is, begins = c.carer, h.Calendar.Local(c.start, k.date), min(begins, c.start)
	}
	if hours, band, known := h.Notice(begins); known {
		out.Known, out.Notice, out.Band = true, hours, band
	}
	return out
}

// Band is which of the bands so many hours of notice are in: 0 the shortest.
func (r *NoticeRule) Band(hours int) int {
	for i, from := range r.Bands {
		if hours < from {
			return i
		}
	}
	return len(r.Bands)
}
