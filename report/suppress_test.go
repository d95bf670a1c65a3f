package report

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/model/check"
)

// rankOf is the rank of a matrix by elimination with the largest pivots: another way than the one it tests.
func rankOf(rows [][]float64) int {
	m := make([][]float64, len(rows))
	for i := range rows {
		m[i] = append([]float64{}, rows[i]...)
	}
	rank := 0
	for col := 0; len(m) > 0 && col < len(m[0]) && rank < len(m); col++ {
		best := rank
		for i := rank; i < len(m); i++ {
			if math.Abs(m[i][col]) > math.Abs(m[best][col]) {
				best = i
			}
		}
		if math.Abs(m[best][col]) < 1e-9 {
			continue
		}
		m[rank], m[best] = m[best], m[rank]
		for i := rank + 1; i < len(m); i++ {
			f := m[i][col] / m[rank][col]
			for k := col; k < len(m[i]); k++ {
				m[i][k] -= f * m[rank][k]
			}
		}
		rank++
	}
	return rank
}

// recovers looks for fewer than five people of whom the rows tell and of nobody else: it tries all of them. A row
// has a number for each item, who says whose it is.
func recovers(rows [][]float64, who []int, people int) []int {
	full := rankOf(rows)
	var few []int
	var try func(from int) bool
	try = func(from int) bool {
		if len(few) == min(fewest-1, people) { // whom fewer tell of, these do too
			var rest [][]float64
			for _, row := range rows {
				var left []float64
				for i, x := range row {
					hit := false
					for _, p := range few {
						hit = hit || who[i] == p
					}
					if !hit {
						left = append(left, x)
					}
				}
				rest = append(rest, left)
			}
			return rankOf(rest) < full
		}
		for p := from; p < people; p++ {
			few = append(few, p)
			if try(p + 1) {
				return true
			}
			few = few[:len(few)-1]
		}
		return false
	}
	if try(0) {
		return few
	}
	return nil
}

// Whoever knows who is in which group, and tries every four people, works nothing out about them.
func TestNothingAboutFewerThanFive(t *testing.T) {
	hidden, shown := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.IntRange(1, 13).Draw(t, "people")
		var who []int
		for p := range people {
			who = append(who, p)
			if rapid.IntRange(0, 3).Draw(t, "a second") == 0 {
				who = append(who, p)
			}
		}
		all := &statistic{keep: 3}
		figures := []*statistic{all}
		for i := range who {
			all.items = append(all.items, i)
		}
		for range rapid.IntRange(1, 3).Draw(t, "ways") {
			groups := make([]*statistic, rapid.IntRange(1, 4).Draw(t, "groups"))
			byMean := rapid.Bool().Draw(t, "by mean")
			label := make([]int, people)
			for p := range label {
				label[p] = rapid.IntRange(0, len(groups)-1).Draw(t, "group")
			}
			for g := range groups {
				groups[g] = &statistic{keep: 1, byMean: byMean}
			}
			for i, p := range who {
				g := label[p]
				if !byMean && rapid.IntRange(0, 4).Draw(t, "another") == 0 { // wishes of one person are of several kinds
					g = rapid.IntRange(0, len(groups)-1).Draw(t, "kind")
				}
				groups[g].items = append(groups[g].items, i)
			}
			figures = append(figures, groups...)
		}
		suppress(who, figures)
		count := make([]float64, people)
		for _, p := range who {
			count[p]++
		}
		var rows [][]float64
		for _, f := range figures {
			if f.hidden {
				hidden++
				continue
			}
			shown++
			row := make([]float64, len(who))
			for _, i := range f.items {
				if row[i] = 1; f.byMean {
					row[i] = 1 / count[who[i]]
				}
			}
			rows = append(rows, row)
		}
		require.Nil(t, recovers(rows, who, people))
	})
	require.Positive(t, hidden)
	require.Positive(t, shown)
}

// printedEquity is what somebody reads of the table: names, numbers of people, means to a tenth.
func printedEquity(t require.TestingT, e *equity) *Equities {
	text, err := json.Marshal(e.rows())
	require.NoError(t, err)
	out := &Equities{}
	require.NoError(t, json.Unmarshal(text, out))
	return out
}

// someEquity is some people with one measure, in up to three ways to group them.
func someEquity(t *rapid.T) *equity {
	people := rapid.IntRange(5, 13).Draw(t, "people")
	e := &equity{all: &group{name: "all"}}
	for i := range people {
		v := float64(rapid.IntRange(0, 9).Draw(t, "value"))
		had := check.Had{}
		had.Value[check.EquityCarers] = &v
		e.had, e.all.people = append(e.had, had), append(e.all.people, i)
	}
	for k := range rapid.IntRange(1, 3).Draw(t, "ways") {
		var groups []*group
		for g := range rapid.IntRange(2, 4).Draw(t, "groups") {
			groups = append(groups, &group{name: fmt.Sprint("g", g)})
		}
		for i := range people {
			g := groups[rapid.IntRange(0, len(groups)-1).Draw(t, "group")]
			g.people = append(g.people, i)
		}
		e.by, e.names = append(e.by, groups), append(e.names, fmt.Sprint("way", k))
	}
	for _, groups := range e.by {
		for _, g := range groups {
			g.figures(e.had)
		}
	}
	e.all.figures(e.had)
	return e
}

