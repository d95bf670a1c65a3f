package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// iterations per island for each of these small workspaces.
const iterations = 400

// column is a workspace that shows a column or a table: what is taken out for the first rota, and the
// rule by which both are judged.
type column struct {
	rule model.Code
	out  func(p *model.Problem) // of a copy whose visits and people are its own
}

// columns are the workspaces of that kind. Some have the name of a rule that no rota of the search
// breaks, switched on or off, or without which nothing is planned at all: the first rota is made
// without what the rule holds to.
var columns = map[string]column{
	"cover":  {model.RuleCover, noPriority},
	"length": {model.RuleLength, eachVisit(func(v *model.Visit) { v.LengthMin = 30 })},
	"pair":   {model.RulePair, eachVisit(func(v *model.Visit) { v.Carers, v.Pair = 1, model.PairKind{} })},
	"tied":   {model.RuleTied, eachVisit(func(v *model.Visit) { v.Tied = model.Follow{} })},

	"bus":           {model.RuleLeg, func(p *model.Problem) { p.Buses = nil }},
	"movable_days":  {model.RuleCover, eachVisit(func(v *model.Visit) { v.MovableDays = 0 })},
	"outing":        {model.RuleLeg, eachVisit(func(v *model.Visit) { v.EndsAt = "" })},
	"session":       {model.RuleGap, eachVisit(func(v *model.Visit) { v.With = nil })},
	"parallel_with": {model.RuleTied, eachVisit(func(v *model.Visit) { v.ParallelWith = "" })},
	"on_site":       {model.RuleStaffing, wherever},
	"scheme":        {model.RuleCover, atTheirDoors},
}

func eachVisit(f func(v *model.Visit)) func(p *model.Problem) {
	return func(p *model.Problem) {
		for i := range p.Visits {
			f(&p.Visits[i])
		}
	}
}

// noPriority makes everybody wait alike.
func noPriority(p *model.Problem) {
	for i := range p.People {
		p.People[i].Priority = 0
	}
}

// atTheirDoors takes people out of their buildings: they live where they did.
func atTheirDoors(p *model.Problem) {
	for i := range p.People {
		p.People[i].Place = ""
	}
}

// wherever counts carers who are on duty, out or not.
func wherever(p *model.Problem) {
	p.Cover = slices.Clone(p.Cover)
	for i := range p.Cover {
		p.Cover[i].OnSite = false
	}
}

// cases lists the workspaces by name.
func cases(dir string) ([]string, error) {
	found, err := filepath.Glob(filepath.Join(dir, "*", "milltir.toml"))
	var names []string
	for _, f := range found {
		names = append(names, filepath.Base(filepath.Dir(f)))
	}
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("no workspaces in %s", dir)
	}
	return names, err
}

// shown is one workspace solved without its rule and with it. Both rotas are judged by the tables
// and the objective that have the rule.
type shown struct {
	name          string
	rule          model.Code
	h             *model.Horizon
	before, after half
}

// half is a rota with what the judge says of it, and what would mend each of that.
type half struct {
	rota    *model.Rota
	verdict *check.Verdict
	fixes   []model.Fix
}

