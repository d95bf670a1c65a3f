package model

import "github.com/milltir/milltir/geo"

// Problem is everything a rota is made from: one workspace folder, or one JSON document
// (docs/FILES.md). Rows stand in canonical order after reading, so that the order of the
// rows of a table never matters. Optional fields left at their zero value mean the default
// that FILES.md names; [Problem.Normalise] writes those defaults out.
type Problem struct {
	Format int    `json:"format"` // 1
	Name   string `json:"name"`
	// Attribution is whose figures the workspace was made of; layouts and pages made of it print it.
	Attribution string `json:"attribution,omitzero"`

	Plan      Plan      `json:"plan"`
	Travel    Travel    `json:"travel,omitzero"`
	Rates     []Rate    `json:"rates,omitempty"`
	Rules     Rules     `json:"rules,omitzero"`
	Objective Objective `json:"objective,omitzero"`
	Block     BlockYear `json:"block,omitzero"`

	Patches       []Patch        `json:"patches,omitempty"`
	Places        []Place        `json:"places,omitempty"`
	People        []Person       `json:"people,omitempty"`
	Visits        []Visit        `json:"visits,omitempty"`
	Carers        []Carer        `json:"carers,omitempty"`
	Shifts        []Shift        `json:"shifts,omitempty"`
	Rotations     []Rotation     `json:"rotations,omitempty"`
	Cover         []Cover        `json:"cover,omitempty"`
	Requests      []Request      `json:"requests,omitempty"`
	Colleagues    []Colleagues   `json:"colleagues,omitempty"`
	Absences      []Absence      `json:"absences,omitempty"`
	Availability  []Availability `json:"availability,omitempty"`
	Events        []Event        `json:"events,omitempty"`
	Pools         []Pool         `json:"pools,omitempty"`
	Wishes        []Wish         `json:"wishes,omitempty"`
	Legs          []Leg          `json:"legs,omitempty"`            // travel.csv
	Matrix        []MatrixRow    `json:"matrix,omitempty"`          // exact legs; see [MatrixRow]
	SkeletonNodes []SkeletonNode `json:"skeleton_nodes,omitempty"`  // places of a skeleton of main roads
	SkeletonLinks []SkeletonLink `json:"skeleton_links,omitempty"`  // and the roads between them
	Barriers      []Barrier      `json:"barriers,omitempty"`        // that nobody goes across
	Buses         []BusStop      `json:"buses,omitempty"`           // the timetable of those who go by bus
	Patterns      []Pattern      `json:"patterns,omitempty"`        // patterns of days to choose from
	Baseline      []Attendance   `json:"previous,omitempty"`        // previous.csv: the last published rota
	Published     []Worked       `json:"previous_shifts,omitempty"` // and its shifts
	History       []Contact      `json:"history,omitempty"`
	CarerHours    []CarerWeek    `json:"carer_hours,omitempty"`
	Pins          []Pin          `json:"pins,omitempty"`
	Actuals       []Actual       `json:"actuals,omitempty"`
	Corrections   []Correction   `json:"corrections,omitempty"`
	BlockPeriods  []BlockPeriod  `json:"block_periods,omitempty"` // block.csv

	sources map[string]geo.Source // by provider; see [Problem.SetSource]
	firm    bool                  // see [Problem.WithoutStandIns]

	draws  int     // the last so many visits are pools' proposals; see [Problem.WithDraws]
	origin *origin // where each value was read from, for messages; nil when built in Go
}

// Plan says which weeks are planned.
type Plan struct {
	Start       Date   `json:"start"`                 // a Monday
	Weeks       int    `json:"weeks,omitzero"`        // 1
	CycleAnchor Date   `json:"cycle_anchor,omitzero"` // Monday of week 1 of every cycle; default: Start
	Timezone    string `json:"timezone,omitzero"`     // "Europe/London"
	PublishBy   Date   `json:"publish_by,omitzero"`
	FrozenUntil Date   `json:"frozen_until,omitzero"` // last date on which what was published stays
	AsOf        Moment `json:"as_of,omitzero"`        // when changes are told: their notice counts from it
}

