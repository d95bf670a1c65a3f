package osmread

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"

	"github.com/milltir/milltir/geo/roads"
)

// Frames of what the child writes.
const (
	frameProgress = 'p'
	frameExtract  = 'x'
	frameEnd      = 'e'
)

// writer writes numbers and texts; the first error stays with its bufio.Writer.
type writer struct {
	w   *bufio.Writer
	buf [binary.MaxVarintLen64]byte
}

func (w *writer) byte(b byte)   { _ = w.w.WriteByte(b) }
func (w *writer) uint(v uint64) { _, _ = w.w.Write(w.buf[:binary.PutUvarint(w.buf[:], v)]) }
func (w *writer) int(v int64)   { _, _ = w.w.Write(w.buf[:binary.PutVarint(w.buf[:], v)]) }
func (w *writer) text(s string) {
	w.uint(uint64(len(s)))
	_, _ = w.w.WriteString(s)
}

func (w *writer) ids(list []int64) {
	w.uint(uint64(len(list)))
	for _, v := range list {
		w.int(v)
	}
}

func (w *writer) extract(x *roads.Extract) {
	w.text(x.Date)
	_, _ = w.w.Write(x.Hash[:])
	w.uint(uint64(len(x.Lat)))
	var lat, lon int32
	for i := range x.Lat {
		w.int(int64(x.Lat[i]) - int64(lat))
		w.int(int64(x.Lon[i]) - int64(lon))
		lat, lon = x.Lat[i], x.Lon[i]
	}
	w.uint(uint64(len(x.TagSets)))
	for _, t := range x.TagSets {
		w.uint(uint64(len(t)))
		for _, tag := range t {
			w.text(tag.Key)
			w.text(tag.Value)
		}
	}
	w.uint(uint64(len(x.Ways)))
	for i := range x.Ways {
		y := &x.Ways[i]
		w.int(y.ID)
		w.uint(uint64(y.Tags))
		w.uint(uint64(len(y.Nodes)))
		last := int32(0)
		for _, n := range y.Nodes {
			w.int(int64(n - last))
			last = n
		}
	}
	w.uint(uint64(len(x.NodeTags)))
	for _, t := range x.NodeTags {
		w.uint(uint64(t.Node))
		w.uint(uint64(t.Tags))
	}
	w.uint(uint64(len(x.Restrictions)))
	for i := range x.Restrictions {
		y := &x.Restrictions[i]
		w.int(y.ID)
		w.uint(uint64(y.Tags))
		w.int(int64(y.ViaNode))
		w.ids(y.From)
		w.ids(y.To)
		w.ids(y.ViaWays)
	}
}

// reader reads what a writer wrote, and believes nothing of it.
type reader struct {
	r   *bufio.Reader
	err error
}

var errStream = errors.New("the stream is damaged")

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) byte() byte {
	if r.err != nil {
		return 0
	}
	b, err := r.r.ReadByte()
	if err != nil {
		r.fail(err)
	}
	return b
}

func (r *reader) uint() uint64 {
	if r.err != nil {
		return 0
	}
	v, err := binary.ReadUvarint(r.r)
	if err != nil {
		r.fail(err)
		return 0
	}
	return v
}

func (r *reader) int() int64 {
	if r.err != nil {
		return 0
	}
	v, err := binary.ReadVarint(r.r)
	if err != nil {
		r.fail(err)
		return 0
	}
	return v
}

func (r *reader) text() string {
	n := r.uint()
	if n > 1<<16 {
		r.fail(errStream)
	}
	if r.err != nil {
		return ""
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r.r, b); err != nil {
		r.fail(err)
	}
	return string(b)
}

// index reads a number below n.
func (r *reader) index(n int) int32 {
	v := r.uint()
	if v >= uint64(n) {
		r.fail(errStream)
		return 0
	}
	return int32(v)
}

// list reads so many items, as long as there are any; room for them is made as they come.
func list[T any](r *reader, item func() T) []T {
	n := r.uint()
	if n > 1<<31-1 {
		r.fail(errStream)
	}
	if r.err != nil {
		return nil
	}
	out := make([]T, 0, min(n, 1<<12))
	for i := uint64(0); i < n && r.err == nil; i++ {
		out = append(out, item())
	}
	return out
}

func (r *reader) extract() *roads.Extract {
	x := &roads.Extract{Date: r.text()}
	if _, err := io.ReadFull(r.r, x.Hash[:]); err != nil {
		r.fail(err)
	}
	n := r.uint()
	if n > 1<<31-1 {
		r.fail(errStream)
	}
	var lat, lon int64
	for i := uint64(0); i < n && r.err == nil; i++ {
		lat += r.int()
		lon += r.int()
		if lat < -9e8 || lat > 9e8 || lon < -18e8 || lon > 18e8 {
			r.fail(errStream)
		}
		x.Lat, x.Lon = append(x.Lat, int32(lat)), append(x.Lon, int32(lon))
	}
	x.TagSets = list(r, func() roads.Tags {
		return list(r, func() roads.Tag { return roads.Tag{Key: r.text(), Value: r.text()} })
	})
	x.Ways = list(r, func() roads.Way {
		w := roads.Way{ID: r.int(), Tags: r.index(len(x.TagSets))}
		last := int64(0)
		w.Nodes = list(r, func() int32 {
			last += r.int()
			if last < 0 || last >= int64(len(x.Lat)) {
				r.fail(errStream)
				last = 0
			}
			return int32(last)
		})
		return w
	})
	x.NodeTags = list(r, func() roads.NodeTag {
		return roads.NodeTag{Node: r.index(len(x.Lat)), Tags: r.index(len(x.TagSets))}
	})
	x.Restrictions = list(r, func() roads.Restriction {
		y := roads.Restriction{ID: r.int(), Tags: r.index(len(x.TagSets))}
		via := r.int()
		if via < -1 || via >= int64(len(x.Lat)) {
			r.fail(errStream)
			via = -1
		}
		y.ViaNode = int32(via)
		y.From, y.To, y.ViaWays = list(r, r.int), list(r, r.int), list(r, r.int)
		return y
	})
	return x
}
