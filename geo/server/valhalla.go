package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/milltir/milltir/geo"
)

// valhalla asks the time-distance matrix of Valhalla:
//
//	POST {url}/sources_to_targets
//	{"sources":[{"lat":…,"lon":…}],"targets":[…],"costing":"auto","units":"kilometers","verbose":false}
//
// A server that knows verbose answers {"sources_to_targets":{"durations":[[…]],"distances":[[…]]},"units":"kilometers"},
// an older one rows of {"from_index":0,"to_index":0,"time":…,"distance":…}. Times are in seconds, distances in units,
// null where there is no way. It has no costing for e-bikes: they are bicycles with a cycling_speed of their own.
// Errors are {"error_code":154,"error":"…","status_code":400,"status":"Bad Request"}. The limits are
// service_limits.{costing}.max_matrix_location_pairs, 2,500 as it comes, and max_matrix_distance. Where it moved a
// point to it does not tell.
// Source: github.com/valhalla/valhalla, docs/docs/api/matrix/api-reference.md and turn-by-turn/api-reference.md
// (read 2026-11-28).
type valhalla struct{ ebikeKmH float64 }

// spot is a position in Valhalla's words.
type spot struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

func spots(points []geo.Point) []spot {
	out := make([]spot, len(points))
	for i, p := range points {
		out[i] = spot{p.Lat(), p.Lon()}
	}
	return out
}

// bicycle is the option of a costing that makes an e-bike of it.
type bicycle struct {
	Type  string  `json:"bicycle_type"`
	Speed float64 `json:"cycling_speed"`
}

func (v valhalla) request(a ask) (method, url string, body []byte) {
	out := struct {
		Sources []spot             `json:"sources"`
		Targets []spot             `json:"targets"`
		Costing string             `json:"costing"`
		Options map[string]bicycle `json:"costing_options,omitempty"`
		Units   string             `json:"units"`
		Verbose bool               `json:"verbose"`
	}{Sources: spots(a.rows), Targets: spots(a.cols), Costing: a.profile, Units: "kilometers"}
	if a.mode == "ebike" && a.profile == "bicycle" {
		out.Options = map[string]bicycle{"bicycle": {"Hybrid", v.ebikeKmH}}
	}
	body, _ = json.Marshal(out) // numbers that round has checked, and words
	return http.MethodPost, a.base + "/sources_to_targets", body
}

// kilometre gives the metres of a unit of Valhalla's.
var kilometre = map[string]float64{"": 1000, "kilometers": 1000, "km": 1000, "miles": 1609.344, "mi": 1609.344}

func (valhalla) decode(a ask, body []byte) (*block, error) {
	var in struct {
		Table json.RawMessage `json:"sources_to_targets"`
		Units string          `json:"units"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	unit, ok := kilometre[in.Units]
	if !ok {
		return nil, fmt.Errorf("its units are %q", in.Units)
	}
	b := newBlock(a)
	if bytes.HasPrefix(in.Table, []byte("[")) {
		return b, b.verbose(a, in.Table, unit)
	}
	var table struct {
		Durations [][]*float64 `json:"durations"`
		Distances [][]*float64 `json:"distances"`
	}
	if in.Table == nil {
		return nil, fmt.Errorf("it has no sources_to_targets")
	}
	if err := json.Unmarshal(in.Table, &table); err != nil {
		return nil, err
	}
	return b, b.fill(a, table.Durations, table.Distances, unit)
}

// verbose reads rows of objects.
func (b *block) verbose(a ask, raw []byte, unit float64) error {
	var table [][]struct {
		From     *int     `json:"from_index"`
		To       *int     `json:"to_index"`
		Time     *float64 `json:"time"`
		Distance *float64 `json:"distance"`
	}
	if err := json.Unmarshal(raw, &table); err != nil {
		return err
	}
	if err := rowsOf("sources_to_targets", table, a); err != nil {
		return err
	}
	for i, row := range table {
		for j, leg := range row {
			if leg.From != nil && *leg.From != i || leg.To != nil && *leg.To != j {
				return fmt.Errorf("its leg %d of row %d is another", j+1, i+1)
			}
			if leg.Distance != nil {
				*leg.Distance *= unit
			}
			if err := b.figure(i*len(row)+j, leg.Time, leg.Distance); err != nil {
				return err
			}
		}
	}
	return nil
}

func (valhalla) refusal(body []byte) (code, message string) {
	var in struct {
		Code  int    `json:"error_code"`
		Error string `json:"error"`
	}
	if json.Unmarshal(body, &in) != nil || in.Code == 0 {
		return "", ""
	}
	return strconv.Itoa(in.Code), in.Error
}

func (valhalla) means(code string) meaning {
	return map[string]meaning{
		"442": noWay, "170": noPoint, "171": noPoint, "150": tooMany, "154": tooFar, "105": noTable, "106": noTable,
	}[code]
}
