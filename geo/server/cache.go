package server

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/milltir/milltir/geo"
)

// cacheVersion changes with the meaning of what is kept.
const cacheVersion = 1

// kept is a block on disk: figures, and no position, address or key. Sum guards them against damage.
type kept struct {
	Version int       `json:"version"`
	Sum     string    `json:"sum"`
	Seconds []int32   `json:"seconds"` // -1: no way
	Metres  []int32   `json:"metres"`
	RowOff  []float64 `json:"row_off"`
	ColOff  []float64 `json:"col_off"`
}

// key names the file of a block: a hash of what its answer depends on.
func (c *Client) key(a ask) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n%s\n%s\n%s\n%s\n%g\n%t\n", cacheVersion, c.o.Kind, a.base, a.mode, a.profile, c.o.EbikeKmH, a.square)
	for _, points := range [][]geo.Point{a.rows, a.cols} {
		_ = binary.Write(h, binary.LittleEndian, int64(len(points)))
		_ = binary.Write(h, binary.LittleEndian, points)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (c *Client) path(key string) string {
	return filepath.Join(c.o.CacheDir, key[:2], key+".json")
}

func (k *kept) sum() string {
	h := sha256.New()
	for _, part := range []any{k.Seconds, k.Metres, k.RowOff, k.ColOff} {
		_ = binary.Write(h, binary.LittleEndian, part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// load gives a block that was kept. Whatever is not exactly what [Client.keep] wrote is as good as nothing.
func (c *Client) load(key string, a ask) *block {
	if c.o.CacheDir == "" {
		return nil
	}
	f, err := os.Open(c.path(key))
	if err != nil {
		return nil
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, c.o.MaxBytes))
	if err != nil {
		return nil
	}
	b := decodeKept(text, a)
	if b == nil || b.check(a) != nil {
		return nil
	}
	return b
}

func decodeKept(text []byte, a ask) *block {
	var k kept
	n := len(a.rows) * len(a.cols)
	if json.Unmarshal(text, &k) != nil || k.Version != cacheVersion || k.Sum != k.sum() ||
		len(k.Seconds) != n || len(k.Metres) != n || len(k.RowOff) != len(a.rows) || len(k.ColOff) != len(a.cols) {
		return nil
	}
	b := newBlock(a)
	for i, s := range k.Seconds {
		if s < -1 || s > mostSeconds || k.Metres[i] < 0 || k.Metres[i] > mostMetres {
			return nil
		}
		b.seconds[i], b.metres[i], b.far[i] = max(s, 0), k.Metres[i], s < 0
	}
	copy(b.rowOff, k.RowOff)
	copy(b.colOff, k.ColOff)
	return b
}

// keep writes a block beside its place and renames it, so that nobody finds half of one.
func (c *Client) keep(key string, b *block) (err error) {
	if c.o.CacheDir == "" {
		return nil
	}
	k := kept{Version: cacheVersion, Seconds: make([]int32, len(b.seconds)), Metres: b.metres, RowOff: b.rowOff, ColOff: b.colOff}
	for i, s := range b.seconds {
		k.Seconds[i] = s
		if b.far[i] {
			k.Seconds[i] = -1
		}
	}
	k.Sum = k.sum()
	text, err := json.Marshal(k)
	if err != nil {
		return err
	}
	path := c.path(key)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return plain(err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".milltir-*")
	if err != nil {
		return plain(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
			err = plain(err)
		}
	}()
	_, err = f.Write(text)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}

// plain leaves the path out of an error: only what went wrong is of use.
func plain(err error) error {
	for {
		switch e := err.(type) {
		case *os.PathError:
			err = e.Err
		case *os.LinkError:
			err = e.Err
		default:
			return err
		}
	}
}
