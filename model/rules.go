package model

// Rules are the switches and parameters of the rule book: figures of law and practice, each
// with its source in docs/FILES.md. Zero values mean the defaults given here.
type Rules struct {
	// Resolution is ticks per minute inside; 60 for home care. A horizon over 2^30 ticks is an error.
	Resolution int `json:"resolution,omitzero"`
	// Step: planned starts fall on multiples of so many ticks after midnight; one minute.
	Step int `json:"step,omitzero"`

	// Departure says when a run leaves its first place: "latest", as late as its first stop
	// allows, so that nobody waits before it; or "earliest", at the start of the shift. latest.
	Departure string `json:"departure,omitzero"`
	// OptionalPer is what an optional visit that is left out is counted by: minute or visit, two that
	// are tied then counting once. minute.
	OptionalPer string `json:"optional_per,omitzero"`
	// Paid says what of a run is paid: the shift less its break, or the span from its first visit to
	// its last one less the breaks between. shift.
	Paid string `json:"paid,omitzero"`
	// OpeningBreak is what becomes of the wait after a break that is the first stop of a run, which
	// could be taken as much later: counted, or free. counted.
	OpeningBreak string `json:"opening_break,omitzero"`

	Lateness  LatenessRule  `json:"lateness,omitzero"`
	Break     BreakRule     `json:"break,omitzero"`
	Rest      RestRule      `json:"rest,omitzero"`
	Hours48   Hours48Rule   `json:"hours48,omitzero"`
	Preferred PreferredRule `json:"preferred,omitzero"`
	Carers    CarersRule    `json:"carers,omitzero"`
	Legs      LegsRule      `json:"legs,omitzero"`
}

// BreakRule: Working Time Regulations 1998, reg. 12; the placing is practice.
type BreakRule struct {
	After     int `json:"after,omitzero"`      // a shift longer than so many minutes needs a break; 360
	Length    int `json:"length,omitzero"`     // minutes, uninterrupted; 20
	MiddlePct int `json:"middle_pct,omitzero"` // it lies inside the middle so many per cent of the shift; 60
	// At says where a break is taken: here, where the carer is, before the leg to the next stop;
	// or next, at the next stop's place, after the leg. here.
	At string `json:"at,omitzero"`
	// Per says what a missed break is counted by: its minutes, or once however long it is, a break
	// that lies partly outside its span being missed then: minute or break. minute.
	Per string `json:"per,omitzero"`
}

// Conventions of [Rules].
const (
	Latest     = "latest"
	Earliest   = "earliest"
	PerMinute  = "minute"
	PerVisit   = "visit"
	PerBreak   = "break"
	AtStart    = "start"
	AtEnd      = "end"
	Nearest    = "nearest"
	LatestOpen = "latest_open"
	Here       = "here"
	Next       = "next"
	Counted    = "counted"
	Free       = "free"
	ByShift    = "shift"
	BySpan     = "span"
)

// LatenessRule: what in a window is late.
type LatenessRule struct {
	// At says what has to lie inside the window: the visit's start, or its end, the window's
	// close then being the latest end. start.
	At string `json:"at,omitzero"`
	// Against says which of several windows counts: the nearest, or the latest that has opened
	// by the start. nearest.
	Against string `json:"against,omitzero"`
}

// RestRule: Working Time Regulations 1998, reg. 10.
type RestRule struct {
	Daily int `json:"daily,omitzero"` // minutes between one day's work and the next; 660
}

// Hours48Rule: Working Time Regulations 1998, reg. 4; a weekly cap where no history is given.
type Hours48Rule struct {
	Cap int `json:"cap,omitzero"` // minutes a week; 2880
}

// PreferredRule: what being early or late against the preferred start means.
type PreferredRule struct {
	Free  int   `json:"free,omitzero"`   // minutes either way that cost nothing; 10
	Bands []int `json:"bands,omitempty"` // minutes beyond Free at which the next weight begins; 15, 30
}

// CarersRule: how many different faces.
type CarersRule struct {
	PerWeek int `json:"per_week,omitzero"` // where a person names no number; 5
}

// LegsRule: reach of the modes of travel.
type LegsRule struct {
	WalkMetres   int `json:"walk_metres,omitzero"`   // longest leg on foot, by road; 2000
	SameBuilding int `json:"same_building,omitzero"` // minutes between two doors of one building; 1
}

