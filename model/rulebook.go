package model

import "slices"

// RuleBook is every rule in the order in which reports print them. The wording is normative:
// solver and judge are written from it separately.
//
// Words used: a *shadow* is a stop at a visit with the role shadow: a carer who comes along to be
// introduced. It is no attendance and its carer none of the visit's, but for RuleList, RuleGender,
// RulePapers, RuleDoor and RulePair; in its run it is a stop like any other. A *run* is one worked shift of one carer with its stops (visits, breaks,
// events) in order of start. *Attendance* is one carer at one visit. A visit is *allocated*
// if it has all the carers it needs (half a paired visit is not done, but for a signed-off efficiency
// pair, which takes one at the least), different ones. A
// visit *starts* with the first of its carers, *ends* with the last, and its *planned length*
// is its shortest attendance; they differ only where RulePair is broken, or its tolerance used. *Leg* is the travel
// from one stop's place to the next stop's in the same run, access minutes of the arrival
// included; a stop without a place (a break, an event nowhere) is at the place of the stop
// before it and has no leg, and the leg to the stop after it starts there. The place of a visit is where it
// starts (Horizon's Location); the leg after it starts where it ends (EndAt), which of an outing may be another.
// With break.at next a
// break is a placed stop where the next stop with a place of its own in its run is, if there is
// one: the leg goes before the break, and from it to that stop there is none. A run with
// start_at base, or a place, has a leg from there to its first placed stop, with end_at base, or
// a place, one from the last placed stop to there; from and to home is commute and belongs to no
// rule. What is said of the base below is meant of such a place as well.
// A *week* runs Monday to Sunday by the date of the shift. *Paid* ticks of a run, on the pages its
// *shift hours*, are its shift's length less its break; with paid span they are the end of its last visit less the start of its
// first one (in the order of stops), less the planned length of the break stops between the two,
// and 0 in a run without visits. A shift's break is Horizon's Break, of what anybody may
// work as its carer works it (Horizon's ShiftFor). A date of a carer has a *split* for each time of at least
// split.gap from the latest end of their shifts of that date so far to the start of the next one, those on
// call and sleep-ins apart; it is a *split day* with one or more. A *young* worker on a date is a carer whose born is less than young.under years before it. The attendances of a
// carer and date outside every shift form a run of their own: it has legs, waiting and
// attendances, but no shift, and so no availability, break, event, rest and paid minutes.
var RuleBook = slices.Concat(laws, wishes)

