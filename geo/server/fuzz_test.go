package server

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzDecode: no answer of any server panics, and what is taken for a table is one: of the size that was asked for, with
// figures in range.
func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"code":"Ok","durations":[[0,1,2],[null,-0,1e5],[1,2,3]],"distances":[[0,1,2],[null,0,1],[1,2,3]],"sources":[null,null,{"location":[1]}]}`))
	f.Add([]byte(`{"error":{"code":6004,"message":"x"},"error_code":442}`))
	a := ask{asking: asking{mode: "car", profile: "x"}, rows: three, cols: three, rowAt: []int{0, 1, 2}, colAt: []int{0, 1, 2}, square: true}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, api := range []service{osrm{}, valhalla{}, ors{}} {
			code, _ := api.refusal(body)
			_ = api.means(code)
			b, err := api.decode(a, body)
			if err != nil || b.check(a) != nil {
				continue
			}
			for k, s := range b.seconds {
				require.True(t, s >= 0 && s <= mostSeconds && b.metres[k] >= 0 && b.metres[k] <= mostMetres)
				require.True(t, s == 0 || !b.far[k])
			}
			for _, d := range slices.Concat(b.rowOff, b.colOff) {
				require.True(t, d >= -1 && d <= mostMetres, d)
			}
		}
		for _, e := range decodeKept(body).legs {
			require.True(t, e.seconds >= unasked && e.seconds <= mostSeconds)
		}
	})
}

// FuzzClean: of whatever a server says, neither the key nor a line break is printed.
func FuzzClean(f *testing.F) {
	f.Add("Could not find point 3: -3.8861000 52.7429000\n" + secret)
	f.Add("\xff\x00\u2028")
	c, err := New(Options{Kind: ORS, URL: "http://localhost:1", Key: secret})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := c.clean(text)
		require.NotContains(t, got, secret)
		require.NotContains(t, got, "\n")
		require.LessOrEqual(t, len([]rune(got)), 201)
	})
}
