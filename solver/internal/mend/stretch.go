package mend

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// stretch is the dates in a row around one, from the first to the last, on which a carer works.
func (m *Mender) stretch(carer model.CarerID, on model.Date) (first, last model.Date) {
	works := make(map[model.Date]bool)
	for i := range m.rota.Runs {
		if r := &m.rota.Runs[i]; r.Carer == carer && m.shiftOf(r) != nil {
			works[r.Date] = true
		}
	}
	first, last = on, on
	for works[first.Add(-1)] {
		first = first.Add(-1)
	}
	for works[last.Add(1)] {
		last = last.Add(1)
	}
	return first, last
}

// worksOn tells whether a carer works a shift on a date.
func (m *Mender) worksOn(carer model.CarerID, date model.Date) bool {
	return slices.ContainsFunc(m.rota.Runs, func(r model.Run) bool { return r.Carer == carer && r.Date == date && m.shiftOf(&r) != nil })
}
