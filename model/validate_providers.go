package model

import (
	"fmt"
	"slices"
)

// providers checks that nothing of one provider names another's people or carers without an agreement.
// A never list may: it sends nobody.
func (v *validator) providers() {
	v.lendsTo()
	if all := v.p.Patches; !slices.ContainsFunc(all, func(x Patch) bool { return x.Provider != all[0].Provider }) {
		return
	}
	s := newSides(v.p)
	each(v, carerTable, len(v.p.Carers), func(a at, i int) {
		x := &v.p.Carers[i]
		for _, o := range x.OtherPatches {
			s.lent(a, x.Patch, o, "other_patches", string(o))
		}
		s.colleague(a, x.Patch, s.carers[x.RidesWith], "rides_with", string(x.RidesWith))
		for _, m := range x.MostOf {
			s.lent(a, x.Patch, s.shifts[m.Shift], "most_of", string(m.Shift))
		}
	})
	each(v, personTable, len(v.p.People), func(a at, i int) {
		x := &v.p.People[i]
		for _, l := range []struct {
			column string
			carers []CarerID
		}{{"named_team", x.NamedTeam}, {"only", x.Only}, {"key_holders", x.KeyHolders}} {
			for _, c := range l.carers {
				s.lent(a, s.carers[c], x.Patch, l.column, string(c))
			}
		}
	})
	each(v, visitTable, len(v.p.Visits), func(a at, i int) { a.linked(s, &v.p.Visits[i]) })
	v.poolSides(s)
	each(v, shiftTable, len(v.p.Shifts), func(a at, i int) {
		x := &v.p.Shifts[i]
		s.lent(a, s.carers[x.Carer], PatchID(x.Location), "location", x.Location)
		for _, r := range v.p.Rotations {
			if x.Rotation != "" && r.Rotation == x.Rotation && x.Location != "" {
				s.lent(a, s.carers[r.Carer], PatchID(x.Location), "location", x.Location)
			}
		}
	})
	each(v, coverTable, len(v.p.Cover), func(a at, i int) {
		x := &v.p.Cover[i]
		s.lent(a, s.shifts[x.Shift], PatchID(x.Where), "shift", string(x.Shift))
	})
	each(v, requestTable, len(v.p.Requests), func(a at, i int) {
		x := &v.p.Requests[i]
		s.lent(a, s.carers[x.Carer], s.shifts[x.Shift], "shift", string(x.Shift))
	})
	each(v, colleagueTable, len(v.p.Colleagues), func(a at, i int) {
		x := &v.p.Colleagues[i]
		s.colleague(a, s.carers[x.Carer], s.carers[x.Other], "other", string(x.Other))
	})
	each(v, eventTable, len(v.p.Events), func(a at, i int) {
		for _, c := range v.p.Events[i].Attendees {
			s.colleague(a, s.carers[v.p.Events[i].Attendees[0]], s.carers[c], "attendees", string(c))
		}
	})
	each(v, pinTable, len(v.p.Pins), func(a at, i int) {
		x := &v.p.Pins[i]
		s.lent(a, s.carers[x.Carer], s.visits[x.Visit], "carer", string(x.Carer))
	})
	each(v, previousTable, len(v.p.Baseline), func(a at, i int) {
		if x := &v.p.Baseline[i]; x.Locked {
			s.lent(a, s.carers[x.Carer], s.visits[x.Visit], "carer", string(x.Carer))
		}
	})
}

// sides tells of which patch somebody or something is; "" where it is of none.
type sides struct {
	patches map[PatchID]*Patch
	people  map[PersonID]PatchID
	carers  map[CarerID]PatchID
	visits  map[VisitID]PatchID
	shifts  map[ShiftID]PatchID
}

func newSides(p *Problem) *sides {
	s := &sides{map[PatchID]*Patch{}, map[PersonID]PatchID{}, map[CarerID]PatchID{}, map[VisitID]PatchID{}, map[ShiftID]PatchID{}}
	for i := range p.Patches {
		s.patches[p.Patches[i].ID] = &p.Patches[i]
	}
	for i := range p.Carers {
		s.carers[p.Carers[i].ID] = p.Carers[i].Patch
	}
	for i := range p.People {
		s.people[p.People[i].ID] = p.People[i].Patch
	}
	for i := range p.Visits {
		s.visits[p.Visits[i].ID] = s.people[p.Visits[i].Person]
	}
	for i := range p.Shifts {
		x := &p.Shifts[i]
		s.shifts[x.ID] = s.carers[x.Carer]
		if at := PatchID(x.Location); s.patches[at] != nil {
			s.shifts[x.ID] = at
		}
	}
	return s
}

// lendsTo checks the agreements of the patches.
func (v *validator) lendsTo() {
	names := v.p.Providers()
	each(v, patchTable, len(v.p.Patches), func(a at, i int) {
		x := &v.p.Patches[i]
		for _, to := range x.LendsTo {
			switch _, known := slices.BinarySearch(names, to); {
			case to == x.Provider:
				a.say("E1210", "lends_to", to, "the patch is of that provider itself", "")
			case !known:
				a.say("E1210", "lends_to", to, fmt.Sprintf("no patch has the provider %q", to), maybe(to, names[:min(len(names), 200)]))
			}
		}
	})
}

// serve is MayServe of patches that are looked up once.
func (s *sides) serve(carers, people PatchID) bool {
	from, to := s.patches[carers], s.patches[people]
	return from == nil || to == nil || mayServe(from, to)
}

// lent refuses a value by which a carer of one patch would work for another, of another provider. A
// patch that is not known, or none, says nothing.
func (s *sides) lent(a at, carers, people PatchID, column, value string) {
	if !s.serve(carers, people) {
		from, to := s.patches[carers], s.patches[people]
		a.say("E1211", column, value, fmt.Sprintf("%s %q: carers of patch %q (%s) do not work for patch %q (%s), there is no agreement", column, value, carers, providerName(from), people, providerName(to)),
			fmt.Sprintf("Maybe patch %q should name %s in lends_to", carers, providerName(to)))
	}
}

// colleague refuses a colleague of another provider where neither lends to the other.
func (s *sides) colleague(a at, one, other PatchID, column, value string) {
	if !s.serve(other, one) {
		s.lent(a, one, other, column, value)
	}
}

// linked refuses links between visits of two providers' people: no agreement lends people.
func (a at) linked(s *sides, x *Visit) {
	type link struct {
		column string
		to     VisitID
	}
	all := []link{{"same_carer_as", x.SameCarerAs}, {"different_carer_from", x.DifferentFrom}, {"parallel_with", x.ParallelWith}, {"tied", x.Tied.Visit}}
	for _, f := range x.After {
		all = append(all, link{"after", f.Visit})
	}
	own := s.patches[s.visits[x.ID]]
	for _, id := range x.With {
		if other := s.patches[s.people[id]]; own != nil && other != nil && own.Provider != other.Provider {
			a.say("E1211", "with", string(id), fmt.Sprintf("person %q is of another provider (%s)", id, providerName(other)), "")
		}
	}
	for _, l := range all {
		if other := s.patches[s.visits[l.to]]; own != nil && other != nil && own.Provider != other.Provider {
			a.say("E1211", l.column, string(l.to), fmt.Sprintf("visit %q is of a person of another provider (%s)", l.to, providerName(other)), "")
		}
	}
}

// providerName words who runs a patch.
func providerName(x *Patch) string {
	if x.Provider == "" {
		return "no provider named"
	}
	return x.Provider
}
