package report

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/geo"
)

// mapWidth is the width of a map in units of its view box.
const mapWidth = 620

// The lattice of hexagons is the same on every map: rows of two kilometres from the equator on, and columns from Greenwich on
// that make them regular about 53 degrees north. Neither depends on homes nor on layouts, so no two maps have lattices whose
// hexagons cut each other's.
const (
	latticeRow    = 0.018
	latticeColumn = 0.03454
)

// tints fill the patches; all are light enough for black text and dark dots on them (contrast above 10:1).
var tints = []string{"#dbe9f6", "#fde3cf", "#dff0d8", "#f6dce6", "#e6e0f3", "#fdf3c4", "#d5efec", "#ece5db", "#e2e8b9", "#f3d9d2"}

// maps draws every layout in the same frame.
func (p *layoutsPage) maps() []layoutsMapView {
	homes := hexagons(p.d.Homes)
	frame, ok := p.frame(homes)
	if !ok {
		return nil
	}
	var out []layoutsMapView
	for i := range p.d.Verdict.Layouts {
		k := slices.IndexFunc(p.d.Maps, func(m LayoutMap) bool { return m.Name == p.d.Verdict.Layouts[i].Name })
		if k >= 0 {
			out = append(out, p.draw(&p.d.Maps[k], frame, homes))
		}
	}
	return out
}

// frame turns degrees into units of the view box: a plane on which both axes have one scale in the middle.
type frame struct {
	bound         orb.Bound
	squeeze, zoom float64
	width, height float64
}

// frame is what the layouts take up, out to whole cells of the lattice, with the hexagons that are shown: homes that are not
// shown change nothing of it.
func (p *layoutsPage) frame(homes []hexagon) (*frame, bool) {
	var b orb.Bound
	some := false
	add := func(x orb.Bound) {
		if some {
			x = b.Union(x)
		}
		b, some = x, true
	}
	for _, m := range p.d.Maps {
		for _, x := range m.Patches {
			if len(x.Area) > 0 {
				add(x.Area.Bound())
			}
			if x.Base != nil {
				add(x.Base.Bound())
			}
		}
	}
	b.Min[0], b.Max[0] = latticeColumn*math.Floor(b.Min[0]/latticeColumn), latticeColumn*math.Ceil(b.Max[0]/latticeColumn)
	b.Min[1], b.Max[1] = latticeRow*math.Floor(b.Min[1]/latticeRow), latticeRow*math.Ceil(b.Max[1]/latticeRow)
	for _, h := range homes {
		add(h.bound())
	}
	if !some {
		return nil, false
	}
	f := &frame{bound: b, squeeze: math.Cos(b.Center().Lat() * math.Pi / 180)}
	w, h := math.Max((b.Max[0]-b.Min[0])*f.squeeze, 1e-3), math.Max(b.Max[1]-b.Min[1], 1e-3)
	f.zoom = (mapWidth - 20) / math.Max(w, h)
	f.width, f.height = w*f.zoom+20, h*f.zoom+20
	return f, true
}

func (f *frame) at(p geo.Point) (x, y float64) {
	return 10 + (p[0]-f.bound.Min[0])*f.squeeze*f.zoom, f.height - 10 - (p[1]-f.bound.Min[1])*f.zoom
}

// hexagon is a cell of the lattice with its homes, of which the page tells no more than the class.
type hexagon struct {
	at    geo.Point
	class float64
}

// bound is what a hexagon that stands on a corner takes up.
func (h hexagon) bound() orb.Bound {
	return orb.Bound{
		Min: orb.Point{h.at[0] - latticeColumn/2, h.at[1] - latticeRow*2/3},
		Max: orb.Point{h.at[0] + latticeColumn/2, h.at[1] + latticeRow*2/3},
	}
}

// hexagons counts homes. Those with fewer than five are not in it; of the others only a class is kept, so that no
// difference of two maps, or of a map and a sum, tells of a few.
func hexagons(homes []geo.Point) []hexagon {
	type cell struct{ col, row int }
	count := map[cell]int{}
	for _, h := range homes {
		x, y := h[0]/latticeColumn, h[1]/latticeRow
		best, nearest := cell{}, math.Inf(1)
		row := int(math.Round(y))
		for r := row - 1; r <= row+1; r++ {
			shift := float64(r&1) / 2
			col := int(math.Round(x - shift))
			dx, dy := (x-float64(col)-shift)*2/math.Sqrt(3), y-float64(r)
			if d := dx*dx + dy*dy; d < nearest {
				best, nearest = cell{col, r}, d
			}
		}
		count[best]++
	}
	var out []hexagon
	for c, n := range count {
		if n >= fewest {
			out = append(out, hexagon{geo.Point{(float64(c.col) + float64(c.row&1)/2) * latticeColumn, float64(c.row) * latticeRow}, homesClass(n)})
		}
	}
	slices.SortFunc(out, func(a, b hexagon) int { return cmp.Or(cmp.Compare(b.at[1], a.at[1]), cmp.Compare(a.at[0], b.at[0])) })
	return out
}

