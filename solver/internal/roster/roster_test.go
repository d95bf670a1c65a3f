package roster

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// random makes an instance small enough to try every line: its prices, runs, counts and needs are chance,
// some of them law.
func random(rng *rand.Rand, days, carers, options int) *Instance {
	in := &Instance{
		Days: days, Carers: carers, Options: options, Weekday: rng.IntN(7),
		Kind: []uint8{0}, Kinds: options + 1,
	}
	width := options + 1
	pay := func(oneIn int) Price {
		switch {
		case rng.IntN(oneIn) > 0:
			return 0
		case rng.IntN(4) == 0:
			return Pay(1, 0)
		}
		return Pay(0, int64(rng.IntN(20)*1000))
	}
	runs := func() Runs {
		each, linear := pay(2), rng.IntN(2) == 0
		table := func() []Price {
			if rng.IntN(3) == 0 {
				return nil
			}
			var out []Price
			for range days + 1 {
				out = append(out, pay(2))
			}
			for n := 2; n < len(out) && linear; n++ { // from there on each day costs the same
				out[n] = out[n-1] + each
			}
			return out
		}
		return Runs{table(), table(), table(), table()}
	}
	for k := 1; k < width; k++ {
		in.Kind = append(in.Kind, uint8(1+rng.IntN(k)))
	}
	for range carers * days * width {
		in.Day = append(in.Day, pay(3))
	}
	for range width * width {
		in.Follow = append(in.Follow, pay(5))
	}
	if rng.IntN(2) == 0 {
		for range carers * width {
			in.Before = append(in.Before, pay(4))
		}
	}
	for range carers {
		l := Line{Work: runs(), Rest: runs(), Known: rng.IntN(2) == 0, Weekends: rng.IntN(2), Weekend: pay(2), Half: pay(2)}
		l.Last = Option(rng.IntN(width))
		if rng.IntN(2) == 0 {
			for range in.Kinds {
				l.Kind = append(l.Kind, runs())
			}
		}
		for range rng.IntN(3) {
			k := Count{From: rng.IntN(days), Value: make([]int32, width), Least: int64(rng.IntN(3)), Under: Pay(0, int64(rng.IntN(20)*1000)), Over: pay(1)}
			k.To = k.From + 1 + rng.IntN(days-k.From)
			k.Most = k.Least + int64(rng.IntN(4))
			for o := 1; o < width; o++ {
				k.Value[o] = int32(rng.IntN(3))
			}
			l.Counts = append(l.Counts, k)
		}
		in.Lines = append(in.Lines, l)
		in.Class = append(in.Class, rng.IntN(2))
	}
	if rng.IntN(2) == 0 {
		in.randomRest(rng, pay)
	}
	if options > 1 && rng.IntN(2) == 0 {
		in.twin(1, options)
	}
	in.Cells = 1 + rng.IntN(6)
	in.CellAt = append(in.CellAt, 0)
	for i := range 2 * days * width {
		for cell := range in.Cells { // each is one day's
			if i/width%days == cell%days && i%width > 0 && rng.IntN(2) == 0 {
				in.CellOf = append(in.CellOf, int32(cell))
			}
		}
		in.CellAt = append(in.CellAt, int32(len(in.CellOf)))
	}
	for range in.Cells { // the price of a need is convex
		need := rng.IntN(carers + 1)
		under, over := int64(rng.IntN(50)*1000), int64(rng.IntN(5)*1000)
		for n := range carers + 1 {
			in.CellPrice = append(in.CellPrice, Pay(0, under*int64(max(0, need-n))+over*int64(max(0, n-need))))
		}
	}
	return in
}

// randomRest makes prices of weeks without a rest long enough, by chance.
func (in *Instance) randomRest(rng *rand.Rand, pay func(int) Price) {
	width := in.Options + 1
	r := &WeekRest{States: 1 + rng.IntN(6), Work: make([]bool, width)}
	after := make([]uint8, width)
	for k := 1; k < width; k++ {
		r.Work[k], after[k] = rng.IntN(4) > 0, uint8(rng.IntN(r.States))
	}
	for range r.States {
		for k := range width {
			next := after[k]
			if !r.Work[k] {
				next = uint8(rng.IntN(r.States))
			}
			r.Next, r.Long = append(r.Next, next), append(r.Long, uint8(rng.Uint32()&rng.Uint32()))
		}
		r.End = append(r.End, rng.IntN(2) == 0)
	}
	in.WeekRest = r
	for c := range in.Lines {
		l := &in.Lines[c]
		l.Since, l.Unrested = uint8(rng.IntN(r.States)), pay(2)
	}
}

