package report

import (
	"fmt"
	"strings"

	"github.com/milltir/milltir/model"
)

// aside says, under a score, what this plan sets aside of the law: "kept" means nothing there.
func (p *page) aside() {
	var rules, practice, owed, figures []string
	under := ""
	for _, x := range p.h.Problem.AsideFromLaw() {
		key := "law.wish"
		if x.Level == model.Off {
			key = "law.off"
		}
		switch {
		case x.Figure != "":
			figures = append(figures, p.figure(x))
		case x.Derogated:
			owed, under = append(owed, p.rule(x.Rule)), x.Under
		case x.Practice:
			practice = append(practice, p.l.T(key, D{"Rule": p.rule(x.Rule)}))
		default:
			rules = append(rules, p.l.T(key, D{"Rule": p.rule(x.Rule)}))
		}
	}
	for _, x := range []struct {
		key  string
		list []string
	}{{"law.aside", rules}, {"law.practice", practice}, {"law.derogated", owed}, {"law.weaker", figures}} {
		if len(x.list) > 0 {
			p.wrapped("  ", p.l.T(x.key, D{"List": strings.Join(x.list, p.l.T("list.separator")), "Under": under}), pageWidth)
		}
	}
}

// figure words a legal figure that is weaker than the law's.
func (p *page) figure(x model.SetAside) string {
	word := p.minutes
	if strings.HasSuffix(x.Figure, "_months") {
		word = func(n int) string { return p.l.N("unit.months", n) }
	}
	if strings.HasSuffix(x.Figure, "weeks") {
		word = func(n int) string { return p.l.N("unit.week", n) }
	}
	if strings.HasSuffix(x.Figure, "days") {
		word = func(n int) string { return p.l.N("unit.day", n) }
	}
	if strings.HasSuffix(x.Figure, "under") { // of age
		word = func(n int) string { return p.l.N("unit.years", n) }
	}
	if strings.HasSuffix(x.Figure, "share") {
		word = func(n int) string { return fmt.Sprintf("%d%%", n) }
	}
	text := p.l.T("figure."+x.Figure, D{"Value": word(x.Value), "Law": word(x.Law), "From": x.CoreFrom.String(), "To": x.CoreTo.String()})
	if x.Since > p.h.Problem.Plan.Start {
		return p.l.T("law.since", D{"Figure": text, "Date": p.date(x.Since)})
	}
	return text
}
