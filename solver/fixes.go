package solver

import (
	"context"
	"runtime"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver/internal/search"
)

// Fix kinds.
const (
	fixStart = "start" // the visit starts at another time
	fixCarer = "carer" // somebody else comes, at the same time
	fixNone  = "none"  // neither mends it
	fixWhole = "whole" // the breach is of a shift or a week as a whole: none was looked for
	fixLater = "later" // there were too many breaches, or the context ended: none was looked for
)

// How many breaches of a rota are looked at, and how many minutes a start is moved at most.
const (
	mostFixes   = 40
	mostMinutes = 180
)

// Fix is the nearest single change of a rota that mends a breach of law: another start of one visit,
// or another carer of that day. It has been made in a copy and judged: the breach is gone,
// there are fewer in all, and none is new. See docs/adr/0011.
type Fix struct {
	Kind  string        `json:"kind"`           // start, carer, none, whole, later
	Visit model.VisitID `json:"visit,omitzero"` // whose, where it is not the visit that the breach is of
	Start model.Clock   `json:"start,omitzero"` // start: seen from the visit's date
	Carer model.CarerID `json:"carer,omitzero"` // carer: who would come …
	For   model.CarerID `json:"for,omitzero"`   // … instead of whom
}

// Fixes finds a fix for every breach of law that the judge found in a rota, in their order. The
// rota may be anybody's: it is taken as it is written, nothing is timed anew.
func Fixes(ctx context.Context, h *model.Horizon, r *model.Rota, v *check.Verdict) (fixes []Fix, err error) {
	defer catch(&err)
	f := fixer{h: h, rota: r, was: v.Score, law: make(map[breach]bool)}
	var found []model.Violation
	for _, x := range v.Violations {
		if x.Level == model.Law {
			found = append(found, x)
			f.law[breachOf(x)] = true
		}
	}
	fixes = make([]Fix, len(found))
	search.Spread(runtime.GOMAXPROCS(0), len(found), func(i int) {
		switch {
		case i >= mostFixes || ctx.Err() != nil:
			fixes[i].Kind = fixLater
		default:
			fixes[i] = f.fix(found[i])
		}
	})
	return fixes, nil
}

// fixer mends one rota.
type fixer struct {
	h    *model.Horizon
	rota *model.Rota
	was  model.Score
	law  map[breach]bool // what is broken as it is
}

// breach is what a violation is about, however much of it there is. Somebody else's is another one.
type breach struct {
	rule  model.Code
	visit model.VisitID
	date  model.Date
	carer model.CarerID
}

func breachOf(v model.Violation) breach {
	return breach{v.Rule, v.Visit, v.Date, v.Carer}
}

// place is a stop of a rota.
type place struct{ run, stop int }

// fix looks for another start and for another carer, first for that which the rule is about: of the
// visit that the breach is of, then of others that it has to do with.
func (f *fixer) fix(v model.Violation) Fix {
	visits := f.about(v)
	if len(visits) == 0 && v.Visit == "" {
		return Fix{Kind: fixWhole}
	}
	tries := []func(model.Violation, *model.DatedVisit, []place) (Fix, bool){f.otherCarer, f.otherStart}
	if aboutTime(v) {
		slices.Reverse(tries)
	}
	for _, dv := range visits {
		for _, try := range tries {
			if fix, ok := try(v, dv, f.places(dv)); ok {
				if dv.ID != v.Visit {
					fix.Visit = dv.ID
				}
				return fix
			}
		}
	}
	return Fix{Kind: fixNone}
}

// about lists the visits that a breach has to do with: its own; the one before it in the run, or the
// other one of two; of a shift that is overrun the last and the first.
func (f *fixer) about(v model.Violation) []*model.DatedVisit {
	ids := []model.VisitID{v.Visit}
	switch {
	case v.Rule == model.RuleShift && v.Visit == "":
		for i := range f.rota.Runs {
			if run := &f.rota.Runs[i]; run.Carer == v.Carer && run.Date == v.Date {
				for k := range run.Stops {
					ids = append([]model.VisitID{run.Stops[k].Visit}, ids...)
				}
			}
		}
		ids = slices.DeleteFunc(ids, func(id model.VisitID) bool { return id == "" })
		if len(ids) > 2 {
			ids = []model.VisitID{ids[0], ids[len(ids)-1]}
		}
	case v.Visit != "" && slices.Contains([]model.Code{model.RuleLeg, model.RuleGap, model.RuleOrder, model.RuleTied}, v.Rule):
		ids = append(ids, model.VisitID(v.Detail))
	}
	var out []*model.DatedVisit
	for _, id := range ids {
		for n := range f.h.Visits {
			if dv := &f.h.Visits[n]; dv.ID == id && dv.Date == v.Date && len(f.places(dv)) > 0 {
				out = append(out, dv)
			}
		}
	}
	return out
}

// aboutTime tells breaches of time from those of who comes.
func aboutTime(v model.Violation) bool {
	switch v.Rule {
	case model.RuleShift:
		return v.Visit == ""
	case model.RuleWindow, model.RuleGap, model.RuleOrder, model.RuleLone, model.RuleLeg:
		return v.Rule != model.RuleLeg || v.Amount > 0
	case model.RulePin, model.RuleTied, model.RulePair:
		return v.Unit == "tick"
	}
	return false
}

