package layout

import (
	"bufio"
	"encoding/json"
	"io"
	"math"

	"github.com/paulmach/orb"
)

// Write writes a layout as GeoJSON that [Read] takes, one patch a line. The same layout always gives the same bytes, and one
// that was read gives the same layout again.
func (l *Layout) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	_, _ = out.WriteString("{\"type\": \"FeatureCollection\",\n") // a bufio.Writer keeps its error
	for _, m := range [][2]string{{"name", l.Name}, {"attribution", l.Attribution}, {"note", l.Note}} {
		if m[1] == "" && m[0] != "name" {
			continue
		}
		said, err := encode(m[1])
		if err != nil {
			return err
		}
		_, _ = out.WriteString("\"" + m[0] + "\": " + said + ",\n")
	}
	_, _ = out.WriteString("\"features\": [\n")
	for i := range l.Patches {
		line, err := encode(l.Patches[i].feature())
		if err != nil {
			return err
		}
		if i < len(l.Patches)-1 {
			line += ","
		}
		_, _ = out.WriteString(line + "\n")
	}
	_, _ = out.WriteString("]}\n")
	return out.Flush()
}

func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// feature is a patch as GeoJSON has it, its members in the order in which people look for them.
type feature struct {
	Type       string     `json:"type"`
	Properties properties `json:"properties"`
	Geometry   *geometry  `json:"geometry"`
}

type properties struct {
	ID       string   `json:"id"`
	NameEn   string   `json:"name_en,omitempty"`
	NameCy   string   `json:"name_cy,omitempty"`
	Provider string   `json:"provider,omitempty"`
	Colour   string   `json:"colour,omitempty"`
	BaseLat  *float64 `json:"base_lat,omitempty"`
	BaseLon  *float64 `json:"base_lon,omitempty"`
}

type geometry struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"`
}

func (p *Patch) feature() feature {
	f := feature{Type: "Feature", Properties: properties{p.ID, p.NameEn, p.NameCy, p.Provider, p.Colour, nil, nil}}
	if p.HasBase {
		lat, lon := tidy(p.Base.Lat()), tidy(p.Base.Lon())
		f.Properties.BaseLat, f.Properties.BaseLon = &lat, &lon
	}
	switch len(p.Area) {
	case 0: // a patch that is a base
	case 1:
		f.Geometry = &geometry{"Polygon", gridded(p.Area)[0]}
	default:
		f.Geometry = &geometry{"MultiPolygon", gridded(p.Area)}
	}
	return f
}

// gridded rounds positions to the grid, so that no digits are written that mean nothing.
func gridded(area orb.MultiPolygon) orb.MultiPolygon {
	out := area.Clone()
	for _, polygon := range out {
		for _, ring := range polygon {
			for i, p := range ring {
				ring[i] = orb.Point{tidy(p[0]), tidy(p[1])}
			}
		}
	}
	return out
}

func tidy(x float64) float64 { return math.Round(x*perDegree) / perDegree }
