package constraint

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// presence follows, for spans in which somebody has to be at a place or free there, what each run gives
// towards them: to a reserve its free ticks times a hundred (less a share of its paid ones, where the share of
// them is asked for), to a need for cover on site itself, if its carer is nowhere else. It follows commits.
type presence struct {
	in      *state.Instance
	s       *state.State
	slots   int              // asks of more than these are needs for cover, in the order of the horizon
	part    []int32          // by slot: its reserve
	want    []int64          // by slot: what runs should give together
	missing []int64          // by reserve: ticks, of all its slots
	of      [][]ask          // by run, by start
	inside  [][]bool         // by run: the locations at the place it counts at; nil: all, of a patch
	held    [][]int64        // by run, as of: what it gives as it is stored
	sum     []int64          // by slot
	stale   []state.Run      // runs that were committed since
	now     []int64          // of one run
	touched []presenceChange // of the trial that was prepared last
	at      []int32          // by ask: index into touched, valid where seen agrees
	seen    []uint32
	round   uint32
}

// ask is a span that a run counts towards; share is the part of the paid time that a reserve is of, in per cent.
type ask struct{ id, start, end, share int32 }

type presenceChange struct {
	id      int32
	was, is int64
}

func newPresence(in *state.Instance) *presence {
	h := in.H
	p := &presence{in: in, missing: make([]int64, len(h.Reserves))}
	first := make([]int32, len(h.Reserves)) // slot of each reserve
	for i := range h.Reserves {
		r := &h.Reserves[i]
		first[i] = int32(len(p.part))
		r.Slots(func(start, end int32) {
			p.part, p.want = append(p.part, int32(i)), append(p.want, 100*int64(r.Needed)*int64(end-start))
		})
	}
	p.slots, p.sum = len(p.part), make([]int64, len(p.part))
	stays := slices.ContainsFunc(h.Cover, func(c model.DatedCover) bool { return c.Stays(h) })
	if p.slots == 0 && !stays {
		return p
	}
	n := p.slots + len(h.Cover)
	p.of, p.held, p.inside = make([][]ask, in.Runs), make([][]int64, in.Runs), make([][]bool, in.Runs)
	p.at, p.seen = make([]int32, n), make([]uint32, n)
	sites := make(map[string][]bool)
	for run := range p.of {
		shift, carer := &h.Shifts[in.ShiftOf[run]], int(in.CarerOf[run])
		for i := range h.Reserves {
			r, slot := &h.Reserves[i], first[i]
			if !r.Counts(h, shift, carer) {
				continue
			}
			r.Slots(func(start, end int32) {
				if start < shift.End && end > shift.Start {
					p.of[run] = append(p.of[run], ask{slot, start, end, int32(r.Pct)})
				}
				slot++
			})
		}
		for i := range h.Cover {
			if c := &h.Cover[i]; c.Stays(h) && c.Counts(h, shift, carer) {
				p.of[run] = append(p.of[run], ask{int32(p.slots + i), c.Start, c.End, 0})
			}
		}
		if len(p.of[run]) == 0 {
			continue
		}
		slices.SortStableFunc(p.of[run], func(a, b ask) int { return cmp.Compare(a.start, b.start) })
		p.held[run] = make([]int64, len(p.of[run]))
		p.inside[run] = inside(h, h.SiteOf(shift, carer), sites)
	}
	return p
}

// inside marks the locations at a place; nil if it is a patch.
func inside(h *model.Horizon, where string, known map[string][]bool) []bool {
	if _, place := h.PlaceIndex[model.PlaceID(where)]; !place {
		return nil
	}
	if known[where] == nil {
		known[where] = make([]bool, len(h.Locations))
		for i := range h.Locations {
			known[where][i] = h.Inside(where, i)
		}
	}
	return known[where]
}