// laws are the rules that are law by default.
var laws = []Rule{
	{
		RuleSkill, Law,
		[]float64{30},
		"skill",
		"Per attendance: N = the number of different skills, of the visit and of the carer's role in it, that the carer does not hold on the date of the visit. A role that a stop names is taken at its word, once; the others go to the carers so that the fewest skills are missing.", "SI 2017/1264 reg. 35; C09",
	},
	{
		RulePapers, Law,
		[]float64{30},
		"paper",
		"Per carer or shadow at a visit: N = 1 if the visit's date is before start_date; plus 1 if it is after registered_until, or, where that is not given and start_date is, more than papers.register_months after start_date (not of volunteers and personal assistants, who need not register); plus 1 if it is more than papers.dbs_months after dbs_date. What is not written down counts for nothing. So many months after a date is the same day of that month, or its last one.", "SI 2017/1264 reg. 35; C09",
	},
	{
		RuleList, Law,
		[]float64{30},
		"visit",
		"Per attendance: N = 1 if, of the visit's person or somebody who comes along to it, the carer is on the never list, or there is an only list without the carer, or the carer's patch and the person's have different providers and the carer's does not name the other's in lends_to.", "C11, C47",
	},
	{
		RuleLanguage, Law,
		[]float64{30},
		"visit",
		"Per attendance of a person whose language_need is require_cy or require_en: N = 1 if the carer's level in that language is below language.level.", "SI 2017/1264 reg. 24; C13",
	},
	{
		RuleGender, Law,
		[]float64{30},
		"visit",
		"Per attendance of a person whose gender_need is require_f or require_m: N = 1 if the carer's gender is not f, or not m.", "SI 2017/1264 reg. 25(2)(d); C12",
	},
	{
		RuleDoor, Law,
		[]float64{30},
		"hazard",
		"Per attendance of a visit that starts or ends at its person's home: N = the number of things there that the carer cannot be with: pets where pets_ok is no, smoking where smoking_ok is no, stairs where stairs_ok is no.", "C11",
	},
	{
		RuleTrainee, Law,
		[]float64{30},
		"visit",
		"Per visit with a carer: N = 1 if all of its carers are trainees (requires_pair) or, with young.alone no, where its kind is not sit, check, outing or group, young on its date.", "C21, C41",
	},
	{
		RuleLone, Law,
		[]float64{1},
		"minute",
		"Per visit with exactly one different carer, of a person with a lone_after: X = ticks by which its end passes lone_after on the visit's date, or on the date before if it starts before 06:00 (a lone_after before 06:00 is of the next morning); N = 1 if X > 0.", "HSE; C41",
	},
	{
		RuleShort, Law,
		[]float64{30},
		"visit",
		"Per attendance of a visit whose planned length is under short.minutes: N = 1 unless condition A or B allows it. B does if the person's funding is self or health, agreement_short is on or before the visit's date, and short_condition is B or empty. A does if short_condition is A, or is empty and the kind is check, and this carer has been at this person's before in the same plan of care: in the history (visits_in_plan above 0), or by another attendance of the rota, at whatever visit of the person, that starts earlier. A person's visits from plan_start on, where that is the rota's first day or later, are of a new plan of care, of which the history knows nothing; all others are of the one that the history knows, but for a count whose last_visit lies before plan_start.", "Act 2016 s. 8; C04",
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
		"Per visit with a carer: X = the larger of (a) the distance from the start to its window, 0 inside it, and (b) the ticks by which the end passes latest_end, if there is one; N = 1 if X > 0. Its window is, with lateness.against nearest, the nearest one (the earliest of equals); with latest_open, the last that has opened by the start (the first if none has). With lateness.at end a window closes for the start at its close less the visit's planned length; the distance is then the larger of opening − start and start − that, at least 0, and the nearest window the one for which this is least.", "C05",
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
		"Per leg between two stops of a run, and between stops without a leg: X = ticks by which the later stop starts before the earlier one's end plus the leg; N = 1 if X > 0. In addition, per leg, those from and to the base included: N = 1 if the carer's mode cannot go it (on foot beyond legs.walk_metres, no route, no bus any more that day). With a timetable a leg by bus is, for whoever can leave when the earlier stop ends, the walk to a stop within legs.walk_metres, the wait there, the ride on one line and the walk from the other stop, by the journey that arrives first, or the walk all the way where that is sooner (Horizon.LegAt); what travel.csv, a matrix or a building says of a leg goes before it. Without a timetable it is 2.5 × the leg by car: a guess, which warning W2018 marks.", "SI 2017/1264 reg. 41(3); C01, C40",
	},
	{
		RuleLift, Law,
		[]float64{30},
		"leg",
		"Per run of a carer who rides with another (rides_with) and two stops of it, in different buildings, that follow each other among those with a place: N = 1 unless in a run of the other carer the same two visits or events follow each other among the stops with a place.", "Leeds; C40",
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
		"Per visit with a carer or a shadow: N = 1 if fewer different carers than it takes at the least, or the number of different carers too many; plus 1 if a carer stands there twice, as a shadow or not; plus 1 if the starts of its carers and shadows, or their ends, lie more than pair.tolerance minutes apart (0: all start and end together), X = largest start − smallest start, less the tolerance, at least 0.", "C08",
	},
	{
		RuleGap, Law,
		[]float64{1},
		"minute",
		"Per two visits with carers, both of them one person's or such to which this person comes along, not tied to each other, of one date, or of two where they could start within the least gap (Horizon's Apart: by their windows where these are law, otherwise by their dates): least gap = the larger of min_gap_after and, the way of their people from its end to the other included (the longest; Horizon's Between), the planned length of the one that starts first (of two at once the first by date, opening and id); X = ticks by which start-to-start is less; N = 1 if X > 0. Per visit with a max_gap_after and a carer: X = ticks by which the soonest start at or after its own, of another visit of its person (or to which this one comes along) on its date with a carer, not tied to it, is more than that later; N = 1 if X > 0.", "C07",
	},
	{
		RuleOrder, Law,
		[]float64{1},
		"minute",
		"Per visit and row of its after whose visit has that date, or else the last date before it in the plan, both with a carer: X = ticks by which start − the other's start is below min, or above max where one is given; N = 1 if X > 0.", "C42",
	},
	{
		RuleSameCarer, Law,
		[]float64{30},
		"visit",
		"Per visit with a same_carer_as whose visit is there on the same date, or else on the last date before it in the plan, both with a carer: N = 1 if no carer is at both.", "C42",
	},
	{
		RuleOtherCarer, Law,
		[]float64{30},
		"carer",
		"Per visit with a different_carer_from whose visit is there on the same date, or else on the last date before it in the plan: N = the number of carers at both.", "C42",
	},
	{
		RuleGroup, Law,
		[]float64{30},
		"group",
		"Per group and week, and in it per date with at least two of its visits, and of its visits alone on their dates together: N = 1 if some of them are allocated and some are not. Visits that are tied, stand in patterns or may be moved are in no group.", "C42",
	},
	{
		RuleBreak, Law,
		[]float64{1},
		"minute",
		"Per run whose shift needs a break of B ticks (the larger of its break_min and, where it is longer than break.after and not on call, break.length, of a carer who is young on its date than break.young_after, break.young_length; with break.at next: and that has a visit, and of its break stops only those with a visit after them in the order of stops count; with break.per break: of its break stops only those that lie wholly inside their span count): without a break stop that counts of at least B: N = 1, X = B. Else, for the longest that counts: X = ticks of it outside its span: from shift start + k·length to shift end − k·length, k = (100 − break.middle_pct)/200 rounded down to ticks, or from break_from to break_to where the shift has them (Horizon's: absence may have cut the shift); N = 1 if X > 0. Besides, per stretch of work of two runs or more none of whose shifts needs a break of B or more by itself: a carer's runs in shifts that are not on call, in order of start, are one stretch while the pause before the next is below B, here break.length (of a carer who is young on the date of the first of them break.young_length; the same with break.after). The pause is the ticks from the latest end of the stretch so far to the next one's start, less the ticks by which the leg, the fastest of any hour, from where the run of that end ends (the base, else its last stop with a place; nowhere, and no leg, without such a stop) to where the next begins (the base, else its first stop with a place) is longer than the time in the one after its last stop and the leg to the base, and that in the other before its first stop and the leg to it, and at least 0. If the stretch, its pauses left out, is longer than break.after: X = the ticks by which the longest of its pauses and of the break stops in its runs is below B, with break.per break B if there are any; N = 1 if X > 0. At level wishes with break.per break: W × N, however long the break.", "WTR 1998 reg. 12; C18, C21",
	},
	{
		RuleEvent, Law,
		[]float64{1},
		"minute",
		"Per fixed event of a carer that lies inside the shift of one of their runs (the first such run): without an event stop for it: N = 1, X = its length. Else X = |start − the event's start|, and what the stop is shorter than the event; N = 1 if X > 0.", "C29",
	},
	{
		RuleRest, Law,
		[]float64{1},
		"minute",
		"Work is every run in a shift that is not on call, from its start to its end; and of a run on call with a visit the call: from the start of its first stop less the leg to it, to the end of its last and the leg back to the base, both within the shift. Per carer and two dates on which they work, with none between: X = ticks by which the span from the end of the last work of the one to the start of the first of the other is less than rest.daily, of a carer who is young on the second date than rest.young; N = 1 if X > 0; told of the second date. And per working day, told of its date: the work of a date, in order of start, is of parts of one working day while the pause from the latest end so far to the next start is below that rest (of a carer who is young on the date rest.young), else of two; X = ticks by which the longest of its pauses, each as far as it lies within 24 hours from the first start, and of the ticks from the last end to 24 hours after the first start (at least 0) is below it; N = 1 if X > 0. Where the last working day of a date lacks more than the rest after it, that rest is not counted; else that working day is not. With derogation.rest yes only of carers who are young on the date. The latest last_shift_end with a clock time in the carer_hours of weeks before the plan counts as the end of an earlier date.", "WTR 1998 reg. 10; C16, C21, C45",
	},
	{
		RuleYoung, Law,
		[]float64{1},
		"minute",
		"Of carers on the dates on which they are young (of the shift; the work of a run being its shift's length less its break): per date X = ticks of work above young.day; per week with work on such a date X = ticks of work of such dates, and other_week where they are young on the Monday, above young.week; per run X = ticks of its shift, its break included, from young.night_from to young.night_to by the clock; N = 1 for each X > 0.", "WTR 1998 regs 5A, 6A; C21",
	},
	{
		RuleWeeklyRest, Law,
		[]float64{1},
		"minute",
		"Per carer and week. A rest is the time from the latest end of the work begun so far to the start of the next, work as RuleRest has it; the first one begins with the end of the last shift of the history (as RuleRest says), or long before the plan where that is not known, and the last one ends long after it. In a week (Monday 00:00 to the next) a rest with a part of it, of P ticks, counts as the smaller of its own ticks and P + rest.daily: a day of it lies in the week, the daily rest before or after it may not. X = ticks by which the longest is below weekly_rest.week, N = 1 if X > 0. Of a carer who is young (Horizon's Young) on the Monday, P alone counts, against weekly_rest.young. With weekly_rest.form fortnight, weeks 1 and 2, 3 and 4 … of the plan are one span of 14 days unless the carer is young on its first Monday (a last week alone is judged as before): X = the smaller of ticks by which its longest rest is below weekly_rest.fortnight, and of the ticks by which its two longest are below weekly_rest.week, added up. With derogation.rest yes only of carers who are young on the Monday.",
		"Working Time Regulations 1998 reg. 11, read as in docs/adr/0016; C17",
	},
	{
		RuleRestDebt, Law,
		[]float64{1},
		"minute",
		"A carer owes compensatory rest: rest_owed of their row of carer_hours for the week before the plan, from the plan's start on; and, with derogation.rest yes, what RuleRest and RuleWeeklyRest would find without it on dates and Mondays on which they are not young: that of a date from the start of its work on (as RuleRest has it), that of a working day likewise, that of a week or two from the next Monday 00:00 on. A debt is due at the midnight rest_debt.days days after that which ends its date: the plan's first, that of the work, that Monday. A rest (as RuleWeeklyRest has them; of it what lies before the end of the plan) has spare what it has beyond its need: rest.daily, or more where it is the longest of a week in which its carer is not young on the Monday (with weekly_rest.form fortnight one of the two longest of two weeks; the earlier of equals): the smaller of weekly_rest.week and what it counts there. In order of time, rests give what they have spare to the debts, by their dates (of one date that carried in first, then that of a week, then that of the day), to each at most what is owed of it and the ticks of the rest after the debt began and before it is due. Per debt that is due by the end of the plan: X = what is still owed of it; N = 1 if X > 0.",
		"WTR 1998 regs 21, 22(1)(c), 24; C16, C48",
	},
	{
		RuleSpan, Law,
		[]float64{1},
		"minute",
		"Per carer and date on which they work a shift, those on call and sleep-ins apart: X = ticks from the first of their starts to the last of their ends beyond max_span (720 minutes where none is given); N = 1 if X > 0.",
		"C22",
	},
	{
		RuleSplitMost, Law,
		[]float64{30},
		"day",
		"Per carer and date: N = its splits beyond split.day. Per carer and week of the plan: N = its split days beyond split.week.",
		"C25",
	},
	{
		RuleNightWork, Law,
		[]float64{30},
		"hour",
		"Work is every run in a shift that is not on call: its shift's length less its break. A date is one of night work if the carer's shifts of the date have together at least night.least from night.from to night.to by the clock, breaks included. A carer is a night worker if more than night.share per cent of the dates on which they work are: those of the plan, and days_worked and nights of the rows of carer_hours for those of the night.weeks − 1 weeks before it that are of the job (RuleHours48). Per night worker and week w of the plan: the reference period is w and of the night.weeks − 1 weeks before it those of the job; w alone where a week of the job among those before the plan has no row; X = the work in it (of a row minutes_worked) above night.day × night.days for each of its weeks (reg. 6(5): A / (B − C), B its days, C the weekly rest of a day a week). Per run of a night worker with night_hazard that has any of the night: X = work of the 24 hours that begin with it above night.day, a run that goes on after them with its ticks until then. N = 1 for each X > 0. At level wishes: W × X / (60 R), rounded down.", "WTR 1998 regs 2(1), 6; C20, C45",
	},
	{
		RuleHours48, Law,
		[]float64{30},
		"hour",
		"Per carer without opt-out and week w of the plan, the hours of a week being its paid ticks and other_week: weeks of the job are those from the first Monday on that is not before start_date, where that is given, else all. Where carer_hours lacks a row of the carer for one of the hours48.weeks − 1 weeks before the plan that are of the job, X = the hours of w above hours48.cap. Else X = A + B − hours48.cap × C of the reference period, which is w and of the hours48.weeks − 1 weeks before it those of the job: A = its hours (of a week before the plan minutes_worked and other_week), C = its weeks. E = its days of leave: of a row days_leave, where that is empty minutes_leave / hours48.leave_day, rounded up; of a week of the plan, leave being here absence of every kind but those that reg. 4(7) does not exclude (training, bereavement, compassionate, medical, jury, unpaid): the dates on which leave, other absence aside, takes a given shift of the carer whole; and the dates on which the carer has no given shift and that are leave from midnight to midnight, of these no more than make five with those. B = the paid ticks of the first E dates after w on which the carer works a shift; if there are only k of them, as the plan ends, then plus L × (E − k) / E, rounded down, L = the minutes_leave of its rows, and of its weeks of the plan the paid ticks of the given shifts that leave takes whole, and for each of the other dates of E a fifth of the contract's minutes of a week, hours48.leave_day where it has none (Horizon's Excluded has days and ticks). N = 1 if X > 0. At level wishes: W × X / (60 R), rounded down.", "WTR 1998 reg. 4; C19",
	},
	{
		RuleMaxHours, Law,
		[]float64{30},
		"hour",
		"Per carer and week: limit = max_week (Contract.WeekMax); without agreed overtime and with minutes owed by the week (Contract.WeekMin) above 0, the smaller of that and those plus tolerance, which is their ticks × T / 10000, rounded down, T = tolerance_pct × 100 rounded to the nearest integer; X = ticks of paid time above it; N = 1 if X > 0. Per carer and period (four weeks of the plan from its first one, the last period as many as are left) the same of max_4w (Contract.PeriodMax), where one is given, and of the minutes owed by the period (Contract.PeriodMin). At level wishes: W × X / (60 R), rounded down.", "C27",
	},
	{
		RulePin, Law,
		[]float64{30},
		"pin",
		"Per pin of an allocated visit: N = 1 if a pinned carer is not there; N = 1, X = |start − pinned start| if the start differs.", "C34",
	},
	{
		RuleFreeze, Law,
		[]float64{30},
		"visit",
		"A visit is frozen if its date is no later than plan.frozen_until and rows of previous.csv, shadows aside, have it on this very date, none of which gives a reason, or names a carer who has left or is absent in its time. Per attendance at a frozen visit: N = 1 if the carer is none of those of its rows. Per frozen visit with a carer: X = |start − the earliest of its rows|; N = 1 if X > 0. A held shift (see notice) is frozen if its date is no later than plan.frozen_until. Per frozen shift that its carer does not work at its times: N = 1, X = 0.", "ERA 2025; C33",
	},
	{
		RuleTied, Law,
		[]float64{30},
		"visit",
		"Per dated visit tied to another visit that is there on the same date, or parallel with it, which is a tie of 0 to 0: N = 1 if one of them is allocated and the other is not; N = 1 per carer who is at both; and, both with a carer, N = 1, X = the ticks by which start − the other's start is below min or above max, if X > 0.", "C08, C42; docs/adr/0007",
	},
	{
		RuleLoad, Law,
		[]float64{30},
		"load",
		"Per run whose shift has a max_load: N = what the loads of its attendances add up to beyond it, if that is above 0; X = 0.", "MHOR 1992 reg. 4; docs/adr/0007",
	},
	{
		RulePool, Law,
		[]float64{1},
		"minute",
		"A visit that draws on a pool (`pool`) draws, if it is allocated and its date not before period_start, its planned length × the carers it needs, in ticks, on its date. Per pool and period with a day in the plan: X = the ticks drawn in it, before the plan by what was given (actuals.csv, length times rows, without rows of a date on which their visit neither falls nor stands in previous.csv) and, of visits without a record, by what was published (previous.csv, likewise, without shadows) from the day of the last record, or plan.as_of if that is later, on, everywhere if nothing is recorded, and in the plan by the rota, beyond what it had: what was brought into it and its minutes, by Pool.Account (0 at the least), draws of earlier periods counted as the rota has them; N = 1 if X > 0.", "C35",
	},
	{
		RulePoolDay, Law,
		[]float64{1},
		"minute",
		"Per pool with a day_max and date of the plan: X = the ticks drawn on it beyond day_max; N = 1 if X > 0.", "C35",
	},
	{
		RulePoolCut, Law,
		[]float64{1},
		"minute",
		"Per run: cut = the ticks by which its attendances at visits, but for optional ones of a pool, are planned below the agreed length; given = the planned ticks of its attendances at draws and optional visits of a pool, and those by which it attends other visits of a pool longer than agreed. X = the smaller of the two; N = 1 if X > 0.", "C35; docs/adr/0017",
	},
	{
		RuleDaysInRow, Law,
		[]float64{20},
		"day",
		"Per carer and stretch of dates in a row on each of which they work a shift: N = its dates beyond max_days_in_row (6 where none is given). The dates before the plan that the row of carer_hours for the week before it gives (days_in_row) are part of the first stretch; what they alone are beyond it does not count again.", "C23",
	},
	{
		RuleShortStint, Law,
		[]float64{20},
		"day",
		"Per carer with a min_days_in_row and stretch of dates in a row on which they work, with a date before it that is of the plan or known from carer_hours, and a date of the plan after it: N = the dates by which it is shorter. Dates before the plan that carer_hours gives (days_in_row, days_off, in the row of the week before it) are part of the first stretch, or a stretch that ends with the plan's first date.", "C23; Curtois and Qu 2014",
	},
	{
		RuleDaysOff, Law,
		[]float64{20},
		"day",
		"Per carer with a min_days_off and stretch of dates in a row on which they work no shift, with a date before it that is of the plan or known from carer_hours, and a date of the plan after it: N = the dates by which it is shorter. Per carer with a max_days_off and such a stretch, wherever it begins or ends: N = its dates beyond it, less those by which the dates before the plan alone are. Dates before the plan count as for short_stint.", "C23; Curtois and Qu 2014; Ceschia et al. 2015",
	},
	{
		RuleWeekends, Law,
		[]float64{60},
		"weekend",
		"Per carer with a max_weekends: N = the weekends (Saturday and Sunday of a week of the plan) with a shift on either date, beyond it.", "C24",
	},
	{
		RuleParity, Law,
		[]float64{30},
		"day",
		"Per carer with a weekend_parity and Saturday or Sunday of a week of the plan that is not theirs: N = 1 if they work a shift on that date. Weeks are counted from plan.cycle_anchor (the plan's first where there is none): its own and every second one before and after are A's, those between are B's.", "C24",
	},
	{
		RuleSuccession, Law,
		[]float64{30},
		"shift",
		"Per two runs of a carer in shifts, the second's date the day after the first's: N = 1 if the second's shift is one of the first's no_next. The last_shift of the carer's row of carer_hours for the week before the plan is a run of the date before it.", "C26; Curtois and Qu 2014",
	},
	{
		RuleShiftSkill, Law,
		[]float64{30},
		"skill",
		"Per run in a shift with skills: N = the skills of the shift that its carer does not hold on the run's date.", "SI 2017/1264 reg. 35; C09",
	},
	{
		RuleShiftsInRow, Law,
		[]float64{20},
		"day",
		"Shifts of one kind are alike; one without a kind is like none. Least and most of shifts that are alike: the largest min_in_row and the smallest max_in_row of their rows. Per carer and stretch of dates in a row on each of which they work one of shifts that are alike: N = its dates beyond the most; and, with a date before it that is of the plan or known from carer_hours, and a date of the plan after it, the dates by which it is shorter than the least. Dates before the plan that carer_hours gives (shifts_in_row, 1 with a last_shift alone, in the row of the week before it) are part of the first stretch of shifts like last_shift, or a stretch that ends with the plan's first date; what they alone are beyond the most does not count again.", "Ceschia et al. 2015",
	},
	{
		RuleWholeWeekends, Law,
		[]float64{30},
		"weekend",
		"Per carer with whole_weekends and weekend (Saturday and Sunday of a week of the plan): N = 1 if they work a shift on one of its dates and none on the other.", "C24; Ceschia et al. 2015",
	},
	{
		RuleShiftMost, Law,
		[]float64{20},
		"shift",
		"Per carer and item of their most_of: N = the runs in that shift beyond its number.", "Curtois and Qu 2014",
	},
	{
		RulePlanHours, Law,
		[]float64{30},
		"hour",
		"Per carer with a min_plan or max_plan: X = ticks by which paid time in all weeks of the plan and absence credit (Horizon's Credit) together are below min_plan, or by which paid time is above max_plan where one is given; N = 1 if X > 0. At level wishes: W × X / (60 R), rounded down.", "C27",
	},
	{
		RuleStaffing, Law,
		[]float64{30},
		"carer",
		"Per need for cover (a row of cover.csv on a date: one for a shift, else one for each half hour of the span): N = the carers by which those who count (different carers in the shift, or in a shift that holds the whole half hour, at the place, with the skill; with on_site at a place, of a run that is nowhere else in it) are fewer than needed. A run is elsewhere at stops in another building, and on every leg that does not both begin and end in the place's; time before, between and after stops it spends as RuleReserve says, and what is not there is elsewhere. Rows of the kind reserve are no needs for cover.", "SI 2017/1264 reg. 34; C36",
	},
	{
		RuleTogether, Law,
		[]float64{1},
		"minute",
		"Per row of colleagues.csv whose work is together, and run of its carer in a shift on a date on which the row holds (from, until): X = ticks of the shift in which the other works no shift (of those of the other at the same site, with same_site: the shift's location, else its carer's patch); N = 1 if X > 0.", "SI 2017/1264 reg. 36; practice",
	},
	{
		RuleApart, Law,
		[]float64{1},
		"minute",
		"Per row of colleagues.csv whose work is apart, run of its carer in a shift on a date on which the row holds, and run of the other in a shift (at the same site, with same_site): X = ticks that both shifts have in common; N = 1 if X > 0.", "practice",
	},
}