// Travel settings: how minutes are made where travel.csv does not give them.
type Travel struct {
	// Provider is who makes the legs that no table gives, the first asked first: "roads;skeleton;crow". Roads, where
	// Roads names a file, the skeleton, where there is one, and the crow; behind "table" nobody is asked.
	Provider string             `json:"provider,omitzero"`
	Roads    string             `json:"roads,omitzero"`    // a file that `milltir roads build` has made
	Factors  string             `json:"factors,omitzero"`  // a file of factors by class of road, for roads: a council's, or what milltir roads calibrate wrote
	Council  string             `json:"council,omitzero"`  // as the file of factors says of this council
	Period   string             `json:"period,omitzero"`   // and as it says of this part of the day or the year; without a file an estimate for school_run, summer, night
	Server   *RouteServer       `json:"server,omitempty"`  // a routing server, see docs/SERVERS.md
	Area     string             `json:"area,omitzero"`     // urban, rural, sparse: how the crow flies; detour and speeds say else
	Detour   float64            `json:"detour,omitzero"`   // metres by road per metre by crow; 1.5 rural
	Speeds   map[string]float64 `json:"speeds,omitempty"`  // km/h by mode: crow-flight for car, on the road for the others
	Parking  *float64           `json:"parking,omitempty"` // minutes charged on arrival where a home gives no access_min; 2
}

// Patch is the neighbourhood of one team.
type Patch struct {
	ID             PatchID  `json:"id"`
	NameEn         string   `json:"name_en"`
	NameCy         string   `json:"name_cy,omitzero"`
	Provider       string   `json:"provider,omitzero"`
	LendsTo        []string `json:"lends_to,omitempty"` // providers whose people the patch's carers may visit
	BaseLat        float64  `json:"base_lat,omitzero"`
	BaseLon        float64  `json:"base_lon,omitzero"`
	BasePostcode   string   `json:"base_postcode,omitzero"`
	BlockMinutes4w int      `json:"block_minutes_4w,omitzero"`
	BlockCost4w    float64  `json:"block_cost_4w,omitzero"`
}

// Place kinds.
const (
	PlaceScheme = "scheme" // extra care housing: one building, many flats
	PlaceBase   = "base"
	PlaceVenue  = "venue"
)

// Place is a scheme, a base or a venue.
type Place struct {
	ID       PlaceID `json:"id"`
	NameEn   string  `json:"name_en"`
	NameCy   string  `json:"name_cy,omitzero"`
	Kind     string  `json:"kind"`
	Lat      float64 `json:"lat,omitzero"`
	Lon      float64 `json:"lon,omitzero"`
	Postcode string  `json:"postcode,omitzero"`
	Access   *int    `json:"access_min,omitempty"` // minutes; 1
	Capacity int     `json:"capacity,omitzero"`    // people at once in a session; any number
}

// Person is somebody who is supported at home.
type Person struct {
	ID             PersonID  `json:"id"`
	Name           string    `json:"name"`
	Patch          PatchID   `json:"patch"`
	Lat            float64   `json:"lat,omitzero"`
	Lon            float64   `json:"lon,omitzero"`
	Postcode       string    `json:"postcode,omitzero"`
	Place          PlaceID   `json:"place,omitzero"`         // the scheme they live in
	Access         *int      `json:"access_min,omitempty"`   // minutes for parking and door; 2
	Climb          int       `json:"climb_min,omitzero"`     // minutes from the door to the flat, on top of Access
	LanguageNeed   string    `json:"language_need,omitzero"` // none, prefer_cy, require_cy, prefer_en, require_en
	GenderNeed     string    `json:"gender_need,omitzero"`   // none, prefer_f, require_f, prefer_m, require_m
	NeedReason     string    `json:"need_reason,omitzero"`
	NamedTeam      []CarerID `json:"named_team,omitempty"`
	Only           []CarerID `json:"only,omitempty"`
	Never          []CarerID `json:"never,omitempty"`
	Pets           bool      `json:"pets,omitzero"`
	Smoking        bool      `json:"smoking,omitzero"`
	Stairs         bool      `json:"stairs,omitzero"`
	LoneAfter      Clock     `json:"lone_after,omitzero"` // nobody alone here after this time; none
	KeyHolders     []CarerID `json:"key_holders,omitempty"`
	MaxCarers7d    int       `json:"max_carers_7d,omitzero"` // most different carers; Rules.CarersPerWeek
	MaxCarers14d   int       `json:"max_carers_14d,omitzero"`
	MaxCarers28d   int       `json:"max_carers_28d,omitzero"`
	Funding        string    `json:"funding,omitzero"`         // council, health, self
	AgreementShort Date      `json:"agreement_short,omitzero"` // condition B of s.8 agreed on
	PlanStart      Date      `json:"plan_start,omitzero"`      // start of the current care and support plan
	Priority       int       `json:"priority,omitzero"`        // 1 highest … 4; 2
	Pool           PoolID    `json:"pool,omitzero"`
	Need           int       `json:"need,omitzero"`    // their part in a pool shared by need; 1
	GoesBy         string    `json:"goes_by,omitzero"` // mode of their own way to a session or an outing; walk
}

