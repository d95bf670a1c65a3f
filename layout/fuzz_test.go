package layout

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// FuzzApply: any layout that is read can be put on a workspace by either rule, or is refused with reasons; nobody is lost, and
// sums stay.
func FuzzApply(f *testing.F) {
	f.Add([]byte(file(polygon("west", box(0, 52, 0.01, 0.03), `,"base_lat":52.015,"base_lon":0.005`), polygon("east", box(0.01, 52, 0.01, 0.03)))), false, true, false)
	f.Add([]byte(file(`{"type":"Feature","properties":{"id":"north","provider":"Care"},"geometry":{"type":"Point","coordinates":[0,52]}}`)), true, false, true)
	f.Add([]byte(file(square("a", 10, -52))), true, true, true)
	f.Fuzz(func(t *testing.T, data []byte, balanced, nearest, keep bool) {
		l, _, err := Read("f", bytes.NewReader(data))
		if err != nil {
			return
		}
		o := ApplyOptions{Carers: ByHome, Nearest: nearest, KeepPatch: keep}
		if balanced {
			o.Carers = Balanced
		}
		p := county()
		q, found, err := l.Apply(p, o)
		for _, d := range found {
			require.True(t, d.Warning())
		}
		require.Equal(t, county(), p, "what was given stays as it was")
		if err != nil {
			var why model.Diagnostics
			require.ErrorAs(t, err, &why)
			require.Nil(t, q)
			return
		}
		require.Equal(t, sums(p), sums(q))
		require.Len(t, q.Patches, len(l.Patches))
		for i := range q.People {
			_, ok := l.Index(string(q.People[i].Patch))
			require.True(t, ok)
		}
	})
}
