package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Reserve: of those on duty somebody's time is left free, so that a call can be answered.
// Cost: the weight per minute by which less time is free, in a half hour of a row of the kind reserve or at the
// peak of a patch, than there should be.
// Example: one to be free at the scheme from 07:00 to 07:30; of two there one is in a flat till 07:20, and the other
// out on a round: 10 minutes of 30, 20 × 0.3 = 6.
// Source: C36.
type Reserve struct {
	base
	sites *presence
}

// short is by how many ticks less is free than there should be, where runs give so much.
func (r *Reserve) short(id int32, gives int64) int64 {
	x := &r.in.H.Reserves[id]
	return max(0, 100*int64(x.Needed)*int64(x.End-x.Start)-gives) / 100
}

func (r *Reserve) cost(id int32, gives int64) unit {
	return wish(r.w[0] * r.short(id, gives) / int64(r.in.Res))
}

// Delta looks at the spans of which a run gives more or less.
func (r *Reserve) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.sites.touched {
		if int(c.id) < r.sites.reserves && c.is != c.was {
			r.add(out, r.cost(c.id, c.was), -1)
			r.add(out, r.cost(c.id, c.is), 1)
		}
	}
}

// price is what it costs that a run's carer is busy, or elsewhere, between two ticks, as far as they are free.
func (r *Reserve) price(run state.Run, from, to int32) int64 {
	cost := int64(0)
	for k, ask := range r.sites.of[run] {
		if ask.start >= to {
			break
		}
		x := int64(min(to, ask.end) - max(from, ask.start))
		if x <= 0 || int(ask.id) >= r.sites.reserves {
			continue
		}
		if ask.share == 0 {
			x = min(100*x, r.sites.held[run][k])
		} else {
			x *= 100
		}
		cost += r.cost(ask.id, r.sites.sum[ask.id]-x).cost - r.cost(ask.id, r.sites.sum[ask.id]).cost
	}
	return cost
}

// Each adds up, for every span, what of the worked runs is free there.
func (r *Reserve) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	stays := make(map[state.Run]stays)
	for i := range h.Reserves {
		x := &h.Reserves[i]
		free, paid := int64(0), int64(0)
		eachRun(s, func(run state.Run, carer state.Carer, shift *model.DatedShift) {
			if !x.Counts(h, shift, int(carer)) {
				return
			}
			k, known := stays[run]
			if !known {
				k = staysOf(s, run, x.Where)
				stays[run] = k
			}
			free += ticksIn(k.free, x.Start, x.End)
			paid += ticksIn([]model.Span{{Start: shift.Start, End: shift.End}}, x.Start, x.End) - ticksIn(k.breaks, x.Start, x.End)
		})
		short := int64(x.Needed)*int64(x.End-x.Start) - free
		if x.Pct > 0 {
			short = (int64(x.Pct)*paid - 100*free) / 100
		}
		if u := wish(r.w[0] * short / int64(s.In.Res)); short > 0 && u.cost > 0 {
			f := nobody
			f.Amount, f.Limit, f.unit = free, free+short, u
			report(f)
		}
	}
}

// stays are the spans of a stored run, inside its shift, in which its carer is free at a place, on a break, and
// elsewhere.
type stays struct{ free, breaks, away []model.Span }

// staysOf walks a stored run by the horizon.
func staysOf(s *state.State, run state.Run, where string) (out stays) {
	h, route, shift := s.In.H, &s.Routes[run], shiftOf(s, run)
	add := func(to *[]model.Span, from, until int32) {
		if x := (model.Span{Start: max(from, shift.Start), End: min(until, shift.End)}); x.Start < x.End {
			*to = append(*to, x)
		}
	}
	from, to := h.Ends(int(s.In.CarerOf[run]), shift)
	at, free := state.Place(from), shift.Start
	here, placed := from < 0 || h.Inside(where, from), false
	for i := range route.Seq { // who comes from home is first where the first stop is
		if _, _, then := legInto(s, run, i, state.NoPlace, 0); then != state.NoPlace {
			if !placed && from < 0 {
				here = h.Inside(where, int(then))
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
		if then != at {
			next = h.Inside(where, int(then))
		}
		pass(route.At[i], leg, next)
		at, free = then, route.At[i]+s.Len[stop.Node()]
		if !here {
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

// ticksIn adds up what of spans lies between two ticks.
func ticksIn(spans []model.Span, from, to int32) int64 {
	sum := int64(0)
	for _, x := range spans {
		sum += int64(max(0, min(x.End, to)-max(x.Start, from)))
	}
	return sum
}
