package model

import (
	"iter"
	"slices"
)

// Past is what a carer's days before the plan end with, by the carer_hours row of the week before it.
type Past struct {
	Known     bool
	Work, Off int     // days in a row up to the plan's first, worked or off; one of them is 0
	Shift     ShiftID // of the last one, where that is known
	Same      int     // days in a row with a shift of its kind
}

// Past gives what is known of a carer's last days before the plan.
func (h *Horizon) Past(carer int) Past { return h.past[carer] }

// recall reads every carer's past.
func (h *Horizon) recall() {
	p := h.Problem
	h.past = make([]Past, len(p.Carers))
	for i := range p.CarerHours {
		w := &p.CarerHours[i]
		c := h.Carer(w.Carer)
		if c < 0 || h.past[c].Known || w.WeekStart != p.Plan.Start.Add(-7) || w.DaysInRow == 0 && w.DaysOff == 0 {
			continue
		}
		x := Past{Known: true, Work: w.DaysInRow, Off: w.DaysOff, Shift: w.LastShift}
		if x.Shift != "" {
			x.Same = max(1, w.ShiftsInRow)
		}
		h.past[c] = x
	}
}

// ShiftRow finds a row of shifts.csv by its id, nil if there is none.
func (p *Problem) ShiftRow(id ShiftID) *Shift {
	if i := slices.IndexFunc(p.Shifts, func(s Shift) bool { return s.ID == id }); i >= 0 {
		return &p.Shifts[i]
	}
	return nil
}

// fixing is a pin and the row that gives it.
type fixing struct {
	Pin
	table anyTable
	row   int
}

// fixings lists pins.csv and the locked rows of the baseline.
func (p *Problem) fixings() []fixing {
	var out []fixing
	for i, pin := range p.Pins {
		out = append(out, fixing{pin, pinTable, i})
	}
	for i, b := range p.attended() {
		if b.Locked && b.Date >= p.Plan.Start {
			out = append(out, fixing{Pin{b.Visit, b.Date, b.Carer, b.Start}, previousTable, i})
		}
	}
	return out
}

// expandPins resolves what is pinned.
func (h *Horizon) expandPins() {
	pins := h.Problem.fixings()
	for v := range h.Visits {
		dv := &h.Visits[v]
		for _, pin := range pins {
			if pin.Visit != dv.ID || (pin.Date != 0 && pin.Date != dv.Date) {
				continue
			}
			dp := DatedPin{v, h.Carer(pin.Carer), None}
			if pin.Start != 0 {
				dp.Start = h.Calendar.Tick(dv.Date, pin.Start)
			}
			h.Pins = append(h.Pins, dp)
		}
	}
}

// attended gives the rows of the last published rota that count, by their places: no shadow came, and
// who is no longer in the tables is not looked for.
func (p *Problem) attended() iter.Seq2[int, *Attendance] {
	return func(yield func(int, *Attendance) bool) {
		if len(p.Baseline) == 0 {
			return
		}
		known := make(map[CarerID]bool, len(p.Carers))
		for i := range p.Carers {
			known[p.Carers[i].ID] = true
		}
		for i := range p.Baseline {
			if b := &p.Baseline[i]; known[b.Carer] && b.Role != RoleShadow && !yield(i, b) {
				return
			}
		}
	}
}

// expandBaseline finds, for each dated visit, who did this visit on its weekday in the last published rota.
func (h *Horizon) expandBaseline() {
	rows := make(map[VisitID][]*Attendance)
	for _, b := range h.Problem.attended() {
		rows[b.Visit] = append(rows[b.Visit], b)
	}
	for v := range h.Visits {
		dv := &h.Visits[v]
		var from Date
		for _, b := range rows[dv.ID] {
			if b.Date <= dv.Date && (dv.Date-b.Date)%7 == 0 {
				from = max(from, b.Date)
			}
		}
		if from == 0 {
			continue
		}
		dv.HasBaseline, dv.Published = true, from == dv.Date
		for _, b := range rows[dv.ID] {
			if c := h.Carer(b.Carer); b.Date == from && c >= 0 && !slices.Contains(dv.Baseline, c) {
				dv.Baseline = append(dv.Baseline, c)
			}
		}
		slices.Sort(dv.Baseline)
	}
}
