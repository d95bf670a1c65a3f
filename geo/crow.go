package geo

import "math"

// Crow makes legs from straight lines, round barriers.
type Crow struct {
	KmH       float64 // speed along the crow's line where legs are long
	Detour    float64 // metres by road per metre by crow where legs are long
	MaxMetres float64 // longest leg by road; 0: no limit

	// Short is Detour where a leg begins: streets wind more than roads between towns. It falls to Detour with a
	// leg's length and is half-way there after Fade × ln 2 metres. 0: Detour at any length.
	Short, Fade float64

	Barriers []Barrier
}

// road turns metres by crow into metres by road and seconds.
func (c *Crow) road(crow float64) (metres, seconds float64) {
	if c.Short == 0 || c.Fade == 0 {
		return crow * c.Detour, crow * (3.6 / c.KmH)
	}
	factor := c.Detour + (c.Short-c.Detour)*math.Exp(-crow/c.Fade)
	return crow * factor, crow * factor / c.Detour * (3.6 / c.KmH)
}

// Matrix computes all legs between the points, without access minutes; seconds are rounded up. Where barriers
// shut a point in there is no way: Far, with no seconds.
func (c Crow) Matrix(points []Point) *Matrix {
	m := NewMatrix(len(points))
	for i, row := range ways(points, c.Barriers) {
		for j, d := range row[:i] {
			if math.IsInf(d, 1) {
				m.Set(i, j, 0, 0, true)
				m.Set(j, i, 0, 0, true)
				continue
			}
			road, seconds := c.road(d)
			s, r := int32(math.Ceil(seconds)), int32(math.Round(road))
			far := c.MaxMetres > 0 && road > c.MaxMetres
			m.Set(i, j, s, r, far)
			m.Set(j, i, s, r, far)
		}
	}
	return m
}
