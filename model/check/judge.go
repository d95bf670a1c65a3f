package check

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// Horizon judges a rota against an expanded problem. The error is an [Unfit] that lists
// everything by which the rota does not belong to the problem, or says that the objective
// gives a rule a level it cannot have.
func Horizon(h *model.Horizon, r *model.Rota) (*Verdict, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, err
	}
	verdict := &Verdict{}
	for _, rule := range model.RuleBook {
		level, err := j.level(rule.Code)
		if err != nil {
			return nil, err
		}
		if level == model.Off {
			continue
		}
		j.open(rule.Code, level)
		share := model.Share{Rule: rule.Code, Level: level}
		for _, v := range j.found {
			share.Score = share.Score.Add(v.Score)
		}
		verdict.Shares = append(verdict.Shares, share)
		verdict.Score = verdict.Score.Add(share.Score)
		verdict.Violations = append(verdict.Violations, j.found...)
	}
	verdict.Measures = measure(j)
	return verdict, nil
}

// judge holds one rota while the rules of the book are gone through one by one.
type judge struct {
	h         *model.Horizon
	o         *model.Objective
	perMinute int64 // ticks
	runs      []*run
	visits    []visit // as Horizon.Visits
	hourTicks []int64 // shift hours by carer·weeks + week, once they are asked for
	paidTicks []int64 // what is paid by carer·periods + period, salaries aside, likewise

	poolTicks [][]int64 // what is drawn by pool and day of the plan, likewise

	code  model.Code // the rule being judged
	now   model.Level
	found []model.Violation
}

// rules says who judges which rule of the book.
var rules = map[model.Code]func(*judge){
	model.RuleSkill:          skill,
	model.RulePapers:         papers,
	model.RuleList:           list,
	model.RuleLanguage:       language,
	model.RuleGender:         gender,
	model.RuleDoor:           door,
	model.RuleTrainee:        trainee,
	model.RuleLone:           lone,
	model.RuleShort:          short,
	model.RuleAvailable:      available,
	model.RuleWindow:         window,
	model.RuleShift:          shift,
	model.RuleLeg:            leg,
	model.RuleLift:           lift,
	model.RuleLength:         length,
	model.RulePair:           pair,
	model.RuleGap:            gap,
	model.RuleOrder:          order,
	model.RuleSameCarer:      sameCarer,
	model.RuleOtherCarer:     otherCarer,
	model.RuleGroup:          group,
	model.RuleBreak:          breaks,
	model.RuleEvent:          event,
	model.RuleRest:           rest,
	model.RuleYoung:          young,
	model.RuleWeeklyRest:     weeklyRest,
	model.RuleRestDebt:       restDebt,
	model.RuleSpan:           daySpan,
	model.RuleSplitMost:      splitMost,
	model.RuleNightWork:      nightWork,
	model.RuleHours48:        hours48,
	model.RuleMaxHours:       maxHours,
	model.RulePin:            pin,
	model.RuleTied:           tied,
	model.RuleFreeze:         freeze,
	model.RuleLoad:           load,
	model.RulePool:           pool,
	model.RulePoolDay:        poolDay,
	model.RulePoolCut:        poolCut,
	model.RulePoolWish:       poolWish,
	model.RulePoolLapse:      poolLapse,
	model.RulePoolBank:       poolBank,
	model.RulePoolPace:       poolPace,
	model.RulePoolLeast:      poolLeast,
	model.RulePoolShare:      poolShare,
	model.RuleCover:          cover,
	model.RuleOptional:       optional,
	model.RulePreferred:      preferred,
	model.RuleSameTime:       sameTime,
	model.RuleShortened:      shortened,
	model.RuleNewFace:        newFace,
	model.RuleTeam:           team,
	model.RulePreferLanguage: preferLanguage,
	model.RulePreferGender:   preferGender,
	model.RuleSingle:         single,
	model.RuleCarer:          carers,
	model.RuleExtraCarer:     extraCarers,
	model.RuleExtraCarer14:   extraCarers14,
	model.RuleExtraCarer28:   extraCarers28,
	model.RuleAgencyShare:    agencyShare,
	model.RuleStability:      stability,
	model.RuleLending:        lending,
	model.RuleKeyHolder:      keyHolder,
	model.RuleAvoid:          avoid,
	model.RuleBank:           bank,
	model.RuleRestOwed:       restOwed,
	model.RuleNightRun:       nightRun,
	model.RuleUnderHours:     underHours,
	model.RuleOverHours:      overHours,
	model.RuleOpenShift:      openShift,
	model.RuleBlock:          block,
	model.RuleTravel:         travel,
	model.RuleWait:           wait,
	model.RuleWorstLate:      worstLate,
	model.RuleWorstIdle:      worstIdle,
	model.RuleBalance:        balance,
	model.RuleSlot:           slot,
	model.RuleMainCarer:      mainCarer,
	model.RuleIntroduction:   introduction,
	model.RuleDaysInRow:      daysInRow,
	model.RuleShortStint:     shortStint,
	model.RuleDaysOff:        daysOff,
	model.RuleWeekends:       weekends,
	model.RuleParity:         parity,
	model.RuleSplit:          split,
	model.RuleLateEarly:      lateEarly,
	model.RuleSixthDay:       sixthDay,
	model.RuleLongDay:        longDay,
	model.RuleFairWeekend:    fairWeekend,
	model.RuleFairness:       fairness,
	model.RuleSuccession:     succession,
	model.RuleShiftMost:      shiftMost,
	model.RuleShiftSkill:     shiftSkill,
	model.RuleShiftsInRow:    shiftsInRow,
	model.RuleWholeWeekends:  wholeWeekends,
	model.RulePlanHours:      planHours,
	model.RuleStaffing:       staffing,
	model.RuleWanted:         wanted,
	model.RuleReserve:        reserve,
	model.RuleRequest:        request,
	model.RuleNotice:         notice,
	model.RuleMeeting:        meeting,
	model.RuleTogether:       together,
	model.RuleApart:          keptApart,
}

