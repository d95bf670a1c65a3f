package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/roster"
	"github.com/milltir/milltir/solver/internal/state"
)

// never is the price of what cannot be: a shift that a carer has not, a given one not worked, two at once.
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
					b.out.Day[i] += price(&r.Span.base, r.Span.alone(state.Carer(c), run)) + price(&r.LongDay.base, r.LongDay.beyond(r.LongDay.work[run]))
					b.out.Day[i] += roster.Pay(r.works[run].Breaches, r.works[run].Wishes)
				}
			}
		}
		for d := range b.days {
			for k := 1; k < b.width && r.Parity.barred(state.Carer(c), d); k++ {
				b.out.Day[b.index(c, d, roster.Option(k))] += price(&r.Parity.base, r.Parity.counted(1))
			}
		}
		b.heldDays(c)
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
	for i, run := range b.runs {
		if k := i % b.width; run != state.NoRun {
			b.out.Day[i] += price(&r.Rest.base, r.Rest.timed(b.lacks(k)))
		}
	}
	for a := 1; a < b.width; a++ {
		for z := 1; z < b.width; z++ {
			b.out.Follow[a*b.width+z] = b.follow(a, z)
		}
	}
	b.before()
}

// follow is what the rules about two days in a row say of two shifts.
func (b *rosterBuilder) follow(a, z int) roster.Price {
	h, r := b.in.H, b.r
	sum := roster.Price(0)
	if slices.Contains(b.rows[a].NoNext, b.rows[z].ID) {
		sum += price(&r.Succession.base, r.Succession.counted(1))
	}
	if b.first[a] < 0 || b.first[z] < 0 {
		return sum // nobody works it in the plan
	}
	x, y := &h.Shifts[b.first[a]], &h.Shifts[b.first[z]]
	// From the end of the one to the start of the other a day later, by the clock.
	day := h.Calendar.Ticks(1440)
	gap := (y.Start - h.Calendar.Tick(y.Date, 0)) + day - (x.End - h.Calendar.Tick(x.Date, 0))
	if gap < 0 {
		return sum + roster.Pay(never, 0) // nobody works two at once
	}
	if !x.AtWork() || !y.AtWork() {
		return sum
	}
	if gap < r.LateEarly.least {
		sum += price(&r.LateEarly.base, r.LateEarly.counted(1))
	}
	// Of too short a rest of the day and that after it the larger counts: the one has its price by itself.
	own := price(&r.Rest.base, r.Rest.timed(b.lacks(a)))
	return sum + price(&r.Rest.base, r.Rest.timed(max(b.lacks(a), h.Calendar.Ticks(h.Rules.Rest.Daily)-gap))) - own
}

// restsOver tells whether the daily rest after some shift, or after the last before the plan, may go on past the day after it.
func (b *rosterBuilder) restsOver() bool {
	h, r := b.in.H, b.r
	least := int32(0)
	if r.Rest.counts() {
		least = h.Calendar.Ticks(h.Rules.Rest.Daily)
	}
	if r.LateEarly.counts() {
		least = max(least, r.LateEarly.least)
	}
	last, first := int32(0), h.Calendar.Ticks(2880)
	for k := 1; k < b.width; k++ {
		if b.first[k] >= 0 && h.Shifts[b.first[k]].AtWork() {
			s := &h.Shifts[b.first[k]]
			midnight := h.Calendar.Tick(s.Date, 0)
			last, first = max(last, s.End-midnight), min(first, s.Start-midnight)
		}
	}
	for _, end := range r.Rest.ended {
		if end != state.Unset { // of the day before the plan
			last = max(last, end-h.Calendar.Tick(h.Calendar.Start().Add(-1), 0))
		}
	}
	return least > 0 && first+h.Calendar.Ticks(2880)-last < least
}

// lacks is what of a daily rest is missing in the 24 hours from the start of a shift.
func (b *rosterBuilder) lacks(k int) int32 {
	h := b.in.H
	s := &h.Shifts[b.first[k]]
	if !s.AtWork() {
		return 0
	}
	return h.Calendar.Ticks(h.Rules.Rest.Daily) - max(0, h.Calendar.Ticks(1440)-(s.End-s.Start))
}

// before fills what the last days before the plan say of its first.
func (b *rosterBuilder) before() {
	h, r := b.in.H, b.r
	b.out.Before = make([]roster.Price, b.in.Carers*b.width)
	for c := range b.in.Carers {
		last := h.Problem.ShiftRow(r.lines.past[c].Shift)
		for k := 1; k < b.width; k++ {
			at := &b.out.Before[c*b.width+k]
			if last != nil && slices.Contains(last.NoNext, b.rows[k].ID) {
				*at += price(&r.Succession.base, r.Succession.counted(1))
			}
			if run := b.runs[b.index(c, 0, roster.Option(k))]; run != state.NoRun && r.lines.duty.work[run] && r.Rest.ended[c] != state.Unset {
				rest := b.in.RunStart[run] - r.Rest.ended[c]
				*at += price(&r.Rest.base, r.Rest.timed(r.Rest.least[run]-rest))
				if rest < r.LateEarly.least {
					*at += price(&r.LateEarly.base, r.LateEarly.counted(1))
				}
			}
		}
	}
}
