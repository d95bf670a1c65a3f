package model

import (
	"regexp"
	"strings"
)

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
	// Paid says what the shift hours of a run are, by which contracts count and who is paid by the shift is paid:
	// the shift less its break, or the span from its first visit to its last one less the breaks between. shift.
	Paid string `json:"paid,omitzero"`
	// OpeningBreak is what becomes of the wait after a break that is the first stop of a run, which
	// could be taken as much later: counted, or free. counted.
	OpeningBreak string `json:"opening_break,omitzero"`

	Lateness   LatenessRule   `json:"lateness,omitzero"`
	Break      BreakRule      `json:"break,omitzero"`
	Rest       RestRule       `json:"rest,omitzero"`
	Young      YoungRule      `json:"young,omitzero"`
	WeeklyRest WeeklyRestRule `json:"weekly_rest,omitzero"`
	Night      NightRule      `json:"night,omitzero"`
	Split      SplitRule      `json:"split,omitzero"`
	LateEarly  LateEarlyRule  `json:"late_early,omitzero"`
	SixthDay   SixthDayRule   `json:"sixth_day,omitzero"`
	LongDay    LongDayRule    `json:"long_day,omitzero"`
	Reserve    ReserveRule    `json:"reserve,omitzero"`
	Derogation DerogationRule `json:"derogation,omitzero"`
	RestDebt   RestDebtRule   `json:"rest_debt,omitzero"`
	Hours48    Hours48Rule    `json:"hours48,omitzero"`
	Preferred  PreferredRule  `json:"preferred,omitzero"`
	Carers     CarersRule     `json:"carers,omitzero"`
	Legs       LegsRule       `json:"legs,omitzero"`
	Language   LanguageRule   `json:"language,omitzero"`
	Short      ShortRule      `json:"short,omitzero"`
	Agency     AgencyRule     `json:"agency,omitzero"`
	Main       MainRule       `json:"main,omitzero"`
	Pair       PairRule       `json:"pair,omitzero"`
	Papers     PapersRule     `json:"papers,omitzero"`
	Pool       PoolRule       `json:"pool,omitzero"`
	Session    SessionRule    `json:"session,omitzero"`

	Supervision SupervisionRule `json:"supervision,omitzero"`
	Notice      NoticeRule      `json:"notice,omitzero"`
	Pay         PayRule         `json:"pay,omitzero"`
}

// BreakRule: Working Time Regulations 1998, reg. 12; the placing is practice.
type BreakRule struct {
	After  int `json:"after,omitzero"`  // a shift longer than so many minutes needs a break; 360
	Length int `json:"length,omitzero"` // minutes, uninterrupted; 20
	// YoungAfter and YoungLength are these for a young worker, reg. 12(4); 270 and 30.
	YoungAfter  int `json:"young_after,omitzero"`
	YoungLength int `json:"young_length,omitzero"`
	MiddlePct   int `json:"middle_pct,omitzero"` // it lies inside the middle so many per cent of the shift; 60
	// At says where a break is taken: here, where the carer is, before the leg to the next stop;
	// or next, at the next stop's place, after the leg. here.
	At string `json:"at,omitzero"`
	// Per says what a missed break is counted by: its minutes, or once however long it is, a break
	// that lies partly outside its span being missed then: minute or break. minute.
	Per string `json:"per,omitzero"`
}

// Conventions of [Rules].
const (
	Latest      = "latest"
	Earliest    = "earliest"
	PerMinute   = "minute"
	PerVisit    = "visit"
	PerBreak    = "break"
	AtStart     = "start"
	AtEnd       = "end"
	Nearest     = "nearest"
	LatestOpen  = "latest_open"
	Here        = "here"
	Next        = "next"
	Counted     = "counted"
	Free        = "free"
	ByShift     = "shift"
	BySpan      = "span"
	No          = "no"
	Yes         = "yes"
	ByWeek      = "week"
	ByFortnight = "fortnight"
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
	Young int `json:"young,omitzero"` // of a young worker, reg. 10(2); 720
}

// YoungRule: Working Time Regulations 1998, regs 2(1), 5A and 6A.
type YoungRule struct {
	Under     int   `json:"under,omitzero"`      // years of age from which nobody is a young worker; 18
	Day       int   `json:"day,omitzero"`        // most minutes of work a day; 480
	Week      int   `json:"week,omitzero"`       // most minutes of work a week, no average; 2400
	NightFrom Clock `json:"night_from,omitzero"` // no work between these; 22:00 and 06:00, or 23:00 and 07:00
	NightTo   Clock `json:"night_to,omitzero"`
	// Alone says whether a young worker may be alone at a visit of personal care (judgement, no law): no or yes. no.
	Alone string `json:"alone,omitzero"`
}

