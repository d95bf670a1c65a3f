package compare

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// fallen is how many carers of a patch are ill at once.
const fallen = 2

// ill says, by patch, how many attendance-minutes are lost when its two busiest carers are ill for the whole plan: those
// with the most contact minutes in the patch's own rota, by id where they have as many. The patch is planned anew without
// them, with the budget that it had with them, and what is done then is set against what was done. Nobody else's patch
// helps: it may have its own two ill. Both are results of a search, so a patch with much slack may lose a little less
// than nothing.
func (k *county) ill(ctx context.Context) ([]float64, error) {
	lost := make([]float64, len(k.parts))
	for i := range k.parts {
		x := &k.parts[i]
		if x.rota == nil || x.done == 0 || k.o.Budget.NobodyIll {
			continue
		}
		q := *x.p
		q.Absences = slices.Clone(q.Absences)
		last := q.Plan.Start.Add(7*max(1, q.Plan.Weeks) - 1)
		for _, c := range busiest(x.rota) { // whoever is away for a day already is away for all of it
			q.Absences = slices.DeleteFunc(q.Absences, func(a model.Absence) bool { return a.Carer == c })
			q.Absences = append(q.Absences, model.Absence{
				Carer: c, From: model.Moment{Date: q.Plan.Start}, To: model.Moment{Date: last}, Kind: "sick",
			})
		}
		result, err := solver.Solve(ctx, &q, k.options("ill "+string(x.id), x.budget))
		if err != nil {
			return nil, fmt.Errorf("patch %q with two carers ill: %w", x.id, err)
		}
		lost[i] = float64(x.done - result.Rota.Measures.MinutesAllocated)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return lost, nil
}

// busiest are the carers with the most contact.
func busiest(r *model.Rota) []model.CarerID {
	list := slices.Clone(r.Measures.Carers)
	slices.SortFunc(list, func(a, b model.CarerBalance) int {
		return cmp.Or(cmp.Compare(b.Contact, a.Contact), cmp.Compare(a.Carer, b.Carer))
	})
	var out []model.CarerID
	for _, c := range list[:min(fallen, len(list))] {
		if c.Contact > 0 {
			out = append(out, c.Carer)
		}
	}
	return out
}