// Code names a rule: its TOML key, its printed tag, its file name in the solver.
type Code string

// The rules of this version. See [RuleBook] for what each counts.
const (
	RuleSkill     Code = "skill"
	RuleList      Code = "list"
	RuleAvailable Code = "available"
	RuleWindow    Code = "window"
	RuleShift     Code = "shift"
	RuleLeg       Code = "leg"
	RuleLength    Code = "length"
	RulePair      Code = "pair"
	RuleGap       Code = "gap"
	RuleBreak     Code = "break"
	RuleEvent     Code = "event"
	RuleRest      Code = "rest"
	RuleHours48   Code = "hours48"
	RuleMaxHours  Code = "max_hours"
	RulePin       Code = "pin"
	RuleTied      Code = "tied"
	RuleLoad      Code = "load"

	RuleCover Code = "cover"

	RuleOptional   Code = "optional"
	RulePreferred  Code = "preferred"
	RuleSameTime   Code = "same_time"
	RuleShortened  Code = "shortened"
	RuleNewFace    Code = "new_face"
	RuleTeam       Code = "team"
	RuleCarer      Code = "carer"
	RuleExtraCarer Code = "extra_carer"
	RuleStability  Code = "stability"
	RuleLending    Code = "lending"
	RuleAvoid      Code = "avoid"
	RuleBank       Code = "bank"
	RuleUnderHours Code = "under_hours"
	RuleOverHours  Code = "over_hours"
	RuleOpenShift  Code = "open_shift"
	RuleTravel     Code = "travel"
	RuleWait       Code = "wait"
	RuleWorstLate  Code = "worst_late"
	RuleWorstIdle  Code = "worst_idle"
	RuleBalance    Code = "balance"
)

// Level is where a rule counts. The score compares levels in this order.
type Level string

const (
	Law    Level = "law"    // number of breaches, then excess ticks
	Covers Level = "cover"  // unallocated attendance-minutes by priority
	Wishes Level = "wishes" // thousandths of a travel minute
	Off    Level = "off"
)

// Rule describes one rule of the book: what it counts, in which unit, and the defaults that
// the objective may change.
//
// Every rule measures, on a rota, a number of breaches N, an excess X in ticks (0 for what is
// not time) and, if its level is wishes, a cost in thousandths of a travel minute. At level
// law N and X count; at level wishes only the cost. Costs are whole numbers: a weight of 0.5
// is 500, W stands for weight × 1000 rounded to the nearest integer, R for ticks per minute,
// and every division rounds down at the place the definition names. A rule at level wishes
// without a cost of its own in the definition costs W × N, or W × X / R for a rule whose
// Unit is "minute", worked out for each thing that the definition says Per of. A rule of
// wishes that is lifted to level law has N = the number of those things (attendances, visits,
// runs, people's or carers' weeks) that would have had a positive cost, and X = 0. Only the
// rule "cover" can count at level cover.
type Rule struct {
	Code    Code
	Level   Level     // default
	Weights []float64 // default, travel minutes per Unit; several where the cost has steps
	Unit    string
	Counts  string // the definition
	Source  string
}

