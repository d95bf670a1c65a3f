// Package constraint holds the rules, one file each, and the one list of them. A rule says
// twice, separately, what it costs: Each is the definition, a plain walk over the stored rota;
// Delta is what a trial change adds to it, and runs millions of times a second. Tests hold the
// two together on integers.
package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Rule is one room of the book.
type Rule interface {
	Code() model.Code
	// Each walks the stored rota by the definition and reports what the rule finds. It never
	// re-times and shares no arithmetic with Delta.
	Each(s *state.State, report func(Finding))
	// Delta adds to out what the timed trial changes.
	Delta(t *state.Trial, out *model.Score)
	add(out *model.Score, u unit, sign int64)
	isLifted() bool
	isOff() bool
	book(out *model.Score, f Finding)
}

// Finding is one thing a rule has to say, in indices; -1 where something does not apply.
type Finding struct {
	Visit  int32
	Run    state.Run
	Carer  state.Carer
	Person int32
	Pool   model.PoolID // where the finding is of a pool
	Date   model.Date   // its first one, where it is of dates
	Amount int64        // how much, in the rule's unit: ticks for times
	Limit  int64        // what was allowed
	unit
}

// nobody is the empty finding.
var nobody = Finding{Visit: -1, Run: state.NoRun, Carer: -1, Person: -1}

// unit is what one visit, run, leg or person contributes: breaches, excess ticks, and the cost
// in thousandths of a travel minute that it has if the rule is a wish.
type unit struct{ n, x, cost int64 }

// base is what every rule has: its code, its level and its weights.
type base struct {
	code   model.Code
	level  model.Level
	lifted bool    // a rule of wishes or cover that the objective made law
	w      []int64 // thousandths
	in     *state.Instance
}

func newBase(in *state.Instance, code model.Code) base {
	o := &in.H.Problem.Objective
	rule, _ := model.RuleOf(code)
	b := base{code: code, level: o.Level(code), in: in}
	b.lifted = b.level == model.Law && rule.Level != model.Law
	steps := max(len(rule.Weights), len(o.Weights[code]))
	for i := range steps {
		b.w = append(b.w, o.Thousandths(code, i))
	}
	return b
}

// isLifted tells whether the objective has made law of a wish.
func (b *base) isLifted() bool { return b.lifted }

// isOff tells whether the rule adds nothing to any score.
func (b *base) isOff() bool { return b.level == model.Off }

// Code names the rule.
func (b *base) Code() model.Code { return b.code }

// add books a unit at the rule's level.
func (b *base) add(out *model.Score, u unit, sign int64) {
	switch {
	case b.level == model.Wishes:
		out.Wishes += sign * u.cost
	case b.level != model.Law:
	case !b.lifted:
		out.Breaches += sign * u.n
		out.Excess += sign * u.x
	case u.cost > 0:
		out.Breaches += sign
	}
}

// book books a finding at the rule's level.
func (b *base) book(out *model.Score, f Finding) { b.add(out, f.unit, 1) }

// timed makes the unit of a rule that counts ticks: one breach if there is any excess.
func (b *base) timed(x int32) unit {
	if x <= 0 {
		return unit{}
	}
	return unit{1, int64(x), b.w[0] * int64(x) / int64(b.in.Res)}
}

// counted makes the unit of a rule that counts things.
func (b *base) counted(n int64) unit { return unit{n, 0, b.w[0] * n} }

// hourly makes the unit of a rule that counts ticks and weighs hours.
func (b *base) hourly(x int32) unit {
	if x <= 0 {
		return unit{}
	}
	return unit{1, int64(x), b.w[0] * int64(x) / (60 * int64(b.in.Res))}
}

// wish makes the unit of a rule that only costs.
func wish(cost int64) unit {
	if cost == 0 {
		return unit{}
	}
	return unit{1, 0, cost}
}
