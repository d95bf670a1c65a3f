package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestWalksToStopsKeepToTheirSide: nobody wades to a stop, or from one to a door; who has a bridge walks round by it.
func TestWalksToStopsKeepToTheirSide(t *testing.T) {
	bus := func(barriers ...model.Barrier) (wait, home int32, far [2]bool) {
		p := chain(t, "crow")
		p.Carers[0].Mode = model.ModeBus
		p.Legs, p.SkeletonNodes, p.SkeletonLinks, p.Barriers = nil, nil, nil, barriers
		p.Buses = []model.BusStop{
			{Line: "T3", Stop: "river", Days: 127, Lat: 52.9106, Lon: -3.5983, Times: []model.Clock{model.At(9, 0)}}, // 195 m west of p1
			{Line: "T3", Stop: "village", Days: 127, Lat: 52.8567, Lon: -3.6733, Times: []model.Clock{model.At(9, 20)}},
		}
		require.Empty(t, model.Validate(p).Errors())
		h, err := model.Expand(p)
		require.NoError(t, err)
		leave := h.Calendar.Tick(p.Plan.Start, model.At(8, 45))
		there, none := h.LegAt(model.ModeBus, h.PersonAt[0], h.PersonAt[1], leave)
		h.Timetable()
		p.Buses[0].Times, p.Buses[1].Times = p.Buses[1].Times, p.Buses[0].Times
		back, err := model.Expand(p)
		require.NoError(t, err)
		home, lost := back.LegAt(model.ModeBus, back.PersonAt[1], back.PersonAt[0], leave)
		return there / int32(h.Rules.Resolution), home / int32(h.Rules.Resolution), [2]bool{none, lost}
	}
	west := func(south float64, modes ...string) model.Barrier {
		return model.Barrier{Name: "river", Modes: modes, Line: []model.Coordinate{{Lat: 52.96, Lon: -3.597}, {Lat: south, Lon: -3.597}}}
	}
	there, home, far := bus()
	require.Equal(t, [2]bool{}, far)
	require.Equal(t, []int32{35, 39}, []int32{there, home}, "at 9:20 in the village; home from 9:20, after four minutes on foot")
	there, home, far = bus(west(52.87, model.ModeCar))
	require.Equal(t, [2]bool{}, far)
	require.Equal(t, []int32{35, 39}, []int32{there, home}, "a barrier for cars has a footbridge")
	_, _, far = bus(west(52.87))
	require.Equal(t, [2]bool{true, true}, far, "the stop is across the river, and the bridge miles off")
	there, home, far = bus(west(52.908))
	require.Equal(t, [2]bool{false, false}, far)
	require.Equal(t, []int32{35, 47}, []int32{there, home}, "round by the bridge: 600 m by crow, 900 on foot")
}
