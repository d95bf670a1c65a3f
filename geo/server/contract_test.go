package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
)

// three are Barmouth, Fairbourne and Dolgellau; their last decimals are not to be sent.
var three = []geo.Point{
	geo.LatLon(52.7237701, -4.0574801), geo.LatLon(52.69670001, -4.0519999), geo.LatLon(52.7429, -3.8861),
}

func answer(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return text
}

// TestContract sends what the documentation asks for, and reads what it gives.
func TestContract(t *testing.T) {
	tests := []struct {
		kind, mode, file string
		line, body       string
		metres           []int32
		remarks          []geo.Remark
		why              string
	}{
		{
			OSRM, "car", "osrm_table.json",
			"GET /table/v1/driving/-4.05748,52.72377;-4.052,52.6967;-3.8861,52.7429?annotations=duration,distance", "",
			[]int32{0, 31803, 16104, 31810, 0, 19201, 16099, 0, 0},
			[]geo.Remark{{Kind: geo.FarFromRoad, Point: 1, Metres: 250}},
			"waypoints say how far they are",
		},
		{
			OSRM, "car", "osrm_old.json",
			"GET /table/v1/driving/-4.05748,52.72377;-4.052,52.6967;-3.8861,52.7429?annotations=duration,distance", "",
			[]int32{0, 31803, 16104, 31810, 0, 19201, 16099, 0, 0},
			[]geo.Remark{{Kind: geo.FarFromRoad, Point: 1, Metres: 251}},
			"waypoints say where they are",
		},
		{
			Valhalla, "car", "valhalla_concise.json", "POST /sources_to_targets",
			`{"sources":[{"lat":52.72377,"lon":-4.05748},{"lat":52.6967,"lon":-4.052},{"lat":52.7429,"lon":-3.8861}],` +
				`"targets":[{"lat":52.72377,"lon":-4.05748},{"lat":52.6967,"lon":-4.052},{"lat":52.7429,"lon":-3.8861}],` +
				`"costing":"auto","units":"kilometers","verbose":false}`,
			[]int32{0, 31803, 16104, 31810, 0, 19201, 16099, 0, 0},
			nil, "kilometres",
		},
		{
			Valhalla, "ebike", "valhalla_verbose.json", "POST /sources_to_targets",
			`{"sources":[{"lat":52.72377,"lon":-4.05748},{"lat":52.6967,"lon":-4.052},{"lat":52.7429,"lon":-3.8861}],` +
				`"targets":[{"lat":52.72377,"lon":-4.05748},{"lat":52.6967,"lon":-4.052},{"lat":52.7429,"lon":-3.8861}],` +
				`"costing":"bicycle","costing_options":{"bicycle":{"bicycle_type":"Hybrid","cycling_speed":22}},` +
				`"units":"kilometers","verbose":false}`,
			[]int32{0, 31802, 16105, 31810, 0, 19201, 16098, 0, 0},
			nil, "miles of a server that was told otherwise",
		},
		{
			ORS, "car", "ors_matrix.json", "POST /v2/matrix/driving-car",
			`{"locations":[[-4.05748,52.72377],[-4.052,52.6967],[-3.8861,52.7429]],"sources":["0","1","2"],` +
				`"destinations":["0","1","2"],"metrics":["duration","distance"],"units":"m"}`,
			[]int32{0, 31803, 16104, 31810, 0, 19201, 16099, 0, 0},
			[]geo.Remark{{Kind: geo.FarFromRoad, Point: 1, Metres: 250}},
			"snapped_distance",
		},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			var line, body string
			var head http.Header
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				text, _ := io.ReadAll(r.Body)
				line, body, head = r.Method+" "+r.RequestURI, string(text), r.Header.Clone()
				_, _ = w.Write(answer(t, tt.file))
			}))
			defer s.Close()
			c, err := New(Options{Kind: tt.kind, URL: s.URL + "/", Key: "s3cret", Checks: -1})
			require.NoError(t, err)
			m, remarks, err := c.Legs(t.Context(), tt.mode, three)
			require.NoError(t, err)
			require.Equal(t, tt.line, line, tt.why)
			require.Equal(t, tt.body, body, tt.why)
			require.Equal(t, "s3cret", head.Get("Authorization"))
			require.Equal(t, "application/json", head.Get("Accept"))
			if tt.body != "" {
				require.Equal(t, "application/json", head.Get("Content-Type"))
			}
			require.Equal(t, []int32{0, 2072, 1013, 2080, 0, 1321, 1010, geo.Unknown, 0}, m.Seconds, "rounded up; of what is no way from the third to the second the table itself knows one, by the first")
			require.Equal(t, tt.metres, m.Metres, "rounded to the nearest")
			require.Equal(t, make([]bool, 9), m.Far)
			require.Equal(t, tt.remarks, remarks)
		})
	}
}

// TestContractBlocks sends rows and columns apart when there are more points than fit into one request.
func TestContractBlocks(t *testing.T) {
	for _, tt := range []struct {
		kind string
		want []string
	}{
		{OSRM, []string{
			"GET /table/v1/driving/-4.05748,52.72377;-4.052,52.6967?annotations=duration,distance&sources=0&destinations=1",
			"GET /table/v1/driving/-4.052,52.6967;-4.05748,52.72377?annotations=duration,distance&sources=0&destinations=1",
		}},
		{ORS, []string{
			`POST /v2/matrix/driving-car{"locations":[[-4.05748,52.72377],[-4.052,52.6967]],"sources":["0"],"destinations":["1"],"metrics":["duration","distance"],"units":"m"}`,
			`POST /v2/matrix/driving-car{"locations":[[-4.052,52.6967],[-4.05748,52.72377]],"sources":["0"],"destinations":["1"],"metrics":["duration","distance"],"units":"m"}`,
		}},
	} {
		var got []string
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			got = append(got, r.Method+" "+r.RequestURI+string(body))
			_, _ = io.WriteString(w, `{"code":"Ok","durations":[[600]],"distances":[[4000]]}`)
		}))
		c, err := New(Options{Kind: tt.kind, URL: s.URL, MaxPairs: 1})
		require.NoError(t, err)
		m, _, err := c.Legs(t.Context(), "car", three[:2])
		s.Close()
		require.NoError(t, err)
		require.Equal(t, tt.want, got)
		require.Equal(t, []int32{0, 600, 600, 0}, m.Seconds)
	}
}

func TestDefaultsAreThoseOfTheServers(t *testing.T) {
	for _, tt := range []struct {
		kind         string
		all, part    int
		perMinute    int
		profilesHave int
		why          string
	}{
		{OSRM, 100, 50, 0, 1, "osrm-routed --max-table-size is 100; one profile, whatever it is called"},
		{Valhalla, 50, 50, 0, 4, "max_matrix_location_pairs is 2,500"},
		{ORS, 59, 59, 40, 4, "3,500 pairs, 40 requests a minute"},
	} {
		o, err := Options{Kind: tt.kind, URL: "https://example.org", Key: "k", SendPositions: true}.complete()
		require.NoError(t, err)
		all, part := o.side()
		require.Equal(t, []int{tt.all, tt.part, tt.perMinute, tt.profilesHave}, []int{all, part, o.PerMinute, len(o.Profiles)}, tt.why)
		require.Equal(t, time.Minute, o.Timeout)
	}
}
