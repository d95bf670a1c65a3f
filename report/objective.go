package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/milltir/milltir/model"
)

// sheetHeads are the headings of the objective sheet in its order.
var sheetHeads = []struct {
	heading model.Heading
	key     string
}{
	{model.HeadLaw, "objective.head_law"},
	{model.HeadCover, "objective.head_cover"},
	{model.HeadPeople, "objective.head_people"},
	{model.HeadCarers, "objective.head_carers"},
	{model.HeadTravel, "objective.head_travel"},
}

// Objective writes the objective sheet: every rule as a sentence, law first, then who is left out, then what each wish
// is worth in minutes of travel; what is not counted, and what differs from the defaults.
func Objective(w io.Writer, a *model.Agreement, l *Localizer) error {
	p := &page{words: words{l: l}}
	o := a.Objective
	d := D{"Version": o.Version, "By": o.AgreedBy, "On": "", "Review": ""}
	if o.AgreedOn != 0 {
		d["On"] = p.longDate(o.AgreedOn)
	}
	if o.Review != 0 {
		d["Review"] = p.longDate(o.Review)
	}
	p.wrapped("", l.T("objective.title", D{"Name": o.Name}), pageWidth)
	p.wrapped("", l.T("objective.agreed", d), pageWidth)
	p.wrapped("", l.T("objective.hash", D{"Hash": a.Hash}), pageWidth)
	told := false
	for _, h := range sheetHeads {
		p.sheetHead(a, h.heading, h.key, &told)
	}
	p.notCounted(a)
	p.sheetDiffers(a)
	return p.flush(w)
}

// sheetHead writes the rules that count under one heading; before the first wishes it says what their rates mean.
func (p *page) sheetHead(a *model.Agreement, heading model.Heading, key string, told *bool) {
	var texts []string
	for i := range a.Rules {
		if x := &a.Rules[i]; x.Heading == heading && x.Level != model.Off {
			texts = append(texts, p.agreed(a, x)...)
		}
	}
	if len(texts) == 0 {
		return
	}
	p.section(p.l.T(key))
	switch {
	case heading == model.HeadLaw:
		p.wrapped("", p.l.T("objective.how_law"), pageWidth)
	case heading != model.HeadCover && !*told:
		*told = true
		p.wrapped("", p.l.T("objective.how_wishes"), pageWidth)
	}
	for _, text := range texts {
		p.wrapped("  - ", text, pageWidth)
	}
}

// notCounted lists the rules that are off.
func (p *page) notCounted(a *model.Agreement) {
	first := true
	for i := range a.Rules {
		if x := &a.Rules[i]; x.Level == model.Off {
			if first {
				p.section(p.l.T("objective.head_off"))
			}
			first = false
			p.wrapped("  - ", capital(p.thing(a, x, 0)), pageWidth)
		}
	}
}

// sheetDiffers says which rules and parameters are not as by default, beside what they would be.
func (p *page) sheetDiffers(a *model.Agreement) {
	first := true
	head := func() {
		if first {
			p.section(p.l.T("objective.head_differs"))
		}
		first = false
	}
	for i := range a.Rules {
		x := &a.Rules[i]
		if !x.Differs() {
			continue
		}
		head()
		usual := *x
		usual.Level, usual.Weights = x.DefaultLevel, x.DefaultWeights
		p.ruleName(x.Rule)
		p.texts("objective.default", p.agreed(a, &usual))
		p.texts("objective.here", p.agreed(a, x))
	}
	for _, x := range a.Parameters {
		head()
		p.wrapped("  - ", p.l.T("objective.parameter_here", D{"Key": x.Key, "Value": x.Value, "Default": dash(x.Default)}), pageWidth)
	}
}

// ruleName writes a rule's name with the code by which milltir.toml knows it.
func (p *page) ruleName(code model.Code) {
	p.wrapped("  - ", p.l.T("objective.rule", D{"Name": p.rule(code), "Rule": code}), pageWidth)
}

