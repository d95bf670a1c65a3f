package main

import (
	"errors"
	"fmt"

	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/geo/roads/calibrate"
)

// planner gives the ways of a network to a calibration.
type planner struct{ *roads.Roads }

// openPlanner opens a network that `milltir roads build` has made, without factors.
func openPlanner(path string) (plannedRoads, error) {
	r, err := roads.Open(path)
	if err != nil {
		return nil, roadError(err)
	}
	return planner{r}, nil
}

// Plan implements calibrate.Router.
func (p planner) Plan(mode string, row calibrate.Row) (parts []calibrate.Part, beside float64, err error) {
	route, err := p.Route(mode, row.From, row.To)
	if errors.Is(err, roads.ErrNoWay) || errors.Is(err, roads.ErrNoRoad) {
		return nil, 0, fmt.Errorf("%w: %w", calibrate.ErrNoRoute, err)
	}
	if err != nil {
		return nil, 0, err
	}
	walk := route.Millis
	for _, c := range route.ByClass {
		parts = append(parts, calibrate.Part{Class: c.Class.String(), Seconds: float64(c.Millis) / 1000, Metres: float64(c.Metres)})
		walk -= c.Millis
	}
	return parts, max(0, float64(walk)/1000), nil
}
