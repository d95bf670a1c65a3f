package ledger

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/milltir/milltir/model"
)

// Ledger is the books of a workspace as they stand.
type Ledger struct {
	At      model.Date `json:"at"` // records are known up to here
	Book    *Book      `json:"book"`
	Periods []Period   `json:"periods"` // by pool and time
	Visits  []Visit    `json:"visits"`  // planned or recorded, of pools or not, by date
}

// Keep brings the books of a workspace up to date: kept is what was booked before, or nil; the result begins with
// it, line by line. r is the rota that the plan's weeks are to have, or nil; at as in [Gather]. The diagnostics
// say what is wrong of what was read; the ledger is then of the rest.
func Keep(h *model.Horizon, r *model.Rota, kept *Book, at model.Date) (*Ledger, model.Diagnostics) {
	s, found := Gather(h, r, kept, at)
	l, wrong := s.Keep(kept)
	for _, w := range wrong {
		found = append(found, advised(h.Problem.Located(w.Diagnostic, w.table, w.row)))
	}
	return l, found
}

// Finding is something wrong of a row of pools or corrections.
type Finding struct {
	model.Diagnostic
	table string
	row   int
}

// keeper works out what is to be booked of every slot.
type keeper struct {
	*Sources
	is, want map[slot]int64
	spans    map[model.PoolID][]period // that the kept book has, by time
	has      map[span]bool             // the same
	settled  map[model.PoolID]bool     // pools whose books cannot go on: they stay as they are
	visits   map[visitKey]*Visit
	accounts map[model.PoolID][]model.PoolPeriod
	known    bool // anything was recorded, ever
	found    []Finding
}

// Keep is [Keep] of sources.
func (s *Sources) Keep(kept *Book) (*Ledger, []Finding) {
	book := kept.clone()
	k := &keeper{Sources: s, is: book.net(), spans: map[model.PoolID][]period{}, has: map[span]bool{}, settled: map[model.PoolID]bool{}, visits: map[visitKey]*Visit{}, accounts: map[model.PoolID][]model.PoolPeriod{}}
	k.want = maps.Clone(k.is)
	at := s.At
	for i := range book.Entries {
		e := &book.Entries[i]
		at = max(at, e.Booked)
		if x := (span{e.Pool, period{e.From, e.To}}); !k.has[x] {
			k.has[x] = true
			k.spans[e.Pool] = append(k.spans[e.Pool], x.period)
		}
	}
	for _, spans := range k.spans {
		slices.SortFunc(spans, func(a, b period) int { return cmp.Compare(a.from, b.from) })
	}
	for i := range s.Pools {
		k.overlap(i)
		k.tooLong(i, at)
	}
	k.merge(book, at)
	k.bookVisits()
	k.bookCorrections()
	for i := range s.Pools {
		if x := &s.Pools[i]; !k.settled[x.ID] {
			k.bookPool(i, at)
		}
	}
	maps.DeleteFunc(k.want, func(_ slot, amount int64) bool { return amount == 0 })
	book.update(k.want, at)
	l := &Ledger{At: at, Book: book, Visits: k.sorted()}
	l.Periods = k.periods(book)
	return l, k.found
}

func (k *keeper) say(code, table string, row int, column, value, message string) {
	k.found = append(k.found, Finding{model.Diagnostic{Code: code, Column: column, Value: value, Message: message}, table, row})
}

// overlap compares the periods that were booked of a pool with those that it now has.
func (k *keeper) overlap(i int) {
	x := &k.Pools[i]
	for _, old := range k.spans[x.ID] {
		if old.to < x.PeriodStart {
			continue
		}
		n := max(0, x.Period(old.from))
		if from, to := x.PeriodSpan(n); from != old.from || to != old.to {
			k.say("E1552", "pools", i, "period_start", x.PeriodStart.String(), fmt.Sprintf("pool %q: the period %s to %s overlaps with one of %s, %s to %s", x.ID, from, to, model.LedgerFile, old.from, old.to))
			k.settled[x.ID] = true
			return
		}
	}
}

// mostYears is how far beyond the plan books go. Every period up to the last one has entries, so that one line of the
// year 9999 would make thousands.
const mostYears = 10

