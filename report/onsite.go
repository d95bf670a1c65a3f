package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// mostNeeds is how many stretches of cover that are not as they should be the summary shows.
const mostNeeds = 2

// rows is how many rows a part of the summary shows: one fewer where the table of cover needs the room.
func (p *page) rows(most int) int {
	if len(p.h.Cover) > 0 {
		return most - 1
	}
	return most
}

// onNeed is how many are there for a need for cover, of half hours in a row that are alike for all.
type onNeed struct {
	need  *model.DatedCover
	end   int32
	there int
}

// off orders what is not as it should be: fewer than needed first, then fewer than wanted, then more
// than wanted where that costs; 0 where all is well.
func (x *onNeed) off() int {
	switch {
	case x.there < x.need.Needed:
		return 3
	case x.there < x.need.Wanted:
		return 2
	case x.there > x.need.Wanted && x.need.Over > 0:
		return 1
	}
	return 0
}

// onSite says, where cover.csv asks for carers on site, how many shifts and half hours have them, and
// shows those that do not, the worst first.
func (p *page) onSite() {
	if len(p.h.Cover) == 0 {
		return
	}
	all := p.thereForNeeds()
	needed, wanted := 0, 0
	var off []onNeed
	for _, x := range all {
		if x.off() < 3 {
			needed++
		}
		if x.off() == 0 {
			wanted++
			continue
		}
		at := slices.IndexFunc(off, func(y onNeed) bool {
			return x.need.Row == y.need.Row && x.need.Date == y.need.Date && x.there == y.there && x.need.Shift == "" && x.need.Start == y.end
		})
		if at < 0 {
			off = append(off, x)
			continue
		}
		off[at].end = x.end
	}
	p.section(p.l.T("onsite.head"))
	p.line("  ", p.l.T("onsite.kept", D{"Needed": needed, "All": len(all), "Wanted": wanted}))
	if len(off) == 0 {
		return
	}
	slices.SortStableFunc(off, func(a, b onNeed) int { return cmp.Compare(b.off(), a.off()) })
	t := table{right: []bool{false, true, true, true}, gap: 3}
	t.add(p.l.T("onsite.where"), p.l.T("onsite.needed"), p.l.T("onsite.wanted"), p.l.T("onsite.there"))
	for _, x := range off[:min(len(off), mostNeeds)] {
		t.add(p.needRow(&x), fmt.Sprint(x.need.Needed), fmt.Sprint(x.need.Wanted), fmt.Sprint(x.there))
	}
	t.write(p, "  ")
	if n := len(off) - mostNeeds; n > 0 {
		p.line("  ", p.l.N("onsite.more", n))
	}
}

// needRow says where and when, and which skill is needed.
func (p *page) needRow(x *onNeed) string {
	c := x.need
	when := p.l.T("need.shift", D{"Date": p.date(c.Date), "Shift": p.shift(c.Shift)})
	if c.Shift == "" {
		when = p.l.T("date.at", D{"Date": p.date(c.Date), "Time": span(p.h.Calendar.Local(c.Start, c.Date), p.h.Calendar.Local(x.end, c.Date))})
	}
	text := p.nameAt(p.place(c.Where), when)
	if c.Skill != "" {
		text = p.l.T("name.shared", D{"Name": text, "ID": c.Skill})
	}
	return text
}

// thereForNeeds counts the different carers who are there for each need; where some have to stay on site, the
// judge does.
func (p *page) thereForNeeds() []onNeed {
	if slices.ContainsFunc(p.h.Cover, func(c model.DatedCover) bool { return c.Stays(p.h) }) {
		if there, err := check.There(p.h, p.r); err == nil {
			out := make([]onNeed, len(there))
			for i, n := range there {
				out[i] = onNeed{&p.h.Cover[i], p.h.Cover[i].End, n}
			}
			return out
		}
	}
	shifts := make([]*model.DatedShift, len(p.r.Runs))
	for i := range p.r.Runs {
		shifts[i] = p.shiftOf(&p.r.Runs[i])
	}
	out := make([]onNeed, 0, len(p.h.Cover))
	for i := range p.h.Cover {
		c, seen := &p.h.Cover[i], make(map[model.CarerID]bool)
		for n, s := range shifts {
			id := p.r.Runs[n].Carer
			if s != nil && p.h.Carer(id) >= 0 && c.Counts(p.h, s, p.h.Carer(id)) {
				seen[id] = true
			}
		}
		out = append(out, onNeed{c, c.End, len(seen)})
	}
	return out
}

// shiftOf finds the shift that a run works, nil where it is outside all.
func (w words) shiftOf(run *model.Run) *model.DatedShift {
	for i := range w.h.Shifts {
		s := &w.h.Shifts[i]
		if s.Date == run.Date && run.Shift != "" && s.ID == run.Shift && (s.Carer < 0 || w.h.Problem.Carers[s.Carer].ID == run.Carer) {
			return s
		}
	}
	return nil
}
