package ledger

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// first is a Monday; periods of the tests begin on it.
var first = model.NewDate(2026, 11, 2)

func on(days ...int) map[model.Date]bool {
	out := map[model.Date]bool{}
	for _, d := range days {
		out[first.Add(d)] = true
	}
	return out
}

func aPool(change ...func(*model.Pool)) model.Pool {
	x := model.Pool{ID: "q", OwnerKind: model.OwnPerson, Owners: []string{"p1"}, PeriodStart: first, Minutes: 600}
	for _, f := range change {
		f(&x)
	}
	return x
}

func planned(day int, minutes int64) Visit {
	return Visit{Visit: "v", Date: first.Add(day), Person: "p1", Pool: "q", Planned: minutes}
}

func given(day int, plan, minutes int64) Visit {
	v := planned(day, plan)
	v.Delivered, v.Recorded = minutes, true
	return v
}

func codes(found []Finding) (out []string) {
	for _, f := range found {
		out = append(out, f.Code)
	}
	return out
}

// sound checks what holds of every ledger: the accounts add up to nothing, what came in is what went out, each
// period's balance, and what one brings the next.
func sound(t require.TestingT, l *Ledger, kept *Book) {
	all := int64(0)
	for _, is := range l.Book.Balances() {
		all += is
	}
	require.Zero(t, all, "every entry has its opposite")
	x := l.Book.Totals()
	require.Equal(t, x.In, x.Out, "minutes are neither made nor lost")
	if kept != nil {
		require.True(t, slices.Equal(kept.Entries, l.Book.Entries[:len(kept.Entries)]), "nothing that was booked is changed")
	}
	for i, p := range l.Periods {
		require.Equal(t, p.Left, p.Brought+p.Entitled+p.Corrected-p.Delivered-p.Due, "period from %s", p.From)
		require.Equal(t, p.Left, p.Carried+p.Lapsed, "period from %s", p.From)
		if next := i + 1; next < len(l.Periods) && l.Periods[next].Pool == p.Pool && l.Periods[next].From == p.To.Add(1) {
			require.Equal(t, p.Carried, l.Periods[next].Brought, "what is carried is brought")
		}
		var drawn Drawn
		for _, d := range p.Drawn {
			drawn.Delivered, drawn.Due = drawn.Delivered+d.Delivered, drawn.Due+d.Due
		}
		require.Equal(t, []int64{p.Delivered, p.Due}, []int64{drawn.Delivered, drawn.Due}, "person by person it is the same")
	}
	reread(t, l.Book)
}

// reread writes a book, reads it back and gives its file.
func reread(t require.TestingT, b *Book) string {
	var file bytes.Buffer
	require.NoError(t, Write(&file, b))
	back, found := Read(strings.NewReader(file.String()), model.LedgerFile)
	require.Empty(t, found)
	require.True(t, slices.Equal(b.Entries, back.Entries), "what is written is read again")
	return file.String()
}

