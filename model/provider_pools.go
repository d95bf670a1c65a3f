package model

import (
	"fmt"
	"slices"
)

// poolPatches tells whose each pool is: the patches of its owners, of who may draw on it, of who names it and of those
// whose visits draw, in that order. A place is of no provider: who lives in a scheme counts where they may draw.
func (p *Problem) poolPatches() map[PoolID][]PatchID {
	out, home := make(map[PoolID][]PatchID), make(map[PersonID]PatchID)
	for i := range p.People {
		home[p.People[i].ID] = p.People[i].Patch
	}
	add := func(pool PoolID, patch PatchID) {
		if pool != "" && patch != "" {
			out[pool] = append(out[pool], patch)
		}
	}
	for i := range p.Pools {
		x := &p.Pools[i]
		for _, o := range x.Owners {
			add(x.ID, x.ownerPatch(o, home))
		}
		for _, who := range p.Drawers(x) {
			add(x.ID, p.People[who].Patch)
		}
	}
	for i := range p.People {
		add(p.People[i].Pool, p.People[i].Patch)
	}
	for i := range p.Visits {
		add(p.Visits[i].Pool, home[p.Visits[i].Person])
	}
	return out
}

// ownerPatch is the patch of one of a pool's owners, "" of a scheme and of an outcome.
func (x *Pool) ownerPatch(owner string, home map[PersonID]PatchID) PatchID {
	switch x.OwnerKind {
	case OwnPatch:
		return PatchID(owner)
	case OwnPerson, OwnHousehold:
		return home[PersonID(owner)]
	}
	return ""
}

// keepPools keeps the pools that are the provider's and nobody else's. A valid problem has no others of its own (E1211).
func (s *part) keepPools() {
	for pool, patches := range s.p.poolPatches() {
		s.pools[pool] = !slices.ContainsFunc(patches, func(x PatchID) bool { return !s.patches[x] })
	}
}

// pool is the provider's part of a pool: all of it, as it is of one provider.
func (s *part) pool(x *Pool) bool {
	if x.OwnerKind != OwnOutcome { // whose owners are words, which name nothing
		x.Owners = slices.DeleteFunc(slices.Clone(x.Owners), func(o string) bool { return !s.key(o) })
	}
	x.Drawers = kept(x.Drawers, s.people)
	return s.pools[x.ID]
}

// poolSides refuses pools of people of two providers, whose books each of them would see, and pools of which nothing
// tells whose they are, which neither would.
func (v *validator) poolSides(s *sides) {
	of := v.p.poolPatches()
	first := func(pool PoolID) *Patch { // known patches only: others are told elsewhere
		for _, x := range of[pool] {
			if q := s.patches[x]; q != nil {
				return q
			}
		}
		return nil
	}
	known := v.complete(patchTable, personTable, visitTable)
	each(v, poolTable, len(v.p.Pools), func(a at, i int) {
		x := &v.p.Pools[i]
		whose := first(x.ID)
		if whose == nil {
			if known {
				a.say("E1214", "drawers", "", "nobody may draw on it, and nothing else says of which provider it is", "")
			}
			return
		}
		for _, o := range x.Owners {
			a.ofPool(s, whose, x.ownerPatch(o, s.people), "owners", o)
		}
		for _, who := range v.p.Drawers(x) {
			q := &v.p.People[who]
			switch {
			case len(x.Drawers) > 0:
				a.ofPool(s, whose, q.Patch, "drawers", string(q.ID))
			case x.OwnerKind == OwnScheme && q.Pool == "" && a.ofPool(s, whose, q.Patch, "owners", string(q.Place)):
				return // one of those who live there is enough; who names it is told below
			}
		}
	})
	each(v, personTable, len(v.p.People), func(a at, i int) {
		x := &v.p.People[i]
		a.ofPool(s, first(x.Pool), x.Patch, "pool", string(x.Pool))
	})
	each(v, visitTable, len(v.p.Visits), func(a at, i int) {
		x := &v.p.Visits[i]
		a.ofPool(s, first(x.Pool), s.people[x.Person], "pool", string(x.Pool))
	})
}

// ofPool refuses what puts somebody of another provider to a pool.
func (a at) ofPool(s *sides, whose *Patch, patch PatchID, column, value string) bool {
	other := s.patches[patch]
	if whose == nil || other == nil || whose.Provider == other.Provider {
		return false
	}
	a.say("E1211", column, value, fmt.Sprintf("%s %q: a pool of %s, and of somebody of %s", column, value, providerName(whose), providerName(other)),
		"Give each provider a pool of its own, and name in drawers who may draw on it")
	return true
}
