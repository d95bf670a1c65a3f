// Package layout holds layouts: which patch looks after which ground, from which base. A layout is a GeoJSON file
// (docs/LAYOUTS.md) that can be checked, put on a workspace, drawn up anew (package design) and compared with others.
package layout

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

// Warning is something suspicious about a layout (codes W2130–W2139), in the form of all of milltir's messages.
type Warning = model.Diagnostic

// Layout is a set of patches.
type Layout struct {
	Name    string
	File    string // where it was read from, for messages; may be empty
	Patches []Patch

	// Attribution is whose figures the layout was made of, to be printed with it; Note is what else its readers have to know, as
	// that its patches are not the council's. Both may be empty.
	Attribution, Note string
}

// Attributed puts together whose figures something was made of, each said once: what stands in another one is left out.
func Attributed(all ...string) []string {
	var out []string
	for i, s := range all {
		s = strings.TrimSpace(s)
		said := slices.Contains(out, s) || slices.ContainsFunc(all, func(x string) bool { return strings.TrimSpace(x) != s && strings.Contains(x, s) })
		if all[i] != "" && !said {
			out = append(out, s)
		}
	}
	return out
}

// Patch is a part of the country that one team looks after. It has an area, a base or both; where it has no area, it is
// for those who live nearer to its base than to any other.
type Patch struct {
	ID, NameEn, NameCy string
	Provider           string // who runs it; empty: as in the workspace
	Colour             string // "#rrggbb", or empty
	Base               geo.Point
	HasBase            bool
	Area               orb.MultiPolygon // outer rings anticlockwise, holes clockwise; positions are multiples of 10⁻⁷ degrees
}

// Inside gives the first patch whose area holds a point. Edges belong to an area, so that the patch that stands first in the
// file has a border that two share. It is worked out in whole numbers, and no point falls between two areas that share an edge.
func (l *Layout) Inside(pt geo.Point) (int, bool) {
	at, ok := snap(pt)
	if !ok {
		return 0, false
	}
	for i := range l.Patches {
		for _, polygon := range l.Patches[i].Area {
			if inside(polygon, at) {
				return i, true
			}
		}
	}
	return 0, false
}

// Of gives the patch that a point falls into: the first whose area holds it; else that of the nearest base as the crow flies,
// the first of equals. ok is false where there is neither.
func (l *Layout) Of(pt geo.Point) (patch int, ok bool) {
	if i, ok := l.Inside(pt); ok {
		return i, true
	}
	best, nearest := -1, math.Inf(1)
	for i := range l.Patches {
		x := &l.Patches[i]
		if d := orbgeo.DistanceHaversine(x.Base, pt); x.HasBase && d < nearest {
			best, nearest = i, d
		}
	}
	return max(best, 0), best >= 0
}

// Index gives the patch of an id.
func (l *Layout) Index(id string) (int, bool) {
	for i := range l.Patches {
		if l.Patches[i].ID == id {
			return i, true
		}
	}
	return 0, false
}

// bare tells whether some patch has no area: who lives outside all areas then falls to the nearest base.
func (l *Layout) bare() bool {
	for i := range l.Patches {
		if len(l.Patches[i].Area) == 0 {
			return true
		}
	}
	return false
}
