package check

import "github.com/milltir/milltir/model"

// shiftSkill: a shift by somebody without a skill that it takes. Detail is the skill.
func shiftSkill(j *judge) {
	j.shifts(func(r *run) {
		for _, s := range j.h.Problem.Shifts[r.shift.Template].Skills {
			if !j.carer(r.carer).Holds(s, r.date) {
				out := j.ofRun(r)
				out.Amount, out.Unit, out.Detail = 1, "skill", string(s)
				out.Shift = r.shift.ID
				j.counted(out, 1)
			}
		}
	})
}

// wholeWeekends: one day of a weekend worked and the other off. Told of the one worked.
func wholeWeekends(j *judge) {
	for c := range j.h.Problem.Carers {
		if !j.carer(c).WholeWeekends {
			continue
		}
		works := j.dated(c)
		for d := 5; d < len(works); d += 7 {
			switch {
			case works[d] && !works[d+1]:
				j.counted(j.ofDay(c, d, 1, 2, "day"), 1)
			case works[d+1] && !works[d]:
				j.counted(j.ofDay(c, d+1, 1, 2, "day"), 1)
			}
		}
	}
}

// inRow is what is asked of shifts that are alike.
type inRow struct{ least, most int }

// alike says for shifts that are alike what is asked of days in a row, and lists them in the order of
// their rows.
func (j *judge) alike() (groups []string, asked map[string]inRow) {
	asked = make(map[string]inRow)
	for i := range j.h.Problem.Shifts {
		x := &j.h.Problem.Shifts[i]
		a, seen := asked[x.Group()]
		if !seen {
			groups = append(groups, x.Group())
		}
		a.least = max(a.least, x.MinInRow)
		if x.MaxInRow > 0 && (a.most == 0 || a.most > x.MaxInRow) {
			a.most = x.MaxInRow
		}
		asked[x.Group()] = a
	}
	return groups, asked
}

// shiftsInRow: days in a row in shifts of a kind, too few, told of the first; or too many, told of the
// first too many. The shift is that of this date, or the last before the plan.
func shiftsInRow(j *judge) {
	groups, asked := j.alike()
	for _, group := range groups {
		a := asked[group]
		if a == (inRow{}) {
			continue
		}
		for c := range j.h.Problem.Carers {
			j.rows(c, group, a)
		}
	}
}

func (j *judge) rows(c int, group string, a inRow) {
	works, shift, past := make([]bool, 7*j.h.Weeks), make(map[int]model.ShiftID), j.h.Past(c)
	j.shifts(func(r *run) {
		if d := int(r.date - j.h.Calendar.Start()); r.carer == c && j.h.Problem.Shifts[r.shift.Template].Group() == group && !works[d] {
			works[d], shift[d] = true, r.shift.ID
		}
	})
	list := stretches(works)
	if last := j.h.Problem.ShiftRow(past.Shift); last != nil && last.Group() == group {
		list = withPast(list, past.Same, true)
	}
	say := func(d int, s stretch, limit, n int) {
		out := j.ofDay(c, d, int64(s.to-s.from), int64(limit), "day")
		out.Shift = past.Shift
		if d >= 0 {
			out.Shift = shift[d]
		}
		j.counted(out, int64(n))
	}
	for _, s := range list {
		if !s.work {
			continue
		}
		if n := j.lacking(c, s, a.least); n > 0 {
			say(s.from, s, a.least, n)
		}
		if n := longer(s, a.most); a.most > 0 && n > 0 {
			say(s.to-n, s, a.most, n)
		}
	}
}
