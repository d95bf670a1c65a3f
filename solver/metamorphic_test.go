package solver_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// rename puts a letter before every id of a thing, which keeps the order of the ids.
func rename(of any) {
	walk(reflect.ValueOf(of).Elem(), func(v reflect.Value) {
		if v.Kind() != reflect.String || v.String() == "" || v.String() == string(model.AnyCarer) {
			return
		}
		switch v.Interface().(type) {
		case model.PersonID, model.CarerID, model.VisitID, model.ShiftID, model.EventID, model.PatchID, model.PlaceID, model.PoolID:
			parts := strings.Split(v.String(), ":") // a draw's id is a pool's, a person's and the number of a window
			for i := range parts[:min(2, len(parts))] {
				parts[i] = "x" + parts[i]
			}
			v.SetString(strings.Join(parts, ":"))
		}
	})
	if p, ok := of.(*model.Problem); ok {
		renamePlaces(p)
	}
}

// renamePlaces renames where things name a place, a person, a base or a home in one text.
func renamePlaces(p *model.Problem) {
	for i := range p.Carers {
		for _, at := range []*string{&p.Carers[i].StartAt, &p.Carers[i].EndAt} {
			if *at != "" && *at != model.FromHome && *at != model.FromBase {
				*at = "x" + *at
			}
		}
	}
	for i := range p.Shifts {
		if at := &p.Shifts[i].Location; *at != "" {
			*at = "x" + *at
		}
	}
	for i := range p.Visits {
		for _, at := range []*string{&p.Visits[i].StartsAt, &p.Visits[i].EndsAt} {
			if *at != "" && *at != model.FromHome {
				*at = "x" + *at
			}
		}
	}
	for i := range p.Pools {
		for k := range p.Pools[i].Owners {
			p.Pools[i].Owners[k] = "x" + p.Pools[i].Owners[k]
		}
	}
	for i := range p.Cover {
		p.Cover[i].Where = "x" + p.Cover[i].Where
	}
	for i := range p.Matrix {
		if home, ok := strings.CutPrefix(p.Matrix[i].From, "carer:"); ok {
			p.Matrix[i].From = "carer:x" + home
		} else {
			p.Matrix[i].From = "x" + p.Matrix[i].From
		}
	}
}

// TestRename: ids are names and nothing else. With others in the same order the solver makes
// the same rota of the same score.
func TestRename(t *testing.T) {
	for i, p := range tinyProblems(t, 700, 15) {
		o := solver.Options{Iterations: 80, Seed: 4}
		want := solve(t, p, o)
		q := copyOf(t, p)
		rename(q)
		require.NotEqual(t, p.Visits[0].ID, q.Visits[0].ID)
		got := solve(t, q, o)
		require.Equal(t, want.Score, got.Score, "problem %d", i)
		renamed := copyRota(t, p, want.Rota)
		rename(renamed)
		require.Equal(t, plain(renamed), plain(got.Rota), "problem %d", i)
	}
}

// plain is who does what when, in words.
func plain(r *model.Rota) string {
	var b strings.Builder
	for _, run := range r.Runs {
		b.WriteString(strings.Join([]string{string(run.Carer), run.Date.String(), string(run.Shift), run.Start.String(), run.End.String()}, " "))
		for _, s := range run.Stops {
			b.WriteString(strings.Join([]string{"\n ", s.Kind, string(s.Visit), string(s.Event), s.Role, s.Start.String(), s.End.String()}, " "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// later moves every date of a thing by a number of days.
func later(of any, days int) {
	walk(reflect.ValueOf(of).Elem(), func(v reflect.Value) {
		if d, ok := v.Interface().(model.Date); ok && d != 0 {
			v.Set(reflect.ValueOf(d.Add(days)))
		}
	})
}

// TestShiftTheWeek: nothing in tiny problems is tied to a calendar week (no clock changes, no
// cycles), so a week later everything is as it was.
func TestShiftTheWeek(t *testing.T) {
	for i, p := range tinyProblems(t, 720, 30) {
		if p.Plan.Start != tiny.Start {
			continue // the clocks change in one of the weeks, and a rest through that night has another length
		}
		p.BlockPeriods = nil // of a year of four-week periods, which a week later are others
		o := solver.Options{Iterations: 80, Seed: 4}
		want := solve(t, p, o)
		q := copyOf(t, p)
		later(q, 7)
		require.Equal(t, p.Plan.Start.Add(7), q.Plan.Start)
		moved := copyRota(t, p, want.Rota)
		later(moved, 7)
		verdict, err := check.Rota(q, moved)
		require.NoError(t, err)
		require.Equal(t, want.Score, verdict.Score, "the same rota, problem %d", i)
		got := solve(t, q, o)
		require.Equal(t, plain(moved), plain(got.Rota), "solved a week later, problem %d", i)
	}
}

// TestDoubleWeights: with every weight doubled the same rota has twice the wishes (each thing
// that is counted rounds down once more, so up to one more per thing) and else the same score.
func TestDoubleWeights(t *testing.T) {
	for i, p := range tinyProblems(t, 740, 30) {
		r := solve(t, p, solver.Options{Iterations: 40})
		q := copyOf(t, p)
		q.Objective.Weights = make(map[model.Code]model.Weights)
		for _, rule := range model.RuleBook {
			old := p.Objective.Weights[rule.Code]
			if len(old) == 0 {
				old = rule.Weights
			}
			var twice model.Weights
			for _, w := range old {
				twice = append(twice, 2*w)
			}
			q.Objective.Weights[rule.Code] = twice
		}
		verdict, err := check.Rota(q, r.Rota)
		require.NoError(t, err)
		things := int64(0)
		for _, v := range verdict.Violations {
			if v.Level == model.Wishes {
				things++
			}
		}
		got, want := verdict.Score, r.Score
		require.GreaterOrEqual(t, got.Wishes, 2*want.Wishes, "problem %d", i)
		require.LessOrEqual(t, got.Wishes, 2*want.Wishes+things, "problem %d", i)
		got.Wishes, want.Wishes = 0, 0
		require.Equal(t, want, got, "law and cover know no weights, problem %d", i)
	}
}