// RuleBook is every rule in the order in which reports print them. The wording is normative:
// solver and judge are written from it separately.
//
// Words used: a *run* is one worked shift of one carer with its stops (visits, breaks,
// events) in order of start. *Attendance* is one carer at one visit. A visit is *allocated*
// if it has all the carers it needs (half a paired visit is not done), different ones. A
// visit *starts* with the first of its carers, *ends* with the last, and its *planned length*
// is its shortest attendance; they differ only where RulePair is broken. *Leg* is the travel
// from one stop's place to the next stop's in the same run, access minutes of the arrival
// included; a stop without a place (a break, an event nowhere) is at the place of the stop
// before it and has no leg, and the leg to the stop after it starts there. With break.at next a
// break is a placed stop where the next stop with a place of its own in its run is, if there is
// one: the leg goes before the break, and from it to that stop there is none. A run with
// start_at base, or a place, has a leg from there to its first placed stop, with end_at base, or
// a place, one from the last placed stop to there; from and to home is commute and belongs to no
// rule. What is said of the base below is meant of such a place as well.
// A *week* runs Monday to Sunday by the date of the shift. *Paid* ticks of a run are its shift's
// length less its break; with paid span they are the end of its last visit less the start of its
// first one (in the order of stops), less the planned length of the break stops between the two,
// and 0 in a run without visits. A shift's break is Horizon's Break. The attendances of a
// carer and date outside every shift form a run of their own: it has legs, waiting and
// attendances, but no shift, and so no availability, break, event, rest and paid minutes.
var RuleBook = []Rule{
	{
		RuleSkill, Law,
		[]float64{30},
		"skill",
		"Per attendance: N = the number of different skills, of the visit and of the carer's role in it, that the carer does not hold on the date of the visit. A role that a stop names is taken at its word, once; the others go to the carers so that the fewest skills are missing.", "SI 2017/1264 reg. 35; C09",
	},
	{
		RuleList, Law,
		[]float64{30},
		"visit",
		"Per attendance: N = 1 if the carer is on the person's never list, or if the person has an only list without the carer.", "C11",
	},
	{
		RuleAvailable, Law,
		[]float64{1},
		"minute",
		"Per run: X = ticks of the shift inside the carer's absences or spans of availability 'no' (union); N = 1 if X > 0.", "C10",
	},
	{
		RuleWindow, Law,
		[]float64{1},
		"minute",
		"Per visit with a carer: X = the larger of (a) the distance from the start to its window, 0 inside it, and (b) the ticks by which the end passes latest_end, if there is one; N = 1 if X > 0. Its window is, with lateness against nearest, the nearest one (the earliest of equals); with latest_open, the last that has opened by the start (the first if none has). With lateness at end a window closes for the start at its close less the visit's planned length; the distance is then the larger of opening − start and start − that, at least 0, and the nearest window the one for which this is least.", "C05",
	},
	{
		RuleShift, Law,
		[]float64{1},
		"minute",
		"Per run: X = ticks by which its first stop starts before the shift (with start_at base: before shift start plus the first leg), plus ticks by which its last stop (with end_at base: plus the leg to the base) ends after the shift; N = 1 if X > 0. An attendance outside every shift of its carer: N = 1, X = its length. Two shifts of one carer that overlap: N = 1, X = the overlap.", "C10",
	},
	{
		RuleLeg, Law,
		[]float64{1},
		"minute",
		"Per leg between two stops of a run, and between stops without a leg: X = ticks by which the later stop starts before the earlier one's end plus the leg; N = 1 if X > 0. In addition, per leg, those from and to the base included: N = 1 if the carer's mode cannot go it (on foot beyond walk_metres, no route).", "SI 2017/1264 reg. 41(3); C01, C40",
	},
	{
		RuleLength, Law,
		[]float64{1},
		"minute",
		"Per visit with a carer: X = ticks by which its planned length lies outside length_min and length_max; N = 1 if X > 0.", "SI 2017/1264 reg. 41(4)(a); C03",
	},
	{
		RulePair, Law,
		[]float64{30},
		"visit",
		"Per visit with at least one carer: N = 1 if fewer different carers than needed, or the number of different carers too many; plus 1 if a carer stands there twice; plus 1 if its carers do not all start and end together, X = largest start − smallest start.", "C08",
	},
	{
		RuleGap, Law,
		[]float64{1},
		"minute",
		"Per visit of a person and the next one (Horizon's Next: visits of patterns are in no such chain, and of two visits tied to each other that follow each other the second is not the first one's next; the visit after them is next to both), both with a carer: least gap = the larger of min_gap_after and the first one's planned length; X = ticks by which start-to-start is less than that, or more than max_gap_after (where given, and only if both are on one date); N = 1 if X > 0.", "C07",
	},
	{
		RuleBreak, Law,
		[]float64{1},
		"minute",
		"Per run whose shift needs a break of B ticks (with break.at next: and that has a visit, and of its break stops only those with a visit after them in the order of stops count; with break.per break: of its break stops only those that lie wholly inside their span count): without a break stop that counts of at least B: N = 1, X = B. Else, for the longest that counts: X = ticks of it outside its span: from shift start + k·length to shift end − k·length, k = (100 − middle_pct)/200 rounded down to ticks, or from break_from to break_to where the shift has them (Horizon's: absence may have cut the shift); N = 1 if X > 0. At level wishes with break.per break: W × N, however long the break.", "WTR 1998 reg. 12; C18",
	},
	{
		RuleEvent, Law,
		[]float64{1},
		"minute",
		"Per fixed event of a carer that lies inside the shift of one of their runs (the first such run): without an event stop for it: N = 1, X = its length. Else X = |start − the event's start|; N = 1 if X > 0.", "C29",
	},
	{
		RuleRest, Law,
		[]float64{1},
		"minute",
		"Per carer and two dates on which they work a shift, with none between: X = ticks by which the span from the end of the last shift of the one to the start of the first shift of the other is less than the daily rest; N = 1 if X > 0. The latest last_shift_end with a clock time in the carer_hours of weeks before the plan counts as the end of an earlier date.", "WTR 1998 reg. 10; C16",
	},
	{
		RuleHours48, Law,
		[]float64{30},
		"hour",
		"Per carer without opt-out and week: X = ticks of paid time above the cap; N = 1 if X > 0. At level wishes: W × X / (60 R), rounded down.", "WTR 1998 reg. 4; C19",
	},
	{
		RuleMaxHours, Law,
		[]float64{30},
		"hour",
		"Per carer and week: limit = max_week (Contract.WeekMax); without agreed overtime and with min_week (Contract.WeekMin) above 0, the smaller of that and min_week plus tolerance, which is min_week's ticks × T / 10000, rounded down, T = tolerance_pct × 100 rounded to the nearest integer; X = ticks of paid time above it; N = 1 if X > 0. At level wishes: W × X / (60 R), rounded down.", "C27",
	},
	{
		RulePin, Law,
		[]float64{30},
		"pin",
		"Per pin of an allocated visit: N = 1 if a pinned carer is not there; N = 1, X = |start − pinned start| if the start differs.", "C34",
	},
	{
		RuleTied, Law,
		[]float64{30},
		"visit",
		"Per dated visit tied to another visit that is there on the same date: N = 1 if one of them is allocated and the other is not; N = 1 per carer who is at both; and, both with a carer, N = 1, X = the ticks by which start − the other's start is below min or above max, if X > 0.", "C08; docs/adr/0007",
	},
	{
		RuleLoad, Law,
		[]float64{30},
		"load",
		"Per run whose shift has a max_load: N = what the loads of its attendances add up to beyond it, if that is above 0; X = 0.", "MHOR 1992 reg. 4; C24",
	},
	{
		RuleCover, Covers,
		[]float64{100, 50, 25, 12},
		"minute",
		"Per visit that is not allocated and not optional: length × carers needed, in ticks, added up by priority. At level wishes: W of its priority × ticks / R, rounded down per visit. At level law: N = 1, X = ticks. Visits that stand in patterns of their person (on whatever day) do not count one by one: per person with patterns and week in which any pattern has a visit (Horizon's Choices), if the allocated ones of these visits are not exactly those of one pattern, the pattern with the fewest ticks counts as left out, as one visit of the person's priority. Such a package does not count here if its visits are optional: all of a person's visits in patterns are, or none.", "C15",
	},
	{
		RuleOptional, Wishes,
		[]float64{1},
		"minute",
		"Per optional visit that is not allocated: W × length × carers needed / R, rounded down; with optional_per visit: W, and a visit that is tied to an optional one of the same date that is not allocated either does not count besides it. Visits that stand in patterns do not count one by one: per person with optional visits in patterns and week in which any pattern has a visit (Horizon's Choices), if the allocated ones of these visits are not exactly those of one pattern (a part of one counts as nothing): W × the ticks of the pattern with the fewest ticks / R, rounded down; with optional_per visit: W.", "docs/adr/0003",
	},
	{
		RulePreferred, Wishes,
		[]float64{0.2, 0.5, 1},
		"minute",
		"Per visit with a carer whose nearest window (the earliest of equals; to the start and its own close, whatever lateness says) has a preferred start: e = |start − preferred| − free; if e > 0 the cost is the sum over bands of W_band × ticks of e in that band, divided by R, rounded down once. Bands begin at 0 and at Rules.Preferred.Bands minutes beyond free.", "C05; weights files.md",
	},
	{
		RuleSameTime, Wishes,
		[]float64{0.1},
		"minute",
		"Per visit template with a same_time above 0 (the tolerance, in minutes) and week: of its dated visits of the week that have a carer, the time of day of a start = what the clock shows, seen from the visit's date: the minutes of its clock time (Calendar.Split; past midnight they go on: 25:30) in ticks plus the ticks past them (before that midnight: below 0), so that 08:00 is 08:00 on every date, clocks changed or not; X = (latest − earliest of them) − the tolerance's ticks, if that is above 0; N = 1. Cost W × X / R, rounded down.", "weights files.md",
	},
	{
		RuleShortened, Wishes,
		[]float64{1},
		"minute",
		"Per visit with a carer, planned shorter than its length: W × missing ticks / R, rounded down.", "NG21 1.4.1; docs/adr/0003",
	},
	{
		RuleNewFace, Wishes,
		[]float64{12},
		"visit",
		"Per attendance: W if the history has no visit of this carer to this person in the days before the plan (no row, or visits_90d = 0).", "C30",
	},
	{
		RuleTeam, Wishes,
		[]float64{6},
		"visit",
		"Per attendance: W if the person has a named team and the carer is not in it.", "C30",
	},
	{
		RuleCarer, Wishes,
		[]float64{4},
		"carer",
		"Per person and week: W × the number of different carers.", "C30",
	},
	{
		RuleExtraCarer, Wishes,
		[]float64{30},
		"carer",
		"Per person and week: W × the number of different carers beyond the person's number (max_carers_7d, else Rules.Carers.PerWeek).", "C30",
	},
	{
		RuleStability, Wishes,
		[]float64{5, 20},
		"visit",
		"Per attendance: if the baseline has rows for this visit on this very date (already published): second W unless this carer is in them. Else, if it has rows for the visit on an earlier date of the same weekday, by the latest such date: first W unless this carer is in them.", "C32",
	},
	{
		RuleLending, Wishes,
		[]float64{20},
		"visit",
		"Per attendance: W if the carer's patch is not the person's.", "C14",
	},
	{
		RuleAvoid, Wishes,
		[]float64{20},
		"shift",
		"Per run: W if the shift overlaps a span that the carer marked 'avoid'.", "C10",
	},
	{
		RuleBank, Wishes,
		[]float64{15},
		"hour",
		"Per run of a bank or agency carer: W × paid ticks / (60 R), rounded down.", "SI 2017/1264 reg. 34(5); C46",
	},
	{
		RuleUnderHours, Wishes,
		[]float64{30},
		"hour",
		"Per carer and week with min_week above 0: W × ticks by which paid time and absence credit (Horizon's Credit) together are below it / (60 R), rounded down.", "C27",
	},
	{
		RuleOverHours, Wishes,
		[]float64{20, 40},
		"hour",
		"Per carer and week with min_week above 0: ticks of paid time above it, the part within the tolerance of RuleMaxHours at the first W, the rest at the second: (W1 × t1 + W2 × t2) / (60 R), rounded down once.", "C27",
	},
	{
		RuleOpenShift, Wishes,
		[]float64{15},
		"shift",
		"Per run of a shift whose status is open: W.", "files.md",
	},
	{
		RuleTravel, Wishes,
		[]float64{1},
		"minute",
		"Per run: W × the sum of its legs / R, rounded down.", "C39",
	},
	{
		RuleWait, Wishes,
		[]float64{0.5},
		"minute",
		"Per run: W × the sum, over its stops after the first, of start − (end of the stop before + leg), where positive, / R, rounded down. Time before the first and after the last stop is unfilled, not waiting; with departure earliest, in a run that is in a shift, the first stop's start − (start of the shift + its leg), where positive, is waiting too. With opening_break free, where the first stop of a run is a break, the second stop's part of the sum is left out (it is unfilled).", "C39",
	},
	{
		RuleWorstLate, Off,
		[]float64{1},
		"minute",
		"Once per rota: W × the largest X of RuleWindow over all visits with a carer / R, rounded down.", "docs/adr/0007",
	},
	{
		RuleWorstIdle, Off,
		[]float64{1},
		"minute",
		"Once per rota: W × the largest idle time of a run that is in a shift / R, rounded down. Idle is, in a run without visits, the whole shift; else the ticks from the shift's start to the first stop's start less the first leg, where positive, plus the sum of RuleWait over its stops after the first (with opening_break free the second one's part included), plus the ticks from the end of its last stop (with end_at base: plus the leg to it) to the shift's end, where positive.", "docs/adr/0007",
	},
	{
		RuleBalance, Off,
		[]float64{1},
		"minute",
		"Once per rota: W × the sum, over its runs that are in a shift, of |load − mean|, each rounded up to whole minutes; load = ticks of the run's legs and attendances, mean = that of these runs, worked out exactly (a fraction).", "docs/adr/0007",
	},
}
