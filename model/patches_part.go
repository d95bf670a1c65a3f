package model

import "slices"

// OfPatches gives the part of a valid problem that is of some patches, to be planned on its own: their people and
// carers and what is said of them. Nobody is lent to it or by it: a list that names another patch's carer loses the
// name, and nobody comes to a person whom only such carers may visit. What several parts could each give away is in none
// of them: shifts that any carer may work, unless they are at one of the patches or at a place of its people, and movable
// events that others attend too.
func (p *Problem) OfPatches(ids ...PatchID) *Problem {
	s := emptyPart(p)
	for i := range p.Patches {
		if x := &p.Patches[i]; slices.Contains(ids, x.ID) {
			s.patches[x.ID], s.home = true, or(s.home, x.ID)
		}
	}
	s.gather()
	s.keepPools()
	s.keepPlaces()
	s.keepShifts(nil)
	s.keepEvents()
	s.leaveShared()
	q := s.problem()
	only := map[PersonID]bool{}
	for i := range p.People {
		only[p.People[i].ID] = len(p.People[i].Only) > 0
	}
	for i := range q.People {
		if x := &q.People[i]; only[x.ID] && len(x.Only) == 0 {
			for k := range q.Carers {
				if id := q.Carers[k].ID; !slices.Contains(x.Never, id) {
					x.Never = append(x.Never, id)
				}
			}
		}
	}
	return q.Canonical()
}

// leaveShared takes out what is not this part's alone.
func (s *part) leaveShared() {
	lived := map[PlaceID]bool{}
	for i := range s.p.People {
		if x := &s.p.People[i]; s.people[x.ID] && x.Place != "" {
			lived[x.Place] = true
		}
	}
	for i := range s.p.Shifts {
		if x := &s.p.Shifts[i]; x.Carer == AnyCarer && !x.Shared && !s.patches[PatchID(x.Location)] && !lived[PlaceID(x.Location)] {
			s.shifts[x.ID] = false
		}
	}
	for i := range s.p.Events {
		if x := &s.p.Events[i]; x.Movable && slices.ContainsFunc(x.Attendees, func(c CarerID) bool { return !s.own[c] }) {
			s.events[x.ID] = false
		}
	}
}
