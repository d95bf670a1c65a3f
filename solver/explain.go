package solver

import (
	"context"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver/internal/search"
	"github.com/milltir/milltir/solver/internal/state"
)

// reasonsPerVisit is how many carers who came nearest are named for a visit left out.
const reasonsPerVisit = 5

// Explain weighs every carer for one dated visit of a rota: what it would cost, rule by rule, if
// she came instead, or which law stands in the way; and for those who come, what another time
// would. The rota may be ours or a coordinator's own.
func Explain(ctx context.Context, p *model.Problem, r *model.Rota, visit model.VisitID, date model.Date) (explanation *Explanation, err error) {
	defer catch(&err)
	h, in, err := compile(ctx, p, r)
	if err != nil {
		return nil, err
	}
	n := slices.IndexFunc(h.Visits, func(v model.DatedVisit) bool { return v.ID == visit && v.Date == date })
	if n < 0 {
		return nil, fmt.Errorf("visit %q has no date %v in this plan", visit, date)
	}
	e := search.NewEngine(in, 1, 0)
	e.Load(e.S.Import(r))
	out := &Explanation{Visit: visit, Date: date, Allocated: e.S.Allocated(state.Node(n))}
	if verdict, err := check.Horizon(h, r); err != nil || verdict.Score != e.Score {
		out.Retimed = true
	}
	w := weighed(e, state.Node(n))
	if w.now != nil {
		out.Candidates = append(out.Candidates, *w.now)
	}
	for i := range w.others {
		out.Candidates = append(out.Candidates, w.others[i].Candidate)
	}
	if !out.Allocated && ctx.Err() == nil {
		placings := w.placings(state.Node(n))
		u := unallocated(h, n)
		u.Reasons = reasons(e, state.Node(n), placings, w.base)
		if len(w.others) == 0 || len(w.others[0].Blocks) > 0 { // else it has only to be put in
			scored := *r
			scored.Score = e.Score // a coordinator's own has none
			u.Remedy = remedy(&scored, u, e.Openings(state.Node(n), placings), in)
		}
		out.Unallocated = u
	}
	return out, nil
}

// weighing is what can be done about a visit that has been taken out of an engine's rota.
type weighing struct {
	now    *Candidate        // as it was, nil if it was left out
	base   []model.Violation // what the judge finds against the law without it
	others []other           // the best first
}

// other is a candidate that the rota did not take, and how to take it.
type other struct {
	Candidate
	node    state.Node // the visit, or the same on another day
	placing search.Placing
}

// placings are the candidates of one node.
func (w *weighing) placings(n state.Node) []search.Placing {
	var out []search.Placing
	for i := range w.others {
		if w.others[i].node == n {
			out = append(out, w.others[i].placing)
		}
	}
	return out
}

// weighed takes a visit out of an engine's rota and weighs every way to put it back in against the
// one that was.
func weighed(e *search.Engine, n state.Node) *weighing {
	w := &weighing{}
	with, allocated := lawBase(e), e.S.Allocated(n)
	present := e.TakeOut(n)
	var but *search.Placing
	w.base = lawBase(e)
	if allocated {
		c := now(e, n, &present, with, w.base)
		w.now, but = &c, &present
	}
	for _, m := range e.Instead(n) {
		if m != n {
			but = nil
		}
		for _, p := range e.Placings(m, but) {
			c := candidate(e, m, &p, w.base)
			c.Change, c.Shares = p.Delta.Less(present.Delta), lessShares(p.Costs, present.Costs)
			if !w.knows(c) {
				w.others = append(w.others, other{c, m, p})
			}
		}
	}
	slices.SortStableFunc(w.others, func(a, b other) int { return a.Change.Compare(b.Change) })
	return w
}

// knows tells whether a candidate is there already: a pair is found from either of its carers.
func (w *weighing) knows(c Candidate) bool {
	return slices.ContainsFunc(w.others, func(o other) bool {
		return o.Date == c.Date && o.Start == c.Start && o.Change == c.Change && sameCarers(o.Candidate, c)
	})
}

// lessShares is the difference of two lists of shares, rule by rule, in the order of the rule book.
func lessShares(a, b []model.Share) []model.Share {
	var out []model.Share
	for _, r := range model.RuleBook {
		d := model.Share{Rule: r.Code}
		for _, s := range a {
			if s.Rule == r.Code {
				d.Level, d.Score = s.Level, d.Score.Add(s.Score)
			}
		}
		for _, s := range b {
			if s.Rule == r.Code {
				d.Level, d.Score = s.Level, d.Score.Less(s.Score)
			}
		}
		if d.Score != (model.Score{}) {
			out = append(out, d)
		}
	}
	return out
}

func unallocated(h *model.Horizon, n int) *model.Unallocated {
	v := &h.Visits[n]
	return &model.Unallocated{
		Visit: v.ID, Date: v.Date, Person: h.Problem.People[v.Person].ID, Priority: v.Priority,
		Minutes: int(v.Length/h.Calendar.Resolution()) * v.Need,
	}
}

// now is the candidate of the rota as it is: those who come, when they come, and what the rota
// would be without the visit.
func now(e *search.Engine, n state.Node, p *search.Placing, with, base []model.Violation) Candidate {
	c := words(e, n, p)
	c.Now = true
	for _, v := range with {
		if v.Level == model.Law && !slices.Contains(base, v) {
			c.Blocks = append(c.Blocks, v)
		}
	}
	return c
}