// twin makes an option alike to another but for its days and cover.
func (in *Instance) twin(a, b int) {
	width := in.Options + 1
	in.Kind[b] = in.Kind[a]
	for o := range width {
		in.Follow[b*width+o] = in.Follow[a*width+o]
	}
	for o := range width {
		in.Follow[o*width+b] = in.Follow[o*width+a]
	}
	if r := in.WeekRest; r != nil {
		r.Work[b] = r.Work[a]
		for s := range r.States {
			r.Next[s*width+b], r.Long[s*width+b] = r.Next[s*width+a], r.Long[s*width+a]
		}
	}
	for c := range in.Lines {
		if in.Before != nil {
			in.Before[c*width+b] = in.Before[c*width+a]
		}
		for i := range in.Lines[c].Counts {
			v := in.Lines[c].Counts[i].Value
			v[b] = v[a]
		}
	}
}

// TestClasses: of options that are alike the first stands for all.
func TestClasses(t *testing.T) {
	in := random(rand.New(rand.NewPCG(5, 5)), 4, 2, 3)
	in.Kind = []uint8{0, 1, 2, 3}
	require.Equal(t, []Option{0, 1, 2, 3}, in.classes())
	in.twin(2, 3)
	require.Equal(t, []Option{0, 1, 2, 2}, in.classes())
	in.Follow[3*4+1]++
	require.Equal(t, []Option{0, 1, 2, 3}, in.classes(), "the day after differs")
}

// every calls f with every line of so many days.
func every(days, options int, f func(line []Option)) {
	line := make([]Option, days)
	for {
		f(line)
		d := 0
		for d < days && int(line[d]) == options {
			line[d] = 0
			d++
		}
		if d == days {
			return
		}
		line[d]++
	}
}

func anyOption(in *Instance) [][]Option {
	var all []Option
	for k := range in.Options + 1 {
		all = append(all, Option(k))
	}
	out := make([][]Option, in.Days)
	for d := range out {
		out[d] = all
	}
	return out
}

// TestExactIsTheBest: of all lines there is none that costs less than the exact one, and it costs what it
// is said to; below a limit that only dearer lines keep there is none.
func TestExactIsTheBest(t *testing.T) {
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 1))
		in := random(rng, 3+rng.IntN(4), 2, 1+rng.IntN(3))
		x := newExact(in, 1_000_000, 1<<30)
		for i := range x.value {
			x.value[i] = int64(rng.IntN(40_000) - 20_000)
		}
		width := in.Options + 1
		cost := func(c int, line []Option) int64 {
			sum := x.scalar(in.LinePrice(c, line))
			for d, k := range line {
				sum += x.value[d*width+int(k)] - x.scalar(in.Day[(c*in.Days+d)*width+int(k)])
			}
			return sum
		}
		for c := range in.Carers {
			least := int64(math.MaxInt64)
			every(in.Days, in.Options, func(line []Option) { least = min(least, cost(c, line)) })
			out := make([]Option, in.Days)
			x.strict = false
			if got, ok := x.best(c, math.MaxInt64/8, anyOption(in), out); x.loose > 0 { // what a limit of the law costs was left aside
				require.True(t, ok && got <= least, "seed %d, carer %d", seed, c)
				require.True(t, got == least || x.scalar(in.LinePrice(c, out)) >= 1_000_000, "seed %d, carer %d: its line breaks it", seed, c)
			}
			x.strict = true
			got, ok := x.best(c, math.MaxInt64/8, anyOption(in), out)
			require.Zero(t, x.loose)
			require.True(t, ok)
			require.Equal(t, least, got, "seed %d, carer %d", seed, c)
			require.Equal(t, least, cost(c, out), "seed %d, carer %d: the line", seed, c)
			got, ok = x.best(c, least+1, anyOption(in), out)
			require.True(t, ok && got == least, "seed %d, carer %d: pruned", seed, c)
			_, ok = x.best(c, least, anyOption(in), out)
			require.False(t, ok, "seed %d, carer %d: nothing is cheaper", seed, c)
		}
	}
}

// TestAnnealAddsUp: after any number of small changes the totals are those counted afresh.
func TestAnnealAddsUp(t *testing.T) {
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 2))
		z := newAnneal(random(rng, 14+int(seed%3)*20, 5, 3), rng)
		for i := range 20 {
			z.run(200, float64(i)/20)
			if seed%2 == 0 { // else the best is saved on the way only
				z.best()
			}
			now, afresh := NewState(z.s.In), NewState(z.s.In)
			z.s.Copy(now)
			z.s.Copy(afresh)
			afresh.Recount()
			now.changes = afresh.changes // those are room for work
			require.Equal(t, afresh, now, "seed %d", seed)
			require.False(t, z.s.Total.Less(z.total))
		}
		best := z.best()
		total := best.Total
		best.Recount()
		require.Equal(t, best.Total, total, "seed %d", seed)
		require.Equal(t, z.total, total, "seed %d", seed)
	}
}

// brute is the least that any roster costs, as one number.
func brute(in *Instance, x *exact) int64 {
	s := NewState(in)
	least := int64(math.MaxInt64)
	var next func(c int)
	next = func(c int) {
		if c == in.Carers {
			s.Recount()
			least = min(least, x.scalar(s.Total))
			return
		}
		every(in.Days, in.Options, func(line []Option) {
			copy(s.Lines[c], line)
			next(c + 1)
		})
	}
	next(0)
	return least
}