// WeeklyRestRule: Working Time Regulations 1998, reg. 11. Each figure is one uninterrupted rest; 11(7): of
// the daily rest no part is weekly rest, so that those of a week and of a fortnight have eleven hours on top.
type WeeklyRestRule struct {
	// Form is the employer's choice: one rest a week, or in 14 days two such or a long one: week or
	// fortnight. week.
	Form      string `json:"form,omitzero"`
	Week      int    `json:"week,omitzero"`      // minutes once a week, 24 h + 11 h; 2100
	Fortnight int    `json:"fortnight,omitzero"` // minutes once in 14 days, 48 h + 11 h; 3540
	Young     int    `json:"young,omitzero"`     // minutes once a week, of whoever is under 18; 2880
}

// DerogationRule: Working Time Regulations 1998, regs 21, 22(1)(c) and 24. Whether they apply to a service is
// for its provider to say.
type DerogationRule struct {
	// Rest: of carers who are not young workers, daily and weekly rest that is missing is no breach but owed as
	// compensatory rest: no or yes. no.
	Rest string `json:"rest,omitzero"`
	// Under is the regulation that allows it: 21(a), places of work that are distant from one another; 21(c),
	// continuity of care; 21(d) and (e), a surge of activity and the unforeseen; 22(1)(c), work split up over the
	// day; 23(a), a collective or workforce agreement. None: nobody has said.
	Under string `json:"under,omitzero"`
}

// derogations are the regulations that let rest be owed (reg. 24).
var derogations = []string{"21(a)", "21(c)", "21(d)", "21(e)", "22(1)(c)", "23(a)"}

// RestDebtRule: reg. 24 says "wherever possible"; a number of days is practice.
type RestDebtRule struct {
	Days int `json:"days,omitzero"` // within which compensatory rest is had; 14
}

// NightRule: Working Time Regulations 1998, regs 2(1) and 6.
type NightRule struct {
	From  Clock `json:"from,omitzero"`  // the night; 23:00
	To    Clock `json:"to,omitzero"`    // 06:00
	Least int   `json:"least,omitzero"` // minutes of a day's work at night that make it night work; 180
	// Share: who has more than so many per cent of the days of work at night is a night worker. Reg. 2(1) has "as a
	// normal course" and, without prejudice to it, "on the majority of days": 50. That a week of three was
	// enough (R v Attorney General for Northern Ireland, ex parte Burns [1999] IRLR 315) is 33.
	Share int `json:"share,omitzero"`
	Day   int `json:"day,omitzero"`   // most minutes in 24 hours; 480
	Days  int `json:"days,omitzero"`  // of a week, the day of weekly rest left aside; 6
	Weeks int `json:"weeks,omitzero"` // that the average is over; 17
	// Row and Recovery are practice, for whoever works nights in turn with days (rule night_run).
	Row      int `json:"row,omitzero"`      // most nights in a row; 4
	Recovery int `json:"recovery,omitzero"` // minutes off after two or more; 2880
}

// SplitRule: when a day is split, and how often it may be (C25: practice).
type SplitRule struct {
	Gap  int `json:"gap,omitzero"`  // minutes between two shifts of a date from which it is split; 120
	Day  int `json:"day,omitzero"`  // such gaps on a date at the most; 1
	Week int `json:"week,omitzero"` // split days in a week at the most; 2
}

// LateEarlyRule: the rest that carers would like (C26: practice); less is law, see [RestRule].
type LateEarlyRule struct {
	Rest int `json:"rest,omitzero"` // minutes between one day's work and the next; 720
}

// SixthDayRule: how many days in a row are enough (C23: judgement of practice); rule days_in_row has the most.
type SixthDayRule struct {
	Most int `json:"most,omitzero"` // 5
}

// LongDayRule: how many hours of work a day are enough (C22: judgement of practice); rule span has the most from first
// start to last end.
type LongDayRule struct {
	Most int `json:"most,omitzero"` // minutes; 600
}

