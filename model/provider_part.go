package model

import (
	"fmt"
	"slices"
)

// problem is the provider's part of the tables.
func (s *part) problem() *Problem {
	p := s.p
	q := &Problem{Format: p.Format, Name: p.Name, Attribution: p.Attribution, Plan: p.Plan, Travel: p.Travel, Rates: filtered(p.Rates, s.rate), Rules: p.Rules, Objective: p.Objective, Block: p.Block, Buses: p.Buses}
	q.SkeletonNodes, q.SkeletonLinks, q.Barriers, q.sources, q.firm = p.SkeletonNodes, p.SkeletonLinks, p.Barriers, p.sources, p.firm
	q.Patches = filtered(p.Patches, func(x *Patch) bool {
		x.LendsTo = nil // to others
		return s.patches[x.ID]
	})
	q.Places = filtered(p.Places, func(x *Place) bool { return s.places[x.ID] })
	q.People = filtered(p.People, s.person)
	q.Visits = filtered(p.Visits, s.template)
	q.Carers = filtered(p.Carers, s.carer)
	q.Shifts = filtered(p.Shifts, s.shift)
	q.Rotations = filtered(p.Rotations, func(x *Rotation) bool { return s.own[x.Carer] })
	q.Pools = filtered(p.Pools, s.pool)
	q.Wishes = filtered(p.Wishes, s.wish)
	q.Events = filtered(p.Events, func(x *Event) bool {
		x.Attendees = kept(x.Attendees, s.own)
		x.Place = in(x.Place, s.places)
		return s.events[x.ID]
	})
	q.Cover = filtered(p.Cover, func(x *Cover) bool { return s.key(x.Where) && (x.Shift == "" || s.shifts[x.Shift]) })
	q.Requests = filtered(p.Requests, func(x *Request) bool { return s.own[x.Carer] && (x.Shift == "" || s.shifts[x.Shift]) })
	q.Colleagues = filtered(p.Colleagues, func(x *Colleagues) bool { return s.own[x.Carer] && s.own[x.Other] })
	q.Absences = filtered(p.Absences, func(x *Absence) bool { return s.own[x.Carer] })
	q.Availability = filtered(p.Availability, func(x *Availability) bool { return s.own[x.Carer] })
	q.CarerHours = filtered(p.CarerHours, func(x *CarerWeek) bool {
		x.LastShift = in(x.LastShift, s.shifts)
		if x.LastShift == "" {
			x.ShiftsInRow = 0
		}
		return s.own[x.Carer]
	})
	q.Legs = filtered(p.Legs, func(x *Leg) bool { return s.key(x.From) && s.key(x.To) })
	q.Matrix = s.matrix()
	q.Patterns = filtered(p.Patterns, func(x *Pattern) bool { return s.people[x.Person] && s.visits[x.Visit] })
	// Who was to come to the provider's people before the plan, and who came, is its own record, and what its pools count
	// with. It stays when the agreement by which the carer came has ended, though nothing else is then known of them.
	q.Baseline = filtered(p.Baseline, func(x *Attendance) bool { return s.visits[x.Visit] && (s.carers[x.Carer] || x.Date < p.Plan.Start) })
	q.Published = filtered(p.Published, func(x *Worked) bool { return s.own[x.Carer] && s.shifts[x.Shift] })
	q.History = filtered(p.History, func(x *Contact) bool { return s.people[x.Person] && s.carers[x.Carer] })
	q.Pins = filtered(p.Pins, func(x *Pin) bool { return s.visits[x.Visit] && (x.Carer == "" || s.carers[x.Carer]) })
	q.Corrections = filtered(p.Corrections, func(x *Correction) bool { return s.pools[x.Pool] })
	q.Actuals = filtered(p.Actuals, func(x *Actual) bool { return s.visits[x.Visit] })
	q.BlockPeriods = filtered(p.BlockPeriods, func(x *BlockPeriod) bool { return s.patches[x.Patch] })
	return q
}

// rate leaves out what is of another's patch, or of a band that none of the provider's carers has.
func (s *part) rate(x *Rate) bool {
	switch c, of := costOf(x.Name); {
	case c == nil || of == "":
		return true
	case c.key == Overhead:
		return s.patches[PatchID(of)]
	default:
		return slices.ContainsFunc(s.p.Carers, func(q Carer) bool { return s.own[q.ID] && q.PayBand == of })
	}
}

func (s *part) person(x *Person) bool {
	x.NamedTeam, x.Only, x.Never, x.KeyHolders = kept(x.NamedTeam, s.carers), kept(x.Only, s.carers), kept(x.Never, s.carers), kept(x.KeyHolders, s.carers)
	x.Pool = in(x.Pool, s.pools)
	return s.people[x.ID]
}

