package layout

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

// What a file may hold at most; a county in full detail has a tenth of it.
const (
	mostBytes   = 64 << 20
	mostPoints  = 1_000_000
	mostPatches = 5_000
	mostFound   = 500 // messages
)

// Read reads a layout from GeoJSON and checks it (docs/LAYOUTS.md). The error is a [model.Diagnostics] with everything that is
// wrong, each with the file, the line where the feature begins, and the place; there is then no layout. name is that of the
// file, in messages.
//
// It is read with a decoder of its own, since a position that is cut short or a number that is none must be an error with its
// place and not a zero.
func Read(name string, r io.Reader) (*Layout, []Warning, error) {
	d := &reading{name: name}
	data, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	switch {
	case err != nil:
		return nil, nil, err
	case len(data) > mostBytes:
		d.say("E1640", 0,
			"", "the file is larger than 64 MiB",
			"Maybe its lines have more detail than a border needs: simplify them")
	case !utf8.Valid(data):
		d.say("E1640", 0, "", "the file is not UTF-8 text", "")
	default:
		d.collection(bytes.TrimPrefix(data, []byte("\ufeff")))
	}
	l := &Layout{Name: d.title, File: name, Attribution: d.attribution, Note: d.note, Patches: d.patches()}
	if len(d.found.Errors()) == 0 {
		d.topology(l)
	}
	slices.SortStableFunc(d.found, func(a, b model.Diagnostic) int { return cmp.Compare(a.Line, b.Line) })
	if wrong := d.found.Errors(); len(wrong) > 0 {
		return nil, d.found.Warnings(), wrong
	}
	return l, d.found.Warnings(), nil
}

// reading is a file being read.
type reading struct {
	name              string
	title             string
	attribution, note string
	data              []byte
	counts            int64 // of bytes before which lines were counted
	line              int
	points            int
	found             model.Diagnostics
	shapes            []shape
}

// shape is a feature.
type shape struct {
	at    int // index in the file
	line  int
	props map[string]json.RawMessage
	kind  string
	area  [][][]geo.Point
	point geo.Point
}

func (d *reading) say(code string, line int, column, message, advice string) {
	if len(d.found) < mostFound {
		d.found = append(d.found, model.Diagnostic{Code: code, File: d.name, Line: line, Column: column, Message: message, Advice: advice})
	}
}

// lineAt is the line of a byte of the file; bytes are asked for in order.
func (d *reading) lineAt(offset int64) int {
	for offset < int64(len(d.data)) && strings.ContainsRune(" \t\r\n,", rune(d.data[offset])) {
		offset++
	}
	d.line += bytes.Count(d.data[d.counts:offset], []byte("\n"))
	d.counts = offset
	return d.line + 1
}

// collection reads the outermost object, feature by feature, so that each knows its line.
func (d *reading) collection(data []byte) {
	d.data = data
	in := json.NewDecoder(bytes.NewReader(data))
	if t, err := in.Token(); err != nil || t != json.Delim('{') {
		d.broken(in, err)
		return
	}
	kind, seen := "", false
	for in.More() {
		key, err := in.Token()
		if err != nil {
			d.broken(in, err)
			return
		}
		switch key {
		case "features":
			if seen = true; !d.features(in) {
				return
			}
		default:
			var raw json.RawMessage
			if err := in.Decode(&raw); err != nil {
				d.broken(in, err)
				return
			}
			switch key {
			case "type":
				kind = text(raw)
			case "name":
				d.title = text(raw)
			case "attribution":
				d.attribution = text(raw)
			case "note":
				d.note = text(raw)
			case "crs":
				d.crs(raw)
			}
		}
	}
	if _, err := in.Token(); err != nil {
		d.broken(in, err)
		return
	}
	if kind != "FeatureCollection" || !seen {
		d.say("E1641", 1,
			"", fmt.Sprintf("the file is a %q and no FeatureCollection of patches", kind),
			"Save the whole layer as GeoJSON")
	} else if len(d.shapes) == 0 && len(d.found) == 0 {
		d.say("E1641", 1, "features", "there is no patch", "")
	}
}

// crs refuses a file in eastings and northings, whose numbers would only look wrong.
func (d *reading) crs(raw json.RawMessage) {
	if s := string(raw); strings.Contains(s, "EPSG") && !strings.Contains(s, "4326") {
		d.say("E1643", 1, "crs", "the positions are not longitudes and latitudes", "Save the layer in WGS 84 (EPSG:4326)")
	}
}

