package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// fewest is how many people a figure has to be about before anybody but the coordinator sees it (domain 6.1.8).
const fewest = 5

// figure is a sum or a mean over some items of a table: the wishes of a kind, the people of an area.
type figure struct {
	items  []int
	keep   int  // figures with less give way to those with more
	byMean bool // an item counts for its part of what its person has, see [audit]
	hidden bool
}

// What gives way to what: in every table its parts before its sums; the first wishes last of all.
const (
	keepWorst = iota
	keepPart
	keepSum
	keepRank
	keepAll
	keepFirst
)

// suppress hides the figures that tell of fewer than five people, and as many more as it takes that no sums and
// differences of those which are left do: whoever knows which people each figure is about could else work it out.
// who says whose each item is. docs/adr/0022 says why this finds every such difference.
func suppress(who []int, figures []*figure) {
	a := audit{who: who, part: parts(who)}
	for _, f := range figures {
		if f.hidden = f.hidden || a.people(f.items) < fewest; !f.hidden {
			a.shown = append(a.shown, f)
		}
	}
	for {
		items, found := a.derivable()
		if !found {
			return
		}
		f := a.giveWay(items)
		f.hidden = true
		a.shown = slices.DeleteFunc(a.shown, func(x *figure) bool { return x == f })
	}
}

// audit is the figures that are shown, as the rows of a matrix with a column for each item.
// A figure of people's means takes of each item one part in as many as its person has, times the number that
// every count of items up to model.Ranks divides.
type audit struct {
	who   []int
	part  []uint64
	shown []*figure
	steps int
}

// parts gives by item the part that it is of what its person has.
func parts(who []int) []uint64 {
	count, all := make(map[int]uint64), uint64(1)
	for _, w := range who {
		count[w]++
	}
	for n := range uint64(model.Ranks) {
		all *= n + 1
	}
	out := make([]uint64, len(who))
	for i, w := range who {
		out[i] = all / max(1, min(count[w], model.Ranks))
	}
	return out
}

// mostSteps ends a search that would not end; what it leaves open counts as derivable, so that more is hidden.
const mostSteps = 5000

// people counts whose items they are, up to what matters.
func (a *audit) people(items []int) int {
	seen := make(map[int]bool)
	for _, i := range items {
		seen[a.who[i]] = true
	}
	return len(seen)
}

// columns are the items that stand in the same figures, one column for all, without those of some people.
type columns struct {
	of      [][]int // by column: the rows in which it counts
	part    []uint64
	items   [][]int // ascending
	holders [][]int // whose they are, ascending
	byMean  []bool  // by row
}

// columns groups the items; rows leaves out one figure, nil none.
func (a *audit) columns(without *figure) *columns {
	in, out := make([][]int, len(a.who)), &columns{}
	for _, f := range a.shown {
		if f == without {
			continue
		}
		for _, i := range f.items {
			in[i] = append(in[i], len(out.byMean))
		}
		out.byMean = append(out.byMean, f.byMean)
	}
	at := make(map[string]int)
	for i, rows := range in {
		if len(rows) == 0 {
			continue
		}
		key := fmt.Sprint(rows, out.weight(rows, a.part[i]))
		k, known := at[key]
		if !known {
			k = len(out.of)
			at[key] = k
			out.of, out.part, out.holders = append(out.of, rows), append(out.part, a.part[i]), append(out.holders, nil)
			out.items = append(out.items, nil)
		}
		out.items[k] = append(out.items[k], i)
		out.holders[k] = join(out.holders[k], a.who[i])
	}
	return out
}

// weight is the part of an item where it matters.
func (c *columns) weight(rows []int, part uint64) uint64 {
	if slices.ContainsFunc(rows, func(r int) bool { return c.byMean[r] }) {
		return part
	}
	return 1
}

// join adds a number to an ascending list.
func join(list []int, x int) []int {
	if at, there := slices.BinarySearch(list, x); !there {
		return slices.Insert(list, at, x)
	}
	return list
}

