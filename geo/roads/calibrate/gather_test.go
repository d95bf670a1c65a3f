package calibrate

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
)

// byLine routes by the line of a journey.
type byLine func(line int) ([]Part, float64, error)

func (f byLine) Plan(_ string, row Row) ([]Part, float64, error) { return f(row.Line) }

func TestGather(t *testing.T) {
	rows := make([]Row, 30)
	for i := range rows {
		rows[i] = Row{Line: i + 2, Mode: "car", Minutes: 10, From: geo.LatLon(52, -4), To: geo.LatLon(52, float64(i%7))}
	}
	rows[4].Mode = "walk"
	route := byLine(func(line int) ([]Part, float64, error) {
		switch line {
		case 3:
			return nil, 0, ErrNoRoute
		case 5:
			return nil, 70, nil
		}
		return []Part{{"primary", 500, 8000}}, 20, nil
	})
	g, err := Gather(t.Context(), "j.csv", rows, route, "car", 90)
	require.NoError(t, err)
	require.Len(t, g.Journeys, 27)
	require.Equal(t, 1, g.Others)
	require.Equal(t, []int{2, 4, 7}, g.Lines[:3])
	require.Equal(t, Journey{Seconds: 600, Overhead: 110, Parts: []Part{{"primary", 500, 8000}}, Group: rows[0].Group()}, g.Journeys[0])
	require.EqualError(t, g.Left, "W2120 j.csv:3: there is no way between its ends on these roads, and it is left out. Maybe an end is on an island or off the map\n"+
		"W2120 j.csv:5: the way between its ends has nothing on a road, and it is left out. Maybe both ends are on one drive")

	_, err = Gather(t.Context(), "j.csv", rows[:20], route, "car", 0)
	require.EqualError(t, err, "E1639 j.csv: too few journeys by car to go by: 17. 2 have no way on these roads: maybe they are of another country. "+
		"1 are of other modes: maybe --mode. At least 20 are needed; some hundreds tell more")
	broken := errors.New("broken")
	_, err = Gather(t.Context(), "j.csv", rows, byLine(func(int) ([]Part, float64, error) { return nil, 0, broken }), "car", 0)
	require.ErrorIs(t, err, broken)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Gather(ctx, "j.csv", rows, route, "car", 0)
	require.ErrorIs(t, err, context.Canceled)
}
