package staff

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// work is one determination on its way.
type work struct {
	h        *model.Horizon
	o        Options
	half     int32 // ticks
	cells    int
	named    map[model.ShiftID]bool // shifts that cover.csv names
	kinds    []kind
	standard bool
	before   []int32 // by dated visit; see predecessors
	no       [][]model.Span
	classes  []*class
	beyond   []int
	list     []task // that some kind of shift can hold
	travels  []float64
}

// class is a Class with what is asked for of it.
type class struct {
	Class
	energies *energies
	spare    int64
	byWeek   []int64 // ticks of the attendance that only shifts of that week can hold, with paid span
	// since is by half hour the earliest date of the visits and needs that ask for it and may begin there, noDate where
	// there are none; in says of which shifts, on their dates, cover asks for it.
	since []model.Date
	in    map[shiftOn]bool
}

type shiftOn struct {
	shift model.ShiftID
	date  model.Date
}

const noDate = model.Date(math.MaxInt32)

// asksFrom notes what asks for a class, and when that may begin: skills are asked for on its date, which may lie days
// before, where a visit may be made at any time, or a night before.
func (w *work) asksFrom(c *class) {
	c.since, c.in = slices.Repeat([]model.Date{noDate}, w.cells), make(map[shiftOn]bool)
	note := func(s model.Span, on model.Date) {
		for k := w.cell(s.Start); k <= w.cell(s.End); k++ {
			c.since[k] = min(c.since[k], on)
		}
	}
	for i := range w.list {
		if t := &w.list[i]; w.count(c.Class, t) > 0 {
			for _, s := range t.starts {
				note(s, w.h.Visits[t.visit].Date)
			}
		}
	}
	for i := range w.h.Cover {
		switch n := &w.h.Cover[i]; {
		case !w.asks(c.Class, n):
		case n.Shift != "":
			c.in[shiftOn{n.Shift, n.Date}] = true
		default:
			note(model.Span{Start: n.Start, End: n.Start}, n.Date)
		}
	}
}

// cell is the half hour of a tick, the first or the last one where that lies beyond.
func (w *work) cell(at int32) int { return min(max(0, int(at/w.half)), w.cells-1) }

// from is the earliest date on which anything that somebody in the shift may do asks for the class; the shift's where
// nothing does.
func (w *work) from(c *class, s *model.DatedShift) model.Date {
	on := noDate
	if c.in[shiftOn{s.ID, s.Date}] {
		on = s.Date
	}
	if len(c.since) > 0 {
		on = min(on, slices.Min(c.since[w.cell(s.Start):w.cell(s.End)+1]))
	}
	if on == noDate {
		return s.Date
	}
	return on
}

// nobody tells whether there is a visit for which none of a team has a shift that it may begin in and what it asks for
// on its date. Rows see this of visits whose time is known; where windows are a wish it is not.
func (w *work) nobody(opts []option) bool {
	on := make(map[int][]int) // by carer, of how many half hours before each she has a shift in
	for i := range opts {
		o := &opts[i]
		if on[o.carer] == nil {
			on[o.carer] = make([]int, w.cells+1)
		}
		for k := w.cell(o.shift.Start); k <= w.cell(o.shift.End); k++ {
			on[o.carer][k+1] = 1
		}
	}
	for _, halves := range on {
		for k := range w.cells {
			halves[k+1] += halves[k]
		}
	}
	for _, c := range w.classes {
		for i := range w.list {
			t := &w.list[i]
			if w.count(c.Class, t) == 0 {
				continue
			}
			can := false
			for carer, halves := range on {
				in := func(s model.Span) bool { return halves[w.cell(s.End)+1] > halves[w.cell(s.Start)] }
				if can = w.one(carer, c.Class, w.h.Visits[t.visit].Date) && slices.ContainsFunc(t.starts, in); can {
					break
				}
			}
			if !can {
				return true
			}
		}
	}
	return false
}