func (p *presence) reset(s *state.State) {
	p.s, p.stale = s, p.stale[:0]
	clear(p.sum)
	clear(p.missing)
	for i := range p.sum {
		p.missing[p.part[i]] += p.short(int32(i), 0)
	}
	for _, held := range p.held {
		clear(held)
	}
	for run := range p.of {
		p.routed(state.Run(run))
	}
}

// short is by how many ticks less is free in a slot than there should be, where runs give so much.
func (p *presence) short(slot int32, gives int64) int64 { return max(0, p.want[slot]-gives) / 100 }

// routed follows a changed run.
func (p *presence) routed(run state.Run) {
	if p.of != nil && len(p.of[run]) > 0 {
		p.stale = append(p.stale, run)
	}
}

// timed works out what the changed runs give, once all of them are stored.
func (p *presence) timed(n *needs) {
	for _, run := range p.stale {
		p.gives(run, p.s.Worked[run], &p.s.Routes[run])
		for k, ask := range p.of[run] {
			d := p.now[k] - p.held[run][k]
			p.held[run][k] = p.now[k]
			if int(ask.id) < p.slots {
				p.missing[p.part[ask.id]] += p.short(ask.id, p.sum[ask.id]+d) - p.short(ask.id, p.sum[ask.id])
				p.sum[ask.id] += d
			} else {
				n.there[int(ask.id)-p.slots] += int32(d)
			}
		}
	}
	p.stale = p.stale[:0]
}

// prepare lists what a trial changes.
func (p *presence) prepare(t *state.Trial) {
	p.touched = p.touched[:0]
	if p.of == nil {
		return
	}
	p.round++
	for i := range t.Views {
		v := &t.Views[i]
		if len(p.of[v.Run]) == 0 || !v.Worked && !t.S.Worked[v.Run] {
			continue
		}
		p.gives(v.Run, v.Worked, &v.Route)
		for k, ask := range p.of[v.Run] {
			if d := p.now[k] - p.held[v.Run][k]; d != 0 {
				p.touch(ask.id, d)
			}
		}
	}
}

func (p *presence) touch(id int32, d int64) {
	if p.seen[id] == p.round {
		p.touched[p.at[id]].is += d
		return
	}
	was := int64(0)
	if int(id) < p.slots {
		was = p.sum[id]
	}
	p.seen[id], p.at[id] = p.round, int32(len(p.touched))
	p.touched = append(p.touched, presenceChange{id, was, was + d})
}

// leaves tells whether a run's carer who is at a location is not where the run counts.
func (p *presence) leaves(run state.Run, at state.Place) bool {
	return at >= 0 && len(p.of[run]) > 0 && p.inside[run] != nil && !p.inside[run][at]
}

// tell hands what the trial changes of cover on site to those who count there.
func (p *presence) tell(n *needs) {
	for _, c := range p.touched {
		if int(c.id) >= p.slots && c.is != c.was {
			n.touch(c.id-int32(p.slots), int32(c.is-c.was))
		}
	}
}

// gives works out, in now, what a run gives to each of its asks.
func (p *presence) gives(run state.Run, worked bool, route *state.Route) {
	asks := p.of[run]
	p.now = append(p.now[:0], p.held[run]...)
	clear(p.now)
	if !worked {
		return
	}
	w := walk{p: p, asks: asks, start: p.in.RunStart[run], end: p.in.RunEnd[run]}
	w.route(run, route)
	for k, ask := range asks {
		if int(ask.id) >= p.slots { // so far the ticks elsewhere
			p.now[k] = 1 - min(1, p.now[k])
		} else if ask.share > 0 {
			p.now[k] -= int64(ask.share) * int64(max(0, min(ask.end, w.end)-max(ask.start, w.start)))
		}
	}
}

// walk goes along a run, a stop at a time.
type walk struct {
	p          *presence
	asks       []ask
	start, end int32 // of the shift
	first      int   // asks before it have ended
}

