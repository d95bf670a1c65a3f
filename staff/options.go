package staff

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// Standard are the kinds of shift that needs are worked out with where a workspace has none: an early and
// a late half of the day, one over the middle, and the night.
func Standard() []model.Shift {
	of := func(kind string, from, to int) model.Shift {
		return model.Shift{Kind: kind, Start: model.Clock(from), End: model.Clock(to), Days: model.EveryDay, Status: model.Open}
	}
	return []model.Shift{
		of("early", 7*60, 14*60+30), of("day", 9*60+30, 17*60),
		of("late", 14*60+30, 22*60), of("night", 22*60, 31*60),
	}
}

// kind is one way to work a shift, on any date.
type kind struct {
	name  string // what shifts are counted under: the table's kind, else the hours
	row   model.Shift
	shift model.DatedShift // on the plan's first day, for what all dates share
	ids   []model.ShiftID  // of rows that are alike
}

// kinds lists the different shifts of the table, in the order of their hours.
func (w *work) listKinds(rows []model.Shift) []kind {
	var out []kind
	for i := range rows {
		s := rows[i]
		on := w.h.ShiftOn(&s, w.h.Calendar.Start(), -1)
		same := func(k kind) bool {
			a, b := k.shift, on
			a.ID, b.ID, a.MaxLoad, b.MaxLoad, a.Status, b.Status = "", "", 0, 0, "", ""
			return a == b && slices.Equal(s.Skills, k.row.Skills) && !(w.named[s.ID] || w.named[k.row.ID])
		}
		if at := slices.IndexFunc(out, same); at >= 0 {
			out[at].ids = append(out[at].ids, s.ID)
			continue
		}
		name := s.Kind
		if name == "" {
			name = fmt.Sprintf("%v–%v", s.Start, s.End)
		}
		out = append(out, kind{name, s, on, []model.ShiftID{s.ID}})
	}
	slices.SortStableFunc(out, func(a, b kind) int {
		return cmp.Or(cmp.Compare(a.row.Start, b.row.Start), cmp.Compare(a.row.End, b.row.End), cmp.Compare(a.name, b.name), cmp.Compare(a.row.ID, b.row.ID))
	})
	return out
}

// option is one shift on one date that somebody may work: anybody with what a class asks for, or a carer.
type option struct {
	shift    model.DatedShift
	name     string
	where    string       // the place or patch that it counts for in cover; "" where there is no cover
	carer    int          // -1: somebody
	from, to int32        // of the break, 0 and 0 where the law asks for none
	events   []model.Span // of the carer, inside the shift, where the law asks for them
	must     bool         // a given shift: worked in any case
	paid     int32        // ticks, the least that it comes to for whoever may work it
	// ways are the other forms that it takes for one or another of those who may work it; see [work.ways]. It holds
	// the most that any of them holds.
	ways []option
}

// anybody gives every kind on every date, once for each place that its carers could count for.
func (w *work) anybody() []option {
	h := w.h
	var patches []string
	for i := range h.Cover {
		if c := &h.Cover[i]; !slices.Contains(patches, c.Where) {
			patches = append(patches, c.Where)
		}
	}
	if len(patches) == 0 {
		patches = []string{""}
	}
	var out []option
	for d := range 7 * h.Weeks {
		for k := range w.kinds {
			s := w.kinds[k].row
			on := h.ShiftOn(&s, h.Calendar.Start().Add(d), -1)
			on.Template = k
			paid, ways := on.Paid(), w.ways(&w.kinds[k], &on)
			for i := range ways {
				paid = min(paid, ways[i].paid)
			}
			for _, where := range patches {
				if on.Location != "" {
					where = on.Location
				}
				o := w.option(on, w.kinds[k].name, where, -1)
				o.paid, o.ways = paid, ways
				out = append(out, o)
				if on.Location != "" {
					break
				}
			}
		}
	}
	return out
}

// ways lists the forms that a kind takes on a date other than its row's: for young workers, whose break is another
// and is not paid, and where an absence cuts somebody's shift, which is then shorter, has perhaps no break, and is paid
// less.
func (w *work) ways(k *kind, on *model.DatedShift) (out []option) {
	add := func(s model.DatedShift) {
		same := func(o *model.DatedShift) bool {
			return o.Start == s.Start && o.End == s.End && o.Break == s.Break && o.BreakFrom == s.BreakFrom && o.BreakTo == s.BreakTo
		}
		if !same(on) && !slices.ContainsFunc(out, func(o option) bool { return same(&o.shift) }) {
			out = append(out, w.option(s, k.name, "", -1))
		}
	}
	for c := range w.h.Problem.Carers {
		if w.h.Young(c, on.Date) {
			add(w.h.ShiftOn(&k.row, on.Date, c))
		}
	}
	if len(w.o.Kinds) > 0 {
		return out // the table's shifts are others
	}
	first, _ := slices.BinarySearchFunc(w.h.Shifts, on.Date, func(s model.DatedShift, d model.Date) int { return int(s.Date - d) })
	for i := first; i < len(w.h.Shifts) && w.h.Shifts[i].Date == on.Date; i++ {
		if slices.Contains(k.ids, w.h.Shifts[i].ID) {
			add(w.h.Shifts[i])
		}
	}
	return out
}

