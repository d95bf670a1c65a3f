package model

// Stop kinds.
const (
	StopVisit = "visit"
	StopBreak = "break"
	StopEvent = "event"
)

// Stop is one entry of a run. Times are local clock times seen from the run's date.
type Stop struct {
	Kind   string   `json:"kind"`
	Visit  VisitID  `json:"visit,omitzero"`
	Date   Date     `json:"date,omitzero"` // of the dated visit, where it is not the run's
	Person PersonID `json:"person,omitzero"`
	Role   string   `json:"role,omitzero"`
	With   CarerID  `json:"with,omitzero"` // the other carer of a paired visit (the first of several)
	Event  EventID  `json:"event,omitzero"`
	Place  string   `json:"place,omitzero"`   // location key, see Horizon.Locations
	EndsAt string   `json:"ends_at,omitzero"` // likewise, where a visit ends elsewhere than it starts
	Start  Clock    `json:"start"`
	End    Clock    `json:"end"`
	// Ticks past the clock minute, where starts do not fall on whole minutes (Rules.Step): from 0 to
	// less than Rules.Resolution. See [Calendar.StopSpan] and [Calendar.Split].
	StartTicks int32 `json:"start_ticks,omitzero"`
	EndTicks   int32 `json:"end_ticks,omitzero"`

	Travel int `json:"travel_seconds"` // from the stop before, access included
	Metres int `json:"metres,omitzero"`
	Wait   int `json:"wait_seconds,omitzero"` // between arrival and start

	// Implied tells of a break that stands in no table: milltir has put it where the carer idles. See [Assemble].
	Implied bool `json:"implied,omitzero"`
}

// Run is one worked shift of one carer.
type Run struct {
	Carer   CarerID `json:"carer"`
	Date    Date    `json:"date"`
	Shift   ShiftID `json:"shift,omitzero"`
	Status  string  `json:"status,omitzero"` // given, open; empty for visits outside any shift
	Start   Clock   `json:"start"`
	End     Clock   `json:"end"`
	Break   int     `json:"break_minutes,omitzero"`   // what the shift needs
	Commute int     `json:"commute_seconds,omitzero"` // home to base or first stop, and base or last stop to home, both added
	Back    int     `json:"back_seconds,omitzero"`    // last stop to base, with end_at base
	Stops   []Stop  `json:"stops"`
}

// Reason says why one carer cannot take a visit that was left out: the rules that stand in
// the way at the best place in their week.
type Reason struct {
	Carer  CarerID     `json:"carer"`
	Date   Date        `json:"date,omitzero"`
	Shift  ShiftID     `json:"shift,omitzero"`
	Blocks []Violation `json:"blocks"`
}

// Remedy is one change of the input that would place a visit. Which fields are set depends on
// Kind: window_open, window_close, skill, list, shift_start, shift_end, shift_new, gap,
// latest_end, pin, language, gender, door, trainee, lone, order, link, short, mode, lift, key_holder,
// introduction, tied, group, or none where no single change of these kinds was found.
type Remedy struct {
	Kind    string  `json:"kind"`
	Carer   CarerID `json:"carer,omitzero"`
	Shift   ShiftID `json:"shift,omitzero"`
	Date    Date    `json:"date,omitzero"`
	Skill   Skill   `json:"skill,omitzero"`
	Minutes int     `json:"minutes,omitzero"`
	From    Clock   `json:"from,omitzero"` // shift_new
	To      Clock   `json:"to,omitzero"`
	With    CarerID `json:"with,omitzero"`  // the second carer of a paired visit
	Visit   VisitID `json:"visit,omitzero"` // group: the one that is in the way
}

// Unallocated is a dated visit without all its carers.
type Unallocated struct {
	Visit    VisitID  `json:"visit"`
	Date     Date     `json:"date"`
	Person   PersonID `json:"person"`
	Priority int      `json:"priority"`
	Minutes  int      `json:"minutes"` // length × carers
	Reasons  []Reason `json:"reasons,omitempty"`
	Remedy   *Remedy  `json:"remedy,omitempty"`
}

// Stamp says how a rota was made, so that it can be made again.
type Stamp struct {
	Version    string `json:"version"`
	Seed       uint64 `json:"seed"`
	Islands    int    `json:"islands"`
	Iterations int64  `json:"iterations"` // per island
	Replay     string `json:"replay"`
	Objective  string `json:"objective"`            // hash of the objective sheet, [Problem.ObjectiveHash]
	Problem    string `json:"problem"`              // hash of the canonical problem
	Travel     string `json:"travel"`               // the provider, or several with their legs: [Horizon.TravelText]
	TravelFrom string `json:"travel_from,omitzero"` // extract, date and profiles of roads, or the server

	// The sheet's own words, which its hash leaves out.
	ObjectiveName    string `json:"objective_name,omitzero"`
	ObjectiveVersion string `json:"objective_version,omitzero"`
}

// ShiftLog counts what the search did with open shifts.
type ShiftLog struct {
	Opened int64 `json:"opened"`
	Closed int64 `json:"closed"`
	Moved  int64 `json:"moved"`
}

// Rota is the answer: who visits whom, when, in which shift. Runs are ordered by date, start,
// carer; stops by start; Unallocated by priority, date, visit.
type Rota struct {
	Format      int           `json:"format"` // 1
	Name        string        `json:"name"`
	Start       Date          `json:"start"`
	Weeks       int           `json:"weeks"`
	Stamp       Stamp         `json:"stamp,omitzero"`
	Score       Score         `json:"score"`
	Shares      []Share       `json:"shares,omitempty"`
	Runs        []Run         `json:"runs"`
	Unallocated []Unallocated `json:"unallocated,omitempty"`
	Shifts      ShiftLog      `json:"shift_log,omitzero"`
	Measures    *Measures     `json:"measures,omitempty"`
}
