// Command make derives the figures of Gwynedd that come with the program from the open data that
// they are of. Run it again when those change: go generate ./generate/area.
package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

const gwynedd = "W06000002"

func main() {
	log.SetFlags(0)
	from := flag.String("from", "../../../shared/geo", "`folder` with the open data")
	out := flag.String("o", "gwynedd", "`folder` to write to")
	flag.Parse()
	if err := run(*from, *out); err != nil {
		log.Fatal(err)
	}
}

func run(from, out string) error {
	units, err := readUnits(from)
	if err != nil {
		return err
	}
	points, err := pointsCSV(from, units)
	if err != nil {
		return err
	}
	nodes, err := reheaded(filepath.Join(from, "gwynedd_skeleton_nodes.csv"),
		[]string{"id", "name_cy", "name_en", "lat", "lon"}, nil)
	if err != nil {
		return err
	}
	links, err := reheaded(filepath.Join(from, "gwynedd_skeleton_edges.csv"),
		[]string{"from", "to", "road", "class", "km_est", "min_est"}, []string{"from", "to", "road", "class", "km", "minutes"})
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{
		"points.csv": points, "units.geojson": unitsGeoJSON(units), "skeleton_nodes.csv": nodes, "skeleton_links.csv": links,
	} {
		path := filepath.Join(out, name)
		if err := os.WriteFile(path+".new", content, 0o644); err != nil {
			return err
		}
		if err := os.Rename(path+".new", path); err != nil {
			return err
		}
		log.Printf("%s: %d bytes", name, len(content))
	}
	return nil
}

// unit is an LSOA of 2011 with its figures of mid-2020.
type unit struct {
	id, name, ward string
	counts         [4]string // population, 65+, 75+, 85+
	geometry       json.RawMessage
	boundary       orb.MultiPolygon
	postcodes      int
}