// features reads the array; false: the file is broken, or more than can be.
func (d *reading) features(in *json.Decoder) bool {
	if t, err := in.Token(); err != nil || t != json.Delim('[') {
		d.broken(in, err)
		return false
	}
	for in.More() {
		line := d.lineAt(in.InputOffset())
		var raw json.RawMessage
		if err := in.Decode(&raw); err != nil {
			d.broken(in, err)
			return false
		}
		if len(d.shapes) == mostPatches {
			d.say("E1640", line, "features", fmt.Sprintf("there are more than %d patches", mostPatches), "")
			return false
		}
		d.feature(raw, line)
		if d.points > mostPoints {
			d.say("E1640", line, "features", fmt.Sprintf("there are more than %d points", mostPoints), "Simplify the lines")
			return false
		}
	}
	_, err := in.Token()
	if err != nil {
		d.broken(in, err)
	}
	return err == nil
}

// broken says where the JSON ends to be JSON.
func (d *reading) broken(in *json.Decoder, err error) {
	line := 1 + bytes.Count(d.data[:min(in.InputOffset(), int64(len(d.data)))], []byte("\n"))
	why := "the file is not a JSON object"
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		why = "the file ends too early"
	case err != nil:
		why = "the file is not valid JSON: " + err.Error()
	}
	d.say("E1640", line, "", why, "")
}

// feature reads one feature. What has another geometry is told and left out.
func (d *reading) feature(raw json.RawMessage, line int) {
	s := shape{at: len(d.shapes), line: line}
	var f struct {
		Type       string                     `json:"type"`
		ID         json.RawMessage            `json:"id"`
		Properties map[string]json.RawMessage `json:"properties"`
		Geometry   *struct {
			Type        string          `json:"type"`
			Coordinates json.RawMessage `json:"coordinates"`
		} `json:"geometry"`
	}
	err := json.Unmarshal(raw, &f)
	if s.props = f.Properties; s.props == nil {
		s.props = map[string]json.RawMessage{}
	}
	if _, given := s.props["id"]; !given && len(f.ID) > 0 {
		s.props["id"] = f.ID
	}
	d.shapes = append(d.shapes, s)
	where := d.where(&s, "")
	if err != nil || f.Type != "Feature" {
		d.say("E1641", line, where, "this is no GeoJSON feature", "")
		return
	}
	if f.Geometry == nil {
		d.shapes[s.at].kind = "none" // a patch that is a base
		return
	}
	into := &d.shapes[s.at]
	switch into.kind = f.Geometry.Type; into.kind {
	case "Point":
		var p []*float64
		if json.Unmarshal(f.Geometry.Coordinates, &p) != nil || !d.position(into, p, &into.point) {
			into.kind = ""
			d.say("E1641", line, where, "the point has no position", "Write [longitude, latitude]")
		}
	case "Polygon":
		var rings [][][]*float64
		d.polygons(into, json.Unmarshal(f.Geometry.Coordinates, &rings), [][][][]*float64{rings})
	case "MultiPolygon":
		var all [][][][]*float64
		d.polygons(into, json.Unmarshal(f.Geometry.Coordinates, &all), all)
	default:
		d.say("E1641", line, where,
			fmt.Sprintf("%q is no geometry of a patch: Polygon, MultiPolygon, or a Point with base_of", f.Geometry.Type),
			"")
		into.kind = ""
	}
}

// polygons takes over the positions of an area.
func (d *reading) polygons(s *shape, err error, all [][][][]*float64) {
	if err != nil {
		d.say("E1641", s.line, d.where(s, ""), "the coordinates are no lists of positions as deep as a "+s.kind+" has them", "")
		s.kind = ""
		return
	}
	bad := 0
	for _, polygon := range all {
		var rings [][]geo.Point
		for _, ring := range polygon {
			points := make([]geo.Point, 0, len(ring))
			for _, p := range ring {
				var at geo.Point
				if d.position(s, p, &at) {
					points = append(points, at)
				} else {
					bad++
				}
			}
			d.points += len(ring)
			rings = append(rings, points)
		}
		s.area = append(s.area, rings)
	}
	if bad > 0 {
		s.kind = ""
		d.say("E1641", s.line, d.where(s,
			""), fmt.Sprintf("%d positions are not two numbers", bad),
			"Write [longitude, latitude]")
	}
}

// position takes over a position; a height is left out.
func (d *reading) position(_ *shape, p []*float64, into *geo.Point) bool {
	if len(p) < 2 || p[0] == nil || p[1] == nil || math.IsInf(*p[0], 0) || math.IsInf(*p[1], 0) {
		return false
	}
	*into = geo.Point{*p[0], *p[1]}
	return true
}

// where names a feature: by its id where it has one.
func (d *reading) where(s *shape, property string) string {
	out := fmt.Sprintf("features[%d]", s.at)
	if property != "" {
		out += ".properties." + property
	}
	if id := text(s.props["id"]); id != "" && property != "id" {
		out += fmt.Sprintf(" (%s)", short(id))
	}
	return out
}

// text gives a JSON string, or a number as it is written; "" for anything else.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return strings.TrimSpace(s)
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}

// short keeps a hostile name from filling the screen.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