// tooLong refuses to go on with a pool of which something is booked, or is to be, too long after the plan.
func (k *keeper) tooLong(i int, at model.Date) {
	x, end := &k.Pools[i], k.End.AddMonths(12*mostYears)
	if spans := k.spans[x.ID]; len(spans) > 0 {
		at = max(at, spans[len(spans)-1].to)
	}
	if at > end && !k.settled[x.ID] {
		k.say("E1547", "pools", i, "period_start", x.PeriodStart.String(), fmt.Sprintf("pool %q: its books go on to %s, more than %d years after the plan", x.ID, at, mostYears))
		k.settled[x.ID] = true
	}
}

// span is the period of a pool that a date falls in: one that was booked before PeriodStart, or one of its own.
func (k *keeper) span(x *model.Pool, d model.Date) (from, to model.Date, ok bool) {
	if n := x.Period(d); n >= 0 {
		from, to = x.PeriodSpan(n)
		return from, to, true
	}
	spans := k.spans[x.ID]
	n, _ := slices.BinarySearchFunc(spans, d, func(old period, d model.Date) int { return cmp.Compare(old.to, d) }) // the first that ends then or later
	if n < len(spans) && spans[n].from <= d {
		return spans[n].from, spans[n].to, true
	}
	return 0, 0, false
}

// merge puts what was booked of visits beside what the sources say: of dates of which these say nothing, it holds.
func (k *keeper) merge(book *Book, at model.Date) {
	for i := range k.Visits {
		v := k.Visits[i]
		k.visits[v.key()] = &v
	}
	k.known = len(k.RecordedOn) > 0
	for s, amount := range k.is {
		if s.visit == "" {
			continue
		}
		k.known = k.known || s.kind != Plan
		if book.holds(s, k.Sources) {
			continue
		}
		key := visitKey{s.date, s.visit, s.pool, s.person}
		v := k.visits[key]
		if v == nil {
			v = &Visit{Visit: s.visit, Date: s.date, Person: s.person, Pool: s.pool}
			k.visits[key] = v
		}
		switch {
		case s.kind == Plan && !k.PlannedOn[s.date]:
			v.Planned += amount
		case (s.kind == Deliver || s.kind == Extra) && !k.RecordedOn[s.date]:
			v.Delivered, v.Recorded = v.Delivered+amount, true
		}
	}
	for _, v := range k.visits {
		v.Missed = k.known && !v.Recorded && v.Planned > 0 && v.Date < at
	}
}

// sorted gives the visits of which there is something to say.
func (k *keeper) sorted() []Visit {
	out := []Visit{}
	for _, v := range k.visits {
		if v.Planned != 0 || v.Recorded {
			out = append(out, *v)
		}
	}
	slices.SortFunc(out, func(a, b Visit) int { return a.key().compare(b.key()) })
	return out
}

// pool finds a pool whose books go on, nil.
func (k *keeper) pool(id model.PoolID) *model.Pool {
	if i := slices.IndexFunc(k.Pools, func(x model.Pool) bool { return x.ID == id }); i >= 0 && !k.settled[id] {
		return &k.Pools[i]
	}
	return nil
}

// bookVisits wants of every visit of a pool what was planned, and where it is known what became of it, that too.
func (k *keeper) bookVisits() {
	for _, v := range k.visits {
		x := k.pool(v.Pool)
		if x == nil {
			continue
		}
		from, to, ok := k.span(x, v.Date)
		if !ok {
			continue // before the books begin
		}
		is := map[Kind]int64{Plan: v.Planned, Deliver: 0, Return: 0, Extra: 0}
		if v.Over() {
			is[Deliver] = min(v.Planned, v.Delivered)
			is[Return] = v.Planned - is[Deliver]
			is[Extra] = v.Delivered - is[Deliver]
		}
		for kind, amount := range is {
			k.want[slot{pool: v.Pool, from: from, to: to, date: v.Date, kind: kind, person: v.Person, visit: v.Visit}] = amount
		}
	}
}

// bookCorrections wants what is corrected. One that was booked stays, also where its row has gone: it is taken
// back by its opposite.
func (k *keeper) bookCorrections() {
	rows := map[slot]int64{}
	for i := range k.Corrections {
		c := &k.Corrections[i]
		x := k.pool(c.Pool)
		if x == nil {
			continue
		}
		from, to, ok := k.span(x, c.Date)
		if !ok {
			k.say("E1554", "corrections", i, "date", c.Date.String(), fmt.Sprintf("pool %q has no period on %s: the first one begins on %s", c.Pool, c.Date, x.PeriodStart))
			continue
		}
		rows[slot{pool: c.Pool, from: from, to: to, date: c.Date, kind: Correction, reason: text(c.Reason), by: text(c.By)}] += int64(c.Minutes)
	}
	maps.Copy(k.want, rows)
}

