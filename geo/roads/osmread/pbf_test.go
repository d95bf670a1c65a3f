package osmread

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/geo/roads/osmread/pbftest"
)

// TestVillagePBF reads a file that is made here: what XML says, it says.
func TestVillagePBF(t *testing.T) {
	x, err := Read(context.Background(), file(t, "village.osm.pbf", string(pbftest.Village(true))), Options{})
	require.NoError(t, err)
	require.Equal(t, []int32{529000000, 529000000, 529100000, 529200000}, x.Lat)
	require.Equal(t, []int32{-36000000, -35900000, -35900000, -35900000}, x.Lon)
	require.Equal(t, []roads.Way{{ID: 10, Nodes: []int32{0, 1}, Tags: 0}, {ID: 11, Nodes: []int32{1, 2, 3, 0}, Tags: 1}}, x.Ways)
	require.Equal(t, roads.Tags{{Key: "highway", Value: "residential"}}, x.TagSets[1])
	require.Len(t, x.NodeTags, 1)
	require.Equal(t, int32(1), x.NodeTags[0].Node)
	require.Len(t, x.Restrictions, 1)
	require.Equal(t, []int64{10, 11}, append(x.Restrictions[0].From, x.Restrictions[0].To...))
	require.Equal(t, int32(1), x.Restrictions[0].ViaNode)
}

// TestPlainNodesMade reads a small file whose nodes stand one by one, on which the decoder fails in a goroutine of its own.
func TestPlainNodesMade(t *testing.T) {
	_, err := Read(context.Background(), file(t, "plain.osm.pbf", string(pbftest.Village(false))), Options{})
	var e *roads.Error
	require.ErrorAs(t, err, &e)
	require.Contains(t, err.Error(), "E1620 plain.osm.pbf: the decoder failed (nodes are not supported")
	require.Contains(t, err.Error(), "osmium cat")
}

// TestGuard ends what holds too much or takes too long.
func TestGuard(t *testing.T) {
	for _, tt := range []struct {
		held   uint64
		within time.Duration
		says   string
	}{{1, time.Hour, "more than 0 MB"}, {math.MaxUint64, 0, "more than 0 seconds"}} {
		said := ""
		guard(tt.held, tt.within, func(reason string) { said = reason })
		require.Contains(t, said, tt.says)
	}
	held, within := bounds(8 << 20)
	require.Equal(t, uint64(704<<20), held, "Delaware takes less than a third of it")
	require.Equal(t, 160*time.Second, within, "and a second")
}

// hostile are small files that mean harm. None of them is an extract that anything can be made of.
func hostile() map[string][]byte {
	bomb := make([]byte, 1<<28)
	header := pbftest.Header("OsmSchema-V0.6", "DenseNodes")
	head := pbftest.Blob("OSMHeader", header, len(header))
	data := func(block []byte) []byte { return pbftest.Blob("OSMData", block, len(block)) }
	zeros := func(n int) []byte { return make([]byte, n) } // so many deltas of nothing
	ways, relation := pbftest.Message{}, pbftest.Message{}
	for range 200_000 {
		ways = ways.Bytes(3, pbftest.Message{}.Bytes(2, pbftest.Unsigned(1)).Bytes(3, pbftest.Unsigned(2)).Bytes(8, pbftest.Signed(1, 1)))
	}
	relation = relation.Bytes(2, pbftest.Unsigned(1)).Bytes(3, pbftest.Unsigned(2)).
		Bytes(8, zeros(4<<20)).Bytes(9, zeros(4<<20)).Bytes(10, zeros(4<<20))
	long := pbftest.Message{}.Bytes(2, pbftest.Unsigned(1)).Bytes(3, pbftest.Unsigned(2)).Bytes(8, zeros(30<<20))
	dense := pbftest.Message{}.Bytes(1, zeros(10<<20)).Bytes(8, zeros(10<<20)).Bytes(9, zeros(10<<20))
	roadsOf := []string{"highway", "primary"}
	return map[string][]byte{
		"unpacks to more than it says":  append(head[:len(head):len(head)], pbftest.Blob("OSMData", bomb, 10)...),
		"says that it unpacks to much":  append(head[:len(head):len(head)], pbftest.Blob("OSMData", []byte("x"), math.MaxInt32-1000)...),
		"says less than nothing":        append(head[:len(head):len(head)], pbftest.Blob("OSMData", []byte("x"), -1)...),
		"a header that unpacks to much": pbftest.Blob("OSMHeader", bomb, len(bomb)),
		"a blob of less than nothing": pbftest.Framed(pbftest.Message{}.Bytes(1, []byte("OSMData")).
			Int(3, math.MaxUint64), nil),
		"a long header of nothing":        pbftest.Framed(make([]byte, 65_000), nil),
		"one way of thirty million nodes": append(head[:len(head):len(head)], data(pbftest.Block(roadsOf, pbftest.Message{}.Bytes(3, long)))...),
		"a relation of many members": append(head[:len(head):len(head)],
			data(pbftest.Block([]string{"type", "restriction"}, pbftest.Message{}.Bytes(4, relation)))...),
		"nodes without end":              pbftest.File(pbftest.Block(nil, pbftest.Message{}.Bytes(2, dense)), pbftest.Block(roadsOf, ways)),
		"texts that are not there":       pbftest.File(pbftest.Block(nil, ways[:1000])),
		"nothing but a header":           head,
		"the head of a header":           head[:3],
		"nodes one by one":               pbftest.Village(false),
		"a feature that nobody knows":    pbftest.Blob("OSMHeader", pbftest.Header("Telepathy"), len(pbftest.Header("Telepathy"))),
		"roads, and their nodes nowhere": pbftest.File(pbftest.Block(roadsOf, ways)),
	}
}

