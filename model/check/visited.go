package check

import "github.com/milltir/milltir/model"

// Visited is a dated visit as a rota has it, for pages that add care up: when it starts, and what its
// attendances come to together, in ticks. Nobody comes where Care is 0.
type Visited struct {
	Visit int // index of the Horizon's visits
	Start int64
	Care  int64
	Drawn int64 // on its pool
	Done  bool  // by all the carers it takes
	// Promised is false for what is optional, and for all but one of the packages a person may have.
	Promised bool
}

// Visits reads off every dated visit. The error is that of [Horizon].
func Visits(h *model.Horizon, r *model.Rota) ([]Visited, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, err
	}
	counted := h.Counted(j.allocated)
	out := make([]Visited, len(h.Visits))
	for v := range out {
		out[v] = Visited{Visit: v, Start: j.visits[v].start, Done: j.allocated(v), Promised: counted[v] && !h.Visits[v].Optional}
		if pool := h.Visits[v].Pool; pool >= 0 {
			out[v].Drawn = j.draws(v, &h.Problem.Pools[pool])
		}
		for _, a := range j.visits[v].by {
			out[v].Care += a.stop.length()
		}
	}
	return out, nil
}
