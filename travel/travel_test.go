package travel_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/travel"
)

// workspace is two homes and a driver, with some lines in [travel].
func workspace(t *testing.T, settings string) *model.Problem {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"milltir.toml": "format = 1\nname = \"Case\"\n\n[plan]\nstart = 2026-11-23\n\n[travel]\nparking = 0\n" + settings,
		"patches.csv":  "id,name_en\nbala,Bala\n",
		"people.csv":   "id,name,patch,lat,lon\np1,A,bala,52.91,-3.60\np2,B,bala,52.86,-3.67\n",
		"carers.csv":   "id,name,patch,contract,mode\nc,D,bala,zero,car\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	p, err := model.ReadDir(dir)
	require.NoError(t, err)
	return p
}

// osrm answers every request with 600 seconds and 9,000 metres off the diagonal.
func osrm(t *testing.T, asked *atomic.Int32) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		where := strings.Split(strings.TrimPrefix(r.URL.Path, "/table/v1/driving/"), ";")
		n := len(where)
		side := func(of string) []string { // the query has semicolons, which net/url does not take
			_, list, _ := strings.Cut(r.URL.RawQuery, of+"=")
			list, _, _ = strings.Cut(list, "&")
			if list == "" {
				return where
			}
			var out []string
			for i := range strings.SplitSeq(list, ";") {
				k, err := strconv.Atoi(i)
				require.NoError(t, err)
				out = append(out, where[k])
			}
			return out
		}
		table := func(v float64) [][]float64 {
			out := make([][]float64, len(side("sources")))
			for i, from := range side("sources") {
				for _, to := range side("destinations") {
					out[i] = append(out[i], v)
					if from == to {
						out[i][len(out[i])-1] = 0
					}
				}
			}
			return out
		}
		points := make([]map[string]any, n)
		for i := range points {
			var lon, lat float64
			fmt.Sscanf(where[i], "%f,%f", &lon, &lat)
			points[i] = map[string]any{"location": []float64{lon, lat}, "distance": 3.5, "name": ""}
		}
		answer := map[string]any{"code": "Ok", "durations": table(600), "distances": table(9000)}
		if len(side("sources")) == n {
			answer["sources"], answer["destinations"] = points, points
		}
		require.NoError(t, json.NewEncoder(w).Encode(answer))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestServer(t *testing.T) {
	var asked atomic.Int32
	p := workspace(t, "\n[travel.server]\nkind = \"osrm\"\nurl = \""+osrm(t, &asked)+"\"\n")
	require.NoError(t, travel.Open(t.Context(), p, travel.Options{}))
	require.Zero(t, asked.Load(), "nothing is asked before it is needed")
	for range 2 {
		h, err := model.Expand(p)
		require.NoError(t, err)
		require.Equal(t, "server", h.TravelText())
		seconds, metres, far := h.Legs["car"].At(h.PersonAt[0], h.PersonAt[1])
		require.Equal(t, []any{int32(600), int32(9000), false}, []any{seconds, metres, far})
	}
	require.Equal(t, int32(1), asked.Load(), "the same is asked once")

	var out bytes.Buffer
	require.NoError(t, model.WriteJSON(&out, p))
	require.Contains(t, out.String(), `"kind": "osrm"`)
}

func TestAllThatIsWrong(t *testing.T) {
	p := workspace(t, "roads = \"wales.roads\"\n\n[travel.server]\nkind = \"osm\"\nurl = \"https://router.example.org\"\n")
	err := travel.Open(t.Context(), p, travel.Options{Folder: t.TempDir()})
	var found model.Diagnostics
	require.ErrorAs(t, err, &found)
	var said []string
	for _, d := range found {
		require.Equal(t, "milltir.toml", d.File)
		said = append(said, d.Code+" "+d.Column)
	}
	require.Equal(t, []string{"E1621 travel.roads", "E1630 travel.server.kind", "E1630 travel.server.send_positions"}, said)
}

func TestTablesNeedNothing(t *testing.T) {
	p := workspace(t, "")
	require.NoError(t, travel.Open(t.Context(), p, travel.Options{}))
	h, err := model.Expand(p)
	require.NoError(t, err)
	require.Equal(t, "crow", h.TravelText())
}

// village builds a network of one street of 8 km between the two homes.
func village(t *testing.T, path string) {
	t.Helper()
	x := &roads.Extract{
		Name: "village", Lat: []int32{529_100_000, 528_600_000}, Lon: []int32{-36_000_000, -36_700_000},
		TagSets: []roads.Tags{{{Key: "highway", Value: "primary"}, {Key: "maxspeed", Value: "60 mph"}}},
		Ways:    []roads.Way{{Nodes: []int32{0, 1}}},
	}
	r, err := roads.Build(context.Background(), x, roads.Options{})
	require.NoError(t, err)
	require.NoError(t, r.WriteFile(path))
}

func TestRoads(t *testing.T) {
	dir := t.TempDir()
	village(t, filepath.Join(dir, "v.roads"))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "slow.toml"), []byte("[car]\nprimary = 2.0\n\n[period.fair.car]\nprimary = 1.5\n"), 0o644))
	seconds := func(settings string) int32 {
		p := workspace(t, "roads = \"v.roads\"\n"+settings)
		require.NoError(t, travel.Open(t.Context(), p, travel.Options{Folder: dir}))
		h, err := model.Expand(p)
		require.NoError(t, err)
		require.Equal(t, "roads", h.TravelText())
		require.Contains(t, h.TravelFrom(), "village, data of unknown")
		require.Equal(t, strings.Contains(settings, "fair"), strings.Contains(h.TravelFrom(), ", factors slow.toml fair "), h.TravelFrom())
		require.LessOrEqual(t, strings.Count(h.TravelFrom(), "factors"), 1, "once is enough")
		s, metres, _ := h.Legs["car"].At(h.PersonAt[0], h.PersonAt[1])
		require.InDelta(t, 7290, metres, 60)
		return s
	}
	usual := seconds("")
	require.InDelta(t, 7290/(60*1609.344/3600), usual, 0.45*float64(usual), "about sixty miles an hour, or what the profile makes of it")
	require.InDelta(t, 2*usual, seconds("factors = \"slow.toml\"\n"), 3)
	require.InDelta(t, 3*usual, seconds("factors = \"slow.toml\"\nperiod = \"fair\"\n"), 3)

	for settings, want := range map[string]string{
		"period = \"carnival\"\n":                          "E1622",
		"factors = \"nowhere.toml\"\n":                     "E1622",
		"factors = \"slow.toml\"\nperiod = \"carnival\"\n": "E1622",
	} {
		err := travel.Open(t.Context(), workspace(t, "roads = \"v.roads\"\n"+settings), travel.Options{Folder: dir})
		require.ErrorContains(t, err, want)
	}
}