// TestMaster: the program's value is not above what the best roster costs, lines that are chosen make the
// roster no dearer, and nearly always the best there is.
func TestMaster(t *testing.T) {
	same, all := 0, 0
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 3))
		in := random(rng, 4, 2, 1+rng.IntN(2))
		a := newAnneal(in, rng)
		a.run(50, 0)
		k := newMaster(in, 1_000_000, rng)
		least := brute(in, k.exact)
		may := make([][]Option, 0, in.Carers*in.Days)
		for range in.Carers {
			may = append(may, anyOption(in)...)
		}
		s := NewState(in)
		s.Copy(a.s)
		a.s.Copy(s)
		k.wholly = true
		k.begin(s, []int{0, 1}, 0, in.Days, may, 1<<40)
		for k.fixed[0] < 0 && k.fixed[1] < 0 {
			k.step()
			require.True(t, k.going || k.fixed[0] >= 0 && k.fixed[1] >= 0)
		}
		base := int64(0)
		for cell := range in.Cells {
			base += k.exact.scalar(in.CellPrice[cell*(in.Carers+1)])
		}
		if k.exact.loose == 0 {
			require.LessOrEqual(t, k.bound, float64(least)+200, "seed %d: prices alone", seed)
			require.LessOrEqual(t, k.Value+float64(base), float64(least)+200, "seed %d", seed)
		}
		was := s.Total
		for range 3 {
			k.begin(s, []int{0, 1}, 0, in.Days, may, 1<<40)
			for !k.step() {
				require.True(t, k.going)
			}
			k.take(s)
		}
		require.False(t, was.Less(s.Total))
		total := s.Total
		s.Recount()
		require.Equal(t, s.Total, total)
		all++
		if k.exact.scalar(s.Total) == least {
			same++
		}
	}
	require.Greater(t, same*10, all*8, "%d of %d are the best", same, all)
}

// TestSearchIsTheSameAgain: a search depends on seed, island and the work it is given, on nothing else.
func TestSearchIsTheSameAgain(t *testing.T) {
	in := random(rand.New(rand.NewPCG(7, 4)), 14, 6, 3)
	run := func(seed uint64) *State {
		z := NewSearch(in, seed, 0)
		for point := 0; point < Steps; point += 20 {
			z.Run(40, point)
		}
		return z.Best()
	}
	a, b := run(1), run(1)
	require.Equal(t, a.Lines, b.Lines)
	require.Equal(t, a.Total, b.Total)
}

func TestPrice(t *testing.T) {
	p := Pay(3, -70) + Pay(-1, 100)
	require.Equal(t, []int64{2, 30}, []int64{p.Law(), p.Wishes()})
	require.True(t, Pay(1, -5).Less(Pay(1, 0)))
	require.True(t, Pay(0, 1<<38).Less(Pay(1, -1<<38)))
}

// TestLiner: a roster laid beside needs covers them within the law, and one line laid anew differs on the
// days asked about only.
func TestLiner(t *testing.T) {
	in := twoWeeks()
	z := NewLiner(in, rand.New(rand.NewPCG(1, 1)))
	lines := z.Lay(20_000)
	s := NewState(in)
	for c := range lines {
		copy(s.Lines[c], lines[c])
	}
	s.Recount()
	require.Zero(t, s.Total.Law())
	require.Zero(t, s.Total.Wishes(), "every day has its two carers, and nobody more than seven days")
	was := append([]Option(nil), s.Lines[1]...)
	differs := false
	for range 20 {
		line := z.Line(1, 0, 8, 5000)
		require.NotNil(t, line)
		for d, k := range line {
			if d >= 8 {
				require.Equal(t, was[d], k, "day %d", d)
			}
			differs = differs || was[d] != k
		}
	}
	require.True(t, differs, "chance makes other lines")
}

// twoWeeks is four carers, of whom two are wanted on each of 14 days; nobody may work more than seven.
func twoWeeks() *Instance {
	in := &Instance{Days: 14, Carers: 4, Options: 1, Kind: []uint8{0, 1}, Kinds: 2, Cells: 14}
	in.Day, in.Follow = make([]Price, 4*14*2), make([]Price, 4)
	in.CellAt = []int32{0}
	for c := range 4 {
		in.Class = append(in.Class, c)
		in.Lines = append(in.Lines, Line{Weekends: 2, Counts: []Count{{To: 14, Value: []int32{0, 1}, Most: 7, Over: Pay(1, 0)}}})
		for d := range 14 {
			in.CellAt = append(in.CellAt, int32(len(in.CellOf)))
			in.CellOf = append(in.CellOf, int32(d))
			in.CellAt = append(in.CellAt, int32(len(in.CellOf)))
		}
	}
	for range 14 {
		for n := range 5 {
			in.CellPrice = append(in.CellPrice, Pay(0, int64(1000*max(0, 2-n))))
		}
	}
	return in
}
