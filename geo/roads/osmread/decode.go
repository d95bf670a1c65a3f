package osmread

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"
	"github.com/paulmach/osm/osmxml"

	"github.com/milltir/milltir/geo/roads"
)

// decoder reads a file twice: ways and restrictions first, then the nodes that they have.
type decoder struct {
	path     string
	xml      bool
	threads  int
	size     int64
	progress func(float64)

	x    *roads.Extract
	sets map[string]int32
	key  []byte
	refs []int64 // of all ways, one after another
	via  []int64 // by restriction: node, 0 where it has ways
	ids  []int64 // of the nodes wanted, in order
	at   []int64 // by node: latitude and longitude packed, nowhere until it is found
}

const nowhere = math.MinInt64

// decode reads an extract in this process. The decoder of PBF may end it.
func decode(ctx context.Context, path string, threads int, progress func(float64)) (*roads.Extract, error) {
	d := &decoder{path: path, threads: threads, progress: progress, x: &roads.Extract{}, sets: map[string]int32{}}
	if err := d.ways(ctx); err != nil {
		return nil, err
	}
	if len(d.x.Ways) == 0 {
		return nil, errors.New("it has no roads")
	}
	d.want()
	if err := d.nodes(ctx); err != nil {
		return nil, err
	}
	return d.finish()
}

// counter tells how much of a file has been read.
type counter struct {
	r    io.Reader
	n    int64
	show func(n int64)
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.show(c.n)
	return n, err
}

// source opens the file; done goes from a share of all work to another.
func (d *decoder) source(from, to float64) (*os.File, io.Reader, error) {
	f, err := os.Open(d.path)
	if err != nil {
		return nil, nil, errors.New("it cannot be opened: " + roads.Cause(err))
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, errors.New("it cannot be opened: " + roads.Cause(err))
	}
	d.size = max(info.Size(), 1)
	head := make([]byte, 16)
	n, _ := io.ReadFull(f, head)
	start := bytes.TrimLeft(bytes.TrimPrefix(head[:n], []byte("\ufeff")), " \t\r\n")
	d.xml = len(start) > 0 && start[0] == '<'
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		f.Close()
		return nil, nil, err
	}
	if n == 0 {
		f.Close()
		return nil, nil, errors.New("it is empty")
	}
	return f, &counter{r: f, show: func(n int64) { d.progress(from + (to-from)*float64(n)/float64(d.size)) }}, nil
}

// ways reads ways and restrictions, and the hash of the file on the way.
func (d *decoder) ways(ctx context.Context) error {
	f, in, err := d.source(0, 0.5)
	if err != nil {
		return err
	}
	defer f.Close()
	hash := sha256.New()
	tee := io.TeeReader(in, hash)
	var s osm.Scanner
	if d.xml {
		s = osmxml.New(ctx, bufio.NewReaderSize(tee, 1<<16))
	} else {
		p := osmpbf.New(ctx, tee, d.threads)
		p.SkipNodes = true
		p.FilterWay = useful
		p.FilterRelation = restricts
		h, err := p.Header()
		if err != nil {
			return fmt.Errorf("it is no OpenStreetMap extract, or damaged at its head (%w)", err)
		}
		if h != nil && h.ReplicationTimestamp.Unix() > 0 {
			d.x.Date = h.ReplicationTimestamp.UTC().Format("2006-01-02")
		}
		s = p
	}
	for s.Scan() {
		switch o := s.Object().(type) {
		case *osm.Way:
			if useful(o) {
				d.way(o)
			}
		case *osm.Relation:
			if restricts(o) {
				d.restriction(o)
			}
		}
	}
	err = errors.Join(s.Err(), s.Close())
	if err != nil {
		return fmt.Errorf("it is damaged (%w)", err)
	}
	if _, err := io.Copy(io.Discard, tee); err != nil {
		return err
	}
	hash.Sum(d.x.Hash[:0])
	return nil
}

func useful(w *osm.Way) bool {
	return len(w.Nodes) > 1 && (w.Tags.Find("highway") != "" || w.Tags.Find("route") == "ferry")
}

func restricts(r *osm.Relation) bool { return r.Tags.Find("type") == "restriction" }

// tags gives the number of a combination of those tags that matter.
func (d *decoder) tags(all osm.Tags, keys []string) int32 {
	d.key = d.key[:0]
	for _, k := range keys {
		if v := all.Find(k); v != "" && len(v) <= 255 {
			d.key = append(append(append(append(d.key, k...), 0), v...), 0)
		}
	}
	if i, ok := d.sets[string(d.key)]; ok {
		return i
	}
	var t roads.Tags
	for _, k := range keys {
		if v := all.Find(k); v != "" && len(v) <= 255 {
			t = append(t, roads.Tag{Key: k, Value: strings.Clone(v)})
		}
	}
	i := int32(len(d.x.TagSets))
	d.sets[string(d.key)] = i
	d.x.TagSets = append(d.x.TagSets, t)
	return i
}

func (d *decoder) way(w *osm.Way) {
	t := d.tags(w.Tags, roads.WayKeys)
	if !d.x.TagSets[t].Wanted() {
		return
	}
	nodes := make([]int32, len(w.Nodes))
	for i := range w.Nodes {
		d.refs = append(d.refs, int64(w.Nodes[i].ID))
	}
	d.x.Ways = append(d.x.Ways, roads.Way{ID: int64(w.ID), Nodes: nodes, Tags: t})
}