// Window is a span of allowed starts with the start people would like best.
type Window struct {
	Open      Clock `json:"open"`
	Close     Clock `json:"close"`
	Preferred Clock `json:"preferred,omitzero"` // none: any time in the window is as good
}

// Follow is an order between two visits: start to start, minutes.
type Follow struct {
	Visit VisitID `json:"visit"`
	Min   int     `json:"min"`
	Max   int     `json:"max,omitzero"` // none
}

// PairKind tells why a visit takes two carers at once. Two carers one after the other are two visits
// that are tied to each other.
type PairKind struct {
	Kind string `json:"kind"` // handling or efficiency
}

// RoleShadow is the part of a carer who comes along to be introduced: supernumerary, and no
// attendance.
const RoleShadow = "shadow"

// Role is one carer's part in a visit with the skills it takes.
type Role struct {
	Name   string  `json:"name"` // lead, support, …
	Skills []Skill `json:"skills,omitempty"`
}

// Visit is a template: a promise of a visit on some days of some weeks. [Expand] makes the
// dated visits of the horizon from it.
type Visit struct {
	ID            VisitID  `json:"id"`
	Person        PersonID `json:"person"`
	Days          Days     `json:"days"`
	WeekOfCycle   Cycle    `json:"week_of_cycle,omitzero"`
	Kind          string   `json:"kind,omitzero"` // morning, lunch, tea, bed, sit, check, care, outing, group
	Windows       []Window `json:"windows"`
	LatestEnd     Clock    `json:"latest_end,omitzero"`
	Length        int      `json:"length"`              // minutes
	LengthMin     int      `json:"length_min,omitzero"` // = length
	LengthMax     int      `json:"length_max,omitzero"` // = length
	Carers        int      `json:"carers,omitzero"`     // 1
	Roles         []Role   `json:"roles,omitempty"`     // one per carer, or none
	Skills        []Skill  `json:"skills,omitempty"`    // every carer needs these
	TimeCritical  string   `json:"time_critical,omitzero"`
	Priority      int      `json:"priority,omitzero"` // the person's
	Optional      bool     `json:"optional,omitzero"`
	MinGapAfter   int      `json:"min_gap_after,omitzero"` // minutes, start to start, to the person's next visit
	MaxGapAfter   int      `json:"max_gap_after,omitzero"`
	After         []Follow `json:"after,omitempty"`
	SameCarerAs   VisitID  `json:"same_carer_as,omitzero"`
	DifferentFrom VisitID  `json:"different_carer_from,omitzero"`
	Group         string   `json:"group,omitzero"`
	ParallelWith  VisitID  `json:"parallel_with,omitzero"`
	MovableDays   Days     `json:"movable_days,omitzero"`
	Pair          PairKind `json:"pair_kind,omitzero"`
	SingleOK      string   `json:"single_ok,omitzero"`       // who signed off that one carer may do an efficiency pair's work, and when
	ShortCond     string   `json:"short_condition,omitzero"` // A, B, none
	SameTime      int      `json:"same_time,omitzero"`       // tolerance in minutes across the days of a week; none
	Tied          Follow   `json:"tied,omitzero"`            // to another visit of the person: both are done or neither, by different carers, start to start
	Load          int      `json:"load,omitzero"`            // what it takes out of a carer, in units of the shift's max_load
	ValidFrom     Date     `json:"valid_from,omitzero"`
	ValidTo       Date     `json:"valid_to,omitzero"`
	Pool          PoolID   `json:"pool,omitzero"`
	Rank          int      `json:"rank,omitzero"` // of an optional one that draws on a pool, among its wishes: 1, 2, 3; none

	Place    PlaceID    `json:"place,omitzero"`     // where it takes place; the person's home
	StartsAt string     `json:"starts_at,omitzero"` // home or the id of a place: an outing from there; the place
	EndsAt   string     `json:"ends_at,omitzero"`   // likewise; where it starts
	With     []PersonID `json:"with,omitempty"`     // others who come along
}

