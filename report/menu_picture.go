package report

import (
	"bytes"
	"cmp"
	"fmt"
	"image/color"
	"io"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Sizes of the picture.
const (
	panelWidth  = 12 * vg.Centimeter
	panelHeight = 10 * vg.Centimeter
	footHeight  = 1.6 * vg.Centimeter
	margin      = 5 * vg.Millimeter
	dotRadius   = 4 * vg.Millimeter / 2
)

// dots are colours that are told apart by people who do not see all of them (Okabe and Ito).
var dots = []color.Color{
	color.RGBA{A: 255}, color.RGBA{G: 114, B: 178, A: 255}, color.RGBA{R: 213, G: 94, A: 255}, color.RGBA{G: 158, B: 115, A: 255},
}

var pale = color.RGBA{R: 120, G: 120, B: 120, A: 255}

// Drawn tells whether there is a picture: rotas that differ, in figures about five people or more.
func (m *Menu) Drawn() bool { return len(m.panels()) > 0 }

// Picture draws the frontier as one SVG that needs no other file: a panel for each pair of figures, every rota by its
// name, and a line through those that no other beats. There is none unless [Menu.Drawn].
func (m *Menu) Picture(w io.Writer, l *Localizer) error {
	var row []*plot.Plot
	for _, a := range m.panels() {
		p, err := m.drawn(a, l)
		if err != nil {
			return err
		}
		row = append(row, p)
	}
	wide := panelWidth * vg.Length(len(row))
	canvas := vgsvg.New(wide, panelHeight+footHeight)
	all := draw.New(canvas)
	all.FillPolygon(color.White, []vg.Point{{}, {X: wide}, {X: wide, Y: panelHeight + footHeight}, {Y: panelHeight + footHeight}})
	foot := textStyle(9)
	for i, text := range folded(l.T("menu.picture"), foot, wide-2*margin) {
		all.FillText(foot, vg.Point{X: margin, Y: footHeight - vg.Points(5) - vg.Length(i+1)*vg.Points(11)}, text)
	}
	tiles := draw.Tiles{Rows: 1, Cols: len(row), PadX: vg.Centimeter, PadTop: 3 * vg.Millimeter, PadLeft: 2 * vg.Millimeter, PadRight: margin}
	for i, c := range plot.Align([][]*plot.Plot{row}, tiles, draw.Crop(all, 0, 0, footHeight, 0))[0] {
		row[i].Draw(c)
	}
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return err
	}
	// Where the font is missing, one of the same widths stands in for it.
	text := strings.ReplaceAll(b.String(), "font-family:Liberation Sans;", "font-family:'Liberation Sans',Arial,Helvetica,sans-serif;")
	_, err := io.WriteString(w, text)
	return err
}

func textStyle(size vg.Length) draw.TextStyle {
	return draw.TextStyle{Color: color.Black, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: vg.Points(float64(size))}, Handler: plot.DefaultTextHandler}
}

// folded breaks a text between words into lines that are no wider.
func folded(text string, style draw.TextStyle, most vg.Length) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		if n := len(lines) - 1; n >= 0 && style.Width(lines[n]+" "+word) <= most {
			lines[n] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// named is what a rota is called in the picture: one that leaves out more visits than another travels less for that.
func (m *Menu) named(i int, l *Localizer) string {
	o, missing := &m.options[i], figureOf("visits_left_out")
	name := l.word("leaning", o.Leaning.Name)
	if n, known := missing.value(o); known && m.differ(missing) {
		return l.T("menu.dot", D{"Leaning": name, "Missing": int(n)})
	}
	return name
}

// drawn is one panel.
func (m *Menu) drawn(a panel, l *Localizer) (*plot.Plot, error) {
	p := plot.New()
	for i, axis := range []*plot.Axis{&p.X, &p.Y} {
		f := []*figure{a.x, a.y}[i]
		text := l.T("menu.axis", D{"Figure": l.T(f.key), "Unit": f.unit(l)})
		axis.Label.Text = strings.Join(folded(text, textStyle(10), panelHeight*2/3), "\n")
		axis.Tick.Marker = plot.TickerFunc(ticks)
		axis.Label.TextStyle.Font, axis.Tick.Label.Font = textStyle(10).Font, textStyle(9).Font
	}
	t := &tags{}
	on := m.frontier(a)
	var line plotter.XYs
	for i := range m.options {
		x, y := a.at(&m.options[i])
		if on[i] {
			line = append(line, plotter.XY{X: x, Y: y})
		}
		t.add(tag{x, y, m.named(i, l), on[i], dots[i%len(dots)]})
	}
	slices.SortFunc(line, func(a, b plotter.XY) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(b.Y, a.Y)) })
	t.line = line
	p.X.Min, p.X.Max = t.span(func(g tag) float64 { return g.x })
	p.Y.Min, p.Y.Max = t.span(func(g tag) float64 { return g.y })
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = color.Gray{Y: 230}, color.Gray{Y: 230}
	through, err := plotter.NewLine(line)
	if err != nil {
		return nil, err
	}
	through.Color, through.Width = pale, vg.Points(1.5)
	p.Add(grid, through, t)
	return p, nil
}

