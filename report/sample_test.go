package report

import (
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/stretchr/testify/require"
)

var monday = model.NewDate(2026, 11, 23)

// sampleProblem is a tiny invented week: two carers, three people with letters that take two
// bytes, a paired visit, an event, leave.
func sampleProblem() *model.Problem {
	mon, week, tue, wed := day("1000000"), day("1100000"), monday.Add(1), monday.Add(2)
	return &model.Problem{
		Name: "Bala",
		Plan: model.Plan{Start: monday}, Objective: model.Objective{Name: "As agreed", Version: "3"},
		Patches: []model.Patch{
			{ID: "bala", NameEn: "Bala", NameCy: "Y Bala", BaseLat: 52.911, BaseLon: -3.597},
		},
		Places: []model.Place{{ID: "hwb", NameEn: "The Hub", NameCy: "Yr Hwb", Kind: model.PlaceVenue, Lat: 52.912, Lon: -3.6}},
		People: []model.Person{
			{ID: "p1", Name: "Mrs Ŵyn", Patch: "bala", Lat: 52.915, Lon: -3.59, Postcode: "LL23 0AA", KeyHolders: []model.CarerID{"c1"}, MaxCarers7d: 1, LanguageNeed: "prefer_cy"},
			{ID: "p2", Name: "Mr Pŷr", Patch: "bala", Lat: 52.9, Lon: -3.61, Pets: true, NamedTeam: []model.CarerID{"c1"}},
			{ID: "p3", Name: "Ms Hughes", Patch: "bala", Lat: 52.93, Lon: -3.55},
		},
		Visits: []model.Visit{
			{ID: "v-1", Person: "p1", Days: week, Kind: "morning", Windows: windows("07:30", "08:30", "08:00"), Length: 30},
			{
				ID: "v-2", Person: "p2", Days: mon, Kind: "morning", Windows: windows("09:00", "10:00", "09:15"), Length: 45, Carers: 2,
				Skills: []model.Skill{"hoist"}, Roles: []model.Role{{Name: "lead"}, {Name: "support"}},
			},
			{ID: "v-3", Person: "p3", Days: mon, Kind: "lunch", Windows: windows("12:00", "13:00", "12:30"), Length: 30},
			{
				ID: "v-4", Person: "p1", Days: mon, Kind: "bed", Windows: windows("20:00", "20:30", "20:00"), Length: 30, Priority: 1,
				TimeCritical: "insulin",
			},
		},
		Carers: []model.Carer{
			{
				ID: "c1", Name: "Nia W.", Patch: "bala", Mode: model.ModeCar, HomeLat: 52.92, HomeLon: -3.62, Contract: model.Contract{Kind: model.Guaranteed, MinWeek: 600},
				Skills: []model.DatedSkill{{Skill: "hoist"}}, Languages: []model.Language{{Code: "cy", Level: 5}},
			},
			{
				ID: "c2", Name: "Alun Rŵ", Patch: "bala", Mode: model.ModeCar, Contract: model.Contract{Kind: model.Guaranteed, MinWeek: 720},
				StartAt: model.FromBase, EndAt: model.FromBase, Skills: []model.DatedSkill{{Skill: "hoist"}},
			},
		},
		Shifts: []model.Shift{
			{ID: "s1", Carer: "c1", Date: monday, Start: at("07:00"), End: at("14:30"), Status: model.Given},
			{ID: "s2", Carer: "c2", Date: monday, Start: at("07:30"), End: at("13:30"), Status: model.Given},
			{ID: "s3", Carer: "c1", Date: tue, Start: at("07:00"), End: at("11:00"), Status: model.Open},
			{ID: "s4", Carer: "c2", Date: wed, Start: at("07:30"), End: at("13:30"), Status: model.Given},
			{ID: "s5", Carer: "c2", Date: monday.Add(3), Start: at("22:00"), End: at("26:00"), Status: model.Open},
		},
		Absences: []model.Absence{{Carer: "c2", From: model.Moment{Date: wed}, To: model.Moment{Date: wed}, Kind: "leave"}},
		Events:   []model.Event{{ID: "e-1", Attendees: []model.CarerID{"c2"}, Date: monday, Start: at("11:00"), Length: 30, Kind: "supervision", Place: "hwb"}},
		History: []model.Contact{
			{Person: "p1", Carer: "c1", LastVisit: monday.Add(-3), Visits90d: 20},
			{Person: "p2", Carer: "c1", LastVisit: monday.Add(-3), Visits90d: 9},
		},
	}
}

