package constraint

import (
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/roster"
	"github.com/milltir/milltir/solver/internal/state"
)

// Roster is a problem in which only shifts are decided, as lines of days; Runs says which run a carer's
// option of a day is.
type Roster struct {
	In   *roster.Instance
	Runs []state.Run // (carer·Days + day)·(Options+1) + option; NoRun where there is none
}

// Roster compiles what the rules say of carers' days into prices. It is nil where something is decided
// that a line of days does not tell: visits, two shifts on one day, shifts that one carer only may work, colleagues who work together or apart.
func (r *Rules) Roster() *Roster {
	in := r.in
	if r.FairWeekend.lifted && r.on.fairWeekend {
		return nil // as law it counts carers, not weekends
	}
	if in.Visits > 0 || !slices.Contains(in.IsOpen, true) || r.hours.span || r.young() || r.on.together || r.on.apart {
		return nil
	}
	b := &rosterBuilder{r: r, in: in, days: 7 * in.Weeks, at: make(map[model.ShiftID]roster.Option)}
	if !b.options() {
		return nil
	}
	b.prices()
	b.lines()
	b.cells()
	return &Roster{b.out, b.runs}
}

// young tells whether a carer is a young worker on a date of theirs: what two shifts in a row cost, and
// what of a shift is paid, is then not the same for all.
func (r *Rules) young() bool {
	for run := range r.in.Runs {
		if r.in.H.Young(int(r.in.CarerOf[run]), r.Rest.day[run]) {
			return true
		}
	}
	return false
}

// rosterBuilder fills an instance, rule by rule.
type rosterBuilder struct {
	r     *Rules
	in    *state.Instance
	days  int
	width int
	at    map[model.ShiftID]roster.Option
	first []int // by option: some dated shift of it
	runs  []state.Run
	out   *roster.Instance
}

// options makes one of each shift.
func (b *rosterBuilder) options() bool {
	in, h := b.in, b.in.H
	b.first = []int{-1}
	for r := range in.Runs {
		ds := &h.Shifts[in.ShiftOf[r]]
		if _, ok := b.at[ds.ID]; !ok {
			if len(b.at) == 255 {
				return false
			}
			b.at[ds.ID] = roster.Option(len(b.at) + 1)
			b.first = append(b.first, int(in.ShiftOf[r]))
		}
		if ds.Carer < 0 && !h.Problem.Shifts[ds.Template].Shared {
			return false // of those who may work it one only does: a matter between lines
		}
	}
	b.width = len(b.at) + 1
	b.runs = slices.Repeat([]state.Run{state.NoRun}, in.Carers*b.days*b.width)
	given := make(map[[2]int]bool)
	for r := range in.Runs {
		c, d := int(in.CarerOf[r]), int(b.r.lines.day[r])
		if i := b.index(c, d, b.at[h.Shifts[in.ShiftOf[r]].ID]); b.runs[i] != state.NoRun {
			return false
		} else {
			b.runs[i] = state.Run(r)
		}
		if !in.IsOpen[r] {
			if given[[2]int{c, d}] {
				return false
			}
			given[[2]int{c, d}] = true
		}
	}
	kinds := make([]uint8, b.width)
	for k := range kinds {
		kinds[k] = uint8(k)
	}
	b.out = &roster.Instance{
		Days: b.days, Carers: in.Carers, Options: b.width - 1, Kind: kinds, Kinds: b.width,
		Day: make([]roster.Price, len(b.runs)), Follow: make([]roster.Price, b.width*b.width), Lines: make([]roster.Line, in.Carers),
	}
	return true
}

func (b *rosterBuilder) index(c, d int, k roster.Option) int { return (c*b.days+d)*b.width + int(k) }

// never is the price of what cannot be: a shift that a carer has not, or a given one not worked.
const never = 1000

// price is what a rule makes of a unit.
func price(r *base, u unit) roster.Price {
	var s model.Score
	r.add(&s, u, 1)
	return roster.Pay(s.Breaches, s.Wishes)
}

