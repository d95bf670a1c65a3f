package travel_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/travel"
)

// warnings are those of a horizon, one line each.
func warnings(h *model.Horizon) string {
	var out []string
	for _, d := range h.TravelWarnings() {
		out = append(out, d.Error())
	}
	return strings.Join(out, "\n")
}

// TestHomeOffTheMap: one home that the server does not have is the crow's, by name; all others are the server's.
func TestHomeOffTheMap(t *testing.T) {
	var asked atomic.Int32
	behind := osrm(t, &asked)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "-3.9,52.5") {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"code":"NoSegment","message":"Could not find a matching segment for coordinate 2"}`))
			return
		}
		resp, err := http.Get(behind + r.URL.RequestURI())
		if err != nil {
			t.Error(err)
			return
		}
		defer resp.Body.Close()
		_, _ = io.Copy(w, resp.Body)
	}))
	defer s.Close()
	cache := t.TempDir()
	plan := func(order string) (*model.Horizon, error) {
		p := workspace(t, order+"\n[travel.server]\nkind = \"osrm\"\nurl = \""+s.URL+"\"\n")
		p.People = append(p.People, p.People[0])
		p.People[2].ID, p.People[2].Lat, p.People[2].Lon = "p3", 52.5, -3.9
		require.NoError(t, travel.Open(t.Context(), p, travel.Options{Cache: cache}))
		return model.Expand(p)
	}
	h, err := plan("")
	require.NoError(t, err)
	require.Equal(t, "server 2;crow 4", h.TravelText())
	require.Contains(t, h.TravelFrom(), "osrm at http://127.0.0.1")
	require.Contains(t, warnings(h), `W2103 milltir.toml people[2].lat: person "p3": travel by server does not know some or all of its legs; crow makes them instead`)
	require.Equal(t, 1, strings.Count(warnings(h), "W2103"))
	_, err = plan("provider = \"server\"\n")
	require.ErrorContains(t, err, `E1634 milltir.toml people[2].lat: person "p3"`)
}

// TestServerThatFails: the next provider makes the legs, and nobody asks again in this run.
func TestServerThatFails(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusForbidden)
	}))
	defer s.Close()
	settings := "\n[travel.server]\nkind = \"osrm\"\nurl = \"" + s.URL + "\"\n"
	p := workspace(t, settings)
	require.NoError(t, travel.Open(t.Context(), p, travel.Options{}))
	for range 2 {
		h, err := model.Expand(p)
		require.NoError(t, err)
		require.Equal(t, "crow", h.TravelText())
		require.Empty(t, h.TravelFrom(), "it made none of them")
		require.Contains(t, warnings(h), "W2104 milltir.toml travel.provider: travel by server: E1632 osrm at "+s.URL+": status 403")
		require.Contains(t, warnings(h), "(legs by car are those of travel by crow instead)")
	}
	require.Equal(t, int32(1), asked.Load())
	p = workspace(t, "provider = \"server\"\n"+settings)
	require.NoError(t, travel.Open(t.Context(), p, travel.Options{}))
	_, err := model.Expand(p)
	require.ErrorContains(t, err, "E1632", "there is no other")
}

// TestHomeOutsideTheExtract: roads that do not hold a home leave it to the next.
func TestHomeOutsideTheExtract(t *testing.T) {
	dir := t.TempDir()
	village(t, filepath.Join(dir, "v.roads"))
	p := workspace(t, "roads = \"v.roads\"\n")
	p.People = append(p.People, p.People[0])
	p.People[2].ID, p.People[2].Lat, p.People[2].Lon = "p3", 52.5, -3.9
	require.NoError(t, travel.Open(t.Context(), p, travel.Options{Folder: dir}))
	h, err := model.Expand(p)
	require.NoError(t, err)
	require.Equal(t, "roads 2;crow 4", h.TravelText())
	require.Contains(t, warnings(h), `W2103 milltir.toml people[2].lat: person "p3": travel by roads does not know some or all of its legs; crow makes them instead`)
}
