package roster

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// told is all that the days to come can depend on, nothing of it packed, cut or shared: what the exact line
// is held against where lines are too many to try.
type told struct {
	prev             Option
	run, same        int
	first, sameFirst bool
	sat              bool
	weekends         int
	since            uint8
	rested           bool
	sums             [32]int32
}

// slowly is what the best line of a carer costs, by a table of everything it can be told apart by. Each count
// is priced where its days end. Its values are the day's own, as in exact.
func slowly(in *Instance, c int, value []int64, may [][]Option, scalar func(Price) int64) int64 {
	l, width := &in.Lines[c], in.Options+1
	now := map[told]int64{{first: true, sameFirst: true, since: l.Since, prev: l.Last}: 0}
	longest := 0 // from there on a run costs nothing
	for _, r := range append([]Runs{l.Work, l.Rest}, l.Kind...) {
		longest = max(longest, len(r.First), len(r.Mid), len(r.End), len(r.Whole))
	}
	for d := range in.Days {
		next := make(map[told]int64, len(now))
		for s, had := range now {
			for _, k := range may[d] {
				t, cost := s, had+value[d*width+int(k)]
				var p Price
				if d == 0 {
					if t.prev = l.before(k); in.Before != nil {
						p += in.Before[c*width+int(k)]
					}
				} else {
					p += in.Follow[int(t.prev)*width+int(k)]
				}
				if (t.prev == Off) != (k == Off) {
					p += l.sort(t.prev).closed(t.run, t.first)
					t.run, t.first = 0, false
				}
				t.run = min(t.run+1, longest)
				if l.Kind != nil {
					if in.Kind[t.prev] != in.Kind[k] {
						if t.prev != Off {
							p += l.Kind[in.Kind[t.prev]].closed(t.same, t.sameFirst)
						}
						t.same, t.sameFirst = 0, false
					}
					t.same = min(t.same+1, longest)
				}
				switch (in.Weekday + d) % 7 {
				case 5:
					t.sat = k != Off
				case 6:
					if t.sat != (k != Off) {
						p += l.Half
					}
					if t.sat || k != Off {
						if t.weekends++; t.weekends > l.Weekends {
							p += l.Weekend
						}
					}
					t.sat = false
				}
				if l.Unrested != 0 {
					r, i := in.WeekRest, int(t.since)*width+int(k)
					if (in.Weekday+d)%7 == 0 && d > 0 {
						if !t.rested && r.Long[i]>>LastWeek == 0 {
							p += l.Unrested
						}
						t.rested = false
					}
					t.rested = t.rested || r.Long[i]>>((in.Weekday+d)%7)&1 != 0
					if t.since = r.Next[i]; d == in.Days-1 && !t.rested && !r.End[t.since] {
						p += l.Unrested
					}
				}
				cost += scalar(p)
				for i := range l.Counts {
					n := &l.Counts[i]
					if d < n.From || d >= n.To {
						continue
					}
					if t.sums[i] += n.Value[k]; d == n.To-1 {
						cost += scalar(n.price(int64(t.sums[i])))
						t.sums[i] = 0
					}
				}
				t.prev = k
				if d == in.Days-1 {
					cost += scalar(l.sort(k).open(t.run, t.first))
					if l.Kind != nil && k != Off {
						cost += scalar(l.Kind[in.Kind[k]].open(t.same, t.sameFirst))
					}
					t = told{}
				}
				if was, ok := next[t]; !ok || cost < was {
					next[t] = cost
				}
			}
		}
		now = next
	}
	return now[told{}]
}

// TestSlowly: the table itself, against every line of small rosters.
func TestSlowly(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 8))
		in := random(rng, 3+rng.IntN(4), 1, 1+rng.IntN(2))
		x := newExact(in, 1_000_000, 1<<30)
		least := int64(math.MaxInt64)
		every(in.Days, in.Options, func(line []Option) { least = min(least, x.scalar(in.LinePrice(0, line))) })
		value := make([]int64, len(in.Day))
		for i, p := range in.Day {
			value[i] = x.scalar(p)
		}
		require.Equal(t, least, slowly(in, 0, value, anyOption(in), x.scalar), "seed %d", seed)
	}
}

