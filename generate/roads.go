package generate

import (
	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/generate/area"
	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

// roadsAround is how far from the patch's base main roads come along, in metres.
const roadsAround = 30_000

// addRoads gives the patch the main roads around its base.
func (m *maker) addRoads() {
	if m.p.Area == "" {
		return
	}
	a := area.Gwynedd()
	base, near := geo.LatLon(m.p.BaseLat, m.p.BaseLon), map[string]bool{}
	for _, n := range a.SkeletonNodes {
		if orbgeo.DistanceHaversine(base, geo.LatLon(n.Lat, n.Lon)) <= roadsAround {
			near[n.ID] = true
			m.out.SkeletonNodes = append(m.out.SkeletonNodes, model.SkeletonNode(n))
		}
	}
	for _, l := range a.SkeletonLinks {
		if near[l.From] && near[l.To] {
			m.out.SkeletonLinks = append(m.out.SkeletonLinks, model.SkeletonLink(l))
		}
	}
}

// mergeRoads adds what one problem has of main roads to another's, each place and link once.
func mergeRoads(to, from *model.Problem) {
	known := map[string]bool{}
	for i := range to.SkeletonNodes {
		known[to.SkeletonNodes[i].ID] = true
	}
	for _, n := range from.SkeletonNodes {
		if !known[n.ID] {
			to.SkeletonNodes = append(to.SkeletonNodes, n)
		}
	}
	links := map[model.SkeletonLink]bool{}
	for _, l := range to.SkeletonLinks {
		links[l] = true
	}
	for _, l := range from.SkeletonLinks {
		if !links[l] {
			to.SkeletonLinks = append(to.SkeletonLinks, l)
		}
	}
}
