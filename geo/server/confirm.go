package server

import (
	"context"
	"slices"
)

// confirm asks once more, one by one, for a few of the legs that the server has no way for. openrouteservice has given
// null for whole columns where one point alone could not be reached (its issue 1785). If a single one of them is there
// after all, none of these nulls is believed: those legs are unknown, and the next source is asked.
func (c *Client) confirm(ctx context.Context, f *filling) error {
	none := slices.Clone(f.nulls)
	f.nulls = nil
	slices.Sort(none)
	checks := min(c.o.Checks, len(none))
	if checks <= 0 {
		return nil
	}
	day := c.today()
	verdict := make(map[int]entry, len(none)) // by leg
	doubt := false
	for i := range checks {
		k := none[i*len(none)/checks] // spread over the table
		b, err := c.send(ctx, f.ask(rect{[]int{k / f.m.N}, []int{k % f.m.N}}))
		if err != nil {
			return err
		}
		if !b.far[0] {
			verdict[k] = entry{b.seconds[0], b.metres[0], day}
			doubt = true
		}
	}
	for _, k := range none {
		if _, known := verdict[k]; known {
			continue
		}
		verdict[k] = entry{noLeg, 0, day}
		if doubt {
			verdict[k] = entry{doubted, 0, day}
		}
	}
	for from := 0; from < len(none); {
		r := none[from] / f.m.N
		to := from
		for to < len(none) && none[to]/f.m.N == r {
			f.set(none[to], verdict[none[to]])
			to++
		}
		c.keep(f.keys[r], func(kept *row) {
			for _, k := range none[from:to] {
				kept.legs[end(f.keys[r], f.points[k%f.m.N])] = verdict[k]
			}
		})
		from = to
	}
	return nil
}
