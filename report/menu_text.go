package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// Text writes the menu for people: one table, and beside it what every leaning improves, what it makes worse and for
// how many, in words.
func (m *Menu) Text(w io.Writer, l *Localizer) error {
	p := newPage(m.h, &model.Rota{}, nil, l)
	p.line(l.T("menu.title", D{"Name": m.h.Problem.Name}))
	p.line(p.period())
	p.line()
	p.wrapped("", m.budget(l), pageWidth)
	for _, name := range m.Cut {
		key := "menu.cut"
		if slices.ContainsFunc(m.options, func(o option) bool { return o.Leaning.Name == name }) {
			key = "menu.early"
		}
		p.wrapped("", l.T(key, D{"Leaning": l.word("leaning", name)}), pageWidth)
	}
	p.line()
	m.table(p)
	p.line()
	p.wrapped("", l.T("menu.how", D{"Least": fewest}), pageWidth)
	m.tooFew(p)
	m.tooShort(p)
	for i := 1; i < len(m.options); i++ {
		m.inWords(p, i)
	}
	m.onFrontier(p)
	return p.flush(w)
}

// budget says that all had as much to search with, and by which sheet all are scored.
func (m *Menu) budget(l *Localizer) string {
	o := &m.h.Problem.Objective
	d := D{
		"Count": len(m.options), "Iterations": m.Rounds, "Seconds": "",
		"Sheet": cmp.Or(o.Name, short(m.h.Problem.ObjectiveHash())), "Version": o.Version, "AgreedBy": o.AgreedBy,
	}
	if m.Seconds > 0 {
		d["Seconds"] = fmt.Sprintf("%g", m.Seconds)
	}
	return l.T("menu.budget", d)
}

func (m *Menu) table(p *page) {
	t := table{right: []bool{false}, gap: 3}
	head := []string{""}
	for i := range m.options {
		head, t.right = append(head, p.l.word("leaning", m.options[i].Leaning.Name)), append(t.right, true)
	}
	t.add(head...)
	for k := range figures {
		f := &figures[k]
		cells, said := []string{p.l.T(f.key)}, false
		for i := range m.options {
			cell := ""
			if x, known := f.value(&m.options[i]); known {
				cell, said = f.show(p, x), true
			}
			cells = append(cells, cell)
		}
		if said {
			t.add(cells...)
		}
	}
	t.write(p, "")
}

// inWords says what a leaning is, what it improves and what it makes worse against the first, and for whom.
func (m *Menu) inWords(p *page, i int) {
	o := &m.options[i]
	p.section(p.l.word("leaning", o.Leaning.Name))
	times := 1.0
	for _, x := range o.Leaning.Times {
		times = max(times, x)
	}
	p.wrapped("  ", p.l.T("leaning_about."+o.Leaning.Name, D{"Times": fmt.Sprintf("%g", times)}), pageWidth)
	better, worse := m.changes(i, p)
	if len(better) == 0 {
		p.wrapped("  ", p.l.T("menu.nothing_better"), pageWidth)
	} else {
		p.wrapped("  ", p.l.T("menu.better", D{"What": m.said(p, i, better)}), pageWidth)
	}
	if len(worse) == 0 {
		p.wrapped("  ", p.l.T("menu.nothing_worse"), pageWidth)
	} else {
		p.wrapped("  ", p.l.T("menu.worse", D{"What": m.said(p, i, worse)}), pageWidth)
	}
	for _, x := range m.forWhom(i) {
		p.wrapped("  ", p.l.T(x.key, D{"Less": p.few(x.Less), "More": p.few(x.More)}), pageWidth)
	}
}

// tooFew says why a table is short, and which rotas break the law where the number of breaches is hidden: nobody is
// told of by that, and no meeting should take such a rota for a lawful one.
func (m *Menu) tooFew(p *page) {
	few, broken := false, []string{}
	for i := range m.options {
		if o := &m.options[i]; !o.enough() {
			few = true
			if !o.Verdict.Score.Lawful() {
				broken = append(broken, p.l.word("leaning", o.Leaning.Name))
			}
		}
	}
	if few {
		p.wrapped("", p.l.T("menu.too_few", D{"Least": fewest}), pageWidth)
	}
	if len(broken) > 0 {
		p.wrapped("", p.l.T("menu.unlawful", D{"Leanings": strings.Join(broken, p.l.T("list.separator"))}), pageWidth)
	}
}

// tooShort says which searches found less than another one did by their own weights.
func (m *Menu) tooShort(p *page) {
	for i := range m.options {
		for _, name := range m.options[i].Behind {
			d := D{"Leaning": p.l.word("leaning", m.options[i].Leaning.Name), "Better": p.l.word("leaning", name)}
			p.wrapped("", p.l.T("menu.behind", d), pageWidth)
			break
		}
	}
}

// said lists figures with what they are and what they were.
func (m *Menu) said(p *page, i int, list []*figure) string {
	var parts []string
	for _, f := range list {
		is, _ := f.value(&m.options[i])
		was, _ := f.value(&m.options[0])
		parts = append(parts, p.l.T("menu.change", D{"Figure": p.l.T(f.key), "Is": f.show(p, is), "Was": f.show(p, was)}))
	}
	return strings.Join(parts, p.l.T("list.separator"))
}

// onFrontier says of every part of the picture which rotas no other beats.
func (m *Menu) onFrontier(p *page) {
	panels := m.panels()
	if len(panels) == 0 {
		return
	}
	p.section(p.l.T("menu.frontier"))
	for _, a := range panels {
		var names []string
		for i, on := range m.frontier(a) {
			if on {
				names = append(names, p.l.word("leaning", m.options[i].Leaning.Name))
			}
		}
		d := D{"X": p.l.T(a.x.key), "Y": p.l.T(a.y.key), "Leanings": strings.Join(names, p.l.T("list.separator"))}
		p.wrapped("  ", p.l.T("menu.unbeaten", d), pageWidth)
	}
}
