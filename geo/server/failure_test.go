package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/milltir/milltir/geo"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// slept notes what would have been waited for.
type slept []time.Duration

func (s *slept) sleep(ctx context.Context, d time.Duration) error {
	*s = append(*s, d)
	return ctx.Err()
}

const secret = "s3cr3t-k3y"

// TestRefusals: every answer that is no table is an error which says what may be done, after as many tries as help.
func TestRefusals(t *testing.T) {
	const cut = "cut"
	tests := []struct {
		name, kind string
		status     int
		head       [2]string
		body       string
		code, has  string
		tries      int
		why        string
	}{
		{"too big", OSRM, 400, [2]string{}, `{"code":"TooBig","message":"Too many table coordinates"}`, CodeRefused, "max_points", 1, "asking again does not help"},
		{"no segment", OSRM, 400, [2]string{}, `{"code":"NoSegment","message":"Could not find a matching segment for coordinate 0"}`, CodePoint, "off the server's map", 5, "which points it is about is asked for"},
		{"MLD", OSRM, 501, [2]string{}, `{"code":"NotImplemented","message":"This request is not supported"}`, CodeRefused, "osrm-contract", 1, "old servers"},
		{"Valhalla's limit", Valhalla, 400, [2]string{}, `{"error_code":150,"error":"Exceeded max locations:20","status_code":400}`, CodeRefused, "max_pairs", 1, ""},
		{"too far", Valhalla, 400, [2]string{}, `{"error_code":154,"error":"Path distance exceeds the max distance limit: 400000 meters"}`, CodeRefused, "further apart", 1, ""},
		{"no edge", Valhalla, 400, [2]string{}, `{"error_code":171,"error":"No suitable edges near location"}`, CodePoint, "another country", 5, ""},
		{"point of ORS", ORS, 404, [2]string{}, `{"error":{"code":6010,"message":"Could not find point 3: -3.8861000 52.7429000 within a radius"}}`, CodePoint, "point 3: … … within", 5, "no position in an error"},
		{"key", ORS, 403, [2]string{}, `{"error":"Access to this API has been disallowed for ` + secret + `"}`, CodeRefused, "disallowed for …", 1, "no key in an error"},
		{"no key", ORS, 401, [2]string{}, `{"error":"Authorization field missing"}`, CodeRefused, "key_env", 1, ""},
		{"busy", ORS, 429, [2]string{"Retry-After", "7"}, `{"error":"Rate Limit Exceeded"}`, CodeSilent, "tried 3 times", 3, "worth waiting for"},
		{"busy for long", ORS, 429, [2]string{"Retry-After", "86400"}, `{"error":"Quota exceeded"}`, CodeSilent, "24h0m0s", 1, "too long to wait for"},
		{"down", Valhalla, 503, [2]string{}, "<html>busy</html>", CodeSilent, "service unavailable (tried 3 times)", 3, ""},
		{"elsewhere", OSRM, 302, [2]string{"Location", "http://example.org/"}, "", CodeRefused, "not followed", 1, "positions go nowhere else"},
		{"not here", ORS, 404, [2]string{}, "404 page not found", CodeRefused, "/ors", 1, ""},
		{"not here either", OSRM, 400, [2]string{}, `{"code":17}`, CodeRefused, "do not fit", 1, "not the words of OSRM"},
		{"login", OSRM, 200, [2]string{}, string(answer(t, "page.html")), CodeAnswer, "web page", 1, ""},
		{"empty", Valhalla, 200, [2]string{}, "", CodeAnswer, "empty", 1, ""},
		{"half", ORS, 200, [2]string{}, `{"durations":[[0,1],[1`, CodeAnswer, "unexpected end", 1, "whole, and malformed"},
		{"null", ORS, 200, [2]string{}, `null`, CodeAnswer, "0 rows", 1, ""},
		{"list", OSRM, 200, [2]string{}, `[]`, CodeAnswer, "array", 1, ""},
		{"not Ok", OSRM, 200, [2]string{}, `{"code":"Later"}`, CodeAnswer, "not Ok", 1, ""},
		{"rows", ORS, 200, [2]string{}, `{"durations":[[0,1,1]],"distances":[]}`, CodeAnswer, "1 rows, 3", 1, ""},
		{"columns", OSRM, 200, [2]string{}, `{"code":"Ok","durations":[[0,1,1],[1,0],[1,1,0]]}`, CodeAnswer, "row 2", 1, ""},
		{"no metres", OSRM, 200, [2]string{}, `{"code":"Ok","durations":[[0,1,1],[1,0,1],[1,1,0]]}`, CodeAnswer, "table of distances has 0 rows", 1, ""},
		{"half a leg", ORS, 200, [2]string{}, `{"durations":[[0,9,9],[9,0,9],[9,9,0]],"distances":[[0,9,9],[9,0,null],[9,9,0]]}`, CodeAnswer, "leg 6 has one", 1, ""},
		{"negative", ORS, 200, [2]string{}, `{"durations":[[0,-1,9],[9,0,9],[9,9,0]],"distances":[[0,9,9],[9,0,9],[9,9,0]]}`, CodeAnswer, "-1 seconds", 1, ""},
		{"not a number", ORS, 200, [2]string{}, `{"durations":[[0,NaN,9],[9,0,9],[9,9,0]],"distances":[[0,9,9],[9,0,9],[9,9,0]]}`, CodeAnswer, "invalid character", 1, ""},
		{"absurd", ORS, 200, [2]string{}, `{"durations":[[0,1e300,9],[9,0,9],[9,9,0]],"distances":[[0,9,9],[9,0,9],[9,9,0]]}`, CodeAnswer, "1e+300", 1, ""},
		{"beyond doubles", ORS, 200, [2]string{}, `{"durations":[[0,1e999,9],[9,0,9],[9,9,0]],"distances":[[0,9,9],[9,0,9],[9,9,0]]}`, CodeAnswer, "1e999", 1, ""},
		{"zeros", ORS, 200, [2]string{}, `{"durations":[[0,0,0],[0,0,0],[0,0,0]],"distances":[[0,0,0],[0,0,0],[0,0,0]]}`, CodeAnswer, "faster than anybody", 1, "openrouteservice issue 666"},
		{"snapped", ORS, 200, [2]string{}, `{"durations":[[0,900,900],[2000,0,2000],[900,900,0]],"distances":[[0,9,9],[9,0,9],[9,9,0]],"sources":[{"snapped_distance":-7},null,null]}`, CodeAnswer, "-7 metres", 1, ""},
		{"places", ORS, 200, [2]string{}, `{"durations":[[0,900,900],[2000,0,2000],[900,900,0]],"distances":[[0,9,9],[9,0,9],[9,9,0]],"sources":[null]}`, CodeAnswer, "1 places", 1, ""},
		{"units", Valhalla, 200, [2]string{}, `{"sources_to_targets":[],"units":"furlongs"}`, CodeAnswer, "furlongs", 1, ""},
		{"no table", Valhalla, 200, [2]string{}, `{"units":"km"}`, CodeAnswer, "no sources_to_targets", 1, ""},
		{"another leg", Valhalla, 200, [2]string{}, strings.Replace(string(answer(t, "valhalla_verbose.json")), `"to_index":0`, `"to_index":1`, 1), CodeAnswer, "leg 1 of row 1", 1, ""},
		{"cut", ORS, 200, [2]string{"Content-Length", "5000"}, cut, CodeSilent, "broke off", 3, "half-way"},
		{"too long", ORS, 200, [2]string{}, strings.Repeat(" ", 5000), CodeAnswer, "more than 4096 bytes", 1, "memory is bounded"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tries := 0
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				tries++
				_, _ = io.Copy(io.Discard, r.Body)
				if tt.head[0] != "" {
					w.Header().Set(tt.head[0], tt.head[1])
				}
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			defer s.Close()
			var waits slept
			dir := t.TempDir()
			c, err := New(Options{
				Kind: tt.kind, URL: s.URL, Key: secret, Tries: 3, MaxBytes: 4096, Sleep: waits.sleep, CacheDir: dir, PerMinute: 1e6,
			})
			require.NoError(t, err)
			m, remarks, err := c.Legs(t.Context(), "car", three)
			require.Nil(t, m, "never half a table")
			require.Nil(t, remarks)
			var e *Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, tt.code, e.Code, err.Error())
			require.Contains(t, err.Error(), tt.has, tt.why)
			require.NotEmpty(t, e.Advice)
			require.Contains(t, err.Error(), c.Name())
			require.NotContains(t, err.Error(), secret)
			require.NotContains(t, err.Error(), "52.7")
			require.Equal(t, tt.tries, tries, tt.why)
			kept, err := filepath.Glob(filepath.Join(dir, "*", "*"))
			require.NoError(t, err)
			require.Empty(t, kept, "nothing is kept of it")
		})
	}
}