// ticks are the usual ones with as few digits as tell them apart.
func ticks(low, high float64) []plot.Tick {
	marks := plot.DefaultTicks{}.Ticks(low, high)
	for i := range marks {
		if marks[i].Label != "" {
			marks[i].Label = fmt.Sprintf("%.6g", marks[i].Value)
		}
	}
	return marks
}

// unit is what a figure of the picture is in.
func (f *figure) unit(l *Localizer) string {
	switch {
	case f.name == "travel_minutes":
		return l.T("menu.in_minutes")
	case f.name == "carers_mean":
		return l.T("menu.in_carers")
	}
	return l.T("menu.in_score")
}

// tag is a rota in a panel, or several that lie at the same place.
type tag struct {
	x, y   float64
	name   string
	on     bool // no other beats it
	colour color.Color
}

// tags draws dots and their names, each name where it meets no other, no dot and, if it can be, no line.
type tags struct {
	all  []tag
	line plotter.XYs
}

func (t *tags) add(g tag) {
	for i := range t.all {
		if old := &t.all[i]; old.x == g.x && old.y == g.y {
			old.name += "\n" + g.name
			return
		}
	}
	t.all = append(t.all, g)
}

// span is an axis with room for names on either side.
func (t *tags) span(of func(tag) float64) (low, high float64) {
	low, high = of(t.all[0]), of(t.all[0])
	for _, g := range t.all {
		low, high = min(low, of(g)), max(high, of(g))
	}
	room := 0.25 * (high - low)
	if room == 0 {
		room = max(1, 0.05*high)
	}
	return low - room, high + room
}

// Plot draws on a panel's canvas.
func (t *tags) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	at := func(x, y float64) vg.Point { return vg.Point{X: toX(x), Y: toY(y)} }
	var taken, lines []vg.Rectangle
	for _, g := range t.all {
		taken = append(taken, around(at(g.x, g.y), dotRadius))
	}
	for i := 1; i < len(t.line); i++ {
		from, to := at(t.line[i-1].X, t.line[i-1].Y), at(t.line[i].X, t.line[i].Y)
		const steps = 40
		for k := range steps {
			part := vg.Length(k) / steps
			lines = append(lines, around(vg.Point{X: from.X + (to.X-from.X)*part, Y: from.Y + (to.Y-from.Y)*part}, 1))
		}
	}
	for _, g := range t.all {
		mark := draw.GlyphStyle{Color: g.colour, Radius: dotRadius, Shape: draw.RingGlyph{}}
		if g.on {
			mark.Shape = draw.CircleGlyph{}
		}
		c.DrawGlyph(mark, at(g.x, g.y))
		style := textStyle(11)
		style.Color = g.colour
		box := place(&c, at(g.x, g.y), style.Rectangle(g.name).Size(), taken, lines)
		c.FillText(style, box.Min, g.name)
		taken = append(taken, box)
	}
}

func around(p vg.Point, r vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: p.X - r, Y: p.Y - r}, Max: vg.Point{X: p.X + r, Y: p.Y + r}}
}

func meet(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

// place finds where a name beside a dot is in nobody's way, else in the way of least.
func place(c *draw.Canvas, at, size vg.Point, taken, lines []vg.Rectangle) (best vg.Rectangle) {
	least := -1
	for _, gap := range []vg.Length{dotRadius + 3, 3 * dotRadius, 5 * dotRadius} {
		for _, way := range []struct{ x, y vg.Length }{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}} {
			dot := at
			if way.x == 0 { // above or below it may lie to one side
				dot.X = min(max(dot.X, c.Min.X+size.X/2), c.Max.X-size.X/2)
			}
			middle := vg.Point{X: dot.X + way.x*(gap+size.X/2), Y: dot.Y + way.y*(gap+size.Y/2)}
			box := vg.Rectangle{
				Min: vg.Point{X: middle.X - size.X/2, Y: middle.Y - size.Y/2},
				Max: vg.Point{X: middle.X + size.X/2, Y: middle.Y + size.Y/2},
			}
			cost := 0
			if !c.Contains(box.Min) || !c.Contains(box.Max) {
				cost += 1000
			}
			for _, x := range taken {
				if meet(box, x) {
					cost += 100
				}
			}
			for _, x := range lines {
				if meet(box, x) {
					cost++
				}
			}
			if least < 0 || cost < least {
				least, best = cost, box
			}
		}
	}
	return best
}
