package check

import "github.com/milltir/milltir/model"

// spell is a stretch of a run in ticks.
type spell struct{ from, to int64 }

// within is how much of it lies between two ticks.
func (s spell) within(from, to int64) int64 { return max(0, min(s.to, to)-max(s.from, from)) }

// whereabouts are the spans of a run's shift in which its carer is free at a place or in a patch, and those in
// which they are elsewhere. They leave a place as late as they can; at a patch nobody is elsewhere.
type whereabouts struct {
	run        *run
	where      string
	free, away []spell
}

func (j *judge) whereabouts(r *run, where string) *whereabouts {
	w := &whereabouts{run: r, where: where}
	into, back := j.legs(r)
	from, to := j.ends(r)
	placed := false
	for i := range r.stops {
		p := j.place(r, i)
		if placed = placed || p >= 0; from < 0 {
			from = p // from home straight there
		}
	}
	at, there := r.start, from < 0 || j.h.Inside(where, from)
	for i, s := range r.stops {
		next := there
		if p := j.place(r, i); p >= 0 {
			next = j.h.Inside(where, p)
		}
		w.gap(spell{at, s.start}, into[i].ticks, there, next)
		then := next
		if s.place >= 0 { // an outing ends elsewhere
			then = j.h.Inside(where, s.endAt)
		}
		if !next || !then {
			w.out(spell{s.start, s.end})
		}
		at, there = s.end, then
	}
	next := there
	if placed && to >= 0 {
		next = j.h.Inside(where, to)
	}
	w.gap(spell{at, r.end}, back.ticks, there, next)
	return w
}

// gap is the time between two stops, with the way from one to the other.
func (w *whereabouts) gap(s spell, way int64, before, after bool) {
	leave, arrive := max(s.from, s.to-way), s.from+way
	switch {
	case before:
		w.idle(spell{s.from, leave})
		if !after {
			w.out(spell{leave, s.to})
		}
	case after:
		w.out(spell{s.from, arrive})
		w.idle(spell{arrive, s.to})
	default:
		w.out(s)
	}
}

func (w *whereabouts) idle(s spell) { w.free = append(w.free, w.clip(s)) }
func (w *whereabouts) out(s spell)  { w.away = append(w.away, w.clip(s)) }

// clip is what of a spell lies in the shift.
func (w *whereabouts) clip(s spell) spell {
	return spell{max(s.from, w.run.start), min(s.to, w.run.end)}
}

// total adds up what of spans lies between two ticks.
func total(spans []spell, from, to int64) int64 {
	sum := int64(0)
	for _, s := range spans {
		sum += s.within(from, to)
	}
	return sum
}

// elsewhere tells whether a need for cover does not count a run because its carer is out.
func (j *judge) elsewhere(c *model.DatedCover, r *run) bool {
	return c.Stays(j.h) && total(j.whereabouts(r, c.Where).away, int64(c.Start), int64(c.End)) > 0
}

// There counts, for every need for cover, the different carers who are there, as the rule staffing does. The
// error is that of [Horizon].
func There(h *model.Horizon, r *model.Rota) ([]int, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, err
	}
	out := make([]int, 0, len(h.Cover))
	j.needs(func(_ *model.DatedCover, there int64) { out = append(out, int(there)) })
	return out, nil
}

// reserve: less time left free for calls than there should be. Amount is what is missing of Limit, Detail where.
func reserve(j *judge) {
	known := make(map[*run]*whereabouts) // a run counts in one place
	for i := range j.h.Reserves {
		r := &j.h.Reserves[i]
		var at []*whereabouts
		j.shifts(func(x *run) {
			if r.Counts(j.h, x.shift, x.carer) {
				if known[x] == nil {
					known[x] = j.whereabouts(x, r.Where)
				}
				at = append(at, known[x])
			}
		})
		out := model.Violation{Date: r.Date, At: j.clock(int64(r.Start), r.Date), Unit: "tick", Detail: r.Where}
		r.Slots(func(start, end int32) {
			short, should := unheld(r, at, int64(start), int64(end))
			out.Amount, out.Limit = out.Amount+short, out.Limit+should
		})
		j.wish(out, j.weight(0)*out.Amount/j.perMinute)
	}
}

// unheld is what is missing of a reserve between two ticks, and what there should be.
func unheld(r *model.DatedReserve, at []*whereabouts, start, end int64) (short, should int64) {
	free, paid := int64(0), int64(0)
	for _, w := range at {
		free += total(w.free, start, end)
		paid += spell{w.run.start, w.run.end}.within(start, end)
		for _, s := range w.run.stops {
			if s.kind == model.StopBreak {
				paid -= w.clip(spell{s.start, s.end}).within(start, end)
			}
		}
	}
	if r.Row < 0 {
		return max(0, int64(r.Pct)*paid-100*free) / 100, int64(r.Pct) * paid / 100
	}
	should = int64(r.Needed) * (end - start)
	return max(0, should-free), should
}
