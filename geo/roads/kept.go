package roads

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"

	"github.com/milltir/milltir/geo"
)

// keptMagic starts a kept table; a change of what Legs gives for the same network changes it.
const keptMagic = "milltir-legs-2\r\n"

// Kept is Legs, but for the same network, mode and points it is worked out once and kept in a folder. The file's name is
// the hash of the extract, the version of the profiles, the factors, the mode and the points; it holds no ids. What cannot
// be kept, or is damaged, is worked out.
func (r *Roads) Kept(ctx context.Context, dir, mode string, points []geo.Point) (*geo.Matrix, []geo.Remark, error) {
	path := filepath.Join(dir, r.key(mode, points)+".legs")
	if m, remarks, err := readKept(path, len(points)); err == nil {
		return m, remarks, nil
	}
	m, remarks, err := r.Legs(ctx, mode, points)
	if err != nil {
		return nil, nil, err
	}
	_ = writeKept(path, m, remarks) // a full disk is no reason to have no table
	return m, remarks, nil
}

// key is what a table depends on.
func (r *Roads) key(mode string, points []geo.Point) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s%d\n%s\n%q\n%q\n%s\n", keptMagic, fileVersion, hex.EncodeToString(r.hash[:]), r.profiles, r.factors, mode)
	var b [16]byte
	for _, p := range points {
		binary.LittleEndian.PutUint64(b[:8], math.Float64bits(p.Lat()))
		binary.LittleEndian.PutUint64(b[8:], math.Float64bits(p.Lon()))
		h.Write(b[:])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

var remarkKinds = []geo.RemarkKind{geo.FarFromRoad, geo.CutOff, geo.Island}

func writeKept(path string, m *geo.Matrix, remarks []geo.Remark) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".milltir-legs-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	w := &saver{w: bufio.NewWriter(f), sum: crc32.New(castagnoli)}
	w.bytes([]byte(keptMagic))
	w.ints(m.Seconds)
	w.ints(m.Metres)
	far := make([]byte, len(m.Far))
	for i, v := range m.Far {
		if v {
			far[i] = 1
		}
	}
	w.number(uint64(len(far)))
	w.bytes(far)
	w.number(uint64(len(remarks)))
	for _, x := range remarks {
		for k, kind := range remarkKinds {
			if kind == x.Kind {
				w.number(uint64(k))
			}
		}
		w.number(uint64(x.Point))
		w.number(math.Float64bits(x.Metres))
	}
	w.number(uint64(w.sum.Sum32()))
	if err = errors.Join(w.err, w.w.Flush()); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func readKept(path string, n int) (*geo.Matrix, []geo.Remark, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	return decodeKept(f, info.Size(), n)
}

func decodeKept(in io.Reader, size int64, n int) (*geo.Matrix, []geo.Remark, error) {
	l := &loader{r: bufio.NewReader(in), sum: crc32.New(castagnoli), left: size}
	head := make([]byte, len(keptMagic))
	if l.bytes(head); string(head) != keptMagic {
		return nil, nil, errDamaged
	}
	m := &geo.Matrix{N: n, Seconds: l.ints(), Metres: l.ints()}
	far := make([]byte, l.count(1))
	l.bytes(far)
	m.Far = make([]bool, len(far))
	for i, v := range far {
		m.Far[i] = v == 1
	}
	var remarks []geo.Remark
	for range l.count(24) {
		kind, point, metres := l.number(), l.number(), math.Float64frombits(l.number())
		if kind >= uint64(len(remarkKinds)) || point >= uint64(n) {
			return nil, nil, errDamaged
		}
		remarks = append(remarks, geo.Remark{Kind: remarkKinds[kind], Point: int(point), Metres: metres})
	}
	want := uint64(l.sum.Sum32())
	if got := l.number(); l.err != nil || got != want || len(m.Seconds) != n*n || len(m.Metres) != n*n || len(m.Far) != n*n {
		return nil, nil, errDamaged
	}
	return m, remarks, nil
}
