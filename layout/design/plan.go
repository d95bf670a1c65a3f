package design

import "slices"

// What the parts of the score weigh. A minute of contact whose way to another of its patch is a second longer, over the mean of
// all of them, counts 1; a second longer to the nearest of them, enough times, counts nearby. A patch whose contact is off the mean by a
// share x pays for each of its minutes x times balance seconds, and x beyond the tolerance beyond times; one whose carers' homes
// are off its part of the contact pays home seconds likewise. Of the weights tried these made the rotas of eight weeks shortest
// on the road (docs/adr/0031): a patch a tenth off the mean pays a minute on the way to each of its minutes of contact.
const (
	nearby  = 3
	balance = 600
	beyond  = 6_000
	home    = 50
)

// plan is an assignment of atoms to patches, with what it costs.
type plan struct {
	g         *ground
	of        []int     // by atom: its patch
	members   [][]int   // by patch: atoms, in no order
	slot      []int     // by atom: where it stands in members
	pulls     [][]int64 // [patch][unit]: minutes of contact of the patch times seconds to the unit
	pairs     []int64   // by patch: minutes times minutes times seconds, each pair of units once
	contact   []int64
	carers    []int64
	costs     []int64 // by patch
	cost      int64
	mean      int64 // minutes of contact of a patch, at least 1
	tolerance int64 // minutes
	allCare   int64
	allCarers int64
	mark      []int // by atom, for connected
	stamp     int
	queue     []int
}

func newPlan(g *ground, k int, o Options) *plan {
	n := len(g.atoms)
	p := &plan{
		g: g, of: make([]int, n), members: make([][]int, k), slot: make([]int, n), pulls: make([][]int64, k), pairs: make([]int64, k),
		contact: make([]int64, k), carers: make([]int64, k), costs: make([]int64, k), mark: make([]int, n),
	}
	for j := range p.pulls {
		p.pulls[j] = make([]int64, len(g.in.Units))
	}
	for a := range n {
		p.of[a] = -1
		p.allCare += g.contact[a]
		p.allCarers += g.carers[a]
	}
	p.mean = max(1, p.allCare/int64(k))
	p.tolerance = int64(o.Tolerance * float64(p.mean))
	return p
}

// take assigns all atoms as units are assigned; units of one atom go with its first.
func (p *plan) take(units []int) {
	for a, list := range p.g.atoms {
		p.put(a, units[list[0]])
	}
	for j := range p.costs {
		p.settle(j)
	}
}

// units gives the patch of each unit.
func (p *plan) units() []int {
	out := make([]int, len(p.g.in.Units))
	for u := range out {
		out[u] = p.of[p.g.atomOf[u]]
	}
	return out
}

// put adds an atom to a patch; settle makes the cost right.
func (p *plan) put(a, j int) {
	g := p.g
	p.pairs[j] += p.cross(a, j) + g.inner[a]
	for b, x := range g.pull[a] {
		p.pulls[j][b] += x
	}
	p.contact[j] += g.contact[a]
	p.carers[j] += g.carers[a]
	p.of[a], p.slot[a] = j, len(p.members[j])
	p.members[j] = append(p.members[j], a)
}

// drop takes an atom from its patch.
func (p *plan) drop(a int) {
	g, j := p.g, p.of[a]
	for b, x := range g.pull[a] {
		p.pulls[j][b] -= x
	}
	p.pairs[j] -= p.cross(a, j) + g.inner[a]
	p.contact[j] -= g.contact[a]
	p.carers[j] -= g.carers[a]
	last := p.members[j][len(p.members[j])-1]
	p.members[j][p.slot[a]], p.slot[last] = last, p.slot[a]
	p.members[j] = p.members[j][:len(p.members[j])-1]
	p.of[a] = -1
}

// cross is minutes times minutes times seconds between an atom and the units of a patch that it is not of.
func (p *plan) cross(a, j int) int64 {
	sum := int64(0)
	for _, u := range p.g.atoms[a] {
		sum += int64(p.g.in.Units[u].Contact) * p.pulls[j][u]
	}
	return sum
}

// settle works the cost of a patch out again.
func (p *plan) settle(j int) {
	p.cost -= p.costs[j]
	p.costs[j] = p.costOf(j)
	p.cost += p.costs[j]
}

func (p *plan) costOf(j int) int64 {
	return p.between(j) + nearby*p.near(j) + p.unfair(p.contact[j], p.carers[j])
}

// between is the mean way between two minutes of contact of a patch, times its minutes.
func (p *plan) between(j int) int64 {
	if p.contact[j] == 0 {
		return 0
	}
	return p.pairs[j] / p.contact[j] * 2
}

// unfair is what a patch pays for being off the mean.
func (p *plan) unfair(contact, carers int64) int64 {
	off := contact - p.mean
	if off < 0 {
		off = -off
	}
	over := max(0, off-p.tolerance)
	sum := balance*off*off/p.mean + beyond*over*over/p.mean
	if p.allCarers > 0 {
		away := carers*p.allCare/p.allCarers - contact
		sum += home * away * away / p.mean
	}
	return sum
}

// base is the unit of a patch to which the way is shortest for its minutes of contact, the first of equals; -1: it has none.
func (p *plan) base(j int) int {
	best := -1
	for _, a := range p.members[j] {
		for _, u := range p.g.atoms[a] {
			if best < 0 || p.pulls[j][u] < p.pulls[j][best] || p.pulls[j][u] == p.pulls[j][best] && u < best {
				best = u
			}
		}
	}
	return best
}

// parts is how many pieces a patch has; 0 where it is empty.
func (p *plan) parts(j int) int {
	p.stamp++
	count := 0
	for _, a := range p.members[j] {
		if p.mark[a] == p.stamp {
			continue
		}
		count++
		p.mark[a] = p.stamp
		p.queue = append(p.queue[:0], a)
		for len(p.queue) > 0 {
			at := p.queue[len(p.queue)-1]
			p.queue = p.queue[:len(p.queue)-1]
			for _, b := range p.g.near[at] {
				if p.of[b] == j && p.mark[b] != p.stamp {
					p.mark[b] = p.stamp
					p.queue = append(p.queue, b)
				}
			}
		}
	}
	return count
}

// beside tells whether an atom has a neighbour in a patch.
func (p *plan) beside(a, j int) bool {
	return slices.ContainsFunc(p.g.near[a], func(b int) bool { return p.of[b] == j })
}

// try moves atoms to patches, one each, and tells how much more that costs. It keeps the moves only if keep says so of the
// difference, and no patch that they touch has more pieces than before, or is left empty.
func (p *plan) try(atoms, to []int, keep func(more int64) bool) bool {
	var touched, pieces [4]int
	n := 0
	note := func(j int) {
		if !slices.Contains(touched[:n], j) {
			touched[n] = j
			pieces[n] = p.parts(j)
			n++
		}
	}
	var from [2]int
	for i, a := range atoms {
		from[i] = p.of[a]
		note(from[i])
		note(to[i])
	}
	before := p.cost
	for i, a := range atoms {
		p.drop(a)
		p.put(a, to[i])
	}
	sound := true
	for i := range n {
		if now := p.parts(touched[i]); now == 0 || now > max(1, pieces[i]) {
			sound = false
			break
		}
	}
	if sound {
		for _, j := range touched[:n] {
			p.settle(j)
		}
		if keep(p.cost - before) {
			return true
		}
	}
	for i := len(atoms) - 1; i >= 0; i-- {
		p.drop(atoms[i])
		p.put(atoms[i], from[i])
	}
	if sound {
		for _, j := range touched[:n] {
			p.settle(j)
		}
	}
	return false
}