// TestPeriods sets the periods of small books against what was worked out by hand.
func TestPeriods(t *testing.T) {
	for _, tt := range []struct {
		name   string
		s      Sources
		want   []Period
		codes  []string
		reason string
	}{
		{
			"planned only",
			Sources{At: first, End: first.Add(6), Pools: []model.Pool{aPool()}, PlannedOn: on(0, 1), Visits: []Visit{planned(0, 60), planned(1, 90)}},
			[]Period{{Open: true, Entitled: 600, Planned: 150, Due: 150, Left: 450, Carried: 150, Lapsed: 300}},
			nil, "a quarter of 600 may be carried; nothing was recorded, so nothing was missed",
		},
		{
			"short, long and missed",
			Sources{
				At: first.Add(3), End: first.Add(6), Pools: []model.Pool{aPool()}, PlannedOn: on(0, 1, 2, 3), RecordedOn: on(0, 1),
				Visits: []Visit{given(0, 60, 45), given(1, 60, 80), planned(2, 60), planned(3, 60)},
			},
			[]Period{{Open: true, Entitled: 600, Planned: 240, Delivered: 125, Due: 60, Left: 415, Carried: 150, Lapsed: 265}},
			nil, "45 + 80 given; the third was missed, and its hour is back; the fourth is today",
		},
		{
			"given and never planned",
			Sources{At: first.Add(1), End: first.Add(6), Pools: []model.Pool{aPool()}, RecordedOn: on(0), Visits: []Visit{given(0, 0, 50)}},
			[]Period{{Open: true, Entitled: 600, Delivered: 50, Left: 550, Carried: 150, Lapsed: 400}},
			nil, "a record of an earlier week whose plan nobody has any more",
		},
		{
			"two periods",
			Sources{
				At: first.Add(35), End: first.Add(41), Pools: []model.Pool{aPool(func(x *model.Pool) { x.BroughtForward = 40 })},
				PlannedOn: on(30), RecordedOn: on(0, 30), Visits: []Visit{given(0, 0, 540), given(30, 100, 100)},
			},
			[]Period{
				{Brought: 40, Entitled: 600, Delivered: 540, Left: 100, Carried: 100},
				{Open: true, Brought: 100, Entitled: 600, Planned: 100, Delivered: 100, Left: 600, Carried: 150, Lapsed: 450},
			},
			nil, "100 of 640 are left, all of them of this period's and under a quarter of 600; the old 100 are drawn first",
		},
		{
			"corrected",
			Sources{
				At: first.Add(7), End: first.Add(13), Pools: []model.Pool{aPool()}, RecordedOn: on(0), Visits: []Visit{given(0, 0, 650)},
				Corrections: []model.Correction{{Pool: "q", Date: first.Add(2), Minutes: 90, Reason: "a bad week, agreed"}, {Pool: "q", Date: first.Add(3), Minutes: -30, Reason: "given twice"}},
			},
			[]Period{{Open: true, Entitled: 600, Corrected: 60, Delivered: 650, Left: 10, Carried: 10}},
			nil, "660 there were",
		},
		{
			"overdrawn",
			Sources{At: first.Add(35), End: first.Add(41), Pools: []model.Pool{aPool()}, RecordedOn: on(0), Visits: []Visit{given(0, 0, 675)}},
			[]Period{
				{Entitled: 600, Delivered: 675, Left: -75, Carried: -75},
				{Open: true, Brought: -75, Entitled: 600, Left: 525, Carried: 150, Lapsed: 375},
			},
			[]string{"E1550"},
			"what was given beyond what there was is owed by the next period",
		},
		{
			"planned beyond",
			Sources{At: first, End: first.Add(6), Pools: []model.Pool{aPool()}, PlannedOn: on(0), Visits: []Visit{planned(0, 700)}},
			[]Period{{Open: true, Planned: 700, Entitled: 600, Due: 700, Left: -100, Carried: -100}},
			nil, "a plan may be changed: the rules of the rota say so, not the books",
		},
		{
			"two draw",
			Sources{
				At: first, End: first.Add(6), Pools: []model.Pool{aPool()}, PlannedOn: on(0),
				Visits: []Visit{planned(0, 60), {Visit: "w", Date: first, Person: "p2", Pool: "q", Planned: 30}, {Visit: "core", Date: first, Person: "p2", Planned: 45}},
			},
			[]Period{{Open: true, Entitled: 600, Planned: 90, Due: 90, Left: 510, Carried: 150, Lapsed: 360}},
			nil, "a visit of no pool is no matter of the books",
		},
		{
			"not begun",
			Sources{At: first.Add(-7), End: first.Add(-1), Pools: []model.Pool{aPool()}, PlannedOn: on(-7), Visits: []Visit{planned(-7, 60)}},
			[]Period{},
			nil, "the pool's first period begins after the plan",
		},
		{
			"before the books",
			Sources{
				At: first, End: first.Add(6), Pools: []model.Pool{aPool()}, RecordedOn: on(-3), Visits: []Visit{given(-3, 0, 60)},
				Corrections: []model.Correction{{Pool: "q", Date: first.Add(-3), Minutes: 5, Reason: "late"}},
			},
			[]Period{{Open: true, Entitled: 600, Left: 600, Carried: 150, Lapsed: 450}},
			[]string{"E1554"},
			"what was given before period_start is in brought_forward; a correction there has no period",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, found := tt.s.Keep(nil)
			sound(t, l, nil)
			require.Equal(t, tt.codes, codes(found), tt.reason)
			for i := range l.Periods {
				require.Equal(t, first.Add(28*i), l.Periods[i].From)
				l.Periods[i].Pool, l.Periods[i].From, l.Periods[i].To, l.Periods[i].Drawn, l.Periods[i].Expiring = "", 0, 0, nil, nil
			}
			require.Equal(t, tt.want, l.Periods, tt.reason)
			again, _ := tt.s.Keep(l.Book)
			require.Equal(t, l.Book, again.Book, "nothing new: nothing is booked")
		})
	}
}

