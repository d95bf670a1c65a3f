package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// Choice is what one carer (two for a paired visit) would mean for one visit. Its fields are
// those of solver.Candidate in the same order, so that one converts to the other.
type Choice struct {
	Carers []model.CarerID
	Now    bool          // as in the rota
	Shift  model.ShiftID // of the first carer
	Start  model.Clock
	Change model.Score       // of the whole rota against the visit's being left out
	Blocks []model.Violation // law that would be broken; empty if she can take it
	Wishes []model.Share     // what the visit costs with her, by rule
}

// Explained is the answer to "why is this visit where it is?".
type Explained struct {
	Visit       model.VisitID
	Date        model.Date
	Allocated   bool
	Choices     []Choice           // the present one first, then the best first
	Unallocated *model.Unallocated // reasons and remedy, where the visit is left out
}

// Explanation writes who comes to a visit and what every other choice would mean: what it
// would cost against the present one, or which law stands in the way.
func Explanation(w io.Writer, h *model.Horizon, e *Explained, l *Localizer) error {
	p := newPage(h, &model.Rota{}, nil, l)
	person, kind := "", p.kind(e.Visit)
	if v := p.template(e.Visit); v != nil {
		person = p.person(v.Person)
	}
	p.head(l.T("explain.title", D{"Person": person, "Kind": kind, "Date": p.longDate(e.Date), "Visit": e.Visit}))
	var can, cannot []Choice
	for _, c := range e.Choices {
		switch {
		case c.Now:
			p.present(c)
		case len(c.Blocks) > 0:
			cannot = append(cannot, c)
		default:
			can = append(can, c)
		}
	}
	if !e.Allocated {
		p.line(l.T("explain.left_out"))
		if e.Unallocated != nil {
			p.missing(e.Unallocated)
		}
	}
	if len(can) > 0 {
		p.line()
		p.line(l.N("explain.others", len(can)))
		for _, c := range can {
			p.other(c, present(e.Choices))
		}
	}
	if len(cannot) > 0 {
		p.line()
		p.line(l.N("explain.blocked", len(cannot)))
		for _, c := range cannot {
			p.blocked(c)
		}
	}
	return p.flush(w)
}

// present finds the choice that the rota made, nil if the visit is left out.
func present(choices []Choice) *Choice {
	for i := range choices {
		if choices[i].Now {
			return &choices[i]
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

func (p *page) present(c Choice) {
	p.line(p.l.T("explain.now", D{"Who": p.names(c.Carers), "Time": clock(c.Start)}))
	p.shares(c.Wishes)
}

// other compares a choice with the present one, in travel minutes where only wishes differ.
func (p *page) other(c Choice, now *Choice) {
	d := D{"Who": p.names(c.Carers), "Time": clock(c.Start)}
	key := "explain.free"
	if now != nil {
		more := c.Change.Wishes - now.Change.Wishes
		d["Value"] = p.worth(max(more, -more))
		key = against(c.Change, now.Change)
	}
	p.line("  ", p.l.T(key, d))
	p.shares(c.Wishes)
}

// against names how one change of the score compares with another, at the first level at
// which they differ.
func against(a, b model.Score) string {
	law := cmp.Or(cmp.Compare(a.Breaches, b.Breaches), cmp.Compare(a.Excess, b.Excess))
	switch {
	case law > 0:
		return "explain.more_law"
	case law < 0:
		return "explain.less_law"
	case slices.Compare(a.Cover[:], b.Cover[:]) > 0:
		return "explain.more_cover"
	case slices.Compare(a.Cover[:], b.Cover[:]) < 0:
		return "explain.less_cover"
	case a.Wishes > b.Wishes:
		return "explain.dearer"
	case a.Wishes < b.Wishes:
		return "explain.cheaper"
	}
	return "explain.equal"
}

func (p *page) blocked(c Choice) {
	p.line("  ", p.names(c.Carers))
	for _, b := range c.Blocks {
		p.wrapped(fmt.Sprintf("      [%s/%s] ", b.Level, b.Rule), p.sentence(b), pageWidth)
	}
}

// shares lists what a choice costs by rule on one line, the dearest first.
func (p *page) shares(shares []model.Share) {
	var parts []string
	for _, s := range largest(shares) {
		parts = append(parts, p.l.T("explain.share", D{"Rule": p.rule(s.Rule), "Value": p.shareWorth(s)}))
	}
	if len(parts) > 0 {
		p.wrapped("      ", strings.Join(parts, p.l.T("list.separator")), pageWidth)
	}
}
