package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// levels in the order in which the score compares them.
var levels = []model.Level{model.Law, model.Covers, model.Wishes}

// Violations writes what the judge found: each violation as a sentence with its tag
// [law/window], by level, then the score by level and by rule. Under each comes its fix, where there
// are any: one for each of v.Violations, in their order. Of wishes for which none was looked for it
// says how many there are.
func Violations(w io.Writer, h *model.Horizon, v *check.Verdict, fixes []model.Fix, l *Localizer) error {
	p := newPage(h, &model.Rota{}, v, l)
	for _, level := range levels {
		p.levelViolations(level, fixes)
	}
	p.head(l.T("score.head"))
	p.scoreByRule(len(model.RuleBook))
	return p.flush(w)
}

func (p *page) levelViolations(level model.Level, fixes []model.Fix) {
	found := 0
	for _, x := range p.v.Violations {
		if x.Level == level {
			found++
		}
	}
	p.head(p.l.N("violations.head_"+string(level), found))
	if found == 0 {
		p.line(p.l.T("violations.none"))
	}
	passed, said := 0, p.joined(p.v.Violations, fixes)
	for i, x := range p.v.Violations {
		if x.Level != level || said[i] == nil {
			continue
		}
		p.wrapped(fmt.Sprintf("[%s/%s] ", x.Level, x.Rule), p.finding(x, *said[i]), pageWidth)
		switch {
		case i >= len(fixes):
		case fixes[i].Kind == model.FixLater && level != model.Law:
			passed++
		default:
			p.wrapped("    ", p.fix(fixes[i], x), pageWidth)
		}
	}
	if passed > 0 {
		p.wrapped("", p.l.N("fix.passed", passed), pageWidth)
	}
}

// finding is a violation's sentence, said together with those of its stretch, with the id by which the
// visit is found in the table.
func (p *page) finding(v model.Violation, x stretch) string {
	text := p.together(v, x)
	if v.Visit == "" {
		return text
	}
	return p.l.T("violations.ref", D{"Text": text, "Visit": v.Visit})
}

// scoreLines prints the score level by level in words.
func (p *page) scoreLines(s model.Score) {
	t := table{gap: 2}
	if s.Lawful() {
		t.add(p.l.T("level.law"), p.l.T("score.lawful"))
	} else {
		t.add(p.l.T("level.law"), p.breaches(s))
	}
	if !p.roster() || s.Cover != (model.Score{}).Cover {
		t.add(p.l.T("level.cover"), p.byPriority(s))
	}
	t.add(p.l.T("level.wishes"), p.l.T("score.wishes", D{"Value": decimal(s.Wishes)}))
	t.write(p, "  ")
	p.aside()
}

// byPriority prints what is left out, priority by priority.
func (p *page) byPriority(s model.Score) string {
	var cover [model.Priorities]string
	for i, c := range s.Cover {
		cover[i] = p.tickHours(c)
	}
	return p.l.T("score.cover", D{"P1": cover[0], "P2": cover[1], "P3": cover[2], "P4": cover[3]})
}

// breaches prints how often law is broken and by how much time in all.
func (p *page) breaches(s model.Score) string {
	return p.l.N("score.breaches", int(s.Breaches), D{"Excess": p.ticks(s.Excess), "HasExcess": s.Excess > 0})
}

// tickHours prints ticks as hours and minutes.
func (p *page) tickHours(n int64) string {
	return p.seconds(n * 60 / int64(p.h.Calendar.Resolution()))
}

// scoreByRule prints the score by level, then under it the share of each rule that has one, at most so
// many, the largest first inside its level.
func (p *page) scoreByRule(most int) {
	p.scoreLines(p.v.Score)
	shares := largest(p.v.Shares)
	t := table{right: []bool{false, false, true}, gap: 2}
	for i, s := range shares {
		if i == most {
			break
		}
		t.add(fmt.Sprintf("[%s/%s]", s.Level, s.Rule), p.rule(s.Rule), p.shareWorth(s))
	}
	t.write(p, "    ")
	if n := len(shares) - most; n > 0 {
		p.line("    ", p.l.N("score.more", n))
	}
}

// Share words what a rule adds to a score, as in "waiting 12.0 travel min"; cover by priority.
func Share(h *model.Horizon, s model.Share, l *Localizer) string {
	p := newPage(h, &model.Rota{}, nil, l)
	if s.Level == model.Covers {
		return p.byPriority(s.Score)
	}
	return p.share(s)
}

func (p *page) share(s model.Share) string {
	return p.l.T("explain.share", D{"Rule": p.rule(s.Rule), "Value": p.shareWorth(s)})
}

// shareWorth prints what a rule adds to the score, in the unit of its level.
func (p *page) shareWorth(s model.Share) string {
	switch s.Level {
	case model.Law:
		return p.breaches(s.Score)
	case model.Covers:
		var sum int64
		for _, c := range s.Score.Cover {
			sum += c
		}
		return p.tickHours(sum)
	}
	return p.worth(s.Score.Wishes)
}

// decimal prints thousandths with one digit after the point.
func decimal(thousandths int64) string {
	return strconv.FormatFloat(float64(thousandths)/1000, 'f', 1, 64)
}

// spoken is a violation in JSON, with its sentence.
type spoken struct {
	model.Violation
	Text string     `json:"text"`
	Fix  *model.Fix `json:"fix,omitempty"`
}

// ViolationsJSON writes the verdict for machines, with every violation's sentence as "text" and its
// fix, where there are any: one for each of v.Violations, in their order.
func ViolationsJSON(w io.Writer, h *model.Horizon, v *check.Verdict, fixes []model.Fix, l *Localizer) error {
	if v == nil {
		v = &check.Verdict{}
	}
	out := struct {
		Lawful     bool            `json:"lawful"`
		Score      model.Score     `json:"score"`
		Shares     []model.Share   `json:"shares"`
		Violations []spoken        `json:"violations"`
		Measures   *model.Measures `json:"measures,omitempty"`
	}{v.Score.Lawful(), v.Score, append([]model.Share{}, v.Shares...), []spoken{}, v.Measures}
	p := newPage(h, &model.Rota{}, v, l)
	for i, x := range v.Violations {
		said := spoken{Violation: x, Text: p.sentence(x)}
		if i < len(fixes) {
			said.Fix = &fixes[i]
		}
		out.Violations = append(out.Violations, said)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
