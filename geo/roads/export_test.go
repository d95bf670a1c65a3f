package roads

import (
	"context"

	"github.com/milltir/milltir/geo"
)

// TableAndPlain gives the table of a mode in milliseconds and millimetres as the hierarchy and as a plain Dijkstra on the
// graph with restrictions have it, and how many of its pairs have a way.
func (r *Roads) TableAndPlain(mode string, points []geo.Point, threads int) (table, plain []int64, ways int, err error) {
	k := modeIndex(mode)
	at, _ := r.snap(r.lane(k), points)
	cells, err := r.cells(context.Background(), k, at, threads)
	if err != nil {
		return nil, nil, 0, err
	}
	for _, c := range cells {
		table = append(table, int64(c))
		if c != unreached {
			ways++
		}
	}
	for _, c := range r.plain(k, at) {
		plain = append(plain, int64(c))
	}
	return table, plain, ways, nil
}

// Snapped puts points on roads and gives how many have one.
func (r *Roads) Snapped(mode string, points []geo.Point) int {
	at, _ := r.snap(r.lane(modeIndex(mode)), points)
	n := 0
	for _, w := range at {
		if w.segment >= 0 {
			n++
		}
	}
	return n
}
