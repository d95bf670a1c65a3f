package report

import (
	"github.com/milltir/milltir/model"
)

// Sentence says what a rule found: who, when, how much ("Mrs A, Mon 23 Nov 08:42: starts 12
// minutes after 08:30, the end of her time window"). There is one key per rule code, with a
// second word where a rule has several ways to be broken.
func Sentence(h *model.Horizon, v model.Violation, l *Localizer) string {
	w := words{h, l}
	variant, more := w.variant(v)
	key := "sentence." + string(v.Rule)
	if variant != "" {
		key += "_" + variant
	}
	if _, known := model.RuleOf(v.Rule); !known {
		key = "sentence.unknown"
	}
	return l.T(key, w.values(v, more))
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

// variant tells which of a rule's sentences fits a violation.
func (w words) variant(v model.Violation) (string, D) {
	switch v.Rule {
	case model.RuleWindow:
		return w.windowVariant(v)
	case model.RulePreferred:
		return w.preferredVariant(v)
	case model.RuleShift:
		if v.Visit != "" {
			return "none", nil
		}
	case model.RuleLeg:
		if v.Amount == 0 {
			return "far", nil
		}
	case model.RulePair:
		if v.Amount > 0 && (v.Unit == "tick" || v.Unit == "minute") {
			return "apart", nil
		}
		if t := w.template(v.Visit); t != nil {
			return "", D{"Need": w.l.N("unit.carer", t.Need())}
		}
	case model.RulePin:
		if v.Carer == "" || v.Unit == "tick" || v.Unit == "minute" {
			return "start", nil
		}
	case model.RuleList:
		if w.onlyList(v) {
			return "only", nil
		}
	}
	return "", nil
}

// onlyList tells a carer missing from an only list from one on a never list.
func (w words) onlyList(v model.Violation) bool {
	i, ok := w.h.PersonIndex[v.Person]
	if !ok {
		return false
	}
	for _, c := range w.h.Problem.People[i].Never {
		if c == v.Carer {
			return false
		}
	}
	return len(w.h.Problem.People[i].Only) > 0
}

// windowVariant says whether a visit starts before or after its nearest window, or ends past
// its latest end.
func (w words) windowVariant(v model.Violation) (string, D) {
	dv := w.dated(v.Visit, v.Date)
	if dv == nil {
		return "", nil
	}
	start := w.h.Calendar.Tick(v.Date, v.At)
	near, off := nearest(dv.Windows, start)
	bound := func(t int32) D { return D{"Bound": clock(w.h.Calendar.Local(t, dv.Date))} }
	switch {
	case off < 0:
		return "early", bound(near.Open)
	case off > 0:
		return "late", bound(near.Close)
	case dv.LatestEnd != model.None:
		return "end", bound(dv.LatestEnd)
	}
	return "", nil
}

func (w words) preferredVariant(v model.Violation) (string, D) {
	dv := w.dated(v.Visit, v.Date)
	if dv == nil {
		return "", nil
	}
	start := w.h.Calendar.Tick(v.Date, v.At)
	near, _ := nearest(dv.Windows, start)
	if near.Preferred == model.None {
		return "", nil
	}
	d := D{"Bound": clock(w.h.Calendar.Local(near.Preferred, dv.Date)), "Gap": w.ticks(int64(abs(start - near.Preferred)))}
	if start < near.Preferred {
		return "early", d
	}
	return "late", d
}

// nearest finds the window nearest to a start, the earliest of equals, and how many ticks the
// start lies before it (negative) or after it.
func nearest(windows []model.DatedWindow, start int32) (best model.DatedWindow, off int32) {
	for i, win := range windows {
		d := min(start-win.Open, 0) + max(start-win.Close, 0)
		if i == 0 || abs(d) < abs(off) {
			best, off = win, d
		}
	}
	return best, off
}

func abs(x int32) int32 {
	if x < 0 {
		return -x
	}
	return x
}
