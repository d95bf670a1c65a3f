package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// patch finds a patch by its id; nil where there is none.
func (p *Problem) patch(id PatchID) *Patch {
	if i := slices.IndexFunc(p.Patches, func(x Patch) bool { return x.ID == id }); i >= 0 {
		return &p.Patches[i]
	}
	return nil
}

// MayServe tells whether carers of one patch may go to people of another: both are of one provider
// (patches without a name of theirs too), or the carers' lends to the other's.
func (p *Problem) MayServe(carers, people PatchID) bool {
	if carers == people {
		return true
	}
	from, to := p.patch(carers), p.patch(people)
	return from == nil || to == nil || mayServe(from, to)
}

func mayServe(carers, people *Patch) bool {
	return carers.Provider == people.Provider || slices.Contains(carers.LendsTo, people.Provider)
}

// Bars tells whether a person's lists, or the separation of providers, keep a carer away.
func (p *Problem) Bars(x *Person, c *Carer) bool {
	return slices.Contains(x.Never, c.ID) || len(x.Only) > 0 && !slices.Contains(x.Only, c.ID) || !p.MayServe(c.Patch, x.Patch)
}

// Providers lists who runs the patches, by name.
func (p *Problem) Providers() []string {
	names := map[string]bool{}
	for i := range p.Patches {
		names[p.Patches[i].Provider] = true
	}
	delete(names, "")
	return slices.Sorted(maps.Keys(names))
}

// Shared tells whether patches of several providers are in one workspace: those without a name are of one more.
func (p *Problem) Shared() bool {
	return slices.ContainsFunc(p.Patches, func(x Patch) bool { return x.Provider != p.Patches[0].Provider })
}

// NoPageOfAll is the error of a command that would show people of several providers on one page.
func (p *Problem) NoPageOfAll(command string) error {
	names := p.Providers()
	advice := make([]string, len(names))
	for i, name := range names {
		advice[i] = fmt.Sprintf("--provider %q", name)
	}
	return Diagnostics{{
		Code: "E1212", File: patchTable.file(), Column: "provider",
		Message: fmt.Sprintf("%s shows people, and this workspace has those of several providers (%s)", command, strings.Join(names, ", ")),
		Advice:  "Add " + strings.Join(advice, ", or ") + "; milltir compare gives totals of all",
	}}
}

// ProvidersNamed tells the patches without a provider, where others have one: nobody's folder holds their pages.
func (p *Problem) ProvidersNamed() error {
	var out Diagnostics
	for i := range p.Patches {
		if x := &p.Patches[i]; x.Provider == "" && p.Shared() {
			out = append(out, Diagnostic{
				Code: "E1213", File: patchTable.file(), Column: "provider",
				Message: fmt.Sprintf("patch %q names no provider, and others do: nobody's folder can hold its pages", x.ID),
				Advice:  "Name the provider of every patch",
			})
		}
	}
	if len(out) > 0 {
		return out
	}
	return nil
}

// OfProvider gives one provider's part of a problem that is valid, and of a rota of it (nil: none): its
// patches, people, carers and what is said of them. Nothing of the others' is in it, nor are their ids in
// its lists, but for the carers they lend who are named by its rows or come in the rota: of these
// (of one whose agreement has ended no more than the id in past rows) there are id, name, mode, kind of
// contract and what a visit asks of a carer (gender, languages, skills, whether they are a trainee), the times at which they work for it, and those at which they cannot,
// since they work for others or are away, without where, with whom or why. A rota's score, stamp
// and reasons are of the whole week and left out; [Annotate] fills in the rest.
func (p *Problem) OfProvider(name string, r *Rota) (*Problem, *Rota, error) {
	if names := p.Providers(); !slices.Contains(names, name) || name == "" {
		if len(names) == 0 {
			return nil, nil, fmt.Errorf("there is no provider %q: no patch names one", name)
		}
		return nil, nil, fmt.Errorf("there is no provider %q; there are: %s", name, strings.Join(names, ", "))
	}
	s := newPart(p, name, r)
	q := s.problem()
	s.busy(q, r)
	if r == nil {
		return q, nil, nil
	}
	return q, s.rota(q, r), nil
}

