package generate

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// billing is the unit of minutes that visits are billed in.
const billing = 15

// OldWay is the same people and carers as time and task had them: each visit fixed to the minute at its
// preferred start and as long as it is billed, in units of fifteen minutes; carers on zero hours, who
// are paid for contact and travel, in whatever shifts the visits leave them. The law stays.
func OldWay(p *model.Problem) *model.Problem {
	out := p.Canonical()
	out.Name += ", the old way"
	for i := range out.Visits {
		v := &out.Visits[i]
		v.Windows = slices.Clone(v.Windows)
		for k := range v.Windows {
			if w := &v.Windows[k]; w.Preferred != 0 {
				w.Open, w.Close = w.Preferred, w.Preferred
			}
		}
		v.Length = (v.Length + billing - 1) / billing * billing
		v.LengthMin, v.LengthMax = 0, 0
		if v.Length >= 30 {
			v.ShortCond = ""
		}
	}
	for i := range out.Carers {
		if k := &out.Carers[i].Contract; k.Kind == model.Guaranteed || k.Kind == model.Salaried {
			*k = model.Contract{Kind: model.ZeroHours}
		}
	}
	return out
}
