package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// pools counts what the rota draws on every pool, for the rules that ask: by date, by period and by who draws.
// From the counts of a pool it works out by how much each of its parts misses what a rule wants, before and
// after a trial. It follows commits when it is asked.
type pools struct {
	in    *state.Instance
	s     *state.State
	rows  []poolRow
	seat  []poolSeat   // by visit
	draws []state.Node // the visits that are counted
	had   []int32      // by visit: the ticks that now holds of it, carers aside
	stale bool

	now, then []int64 // blocks of counts by pool: days, periods, drawers
	touched   []int32 // pools that a trial changes
	seen      []uint32
	round     uint32
	room      []lot
}

// poolSeat is where a visit's draw is counted; row is -1 where it draws on nothing, period below 0 before the
// pool begins.
type poolSeat struct{ row, day, period, drawer, carers int32 }

// poolRow is a pool: where its counts stand, and what it says.
type poolRow struct {
	x                     *model.Pool
	d                     *model.DatedPool
	days, periods, people int // offsets into the counts, and the end
	end                   int
	first                 int             // period index of the first of the plan's
	spans                 []poolSpan      // its periods in the plan
	lots                  []lot           // brought into the first of them
	entitled, room        int64           // ticks of a period, and the most of them that is carried
	most, least           int64           // ticks a day; 0 none
	open                  []bool          // by day: one of its days
	shares                int64           // all parts
	was, is               [misses][]int64 // what each of its parts misses, as stored and under the trial
}

// poolSpan is a period's part in the plan.
type poolSpan struct {
	from, weeks, left int   // first week of the plan, its weeks in it, and those to the period's end
	before            int64 // ticks drawn before the plan
	next              model.Date
}

// lot is what was carried over at one time, in ticks.
type lot struct {
	ticks int64
	since model.Date
}

// What a pool's parts can miss: by period but for pace (by week of the plan), day and least (by day) and share
// (once); and beside it what a period has left.
const (
	missOver = iota
	missLapse
	missBank
	missPace
	missDay
	missLeast
	missShare
	hasLeft
	misses
)

func newPools(in *state.Instance) *pools {
	h := in.H
	p := &pools{in: in, seat: make([]poolSeat, in.Visits), had: make([]int32, in.Visits), rows: make([]poolRow, len(h.Pools)), seen: make([]uint32, len(h.Pools)), stale: true}
	at := 0
	for i := range p.rows {
		at = p.newRow(i, at)
	}
	p.now, p.then = make([]int64, at), make([]int64, at)
	for v := range p.seat {
		p.seat[v] = poolSeat{row: -1}
		dv := &h.Visits[v]
		if dv.Pool < 0 {
			continue
		}
		row := &p.rows[dv.Pool]
		p.seat[v] = poolSeat{
			int32(dv.Pool), int32(dv.Date - h.Calendar.Start()), int32(row.x.Period(dv.Date) - row.first),
			int32(slices.Index(row.d.Drawers, dv.Person)), int32(dv.Need),
		}
		if row.x.Period(dv.Date) < 0 {
			p.seat[v].row = -1
			continue
		}
		p.draws = append(p.draws, state.Node(v))
	}
	for i := range p.rows {
		p.tally(&p.rows[i], p.now, &p.rows[i].was)
	}
	return p
}

// newRow lays out a pool's counts from an offset on and gives that of the next one.
func (p *pools) newRow(i, at int) int {
	h, row := p.in.H, &p.rows[i]
	row.x, row.d = &h.Problem.Pools[i], &h.Pools[i]
	x, res := row.x, int64(p.in.Res)
	days := 7 * h.Weeks
	row.days = at
	row.periods = row.days + days
	row.first = max(0, row.d.First)
	row.people = row.periods + max(0, len(row.d.Used)-row.first)
	row.end = row.people + len(row.d.Drawers)
	row.entitled, row.room = int64(x.Minutes)*res, int64(x.CarryMost())*res
	row.most, row.least = int64(x.DayMax)*res, int64(x.DayMin)*res
	for d := range days {
		date := h.Calendar.Start().Add(d)
		row.open = append(row.open, x.OnDay(date) && date >= x.PeriodStart)
	}
	for _, s := range row.d.Shares {
		row.shares += s
	}
	row.lots = []lot{{int64(x.BroughtForward) * res, x.BroughtSince}}
	if x.BroughtSince == 0 {
		row.lots[0].since = x.PeriodStart
	}
	for k, used := range row.d.Used {
		first, last := h.PlanDays(x, k)
		_, end := x.PeriodSpan(k)
		if k < row.first {
			row.lots = row.carry(row.lots, used, end.Add(1))
			continue
		}
		row.spans = append(row.spans, poolSpan{int(first-h.Calendar.Start()) / 7, int(last-first)/7 + 1, int(end-first)/7 + 1, used, end.Add(1)})
	}
	for _, side := range []*[misses][]int64{&row.was, &row.is} {
		for m, n := range [misses]int{len(row.spans), len(row.spans), len(row.spans), h.Weeks, days, days, 1, len(row.spans)} {
			side[m] = make([]int64, n)
		}
	}
	return row.end
}

