package ledger

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/model"
)

// dice is what a history is drawn from: a random source, or rapid's, which makes failures small.
type dice func(n int) int

// history is what happened, week by week, and what the books should say of it, worked out in another way: by
// what is known of every date in the end.
type history struct {
	roll      dice
	pools     []model.Pool
	at        model.Date
	plans     map[visitKey]int64
	records   map[visitKey]int64
	corrected map[model.PoolID]int64
	rows      []model.Correction
}

func newHistory(roll dice) *history {
	x := &history{roll: roll, at: first, plans: map[visitKey]int64{}, records: map[visitKey]int64{}, corrected: map[model.PoolID]int64{}}
	for i := range 1 + roll(2) {
		pct := []float64{0, 25, 50, 100, 250}[roll(5)]
		x.pools = append(x.pools, model.Pool{
			ID: model.PoolID(fmt.Sprintf("q%d", i)), PeriodStart: first.Add(7 * roll(2)), PeriodWeeks: 1 + roll(3), Minutes: 30 * roll(8),
			BroughtForward: 20*roll(6) - 30, CarryPct: &pct, ExpiresWeeks: 1 + roll(6),
		})
	}
	return x
}

// some are visits of a date.
func (x *history) some(d model.Date) map[visitKey]int64 {
	out := map[visitKey]int64{}
	for range x.roll(3) {
		k := visitKey{d, model.VisitID(fmt.Sprintf("v%d", x.roll(3))), x.pools[x.roll(len(x.pools))].ID, model.PersonID(fmt.Sprintf("p%d", x.roll(2)))}
		out[k] = int64(15 * (1 + x.roll(6)))
	}
	return out
}

func replace(all, with map[visitKey]int64, d model.Date) {
	maps.DeleteFunc(all, func(k visitKey, _ int64) bool { return k.date == d })
	maps.Copy(all, with)
}

// step is a week: what the workspace then has, some dates planned anew, some recorded, perhaps a correction.
func (x *history) step() *Sources {
	s := &Sources{At: x.at, End: x.at.Add(6 + 7*x.roll(2)), Pools: x.pools, PlannedOn: map[model.Date]bool{}, RecordedOn: map[model.Date]bool{}}
	visits := map[visitKey]*Visit{}
	visit := func(k visitKey) *Visit {
		if visits[k] == nil {
			visits[k] = &Visit{Visit: k.visit, Date: k.date, Pool: k.pool, Person: k.person}
		}
		return visits[k]
	}
	for range x.roll(5) {
		d := x.at.Add(x.roll(14) - 3)
		s.PlannedOn[d] = true
		replace(x.plans, x.some(d), d)
	}
	for range x.roll(5) {
		d := x.at.Add(-x.roll(10))
		with := x.some(d)
		for k, n := range x.plans {
			if k.date == d && x.roll(2) == 0 {
				with[k] = n + int64(5*(x.roll(5)-2))
			}
		}
		if len(with) > 0 {
			s.RecordedOn[d] = true
			replace(x.records, with, d)
		}
	}
	for k, n := range x.plans {
		if s.PlannedOn[k.date] {
			visit(k).Planned = n
		}
	}
	for k, n := range x.records {
		if s.RecordedOn[k.date] {
			v := visit(k)
			v.Delivered, v.Recorded = n, true
		}
	}
	if x.roll(3) == 0 {
		c := model.Correction{Pool: x.pools[x.roll(len(x.pools))].ID, Date: x.at.Add(7), Minutes: 10*x.roll(20) - 95, Reason: fmt.Sprint("row ", len(x.rows))}
		x.rows = append(x.rows, c)
		x.corrected[c.Pool] += int64(c.Minutes)
	}
	s.Corrections = x.rows
	for _, v := range visits {
		s.Visits = append(s.Visits, *v)
	}
	x.at = x.at.Add(7 * x.roll(3))
	return s
}

// play keeps the books of a history of some weeks, and compares.
func play(t require.TestingT, roll dice) *Book {
	x := newHistory(roll)
	var kept *Book
	for range 1 + roll(4) {
		s := x.step()
		l, _ := s.Keep(kept)
		sound(t, l, kept)
		x.compare(t, l, len(s.RecordedOn) > 0)
		kept = l.Book
	}
	return kept
}

// compare sets a ledger against what is known of every date; where this week recorded nothing, what is due depends
// on what earlier books show.
func (x *history) compare(t require.TestingT, l *Ledger, recorded bool) {
	for i := range x.pools {
		q := &x.pools[i]
		var periods, brought, entitled, corrected, gave, due, left, lapsed int64
		for _, p := range l.Periods {
			if p.Pool != q.ID {
				continue
			}
			if periods == 0 {
				brought = p.Brought
			}
			periods++
			entitled, corrected, gave, due = entitled+p.Entitled, corrected+p.Corrected, gave+p.Delivered, due+p.Due
			if left = p.Left; !p.Open {
				lapsed += p.Lapsed
			}
		}
		if periods == 0 {
			continue
		}
		require.EqualValues(t, q.BroughtForward, brought)
		require.Equal(t, periods*int64(q.Minutes), entitled)
		require.Equal(t, x.corrected[q.ID], corrected)
		require.Equal(t, brought+entitled+corrected, gave+due+lapsed+left, "over all periods minutes are where they should be")
		var records, open int64
		for k, n := range x.records {
			if k.pool == q.ID && k.date >= q.PeriodStart {
				records += n
			}
		}
		require.Equal(t, records, gave, "what was given is what was recorded last")
		for k, n := range x.plans {
			if _, known := x.records[k]; k.pool == q.ID && k.date >= q.PeriodStart && !known && (k.date >= l.At || len(x.records) == 0) {
				open += n
			}
		}
		if recorded || len(x.records) == 0 {
			require.Equal(t, open, due, "and what is due is what was planned and may still come")
		}
	}
}

// TestTenThousandHistories: minutes are conserved over any sequence of plans, records and corrections.
func TestTenThousandHistories(t *testing.T) {
	for seed := range uint64(10_000) {
		r := rand.New(rand.NewPCG(seed, 1))
		play(t, r.IntN)
		if t.Failed() {
			t.Fatalf("history %d", seed)
		}
	}
}

// TestHistories is the same with rapid, which makes a history that fails small.
func TestHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		play(t, func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "roll") })
	})
}

// TestSameBytes: the order in which sources come does not matter.
func TestSameBytes(t *testing.T) {
	for seed := range uint64(50) {
		s := newHistory(rand.New(rand.NewPCG(seed, 2)).IntN).step()
		a, _ := s.Keep(nil)
		slices.Reverse(s.Visits)
		slices.Reverse(s.Corrections)
		slices.Reverse(s.Pools)
		b, _ := s.Keep(nil)
		require.Equal(t, reread(t, a.Book), reread(t, b.Book))
	}
}
