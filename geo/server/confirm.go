package server

import (
	"context"

	"github.com/milltir/milltir/geo"
)

// confirm asks once more, one by one, for a few of the legs that the server has no way for. openrouteservice has given
// null for whole columns where one point alone could not be reached (its issue 1785). If a single one of them is there
// after all, no null of the table is believed: those legs are unknown, and the next source is asked.
func (c *Client) confirm(ctx context.Context, m *geo.Matrix, a ask, points []geo.Point) error {
	var none []int
	for k, far := range m.Far {
		if far {
			none = append(none, k)
		}
	}
	checks := min(c.o.Checks, len(none))
	if checks <= 0 {
		return nil
	}
	doubt := false
	for i := range checks {
		k := none[i*len(none)/checks] // spread over the table
		from, to := k/m.N, k%m.N
		one := a
		one.rows, one.cols, one.row, one.col = points[from:from+1], points[to:to+1], from, to
		b, err := c.block(ctx, one)
		if err != nil {
			return err
		}
		if !b.far[0] {
			m.Set(from, to, b.seconds[0], b.metres[0], false)
			doubt = true
		}
	}
	if doubt {
		for k, far := range m.Far {
			if far {
				m.Seconds[k], m.Far[k] = geo.Unknown, false
			}
		}
	}
	return nil
}