// prices fills what a day and two days in a row cost.
func (b *rosterBuilder) prices() {
	in, r := b.in, b.r
	for c := range in.Carers {
		for d := range b.days {
			forced := roster.Off
			for k := 1; k < b.width; k++ {
				run := b.runs[b.index(c, d, roster.Option(k))]
				if run != state.NoRun && !in.IsOpen[run] {
					forced = roster.Option(k)
				}
			}
			for k := range b.width {
				i := b.index(c, d, roster.Option(k))
				run := b.runs[i]
				if k > 0 && run == state.NoRun || forced != roster.Off && roster.Option(k) != forced {
					b.out.Day[i] += roster.Pay(never, 0)
					continue
				}
				if k > 0 {
					b.out.Day[i] += roster.Pay(r.works[run].Breaches, r.works[run].Wishes)
				}
			}
		}
		for d := range b.days {
			for k := 1; k < b.width && r.Parity.barred(state.Carer(c), d); k++ {
				b.out.Day[b.index(c, d, roster.Option(k))] += price(&r.Parity.base, r.Parity.counted(1))
			}
		}
		for i := range r.Request.of[c] {
			q := &r.Request.of[c][i]
			for k := range b.width {
				worked := k > 0 && (q.shift == "" || b.at[q.shift] == roster.Option(k))
				if worked != q.on {
					b.out.Day[b.index(c, int(q.day), roster.Option(k))] += price(&r.Request.base, unit{1, 0, q.cost})
				}
			}
		}
	}
	for a := 1; a < b.width; a++ {
		for z := 1; z < b.width; z++ {
			b.out.Follow[a*b.width+z] = b.follow(a, z)
		}
	}
}

// follow is what the rules about two days in a row say of two shifts.
func (b *rosterBuilder) follow(a, z int) roster.Price {
	h, r := b.in.H, b.r
	x, y := &h.Shifts[b.first[a]], &h.Shifts[b.first[z]]
	sum := roster.Price(0)
	if slices.Contains(h.Problem.Shifts[x.Template].NoNext, y.ID) {
		sum += price(&r.Succession.base, r.Succession.counted(1))
	}
	// From the end of the one to the start of the other a day later, by the clock.
	day := h.Calendar.Ticks(1440)
	gap := (y.Start - h.Calendar.Tick(y.Date, 0)) + day - (x.End - h.Calendar.Tick(x.Date, 0))
	return sum + price(&r.Rest.base, r.Rest.timed(h.Calendar.Ticks(h.Rules.Rest.Daily)-gap))
}

// lines fills what is asked of each line.
func (b *rosterBuilder) lines() {
	in, r, h := b.in, b.r, b.in.H
	for c := range in.Carers {
		l := &b.out.Lines[c]
		over := price(&r.DaysInRow.base, r.DaysInRow.counted(1))
		most := r.DaysInRow.most[c]
		l.Work = runs(b.days, func(n int, inner bool) roster.Price {
			p := roster.Price(max(0, n-most)) * over
			if short := r.ShortStint.least[c] - n; inner && short > 0 && n > 0 {
				p += roster.Price(short) * price(&r.ShortStint.base, r.ShortStint.counted(1))
			}
			return p
		})
		l.Rest = runs(b.days, func(n int, inner bool) roster.Price {
			if short := r.DaysOff.least[c] - n; inner && short > 0 && n > 0 {
				return roster.Price(short) * price(&r.DaysOff.base, r.DaysOff.counted(1))
			}
			return 0
		})
		l.Weekends = in.Weeks
		if r.Weekends.most[c] >= 0 {
			l.Weekends, l.Weekend = r.Weekends.most[c], price(&r.Weekends.base, r.Weekends.counted(1))
		} else if share := r.FairWeekend.share[c]; share < in.Weeks {
			l.Weekends, l.Weekend = share, price(&r.FairWeekend.base, wish(r.FairWeekend.w[0]))
		}
		for i, id := range r.ShiftMost.ids[c] {
			k, ok := b.at[id]
			count := h.Problem.Carers[c].MostOf[i].Count
			if !ok || count >= b.days || r.ShiftMost.level == model.Off {
				continue
			}
			if count == 0 { // a matter of each day
				for d := range b.days {
					b.out.Day[b.index(c, d, k)] += price(&r.ShiftMost.base, r.ShiftMost.counted(1))
				}
				continue
			}
			v := make([]int32, b.width)
			v[k] = 1
			l.Counts = append(l.Counts, roster.Count{To: b.days, Value: v, Most: int64(count), Over: price(&r.ShiftMost.base, r.ShiftMost.counted(1))})
		}
		b.hours(c, l)
	}
}

