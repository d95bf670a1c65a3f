package tiny

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// pools gives a third of the problems hours that bend: one or two pools, visits that draw on them, some of them
// wishes in an order, draws that the plan may propose, and what was drawn before.
func (g *maker) pools() {
	if g.one(2) || g.one(4) {
		return
	}
	for i := range 1 + g.rng.IntN(2) {
		g.pool(i)
	}
	for i := range g.p.Visits {
		v := &g.p.Visits[i]
		if v.Tied.Visit != "" || g.tiedTo(v.ID) || g.patterned(v.ID) || !g.one(2) {
			continue
		}
		v.Pool = g.p.Pools[g.rng.IntN(len(g.p.Pools))].ID
		if g.one(2) {
			v.Optional, v.Rank = true, g.rng.IntN(4)
		}
		if g.one(3) {
			v.LengthMax = v.Length + 5*g.rng.IntN(7)
		}
	}
	g.enough()
	for _, r := range model.RuleBook {
		if strings.HasPrefix(string(r.Code), "pool") && g.one(4) {
			if g.p.Objective.Levels == nil {
				g.p.Objective.Levels = make(map[model.Code]model.Level)
			}
			g.p.Objective.Levels[r.Code] = []model.Level{model.Law, model.Wishes, model.Off}[g.rng.IntN(3)]
		}
	}
}

// enough gives pools minutes until what was drawn and what must take place is not more than there is.
func (g *maker) enough() {
	for len(model.Validate(g.p).Errors()) > 0 {
		for i := range g.p.Pools {
			g.p.Pools[i].Minutes += 30
		}
	}
}

func (g *maker) pool(i int) {
	pct := []float64{0, 25, 50, 100, 250}[g.rng.IntN(5)] // above 100 minutes may be kept until they expire
	x := model.Pool{
		ID: model.PoolID(fmt.Sprintf("q%d", i)), OwnerKind: model.OwnPerson, Owners: []string{string(g.p.People[0].ID)},
		PeriodWeeks: 1 + g.rng.IntN(4), PeriodStart: g.start.Add(7 * (g.rng.IntN(5) - 3)), Minutes: 30 * g.rng.IntN(7), CarryPct: &pct,
		BroughtForward: 10 * (g.rng.IntN(7) - 1), ExpiresWeeks: 1 + g.rng.IntN(5), DayMin: 20 * g.rng.IntN(3), DayMax: 30 * g.rng.IntN(4),
		Rank: g.rng.IntN(4), Step: 5 + 5*g.rng.IntN(2),
	}
	if g.one(2) {
		x.OwnerKind, x.Owners = model.OwnPatch, []string{"north"}
		x.Sharing = []string{model.ShareEqual, model.ShareHours, model.ShareNeed, model.ShareTurn}[g.rng.IntN(4)]
	}
	if i == 0 && g.few() && g.one(2) { // few, since tests go through them all
		x.DrawMin, x.DrawMax, x.Days = 10+5*g.rng.IntN(4), 40+10*g.rng.IntN(3), g.days&-g.days
		x.Windows = []model.Window{g.window(480 + g.rng.IntN(400))}
		x.Drawers = []model.PersonID{g.p.People[g.rng.IntN(2)].ID}
	}
	if x.DayMax > 0 {
		x.DayMax = max(x.DayMax, x.DrawMin, x.DayMin)
	}
	g.p.Pools = append(g.p.Pools, x)
	if g.one(3) {
		g.p.Corrections = append(g.p.Corrections, model.Correction{Pool: x.ID, Date: x.PeriodStart.Add(7 * g.rng.IntN(6)), Minutes: 10*g.rng.IntN(15) - 55, Reason: "agreed"})
	}
	if len(g.p.Visits) > 0 && g.one(2) { // what was drawn the week before
		g.record(model.Actual{
			Visit: g.p.Visits[0].ID, Date: g.start.Add(-1 - i - 2*g.rng.IntN(4)), Carer: "c0",
			CheckIn: model.At(9+i, 0), CheckOut: model.At(9+i, 5*(1+g.rng.IntN(11))),
		})
	}
}

// record adds a record, on the last day up to its date on which its visit falls, in four weeks, and none where there is no
// such day. What has been recorded is known.
func (g *maker) record(a model.Actual) {
	visits := g.p.WithDraws().Visits
	x := &visits[slices.IndexFunc(visits, func(v model.Visit) bool { return v.ID == a.Visit })]
	for back := range 28 {
		if on := a.Date.Add(-back); g.p.Falls(x, on) {
			a.Date = on
			same := func(b model.Actual) bool { return b.Visit == a.Visit && b.Date == a.Date }
			if !slices.ContainsFunc(g.p.Actuals, same) {
				g.p.Actuals = append(g.p.Actuals, a)
			}
			if by := &g.p.Plan.AsOf; *by != (model.Moment{}) {
				by.Date = max(by.Date, a.Date)
			}
			return
		}
	}
}

// tiedTo tells whether a visit is tied to one.
func (g *maker) tiedTo(id model.VisitID) bool {
	for i := range g.p.Visits {
		if g.p.Visits[i].Tied.Visit == id {
			return true
		}
	}
	return false
}

// patterned tells whether a visit stands in a pattern.
func (g *maker) patterned(id model.VisitID) bool {
	for i := range g.p.Patterns {
		if g.p.Patterns[i].Visit == id {
			return true
		}
	}
	return false
}

// few tells whether a problem has room for two more dated visits.
func (g *maker) few() bool {
	h, err := model.Expand(g.p)
	return err == nil && len(h.Visits) < 11
}

// cuts lets visits beside hours that bend be shorter than agreed, in two of three problems that have any.
func (g *maker) cuts() {
	if len(g.p.Pools) == 0 || g.one(3) {
		return
	}
	for i := range g.p.Visits {
		if v := &g.p.Visits[i]; v.LengthMin == 0 && !v.Optional {
			v.LengthMin = max(5, v.Length-15)
		}
	}
}
