package solver_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
	"github.com/milltir/milltir/staff"
)

// TestNoRotaBelowTheStaffProven: whatever full and lawful rota the search finds of small problems with every
// convention, links and patterns, it has no fewer shifts and paid minutes than milltir staff proves.
func TestNoRotaBelowTheStaffProven(t *testing.T) {
	seeds, found, more := 150, 0, 0
	if testing.Short() {
		seeds = 50
	}
	for seed := range uint64(seeds) {
		p := tiny.Problem(rand.New(rand.NewPCG(seed, 5)))
		ease(p, seed%2 == 0)
		h, err := model.Expand(p)
		require.NoError(t, err)
		result, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 60, Islands: 1, Seed: seed})
		require.NoError(t, err)
		fill(p, h, result.Rota)
		h, err = model.Expand(p)
		require.NoError(t, err)
		v, err := check.Horizon(h, result.Rota)
		require.NoError(t, err)
		r, err := staff.Determine(context.Background(), h, result.Rota, staff.Options{})
		require.NoError(t, err)
		r.Compare(h, result.Rota, v.Score, v.Measures)
		if !r.Rota.Full || !r.Rota.Lawful {
			continue
		}
		found++
		require.False(t, r.Team.None, "seed %d", seed)
		require.LessOrEqual(t, r.Team.LeastShifts, r.Rota.Shifts, "seed %d", seed)
		require.LessOrEqual(t, r.Team.LeastPaid, r.Rota.Paid, "seed %d", seed)
		require.LessOrEqual(t, r.Needs[0].LeastShifts, r.Rota.Shifts, "seed %d", seed)
		if !r.Rota.UnderAny {
			require.False(t, r.Team.KeptNone, "seed %d", seed)
			require.LessOrEqual(t, r.Team.KeptPaid, r.Rota.Paid, "seed %d", seed)
			require.LessOrEqual(t, r.Team.KeptShifts, r.Rota.Shifts, "seed %d", seed)
		}
		if r.Rota.Shifts > r.Needs[0].LeastShifts {
			more++
		}
	}
	t.Logf("%d full and lawful rotas, %d of them with more shifts than kinds need", found, more)
	require.Greater(t, found, seeds/3)
	require.Greater(t, found, more, "a bound of 0 would pass too")
}

// fill makes a rota a full one, by what it was made for: visits that it leaves out are optional, and cover
// that it does not have is not needed.
func fill(p *model.Problem, h *model.Horizon, rota *model.Rota) {
	for _, u := range rota.Unallocated {
		for i := range p.Visits {
			if v := &p.Visits[i]; v.ID == u.Visit {
				v.Optional = true
			}
		}
	}
	for i := range p.Visits { // packages are optional as a whole
		v := &p.Visits[i]
		out := func(x model.Visit) bool { return x.Person == v.Person && x.Optional }
		in := func(x model.Pattern) bool { return x.Visit == v.ID }
		v.Optional = v.Optional || slices.ContainsFunc(p.Patterns, in) && slices.ContainsFunc(p.Visits, out)
	}
	there := make([]int, len(p.Cover))
	for i := range there {
		there[i] = 1 << 30
	}
	for n := range h.Cover {
		c, seen := &h.Cover[n], make(map[int]bool)
		for i := range rota.Runs {
			run := &rota.Runs[i]
			for k := range h.Shifts {
				s := &h.Shifts[k]
				if id := h.Carer(run.Carer); s.ID == run.Shift && s.Date == run.Date && (s.Carer < 0 || s.Carer == id) && c.Counts(h, s, id) {
					seen[id] = true
				}
			}
		}
		there[c.Row] = min(there[c.Row], len(seen))
	}
	for i := range p.Cover {
		p.Cover[i].Needed = min(p.Cover[i].Needed, there[i])
	}
}

// ease makes a problem one that a full and lawful rota is likely for: carers who can do all and, with bank, more of them
// with shifts of their own, without whom a row of a drawn carer that is too strict is felt; what is not about visits,
// shifts and hours stays as it was drawn.
func ease(p *model.Problem, bank bool) {
	var skills []model.DatedSkill
	for i := range p.Visits {
		for _, k := range p.Visits[i].Skills {
			skills = append(skills, model.DatedSkill{Skill: k})
		}
		for _, r := range p.Visits[i].Roles {
			for _, k := range r.Skills {
				skills = append(skills, model.DatedSkill{Skill: k})
			}
		}
	}
	p.Pins, p.Colleagues, p.Absences, p.Availability, p.CarerHours = nil, nil, nil, nil, nil
	for i := range p.Shifts {
		p.Shifts[i].Status = model.Open
	}
	for i := range p.People {
		x := &p.People[i]
		x.Only, x.Never, x.LanguageNeed, x.GenderNeed, x.Pets, x.Smoking, x.Stairs, x.LoneAfter = nil, nil, "", "", false, false, false, 0
		x.Funding, x.AgreementShort = model.FundingSelf, p.Plan.Start.Add(-30)
	}
	for i := range p.Carers {
		p.Carers[i].Skills, p.Carers[i].RidesWith, p.Carers[i].RequiresPair, p.Carers[i].Born = skills, "", false, 0
	}
	for i := range 3 {
		if !bank {
			break
		}
		id := model.CarerID(fmt.Sprint("more", i))
		p.Carers = append(p.Carers, model.Carer{ID: id, Name: string(id), Patch: p.Patches[0].ID, Mode: model.ModeCar, Skills: skills, Contract: model.Contract{Kind: model.Bank, MaxWeek: 6000}})
		for d, from := range []int{5 * 60, 13 * 60} {
			p.Shifts = append(p.Shifts, model.Shift{
				ID: model.ShiftID(fmt.Sprint(id, d)), Carer: id, Days: model.EveryDay, Start: model.Clock(from), End: model.Clock(from + 480), Status: model.Open,
			})
		}
	}
}
