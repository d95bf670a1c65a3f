package generate

import "github.com/milltir/milltir/staff"

// The generator thinks in a fortnight of half hours: cell i holds carer-minutes from minute
// 30·i after midnight of the first Monday.
const (
	cellMinutes = staff.HalfMinutes
	dayMinutes  = 1440
	dayCells    = dayMinutes / cellMinutes
	cycleDays   = 14
)

type grid []float64

func newGrid() grid { return make(grid, cycleDays*dayCells) }

// aim is the load that cover is planned for: below the promised peak, so that there is room
// for events, a sick carer and the grain of shifts.
const aim = 0.78

// limit is where the cliff begins, a little short of the promise.
func (m *maker) limit() float64 {
	if m.p.PeakLoad == 0 {
		return 0.95
	}
	return m.p.PeakLoad - 0.01
}

// strain is what a cell costs: load above the planned one, a cliff short of the promised peak,
// and idle cover a little, so that shifts go where the work is.
func (m *maker) strain(demand, capacity float64) float64 {
	d, c := demand/cellMinutes, capacity/cellMinutes
	load := d / max(c, 0.2)
	if load <= aim {
		return 0.05 * (c - d/aim)
	}
	cost := 40 * (load - aim) * (load - aim) * (0.5 + 0.2*d)
	if over := load - m.limit(); over > 0 {
		cost += 3 + 60*over
	}
	return cost
}
