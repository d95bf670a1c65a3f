package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Files that are made to be slow are refused, or checked all the same, in seconds and little memory.
func TestReadHostile(t *testing.T) {
	ring := func(n int, at func(i int) (lon, lat float64)) string {
		var b strings.Builder
		for i := range n {
			x, y := at(i)
			fmt.Fprintf(&b, "[%.7f,%.7f],", x, y)
		}
		x, y := at(0)
		fmt.Fprintf(&b, "[%.7f,%.7f]", x, y)
		return "[" + b.String() + "]"
	}
	r := rand.New(rand.NewPCG(1, 2))
	saw := func(n int, at float64) string { // a sound ring of so many teeth
		return ring(n+2, func(i int) (float64, float64) {
			if i >= n {
				return at + float64(n-1)*float64(n+1-i)*1e-6, 51.9
			}
			return at + float64(i)*1e-6, 52 + float64(i%2)
		})
	}
	nested := []string{}
	for i := range 100 {
		nested = append(nested, polygon(fmt.Sprint("n", i), box(float64(i)*1e-5, 52+float64(i)*1e-5, 1-2e-5*float64(i), 1-2e-5*float64(i))))
	}
	for name, text := range map[string]string{
		"scribble": file(polygon("a", ring(20000, func(int) (float64, float64) { return r.Float64(), 52 + r.Float64() }))),
		"comb":     file(polygon("a", ring(20000, func(i int) (float64, float64) { return float64(i) * 1e-6, 52 + float64(i%2) }))),
		"flat":     file(polygon("a", ring(20000, func(i int) (float64, float64) { return float64(i%2) + float64(i)*1e-6, 52 + 1e-7*float64(i) }))),
		"two combs": file(polygon("a", ring(9000, func(i int) (float64, float64) { return float64(i) * 1e-6, 52 + float64(i%2) })),
			polygon("b", ring(9000, func(i int) (float64, float64) { return float64(i)*1e-6 + 1e-7, 52 + float64(i%2) }))),
		"two saws": file(polygon("a", saw(4000, 0)), polygon("b", saw(4000, 3e-7))),
		"nested":   file(nested...),
		"deep":     strings.Repeat("[", 100000),
		"depth":    `{"type":"FeatureCollection","features":[` + strings.Repeat(`{"a":`, 100000),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, _, err := Read("h", strings.NewReader(text))
			require.Error(t, err)
			require.Less(t, len(err.Error()), 1<<20)
			require.Less(t, time.Since(start), 20*time.Second, "generous: it takes one or two")
		})
	}
}
