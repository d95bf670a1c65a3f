package check

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// Wished is what a rota makes of one wish (model.WishKinds has the definitions). It is met where Amount is no
// more than Limit, or for AtLeast no less. Minutes are rounded away from the limit, so that a second past it shows.
type Wished struct {
	model.Wish
	Judged  bool   `json:"judged"` // the rota has something to judge it by
	Met     bool   `json:"met"`
	Amount  int64  `json:"amount"`
	Limit   int64  `json:"limit"`
	AtLeast bool   `json:"at_least,omitzero"`
	Unit    string `json:"unit"`
}

// Wishes says of every wish, in the order of the Problem's rows, whether a rota meets it. It reads the rota's
// own times. The error is that of [Horizon].
func Wishes(h *model.Horizon, r *model.Rota) ([]Wished, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, err
	}
	return j.voices(), nil
}

func (j *judge) voices() []Wished {
	out := make([]Wished, 0, len(j.h.Problem.Wishes))
	for i := range j.h.Problem.Wishes {
		w := Wished{Wish: j.h.Problem.Wishes[i]}
		person, isPerson := j.h.PersonIndex[w.Person]
		carer := j.h.Carer(w.Carer)
		if f := peoplesWishes[w.Wish.Wish]; f != nil && isPerson {
			w.Judged = len(j.comesTo(person)) > 0
			f(j, person, &w)
		} else if f := carersWishes[w.Wish.Wish]; f != nil && carer >= 0 {
			w.Judged = len(j.runsIn(carer)) > 0
			f(j, carer, &w)
		}
		w.Met = w.Judged && w.within()
		out = append(out, w)
	}
	return out
}

func (w *Wished) within() bool {
	if w.AtLeast {
		return w.Amount >= w.Limit
	}
	return w.Amount <= w.Limit
}

var peoplesWishes = map[string]func(j *judge, person int, w *Wished){
	model.WishFaces:     wishFaces,
	model.WishTime:      wishTime,
	model.WishPreferred: wishPreferred,
	model.WishLanguage:  wishLanguage,
	model.WishGender:    wishGender,
	model.WishLength:    wishLength,
	model.WishCompany:   wishCompany,
}

var carersWishes = map[string]func(j *judge, carer int, w *Wished){
	model.WishWeekends:  wishWeekends,
	model.WishEarly:     wishEarly,
	model.WishLate:      wishLate,
	model.WishHours:     wishHours,
	model.WishSplits:    wishSplits,
	model.WishNear:      wishNear,
	model.WishPeople:    wishPeople,
	model.WishColleague: wishColleague,
}

// comesTo lists the dated visits at a person's that somebody makes.
func (j *judge) comesTo(person int) []int {
	var out []int
	for v := range j.visits {
		if j.h.Visits[v].Person == person && len(j.visits[v].by) > 0 {
			out = append(out, v)
		}
	}
	return out
}

// runsIn lists a carer's shifts.
func (j *judge) runsIn(carer int) []*run {
	var out []*run
	j.shifts(func(r *run) {
		if r.carer == carer {
			out = append(out, r)
		}
	})
	return out
}

// upMinutes rounds ticks up to minutes.
func (j *judge) upMinutes(ticks int64) int64 { return (ticks + j.perMinute - 1) / j.perMinute }

func wishFaces(j *judge, person int, w *Wished) {
	limit := j.person(person).MaxCarers7d
	if limit == 0 {
		limit = j.h.Rules.Carers.PerWeek
	}
	w.Unit, w.Limit = "carer", int64(w.Number(limit))
	for week := range j.h.Weeks {
		w.Amount = max(w.Amount, int64(len(j.faces(person, week))))
	}
}

// wishTime compares starts of one visit in one week; without two there is nothing to compare.
func wishTime(j *judge, person int, w *Wished) {
	type slot struct{ template, week int }
	low, high := map[slot]int64{}, map[slot]int64{}
	w.Unit, w.Limit, w.Judged = "minute", int64(w.Number(30)), false
	for _, v := range j.comesTo(person) {
		dv := &j.h.Visits[v]
		shown, past := j.h.Calendar.Split(int32(j.visits[v].start), dv.Date)
		at, k := j.ticks(shown.Minutes())+int64(past), slot{dv.Template, dv.Week}
		if _, again := low[k]; !again {
			low[k], high[k] = at, at
			continue
		}
		low[k], high[k], w.Judged = min(low[k], at), max(high[k], at), true
		w.Amount = max(w.Amount, j.upMinutes(high[k]-low[k]))
	}
}

func wishPreferred(j *judge, person int, w *Wished) {
	w.Unit, w.Limit, w.Judged = "minute", int64(w.Number(15)), false
	for _, v := range j.comesTo(person) {
		if off := j.offPreferred(&j.h.Visits[v], &j.visits[v]); off >= 0 {
			w.Amount, w.Judged = max(w.Amount, j.upMinutes(off)), true
		}
	}
}

