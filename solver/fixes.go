package solver

import (
	"context"
	"runtime"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver/internal/mend"
	"github.com/milltir/milltir/solver/internal/search"
)

// Fixes finds the nearest single change of a rota for every violation that the judge found in it:
// one for each, in the order of v.Violations. The rota may be anybody's: it is taken as it is
// written, nothing is timed anew. Each change named has been made in a copy and judged.
//
// A breach of law is mended if it is gone, there are fewer breaches in all and no more excess, and
// none is new. Anything else is mended if what it costs is gone, or, where less of it is better (hours,
// different carers, travel), less; if its rule costs less in the whole rota; if law is no worse; and if
// the whole score is no worse than before. Where only the last fails, and no more care is left out, the
// change that costs least is named, with its cost.
//
// The first forty breaches of law are looked at, in their order, then the forty other violations
// that cost most. For each at most 400 changes are judged.
//
// The error is a [Bug], or tells of a rota that does not belong to the problem.
func Fixes(ctx context.Context, h *model.Horizon, r *model.Rota, v *check.Verdict) (fixes []model.Fix, err error) {
	defer catch(&err)
	m, err := mend.New(h, r, v)
	if err != nil {
		return nil, err
	}
	fixes = make([]model.Fix, len(v.Violations))
	for i := range fixes {
		fixes[i].Kind = model.FixLater
	}
	chosen := mend.Chosen(v.Violations)
	search.Spread(runtime.GOMAXPROCS(0), len(chosen), func(i int) {
		fixes[chosen[i]] = m.Fix(ctx, &v.Violations[chosen[i]])
	})
	return fixes, nil
}
