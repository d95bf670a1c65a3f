package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/milltir/milltir/model"
)

// cellWidth holds "07:00–14:30+*" and a blank.
const cellWidth = 14

// Grid writes the week grid, one block per week: rows are carers, columns Monday to Sunday; a
// cell holds the shift and its hours, totals and the balance against the contract stand
// at the right. Open shifts that are worked and absences are marked.
func Grid(w io.Writer, h *model.Horizon, r *model.Rota, l *Localizer) error {
	p := newPage(h, r, nil, l)
	for week := range h.Weeks {
		p.gridWeek(week)
	}
	p.line()
	p.wrapped("", l.T("grid.legend"), pageWidth)
	p.foot(pageWidth)
	return p.flush(w)
}

func (p *page) gridWeek(week int) {
	monday := p.h.Calendar.Start().Add(7 * week)
	p.head(p.l.T("grid.title", D{"From": p.longDate(monday)}))
	name := p.nameWidth()
	head := []string{left("", name+2)}
	for i := range 7 {
		d := monday.Add(i)
		head = append(head, left(fmt.Sprintf("%s %d", p.weekday(d), d.Day()), cellWidth))
	}
	p.line(append(head, right(p.l.T("grid.hours"), 8), right(p.l.T("grid.balance"), 9))...)
	var hours, open [7]int
	for i := range p.h.Problem.Carers {
		p.gridCarer(i, week, name)
	}
	for i := range p.r.Runs {
		if d := int(p.r.Runs[i].Date - monday); d >= 0 && d < 7 {
			hours[d] += p.classesOf(&p.r.Runs[i]).hours
		}
	}
	for _, u := range p.r.Unallocated {
		if d := int(u.Date - monday); d >= 0 && d < 7 {
			open[d] += u.Minutes
		}
	}
	p.gridSum(p.l.T("grid.total"), hours, name)
	if !p.roster() {
		p.gridSum(p.l.T("grid.unallocated"), open, name)
	}
}

// gridSum writes a row of minutes by day and their sum.
func (p *page) gridSum(label string, minutes [7]int, name int) {
	line, sum := []string{left(label, name+2)}, 0
	for _, m := range minutes {
		cell := ""
		if m > 0 {
			cell = p.hours(m)
		}
		line, sum = append(line, left(cell, cellWidth)), sum+m
	}
	p.line(append(line, right(p.hours(sum), 8))...)
}

// nameWidth is the room the longest name wants, within reason.
func (p *page) nameWidth() int {
	n := max(width(p.l.T("grid.total")), width(p.l.T("grid.unallocated")))
	for i := range p.h.Problem.Carers {
		n = max(n, min(20, width(p.carer(p.h.Problem.Carers[i].ID))))
	}
	return n
}

// gridCarer writes a carer's rows.
func (p *page) gridCarer(carer, week, name int) {
	c := &p.h.Problem.Carers[carer]
	monday := p.h.Calendar.Start().Add(7 * week)
	var cells [7][]string
	hours := 0
	for _, run := range runsOf(p.r, c.ID) {
		d := int(run.Date - monday)
		if d < 0 || d >= 7 {
			continue
		}
		minutes := p.classesOf(run).hours
		hours += minutes
		mark := ""
		if run.Status == model.Open {
			mark = "*"
		}
		cells[d] = append(cells[d], span(run.Start, run.End)+mark, p.hours(minutes))
	}
	rows := 1
	for d := range cells {
		if kind := p.absent(carer, monday.Add(d)); kind != "" {
			cells[d] = append(cells[d], fit(p.l.T("grid.absent", D{"Kind": kind}), cellWidth-1))
		}
		rows = max(rows, len(cells[d]))
	}
	balance := ""
	if least := c.Contract.Usual(); least > 0 {
		credit := int(p.h.Credit[carer*p.h.Weeks+week] / p.h.Calendar.Resolution())
		balance = p.balance(hours + credit - least)
	}
	for k := range rows {
		line := []string{left("", name+2)}
		if k == 0 {
			line[0] = fit(p.carer(c.ID), name) + "  "
		}
		for d := range cells {
			cell := ""
			if k < len(cells[d]) {
				cell = cells[d][k]
			}
			line = append(line, left(cell, cellWidth))
		}
		if k == 0 {
			line = append(line, right(p.hours(hours), 8), right(balance, 9))
		}
		p.line(line...)
	}
}

// absent names the absence of a carer on a date, the first of several.
func (p *page) absent(carer int, d model.Date) string {
	cal := p.h.Calendar
	day := model.Span{Start: cal.Tick(d, 0), End: cal.Tick(d.Add(1), 0)}
	if model.Overlap(day, p.h.Absent(carer)) == 0 {
		return ""
	}
	mine := slices.Clone(p.h.Problem.Absences)
	mine = slices.DeleteFunc(mine, func(a model.Absence) bool {
		return a.Carer != p.h.Problem.Carers[carer].ID || a.From.Date > d || a.To.Date < d
	})
	if len(mine) == 0 {
		return ""
	}
	first := slices.MinFunc(mine, func(a, b model.Absence) int {
		return cmp.Or(cmp.Compare(a.From.Date, b.From.Date), cmp.Compare(a.Kind, b.Kind))
	})
	return p.l.word("absence", first.Kind)
}
