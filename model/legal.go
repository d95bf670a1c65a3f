package model

import (
	"fmt"
	"math"
)

// legalFigure is a number of [rules] that the law sets, and that a new law changes from a day on.
// [[rates]] of its key give its values with first day and source; see [Problem.RulesInForce].
type legalFigure struct {
	key    string
	of     func(r *Rules) *int
	most   int
	source string // of the default
}

var legalFigures = []legalFigure{
	{"break.after", func(r *Rules) *int { return &r.Break.After }, 10080, "Working Time Regulations 1998, reg. 12"},
	{"break.length", func(r *Rules) *int { return &r.Break.Length }, 480, "Working Time Regulations 1998, reg. 12"},
	{"rest.daily", func(r *Rules) *int { return &r.Rest.Daily }, 1440, "Working Time Regulations 1998, reg. 10"},
	{"hours48.cap", func(r *Rules) *int { return &r.Hours48.Cap }, 10080, "Working Time Regulations 1998, reg. 4"},
	{"short.minutes", func(r *Rules) *int { return &r.Short.Minutes }, 1440, "Regulation and Inspection of Social Care (Wales) Act 2016, s. 8"},
	{"papers.register_months", func(r *Rules) *int { return &r.Papers.RegisterMonths }, 600, "SI 2017/1264, reg. 35(2)(f)"},
	{"papers.dbs_months", func(r *Rules) *int { return &r.Papers.DBSMonths }, 600, "SI 2017/1264, reg. 35(8)"},
}

// legalFigureOf finds a legal figure by its key.
func legalFigureOf(key string) (legalFigure, bool) {
	for _, f := range legalFigures {
		if f.key == key {
			return f, true
		}
	}
	return legalFigure{}, false
}

func legalKeys() []string {
	var out []string
	for _, f := range legalFigures {
		out = append(out, f.key)
	}
	return out
}

// fault words what is wrong with a dated value, "" if nothing is.
func (f *legalFigure) fault(r Rate) string {
	if r.Value < 1 || r.Value > float64(f.most) || r.Value != math.Trunc(r.Value) {
		return fmt.Sprintf("%s %v is not a whole number from 1 to %d", f.key, r.Value, f.most)
	}
	return ""
}

// RulesInForce gives the rules with their defaults and with the law of the plan's first day: of the dated
// values of a legal figure the last one that begins by then goes before the key in [rules]. One set of
// rules holds for a whole plan; where the law changes inside it, plan the weeks apart.
func (p *Problem) RulesInForce() Rules {
	r := p.Rules.WithDefaults()
	for _, f := range legalFigures {
		var from Date
		for _, rate := range p.Rates {
			if rate.Name == f.key && rate.From <= p.Plan.Start && rate.From >= from && f.fault(rate) == "" {
				from, *f.of(&r) = rate.From, int(rate.Value)
			}
		}
	}
	return r
}