// hours fills the counts of paid time: of the plan, and of each week.
func (b *rosterBuilder) hours(c int, l *roster.Line) {
	r, h := b.r, b.in.H
	minutes := make([]int32, b.width)
	unit := int64(0)
	for k := 1; k < b.width; k++ {
		minutes[k] = h.Shifts[b.first[k]].Paid() / b.in.Res
		unit = gcd(unit, int64(minutes[k]))
	}
	if unit == 0 {
		return
	}
	for k := range minutes {
		minutes[k] /= int32(unit)
	}
	each := func(x *base, w int64) roster.Price { // of a unit of paid time
		switch x.level {
		case model.Law:
			return roster.Pay(1, 0)
		case model.Wishes:
			return roster.Pay(0, w*unit/60)
		}
		return 0
	}
	add := func(from, to int, least, most int64, under, over roster.Price) {
		if under == 0 {
			least = 0
		}
		if over == 0 || most < 0 {
			most = 1 << 40
		}
		if least > 0 || most < 1<<40 {
			l.Counts = append(l.Counts, roster.Count{From: from, To: to, Value: minutes, Least: (least + unit - 1) / unit, Most: most / unit, Under: under, Over: over})
		}
	}
	if p := &r.PlanHours; p.level != model.Off {
		res, most := int64(b.in.Res), int64(-1)
		if p.most[c] > 0 {
			most = int64(p.most[c]) / res
		}
		add(0, b.days, int64(p.least[c])/res, most, each(&p.base, p.w[0]), each(&p.base, p.w[0]))
	}
	carer := &h.Problem.Carers[c]
	for w := range b.in.Weeks {
		if x := &r.Hours48; x.counts() && !carer.OptOut48 {
			add(7*w, 7*w+7, 0, int64(h.Rules.Hours48.Cap), 0, each(&x.base, x.w[0]))
		}
		if x := &r.MaxHours; x.counts() {
			add(7*w, 7*w+7, 0, int64(x.limit[c])/int64(b.in.Res), 0, each(&x.base, x.w[0]))
		}
		if x := &r.UnderHours; x.counts() {
			add(7*w, 7*w+7, int64(x.least[c*b.in.Weeks+w])/int64(b.in.Res), -1, each(&x.base, x.w[0]), 0)
		}
	}
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// runs makes the prices of stretches by their length; inner tells those with a day before and after.
func runs(days int, f func(n int, inner bool) roster.Price) roster.Runs {
	edge, inner := make([]roster.Price, days+1), make([]roster.Price, days+1)
	for n := range edge {
		edge[n], inner[n] = f(n, false), f(n, true)
	}
	return roster.Runs{First: edge, Mid: inner, End: edge, Whole: edge}
}

// cells fills the needs for cover. Carers of one patch with the same skills count alike.
func (b *rosterBuilder) cells() {
	in, h, r := b.in, b.in.H, b.r
	classes := make(map[string]int)
	var of []int // by class: a carer of it
	for c := range in.Carers {
		k := &h.Problem.Carers[c]
		key := fmt.Sprint(k.Patch, k.Skills)
		if _, ok := classes[key]; !ok {
			classes[key] = len(of)
			of = append(of, c)
		}
		b.out.Class = append(b.out.Class, classes[key])
	}
	byDate := make(map[model.Date][]int32)
	for i := range h.Cover {
		byDate[h.Cover[i].Date] = append(byDate[h.Cover[i].Date], int32(i))
	}
	lists := make([][]int32, len(of)*b.days*b.width)
	for s := range h.Shifts {
		ds := &h.Shifts[s]
		k, ok := b.at[ds.ID]
		if !ok {
			continue
		}
		for class, c := range of {
			i := (class*b.days+int(ds.Date-h.Calendar.Start()))*b.width + int(k)
			if lists[i] != nil {
				continue
			}
			for d := ds.Date; d <= ds.Date.Add(1); d++ {
				for _, need := range byDate[d] {
					if h.Cover[need].Counts(h, ds, c) {
						lists[i] = append(lists[i], need)
					}
				}
			}
		}
	}
	b.out.CellAt = append(b.out.CellAt, 0)
	for _, l := range lists {
		b.out.CellOf = append(b.out.CellOf, l...)
		b.out.CellAt = append(b.out.CellAt, int32(len(b.out.CellOf)))
	}
	b.out.Cells = len(h.Cover)
	for need := range h.Cover {
		for n := range in.Carers + 1 {
			b.out.CellPrice = append(b.out.CellPrice,
				price(&r.Staffing.base, r.Staffing.cost(int32(need), int32(n)))+price(&r.Wanted.base, r.Wanted.cost(int32(need), int32(n))))
		}
	}
}
