package roads

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"

	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
)

const (
	walkKmH  = 4.8 // from the road to the door and back
	farMetre = 200 // beyond it a point is said to be far from a road
	// A road of the main part may be half as far again and so many metres farther off than the nearest road, and is still
	// the one that a point lies on: short pieces of the map that join nothing are slips of drawing.
	mainDetour = 150
)

// ErrMode is a mode that networks are not built for.
var ErrMode = errors.New("roads: no such mode")

// where is a point on the network.
type where struct {
	spot
	walkMs int64
	guess  geo.Point
}

// snap puts points on roads. Whatever has no road within five kilometres has segment -1. Remarks say how far it is: to the
// nearest road, or for who is cut off or on an island to the nearest road of the main part, by the crow.
func (r *Roads) snap(l *lane, points []geo.Point) ([]where, []geo.Remark) {
	at := make([]where, len(points))
	var remarks []geo.Remark
	for i, p := range points {
		nearest, main := r.places().near(p, l.flags)
		s := nearest
		if main.segment >= 0 && main.metres <= 1.5*nearest.metres+mainDetour {
			s = main
		}
		at[i] = where{s, int64(math.Round(s.metres * 3600 / walkKmH)), p}
		switch {
		case s.segment < 0:
			gap := math.Round(r.places().gap(p, l.flags, flagStop))
			remarks = append(remarks, geo.Remark{Kind: geo.FarFromRoad, Point: i, Metres: gap})
			continue
		case s.metres > farMetre:
			remarks = append(remarks, geo.Remark{Kind: geo.FarFromRoad, Point: i, Metres: math.Round(s.metres)})
		}
		switch {
		case l.flags[s.segment]&flagMain == 0:
			gap := math.Round(r.places().gap(p, l.flags, flagStop|flagMain))
			remarks = append(remarks, geo.Remark{Kind: geo.CutOff, Point: i, Metres: gap})
		case l.flags[s.segment]&flagShore == 0:
			gap := math.Round(r.places().gap(p, l.flags, flagStop|flagShore))
			remarks = append(remarks, geo.Remark{Kind: geo.Island, Point: i, Metres: gap})
		}
	}
	return at, remarks
}

// part is the share of an arc's milliseconds that so many of its millimetres take.
func part(ms, mm, whole int32) int64 { return (int64(ms)*int64(mm) + int64(whole)/2) / int64(whole) }

// leaving gives the nodes that are reached first from a spot, and by which arcs.
func (r *Roads) leaving(mode int, l *lane, s spot) (starts []start, arcs []int32) {
	whole := r.net.mm[s.segment]
	for d, rest := range [2]int32{whole - s.mm, s.mm} {
		arc := 2*s.segment + int32(d)
		if to := l.graph.enter(arc); to >= 0 {
			ms := part(r.rides[mode].ms[d][s.segment], rest, whole) + int64(r.rides[mode].nodeMs[r.net.head(arc)])
			starts = append(starts, start{l.rankOf[to], costOf(ms, int64(rest))})
			arcs = append(arcs, arc)
		}
	}
	return starts, arcs
}

// arriving gives the nodes from which a spot is reached last, and by which arcs.
func (r *Roads) arriving(mode int, l *lane, s spot) (starts []start, arcs []int32) {
	whole := r.net.mm[s.segment]
	for d, rest := range [2]int32{s.mm, whole - s.mm} {
		arc := 2*s.segment + int32(d)
		c := costOf(part(r.rides[mode].ms[d][s.segment], rest, whole), int64(rest))
		for _, v := range l.graph.leave(arc) {
			starts = append(starts, start{l.rankOf[v], c})
			arcs = append(arcs, arc)
		}
	}
	return starts, arcs
}

// along is the way between two spots of one segment without leaving it; unreached where it is against a one-way street,
// or they are on different ones.
func (r *Roads) along(mode int, a, b spot) cost {
	if a.segment != b.segment || a.segment < 0 {
		return unreached
	}
	d, mm := 0, b.mm-a.mm
	if mm < 0 {
		d, mm = 1, -mm
	}
	ms := r.rides[mode].ms[d][a.segment]
	if mm == 0 {
		return 0
	}
	if ms == 0 {
		return unreached
	}
	return costOf(part(ms, mm, r.net.mm[a.segment]), int64(mm))
}

// Legs gives the ways between all points: seconds rounded up, the walk between road and point included at 4.8 km/h, and
// metres by road. Far is a pair that the network does not join; of a point without a road within five kilometres nothing
// is known.
func (r *Roads) Legs(ctx context.Context, mode string, points []geo.Point) (*geo.Matrix, []geo.Remark, error) {
	return r.LegsBy(ctx, mode, points, 0)
}

// LegsBy is Legs on some threads; 0: one for each processor.
func (r *Roads) LegsBy(ctx context.Context, mode string, points []geo.Point, threads int) (*geo.Matrix, []geo.Remark, error) {
	k := modeIndex(mode)
	if k < 0 {
		return nil, nil, fmt.Errorf("%w: %q", ErrMode, mode)
	}
	if threads < 1 {
		threads = runtime.GOMAXPROCS(0)
	}
	l := r.lane(k)
	at, remarks := r.snap(l, points)
	cells, err := r.cells(ctx, k, at, threads)
	if err != nil {
		return nil, nil, err
	}
	m, guess := geo.NewMatrix(len(points)), Profiles()[k].Speed[Tertiary]
	for i := range at {
		for j := range at {
			leg(m, guess, at, [2]int{i, j}, cells[i*len(at)+j])
		}
	}
	return m, remarks, nil
}

// cells gives the cheapest ways from spot to spot, walks left out.
func (r *Roads) cells(ctx context.Context, mode int, at []where, threads int) ([]cost, error) {
	l := r.lane(mode)
	from, to := ends{first: make([]int32, 1, len(at)+1)}, ends{first: make([]int32, 1, len(at)+1)}
	for _, w := range at {
		if w.segment >= 0 {
			s, _ := r.leaving(mode, l, w.spot)
			from.start = append(from.start, s...)
			s, _ = r.arriving(mode, l, w.spot)
			to.start = append(to.start, s...)
		}
		from.first, to.first = append(from.first, int32(len(from.start))), append(to.first, int32(len(to.start)))
	}
	cells, err := r.ch[mode].table(ctx, &from, &to, threads)
	if err != nil {
		return nil, err
	}
	on := map[int32][]int{}
	for i, w := range at {
		on[w.segment] = append(on[w.segment], i)
		for _, j := range on[w.segment] {
			cells[i*len(at)+j] = min(cells[i*len(at)+j], r.along(mode, w.spot, at[j].spot))
			cells[j*len(at)+i] = min(cells[j*len(at)+i], r.along(mode, at[j].spot, w.spot))
		}
	}
	return cells, nil
}

// leg writes one cell of a matrix; kmh is for what there is no way for.
func leg(m *geo.Matrix, kmh float64, at []where, cell [2]int, c cost) {
	i, j := cell[0], cell[1]
	switch {
	case i == j:
	case at[i].segment < 0 || at[j].segment < 0:
		m.Set(i, j, geo.Unknown, 0, false)
	case c == unreached:
		d := orbgeo.DistanceHaversine(at[i].guess, at[j].guess)
		m.Set(i, j, int32(min(math.Ceil(d*1.5*3.6/kmh), math.MaxInt32)), int32(min(d*1.5, math.MaxInt32)), true)
	default:
		s := (c.ms() + at[i].walkMs + at[j].walkMs + 999) / 1000
		m.Set(i, j, int32(min(s, math.MaxInt32)), int32((c.mm()+500)/1000), false)
	}
}