func (s *part) template(x *Visit) bool {
	x.After = slices.DeleteFunc(slices.Clone(x.After), func(f Follow) bool { return !s.visits[f.Visit] })
	x.SameCarerAs, x.DifferentFrom, x.ParallelWith = in(x.SameCarerAs, s.visits), in(x.DifferentFrom, s.visits), in(x.ParallelWith, s.visits)
	if !s.visits[x.Tied.Visit] {
		x.Tied = Follow{}
	}
	x.Pool, x.With = in(x.Pool, s.pools), kept(x.With, s.people)
	return s.visits[x.ID]
}

// wish keeps the wishes of the provider's people and carers, but for one to work with another's carer.
func (s *part) wish(x *Wish) bool {
	return s.people[x.Person] || s.own[x.Carer] && (x.Wish != WishColleague || s.own[CarerID(x.Value)])
}

// carer keeps an own carer, and of a lent one what OfProvider says.
func (s *part) carer(x *Carer) bool {
	if s.carers[x.ID] && !s.own[x.ID] {
		*x = Carer{
			ID: x.ID, Name: x.Name, Patch: s.home, Mode: x.Mode, Contract: Contract{Kind: x.Contract.Kind},
			Gender: x.Gender, Languages: x.Languages, Skills: x.Skills, RequiresPair: x.RequiresPair, Lent: true,
		}
		return true
	}
	x.OtherPatches, x.RidesWith = kept(x.OtherPatches, s.patches), in(x.RidesWith, s.own)
	x.MostOf = slices.DeleteFunc(slices.Clone(x.MostOf), func(m ShiftCount) bool { return !s.shifts[m.Shift] })
	return s.own[x.ID]
}

// shift keeps the hours of a shift; one that is worked for another does not say where.
func (s *part) shift(x *Shift) bool {
	if !s.key(x.Location) {
		x.Location = ""
	}
	x.NoNext = kept(x.NoNext, s.shifts)
	return s.shifts[x.ID]
}

// matrix keeps the rows and the columns of the provider's places: a row's columns are all the rows of
// its mode in the order of From.
func (s *part) matrix() []MatrixRow {
	order := map[string][]string{}
	for i := range s.p.Matrix {
		x := &s.p.Matrix[i]
		order[x.Mode] = append(order[x.Mode], x.From)
	}
	for _, from := range order {
		slices.Sort(from)
	}
	return filtered(s.p.Matrix, func(x *MatrixRow) bool {
		var ticks []int32
		for k, to := range order[x.Mode] {
			if k < len(x.Ticks) && s.key(to) {
				ticks = append(ticks, x.Ticks[k])
			}
		}
		x.Ticks = ticks
		return s.key(x.From)
	})
}

// rota is the provider's part of a rota. A lent carer's run goes from their first visit for it to their
// last, and q, its part of the tables, gets a shift of those hours; it is whole where the shift itself is
// at the provider's patch.
func (s *part) rota(q *Problem, r *Rota) *Rota {
	out := &Rota{Format: r.Format, Name: r.Name, Start: r.Start, Weeks: r.Weeks, Runs: []Run{}}
	for i := range r.Runs {
		run := r.Runs[i]
		run.Stops = filtered(run.Stops, s.stop)
		visits := slices.ContainsFunc(run.Stops, func(x Stop) bool { return s.visit(&x) })
		switch {
		case s.own[run.Carer]:
		case !s.carers[run.Carer] || !visits:
			continue
		case !s.shifts[run.Shift]:
			s.hours(q, &run, len(out.Runs))
		}
		out.Runs = append(out.Runs, run)
	}
	for _, x := range r.Unallocated {
		if s.visits[x.Visit] {
			x.Reasons, x.Remedy = nil, nil
			out.Unallocated = append(out.Unallocated, x)
		}
	}
	return out
}

// stop keeps the provider's visits and events, and breaks without the place of somebody else's.
func (s *part) stop(x *Stop) bool {
	if x.Place != "" && !s.key(x.Place) {
		x.Place = ""
	}
	x.With = in(x.With, s.carers)
	return s.visit(x) || x.Kind == StopBreak || x.Kind == StopEvent && s.events[x.Event]
}

// hours cuts a lent carer's run to their visits and makes the shift of it.
func (s *part) hours(q *Problem, run *Run, n int) {
	run.Stops = filtered(run.Stops, s.visit)
	run.Start, run.End = hoursOf(run.Stops)
	none := 0
	run.Shift, run.Break, run.Commute, run.Back = ShiftID(fmt.Sprintf("lent %s %v %d", run.Carer, run.Date, n)), 0, 0, 0
	q.Shifts = append(q.Shifts, Shift{ID: run.Shift, Carer: run.Carer, Date: run.Date, Start: run.Start, End: run.End, Status: Given, Location: string(s.home), Break: &none})
}
