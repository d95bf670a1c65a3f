package model

// Measures are figures about a judged rota (definitions: docs/GLOSSARY.md). Times are minutes
// unless a name says otherwise, rounded to the nearest only when printed.
type Measures struct {
	Visits            int             `json:"visits"` // dated visits in the horizon
	VisitsAllocated   int             `json:"visits_allocated"`
	Attendances       int             `json:"attendances"`    // carers needed, added up over the visits
	MinutesNeeded     int             `json:"minutes_needed"` // attendance-minutes
	MinutesAllocated  int             `json:"minutes_allocated"`
	AllocatedPct      float64         `json:"allocated_pct"`
	UnallocatedByPrio [Priorities]int `json:"unallocated_by_priority"`

	// Time classes, seconds over all runs. Shift = Visit + Travel + Break + Event + Wait + Unfilled
	// where nothing overruns.
	Shift    int64 `json:"shift_seconds"`
	Hours    int64 `json:"hours_seconds"` // shift hours: what contracts and the week of 48 hours count
	Paid     int64 `json:"paid_seconds"`  // as check.Pay has it
	Visit    int64 `json:"visit_seconds"`
	Travel   int64 `json:"travel_seconds"`
	Wait     int64 `json:"wait_seconds"`
	Unfilled int64 `json:"unfilled_seconds"`
	Break    int64 `json:"break_seconds"`
	Event    int64 `json:"event_seconds"`
	Commute  int64 `json:"commute_seconds"`
	Metres   int64 `json:"metres"`

	ContactPct    float64 `json:"contact_pct"`     // visit / paid
	TravelPct     float64 `json:"travel_pct"`      // travel / (visit + travel)
	TravelPaidPct float64 `json:"travel_paid_pct"` // travel / paid
	WaitPct       float64 `json:"wait_pct"`        // wait / paid

	// Different carers per person and week, over people and weeks in which anybody comes.
	CarersMean   float64 `json:"carers_mean"`
	CarersMedian float64 `json:"carers_median"`
	CarersP90    float64 `json:"carers_p90"`
	CarersMax    int     `json:"carers_max"`
	NewFaces     int     `json:"new_faces"` // pairs of person and carer who had not met in 90 days
	// Different carers per person in 7, 14 and 28 days up to the end of each week, as far as the rota
	// has so many.
	CarersIn []CarersIn `json:"carers_in,omitempty"`
	// Indices of continuity over people with at least two attendances: the mean, and the mean of the
	// tenth of them who have it worst.
	ContinuityMean  ContinuityBy `json:"continuity_mean"`
	ContinuityWorst ContinuityBy `json:"continuity_worst"`

	// Languages that people need or prefer, by code.
	Languages []LanguageShare `json:"languages,omitempty"`

	TeamPct float64 `json:"team_pct"` // attendance-minutes by the named team, of people who have one
	SamePct float64 `json:"same_pct"` // attendances by a carer whom the baseline has at this visit on its weekday, where it has any

	// Punctuality against the preferred start, visits that have one.
	DeviationMean float64 `json:"deviation_mean"`
	DeviationP95  float64 `json:"deviation_p95"`
	Within15Pct   float64 `json:"within_15_pct"`

	// What is hard by carer, those weeks before the plan counted that carer_hours has; only of those who are
	// owed minutes.
	Fairness []FairLoad `json:"fairness,omitempty"`

	Runs     int            `json:"runs"`
	OpenRuns int            `json:"open_runs"`
	Carers   []CarerBalance `json:"carers,omitempty"` // by carer id
	People   []PersonCount  `json:"people,omitempty"` // by person id
}

// Continuity holds the usual indices of continuity of care, each from 0, a stranger every time, to 1,
// always the same carer (BMC Health Services Research 2022, 22:415, table 2).
type Continuity struct {
	UPC       float64 `json:"upc"`        // usual provider: the largest share of one carer
	COC       float64 `json:"coc"`        // Bice and Boxerman
	MMCI      float64 `json:"mmci"`       // modified, modified continuity index
	HHI       float64 `json:"hhi"`        // Herfindahl and Hirschman
	SECON     float64 `json:"secon"`      // the carer of the visit before
	SlotSECON float64 `json:"slot_secon"` // the carer of the day before at the same visit
}

// ContinuityBy counts attendances, or their minutes.
type ContinuityBy struct {
	Visit  Continuity `json:"by_visit"`
	Minute Continuity `json:"by_minute"`
	After  int        `json:"after,omitzero"` // attendances of one person that have a visit before
	Slots  int        `json:"slots,omitzero"` // attendances of one person that have a date before at the same visit
}

// CarersIn counts different carers over people and spans of so many days in which anybody comes.
type CarersIn struct {
	Days  int     `json:"days"`
	Mean  float64 `json:"mean"`
	Worst float64 `json:"worst_tenth"` // the mean of the tenth with the most
	P90   float64 `json:"p90"`
	Max   int     `json:"max"`
}

// LanguageShare is how much of the care of people who need or prefer a language is given in it.
type LanguageShare struct {
	Language string  `json:"language"`
	People   int     `json:"people"`       // who need or prefer it and are visited
	Minutes  int     `json:"care_minutes"` // of theirs
	Given    int     `json:"given_minutes"`
	Pct      float64 `json:"given_pct"`
}

// FairLoad is what a carer bears, and their share of all of it by contract, in the order of [FairNames]:
// weekends, late shifts, split days, hours on the road and attendances with a colleague.
type FairLoad struct {
	Carer CarerID            `json:"carer"`
	Load  [FairKinds]float64 `json:"load"`
	Share [FairKinds]float64 `json:"share"`
}

// CarerBalance is one carer's horizon.
type CarerBalance struct {
	Carer        CarerID `json:"carer"`
	Runs         int     `json:"runs"`
	HoursMinutes int     `json:"hours_minutes"` // shift hours
	PaidMinutes  int     `json:"paid_minutes"`
	MinMinutes   int     `json:"min_minutes"` // guaranteed, over the horizon
	MaxMinutes   int     `json:"max_minutes"`
	Visits       int     `json:"visits"`
	Contact      int     `json:"contact_minutes"`
	Travel       int     `json:"travel_minutes"`
	Metres       int64   `json:"metres"`
}

// PersonCount is one person's horizon.
type PersonCount struct {
	Person   PersonID `json:"person"`
	Visits   int      `json:"visits"`
	Missing  int      `json:"missing"`
	Carers   int      `json:"carers"` // different ones, the most in any week
	NewFaces int      `json:"new_faces"`
	TeamPct  float64  `json:"team_pct"`
	// LanguagePct is nil for people who need no language, or whom nobody visits.
	LanguagePct *float64 `json:"language_pct,omitempty"`
	// Continuity is nil for people with fewer than two attendances.
	Continuity *ContinuityBy `json:"continuity,omitempty"`
}