// ReserveRule: how closely a response reserve is looked at, and what of a patch's paid time is left free at its peak,
// for calls and for who is ill (C36: 5 per cent is usual).
type ReserveRule struct {
	Slot int   `json:"slot,omitzero"` // minutes in which so many are to be free, taken together; 5
	Pct  int   `json:"pct,omitzero"`  // per cent of the paid time of the patch's shifts; 0, none
	From Clock `json:"from,omitzero"` // the peak; 07:00
	To   Clock `json:"to,omitzero"`   // 10:00
}

// Hours48Rule: Working Time Regulations 1998, reg. 4; a weekly cap where no history is given.
type Hours48Rule struct {
	Cap      int `json:"cap,omitzero"`       // minutes a week; 2880
	Weeks    int `json:"weeks,omitzero"`     // that the average is over; 17, 26 where reg. 21 applies, up to 52 by agreement
	LeaveDay int `json:"leave_day,omitzero"` // minutes of a day of leave, where only the minutes are given or, of zero hours, only the days; 480
}

// PreferredRule: what being early or late against the preferred start means.
type PreferredRule struct {
	Free  int   `json:"free,omitzero"`   // minutes either way that cost nothing; 10
	Bands []int `json:"bands,omitempty"` // minutes beyond Free at which the next weight begins; 15, 30
}

// PoolRule: how evenly a pool is drawn on (C35: judgement).
type PoolRule struct {
	FlexPct int `json:"flex_pct,omitzero"` // per cent by which a week may draw more than its part; 10
}

// CarersRule: how many different faces.
type CarersRule struct {
	PerWeek int `json:"per_week,omitzero"` // where a person names no number; 5
}

// LanguageRule: when a carer speaks a language that somebody needs.
type LanguageRule struct {
	Level int `json:"level,omitzero"` // least level of 0 to 5; 4
}

// ShortRule: Regulation and Inspection of Social Care (Wales) Act 2016, s. 8.
type ShortRule struct {
	Minutes int `json:"minutes,omitzero"` // a visit under so many minutes needs a condition; 30
}

// AgencyRule: SI 2017/1264, reg. 34(5): temporary staff do not stand in the way of continuity.
type AgencyRule struct {
	SharePct int `json:"share_pct,omitzero"` // of a person's visits of a week that the bank and agencies may make; 20
}

// MainRule: how much of a person's week is their main carer's.
type MainRule struct {
	SharePct int `json:"share_pct,omitzero"` // of a person's visits of a week; 60
}

// PairRule: what of carers who come together is still together. The solver plans one start for all;
// the tolerance is for rotas from outside.
type PairRule struct {
	Tolerance int `json:"tolerance,omitzero"` // minutes, at most 5; 0
}

// PapersRule: SI 2017/1264, reg. 35: who gives care is registered in time, and checked again in time.
type PapersRule struct {
	RegisterMonths int `json:"register_months,omitzero"` // from start_date, for whoever is not registered yet; 6
	DBSMonths      int `json:"dbs_months,omitzero"`      // that a DBS check holds; 36
}

// SupervisionRule: SI 2017/1264, reg. 36 and its statutory guidance: how often carers are supervised.
type SupervisionRule struct {
	Months int `json:"months,omitzero"` // from one supervision to the next at the most; 3
}

// LegsRule: reach of the modes of travel.
type LegsRule struct {
	WalkMetres   int `json:"walk_metres,omitzero"`   // longest leg on foot, by road; 2000
	SameBuilding int `json:"same_building,omitzero"` // minutes between two doors of one building; 1
}

// SessionRule: whom a session, or an outing of several, is not too far for.
type SessionRule struct {
	Way int `json:"way,omitzero"` // most minutes of anybody's own way to where it starts; 30
}

// Code names a rule: its TOML key, its printed tag, its file name in the solver.
type Code string