// Package is the weekly set of visits that a person is assessed for.
type Package struct {
	Person  PersonID
	Visits  []VisitID
	Minutes int // attendance-minutes in the horizon: length times carers
}

// Contract kinds.
const (
	Guaranteed = "guaranteed"
	Salaried   = "salaried"
	ZeroHours  = "zero"
	Bank       = "bank"
	Agency     = "agency"
	Volunteer  = "volunteer"
	Personal   = "personal"
)

// Contract is what a carer was promised and may be asked for, in minutes.
type Contract struct {
	Kind         string   `json:"contract"`
	MinWeek      int      `json:"min_week,omitzero"` // guaranteed
	MaxWeek      int      `json:"max_week,omitzero"` // 2880
	Min4w        int      `json:"min_4w,omitzero"`
	Max4w        int      `json:"max_4w,omitzero"`
	MinPlan      int      `json:"min_plan,omitzero"` // minutes in the whole plan
	MaxPlan      int      `json:"max_plan,omitzero"`
	TolerancePct *float64 `json:"tolerance_pct,omitempty"` // 5
	Overtime     bool     `json:"overtime,omitzero"`       // agreed
}

// DatedSkill is a competence and the last day it is valid (none: for good).
type DatedSkill struct {
	Skill Skill `json:"skill"`
	Until Date  `json:"until,omitzero"`
}

// Language is a level from 0 to 5 in a language such as "cy" or "en".
type Language struct {
	Code  string `json:"code"`
	Level int    `json:"level"`
}

// Modes of travel.
const (
	ModeCar   = "car"
	ModeBike  = "bike"
	ModeEBike = "ebike"
	ModeWalk  = "walk"
	ModeBus   = "bus"
)

// Start and end of a carer's shift.
const (
	FromHome = "home" // home to first visit is commute, outside the shift
	FromBase = "base" // the shift starts (ends) at the patch's base; those legs are travel
)

// Whose weekends: A's are those of week 1 of a cycle of two weeks from [Plan].CycleAnchor.
const (
	ParityA = "A"
	ParityB = "B"
)

// Carer is a paid care worker (gweithiwr gofal cartref).
type Carer struct {
	ID              CarerID      `json:"id"`
	Name            string       `json:"name"`
	Patch           PatchID      `json:"patch"`
	OtherPatches    []PatchID    `json:"other_patches,omitempty"`
	Role            string       `json:"role,omitzero"`
	Contract        Contract     `json:"terms"`
	StartDate       Date         `json:"start_date,omitzero"`
	Born            Date         `json:"born,omitzero"`
	Gender          string       `json:"gender,omitzero"`
	Languages       []Language   `json:"languages,omitempty"`
	Skills          []DatedSkill `json:"skills,omitempty"`
	RegisteredUntil Date         `json:"registered_until,omitzero"`
	DBSDate         Date         `json:"dbs_date,omitzero"`
	Mode            string       `json:"mode"`
	HomeLat         float64      `json:"home_lat,omitzero"`
	HomeLon         float64      `json:"home_lon,omitzero"`
	HomePostcode    string       `json:"home_postcode,omitzero"`
	StartAt         string       `json:"start_at,omitzero"` // home, base or the id of a place; home
	EndAt           string       `json:"end_at,omitzero"`   // likewise
	OptOut48        bool         `json:"opt_out_48,omitzero"`
	NightHazard     bool         `json:"night_hazard,omitzero"`   // by the risk assessment
	OtherWeek       int          `json:"other_week,omitzero"`     // minutes a week for other employers
	WeekendParity   string       `json:"weekend_parity,omitzero"` // whose weekends: [ParityA], [ParityB], none
	PayBand         string       `json:"pay_band,omitzero"`
	ApprenticeFrom  Date         `json:"apprentice_from,omitzero"`  // first day of an apprenticeship
	ApprenticeUntil Date         `json:"apprentice_until,omitzero"` // its last day
	RequiresPair    bool         `json:"requires_pair,omitzero"`    // trainee
	Lent            bool         `json:"-"`                         // in one provider's part: by another, whose the contract is (OfProvider)
	PetsOK          *bool        `json:"pets_ok,omitempty"`         // yes
	SmokingOK       *bool        `json:"smoking_ok,omitempty"`      // yes
	StairsOK        *bool        `json:"stairs_ok,omitempty"`       // yes
	RidesWith       CarerID      `json:"rides_with,omitzero"`       // in whose car, where they have none of their own
	MaxDaysInRow    int          `json:"max_days_in_row,omitzero"`  // 6
	MinDaysInRow    int          `json:"min_days_in_row,omitzero"`  // 1
	MinDaysOff      int          `json:"min_days_off,omitzero"`     // in a row; 1
	MaxDaysOff      int          `json:"max_days_off,omitzero"`     // in a row; any number
	MaxWeekends     *int         `json:"max_weekends,omitempty"`    // worked in the plan; any number
	WholeWeekends   bool         `json:"whole_weekends,omitzero"`   // both days of a weekend or neither
	MostOf          []ShiftCount `json:"most_of,omitempty"`         // how often each of some shifts in the plan
	MaxSpan         int          `json:"max_span,omitzero"`         // 720
}

