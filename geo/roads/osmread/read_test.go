package osmread

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo/roads"
)

const village = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
  <node id="1" lat="52.9000" lon="-3.6000"/>
  <node id="2" lat="52.9000" lon="-3.5900"><tag k="barrier" v="gate"/></node>
  <node id="3" lat="52.9100" lon="-3.5900"/>
  <node id="4" lat="52.9200" lon="-3.5900"/>
  <node id="9" lat="52.9300" lon="-3.5900"><tag k="barrier" v="gate"/></node>
  <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="Stryd Fawr"/></way>
  <way id="11"><nd ref="2"/><nd ref="3"/><nd ref="77"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="residential"/></way>
  <way id="12"><nd ref="1"/><nd ref="3"/><tag k="building" v="yes"/></way>
  <relation id="20"><member type="way" ref="10" role="from"/><member type="node" ref="2" role="via"/><member type="way" ref="11" role="to"/>
    <tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/></relation>
  <relation id="21"><member type="way" ref="10" role="from"/><member type="node" ref="88" role="via"/><member type="way" ref="11" role="to"/>
    <tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/></relation>
</osm>`

func file(tb testing.TB, name, text string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	require.NoError(tb, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestReadVillage(t *testing.T) {
	last := 0.0
	x, err := Read(context.Background(), file(t, "village.osm", village), Options{Threads: 1, Progress: func(done float64) {
		require.GreaterOrEqual(t, done, last)
		last = done
	}})
	require.NoError(t, err)
	require.Positive(t, last)
	require.Equal(t, "village.osm", x.Name)
	require.Len(t, x.Lat, 4, "the nodes of roads, and of nothing else")
	require.Equal(t, int32(529000000), x.Lat[0])
	require.Equal(t, int32(-36000000), x.Lon[0])
	require.Equal(t, []roads.Way{
		{ID: 10, Nodes: []int32{0, 1}, Tags: 0},
		{ID: 11, Nodes: []int32{1, 2}, Tags: 1},
		{ID: 11, Nodes: []int32{3, 0}, Tags: 1},
	}, x.Ways, "a way is cut where a node is missing")
	require.Equal(t, roads.Tags{{Key: "highway", Value: "primary"}}, x.TagSets[0], "names are left out")
	require.Len(t, x.NodeTags, 1)
	require.Equal(t, int32(1), x.NodeTags[0].Node)
	require.Len(t, x.Restrictions, 1, "one whose node is missing is left out")
	require.Equal(t, int32(1), x.Restrictions[0].ViaNode)
	require.NotZero(t, x.Hash)
	_, err = roads.Build(context.Background(), x, roads.Options{})
	require.NoError(t, err)
}

func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, says, why string }{
		{"none.osm", `<?xml version="1.0"?><osm version="0.6"></osm>`, "it has no roads", "an empty area"},
		{"torn.osm", village[:len(village)/2], "it is damaged", "cut off"},
		{"empty.osm.pbf", "", "it is empty", "a download that failed"},
		{"text.osm.pbf", "this is no extract at all, whatever its name", "damaged at its head", "something else"},
		{"page.osm.pbf", "<html><body>404</body></html>", "E1620", "a page of a server"},
		{"lost.osm", `<osm><way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way></osm>`, "not the nodes", "ways alone"},
		{"far.osm", `<osm><node id="1" lat="NaN" lon="1"/><node id="2" lat="91" lon="1"/><way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way></osm>`, "not the nodes", "positions that are none"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(context.Background(), file(t, tt.name, tt.text), Options{})
			var e *roads.Error
			require.ErrorAs(t, err, &e, tt.why)
			require.Equal(t, roads.CodeExtract, e.Code)
			require.Contains(t, err.Error(), tt.says, tt.why)
			require.NotContains(t, err.Error(), string(filepath.Separator)+"tmp", "no path of this machine")
		})
	}
	_, err := Read(context.Background(), t.TempDir(), Options{})
	require.ErrorContains(t, err, "it is no file")
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err = Read(ctx, file(t, "village.osm", village), Options{})
	require.ErrorIs(t, err, context.Canceled)
	ctx, stop = context.WithCancel(context.Background())
	_, err = Read(ctx, shared(t, "porto_portugal.osm.pbf"), Options{Progress: func(float64) { stop() }})
	require.ErrorIs(t, err, context.Canceled, "not blamed on the file")
}

// TestPlainNodes reads the file on which the decoder fails in a goroutine of its own.
func TestPlainNodes(t *testing.T) {
	_, err := Read(context.Background(), shared(t, "columbus-otp.osm.pbf"), Options{})
	var e *roads.Error
	require.ErrorAs(t, err, &e)
	require.Contains(t, err.Error(), "E1620 columbus-otp.osm.pbf: the decoder failed (nodes are not supported")
	require.Contains(t, err.Error(), "osmium cat")
}

// TestDamagedPBF changes and cuts a real extract; whatever becomes of it, it is an error or an extract that can be built.
func TestDamagedPBF(t *testing.T) {
	whole, err := os.ReadFile(shared(t, "liechtenstein-latest.osm.pbf"))
	require.NoError(t, err)
	for i := range 12 {
		b := bytes.Clone(whole[:len(whole)/4])
		if i < 8 {
			b[i*len(b)/9+3] ^= 0x5a
		}
		x, err := Read(context.Background(), file(t, "damaged.osm.pbf", string(b[:len(b)-i])), Options{})
		if err != nil {
			require.ErrorContains(t, err, "E1620")
			continue
		}
		_, _ = roads.Build(context.Background(), x, roads.Options{})
	}
}

// FuzzStream reads what a child that has gone astray might write.
func FuzzStream(f *testing.F) {
	var b bytes.Buffer
	w := &writer{w: bufio.NewWriter(&b)}
	x, err := decode(context.Background(), file(f, "village.osm", village), 1, func(float64) {})
	require.NoError(f, err)
	w.byte(frameExtract)
	w.extract(x)
	w.byte(frameEnd)
	require.NoError(f, w.w.Flush())
	f.Add(b.Bytes(), uint16(0), byte(0))
	for i := range 40 {
		f.Add(b.Bytes(), uint16(i*b.Len()/40), byte(1<<(i%8)))
	}
	f.Fuzz(func(t *testing.T, data []byte, at uint16, flip byte) {
		data = bytes.Clone(data)
		if len(data) > 0 {
			data[int(at)%len(data)] ^= flip
		}
		x, err := receive(bufio.NewReader(bytes.NewReader(data)), func(float64) {})
		if err == nil {
			_, _ = roads.Build(context.Background(), x, roads.Options{Threads: 1})
		}
	})
}

// FuzzOSM decodes XML in this process, which the decoder of XML survives, and builds what comes of it.
func FuzzOSM(f *testing.F) {
	f.Add(village)
	f.Add(`<osm><node id="1" lat="1" lon="1"/><node id="2" lat="1e300" lon="-1"/><way id="1"><nd ref="1"/><nd ref="1"/><tag k="highway" v="primary"/></way></osm>`)
	f.Add(`<osm><way id="1"><nd ref="1"/><nd ref="2"/><tag k="route" v="ferry"/><tag k="duration" v="9999999999"/></way><node id="1" lat="-90" lon="-180"/><node id="2" lat="90" lon="180"/></osm>`)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(dir, "x.osm")
		require.NoError(t, os.WriteFile(path, []byte("<"+text), 0o600))
		x, err := decode(context.Background(), path, 1, func(float64) {})
		if err != nil {
			return
		}
		r, err := roads.Build(context.Background(), x, roads.Options{Threads: 1})
		if err == nil {
			_, _, err = r.Legs(context.Background(), "walk", nil)
			require.NoError(t, err)
		}
	})
}
