package model

import (
	"slices"
	"strings"

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

// WithoutStandIns makes the failure of roads or of a server as a whole an error, though a provider behind it could make
// its legs: for what is asked for many tables, whose figures may not be of one provider here and of another there.
func (p *Problem) WithoutStandIns() { p.firm = true }

// unopened tells whether the order names a provider whose source is not there yet.
func (p *Problem) unopened() bool {
	return slices.ContainsFunc(p.Order(), func(name string) bool {
		return (name == ByRoads || name == ByServer) && p.sources[name] == nil
	})
}
