package roads

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// sample is a town that is always the same.
func sample(tb testing.TB) *Roads {
	tb.Helper()
	var r *Roads
	for seed := 1; r == nil || len(r.rides[0].forbidden) < 4; seed++ {
		x := rapid.Custom(town).Example(seed)
		built, err := Build(context.Background(), x, Options{Threads: 2})
		if err == nil {
			r = built
		}
	}
	return r
}

func saved(tb testing.TB, r *Roads) []byte {
	tb.Helper()
	var b bytes.Buffer
	require.NoError(tb, r.Write(&b))
	return b.Bytes()
}

func TestFileRoundTrip(t *testing.T) {
	r := sample(t)
	path := filepath.Join(t.TempDir(), "town.roads")
	require.NoError(t, r.WriteFile(path))
	again, err := Open(path)
	require.NoError(t, err)
	require.Equal(t, saved(t, r), saved(t, again), "what was read is what was written")
	require.Equal(t, r.Name(), again.Name())
	require.Equal(t, r.Report(), again.Report())
	points := r.spread(20)
	for _, mode := range Modes() {
		want, remarks, err := r.Legs(context.Background(), mode, points)
		require.NoError(t, err)
		got, told, err := again.LegsBy(context.Background(), mode, points, 3)
		require.NoError(t, err)
		require.Equal(t, want, got)
		require.Equal(t, remarks, told)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "no temporary file stays")
	require.Error(t, r.WriteFile(filepath.Join(path, "no", "folder")))
}

func TestOpenRefuses(t *testing.T) {
	whole := saved(t, sample(t))
	resealed := func(at int, b byte) []byte {
		c := bytes.Clone(whole)
		c[at] ^= b
		binary.LittleEndian.PutUint64(c[len(c)-8:], uint64(crc32.Checksum(c[:len(c)-8], castagnoli)))
		return c
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for _, tt := range []struct {
		name string
		data []byte
		says string
		why  string
	}{
		{"empty", nil, "not a network", "nothing there"},
		{"text", []byte("from,to,mode,minutes,metres\n"), "not a network", "a table in its place"},
		{"half", whole[:len(whole)/2], "ends too early", "a copy that was cut off"},
		{"last byte", whole[:len(whole)-1], "ends too early", "the checksum itself is cut"},
		{"longer", append(bytes.Clone(whole), 0), "more after its end", "two files in one"},
		{"a bit", flipped, "checksum", "a bad disk"},
		{"version", resealed(len(Magic), 8), "format 9", "from a later milltir"},
		{"length", resealed(len(Magic)+8+7, 0x40), "too early", "a length of half the memory in the world makes no room"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.roads")
			require.NoError(t, os.WriteFile(path, tt.data, 0o600))
			_, err := Open(path)
			var e *Error
			require.ErrorAs(t, err, &e, tt.why)
			require.Equal(t, CodeFile, e.Code)
			require.Contains(t, err.Error(), tt.says, tt.why)
			require.NotContains(t, err.Error(), filepath.Dir(path), "no path of this machine")
		})
	}
	_, err := Open(filepath.Join(t.TempDir(), "none.roads"))
	require.ErrorContains(t, err, "E1621 none.roads: it cannot be opened")
	_, err = Open(t.TempDir())
	require.ErrorContains(t, err, "it is no file")
}

// FuzzRead changes built files, checksum set right again so that the figures themselves are looked at, and uses what is
// accepted.
func FuzzRead(f *testing.F) {
	whole := saved(f, sample(f))
	f.Add(whole, uint32(0), byte(0))
	for i := range 60 {
		f.Add(whole, uint32(i*len(whole)/60), byte(1<<(i%8)))
	}
	f.Fuzz(func(t *testing.T, data []byte, at uint32, flip byte) {
		data = bytes.Clone(data)
		if len(data) > 8 {
			data[int(at)%len(data)] ^= flip
			binary.LittleEndian.PutUint64(data[len(data)-8:], uint64(crc32.Checksum(data[:len(data)-8], castagnoli)))
		}
		r, err := read(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		points := r.spread(6)
		for _, mode := range Modes() {
			_, _, err := r.LegsBy(context.Background(), mode, points, 1)
			require.NoError(t, err)
			for _, p := range points[:3] {
				_, _ = r.Route(mode, points[3], p)
			}
		}
	})
}