// contract makes one carer's line of weeks as the rules on hours make it: each week has hours to be given
// and a most, overtime, and more of it beyond what the contract tolerates; values are what options count.
func contract(rng *rand.Rand, weeks int, values ...int32) *Instance {
	in := &Instance{Days: 7 * weeks, Carers: 1, Options: len(values), Kind: []uint8{0}, Kinds: len(values) + 1}
	width := in.Options + 1
	in.Day, in.Follow = make([]Price, in.Days*width), make([]Price, width*width)
	for k := range values {
		in.Kind = append(in.Kind, uint8(k+1))
	}
	for i := range in.Follow {
		in.Follow[i] = Pay(0, int64(rng.IntN(3)*1000))
	}
	runs := func(least, most int) Runs {
		var prices, end []Price
		for n := range in.Days + 1 {
			over := Pay(0, int64(4000*max(0, n-most)))
			prices, end = append(prices, over+Pay(0, int64(3000*max(0, least-n)))), append(end, over)
		}
		prices[0], end[0] = 0, 0
		return Runs{First: prices, Mid: prices, End: end, Whole: end}
	}
	in.Lines = []Line{{
		Work: runs(2, 4+rng.IntN(2)), Rest: runs(1+rng.IntN(2), 4), Known: true,
		Weekends: rng.IntN(weeks), Weekend: Pay(0, 5000), Half: Pay(0, int64(rng.IntN(2)*2000)),
	}}
	value := append([]int32{0}, values...)
	day := int64(values[0])
	wish := func() Price { return Pay(0, int64(200+rng.IntN(800))) }
	for w := range weeks {
		least := int64(3+rng.IntN(2)) * day
		for _, k := range []Count{
			{Least: least, Most: 1 << 40, Under: wish()},
			{Most: 5*day + day/2, Over: Pay(int64(rng.IntN(2)), 700)},
			{Most: least, Over: wish()},
			{Most: least + least/10, Over: wish()},
		} {
			k.From, k.To, k.Value = 7*w, 7*w+7, value
			in.Lines[0].Counts = append(in.Lines[0].Counts, k)
		}
	}
	return in
}

// requireBest: the exact line of the first carer with every count told apart, where days are worth this and that by
// chance, is one of the cheapest, as the table has it.
func requireBest(t *testing.T, in *Instance, rng *rand.Rand, may [][]Option) {
	t.Helper()
	x := newExact(in, 1_000_000, 1<<30)
	x.strict = true
	width := in.Options + 1
	for i := range x.value {
		if x.value[i] = int64(rng.IntN(24_000) - 12_000); i%width == 0 {
			x.value[i] = 0
		}
	}
	out := make([]Option, in.Days)
	cost, ok := x.best(0, math.MaxInt64/8, may, out)
	require.Zero(t, x.loose, "every count is told apart")
	require.True(t, ok)
	require.Equal(t, slowly(in, 0, x.value, may, x.scalar), cost)
	price := x.scalar(in.LinePrice(0, out))
	for d, k := range out {
		require.Contains(t, may[d], k)
		price += x.value[d*width+int(k)] - x.scalar(in.Day[d*width+int(k)])
	}
	require.Equal(t, price, cost, "the line costs what is said")
	got, ok := x.best(0, cost+1, may, out)
	require.True(t, ok && got == cost, "pruned")
	_, ok = x.best(0, cost, may, out)
	require.False(t, ok, "nothing is cheaper")
}

// TestExactByTheWeek: four weeks' contracts, all of their counts told apart; and a line of the whole plan beside
// them, its first weeks counted too, as the hours of a reference period are.
func TestExactByTheWeek(t *testing.T) {
	for seed := range uint64(6) {
		rng := rand.New(rand.NewPCG(seed, 9))
		in := contract(rng, 4, 30, 32) // 7½ and 8 hours by the quarter
		in.Lines[0].Kind = []Runs{{}, in.Lines[0].Work, in.Lines[0].Rest}
		requireBest(t, in, rng, anyOption(in))
		in = contract(rng, 4, 2)
		in.randomRest(rng, func(int) Price { return Pay(0, 2500) })
		l := &in.Lines[0]
		for _, to := range []int{14, 21, 28} {
			l.Counts = append(l.Counts, Count{To: to, Value: l.Counts[0].Value, Most: int64(to) + 4, Over: Pay(1, 0)})
		}
		l.Counts = append(l.Counts, Count{To: 28, Value: l.Counts[0].Value, Least: 30, Most: 34, Under: Pay(0, 900), Over: Pay(0, 900)})
		requireBest(t, in, rng, anyOption(in))
	}
}

// TestExactInAWindow: the days outside a window are as they are, in every second roster some inside too, and counts
// lie across its borders.
func TestExactInAWindow(t *testing.T) {
	for seed := range uint64(8) {
		rng := rand.New(rand.NewPCG(seed, 10))
		in := contract(rng, 6, 4, 5)
		l := &in.Lines[0]
		for _, days := range [][2]int{{7, 21}, {14, 35}, {0, 28}, {28, 42}, {0, 42}} {
			n := int64(days[1] - days[0])
			l.Counts = append(l.Counts, Count{From: days[0], To: days[1], Value: l.Counts[0].Value, Least: 2 * n, Most: 3 * n, Under: Pay(0, 300), Over: Pay(int64(seed%2), 300)})
		}
		may := anyOption(in)
		from := rng.IntN(20)
		for d := range may {
			if d < from || d >= from+14 || seed%2 > 0 && rng.IntN(4) == 0 {
				may[d] = []Option{Option(rng.IntN(in.Options + 1))}
			}
		}
		requireBest(t, in, rng, may)
	}
}

