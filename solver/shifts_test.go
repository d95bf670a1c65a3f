package solver_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// monday is the day of the hand-made problems.
var monday = model.NewDate(2026, 11, 30)

// village makes a problem of one village without visits: carers without promised hours, so
// that only what a test adds decides.
func village(carers ...model.CarerID) *model.Problem {
	p := &model.Problem{Format: 1, Name: "village", Plan: model.Plan{Start: monday}}
	p.Patches = []model.Patch{{ID: "bala", NameEn: "Bala", BaseLat: 52.9106, BaseLon: -3.598}}
	p.People = []model.Person{{ID: "p1", Name: "P. 1", Patch: "bala", Lat: 52.9135, Lon: -3.5931}}
	for _, id := range carers {
		p.Carers = append(p.Carers, model.Carer{
			ID: id, Name: string(id), Patch: "bala", Mode: model.ModeCar, HomeLat: 52.91, HomeLon: -3.6,
			Contract: model.Contract{Kind: model.ZeroHours},
		})
		p.History = append(p.History, model.Contact{Person: "p1", Carer: id, LastVisit: monday.Add(-3), Visits90d: 9, VisitsInPlan: 9})
	}
	return p
}

func visit(p *model.Problem, id model.VisitID, open, latest model.Clock, skills ...model.Skill) {
	p.Visits = append(p.Visits, model.Visit{
		ID: id, Person: "p1", Days: 1, Windows: []model.Window{{Open: open, Close: latest}}, Length: 30, Skills: skills,
	})
}

func shift(p *model.Problem, id model.ShiftID, carer model.CarerID, from, to model.Clock, status string) {
	p.Shifts = append(p.Shifts, model.Shift{ID: id, Carer: carer, Date: monday, Start: from, End: to, Status: status})
}

// worked lists the shifts of a rota with their carers and the visits in them.
func worked(r *model.Rota) map[model.ShiftID][]string {
	out := make(map[model.ShiftID][]string)
	for _, run := range r.Runs {
		list := []string{string(run.Carer)}
		for _, s := range run.Stops {
			if s.Kind == model.StopVisit {
				list = append(list, string(s.Visit))
			}
		}
		out[run.Shift] = list
	}
	return out
}