// any tells whether there is a pool that anybody could draw on.
func (p *pools) any() bool { return len(p.rows) > 0 }

// same tells whether two count the same.
func (p *pools) same(o *pools) bool {
	p.sync(nil)
	o.sync(nil)
	return slices.Equal(p.now, o.now) && slices.Equal(p.had, o.had)
}

func (p *pools) reset(s *state.State) { p.s, p.stale = s, true }

// drawnAt is what a visit draws by carer at a length, 0 where it is not in the rota.
func drawnAt(start, length int32) int32 {
	if start == state.Unset {
		return 0
	}
	return length
}

// count adds ticks by carer of a visit to a block of counts.
func (p *pools) count(b []int64, v state.Node, by int32) {
	k := &p.seat[v]
	row, ticks := &p.rows[k.row], int64(by)*int64(k.carers)
	b[row.days+int(k.day)] += ticks
	b[row.periods+int(k.period)] += ticks
	if k.drawer >= 0 {
		b[row.people+int(k.drawer)] += ticks
	}
}

// sync brings the counts up to the state: that before a trial, whose lengths already stand in it.
func (p *pools) sync(t *state.Trial) {
	p.stale = false
	p.touched = p.touched[:0]
	p.round++
	for _, v := range p.draws {
		is := drawnAt(p.s.Start[v], p.s.Len[v])
		if t != nil {
			if c := t.ChangeOf(v); c != nil {
				is = drawnAt(c.Old, c.OldLen)
			}
		}
		if is != p.had[v] {
			p.count(p.now, v, is-p.had[v])
			p.had[v] = is
			p.touch(p.seat[v].row)
		}
	}
	for _, i := range p.touched {
		p.tally(&p.rows[i], p.now, &p.rows[i].was)
	}
}

func (p *pools) touch(row int32) {
	if p.seen[row] != p.round {
		p.seen[row] = p.round
		p.touched = append(p.touched, row)
	}
}

// PoolLeft is the ticks that are left of a visit's pool in its period, as the rota is stored; below 0 it is overdrawn.
// False where the visit draws on nothing, or the law does not say that it may not be overdrawn.
func (r *Rules) PoolLeft(n state.Node) (int64, bool) {
	p := r.pools
	k := &p.seat[n]
	if k.row < 0 || r.Pool.level != model.Law {
		return 0, false
	}
	if p.stale {
		p.sync(nil)
	}
	return p.rows[k.row].was[hasLeft][k.period], true
}

// prepare works out what a trial changes.
func (p *pools) prepare(t *state.Trial) {
	if p.stale {
		p.sync(t)
	}
	p.touched = p.touched[:0]
	p.round++
	for i := range t.Changed {
		c := &t.Changed[i]
		if p.seat[c.Node].row < 0 {
			continue
		}
		by := drawnAt(c.New, c.NewLen) - drawnAt(c.Old, c.OldLen)
		if by == 0 {
			continue
		}
		if row := p.seat[c.Node].row; p.seen[row] != p.round {
			p.touch(row)
			k := &p.rows[row]
			copy(p.then[k.days:k.end], p.now[k.days:k.end])
		}
		p.count(p.then, c.Node, by)
	}
	for _, i := range p.touched {
		p.tally(&p.rows[i], p.then, &p.rows[i].is)
	}
}

