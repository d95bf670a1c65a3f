package model

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/geo"
)

// Providers of travel, in the order in which they are asked where the workspace does not say. travel.csv and
// matrix.csv are over them all; see [Travel.Provider].
const (
	ByTable    = "table" // no guess: a leg that no row gives cannot be gone
	ByRoads    = "roads"
	ByServer   = "server"
	BySkeleton = "skeleton"
	ByCrow     = "crow"
)

var travelProviders = []string{ByRoads, ByServer, BySkeleton, ByCrow, ByTable}

// Areas that [Travel.Area] knows, by what lies between homes.
const (
	AreaUrban  = "urban"
	AreaRural  = "rural"
	AreaSparse = "sparse"
)

// areaFigures is how the crow flies over an area: metres by road per metre by crow of short and of long legs, metres
// over which the first becomes the second (by e), and km/h of a car on these roads.
type areaFigures struct{ short, long, fade, car float64 }

// The classes are those of the ONS rural-urban classification taken together (towns, village and dispersed, the same
// in a sparse setting). The sparse speed and long detour are the medians of the main-road skeleton of Gwynedd
// (docs/adr/0025); short detours, and the rest, are judgement.
var areas = map[string]areaFigures{
	AreaUrban:  {1.6, 1.3, 1500, 32},
	AreaRural:  {1.6, 1.4, 2500, 46},
	AreaSparse: {1.6, 1.5, 2500, 55},
}

// SkeletonNode is a place of a skeleton of main roads.
type SkeletonNode struct {
	ID     string  `json:"id"`
	NameCy string  `json:"name_cy,omitzero"`
	NameEn string  `json:"name_en,omitzero"`
	Lat    float64 `json:"lat"`
	Lon    float64 `json:"lon"`
}

// SkeletonLink is a road between two of its places, gone both ways.
type SkeletonLink struct {
	From    string  `json:"from"`
	To      string  `json:"to"`
	Road    string  `json:"road,omitzero"`
	Class   string  `json:"class,omitzero"` // M dual carriageway, T trunk, A, B, C minor, P a path that no car goes
	Km      float64 `json:"km"`
	Minutes float64 `json:"minutes,omitzero"` // by car; by the class's speed
}

// Barrier is a line that nobody goes across.
type Barrier struct {
	Name  string       `json:"name"`
	Line  []Coordinate `json:"line"`
	Modes []string     `json:"modes,omitempty"` // of travel that it stops; all
}

// Coordinate is a point of a line, degrees.
type Coordinate struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// PathLink is the class of a link for those who walk or cycle.
const PathLink = "P"

// classSpeed is km/h of a car by the skeleton's class of road (files.md, travel defaults); M is the mean of the two links of Gwynedd's.
var classSpeed = map[string]float64{"M": 94, "T": 64, "A": 54, "B": 46, "C": 32}

// skeletonReach is how far from the nearest place a skeleton still says something of a home, in metres by crow.
const skeletonReach = 15_000

// skeletonDetour is metres by road per metre by crow between a home and the skeleton.
const skeletonDetour = 1.4

// RouteServer is [travel.server]: a routing server that is asked for legs (docs/SERVERS.md). Its fields are those of
// server.Settings, in their order.
type RouteServer struct {
	Kind      string            `json:"kind"` // osrm, valhalla, ors
	URL       string            `json:"url"`
	URLs      map[string]string `json:"urls,omitempty"`     // by mode
	Profiles  map[string]string `json:"profiles,omitempty"` // by mode
	KeyEnv    string            `json:"key_env,omitzero"`
	KeyFile   string            `json:"key_file,omitzero"`
	KeyHeader string            `json:"key_header,omitzero"`

	SendPositions bool `json:"send_positions,omitzero"` // homes' positions may leave this computer
	Decimals      int  `json:"decimals,omitzero"`

	MaxPoints int `json:"max_points,omitzero"`
	MaxPairs  int `json:"max_pairs,omitzero"`
	PerMinute int `json:"per_minute,omitzero"`
	Checks    int `json:"checks,omitzero"`

	Tries   int `json:"tries,omitzero"`
	Timeout int `json:"timeout_seconds,omitzero"`

	FarMetres float64 `json:"far_metres,omitzero"`
	EbikeKmH  float64 `json:"ebike_kmh,omitzero"`

	KeepDays int `json:"keep_days,omitzero"` // days for which an answer is kept; 90, -1 for ever
}

