package solver

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// applyPromise makes the change of a remedy that loosens something promised to the person, or asks
// something of a carer.
func applyPromise(q *model.Problem, u *model.Unallocated, visit int) error {
	r := u.Remedy
	switch r.Kind {
	case remedyLanguage, remedyGender, remedyLone:
		return applyPerson(q, u.Person, func(x *model.Person) { relax(x, r) })
	case remedyDoor:
		return applyCarer(q, r.Carer, func(c *model.Carer) { c.PetsOK, c.SmokingOK, c.StairsOK = nil, nil, nil })
	case remedyPapers:
		return applyCarer(q, r.Carer, func(c *model.Carer) { renew(c, u.Date) })
	case remedyTrainee:
		return applyCarer(q, r.Carer, func(c *model.Carer) { c.RequiresPair = false })
	case remedyMode:
		return applyCarer(q, r.Carer, func(c *model.Carer) { c.Mode = model.ModeCar })
	case remedyLift:
		return applyCarer(q, r.Carer, func(c *model.Carer) { c.RidesWith = "" })
	case remedyKey:
		return applyPerson(q, u.Person, func(x *model.Person) { x.KeyHolders = append(slices.Clone(x.KeyHolders), r.Carer) })
	case remedyIntroduce:
		introduce(q, u.Person, r.Carer)
	case remedyTied:
		q.Visits = slices.Clone(q.Visits)
		for i := range q.Visits {
			untie(&q.Visits[i], u.Visit)
		}
	case remedyGroup:
		q.Visits = slices.Clone(q.Visits)
		q.Visits[visit].Group = ""
	case remedyOrder, remedyLink:
		q.Visits = slices.Clone(q.Visits)
		for i := range q.Visits {
			unlink(&q.Visits[i], u.Visit, r)
		}
	case remedyShort:
		q.Visits = slices.Clone(q.Visits)
		lengthen(&q.Visits[visit], q.RulesInForce().Short.Minutes)
	case remedyPool:
		q.Corrections = append(slices.Clone(q.Corrections), model.Correction{Pool: q.Visits[visit].Pool, Date: u.Date, Minutes: r.Minutes, Reason: "remedy"})
	case remedyPoolDay:
		q.Pools = slices.Clone(q.Pools)
		for i := range q.Pools {
			if x := &q.Pools[i]; x.ID == q.Visits[visit].Pool {
				x.DayMax += r.Minutes
			}
		}
	default:
		return fmt.Errorf("remedy %q is not known", r.Kind)
	}
	return nil
}

// renew puts a carer's papers in order for a day, and for those before and after it.
func renew(c *model.Carer, on model.Date) {
	c.StartDate = min(c.StartDate, on)
	if c.RegisteredUntil != 0 || c.StartDate != 0 {
		c.RegisteredUntil = max(c.RegisteredUntil, on.AddMonths(12))
	}
	if c.DBSDate != 0 {
		c.DBSDate = max(c.DBSDate, on)
	}
}

func applyPerson(q *model.Problem, id model.PersonID, f func(*model.Person)) error {
	i := slices.IndexFunc(q.People, func(x model.Person) bool { return x.ID == id })
	if i < 0 {
		return fmt.Errorf("person %q is not in the problem", id)
	}
	q.People = slices.Clone(q.People)
	f(&q.People[i])
	return nil
}

// relax makes a wish of a need, or lets somebody be alone there for longer.
func relax(x *model.Person, r *model.Remedy) {
	wish := func(need string) string {
		return strings.Replace(need, model.Required+"_", model.Preferred+"_", 1)
	}
	switch r.Kind {
	case remedyLanguage:
		x.LanguageNeed = wish(x.LanguageNeed)
	case remedyGender:
		x.GenderNeed = wish(x.GenderNeed)
	default:
		x.LoneAfter += model.Clock(r.Minutes)
	}
}

// unlink loosens what ties a visit to another one, from whichever of the two it is said.
func unlink(x *model.Visit, visit model.VisitID, r *model.Remedy) {
	if r.Kind == remedyLink {
		if x.ID == visit || x.SameCarerAs == visit {
			x.SameCarerAs = ""
		}
		if x.ID == visit || x.DifferentFrom == visit {
			x.DifferentFrom = ""
		}
		return
	}
	x.After = slices.Clone(x.After)
	for i := range x.After {
		if f := &x.After[i]; x.ID == visit || f.Visit == visit {
			f.Min -= r.Minutes
			if f.Max != 0 {
				f.Max += r.Minutes
			}
		}
	}
}

// introduce has a carer be at a person's on the day before the plan.
func introduce(q *model.Problem, person model.PersonID, carer model.CarerID) {
	q.History = slices.Clone(q.History)
	i := slices.IndexFunc(q.History, func(k model.Contact) bool { return k.Person == person && k.Carer == carer })
	if i < 0 {
		i = len(q.History)
		q.History = append(q.History, model.Contact{Person: person, Carer: carer})
	}
	k := &q.History[i]
	k.LastVisit, k.Visits90d = q.Plan.Start.Add(-1), k.Visits90d+1
}

// untie lets a visit, and the one that it is tied to, be done alone.
func untie(x *model.Visit, visit model.VisitID) {
	if x.ID == visit || x.Tied.Visit == visit {
		x.Tied = model.Follow{}
	}
	if x.ID == visit || x.ParallelWith == visit {
		x.ParallelWith = ""
	}
}

// lengthen makes a visit as long as one that needs no condition.
func lengthen(x *model.Visit, minutes int) {
	x.Length = max(x.Length, minutes)
	if x.LengthMin != 0 {
		x.LengthMin = max(x.LengthMin, minutes)
	}
	if x.LengthMax != 0 {
		x.LengthMax = max(x.LengthMax, x.Length)
	}
}