// TestShiftDecisions: which open shifts are worked, and by whom.
func TestShiftDecisions(t *testing.T) {
	at := model.At
	for _, row := range []struct {
		name string
		edit func(p *model.Problem)
		want map[model.ShiftID][]string
		why  string
	}{
		{"the only one that fits", func(p *model.Problem) {
			p.Objective.Levels = map[model.Code]model.Level{model.RuleSplit: model.Off} // lunch would bridge the gap
			visit(p, "tea", at(16, 0), at(16, 30))
			shift(p, "early", "a", at(7, 0), at(10, 0), model.Given)
			shift(p, "lunch", "a", at(11, 0), at(14, 0), model.Open)
			shift(p, "evening", "a", at(15, 30), at(18, 0), model.Open)
		}, map[model.ShiftID][]string{"early": {"a"}, "evening": {"a", "tea"}}, "lunch is over before tea, and nobody works a shift for nothing"},
		{"the one whose carer has the skill", func(p *model.Problem) {
			visit(p, "tea", at(16, 0), at(16, 30), "insulin")
			p.Carers[1].Skills = []model.DatedSkill{{Skill: "insulin"}}
			shift(p, "of a", "a", at(15, 0), at(18, 0), model.Open)
			shift(p, "of b", "b", at(15, 0), at(18, 0), model.Open)
		}, map[model.ShiftID][]string{"of b": {"b", "tea"}}, "a may not give insulin"},
		{"the familiar face", func(p *model.Problem) {
			visit(p, "tea", at(16, 0), at(16, 30))
			p.History = p.History[1:]
			shift(p, "of a", "a", at(15, 0), at(18, 0), model.Open)
			shift(p, "of b", "b", at(15, 0), at(18, 0), model.Open)
		}, map[model.ShiftID][]string{"of b": {"b", "tea"}}, "a would be a new face"},
		{"none where a given shift has room", func(p *model.Problem) {
			visit(p, "tea", at(16, 0), at(16, 30))
			shift(p, "day", "a", at(12, 0), at(17, 0), model.Given)
			shift(p, "spare", "b", at(15, 0), at(18, 0), model.Open)
		}, map[model.ShiftID][]string{"day": {"a", "tea"}}, "an open shift costs 15 minutes of travel"},
		{"two for a pair", func(p *model.Problem) {
			visit(p, "tea", at(16, 0), at(16, 30))
			p.Visits[0].Carers = 2
			shift(p, "of a", "a", at(15, 0), at(18, 0), model.Open)
			shift(p, "of b", "b", at(15, 0), at(18, 0), model.Open)
			shift(p, "of c", "c", at(9, 0), at(12, 0), model.Open)
		}, map[model.ShiftID][]string{"of a": {"a", "tea"}, "of b": {"b", "tea"}}, "half a paired visit is not done"},
		{"one for two visits", func(p *model.Problem) {
			visit(p, "tea", at(16, 0), at(16, 30))
			visit(p, "bed", at(19, 0), at(20, 0))
			shift(p, "short", "a", at(15, 30), at(17, 30), model.Open)
			shift(p, "late", "b", at(18, 30), at(21, 0), model.Open)
			shift(p, "both", "c", at(15, 30), at(21, 0), model.Open)
			p.Objective.Weights = map[model.Code]model.Weights{model.RuleWait: {0.01}}
		}, map[model.ShiftID][]string{"both": {"c", "tea", "bed"}}, "one shift and one face cost less than two"},
		{"any: the carer of the team", func(p *model.Problem) {
			visit(p, "tea", at(16, 0), at(16, 30))
			p.People[0].NamedTeam = []model.CarerID{"b"}
			shift(p, "spare", model.AnyCarer, at(15, 0), at(18, 0), model.Open)
		}, map[model.ShiftID][]string{"spare": {"b", "tea"}}, "the others are outside the named team"},
		{"any: not the carer who is away or at work", func(p *model.Problem) {
			visit(p, "tea", at(16, 0), at(16, 30))
			p.Absences = []model.Absence{{Carer: "b", From: model.Moment{Date: monday}, To: model.Moment{Date: monday}, Kind: "leave"}}
			shift(p, "day", "c", at(9, 0), at(15, 30), model.Given)
			shift(p, "spare", model.AnyCarer, at(15, 0), at(18, 0), model.Open)
		}, map[model.ShiftID][]string{"day": {"c"}, "spare": {"a", "tea"}}, "b is on leave, and c's own shift overlaps"},
		{"under hours", func(p *model.Problem) {
			p.Carers[0].Contract = model.Contract{Kind: model.Guaranteed, MinWeek: 180}
			shift(p, "of a", "a", at(15, 0), at(18, 0), model.Open)
			shift(p, "of b", "b", at(15, 0), at(18, 0), model.Open)
		}, map[model.ShiftID][]string{"of a": {"a"}}, "three promised hours not worked cost 90, the shift 15"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := village("a", "b", "c")
			row.edit(p)
			r := solve(t, p, solver.Options{Iterations: 300})
			require.Equal(t, row.want, worked(r.Rota), row.why)
			require.Empty(t, r.Rota.Unallocated)
			log := r.Rota.Shifts
			require.GreaterOrEqual(t, log.Opened+log.Moved, int64(r.Rota.Measures.OpenRuns), "what is open was opened")
		})
	}
}

// TestOpenShiftIsGivenUp: an open shift of the rota that a solve starts from is closed where a
// given shift has room, and handed over where another carer's costs less.
func TestOpenShiftIsGivenUp(t *testing.T) {
	at := model.At
	p := village("a", "b")
	visit(p, "tea", at(16, 0), at(16, 30))
	shift(p, "of a", "a", at(15, 0), at(18, 0), model.Open)
	first := solve(t, p, solver.Options{Iterations: 50})
	require.Equal(t, map[model.ShiftID][]string{"of a": {"a", "tea"}}, worked(first.Rota))

	room := copyOf(t, p)
	shift(room, "day", "b", at(12, 0), at(17, 0), model.Given)
	closed := solve(t, room, solver.Options{Iterations: 300, From: first.Rota})
	require.Equal(t, map[model.ShiftID][]string{"day": {"b", "tea"}}, worked(closed.Rota))
	require.Positive(t, closed.Rota.Shifts.Closed)

	better := copyOf(t, p)
	better.Carers[1].Contract = model.Contract{Kind: model.Guaranteed, MinWeek: 180}
	better.Carers[0].Contract = model.Contract{Kind: model.Bank}
	shift(better, "of b", "b", at(15, 0), at(18, 0), model.Open)
	moved := solve(t, better, solver.Options{Iterations: 300, From: first.Rota})
	require.Equal(t, map[model.ShiftID][]string{"of b": {"b", "tea"}}, worked(moved.Rota))
	log := moved.Rota.Shifts
	require.Positive(t, log.Moved+min(log.Opened, log.Closed))
}
