package compare

import (
	"fmt"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/model"
)

// Made gives weeks of an area: a new one, with other people and carers, for every number and repetition. Its key is the
// first of them, so that cells of another generator, or of other figures, are not taken for its own.
func Made(area *generate.Area, params generate.CountyParams, repetition uint64) (World, error) {
	week := func(w int) (*model.Problem, error) {
		p, err := generate.County(area, params, repetition*1_000_003+uint64(w)+1)
		if err != nil {
			return nil, fmt.Errorf("week %d: %w", w+1, err)
		}
		if len(p.Rates) == 0 {
			p.Rates = []model.Rate{generate.RealLivingWage} // so that cost can be told
		}
		return p, nil
	}
	first, err := week(0)
	if err != nil {
		return World{}, err
	}
	return World{
		Key: fmt.Sprintf("made %d %s", repetition, first.Hash()),
		Week: func(w int) (*model.Problem, error) {
			if w == 0 {
				return first, nil
			}
			return week(w)
		},
	}, nil
}

// Given gives the weeks of a plan, each on its own: as many as it has.
func Given(p *model.Problem) World {
	return World{
		Key: "given " + p.Hash(),
		Week: func(week int) (*model.Problem, error) {
			if n := max(1, p.Plan.Weeks); week >= n {
				return nil, fmt.Errorf("the workspace plans %d weeks, and week %d is asked for", n, week+1)
			}
			q := *p
			if q.Plan.CycleAnchor == 0 {
				q.Plan.CycleAnchor = q.Plan.Start
			}
			q.Plan.Start, q.Plan.Weeks = q.Plan.Start.Add(7*week), 1
			return &q, nil
		},
	}
}
