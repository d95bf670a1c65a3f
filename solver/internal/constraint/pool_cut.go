package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PoolCut: nobody's visit is cut short for hours that bend.
// Counts, by run, the ticks by which visits are planned below the agreed length, as far as draws and wishes of pools,
// and what other visits of pools are longer by, take as many.
// Example: in a shift with a draw of 30 minutes a visit of 45 is planned with 40: 5.
// Source: C35; idle paid time becomes time for people, never the other way round (docs/adr/0017).
type PoolCut struct {
	base
	bends []bool // by visit: a draw or a wish
	pool  []bool // by visit: it draws on a pool
}

func newPoolCut(b base) PoolCut {
	r := PoolCut{b, make([]bool, b.in.Visits), make([]bool, b.in.Visits)}
	for v := range r.bends {
		dv := &b.in.H.Visits[v]
		r.pool[v] = dv.Pool >= 0
		r.bends[v] = dv.Optional && dv.Pool >= 0
	}
	return r
}

// any tells whether there is something to cut, and something to cut it for.
func (r *PoolCut) any() bool {
	cuts := false
	for v, bends := range r.bends {
		cuts = cuts || !bends && r.in.LengthMin[v] < r.in.Length[v]
	}
	return cuts && slices.Contains(r.pool, true)
}

// sums are what is cut in a run, and what pools are given in it.
type sums struct{ cut, given int32 }

func (x *sums) add(r *PoolCut, v state.Node, length int32) {
	more := length - r.in.Length[v]
	switch {
	case r.bends[v]:
		x.given += length
	case more < 0:
		x.cut -= more
	case r.pool[v]:
		x.given += more
	}
}

func (x *sums) ticks() int32 { return min(x.cut, x.given) }

// Delta adds up the runs in view as they were and as they would be.
func (r *PoolCut) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		run := t.Views[i].Run
		was, is := r.sumsOf(t, t.S.Routes[run].Seq, true), r.sumsOf(t, t.Seq(run), false)
		if was.ticks() != is.ticks() {
			r.add(out, r.timed(was.ticks()), -1)
			r.add(out, r.timed(is.ticks()), 1)
		}
	}
}

// sumsOf adds up some stops, with the lengths before the trial or under it.
func (r *PoolCut) sumsOf(t *state.Trial, stops []state.Stop, before bool) (x sums) {
	for _, stop := range stops {
		n := stop.Node()
		if !r.in.IsVisit(n) || r.in.IsShadow(stop) {
			continue
		}
		length := t.S.Len[n]
		if c := t.ChangeOf(n); c != nil {
			if length = c.NewLen; before {
				length = c.OldLen
			}
		}
		x.add(r, n, length)
	}
	return x
}

// Each adds up every worked run.
func (r *PoolCut) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, _ state.Carer, _ *model.DatedShift) {
		cut, given := int64(0), int64(0)
		for _, stop := range s.Routes[run].Seq {
			n := stop.Node()
			if !s.In.IsVisit(n) || stop.Seat() >= s.In.H.Visits[n].Need {
				continue
			}
			dv := &s.In.H.Visits[n]
			if dv.Optional && dv.Pool >= 0 {
				given += int64(s.Len[n])
				continue
			}
			cut += int64(max(0, dv.Length-s.Len[n]))
			if dv.Pool >= 0 {
				given += int64(max(0, s.Len[n]-dv.Length))
			}
		}
		if x := min(cut, given); x > 0 {
			report(runFinding(s, run, x, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
		}
	})
}
