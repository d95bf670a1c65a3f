package model

import "slices"

// DatedCover is one need for cover: a span in which so many are to be there, or a shift that so many
// are to work.
type DatedCover struct {
	Row            int // index of the Problem's cover
	Date           Date
	Start, End     int32   // the span, in ticks, half an hour or what is left of one; of a shift None
	Shift          ShiftID // or ""
	Where          string
	Skill          Skill
	Needed, Wanted int
	Under, Over    float64 // what one carer fewer or more than wanted weighs, times the rule's weight
	OnSite         bool    // see Stays
}

// DatedRequest is a request for one date.
type DatedRequest struct {
	Row    int // index of the Problem's requests
	Carer  int
	Date   Date
	Shift  ShiftID // or "": any
	On     bool
	Weight float64
}

// half is the length of the spans of cover, and of what capacity is compared by, in minutes.
const half = 30

func (h *Horizon) expandCover(plan Plan) {
	for i := range h.Problem.Cover {
		c := &h.Problem.Cover[i]
		if c.Kind == KindReserve {
			continue
		}
		dc := DatedCover{
			Row: i, Start: None, End: None, Shift: c.Shift, Where: c.Where, Skill: c.Skill, OnSite: c.OnSite,
			Needed: c.Needed, Wanted: max(c.Needed, c.Wanted), Under: deref(c.Under, 1), Over: c.Over,
		}
		if c.Shift == "" {
			h.halves(plan, c, func(d Date, start, end int32) {
				dc.Date, dc.Start, dc.End = d, start, end
				h.Cover = append(h.Cover, dc)
			})
			continue
		}
		dates(plan, func(d Date, _ int) {
			if dc.Date = d; rowOn(c.Date, c.Days, d) {
				h.Cover = append(h.Cover, dc)
			}
		})
	}
	slices.SortStableFunc(h.Cover, func(a, b DatedCover) int { return int(a.Date) - int(b.Date) })
}

func (h *Horizon) expandRequests(plan Plan) {
	for i := range h.Problem.Requests {
		r := &h.Problem.Requests[i]
		carer := h.Carer(r.Carer)
		dates(plan, func(d Date, _ int) {
			if carer >= 0 && rowOn(r.Date, r.Days, d) {
				h.Requests = append(h.Requests, DatedRequest{i, carer, d, r.Shift, r.Want == WantOn, deref(r.Weight, 1)})
			}
		})
	}
}

// Counts tells whether a carer in a shift counts towards a need for cover: in the shift that is named,
// or for the whole of the span, at the place, with the skill.
func (c *DatedCover) Counts(h *Horizon, s *DatedShift, carer int) bool {
	if s.Date != c.Date && c.Shift != "" {
		return false
	}
	if c.Shift != "" && s.ID != c.Shift || c.Shift == "" && (s.Start > c.Start || s.End < c.End) {
		return false
	}
	if h.SiteOf(s, carer) != c.Where {
		return false
	}
	return c.Skill == "" || h.Problem.Carers[carer].Holds(c.Skill, c.Date)
}
