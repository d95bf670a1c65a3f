package solver

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/search"
	"github.com/milltir/milltir/solver/internal/state"
)

// Remedy kinds, as in model.Remedy.
const (
	remedyNone        = "none"
	remedyWindowOpen  = "window_open"
	remedyWindowClose = "window_close"
	remedySkill       = "skill"
	remedyList        = "list"
	remedyShiftStart  = "shift_start"
	remedyShiftEnd    = "shift_end"
	remedyGap         = "gap"
	remedyLatestEnd   = "latest_end"
	remedyShiftNew    = "shift_new"
	remedyPin         = "pin"
	remedyLanguage    = "language"
	remedyGender      = "gender"
	remedyDoor        = "door"
	remedyPapers      = "papers"
	remedyTrainee     = "trainee"
	remedyLone        = "lone"
	remedyOrder       = "order"
	remedyLink        = "link"
	remedyShort       = "short"
	remedyMode        = "mode"
	remedyLift        = "lift"
	remedyKey         = "key_holder"
	remedyIntroduce   = "introduction"
	remedyTied        = "tied"
	remedyGroup       = "group"
	remedyPool        = "pool"
	remedyPoolDay     = "pool_day"
)

// Limits of the search for remedies: how many changes are tried for a visit, for how many
// visits, and how long each try searches.
const (
	remedyTries      = 8
	remedyNewShifts  = 4
	remedyVisits     = 40
	remedyIterations = 10
	remedyConfirm    = 200
)

// Apply makes the change that a remedy names, in a copy of the problem. Changes of a visit or
// a carer hold for every date; a change of a shift holds for its date only, so its template is
// taken apart into dated rows, which keep its id with the date behind it.
func Apply(p *model.Problem, u *model.Unallocated) (*model.Problem, error) {
	if p == nil || u == nil {
		return nil, errors.New("there is no problem, or no visit, to apply a remedy to")
	}
	q := *p
	r := u.Remedy
	if r == nil || r.Kind == remedyNone {
		return &q, nil
	}
	v := slices.IndexFunc(p.Visits, func(v model.Visit) bool { return v.ID == u.Visit })
	if v < 0 {
		return nil, fmt.Errorf("visit %q is not in the problem", u.Visit)
	}
	switch r.Kind {
	case remedyWindowOpen, remedyWindowClose, remedyLatestEnd:
		q.Visits = slices.Clone(p.Visits)
		widen(&q.Visits[v], r)
	case remedySkill:
		return &q, applyCarer(&q, r.Carer, func(c *model.Carer) {
			c.Skills = append(slices.Clone(c.Skills), model.DatedSkill{Skill: r.Skill})
		})
	case remedyList:
		applyList(&q, u.Person, r.Carer)
	case remedyGap:
		q.Visits = slices.Clone(p.Visits)
		for i := range q.Visits {
			if x := &q.Visits[i]; x.Person == u.Person {
				x.MinGapAfter = max(0, x.MinGapAfter-r.Minutes)
				if x.MaxGapAfter > 0 {
					x.MaxGapAfter += r.Minutes
				}
			}
		}
	case remedyShiftStart, remedyShiftEnd:
		return &q, applyShift(&q, r)
	case remedyShiftNew:
		q.Shifts = append(slices.Clone(p.Shifts), model.Shift{
			ID: dated("extra-"+model.ShiftID(r.Carer), r.Date), Carer: r.Carer, Date: r.Date, Start: r.From, End: r.To, Status: model.Given,
		})
	case remedyPin:
		unpin(&q, u)
	default:
		return &q, applyPromise(&q, u, v)
	}
	return &q, nil
}

// widen opens the first window earlier, closes the last later, or moves the latest end.
func widen(v *model.Visit, r *model.Remedy) {
	if len(v.Windows) == 0 {
		return
	}
	v.Windows = slices.Clone(v.Windows)
	minutes := model.Clock(r.Minutes)
	switch r.Kind {
	case remedyWindowOpen:
		first := 0
		for i := range v.Windows {
			if v.Windows[i].Open < v.Windows[first].Open {
				first = i
			}
		}
		v.Windows[first].Open = max(0, v.Windows[first].Open-minutes)
	case remedyWindowClose:
		last := 0
		for i := range v.Windows {
			if v.Windows[i].Close > v.Windows[last].Close {
				last = i
			}
		}
		v.Windows[last].Close += minutes
		if v.LatestEnd != 0 {
			v.LatestEnd += minutes
		}
	default:
		v.LatestEnd += minutes
	}
}

func applyCarer(q *model.Problem, id model.CarerID, f func(*model.Carer)) error {
	c := slices.IndexFunc(q.Carers, func(c model.Carer) bool { return c.ID == id })
	if c < 0 {
		return fmt.Errorf("carer %q is not in the problem", id)
	}
	q.Carers = slices.Clone(q.Carers)
	f(&q.Carers[c])
	return nil
}

