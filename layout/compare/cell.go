package compare

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"

	"github.com/milltir/milltir/layout/verdict"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
)

// county is one week under one layout on its way to a cell.
type county struct {
	p     *model.Problem
	h     *model.Horizon
	o     *Options
	name  string // of the seeds
	parts []part

	rota *model.Rota
	v    *check.Verdict

	aloneOut, lentIn int
}

// part is one patch on its own.
type part struct {
	id     model.PatchID
	p      *model.Problem
	budget int64       // iterations
	rota   *model.Rota // nil where there is nobody
	done   int         // attendance-minutes
}

// cell plans a week under a layout, has it judged, and measures it.
func (r *runner) cell(ctx context.Context, j job) (*verdict.Cell, error) {
	world, err := r.world(j.week)
	if err != nil {
		return nil, err
	}
	l := &r.o.Layouts[j.layout]
	p, err := l.Apply(world)
	if err != nil {
		return nil, err
	}
	k := &county{p: p, o: &r.o, name: fmt.Sprintf("%s\n%d\n%d\n%d", l.Name, j.week, j.seed, r.o.Seed)}
	p.WithoutStandIns() // nor may a cell have other legs than the next
	if k.h, err = model.ExpandContext(ctx, p.Canonical()); err != nil {
		return nil, err
	}
	if err := k.alone(ctx); err != nil {
		return nil, err
	}
	if err := k.together(ctx); err != nil {
		return nil, err
	}
	lost, err := k.ill(ctx)
	if err != nil {
		return nil, err
	}
	c, err := k.measure(lost)
	if err != nil {
		return nil, err
	}
	c.Layout, c.Week, c.Seed = l.Name, j.week, j.seed
	return c, ctx.Err()
}

// options of a search, with a seed that depends on what is searched for and on nothing else. One island and one worker:
// cells are what runs side by side.
func (k *county) options(what string, iterations int64) solver.Options {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s\n%s", k.name, what)
	return solver.Options{Iterations: max(1, iterations), Islands: 1, Workers: 1, Seed: cmp.Or(h.Sum64(), 1), Bare: true}
}

// alone plans every patch with its own carers only.
func (k *county) alone(ctx context.Context) error {
	for i := range k.p.Patches {
		x := part{id: k.p.Patches[i].ID}
		x.p = k.p.OfPatches(x.id)
		if len(x.p.Visits) > 0 || len(x.p.Carers) > 0 {
			x.budget = int64(k.o.Budget.PerVisit * float64(dated(x.p)))
			result, err := solver.Solve(ctx, x.p, k.options("alone "+string(x.id), x.budget))
			if err != nil {
				return fmt.Errorf("patch %q: %w", x.id, err)
			}
			x.rota, x.done = result.Rota, result.Rota.Measures.MinutesAllocated
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		k.parts = append(k.parts, x)
	}
	return nil
}

// dated is about how many visits a plan has: the budget goes by it.
func dated(p *model.Problem) (n int) {
	for w := range max(1, p.Plan.Weeks) {
		for d := range 7 {
			on := p.Plan.Start.Add(7*w + d)
			for i := range p.Visits {
				if p.Falls(&p.Visits[i], on) {
					n++
				}
			}
		}
	}
	return n
}

// together makes one rota of the patches', has it judged as such, and searches on from it over the whole week: neighbours may
// take what was left out, at the price of rule lending, and what several patches share finds its place. Every layout has the
// same number of steps for that, whatever its patches left out, and also where they left out nothing. What it does not better
// stays as it was.
func (k *county) together(ctx context.Context) error {
	k.rota = k.union()
	v, err := check.Horizon(k.h, k.rota)
	if err != nil {
		return err
	}
	k.v, k.rota.Measures, k.rota.Score = v, v.Measures, v.Score
	k.aloneOut = v.Measures.MinutesNeeded - v.Measures.MinutesAllocated
	if k.o.Budget.Lending < 0 {
		return nil
	}
	o := k.options("together", k.o.Budget.joint(dated(k.p)))
	o.From = k.rota
	result, err := solver.Solve(ctx, k.p, o)
	if err != nil {
		return err
	}
	if result.Score.Compare(v.Score) >= 0 {
		return nil
	}
	k.rota, k.v = result.Rota, result.Verdict
	k.lentIn = k.v.Measures.MinutesAllocated - v.Measures.MinutesAllocated
	return nil
}

// union is the rotas of all patches as one.
func (k *county) union() *model.Rota {
	out := &model.Rota{Format: 1, Name: k.p.Name, Start: k.p.Plan.Start, Weeks: max(1, k.p.Plan.Weeks)}
	for _, x := range k.parts {
		if x.rota != nil {
			out.Runs = append(out.Runs, x.rota.Runs...)
		}
	}
	slices.SortStableFunc(out.Runs, func(a, b model.Run) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Carer, b.Carer))
	})
	return out
}