// sample is the judged week: Mrs Ŵyn's breakfast starts twelve minutes late, nobody comes to
// her at bedtime, and one open night shift is worked without a visit.
func sample(t *testing.T) (*model.Horizon, *model.Rota, *check.Verdict) {
	t.Helper()
	h, err := model.Expand(sampleProblem())
	require.NoError(t, err)
	visit := func(id model.VisitID, role, from, to string) model.Stop {
		return model.Stop{Kind: model.StopVisit, Visit: id, Role: role, Start: at(from), End: at(to)}
	}
	r := &model.Rota{
		Stamp: model.Stamp{Version: "0.1.0", Seed: 1, Islands: 2, Iterations: 5000, Objective: h.Problem.ObjectiveHash(), Problem: "9f8e7d6c5b4a", Travel: "crow", ObjectiveName: "As agreed", ObjectiveVersion: "3"},
		Runs: []model.Run{
			{Carer: "c1", Date: monday, Shift: "s1", Status: model.Given, Start: at("07:00"), End: at("14:30"), Stops: []model.Stop{
				visit("v-1", "", "08:42", "09:12"), visit("v-2", "lead", "09:18", "10:03"),
				{Kind: model.StopBreak, Start: at("10:40"), End: at("11:00")},
				visit("v-3", "", "12:30", "13:00"),
			}},
			{Carer: "c2", Date: monday, Shift: "s2", Status: model.Given, Start: at("07:30"), End: at("13:30"), Stops: []model.Stop{
				visit("v-2", "support", "09:18", "10:03"),
				{Kind: model.StopEvent, Event: "e-1", Start: at("11:00"), End: at("11:30")},
			}},
			{Carer: "c1", Date: monday.Add(1), Shift: "s3", Status: model.Open, Start: at("07:00"), End: at("11:00"), Stops: []model.Stop{visit("v-1", "", "08:00", "08:30")}},
			{Carer: "c2", Date: monday.Add(3), Shift: "s5", Status: model.Open, Start: at("22:00"), End: at("26:00")},
		},
		Unallocated: []model.Unallocated{{
			Visit: "v-4", Date: monday,
			Reasons: []model.Reason{
				{Carer: "c1", Date: monday, Shift: "s1", Blocks: []model.Violation{{Rule: model.RuleShift, Level: model.Law, Visit: "v-4", Person: "p1", Carer: "c1", Date: monday, At: at("20:00"), Amount: 21600, Unit: "tick"}}},
				{Carer: "c2", Date: monday, Shift: "s2", Blocks: []model.Violation{{Rule: model.RuleShift, Level: model.Law, Visit: "v-4", Person: "p1", Carer: "c2", Date: monday, At: at("20:00"), Amount: 25200, Unit: "tick"}}},
			},
			Remedy: &model.Remedy{Kind: "shift_end", Carer: "c1", Shift: "s1", Date: monday, Minutes: 360},
		}},
	}
	model.Annotate(h, r)
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	return h, r, v
}

func at(s string) model.Clock {
	c, err := model.ParseClock(s)
	if err != nil {
		panic(err)
	}
	return c
}

func day(s string) model.Days {
	d, err := model.ParseDays(s)
	if err != nil {
		panic(err)
	}
	return d
}

func windows(open, close, preferred string) []model.Window {
	return []model.Window{{Open: at(open), Close: at(close), Preferred: at(preferred)}}
}

func speaker(t *testing.T, lang string) *Localizer {
	t.Helper()
	l, err := NewLocalizer(lang)
	require.NoError(t, err)
	return l
}