// places finds the attendances of a visit.
func (f *fixer) places(v *model.DatedVisit) []place {
	var out []place
	for i := range f.rota.Runs {
		for k := range f.rota.Runs[i].Stops {
			s := &f.rota.Runs[i].Stops[k]
			date := s.Date
			if date == 0 {
				date = f.rota.Runs[i].Date
			}
			if s.Kind == model.StopVisit && s.Visit == v.ID && date == v.Date {
				out = append(out, place{i, k})
			}
		}
	}
	return out
}

// otherStart moves all who come to a visit to the nearest start, the earlier of two as near, that
// mends the breach.
func (f *fixer) otherStart(v model.Violation, dv *model.DatedVisit, at []place) (Fix, bool) {
	first := &f.rota.Runs[at[0].run]
	start, _ := f.h.Calendar.StopSpan(first.Date, &first.Stops[at[0].stop])
	for minutes := range mostMinutes + 1 {
		for _, d := range []int{-minutes, minutes} {
			to := start + f.h.Calendar.Ticks(d)
			if f.outside(v, dv, to) {
				continue
			}
			if f.mends(v, f.moved(at, to)) {
				return Fix{Kind: fixStart, Start: f.h.Calendar.Local(to, dv.Date)}, true
			}
		}
	}
	return Fix{}, false
}

// outside tells of a start that need not be judged: it lies in none of the visit's windows, where the
// law is that it should, and it does so now.
func (f *fixer) outside(v model.Violation, dv *model.DatedVisit, start int32) bool {
	if v.Rule != model.RuleWindow && f.law[breach{model.RuleWindow, dv.ID, dv.Date, ""}] {
		return false
	}
	if f.h.Problem.Objective.Level(model.RuleWindow) != model.Law || f.h.Rules.Lateness.At != model.AtStart {
		return false
	}
	return !slices.ContainsFunc(dv.Windows, func(w model.DatedWindow) bool { return w.Open <= start && start <= w.Close })
}

// otherCarer gives one attendance to the carer of the same day with whom the rota is judged best.
func (f *fixer) otherCarer(v model.Violation, _ *model.DatedVisit, at []place) (Fix, bool) {
	best, score, found := Fix{}, model.Score{}, false
	for _, p := range at {
		from := &f.rota.Runs[p.run]
		if v.Carer != "" && from.Carer != v.Carer {
			continue
		}
		for i := range f.rota.Runs {
			to := &f.rota.Runs[i]
			if to.Date != from.Date || slices.ContainsFunc(at, func(q place) bool { return f.rota.Runs[q.run].Carer == to.Carer }) {
				continue
			}
			s, ok := f.judge(v, f.given(p, i))
			if ok && (!found || s.Compare(score) < 0) {
				best, score, found = Fix{Kind: fixCarer, Carer: to.Carer, For: from.Carer}, s, true
			}
		}
	}
	return best, found
}

// moved is the rota with some attendances at another start, as long as they were. One that stands
// outside every shift goes into the carer's shift of that day.
func (f *fixer) moved(at []place, to int32) *model.Rota {
	r := *f.rota
	r.Runs = slices.Clone(r.Runs)
	for _, p := range at {
		run := &r.Runs[p.run]
		run.Stops = slices.Clone(run.Stops)
		s := &run.Stops[p.stop]
		start, end := f.h.Calendar.StopSpan(run.Date, s)
		s.Start, s.StartTicks = f.h.Calendar.Split(to, run.Date)
		s.End, s.EndTicks = f.h.Calendar.Split(to+end-start, run.Date)
	}
	for _, p := range at {
		from := &r.Runs[p.run]
		shift := slices.IndexFunc(r.Runs, func(x model.Run) bool {
			return x.Carer == from.Carer && x.Date == from.Date && x.Shift != ""
		})
		if from.Shift == "" && len(from.Stops) == 1 && shift >= 0 {
			give(&r, p, shift)
		}
	}
	return tidy(&r)
}

// given is the rota with one attendance in another run.
func (f *fixer) given(p place, to int) *model.Rota {
	r := *f.rota
	r.Runs = slices.Clone(r.Runs)
	give(&r, p, to)
	return tidy(&r)
}

// give puts an attendance into another run, in a rota whose list of runs is its own.
func give(r *model.Rota, p place, to int) {
	from, into := &r.Runs[p.run], &r.Runs[to]
	into.Stops = append(slices.Clone(into.Stops), from.Stops[p.stop])
	from.Stops = slices.Delete(slices.Clone(from.Stops), p.stop, p.stop+1)
}

// tidy takes out runs outside every shift that have no stop left.
func tidy(r *model.Rota) *model.Rota {
	r.Runs = slices.DeleteFunc(r.Runs, func(x model.Run) bool { return x.Shift == "" && len(x.Stops) == 0 })
	return r
}

// mends tells whether a changed rota is without a breach, and none is new.
func (f *fixer) mends(v model.Violation, r *model.Rota) bool {
	_, ok := f.judge(v, r)
	return ok
}

// judge has a changed rota judged: the breach has to be gone, fewer left in all, by no more than
// before, and none that was not there.
func (f *fixer) judge(v model.Violation, r *model.Rota) (model.Score, bool) {
	verdict, err := check.Horizon(f.h, r)
	if err != nil || verdict.Score.Breaches >= f.was.Breaches || verdict.Score.Excess > f.was.Excess {
		return model.Score{}, false
	}
	for _, x := range verdict.Violations {
		if b := breachOf(x); x.Level == model.Law && (b == breachOf(v) || !f.law[b]) {
			return model.Score{}, false
		}
	}
	return verdict.Score, true
}
