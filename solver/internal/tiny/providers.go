package tiny

import (
	"math/rand/v2"

	"github.com/milltir/milltir/model"
)

// providers gives some problems, where nothing of the one patch names the other's, two providers: then
// nobody of the south may go to the people of the north, but where it lends to them. Like lines it has
// dice of its own.
func (g *maker) providers() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(len(g.p.Visits)+5*len(g.p.Shifts)), uint64(g.start)+uint64(len(g.p.Carers))))}
	if d.one(2) {
		return
	}
	lent := make([][]model.PatchID, len(g.p.Carers))
	g.p.Patches[0].Provider, g.p.Patches[1].Provider = "Gofal", "Cartref"
	if d.one(4) {
		g.p.Patches[1].LendsTo = []string{"Gofal"}
	} else {
		for i := range g.p.Carers {
			lent[i], g.p.Carers[i].OtherPatches = g.p.Carers[i].OtherPatches, nil
		}
	}
	if len(model.Validate(g.p).Errors()) == 0 {
		return
	}
	for i := range g.p.Patches {
		g.p.Patches[i].Provider, g.p.Patches[i].LendsTo = "", nil
	}
	for i := range lent {
		if lent[i] != nil {
			g.p.Carers[i].OtherPatches = lent[i]
		}
	}
}