// level of a rule; only cover itself can count at level cover.
func (j *judge) level(code model.Code) (model.Level, error) {
	level := j.o.Level(code)
	switch {
	case level == model.Law, level == model.Wishes, level == model.Off:
		return level, nil
	case level == model.Covers && code == model.RuleCover:
		return level, nil
	}
	return "", fmt.Errorf("rule %q cannot count at level %q", code, level)
}

// open judges one rule and puts what it found in order.
func (j *judge) open(code model.Code, level model.Level) {
	j.code, j.now, j.found = code, level, nil
	if f := rules[code]; f != nil {
		f(j)
	}
	slices.SortStableFunc(j.found, func(a, b model.Violation) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date),
			cmp.Compare(j.h.Calendar.Tick(a.Date, a.At), j.h.Calendar.Tick(b.Date, b.At)),
			cmp.Compare(a.Carer, b.Carer), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Visit, b.Visit),
			cmp.Compare(a.Detail, b.Detail), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Amount, b.Amount))
	})
}

// weight is the i-th W of the rule being judged.
func (j *judge) weight(i int) int64 { return j.o.Thousandths(j.code, i) }

// breach records n breaches with x ticks of excess of a rule without a cost of its own: at
// level wishes W × X / R if the rule counts minutes, else W × N.
func (j *judge) breach(v model.Violation, n, x int64) {
	cost := j.weight(0) * n
	if r, _ := model.RuleOf(j.code); r.Unit == "minute" {
		cost = j.weight(0) * x / j.perMinute
	}
	j.record(v, model.Score{Breaches: n, Excess: x}, cost)
}

// hours records a breach of x ticks that at level wishes costs W an hour.
func (j *judge) hours(v model.Violation, x int64) {
	j.record(v, model.Score{Breaches: 1, Excess: x}, j.weight(0)*x/(60*j.perMinute))
}

// wish records a cost; lifted to level law it is one breach.
func (j *judge) wish(v model.Violation, cost int64) {
	n := int64(0)
	if cost > 0 {
		n = 1
	}
	j.record(v, model.Score{Breaches: n}, cost)
}

// record keeps a violation if it counts for anything at the rule's level.
func (j *judge) record(v model.Violation, law model.Score, cost int64) {
	v.Rule, v.Level, v.Score = j.code, j.now, law
	if j.now == model.Wishes {
		v.Score = model.Score{Wishes: cost}
	}
	j.keep(v)
}

func (j *judge) keep(v model.Violation) {
	if v.Score != (model.Score{}) {
		j.found = append(j.found, v)
	}
}

// ofVisit begins a violation about a dated visit at its start, its first opening if nobody comes.
func (j *judge) ofVisit(v int) model.Violation {
	dv := &j.h.Visits[v]
	out := model.Violation{Visit: dv.ID, Person: j.h.Problem.People[dv.Person].ID, Date: dv.Date}
	if k := &j.visits[v]; len(k.by) > 0 {
		out.At = j.clock(k.start, dv.Date)
	} else if len(dv.Windows) > 0 {
		out.At = j.clock(int64(dv.Windows[0].Open), dv.Date)
	}
	return out
}

// ofAttendance begins a violation about one carer at one visit.
func (j *judge) ofAttendance(v int, a attendance) model.Violation {
	out := j.ofVisit(v)
	out.Carer, out.At = j.carer(a.run.carer).ID, j.clock(a.stop.start, out.Date)
	return out
}

// ofRun begins a violation about a run at the start of its shift.
func (j *judge) ofRun(r *run) model.Violation {
	return model.Violation{Carer: j.carer(r.carer).ID, Date: r.date, At: j.clock(r.start, r.date)}
}

// ofWeek begins a violation about a carer's week; its date is the Monday.
func (j *judge) ofWeek(carer, week int) model.Violation {
	return model.Violation{Carer: j.carer(carer).ID, Date: j.h.Calendar.Start().Add(7 * week)}
}

func (j *judge) carer(c int) *model.Carer   { return &j.h.Problem.Carers[c] }
func (j *judge) person(p int) *model.Person { return &j.h.Problem.People[p] }

func (j *judge) clock(tick int64, d model.Date) model.Clock {
	return j.h.Calendar.Local(int32(tick), d)
}

// ticks converts minutes.
func (j *judge) ticks(minutes int) int64 { return int64(minutes) * j.perMinute }
