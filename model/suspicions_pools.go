package model

import (
	"fmt"
	"slices"
)

// A record this many times as long as its visit, and longer than two hours, is surely a check-out that was typed in late or
// on another day (judgement).
const (
	longTimes   = 3
	longMinutes = 120
)

// oddRecords warns of records that may be slips: by somebody who is no carer, more of them at a visit than it takes, and far
// longer than what was planned. Each is drawn as it stands: what was given was given.
func (v *validator) oddRecords() {
	if len(v.p.Actuals) == 0 {
		return
	}
	carers, names := make(map[CarerID]bool), []string(nil)
	for i := range v.p.Carers {
		carers[v.p.Carers[i].ID], names = true, append(names, string(v.p.Carers[i].ID))
	}
	known := v.complete(carerTable) && v.crowded < 0
	visits, planned, told := v.recordable(), v.publishedLengths(), make(map[CarerID]bool)
	rows := make(map[visitDay]int)
	each(v, actualTable, len(v.p.Actuals), func(a at, i int) {
		x := &v.p.Actuals[i]
		k := visitDay{x.Visit, x.Date}
		rows[k]++
		if known && !carers[x.Carer] && !told[x.Carer] {
			told[x.Carer] = true // who has left was at many
			a.say("W2085", "carer", string(x.Carer), fmt.Sprintf("carer %q is not in carers.csv", x.Carer), maybe(string(x.Carer), names))
		}
		q := visits[x.Visit]
		if q == nil || !a.sound() {
			return
		}
		if n := q.Need(); rows[k] == n+1 {
			a.say("W2086", "visit", string(x.Visit), fmt.Sprintf("visit %q takes %s, and more are recorded on %s: each draws", x.Visit, carersWord(n), x.Date), "")
		}
		usual := max(q.Length, q.LengthMax, planned[k])
		if took := x.CheckOut.Minutes() - x.CheckIn.Minutes(); took > longMinutes && took > longTimes*usual {
			a.say("W2087", "check_out", x.CheckOut.String(), fmt.Sprintf("visit %q is recorded with %d minutes on %s, and takes %d", x.Visit, took, x.Date, usual), "")
		}
	})
}

func carersWord(n int) string {
	if n == 1 {
		return "1 carer"
	}
	return fmt.Sprintf("%d carers", n)
}

// visitDay is a visit on a date.
type visitDay struct {
	visit VisitID
	date  Date
}

// recordable are the visits, draws of pools among them, by id; those with an error are left out.
func (v *validator) recordable() map[VisitID]*Visit {
	out := make(map[VisitID]*Visit)
	if v.crowded < 0 {
		for _, x := range v.p.Draws() {
			out[x.ID] = &x
		}
	}
	each(v, visitTable, len(v.p.Visits), func(a at, i int) {
		if a.sound() {
			out[v.p.Visits[i].ID] = &v.p.Visits[i]
		}
	})
	return out
}

// publishedLengths are the longest that visits were published with.
func (v *validator) publishedLengths() map[visitDay]int {
	out := make(map[visitDay]int)
	each(v, previousTable, len(v.p.Baseline), func(_ at, i int) {
		b := &v.p.Baseline[i]
		k := visitDay{b.Visit, b.Date}
		out[k] = max(out[k], b.End.Minutes()-b.Start.Minutes())
	})
	return out
}

// drawsTooLong warns of a pool whose draws may be longer than all that it can ever have.
func (v *validator) drawsTooLong() {
	each(v, poolTable, len(v.p.Pools), func(a at, i int) {
		x := &v.p.Pools[i]
		if have := v.mostEver(x); len(x.Windows) > 0 && x.DrawMax > have && a.sound() {
			a.say("W2088", "draw_max", fmt.Sprint(x.DrawMax), fmt.Sprintf("a draw may take %d minutes, and there are never more than %d", x.DrawMax, have), "")
		}
	})
}

// holdsNothing warns of the rule block where no patch has what it holds. Money is no ceiling (docs/adr/0019). A provider's
// part has the sheet of all, and another may have the block.
func (v *validator) holdsNothing() {
	level := v.p.Objective.Level(RuleBlock)
	part := len(v.p.Patches) > 0 && v.p.Patches[0].Provider != "" && !v.p.Shared()
	if level == Off || part || slices.ContainsFunc(v.p.Patches, func(x Patch) bool { return x.BlockMinutes4w > 0 }) {
		return
	}
	said, advice := "no patch has a block", ""
	if v.p.HasBlock() {
		said, advice = "no patch has block_minutes_4w, only block_cost_4w", "Maybe fill in block_minutes_4w: the rule holds hours, and money only the account of milltir block shows"
	}
	v.setting("W2062", "objective.levels.block", string(level), fmt.Sprintf("rule %q is at level %s, and %s: it holds nothing", RuleBlock, level, said), advice)
}