// TestRetry waits longer each time, at least as long as the server wants, and goes on where it was.
func TestRetry(t *testing.T) {
	answers := []struct {
		status int
		after  string
	}{
		{503, ""},
		{429, "10"},
		{429, time.Date(2026, 11, 28, 12, 0, 30, 0, time.UTC).Format(http.TimeFormat)},
		{502, "soon"},
		{200, ""},
	}
	tries := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := answers[tries]
		tries++
		if a.after != "" {
			w.Header().Set("Retry-After", a.after)
		}
		w.WriteHeader(a.status)
		_, _ = w.Write(answer(t, "osrm_table.json"))
	}))
	defer s.Close()
	var waits slept
	c, err := New(Options{
		Kind: OSRM, URL: s.URL, Sleep: waits.sleep,
		Now: func() time.Time { return time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC) },
	})
	require.NoError(t, err)
	_, _, err = c.Legs(t.Context(), "car", three)
	require.NoError(t, err)
	require.Equal(t, slept{time.Second, 10 * time.Second, 30 * time.Second, 8 * time.Second}, waits)
}

// TestPace keeps to so many requests a minute.
func TestPace(t *testing.T) {
	s := httptest.NewServer(&stub{kind: ORS, pairs: 1})
	defer s.Close()
	var waits slept
	c, err := New(Options{Kind: ORS, URL: s.URL, Key: secret, MaxPairs: 1, Sleep: waits.sleep})
	require.NoError(t, err)
	_, _, err = c.Legs(t.Context(), "car", three)
	require.NoError(t, err)
	require.Equal(t, slept{1500 * time.Millisecond, 1500 * time.Millisecond, 1500 * time.Millisecond, 1500 * time.Millisecond, 1500 * time.Millisecond}, waits, "six requests, 40 a minute")
}

