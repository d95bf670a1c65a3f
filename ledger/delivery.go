package ledger

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// Delivery sets what was given of a visit against what was planned, over all dates of which it is known.
type Delivery struct {
	Visit     model.VisitID  `json:"visit,omitzero"`
	Person    model.PersonID `json:"person,omitzero"`
	Dates     int            `json:"dates"`
	Missed    int            `json:"missed"` // dates on which nobody came
	Planned   int64          `json:"planned"`
	Delivered int64          `json:"delivered"`
	Short     int64          `json:"short"` // given less, missed ones too, over the dates that were
	Long      int64          `json:"long"`  // given more, likewise
}

// Deliveries are the sums of each visit, by visit and person.
func Deliveries(visits []Visit) []Delivery {
	out := []Delivery{}
	for i := range visits {
		v := &visits[i]
		if !v.Over() {
			continue
		}
		n, known := slices.BinarySearchFunc(out, v, func(d Delivery, v *Visit) int {
			return cmp.Or(cmp.Compare(d.Visit, v.Visit), cmp.Compare(d.Person, v.Person))
		})
		if !known {
			out = slices.Insert(out, n, Delivery{Visit: v.Visit, Person: v.Person})
		}
		d := Delivery{Dates: 1, Planned: v.Planned, Delivered: v.Delivered, Short: max(0, v.Planned-v.Delivered), Long: max(0, v.Delivered-v.Planned)}
		if v.Missed {
			d.Missed = 1
		}
		out[n].Add(&d)
	}
	return out
}

// Add adds another's dates and minutes.
func (d *Delivery) Add(o *Delivery) {
	d.Dates, d.Missed = d.Dates+o.Dates, d.Missed+o.Missed
	d.Planned, d.Delivered, d.Short, d.Long = d.Planned+o.Planned, d.Delivered+o.Delivered, d.Short+o.Short, d.Long+o.Long
}
