package design

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/model"
)

// nearBy is a way, in seconds, that makes neighbours whatever its detour.
const nearBy = 600

// never is the seconds of a way that nobody can go: a day.
const never = 86_400

// ground is the input as the search wants it: atoms are units, or communities of them, that are moved as one.
type ground struct {
	in       *Input
	seconds  []int64 // by pair of units: the mean of there and back
	next     [][]int // by unit: its neighbours by road, ascending
	atoms    [][]int // units
	atomOf   []int
	near     [][]int   // by atom: its neighbours
	pull     [][]int64 // [atom][unit]: minutes of contact of the atom times seconds to the unit
	inner    []int64   // by atom: the same between its own units, each pair once
	contact  []int64   // by atom
	carers   []int64
	sight    *sight
	warnings []layout.Warning
}

func newGround(in *Input, o Options) *ground {
	n := len(in.Units)
	g := &ground{in: in, seconds: make([]int64, n*n)}
	for i := range n {
		for j := range n {
			g.seconds[i*n+j] = (leg(in.Travel, i, j) + leg(in.Travel, j, i) + 1) / 2
		}
	}
	g.neighbours(o.Detour)
	g.unite(o.Together)
	g.weigh()
	g.sight = newSight(in, g.atomOf, len(g.atoms))
	return g
}

// leg is the seconds from one unit, or spot, to another; a day where there is no way, or none is known.
func leg(ways *geo.Matrix, i, j int) int64 {
	s, _, far := ways.At(i, j)
	if i == j {
		return 0
	}
	if far || s < 0 || s > never {
		return never
	}
	return int64(s)
}

// to is the seconds between two units.
func (g *ground) to(i, j int) int64 { return g.seconds[i*len(g.in.Units)+j] }

// neighbours finds who shares a border and a road. A border alone is not enough: where an estuary lies between, or a mountain,
// the way is many times as long as elsewhere over the same distance.
func (g *ground) neighbours(detour float64) {
	in := g.in
	pairs := borders(in)
	pace := typicalPace(g, pairs)
	g.next = make([][]int, len(in.Units))
	join := func(a, b int) {
		if a != b && !slices.Contains(g.next[a], b) {
			g.next[a], g.next[b] = append(g.next[a], b), append(g.next[b], a)
		}
	}
	for _, p := range pairs {
		s := g.to(p[0], p[1])
		crow := orbgeo.DistanceHaversine(in.Units[p[0]].Centre, in.Units[p[1]].Centre)
		if s <= nearBy || float64(s) <= detour*pace*crow {
			join(p[0], p[1])
		}
	}
	for _, l := range in.Links {
		join(l[0], l[1])
	}
	g.bridge(join)
	for i := range g.next {
		slices.Sort(g.next[i])
	}
}

// typicalPace is the median of seconds for a metre as the crow flies, over all units that share a border.
func typicalPace(g *ground, pairs [][2]int) float64 {
	var all []float64
	for _, p := range pairs {
		crow := orbgeo.DistanceHaversine(g.in.Units[p[0]].Centre, g.in.Units[p[1]].Centre)
		if s := g.to(p[0], p[1]); crow > 0 && s < never {
			all = append(all, float64(s)/crow)
		}
	}
	if len(all) == 0 {
		return 0.1
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// bridge joins parts that no border joins by the shortest way between two of their units, so that patches can hang together.
func (g *ground) bridge(join func(a, b int)) {
	for {
		part := components(g.next, nil)
		if slices.Max(part) == 0 {
			return
		}
		a, b, least := -1, -1, int64(math.MaxInt64)
		for i := range part {
			for j := range part {
				if part[i] == 0 && part[j] > 0 && g.to(i, j) < least {
					a, b, least = i, j, g.to(i, j)
				}
			}
		}
		join(a, b)
		g.warnings = append(g.warnings, model.Diagnostic{
			Code:    "W2138",
			Message: fmt.Sprintf("no border and road join units %q and %q or what lies behind them; the shortest way between is taken for one, %d minutes", g.in.Units[a].ID, g.in.Units[b].ID, (least+59)/60),
			Advice:  "Name the units that are neighbours by a bridge or a road, or it is right so",
		})
	}
}

// components numbers the parts of a graph; of what is not in (nil: all are) the number is -1.
func components(next [][]int, in func(i int) bool) []int {
	part := make([]int, len(next))
	for i := range part {
		part[i] = -1
	}
	count := 0
	var queue []int
	for i := range next {
		if part[i] >= 0 || in != nil && !in(i) {
			continue
		}
		part[i], queue = count, append(queue[:0], i)
		for len(queue) > 0 {
			at := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, k := range next[at] {
				if part[k] < 0 && (in == nil || in(k)) {
					part[k], queue = count, append(queue, k)
				}
			}
		}
		count++
	}
	return part
}

// borders lists the units that share an edge, or at least two corners where one has more corners than the other.
func borders(in *Input) [][2]int {
	type corner [2]int64
	at := map[corner][]int{}
	for u := range in.Units {
		seen := map[corner]bool{}
		each(in.Units[u].Area, func(p orb.Point) {
			c := corner{int64(math.Round(p[0] * 1e7)), int64(math.Round(p[1] * 1e7))}
			if !seen[c] {
				seen[c] = true
				at[c] = append(at[c], u)
			}
		})
	}
	shared := map[[2]int]int{}
	for _, list := range at {
		for i, a := range list {
			for _, b := range list[i+1:] {
				shared[[2]int{min(a, b), max(a, b)}]++
			}
		}
	}
	var out [][2]int
	for p, n := range shared {
		if n >= 2 {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return out
}

// each calls f for the corners of an area.
func each(area orb.MultiPolygon, f func(p orb.Point)) {
	for _, polygon := range area {
		for _, ring := range polygon {
			for _, p := range ring {
				f(p)
			}
		}
	}
}

// unite puts the units that stay together into atoms, in the order of their first units.
func (g *ground) unite(together bool) {
	at := map[string]int{}
	g.atomOf = make([]int, len(g.in.Units))
	for u := range g.in.Units {
		name := g.in.Units[u].Together
		k, known := at[name]
		if !together || name == "" || !known {
			k = len(g.atoms)
			g.atoms = append(g.atoms, nil)
			if name != "" {
				at[name] = k
			}
		}
		g.atoms[k] = append(g.atoms[k], u)
		g.atomOf[u] = k
	}
	g.near = make([][]int, len(g.atoms))
	for a, units := range g.atoms {
		for _, u := range units {
			for _, v := range g.next[u] {
				if b := g.atomOf[v]; b != a && !slices.Contains(g.near[a], b) {
					g.near[a] = append(g.near[a], b)
				}
			}
		}
		slices.Sort(g.near[a])
	}
}

func (g *ground) weigh() {
	n := len(g.in.Units)
	for _, units := range g.atoms {
		pull, inner, contact, carers := make([]int64, n), int64(0), int64(0), int64(0)
		for _, u := range units {
			w := int64(g.in.Units[u].Contact)
			contact, carers = contact+w, carers+int64(g.in.Units[u].Carers)
			for b := range n {
				pull[b] += w * g.to(u, b)
			}
			for _, v := range units {
				if v < u {
					inner += w * int64(g.in.Units[v].Contact) * g.to(u, v)
				}
			}
		}
		g.pull, g.inner = append(g.pull, pull), append(g.inner, inner)
		g.contact, g.carers = append(g.contact, contact), append(g.carers, carers)
	}
}
