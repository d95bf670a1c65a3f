package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/milltir/milltir/geo"
)

// osrm asks the table service of OSRM:
//
//	GET {url}/table/v1/{profile}/{lon},{lat};{lon},{lat};…?annotations=duration,distance&sources=0;1&destinations=2;3
//
// The answer has code "Ok", durations in seconds and distances in metres row by row (null: no route), and for each
// source and destination the waypoint it was moved to, by distance in metres. Errors have status 400 and a code:
// TooBig beyond --max-table-size, NoSegment for a point off the map, NotImplemented for distances of an old MLD server.
// Source: github.com/Project-OSRM/osrm-backend, docs/http.md, "Table service" (read 2026-11-28).
type osrm struct{}

func (osrm) request(a ask) (method, url string, body []byte) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s/table/v1/%s/", a.base, a.profile)
	all := a.rows
	if !a.square {
		all = append(append([]geo.Point{}, a.rows...), a.cols...)
	}
	for i, p := range all {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(degrees(p.Lon()) + "," + degrees(p.Lat()))
	}
	b.WriteString("?annotations=duration,distance")
	if !a.square {
		b.WriteString("&sources=" + indices(0, len(a.rows), ";") + "&destinations=" + indices(len(a.rows), len(all), ";"))
	}
	return http.MethodGet, b.String(), nil
}

func (osrm) decode(a ask, body []byte) (*block, error) {
	var in struct {
		Code string `json:"code"`
		answered
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	if in.Code != "Ok" {
		return nil, fmt.Errorf("its code is %q, not Ok", in.Code)
	}
	return in.block(a)
}

func (osrm) refusal(body []byte) (code, message string) {
	var in struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	if json.Unmarshal(body, &in) != nil {
		return "", ""
	}
	return in.Code, in.Message
}

// degrees prints what [Client.round] left.
func degrees(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// indices lists from, from+1, … below to.
func indices(from, to int, between string) string {
	list := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		list = append(list, strconv.Itoa(i))
	}
	return strings.Join(list, between)
}

func (osrm) means(code string) meaning {
	return map[string]meaning{"NoTable": noWay, "NoSegment": noPoint, "TooBig": tooMany, "NotImplemented": noTable}[code]
}
