package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Reserve: of those on duty somebody's time is left free, so that a call can be answered.
// Cost: the weight per minute by which less time is free than there should be: in each five minutes of a row of the
// kind reserve, or over the peak of a patch.
// Example: one to be free at the scheme from 07:00 to 07:30; of two there one is in a flat till 07:20, and the other
// out on a round: nobody is for 20 minutes, 20 × 0.3 = 6.
// Source: C36.
type Reserve struct {
	base
	sites   *presence
	changed []presenceChange // by reserve, of the trial
}

func (r *Reserve) cost(missing int64) unit { return wish(r.w[0] * missing / int64(r.in.Res)) }

// Delta looks at the spans of which a run gives more or less.
func (r *Reserve) Delta(_ *state.Trial, out *model.Score) {
	p := r.sites
	r.changed = r.changed[:0]
	for _, c := range p.touched {
		if int(c.id) >= p.slots {
			continue
		}
		if d := p.short(c.id, c.is) - p.short(c.id, c.was); d != 0 {
			r.change(p.part[c.id], d)
		}
	}
	for _, c := range r.changed {
		r.add(out, r.cost(c.was), -1)
		r.add(out, r.cost(c.is), 1)
	}
}

// change adds what more is missing in a slot to its reserve: one of the last that were changed.
func (r *Reserve) change(reserve int32, d int64) {
	for i := range slices.Backward(r.changed) {
		if c := &r.changed[i]; c.id == reserve {
			c.is += d
			return
		}
	}
	was := r.sites.missing[reserve]
	r.changed = append(r.changed, presenceChange{reserve, was, was + d})
}

// price is what it costs that a run's carer is busy, or elsewhere, between two ticks, as far as they are free.
func (r *Reserve) price(run state.Run, from, to int32) int64 {
	p, missing := r.sites, int64(0)
	for k, ask := range p.of[run] {
		if ask.start >= to {
			break
		}
		x := 100 * int64(min(to, ask.end)-max(from, ask.start))
		if x <= 0 || int(ask.id) >= p.slots {
			continue
		}
		if ask.share == 0 {
			x = min(x, p.held[run][k])
		}
		missing += p.short(ask.id, p.sum[ask.id]-x) - p.short(ask.id, p.sum[ask.id])
	}
	return r.w[0] * missing / int64(r.in.Res)
}

// Each adds up, for every span, what of the worked runs is free there.
func (r *Reserve) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	known := make(map[state.Run]stays)
	for i := range h.Reserves {
		x := &h.Reserves[i]
		var at []stays
		eachRun(s, func(run state.Run, carer state.Carer, shift *model.DatedShift) {
			if !x.Counts(h, shift, int(carer)) {
				return
			}
			if _, is := known[run]; !is {
				known[run] = staysOf(s, run, x.Where)
			}
			at = append(at, known[run])
		})
		f := nobody
		x.Slots(func(start, end int32) {
			free, paid := int64(0), int64(0)
			for _, k := range at {
				free += ticksIn(k.free, start, end)
				paid += ticksIn(k.shift, start, end) - ticksIn(k.breaks, start, end)
			}
			should := 100 * int64(x.Needed) * int64(end-start)
			if x.Pct > 0 {
				should = int64(x.Pct) * paid
			}
			f.Amount += max(0, should-100*free) / 100
			f.Limit += should / 100
		})
		if f.unit = wish(r.w[0] * f.Amount / int64(s.In.Res)); f.cost > 0 {
			report(f)
		}
	}
}

// stays are a stored run's shift, and the spans in it in which its carer is free at a place, on a
// break, and elsewhere.
type stays struct{ shift, free, breaks, away []model.Span }

// staysOf walks a stored run by the horizon.
func staysOf(s *state.State, run state.Run, where string) (out stays) {
	h, route, shift := s.In.H, &s.Routes[run], shiftOf(s, run)
	add := func(to *[]model.Span, from, until int32) {
		if x := (model.Span{Start: max(from, shift.Start), End: min(until, shift.End)}); x.Start < x.End {
			*to = append(*to, x)
		}
	}
	add(&out.shift, shift.Start, shift.End)
	from, to := h.Ends(int(s.In.CarerOf[run]), shift)
	at, free := state.Place(from), shift.Start
	here, placed := from < 0 || h.Inside(where, from), false
	for i := range route.Seq { // who comes from home is first where the first stop is
		if to := arrivesAt(s, run, i, state.NoPlace); to != state.NoPlace {
			if !placed && from < 0 {
				here = h.Inside(where, int(to))
			}
			placed = true
		}
	}
	pass := func(until, leg int32, next bool) {
		switch {
		case here && next:
			add(&out.free, free, until-leg)
		case here:
			add(&out.free, free, until-leg)
			add(&out.away, max(free, until-leg), until)
		case next:
			add(&out.away, free, free+leg)
			add(&out.free, free+leg, until)
		default:
			add(&out.away, free, until)
		}
		here = next
	}
	for i, stop := range route.Seq {
		leg, _, then := legInto(s, run, i, at, free)
		next := here
		to := arrivesAt(s, run, i, at)
		if to != at {
			next = h.Inside(where, int(to))
		}
		pass(route.At[i], leg, next)
		if then != to { // an outing
			here = h.Inside(where, int(then))
		}
		at, free = then, route.At[i]+s.Len[stop.Node()]
		if !next || !here {
			add(&out.away, route.At[i], free)
		}
		if s.In.IsBreak(stop.Node()) {
			add(&out.breaks, route.At[i], free)
		}
	}
	next := here
	if to >= 0 && placed {
		next = h.Inside(where, to)
	}
	pass(shift.End, lastLeg(s, run), next)
	return out
}

// arrivesAt is where a carer at a place comes to by the leg into the i-th stop of a stored run.
func arrivesAt(s *state.State, run state.Run, i int, at state.Place) state.Place {
	if p := s.In.Place[s.Routes[run].Seq[i].Node()]; p != state.NoPlace {
		return p
	}
	_, _, then := legInto(s, run, i, at, 0)
	return then
}

// ticksIn adds up what of spans lies between two ticks.
func ticksIn(spans []model.Span, from, to int32) int64 {
	sum := int64(0)
	for _, x := range spans {
		sum += int64(max(0, min(x.End, to)-max(x.Start, from)))
	}
	return sum
}
