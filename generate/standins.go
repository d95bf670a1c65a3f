package generate

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// InStandIns gives a copy of a county's week with the area's larger statistics areas as its patches:
// people and carers belong to the one they live in. An area without such leaves the one patch. The
// stand-ins are never the council's patches.
func InStandIns(a *Area, p *model.Problem) *model.Problem {
	areas := a.Areas()
	out := *p
	if len(areas) == 0 {
		return &out
	}
	of := make([]model.PatchID, len(a.Units)) // by unit
	out.Patches = nil
	for i := range areas {
		s := &areas[i]
		id := model.PatchID(s.ID)
		out.Patches = append(out.Patches, model.Patch{
			ID: id, NameEn: s.NameEn, NameCy: s.NameCy, BaseLat: round(s.Base.Lat(), 1e4), BaseLon: round(s.Base.Lon(), 1e4),
		})
		for _, u := range s.Units {
			of[u] = id
		}
	}
	patch := func(lat, lon float64) model.PatchID {
		if u := a.UnitOf(lat, lon); u >= 0 && of[u] != "" {
			return of[u]
		}
		return out.Patches[0].ID // a unit of no group: the first will do, and a layout will say better
	}
	out.People, out.Carers = slices.Clone(p.People), slices.Clone(p.Carers)
	for i := range out.People {
		x := &out.People[i]
		x.Patch = patch(x.Lat, x.Lon)
	}
	for i := range out.Carers {
		c := &out.Carers[i]
		c.Patch = patch(c.HomeLat, c.HomeLon)
	}
	return &out
}
