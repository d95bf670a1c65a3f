package layout

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/milltir/milltir/geo"
)

// patches makes patches of the features: those of areas and of bases alone first, then the points that are bases of others.
func (d *reading) patches() []Patch {
	var out []Patch
	first := map[string]*shape{}
	at := map[string]int{}
	for i := range d.shapes {
		s := &d.shapes[i]
		if _, base := s.props["base_of"]; s.kind == "" || base {
			continue
		}
		p := d.patch(s)
		if !d.identify(s, p.ID) {
			continue
		}
		if other := first[p.ID]; other != nil {
			d.say("E1642", s.line, d.where(s,
				"id"), fmt.Sprintf("id %q is that of the patch of line %d too", short(p.ID), other.line),
				"One patch in several pieces is a MultiPolygon")
			continue
		}
		first[p.ID], at[p.ID] = s, len(out)
		out = append(out, p)
	}
	for i := range d.shapes {
		if s := &d.shapes[i]; s.kind != "" && s.props["base_of"] != nil {
			d.baseOf(s, out, at)
		}
	}
	for i := range out {
		if s := first[out[i].ID]; len(out[i].Area) == 0 && !out[i].HasBase && s.kind == "none" {
			d.say("E1647", s.line, d.where(s,
				""), "the patch has neither an area nor a base",
				"Draw its polygon, or give base_lat and base_lon")
		}
	}
	return out
}

// patch takes over the properties of a feature and its area.
func (d *reading) patch(s *shape) Patch {
	p := Patch{ID: text(s.props["id"]), NameEn: text(s.props["name_en"]), NameCy: text(s.props["name_cy"]), Provider: text(s.props["provider"])}
	if p.NameEn == "" {
		p.NameEn = text(s.props["name"])
	}
	for _, name := range []string{p.NameEn, p.NameCy, p.Provider} {
		if strings.ContainsFunc(name, unicode.IsControl) || len([]rune(name)) > 100 {
			d.say("E1642", s.line, d.where(s,
				""), fmt.Sprintf("the name %q has control characters or more than 100 of them", short(name)),
				"")
		}
	}
	if c := text(s.props["colour"]); colour.MatchString(c) {
		p.Colour = strings.ToLower(c)
	} else if c != "" {
		d.say("W2133", s.line, d.where(s,
			"colour"), fmt.Sprintf("colour %q is not of the form #1f77b4, and left out", short(c)),
			"")
	}
	switch s.kind {
	case "Point":
		p.HasBase = true
		p.Base, _ = d.onEarth(s, s.point)
	default:
		p.Area = d.area(s)
	}
	lat, lon := s.props["base_lat"], s.props["base_lon"]
	if null(lat) && null(lon) {
		return p
	}
	y, yes := number(lat)
	x, both := number(lon)
	if !yes || !both {
		d.say("E1647", s.line, d.where(s,
			"base_lat"), "base_lat and base_lon are not two numbers",
			"Write degrees, as 52.91 and -3.6")
		return p
	}
	p.HasBase = true
	p.Base, _ = d.onEarth(s, geo.LatLon(y, x))
	return p
}

// identify tells whether a patch has an id that can be written into a table.
func (d *reading) identify(s *shape, id string) bool {
	switch {
	case id == "":
		advice := ""
		for _, key := range slices.Sorted(maps.Keys(s.props)) { // a GIS has its own idea of what an id is called
			if v := text(s.props[key]); v != "" && len(v) < 30 && advice == "" && strings.HasSuffix(strings.ToLower(key), "cd") {
				advice = fmt.Sprintf("Maybe %s is meant: call it id", key)
			}
		}
		d.say("E1642", s.line, d.where(s, "id"), "the patch has no id", advice)
		return false
	case strings.ContainsAny(id, ";:") || strings.ContainsFunc(id, unicode.IsControl) || len(id) > 100:
		d.say("E1642", s.line, d.where(s,
			"id"), fmt.Sprintf("id %q has a semicolon, a colon or a control character, or is too long", short(id)),
			"Maybe write - instead")
		return false
	}
	return true
}

// baseOf gives a patch the point that is its base.
func (d *reading) baseOf(s *shape, patches []Patch, at map[string]int) {
	of := text(s.props["base_of"])
	i, known := at[of]
	switch {
	case s.kind != "Point":
		d.say("E1647", s.line, d.where(s, "base_of"), "a base is a Point", "")
	case !known:
		d.say("E1647", s.line, d.where(s,
			"base_of"), fmt.Sprintf("there is no patch %q", short(of)),
			"Write the id of a patch of this file")
	case patches[i].HasBase:
		d.say("E1647", s.line, d.where(s, "base_of"), fmt.Sprintf("patch %q has a base already", short(of)), "")
	default:
		patches[i].Base, _ = d.onEarth(s, s.point)
		patches[i].HasBase = true
	}
}

// onEarth refuses a position outside the earth, and puts a good one on the grid.
func (d *reading) onEarth(s *shape, p geo.Point) (geo.Point, bool) {
	n, ok := snap(p)
	if !ok {
		d.say("E1643", s.line, d.where(s, ""), fmt.Sprintf("latitude %s, longitude %s is nowhere on the earth", degrees(p.Lat()), degrees(p.Lon())), swapped(p))
		return geo.Point{}, false
	}
	return n.point(), true
}

// swapped guesses what is wrong with a position.
func swapped(p geo.Point) string {
	switch x, y := math.Abs(p[0]), math.Abs(p[1]); {
	case x <= 90 && y <= 180:
		return "Maybe latitude and longitude are swapped: GeoJSON says longitude first"
	case x > 1000:
		return "Maybe these are eastings and northings: save the layer in WGS 84 (EPSG:4326)"
	}
	return ""
}

func degrees(x float64) string { return strconv.FormatFloat(x, 'g', 8, 64) }

func null(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// number reads a number, or a text that is one.
func number(raw json.RawMessage) (float64, bool) {
	x, err := strconv.ParseFloat(text(raw), 64)
	return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}