// tally is what a period came to, by the slots that are wanted.
type tally map[Kind]int64

// tallies adds the slots of a pool up by the first day of their period.
func (k *keeper) tallies(id model.PoolID) map[model.Date]tally {
	out := map[model.Date]tally{}
	for s, amount := range k.want {
		if s.pool == id {
			if out[s.from] == nil {
				out[s.from] = tally{}
			}
			out[s.from][s.kind] += amount
		}
	}
	return out
}

// used is what was given and what is still planned, less what was corrected.
func (t tally) used() int64 { return t[Plan] - t[Return] + t[Extra] - t[Correction] }

// bookPool wants a pool's grants, and what goes from one of its periods into the next.
func (k *keeper) bookPool(row int, at model.Date) {
	x := &k.Pools[row]
	sums := k.tallies(x.ID)
	last := x.Period(max(k.End, at))
	old := slices.ContainsFunc(k.spans[x.ID], func(s period) bool { return s.to < x.PeriodStart })
	for from := range sums {
		last = max(last, x.Period(from))
	}
	if last < 0 {
		return
	}
	if old {
		k.bookOld(row, sums)
	}
	used, granted := make([]int64, last+1), make([]int64, last+1)
	for n := range used {
		from, to := x.PeriodSpan(n)
		used[n], granted[n] = sums[from].used(), int64(x.Minutes)
		if to < max(k.Start, at) && k.has[span{x.ID, period{from, to}}] { // over: it keeps what it was granted
			granted[n] = sums[from][Grant]
		}
	}
	account := x.AccountOf(granted, used, 1)
	k.accounts[x.ID] = account
	for n, t := range account {
		put := func(kind Kind, on model.Date, amount int64) {
			k.want[slot{pool: x.ID, from: t.First, to: t.Last, date: on, kind: kind}] = amount
		}
		put(Grant, t.First, t.Entitled)
		opening, brought := int64(0), t.Brought
		if n == 0 && !old {
			opening, brought = t.Brought, 0
		}
		put(Opening, t.First, opening) // one of the two takes back what was booked when period_start was another
		put(Bring, t.First, brought)
		if n < last {
			put(Lapse, t.Last, t.Lapsed)
			put(Carry, t.Last, t.Left-t.Lapsed)
		}
		s := sums[t.First]
		if given, there := s[Deliver]+s[Extra], max(0, t.Brought+t.Entitled+s[Correction]); given > there {
			k.say("E1550", "pools", row, "minutes", fmt.Sprint(x.Minutes), fmt.Sprintf("pool %q: %d minutes were given in the period from %s, and there were %d", x.ID, given, t.First, there))
		}
	}
}

// bookOld closes the periods from before PeriodStart: what pools.csv brings into that one is carried out of the
// last of them, and what else was left lapses.
func (k *keeper) bookOld(row int, sums map[model.Date]tally) {
	x := &k.Pools[row]
	var old []period
	for _, s := range k.spans[x.ID] {
		if s.to < x.PeriodStart {
			old = append(old, s)
		}
	}
	for i, s := range old {
		t := sums[s.from]
		left := t[Opening] + t[Bring] + t[Grant] - t.used()
		carried := t[Carry]
		if i == len(old)-1 {
			carried = int64(x.BroughtForward)
		}
		if fits := left >= 0 && 0 <= carried && carried <= left || left < 0 && carried == left; !fits {
			k.say("E1555", "pools", row, "brought_forward", fmt.Sprint(x.BroughtForward), fmt.Sprintf("pool %q: %d minutes are brought into the next period, and %s left %d at the end of that from %s", x.ID, carried, model.LedgerFile, left, s.from))
		}
		k.want[slot{pool: x.ID, from: s.from, to: s.to, date: s.to, kind: Carry}] = carried
		k.want[slot{pool: x.ID, from: s.from, to: s.to, date: s.to, kind: Lapse}] = left - carried
	}
}