// delta adds what the parts of the touched pools miss more or less.
func (p *pools) delta(r *base, miss int, out *model.Score) {
	for _, i := range p.touched {
		row := &p.rows[i]
		for k, was := range row.was[miss] {
			if is := row.is[miss][k]; is != was {
				r.add(out, r.ticked(was), -1)
				r.add(out, r.ticked(is), 1)
			}
		}
	}
}

// tally works out what a pool's parts miss by a block of counts.
func (p *pools) tally(k *poolRow, b []int64, x *[misses][]int64) {
	lots := append(p.room[:0], k.lots...)
	for q := range k.spans {
		span := &k.spans[q]
		u, have := b[k.periods+q], k.entitled
		for _, l := range lots {
			have += l.ticks
		}
		free := max(0, have-span.before)
		x[hasLeft][q] = have - span.before - u
		x[missOver][q] = max(0, span.before+u-max(0, have))
		x[missLapse][q] = max(0, k.lapse(lots, span.before, span.next)*int64(span.weeks)/int64(span.left)-u)
		x[missBank][q] = max(0, free*int64(span.weeks)/int64(span.left)-u)
		pace := free / int64(span.left) * int64(100+p.in.H.Rules.Pool.FlexPct) / 100
		for w := span.from; w < span.from+span.weeks; w++ {
			week := int64(0)
			for _, ticks := range b[k.days+7*w : k.days+7*w+7] {
				week += ticks
			}
			x[missPace][w] = max(0, week-pace)
		}
		lots = k.carry(lots, span.before+u, span.next)
	}
	p.room = lots
	for d, open := range k.open {
		ticks := b[k.days+d]
		if k.most > 0 {
			x[missDay][d] = max(0, ticks-k.most)
		}
		if open {
			x[missLeast][d] = max(0, k.least-ticks)
		}
	}
	x[missShare][0] = k.unfair(b)
}

// unfair is what those who have less than their part of all that is drawn lack of it.
func (k *poolRow) unfair(b []int64) int64 {
	all, lack := int64(0), int64(0)
	for i := range k.d.Shares {
		all += k.d.Had[i] + b[k.people+i]
	}
	for i, share := range k.d.Shares {
		lack += max(0, all*share/k.shares-k.d.Had[i]-b[k.people+i])
	}
	return lack
}

// lapse is what lapses at the end of a period if so much of it is used: all but the newest lots, as far as they
// may stay. The oldest are used first.
func (k *poolRow) lapse(lots []lot, used int64, next model.Date) int64 {
	left, young := k.entitled-used, k.entitled+max(0, -used) // what a correction adds pays what was overdrawn, too
	for _, l := range lots {
		left += l.ticks
		if k.stays(l, next) {
			young += l.ticks
		}
	}
	return max(0, left-max(0, min(k.room, young, left)))
}

// stays tells whether a lot may be carried into the period that begins on next.
func (k *poolRow) stays(l lot, next model.Date) bool {
	weeks := k.x.ExpiresWeeks
	if weeks == 0 {
		weeks = 12
	}
	return l.ticks < 0 || next < l.since.Add(7*weeks)
}

// carry turns what was brought into a period into what is brought into the next one, in place.
func (k *poolRow) carry(lots []lot, used int64, next model.Date) []lot {
	lots = append(lots, lot{k.entitled + max(0, -used), next}) // what a correction adds is of this period
	used = max(0, used)
	for i := range lots { // the oldest first; what was overdrawn comes off what follows
		take := min(lots[i].ticks, used)
		if lots[i].ticks < 0 {
			take = lots[i].ticks
		}
		lots[i].ticks -= take
		used -= take
	}
	if used > 0 {
		return append(lots[:0], lot{-used, next})
	}
	room, kept := k.room, len(lots)
	for i := len(lots) - 1; i >= 0; i-- {
		if stay := min(room, lots[i].ticks); stay > 0 && k.stays(lots[i], next) {
			kept--
			room -= stay
			lots[kept] = lot{stay, lots[i].since}
		}
	}
	return append(lots[:0], lots[kept:]...)
}

// ticked makes the unit of a rule that counts ticks, which may be more than an int32 holds.
func (b *base) ticked(x int64) unit {
	if x <= 0 {
		return unit{}
	}
	return unit{1, x, b.w[0] * x / int64(b.in.Res)}
}
