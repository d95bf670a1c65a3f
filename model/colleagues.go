package model

import "fmt"

// Colleagues are two carers who work together, or who do not. Together is said of Carer: the other may
// work without them.
type Colleagues struct {
	Carer    CarerID `json:"carer"`
	Other    CarerID `json:"other"`
	Work     string  `json:"work"`               // together, apart
	SameSite bool    `json:"same_site,omitzero"` // only shifts at the same site count
	From     Date    `json:"from,omitzero"`      // first date on which it holds; from before the plan
	Until    Date    `json:"until,omitzero"`     // last one; for good
}

// How two colleagues work.
const (
	WorkTogether = "together"
	WorkApart    = "apart"
)

// Pairing is a row of colleagues whose carers are known.
type Pairing struct {
	Row          int // index of the Problem's colleagues
	Carer, Other int
	Together     bool
	SameSite     bool
	From, Until  Date // 0: no bound
}

// Holds tells whether a pairing says anything of a date.
func (p *Pairing) Holds(d Date) bool { return d >= p.From && (p.Until == 0 || d <= p.Until) }

// Meets tells whether a shift of the one and a shift of the other are such that they are at work in the
// same place, or, where any place counts, at all; their times are another matter.
func (p *Pairing) Meets(h *Horizon, own, others *DatedShift) bool {
	return !p.SameSite || h.Site(p.Carer, own) == h.Site(p.Other, others)
}

// Site is where a carer in a shift is at work: the place or patch of the shift, else their own patch.
func (h *Horizon) Site(carer int, s *DatedShift) string {
	if s.Location != "" {
		return s.Location
	}
	return string(h.Problem.Carers[carer].Patch)
}

func (h *Horizon) expandColleagues() {
	for i := range h.Problem.Colleagues {
		x := &h.Problem.Colleagues[i]
		carer, other := h.Carer(x.Carer), h.Carer(x.Other)
		if carer >= 0 && other >= 0 && carer != other {
			h.Colleagues = append(h.Colleagues, Pairing{i, carer, other, x.Work == WorkTogether, x.SameSite, x.From, x.Until})
		}
	}
}

func (v *validator) colleagues(a at, i int) {
	x := &v.p.Colleagues[i]
	if x.Carer == x.Other {
		a.say("E1308", "other", string(x.Other), fmt.Sprintf("carer %q is to work %s with themselves", x.Carer, x.Work), "")
	}
	if x.Until != 0 && x.Until < x.From {
		a.say("E1308", "until", x.Until.String(), fmt.Sprintf("the last date %s is before the first %s", x.Until, x.From), "Maybe the dates are swapped")
	}
	for k := range i {
		y := &v.p.Colleagues[k]
		same := x.Carer == y.Carer && x.Other == y.Other || x.Carer == y.Other && x.Other == y.Carer
		if same && x.Work != y.Work && !x.SameSite && !y.SameSite && (y.Until == 0 || x.From <= y.Until) && (x.Until == 0 || y.From <= x.Until) {
			a.say("E1309", "work", x.Work, fmt.Sprintf("carers %q and %q are to work together and apart on the same dates", x.Carer, x.Other), "")
		}
	}
}
