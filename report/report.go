// Package report makes what people read: the summary of a rota, run sheets, the week grid,
// tables, and sentences about what a rule found, in Welsh and in English. Every word comes
// from a catalogue by key (locale/active.*.toml); nothing is put together from fragments,
// because Welsh mutates. The package reads judged rotas and never solves.
package report

import (
	"io"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// page is one report being written: what it is about and the text so far.
type page struct {
	words
	r *model.Rota
	v *check.Verdict
	b strings.Builder
}

func newPage(h *model.Horizon, r *model.Rota, v *check.Verdict, l *Localizer) *page {
	if v == nil {
		v = &check.Verdict{}
	}
	w := words{h: h, l: l, templates: make(map[model.VisitID]*model.Visit, len(h.Problem.Visits))}
	for i := range h.Problem.Visits {
		w.templates[h.Problem.Visits[i].ID] = &h.Problem.Visits[i]
	}
	return &page{words: w, r: r, v: v}
}

// line writes one line, without the blanks that padding leaves at its end.
func (p *page) line(cells ...string) {
	p.b.WriteString(strings.TrimRight(strings.Join(cells, ""), " "))
	p.b.WriteByte('\n')
}

// head writes an underlined heading after an empty line.
func (p *page) head(text string) {
	if p.b.Len() > 0 {
		p.line()
	}
	p.line(text)
	p.line(strings.Repeat("-", width(text)))
}

// section writes a heading where a page has no lines to spare.
func (p *page) section(text string) {
	p.line()
	p.line(strings.ToUpper(text))
}

// flush writes the page out at once, so that a failing writer leaves no half line of ours.
func (p *page) flush(w io.Writer) error {
	_, err := io.WriteString(w, p.b.String())
	return err
}

// measures are the judge's, else the rota's own, else empty: a page is never refused for
// want of figures.
func (p *page) measures() *model.Measures {
	switch {
	case p.v.Measures != nil:
		return p.v.Measures
	case p.r.Measures != nil:
		return p.r.Measures
	}
	return &model.Measures{}
}
