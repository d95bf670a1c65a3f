// Package staff works out how many shifts a plan needs, of which kind and with which skills, against the
// contracts there are: what SI 2017/1264 regulation 34(3) asks a provider to be able to show. It says two
// things of every need and keeps them apart: what is proven (no rota can do with less, by linear programs
// whose bounds are safe against rounding), and a plain picture (visits at their preferred start, with usual
// travel), which is an estimate and no bound.
package staff

import (
	"context"
	"errors"

	"github.com/milltir/milltir/model"
)

// Options are what a determination can be told. The zero value is good.
type Options struct {
	// Kinds are the shifts to work with, where the plan's own are not meant; without either, Standard.
	Kinds []model.Shift
	// Load is the most that demand may be of capacity in any half hour with work for more than one carer;
	// 0.9 (judgement).
	Load float64
	// FullTime is the minutes of a full-time week, which shortfalls are told in; 2250.
	FullTime int
}

// Class says whom a need is for: anybody, or those with a skill, a language, or of a gender.
type Class struct {
	Sort string `json:"sort"` // all, skill, language, gender
	Name string `json:"name,omitzero"`
}

// Sorts of classes.
const (
	All      = "all"
	Skill    = "skill"
	Language = "language"
	Gender   = "gender"
)

// Half is one half hour: minutes are carer-minutes.
type Half struct {
	Date     model.Date  `json:"date"`
	Start    model.Clock `json:"start"`
	Least    int         `json:"least_carers"` // proven: no full rota has fewer
	Visits   float64     `json:"visit_minutes"`
	Travel   float64     `json:"travel_minutes"`
	Needed   float64     `json:"cover_needed_minutes"`
	Wanted   float64     `json:"cover_wanted_minutes"`
	Demand   float64     `json:"demand_minutes"` // the larger of visits with travel and cover needed
	Capacity float64     `json:"capacity_minutes"`
	OnDuty   float64     `json:"on_duty_minutes"` // capacity, breaks and events left in: what cover counts
}

// lone is what one carer on duty for a half hour is taken for where one is enough, at the least: a long break
// could lie there, but need not.
const lone = 0.9 * HalfMinutes

// isLone tells whether one carer can do what there is.
func (x Half) isLone() bool { return x.care() <= HalfMinutes }

// care is what takes somebody's time: visits, and travel before them.
func (x Half) care() float64 { return x.Visits + x.Travel }

// Load is the larger of visits with travel ÷ capacity and cover needed ÷ those on duty, whom a break leaves
// there for cover; less than a minute of demand is none. bare: there is nobody for it.
func (x Half) Load() (load float64, bare bool) {
	load, bare = share(x.care(), x.Capacity)
	cover, none := share(x.Needed, x.OnDuty)
	if bare || none {
		return 0, true
	}
	return max(load, cover), false
}

func share(demand, of float64) (load float64, bare bool) {
	switch {
	case demand < 1:
		return 0, false
	case of < 1:
		return 0, true
	}
	return demand / of, false
}

// Held is what there is for the demand: those on duty where cover is the larger, else the capacity.
func (x Half) Held() float64 {
	if x.Needed >= 1 && x.Needed >= x.care() {
		return x.OnDuty
	}
	return x.Capacity
}

// Wants is the capacity that keeps visits and travel under a load. One carer is enough for what one can do,
// even where her break could lie: a second for a lone visit would be no reserve but a waste.
func (x Half) Wants(load float64) float64 {
	if x.isLone() {
		return min(x.care(), lone)
	}
	return x.care() / load
}

// Short is the carer-minutes by which capacity is too small for a load, or those on duty are too few for cover.
func (x Half) Short(load float64) float64 {
	care := x.Wants(load) - x.Capacity
	if x.isLone() && x.OnDuty > HalfMinutes-1e-3 {
		care = 0
	}
	return max(0, care, x.Needed-x.OnDuty)
}

