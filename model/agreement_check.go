package model

import (
	"fmt"
	"slices"
)

// CheckObjective finds what is missing, out of date or surely wrong in the objective sheet. None of it keeps a rota
// from being made, so that reading a workspace does not look for it.
func (p *Problem) CheckObjective() Diagnostics {
	v := &validator{p: p}
	v.signed()
	v.agreedDates()
	v.idleWishes()
	v.stepsInOrder()
	v.coin()
	v.cheapCover()
	arrange(v.found)
	return v.found
}

// CheckStamp compares the sheet that a rota was made by with that of the problem; file names the rota.
func (p *Problem) CheckStamp(file string, s Stamp) Diagnostics {
	switch is := p.ObjectiveHash(); {
	case s.Objective == "":
		return Diagnostics{{Code: "W2091", File: file, Column: "stamp.objective", Message: "the rota does not say by which objective sheet it was made", Advice: "Maybe give rota.json: a table has no room for it"}}
	case s.Objective != is:
		return Diagnostics{{
			Code: "E1574", File: file, Column: "stamp.objective", Value: s.Objective,
			Message: fmt.Sprintf("the rota was made by the sheet %s%s, and this one is %s%s", shortHash(s.Objective), wordsOf(s.ObjectiveName, s.ObjectiveVersion), shortHash(is), wordsOf(p.Objective.Name, p.Objective.Version)),
			Advice:  "Maybe milltir objective diff says what has changed since; solve again, or bring the sheet back",
		}}
	}
	return nil
}

// shortHash is the part of a hash that people compare.
func shortHash(hash string) string { return hash[:min(len(hash), 8)] }

// wordsOf names a sheet in a message.
func wordsOf(name, version string) string {
	if name+version == "" {
		return ""
	}
	return fmt.Sprintf(" (%q, version %q)", name, version)
}

// signed finds what a sheet does not say of itself.
func (v *validator) signed() {
	o := &v.p.Objective
	for _, x := range []struct {
		key    string
		there  bool
		advice string
	}{
		{"name", o.Name != "", `Maybe name = "As agreed"`},
		{"version", o.Version != "", `Maybe version = "1"`},
		{"agreed_by", o.AgreedBy != "", "Maybe the meeting has not agreed it yet"},
		{"agreed_on", o.AgreedOn != 0, "Maybe the day of the meeting: agreed_on = 2026-10-01"},
	} {
		if !x.there {
			v.setting("E1570", "objective."+x.key, "", fmt.Sprintf("the objective sheet has no %s", x.key), x.advice)
		}
	}
	if o.Review == 0 {
		v.setting("W2090", "objective.review", "", "nobody has said when the objective sheet is looked at again", "Maybe half a year after agreed_on")
	}
}

// agreedDates holds the days of the sheet against each other and against the plan.
func (v *validator) agreedDates() {
	o, plan := &v.p.Objective, &v.p.Plan
	if o.AgreedOn != 0 && o.Review != 0 && o.Review <= o.AgreedOn {
		v.setting("E1571", "objective.review", o.Review.String(), fmt.Sprintf("the review, %s, is not after the day of the agreement, %s", o.Review, o.AgreedOn), "")
	}
	if o.AgreedOn > plan.Start {
		v.setting("E1572", "objective.agreed_on", o.AgreedOn.String(), fmt.Sprintf("the sheet was agreed on %s, and the plan starts on %s before it", o.AgreedOn, plan.Start), "")
	}
	if o.Review != 0 && plan.Start > o.Review {
		v.setting("E1573", "objective.review", o.Review.String(), fmt.Sprintf("the sheet was to be reviewed by %s, and the plan starts on %s", o.Review, plan.Start), "")
	}
}

// idleWishes finds wishes that weigh nothing though the sheet names them.
func (v *validator) idleWishes() {
	o := &v.p.Objective
	for i := range RuleBook {
		if code := RuleBook[i].Code; o.Level(code) == Wishes && !o.Weighs(code) {
			v.setting("W2093", "objective.weights."+string(code), "0", fmt.Sprintf("rule %q is a wish and weighs nothing: nobody is heard", code), fmt.Sprintf("Maybe give it a weight, or say so: [objective.levels] %s = \"off\"", code))
		}
	}
}

// Ladders whose steps have one sense: what is worse does not cost less.
var (
	rising  = []Code{RulePreferred, RuleStability, RuleOverHours}
	falling = []Code{RuleCover, RuleNotice, RuleAvoid, RulePoolWish}
)

// stepsInOrder finds steps that run the wrong way.
func (v *validator) stepsInOrder() {
	rules := v.p.RulesInForce()
	for i := range RuleBook {
		code := RuleBook[i].Code
		level, w := v.p.Objective.counts(code, &rules)
		if level != Wishes {
			continue
		}
		up := slices.Contains(rising, code)
		for k := 1; k < len(w); k++ {
			if up && w[k] < w[k-1] || slices.Contains(falling, code) && w[k] > w[k-1] {
				v.setting("W2092", "objective.weights."+string(code), fmt.Sprint(w), fmt.Sprintf("the steps of rule %q run the wrong way: %v is followed by %v, and what is worse would cost less", code, w[k-1], w[k]), "")
				break
			}
		}
	}
}

// coin finds a sheet whose rates are not in minutes of travel, because such a minute does not count as one.
func (v *validator) coin() {
	rules := v.p.RulesInForce()
	level, w := v.p.Objective.counts(RuleTravel, &rules)
	if level == Wishes && w[0] == 1 {
		return
	}
	said := fmt.Sprintf("is at level %s", v.p.Objective.Level(RuleTravel))
	if level == Wishes {
		said = fmt.Sprintf("counts %v", w[0])
	}
	v.setting("W2094", "objective.weights.travel", "", fmt.Sprintf("a minute of travel %s, and not 1: what the other rules are worth is not in minutes of travel", said), "Maybe set travel to 1, and the other weights against it")
}

// cheapCover finds a sheet by which a rota leaves a visit out rather than send somebody who is not the one wished for:
// what is left out is a wish there, and weighs less than what is said of who comes.
func (v *validator) cheapCover() {
	rules := v.p.RulesInForce()
	level, cover := v.p.Objective.counts(RuleCover, &rules)
	if level != Wishes {
		return
	}
	least := float64(rules.Short.Minutes) * cover[len(cover)-1]
	for _, code := range []Code{RuleNewFace, RuleTeam, RulePreferLanguage, RulePreferGender, RuleLending} {
		if level, w := v.p.Objective.counts(code, &rules); level == Wishes && w[0] > least {
			v.setting("W2095", "objective.weights."+string(code), fmt.Sprint(w[0]), fmt.Sprintf("rule %q weighs %v, and a visit of %d minutes that is left out %v at the lowest priority: a rota would rather leave it out", code, w[0], rules.Short.Minutes, least), "Maybe leave the rule cover at level cover")
		}
	}
}
