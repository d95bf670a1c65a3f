package ledger

import (
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// Compare sets what a plan counts with against the books that were kept. A plan goes by the tables alone, and they may be
// too short: records of earlier weeks that only the books have, a period that was granted something else, a visit that
// drew on another pool. Where a pool then has more or less for a period of the plan than the books say, a warning tells;
// what the books themselves find wrong of a pool [Keep] says.
func Compare(h *model.Horizon, kept *Book) model.Diagnostics {
	if kept == nil || len(h.Pools) == 0 {
		return nil
	}
	start := h.Calendar.Start()
	s, _ := Gather(h, nil, kept, 0)
	s.Visits = slices.DeleteFunc(s.Visits, func(v Visit) bool { return v.Date >= start })
	past := kept.Of(func(e *Entry) bool { return e.Visit == "" || e.Date < start })
	books, wrong := s.Keep(past)
	told := map[int]bool{}
	for _, w := range wrong {
		if w.table == "pools" && w.Code != "E1550" {
			told[w.row] = true
		}
	}
	var out model.Diagnostics
	for i := range h.Pools {
		x := &h.Problem.Pools[i]
		d, differs := books.differs(h, i)
		if differs && !told[i] {
			d.Code, d.Column, d.Value = "W2084", "period_start", x.PeriodStart.String()
			out = append(out, advised(h.Problem.Located(d, "pools", i)))
		}
	}
	return out
}

// differs finds the first period of a pool in the plan for which the tables leave something else than these books, both
// before anything is planned.
func (l *Ledger) differs(h *model.Horizon, pool int) (model.Diagnostic, bool) {
	x, d := &h.Problem.Pools[pool], &h.Pools[pool]
	res := int64(h.Calendar.Resolution())
	for k, t := range x.Account(d.Used, res) {
		n := slices.IndexFunc(l.Periods, func(p Period) bool { return p.Pool == x.ID && p.From == t.First })
		if k < d.First || n < 0 || l.Periods[n].Left == t.Left/res {
			continue
		}
		figures := fmt.Sprintf("has %d minutes left for the period from %s before anything is planned, and by %s it has %d", t.Left/res, t.First, model.LedgerFile, l.Periods[n].Left)
		out := model.Diagnostic{Message: fmt.Sprintf("pool %q %s", x.ID, figures)}
		if x.OwnerKind != model.OwnPerson && x.OwnerKind != model.OwnHousehold { // whose hours are their own business
			out.Figures = "the pool " + figures
		}
		return out, true
	}
	return model.Diagnostic{}, false
}