// TestExpiring: when what is carried lapses, worked out by hand.
func TestExpiring(t *testing.T) {
	x := aPool(func(x *model.Pool) { x.BroughtForward, x.BroughtSince, x.ExpiresWeeks = 50, first.Add(-28), 8 })
	s := Sources{At: first, End: first.Add(6), Pools: []model.Pool{x}, PlannedOn: on(0), Visits: []Visit{planned(0, 540)}}
	l, _ := s.Keep(nil)
	require.Equal(t, []Expiry{{first.Add(28*3 - 1), 110}}, l.Periods[0].Expiring,
		"the 50 brought since four weeks before are drawn first; 110 of 600 are carried from day 28 for eight weeks: the last period that begins within them ends on day 83")
}

// TestGoesOn follows one pool through three weeks, each booked on what was booked before.
func TestGoesOn(t *testing.T) {
	pools := []model.Pool{aPool()}
	week1 := Sources{At: first, End: first.Add(6), Pools: pools, PlannedOn: on(0, 2), Visits: []Visit{planned(0, 60), planned(2, 60)}}
	a, found := week1.Keep(nil)
	require.Empty(t, found)
	require.Equal(t, []Kind{Grant, Plan, Plan}, kinds(a.Book), "there is nothing to bring")

	replanned := Sources{At: first, End: first.Add(6), Pools: pools, PlannedOn: on(0, 2), Visits: []Visit{planned(0, 45)}}
	b, _ := replanned.Keep(a.Book)
	sound(t, b, a.Book)
	require.Equal(t, []Kind{Plan, Plan}, kinds(b.Book)[3:], "15 minutes less, and an hour that is planned no more")
	require.Equal(t, []Account{Left, Left}, []Account{b.Book.Entries[3].Debit, b.Book.Entries[4].Debit}, "given back to the pool")
	require.EqualValues(t, 45, b.Periods[0].Planned)

	week2 := Sources{At: first.Add(5), End: first.Add(13), Pools: pools, RecordedOn: on(5), PlannedOn: on(7), Visits: []Visit{given(5, 0, 30), planned(7, 60)}}
	c, _ := week2.Keep(b.Book)
	sound(t, c, b.Book)
	require.True(t, c.Visits[0].Missed, "day 0 stands in no table any more, and nobody recorded it")
	require.Equal(t, []int64{105, 30, 60, 510}, []int64{c.Periods[0].Planned, c.Periods[0].Delivered, c.Periods[0].Due, c.Periods[0].Left})

	late := Sources{At: first.Add(8), End: first.Add(13), Pools: pools, RecordedOn: on(0), Visits: []Visit{given(0, 0, 40)}}
	d, _ := late.Keep(c.Book)
	sound(t, d, c.Book)
	require.EqualValues(t, 70, d.Periods[0].Delivered, "a record that came late; that of day 5 holds")
	require.True(t, d.Visits[len(d.Visits)-1].Missed, "and that of day 7 has not come")
}

