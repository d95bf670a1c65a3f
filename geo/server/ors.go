package server

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/milltir/milltir/geo"
)

// ors asks the matrix of openrouteservice, version 2:
//
//	POST {url}/v2/matrix/{profile}       Authorization: {key}
//	{"locations":[[lon,lat],…],"sources":["0"],"destinations":["1"],"metrics":["duration","distance"],"units":"m"}
//
// The answer has durations in seconds and distances in metres row by row (null: no route), and for each source and
// destination where it was moved to with snapped_distance in metres, or null for what it did not find. Errors are
// {"error":{"code":6004,"message":"…"}}, those of the gate in front of it {"error":"…"}. The public server takes 3,500
// pairs in a request, and so many requests a minute and a day: beyond it the status is 429 (a minute) or 403 (a day).
// Source: github.com/GIScience/openrouteservice, docs/api-reference/endpoints/matrix/index.md and error-codes.md;
// openrouteservice.org/restrictions (read 2026-11-28).
type ors struct{}

func (ors) request(a ask) (method, url string, body []byte) {
	all := a.rows
	from, to := texts(0, len(a.rows)), texts(0, len(a.rows))
	if !a.square {
		all = append(append([]geo.Point{}, a.rows...), a.cols...)
		to = texts(len(a.rows), len(all))
	}
	body, _ = json.Marshal(struct { // numbers that round has checked, and words
		Locations    []geo.Point `json:"locations"`
		Sources      []string    `json:"sources"`
		Destinations []string    `json:"destinations"`
		Metrics      []string    `json:"metrics"`
		Units        string      `json:"units"`
	}{all, from, to, []string{"duration", "distance"}, "m"})
	return http.MethodPost, a.base + "/v2/matrix/" + a.profile, body
}

func texts(from, to int) []string {
	out := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		out = append(out, strconv.Itoa(i))
	}
	return out
}

func (ors) decode(a ask, body []byte) (*block, error) {
	var in answered
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	return in.block(a)
}

func (ors) refusal(body []byte) (code, message string) {
	var in struct {
		Error json.RawMessage `json:"error"`
	}
	if json.Unmarshal(body, &in) != nil {
		return "", ""
	}
	var full struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	if json.Unmarshal(in.Error, &full) == nil && full.Code != 0 {
		return strconv.Itoa(full.Code), full.Message
	}
	if json.Unmarshal(in.Error, &message) != nil {
		return "", ""
	}
	return "", message
}

func (ors) means(code string) meaning {
	return map[string]meaning{"6010": noPoint, "6004": tooMany, "6020": tooMany}[code]
}
