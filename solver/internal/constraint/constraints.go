package constraint

import (
	"math"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Rules is the one list of rules: a concrete field each, so that the hot path calls them
// without an interface. The order is the rule book's.
type Rules struct {
	Skill      Skill
	Papers     Papers
	List       List
	Language   Language
	Gender     Gender
	Door       Door
	Trainee    Trainee
	Lone       Lone
	Short      Short
	Available  Available
	Window     Window
	Shift      Shift
	Leg        Leg
	Lift       Lift
	Length     Length
	Pair       Pair
	Gap        Gap
	Order      Order
	SameCarer  SameCarer
	OtherCarer OtherCarer
	Group      Group
	Break      Break
	Event      Event
	Rest       Rest
	Young      Young
	WeeklyRest WeeklyRest
	RestDebt   RestDebt
	Span       Span
	SplitMost  SplitMost
	NightWork  NightWork
	Hours48    Hours48
	MaxHours   MaxHours
	Pin        Pin
	Freeze     Freeze
	Tied       Tied
	Load       Load
	Pool       Pool
	PoolDay    PoolDay
	PoolCut    PoolCut

	DaysInRow     DaysInRow
	ShortStint    ShortStint
	DaysOff       DaysOff
	Weekends      Weekends
	Parity        Parity
	Succession    Succession
	ShiftSkill    ShiftSkill
	ShiftsInRow   ShiftsInRow
	WholeWeekends WholeWeekends
	ShiftMost     ShiftMost
	PlanHours     PlanHours
	Staffing      Staffing
	Together      Together
	Apart         Apart

	Cover Cover

	Wanted         Wanted
	Reserve        Reserve
	Request        Request
	Meeting        Meeting
	Optional       Optional
	Preferred      Preferred
	SameTime       SameTime
	Shortened      Shortened
	NewFace        NewFace
	Team           Team
	PreferLanguage PreferLanguage
	PreferGender   PreferGender
	Single         Single
	Carer          Carer
	ExtraCarer     ExtraCarer
	ExtraCarer14   ExtraCarer14
	ExtraCarer28   ExtraCarer28
	AgencyShare    AgencyShare
	Stability      Stability
	Notice         Notice
	Lending        Lending
	KeyHolder      KeyHolder
	Avoid          Avoid
	Bank           Bank
	RestOwed       RestOwed
	NightRun       NightRun
	UnderHours     UnderHours
	OverHours      OverHours
	OpenShift      OpenShift
	Split          Split
	LateEarly      LateEarly
	SixthDay       SixthDay
	LongDay        LongDay
	FairWeekend    FairWeekend
	Fairness       Fairness
	Block          Block
	Travel         Travel
	Wait           Wait
	WorstLate      WorstLate
	WorstIdle      WorstIdle
	Balance        Balance
	Slot           Slot
	MainCarer      MainCarer
	Introduction   Introduction
	PoolWish       PoolWish
	PoolLapse      PoolLapse
	PoolBank       PoolBank
	PoolPace       PoolPace
	PoolLeast      PoolLeast
	PoolShare      PoolShare

	on    active
	hint  hints
	in    *state.Instance
	hours *hours
	faces *faces
	packs *packages
	lines *lines
	memo  lineMemo
	needs *needs
	sites *presence
	pairs *pairTable
	pools *pools
	works []model.Score // by run: what all run rules say of its being worked
}

// New makes the rules of an instance. A Rules belongs to one state: its counters follow it.
func New(in *state.Instance) *Rules {
	b := func(c model.Code) base { return newBase(in, c) }
	hours, faces, packs, lines, needs := newHours(in), newFaces(in, 1), newPackages(in), newLines(in), newNeeds(in)
	held := newHeld(in, lines)
	splits := newSplits(in, lines)
	debts := newDebts(in, lines)
	pools := newPools(in)
	sites := newPresence(in)
	r := &Rules{
		in: in, hours: hours, faces: faces, packs: packs, lines: lines, memo: newLineMemo(in), needs: needs, pools: pools, sites: sites,
		Skill: Skill{b(model.RuleSkill)}, Papers: Papers{b(model.RulePapers)}, List: List{b(model.RuleList)}, Language: Language{b(model.RuleLanguage)}, Gender: Gender{b(model.RuleGender)},
		Door: Door{b(model.RuleDoor)}, Trainee: newTrainee(b(model.RuleTrainee)), Lone: Lone{b(model.RuleLone)}, Short: newShort(b(model.RuleShort)),
		Available: newAvailable(b(model.RuleAvailable)),
		Window:    newWindow(b(model.RuleWindow)), Shift: Shift{b(model.RuleShift)}, Leg: Leg{b(model.RuleLeg)}, Lift: newLift(b(model.RuleLift)),
		Length: Length{b(model.RuleLength)}, Pair: Pair{b(model.RulePair)}, Gap: newGap(b(model.RuleGap)),
		Order: newOrder(b(model.RuleOrder)), SameCarer: newSameCarer(b(model.RuleSameCarer)), OtherCarer: newOtherCarer(b(model.RuleOtherCarer)), Group: newGroup(b(model.RuleGroup)),
		Break: newBreak(b(model.RuleBreak)), Event: newEvent(b(model.RuleEvent)), Rest: newRest(b(model.RuleRest), lines, false),
		Young:      newYoung(b(model.RuleYoung), lines),
		WeeklyRest: newWeeklyRest(b(model.RuleWeeklyRest), lines), RestDebt: RestDebt{b(model.RuleRestDebt), debts}, RestOwed: RestOwed{b(model.RuleRestOwed), debts}, Span: newSpan(b(model.RuleSpan), lines), SplitMost: newSplitMost(b(model.RuleSplitMost), splits),
		Split: Split{b(model.RuleSplit), splits}, LateEarly: newLateEarly(b(model.RuleLateEarly), lines), SixthDay: newSixthDay(b(model.RuleSixthDay), lines), LongDay: newLongDay(b(model.RuleLongDay), lines),
		NightWork: newNightWork(b(model.RuleNightWork), lines),
		Hours48:   newHours48(b(model.RuleHours48), hours, lines), MaxHours: newMaxHours(b(model.RuleMaxHours), hours), Pin: newPin(b(model.RulePin)),
		Tied: Tied{b(model.RuleTied)}, Load: newLoad(b(model.RuleLoad)),
		Cover:    Cover{b(model.RuleCover), packs},
		Optional: newOptional(b(model.RuleOptional), packs), Preferred: newPreferred(b(model.RulePreferred)), SameTime: newSameTime(b(model.RuleSameTime)), Shortened: Shortened{b(model.RuleShortened)},
		NewFace: newNewFace(b(model.RuleNewFace)), Team: Team{b(model.RuleTeam)},
		PreferLanguage: PreferLanguage{b(model.RulePreferLanguage)}, PreferGender: PreferGender{b(model.RulePreferGender)}, Single: Single{b(model.RuleSingle)},
		Carer: Carer{b(model.RuleCarer), faces}, ExtraCarer: newExtraCarer(b(model.RuleExtraCarer), faces),
		ExtraCarer14: newExtraCarer14(b(model.RuleExtraCarer14)), ExtraCarer28: newExtraCarer28(b(model.RuleExtraCarer28)),
		AgencyShare: AgencyShare{b(model.RuleAgencyShare), faces},
		Stability:   Stability{b(model.RuleStability)}, Lending: Lending{b(model.RuleLending)}, KeyHolder: newKeyHolder(b(model.RuleKeyHolder)),
		Avoid: newAvoid(b(model.RuleAvoid)), Bank: Bank{b(model.RuleBank)},
		NightRun: newNightRun(b(model.RuleNightRun), lines), UnderHours: newUnderHours(b(model.RuleUnderHours), hours), OverHours: newOverHours(b(model.RuleOverHours), hours),
		OpenShift: OpenShift{b(model.RuleOpenShift)}, Block: newBlock(b(model.RuleBlock)), Travel: Travel{b(model.RuleTravel)}, Wait: newWait(b(model.RuleWait)),
		WorstIdle: WorstIdle{b(model.RuleWorstIdle)}, Balance: Balance{b(model.RuleBalance)},
		Slot: newSlot(b(model.RuleSlot)), MainCarer: MainCarer{b(model.RuleMainCarer), faces}, Introduction: newIntroduction(b(model.RuleIntroduction)),
		DaysInRow: newDaysInRow(b(model.RuleDaysInRow), lines), ShortStint: newShortStint(b(model.RuleShortStint), lines), DaysOff: newDaysOff(b(model.RuleDaysOff), lines),
		Weekends: newWeekends(b(model.RuleWeekends), lines), Succession: newSuccession(b(model.RuleSuccession), lines), ShiftMost: newShiftMost(b(model.RuleShiftMost), lines),
		Parity: newParity(b(model.RuleParity), lines), FairWeekend: newFairWeekend(b(model.RuleFairWeekend), lines), Fairness: newFairness(b(model.RuleFairness), splits),
		ShiftSkill: ShiftSkill{b(model.RuleShiftSkill)}, ShiftsInRow: newShiftsInRow(b(model.RuleShiftsInRow), lines), WholeWeekends: newWholeWeekends(b(model.RuleWholeWeekends), lines),
		PlanHours: newPlanHours(b(model.RulePlanHours), hours), Staffing: Staffing{b(model.RuleStaffing), needs}, Wanted: newWanted(b(model.RuleWanted), needs), Reserve: Reserve{base: b(model.RuleReserve), sites: sites}, Request: newRequest(b(model.RuleRequest), lines),
		Freeze: Freeze{b(model.RuleFreeze), held}, Notice: newNotice(b(model.RuleNotice), held), Meeting: newMeeting(b(model.RuleMeeting)), Together: newTogether(b(model.RuleTogether)), Apart: newApart(b(model.RuleApart)),
		Pool: Pool{b(model.RulePool), pools}, PoolDay: PoolDay{b(model.RulePoolDay), pools}, PoolCut: newPoolCut(b(model.RulePoolCut)), PoolWish: newPoolWish(b(model.RulePoolWish), packs),
		PoolLapse: PoolLapse{b(model.RulePoolLapse), pools}, PoolBank: PoolBank{b(model.RulePoolBank), pools}, PoolPace: PoolPace{b(model.RulePoolPace), pools},
		PoolLeast: PoolLeast{b(model.RulePoolLeast), pools}, PoolShare: PoolShare{b(model.RulePoolShare), pools},
	}
	r.WorstLate = newWorstLate(b(model.RuleWorstLate), &r.Window)
	r.on = r.active()
	r.hint = r.newHints()
	r.pairs = newPairTable(in, r.pairRules())
	r.works = make([]model.Score, in.Runs)
	for run := range r.works {
		for _, rule := range r.runRules() {
			rule.add(&r.works[run], rule.cell(state.Run(run)), 1)
		}
	}
	return r
}

func (r *Rules) pairRules() []pairRule {
	return []pairRule{
		&r.Skill, &r.Papers, &r.List, &r.Language, &r.Gender, &r.Door, &r.Trainee, &r.Short, &r.Freeze,
		&r.NewFace, &r.Team, &r.PreferLanguage, &r.PreferGender, &r.Stability, &r.Lending, &r.KeyHolder,
	}
}

func (r *Rules) runRules() []runRule {
	if r.hours.span {
		return []runRule{&r.Available, &r.ShiftSkill, &r.Avoid, &r.OpenShift, &r.Young} // what a bank carer is paid is not known beforehand
	}
	return []runRule{&r.Available, &r.ShiftSkill, &r.Avoid, &r.Bank, &r.OpenShift, &r.Young}
}

// All gives every rule in the order of the rule book, for tests and reports.
func (r *Rules) All() []Rule {
	return []Rule{
		&r.Skill, &r.Papers, &r.List, &r.Language, &r.Gender, &r.Door, &r.Trainee, &r.Lone, &r.Short,
		&r.Available, &r.Window, &r.Shift, &r.Leg, &r.Lift, &r.Length, &r.Pair, &r.Gap, &r.Order, &r.SameCarer, &r.OtherCarer, &r.Group, &r.Break, &r.Event,
		&r.Rest,
		&r.Young,
		&r.WeeklyRest, &r.RestDebt, &r.Span, &r.SplitMost,
		&r.NightWork,
		&r.Hours48, &r.MaxHours, &r.Pin, &r.Freeze, &r.Tied, &r.Load, &r.Pool, &r.PoolDay, &r.PoolCut,
		&r.DaysInRow, &r.ShortStint, &r.DaysOff, &r.Weekends, &r.Parity, &r.Succession,
		&r.ShiftSkill, &r.ShiftsInRow, &r.WholeWeekends,
		&r.ShiftMost, &r.PlanHours, &r.Staffing, &r.Together, &r.Apart, &r.Cover, &r.Wanted, &r.Reserve, &r.Request, &r.Meeting, &r.Optional, &r.Preferred, &r.SameTime, &r.Shortened, &r.NewFace, &r.Team,
		&r.PreferLanguage, &r.PreferGender, &r.Single, &r.Carer, &r.ExtraCarer, &r.ExtraCarer14, &r.ExtraCarer28, &r.AgencyShare, &r.Stability, &r.Notice, &r.Lending, &r.KeyHolder,
		&r.Avoid, &r.Bank, &r.RestOwed, &r.NightRun, &r.UnderHours, &r.OverHours, &r.OpenShift, &r.Split, &r.LateEarly, &r.SixthDay, &r.LongDay, &r.FairWeekend, &r.Fairness,
		&r.Block, &r.Travel, &r.Wait, &r.WorstLate, &r.WorstIdle, &r.Balance, &r.Slot, &r.MainCarer, &r.Introduction,
		&r.PoolWish, &r.PoolLapse, &r.PoolBank, &r.PoolPace, &r.PoolLeast, &r.PoolShare,
	}
}

// PairLaw tells how many laws a carer at an attendance breaks, whatever the rest of the rota.
func (r *Rules) PairLaw(stop state.Stop, run state.Run) int32 { return r.pairs.at(stop, run).breaches }

// Lacks names the first rule of law that keeps a carer from an attendance whatever the rest of the rota;
// empty if none does.
func (r *Rules) Lacks(stop state.Stop, run state.Run) model.Code {
	for _, rule := range r.pairRules() {
		var sum model.Score
		rule.add(&sum, rule.cell(int(stop.Node()), stop.Seat(), int(r.in.CarerOf[run])), 1)
		if sum.Breaches > 0 {
			return rule.Code()
		}
	}
	return ""
}

// Barring tells whether [Rules.Bars] ever does.
func (r *Rules) Barring() bool { return r.on.bars }

// Bars tells whether the law keeps a run's carer from a visit to be put in, by the visits that the
// rota holds: another visit's carer is asked for, or refused, or nothing brings them to that door
// before a visit for which they have to know it.
func (r *Rules) Bars(s *state.State, n state.Node, run state.Run) bool {
	if !r.on.bars {
		return false
	}
	c := r.in.CarerOf[run]
	return r.on.sameCarer && r.SameCarer.bars(s, n, c) || r.on.otherCarer && r.OtherCarer.bars(s, n, c) || r.on.short && r.Short.bars(s, n, c) ||
		r.on.introduction && r.Introduction.bars(s, n, c)
}

// Between gives the starts that are left to a visit by the visits which it follows, those which follow
// it, and those of the person that it keeps a distance from.
func (r *Rules) Between(s *state.State, n state.Node) (from, to int32) {
	from, to = state.Unset, math.MaxInt32
	if r.on.gap {
		from, to = r.Gap.starts(s, n, max(r.in.HoldBase[n], r.in.Open[n]), from, to)
	}
	if !r.on.order {
		return from, to
	}
	return r.Order.bounds(s, n, from, to)
}
