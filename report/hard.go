package report

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// hardRows is how many rows of a kind are shown: one fewer where what is paid wants explaining.
func (p *page) hardRows() int {
	return p.rows(mostHard) - min(1, len(p.paidNote()))
}

// hard says where the rota was tight: the dearest visits, the people with most faces, the
// longest legs without a minute to spare.
func (p *page) hard() {
	visits, people, legs := p.dearestVisits(), p.mostFaces(), p.tightLegs()
	if len(visits)+len(people)+len(legs) == 0 {
		return
	}
	p.section(p.l.T("hard.head"))
	for _, text := range slices.Concat(visits, people, legs) {
		p.wrapped("  ", text, pageWidth)
	}
}

// dearestVisits adds up what the wishes of each dated visit cost, the dearest first.
func (p *page) dearestVisits() []string {
	type sum struct {
		v     model.Violation
		worth int64
	}
	at := make(map[[2]string]int)
	var sums []sum
	for _, v := range p.v.Violations {
		if v.Visit == "" || v.Score.Wishes == 0 {
			continue
		}
		key := [2]string{string(v.Visit), v.Date.String()}
		i, ok := at[key]
		if !ok {
			i, at[key] = len(sums), len(sums)
			sums = append(sums, sum{v: v})
		}
		sums[i].worth += v.Score.Wishes
	}
	slices.SortStableFunc(sums, func(a, b sum) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.v.Date, b.v.Date), cmp.Compare(a.v.Visit, b.v.Visit))
	})
	var out []string
	for _, s := range sums[:min(len(sums), p.hardRows())] {
		d := p.values(s.v, D{"Worth": p.worth(s.worth), "Visit": s.v.Visit, "Kind": p.kind(s.v.Visit)})
		out = append(out, p.l.T("hard.visit", d))
	}
	return out
}

func (p *page) mostFaces() []string {
	people := slices.Clone(p.measures().People)
	slices.SortStableFunc(people, func(a, b model.PersonCount) int {
		return cmp.Or(cmp.Compare(b.Carers, a.Carers), cmp.Compare(a.Person, b.Person))
	})
	var out []string
	for _, x := range people[:min(len(people), p.hardRows()+1)] {
		if x.Carers > 1 {
			out = append(out, p.l.N("hard.faces", x.Carers, D{"Person": p.person(x.Person), "New": x.NewFaces}))
		}
	}
	return out
}

// tightLegs are legs between two stops without waiting, the longest first.
func (p *page) tightLegs() []string {
	type leg struct {
		run *model.Run
		at  int
	}
	var legs []leg
	for i := range p.r.Runs {
		run := &p.r.Runs[i]
		for k := 1; k < len(run.Stops); k++ {
			if s := &run.Stops[k]; s.Travel > 0 && s.Wait < 60 && s.Kind == model.StopVisit {
				legs = append(legs, leg{run, k})
			}
		}
	}
	slices.SortStableFunc(legs, func(a, b leg) int {
		return cmp.Compare(b.run.Stops[b.at].Travel, a.run.Stops[a.at].Travel)
	})
	var out []string
	for _, x := range legs[:min(len(legs), p.hardRows())] {
		s := &x.run.Stops[x.at]
		out = append(out, p.l.T("hard.leg", D{
			"Carer": p.carer(x.run.Carer), "When": p.when(x.run.Date, s.Start),
			"Person": p.person(s.Person), "Travel": p.minutes(wholeMinutes(s.Travel)),
		}))
	}
	return out
}
