package model

import (
	"context"
	"maps"
	"reflect"
	"slices"
)

// Variant is Expand for a problem that was made from this horizon's by a change of some rows, as a remedy
// is: travel, the dearest part by far where there is a timetable, is shared as long as nothing that it is
// made from has changed. Neither problem may be changed in place afterwards.
func (h *Horizon) Variant(p *Problem) (*Horizon, error) { return expand(context.Background(), p, h) }

// travelsLike tells whether the exact legs, the timetable and the matrix of each mode come out as in
// another horizon: whether all that exact, rideAlong and legs read is the same. Which modes carers use is
// left out: matrices are by mode. DeepEqual looks at no row of a table that the two problems share.
func (h *Horizon) travelsLike(o *Horizon) bool {
	p, q := h.Problem, o.Problem
	return h.Calendar.date == o.Calendar.date && h.Calendar.res == o.Calendar.res && h.Weeks == o.Weeks &&
		h.Calendar.loc.String() == o.Calendar.loc.String() && h.Rules.Legs == o.Rules.Legs &&
		slices.Equal(h.Locations, o.Locations) && reflect.DeepEqual(p.Travel, q.Travel) &&
		reflect.DeepEqual(p.Legs, q.Legs) && reflect.DeepEqual(p.Matrix, q.Matrix) && reflect.DeepEqual(p.Buses, q.Buses) &&
		reflect.DeepEqual(p.SkeletonNodes, q.SkeletonNodes) && reflect.DeepEqual(p.SkeletonLinks, q.SkeletonLinks) &&
		reflect.DeepEqual(p.Barriers, q.Barriers) && maps.Equal(p.sources, q.sources)
}