func (p *page) texts(key string, texts []string) {
	for _, text := range texts {
		p.wrapped("      ", p.l.T(key, D{"Text": text}), pageWidth)
	}
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// ObjectiveDiff writes what one objective sheet changes against another.
func ObjectiveDiff(w io.Writer, from, to *model.Agreement, l *Localizer) error {
	p := &page{words: words{l: l}}
	d := from.Diff(to)
	if d.Empty() {
		p.line(l.T("objective.same"))
		return p.flush(w)
	}
	keys := map[string]string{
		"name": "objective.word_name", "version": "objective.word_version", "agreed_by": "objective.word_agreed_by",
		"agreed_on": "objective.word_agreed_on", "review": "objective.word_review",
	}
	for _, x := range d.Words {
		p.wrapped("", l.T(keys[x.Field], D{"From": dash(x.From), "To": dash(x.To)}), pageWidth)
	}
	if len(d.Rules)+len(d.Parameters) == 0 {
		p.wrapped("", l.T("objective.same_rules", D{"Hash": short(to.Hash)}), pageWidth)
		return p.flush(w)
	}
	p.wrapped("", l.T("objective.changed", D{"From": short(from.Hash), "To": short(to.Hash)}), pageWidth)
	for i := range d.Rules {
		x := &d.Rules[i]
		p.ruleName(x.Rule)
		p.texts("objective.before", p.agreed(from, &x.From))
		p.texts("objective.now", p.agreed(to, &x.To))
	}
	for _, x := range d.Parameters {
		p.wrapped("  - ", l.T("objective.parameter", D{"Key": x.Key, "From": dash(x.From), "To": dash(x.To)}), pageWidth)
	}
	return p.flush(w)
}

// spokenRule is a rule of a sheet in JSON, with its sentences.
type spokenRule struct {
	model.AgreedRule
	Text []string `json:"text"`
}

// ObjectiveJSON writes the sheet for machines, with the sentences of one language.
func ObjectiveJSON(w io.Writer, a *model.Agreement, l *Localizer) error {
	p := &page{words: words{l: l}}
	o := a.Objective
	out := struct {
		Name       string            `json:"name"`
		Version    string            `json:"version"`
		AgreedBy   string            `json:"agreed_by"`
		AgreedOn   model.Date        `json:"agreed_on"`
		Review     model.Date        `json:"review"`
		Hash       string            `json:"hash"`
		Rules      []spokenRule      `json:"rules"`
		Parameters []model.Parameter `json:"parameters"`
	}{o.Name, o.Version, o.AgreedBy, o.AgreedOn, o.Review, a.Hash, nil, append([]model.Parameter{}, a.Parameters...)}
	for i := range a.Rules {
		out.Rules = append(out.Rules, spokenRule{a.Rules[i], p.agreed(a, &a.Rules[i])})
	}
	return writeJSON(w, out)
}

// agreed is what a sheet says of a rule: one sentence, or one for each step.
func (w words) agreed(a *model.Agreement, x *model.AgreedRule) []string {
	switch x.Level {
	case model.Law:
		return []string{w.l.T("objective.never", D{"Thing": w.thing(a, x, 0)})}
	case model.Covers:
		return []string{w.l.T("objective.cover")}
	case model.Off:
		return []string{w.l.T("objective.not_counted", D{"Thing": w.thing(a, x, 0)})}
	}
	var out []string
	for i, worth := range x.Weights {
		out = append(out, w.rate(capital(w.thing(a, x, i)), worth))
	}
	return out
}

// rate is an exchange rate in words. Weights go down to a thousandth of a minute.
func (w words) rate(thing string, minutes float64) string {
	if minutes == math.Trunc(minutes) {
		return w.l.N("objective.rate", int(minutes), D{"Thing": thing})
	}
	return w.l.T("objective.rate_part", D{"Thing": thing, "Value": strconv.FormatFloat(minutes, 'f', -1, 64)})
}

// capital starts a sentence with what the catalogue has in the middle of one.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// thing is what a rule weighs at one of its steps: "one new face at the door". A step has words of its own where it is
// no matter of degree.
func (w words) thing(a *model.Agreement, x *model.AgreedRule, step int) string {
	key := "exchange." + string(x.Rule)
	if own := fmt.Sprint(key, "_", step+1); step > 0 && w.l.Has(own) {
		key = own
	}
	d := w.ruleParameters(&a.InForce)
	d["Law"] = x.Level != model.Wishes
	d["Priority"] = step + 1
	from := a.InForce.Preferred.Free
	if step > 0 && x.Rule == model.RulePreferred {
		from += a.InForce.Preferred.Bands[step-1]
	}
	d["From"], d["Band"] = w.minutes(from), w.band(a.InForce.Notice.Bands, step)
	return w.l.T(key, d)
}

// ruleParameters are the figures of [rules] that a meeting would want to know, by the names that sentences have for
// them.
func (w words) ruleParameters(r *model.Rules) D {
	days := func(n int) string { return w.l.N("unit.day", n) }
	return D{
		"Register": w.l.N("unit.months", r.Papers.RegisterMonths), "DBS": w.l.N("unit.months", r.Papers.DBSMonths),
		"Language": r.Language.Level, "Short": w.minutes(r.Short.Minutes), "YoungPaired": r.Young.Alone != model.Yes,
		"BreakAfter": w.minutes(r.Break.After), "BreakLength": w.minutes(r.Break.Length), "BreakOnce": r.Break.Per == model.PerBreak,
		"Rest": w.minutes(r.Rest.Daily), "RestYoung": w.minutes(r.Rest.Young), "Derogated": r.Derogation.Rest == model.Yes,
		"YoungDay": w.minutes(r.Young.Day), "YoungWeek": w.minutes(r.Young.Week),
		"Fortnightly": r.WeeklyRest.Form == model.ByFortnight, "Week": w.minutes(r.WeeklyRest.Week),
		"Fortnight": w.minutes(r.WeeklyRest.Fortnight), "WeekYoung": w.minutes(r.WeeklyRest.Young), "DebtDays": days(r.RestDebt.Days),
		"Span": w.minutes(model.DaySpan), "DaysInRow": days(model.DaysInRow),
		"SplitGap": w.minutes(r.Split.Gap), "SplitDay": w.l.N("unit.time", r.Split.Day), "SplitWeek": days(r.Split.Week),
		"NightDay": w.minutes(r.Night.Day), "Row": w.l.N("unit.night", r.Night.Row), "Recovery": w.minutes(r.Night.Recovery),
		"Cap": w.minutes(r.Hours48.Cap), "CapWeeks": w.l.N("unit.week", r.Hours48.Weeks),
		"OptionalOnce": r.OptionalPer == model.PerVisit, "PerWeek": r.Carers.PerWeek, "Agency": r.Agency.SharePct,
		"Main": r.Main.SharePct, "Flex": r.Pool.FlexPct, "LateEarly": w.minutes(r.LateEarly.Rest), "SixthDay": days(r.SixthDay.Most), "LongDay": w.minutes(r.LongDay.Most),
	}
}

// ObjectiveChecked writes what is wrong or odd in a sheet, in the words of every diagnostic, and how much of it there is.
func ObjectiveChecked(w io.Writer, p *model.Problem, found model.Diagnostics, l *Localizer) error {
	if len(found) > 0 {
		fmt.Fprintln(w, found.Error())
	}
	o := &p.Objective
	_, err := fmt.Fprintln(w, l.T("objective.checked", D{
		"Name": o.Name, "Version": o.Version, "Hash": short(p.ObjectiveHash()),
		"Errors": l.N("unit.error", len(found.Errors())), "Warnings": l.N("unit.warning", len(found.Warnings())),
	}))
	return err
}
