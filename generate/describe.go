package generate

import (
	"fmt"
	"math"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/staff"
)

// Summary is what a coordinator asks of a week before making its rota: how much work there is
// and whether the team can carry it.
type Summary struct {
	Name              string
	People            int
	Visits            int // dated visits of the horizon
	Paired            int // of them with two carers or more
	Short             int // under 30 minutes
	AttendanceMinutes int // length × carers
	Carers            int // with guaranteed hours
	LeastHours        float64
	MostHours         float64
	PaidMinutes       int     // given shifts less breaks and absence
	Allowance         float64 // mean travel allowance of an attendance, minutes
	HalfHours         []HalfHour
	Peak              HalfHour // the highest load
}

// HalfHour is demand and capacity in carer-minutes.
//
// Demand: each visit at its preferred start (without one, in the middle of its first window)
// for its length, preceded by a travel allowance, times its carers. The allowance is the mean
// leg, access included, to the person's door from the nearest quarter (at least three) of the
// other people of the patch visited that date. Optional visits count.
//
// Capacity: carers in given shifts after absence, less fixed events, less their breaks, each
// spread evenly over the middle of the shift in which it must lie. Open shifts do not count.
type HalfHour struct {
	Date     model.Date
	Start    model.Clock
	Demand   float64
	Capacity float64
}

// Load is demand ÷ capacity, infinite where there is demand and nobody on duty. Less than a
// carer-minute of demand is none.
func (x HalfHour) Load() float64 {
	switch {
	case x.Demand < 1:
		return 0
	case x.Capacity < 1:
		return math.Inf(1)
	}
	return x.Demand / x.Capacity
}

// ContactPct is attendance minutes per 100 minutes of the hours of the given shifts.
func (s Summary) ContactPct() float64 { return pct(s.AttendanceMinutes, s.PaidMinutes) }

// PairedPct is the share of visits that take two carers or more.
func (s Summary) PairedPct() float64 { return pct(s.Paired, s.Visits) }

func pct(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

// Describe works out the summary of any expanded problem, generated or not.
func Describe(h *model.Horizon) Summary {
	p := h.Problem
	s := Summary{Name: p.Name, People: len(p.People)}
	for i := range p.Carers {
		if min := p.Carers[i].Contract.Usual(); min > 0 {
			hours := float64(min) / 60
			if s.Carers++; s.Carers == 1 {
				s.LeastHours = hours
			}
			s.LeastHours, s.MostHours = math.Min(s.LeastHours, hours), math.Max(s.MostHours, hours)
		}
	}
	cells := h.Weeks*7*dayCells + dayCells // the last night runs on
	demand, capacity := make([]float64, cells), make([]float64, cells)
	s.addVisits(h, demand)
	s.addShifts(h, capacity)
	for i := range cells {
		tick := h.Calendar.Ticks(i * cellMinutes)
		d := h.Calendar.DateOf(tick)
		x := HalfHour{d, h.Calendar.Local(tick, d), demand[i], max(0, capacity[i])}
		if x.Demand >= 1 || x.Capacity >= 1 {
			s.HalfHours = append(s.HalfHours, x)
		}
		if x.Load() > s.Peak.Load() {
			s.Peak = x
		}
	}
	return s
}

func (s *Summary) addVisits(h *model.Horizon, demand []float64) {
	res := float64(h.Calendar.Resolution())
	total := 0.0
	for i, travel := range staff.Travel(h) {
		v := &h.Visits[i]
		if travel < 0 {
			continue
		}
		s.Visits++
		if v.Need > 1 {
			s.Paired++
		}
		length := float64(v.Length) / res
		if length < 30 {
			s.Short++
		}
		s.AttendanceMinutes += int(length) * v.Need
		at := staff.Preferred(h, v)
		staff.Spread(demand, at-travel, at+length, float64(v.Need))
		total += travel * float64(v.Need)
		s.Allowance += float64(v.Need)
	}
	if s.Allowance > 0 {
		s.Allowance = total / s.Allowance
	}
}

func (s *Summary) addShifts(h *model.Horizon, capacity []float64) {
	res := float64(h.Calendar.Resolution())
	for i := range h.Shifts {
		x := &h.Shifts[i]
		if x.Status != model.Given {
			continue
		}
		s.PaidMinutes += int(x.Paid() / h.Calendar.Resolution())
		from, _ := h.BreakSpan(x)
		staff.Duty(capacity, float64(x.Start)/res, float64(x.End)/res, float64(x.Break)/res, float64(from-x.Start)/res, 1)
		for _, e := range h.Events {
			if e.Carer == x.Carer {
				staff.Spread(capacity, float64(max(e.Start, x.Start))/res, float64(min(e.End, x.End))/res, -1)
			}
		}
	}
}

// String prints the figures, one to a line.
func (s Summary) String() string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-22s "+format+"\n", append([]any{name}, args...)...)
	}
	line("patch", "%s", s.Name)
	line("people", "%d", s.People)
	line("visits", "%d, of them paired %d (%.1f %%), under 30 minutes %d", s.Visits, s.Paired, s.PairedPct(), s.Short)
	line("carers", "%d with %g to %g hours a week", s.Carers, s.LeastHours, s.MostHours)
	line("attendance", "%.1f hours", float64(s.AttendanceMinutes)/60)
	line("hours, given shifts", "%.1f hours", float64(s.PaidMinutes)/60)
	line("contact", "%.1f %% of shift hours", s.ContactPct())
	peak, bare := s.onDuty()
	line("demand ÷ capacity", "at most %.2f (%s %s; travel allowance %.1f minutes an attendance)", peak.Load(), peak.Date, peak.Start, s.Allowance)
	if len(bare) > 0 {
		line("", "no carer on duty at %s %s, where somebody is wanted (such half hours: %d)", bare[0].Date, bare[0].Start, len(bare))
	}
	return b.String()
}

// onDuty gives the highest load of the half hours that have anybody on duty, and those in
// which somebody is wanted and nobody is.
func (s Summary) onDuty() (peak HalfHour, bare []HalfHour) {
	peak = s.Peak
	if math.IsInf(peak.Load(), 1) {
		peak = HalfHour{Date: peak.Date, Start: peak.Start}
	}
	for _, x := range s.HalfHours {
		switch load := x.Load(); {
		case math.IsInf(load, 1):
			bare = append(bare, x)
		case load > peak.Load():
			peak = x
		}
	}
	return peak, bare
}
