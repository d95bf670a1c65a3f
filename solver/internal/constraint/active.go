package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// active says which rules can ever find anything in a problem, so that one that is absent from
// it costs nothing in the loop.
type active struct {
	faces, load, window, preferred, lengths, gap, shift, far, wait, whole bool
	breaks, sameTime, span, block                                         bool

	people, shares, trainee, keys, sameCarer, otherCarer, slot, single bool // people: any of what follows
	links, lift, lone, short, order, group, introduction               bool // links: any of what follows
	splitMost, split, lateEarly, sixthDay, longDay                     bool // of lines
	bars                                                               bool // some visits bar carers from others
	parity, fairWeekend, fairness                                      bool // of lines
	planHours, needs, together, apart, meeting, freeze                 bool
	pools, poolCut                                                     bool // hours that bend
	sites, reserve, onSite                                             bool // sites: any of what follows
	notice, frozenShift                                                bool // of lines

	shiftsInRow, wholeWeekends                                                                                                                           bool // of lines
	lines, daysInRow, shortStint, daysOff, weekends, succession, shiftMost, request, young, weeklyRest, daySpan, nightWork, restDebt, restOwed, nightRun bool // lines: any of what follows
}

// counts tells whether a rule has a level at which it can count.
func (b *base) counts() bool {
	if b.level == model.Off {
		return false
	}
	for _, w := range b.w {
		if w > 0 {
			return true
		}
	}
	return b.level == model.Law && !b.lifted
}

func (r *Rules) active() active {
	in := r.in
	on := active{
		faces: r.Carer.counts() || r.ExtraCarer.counts(), load: r.Load.counts() && r.Load.any(),
		window: r.Window.counts(), shift: r.Shift.counts(), wait: r.Wait.counts(),
		gap:   r.Gap.counts() && r.Gap.any(),
		whole: r.WorstLate.counts() || r.WorstIdle.counts() || r.Balance.counts(),
	}
	on.pools = r.pools.any()
	on.poolCut = r.PoolCut.counts() && r.PoolCut.any()
	r.activePeople(&on)
	r.activeLines(&on)
	on.sameTime = len(r.SameTime.weeks) > 0 && r.SameTime.counts()
	on.span, on.block = r.hours.span, r.Block.counts() && r.Block.any()
	on.whole = on.whole || on.block
	on.breaks = len(r.Break.rows) > 0
	for _, b := range in.Break {
		on.breaks = on.breaks || b >= 0
	}
	for mode, far := range in.Far {
		on.far = on.far || far != nil || in.Timed[mode]
	}
	for v := range in.Visits {
		on.lengths = on.lengths || in.LengthMin[v] < in.LengthMax[v]
		for _, w := range in.Windows[v] {
			on.preferred = on.preferred || w.Preferred != state.Unset && r.Preferred.counts()
		}
	}
	return on
}

// activePeople is the part about people and the visits of one person.
func (r *Rules) activePeople(on *active) {
	on.shares = r.MainCarer.counts() || r.AgencyShare.counts() && r.AgencyShare.any()
	r.faces.shares, r.faces.main = on.shares, r.MainCarer.counts()
	on.faces = on.faces || on.shares
	on.trainee, on.keys = r.Trainee.asked(), r.KeyHolder.asked()
	on.sameCarer, on.otherCarer = r.SameCarer.active(), r.OtherCarer.active()
	on.slot = r.Slot.counts()
	on.single = r.Single.counts() && r.Single.any()
	on.people = on.single || on.shares || on.trainee || on.keys || on.sameCarer || on.otherCarer || on.slot || r.ExtraCarer14.faces != nil || r.ExtraCarer28.faces != nil
	on.lone = r.Lone.counts() && r.Lone.any()
	on.short = r.Short.counts() && r.Short.any()
	on.order = r.Order.counts() && len(r.Order.links) > 0
	on.group = r.Group.counts() && len(r.Group.groups) > 0
	on.introduction = r.Introduction.counts() && r.Introduction.any()
	on.lift = r.Lift.counts() && len(r.Lift.riders) > 0
	on.links = on.lift || on.lone || on.short || on.order || on.group || on.introduction
	on.bars = on.sameCarer || on.otherCarer || on.short || on.introduction
}

// activeLines is the part about carers' days.
func (r *Rules) activeLines(on *active) {
	on.daysInRow, on.shortStint = r.DaysInRow.counts() && r.DaysInRow.any(), r.ShortStint.counts() && r.ShortStint.any()
	on.daysOff, on.weekends = r.DaysOff.counts() && r.DaysOff.any(), r.Weekends.counts() && r.Weekends.any()
	on.succession, on.shiftMost = r.Succession.counts() && r.Succession.any(), r.ShiftMost.counts() && r.ShiftMost.any()
	on.shiftsInRow, on.wholeWeekends = r.ShiftsInRow.counts() && r.ShiftsInRow.any(), r.WholeWeekends.counts() && r.WholeWeekends.any()
	on.request = r.Request.counts() && r.Request.any()
	on.fairness = r.Fairness.counts() && r.Fairness.any()
	on.parity, on.fairWeekend = r.Parity.counts() && r.Parity.any(), r.FairWeekend.counts() && r.FairWeekend.any()
	on.weeklyRest, on.daySpan = r.WeeklyRest.counts() && r.WeeklyRest.any(), r.Span.counts() && r.Span.any()
	on.notice, on.frozenShift = r.Notice.counts() && r.Notice.any(), r.Freeze.counts() && r.Freeze.anyShift()
	on.lines = on.notice || on.frozenShift || on.parity || on.fairWeekend || on.weeklyRest || on.daySpan || on.daysInRow || on.shortStint || on.daysOff || on.weekends || on.succession || on.shiftMost || on.request
	on.lines = on.lines || on.shiftsInRow || on.wholeWeekends
	on.splitMost, on.split = r.SplitMost.counts() && r.SplitMost.any(), r.Split.counts() && r.Split.any()
	on.lateEarly, on.sixthDay = r.LateEarly.counts() && r.LateEarly.any(), r.SixthDay.counts() && r.SixthDay.any()
	on.longDay = r.LongDay.counts() && r.LongDay.any()
	on.lines = on.lines || on.splitMost || on.split || on.lateEarly || on.sixthDay || on.longDay
	on.young = r.Young.counts() && r.Young.any()
	on.nightWork = r.NightWork.counts() && r.NightWork.any()
	on.restDebt, on.restOwed = r.RestDebt.counts() && r.RestDebt.debts.any(), r.RestOwed.counts() && r.RestOwed.debts.any()
	on.nightRun = r.NightRun.counts() && r.NightRun.any()
	on.lines = on.lines || on.nightRun || on.young || on.nightWork || on.restDebt || on.restOwed
	on.planHours = r.PlanHours.counts() && r.PlanHours.any()
	on.together, on.apart = r.Together.counts() && r.Together.any(), r.Apart.counts() && r.Apart.any()
	on.meeting = r.Meeting.counts() && r.Meeting.any()
	on.freeze = r.Freeze.counts() && r.Freeze.any()
	on.needs = len(r.in.H.Cover) > 0 && (r.Staffing.counts() || r.Wanted.counts())
	on.reserve = len(r.in.H.Reserves) > 0 && r.Reserve.counts()
	on.onSite = on.needs && slices.ContainsFunc(r.in.H.Cover, func(c model.DatedCover) bool { return c.Stays(r.in.H) })
	on.sites = on.reserve || on.onSite
}