// homesClass is the radius of a dot, where rows are 14 units apart: from 5, 10, 20 and 50 homes on.
func homesClass(n int) float64 {
	switch {
	case n < 10:
		return 2.5
	case n < 20:
		return 4
	case n < 50:
		return 5.5
	}
	return 7
}

// draw makes one map. Patches are numbered, and named in the key beside it.
func (p *layoutsPage) draw(m *LayoutMap, f *frame, homes []hexagon) layoutsMapView {
	out := layoutsMapView{Title: m.Name}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">`, f.width, f.height, html(p.t("map_label", D{"Name": m.Name, "N": len(m.Patches)})))
	for i := range m.Patches {
		if path := f.path(m.Patches[i].Area); path != "" {
			fmt.Fprintf(&b, `<path d="%s" fill="%s" class="patch"/>`, path, tints[i%len(tints)])
		}
	}
	dot := math.Max(0.35, math.Min(1.6, latticeRow*f.zoom/14))
	for _, h := range homes {
		x, y := f.at(h.at)
		fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="%.1f" class="homes"/>`, x, y, dot*h.class)
	}
	for i := range m.Patches {
		x := &m.Patches[i]
		out.Key = append(out.Key, p.name(x.ID, x.NameEn, x.NameCy))
		at, ok := f.label(x)
		if x.Base != nil {
			bx, by := f.at(*x.Base)
			fmt.Fprintf(&b, `<path d="M%.1f %.1fl5 9h-10z" class="base"/>`, bx, by-6)
		}
		if ok {
			fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" class="number">%d</text>`, at[0], at[1], i+1)
		}
	}
	f.ruler(&b)
	b.WriteString(`</svg>`)
	out.Picture = template.HTML(b.String()) //nolint:gosec // numbers, and a label that has gone through html
	return out
}

// path is the outline of an area, without points that fall into one place of the picture.
func (f *frame) path(area orb.MultiPolygon) string {
	var b strings.Builder
	for _, polygon := range area {
		for _, ring := range polygon {
			was, n := "", 0
			var line strings.Builder
			for _, pt := range ring {
				x, y := f.at(pt)
				now := fmt.Sprintf("%.1f %.1f", x, y)
				if now == was {
					continue
				}
				line.WriteString([]string{"M", "L"}[min(n, 1)] + now)
				was, n = now, n+1
			}
			if n > 2 {
				b.WriteString(line.String() + "Z")
			}
		}
	}
	return b.String()
}

// label is where a patch's number stands: in the middle of the largest piece of its area, else beside its base.
func (f *frame) label(x *MapPatch) (at [2]float64, ok bool) {
	largest := 0.0
	for _, polygon := range x.Area {
		if len(polygon) == 0 {
			continue
		}
		b := polygon[0].Bound()
		if size := (b.Max[0] - b.Min[0]) * (b.Max[1] - b.Min[1]); size >= largest {
			largest, ok = size, true
			at[0], at[1] = f.at(b.Center())
		}
	}
	if !ok && x.Base != nil {
		at[0], at[1] = f.at(*x.Base)
		at[0] += 12
		ok = true
	}
	return at, ok
}

// ruler draws five, ten or more miles.
func (f *frame) ruler(b *strings.Builder) {
	perMile := 1609.344 / 111_195 * f.zoom
	miles := 1.0
	for _, m := range []float64{2, 5, 10, 20, 50} {
		if m*perMile < f.width/3 {
			miles = m
		}
	}
	x, y := f.width-20-miles*perMile, f.height-14
	fmt.Fprintf(b, `<path d="M%.1f %.1fv-5m0 5H%.1fv-5" class="whisker"/><text x="%.1f" y="%.1f" class="axis">%s mi</text>`,
		x, y, x+miles*perMile, x+miles*perMile/2, y-5, number(miles, 0))
}
