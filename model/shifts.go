package model

// ShiftCount is a shift and a number of times.
type ShiftCount struct {
	Shift ShiftID `json:"shift"`
	Count int     `json:"count"`
}

// Request is what a carer asks of a day: to work, or not to work, a shift or any.
type Request struct {
	Carer  CarerID  `json:"carer"`
	Date   Date     `json:"date,omitzero"`
	Days   Days     `json:"days,omitzero"`
	Shift  ShiftID  `json:"shift,omitzero"`   // empty: any
	Want   string   `json:"want"`             // on, off
	Weight *float64 `json:"weight,omitempty"` // times the rule's; 1
}

// What a request asks for.
const (
	WantOn  = "on"
	WantOff = "off"
)

// Shift status.
const (
	Given = "given" // worked
	Open  = "open"  // the solver decides whether it is worked, and by whom if the carer is "any"
)

// Kinds of shifts that are not work like any other.
const (
	SleepIn = "sleep_in" // on the premises, asleep unless needed: working time (for rest, 48 hours and night work), but no waking night
	OnCall  = "on_call"  // elsewhere, may be called: no working time unless called, and then to the rules about rest what the call takes
)

// AtWork tells whether a shift is working time: every one that is not on call.
func (s *DatedShift) AtWork() bool { return s.Kind != OnCall }

// Awake tells whether a shift is worked awake: neither on call nor a sleep-in.
func (s *DatedShift) Awake() bool { return s.Kind != OnCall && s.Kind != SleepIn }

// Shift is a template or a single date of a shift option.
type Shift struct {
	ID          ShiftID   `json:"id"`
	Carer       CarerID   `json:"carer,omitzero"`    // or "any"
	Rotation    string    `json:"rotation,omitzero"` // instead of a carer: worked by each of the rotation; see [Rotation]
	Date        Date      `json:"date,omitzero"`
	Days        Days      `json:"days,omitzero"`
	WeekOfCycle Cycle     `json:"week_of_cycle,omitzero"`
	Start       Clock     `json:"start"`
	End         Clock     `json:"end"`
	Kind        string    `json:"kind,omitzero"`       // early, late, day, evening, night, sleep_in, on_call
	Status      string    `json:"status"`              // given, open
	Location    string    `json:"location,omitzero"`   // a patch or a place; the carer's patch
	Break       *int      `json:"break_min,omitempty"` // minutes; by rule
	BreakFrom   Clock     `json:"break_from,omitzero"` // the break lies between these; by rule
	BreakTo     Clock     `json:"break_to,omitzero"`
	MaxContact  int       `json:"max_contact,omitzero"`
	Shared      bool      `json:"shared,omitzero"`   // any number of carers may work it at once
	NoNext      []ShiftID `json:"no_next,omitempty"` // shifts that nobody works the day after it
	MaxLoad     int       `json:"max_load,omitzero"` // most load of all its visits; none
	Skills      []Skill   `json:"skills,omitempty"`  // whoever works it needs these
	MinInRow    int       `json:"min_in_row,omitzero"`
	MaxInRow    int       `json:"max_in_row,omitzero"` // days with shifts of its kind
}

// Group names the shifts that are alike to rules about shifts in a row: those of its kind, or it alone.
func (s *Shift) Group() string {
	if s.Kind != "" {
		return "kind " + s.Kind
	}
	return "shift " + string(s.ID)
}

// Cover is a need for so many carers on site in a span, visits or not; of the kind reserve, for so many free.
type Cover struct {
	Where  string   `json:"where"` // a place or a patch
	Date   Date     `json:"date,omitzero"`
	Days   Days     `json:"days,omitzero"`
	Start  Clock    `json:"start"`
	End    Clock    `json:"end"`
	Needed int      `json:"needed"`
	Wanted int      `json:"wanted,omitzero"`
	Skill  Skill    `json:"skill,omitzero"`
	Kind   string   `json:"kind,omitzero"`
	Shift  ShiftID  `json:"shift,omitzero"`  // carers who work this shift, instead of those there in a span
	Under  *float64 `json:"under,omitempty"` // what one carer fewer than wanted weighs, times the rule's weight; 1
	Over   float64  `json:"over,omitzero"`   // one more than wanted; 0
	// OnSite: at a place, who is out to a visit elsewhere, or on the way there or back, is not there.
	OnSite bool `json:"on_site,omitzero"`
}

// KindReserve is the kind of a row of cover.csv that keeps carers free for calls; see [RuleReserve].
const KindReserve = "reserve"
