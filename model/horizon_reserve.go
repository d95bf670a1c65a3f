package model

import "slices"

// DatedReserve is a span in which carers' time is to be left free, for calls: so many carers' at a place
// or in a patch, or a share of what is paid in a patch.
type DatedReserve struct {
	Row        int // index of the Problem's cover, -1: of the rules' share
	Date       Date
	Start, End int32 // in ticks; of a row half an hour or what is left of one
	Where      string
	Skill      Skill
	Needed     int
	Pct        int   // per cent of the paid time, 0 of a row
	Slot       int32 // ticks in each of which it is kept; of a share the whole span
}

// Slots calls f for the parts in each of which a reserve is kept, by start.
func (r *DatedReserve) Slots(f func(start, end int32)) {
	for at := r.Start; at < r.End; at += r.Slot {
		f(at, min(r.End, at+r.Slot))
	}
}

// expandReserve dates the rows of the kind reserve, and the share of every patch's peak.
func (h *Horizon) expandReserve(plan Plan) {
	for i := range h.Problem.Cover {
		c := &h.Problem.Cover[i]
		if c.Kind != KindReserve {
			continue
		}
		h.halves(plan, c, func(d Date, start, end int32) {
			h.Reserves = append(h.Reserves, DatedReserve{Row: i, Date: d, Start: start, End: end, Where: c.Where, Skill: c.Skill, Needed: c.Needed, Slot: h.Calendar.Ticks(max(1, h.Rules.Reserve.Slot))})
		})
	}
	if rule := &h.Rules.Reserve; rule.Pct > 0 {
		dates(plan, func(d Date, _ int) {
			for i := range h.Problem.Patches {
				where := string(h.Problem.Patches[i].ID)
				from, to := h.Calendar.Tick(d, rule.From), h.Calendar.Tick(d, rule.To)
				h.Reserves = append(h.Reserves, DatedReserve{Row: -1, Date: d, Start: from, End: to, Where: where, Pct: rule.Pct, Slot: to - from})
			}
		})
	}
	slices.SortStableFunc(h.Reserves, func(a, b DatedReserve) int { return int(a.Date) - int(b.Date) })
}

// halves calls f for every half hour of a row's span, by date.
func (h *Horizon) halves(plan Plan, c *Cover, f func(d Date, start, end int32)) {
	dates(plan, func(d Date, _ int) {
		if !rowOn(c.Date, c.Days, d) {
			return
		}
		end := h.Calendar.Tick(d, c.End)
		for at := h.Calendar.Tick(d, c.Start); at < end; at += h.Calendar.Ticks(half) {
			f(d, at, min(end, at+h.Calendar.Ticks(half)))
		}
	})
}

// SiteOf is where a carer's shift counts: at its location, else in its carer's patch.
func (h *Horizon) SiteOf(s *DatedShift, carer int) string {
	if s.Location != "" {
		return s.Location
	}
	return string(h.Problem.Carers[carer].Patch)
}

// Counts tells whether a carer in a shift counts towards a reserve, as far as their time is free.
func (r *DatedReserve) Counts(h *Horizon, s *DatedShift, carer int) bool {
	if s.Start >= r.End || s.End <= r.Start || h.SiteOf(s, carer) != r.Where {
		return false
	}
	return r.Skill == "" || h.Problem.Carers[carer].Holds(r.Skill, r.Date)
}

// Inside tells whether a location is in a place's building; every location is inside a patch.
func (h *Horizon) Inside(where string, location int) bool {
	i, ok := h.PlaceIndex[PlaceID(where)]
	if !ok {
		return true
	}
	return h.Locations[location].Building == h.Locations[h.PlaceAt[i]].Building
}

// Stays tells whether a need for cover counts only those who are not elsewhere meanwhile.
func (c *DatedCover) Stays(h *Horizon) bool {
	_, place := h.PlaceIndex[PlaceID(c.Where)]
	return c.OnSite && place && c.Shift == ""
}