// TestHostile reads files that mean harm: each is E1620, soon, and without much memory in the child or in this process.
func TestHostile(t *testing.T) {
	for name, data := range hostile() {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := Read(context.Background(), file(t, "hostile.osm.pbf", string(data)), Options{})
			var e *roads.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, roads.CodeExtract, e.Code)
			require.Less(t, time.Since(start), time.Minute)
			t.Log(err, time.Since(start))
		})
	}
}

// FuzzPBF reads files through the child, as the program does: whatever a block or the header of a file says, this process
// goes on, soon, and has an error about the file or an extract that can be built and asked. The child tells the fuzzer
// nothing of its ways; blocks are packed here, so that changes reach the decoder.
func FuzzPBF(f *testing.F) {
	texts := []string{"highway", "primary", "restriction", "no_u_turn"}
	header := pbftest.Header("OsmSchema-V0.6", "DenseNodes")
	for _, b := range pbftest.VillageBlocks(true) {
		f.Add(header, b, uint8(0), uint8(0))
	}
	f.Add(header, pbftest.Block(texts, pbftest.Message{}.Bytes(3, pbftest.Message{}.Bytes(2, pbftest.Unsigned(1, 99)).
		Bytes(3, pbftest.Unsigned(2)).Bytes(8, pbftest.Signed(1, math.MaxInt64, math.MinInt64, 1)))), uint8(1), uint8(0))
	f.Add(header, pbftest.Block(nil, pbftest.Message{}.Bytes(2, pbftest.Message{}.Bytes(1, pbftest.Signed(1, 1)).
		Bytes(8, pbftest.Signed(math.MaxInt64)).Bytes(9, pbftest.Signed(math.MinInt64, 1)))), uint8(2), uint8(0))
	f.Add(pbftest.Village(true), []byte{}, uint8(0), uint8(1))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, header, block []byte, instead, how uint8) {
		blocks := pbftest.VillageBlocks(true)
		blocks[int(instead)%len(blocks)] = block
		data := pbftest.FileOf(header, blocks...)
		if how%2 == 1 {
			data = append(header, block...) // bytes of a file as they are
		}
		path := filepath.Join(dir, "fuzz.osm.pbf")
		require.NoError(t, os.WriteFile(path, data, 0o600))
		ctx, stop := context.WithTimeout(context.Background(), time.Minute)
		defer stop()
		x, err := Read(ctx, path, Options{Threads: 1})
		require.NoError(t, ctx.Err(), "it hangs")
		if err != nil {
			var e *roads.Error
			require.True(t, errors.As(err, &e) && e.Code == roads.CodeExtract, err)
			return
		}
		r, err := roads.Build(ctx, x, roads.Options{Threads: 1})
		if err == nil {
			for _, mode := range roads.Modes() {
				_, _, err := r.Legs(ctx, mode, []geo.Point{geo.LatLon(52.9, -3.6), geo.LatLon(52.92, -3.59)})
				require.NoError(t, err)
			}
		}
	})
}