// Order is the providers that make the legs, the first asked first: as the workspace says, or all that have something
// to go by and the crow.
func (p *Problem) Order() []string {
	if p.Travel.Provider != "" {
		var out []string
		for name := range strings.SplitSeq(p.Travel.Provider, ";") {
			out = append(out, tidy(name))
		}
		return out
	}
	var out []string
	if p.Travel.Roads != "" {
		out = append(out, ByRoads)
	}
	if p.Travel.Server != nil {
		out = append(out, ByServer)
	}
	if len(p.SkeletonNodes) > 0 {
		out = append(out, BySkeleton)
	}
	return append(out, ByCrow)
}

// SetSource gives the Problem what works out the legs of a provider whose figures lie in no table of the workspace
// ("roads", "server"). It is no part of the Problem's JSON nor of its hash.
func (p *Problem) SetSource(provider string, s geo.Source) {
	sources := make(map[string]geo.Source, len(p.sources)+1)
	for k, v := range p.sources {
		sources[k] = v
	}
	sources[provider] = s
	p.sources = sources
}

// unopened tells whether the order names a provider whose source is not there yet.
func (p *Problem) unopened() bool {
	return slices.ContainsFunc(p.Order(), func(name string) bool {
		return (name == ByRoads || name == ByServer) && p.sources[name] == nil
	})
}

// TravelBy is how many legs a provider has made.
type TravelBy struct {
	Provider string
	Legs     int
}

// legwork is the legs of the providers while the horizon is made, and what they said.
type legwork struct {
	by      map[string]int // legs by provider
	remarks []TravelRemark
	lenient bool // while tables are validated, before anything is opened: a provider without a source is passed over
	stopped bool // the context ended while a source was asked
	mutex   sync.Mutex
	extra   map[string]*geo.Matrix // of modes that no carer uses
	ctx     context.Context        // while the horizon is made, for extra; nil behind it
}

// context is what sources are asked with.
func (w *legwork) context() context.Context {
	if w.ctx == nil {
		return context.Background()
	}
	return w.ctx
}

// settle ends the making of a horizon. If its context ended too, and a source may have gone unheard for it, that is
// its error.
func (w *legwork) settle() error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	ctx := w.context()
	w.ctx = nil
	if w.stopped {
		return ctx.Err()
	}
	return nil
}

// again is the same for another horizon.
func (w *legwork) again() *legwork {
	return &legwork{by: maps.Clone(w.by), remarks: w.remarks}
}

// TravelBy tells who made the legs of the horizon, in the order in which they are asked, the tables first.
func (h *Horizon) TravelBy() []TravelBy {
	var out []TravelBy
	for _, name := range slices.Concat([]string{"matrix", ByTable}, h.Problem.Order()) {
		if n := h.legwork.by[name]; n > 0 && !slices.ContainsFunc(out, func(x TravelBy) bool { return x.Provider == name }) {
			out = append(out, TravelBy{name, n})
		}
	}
	return out
}

// TravelText is [Horizon.TravelBy] as a rota's stamp has it: a provider's name, or of several each with its legs,
// "skeleton 870;crow 12".
func (h *Horizon) TravelText() string {
	by := h.TravelBy()
	if len(by) < 2 {
		if len(by) == 1 {
			return by[0].Provider
		}
		return h.Problem.Order()[0]
	}
	parts := make([]string, len(by))
	for i, x := range by {
		parts[i] = fmt.Sprintf("%s %d", x.Provider, x.Legs)
	}
	return strings.Join(parts, ";")
}