// part is what belongs to one provider, by id.
type part struct {
	p       *Problem
	home    PatchID // the first patch
	patches map[PatchID]bool
	people  map[PersonID]bool
	visits  map[VisitID]bool
	own     map[CarerID]bool
	carers  map[CarerID]bool // its own and those lent to it
	places  map[PlaceID]bool
	shifts  map[ShiftID]bool
	events  map[EventID]bool
	pools   map[PoolID]bool
	folk    map[string]bool // ids of everybody's people
	sites   map[string]bool // ids of all places
}

func newPart(p *Problem, name string, r *Rota) *part {
	s := emptyPart(p)
	for i := range p.Patches {
		if x := &p.Patches[i]; x.Provider == name {
			s.patches[x.ID], s.home = true, or(s.home, x.ID)
		}
	}
	s.gather()
	s.lend(r)
	s.keepPools()
	s.keepPlaces()
	s.keepShifts(r)
	s.keepEvents()
	return s
}

func emptyPart(p *Problem) *part {
	return &part{
		p: p, patches: map[PatchID]bool{}, people: map[PersonID]bool{}, visits: map[VisitID]bool{}, own: map[CarerID]bool{}, carers: map[CarerID]bool{},
		places: map[PlaceID]bool{}, shifts: map[ShiftID]bool{}, events: map[EventID]bool{}, pools: map[PoolID]bool{}, folk: map[string]bool{}, sites: map[string]bool{},
	}
}

// gather finds the people, visits and carers of the patches.
func (s *part) gather() {
	p := s.p
	for i := range p.People {
		x := &p.People[i]
		s.folk[string(x.ID)] = true
		if s.patches[x.Patch] {
			s.people[x.ID] = true
		}
	}
	for i := range p.Visits {
		if x := &p.Visits[i]; s.people[x.Person] {
			s.visits[x.ID] = true
		}
	}
	for _, x := range p.Draws() { // what was recorded of them
		if s.people[x.Person] {
			s.visits[x.ID] = true
		}
	}
	for i := range p.Carers {
		if x := &p.Carers[i]; s.patches[x.Patch] {
			s.own[x.ID], s.carers[x.ID] = true, true
		}
	}
}

// lend finds the carers of others who may come and are named by the provider's rows or in the rota.
func (s *part) lend(r *Rota) {
	p, named := s.p, map[CarerID]bool{}
	for i := range p.People {
		if x := &p.People[i]; s.people[x.ID] {
			for _, list := range [][]CarerID{x.NamedTeam, x.Only, x.KeyHolders} {
				for _, c := range list {
					named[c] = true
				}
			}
		}
	}
	for i := range p.Shifts {
		if x := &p.Shifts[i]; s.patches[PatchID(x.Location)] {
			named[x.Carer] = true
		}
	}
	for _, x := range p.Pins {
		named[x.Carer] = named[x.Carer] || s.visits[x.Visit]
	}
	for i := range p.Actuals { // who came
		x := &p.Actuals[i]
		named[x.Carer] = named[x.Carer] || s.visits[x.Visit]
	}
	for i := range p.Baseline { // and who was to
		x := &p.Baseline[i]
		named[x.Carer] = named[x.Carer] || s.visits[x.Visit]
	}
	if r != nil {
		for i := range r.Runs {
			for k := range r.Runs[i].Stops {
				if x := &r.Runs[i].Stops[k]; s.visit(x) {
					named[r.Runs[i].Carer] = true
				}
			}
		}
	}
	for i := range p.Carers {
		x := &p.Carers[i]
		asked := named[x.ID] || slices.ContainsFunc(x.OtherPatches, func(o PatchID) bool { return s.patches[o] })
		if asked && p.MayServe(x.Patch, s.home) {
			s.carers[x.ID] = true
		}
	}
}

func (s *part) visit(x *Stop) bool { return x.Kind == StopVisit && s.visits[x.Visit] }

