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

	breaks = runWay{(*Mender).breaks, true}
	events = runWay{(*Mender).events, true}
	shifts = runWay{(*Mender).shifts, false}
	takes  = runWay{(*Mender).takes, false}
)

// plan says what could mend a breach of a rule: what is tried at each visit that it is about, the
// likeliest first, then at each run. What cannot touch what the rule measures is not tried.
type plan struct {
	visit   []visitWay
	run     []runWay
	less    bool // as a wish it is mended where there is less of it
	givesUp bool // only by a shift that is not worked
}

var (
	byWhom   = plan{visit: []visitWay{carers, swaps, hands, leaves}}
	byTime   = plan{visit: []visitWay{starts, hands}}
	byEither = plan{visit: []visitWay{carers, starts, swaps, hands, leaves}}
	byFaces  = plan{visit: []visitWay{carers, swaps, hands, leaves}, less: true}
	byShift  = plan{run: []runWay{shifts}, givesUp: true}
	byHours  = plan{visit: []visitWay{carers, starts, swaps, hands}, run: []runWay{shifts}, less: true, givesUp: true}
	byPlace  = plan{visit: []visitWay{joins, places}}
)

// plans has every rule of the book.
var plans = map[model.Code]plan{
	model.RuleSkill:      byWhom,
	model.RulePapers:     byWhom,
	model.RuleList:       byWhom,
	model.RuleLanguage:   byWhom,
	model.RuleGender:     byWhom,
	model.RuleDoor:       byWhom,
	model.RuleTrainee:    {visit: []visitWay{carers, joins, swaps, hands, leaves}},
	model.RuleLone:       {visit: []visitWay{starts, lengths, joins, hands, leaves}},
	model.RuleShort:      {visit: []visitWay{lengths, carers, starts, swaps, hands, leaves}},
	model.RuleAvailable:  byShift,
	model.RuleWindow:     {visit: []visitWay{starts, lengths, hands, leaves}},
	model.RuleShift:      {visit: []visitWay{starts, carers, lengths, swaps, hands, leaves}, run: []runWay{breaks, events, shifts}},
	model.RuleLeg:        {visit: []visitWay{starts, carers, lengths, swaps, hands, leaves}, run: []runWay{breaks, events}},
	model.RuleLift:       byEither,
	model.RuleLength:     {visit: []visitWay{lengths, leaves}},
	model.RulePair:       {visit: []visitWay{joins, leaves, starts, lengths, carers, hands}},
	model.RuleGap:        {visit: []visitWay{starts, lengths, hands, leaves}},
	model.RuleOrder:      {visit: []visitWay{starts, hands, leaves}},
	model.RuleSameCarer:  byWhom,
	model.RuleOtherCarer: byWhom,
	model.RuleGroup:      {visit: []visitWay{joins, places}},
	model.RuleBreak:      {run: []runWay{breaks}},
	model.RuleEvent:      {run: []runWay{events}},
	model.RuleRest:       byShift,
	model.RuleHours48:    byHours,
	model.RuleMaxHours:   byHours,
	model.RulePin:        byEither,
	model.RuleTied:       {visit: []visitWay{starts, carers, swaps, hands, leaves, joins, places}},
	model.RuleLoad:       byWhom,

	model.RuleCover:    byPlace,
	model.RuleOptional: byPlace,

	model.RulePreferred:      byTime,
	model.RuleSameTime:       byTime,
	model.RuleShortened:      {visit: []visitWay{lengths}},
	model.RuleNewFace:        byWhom,
	model.RuleTeam:           byWhom,
	model.RulePreferLanguage: byWhom,
	model.RulePreferGender:   byWhom,
	model.RuleSingle:         {visit: []visitWay{joins}},
	model.RuleCarer:          byFaces,
	model.RuleExtraCarer:     byFaces,
	model.RuleExtraCarer14:   byFaces,
	model.RuleExtraCarer28:   byFaces,
	model.RuleAgencyShare:    byFaces,
	model.RuleStability:      byWhom,
	model.RuleLending:        byWhom,
	model.RuleKeyHolder:      byWhom,
	model.RuleAvoid:          byShift,
	model.RuleBank:           byHours,
	model.RuleUnderHours:     {run: []runWay{takes}, less: true},
	model.RuleOverHours:      byHours,
	model.RuleOpenShift:      byShift,
	model.RuleTravel:         {visit: []visitWay{carers, starts, swaps, hands}, less: true},
	model.RuleWait:           {visit: []visitWay{starts, carers, swaps, hands}, less: true},
	model.RuleWorstLate:      {visit: []visitWay{starts, hands}, less: true},
	model.RuleWorstIdle:      {run: []runWay{takes}, less: true},
	model.RuleBalance:        {},
	model.RuleSlot:           byFaces,
	model.RuleMainCarer:      byFaces,
	model.RuleIntroduction:   byEither,
}