// TravelFrom says what the sources that made legs were made of: an extract and the date of its data, a server.
func (h *Horizon) TravelFrom() string {
	var out []string
	for _, by := range h.TravelBy() {
		if named, ok := h.Problem.sources[by.Provider].(interface{ Name() string }); ok {
			out = append(out, named.Name())
		}
	}
	return strings.Join(out, "; ")
}

// made says who made the legs of a mode: by[k] is the provider of leg k, "" where none knew it; gaps are, by provider,
// the legs that it was asked for and knows nothing of.
type made struct {
	by   []string
	gaps map[string][]int
}

// provided makes one mode's legs between the locations by the providers in their order, without access.
func (h *Horizon) provided(ctx context.Context, mode string, travel Travel) (*geo.Matrix, *made, error) {
	points := h.points()
	m, by := geo.NewMatrix(len(points)), make([]string, len(points)*len(points))
	for k := range m.Seconds {
		m.Seconds[k], m.Far[k] = geo.Unknown, true
	}
	gaps := make(map[string][]int)
	for _, name := range h.Problem.Order() {
		if name == ByTable {
			break // after it only the tables know
		}
		next, remarks, err := h.askProvider(ctx, name, mode, travel, points)
		if err != nil && h.passOn(ctx, name, mode, err) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if next == nil {
			continue
		}
		for _, r := range remarks {
			h.legwork.remarks = append(h.legwork.remarks, TravelRemark{Provider: name, Mode: mode, Location: r.Point, Kind: r.Kind, Metres: r.Metres})
		}
		left := 0
		for k := range m.Seconds {
			if by[k] != "" {
				continue
			}
			if next.Seconds[k] == geo.Unknown {
				left++
				gaps[name] = append(gaps[name], k)
				continue
			}
			m.Seconds[k], m.Metres[k], m.Far[k], by[k] = next.Seconds[k], next.Metres[k], next.Far[k], name
		}
		if left == 0 {
			break
		}
	}
	reach := int32(h.Rules.Legs.WalkMetres)
	for k := range m.Seconds {
		m.Seconds[k] = max(0, m.Seconds[k])
		m.Far[k] = m.Far[k] || mode == ModeWalk && m.Metres[k] > reach
	}
	return m, &made{by, gaps}, nil
}

// askProvider has one provider work out all legs; nil where it does not do this mode.
func (h *Horizon) askProvider(ctx context.Context, name, mode string, travel Travel, points []geo.Point) (*geo.Matrix, []geo.Remark, error) {
	switch {
	case name == ByCrow:
		m, err := h.crowOver(mode, travel, points)
		return m, nil, err
	case mode == ModeBus: // without a timetable: 2.5 times the car, a guess
		m, remarks, err := h.askProvider(ctx, name, ModeCar, travel, points)
		if err != nil || m == nil {
			return nil, nil, err
		}
		slow := *m
		slow.Seconds = slices.Clone(m.Seconds)
		for k, s := range slow.Seconds {
			if s != geo.Unknown {
				slow.Seconds[k] = s/2*5 + s%2*3
			}
		}
		return &slow, remarks, nil
	case !slices.Contains(modes, mode):
		return nil, nil, nil // a mode of the workspace's own: only its speed is known
	case name == BySkeleton:
		s, err := h.Problem.skeleton(mode, travel, h.Rules)
		if err != nil {
			return nil, nil, err
		}
		return s.Matrix(ctx, points)
	}
	source := h.Problem.sources[name]
	if source == nil && h.legwork.lenient {
		return nil, nil, nil
	}
	if source == nil {
		return nil, nil, &unopenedError{name}
	}
	m, remarks, err := source.Legs(ctx, mode, points)
	if err != nil {
		return nil, nil, fmt.Errorf("travel by %s: %w", name, err)
	}
	if n := len(points) * len(points); len(m.Seconds) != n || len(m.Metres) != n || len(m.Far) != n {
		return nil, nil, fmt.Errorf("travel by %s: a table of %d legs for %d points", name, len(m.Seconds), len(points))
	}
	return m, remarks, nil
}

