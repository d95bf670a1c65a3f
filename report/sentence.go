package report

import (
	"github.com/milltir/milltir/model"
)

// Sentence says what a rule found: who, when, how much ("Mrs A, Mon 23 Nov 08:42: starts 12
// minutes after 08:30, the end of her time window"). There is one key per rule code, with a
// second word where a rule has several ways to be broken.
func Sentence(h *model.Horizon, v model.Violation, l *Localizer) string {
	return words{h: h, l: l}.sentence(v)
}

func (w words) sentence(v model.Violation) string { return w.together(v, alone(v)) }

// together says what was found from one half hour to another, of which nothing but the time differs; of
// anything else the stretch is of the violation alone.
func (w words) together(v model.Violation, x stretch) string {
	variant, more := w.variant(v)
	if x.last.At != v.At {
		more["Head"] = w.needHead(v, x.last)
	}
	v.Amount, v.Limit = x.amount, x.limit // only now: which reserve it is of is told by the limit of one half hour
	key := "sentence." + string(v.Rule)
	if variant != "" {
		key += "_" + variant
	}
	if _, known := model.RuleOf(v.Rule); !known {
		key = "sentence.unknown"
	}
	return w.l.T(key, w.values(v, more))
}

// values are the named values that every sentence may use.
func (w words) values(v model.Violation, more D) D {
	person := v.Person
	if t := w.template(v.Visit); person == "" && t != nil {
		person = t.Person
	}
	when := w.when(v.Date, v.At)
	d := D{
		"Rule": v.Rule, "Person": w.person(person), "Carer": w.carer(v.Carer), "Visit": w.kind(v.Visit),
		"PersonAt": w.nameAt(w.person(person), when), "CarerAt": w.nameAt(w.carer(v.Carer), when), "HasPerson": person != "",
		"Event": w.event(model.EventID(v.Detail)), "Date": w.date(v.Date), "Amount": w.amount(v.Amount, v.Unit),
		"Limit": w.amount(v.Limit, v.Unit), "Detail": v.Detail, "HasLimit": v.Limit > 0,
	}
	for k, x := range more {
		d[k] = x
	}
	return d
}

// nameAt prints a name with a date, the name alone where there is none.
func (w words) nameAt(name, when string) string {
	if when == "" {
		return name
	}
	return w.l.T("sentence.head", D{"Name": name, "When": when})
}

// worth prints thousandths of a travel minute as minutes.
func (w words) worth(thousandths int64) string {
	return w.l.T("unit.worth", D{"Value": decimal(thousandths)})
}
