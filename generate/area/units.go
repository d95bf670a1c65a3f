package area

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/model"
)

// collection is the part of GeoJSON (RFC 7946) that units are read from.
type collection struct {
	Type     string `json:"type"`
	Features []struct {
		Properties struct {
			ID         string   `json:"id"`
			NameEn     string   `json:"name_en"`
			NameCy     string   `json:"name_cy"`
			Group      string   `json:"group"`
			Ward       string   `json:"ward"`
			Population *float64 `json:"population"`
			Over65     *float64 `json:"pop65plus"`
			Over75     *float64 `json:"pop75plus"`
			Over85     *float64 `json:"pop85plus"`
		} `json:"properties"`
		Geometry *struct {
			Type        string          `json:"type"`
			Coordinates json.RawMessage `json:"coordinates"`
		} `json:"geometry"`
	} `json:"features"`
}

// readUnits reads units.geojson, if there is one.
func (r *reader) readUnits() {
	b := r.open(UnitsFile, false)
	if b == nil {
		return
	}
	var c collection
	if err := json.Unmarshal(b, &c); err != nil || c.Type != "FeatureCollection" {
		d := model.Diagnostic{
			Code: "E1656", File: UnitsFile,
			Message: "this is not a GeoJSON FeatureCollection whose properties are of the kinds that docs/COUNTY.md names",
			Advice:  "Maybe it is a single Feature, or another file; export it as GeoJSON, RFC 7946, in WGS 84",
		}
		if at := (*json.SyntaxError)(nil); errors.As(err, &at) {
			d.Line = 1 + bytes.Count(b[:min(len(b), int(max(0, at.Offset)))], []byte("\n"))
		} else if at := (*json.UnmarshalTypeError)(nil); errors.As(err, &at) {
			d.Line, d.Column = 1+bytes.Count(b[:min(len(b), int(max(0, at.Offset)))], []byte("\n")), at.Field
		}
		r.report(d)
		return
	}
	for i := range c.Features {
		f := &c.Features[i]
		path := fmt.Sprintf("features[%d]", i)
		wrong := func(code, value, message, advice string) {
			r.report(model.Diagnostic{
				Code: code, File: UnitsFile, Column: path, Value: value, Message: message, Advice: advice,
			})
		}
		p := &f.Properties
		u := Unit{ID: strings.TrimSpace(p.ID), NameEn: p.NameEn, NameCy: p.NameCy, Group: strings.TrimSpace(p.Group), Ward: p.Ward}
		if u.NameEn == "" {
			u.NameEn = u.ID
		}
		if u.NameCy == "" {
			u.NameCy = u.NameEn
		}
		if _, twice := r.units[u.ID]; twice || u.ID == "" {
			wrong("E1654", u.ID, "the id of the unit is empty or stands there twice", "Maybe the property has another name: it is \"id\"")
		}
		r.units[u.ID] = len(r.a.Units)
		for _, n := range []struct {
			name     string
			from, to *float64
		}{
			{"population", p.Population, &u.Population},
			{"pop65plus", p.Over65, &u.Over65},
			{"pop75plus", p.Over75, &u.Over75},
			{"pop85plus", p.Over85, &u.Over85},
		} {
			if n.from == nil {
				continue
			}
			if *n.to = *n.from; !(*n.from >= 0 && *n.from <= 1e8) {
				wrong("E1652", n.name, n.name+" is not a number of people", "It is 0 or more")
			}
		}
		if f.Geometry != nil {
			var err error
			if u.Boundary, err = polygons(f.Geometry.Type, f.Geometry.Coordinates); err != nil {
				wrong("E1656", u.ID, err.Error(), "Maybe the file is in metres of a national grid: it has to be in degrees, longitude first")
			}
		}
		r.a.Units = append(r.a.Units, u)
	}
}

// polygons reads a Polygon or MultiPolygon. Rings are closed and have three corners at least.
func polygons(kind string, raw json.RawMessage) (orb.MultiPolygon, error) {
	var coords [][][][]float64
	switch kind {
	case "Polygon":
		var one [][][]float64
		if err := json.Unmarshal(raw, &one); err != nil {
			return nil, errors.New("the coordinates are not those of a Polygon")
		}
		coords = append(coords, one)
	case "MultiPolygon":
		if err := json.Unmarshal(raw, &coords); err != nil {
			return nil, errors.New("the coordinates are not those of a MultiPolygon")
		}
	default:
		return nil, fmt.Errorf("the geometry is %q, not Polygon or MultiPolygon", kind)
	}
	var out orb.MultiPolygon
	for _, p := range coords {
		var poly orb.Polygon
		for _, ring := range p {
			g := make(orb.Ring, 0, len(ring))
			for _, at := range ring {
				if len(at) < 2 || !(at[0] >= -180 && at[0] <= 180 && at[1] >= -90 && at[1] <= 90) {
					return nil, errors.New("a corner is no place on earth")
				}
				g = append(g, orb.Point{at[0], at[1]})
			}
			if len(g) < 4 || g[0] != g[len(g)-1] {
				return nil, errors.New("a ring has fewer than three corners or is not closed")
			}
			poly = append(poly, g)
		}
		if len(poly) == 0 {
			return nil, errors.New("a polygon has no rings")
		}
		out = append(out, poly)
	}
	return out, nil
}