// points are those of the locations.
func (h *Horizon) points() []geo.Point {
	points := make([]geo.Point, len(h.Locations))
	for i := range points {
		points[i] = h.Locations[i].Point
	}
	return points
}

// crowOver flies a mode between points.
func (h *Horizon) crowOver(mode string, travel Travel, points []geo.Point) (*geo.Matrix, error) {
	crow, ok := crowOf(mode, travel, h.Problem.barriers(mode), h.Rules)
	if !ok {
		return nil, fmt.Errorf("mode of travel %q is not known", mode)
	}
	return crow.Matrix(points), nil
}

// crowOf is how a mode flies: along the crow's line a car's speed is one over it, the others' one on the road.
func crowOf(mode string, travel Travel, barriers []geo.Barrier, rules Rules) (crow geo.Crow, ok bool) {
	crow = geo.Crow{KmH: travel.Speeds[mode], Detour: travel.Detour, Barriers: barriers}
	area, known := areas[travel.Area]
	if known {
		crow.Short, crow.Fade = area.short, area.fade
	}
	switch mode {
	case ModeCar:
	case ModeBus: // without a timetable: 2.5 times the car, a guess
		crow.KmH = travel.Speeds[ModeCar] / 2.5
	case ModeWalk, ModeBike, ModeEBike:
		crow.KmH /= travel.Detour
		if mode == ModeWalk {
			crow.MaxMetres = float64(rules.Legs.WalkMetres)
		}
	default:
		ok = crow.KmH != 0
		return crow, ok
	}
	return crow, true
}

// barriers are those of the workspace that stop a mode.
func (p *Problem) barriers(mode string) []geo.Barrier {
	out := make([]geo.Barrier, 0, len(p.Barriers))
	for i := range p.Barriers {
		if only := p.Barriers[i].Modes; len(only) > 0 && !slices.Contains(only, mode) {
			continue
		}
		line := make(orb.LineString, len(p.Barriers[i].Line))
		for k, c := range p.Barriers[i].Line {
			line[k] = geo.LatLon(c.Lat, c.Lon)
		}
		out = append(out, geo.Barrier{Name: p.Barriers[i].Name, Line: line})
	}
	return out
}

// skeleton is the workspace's for a mode. Cars go by the minutes of its links; who cycles or walks by their length.
// Off it a car goes as on the smallest class of road.
func (p *Problem) skeleton(mode string, travel Travel, rules Rules) (*geo.Skeleton, error) {
	local := geo.Crow{KmH: travel.Speeds[mode] / skeletonDetour, Detour: skeletonDetour, Barriers: p.barriers(mode)}
	s := &geo.Skeleton{Local: local, KmH: travel.Speeds[mode], Reach: skeletonReach}
	switch mode {
	case ModeCar:
		s.Local.KmH, s.KmH = classSpeed["C"]/skeletonDetour, 0
	case ModeWalk:
		s.Local.MaxMetres = float64(rules.Legs.WalkMetres)
	}
	at := make(map[string]int, len(p.SkeletonNodes))
	for i := range p.SkeletonNodes {
		n := &p.SkeletonNodes[i]
		at[n.ID] = i
		s.Nodes = append(s.Nodes, geo.LatLon(n.Lat, n.Lon))
	}
	for i := range p.SkeletonLinks {
		l := &p.SkeletonLinks[i]
		from, ok := at[l.From]
		to, ok2 := at[l.To]
		if !ok || !ok2 {
			return nil, fmt.Errorf("travel by skeleton: the link from %q to %q leads to no place of skeleton_nodes.csv", l.From, l.To)
		}
		if l.Class == PathLink && mode == ModeCar {
			continue
		}
		minutes := l.Minutes
		if minutes == 0 {
			minutes = l.Km / or(classSpeed[l.Class], classSpeed["C"]) * 60
		}
		s.Links = append(s.Links, geo.Link{From: from, To: to, Seconds: int32(math.Ceil(minutes*60 - 1e-6)), Metres: int32(math.Round(l.Km * 1000))})
	}
	return s, nil
}
