package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// Candidate is what one carer (two for a paired visit) would mean for one visit. Its fields are
// those of solver.Candidate in the same order, so that one converts to the other.
type Candidate struct {
	Carers []model.CarerID
	Now    bool // as in the rota
	Date   model.Date
	Shift  model.ShiftID // of the first carer
	Start  model.Clock
	Change model.Score       // of the whole rota: of the present one against the visit's being left out, of others against the present one
	Blocks []model.Violation // law that would be broken; empty if she can take it
	Shares []model.Share     // what the change is made of, by rule
}

// Explained is the answer to "why is this visit where it is?".
type Explained struct {
	Visit       model.VisitID
	Date        model.Date
	Allocated   bool
	Retimed     bool               // what is said is not of the rota as it is written, but of its runs timed anew
	Candidates  []Candidate        // the present one first, then the best first
	Unallocated *model.Unallocated // reasons and remedy, where the visit is left out
}

// BestCandidates is how many other candidates an explanation shows unless it is asked for all.
const BestCandidates = 3

// Explanation writes who comes to a visit and why, and what the best other candidates would mean: what
// each would add and save against the present one, rule by rule, or which law stands in the way. At
// most so many are shown, one of them another time by those who come now.
func Explanation(w io.Writer, h *model.Horizon, e *Explained, most int, l *Localizer) error {
	p := newPage(h, &model.Rota{}, nil, l)
	person, kind := "", p.purpose(e.Visit)
	if v := p.template(e.Visit); v != nil {
		person = p.person(v.Person)
	}
	p.head(l.T("explain.title", D{"Person": person, "Kind": kind, "Date": p.longDate(e.Date), "Visit": e.Visit}))
	if e.Retimed {
		p.wrapped("", l.T("explain.retimed"), pageWidth)
		p.line()
	}
	now, others := present(e.Candidates), best(e.Candidates, most)
	if now != nil {
		p.present(e, *now)
	} else {
		p.line(l.T("explain.left_out"))
		if e.Unallocated != nil {
			p.missing(e.Unallocated)
		}
	}
	if len(others) > 0 {
		p.line()
		p.line(l.N("explain.others", len(others)))
	}
	for _, c := range others {
		p.other(e, c, now)
	}
	return p.flush(w)
}

// best picks the candidates to show beside the present one: the best so many, the last of which makes
// room for the best other time of the present carers if that is not among them.
func best(candidates []Candidate, most int) []Candidate {
	now := present(candidates)
	others := slices.DeleteFunc(slices.Clone(candidates), func(c Candidate) bool { return c.Now })
	if len(others) <= most {
		return others
	}
	again := func(c Candidate) bool {
		return now != nil && slices.Equal(slices.Sorted(slices.Values(c.Carers)), slices.Sorted(slices.Values(now.Carers)))
	}
	if i := slices.IndexFunc(others, again); i >= most && most > 0 {
		return append(others[:most-1:most-1], others[i])
	}
	return others[:most]
}

// present finds the candidate that the rota made, nil if the visit is left out.
func present(candidates []Candidate) *Candidate {
	for i := range candidates {
		if candidates[i].Now {
			return &candidates[i]
		}
	}
	return nil
}

func (p *page) names(ids []model.CarerID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = p.carer(id)
	}
	return strings.Join(names, p.l.T("list.and"))
}

// present says who comes now, what that costs against leaving the visit out, and whether anything
// better was found for it.
func (p *page) present(e *Explained, c Candidate) {
	p.line(p.l.T("explain.now", D{"Who": p.names(c.Carers), "Time": clock(c.Start)}))
	p.changes("explain.costs", "explain.spares", c.Shares)
	for _, b := range c.Blocks {
		p.wrapped(fmt.Sprintf("      [%s/%s] ", b.Level, b.Rule), p.sentence(b), pageWidth)
	}
	better := 0
	for _, o := range e.Candidates {
		if !o.Now && o.Change.Compare(model.Score{}) < 0 {
			better++
		}
	}
	if better == 0 {
		p.line("  ", p.l.T("explain.best"))
		return
	}
	p.line("  ", p.l.N("explain.better", better))
}

// other compares a candidate with the present one: in travel minutes where only wishes differ, then
// what it adds and saves by rule, and the law that it breaks.
func (p *page) other(e *Explained, c Candidate, now *Candidate) {
	d := D{"Who": p.names(c.Carers), "Time": clock(c.Start)}
	if c.Date != e.Date && c.Date != 0 {
		d["Time"] = p.l.T("explain.when", D{"Date": p.date(c.Date), "Time": clock(c.Start)})
	}
	key := "explain.free"
	if now != nil {
		d["Value"] = p.worth(max(c.Change.Wishes, -c.Change.Wishes))
		key = against(c.Change)
	}
	p.line("  ", p.l.T(key, d))
	p.changes("explain.adds", "explain.saves", c.Shares)
	for _, b := range c.Blocks {
		p.wrapped(fmt.Sprintf("      [%s/%s] ", b.Level, b.Rule), p.sentence(b), pageWidth)
	}
}

// changes says what a candidate adds, and what it saves.
func (p *page) changes(add, save string, shares []model.Share) {
	var adds, saves []model.Share
	for _, s := range shares {
		if s.Score.Compare(model.Score{}) > 0 {
			adds = append(adds, s)
		} else {
			s.Score = model.Score{}.Less(s.Score)
			saves = append(saves, s)
		}
	}
	p.shares(add, adds)
	p.shares(save, saves)
}

// against names how a change of the score is to be taken, at the first level at which there is one.
func against(d model.Score) string {
	law := cmp.Or(cmp.Compare(d.Breaches, 0), cmp.Compare(d.Excess, 0))
	var none [model.Priorities]int64
	cover := slices.Compare(d.Cover[:], none[:])
	switch {
	case law > 0:
		return "explain.more_law"
	case law < 0:
		return "explain.less_law"
	case cover > 0:
		return "explain.more_cover"
	case cover < 0:
		return "explain.less_cover"
	case d.Wishes > 0:
		return "explain.dearer"
	case d.Wishes < 0:
		return "explain.cheaper"
	}
	return "explain.equal"
}

// shares lists by rule what a candidate adds or saves, the most first. What would print as nothing, a
// second or two of waiting, is left out.
func (p *page) shares(key string, shares []model.Share) {
	var parts []string
	for _, s := range largest(shares) {
		if p.shareWorth(s) == p.shareWorth(model.Share{Rule: s.Rule, Level: s.Level}) {
			continue
		}
		parts = append(parts, p.share(s))
	}
	if len(parts) > 0 {
		p.wrapped("      ", p.l.T(key, D{"List": strings.Join(parts, p.l.T("list.separator"))}), pageWidth)
	}
}
