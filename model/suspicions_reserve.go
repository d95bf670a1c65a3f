package model

import (
	"fmt"
	"strings"
)

// peak checks the span of the rules' reserve.
func (v *validator) peak() {
	if r := v.p.RulesInForce().Reserve; r.To.Minutes() <= r.From.Minutes() {
		v.setting("E1609", "rules.reserve.to", r.To.String(), fmt.Sprintf("the peak ends at %s, not after its start at %s", r.To, r.From), "")
	}
}

// reserve checks a row of cover.csv for what it cannot say.
func (a at) reserve(c *Cover) {
	switch {
	case c.Kind == KindReserve && c.Shift != "":
		a.say("E1534", "shift", string(c.Shift), "a reserve is kept in a span, and a shift is named", "")
	case c.Kind == KindReserve && (c.Wanted > 0 || c.Under != nil || c.Over > 0 || c.OnSite):
		a.say("E1534", "kind", c.Kind, "a reserve says how many are needed, and no more", "")
	case c.OnSite && c.Shift != "":
		a.say("E1535", "on_site", Yes, "who works a shift is counted, wherever they are", "")
	case c.Kind != KindReserve && strings.Contains(strings.ToLower(c.Kind), KindReserve):
		a.say("W2082", "kind", c.Kind, fmt.Sprintf("a row of the kind %q asks for carers on site, not for carers who are free", c.Kind), "Maybe the kind reserve is meant")
	}
}

// reserves warns, once a row, of a reserve that nobody's shifts could hold, even without a visit; and of rows
// about a patch that nobody can be away from.
func (v *validator) reserves(h *Horizon) {
	each(v, coverTable, len(v.p.Cover), func(a at, i int) {
		c := &v.p.Cover[i]
		if _, place := h.PlaceIndex[PlaceID(c.Where)]; c.OnSite && !place {
			a.say("W2081", "on_site", Yes, fmt.Sprintf("%q is a patch: whoever works there counts, on the road too", c.Where), "")
		}
	})
	if h.Problem.Objective.Level(RuleReserve) == Off {
		return
	}
	told := make(map[int]bool)
	for i := range h.Reserves {
		r := &h.Reserves[i]
		most := r.most(h)
		if want := int64(r.Needed) * int64(r.End-r.Start); r.Row < 0 || told[r.Row] || most >= want {
			continue
		}
		told[r.Row] = true
		res := int64(h.Calendar.Resolution())
		message := fmt.Sprintf("on %s at %s no shifts at %q hold more than %d of %d minutes", r.Date, h.Calendar.Local(r.Start, r.Date), r.Where, most/res, int64(r.Needed)*int64(r.End-r.Start)/res)
		at{v, coverTable, r.Row}.say("W2080", "needed", fmt.Sprint(r.Needed), message, "")
	}
}

// most is what the shifts that may be worked could hold of a reserve, were nobody visited.
func (r *DatedReserve) most(h *Horizon) int64 {
	sum := int64(0)
	for i := range h.Shifts {
		s, hands := &h.Shifts[i], int64(0)
		for c := range h.Problem.Carers {
			if (s.Carer == c || s.Carer < 0) && r.Counts(h, s, c) {
				hands++
			}
		}
		if !s.Shared {
			hands = min(hands, 1)
		}
		sum += hands * max(0, int64(min(s.End, r.End)-max(s.Start, r.Start)))
	}
	return sum
}