// Moment is a date with an optional clock time.
type Moment struct {
	Date  Date
	Clock Clock
	Timed bool // a clock time was given
}

// Absence is leave, sickness or training away: From and To inclusive when untimed.
type Absence struct {
	Carer CarerID `json:"carer"`
	From  Moment  `json:"from"`
	To    Moment  `json:"to"`
	Kind  string  `json:"kind"`
}

// Levels of availability.
const (
	AvailYes    = "yes"
	AvailPrefer = "prefer"
	AvailAvoid  = "avoid"
	AvailNo     = "no"
)

// Availability is what a carer says of a day or span.
type Availability struct {
	Carer CarerID `json:"carer"`
	Date  Date    `json:"date,omitzero"`
	Days  Days    `json:"days,omitzero"`
	From  Clock   `json:"from"`
	To    Clock   `json:"to"`
	Level string  `json:"level"`
}

// Event is time that is not a visit: supervision, huddle, training.
type Event struct {
	ID        EventID   `json:"id"`
	Attendees []CarerID `json:"attendees"`
	Date      Date      `json:"date,omitzero"`
	Within    []Date    `json:"within,omitempty"` // first and last day, for movable events
	Start     Clock     `json:"start,omitzero"`
	Length    int       `json:"length"`
	Kind      string    `json:"kind"`
	Place     PlaceID   `json:"place,omitzero"`
	Movable   bool      `json:"movable,omitzero"`
	Weekly    bool      `json:"weekly,omitzero"` // a movable one: once in each week
	Last      Date      `json:"last,omitzero"`   // when a supervision was last held
}

// Leg is one row of travel.csv: it overrides what the provider says. From and To name
// locations: a person, "carer:ID" for a carer's home, a place, or a patch for its base.
type Leg struct {
	From     string  `json:"from"`
	To       string  `json:"to"`
	Mode     string  `json:"mode"`
	Minutes  float64 `json:"minutes"`
	Metres   int     `json:"metres,omitzero"`
	FromTime Clock   `json:"from_time,omitzero"`
	ToTime   Clock   `json:"to_time,omitzero"`
}

// MatrixRow is one row of a matrix of exact legs, for those who have a router of their own and
// for published problems. The rows of one mode, in the order of From (by bytes: "p10" before
// "p2"), are the places of that matrix, whatever the order in which they are given; Ticks holds
// the leg from From to each of them in that order, in ticks, access included; -1 where the mode cannot go. Where both ends are in the matrix of a carer's mode it
// is the leg, whatever the provider, travel.csv, access and same-building minutes say.
type MatrixRow struct {
	Mode  string  `json:"mode"`
	From  string  `json:"from"` // location key: a person, a place, a patch (its base), "carer:ID" (a home)
	Ticks []int32 `json:"ticks"`
}