// TestSlowServer gives up each try by itself, and all of them when the caller does.
func TestSlowServer(t *testing.T) {
	free := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-free:
		case <-r.Context().Done():
		}
	}))
	defer s.Close()
	defer close(free)
	var waits slept
	c, err := New(Options{Kind: OSRM, URL: s.URL, Timeout: 20 * time.Millisecond, Tries: 2, Sleep: waits.sleep})
	require.NoError(t, err)
	_, _, err = c.Legs(t.Context(), "car", three)
	require.ErrorContains(t, err, "no answer within 20ms (tried 2 times)")
	require.NotContains(t, err.Error(), "52.7")
	require.Len(t, waits, 1)

	ctx, cancel := context.WithCancel(t.Context())
	c, err = New(Options{Kind: OSRM, URL: s.URL, Sleep: func(context.Context, time.Duration) error { return nil }})
	require.NoError(t, err)
	time.AfterFunc(20*time.Millisecond, cancel)
	_, _, err = c.Legs(ctx, "car", three)
	require.ErrorIs(t, err, context.Canceled)
	_, _, err = c.Legs(ctx, "car", three)
	require.ErrorIs(t, err, context.Canceled, "before the first request, too")
	require.ErrorIs(t, sleep(ctx, time.Hour), context.Canceled)
	require.NoError(t, sleep(t.Context(), time.Microsecond))
}

