package report

import (
	"strings"

	"github.com/rivo/uniseg"
)

// width is the number of columns a text takes, not its bytes: ŵ and ŷ take one.
func width(s string) int { return uniseg.StringWidth(s) }

// left pads a text on the right to n columns, right on the left; longer texts stay whole.
func left(s string, n int) string  { return s + strings.Repeat(" ", max(0, n-width(s))) }
func right(s string, n int) string { return strings.Repeat(" ", max(0, n-width(s))) + s }

// fit shortens a text to n columns with an ellipsis and pads it to them.
func fit(s string, n int) string {
	if width(s) <= n {
		return left(s, n)
	}
	var b strings.Builder
	used := 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if used+g.Width() > n-1 {
			break
		}
		used += g.Width()
		b.WriteString(g.Str())
	}
	return left(b.String()+"…", n)
}

// wrap breaks a text between words into lines of at most n columns; a longer word stays whole.
func wrap(s string, n int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case width(line)+1+width(word) <= n:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}

// wrapped writes a text after a first cell, with later lines indented under it.
func (p *page) wrapped(first, text string, n int) {
	indent := strings.Repeat(" ", width(first))
	for i, l := range wrap(text, n-width(first)) {
		if i > 0 {
			first = indent
		}
		p.line(first, l)
	}
}

// table is rows of cells that align: the columns named in Right on the right.
type table struct {
	rows  [][]string
	right []bool // by column
	gap   int    // blanks between columns
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// write prints the rows after an indent.
func (t *table) write(p *page, indent string) {
	var widths []int
	for _, row := range t.rows {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], width(c))
		}
	}
	for _, row := range t.rows {
		cells := []string{indent}
		for i, c := range row {
			if i > 0 {
				cells = append(cells, strings.Repeat(" ", t.gap))
			}
			if i < len(t.right) && t.right[i] {
				cells = append(cells, right(c, widths[i]))
			} else {
				cells = append(cells, left(c, widths[i]))
			}
		}
		p.line(cells...)
	}
}
