package check

import (
	"strings"
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

// The tests' little world: the week of Monday 23 November 2026, people p1 p2 p3 and the base
// of patch "bala", every leg of whom takes a car ten minutes and 5,000 metres, carers c1 c2 c3
// who drive. One minute is 60 ticks.
const monday = "2026-11-23"

func date(t testing.TB, s string) model.Date {
	t.Helper()
	d, err := model.ParseDate(s)
	require.NoError(t, err)
	return d
}

func at(t testing.TB, s string) model.Clock {
	t.Helper()
	c, err := model.ParseClock(s)
	require.NoError(t, err)
	return c
}

func world(t testing.TB) *model.Problem {
	t.Helper()
	zero := 0.0
	p := &model.Problem{
		Plan:    model.Plan{Start: date(t, monday)},
		Travel:  model.Travel{Provider: "table", Parking: &zero},
		Patches: []model.Patch{{ID: "bala", BaseLat: 52.90, BaseLon: -3.60}, {ID: "tywyn", BaseLat: 52.58, BaseLon: -4.08}},
	}
	keys := []string{"bala"}
	for i, id := range []model.PersonID{"p1", "p2", "p3"} {
		p.People = append(p.People, model.Person{ID: id, Patch: "bala", Lat: 52.91 + float64(i)/100, Lon: -3.61})
		keys = append(keys, string(id))
	}
	for _, id := range []model.CarerID{"c1", "c2", "c3"} {
		p.Carers = append(p.Carers, model.Carer{ID: id, Patch: "bala", Mode: model.ModeCar})
	}
	for _, from := range keys {
		for _, to := range keys {
			if from != to {
				p.Legs = append(p.Legs, model.Leg{From: from, To: to, Mode: model.ModeCar, Minutes: 10, Metres: 5000})
			}
		}
	}
	return p
}

// addShift adds a shift on a date: "c1 s1 07:00-15:00 given".
func addShift(t testing.TB, p *model.Problem, d string, text string) *model.Shift {
	t.Helper()
	f := strings.Fields(text)
	require.Len(t, f, 4, text)
	from, to, _ := strings.Cut(f[2], "-")
	p.Shifts = append(p.Shifts, model.Shift{
		Carer: model.CarerID(f[0]), ID: model.ShiftID(f[1]), Date: date(t, d),
		Start: at(t, from), End: at(t, to), Status: f[3],
	})
	return &p.Shifts[len(p.Shifts)-1]
}

// addVisit adds a visit on Mondays: "v1 p1 07:30-08:30/08:00 30" (window and preferred start,
// minutes).
func addVisit(t testing.TB, p *model.Problem, text string) *model.Visit {
	t.Helper()
	f := strings.Fields(text)
	require.Len(t, f, 4, text)
	v := model.Visit{ID: model.VisitID(f[0]), Person: model.PersonID(f[1]), Days: 1}
	for _, w := range strings.Split(f[2], ";") {
		span, preferred, _ := strings.Cut(w, "/")
		from, to, _ := strings.Cut(span, "-")
		win := model.Window{Open: at(t, from), Close: at(t, to)}
		if preferred != "" {
			win.Preferred = at(t, preferred)
		}
		v.Windows = append(v.Windows, win)
	}
	for _, c := range f[3] {
		v.Length = v.Length*10 + int(c-'0')
	}
	p.Visits = append(p.Visits, v)
	return &p.Visits[len(p.Visits)-1]
}

func expand(t testing.TB, p *model.Problem) *model.Horizon {
	t.Helper()
	h, err := model.Expand(p)
	require.NoError(t, err)
	return h
}

// rota reads runs, one a line: "c1 s1 | v1 08:00-08:30 | break 11:00-11:20 | event:e1 …", a
// role as "v1/lead", another date as "c1 s1 2026-11-24"; "c1 -" is outside all shifts.
func rota(t testing.TB, h *model.Horizon, text string) *model.Rota {
	t.Helper()
	r := &model.Rota{}
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimSpace(line), "|")
		head := strings.Fields(parts[0])
		if len(head) == 0 {
			continue
		}
		run := model.Run{Carer: model.CarerID(head[0]), Date: h.Calendar.Start()}
		if len(head) > 2 {
			run.Date = date(t, head[2])
		}
		for i := range h.Shifts {
			if s := &h.Shifts[i]; s.ID == model.ShiftID(head[1]) && s.Date == run.Date {
				run.Shift, run.Status = s.ID, s.Status
				run.Start, run.End = h.Calendar.Local(s.Start, s.Date), h.Calendar.Local(s.End, s.Date)
			}
		}
		require.True(t, run.Shift != "" || head[1] == "-", "no shift %s", head[1])
		for _, part := range parts[1:] {
			f := strings.Fields(part)
			require.Len(t, f, 2, part)
			from, to, _ := strings.Cut(f[1], "-")
			s := model.Stop{Kind: model.StopVisit, Start: at(t, from), End: at(t, to)}
			id, role, _ := strings.Cut(f[0], "/")
			event, isEvent := strings.CutPrefix(id, "event:")
			switch {
			case id == "break":
				s.Kind = model.StopBreak
			case isEvent:
				s.Kind, s.Event = model.StopEvent, model.EventID(event)
			default:
				id, day, _ := strings.Cut(id, "@")
				s.Visit, s.Role = model.VisitID(id), role
				if day != "" {
					s.Date = date(t, day)
				}
			}
			run.Stops = append(run.Stops, s)
		}
		r.Runs = append(r.Runs, run)
	}
	return r
}

// share gives a rule's part of a verdict.
func share(v *Verdict, code model.Code) model.Score {
	for _, s := range v.Shares {
		if s.Rule == code {
			return s.Score
		}
	}
	return model.Score{}
}

// law, cost and left are scores of one level.
func law(n, x int64) model.Score    { return model.Score{Breaches: n, Excess: x} }
func cost(wishes int64) model.Score { return model.Score{Wishes: wishes} }

// requireSums checks that violations add up to the shares and shares to the score.
func requireSums(t require.TestingT, v *Verdict) {
	total := model.Score{}
	for _, s := range v.Shares {
		sum := model.Score{}
		for _, x := range v.Violations {
			if x.Rule == s.Rule {
				require.Equal(t, s.Level, x.Level, "level of %s", s.Rule)
				sum = sum.Add(x.Score)
			}
		}
		require.Equal(t, s.Score, sum, "violations of %s", s.Rule)
		total = total.Add(s.Score)
	}
	require.Equal(t, v.Score, total)
}

// one rule on one rota.
type rule struct {
	name string
	edit func(p *model.Problem) // on top of the test's own problem; may be nil
	rota string
	want model.Score
	why  string
}

// judgeRules runs a table of one rule; build makes the problem all rows share.
func judgeRules(t *testing.T, code model.Code, build func(t testing.TB) *model.Problem, rows []rule) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := build(t)
			if row.edit != nil {
				row.edit(p)
			}
			h := expand(t, p)
			v, err := Horizon(h, rota(t, h, row.rota))
			require.NoError(t, err)
			requireSums(t, v)
			require.Equal(t, row.want, share(v, code), row.why)
		})
	}
}
