package solver

import (
	"context"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// Leant is a rota that was searched for under a leaning: its score, shares, measures and verdict are under the
// workspace's own sheet, so that rotas of several leanings compare.
type Leant struct {
	*Result
	Leaning model.Leaning
	Sought  model.Score // under the leaning's sheet

	under *model.Horizon // the workspace under that sheet
}

// Lean makes a rota as [Solve] does, under the sheet of a leaning. Its stamp names that sheet, and the tables as the
// workspace has them.
func Lean(ctx context.Context, h *model.Horizon, l model.Leaning, o Options) (out *Leant, err error) {
	defer catch(&err)
	p := h.Problem.Lean(l)
	result, err := Solve(ctx, p, o)
	if err != nil {
		return nil, err
	}
	out = &Leant{Result: result, Leaning: l, Sought: result.Score}
	if out.under, err = h.Variant(p); err != nil {
		return nil, err
	}
	v, err := check.Horizon(h, result.Rota)
	if err != nil {
		return nil, bugf("the judge refuses our own rota: %v", err)
	}
	result.Verdict, result.Score, result.Horizon = v, v.Score, h
	result.Rota.Score, result.Rota.Shares, result.Rota.Measures = v.Score, v.Shares, v.Measures
	result.Rota.Stamp.Problem = h.Problem.Hash()
	return out, nil
}

// Behind tells whether one of other rotas is better than this one under its own leaning: then its search was too short
// to show what the leaning can give.
func (l *Leant) Behind(others []*Leant) (better []*Leant, err error) {
	for _, x := range others {
		v, err := check.Horizon(l.under, x.Rota)
		if err != nil {
			return nil, err
		}
		if v.Score.Compare(l.Sought) < 0 {
			better = append(better, x)
		}
	}
	return better, nil
}
