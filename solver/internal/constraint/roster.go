package constraint

import (
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
// that a line of days does not tell: visits, two shifts on one day, shifts that one carer only may work,
// colleagues who work together or apart, meetings that somebody has to be at work for, or rest that is missing
// and had later.
func (r *Rules) Roster() *Roster {
	in := r.in
	if r.on.together || r.on.apart || r.on.meeting {
		return nil // whom somebody works with is a matter between lines
	}
	if r.FairWeekend.lifted && r.on.fairWeekend {
		return nil // as law it counts carers, not weekends
	}
	if r.on.nightRun || r.nightsAlone() {
		return nil // how many nights there are, and what comes after them, is a matter of the whole line
	}
	if r.on.fairness || r.on.block {
		return nil // it ties all lines together
	}
	if r.Hours48.made() {
		return nil // what a week may hold is a matter of the days after it
	}
	if r.Break.nights() {
		return nil // a shift that goes on from that of the day before may want a break
	}
	if in.Visits > 0 || !slices.Contains(in.IsOpen, true) || r.hours.span || r.young() || r.RestDebt.debts.any() {
		return nil
	}
	b := &rosterBuilder{r: r, in: in, days: 7 * in.Weeks, at: make(map[model.ShiftID]roster.Option)}
	if !b.options() {
		return nil
	}
	if len(b.singles()) > 0 {
		return nil // who of those who may works it is a matter between lines
	}
	if b.restsOver() {
		return nil // a day off between two shifts may be too short a rest
	}
	b.prices()
	b.lines()
	if r.on.weeklyRest && !b.weeklyRest() {
		return nil
	}
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

// nightsAlone tells whether the rule of night work may find something where that of 48 hours, which asks
// the same of a week, finds nothing.
func (r *Rules) nightsAlone() bool {
	if !r.on.nightWork {
		return false
	}
	night, hours := r.in.H.Rules.Night, r.in.H.Rules.Hours48
	if r.Hours48.level != model.Law || night.Day*night.Days != hours.Cap || night.Weeks != hours.Weeks {
		return true
	}
	for run := range r.in.Runs {
		if c := r.in.CarerOf[run]; r.NightWork.dark(run) && (r.Hours48.past[c].free || r.NightWork.past[c].hazard) {
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
	first []int           // by option: some dated shift of it, -1 of one that was worked before the plan only
	rows  []*model.Shift  // by option: its row
	past  []roster.Option // by carer: the last shift before the plan
	runs  []state.Run
	more  []int64 // by day: how much longer than by the clock a shift of it is paid; in an autumn night
	out   *roster.Instance
}

// options makes one of each shift.
func (b *rosterBuilder) options() bool {
	in, h := b.in, b.in.H
	b.first, b.rows = []int{-1}, []*model.Shift{nil}
	for r := range in.Runs {
		ds := &h.Shifts[in.ShiftOf[r]]
		if _, ok := b.at[ds.ID]; !ok {
			if len(b.at) == 255 {
				return false
			}
			b.at[ds.ID] = roster.Option(len(b.at) + 1)
			b.first = append(b.first, int(in.ShiftOf[r]))
			b.rows = append(b.rows, &h.Problem.Shifts[ds.Template])
		}
	}
	if !b.lastShifts() || b.cut() {
		return false
	}
	b.width = len(b.rows)
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
	kinds, n := b.kinds()
	b.out = &roster.Instance{
		Days: b.days, Carers: in.Carers, Options: b.width - 1, Kind: kinds, Kinds: n,
		Day: make([]roster.Price, len(b.runs)), Follow: make([]roster.Price, b.width*b.width), Lines: make([]roster.Line, in.Carers),
	}
	return true
}

// singles lists the shifts that one carer of several works, of each date.
func (b *rosterBuilder) singles() (out []int32) {
	for s := range b.in.H.Shifts {
		if ds := &b.in.H.Shifts[s]; ds.Carer < 0 && !b.in.H.Problem.Shifts[ds.Template].Shared {
			out = append(out, int32(s))
		}
	}
	return out
}

// lastShifts finds the options that were worked on the last day before the plan, and makes some for those
// that are not in it: nobody can work them. Of a day worked without a word of the shift it is nobody's kind.
func (b *rosterBuilder) lastShifts() bool {
	unnamed := model.Shift{ID: "\x00"}
	for c := range b.in.Carers {
		past := &b.r.lines.past[c]
		if past.Work == 0 {
			b.past = append(b.past, roster.Off)
			continue
		}
		row := b.in.H.Problem.ShiftRow(past.Shift)
		if row == nil {
			row = &unnamed
		}
		k, ok := b.at[row.ID]
		if !ok {
			if len(b.rows) == 255 {
				return false
			}
			k = roster.Option(len(b.rows))
			b.at[row.ID], b.rows, b.first = k, append(b.rows, row), append(b.first, -1)
		}
		b.past = append(b.past, k)
	}
	return true
}

// kinds numbers the shifts that are alike to rules about shifts in a row.
func (b *rosterBuilder) kinds() (kinds []uint8, n int) {
	at := map[string]uint8{"": 0}
	kinds = make([]uint8, b.width)
	for k := 1; k < b.width; k++ {
		group := b.rows[k].Group()
		if _, ok := at[group]; !ok {
			at[group] = uint8(len(at))
		}
		kinds[k] = at[group]
	}
	return kinds, len(at)
}

func (b *rosterBuilder) index(c, d int, k roster.Option) int { return (c*b.days+d)*b.width + int(k) }

// lines fills what is asked of each line.
func (b *rosterBuilder) lines() {
	in, r, h := b.in, b.r, b.in.H
	b.more = b.longer()
	for c := range in.Carers {
		l := &b.out.Lines[c]
		past := &r.lines.past[c]
		l.Known, l.Last = past.Known, b.past[c]
		over := price(&r.DaysInRow.base, r.DaysInRow.counted(1))
		sixth := price(&r.SixthDay.base, r.SixthDay.counted(1))
		under := price(&r.ShortStint.base, r.ShortStint.counted(1))
		l.Work = b.stretches(past, past.Work, func(s stretch) roster.Price {
			s.work = true
			return roster.Price(s.beyond(r.DaysInRow.most[c]))*over + roster.Price(s.beyond(r.SixthDay.most))*sixth + roster.Price(r.ShortStint.off(state.Carer(c), s))*under
		})
		off := price(&r.DaysOff.base, r.DaysOff.counted(1))
		l.Rest = b.stretches(past, past.Off, func(s stretch) roster.Price { return roster.Price(r.DaysOff.off(state.Carer(c), s)) * off })
		b.inRow(c, l)
		if r.WholeWeekends.whole[c] {
			l.Half = price(&r.WholeWeekends.base, r.WholeWeekends.counted(1))
		}
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
		if b.first[k] < 0 {
			continue
		}
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
		if most >= 0 && over.Law() > 0 { // what is law holds in the longest night of the year, too
			for _, more := range b.more[from:to] {
				most = max(0, most-more)
			}
		}
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
	// owed is what the contract says of some days: the most ticks, 0 any, those to be given, and those above
	// which overtime begins.
	owed := func(from, to int, most, least, over int32) {
		res := int64(b.in.Res)
		if x := &r.MaxHours; x.counts() && most > 0 {
			add(from, to, 0, int64(most)/res, 0, each(&x.base, x.w[0]))
		}
		if x := &r.UnderHours; x.counts() {
			add(from, to, int64(least)/res, -1, each(&x.base, x.w[0]), 0)
		}
		if x := &r.OverHours; x.counts() && over > 0 {
			add(from, to, 0, int64(over)/res, 0, each(&x.base, x.w[0]))
			if more := x.w[1] - x.w[0]; more > 0 {
				add(from, to, 0, int64(over+tolerance(over, &carer.Contract))/res, 0, each(&x.base, more))
			}
		}
	}
	for w := range b.in.Weeks {
		if x := &r.Hours48; x.counts() && !x.past[c].free {
			from, most := x.room(c, w)
			add(7*from, 7*w+7, 0, max(0, most)/int64(b.in.Res), 0, each(&x.base, x.w[0]))
		}
		owed(7*w, 7*w+7, r.MaxHours.limit[c], r.UnderHours.least[c*b.in.Weeks+w], r.OverHours.least[c])
	}
	periods := model.Periods(b.in.Weeks)
	for n := range periods {
		i, from := c*periods+n, 7*model.PeriodWeeks*n
		owed(from, from+7*model.PeriodLength(b.in.Weeks, n), r.MaxHours.ofPeriod[i], r.UnderHours.ofPeriod[i], r.OverHours.ofPeriod[i])
	}
}

// longer finds how much more than on other days a shift is paid for on each.
func (b *rosterBuilder) longer() []int64 {
	h, out := b.in.H, make([]int64, b.days)
	for s := range h.Shifts {
		x := &h.Shifts[s]
		if k, ok := b.at[x.ID]; ok && b.first[k] >= 0 {
			d := x.Date - h.Calendar.Start()
			out[d] = max(out[d], int64(x.Paid()-h.Shifts[b.first[k]].Paid())/int64(b.in.Res))
		}
	}
	return out
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// stretches makes the prices of days in a row by their number in the plan; of those that go on from before
// it, so many come before.
func (b *rosterBuilder) stretches(past *model.Past, before int, f func(s stretch) roster.Price) roster.Runs {
	prices := func(before int, inner bool) []roster.Price {
		out := make([]roster.Price, b.days+1)
		for n := range out {
			if n+before > 0 {
				out[n] = f(stretch{length: n + before, before: before, inner: inner})
			}
		}
		return out
	}
	return roster.Runs{First: prices(before, past.Known), Mid: prices(0, true), End: prices(0, false), Whole: prices(before, false)}
}

// inRow fills what is asked of days in a row in shifts of one kind.
func (b *rosterBuilder) inRow(c int, l *roster.Line) {
	r := &b.r.ShiftsInRow
	if r.level == model.Off || !r.any() {
		return
	}
	past := &b.r.lines.past[c]
	l.Kind = make([]roster.Runs, b.out.Kinds)
	for k := 1; k < b.width; k++ {
		a := r.find(b.rows[k])
		if a < 0 || l.Kind[b.out.Kind[k]].Mid != nil {
			continue
		}
		before := 0
		if r.last[c] == a {
			before = past.Same
		}
		l.Kind[b.out.Kind[k]] = b.stretches(past, before, func(s stretch) roster.Price {
			return roster.Price(r.alike[a].off(s)) * price(&r.base, r.counted(1))
		})
	}
}