// Need is what one class needs in all.
type Need struct {
	Class       Class  `json:"class"`
	LeastShifts int    `json:"least_shifts"` // proven
	LeastPaid   int    `json:"least_hours_minutes"`
	Halves      []Half `json:"half_hours"`
}

// Kind is one kind of shift in one week.
type Kind struct {
	Name  string `json:"kind"`
	Least int    `json:"least"`     // proven
	Plan  int    `json:"plan"`      // of the plan that holds the picture
	Days  [7]int `json:"plan_days"` // by date, Monday first
	Team  int    `json:"given"`     // given shifts of the table
	Open  int    `json:"open"`      // options that carers may work, each counted once
}

// Week sets needs against contracts. Minutes are paid ones.
type Week struct {
	Monday      model.Date `json:"monday"`
	LeastShifts int        `json:"least_shifts"` // proven
	LeastPaid   int        `json:"least_hours_minutes"`
	PlanShifts  int        `json:"plan_shifts"`
	PlanPaid    int        `json:"plan_hours_minutes"`
	Given       int        `json:"given_hours_minutes"`
	Guaranteed  int        `json:"guaranteed_minutes"` // less leave
	Most        int        `json:"most_minutes"`       // less leave
	Kinds       []Kind     `json:"kinds"`
}

// Team is what is proven of every full and lawful rota of the shifts and carers there are.
type Team struct {
	None        bool `json:"none"`      // there is none
	Large       bool `json:"too_large"` // nothing was tried, of so many carers and open shifts
	LeastShifts int  `json:"least_shifts"`
	LeastPaid   int  `json:"least_hours_minutes"`
	// KeptShifts and KeptPaid are the least where every carer with guaranteed minutes, by the week or by four
	// weeks, gets them too, less the tolerance; KeptNone: they cannot all get them.
	KeptShifts int  `json:"least_shifts_with_guarantees"`
	KeptPaid   int  `json:"least_hours_with_guarantees"`
	KeptNone   bool `json:"guarantees_cannot_be_kept"`
}

// Report is the determination.
type Report struct {
	Load     float64 `json:"load"`
	FullTime int     `json:"full_time_minutes"`
	Standard bool    `json:"standard_kinds"` // the plan has no shifts: kinds are the usual ones
	Source   string  `json:"capacity_from"`  // given, open, rota
	Needs    []Need  `json:"needs"`          // all first
	Weeks    []Week  `json:"weeks"`
	Team     Team    `json:"team"`
	Beyond   []int   `json:"-"` // dated visits that no kind of shift reaches
	Outside  int     `json:"visits_outside_all_shifts"`
	Rota     *Rota   `json:"rota,omitempty"`
}

// Where capacity comes from.
const (
	FromGiven = "given"
	FromOpen  = "open" // given and open shifts, laid out as well as contracts let them
	FromRota  = "rota"
)

// Rota is how far a rota lies above what is proven.
type Rota struct {
	Full     bool `json:"full"` // every visit, every need for cover: only of such a rota the bound is one
	Lawful   bool `json:"lawful"`
	Shifts   int  `json:"shifts"`
	Paid     int  `json:"hours_minutes"`
	UnderAny bool `json:"guarantees_missed"` // some carer has less than guaranteed, beyond the tolerance
}

// Determine works a plan out. A rota may be nil; capacity is then that of its shifts.
func Determine(ctx context.Context, h *model.Horizon, r *model.Rota, o Options) (*Report, error) {
	if h == nil || h.Problem == nil {
		return nil, errors.New("there is no plan to determine staff for")
	}
	w, err := newWork(h, o)
	if err != nil {
		return nil, err
	}
	out := &Report{Load: w.o.Load, FullTime: w.o.FullTime, Standard: w.standard, Beyond: w.beyond, Outside: len(w.beyond)}
	if err := w.needs(ctx, out); err != nil {
		return nil, err
	}
	if err := w.against(ctx, out, r); err != nil {
		return nil, err
	}
	return out, nil
}
