package server

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"
)

func TestSettings(t *testing.T) {
	var s Settings
	meta, err := toml.Decode(`
kind = "ors"
url = "https://api.openrouteservice.org/"
urls = { walk = "http://localhost:8082/ors" }
profiles = { car = "driving-car", walk = "foot-walking" }
key_env = "MILLTIR_ORS_KEY"
send_positions = true
decimals = 4
max_pairs = 2500
max_points = 80
per_minute = 20
checks = -1
tries = 3
timeout_seconds = 90
far_metres = 150
ebike_kmh = 20
key_header = "X-Key"
`, &s)
	require.NoError(t, err)
	require.Empty(t, meta.Undecoded())
	o, err := s.Options(t.TempDir(), func(name string) string { return " " + name + "-value\n" })
	require.NoError(t, err)
	require.Equal(t, Options{
		Kind: ORS, URL: "https://api.openrouteservice.org/", URLs: map[string]string{"walk": "http://localhost:8082/ors"},
		Profiles: map[string]string{"car": "driving-car", "walk": "foot-walking"},
		Key:      "MILLTIR_ORS_KEY-value", KeyHeader: "X-Key", SendPositions: true, Decimals: 4, MaxPoints: 80, MaxPairs: 2500,
		PerMinute: 20, Checks: -1, Tries: 3, Timeout: 90 * time.Second, FarMetres: 150, EbikeKmH: 20,
	}, o)
	c, err := New(o)
	require.NoError(t, err)
	require.Equal(t, "ors at https://api.openrouteservice.org", c.Name())
	require.Equal(t, "http://localhost:8082/ors", c.o.base("walk"))
	require.Equal(t, "https://api.openrouteservice.org", c.o.base("car"))
}

// TestWrongSettings tells all that is wrong at once, and never a key.
func TestWrongSettings(t *testing.T) {
	none := func(string) string { return "" }
	tests := []struct {
		s    Settings
		want []string // parts of each error
		why  string
	}{
		{
			Settings{},
			[]string{`kind: "" is no kind`, "url: is no address"},
			"nothing is taken for granted",
		},
		{
			Settings{Kind: "osrm", URL: "https://router.example.org", URLs: map[string]string{"bike": "ftp://x", "bus": "http://localhost:1"}},
			[]string{"send_positions: homes' positions would be sent to router.example.org", "urls.bike: is no address", "urls.bus: is no mode"},
			"",
		},
		{
			Settings{Kind: "ors", URL: "https://me:" + secret + "@example.org/?api_key=" + secret, SendPositions: true},
			[]string{"url: of example.org has a name, password"},
			"a key in the address",
		},
		{
			Settings{Kind: "osrm", URL: "http://localhost:5000", Profiles: map[string]string{"car": "../nearest", "bus": "bus"}},
			[]string{"profiles.bus: is no mode", `profiles.car: "../nearest" is no profile`},
			"a profile is a part of the path",
		},
		{
			Settings{Kind: "osrm", URL: "http://localhost:5000", KeyEnv: "5b3ce3597851"},
			[]string{"key_env: is no name of an environment variable"},
			"the key itself",
		},
		{
			Settings{Kind: "osrm", URL: "http://localhost:5000", KeyEnv: "MILLTIR_ORS_KEY"},
			[]string{"key_env: the environment variable that it names is empty. Set it before milltir is started: export MILLTIR_ORS_KEY=…"},
			"",
		},
		{
			Settings{Kind: "osrm", URL: "http://localhost:5000", KeyEnv: "MILLTIR_ORS_KEY", KeyFile: "x"},
			[]string{"key_env: is given beside key_file"},
			"",
		},
		{
			Settings{Kind: "osrm", URL: "http://127.0.0.1:5000", KeyHeader: "A: b", Decimals: 9, MaxPairs: -1, MaxPoints: 1, Tries: 99, Timeout: -1, FarMetres: -1, EbikeKmH: 900, PerMinute: -3, Checks: -2},
			[]string{"key_header", "decimals", "max_points", "max_pairs", "per_minute", "tries", "timeout_seconds", "far_metres", "ebike_kmh", "checks"},
			"every number",
		},
	}
	for _, tt := range tests {
		_, err := tt.s.Options(t.TempDir(), none)
		var all Errors
		require.ErrorAs(t, err, &all, tt.why)
		require.Len(t, all, len(tt.want), err.Error())
		for i, e := range all {
			require.Equal(t, CodeSettings, e.Code)
			require.Contains(t, e.Error(), tt.want[i], tt.why)
			require.NotEmpty(t, e.Advice)
		}
		require.NotContains(t, err.Error(), secret)
		require.NotContains(t, err.Error(), "5b3ce")
	}
	var one *Error
	_, err := New(Options{})
	require.True(t, errors.As(err, &one), "the single errors can be asked for, too")
	_, err = New(Options{Kind: ORS, URL: "http://example.org", Key: secret, SendPositions: true})
	require.ErrorContains(t, err, "for all to read")
	_, err = New(Options{Kind: ORS, URL: "http://[::1]:8080", Key: "a\nb"})
	require.ErrorContains(t, err, "characters that no key has")
	require.NotContains(t, err.Error(), "a\nb")
}

func TestKeyFile(t *testing.T) {
	folder, elsewhere := t.TempDir(), t.TempDir()
	write := func(path, text string) string {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	good := write(filepath.Join(elsewhere, "key.key"), secret+"\n")
	link := filepath.Join(elsewhere, "link.key")
	require.NoError(t, os.Symlink(write(filepath.Join(folder, "key"), secret), link))
	for _, tt := range []struct{ path, want, why string }{
		{good, "", "the key, without its line break"},
		{filepath.Join(folder, "key.key"), "lies in the workspace", ""},
		{"key.key", "lies in the workspace", "from the workspace"},
		{link, "lies in the workspace", "by a link"},
		{filepath.Join(elsewhere, "none.key"), "is not there", ""},
		{elsewhere, "has not the ending .key", "any other file"},
		{write(filepath.Join(elsewhere, "big.key"), strings.Repeat("x", 5000)), "no small text file", ""},
		{write(filepath.Join(elsewhere, "empty.key"), "\n"), "is empty", ""},
	} {
		o, err := Settings{Kind: "osrm", URL: "http://localhost:5000", KeyFile: tt.path}.Options(folder, os.Getenv)
		if tt.want == "" {
			require.NoError(t, err, tt.why)
			require.Equal(t, secret, o.Key)
			continue
		}
		require.ErrorContains(t, err, tt.want, tt.why)
		require.NotContains(t, err.Error(), secret)
	}
}