// The rules of this version. See [RuleBook] for what each counts.
const (
	RuleSkill      Code = "skill"
	RulePapers     Code = "papers"
	RuleList       Code = "list"
	RuleLanguage   Code = "language"
	RuleGender     Code = "gender"
	RuleDoor       Code = "door"
	RuleTrainee    Code = "trainee"
	RuleLone       Code = "lone"
	RuleShort      Code = "short"
	RuleAvailable  Code = "available"
	RuleWindow     Code = "window"
	RuleShift      Code = "shift"
	RuleLeg        Code = "leg"
	RuleLift       Code = "lift"
	RuleLength     Code = "length"
	RulePair       Code = "pair"
	RuleGap        Code = "gap"
	RuleOrder      Code = "order"
	RuleSameCarer  Code = "same_carer"
	RuleOtherCarer Code = "other_carer"
	RuleGroup      Code = "group"
	RuleBreak      Code = "break"
	RuleEvent      Code = "event"
	RuleRest       Code = "rest"
	RuleYoung      Code = "young"
	RuleWeeklyRest Code = "weekly_rest"
	RuleRestDebt   Code = "rest_debt"
	RuleSpan       Code = "span"
	RuleSplitMost  Code = "split_most"
	RuleNightWork  Code = "night_work"
	RuleHours48    Code = "hours48"
	RuleMaxHours   Code = "max_hours"
	RulePin        Code = "pin"
	RuleFreeze     Code = "freeze"
	RuleTied       Code = "tied"
	RuleLoad       Code = "load"
	RulePool       Code = "pool"
	RulePoolDay    Code = "pool_day"
	RulePoolCut    Code = "pool_cut"

	RuleDaysInRow     Code = "days_in_row"
	RuleShortStint    Code = "short_stint"
	RuleDaysOff       Code = "days_off"
	RuleWeekends      Code = "weekends"
	RuleParity        Code = "parity"
	RuleSuccession    Code = "succession"
	RuleShiftMost     Code = "shift_most"
	RulePlanHours     Code = "plan_hours"
	RuleStaffing      Code = "staffing"
	RuleTogether      Code = "together"
	RuleApart         Code = "apart"
	RuleShiftSkill    Code = "shift_skill"
	RuleShiftsInRow   Code = "shifts_in_row"
	RuleWholeWeekends Code = "whole_weekends"

	RuleCover Code = "cover"

	RuleWanted         Code = "wanted"
	RuleReserve        Code = "reserve"
	RuleRequest        Code = "request"
	RuleMeeting        Code = "meeting"
	RuleOptional       Code = "optional"
	RulePreferred      Code = "preferred"
	RuleSameTime       Code = "same_time"
	RuleShortened      Code = "shortened"
	RuleNewFace        Code = "new_face"
	RuleTeam           Code = "team"
	RulePreferLanguage Code = "prefer_language"
	RulePreferGender   Code = "prefer_gender"
	RuleSingle         Code = "single"
	RuleCarer          Code = "carer"
	RuleExtraCarer     Code = "extra_carer"
	RuleExtraCarer14   Code = "extra_carer_14d"
	RuleExtraCarer28   Code = "extra_carer_28d"
	RuleAgencyShare    Code = "agency_share"
	RuleStability      Code = "stability"
	RuleNotice         Code = "notice"
	RuleLending        Code = "lending"
	RuleKeyHolder      Code = "key_holder"
	RuleAvoid          Code = "avoid"
	RuleBank           Code = "bank"
	RuleRestOwed       Code = "rest_owed"
	RuleNightRun       Code = "night_run"
	RuleUnderHours     Code = "under_hours"
	RuleOverHours      Code = "over_hours"
	RuleOpenShift      Code = "open_shift"
	RuleSplit          Code = "split"
	RuleLateEarly      Code = "late_early"
	RuleSixthDay       Code = "sixth_day"
	RuleLongDay        Code = "long_day"
	RuleFairWeekend    Code = "fair_weekend"
	RuleFairness       Code = "fairness"
	RuleBlock          Code = "block"
	RuleTravel         Code = "travel"
	RuleWait           Code = "wait"
	RuleWorstLate      Code = "worst_late"
	RuleWorstIdle      Code = "worst_idle"
	RuleBalance        Code = "balance"
	RuleSlot           Code = "slot"
	RuleMainCarer      Code = "main_carer"
	RuleIntroduction   Code = "introduction"
	RulePoolWish       Code = "pool_wish"
	RulePoolLapse      Code = "pool_lapse"
	RulePoolBank       Code = "pool_bank"
	RulePoolPace       Code = "pool_pace"
	RulePoolLeast      Code = "pool_least"
	RulePoolShare      Code = "pool_share"
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

var texts = regexp.MustCompile(`\breg(s|\.)|\bs\. \d`)

// Statutory tells whether a text of the law asks for what the rule keeps, as its Source has it. What else counts as
// law by default is practice: a house may think otherwise and be lawful.
func (r *Rule) Statutory() bool {
	return texts.MatchString(r.Source) && !strings.Contains(r.Source, "practice")
}