// mostOptions is how many options of carers in a week are tried; beyond, a program takes hours.
const mostOptions = 20_000

// team gives every dated shift for each carer who may work it, of too many the given ones only.
func (w *work) team(r *Report) []option {
	h := w.h
	all := 0
	for i := range h.Shifts {
		if all++; h.Shifts[i].Carer < 0 {
			all += len(h.Problem.Carers) - 1
		}
	}
	r.Team.Large = all > mostOptions*h.Weeks
	var out []option
	for i := range h.Shifts {
		s := &h.Shifts[i]
		name := w.nameOf(s)
		for c := range h.Problem.Carers {
			must := s.Carer == c && s.Status == model.Given
			if s.Carer >= 0 && s.Carer != c || !must && (r.Team.Large || w.away(c, s)) {
				continue
			}
			where := s.Location
			if where == "" {
				where = string(h.Problem.Carers[c].Patch)
			}
			o := w.option(*h.ShiftFor(s, c), name, where, c)
			o.must = must
			out = append(out, o)
		}
	}
	return out
}

// away tells whether the law keeps a carer from a shift: leave, availability "no", or a skill that it takes.
func (w *work) away(c int, s *model.DatedShift) bool {
	if w.level(model.RuleShiftSkill) == model.Law {
		for _, k := range w.h.Problem.Shifts[s.Template].Skills {
			if !w.h.Problem.Carers[c].Holds(k, s.Date) {
				return true
			}
		}
	}
	span := model.Span{Start: s.Start, End: s.End}
	return w.level(model.RuleAvailable) == model.Law && model.Overlap(span, w.no[c]) > 0
}

func (w *work) nameOf(s *model.DatedShift) string {
	for k := range w.kinds {
		if slices.Contains(w.kinds[k].ids, s.ID) {
			return w.kinds[k].name
		}
	}
	return s.Kind
}

func (w *work) option(s model.DatedShift, name, where string, carer int) option {
	o := option{shift: s, name: name, where: where, carer: carer, paid: s.Paid()}
	if s.Break > 0 && w.level(model.RuleBreak) == model.Law {
		o.from, o.to = w.h.BreakSpan(&s)
	}
	if w.level(model.RuleEvent) == model.Law {
		for i := range w.h.Events {
			e := &w.h.Events[i]
			span := model.Span{Start: e.Start, End: e.End} // once, should she be named twice
			if e.Meeting < 0 && e.Carer == carer && s.Start <= e.Start && e.End <= s.End && !slices.Contains(o.events, span) {
				o.events = append(o.events, span)
			}
		}
	}
	return o
}

// most is how many ticks of [a, b) somebody in the shift can be at visits at the most: those of the shift, less what
// of the break and of its events has to lie there. No two stops of a run are at once where the rule leg is law, and
// where it is not nothing is asked for; see [work.tasks].
func (o *option) most(a, b int32) int32 {
	ticks, rest := o.room(a, b)
	ticks = max(0, ticks-rest-o.held(a, b, 0))
	for i := range o.ways {
		ticks = max(ticks, o.ways[i].most(a, b))
	}
	return ticks
}

// room is what [a, b) holds of the shift, and of its break at the least.
func (o *option) room(a, b int32) (ticks, rest int32) {
	ticks = max(0, min(b, o.shift.End)-max(a, o.shift.Start))
	if length := o.shift.Break; ticks > 0 && o.to-o.from >= length && length > 0 {
		early, late := max(0, min(b, o.from+length)-max(a, o.from)), max(0, min(b, o.to)-max(a, o.to-length))
		rest = min(early, late, ticks)
	}
	return ticks, rest
}

// held is what [a, b) has to hold of the events, less as much of each as may lie in travel.
func (o *option) held(a, b, travel int32) (ticks int32) {
	for _, e := range o.events {
		ticks += max(0, min(b, e.End)-max(a, e.Start)-travel)
	}
	return ticks
}

// mostBy is most for visits with the travel before each, at most longest: the first visit of a run has
// none, so that much may lie there beyond, perhaps before the shift starts; and a break or an event may lie in
// what counts as travel, each between two visits and so in that of one.
func (o *option) mostBy(a, b, longest int32) int32 {
	s := &o.shift
	most := min(longest, max(0, min(b, s.End)-max(a, s.Start-longest)))
	if ticks, rest := o.room(a, b); ticks > 0 {
		most = min(b-a, max(0, ticks-rest+min(longest, rest)-o.held(a, b, longest))+most)
	}
	for i := range o.ways {
		most = max(most, o.ways[i].mostBy(a, b, longest))
	}
	return most
}

// meets tells whether the option counts for a need for cover.
func (w *work) meets(o *option, c *model.DatedCover) bool {
	if o.carer >= 0 {
		return c.Counts(w.h, &o.shift, o.carer)
	}
	if o.where != c.Where {
		return false
	}
	if c.Shift != "" {
		return o.shift.Date == c.Date && o.shift.ID == c.Shift
	}
	return o.shift.Start <= c.Start && o.shift.End >= c.End
}