func rows(path string) (where map[string]int, out [][]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	out, err = csv.NewReader(f).ReadAll()
	if err != nil || len(out) == 0 {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	where = map[string]int{}
	for i, c := range out[0] {
		where[c] = i
	}
	return where, out[1:], nil
}

func readUnits(from string) (map[string]*unit, error) {
	w, list, err := rows(filepath.Join(from, "gwynedd_lsoa11_mid2020.csv"))
	if err != nil {
		return nil, err
	}
	units := map[string]*unit{}
	for _, r := range list {
		u := &unit{id: r[w["lsoa11_code"]], name: r[w["lsoa11_name"]], ward: r[w["ward24_names"]]}
		for i, c := range []string{"pop_mid2020", "pop65plus", "pop75plus", "pop85plus"} {
			u.counts[i] = r[w[c]]
		}
		units[u.id] = u
	}
	b, err := os.ReadFile(filepath.Join(from, "lsoa11_nwwales.geojson"))
	if err != nil {
		return nil, err
	}
	var all struct {
		Features []struct {
			Properties struct {
				Code string `json:"lsoa11_code"`
			} `json:"properties"`
			Geometry struct {
				Type        string          `json:"type"`
				Coordinates json.RawMessage `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, err
	}
	for _, f := range all.Features {
		u := units[f.Properties.Code]
		if u == nil {
			continue
		}
		raw := f.Geometry.Coordinates
		if f.Geometry.Type == "Polygon" {
			raw = slices.Concat([]byte("["), raw, []byte("]"))
		}
		if err := json.Unmarshal(raw, &u.boundary); err != nil {
			return nil, fmt.Errorf("%s: %w", u.id, err)
		}
		if u.geometry, err = json.Marshal(u.boundary); err != nil { // five decimals already, so that shared edges stay shared
			return nil, err
		}
	}
	for id, u := range units {
		if u.geometry == nil {
			return nil, fmt.Errorf("%s has no boundary", id)
		}
	}
	return units, nil
}

func sorted(units map[string]*unit) []*unit {
	var out []*unit
	for _, u := range units {
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b *unit) int { return strings.Compare(a.id, b.id) })
	return out
}

// english holds the wards that have another name in English, and the one that is only given in it.
var english = map[string]string{
	"Abermaw": "Barmouth", "Y Bala": "Bala", "Y Groeslon": "Groeslon",
	"Canol Bangor": "Bangor Central", "Dwyrain Bangor": "Bangor East", "Canol Bethesda": "Bethesda Central",
	"Canol Tref Caernarfon": "Caernarfon Town Centre", "Gogledd Dolgellau": "Dolgellau North", "De Dolgellau": "Dolgellau South",
	"Gogledd Pwllheli": "Pwllheli North", "De Pwllheli": "Pwllheli South",
	"Dwyrain Porthmadog": "Porthmadog East", "Gorllewin Porthmadog": "Porthmadog West",
	"Bowydd a'r Rhiw": "Bowydd and Rhiw", "Diffwys a Maenofferen": "Diffwys and Maenofferen",
	"Brithdir a Llanfachreth/Ganllwyd/Llanelltyd": "Brithdir and Llanfachreth/Ganllwyd/Llanelltyd",
	"Llanbedrog gyda Mynytho":                     "Llanbedrog with Mynytho", "Harlech a Llanbedr": "Harlech and Llanbedr",
	"Corris a Mawddwy": "Corris and Mawddwy", "Arthog a Llangelynnin": "Arthog and Llangelynnin",
	"Bethel a'r Felinheli": "Bethel and Y Felinheli", "Morfa Nefyn a Thudweiliog": "Morfa Nefyn and Tudweiliog",
	"Efailnewydd a Buan": "Efailnewydd and Buan", "Tre-garth a Mynydd Llandygái": "Tregarth and Mynydd Llandygái",
	"Aberdyfi": "Aberdovey",
}

// names gives a ward's names in English and in Welsh.
func names(ward string) (en, cy string) {
	for cy, en := range english {
		if ward == cy || ward == en {
			return en, cy
		}
	}
	return ward, ward
}

func unitsGeoJSON(units map[string]*unit) []byte {
	var b bytes.Buffer
	b.WriteString("{\n\"type\": \"FeatureCollection\",\n\"name\": \"units\",\n\"features\": [\n")
	for i, u := range sorted(units) {
		if i > 0 {
			b.WriteString(",\n")
		}
		en, cy := names(u.ward)
		fmt.Fprintf(&b, `{"type": "Feature", "properties": {"id": %q, "name_en": %q, "name_cy": %q, "group": %q, "ward": %q, `+
			`"population": %s, "pop65plus": %s, "pop75plus": %s, "pop85plus": %s}, `,
			u.id, u.name+" "+en, u.name+" "+cy, strings.TrimRight(u.name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), u.ward,
			u.counts[0], u.counts[1], u.counts[2], u.counts[3])
		fmt.Fprintf(&b, `"geometry": {"type": "MultiPolygon", "coordinates": %s}}`, u.geometry)
	}
	b.WriteString("\n]\n}\n")
	return b.Bytes()
}

// pointsCSV spreads the inhabitants of 85 and over of each unit evenly over its postcodes, whose
// positions are rounded to about ten metres and whose names are left out. A point that the simplified
// boundary of its unit leaves outside (most by the sea) is moved just inside.
func pointsCSV(from string, units map[string]*unit) ([]byte, error) {
	w, list, err := rows(filepath.Join(from, "postcodes_nwwales_2025-10.csv"))
	if err != nil {
		return nil, err
	}
	type point struct {
		lat, lon float64
		u        *unit
	}
	var points []point
	var moved []float64
	for _, r := range list {
		u := units[r[w["lsoa11"]]]
		if r[w["lad"]] != gwynedd || u == nil {
			continue
		}
		lat, err := strconv.ParseFloat(r[w["lat"]], 64)
		if err != nil {
			return nil, err
		}
		lon, err := strconv.ParseFloat(r[w["lon"]], 64)
		if err != nil {
			return nil, err
		}
		lat, lon = math.Round(lat*1e4)/1e4, math.Round(lon*1e4)/1e4
		if in := u.inside(lat, lon); in != [2]float64{lat, lon} {
			moved = append(moved, 111_200*math.Hypot(in[0]-lat, (in[1]-lon)*0.6))
			lat, lon = in[0], in[1]
		}
		u.postcodes++
		points = append(points, point{lat, lon, u})
	}
	slices.Sort(moved)
	if n := len(moved); n > 0 {
		log.Printf("%d points, %d moved inside their unit: median %.0f m, nine of ten %.0f m, most %.0f m",
			len(points), n, moved[n/2], moved[n*9/10], moved[n-1])
	}
	slices.SortStableFunc(points, func(a, b point) int {
		if c := strings.Compare(a.u.id, b.u.id); c != 0 {
			return c
		}
		if a.lat != b.lat {
			return int(math.Copysign(1, a.lat-b.lat))
		}
		return int(math.Copysign(1, a.lon-b.lon))
	})
	var b bytes.Buffer
	b.WriteString("lat,lon,weight,unit\n")
	for _, p := range points {
		over85, err := strconv.ParseFloat(p.u.counts[3], 64)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%.4f,%.4f,%.3f,%s\n", p.lat, p.lon, over85/float64(p.u.postcodes), p.u.id)
	}
	return b.Bytes(), nil
}

// inside gives the nearest place of a grid of ten metres that lies in the unit.
func (u *unit) inside(lat, lon float64) [2]float64 {
	best, least := [2]float64{lat, lon}, math.Inf(1)
	for reach := 0; reach <= 200; reach++ {
		for i := -reach; i <= reach; i++ {
			for j := -reach; j <= reach; j++ {
				if max(i, -i, j, -j) != reach {
					continue
				}
				y, x := math.Round(lat*1e4+float64(i))/1e4, math.Round(lon*1e4+float64(j))/1e4
				if d := math.Hypot(float64(i), 0.6*float64(j)); d < least && planar.MultiPolygonContains(u.boundary, orb.Point{x, y}) {
					best, least = [2]float64{y, x}, d
				}
			}
		}
		if float64(reach)*0.6 >= least {
			break
		}
	}
	return best
}

// reheaded takes some columns of a table under other names.
func reheaded(path string, columns, names []string) ([]byte, error) {
	w, list, err := rows(path)
	if err != nil {
		return nil, err
	}
	if names == nil {
		names = columns
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	table := [][]string{names}
	for _, r := range list {
		var row []string
		for _, c := range columns {
			value := r[w[c]]
			if c == "class" && value == "M" { // the A55, a dual carriageway
				value = "T"
			}
			row = append(row, value)
		}
		table = append(table, row)
	}
	if err := out.WriteAll(table); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