// try solves a workspace twice.
func try(ctx context.Context, dir, name string) (*shown, error) {
	p, err := model.ReadDir(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	s := &shown{name: name, rule: model.Code(name)}
	off := *p
	if c, ok := columns[name]; ok {
		s.rule = c.rule
		off.Visits, off.People = slices.Clone(p.Visits), slices.Clone(p.People)
		c.out(&off)
	} else {
		if _, known := model.RuleOf(s.rule); !known {
			return nil, fmt.Errorf("there is no rule %q", name)
		}
		off.Objective.Levels = maps.Clone(p.Objective.Levels)
		if off.Objective.Levels == nil {
			off.Objective.Levels = make(map[model.Code]model.Level)
		}
		off.Objective.Levels[s.rule] = model.Off
	}
	if s.h, err = model.Expand(p); err != nil {
		return nil, err
	}
	if s.before, err = s.half(ctx, &off); err != nil {
		return nil, err
	}
	s.after, err = s.half(ctx, p)
	return s, err
}

// half solves a problem and judges the rota by the workspace as it is.
func (s *shown) half(ctx context.Context, p *model.Problem) (half, error) {
	r, err := solver.Solve(ctx, p, solver.Options{Iterations: iterations, Seed: 1})
	if err != nil {
		return half{}, err
	}
	v, err := check.Horizon(s.h, r.Rota)
	if err != nil {
		return half{}, err
	}
	fixes, err := solver.Fixes(ctx, s.h, r.Rota, v)
	return half{r.Rota, v, fixes}, err
}

// share is the rule's part of a half's score.
func (s *shown) share(x half) model.Share {
	for _, part := range x.verdict.Shares {
		if part.Rule == s.rule {
			return part
		}
	}
	return model.Share{Rule: s.rule, Level: s.h.Problem.Objective.Level(s.rule)}
}

// better tells whether the rule did what it promises: its own share is less, and the whole is no
// worse.
func (s *shown) better() bool {
	return s.share(s.after).Score.Compare(s.share(s.before).Score) < 0 && s.after.verdict.Score.Compare(s.before.verdict.Score) <= 0
}

// write prints what to look for, and both rotas: who comes when, what the rule has to say of each, and
// what would mend that in the rota as it is.
func (s *shown) write(w io.Writer, l *report.Localizer) error {
	text, err := readWords(l.Lang())
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "== %s\n%s\n", s.name, text.of("story."+s.name))
	for _, x := range []struct {
		sign, key string
		half      half
	}{{"-", "half.without", s.before}, {"+", "half.with", s.after}} {
		fmt.Fprintf(&b, "%s %s: %s\n", x.sign, text.of(x.key), report.Share(s.h, s.share(x.half), l))
		lines := visits(x.half.rota)
		if slices.Contains(ofShifts, s.rule) {
			lines = shifts(x.half.rota)
		}
		for _, line := range lines {
			fmt.Fprintf(&b, "    %s\n", line)
		}
		for i, v := range x.half.verdict.Violations {
			if v.Rule == s.rule {
				fmt.Fprintf(&b, "    ! %s\n", report.Sentence(s.h, v, l))
				fmt.Fprintf(&b, "    > %s\n", report.Fix(s.h, x.half.fixes[i], v, l))
			}
		}
		for i := range x.half.rota.Unallocated {
			u := &x.half.rota.Unallocated[i]
			fmt.Fprintf(&b, "    ? %s %s: %s\n", u.Date, u.Visit, report.Remedy(s.h, u, l))
		}
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// ofShifts are the rules about who works when, whoever is visited.
var ofShifts = []model.Code{
	model.RuleSplitMost, model.RuleSplit, model.RuleLateEarly, model.RuleSixthDay, model.RuleLongDay,
	model.RuleWeeklyRest, model.RuleRestDebt, model.RuleRestOwed, model.RuleSpan, model.RuleDaysInRow, model.RuleShortStint, model.RuleDaysOff, model.RuleWeekends, model.RuleSuccession, model.RuleShiftMost,
	model.RuleParity, model.RuleFairWeekend, model.RuleFairness,
	model.RuleYoung, model.RuleNightWork, model.RuleNightRun,
	model.RuleShiftSkill, model.RuleShiftsInRow, model.RuleWholeWeekends,
	model.RulePlanHours, model.RuleStaffing, model.RuleWanted, model.RuleRequest, model.RuleNotice, model.RuleTogether, model.RuleApart, model.RuleMeeting,
}

// shifts lists who works when, by date and time, with the number of visits.
func shifts(r *model.Rota) []string {
	var out []string
	for i := range r.Runs {
		run, visits := &r.Runs[i], 0
		for _, stop := range run.Stops {
			if stop.Kind == model.StopVisit {
				visits++
			}
		}
		out = append(out, fmt.Sprintf("%s %s–%s %s (%d)", run.Date, run.Start, run.End, run.Carer, visits))
	}
	slices.Sort(out)
	return out
}

// visits lists who comes when, by date and time.
func visits(r *model.Rota) []string {
	var out []string
	for i := range r.Runs {
		for _, stop := range r.Runs[i].Stops {
			if stop.Kind == model.StopVisit {
				line := fmt.Sprintf("%s %s–%s %s %s", r.Runs[i].Date, stop.Start, stop.End, stop.Visit, r.Runs[i].Carer)
				if stop.Role != "" {
					line += " " + stop.Role
				}
				out = append(out, line)
			}
		}
	}
	slices.Sort(out)
	return out
}
