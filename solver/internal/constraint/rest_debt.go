package constraint

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// RestDebt: rest that a derogation lets be missing is had soon after.
// Counts the ticks of compensatory rest that are still owed when they are due, by what rests have beyond
// what is asked of them, the oldest debt first.
// Example: four hours short on Wednesday, and no rest over eleven hours in fourteen days: one breach of 4 hours.
// Source: Working Time Regulations 1998 regs 21, 22(1)(c) and 24; C16, C48.
type RestDebt struct {
	base
	debts *debts
}

// debts is what both count by.
type debts struct {
	in    *state.Instance
	lines *lines
	daily Rest
	spans [][]debtSpan // by carer
	dues  []int64      // by date of the plan, and of the Monday after it: when a debt of it is due
	old   []int64      // by carer: carried in
	once  int64        // of a fortnight, as WeeklyRest has it
	week  int64
	over  int64 // the plan's end
	rests []debtRest
	owed  []debt
}

// debtSpan is a week, or two, of somebody who is not young.
type debtSpan struct {
	restSpan
	owes bool
	next int // the Monday after it, from the plan's first
}

// debtRest is a rest of the carer at hand.
type debtRest struct{ from, to, need int64 }

// debt is one of the carer at hand; by rank they are repaid.
type debt struct {
	rank            int
	from, due, left int64
}

func newDebts(in *state.Instance, l *lines) *debts {
	h := in.H
	tick := func(d int) int64 { return int64(h.Calendar.Tick(h.Calendar.Start().Add(d), 0)) }
	ticks := func(minutes int) int64 { return int64(h.Calendar.Ticks(minutes)) }
	d := &debts{
		in: in, lines: l, daily: newRest(newBase(in, model.RuleRest), l, true), old: make([]int64, in.Carers),
		once: ticks(h.Rules.WeeklyRest.Fortnight), week: ticks(h.Rules.WeeklyRest.Week), over: tick(7 * in.Weeks),
	}
	for day := range 7*in.Weeks + 1 {
		d.dues = append(d.dues, tick(day+h.Rules.RestDebt.Days+1))
	}
	for i := range h.Problem.CarerHours {
		if w := &h.Problem.CarerHours[i]; w.WeekStart == h.Calendar.Start().Add(-7) && h.Carer(w.Carer) >= 0 {
			d.old[h.Carer(w.Carer)] = ticks(w.RestOwed)
		}
	}
	for c := range in.Carers {
		var spans []debtSpan
		for _, s := range restSpans(in, c, func(monday model.Date) bool { return !h.Young(c, monday) }) {
			x := debtSpan{restSpan: s, owes: h.Rules.Derogation.Rest == model.Yes}
			for tick(x.next) < s.to {
				x.next += 7
			}
			spans = append(spans, x)
		}
		d.spans = append(d.spans, spans)
	}
	return d
}

// any tells whether somebody can owe rest.
func (d *debts) any() bool {
	return d.in.H.Rules.Derogation.Rest == model.Yes || slices.ContainsFunc(d.old, func(x int64) bool { return x > 0 })
}

// line works out what a carer who works the runs that f has still owes of each debt.
func (d *debts) line(carer state.Carer, f dutyOf) {
	d.owed, d.rests = d.owed[:0], d.rests[:0]
	d.owe(0, 0, int64(d.in.H.Calendar.Tick(d.in.H.Calendar.Start(), 0)), d.old[carer])
	d.daily.missing(carer, f, func(run state.Run, from, x int32) {
		d.owe(int(d.lines.day[run]), 2, int64(from), int64(x))
	})
	d.rest(carer, f)
	d.weeks(carer)
	for i := range d.rests {
		r := &d.rests[i]
		end := min(r.to, d.over)
		spare := end - r.from - r.need
		for k := 0; k < len(d.owed) && spare > 0; k++ {
			o := &d.owed[k]
			if x := min(spare, o.left, min(end, o.due)-max(r.from, o.from)); x > 0 {
				spare, o.left = spare-x, o.left-x
			}
		}
	}
}