func newWork(h *model.Horizon, o Options) (*work, error) {
	if o.Load == 0 {
		o.Load = 0.9
	}
	if o.FullTime == 0 {
		o.FullTime = 2250
	}
	if !(o.Load > 0 && o.Load <= 1) || o.FullTime < 0 {
		return nil, fmt.Errorf("a load of %v and a full-time week of %d minutes are none to plan with", o.Load, o.FullTime)
	}
	w := &work{h: h, o: o, half: h.Calendar.Ticks(HalfMinutes), named: make(map[model.ShiftID]bool)}
	for i := range h.Cover {
		if id := h.Cover[i].Shift; id != "" {
			w.named[id] = true
		}
	}
	rows := o.Kinds
	if len(rows) == 0 {
		rows = h.Problem.Shifts
	}
	if w.standard = len(rows) == 0; w.standard {
		rows = Standard()
	}
	w.kinds = w.listKinds(rows)
	for c := range h.Problem.Carers {
		w.no = append(w.no, append(h.Absent(c), h.Said(c, model.AvailNo)...))
		slices.SortFunc(w.no[c], func(a, b model.Span) int { return cmp.Compare(a.Start, b.Start) })
	}
	w.before = w.capped(w.predecessors())
	list, spare := w.tasks()
	list = w.reachable(list)
	w.cells, w.list = w.lastCell(list), list
	w.listClasses()
	for _, c := range w.classes {
		w.asksFrom(c)
		c.energies, c.byWeek = newEnergies(w.cells), make([]int64, h.Weeks)
		for i := range list {
			n := w.count(c.Class, &list[i])
			c.energies.add(&list[i], n, w.half)
			if weeks := list[i].weeks; weeks.from == weeks.to {
				c.byWeek[weeks.from] += int64(n) * int64(list[i].length)
			}
		}
	}
	w.classes[0].spare = spare
	return w, nil
}

func (w *work) level(code model.Code) model.Level { return w.h.Problem.Objective.Level(code) }

// end is the tick at which the cells end.
func (w *work) end() int32 { return int32(w.cells) * w.half }

// lastCell is the number of half hours up to the end of the last shift or visit there can be.
func (w *work) lastCell(list []task) int {
	last := w.h.Calendar.Tick(w.h.Calendar.Start().Add(7*w.h.Weeks), 0)
	for i := range list {
		for _, s := range list[i].starts {
			if s.End < far {
				last = max(last, s.End+list[i].length)
			}
		}
	}
	for i := range w.h.Shifts {
		last = max(last, w.h.Shifts[i].End)
	}
	for i := range w.h.Cover {
		if c := &w.h.Cover[i]; c.Shift == "" {
			last = max(last, c.End)
		}
	}
	for i := range w.kinds {
		s := w.kinds[i].row
		last = max(last, w.h.ShiftOn(&s, w.h.Calendar.Start().Add(7*w.h.Weeks-1), -1).End, -1)
	}
	return int((last + w.half - 1) / w.half)
}

// reachable leaves out the visits that no kind of shift on any date could hold.
func (w *work) reachable(list []task) []task {
	h := w.h
	var shifts []model.DatedShift
	for d := -7; d < 7*h.Weeks; d++ {
		for k := range w.kinds {
			s := w.kinds[k].row
			shifts = append(shifts, h.ShiftOn(&s, h.Calendar.Start().Add(d), -1))
		}
	}
	out := list[:0]
	for _, t := range list {
		t.weeks = weeks{h.Weeks, -1}
		for i := range shifts {
			o := &shifts[i]
			holds := func(s model.Span) bool { return max(s.Start, o.Start)+t.length <= min(s.End+t.length, o.End) }
			if slices.ContainsFunc(t.starts, holds) {
				week := max(0, o.Week)
				t.weeks.from, t.weeks.to = min(t.weeks.from, week), max(t.weeks.to, week)
				if h.Rules.Paid != model.BySpan {
					break // nobody asks which
				}
			}
		}
		if t.weeks.to < 0 {
			w.beyond = append(w.beyond, t.visit)
			continue
		}
		out = append(out, t)
	}
	return out
}