// TestServerOfAMode names the server that failed, where each mode has its own.
func TestServerOfAMode(t *testing.T) {
	car, walk := httptest.NewServer(&stub{kind: OSRM}), httptest.NewServer(http.NotFoundHandler())
	defer car.Close()
	defer walk.Close()
	c, err := New(Options{
		Kind: OSRM, URL: car.URL, URLs: map[string]string{"walk": walk.URL}, Profiles: map[string]string{"car": "driving", "walk": "foot"},
	})
	require.NoError(t, err)
	_, _, err = c.Legs(t.Context(), "car", three)
	require.NoError(t, err)
	_, _, err = c.Legs(t.Context(), "walk", three)
	require.ErrorContains(t, err, "E1632 osrm at "+walk.URL+": status 404")
}

func TestNobodyThere(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	var waits slept
	c, err := New(Options{Kind: OSRM, URL: s.URL, Sleep: waits.sleep})
	require.NoError(t, err)
	_, _, err = c.Legs(t.Context(), "car", three)
	require.ErrorContains(t, err, "no answer (tried 5 times)")
	require.NotContains(t, err.Error(), "52.7", "net/http's error has the address of OSRM with all positions in it")
	require.Equal(t, slept{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second}, waits)
}

// TestWalkersByCar names the points whose way is too fast.
func TestWalkersByCar(t *testing.T) {
	s := httptest.NewServer(&stub{kind: OSRM, pairs: 1})
	defer s.Close()
	c, err := New(Options{Kind: OSRM, URL: s.URL, MaxPairs: 1, Profiles: map[string]string{"walk": "foot"}})
	require.NoError(t, err)
	_, _, err = c.Legs(t.Context(), "walk", []geo.Point{geo.LatLon(0, 0), geo.LatLon(0, 0.001), geo.LatLon(0, 0.1)})
	require.ErrorContains(t, err, "point 1 to point 3 is faster than anybody goes by this mode: 11.1 km as the crow flies in 1114 seconds")
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, []int{0, 2}, e.Points)
}

// TestNoWay: servers which say of a whole block that there is no way have no way for each leg.
func TestNoWay(t *testing.T) {
	for kind, body := range map[string]string{
		OSRM:     `{"code":"NoTable","message":"No route found"}`,
		Valhalla: `{"error_code":442,"error":"No path could be found for input"}`,
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, body)
		}))
		c, err := New(Options{Kind: kind, URL: s.URL})
		require.NoError(t, err)
		m, _, err := c.Legs(t.Context(), "car", three[:2])
		s.Close()
		require.NoError(t, err)
		require.Equal(t, []bool{false, true, true, false}, m.Far)
	}
}

// TestNullsAreAskedAgain: what openrouteservice says of whole tables is not believed when it says otherwise of a leg.
func TestNullsAreAskedAgain(t *testing.T) {
	points := []geo.Point{geo.LatLon(1, 0), geo.LatLon(1.1, 0), geo.LatLon(-1, 0)}
	for _, tt := range []struct {
		lie   bool
		far   []bool
		known int
		why   string
	}{
		{false, []bool{false, false, true, false, false, true, false, false, false}, 9, "two that are far, and are so by themselves"},
		{true, make([]bool, 9), 7, "what was asked again is known: of six legs the server had no way for, four are there"},
	} {
		s := httptest.NewServer(&stub{kind: ORS, lie: tt.lie})
		c, err := New(Options{Kind: ORS, URL: s.URL})
		require.NoError(t, err)
		m, _, err := c.Legs(t.Context(), "car", points)
		s.Close()
		require.NoError(t, err)
		require.Equal(t, tt.far, m.Far, tt.why)
		known := 0
		for _, s := range m.Seconds {
			if s != geo.Unknown {
				known++
			}
		}
		require.Equal(t, tt.known, known, tt.why)
	}
}