func wishLanguage(j *judge, person int, w *Wished) {
	code := w.Of(j.person(person))
	j.others(person, w, func(c *model.Carer) bool {
		return slices.ContainsFunc(c.Languages, func(l model.Language) bool {
			return l.Code == code && l.Level >= j.h.Rules.Language.Level
		})
	})
}

func wishGender(j *judge, person int, w *Wished) {
	gender := w.Of(j.person(person))
	j.others(person, w, func(c *model.Carer) bool { return c.Gender == gender })
}

// others counts attendances of carers who are not as they are wished.
func (j *judge) others(person int, w *Wished, as func(*model.Carer) bool) {
	w.Unit = "visit"
	for _, v := range j.comesTo(person) {
		for _, a := range j.visits[v].by {
			if !as(j.carer(a.run.carer)) {
				w.Amount++
			}
		}
	}
}

// wishLength tells what the visit that is cut most lacks.
func wishLength(j *judge, person int, w *Wished) {
	w.Unit = "minute"
	for _, v := range j.comesTo(person) {
		least := int64(j.h.Visits[v].Length)
		if w.Value != "" {
			least = j.ticks(w.Number(0))
		} else if j.isDraw(v) {
			continue
		}
		w.Amount = max(w.Amount, j.upMinutes(least-j.visits[v].length))
	}
}

// isDraw tells whether a visit is a draw on a pool that a rota may make or not.
func (j *judge) isDraw(v int) bool {
	return j.h.Visits[v].Optional && j.h.Visits[v].Pool >= 0
}

func wishCompany(j *judge, person int, w *Wished) {
	w.Unit, w.Limit, w.AtLeast = "minute", int64(w.Number(60)), true
	weeks := make([]int64, j.h.Weeks)
	for _, v := range j.comesTo(person) {
		dv := &j.h.Visits[v]
		company := j.isDraw(v)
		switch j.h.Problem.Visits[dv.Template].Kind {
		case "sit", "outing", "group":
			company = true
		}
		if company {
			weeks[dv.Week] += j.visits[v].length
		}
	}
	w.Amount = slices.Min(weeks) / j.perMinute
}

func wishWeekends(j *judge, carer int, w *Wished) {
	w.Unit, w.Limit = "weekend", int64(w.Number(j.h.Weeks/2))
	w.Amount = int64(len(j.worksWeekends(carer)))
}

func wishEarly(j *judge, carer int, w *Wished) {
	w.Unit = "shift"
	for _, r := range j.runsIn(carer) {
		if j.clock(r.end, r.date).Minutes() > w.Number(16*60) {
			w.Amount++
		}
	}
}

func wishLate(j *judge, carer int, w *Wished) {
	w.Unit = "shift"
	for _, r := range j.runsIn(carer) {
		if j.clock(r.start, r.date).Minutes() < w.Number(12*60) {
			w.Amount++
		}
	}
}

// wishHours tells of the week that is furthest off; its limit is the tolerance.
func wishHours(j *judge, carer int, w *Wished) {
	k := &j.carer(carer).Contract
	want := w.Number(k.Usual())
	w.Unit, w.Limit = "minute", int64(math.Round(float64(want)*k.Tolerance()/100))
	for week := range j.h.Weeks {
		is := j.shiftHours(carer, week) + j.credit(carer, week)
		w.Amount = max(w.Amount, j.upMinutes(abs(is-j.ticks(want))))
	}
}

func wishSplits(j *judge, carer int, w *Wished) {
	w.Unit, w.Limit = "day", int64(w.Number(0))
	w.Amount = int64(len(j.splitDays(carer)))
}

func wishNear(j *judge, carer int, w *Wished) {
	w.Unit, w.Limit, w.Judged = "minute", int64(w.Number(40)), false
	if j.h.HomeAt[carer] < 0 {
		return
	}
	for _, r := range j.runsIn(carer) {
		if len(r.stops) > 0 {
			w.Amount, w.Judged = max(w.Amount, j.upMinutes(j.commute(r))), true
		}
	}
}

func wishPeople(j *judge, carer int, w *Wished) {
	w.Unit, w.Limit, w.Judged = "person", int64(w.Number(0)), false
	visited := map[int]bool{}
	j.each(func(v int, a attendance, _ *model.Person, _ *model.Carer) {
		person := j.h.Visits[v].Person
		if a.run.carer != carer {
			return
		}
		if w.Judged = true; !visited[person] && !j.h.Met(person, carer) {
			w.Amount++
		}
		visited[person] = true
	})
}

// wishColleague counts the weeks in which both work and never at once.
func wishColleague(j *judge, carer int, w *Wished) {
	w.Unit, w.Judged = "week", false
	other := j.h.Carer(model.CarerID(w.Value))
	if other < 0 {
		return
	}
	own, theirs := j.runsIn(carer), j.runsIn(other)
	for week := range j.h.Weeks {
		both, together := false, false
		for _, a := range own {
			for _, b := range theirs {
				if a.week == week && b.week == week {
					both = true
					together = together || a.start < b.end && b.start < a.end
				}
			}
		}
		w.Judged = w.Judged || both
		if both && !together {
			w.Amount++
		}
	}
}