// owe puts a debt of a day in its place, the last of its equals.
func (d *debts) owe(day, order int, from, x int64) {
	if x <= 0 {
		return
	}
	d.owed = append(d.owed, debt{3*day + order, from, d.dues[day], x})
	for i := len(d.owed) - 1; i > 0 && d.owed[i].rank < d.owed[i-1].rank; i-- {
		d.owed[i], d.owed[i-1] = d.owed[i-1], d.owed[i]
	}
}

// rest lists the carer's rests.
func (d *debts) rest(carer state.Carer, f dutyOf) {
	end, need := longAgo, int64(d.in.H.Calendar.Ticks(d.in.H.Rules.Rest.Daily))
	if d.daily.ended[carer] != state.Unset {
		end = int64(d.daily.ended[carer])
	}
	for _, run := range d.in.RunsBy[carer] {
		start, to, ok := f(run)
		if !ok {
			continue
		}
		if int64(start) > end {
			d.rests = append(d.rests, debtRest{end, int64(start), need})
		}
		end = max(end, int64(to))
	}
	d.rests = append(d.rests, debtRest{end, -longAgo, need})
}

// weeks finds what weeks miss, and what they need of rests.
func (d *debts) weeks(carer state.Carer) {
	first := 0
	for i := range d.spans[carer] {
		s := &d.spans[carer][i]
		var a, b int64
		best, other := -1, -1
		for k := first; k < len(d.rests) && d.rests[k].from < s.to; k++ {
			r := &d.rests[k]
			if r.to <= s.from {
				first = k + 1
				continue
			}
			switch x := min(r.to-r.from, min(r.to, s.to)-max(r.from, s.from)+s.daily); {
			case x > a:
				a, b, best, other = x, a, k, best
			case x > b:
				b, other = x, k
			}
		}
		if best >= 0 {
			d.rests[best].need = max(d.rests[best].need, min(d.week, a))
		}
		x := d.week - a
		if s.least == 0 { // two weeks
			x = min(d.once-a, max(0, d.week-a)+max(0, d.week-b))
			if other >= 0 {
				d.rests[other].need = max(d.rests[other].need, min(d.week, b))
			}
		}
		if s.owes {
			d.owe(s.next, 1, s.to, x)
		}
	}
}

func (r *RestDebt) line(carer state.Carer, f dutyOf, out *model.Score, sign int64) {
	r.debts.line(carer, f)
	for i := range r.debts.owed {
		if o := &r.debts.owed[i]; o.due <= r.debts.over {
			r.add(out, r.overdue(o.left), sign)
		}
	}
}

// overdue is the unit of so much that was not had in time.
func (r *RestDebt) overdue(left int64) unit {
	if left <= 0 {
		return unit{}
	}
	return unit{1, left, r.w[0] * left / int64(r.in.Res)}
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *RestDebt) Delta(t *state.Trial, out *model.Score) {
	for i := range r.debts.lines.touched {
		carer := r.debts.lines.touched[i].carer
		r.line(carer, r.debts.lines.duty.was(t), out, -1)
		r.line(carer, r.debts.lines.duty.is(t), out, 1)
	}
}

// Each goes through every carer's ledger.
func (r *RestDebt) Each(s *state.State, report func(Finding)) {
	end := int64(s.In.H.Calendar.Tick(s.In.H.Calendar.Start().Add(7*s.In.Weeks), 0))
	for c, ledger := range ledgers(s) {
		for _, o := range ledger {
			if o.due <= end && o.left > 0 {
				report(carerFinding(c, o.left, o.owed, unit{1, o.left, r.w[0] * o.left / int64(s.In.Res)}))
			}
		}
	}
}

// ledgerRow is a debt by the definition.
type ledgerRow struct {
	date       model.Date
	kind       string // "a" carried in, "b" of a week, "c" of a day: so they are repaid
	from, due  int64
	owed, left int64
}