func applyList(q *model.Problem, person model.PersonID, carer model.CarerID) {
	q.People = slices.Clone(q.People)
	for i := range q.People {
		x := &q.People[i]
		if x.ID != person {
			continue
		}
		x.Never = slices.DeleteFunc(slices.Clone(x.Never), func(c model.CarerID) bool { return c == carer })
		if len(x.Only) > 0 && !slices.Contains(x.Only, carer) {
			x.Only = append(slices.Clone(x.Only), carer)
		}
	}
}

// applyShift takes the date out of the shift's template and adds a changed row for it.
func applyShift(q *model.Problem, r *model.Remedy) error {
	i := slices.IndexFunc(q.Shifts, func(s model.Shift) bool { return s.ID == r.Shift })
	if i < 0 {
		return fmt.Errorf("shift %q is not in the problem", r.Shift)
	}
	q.Shifts = slices.Clone(q.Shifts)
	if q.Shifts[i].Rotation != "" {
		if i = unroll(q, i, r); i < 0 {
			return fmt.Errorf("shift %q is not worked by carer %q on %s", r.Shift, r.Carer, r.Date)
		}
	}
	changed := q.Shifts[i]
	anchor := cmp.Or(q.Plan.CycleAnchor, q.Plan.Start)
	if q.Shifts[i].Date == 0 {
		q.Shifts[i].Days &^= 1 << r.Date.Weekday()
		for w := range max(1, q.Plan.Weeks) {
			if other := q.Plan.Start.Add(7*w + r.Date.Weekday()); other != r.Date {
				same := changed
				same.Days, same.Date, same.ID = 0, other, dated(changed.ID, other)
				if changed.WeekOfCycle.Falls(q.Plan.Start.Add(7*w), anchor) {
					same.WeekOfCycle = model.Cycle{}
					q.Shifts = append(q.Shifts, same)
				}
			}
		}
		if q.Shifts[i].Days == 0 {
			q.Shifts = slices.Delete(q.Shifts, i, i+1)
		}
		changed.Days, changed.WeekOfCycle, changed.Date, changed.ID = 0, model.Cycle{}, r.Date, dated(changed.ID, r.Date)
		q.Shifts = append(q.Shifts, changed)
		i = len(q.Shifts) - 1
	}
	if s := &q.Shifts[i]; r.Kind == remedyShiftEnd {
		s.End += model.Clock(r.Minutes)
	} else {
		s.Start = max(0, s.Start-model.Clock(r.Minutes))
	}
	return nil
}

// unroll puts a row for each carer and date in the place of one of a rotation, so that one of them may
// change, and gives the index of that one, -1 if there is none.
func unroll(q *model.Problem, i int, r *model.Remedy) int {
	row, found := q.Shifts[i], -1
	q.Shifts = slices.Delete(q.Shifts, i, i+1)
	for d, id := range q.Worked(&row) {
		own := row
		own.ID, own.Carer, own.Date = dated(row.ID+"-"+model.ShiftID(id), d), id, d
		own.Rotation, own.Days, own.WeekOfCycle = "", 0, model.Cycle{}
		if d == r.Date && id == r.Carer {
			found = len(q.Shifts)
		}
		q.Shifts = append(q.Shifts, own)
	}
	if !slices.ContainsFunc(q.Shifts, func(s model.Shift) bool { return s.Rotation == row.Rotation }) {
		q.Rotations = slices.DeleteFunc(slices.Clone(q.Rotations), func(x model.Rotation) bool { return x.Rotation == row.Rotation })
	}
	return found
}

func dated(id model.ShiftID, d model.Date) model.ShiftID {
	return id + "@" + model.ShiftID(d.String())
}

// unpin takes away what fixes a visit on its date.
func unpin(q *model.Problem, u *model.Unallocated) {
	q.Pins = slices.DeleteFunc(slices.Clone(q.Pins), func(p model.Pin) bool {
		return p.Visit == u.Visit && (p.Date == 0 || p.Date == u.Date)
	})
	q.Baseline = slices.Clone(q.Baseline)
	for i := range q.Baseline {
		if b := &q.Baseline[i]; b.Visit == u.Visit && b.Date == u.Date {
			b.Locked = false
		}
	}
}

// remedy finds the smallest single change that places a visit: it makes the change in a copy
// of the input, solves again from the rota for a few iterations, and looks. What it names has
// been seen to work. An extra shift is tried last, because it asks most of somebody.
func remedy(rota *model.Rota, u *model.Unallocated, openings []search.Opening, in *state.Instance) *model.Remedy {
	var tries []*model.Remedy
	h := in.H
	v := slices.IndexFunc(h.Visits, func(v model.DatedVisit) bool { return v.ID == u.Visit && v.Date == u.Date })
	if slices.ContainsFunc(h.Pins, func(pin model.DatedPin) bool { return pin.Visit == v }) {
		tries = append(tries, &model.Remedy{Kind: remedyPin})
	}
	for _, o := range openings {
		if r := wording(o, in); len(tries) < remedyTries && sensible(r, &h.Problem.Visits[h.Visits[v].Template]) {
			tries = append(tries, r)
		}
	}
	for _, r := range append(tries, newShifts(h, v)...) {
		try := *u
		if try.Remedy = r; placed(h, rota, &try) {
			return r
		}
	}
	return &model.Remedy{Kind: remedyNone}
}