func kinds(b *Book) (out []Kind) {
	for _, e := range b.Entries {
		out = append(out, e.Kind)
	}
	return out
}

// TestMovesOn: period_start is set to the next period, with what is brought into it.
func TestMovesOn(t *testing.T) {
	for _, tt := range []struct {
		before, start, brought int
		codes                  []string
		earlier                int64 // that came from before the books
		reason                 string
	}{
		{0, 28, 100, nil, 0, "all that was left"},
		{0, 28, 60, nil, 0, "40 lapsed"},
		{0, 28, 101, []string{"E1555"}, 0, "there were only 100"},
		{0, 28, -5, []string{"E1555"}, 0, "nothing was overdrawn"},
		{0, 56, 0, nil, 0, "four weeks for which there are no books"},
		{0, 14, 0, []string{"E1552"}, 0, "it would begin inside the booked period"},
		{0, -14, 0, []string{"E1552"}, 0, "its second period would"},
		{0, -28, 0, nil, 0, "one period earlier, the booked one is its second"},
		{40, 28, 140, nil, 40, "all that was left, of 640"},
		{40, -28, 0, nil, 0, "what the booked period had from before the books it has now from the one before"},
		{40, -28, 25, nil, 25, "which has something from before the books itself"},
		{-40, -28, 0, nil, 0, "nothing was overdrawn after all"},
	} {
		s := Sources{At: first.Add(27), End: first.Add(27), Pools: []model.Pool{aPool(func(x *model.Pool) { x.BroughtForward = tt.before })}, RecordedOn: on(3), Visits: []Visit{given(3, 0, 500)}}
		kept, _ := s.Keep(nil)
		next := Sources{
			At: first.Add(28), End: first.Add(62),
			Pools: []model.Pool{aPool(func(x *model.Pool) { x.PeriodStart, x.BroughtForward = first.Add(tt.start), tt.brought })},
		}
		l, found := next.Keep(kept.Book)
		require.Equal(t, tt.codes, codes(found), tt.reason)
		require.Equal(t, kept.Book.Entries, l.Book.Entries[:len(kept.Book.Entries)], tt.reason)
		if tt.codes == nil {
			sound(t, l, kept.Book)
			require.True(t, l.Periods[len(l.Periods)-1].Open, tt.reason)
			require.Equal(t, tt.earlier, l.Book.Totals().Earlier, "what is brought comes out of the bank: %s", tt.reason)
			require.Zero(t, l.Book.Totals().Banked, tt.reason)
		}
	}
	owed := Sources{At: first.Add(27), End: first.Add(27), Pools: []model.Pool{aPool()}, RecordedOn: on(3), Visits: []Visit{given(3, 0, 630)}}
	kept, _ := owed.Keep(nil)
	next := Sources{At: first.Add(28), End: first.Add(34), Pools: []model.Pool{aPool(func(x *model.Pool) { x.PeriodStart = first.Add(28) })}}
	_, found := next.Keep(kept.Book)
	require.Equal(t, []string{"E1555"}, codes(found), "what is owed is not forgotten by leaving it out")
	next.Pools[0].BroughtForward = -30
	_, found = next.Keep(kept.Book)
	require.Empty(t, found)
}