// From the printed table and from knowing who is in which group, nobody works out a hidden figure, nor the value of
// anybody, nor of any four: the sums of the figures shown are all there is to work with.
func TestPrintedEquityTellsOfNobody(t *testing.T) {
	name := check.EquityNames[check.EquityCarers]
	rapid.Check(t, func(t *rapid.T) {
		e := someEquity(t)
		e.hide(&asking{})
		x := printedEquity(t, e)
		who := make([]int, len(e.had))
		for i := range who {
			who[i] = i
		}
		var rows [][]float64
		take := func(shown *float64, f *statistic) {
			if shown == nil {
				return
			}
			require.GreaterOrEqual(t, len(f.items), fewest)
			row := make([]float64, len(who))
			for _, i := range f.items {
				row[i] = 1
			}
			rows = append(rows, row)
		}
		take(x.All.Mean[name], &e.all.mean[check.EquityCarers])
		take(x.All.Worst[name], &e.all.worst[check.EquityCarers])
		for k := range x.By {
			for i := range x.By[k].Groups {
				g, printed := e.by[k][i], &x.By[k].Groups[i]
				take(printed.Mean[name], &g.mean[check.EquityCarers])
				take(printed.Worst[name], &g.worst[check.EquityCarers])
				if !printed.Hidden {
					require.GreaterOrEqual(t, printed.People, fewest)
				}
			}
		}
		require.Nil(t, recovers(rows, who, len(who)))
	})
}

// How many people a hidden group has is not all that is left of everybody.
func TestHiddenGroupsAreNotCountedByTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := someEquity(t)
		e.hide(&asking{})
		x := printedEquity(t, e)
		for k := range x.By {
			rest, hidden := x.All.People, 0
			for i := range x.By[k].Groups {
				if g := &x.By[k].Groups[i]; g.Hidden {
					hidden++
				} else {
					rest -= g.People
				}
			}
			if hidden > 0 && !x.All.Hidden && rest > 0 {
				require.Greater(t, hidden, 1, "one hidden group would be what is left")
				require.GreaterOrEqual(t, rest, fewest)
			}
		}
	})
}

// What gives way, by hand.
func TestSuppress(t *testing.T) {
	span := func(from, to int) (out []int) {
		for i := from; i < to; i++ {
			out = append(out, i)
		}
		return out
	}
	for _, row := range []struct {
		groups [][]int
		hidden []bool // everybody, then the groups
		why    string
	}{
		{[][]int{span(0, 12), span(12, 20)}, []bool{false, false, false}, "five or more each"},
		{[][]int{span(0, 12), span(12, 16), span(16, 22)}, []bool{false, false, true, true}, "four, and the next smallest: else the four are what is left"},
		{[][]int{span(0, 12), span(12, 15), span(15, 17)}, []bool{false, false, true, true}, "three and two are five together"},
		{[][]int{span(0, 12), span(12, 14), span(14, 16), span(16, 22)}, []bool{false, false, true, true, true}, "two and two are four together"},
		{[][]int{span(0, 4)}, []bool{true, true}, "nobody is told of four"},
		{[][]int{span(0, 12), span(0, 11)}, []bool{false, false, true}, "eleven of twelve tell of the twelfth"},
		{[][]int{span(0, 12), span(0, 7)}, []bool{false, false, false}, "seven of twelve leave five"},
	} {
		all := &statistic{keep: 3}
		figures := []*statistic{all}
		most := 0
		for _, g := range row.groups {
			figures = append(figures, &statistic{items: g, keep: 1})
			most = max(most, g[len(g)-1]+1)
		}
		all.items = span(0, most)
		suppress(span(0, most), figures)
		var got []bool
		for _, f := range figures {
			got = append(got, f.hidden)
		}
		require.Equal(t, row.hidden, got, row.why)
	}
}

// A table that is too large to be sure of shows less, not more.
func TestSuppressLargeTables(t *testing.T) {
	var who []int
	all := &statistic{keep: 3}
	var ways [4][]*statistic
	for k, n := range []int{20, 9, 7, 5} {
		for range n {
			ways[k] = append(ways[k], &statistic{keep: 1})
		}
	}
	for i := range 300 {
		who, all.items = append(who, i), append(all.items, i)
		for k := range ways {
			g := ways[k][(i*i*7+i*(k+3))%len(ways[k])]
			g.items = append(g.items, i)
		}
	}
	figures := []*statistic{all}
	for k := range ways {
		figures = append(figures, ways[k]...)
	}
	suppress(who, figures)
	require.False(t, all.hidden)
}
