package design

import (
	"context"
	"math"
	"math/rand/v2"
)

// start seeds the patches far from one another and lets them grow: always the one with the fewest minutes of contact takes the
// nearest free atom at its edge.
func (p *plan) start(rng *rand.Rand) {
	g := p.g
	n, k := len(g.atoms), len(p.members)
	far := make([]int64, n) // seconds to the nearest seed
	for a := range far {
		far[a] = math.MaxInt64
	}
	lead := make([]int, k) // first unit of each seed
	for j := range k {
		a := pick(rng, g, far, p.of)
		p.put(a, j)
		lead[j] = g.atoms[a][0]
		for b := range far {
			far[b] = min(far[b], g.to(lead[j], g.atoms[b][0]))
		}
	}
	for free := n - k; free > 0; free-- {
		patch, atom := -1, -1
		for j := range k {
			if patch >= 0 && p.contact[j] >= p.contact[patch] {
				continue
			}
			best := -1
			for _, a := range p.members[j] {
				for _, b := range g.near[a] {
					if p.of[b] < 0 && (best < 0 || g.to(lead[j], g.atoms[b][0]) < g.to(lead[j], g.atoms[best][0])) {
						best = b
					}
				}
			}
			if best >= 0 {
				patch, atom = j, best
			}
		}
		p.put(atom, patch) // there is one: the ground hangs together
	}
	for j := range k {
		p.settle(j)
	}
}

// pick draws a free atom, the likelier the further it is from those drawn and the more contact it has.
func pick(rng *rand.Rand, g *ground, far []int64, of []int) int {
	chance := func(a int) float64 {
		if of[a] >= 0 {
			return 0
		}
		d := float64(min(far[a], 7200))
		return (d*d + 1) * float64(g.contact[a]+1)
	}
	sum := 0.0
	for a := range far {
		sum += chance(a)
	}
	x := rng.Float64() * sum
	last := -1
	for a := range far {
		if c := chance(a); c > 0 {
			last = a
			if x -= c; x < 0 {
				break
			}
		}
	}
	return last
}

// anneal tries moves and swaps at the edges of patches; at first many that make the plan dearer are kept, in the end none. The
// best plan of all is left.
func (p *plan) anneal(ctx context.Context, rng *rand.Rand, steps int) {
	if len(p.members) < 2 || p.cost == 0 {
		return
	}
	hot := float64(p.cost) / float64(len(p.members)) / 10
	cold := hot / 1e4
	heat := hot
	best, kept := p.cost, append([]int(nil), p.of...)
	keep := func(more int64) bool { return more <= 0 || rng.Float64() < math.Exp(-float64(more)/heat) }
	for i := range steps {
		if i%1024 == 0 {
			if ctx.Err() != nil {
				return
			}
			heat = hot * math.Pow(cold/hot, float64(i)/float64(steps))
		}
		if p.attempt(rng, keep) && p.cost < best {
			best = p.cost
			copy(kept, p.of)
		}
	}
	p.back(kept)
}

// attempt tries one move of an atom to the patch of a neighbour, or with an atom of it in return.
func (p *plan) attempt(rng *rand.Rand, keep func(int64) bool) bool {
	a := rng.IntN(len(p.of))
	near := p.g.near[a]
	if len(near) == 0 {
		return false
	}
	j := p.of[near[rng.IntN(len(near))]]
	from := p.of[a]
	if j == from {
		return false
	}
	if rng.IntN(3) > 0 {
		return p.try([]int{a}, []int{j}, keep)
	}
	b := p.members[j][rng.IntN(len(p.members[j]))]
	if !p.beside(b, from) {
		return false
	}
	return p.try([]int{a, b}, []int{j, from}, keep)
}

// back puts every atom where it was.
func (p *plan) back(of []int) {
	for a, j := range of {
		if p.of[a] != j {
			p.drop(a)
			p.put(a, j)
		}
	}
	for j := range p.costs {
		p.settle(j)
	}
}

// descend makes the best move of all as long as there is one that helps: an atom to the patch next door, or two that change
// places. At most so many units move (0: any number).
func (p *plan) descend(ctx context.Context, most int) {
	moved := 0
	units := func(list []int) (n int) {
		for _, a := range list {
			n += len(p.g.atoms[a])
		}
		return n
	}
	for ctx.Err() == nil {
		var atoms, to []int
		gain := int64(0)
		look := func(list, patches []int) {
			if most > 0 && moved+units(list) > most {
				return
			}
			p.try(list, patches, func(more int64) bool {
				if more < gain {
					gain = more
					atoms, to = append([]int(nil), list...), append([]int(nil), patches...)
				}
				return false
			})
		}
		p.lookAround(look)
		if gain == 0 {
			return
		}
		p.try(atoms, to, func(int64) bool { return true })
		moved += units(atoms)
	}
}

// lookAround calls look for all moves at the edges, and for all swaps of two atoms at the same edge.
func (p *plan) lookAround(look func(atoms, to []int)) {
	for a := range p.of {
		from := p.of[a]
		seen := map[int]bool{from: true}
		for _, n := range p.g.near[a] {
			j := p.of[n]
			if seen[j] {
				continue
			}
			seen[j] = true
			look([]int{a}, []int{j})
			for _, b := range append([]int(nil), p.members[j]...) {
				if b > a && p.beside(b, from) {
					look([]int{a, b}, []int{j, from})
				}
			}
		}
	}
}
