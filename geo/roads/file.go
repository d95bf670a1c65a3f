package roads

import (
	"bufio"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// A built network is a file of little-endian numbers: the magic and the version, texts and figures of its making, the arrays
// of the network and of each mode, each with its length before it, and a CRC-32C of all that. docs/ROADS.md lists them.
const (
	Magic       = "milltir-roads\n\r\x00" // begins every file of a network
	fileVersion = 1
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// WriteFile writes the network to a file, which is either whole or not there: it is made beside its place and renamed.
func (r *Roads) WriteFile(path string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".milltir-roads-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err = r.Write(f); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Write writes the network. The same network gives the same bytes.
func (r *Roads) Write(out io.Writer) error {
	w := &saver{w: bufio.NewWriterSize(out, 1<<16), sum: crc32.New(castagnoli)}
	w.bytes([]byte(Magic))
	w.number(fileVersion)
	for _, s := range []string{r.name, r.date, r.profiles, r.factors} {
		w.number(uint64(len(s)))
		w.bytes([]byte(s))
	}
	w.bytes(r.hash[:])
	for _, v := range r.report.fields() {
		w.number(uint64(*v))
	}
	for _, a := range r.net.arrays() {
		w.ints(*a)
	}
	classes := make([]byte, len(r.net.class))
	for i, c := range r.net.class {
		classes[i] = byte(c)
	}
	w.number(uint64(len(classes)))
	w.bytes(classes)
	w.number(uint64(len(modes)))
	for i := range modes {
		for _, a := range r.rides[i].arrays() {
			w.ints(*a)
		}
		w.ints(r.ch[i].order)
		for _, e := range []*edges{&r.ch[i].up, &r.ch[i].down} {
			w.ints(e.first)
			w.ints(e.to)
			w.ints(e.mid)
			w.costs(e.c)
		}
	}
	check := w.sum.Sum32()
	w.number(uint64(check))
	if w.err != nil {
		return w.err
	}
	return w.w.Flush()
}

func (r *Report) fields() []*int {
	return []*int{&r.Nodes, &r.Ways, &r.Junctions, &r.Segments, &r.Restrictions, &r.Unclear, &r.Conditional}
}

// arrays of whole numbers, in the order of the file.
func (n *network) arrays() []*[]int32 {
	return []*[]int32{&n.lat, &n.lon, &n.from, &n.to, &n.mm, &n.shapeAt, &n.shapeLat, &n.shapeLon}
}

func (r *ride) arrays() []*[]int32 {
	return []*[]int32{&r.ms[0], &r.ms[1], &r.nodeMs, &r.forbidden, &r.forbiddenAt}
}

// saver writes and sums; the first error stays.
type saver struct {
	w   *bufio.Writer
	sum hash.Hash32
	buf []byte
	err error
}

func (s *saver) bytes(b []byte) {
	if s.err == nil {
		s.sum.Write(b) // never fails
		_, s.err = s.w.Write(b)
	}
}

func (s *saver) number(v uint64) { s.bytes(binary.LittleEndian.AppendUint64(nil, v)) }

// block is how many numbers are turned into bytes at a time.
const block = 1 << 13

func (s *saver) ints(a []int32) {
	s.number(uint64(len(a)))
	for len(a) > 0 {
		n := min(len(a), block)
		s.buf = s.buf[:0]
		for _, v := range a[:n] {
			s.buf = binary.LittleEndian.AppendUint32(s.buf, uint32(v))
		}
		s.bytes(s.buf)
		a = a[n:]
	}
}

func (s *saver) costs(a []cost) {
	s.number(uint64(len(a)))
	for len(a) > 0 {
		n := min(len(a), block)
		s.buf = s.buf[:0]
		for _, v := range a[:n] {
			s.buf = binary.LittleEndian.AppendUint64(s.buf, uint64(v))
		}
		s.bytes(s.buf)
		a = a[n:]
	}
}