// TestOtherModes: of a mode without a profile the server knows nothing, and is not asked.
func TestOtherModes(t *testing.T) {
	c, err := New(Options{Kind: OSRM, URL: "http://localhost:1"})
	require.NoError(t, err)
	m, _, err := c.Legs(t.Context(), "walk", three[:2])
	require.NoError(t, err)
	require.Equal(t, []int32{0, geo.Unknown, geo.Unknown, 0}, m.Seconds)
	require.Equal(t, make([]bool, 4), m.Far)
	_, _, err = c.Legs(t.Context(), "car", []geo.Point{{52, 4}, {4, 152}})
	require.ErrorContains(t, err, "point 2 is nowhere on earth")
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, []int{1}, e.Points)
}

// TestCache asks nothing twice, tells nothing of people, and takes damage as if there were nothing.
func TestCache(t *testing.T) {
	api := &stub{kind: Valhalla, pairs: 1}
	s := httptest.NewServer(api)
	defer s.Close()
	dir := t.TempDir()
	legs := func(change func(*Options)) *geo.Matrix {
		o := Options{Kind: Valhalla, URL: s.URL, Key: secret, MaxPairs: 1, CacheDir: dir}
		if change != nil {
			change(&o)
		}
		c, err := New(o)
		require.NoError(t, err)
		m, _, err := c.Legs(t.Context(), "car", []geo.Point{geo.LatLon(0.52123, 0.1), geo.LatLon(0.4, 0.2), geo.LatLon(-0.1, 0.3)})
		require.NoError(t, err)
		return m
	}
	first := legs(nil)
	require.EqualValues(t, 6, api.asked.Load())
	require.Equal(t, first, legs(nil))
	require.EqualValues(t, 6, api.asked.Load(), "nothing is asked twice")

	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	require.NoError(t, err)
	require.Len(t, files, 3, "a row of each point")
	asked := int64(6)
	for i, damage := range []func(name, text string) error{
		func(name, _ string) error { return os.Truncate(name, 20) },
		func(name, _ string) error { return os.WriteFile(name, nil, 0o600) },
		func(name, text string) error {
			return os.WriteFile(name, []byte(strings.Replace(text, `"metres":[`, `"metres":[1`, 1)), 0o600)
		},
		func(name, _ string) error { return os.WriteFile(name, []byte("null"), 0o600) },
		func(name, _ string) error {
			return errors.Join(os.Remove(name), os.Mkdir(name, 0o700), os.Remove(name))
		},
	} {
		name := files[i%len(files)]
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, what := range []string{secret, "52123", "127.0.0.1"} {
			require.NotContains(t, string(text)+filepath.Base(name), what)
		}
		require.NoError(t, damage(name, string(text)))
		require.Equal(t, first, legs(nil))
		asked += 2
		require.EqualValues(t, asked, api.asked.Load(), "two legs of the row that was damaged, case %d", i)
	}
	legs(func(o *Options) { o.Profiles = map[string]string{"car": "taxi"} })
	require.EqualValues(t, asked+6, api.asked.Load(), "another profile is another table")
	legs(func(o *Options) { o.Key = "another" })
	require.EqualValues(t, asked+6, api.asked.Load(), "another key is not")
}

func TestCacheThatCannotBeWritten(t *testing.T) {
	s := httptest.NewServer(&stub{kind: ORS})
	defer s.Close()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	c, err := New(Options{Kind: ORS, URL: s.URL, CacheDir: file})
	require.NoError(t, err)
	require.NoError(t, c.Unkept())
	_, _, err = c.Legs(t.Context(), "car", three)
	require.NoError(t, err, "a full disk is no reason to plan by the crow")
	require.ErrorContains(t, c.Unkept(), "not a directory")
	require.NotContains(t, c.Unkept().Error(), file)
}

// ExampleClient asks a server on this computer.
func ExampleClient() {
	s := httptest.NewServer(&stub{kind: OSRM})
	defer s.Close()
	c, err := New(Options{Kind: OSRM, URL: s.URL})
	if err != nil {
		panic(err)
	}
	m, _, err := c.Legs(context.Background(), "car", three[:2])
	fmt.Println(m.Seconds[1], m.Metres[1], err)
	// Output: 304 3036 <nil>
}
