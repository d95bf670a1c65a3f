package report

import (
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// Remedy says which one change of the input would place a visit that was left out: "if the
// time window opened 12 minutes earlier, Carer 7 could come". Without a remedy it is empty;
// kind "none" says that no single change of the kinds looked for was found.
func Remedy(h *model.Horizon, u *model.Unallocated, l *Localizer) string {
	return words{h: h, l: l}.remedy(u)
}

func (w words) remedy(u *model.Unallocated) string {
	m := u.Remedy
	if m == nil {
		return ""
	}
	if c := w.free(u); m.Kind == "none" && c != "" {
		return w.l.T("reason.optional", D{"Carer": w.carer(c)})
	}
	key := "remedy." + m.Kind
	if !w.l.Has(key) {
		key = "remedy.other_change"
	}
	pool := model.PoolID("")
	if t := w.template(u.Visit); t != nil {
		pool = t.Pool
	}
	date := m.Date
	if date == 0 {
		date = u.Date
	}
	return w.l.T(key, D{
		"Kind": m.Kind, "Person": w.person(u.Person), "Visit": w.kind(u.Visit), "Who": w.who(m.Carer, m.With),
		"Carer": w.carer(m.Carer), "Date": w.date(date), "Shift": m.Shift, "Skill": m.Skill, "Minutes": w.minutes(m.Minutes), "Span": span(m.From, m.To), "Other": w.kind(m.Visit), "Pool": pool,
	})
}

// free names a carer in whose way nothing stands at an optional visit for one; empty if there is none.
func (w words) free(u *model.Unallocated) model.CarerID {
	visits := w.h.Problem.Visits
	v := slices.IndexFunc(visits, func(x model.Visit) bool { return x.ID == u.Visit })
	if v < 0 || !visits[v].Optional || visits[v].Need() != 1 {
		return ""
	}
	if i := slices.IndexFunc(u.Reasons, func(r model.Reason) bool { return len(r.Blocks) == 0 }); i >= 0 {
		return u.Reasons[i].Carer
	}
	return ""
}

// who names the carers who could come, one or two.
func (w words) who(a, b model.CarerID) string {
	if a == "" {
		return w.l.T("remedy.somebody")
	}
	if b == "" {
		return w.carer(a)
	}
	return w.l.T("remedy.two", D{"A": w.carer(a), "B": w.carer(b)})
}

// Reason says why one carer cannot take a visit: the rules in the way at the best place in
// her week.
func Reason(h *model.Horizon, r model.Reason, l *Localizer) string {
	w := words{h: h, l: l}
	if len(r.Blocks) == 0 {
		return l.T("reason.open", D{"Carer": w.carer(r.Carer)})
	}
	var found []string
	for _, b := range r.Blocks {
		found = append(found, w.block(b))
	}
	return l.T("reason.carer", D{"Carer": w.carer(r.Carer), "Blocks": strings.Join(found, l.T("list.separator"))})
}

// block names a rule in the way with how much is missing: "her shift (20 minutes)".
func (w words) block(b model.Violation) string {
	name := w.rule(b.Rule)
	switch {
	case b.Rule == model.RuleSkill && b.Detail != "":
		return w.l.T("reason.skill", D{"Rule": name, "Skill": b.Detail})
	case b.Amount > 0 && (b.Unit == "tick" || b.Unit == "minute"):
		return w.l.T("reason.by", D{"Rule": name, "Amount": w.amount(b.Amount, b.Unit)})
	}
	return name
}

// rule is a rule's name in a list or table.
func (w words) rule(code model.Code) string {
	if key := "rule." + string(code); w.l.Has(key) {
		return w.l.T(key)
	}
	return string(code)
}

// whyNot puts the reasons of a visit that was left out together: each rule in the way and how
// many carers it stops, most first, in the order of the rule book among equals.
func (w words) whyNot(u *model.Unallocated) string {
	stopped := make(map[model.Code]int)
	for _, r := range u.Reasons {
		seen := make(map[model.Code]bool)
		for _, b := range r.Blocks {
			if !seen[b.Rule] {
				stopped[b.Rule]++
			}
			seen[b.Rule] = true
		}
	}
	var parts []string
	for n := len(u.Reasons); n > 0; n-- {
		for _, rule := range model.RuleBook {
			if stopped[rule.Code] == n {
				parts = append(parts, w.l.N("reason.count", n, D{"Rule": w.rule(rule.Code)}))
			}
		}
	}
	if len(parts) == 0 {
		return w.l.T("reason.none")
	}
	return strings.Join(parts, w.l.T("list.separator"))
}
