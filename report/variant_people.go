package report

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// peopleVariant is variant for the rules about what each person was promised.
func (w words) peopleVariant(v model.Violation) (string, D) {
	switch v.Rule {
	case model.RuleKeyHolder, model.RuleLift:
		if w.h.Carer(model.CarerID(v.Detail)) >= 0 {
			return "", D{"Before": w.carer(model.CarerID(v.Detail))}
		}
	case model.RuleShort:
		if v.Detail == model.ConditionA {
			return "unknown", nil
		}
	case model.RulePoolWish:
		if i := slices.IndexFunc(w.h.Problem.Pools, func(x model.Pool) bool { return string(x.ID) == v.Detail }); v.Visit == "" && i >= 0 {
			return "draw", D{"Rank": w.h.Problem.Pools[i].Rank}
		}
	case model.RuleOrder:
		return w.orderVariant(v)
	case model.RuleSameCarer, model.RuleOtherCarer:
		if w.template(model.VisitID(v.Detail)) != nil {
			return "", D{"Before": w.kind(model.VisitID(v.Detail))}
		}
	default: // what is needed, or in the way, has a sentence of its own
		if w.l.Has("sentence." + string(v.Rule) + "_" + v.Detail) {
			return v.Detail, nil
		}
	}
	return "", nil
}

// orderVariant: a visit comes too soon after the one that it follows, or too late.
func (w words) orderVariant(v model.Violation) (string, D) {
	t := w.template(v.Visit)
	if t == nil {
		return "", nil
	}
	for _, f := range t.After {
		if string(f.Visit) != v.Detail {
			continue
		}
		d := D{"Before": w.kind(f.Visit)}
		if f.Max != 0 && v.Limit == int64(w.h.Calendar.Ticks(f.Max)) && f.Max != f.Min {
			return "late", d
		}
		if f.Max != f.Min {
			return "early", d
		}
	}
	return "", nil
}
