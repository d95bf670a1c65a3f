package inrc2

import (
	"fmt"
	"io"
	"time"

	"github.com/milltir/milltir/model"
)

// weekly is an instance as the competition gave it, week by week.
type weekly struct{ *instance }

// Stages implements [suite.Staged].
func (in weekly) Stages() int { return len(in.weeks) }

// Stage is the week after those before: their history, and this week's data alone.
func (in weekly) Stage(before []*model.Rota) (*model.Problem, time.Duration, error) {
	s, h := in.scenario, in.start
	for _, r := range before {
		for _, x := range s.solutions(r) {
			next, err := s.Next(h, x)
			if err != nil {
				return nil, 0, err
			}
			h = next
		}
	}
	p, err := s.problem(h, in.weeks[h.Week:h.Week+1])
	if err != nil {
		return nil, 0, err
	}
	p.Name = fmt.Sprintf("%s, week %d", in.name, h.Week)
	for n := range s.Nurses {
		s.share(p, n, &h.Nurses[n], s.Weeks-h.Week)
	}
	return p, Limit2015.Stage(len(s.Nurses)), nil
}

// share promises a nurse the week's share of what is left of the contract's totals, in so many weeks. Where
// the weekends left are fewer than the weeks, one costs as much of its price as they fall short: half of
// that for each of its days, as contracts that want whole weekends work both.
func (s *Scenario) share(p *model.Problem, n int, past *Past, weeks int) {
	x := s.contract(n)
	least, most := x.Total.Min-past.Assignments, x.Total.Max-past.Assignments
	left := max(0, x.Weekends-past.Weekends)
	s.promise(p, n, Bounds{max(0, least) / weeks, (max(0, most) + weeks - 1) / weeks}, min(left, 1))
	if left == 0 || left >= weeks {
		return
	}
	price := float64(known[weekends].weight) * float64(weeks-left) / float64(weeks) / 2
	for d := saturday; d <= sunday; d++ {
		p.Requests = append(p.Requests, model.Request{
			Carer: p.Carers[n].ID, Days: 1 << d, Want: model.WantOff, Weight: new(price / float64(known[requests].weight)),
		})
	}
}

// WriteStages writes the weeks one after the other.
func (in weekly) WriteStages(w io.Writer, rotas []*model.Rota) error {
	var weeks []*Solution
	for _, r := range rotas {
		weeks = append(weeks, in.scenario.solutions(r)...)
	}
	return WriteSolution(w, in.scenario, weeks...)
}
