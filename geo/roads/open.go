package roads

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// Open reads a built network with all its modes. What is wrong with the file is an [*Error]; nothing in it is believed
// before it has been looked at, and no more room is made than the file is long.
func Open(path string) (*Roads, error) {
	fail := func(reason, advice string) (*Roads, error) {
		return nil, &Error{Code: CodeFile, File: filepath.Base(path), Reason: reason, Advice: advice}
	}
	f, err := os.Open(path)
	if err != nil {
		return fail("it cannot be opened: "+Cause(err), "Build it with milltir roads build")
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return fail("it is no file", "Name the file that milltir roads build wrote")
	}
	r, err := read(f, info.Size())
	if err != nil {
		return fail(err.Error(), "Build it again with milltir roads build")
	}
	return r, nil
}

// loader reads and sums, and never takes more than is left; the first error stays.
type loader struct {
	r    *bufio.Reader
	sum  hash.Hash32
	left int64
	buf  []byte
	err  error
}

var (
	errShort   = errors.New("it ends too early: it was cut off, or is still being copied")
	errDamaged = errors.New("it is damaged: its figures contradict one another")
)

func (l *loader) bytes(b []byte) {
	if l.err == nil && int64(len(b)) > l.left {
		l.err = errShort
	}
	if l.err != nil {
		clear(b)
		return
	}
	if _, err := io.ReadFull(l.r, b); err != nil {
		l.err = errShort
		clear(b)
		return
	}
	l.left -= int64(len(b))
	l.sum.Write(b)
}

func (l *loader) number() uint64 {
	var b [8]byte
	l.bytes(b[:])
	return binary.LittleEndian.Uint64(b[:])
}

// count reads how many items of a size follow.
func (l *loader) count(size int64) int {
	n := l.number()
	if l.err == nil && n > uint64(l.left/size) {
		l.err = errShort
	}
	if l.err != nil {
		return 0
	}
	return int(n)
}

func (l *loader) text() string {
	n := l.count(1)
	if n > 1<<12 {
		l.err = errDamaged
		return ""
	}
	b := make([]byte, n)
	l.bytes(b)
	return string(b)
}

func (l *loader) ints() []int32 {
	a := make([]int32, l.count(4))
	for rest := a; len(rest) > 0 && l.err == nil; {
		n := min(len(rest), block)
		b := l.room(4 * n)
		for i := range rest[:n] {
			rest[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
		}
		rest = rest[n:]
	}
	return a
}

func (l *loader) costs() []cost {
	a := make([]cost, l.count(8))
	for rest := a; len(rest) > 0 && l.err == nil; {
		n := min(len(rest), block)
		b := l.room(8 * n)
		for i := range rest[:n] {
			rest[i] = cost(binary.LittleEndian.Uint64(b[8*i:]))
		}
		rest = rest[n:]
	}
	return a
}

func (l *loader) room(n int) []byte {
	if cap(l.buf) < n {
		l.buf = make([]byte, 8*block)
	}
	b := l.buf[:n]
	l.bytes(b)
	return b
}

// read reads a network of so many bytes.
func read(in io.Reader, size int64) (*Roads, error) {
	l := &loader{r: bufio.NewReaderSize(in, 1<<16), sum: crc32.New(castagnoli), left: size}
	head := make([]byte, len(Magic))
	if l.bytes(head); string(head) != Magic {
		return nil, errors.New("it is not a network that milltir built")
	}
	if v := l.number(); l.err == nil && v != fileVersion {
		return nil, fmt.Errorf("it has format %d, and this version of milltir reads %d", v, fileVersion)
	}
	r := &Roads{name: l.text(), date: l.text(), profiles: l.text(), factors: l.text(), net: &network{}}
	l.bytes(r.hash[:])
	for _, v := range r.report.fields() {
		*v = int(l.number() & (1<<32 - 1))
	}
	for _, a := range r.net.arrays() {
		*a = l.ints()
	}
	classes := make([]byte, l.count(1))
	l.bytes(classes)
	r.net.class = make([]Class, len(classes))
	for i, c := range classes {
		r.net.class[i] = Class(c)
	}
	if n := l.number(); l.err == nil && n != uint64(len(modes)) {
		return nil, errDamaged
	}
	for range modes {
		x, h := &ride{}, &hierarchy{}
		for _, a := range x.arrays() {
			*a = l.ints()
		}
		h.order = l.ints()
		for _, e := range []*edges{&h.up, &h.down} {
			e.first, e.to, e.mid, e.c = l.ints(), l.ints(), l.ints(), l.costs()
		}
		r.rides, r.ch = append(r.rides, x), append(r.ch, h)
	}
	want := l.sum.Sum32()
	if got := l.number(); l.err == nil && got != uint64(want) {
		l.err = errors.New("it is damaged: its checksum is wrong")
	}
	if l.err == nil && l.left > 0 {
		l.err = errors.New("it is damaged: there is more after its end")
	}
	if l.err != nil {
		return nil, l.err
	}
	if !r.sound() {
		return nil, errDamaged
	}
	return r, nil
}
