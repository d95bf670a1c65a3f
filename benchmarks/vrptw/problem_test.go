package vrptw

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

func TestProblem(t *testing.T) {
	none := 0
	for _, x := range []struct {
		convention     string
		resolution     int
		travel         float64
		openShift      model.Level
		toSeven, round int32 // legs 0–7 and 6–7
		why            string
	}{
		{Distance, 10, 1, model.Off, 141, 70, "√200 and √50 in tenths, rounded down"},
		{Lexicographic, 10_000, 10, model.Wishes, 141_422, 70_711, "14.14214 and 7.071068, rounded up"},
	} {
		p, err := hand(t, x.convention).Problem()
		require.NoError(t, err)
		require.Equal(t, "hand10", p.Name)
		require.Equal(t, 0, p.Plan.Start.Weekday())
		require.Equal(t, model.Rules{Resolution: x.resolution, Step: 1}, p.Rules)
		require.Len(t, p.Objective.Levels, len(model.RuleBook), "no default stays on")
		require.Equal(t, x.openShift, p.Objective.Level(model.RuleOpenShift), x.why)
		require.Equal(t, model.Covers, p.Objective.Level(model.RuleCover))
		require.Equal(t, model.Law, p.Objective.Level(model.RuleLoad))
		require.Equal(t, model.Off, p.Objective.Level(model.RuleNewFace))
		// a tick of travel is a whole number of thousandths, so that nothing is rounded
		require.Zero(t, p.Objective.Thousandths(model.RuleTravel, 0)%int64(x.resolution))

		require.Len(t, p.Carers, 5)
		require.Equal(t, model.Shift{
			ID: "s05", Carer: "k05", Date: p.Plan.Start, End: model.At(2, 0),
			Status: model.Open, Break: &none, MaxLoad: 20,
		}, p.Shifts[4], "the fleet, as long as the depot is open")
		require.Equal(t, model.FromBase, p.Carers[4].StartAt)
		require.Equal(t, model.FromBase, p.Carers[4].EndAt)
		require.Equal(t, model.Visit{
			ID: "v02", Person: "p02", Days: 1, Windows: []model.Window{{Open: 30, Close: 60}},
			Length: 10, Priority: 1, Load: 10,
		}, p.Visits[1])
		require.Equal(t, model.PersonID("p10"), p.People[9].ID)

		require.Len(t, p.Matrix, 11)
		require.Equal(t, "depot", p.Matrix[0].From)
		require.Equal(t, "p07", p.Matrix[7].From)
		require.Equal(t, x.toSeven, p.Matrix[0].Ticks[7], x.why)
		require.Equal(t, x.round, p.Matrix[7].Ticks[6], x.why)
		require.Equal(t, int32(5*x.resolution), p.Matrix[1].Ticks[0], "whole legs stay exact")
		require.Zero(t, p.Matrix[7].Ticks[7])
	}
}

func TestFleetBeyondUse(t *testing.T) {
	in := hand(t, Distance)
	in.fleet = mostVehicles
	p, err := in.Problem()
	require.NoError(t, err)
	require.Len(t, p.Carers, 10, "one for each customer")
}

// A problem that our model accepts: a visit of no minutes is the one thing of the format that
// it may refuse.
func TestProblemIsValid(t *testing.T) {
	for _, c := range conventions {
		p, err := hand(t, c.name).Problem()
		require.NoError(t, err)
		for _, d := range model.Validate(p) {
			require.Equal(t, "W2024", d.Code, "%s: %s; only that most of the law is off is odd", c.name, d)
		}
	}
	in := hand(t, Distance)
	in.customers[1].service = 0
	p, err := in.Problem()
	require.NoError(t, err)
	require.Zero(t, p.Visits[0].Length, "passed on as it is")
}

// The published instances: every one is read and accepted, the scored solutions come out to the
// digit.
func TestPublished(t *testing.T) {
	dir := data(t)
	for _, c := range conventions {
		f := New(c.name)
		files, err := f.Find(dir)
		require.NoError(t, err)
		require.Len(t, files, 77)
		for _, file := range files {
			in, err := f.Read(file.Path)
			require.NoError(t, err)
			require.Equal(t, c.name == Distance || file.Name != "R1_6_1", file.Best.Known, file.Name)
			if len(in.(*instance).customers) > 250 {
				continue // reading is enough
			}
			p, err := in.Problem()
			require.NoError(t, err)
			require.Empty(t, model.Validate(p).Errors(), file.Name)
		}
	}
}

func TestScored(t *testing.T) {
	dir := data(t)
	for _, x := range []struct {
		convention, file string
		cost, vehicles   float64
		units            int
		why              string
	}{
		{Distance, "R101.distance.sol", 1637.7, 20, 0, "CVRPLIB, and to the tenth"},
		{Lexicographic, "R101.lexicographic.txt", 1650.80, 19, 19, "SINTEF, two decimals"},
	} {
		in, err := New(x.convention).Read(dir + "/solomon/R101.txt")
		require.NoError(t, err)
		v := scoreFile(t, in.(*instance), dir+"/scored/"+x.file)
		require.Empty(t, v.Breaches, x.why)
		require.True(t, v.Feasible, x.why)
		require.Equal(t, x.cost, math.Round(v.Cost*100)/100, x.why)
		require.Equal(t, x.vehicles, v.Parts[1].Amount, x.why)
		require.Equal(t, x.units, v.Units, x.why)
		if x.convention == Distance {
			require.Equal(t, x.cost, v.Cost, x.why)
		} else {
			// summed with forty digits; legs rounded to four decimals would give 1650.7988
			require.InDelta(t, 1650.7992395710684, v.Cost, 1e-9, x.why)
		}
	}
}
