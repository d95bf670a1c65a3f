package search

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// placingOpenings proposes what a nearest placing lacks, where that is one thing: between the
// person's visits, the latest end, the hour after which nobody is alone there, how the carer gets
// there, who knows them. That the rest of a group is out is the same for every placing, so it does
// not count beside others.
func (e *Engine) placingOpenings(n state.Node, placings []Placing, out []Opening) []Opening {
	for i := range placings {
		p := &placings[i]
		laws := e.withoutGroup(p.Laws)
		if slices.Contains(laws, model.RuleLeg) && e.In.H.Problem.Carers[p.Carer].Mode != model.ModeCar {
			out = append(out, e.opening("mode", p, 0)) // a way too far to go is one that takes too long
		} else if len(laws) == 1 {
			for _, kind := range e.answers(n, p, laws[0]) {
				if o := e.opening(kind.name, p, kind.ticks); kind.ticks <= longestOpening*int64(e.In.Res) {
					out = append(out, o)
				}
			}
		}
	}
	if e.In.Mate[n] >= 0 {
		out = append(out, e.opening("tied", nil, 0))
	}
	return e.groupOpening(n, placings, out)
}

// withoutGroup takes the rule of groups out of some rules.
func (e *Engine) withoutGroup(laws []model.Code) []model.Code {
	return slices.DeleteFunc(slices.Clone(laws), func(c model.Code) bool { return c == model.RuleGroup })
}

// opening makes an opening for the carers of a placing, if one is given. What takes no time is asked
// for after what takes some.
func (e *Engine) opening(kind string, p *Placing, ticks int64) Opening {
	o := Opening{Kind: kind, Other: -1, Carer: -1, With: -1, Run: state.NoRun, Ticks: e.In.RoundUp(int32(ticks)), Size: ticks * 10}
	if ticks == 0 {
		o.Size = 600 * int64(e.In.Res)
	}
	if p == nil {
		return o
	}
	o.Carer = p.Carer
	for _, r := range p.Runs {
		if c := e.In.CarerOf[r]; c != p.Carer {
			o.With = c
		}
	}
	return o
}

// answer is a kind of opening and how much of it.
type answer struct {
	name  string
	ticks int64
}

// answers are the changes that would let a placing be which breaks one law.
func (e *Engine) answers(n state.Node, p *Placing, law model.Code) []answer {
	in, x := e.In, p.Delta.Excess
	enough := in.H.Calendar.Ticks(in.H.Rules.Short.Minutes)
	switch {
	case law == model.RuleGap, law == model.RuleLone, law == model.RuleOrder, law == model.RulePool, law == model.RulePoolDay:
		return []answer{{string(law), x}}
	case law == model.RuleWindow:
		return e.windowAnswers(n, p)
	case law == model.RuleSameCarer, law == model.RuleOtherCarer:
		return []answer{{"link", 0}}
	case law == model.RuleShort && in.Length[n] < enough:
		return []answer{{string(law), int64(enough - in.Length[n])}}
	case law == model.RuleKeyHolder, law == model.RuleIntroduction,
		law == model.RuleLift && in.H.Problem.Carers[p.Carer].RidesWith != "":
		return []answer{{string(law), 0}}
	}
	return nil
}

// windowAnswers: a placing is outside the window, or past the latest end, because the carer is not
// free before, or because it keeps the distance to another visit. Then that may give way instead.
func (e *Engine) windowAnswers(n state.Node, p *Placing) []answer {
	in := e.In
	late, early := int64(p.Start-in.Close[n]), int64(in.Open[n]-p.Start)
	from, to := e.Rules.Between(e.S, n)
	var out []answer
	switch {
	case late > 0:
		out = append(out, answer{"window_close", late})
		if from == p.Start {
			out = append(out, answer{"order", late}, answer{"gap", late})
		}
	case early > 0:
		out = append(out, answer{"window_open", early})
		if to == p.Start {
			out = append(out, answer{"order", early}, answer{"gap", early})
		}
	case in.H.Visits[n].LatestEnd != model.None:
		out = append(out, answer{"latest_end", p.Delta.Excess})
	}
	return out
}

// groupOpening proposes, for a visit that could be done but for others of its group, to do without
// the one that has no lawful place.
func (e *Engine) groupOpening(n state.Node, placings []Placing, out []Opening) []Opening {
	c := e.In.Package[n]
	if c < 0 || e.In.H.Choices[c].Group == "" || !e.fitsButForGroup(placings) {
		return out
	}
	for _, m := range e.In.Packs[c] {
		if m == n || e.S.Allocated(m) || e.fitsButForGroup(e.Placings(m, nil)) {
			continue
		}
		for i := range placings {
			if len(e.withoutGroup(placings[i].Laws)) == 0 {
				o := e.opening("group", &placings[i], 0)
				o.Other = m
				return append(out, o)
			}
		}
	}
	return out
}

// fitsButForGroup tells whether one of a visit's placings breaks no law but that of groups.
func (e *Engine) fitsButForGroup(placings []Placing) bool {
	return slices.ContainsFunc(placings, func(p Placing) bool { return len(e.withoutGroup(p.Laws)) == 0 })
}
