package mend

import (
	"iter"

	"github.com/milltir/milltir/model"
)

// visitWay is one way to change a visit. Its changes are tried in their order: with nearest the first
// that mends is the fix, else the one with which the judge likes the rota best.
type visitWay struct {
	changes func(m *Mender, v *model.Violation, dv *model.DatedVisit) iter.Seq[change]
	nearest bool
}

// runWay is one way to change a run, given by its index.
type runWay struct {
	changes func(m *Mender, v *model.Violation, run int) iter.Seq[change]
	nearest bool
}

// The ways that there are.
var (
	starts  = visitWay{(*Mender).starts, true}
	lengths = visitWay{(*Mender).lengths, true}
	carers  = visitWay{(*Mender).carers, false}
	swaps   = visitWay{(*Mender).swaps, false}
	hands   = visitWay{(*Mender).hands, false}
	joins   = visitWay{(*Mender).joins, false}
	leaves  = visitWay{(*Mender).leaves, false}
	places  = visitWay{(*Mender).placings, false}

	steps    = visitWay{(*Mender).steps, false}
	fulls    = visitWay{(*Mender).fulls, false}
	shadows  = visitWay{(*Mender).shadows, false}
	pairings = visitWay{(*Mender).pairings, false}

	// In a shift that nobody works yet: behind what changes only visits.
	opens       = visitWay{(*Mender).opens, false}
	opensBeside = visitWay{(*Mender).opensBeside, false}
	opensPlace  = visitWay{(*Mender).opensPlace, false}
	opensPair   = visitWay{(*Mender).opensPair, false}

	breaks   = runWay{(*Mender).breaks, true}
	events   = runWay{(*Mender).events, true}
	gathers  = runWay{(*Mender).gathers, true}
	shifts   = runWay{(*Mender).shifts, false}
	takes    = runWay{(*Mender).takes, false}
	sheds    = runWay{(*Mender).sheds, false}
	passes   = runWay{(*Mender).passes, false}
	trades   = runWay{(*Mender).trades, false}
	switches = runWay{(*Mender).switches, false}

	works = dayWay{(*Mender).works}
)

// plan says what could mend a breach of a rule: what is tried at each visit that it is about, the
// likeliest first, then at each run, and before the runs what starts from neither. What cannot touch what the rule measures is not tried.
type plan struct {
	visit   []visitWay
	day     []dayWay
	run     []runWay
	less    bool // as a wish it is mended where there is less of it
	givesUp bool // only by a shift that is not worked
}

var (
	byWhom   = plan{visit: []visitWay{carers, steps, swaps, hands, leaves, opens}}
	byTime   = plan{visit: []visitWay{starts, hands}}
	byEither = plan{visit: []visitWay{carers, steps, starts, swaps, hands, leaves, opens}}
	byFaces  = plan{visit: []visitWay{carers, steps, swaps, hands, leaves, opens}, less: true}
	byShift  = plan{run: []runWay{shifts}, givesUp: true}
	byHours  = plan{visit: []visitWay{carers, steps, starts, swaps, hands, opens}, run: []runWay{shifts}, less: true, givesUp: true}
	byLess   = plan{run: []runWay{sheds, passes, trades}, less: true, givesUp: true}
	byDays   = plan{day: []dayWay{works}, run: []runWay{sheds, switches, passes, trades}, less: true}
	byDraws  = plan{visit: []visitWay{lengths, places, leaves, opens}, less: true}
	byPlace  = plan{visit: []visitWay{fulls, joins, places, pairings, opensBeside, opensPlace, opensPair}}
)

