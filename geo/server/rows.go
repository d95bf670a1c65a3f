package server

import (
	"slices"
)

// rect is a part of a table that is asked for: from each row to each column, by the indices of points.
type rect struct{ rows, cols []int }

// square tells whether rows and columns are the same points.
func (r rect) square() bool { return slices.Equal(r.rows, r.cols) }

// nothing tells whether it is a point and itself.
func (r rect) nothing() bool { return len(r.rows) == 1 && r.square() }

// rects covers what is missing of a table exactly: rows that lack the same columns are asked for together, so that a
// new home among known ones asks for its own row and column alone. Of a point to itself it does not matter.
func rects(n int, missing func(row, col int) bool) []rect {
	var out []rect
	for i := range n {
		var cols []int
		for j := range n {
			if i != j && missing(i, j) {
				cols = append(cols, j)
			}
		}
		if len(cols) == 0 {
			continue
		}
		if k := slices.IndexFunc(out, func(r rect) bool { return r.takes(i, cols) }); k >= 0 {
			out[k].cols = union(out[k].cols, cols)
			out[k].rows = append(out[k].rows, i)
			continue
		}
		out = append(out, rect{[]int{i}, cols})
	}
	return out
}

// takes tells whether a row lacks what the rows of a part lack, ways from a point to itself left aside.
func (r rect) takes(row int, cols []int) bool {
	a, b := r.cols, cols
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(a) > 0 && len(b) > 0 && a[0] == b[0]:
			a, b = a[1:], b[1:]
		case len(a) > 0 && a[0] == row:
			a = a[1:]
		case len(b) > 0 && len(r.rows) == 1 && b[0] == r.rows[0]:
			b = b[1:]
		default:
			return false
		}
	}
	return true
}

func union(a, b []int) []int {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// blocks cuts a part into requests within the server's limits.
func (c *Client) blocks(r rect) []rect {
	all, part := c.o.side()
	rows, cols := len(r.rows), len(r.cols)
	switch {
	case r.square() && rows <= all:
		return []rect{r}
	case rows <= part:
		cols = min(c.o.MaxPoints-rows, c.o.MaxPairs/rows)
	case cols <= part:
		rows = min(c.o.MaxPoints-cols, c.o.MaxPairs/cols)
	default:
		rows, cols = part, part
	}
	var out []rect
	for from := range slices.Chunk(r.rows, rows) {
		for to := range slices.Chunk(r.cols, cols) {
			if b := (rect{from, to}); !b.nothing() {
				out = append(out, b)
			}
		}
	}
	return out
}