// sensible keeps the window of a time-critical visit from being moved by more than half an hour.
func sensible(r *model.Remedy, v *model.Visit) bool {
	moves := r.Kind == remedyWindowOpen || r.Kind == remedyWindowClose || r.Kind == remedyLatestEnd
	return v.TimeCritical == "" || !moves || r.Minutes <= 30
}

// newShifts proposes a short extra shift about a visit for carers who may do it and have no
// shift near it: the named team first, then those who know the person.
func newShifts(h *model.Horizon, n int) []*model.Remedy {
	v := &h.Visits[n]
	person := &h.Problem.People[v.Person]
	from, to := v.Windows[0].Open, v.Windows[0].Open+max(h.Calendar.Ticks(60), v.Length)
	if v.Need > 1 {
		to = v.Windows[0].Close + v.Length // wherever the partner can come
	}
	allowed := constraint.Allowed(h)
	var out []*model.Remedy
	for rank := range 3 {
		for c := range h.Problem.Carers {
			known := 2
			if slices.Contains(person.NamedTeam, h.Problem.Carers[c].ID) {
				known = 0
			} else if h.Met(v.Person, c) {
				known = 1
			}
			if known != rank || len(out) == remedyNewShifts || !free(h, c, model.Span{Start: from, End: to}) {
				continue
			}
			for seat := range v.Need {
				if allowed(n, seat, c) {
					out = append(out, &model.Remedy{
						Kind: remedyShiftNew, Carer: h.Problem.Carers[c].ID, Date: v.Date,
						From: h.Calendar.Local(from, v.Date), To: h.Calendar.Local(to, v.Date),
					})
					break
				}
			}
		}
	}
	return out
}

// free tells whether a carer has no shift and no absence in a span, and has not said no to it.
func free(h *model.Horizon, c int, s model.Span) bool {
	for i := range h.Shifts {
		if d := &h.Shifts[i]; d.Carer == c && d.Start < s.End && s.Start < d.End {
			return false
		}
	}
	return model.Overlap(s, h.Absent(c)) == 0 && model.Overlap(s, h.Said(c, model.AvailNo)) == 0
}

// wording puts an opening into the model's words.
func wording(o search.Opening, in *state.Instance) *model.Remedy {
	h := in.H
	r := &model.Remedy{Kind: o.Kind, Skill: o.Skill, Minutes: int(o.Ticks / in.Res)}
	if o.Ticks%in.Res > 0 {
		r.Minutes++
	}
	if o.Carer >= 0 {
		r.Carer = h.Problem.Carers[o.Carer].ID
	}
	if o.With >= 0 {
		r.With = h.Problem.Carers[o.With].ID
	}
	if o.Other >= 0 {
		r.Visit = h.Visits[o.Other].ID
	}
	if o.Run != state.NoRun {
		s := &h.Shifts[in.ShiftOf[o.Run]]
		r.Shift, r.Date = s.ID, s.Date
	}
	return r
}

// better tells whether a score breaks no more law than another and leaves less undone; of a visit that is itself a
// wish, whether it is the better one.
func better(a, b model.Score, wish bool) bool {
	if !wish {
		a.Wishes, b.Wishes = 0, 0
	}
	return a.Breaches <= b.Breaches && a.Compare(b) < 0
}

// placed tries a remedy: it makes the change, solves again from the rota, and asks whether the
// visit is in, no other is out for it, and the changed tables would still be accepted. A short
// look weeds out; what passes is solved on for longer, because a search that goes on may find
// that the room is better used for somebody else.
func placed(like *model.Horizon, rota *model.Rota, u *model.Unallocated) bool {
	q, err := Apply(like.Problem, u)
	if err != nil {
		return false
	}
	h, err := like.Variant(q)
	h, in, err := compiled(h, err, rota)
	if err != nil {
		return false
	}
	n := slices.IndexFunc(h.Visits, func(v model.DatedVisit) bool { return v.ID == u.Visit && v.Date == u.Date })
	for _, iterations := range [2]int64{remedyIterations, remedyConfirm} {
		job := search.Job{In: in, Seed: 1, Islands: 1, Workers: 1, Iterations: iterations, From: rota}
		best := job.Search().Best
		if n < 0 || !better(best.BestScore, rota.Score, h.Visits[n].Optional) || !best.InBest(state.Node(n)) {
			return false
		}
	}
	return len(model.Validate(q).Errors()) == 0
}
