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
const cacheVersion = 2

// What stands for seconds where there are none.
const (
	noLeg   int32 = -1 // the server has no way
	doubted int32 = -2 // it said so, and something else when it was asked again
	unasked int32 = -3 // it said so, and was not asked again yet
)

// kept is, on disk, what is known of the ways from one point: figures, each with its day, and no position, address or
// key; the points they lead to are hashes. Sum guards it against damage.
type kept struct {
	Version int      `json:"version"`
	Sum     string   `json:"sum"`
	Off     float64  `json:"off"`  // metres from the server's roads; below 0: it does not tell
	Lost    int32    `json:"lost"` // the day on which the server could not put the point on its map; 0: none
	To      []string `json:"to"`
	Seconds []int32  `json:"seconds"` // or noLeg, doubted, unasked
	Metres  []int32  `json:"metres"`
	Days    []int32  `json:"days"` // since 1970, in UTC
}

// entry is one leg of a row.
type entry struct{ seconds, metres, day int32 }

// row is kept in memory.
type row struct {
	off  float64
	lost int32
	legs map[string]entry // by [Client.end]
}

func newRow() *row { return &row{off: -1, legs: make(map[string]entry)} }

// today is the day of the clock.
func (c *Client) today() int32 { return int32(c.o.Now().Unix() / (24 * 3600)) }

// fresh tells whether what was told on a day still counts.
func (c *Client) fresh(day int32) bool {
	age := int64(c.today()) - int64(day)
	return age >= -1 && (c.o.KeepDays < 0 || age < int64(c.o.KeepDays))
}

// key names the row of a point: a hash of what the answer depends on.
func (c *Client) key(of asking, p geo.Point) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n%s\n%s\n%s\n%s\n%g\n", cacheVersion, c.o.Kind, of.base, of.mode, of.profile, c.o.EbikeKmH)
	_ = binary.Write(h, binary.LittleEndian, p[:])
	return hex.EncodeToString(h.Sum(nil))
}

// end names, within a row, the point that a leg leads to. Another row has another name for it, so that rows are no map by
// themselves; it is no secret, since positions can be tried.
func end(key string, p geo.Point) string {
	h := sha256.New()
	_, _ = io.WriteString(h, key)
	_ = binary.Write(h, binary.LittleEndian, p[:])
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func (c *Client) path(key string) string {
	return filepath.Join(c.o.CacheDir, key[:2], key+".json")
}

func (k *kept) sum() string {
	h := sha256.New()
	for _, part := range []any{k.Off, k.Lost, k.Seconds, k.Metres, k.Days} {
		_ = binary.Write(h, binary.LittleEndian, part)
	}
	for _, to := range k.To {
		_, _ = io.WriteString(h, to+"\n")
	}
	return hex.EncodeToString(h.Sum(nil))
}

// load gives a row, without what is too old. Whatever is not exactly what [Client.keep] wrote is as good as nothing.
func (c *Client) load(key string) *row {
	f, err := os.Open(c.path(key))
	if err != nil {
		return newRow()
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, c.o.MaxBytes))
	if err != nil {
		return newRow()
	}
	r := decodeKept(text)
	if !c.fresh(r.lost) {
		r.lost = 0
	}
	for to, e := range r.legs {
		if !c.fresh(e.day) {
			delete(r.legs, to)
		}
	}
	return r
}

func decodeKept(text []byte) *row {
	var k kept
	n := 0
	if json.Unmarshal(text, &k) == nil {
		n = len(k.To)
	}
	if k.Version != cacheVersion || k.Sum != k.sum() || len(k.Seconds) != n || len(k.Metres) != n || len(k.Days) != n ||
		!(k.Off >= -1 && k.Off <= mostMetres) {
		return newRow()
	}
	r := &row{k.Off, k.Lost, make(map[string]entry, n)}
	for i, to := range k.To {
		if k.Seconds[i] < unasked || k.Seconds[i] > mostSeconds || k.Metres[i] < 0 || k.Metres[i] > mostMetres {
			return newRow()
		}
		r.legs[to] = entry{k.Seconds[i], k.Metres[i], k.Days[i]}
	}
	return r
}

// keep changes a row on disk. It is read anew, since another milltir may have written it meanwhile, and written beside
// its place and renamed, so that nobody finds half of one.
func (c *Client) keep(key string, change func(*row)) {
	if c.o.CacheDir == "" {
		return
	}
	r := c.load(key)
	change(r)
	if err := c.write(key, r); err != nil {
		err = plain(err)
		c.unkept.CompareAndSwap(nil, &err) // an answer is an answer
	}
}

func (c *Client) write(key string, r *row) (err error) {
	k := kept{Version: cacheVersion, Off: r.off, Lost: r.lost}
	for _, to := range sortedKeys(r.legs) {
		e := r.legs[to]
		k.To, k.Seconds = append(k.To, to), append(k.Seconds, e.seconds)
		k.Metres, k.Days = append(k.Metres, e.metres), append(k.Days, e.day)
	}
	k.Sum = k.sum()
	text, err := json.Marshal(k)
	if err != nil {
		return err
	}
	path := c.path(key)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".milltir-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
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