// plans has every rule of the book.
var plans = map[model.Code]plan{
	model.RuleSkill:      byWhom,
	model.RulePapers:     byWhom,
	model.RuleList:       byWhom,
	model.RuleLanguage:   byWhom,
	model.RuleGender:     byWhom,
	model.RuleDoor:       byWhom,
	model.RuleTrainee:    {visit: []visitWay{carers, steps, fulls, joins, swaps, hands, leaves, opensBeside, opens}},
	model.RuleLone:       {visit: []visitWay{starts, lengths, fulls, joins, hands, leaves, opensBeside, opens}},
	model.RuleShort:      {visit: []visitWay{lengths, carers, steps, starts, swaps, hands, leaves, opens}},
	model.RuleAvailable:  byShift,
	model.RuleWindow:     {visit: []visitWay{starts, lengths, hands, leaves, opens}},
	model.RuleShift:      {visit: []visitWay{starts, carers, steps, lengths, swaps, hands, leaves, opens}, run: []runWay{breaks, events, shifts}},
	model.RuleLeg:        {visit: []visitWay{starts, carers, steps, lengths, swaps, hands, leaves, opens}, run: []runWay{breaks, events}},
	model.RuleLift:       byEither,
	model.RuleLength:     {visit: []visitWay{lengths, leaves}},
	model.RulePair:       {visit: []visitWay{fulls, joins, leaves, opensBeside, starts, lengths, carers, steps, hands, opens}},
	model.RuleGap:        {visit: []visitWay{starts, lengths, hands, leaves, opens}},
	model.RuleOrder:      {visit: []visitWay{starts, hands, leaves, opens}},
	model.RuleSameCarer:  byWhom,
	model.RuleOtherCarer: byWhom,
	model.RuleGroup:      byPlace,
	model.RuleBreak:      {run: []runWay{breaks, shifts}},
	model.RuleEvent:      {run: []runWay{events}},
	model.RuleRest:       byShift,
	model.RuleYoung:      {run: []runWay{shifts, switches, trades, passes, sheds}, less: true, givesUp: true},
	model.RuleWeeklyRest: byLess,
	model.RuleRestDebt:   byLess,
	model.RuleSpan:       {run: []runWay{sheds, passes, switches, trades}, givesUp: true},
	model.RuleSplitMost:  {run: []runWay{sheds, passes, switches, trades}, less: true, givesUp: true},
	model.RuleNightWork:  {run: []runWay{shifts, switches, trades, passes, sheds}, less: true, givesUp: true},
	model.RuleHours48:    byHours,
	model.RuleMaxHours:   byHours,
	model.RulePin:        byEither,
	model.RuleFreeze:     {visit: byEither.visit, day: []dayWay{works}, run: []runWay{trades, switches, passes, sheds}}, // a visit, or a shift
	model.RuleTied:       {visit: []visitWay{starts, carers, steps, swaps, hands, leaves, fulls, joins, places, pairings, opens, opensBeside, opensPlace, opensPair}},
	model.RuleLoad:       byWhom,
	model.RulePool:       byDraws,
	model.RulePoolDay:    byDraws,
	model.RulePoolCut:    {visit: []visitWay{lengths, hands, leaves}, less: true},

	model.RuleDaysInRow:     byLess,
	model.RuleShortStint:    byDays,
	model.RuleDaysOff:       byDays,
	model.RuleWeekends:      byLess,
	model.RuleParity:        byLess,
	model.RuleSuccession:    {run: []runWay{trades, switches, passes, sheds}, givesUp: true},
	model.RuleShiftMost:     {run: []runWay{trades, switches, passes, sheds}, less: true, givesUp: true},
	model.RulePlanHours:     byDays,
	model.RuleStaffing:      {visit: []visitWay{carers, steps, starts, swaps, hands}, day: []dayWay{works}, run: []runWay{switches, passes, trades, sheds}, less: true},
	model.RuleWanted:        byDays,
	model.RuleTogether:      {day: []dayWay{works}, run: []runWay{passes, switches, trades, sheds}, less: true, givesUp: true},
	model.RuleApart:         {run: []runWay{trades, switches, passes, sheds}, givesUp: true},
	model.RuleReserve:       {visit: []visitWay{carers, steps, starts, swaps, hands}, day: []dayWay{works}, less: true},
	model.RuleRequest:       {day: []dayWay{works}, run: []runWay{trades, switches, passes, sheds}},
	model.RuleShiftSkill:    {run: []runWay{trades, switches, passes, sheds}, givesUp: true},
	model.RuleShiftsInRow:   byDays,
	model.RuleWholeWeekends: {day: []dayWay{works}, run: []runWay{sheds, passes}},
	model.RuleMeeting:       {day: []dayWay{works}, run: []runWay{gathers}},

	model.RuleCover:    byPlace,
	model.RuleOptional: byPlace,

	model.RulePreferred:      byTime,
	model.RuleSameTime:       byTime,
	model.RuleShortened:      {visit: []visitWay{lengths}},
	model.RuleNewFace:        byWhom,
	model.RuleTeam:           byWhom,
	model.RulePreferLanguage: byWhom,
	model.RulePreferGender:   byWhom,
	model.RuleSingle:         {visit: []visitWay{fulls, joins, opensBeside}},
	model.RuleCarer:          byFaces,
	model.RuleExtraCarer:     byFaces,
	model.RuleExtraCarer14:   byFaces,
	model.RuleExtraCarer28:   byFaces,
	model.RuleAgencyShare:    byFaces,
	model.RuleStability:      byWhom,
	model.RuleNotice:         {day: []dayWay{works}, run: []runWay{trades, switches, passes, sheds}},
	model.RuleLending:        byWhom,
	model.RuleKeyHolder:      byWhom,
	model.RuleAvoid:          byShift,
	model.RuleBank:           byHours,
	model.RuleRestOwed:       byLess,
	model.RuleNightRun:       byLess,
	model.RuleUnderHours:     {run: []runWay{takes}, less: true},
	model.RuleOverHours:      byHours,
	model.RuleOpenShift:      byShift,
	model.RuleSplit:          {run: []runWay{sheds, passes, switches, trades}},
	model.RuleLateEarly:      {run: []runWay{shifts, trades, switches, passes, sheds}},
	model.RuleSixthDay:       byLess,
	model.RuleLongDay:        {run: []runWay{shifts, sheds, passes, switches, trades}, less: true},
	model.RuleFairWeekend:    byLess,
	model.RuleFairness:       byLess,
	model.RuleBlock:          {run: []runWay{sheds, passes}, less: true},
	model.RuleTravel:         {visit: []visitWay{carers, steps, starts, swaps, hands}, less: true},
	model.RuleWait:           {visit: []visitWay{starts, carers, steps, swaps, hands}, less: true},
	model.RuleWorstLate:      {visit: []visitWay{starts, hands}, less: true},
	model.RuleWorstIdle:      {run: []runWay{takes}, less: true},
	model.RuleBalance:        {},
	model.RuleSlot:           byFaces,
	model.RuleMainCarer:      byFaces,
	model.RulePoolWish:       byPlace,
	model.RulePoolLapse:      byDraws,
	model.RulePoolBank:       byDraws,
	model.RulePoolPace:       byDraws,
	model.RulePoolLeast:      byDraws,
	model.RulePoolShare:      byDraws,
	model.RuleIntroduction:   {visit: []visitWay{carers, steps, shadows, starts, swaps, hands, leaves, opens}},
}
