package area

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/geo"
)

// StandIn is a statistics area that stands in for a patch which nobody outside the council knows. It is
// never one of the council's patches.
type StandIn struct {
	ID, NameEn, NameCy string
	Colour             string // #rrggbb
	Base               geo.Point
	Units              []int // indices of Area.Units, ascending
	Weight             float64
	Boundary           orb.MultiPolygon
}

// colours are told apart by most eyes when neighbours differ; they come round again.
var colours = []string{
	"#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#999933", "#882255", "#44aa99",
	"#332288", "#ddcc77", "#117733", "#88ccee", "#cc6677", "#ee8866", "#77aadd", "#bbcc33",
}

// Areas gives the larger statistics areas of the units' groups, by name. Names are those of the places
// of the skeleton in which most of the area's weight lies near; the base is the first of them.
func (a *Area) Areas() []StandIn {
	groups := map[string][]int{}
	for i := range a.Units {
		if g := a.Units[i].Group; g != "" {
			groups[g] = append(groups[g], i)
		}
	}
	near := a.nodeWeights()
	var out []StandIn
	for i, name := range slices.Sorted(maps.Keys(groups)) {
		s := StandIn{ID: slug(name), Colour: colours[i%len(colours)], Units: groups[name]}
		for _, u := range s.Units {
			s.Weight += a.Units[u].Weight
		}
		s.Boundary = dissolve(a, s.Units)
		a.christen(&s, name, near)
		out = append(out, s)
	}
	return out
}

// nodeWeights gives, by unit, the weight of its points that have a node as their nearest.
func (a *Area) nodeWeights() []map[int]float64 {
	out := make([]map[int]float64, len(a.Units))
	for i := range out {
		out[i] = map[int]float64{}
	}
	for i := range a.Points {
		p := &a.Points[i]
		if p.Unit < 0 || p.Unit >= len(a.Units) {
			continue
		}
		best, least, shrink := -1, math.Inf(1), math.Cos(p.Lat*math.Pi/180)
		for k := range a.SkeletonNodes {
			n := &a.SkeletonNodes[k]
			if d := math.Hypot((n.Lon-p.Lon)*shrink, n.Lat-p.Lat); d < least {
				best, least = k, d
			}
		}
		if best >= 0 {
			out[p.Unit][best] += p.Weight
		}
	}
	return out
}

// christen names a stand-in after one or two places and gives it the first as its base.
func (a *Area) christen(s *StandIn, group string, near []map[int]float64) {
	sums := map[int]float64{}
	for _, u := range s.Units {
		for k, w := range near[u] {
			n := &a.SkeletonNodes[k]
			if strings.Contains(n.NameEn, "(") {
				continue // a name that needs explaining, a hospital's for one, is no name for an area
			}
			if slices.ContainsFunc(s.Units, func(u int) bool { return a.Units[u].Holds(geo.LatLon(n.Lat, n.Lon)) }) {
				sums[k] += w
			}
		}
	}
	order := slices.SortedFunc(maps.Keys(sums), func(x, y int) int { return cmp.Or(cmp.Compare(sums[y], sums[x]), x-y) })
	var en, cy []string
	for i, k := range order {
		if i == 0 || i < 2 && sums[k] > s.Weight/5 {
			en, cy = append(en, a.SkeletonNodes[k].NameEn), append(cy, a.SkeletonNodes[k].NameCy)
		}
	}
	if len(order) > 0 {
		s.Base = geo.LatLon(a.SkeletonNodes[order[0]].Lat, a.SkeletonNodes[order[0]].Lon)
	} else {
		s.Base = a.middle(s.Units)
	}
	if len(en) == 0 {
		en = a.wards(s.Units)
		cy = en
	}
	s.NameEn, s.NameCy = "Statistics area "+group, "Ardal ystadegau "+group
	if len(en) > 0 {
		s.NameEn += " (" + strings.Join(en, ", ") + ")"
		s.NameCy += " (" + strings.Join(cy, ", ") + ")"
	}
}

// wards gives the ward with the most weight, if it is known.
func (a *Area) wards(units []int) []string {
	sums, best := map[string]float64{}, ""
	for _, u := range units {
		w := a.Units[u].Ward
		sums[w] += a.Units[u].Weight
		if w != "" && (best == "" || sums[w] > sums[best]) {
			best = w
		}
	}
	if best == "" {
		return nil
	}
	return []string{best}
}

// middle is the point of some units that is nearest the mean of their weight.
func (a *Area) middle(units []int) geo.Point {
	lat, lon, sum := 0.0, 0.0, 0.0
	for i := range a.Points {
		if p := &a.Points[i]; slices.Contains(units, p.Unit) {
			lat, lon, sum = lat+p.Weight*p.Lat, lon+p.Weight*p.Lon, sum+p.Weight
		}
	}
	if sum == 0 {
		return a.Units[units[0]].corner()
	}
	lat, lon = lat/sum, lon/sum
	best, least := geo.Point{}, math.Inf(1)
	for i := range a.Points {
		p := &a.Points[i]
		if d := math.Hypot(p.Lat-lat, (p.Lon-lon)*math.Cos(lat*math.Pi/180)); d < least && slices.Contains(units, p.Unit) {
			best, least = geo.LatLon(p.Lat, p.Lon), d
		}
	}
	return best
}

func (u *Unit) corner() geo.Point {
	if len(u.Boundary) == 0 {
		return geo.Point{}
	}
	return u.Boundary[0][0][0]
}

// slug makes an id of a name: "Gwynedd 015" is gwynedd-015.
func slug(name string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

// StandIns gives the larger statistics areas as a GeoJSON FeatureCollection, the form of a layout file;
// nil where the units are in no groups.
func (a *Area) StandIns() []byte {
	areas := a.Areas()
	if len(areas) == 0 {
		return nil
	}
	var b bytes.Buffer
	b.WriteString("{\n\"type\": \"FeatureCollection\",\n")
	for _, m := range [][2]string{
		{"name", "stand-ins"},
		{"attribution", a.Attribution},
		{"note", "Statistics areas that stand in for patches. They are not the council's."},
	} {
		fmt.Fprintf(&b, "%q: %s,\n", m[0], text(m[1]))
	}
	b.WriteString("\"features\": [\n")
	for i := range areas {
		s := &areas[i]
		fmt.Fprintf(&b, `{"type": "Feature", "properties": {"id": %s, "name_en": %s, "name_cy": %s, "colour": %q, "base_lat": %g, "base_lon": %g}, "geometry": `,
			text(s.ID), text(s.NameEn), text(s.NameCy), s.Colour, s.Base.Lat(), s.Base.Lon())
		writeGeometry(&b, s.Boundary)
		b.WriteByte('}')
		if i < len(areas)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]\n}\n")
	return b.Bytes()
}

// writeGeometry writes a MultiPolygon, or null where there is none.
func writeGeometry(b *bytes.Buffer, m orb.MultiPolygon) {
	if len(m) == 0 {
		b.WriteString("null")
		return
	}
	raw, err := json.Marshal(m)
	if err != nil { // only what is no number cannot be written, and no such corner is read
		raw = []byte("[]")
	}
	fmt.Fprintf(b, `{"type": "MultiPolygon", "coordinates": %s}`, raw)
}

// text is a JSON text.
func text(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}