// sameCarers tells whether two candidates are the same people.
func sameCarers(a, b Candidate) bool {
	for _, c := range a.Carers {
		if !slices.Contains(b.Carers, c) {
			return false
		}
	}
	return len(a.Carers) == len(b.Carers)
}

// candidate is a placing with the laws it would break.
func candidate(e *search.Engine, n state.Node, p *search.Placing, base []model.Violation) Candidate {
	c := words(e, n, p)
	c.Blocks = blocks(e, n, p, base)
	return c
}

// words puts a placing into the model's words.
func words(e *search.Engine, n state.Node, p *search.Placing) Candidate {
	in, h := e.In, e.In.H
	c := Candidate{Change: p.Delta, Shares: p.Costs, Date: h.Visits[n].Date, Start: h.Calendar.Local(p.Start, h.Visits[n].Date)}
	c.Carers = append(c.Carers, h.Problem.Carers[p.Carer].ID)
	for _, r := range p.Runs {
		if in.CarerOf[r] == p.Carer {
			c.Shift = h.Shifts[in.ShiftOf[r]].ID
		} else {
			c.Carers = append(c.Carers, h.Problem.Carers[in.CarerOf[r]].ID)
		}
	}
	return c
}

// blocks asks the judge which laws a placing would break that the rota without it keeps.
func blocks(e *search.Engine, n state.Node, p *search.Placing, base []model.Violation) []model.Violation {
	if len(p.Laws) == 0 {
		return nil
	}
	var out []model.Violation
	e.With(n, p, func() {
		if verdict, err := check.Horizon(e.In.H, e.S.Export()); err == nil {
			for _, v := range verdict.Violations {
				if v.Level == model.Law && !slices.Contains(base, v) {
					out = append(out, v)
				}
			}
		}
	})
	return out
}

// lawBase is what the judge already finds against the law in an engine's rota.
func lawBase(e *search.Engine) []model.Violation {
	if e.Score.Lawful() {
		return nil
	}
	verdict, err := check.Horizon(e.In.H, e.S.Export())
	if err != nil {
		return nil
	}
	return verdict.Violations
}

// reasons names the carers who came nearest to a visit that is left out.
func reasons(e *search.Engine, n state.Node, placings []search.Placing, base []model.Violation) []model.Reason {
	var out []model.Reason
	in, h := e.In, e.In.H
	for i := range placings {
		p := &placings[i]
		if len(out) == reasonsPerVisit {
			break
		}
		r := model.Reason{Carer: h.Problem.Carers[p.Carer].ID, Date: h.Visits[n].Date}
		for _, run := range p.Runs {
			if in.CarerOf[run] == p.Carer {
				r.Shift = h.Shifts[in.ShiftOf[run]].ID
			}
		}
		r.Blocks = blocks(e, n, p, base)
		out = append(out, r)
	}
	if len(out) == 0 {
		return alone(e, n)
	}
	return out
}

// alone gives the reason of a visit for several carers, or tied to another one, on whose day too few
// have a shift.
func alone(e *search.Engine, n state.Node) []model.Reason {
	var out []model.Reason
	h := e.In.H
	v := &h.Visits[n]
	for c := range e.In.Carers {
		shift, ok := e.ShiftOn(n, state.Carer(c))
		if !ok || len(out) == reasonsPerVisit {
			continue
		}
		block := model.Violation{
			Rule: model.RulePair, Level: model.Law, Visit: v.ID, Person: h.Problem.People[v.Person].ID, Date: v.Date,
			At: h.Calendar.Local(v.Windows[0].Open, v.Date), Amount: 1, Limit: int64(v.Need), Unit: "carer",
			Score: model.Score{Breaches: 1},
		}
		if m := e.In.Mate[n]; m >= 0 {
			block.Rule, block.Limit, block.Detail = model.RuleTied, 0, string(h.Visits[m].ID)
		}
		out = append(out, model.Reason{Carer: h.Problem.Carers[c].ID, Date: v.Date, Shift: shift, Blocks: []model.Violation{block}})
	}
	return out
}

// explainMissing gives every visit that a rota leaves out its reasons and, to the first ones by
// priority, the one change that would place it.
func explainMissing(ctx context.Context, job search.Job, best *search.Engine, rota *model.Rota) {
	in := job.In
	if len(rota.Unallocated) == 0 {
		return
	}
	h := in.H
	index := make(map[model.VisitID]map[model.Date]int)
	for v := range h.Visits {
		d := &h.Visits[v]
		if index[d.ID] == nil {
			index[d.ID] = make(map[model.Date]int)
		}
		index[d.ID][d.Date] = v
	}
	e := search.NewEngine(in, 1, 0)
	e.Load(&best.Best)
	rota.Score = best.BestScore
	base := lawBase(e)
	openings := make([][]search.Opening, min(remedyVisits, len(rota.Unallocated)))
	for i := range rota.Unallocated {
		u := &rota.Unallocated[i]
		n := state.Node(index[u.Visit][u.Date])
		placings := e.Placings(n, nil)
		u.Reasons = reasons(e, n, placings, base)
		if i < len(openings) {
			openings[i] = e.Openings(n, placings)
		}
	}
	search.Spread(job.Workers, len(openings), func(i int) {
		if u := &rota.Unallocated[i]; ctx.Err() == nil {
			u.Remedy = remedy(rota, u, openings[i], in)
		}
	})
}