// keepPlaces keeps the places that the provider uses, and those that nobody does.
func (s *part) keepPlaces() {
	p := s.p
	others := map[PlaceID]bool{}
	use := func(place string, own bool) {
		if own {
			s.places[PlaceID(place)] = true
		} else {
			others[PlaceID(place)] = true
		}
	}
	for i := range p.People {
		x := &p.People[i]
		use(string(x.Place), s.people[x.ID])
	}
	for i := range p.Visits {
		x := &p.Visits[i]
		for _, at := range []string{string(x.Place), x.StartsAt, x.EndsAt} {
			use(at, s.visits[x.ID])
		}
	}
	for i := range p.Carers {
		x := &p.Carers[i]
		use(x.StartAt, s.own[x.ID])
		use(x.EndAt, s.own[x.ID])
	}
	for i := range p.Shifts {
		if x := &p.Shifts[i]; x.Carer != AnyCarer {
			use(x.Location, s.works(x))
		}
	}
	for i := range p.Events {
		x := &p.Events[i]
		for _, c := range x.Attendees {
			use(string(x.Place), s.own[c])
		}
	}
	for i := range p.Pools {
		if x := &p.Pools[i]; x.OwnerKind == OwnScheme {
			for _, o := range x.Owners {
				use(o, s.pools[x.ID])
			}
		}
	}
	for i := range p.Places {
		id := p.Places[i].ID
		s.sites[string(id)] = true
		s.places[id] = s.places[id] || !others[id]
	}
}

// keepShifts keeps the shifts of own carers, of any carer where it may be one's own or one's own works it or was
// published for it, and of lent ones at the provider's patches.
func (s *part) keepShifts(r *Rota) {
	worked := map[ShiftID]bool{}
	for i := range s.p.Published {
		x := &s.p.Published[i]
		worked[x.Shift] = worked[x.Shift] || s.own[x.Carer]
	}
	if r != nil {
		for i := range r.Runs {
			x := &r.Runs[i]
			worked[x.Shift] = worked[x.Shift] || s.own[x.Carer]
		}
	}
	for i := range s.p.Shifts {
		x := &s.p.Shifts[i]
		at := x.Location
		switch {
		case x.Carer == AnyCarer:
			s.shifts[x.ID] = at == "" || worked[x.ID] || s.patches[PatchID(at)] || s.places[PlaceID(at)]
		default:
			s.shifts[x.ID] = s.works(x) || s.carers[x.Carer] && s.patches[PatchID(at)]
		}
	}
}

// works tells whether an own carer works a shift, by name or in a rotation.
func (s *part) works(x *Shift) bool {
	return s.own[x.Carer] || x.Rotation != "" && slices.ContainsFunc(s.p.Rotations, func(r Rotation) bool { return r.Rotation == x.Rotation && s.own[r.Carer] })
}

func (s *part) keepEvents() {
	for i := range s.p.Events {
		x := &s.p.Events[i]
		s.events[x.ID] = slices.ContainsFunc(x.Attendees, func(c CarerID) bool { return s.own[c] })
	}
}

// key tells whether a location, or an owner, is the provider's. A person goes before a place, a place
// before a patch that has the same id.
func (s *part) key(id string) bool {
	carer, isHome := strings.CutPrefix(id, carerHome)
	switch {
	case isHome:
		return s.own[CarerID(carer)]
	case s.folk[id]:
		return s.people[PersonID(id)]
	case s.sites[id]:
		return s.places[PlaceID(id)]
	}
	return s.patches[PatchID(id)]
}

// kept gives those of a list that are in a set, in a list of its own.
func kept[S ~[]T, T comparable](list S, in map[T]bool) S {
	var out S
	for _, x := range list {
		if in[x] {
			out = append(out, x)
		}
	}
	return out
}

// filtered copies the rows that f keeps; f may change its copy.
func filtered[T any](rows []T, f func(x *T) bool) []T {
	var out []T
	for _, x := range rows {
		if f(&x) {
			out = append(out, x)
		}
	}
	return out
}

// in gives an id that is in a set, else none.
func in[T ~string](id T, set map[T]bool) T {
	if set[id] {
		return id
	}
	return ""
}
