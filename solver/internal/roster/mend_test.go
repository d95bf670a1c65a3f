package roster

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// year is a roster of 52 weeks in which the law leaves little: at most five days in a row, two off at least, 232 or 233
// shifts, half of the weekends, and no more than 46 shifts of each of two sorts; of the third any number. Every carer
// has a fortnight off. Three of six are wanted on each day.
func year() *Instance {
	in := &Instance{Days: 364, Carers: 6, Options: 3, Kind: []uint8{0, 1, 1, 1}, Kinds: 2, Cells: 364}
	width := in.Options + 1
	in.Day, in.Follow = make([]Price, in.Carers*in.Days*width), make([]Price, width*width)
	runs := func(least, most int) Runs {
		var mid, open []Price
		for n := range in.Days + 1 {
			over := Pay(int64(max(0, n-most)), 0)
			open = append(open, over)
			if n > 0 {
				over += Pay(int64(max(0, least-n)), 0)
			}
			mid = append(mid, over)
		}
		return Runs{First: open, Mid: mid, End: open, Whole: open}
	}
	count := func(least, most int64, value ...int32) Count {
		return Count{To: in.Days, Value: value, Least: least, Most: most, Under: Pay(1, 0), Over: Pay(1, 0)}
	}
	in.CellAt = []int32{0}
	for c := range in.Carers {
		in.Class = append(in.Class, 0)
		in.Lines = append(in.Lines, Line{
			Work: runs(2, 5), Rest: runs(2, in.Days), Weekends: 26, Weekend: Pay(1, 0),
			Counts: []Count{count(232, 233, 0, 1, 1, 1), count(0, 46, 0, 1, 0, 0), count(0, 46, 0, 0, 1, 0)},
		})
		for d := 40 * (c + 1); d < 40*(c+1)+14; d++ {
			for k := 1; k < width; k++ {
				in.Day[(c*in.Days+d)*width+k] = Pay(1, 0)
			}
		}
	}
	for d := range in.Days {
		for k := range width {
			if k > 0 {
				in.CellOf = append(in.CellOf, int32(d))
			}
			in.CellAt = append(in.CellAt, int32(len(in.CellOf)))
		}
		for n := range in.Carers + 1 {
			in.CellPrice = append(in.CellPrice, Pay(0, int64(100_000*max(0, 3-n)+1000*max(0, n-3))))
		}
	}
	return in
}

// TestMend: lines of a year that few small changes have left full of breaches are within the law once they are mended,
// and the roster's price is what it is counted afresh.
func TestMend(t *testing.T) {
	z := NewSearch(year(), 1, 0)
	z.a.run(100_000, 0.5)
	z.spent = 1_000_000
	s := z.a.best()
	require.Greater(t, s.Total.Law(), int64(5), "there is something to mend")
	spent := z.spent
	for n := 0; z.mend(900); n++ {
		require.Less(t, n, 100)
	}
	require.Zero(t, s.Total.Law())
	require.Greater(t, z.spent, spent, "it is work")
	require.Equal(t, s.Total, z.a.total)
	require.False(t, z.mend(900), "nothing is left")
	require.Equal(t, s.Total, z.a.s.Total, "small changes go on from it")
	require.Positive(t, z.polish)
	z.a.run(20_000, warm)
	require.Zero(t, z.a.s.Total.Law(), "and break the law no more")
	total := s.Total
	s.Recount()
	require.Equal(t, total, s.Total)
}

// TestWithin: no line of what a carer may have then has more of limited sorts than the law allows, by the plan or by
// the week; the present line is one of them where it may be; and there is as much to choose as there is room for.
func TestWithin(t *testing.T) {
	in := year()
	for c := range in.Lines {
		l := &in.Lines[c]
		l.Counts = append(l.Counts, Count{To: in.Days, Value: []int32{0, 30, 32, 0}, Most: 60 * 31, Over: Pay(1, 0)})
		for d := 0; d < in.Days; d += 7 {
			l.Counts = append(l.Counts, Count{From: d, To: d + 7, Value: []int32{0, 0, 1, 0}, Most: 2, Over: Pay(1, 0)})
		}
	}
	z := NewSearch(in, 1, 0)
	z.a.run(100_000, 1)
	s, refused := z.a.best(), 0
	for c, line := range s.Lines {
		may, l := z.within(s, c), &in.Lines[c]
		top := func(k *Count, d int) (n int64) {
			for _, o := range may[d] {
				n = max(n, int64(k.Value[o]))
			}
			return n
		}
		most, reach := make([]int64, len(l.Counts)), make([]int64, len(l.Counts))
		for i := range l.Counts {
			k := &l.Counts[i]
			most[i] = max(k.Most, s.sums[c*s.counts+i])
			for d := k.From; d < k.To; d++ {
				if reach[i] += top(k, d); !slices.Contains(z.a.mayBe(c)[d], line[d]) {
					most[i] -= int64(k.Value[line[d]]) // it keeps its room, and is not among the options
				}
			}
			if k.Least <= 0 {
				require.LessOrEqual(t, reach[i], max(k.Most, s.sums[c*s.counts+i]))
			}
		}
		for d, options := range may {
			if slices.Contains(z.a.mayBe(c)[d], line[d]) {
				require.Contains(t, options, line[d])
			}
			require.Subset(t, z.a.mayBe(c)[d], options)
			require.NotEmpty(t, options)
			for _, o := range z.a.mayBe(c)[d] {
				if slices.Contains(options, o) {
					continue
				}
				refused++
				require.True(t, slices.ContainsFunc(all(len(l.Counts)), func(i int) bool {
					k := &l.Counts[i]
					return k.Least <= 0 && k.From <= d && d < k.To && reach[i]+int64(k.Value[o])-top(k, d) > most[i]
				}), "carer %d, day %d: there is room for %d", c, d, o)
			}
		}
	}
	require.NotZero(t, refused)
}

// TestMendGivesUp: a breach that no line can do without is tried a few times, and not again before the number of such
// changes.
func TestMendGivesUp(t *testing.T) {
	in := random(rand.New(rand.NewPCG(3, 3)), 14, 3, 2)
	for k := range in.Options + 1 {
		in.Day[(in.Days+3)*(in.Options+1)+k] = Pay(1, 0)
	}
	z := NewSearch(in, 1, 0)
	z.spent = 1_000_000
	steps := 0
	for z.mend(900) {
		steps++
		require.Less(t, steps, 60)
	}
	require.NotZero(t, steps)
	require.NotZero(t, z.Best().Line[1].Law())
	require.False(t, z.mend(900), "nobody who could not be helped is tried again")
}

// TestMendEnds: mending takes no more than half of what is left of the budget, but for the day at which it notices.
func TestMendEnds(t *testing.T) {
	z := NewSearch(year(), 1, 0)
	z.a.run(100_000, 0.5)
	z.spent = 40_000
	require.True(t, z.mend(990))
	require.Greater(t, z.spent, int64(40_000))
	require.Less(t, z.spent, int64(40_000+40_000*10/990/2+4*2*mendLabels/labelsPerWork))
}