// BusStop is one row of a printed timetable: a stop of a line with the times of its journeys on some
// days. The rows of one line and the same days belong together: the k-th time of each is the k-th
// journey, which goes from each stop to those where it is later.
type BusStop struct {
	Line  string  `json:"line"`
	Stop  string  `json:"stop"`
	Days  Days    `json:"days"`
	Lat   float64 `json:"lat"`
	Lon   float64 `json:"lon"`
	Times []Clock `json:"times"` // 00:00 where the journey does not stop
}

// Pattern is part of one way to spread a person's package over the week: under this pattern the
// visit takes place on these days. A person with patterns gets all visits of exactly one of
// them, or none at all if these visits are optional, which all of them are or none; their visits
// that stand in no pattern are as always.
type Pattern struct {
	Person  PersonID `json:"person"`
	Pattern string   `json:"pattern"` // free text, one name per pattern of the person
	Visit   VisitID  `json:"visit"`
	Days    Days     `json:"days"`
}

// Attendance is one carer at one visit: a row of previous.csv or of a coordinator's own rota.
type Attendance struct {
	Visit  VisitID `json:"visit"`
	Date   Date    `json:"date"`
	Start  Clock   `json:"start"`
	End    Clock   `json:"end"`
	Carer  CarerID `json:"carer"`
	Role   string  `json:"role,omitzero"` // as in the rota; RoleShadow is no attendance, and counts for nothing
	Locked bool    `json:"locked,omitzero"`
	Reason string  `json:"reason,omitzero"` // why it may be changed though it is frozen
}

// Worked is a shift that a carer works in the last published rota.
type Worked struct {
	Carer  CarerID `json:"carer"`
	Date   Date    `json:"date"`
	Shift  ShiftID `json:"shift"`
	Start  Clock   `json:"start"`
	End    Clock   `json:"end"`
	Reason string  `json:"reason,omitzero"` // why it may be changed
}

// Contact is what a person and a carer have of each other before this plan.
type Contact struct {
	Person       PersonID `json:"person"`
	Carer        CarerID  `json:"carer"`
	LastVisit    Date     `json:"last_visit"`
	Visits90d    int      `json:"visits_90d"`
	VisitsInPlan int      `json:"visits_in_plan"`
}

// CarerWeek is one past week of a carer.
type CarerWeek struct {
	Carer         CarerID `json:"carer"`
	WeekStart     Date    `json:"week_start"`
	MinutesWorked int     `json:"minutes_worked"`
	MinutesLeave  int     `json:"minutes_leave,omitzero"`
	DaysLeave     int     `json:"days_leave,omitzero"` // minutes_leave / Rules.Hours48.LeaveDay, rounded up
	DaysWorked    int     `json:"days_worked,omitzero"`
	Nights        int     `json:"nights,omitzero"`    // days of night work among these
	RestOwed      int     `json:"rest_owed,omitzero"` // minutes of compensatory rest, when the week ends
	Weekends      int     `json:"weekends,omitzero"`
	Lates         int     `json:"lates,omitzero"`
	Splits        int     `json:"splits,omitzero"`
	Miles         float64 `json:"miles,omitzero"`
	DoubleUps     int     `json:"double_ups,omitzero"` // attendances at visits for two carers or more
	LastShiftEnd  Moment  `json:"last_shift_end,omitzero"`
	DaysInRow     int     `json:"days_in_row,omitzero"` // worked up to the week's last day
	DaysOff       int     `json:"days_off,omitzero"`    // off up to it; one of the two is 0
	LastShift     ShiftID `json:"last_shift,omitzero"`  // of the last day
	ShiftsInRow   int     `json:"shifts_in_row,omitzero"`
}

// Pin fixes any subset of the date, the carer and the start of a visit.
type Pin struct {
	Visit VisitID `json:"visit"`
	Date  Date    `json:"date,omitzero"` // every date of the visit
	Carer CarerID `json:"carer,omitzero"`
	Start Clock   `json:"start,omitzero"`
}

// Actual is what really happened at one visit of one carer.
type Actual struct {
	Visit    VisitID `json:"visit"`
	Date     Date    `json:"date"`
	Carer    CarerID `json:"carer"`
	CheckIn  Clock   `json:"check_in"`
	CheckOut Clock   `json:"check_out"`
	Reason   string  `json:"reason,omitzero"`
}
