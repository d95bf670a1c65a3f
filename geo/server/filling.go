package server

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/milltir/milltir/geo"
)

// asking is what every request of a table has in common.
type asking struct{ mode, profile, base string }

// filling is a table that is being filled: from what was kept, then by asking.
type filling struct {
	asking
	points []geo.Point // rounded
	keys   []string    // of their rows
	m      *geo.Matrix
	have   []bool    // by leg
	nulls  []int     // legs without a way that may have to be asked for once more
	off    []float64 // by point: metres from the server's roads; below 0: it does not tell
	lost   []bool    // by point: not on the server's map
}

func (c *Client) newFilling(of asking, points []geo.Point) *filling {
	n := len(points)
	f := &filling{
		asking: of, points: points, keys: make([]string, n), m: geo.NewMatrix(n), have: make([]bool, n*n),
		off: make([]float64, n), lost: make([]bool, n),
	}
	for i := range points {
		f.off[i] = -1
		if c.o.CacheDir != "" {
			f.keys[i] = c.key(of, points[i])
		}
	}
	return f
}

// recall takes over what was kept.
func (c *Client) recall(f *filling) {
	if c.o.CacheDir == "" {
		return
	}
	for i, key := range f.keys {
		r := c.load(key)
		f.off[i], f.lost[i] = r.off, r.lost != 0
		if len(r.legs) == 0 {
			continue
		}
		for j, p := range f.points {
			if e, ok := r.legs[end(key, p)]; ok && i != j {
				f.set(i*f.m.N+j, e)
			}
		}
	}
}

// set stores a leg. From a point to itself there is no way to go.
func (f *filling) set(k int, e entry) {
	i, j := k/f.m.N, k%f.m.N
	if i == j {
		return
	}
	if e.seconds == unasked {
		f.nulls = append(f.nulls, k)
	}
	f.have[k] = true
	switch e.seconds {
	case noLeg, unasked:
		f.m.Set(i, j, 0, 0, true)
	case doubted:
		f.m.Set(i, j, geo.Unknown, 0, false)
	default:
		f.m.Set(i, j, e.seconds, e.metres, false)
	}
}

// missing tells whether a leg has to be asked for.
func (f *filling) missing(i, j int) bool {
	return !f.have[i*f.m.N+j] && !f.lost[i] && !f.lost[j]
}

// fill asks for what is missing. Points that the server cannot put on its map are set aside.
func (c *Client) fill(ctx context.Context, f *filling) error {
	for {
		again := false
		for _, part := range rects(f.m.N, f.missing) {
			for _, b := range c.blocks(part) {
				got, err := c.send(ctx, f.ask(b))
				var fault *Error
				if errors.As(err, &fault) && fault.Code == CodePoint {
					if err := c.setAside(ctx, f, union(b.rows, b.cols), fault); err != nil {
						return err
					}
					again = true
					break
				}
				if err != nil {
					return err
				}
				c.store(f, b, got)
			}
			if again {
				break
			}
		}
		if !again {
			return nil
		}
	}
}

// ask is the request for a block.
func (f *filling) ask(b rect) ask {
	a := ask{asking: f.asking, rowAt: b.rows, colAt: b.cols, square: b.square()}
	for _, i := range b.rows {
		a.rows = append(a.rows, f.points[i])
	}
	for _, j := range b.cols {
		a.cols = append(a.cols, f.points[j])
	}
	return a
}

// store puts an answer into the table, and keeps it.
func (c *Client) store(f *filling, b rect, got *block) {
	day := c.today()
	for j, d := range got.colOff {
		f.off[b.cols[j]] = max(f.off[b.cols[j]], d)
	}
	for i, r := range b.rows {
		f.off[r] = max(f.off[r], got.rowOff[i])
		legs := make([]entry, len(b.cols))
		for j, col := range b.cols {
			k := i*len(b.cols) + j
			legs[j] = entry{got.seconds[k], got.metres[k], day}
			if got.far[k] {
				if legs[j].seconds = noLeg; c.o.Checks > 0 {
					legs[j].seconds = unasked
				}
			}
			f.set(r*f.m.N+col, legs[j])
		}
		c.keep(f.keys[r], func(kept *row) {
			kept.off, kept.lost = f.off[r], 0
			for j, col := range b.cols {
				if col != r {
					kept.legs[end(f.keys[r], f.points[col])] = legs[j]
				}
			}
		})
	}
}

// setAside finds which points of a block the server cannot put on its map. If that is more than a quarter of all it has
// another map, and the fault stands.
func (c *Client) setAside(ctx context.Context, f *filling, among []int, fault *Error) error {
	var found []int
	if err := c.sift(ctx, f, among, &found); err != nil {
		return err
	}
	all := len(found)
	for _, lost := range f.lost {
		if lost {
			all++
		}
	}
	if len(found) == 0 || all > max(1, len(f.points)/4) {
		fault.Points = found
		return fault
	}
	for _, i := range found {
		f.lost[i] = true
		c.keep(f.keys[i], func(kept *row) { kept.lost = c.today() })
	}
	return nil
}

// sift asks for the ways of some points to one of them, and halves them where one is not on the map, until those are
// found by themselves. It ends when they are too many to be set aside.
func (c *Client) sift(ctx context.Context, f *filling, among []int, found *[]int) error {
	if len(among) == 0 || len(*found) > max(1, len(f.points)/4) {
		return nil
	}
	if len(among) == 1 || len(among) < min(c.o.MaxPoints, c.o.MaxPairs) {
		a := f.ask(rect{among, among[:1]})
		a.square = false // two points are the least that a server takes
		_, err := c.send(ctx, a)
		var fault *Error
		switch {
		case err == nil:
			return nil
		case !errors.As(err, &fault) || fault.Code != CodePoint:
			return err
		case len(among) == 1:
			*found = append(*found, among[0])
			return nil
		}
	}
	half := (len(among) + 1) / 2
	if err := c.sift(ctx, f, among[:half], found); err != nil {
		return err
	}
	return c.sift(ctx, f, among[half:], found)
}

// doubt marks as unknown what the rest of the table speaks against: a leg without a way where there is one by a third
// point, and the legs of a point with no way at all, in or out, where others have some: it was put on a road that leads
// nowhere. It gives these points.
func (f *filling) doubt() (alone []int) {
	n := f.m.N
	words := (n + 63) / 64
	out, in := make([]uint64, n*words), make([]uint64, n*words) // by point, over the points that ways lead to and from
	none := make([]bool, n)
	for i := range none {
		none[i] = !f.lost[i]
	}
	some := false
	for k, s := range f.m.Seconds {
		if i, j := k/n, k%n; i != j && !f.m.Far[k] && s != geo.Unknown && !f.lost[i] && !f.lost[j] {
			out[i*words+j/64] |= 1 << (j % 64)
			in[j*words+i/64] |= 1 << (i % 64)
			none[i], none[j], some = false, false, true
		}
	}
	for k, far := range f.m.Far {
		i, j := k/n, k%n
		if far && some && (none[i] || none[j] || meet(out[i*words:][:words], in[j*words:][:words])) {
			f.m.Set(i, j, geo.Unknown, 0, false)
		}
	}
	for i := range none {
		if some && none[i] {
			alone = append(alone, i)
		}
	}
	return alone
}

// meet tells whether two sets have something in common.
func meet(a, b []uint64) bool {
	for i := range a {
		if a[i]&b[i] != 0 {
			return true
		}
	}
	return false
}

func sortedKeys(m map[string]entry) []string { return slices.Sorted(maps.Keys(m)) }
