package report

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"

	"github.com/milltir/milltir/model"
)

// CSV writes the table: a row per figure, a column per leaning. What is not known, or is about fewer than five people or
// carers, is empty.
func (m *Menu) CSV(w io.Writer) error {
	head := []string{"figure"}
	for i := range m.options {
		head = append(head, m.options[i].Leaning.Name)
	}
	rows := [][]string{head}
	for k := range figures {
		row := []string{figures[k].name}
		for i := range m.options {
			cell := ""
			if x, known := figures[k].value(&m.options[i]); known {
				cell = strconv.FormatFloat(thousandth(x), 'f', -1, 64)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// thousandth keeps three decimals: more would be noise to whoever reads the file.
func thousandth(x float64) float64 { return math.Round(1000*x) / 1000 }

// menuJSON is the menu for machines.
type menuJSON struct {
	Name       string        `json:"name"`
	Start      model.Date    `json:"start"`
	Weeks      int           `json:"weeks"`
	Problem    string        `json:"problem"`   // hash of the tables
	Objective  string        `json:"objective"` // hash of the sheet that all are scored by
	Seconds    float64       `json:"seconds,omitzero"`
	Iterations int64         `json:"iterations,omitzero"`
	Leanings   []leantJSON   `json:"leanings"`
	Frontier   []unbeatenRow `json:"frontier"`
	Cut        []string      `json:"not_finished"`
}

type leantJSON struct {
	Name     string                    `json:"name"`
	Times    map[model.Heading]float64 `json:"times,omitempty"`
	Sheet    string                    `json:"sheet"` // hash of the one it was searched for under
	Lawful   bool                      `json:"lawful"`
	Score    *model.Score              `json:"score,omitempty"` // nil: about fewer than five people or carers
	Figures  []figureJSON              `json:"figures"`
	Better   []string                  `json:"better"` // than the first
	Worse    []string                  `json:"worse"`
	ForWhom  []whom                    `json:"for_whom"` // against the first
	BehindOf []string                  `json:"behind"`   // leanings whose rota this one would rather have had
}

type figureJSON struct {
	Figure string  `json:"figure"`
	Value  float64 `json:"value"`
}

// unbeatenRow is a part of the picture: the rotas that no other beats in both.
type unbeatenRow struct {
	X        string   `json:"x"`
	Y        string   `json:"y"`
	Unbeaten []string `json:"unbeaten"`
}

// JSON writes the menu for machines: what is not known, or is about fewer than five people or carers, is left out.
func (m *Menu) JSON(w io.Writer) error {
	p := m.h.Problem
	out := menuJSON{
		Name: p.Name, Start: p.Plan.Start, Weeks: m.h.Weeks, Problem: p.Hash(), Objective: p.ObjectiveHash(),
		Seconds: m.Seconds, Iterations: m.Rounds, Frontier: []unbeatenRow{}, Cut: append([]string{}, m.Cut...),
	}
	l, err := NewLocalizer(English)
	if err != nil {
		return err
	}
	page := newPage(m.h, nil, nil, l)
	for i := range m.options {
		out.Leanings = append(out.Leanings, m.leantJSON(i, page))
	}
	for _, a := range m.panels() {
		row := unbeatenRow{X: a.x.name, Y: a.y.name}
		for i, on := range m.frontier(a) {
			if on {
				row.Unbeaten = append(row.Unbeaten, m.options[i].Leaning.Name)
			}
		}
		out.Frontier = append(out.Frontier, row)
	}
	return writeJSON(w, out)
}

func (m *Menu) leantJSON(i int, p *page) leantJSON {
	o := &m.options[i]
	x := leantJSON{
		Name: o.Leaning.Name, Times: o.Leaning.Times, Sheet: o.Rota.Stamp.Objective, Lawful: o.Verdict.Score.Lawful(),
		Better: []string{}, Worse: []string{}, ForWhom: []whom{}, BehindOf: append([]string{}, o.Behind...),
	}
	if o.enough() {
		x.Score = &o.Verdict.Score
	}
	for k := range figures {
		if v, known := figures[k].value(o); known {
			x.Figures = append(x.Figures, figureJSON{figures[k].name, thousandth(v)})
		}
	}
	better, worse := m.changes(i, p)
	for _, f := range better {
		x.Better = append(x.Better, f.name)
	}
	for _, f := range worse {
		x.Worse = append(x.Worse, f.name)
	}
	x.ForWhom = append(x.ForWhom, m.forWhom(i)...)
	return x
}