// TestUnitsAndWeekends: the bound prices units and weekends at once, and drops no line that is the best.
func TestUnitsAndWeekends(t *testing.T) {
	in := &Instance{Days: 7, Carers: 1, Options: 1, Kind: []uint8{0, 1}, Kinds: 2}
	in.Day, in.Follow = make([]Price, 14), make([]Price, 4)
	in.Lines = []Line{{Weekend: Pay(0, 5000), Counts: []Count{
		{To: 7, Value: []int32{0, 1}, Least: 1, Most: 3, Under: Pay(0, 1), Over: Pay(0, 20_000)},
	}}}
	x := newExact(in, 1_000_000, 1<<30)
	for d, v := range []int64{20_000, 20_000, 9000, 9000, 0, 0, 30_000} {
		x.value[2*d+1] = -v
	}
	cost, ok := x.best(0, -64_999, anyOption(in), make([]Option, 7))
	require.True(t, ok)
	require.Equal(t, int64(-65_000), cost)
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 14))
		in := contract(rng, 2+int(seed%2), 2, 3)
		l, law := &in.Lines[0], int64(seed/2%2)
		least := int64(rng.IntN(3 * in.Days / 2))
		l.Weekends, l.Weekend = rng.IntN(2), Pay(law, int64(1000*rng.IntN(20)))
		l.Counts = append(l.Counts[:4:4], Count{
			To: in.Days, Value: l.Counts[0].Value, Least: least, Most: least + int64(rng.IntN(6)),
			Under: Pay(int64(rng.IntN(2)), 500), Over: Pay(law, int64(1000*rng.IntN(12))),
		})
		requireBest(t, in, rng, anyOption(in))
	}
}

// TestManyWeekends: of a year's weekends forty may be worked, more than there was room to count.
func TestManyWeekends(t *testing.T) {
	for i, most := range []int{31, 32, 40} {
		rng := rand.New(rand.NewPCG(uint64(i), 11))
		in := contract(rng, 52, 1)
		l := &in.Lines[0]
		l.Counts, l.Work, l.Rest = nil, Runs{}, Runs{}
		l.Weekends, l.Weekend = most, Pay(int64(i%2), 9000)
		requireBest(t, in, rng, anyOption(in))
	}
}

// TestLeftAside: where a key has no room for all counts of a field the longest is left aside, and a line costs
// what it does without that one; never is a count wrong.
func TestLeftAside(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 12))
	in := contract(rng, 4, 2)
	l := &in.Lines[0]
	wide, wider := []int32{0, 1 << 14}, []int32{0, 1<<14 + 1}
	l.Counts = append(l.Counts,
		Count{To: 28, Value: wide, Most: 12 << 14, Over: Pay(0, 1)},
		Count{From: 7, To: 14, Value: wider, Most: 1000, Over: Pay(0, 1)})
	requireBest(t, in, rng, anyOption(in))
	x := newExact(in, 1_000_000, 1<<30)
	x.strict = true
	out := make([]Option, in.Days)
	cost, ok := x.best(0, math.MaxInt64/8, anyOption(in), out)
	require.True(t, ok)
	l.Counts = append(l.Counts, Count{From: 7, To: 28, Value: wider, Most: 10 << 14, Over: Pay(0, 1)})
	with, ok := x.best(0, math.MaxInt64/8, anyOption(in), out)
	require.True(t, ok)
	require.Equal(t, 1, x.loose)
	require.Equal(t, cost, with)
}

// TestYearHasRoom: of a year of weeks' and of four weeks' hours all counts have room in a key at once, and the 48
// hours of every seventeen weeks beside them where four weeks of it are to choose.
func TestYearHasRoom(t *testing.T) {
	in := contract(rand.New(rand.NewPCG(1, 13)), 52, 30, 32)
	l := &in.Lines[0]
	value := l.Counts[0].Value
	for from := 0; from < in.Days; from += 28 {
		l.Counts = append(l.Counts, Count{From: from, To: from + 28, Value: value, Least: 520, Most: 560, Under: Pay(0, 10), Over: Pay(0, 10)})
	}
	in.randomRest(rand.New(rand.NewPCG(1, 13)), func(int) Price { return Pay(1, 0) })
	x := newExact(in, 1_000_000, 1<<30)
	x.strict = true
	x.prepare(0, anyOption(in))
	require.Zero(t, x.loose)
	for to := 7; to <= in.Days; to += 7 {
		l.Counts = append(l.Counts, Count{From: max(0, to-119), To: to, Value: value, Most: 17 * 192, Over: Pay(1, 0)})
	}
	x.prepare(0, anyOption(in))
	require.NotZero(t, x.loose, "seventeen that overlap have not, over a whole year")
	may := anyOption(in)
	for d := range may {
		if d < 143 || d >= 143+28 {
			may[d] = []Option{Option(min(1, d%7/2))} // five days of seven
		}
	}
	x.prepare(0, may)
	require.Zero(t, x.loose)
}