// TestGrantsStay: a pool that gets more or less has it from the period that is not over on, and what was granted before
// stays, with what was carried of it.
func TestGrantsStay(t *testing.T) {
	pool := func(minutes int) []model.Pool {
		return []model.Pool{aPool(func(x *model.Pool) { x.Minutes = minutes })}
	}
	s := Sources{At: first.Add(30), Start: first.Add(28), End: first.Add(34), Pools: pool(600), RecordedOn: on(3), Visits: []Visit{given(3, 0, 200)}}
	kept, _ := s.Keep(nil)
	for _, tt := range []struct {
		at, start, minutes int
		entitled, brought  []int64
		reason             string
	}{
		{30, 28, 1000, []int64{600, 1000}, []int64{0, 150}, "of 400 a quarter of the 600 is carried, into a period of 1,000"},
		{30, 28, 100, []int64{600, 100}, []int64{0, 150}, "what was carried is not taken back"},
		{30, 28, 0, []int64{600, 0}, []int64{0, 150}, "the pool ends"},
		{30, 21, 1000, []int64{600, 1000}, []int64{0, 150}, "records reach into the second period"},
		{57, 56, 1000, []int64{600, 600, 1000}, []int64{0, 150, 150}, "both are over"},
	} {
		next := Sources{At: first.Add(tt.at), Start: first.Add(tt.start), End: first.Add(tt.start + 6), Pools: pool(tt.minutes), RecordedOn: map[model.Date]bool{}}
		l, found := next.Keep(kept.Book)
		require.Empty(t, found)
		sound(t, l, kept.Book)
		var entitled, brought []int64
		for _, p := range l.Periods {
			entitled, brought = append(entitled, p.Entitled), append(brought, p.Brought)
		}
		require.Equal(t, tt.entitled, entitled, tt.reason)
		require.Equal(t, tt.brought, brought, tt.reason)
	}
	running := Sources{At: first.Add(3), Start: first, End: first.Add(6), Pools: pool(600), PlannedOn: on(0), Visits: []Visit{planned(0, 60)}}
	kept, _ = running.Keep(nil)
	running.Pools = pool(1000)
	l, _ := running.Keep(kept.Book)
	require.EqualValues(t, 1000, l.Periods[0].Entitled, "a period that is not over has what the table says")
	none := Sources{At: first.Add(27), Start: first, End: first.Add(27), Pools: pool(0), PlannedOn: on(0), RecordedOn: on(0), Visits: []Visit{given(0, 60, 60)}}
	kept, _ = none.Keep(nil)
	none.At, none.Start, none.End, none.Pools = first.Add(30), first.Add(28), first.Add(34), pool(600)
	l, _ = none.Keep(kept.Book)
	require.EqualValues(t, 0, l.Periods[0].Entitled, "nothing was granted, and nothing is afterwards")
}

// TestCorrectionsStay: a correction that was booked stays where its row has gone; a changed row is booked by the
// difference.
func TestCorrectionsStay(t *testing.T) {
	row := model.Correction{Pool: "q", Date: first, Minutes: 30, Reason: "agreed\r\n by phone", By: "N."}
	s := Sources{At: first, End: first.Add(6), Pools: []model.Pool{aPool()}, Corrections: []model.Correction{row}}
	a, _ := s.Keep(nil)
	sound(t, a, nil)
	s.Corrections = nil
	b, _ := s.Keep(a.Book)
	require.EqualValues(t, 30, b.Periods[0].Corrected)
	row.Minutes = 50
	s.Corrections = []model.Correction{row}
	c, _ := s.Keep(b.Book)
	require.EqualValues(t, 50, c.Periods[0].Corrected)
	require.EqualValues(t, 20, c.Book.Entries[len(c.Book.Entries)-1].Minutes)
}

// TestPoolGone: what was booked of a pool that pools.csv has no more stays, and Of makes a book of the others'.
func TestPoolGone(t *testing.T) {
	other := aPool(func(x *model.Pool) { x.ID = "z" })
	s := Sources{At: first, End: first.Add(6), Pools: []model.Pool{aPool(), other}}
	a, _ := s.Keep(nil)
	s.Pools = s.Pools[:1]
	b, found := s.Keep(a.Book)
	require.Empty(t, found)
	require.Equal(t, a.Book, b.Book)
	require.Len(t, b.Periods, 2)
	part := b.Book.Of(func(e *Entry) bool { return e.Pool == "z" })
	require.NotContains(t, reread(t, part), "q,")
}