func (d *decoder) restriction(r *osm.Relation) {
	y := roads.Restriction{ID: int64(r.ID), Tags: d.tags(r.Tags, roads.RestrictionKeys), ViaNode: -1}
	via := int64(0)
	for _, m := range r.Members {
		switch {
		case m.Role == "from" && m.Type == osm.TypeWay:
			y.From = append(y.From, m.Ref)
		case m.Role == "to" && m.Type == osm.TypeWay:
			y.To = append(y.To, m.Ref)
		case m.Role == "via" && m.Type == osm.TypeWay:
			y.ViaWays = append(y.ViaWays, m.Ref)
		case m.Role == "via" && m.Type == osm.TypeNode:
			via = m.Ref
		}
	}
	if len(y.From) > 0 && len(y.To) > 0 && (via != 0) != (len(y.ViaWays) > 0) && len(y.From)+len(y.To)+len(y.ViaWays) < 100 {
		d.x.Restrictions = append(d.x.Restrictions, y)
		d.via = append(d.via, via)
	}
}

// want sorts out which nodes are wanted.
func (d *decoder) want() {
	d.ids = slices.Clone(d.refs)
	slices.Sort(d.ids)
	d.ids = slices.Clip(slices.Compact(d.ids))
	d.at = make([]int64, len(d.ids))
	for i := range d.at {
		d.at[i] = nowhere
	}
	k := 0
	for i := range d.x.Ways {
		for n := range d.x.Ways[i].Nodes {
			at, _ := slices.BinarySearch(d.ids, d.refs[k])
			d.x.Ways[i].Nodes[n] = int32(at)
			k++
		}
	}
	d.refs = nil
	for i, v := range d.via {
		if at, ok := slices.BinarySearch(d.ids, v); v != 0 && ok {
			d.x.Restrictions[i].ViaNode = int32(at)
		}
	}
}

// place keeps where a node is, if it is wanted, and tells whether its tags matter. Several goroutines call it.
func (d *decoder) place(n *osm.Node) bool {
	at, ok := slices.BinarySearch(d.ids, int64(n.ID))
	if !ok || !(math.Abs(n.Lat) <= 90 && math.Abs(n.Lon) <= 180) {
		return false
	}
	lat, lon := int64(math.Round(n.Lat*1e7)), int64(math.Round(n.Lon*1e7))
	atomic.StoreInt64(&d.at[at], lat<<32|lon&(1<<32-1))
	return len(n.Tags) > 0 && (n.Tags.Find("barrier") != "" || n.Tags.Find("highway") != "")
}

// nodes reads where the wanted nodes are.
func (d *decoder) nodes(ctx context.Context) error {
	f, in, err := d.source(0.5, 1)
	if err != nil {
		return err
	}
	defer f.Close()
	var s osm.Scanner
	if d.xml {
		s = osmxml.New(ctx, bufio.NewReaderSize(in, 1<<16))
	} else {
		p := osmpbf.New(ctx, in, d.threads)
		p.SkipWays, p.SkipRelations = true, true
		p.FilterNode = d.place
		s = p
	}
	for s.Scan() {
		n, ok := s.Object().(*osm.Node)
		if !ok || d.xml && !d.place(n) {
			continue
		}
		at, _ := slices.BinarySearch(d.ids, int64(n.ID))
		if t := d.tags(n.Tags, roads.NodeKeys); len(d.x.TagSets[t]) > 0 {
			d.x.NodeTags = append(d.x.NodeTags, roads.NodeTag{Node: int32(at), Tags: t})
		}
	}
	if err := errors.Join(s.Err(), s.Close()); err != nil {
		return fmt.Errorf("it is damaged (%w)", err)
	}
	return nil
}

// finish leaves out nodes that the file has not, cuts ways there, and renumbers.
func (d *decoder) finish() (*roads.Extract, error) {
	x := d.x
	number := make([]int32, len(d.ids))
	for i, p := range d.at {
		number[i] = -1
		if p != nowhere {
			number[i] = int32(len(x.Lat))
			x.Lat, x.Lon = append(x.Lat, int32(p>>32)), append(x.Lon, int32(p))
		}
	}
	if len(x.Lat) == 0 {
		return nil, errors.New("it has roads, but not the nodes that say where they are")
	}
	ways := make([]roads.Way, 0, len(x.Ways))
	for _, w := range x.Ways {
		piece := w.Nodes[:0:0]
		flush := func() {
			if len(piece) > 1 {
				ways = append(ways, roads.Way{ID: w.ID, Nodes: piece, Tags: w.Tags})
			}
			piece = nil
		}
		for _, n := range w.Nodes {
			k := number[n]
			switch {
			case k < 0:
				flush()
			case len(piece) == 0 || piece[len(piece)-1] != k:
				piece = append(piece, k)
			}
		}
		flush()
	}
	x.Ways = ways
	for i := range x.NodeTags {
		x.NodeTags[i].Node = number[x.NodeTags[i].Node]
	}
	slices.SortFunc(x.NodeTags, func(a, b roads.NodeTag) int { return int(a.Node - b.Node) })
	x.NodeTags = slices.CompactFunc(x.NodeTags, func(a, b roads.NodeTag) bool { return a.Node == b.Node })
	kept := x.Restrictions[:0]
	for i, r := range x.Restrictions {
		if r.ViaNode >= 0 {
			r.ViaNode = number[r.ViaNode]
		}
		if d.via[i] == 0 || r.ViaNode >= 0 {
			kept = append(kept, r)
		}
	}
	x.Restrictions = kept
	return x, nil
}
