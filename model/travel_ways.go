package model

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/geo"
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

// classSpeed is km/h of a car by the skeleton's class of road (files.md, travel defaults); M is the mean of the two links of Gwynedd's.
var classSpeed = map[string]float64{"M": 94, "T": 64, "A": 54, "B": 46, "C": 32}

// skeletonReach is how far from the nearest place a skeleton still says something of a home, in metres by crow.
const skeletonReach = 15_000

// skeletonDetour is metres by road per metre by crow between a home and the skeleton.
const skeletonDetour = 1.4

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