// derivable finds items of fewer than five people of which some sum of the figures shown tells, and of no others:
// a combination of rows that is nought in every column but theirs. There is one if and only if the rank of the
// matrix falls when their columns are taken away. Any basis of the columns has one of those columns in it, so
// that it is enough to try the columns of one basis at each step, and a column of five people is never theirs.
func (a *audit) derivable() (items []int, found bool) {
	c := a.columns(nil)
	a.steps = 0
	order := c.order()
	full := len(c.basis(order, nil))
	taken := map[int]bool{}
	var find func(few []int) bool
	find = func(few []int) bool {
		basis := c.basis(order, taken)
		if a.steps++; len(basis) < full || a.steps > mostSteps {
			return true
		}
		for _, k := range basis {
			more := slices.Clone(few)
			for _, h := range c.holders[k] {
				if more = join(more, h); len(more) == fewest {
					break
				}
			}
			if len(more) >= fewest {
				continue
			}
			taken[k] = true
			if find(more) {
				return true
			}
			delete(taken, k)
		}
		return false
	}
	if !find(nil) {
		return nil, false
	}
	for _, k := range order { // only what it takes
		if taken[k] {
			if delete(taken, k); len(c.basis(order, taken)) == full {
				taken[k] = true
			}
		}
	}
	for k := range taken {
		items = append(items, c.items[k]...)
	}
	slices.Sort(items)
	return items, true
}

// order puts columns of many people first, so that a basis has as few of the others as can be.
func (c *columns) order() []int {
	order := make([]int, len(c.of))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(len(c.holders[y]), len(c.holders[x])) })
	return order
}

// giveWay picks the figure to hide: of those without which these items are not told of the one that gives way
// first, the smallest of equals.
func (a *audit) giveWay(items []int) *figure {
	order := slices.Clone(a.shown)
	slices.SortStableFunc(order, func(x, y *figure) int {
		return cmp.Or(cmp.Compare(x.keep, y.keep), cmp.Compare(len(x.items), len(y.items)))
	})
	for _, f := range order {
		if !a.columns(f).tell(items) {
			return f
		}
	}
	return order[0]
}

// tell tells whether the rank falls without the columns that have these items only.
func (c *columns) tell(items []int) bool {
	order, taken := c.order(), make(map[int]bool)
	for k := range order {
		taken[k] = !slices.ContainsFunc(c.items[k], func(i int) bool {
			_, in := slices.BinarySearch(items, i)
			return !in
		})
	}
	return len(c.basis(order, taken)) < len(c.basis(order, nil))
}

// prime is the field in which ranks are worked out, exactly and without fractions: it is far larger than the
// determinants of noughts and ones that come up.
const prime = 1<<31 - 1

// basis picks columns in an order that depend on none before them, leaving out those that are taken away.
func (c *columns) basis(order []int, taken map[int]bool) []int {
	rows := len(c.byMean)
	var picked []int
	var echelon [][]uint64 // by pivot order, each with a 1 at its pivot
	var pivots []int
	for _, k := range order {
		if taken[k] {
			continue
		}
		if len(picked) == rows {
			break
		}
		x := make([]uint64, rows)
		for _, r := range c.of[k] {
			if x[r] = 1; c.byMean[r] {
				x[r] = c.part[k]
			}
		}
		for i, e := range echelon {
			if f := x[pivots[i]]; f != 0 {
				for r := range x {
					x[r] = (x[r] + (prime-f)*e[r]) % prime
				}
			}
		}
		p := slices.IndexFunc(x, func(v uint64) bool { return v != 0 })
		if p < 0 {
			continue
		}
		inverse := power(x[p], prime-2)
		for r := range x {
			x[r] = x[r] * inverse % prime
		}
		picked, echelon, pivots = append(picked, k), append(echelon, x), append(pivots, p)
	}
	return picked
}

func power(x, n uint64) uint64 {
	out := uint64(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			out = out * x % prime
		}
		x = x * x % prime
	}
	return out
}
