package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// statistic is a sum or a mean over some items of a table: the wishes of a kind, the people of an area.
type statistic struct {
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
func suppress(who []int, figures []*statistic) {
	a := audit{who: who, part: parts(who)}
	for _, f := range figures {
		if f.hidden = f.hidden || a.people(f.items) < fewest; !f.hidden {
			a.shown = append(a.shown, f)
		}
	}
	for {
		told, found := a.derivable()
		switch {
		case !found:
			return
		case told == nil: // too large to be sure of
			a.hide(a.last()...)
			a.work = 0
		default:
			a.hide(a.giveWay(told))
		}
	}
}

// hide takes figures out of what is shown.
func (a *audit) hide(figures ...*statistic) {
	for _, f := range figures {
		f.hidden = true
	}
	a.shown = slices.DeleteFunc(a.shown, func(x *statistic) bool { return x.hidden })
}

// last are the smaller half of the figures that give way first.
func (a *audit) last() []*statistic {
	least := slices.MinFunc(a.shown, func(x, y *statistic) int { return cmp.Compare(x.keep, y.keep) }).keep
	out := slices.DeleteFunc(slices.Clone(a.shown), func(x *statistic) bool { return x.keep > least })
	slices.SortStableFunc(out, func(x, y *statistic) int { return cmp.Compare(len(x.items), len(y.items)) })
	return out[:(len(out)+1)/2]
}

// audit is the figures that are shown, as the rows of a matrix with a column for each item.
// A figure of people's means takes of each item one part in as many as its person has, times the number that
// every count of items up to model.Ranks divides.
type audit struct {
	who   []int
	part  []uint64
	shown []*statistic
	work  int // numbers looked at so far
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

// mostWork ends a search that would take too long. What it leaves open counts as told, so
// that more is hidden, not less.
const mostWork = 30_000_000

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
func (a *audit) columns(without *statistic) *columns {
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

// told is a combination of figures, as rows, that is about some items and no others.
type told struct{ items, rows []int }

// derivable looks for items of fewer than five people of which some sum of the figures shown tells, and of no
// others: a combination of rows that is nought in every column but theirs. A basis of the columns has one of
// theirs in it, since without them the rank is less. So it is enough to try the columns of one basis: one is
// taken away, and another takes its place in the basis; where none can, its row is such a combination. A column of
// five people is never theirs, nor one that was tried already. Without an answer in time it gives nil, true.
func (a *audit) derivable() (*told, bool) {
	c := a.columns(nil)
	m := c.reduce(a)
	taken, tried := make([]bool, len(c.of)), make([]bool, len(c.of))
	var find func(m *reduced, few []int) (*told, bool)
	find = func(m *reduced, few []int) (*told, bool) {
		var here []int
		defer func() {
			for _, k := range here {
				tried[k] = false
			}
		}()
		for i, k := range m.pivot {
			more := c.with(few, k)
			if tried[k] || len(more) >= fewest {
				continue
			}
			taken[k] = true
			j := m.instead(i, taken)
			if j < 0 {
				return m.told(c, i), true
			}
			if a.work += m.size(); a.work > mostWork {
				return nil, true
			}
			if t, found := find(m.swap(i, j), more); found {
				return t, true
			}
			taken[k], tried[k], here = false, true, append(here, k)
		}
		return nil, false
	}
	return find(m, nil)
}

// with joins the holders of a column to some people, as far as it matters how many they are.
func (c *columns) with(few []int, k int) []int {
	more := slices.Clone(few)
	for _, h := range c.holders[k] {
		if more = join(more, h); len(more) == fewest {
			break
		}
	}
	return more
}

// reduced is the matrix with the columns of a basis, its pivots, made unit vectors; behind the columns stands how
// each row was made of the figures.
type reduced struct {
	rows  [][]uint64
	pivot []int // by row
	order []int // columns, those of many people first
	cols  int
}

// reduce eliminates, with the columns of many people as pivots first. Rows that come to nothing are left out.
func (c *columns) reduce(a *audit) *reduced {
	m := &reduced{order: c.order(), cols: len(c.of)}
	n := len(c.byMean)
	for r := range n {
		row := make([]uint64, m.cols+n)
		row[m.cols+r] = 1
		m.rows = append(m.rows, row)
	}
	for k, of := range c.of {
		for _, r := range of {
			if m.rows[r][k] = 1; c.byMean[r] {
				m.rows[r][k] = c.part[k]
			}
		}
	}
	for _, k := range m.order {
		at := len(m.pivot)
		i := slices.IndexFunc(m.rows[at:], func(row []uint64) bool { return row[k] != 0 })
		if i < 0 {
			continue
		}
		m.rows[at], m.rows[at+i] = m.rows[at+i], m.rows[at]
		m.clear(at, k)
		a.work += m.size()
		if m.pivot = append(m.pivot, k); len(m.pivot) == n {
			break
		}
	}
	m.rows = m.rows[:len(m.pivot)]
	return m
}

func (m *reduced) size() int { return len(m.rows) * (m.cols + len(m.rows)) }

// clear makes a column the unit vector of a row.
func (m *reduced) clear(i, k int) {
	row := m.rows[i]
	inverse := power(row[k], prime-2)
	for j := range row {
		row[j] = row[j] * inverse % prime
	}
	for r, other := range m.rows {
		f := other[k]
		if r == i || f == 0 {
			continue
		}
		for j, x := range row {
			if x != 0 {
				other[j] = (other[j] + (prime-f)*x) % prime
			}
		}
	}
}

// instead is the column that can take the place of a row's pivot, of many people first; -1 if none can.
func (m *reduced) instead(i int, taken []bool) int {
	for _, k := range m.order {
		if !taken[k] && m.rows[i][k] != 0 {
			return k
		}
	}
	return -1
}

// swap is a copy with another pivot in a row.
func (m *reduced) swap(i, k int) *reduced {
	out := &reduced{pivot: slices.Clone(m.pivot), order: m.order, cols: m.cols}
	for _, row := range m.rows {
		out.rows = append(out.rows, slices.Clone(row))
	}
	out.pivot[i] = k
	out.clear(i, k)
	return out
}

// told reads off which items a row is about, and which figures it is made of.
func (m *reduced) told(c *columns, i int) *told {
	out := &told{}
	for k, x := range m.rows[i][:m.cols] {
		if x != 0 {
			out.items = append(out.items, c.items[k]...)
		}
	}
	for r, x := range m.rows[i][m.cols:] {
		if x != 0 {
			out.rows = append(out.rows, r)
		}
	}
	slices.Sort(out.items)
	return out
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

// giveWay picks the figure to hide, of those that the combination is made of: the first to give way without which
// these items are not told of at all, the smallest of equals.
func (a *audit) giveWay(t *told) *statistic {
	var order []*statistic
	for _, r := range t.rows {
		order = append(order, a.shown[r])
	}
	slices.SortStableFunc(order, func(x, y *statistic) int {
		return cmp.Or(cmp.Compare(x.keep, y.keep), cmp.Compare(len(x.items), len(y.items)))
	})
	for _, f := range order {
		if c := a.columns(f); a.work <= mostWork && !c.tell(t.items, a) {
			return f
		}
	}
	return order[0]
}

// tell tells whether the rank falls without the columns that have these items only.
func (c *columns) tell(items []int, a *audit) bool {
	rest := &columns{byMean: c.byMean}
	for k := range c.of {
		if slices.ContainsFunc(c.items[k], func(i int) bool {
			_, in := slices.BinarySearch(items, i)
			return !in
		}) {
			rest.of, rest.part, rest.holders = append(rest.of, c.of[k]), append(rest.part, c.part[k]), append(rest.holders, c.holders[k])
		}
	}
	return len(rest.reduce(a).pivot) < len(c.reduce(a).pivot)
}

// prime is the field in which ranks are worked out, exactly and without fractions: it is far larger than the
// determinants of noughts and ones that come up.
const prime = 1<<31 - 1

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
