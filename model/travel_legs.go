package model

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/milltir/milltir/geo"
)

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
	return &legwork{by: maps.Clone(w.by), remarks: slices.Clip(w.remarks)}
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
