package constraint

import (
	"github.com/milltir/milltir/solver/internal/roster"
	"github.com/milltir/milltir/solver/internal/state"
)

// heldDays fills what the rules about published shifts say of each day.
func (b *rosterBuilder) heldDays(c int) {
	r, start := b.r, b.in.H.Calendar.Start()
	for i := range b.in.H.Published {
		p := &b.in.H.Published[i]
		if p.Carer != c {
			continue
		}
		day := int(p.Date - start)
		for k := range b.width {
			at := b.index(c, day, roster.Option(k))
			if run := b.runs[at]; k > 0 && run != state.NoRun && p.Is(&b.in.H.Shifts[b.in.ShiftOf[run]]) {
				continue
			}
			b.out.Day[at] += price(&r.Notice.base, wish(r.Notice.of(p.Start)))
			if p.Frozen {
				b.out.Day[at] += price(&r.Freeze.base, r.Freeze.counted(1))
			}
		}
	}
	for d := range b.days {
		for k := 1; k < b.width; k++ {
			if run := b.runs[b.index(c, d, roster.Option(k))]; run != state.NoRun {
				b.out.Day[b.index(c, d, roster.Option(k))] += price(&r.Notice.base, wish(r.Notice.fresh[run]))
			}
		}
	}
}