// route goes along all of a run: whoever is at the place leaves it as late as possible.
func (w *walk) route(run state.Run, route *state.Route) {
	in, inside := w.p.in, w.p.inside[run]
	at, last, placed := in.RunStart[run], in.From[run], false
	there := w.begins(run, route.Seq, inside)
	for i, stop := range route.Seq {
		n := stop.Node()
		next, place := there, w.place(route.Seq, i)
		if place >= 0 {
			next, last, placed = inside == nil || inside[place], place, true
		}
		w.gap(at, route.At[i], route.Leg[i], there, next)
		at = route.At[i] + w.p.s.Len[n]
		then := next
		if end := in.Core[n].EndAt; end >= 0 && end != place { // an outing
			then, last = inside == nil || inside[end], end
		}
		switch {
		case !next || !then:
			w.count(route.At[i], at, false)
		case in.IsBreak(n):
			w.rest(route.At[i], at)
		}
		there = then
	}
	next, leg := there, int32(0)
	if to := in.To[run]; to >= 0 && placed {
		next = inside == nil || inside[to]
		leg = in.WayAt(run, last, to, at).Exact
	}
	w.gap(at, w.end, leg, there, next)
}

// begins tells whether a run's carer is at the place when the shift starts.
func (w *walk) begins(run state.Run, seq []state.Stop, inside []bool) bool {
	from := w.p.in.From[run]
	for i := 0; from < 0 && i < len(seq); i++ {
		from = w.place(seq, i)
	}
	return from < 0 || inside == nil || inside[from]
}

// place is where a stop is, of a break that is taken at the next one's place that.
func (w *walk) place(seq []state.Stop, i int) state.Place {
	in := w.p.in
	at := in.Core[seq[i].Node()].Place
	if in.BreakNext && in.IsBreak(seq[i].Node()) {
		for ; at < 0 && i < len(seq); i++ {
			at = in.Core[seq[i].Node()].Place
		}
	}
	return at
}

// gap is the time between two stops, with a leg from one to the other.
func (w *walk) gap(from, to, leg int32, before, after bool) {
	switch leave, arrive := max(from, to-leg), from+leg; {
	case before:
		w.count(from, leave, true)
		if !after {
			w.count(leave, to, false)
		}
	case after:
		w.count(from, arrive, false)
		w.count(arrive, to, true)
	default:
		w.count(from, to, false)
	}
}

// count adds a span that is free at the place, or spent elsewhere.
func (w *walk) count(from, to int32, free bool) {
	w.each(from, to, func(k int, ticks int64) {
		if reserve := int(w.asks[k].id) < w.p.slots; reserve == free {
			if reserve {
				ticks *= 100
			}
			w.p.now[k] += ticks
		}
	})
}

// rest adds a break, which is not paid, wherever it is.
func (w *walk) rest(from, to int32) {
	w.each(from, to, func(k int, ticks int64) { w.p.now[k] += int64(w.asks[k].share) * ticks })
}

// each calls f for the asks that a span meets, with the ticks of both.
func (w *walk) each(from, to int32, f func(k int, ticks int64)) {
	from, to = max(from, w.start), min(to, w.end)
	for w.first < len(w.asks) && w.asks[w.first].end <= from {
		w.first++
	}
	for k := w.first; k < len(w.asks) && w.asks[k].start < to; k++ {
		if x := min(to, w.asks[k].end) - max(from, w.asks[k].start); x > 0 {
			f(k, int64(x))
		}
	}
}

// sitesDelta is the part that asks where carers are, and whether they are free there.
func (r *Rules) sitesDelta(t *state.Trial, out *model.Score) {
	if !r.on.sites {
		return
	}
	r.sites.prepare(t)
	if r.on.reserve {
		r.Reserve.Delta(t, out)
	}
	if r.on.onSite {
		r.needs.prepare(t)
		r.sites.tell(r.needs)
		r.Staffing.Delta(t, out)
		r.Wanted.Delta(t, out)
	}
}
