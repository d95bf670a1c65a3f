package check

import (
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// mangle changes a rota in a way that no sound program would.
func mangle(t *rapid.T, r *model.Rota) {
	if len(r.Runs) == 0 {
		return
	}
	run := &r.Runs[rapid.IntRange(0, len(r.Runs)-1).Draw(t, "run")]
	clock := func() model.Clock {
		if rapid.Bool().Draw(t, "wild") {
			return model.Clock(rapid.Int32().Draw(t, "clock"))
		}
		return model.Clock(rapid.IntRange(0, 2000).Draw(t, "minute"))
	}
	switch rapid.IntRange(0, 9).Draw(t, "how") {
	case 0:
		run.Carer = model.CarerID(rapid.SampledFrom([]string{"c1", "c2", "c3", "any", "", "nobody"}).Draw(t, "carer"))
	case 1:
		run.Date = model.Date(rapid.Int32().Draw(t, "date"))
	case 2:
		run.Date += model.Date(rapid.IntRange(-8, 8).Draw(t, "days"))
	case 3:
		run.Shift = model.ShiftID(rapid.SampledFrom([]string{"s1", "s2", "s3", "", "s9"}).Draw(t, "shift"))
	case 4:
		run.Shift, run.Status = "", ""
	case 5:
		run.Start, run.End = clock(), clock()
	case 6:
		r.Runs = append(r.Runs, *run)
	case 7:
		run.Stops = append(run.Stops, model.Stop{
			Kind:  rapid.SampledFrom([]string{"visit", "break", "event", ""}).Draw(t, "kind"),
			Visit: model.VisitID(rapid.SampledFrom([]string{"v1", "v4", "v5", "v9"}).Draw(t, "visit")),
			Event: "e1", Role: rapid.SampledFrom([]string{"", "lead"}).Draw(t, "role"), Start: clock(), End: clock(),
		})
	case 8:
		for i := range run.Stops {
			run.Stops[i].Start = clock()
			run.Stops[i].StartTicks = rapid.OneOf(rapid.Int32Range(0, 59), rapid.Int32()).Draw(t, "ticks")
		}
	case 9:
		for i := range run.Stops {
			run.Stops[i].End, run.Stops[i].Date = clock(), model.Date(rapid.Int32().Draw(t, "stop date"))
		}
	}
}

// Whatever a rota says, the judge judges it or says why it cannot; if it judges, it adds up.
func TestMangledRotasNeverPanic(t *testing.T) {
	p, text := busy(t)
	p.Events = []model.Event{{ID: "e1", Attendees: []model.CarerID{"c1"}, Date: p.Plan.Start, Start: model.At(9, 0), Length: 30}}
	p.Rules = model.Rules{Departure: model.Earliest, Lateness: model.LatenessRule{At: model.AtEnd, Against: model.LatestOpen}, Break: model.BreakRule{At: model.Next}}
	p.Visits[2].Person, p.Visits[2].Tied = "p1", model.Follow{Visit: "v1", Max: 60}
	p.Patterns = []model.Pattern{{Person: "p2", Pattern: "a", Visit: "v5", Days: 1}}
	for _, c := range []model.Code{model.RuleWorstLate, model.RuleWorstIdle, model.RuleBalance} {
		weigh(c, model.Wishes)(p)
	}
	h := expand(t, p)
	judged := 0
	rapid.Check(t, func(rt *rapid.T) {
		r := rota(t, h, text)
		for range rapid.IntRange(0, 4).Draw(rt, "times") {
			mangle(rt, r)
		}
		if v, err := Horizon(h, r); err == nil {
			_, err := Pay(h, r)
			require.NoError(rt, err, "what can be judged can be paid")
			judged++
			requireSums(rt, v)
		}
		model.Annotate(h, r)
	})
	require.Positive(t, judged, "some rotas must still be fit to judge")
}
