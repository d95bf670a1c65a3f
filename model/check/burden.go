package check

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// Burden is what a carer does in the plan itself, without what is known of the weeks before it.
type Burden struct {
	Carer    model.CarerID
	Weekends int // as the rule weekends counts them
	Splits   int // split days, as the rule split has them
}

// Familiar is how much of a person's care is given by carers whom the history knows there, in attendance-minutes, and
// how far the starts of their visits lie from those that they prefer.
type Familiar struct {
	Person      model.PersonID
	Care, Known int
	Timed       int     // visits with a carer and a preferred start
	Off         float64 // minutes from it, of all of them together
}

// Loads works out what every carer bears, by id, and how familiar and how punctual everybody's care is, by id. The
// error is that of [Horizon].
func Loads(h *model.Horizon, r *model.Rota) ([]Burden, []Familiar, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, nil, err
	}
	return j.burdens(), j.familiar(), nil
}

func (j *judge) burdens() []Burden {
	out := make([]Burden, len(j.h.Problem.Carers))
	for c := range out {
		out[c] = Burden{j.carer(c).ID, len(j.worksWeekends(c)), len(j.splitDays(c))}
	}
	slices.SortFunc(out, func(a, b Burden) int { return cmp.Compare(a.Carer, b.Carer) })
	return out
}

func (j *judge) familiar() []Familiar {
	out := make([]Familiar, len(j.h.Problem.People))
	care, known := make([]int64, len(out)), make([]int64, len(out))
	j.each(func(v int, a attendance, _ *model.Person, _ *model.Carer) {
		p := j.h.Visits[v].Person
		care[p] += a.stop.length()
		if j.h.Met(p, a.run.carer) {
			known[p] += a.stop.length()
		}
	})
	j.attended(func(_ int, dv *model.DatedVisit, seen *visit) {
		if off := j.offPreferred(dv, seen); off >= 0 {
			out[dv.Person].Timed++
			out[dv.Person].Off += float64(off) / float64(j.perMinute)
		}
	})
	for p := range out {
		out[p].Person, out[p].Care, out[p].Known = j.person(p).ID, j.minutes(care[p]), j.minutes(known[p])
	}
	slices.SortFunc(out, func(a, b Familiar) int { return cmp.Compare(a.Person, b.Person) })
	return out
}