// ledgers is what every carer owes, and has not had of it.
func ledgers(s *state.State) [][]ledgerRow {
	out := make([][]ledgerRow, s.In.Carers)
	for c, runs := range workedBy(s) {
		out[c] = ledgerOf(s, c, runs)
	}
	return out
}

// ledgerOf is that of a carer who works these runs.
func ledgerOf(s *state.State, carer int, runs []state.Run) []ledgerRow {
	h := s.In.H
	midnight := func(d model.Date) int64 { return int64(h.Calendar.Tick(d, 0)) }
	start := h.Calendar.Start()
	var out []ledgerRow
	put := func(date model.Date, kind string, from, x int64) {
		if x > 0 {
			out = append(out, ledgerRow{date, kind, from, midnight(date.Add(h.Rules.RestDebt.Days + 1)), x, x})
		}
	}
	for _, w := range h.Problem.CarerHours {
		if h.Carer(w.Carer) == carer && w.WeekStart.Add(7) == start {
			put(start, "a", midnight(start), int64(w.RestOwed)*int64(s.In.Res))
		}
	}
	if h.Rules.Derogation.Rest != model.Yes && len(out) == 0 {
		return nil
	}
	for _, x := range shortRests(s, carer, runs) {
		if h.Derogated(carer, x.date) {
			put(x.date, "c", x.from, x.least-x.rest)
		}
	}
	rests := restsOf(s, carer, runs)
	slices.SortFunc(rests, func(a, b [2]int64) int { return cmp.Compare(a[0], b[0]) })
	weeks := weeksOf(s, carer, rests)
	for _, w := range weeks {
		if h.Rules.Derogation.Rest == model.Yes {
			put(start.Add(7*w.until), "b", midnight(start.Add(7*w.until)), w.missing)
		}
	}
	slices.SortStableFunc(out, func(a, b ledgerRow) int { return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.kind, b.kind)) })
	over := midnight(start.Add(7 * s.In.Weeks))
	for i, rest := range rests {
		need := int64(h.Rules.Rest.Daily) * int64(s.In.Res)
		for _, w := range weeks {
			need = max(need, w.needs[i])
		}
		to := min(rest[1], over)
		spare := max(0, to-rest[0]-need)
		for k := range out {
			o := &out[k]
			within := max(0, min(to, o.due)-max(rest[0], o.from))
			had := min(spare, o.left, within)
			spare, o.left = spare-had, o.left-had
		}
	}
	return out
}

// ledgerWeek is a week, or two up to one: what rest it misses, and what it needs of each rest.
type ledgerWeek struct {
	until   int
	missing int64
	needs   []int64
}

// weeksOf lists the weeks in which a carer is not young.
func weeksOf(s *state.State, carer int, rests [][2]int64) []ledgerWeek {
	h := s.In.H
	k := &h.Rules.WeeklyRest
	week, fortnight := int64(k.Week)*int64(s.In.Res), int64(k.Fortnight)*int64(s.In.Res)
	daily := int64(h.Rules.Rest.Daily) * int64(s.In.Res)
	var out []ledgerWeek
	for w := 0; w < s.In.Weeks; w++ {
		if h.Young(carer, h.Calendar.Start().Add(7*w)) {
			continue
		}
		until := w + 1
		if k.Form == model.ByFortnight && w%2 == 0 && w+1 < s.In.Weeks {
			until = w + 2
		}
		best := bestRests(s, rests, w, until, daily)
		x := ledgerWeek{until, week - best[0], make([]int64, len(rests))}
		if until == w+2 {
			x.missing = min(fortnight-best[0], max(0, week-best[0])+max(0, week-best[1]))
		}
		counts := make([]int64, len(rests))
		for i := range rests {
			counts[i] = bestRests(s, rests[i:i+1], w, until, daily)[0]
		}
		for i := range rests {
			before := 0
			for j := range rests {
				if counts[j] > counts[i] || counts[j] == counts[i] && j < i {
					before++
				}
			}
			if before < until-w {
				x.needs[i] = min(week, counts[i])
			}
		}
		out = append(out, x)
		w = until - 1
	}
	return out
}
