// Package server asks a routing server for legs: the table service of OSRM, sources_to_targets of Valhalla, or the
// matrix of openrouteservice. Tables are asked for in blocks within the server's limits, tried again where that may
// help, and kept on disk leg by leg: an answer that cannot be right is an error with advice, never a leg. See docs/adr/0027.
package server

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"github.com/milltir/milltir/geo"
)

// The kinds of servers.
const (
	OSRM     = "osrm"
	Valhalla = "valhalla"
	ORS      = "ors" // openrouteservice
)

// Client is a [geo.Source] that asks one server. It may be used by several goroutines at once.
type Client struct {
	o     Options
	api   service
	asked atomic.Bool // whether there was a request before

	unkept atomic.Pointer[error]
}

// service is what the kinds of servers differ in.
type service interface {
	// request gives method, address and body for a block, without the key.
	request(a ask) (method, url string, body []byte)
	// decode reads the answer of status 200; an error is about what stands in it.
	decode(a ask, body []byte) (*block, error)
	// refusal reads an answer of another status: what the server says, and the code of its own that goes with it.
	refusal(body []byte) (code, message string)
	// means sorts the codes that are not just a refusal.
	means(code string) meaning
}

// meaning is what a code of a server's own comes to.
type meaning int

const (
	other   meaning = iota
	noWay           // of no leg of the block there is a way
	noPoint         // a point is not on its map
	tooMany         // the block is beyond its limits
	tooFar          // points are further apart than it allows
	noTable         // it has no distances, or no matrix at all
)

// ask is one block of a table: from each row to each column.
type ask struct {
	asking
	rows, cols   []geo.Point
	rowAt, colAt []int // their indices
	square       bool  // rows and columns are the same points
}

// New makes a client, or tells everything that is wrong with the options at once, as [Errors].
func New(o Options) (*Client, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	c := &Client{o: o}
	switch o.Kind {
	case OSRM:
		c.api = osrm{}
	case Valhalla:
		c.api = valhalla{ebikeKmH: o.EbikeKmH}
	case ORS:
		c.api = ors{}
	}
	return c, nil
}

// Name says which server it is, to be printed with a rota; it has neither key nor password.
func (c *Client) Name() string { return c.o.Kind + " at " + c.o.URL }

// Unkept says why an answer could not be kept in [Options.CacheDir]; nil if all were. Legs are given all the same.
func (c *Client) Unkept() error {
	if err := c.unkept.Load(); err != nil {
		return *err
	}
	return nil
}

// Legs asks for all legs between the points by a mode. Of a mode without a profile it knows nothing: every leg is
// [geo.Unknown]. What the server has no way for is far, unless its own table speaks against it; then it is unknown, as
// are the legs of a point that it cannot put on its map ([geo.OffMap]). Points further from the server's roads than
// [Options.FarMetres] are remarked on, where the server tells. Positions leave rounded to [Options.Decimals].
// An error is an [*Error], or that of the context.
func (c *Client) Legs(ctx context.Context, mode string, points []geo.Point) (*geo.Matrix, []geo.Remark, error) {
	m := geo.NewMatrix(len(points))
	profile, ok := c.o.Profiles[mode]
	if !ok {
		for k := range m.Seconds {
			if k/m.N != k%m.N {
				m.Seconds[k] = geo.Unknown
			}
		}
		return m, nil, nil
	}
	if len(points) < 2 {
		return m, nil, nil
	}
	rounded, err := c.round(points)
	if err != nil {
		return nil, nil, err
	}
	f := c.newFilling(asking{mode, profile, c.o.base(mode)}, rounded)
	c.recall(f)
	if err := c.fill(ctx, f); err != nil {
		return nil, nil, err
	}
	if err := c.confirm(ctx, f); err != nil {
		return nil, nil, err
	}
	for k := range f.m.Seconds {
		if i, j := k/f.m.N, k%f.m.N; i != j && (f.lost[i] || f.lost[j]) {
			f.m.Set(i, j, geo.Unknown, 0, false)
		}
	}
	alone := f.doubt()
	return f.m, c.remarks(f, alone), nil
}

// round keeps positions to the decimals that may leave, so that what is cached is what was asked.
func (c *Client) round(points []geo.Point) ([]geo.Point, error) {
	out := make([]geo.Point, len(points))
	scale := math.Pow10(c.o.Decimals)
	for i, p := range points {
		if !(math.Abs(p.Lat()) <= 90 && math.Abs(p.Lon()) <= 180) {
			f := c.fail(c.o.URL, CodePoint, fmt.Sprintf("point %d is nowhere on earth", i+1), "Maybe latitude and longitude are swapped")
			f.Points = []int{i}
			return nil, f
		}
		out[i] = geo.LatLon(math.Round(p.Lat()*scale)/scale+0, math.Round(p.Lon()*scale)/scale+0) // no -0
	}
	return out, nil
}

// remarks tells of points far from a road, and of those that the server's map does not have.
func (c *Client) remarks(f *filling, alone []int) []geo.Remark {
	var out []geo.Remark
	for i, d := range f.off {
		switch {
		case f.lost[i] || slices.Contains(alone, i):
			out = append(out, geo.Remark{Kind: geo.OffMap, Point: i})
		case d > c.o.FarMetres:
			out = append(out, geo.Remark{Kind: geo.FarFromRoad, Point: i, Metres: math.Round(d)})
		}
	}
	return out
}