// listClasses lists what visits and cover ask for beyond a pair of hands.
func (w *work) listClasses() {
	found := make(map[Class]bool)
	p := w.h.Problem
	note := func(sort, name string) { found[Class{sort, name}] = true }
	for i := range w.h.Visits {
		x := &w.h.Visits[i]
		v, person := &p.Visits[x.Template], &p.People[x.Person]
		if w.level(model.RuleSkill) == model.Law {
			for _, k := range v.Skills {
				note(Skill, string(k))
			}
			for _, r := range v.Roles {
				for _, k := range r.Skills {
					note(Skill, string(k))
				}
			}
		}
		if lang, ok := strings.CutPrefix(person.LanguageNeed, model.Required+"_"); ok && w.level(model.RuleLanguage) == model.Law {
			note(Language, lang)
		}
		if gender, ok := strings.CutPrefix(person.GenderNeed, model.Required+"_"); ok && w.level(model.RuleGender) == model.Law {
			note(Gender, gender)
		}
	}
	for i := range w.h.Cover {
		if k := w.h.Cover[i].Skill; k != "" {
			note(Skill, string(k))
		}
	}
	if w.level(model.RuleShiftSkill) == model.Law {
		for k := range w.kinds {
			for _, s := range w.kinds[k].row.Skills {
				note(Skill, string(s))
			}
		}
	}
	w.classes = []*class{{Class: Class{Sort: All}}}
	for c := range found {
		w.classes = append(w.classes, &class{Class: c})
	}
	rank := map[string]int{All: 0, Skill: 1, Language: 2, Gender: 3}
	slices.SortFunc(w.classes, func(a, b *class) int {
		return cmp.Or(cmp.Compare(rank[a.Sort], rank[b.Sort]), cmp.Compare(a.Name, b.Name))
	})
}

// count is how many of a task's carers have to be of a class. Roles of an efficiency pair that one carer may
// do are hers to choose from.
func (w *work) count(c Class, t *task) int {
	if c.Sort == Skill && w.level(model.RuleSkill) != model.Law {
		return 0 // a class that cover or shifts ask for: visits only wish for it
	}
	need := w.h.Visits[t.visit].Need
	return min(t.carers, max(0, w.asked(c, t.visit)-(need-t.carers)))
}

// asked is how many carers of a class a visit has when all come.
func (w *work) asked(c Class, v int) int {
	x := &w.h.Visits[v]
	visit, person := &w.h.Problem.Visits[x.Template], &w.h.Problem.People[x.Person]
	switch {
	case c.Sort == All, c.Sort == Skill && slices.Contains(visit.Skills, model.Skill(c.Name)),
		c.Sort == Language && person.LanguageNeed == model.Required+"_"+c.Name,
		c.Sort == Gender && person.GenderNeed == model.Required+"_"+c.Name:
		return x.Need
	}
	n := 0
	for i := range x.Need { // roles beyond are nobody's
		if c.Sort == Skill && slices.Contains(visit.RoleOf(i).Skills, model.Skill(c.Name)) {
			n++
		}
	}
	return n
}

// holds tells whether a carer in a shift can be one of a class. Skills go by the date of the visit or need, and only
// run out, so that the earliest one decides.
func (w *work) holds(o *option, c *class) bool {
	return o.carer < 0 || w.one(o.carer, c.Class, w.from(c, &o.shift))
}

// one tells whether a carer is one of a class on a date.
func (w *work) one(carer int, c Class, on model.Date) bool {
	k := &w.h.Problem.Carers[carer]
	switch c.Sort {
	case Skill:
		return k.Holds(model.Skill(c.Name), on)
	case Language:
		return k.Speaks(c.Name, w.h.Rules.Language.Level)
	case Gender:
		return k.Gender == c.Name
	}
	return true
}

// asks tells whether a need for cover, of one carer or more, is one of a class.
func (w *work) asks(c Class, need *model.DatedCover) bool { return need.Needed > 0 && w.of(c, need) }

// of tells whether those who meet a need for cover have to be of a class: by the need, or by its shift.
func (w *work) of(c Class, need *model.DatedCover) bool {
	if c.Sort == All || c.Sort == Skill && string(need.Skill) == c.Name {
		return true
	}
	for k := range w.kinds {
		if need.Shift != "" && w.kinds[k].row.ID == need.Shift {
			return w.takes(c, &w.kinds[k].row)
		}
	}
	return false
}

// takes tells whether whoever works a shift has to be of a class by law.
func (w *work) takes(c Class, s *model.Shift) bool {
	return c.Sort == Skill && w.level(model.RuleShiftSkill) == model.Law && slices.Contains(s.Skills, model.Skill(c.Name))
}
