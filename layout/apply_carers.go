package layout

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

// mostMoves bounds the passes that put carers who were split right; each makes the balance better, so that few are needed.
const mostMoves = 100

// crew is a carer with those who ride with them: they stay together.
type crew struct {
	carers   []int // of the Problem's, the driver first
	minutes  int
	home     geo.Point
	homeless bool
	provider string
	may      []bool // by patch
}

// carers sends carers to patches by the rule, and lets where they may be lent follow.
func (a *applying) carers() {
	crews := a.crews()
	if len(a.found.Errors()) > 0 {
		return
	}
	if a.o.Carers == Balanced {
		a.balance(crews)
	} else {
		a.byHome(crews)
	}
	for i := range a.q.Carers {
		x := &a.q.Carers[i]
		k, ok := a.teams[x.ID]
		if !ok {
			continue // told
		}
		x.Patch = a.id(k)
		x.OtherPatches = a.lent(x)
	}
}

// lent gives where a carer may be lent: where at least a tenth of a patch's contact went, or most of it.
func (a *applying) lent(x *model.Carer) []model.PatchID {
	const part = 10
	var out []model.PatchID
	for k := range a.l.Patches {
		id := a.id(k)
		if id == x.Patch || !a.q.MayServe(x.Patch, id) {
			continue
		}
		for _, o := range x.OtherPatches {
			old, ok := a.olds[o]
			if ok && (k == a.main(old) || part*a.went[old][k] >= sum(a.went[old]) && a.went[old][k] > 0) && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// crews puts carers and who rides with them together.
func (a *applying) crews() []crew {
	hours := Paid(a.p)
	of := map[model.PatchID]string{}
	for i := range a.p.Patches {
		of[a.p.Patches[i].ID] = a.p.Patches[i].Provider
	}
	at, out := map[model.CarerID]int{}, []crew{}
	for i := range a.p.Carers {
		x := &a.p.Carers[i]
		if x.RidesWith != "" && x.RidesWith != x.ID && slices.ContainsFunc(a.p.Carers, func(d model.Carer) bool { return d.ID == x.RidesWith && d.RidesWith == "" }) {
			continue
		}
		c := crew{carers: []int{i}, minutes: hours[x.ID], home: geo.LatLon(x.HomeLat, x.HomeLon), homeless: x.HomeLat == 0 && x.HomeLon == 0, provider: of[x.Patch]}
		c.may = make([]bool, len(a.l.Patches))
		for k := range c.may {
			c.may[k] = !a.q.Shared() || a.q.Patches[k].Provider == c.provider
		}
		if !slices.Contains(c.may, true) {
			a.say("E1648",
				fmt.Sprintf("carer %q is of the provider %q, and no patch of the layout is", x.ID, c.provider),
				"Give a patch the provider, or name none")
		}
		at[x.ID], out = len(out), append(out, c)
	}
	for i := range a.p.Carers {
		x := &a.p.Carers[i]
		if k, ok := at[x.RidesWith]; ok {
			if _, own := at[x.ID]; !own {
				out[k].carers = append(out[k].carers, i)
				out[k].minutes += hours[x.ID]
			}
		}
	}
	return out
}

// Paid gives the minutes of the plan that each carer is there for: given shifts less their breaks; else what the contract
// guarantees. Who has neither counts for nothing.
func Paid(p *model.Problem) map[model.CarerID]int {
	out := map[model.CarerID]int{}
	for i := range p.Shifts {
		s := &p.Shifts[i]
		length := s.End.Minutes() - s.Start.Minutes()
		if s.Break != nil {
			length -= *s.Break
		}
		if s.Status != model.Given || s.Kind == model.OnCall || length <= 0 {
			continue
		}
		for _, who := range p.Worked(s) {
			out[who] += length
		}
	}
	for i := range p.Carers {
		x := &p.Carers[i]
		if paid := x.Contract.Kind == model.Guaranteed || x.Contract.Kind == model.Salaried; out[x.ID] == 0 && paid {
			out[x.ID] = max(x.Contract.MinWeek*max(1, p.Plan.Weeks), x.Contract.MinPlan, x.Contract.Min4w*max(1, p.Plan.Weeks)/4)
		}
	}
	return out
}

// put books a crew into a patch.
func (a *applying) put(c *crew, k int) {
	for _, i := range c.carers {
		a.teams[a.p.Carers[i].ID] = k
	}
}

// follow is where most of a crew's old patch went that it may go to.
func (a *applying) follow(c *crew) int {
	best := slices.Index(c.may, true)
	if old, ok := a.olds[a.p.Carers[c.carers[0]].Patch]; ok {
		for k, n := range a.went[old] {
			if c.may[k] && n > a.went[old][best] {
				best = k
			}
		}
	}
	return best
}

// balance shares carers out: each patch gets so large a part of all their minutes as its people have of contact, at the least
// distance from homes to people (the mean over a patch's people by their minutes). That is a transportation problem; where its
// answer splits a crew, it goes whole to one of the patches, so that the sum of squared differences is least.
func (a *applying) balance(crews []crew) {
	groups := map[string][]int{}
	var names []string
	for i := range crews {
		name := ""
		if a.q.Shared() {
			name = crews[i].provider
		}
		if groups[name] == nil {
			names = append(names, name)
		}
		groups[name] = append(groups[name], i)
	}
	costs := a.costs(crews)
	for _, name := range names {
		a.balanceOf(crews, groups[name], costs)
	}
}

// balanceOf shares out the crews of one provider.
func (a *applying) balanceOf(crews []crew, group []int, costs [][]int64) {
	weights := make([]int, len(a.l.Patches))
	for k := range weights {
		if crews[group[0]].may[k] {
			weights[k] = a.demand[k]
		}
	}
	if sum(weights) == 0 {
		for k := range weights {
			if crews[group[0]].may[k] {
				weights[k] = 1
			}
		}
	}
	supply, cost, all := []int{}, [][]int64{}, 0
	for _, i := range group {
		supply, cost, all = append(supply, crews[i].minutes), append(cost, costs[i]), all+crews[i].minutes
	}
	target := split(all, weights)
	flow := transport(supply, target, cost)
	load := make([]int, len(target))
	at, torn := make([]int, len(group)), []int{}
	for n, i := range group {
		at[n] = -1
		parts := 0
		for k, f := range flow[n] {
			if f > 0 {
				parts++
				if at[n] < 0 || f > flow[n][at[n]] {
					at[n] = k
				}
			}
		}
		switch {
		case parts == 0: // nobody counts on them: the patch that is nearest
			at[n] = cheapest(costs[i], weights)
		case parts > 1:
			torn = append(torn, n)
		}
		load[at[n]] += supply[n]
	}
	mend(torn, flow, supply, at, load, target)
	for n, i := range group {
		a.put(&crews[i], at[n])
	}
}

// cheapest is the patch of least cost that anybody is wanted in.
func cheapest(cost []int64, weights []int) int {
	best := -1
	for k, c := range cost {
		if weights[k] > 0 && (best < 0 || c < cost[best]) {
			best = k
		}
	}
	return best
}

// mend moves those whom the flow splits between its parts as long as that makes the squared differences less.
func mend(torn []int, flow [][]int, supply, at, load, target []int) {
	slices.SortStableFunc(torn, func(a, b int) int { return cmp.Compare(supply[b], supply[a]) })
	for range mostMoves {
		moved := false
		for _, n := range torn {
			for k, f := range flow[n] {
				s, old := supply[n], at[n]
				if f == 0 || k == old {
					continue
				}
				// (d+s)² + (e−s)² < d² + e², where d and e are what the new and the old patch have too much
				if d, e := load[k]-target[k], load[old]-target[old]; d+s < e {
					load[k], load[old], at[n], moved = load[k]+s, load[old]-s, k, true
				}
			}
		}
		if !moved {
			return
		}
	}
}

// costs are metres from each crew's home to the people of each patch, the mean by minutes of contact.
func (a *applying) costs(crews []crew) [][]int64 {
	type home struct {
		patch  int
		at     geo.Point
		weight float64
	}
	var homes []home
	lived := make([]float64, len(a.l.Patches))
	for i := range a.q.People {
		id := a.q.People[i].ID
		at, ok := a.homes[id]
		if !ok {
			continue
		}
		h := home{a.news[id], at, float64(a.minutes[id] + 1)}
		homes = append(homes, h)
		lived[h.patch] += h.weight
	}
	out := make([][]int64, len(crews))
	for i := range crews {
		c := &crews[i]
		out[i] = make([]int64, len(a.l.Patches))
		far := make([]float64, len(a.l.Patches))
		for _, h := range homes {
			if !c.homeless && c.may[h.patch] {
				far[h.patch] += h.weight * a.distance(c.home, h.at)
			}
		}
		for k := range far {
			switch {
			case !c.may[k]:
				out[i][k] = noWay
			case lived[k] > 0:
				out[i][k] = int64(far[k] / lived[k])
			case !c.homeless:
				middle, _ := a.middle(k)
				out[i][k] = int64(a.distance(c.home, middle))
			}
		}
	}
	return out
}
