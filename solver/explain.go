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

// Explain weighs every carer for one dated visit of a rota: what she would cost there, rule by
// rule, or which law stands in the way. The rota may be ours or a coordinator's own.
func Explain(ctx context.Context, p *model.Problem, r *model.Rota, visit model.VisitID, date model.Date) (explanation *Explanation, err error) {
	defer catch(&err)
	h, in, err := compile(p)
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
	with := lawBase(e)
	present := e.TakeOut(state.Node(n))
	placings, base := e.Placings(state.Node(n)), lawBase(e)
	if out.Allocated {
		out.Candidates = append(out.Candidates, now(e, state.Node(n), &present, with, base))
	}
	for i := range placings {
		if c := candidate(e, state.Node(n), &placings[i], base); !out.Allocated || !sameCarers(c, out.Candidates[0]) {
			out.Candidates = append(out.Candidates, c)
		}
	}
	if !out.Allocated && ctx.Err() == nil {
		u := unallocated(h, n)
		u.Reasons = reasons(e, state.Node(n), placings, base)
		u.Remedy = remedy(p, r, u, e.Openings(state.Node(n), placings), in)
		out.Unallocated = u
	}
	return out, nil
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
	c := Candidate{Change: p.Delta, Wishes: p.Costs, Start: h.Calendar.Local(p.Start, h.Visits[n].Date)}
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
	if p.Delta.Breaches <= 0 && p.Delta.Excess <= 0 {
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

// alone gives the reason of a visit for several carers on whose day too few have a shift.
func alone(e *search.Engine, n state.Node) []model.Reason {
	var out []model.Reason
	h := e.In.H
	v := &h.Visits[n]
	for c := range e.In.Carers {
		shift, ok := e.ShiftOn(n, state.Carer(c))
		if !ok || len(out) == reasonsPerVisit {
			continue
		}
		id := h.Problem.Carers[c].ID
		out = append(out, model.Reason{Carer: id, Date: v.Date, Shift: shift, Blocks: []model.Violation{{
			Rule: model.RulePair, Level: model.Law, Visit: v.ID, Person: h.Problem.People[v.Person].ID, Date: v.Date,
			At: h.Calendar.Local(v.Windows[0].Open, v.Date), Amount: 1, Limit: int64(v.Need), Unit: "carer",
			Score: model.Score{Breaches: 1},
		}}})
	}
	return out
}

// explainMissing gives every visit that a rota leaves out its reasons and, to the first ones by
// priority, the one change that would place it.
func explainMissing(ctx context.Context, p *model.Problem, job search.Job, best *search.Engine, rota *model.Rota) {
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
		placings := e.Placings(n)
		u.Reasons = reasons(e, n, placings, base)
		if i < len(openings) {
			openings[i] = e.Openings(n, placings)
		}
	}
	search.Spread(job.Workers, len(openings), func(i int) {
		if u := &rota.Unallocated[i]; ctx.Err() == nil {
			u.Remedy = remedy(p, rota, u, openings[i], in)
		}
	})
}
