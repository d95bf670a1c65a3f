// Package mend looks for the nearest single change of a rota that mends what the judge found in it.
// The rota is taken as it is written: a change is made in a copy, and the judge says what comes of
// it. For each rule [plans] says which changes could do.
package mend

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// How many breaches of law and how many other violations of a rota are looked at, and how many changes
// are judged for one. A judgement takes 5 ms on a patch of 40 people; most changes fail before it.
const (
	mostLaw    = 40
	mostWishes = 40
	mostTries  = 400
)

// Mender mends one rota. It is only read, so that several violations may be asked for at once.
type Mender struct {
	h    *model.Horizon
	rota *model.Rota
	was  *check.Verdict
	law  map[breach]bool // what is broken as it is

	index    map[key]int // the dated visits
	unworked map[model.Date][]unworked
}

type key struct {
	visit model.VisitID
	date  model.Date
}

// New makes the mender of a rota with what the judge says of it.
func New(h *model.Horizon, r *model.Rota, v *check.Verdict) (*Mender, error) {
	if h == nil || r == nil || v == nil {
		return nil, errors.New("there is nothing to mend: no horizon, rota or verdict")
	}
	m := &Mender{h: h, rota: r, was: v, law: make(map[breach]bool), index: make(map[key]int, len(h.Visits))}
	for n := range h.Visits {
		m.index[key{h.Visits[n].ID, h.Visits[n].Date}] = n
	}
	for i := range v.Violations {
		if x := &v.Violations[i]; x.Level == model.Law {
			m.law[breachOf(x)] = true
		}
	}
	m.unworked = m.unworkedShifts()
	return m, nil
}

// Chosen gives the violations that are looked at, by index: all law first, then what costs most;
// what every rota costs (travel, waiting, that there are carers at all) comes behind what was promised.
func Chosen(all []model.Violation) []int {
	var law, others []int
	for i := range all {
		if all[i].Level == model.Law {
			law = append(law, i)
		} else {
			others = append(others, i)
		}
	}
	slices.SortStableFunc(others, func(a, b int) int {
		x, y := &all[a], &all[b]
		return cmp.Or(cmp.Compare(usual(x.Rule), usual(y.Rule)), y.Score.Compare(x.Score))
	})
	return append(law[:min(len(law), mostLaw)], others[:min(len(others), mostWishes)]...)
}

// usual is 1 for what there is in every rota.
func usual(rule model.Code) int {
	switch rule {
	case model.RuleCarer, model.RuleTravel, model.RuleWait, model.RuleWorstLate, model.RuleWorstIdle, model.RuleBalance:
		return 1
	}
	return 0
}

// change is one change that could be made.
type change struct {
	fix  model.Fix
	make func() *model.Rota // a copy
}

// choice is the best that one violation has come to.
type choice struct {
	fix   model.Fix
	score model.Score
	found bool
}

func (c *choice) take(fix model.Fix, s model.Score) {
	if !c.found || s.Compare(c.score) < 0 {
		*c = choice{fix, s, true}
	}
}

// hunt is the search for one violation.
type hunt struct {
	*Mender
	ctx   context.Context
	v     *model.Violation
	plan  *plan
	visit model.VisitID // whose changes are being tried …
	date  model.Date    // … or of which run
	left  int           // changes that may still be judged
	ended bool          // there were more
	tried map[string]bool
	dear  choice // mends a wish in a rota that is worse
}

// Fix looks for the change that mends a violation: visit by visit and way by way, as its rule's plan
// says.
func (m *Mender) Fix(ctx context.Context, v *model.Violation) model.Fix {
	p := plans[v.Rule]
	s := &hunt{Mender: m, ctx: ctx, v: v, plan: &p, left: mostTries, tried: make(map[string]bool)}
	visits, runs := m.visits(v), m.runs(v)
	for _, dv := range visits {
		s.visit, s.date = dv.ID, dv.Date
		for _, w := range p.visit {
			if fix, ok := s.pick(w.changes(m, v, dv), w.nearest); ok {
				return fix
			}
		}
	}
	s.visit, s.date = v.Visit, v.Date
	for _, w := range p.day {
		if fix, ok := s.pick(w.changes(m, v), false); ok {
			return fix
		}
	}
	for _, r := range runs {
		s.visit, s.date = v.Visit, m.rota.Runs[r].Date
		for _, w := range p.run {
			if fix, ok := s.pick(w.changes(m, v, r), w.nearest); ok {
				return fix
			}
		}
	}
	switch {
	case s.dear.found:
		fix := s.dear.fix
		fix.Worse = s.dear.score.Wishes - m.was.Score.Wishes
		return fix
	case ctx.Err() != nil:
		return model.Fix{Kind: model.FixEnded}
	case s.ended:
		return model.Fix{Kind: model.FixSome}
	case len(visits) == 0 && len(p.day) == 0 && (len(runs) == 0 || len(p.run) == 0):
		return model.Fix{Kind: model.FixWhole}
	case p.givesUp && len(visits) == 0 && !slices.ContainsFunc(runs, m.open):
		return model.Fix{Kind: model.FixGiven}
	}
	none := model.Fix{Kind: model.FixNone}
	for _, kind := range kinds {
		if s.tried[kind] {
			none.Tried = append(none.Tried, kind)
		}
	}
	return none
}

// kinds are those that a fix that is none may say were tried, in the order in which it does.
var kinds = []string{
	model.FixStart, model.FixLength, model.FixCarer, model.FixSwap, model.FixShadow, model.FixFull, model.FixJoin, model.FixLeave,
	model.FixPlace, model.FixOpen, model.FixBreak, model.FixEvent, model.FixShift, model.FixPass, model.FixTrade,
}

// kindOf is the kind of a change as it is said to have been tried.
func kindOf(fix model.Fix) string {
	switch fix.Kind {
	case model.FixShift, model.FixPass, model.FixTrade:
		return fix.Kind
	}
	if fix.Into != "" {
		return model.FixOpen
	}
	return fix.Kind
}

// named says whose change it is, where it is not of the violation's own visit and date.
func (s *hunt) named(fix model.Fix) model.Fix {
	if s.visit != s.v.Visit && fix.Visit == "" {
		fix.Visit = s.visit
	}
	if fix.Date == 0 && (s.date != s.v.Date || s.weekly(s.v)) {
		fix.Date = s.date
	}
	return fix
}

// pick judges changes: it ends with the first that mends, or gives the one with which the rota is
// best.
func (s *hunt) pick(changes iter.Seq[change], nearest bool) (model.Fix, bool) {
	var best choice
	for c := range changes {
		if s.ctx.Err() != nil {
			break
		}
		r := c.make()
		s.tried[kindOf(c.fix)] = true
		if r == nil || s.clash(r) {
			continue
		}
		if s.left == 0 {
			s.ended = true
			break
		}
		s.left--
		score, how := s.judge(r)
		switch {
		case how == worse:
			s.dear.take(s.named(c.fix), score)
		case how == mended && nearest:
			return s.named(c.fix), true
		case how == mended:
			best.take(s.named(c.fix), score)
		}
	}
	return best.fix, best.found
}
