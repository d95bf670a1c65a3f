package server

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	orbgeo "github.com/paulmach/orb/geo"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/geo"
)

// stub answers as a server of a kind does, by a rule instead of roads: 10 m/s along the crow's line, a third more one
// way than the other, and nothing leads to a point whose latitude is below 0.
type stub struct {
	kind             string
	maxPoints, pairs int
	asked, legs      atomic.Int64 // requests, and legs of them
	lost             float64      // latitude above which no point is on its map; 0: none
	lie              bool         // null of all where one is null, as openrouteservice 1785
}

func truth(p, q geo.Point) (seconds, metres float64, far bool) {
	d := orbgeo.DistanceHaversine(p, q)
	if p.Lon() > q.Lon() {
		d *= 4. / 3
	}
	return d / 10, d, q.Lat() < 0 && p != q
}

func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.asked.Add(1)
	rows, cols, err := s.read(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusTeapot)
		return
	}
	s.legs.Add(int64(len(rows) * len(cols)))
	for _, p := range slices.Concat(rows, cols) {
		if s.lost > 0 && p.Lat() > s.lost {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"code":"NoSegment","message":"Could not find a matching segment for coordinate 0"}`)
			return
		}
	}
	points := len(rows) + len(cols)
	if slices.Equal(rows, cols) {
		points = len(rows)
	}
	if s.maxPoints > 0 && points > s.maxPoints || s.pairs > 0 && len(rows)*len(cols) > s.pairs {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, map[string]string{
			OSRM:     `{"code":"TooBig","message":"Too many table coordinates"}`,
			Valhalla: `{"error_code":150,"error":"Exceeded max locations","status_code":400,"status":"Bad Request"}`,
			ORS:      `{"error":{"code":6004,"message":"Request parameters exceed the server configuration limits."},"info":{}}`,
		}[s.kind])
		return
	}
	var durations, distances [][]*float64
	none := false
	for _, p := range rows {
		var d, m []*float64
		for _, q := range cols {
			seconds, metres, far := truth(p, q)
			if s.kind == Valhalla {
				metres /= 1000
			}
			if d, m = append(d, &seconds), append(m, &metres); far {
				d[len(d)-1], m[len(m)-1], none = nil, nil, true
			}
		}
		durations, distances = append(durations, d), append(distances, m)
	}
	if none && s.lie {
		for i := range durations {
			for j := range durations[i] {
				durations[i][j], distances[i][j] = nil, nil
			}
		}
	}
	table := map[string]any{"durations": durations, "distances": distances}
	switch s.kind {
	case OSRM:
		table["code"] = "Ok"
	case Valhalla:
		table = map[string]any{"sources_to_targets": table, "units": "kilometers"}
	}
	_ = json.NewEncoder(w).Encode(table)
}

// read takes a request apart.
func (s *stub) read(r *http.Request) (rows, cols []geo.Point, err error) {
	if s.kind == OSRM {
		return readOSRM(r.URL)
	}
	var in struct {
		Sources, Destinations json.RawMessage
		Targets               []spot
		Locations             []geo.Point
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return nil, nil, err
	}
	if s.kind == Valhalla {
		var sources []spot
		err := json.Unmarshal(in.Sources, &sources)
		for _, p := range sources {
			rows = append(rows, geo.LatLon(p.Lat, p.Lon))
		}
		for _, p := range in.Targets {
			cols = append(cols, geo.LatLon(p.Lat, p.Lon))
		}
		return rows, cols, err
	}
	for _, of := range []struct {
		raw json.RawMessage
		to  *[]geo.Point
	}{{in.Sources, &rows}, {in.Destinations, &cols}} {
		var list []string
		if err := json.Unmarshal(of.raw, &list); err != nil {
			return nil, nil, err
		}
		for _, text := range list {
			i, err := strconv.Atoi(text)
			if err != nil || i >= len(in.Locations) {
				return nil, nil, fmt.Errorf("index %q", text)
			}
			*of.to = append(*of.to, in.Locations[i])
		}
	}
	return rows, cols, nil
}

func readOSRM(u *url.URL) (rows, cols []geo.Point, err error) {
	parts := strings.Split(u.Path, "/")
	var all []geo.Point
	for _, pair := range strings.Split(parts[len(parts)-1], ";") {
		var p geo.Point
		if _, err := fmt.Sscanf(pair, "%f,%f", &p[0], &p[1]); err != nil {
			return nil, nil, err
		}
		all = append(all, p)
	}
	q, err := url.ParseQuery(strings.ReplaceAll(u.RawQuery, ";", "%3B"))
	if err != nil {
		return nil, nil, err
	}
	pick := func(list string) (out []geo.Point) {
		if list == "" {
			return all
		}
		for _, text := range strings.Split(list, ";") {
			i, e := strconv.Atoi(text)
			if e != nil || i >= len(all) {
				err = fmt.Errorf("index %q", text)
				return nil
			}
			out = append(out, all[i])
		}
		return out
	}
	return pick(q.Get("sources")), pick(q.Get("destinations")), err
}

// TestAnyChunks gets the same table, the true one, whatever the size of its blocks.
func TestAnyChunks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]string{OSRM, Valhalla, ORS}).Draw(t, "kind")
		n := rapid.IntRange(0, 12).Draw(t, "points")
		points := make([]geo.Point, n)
		for i := range points {
			points[i] = geo.LatLon(rapid.Float64Range(-0.05, 0.5).Draw(t, "lat"), rapid.Float64Range(-0.5, 0.5).Draw(t, "lon"))
		}
		api := &stub{kind: kind, maxPoints: rapid.IntRange(2, 30).Draw(t, "max points"), pairs: rapid.IntRange(1, 200).Draw(t, "pairs")}
		s := httptest.NewServer(api)
		defer s.Close()
		c, err := New(Options{
			Kind: kind, URL: s.URL, Decimals: 6, Profiles: map[string]string{"car": "x"},
			MaxPoints: api.maxPoints, MaxPairs: api.pairs,
		})
		require.NoError(t, err)
		m, remarks, err := c.Legs(t.Context(), "car", points)
		require.NoError(t, err)
		require.Empty(t, remarks)
		rounded, err := c.round(points)
		require.NoError(t, err)
		want := geo.NewMatrix(n)
		for i, p := range rounded {
			for j, q := range rounded {
				if i == j {
					continue
				}
				s, d, far := truth(p, q)
				if far {
					s, d = 0, 0
				}
				if kind == Valhalla {
					d = d / 1000 * 1000
				}
				want.Set(i, j, int32(math.Ceil(s)), int32(math.Round(d)), far)
			}
		}
		require.Equal(t, want, m)
	})
}
