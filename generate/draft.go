package generate

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// draft is a rota dealt out by hand, as a coordinator in a hurry would: visit by visit, each
// where it fits near its time, the named team first, nothing ever moved again.
type draft struct {
	h      *model.Horizon
	routes [][]stop // by shift
	start  []int32  // by visit, model.None: left out
	who    [][]int  // by visit: shifts of its carers

	days   map[[2]int][]int // visits by person and date
	shifts [][]int          // by person: those of the carers who are asked, ascending
}

// stop is a visit, or an event, with fixed times.
type stop struct {
	from, to int32
	at       int // location, -1 nowhere
	visit    int // -1: an event
}

// newDraft deals out a week. Of a person's visits only the carers around them are asked.
func newDraft(h *model.Horizon, around func(person int) []int) *draft {
	d := &draft{h: h, routes: make([][]stop, len(h.Shifts)), start: make([]int32, len(h.Visits)), who: make([][]int, len(h.Visits))}
	d.ask(around)
	for i := range h.Shifts {
		s := &h.Shifts[i]
		for _, e := range h.Events {
			if e.Carer == s.Carer && e.Start < s.End && e.End > s.Start {
				d.routes[i] = append(d.routes[i], stop{e.Start, e.End, e.Location, -1})
			}
		}
	}
	order := make([]int, len(h.Visits))
	for i := range order {
		order[i], d.start[i] = i, model.None
	}
	// Pairs first, they are hard to place; then the narrow windows of each day, then by time.
	narrow := func(v *model.DatedVisit) bool {
		return v.Windows[0].Close-v.Windows[0].Open <= h.Calendar.Ticks(30)
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &h.Visits[i], &h.Visits[j]
		return cmp.Or(cmp.Compare(b.Need, a.Need), -compareBool(narrow(a), narrow(b)), cmp.Compare(wanted(a), wanted(b)))
	})
	for _, v := range order {
		d.deal(v)
	}
	return d
}

// ask lists whose shifts each person's visits may be dealt to.
func (d *draft) ask(around func(person int) []int) {
	d.days = map[[2]int][]int{}
	for v := range d.h.Visits {
		k := [2]int{d.h.Visits[v].Person, int(d.h.Visits[v].Date)}
		d.days[k] = append(d.days[k], v)
	}
	byCarer := make([][]int, len(d.h.Problem.Carers))
	for s := range d.h.Shifts {
		if c := d.h.Shifts[s].Carer; c >= 0 && c < len(byCarer) {
			byCarer[c] = append(byCarer[c], s)
		}
	}
	d.shifts = make([][]int, len(d.h.Problem.People))
	for i := range d.shifts {
		for _, c := range around(i) {
			d.shifts[i] = append(d.shifts[i], byCarer[c]...)
		}
		slices.Sort(d.shifts[i])
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func wanted(v *model.DatedVisit) int32 {
	if w := v.Windows[0]; w.Preferred != model.None {
		return w.Preferred
	}
	return v.Windows[0].Open
}

// deal gives a visit the cheapest carers near its time.
func (d *draft) deal(v int) {
	x := &d.h.Visits[v]
	step := d.h.Calendar.Ticks(5)
	best, at, least := []int(nil), int32(0), int64(0)
	for k := int32(0); k <= (x.Windows[0].Close-x.Windows[0].Open)/step; k++ {
		if best != nil && int64(k)*int64(step)/3*int64(x.Need) >= least {
			break // no carer is nearer than next door
		}
		for _, t := range []int32{wanted(x) + k*step, wanted(x) - k*step} {
			if t < x.Windows[0].Open || t > x.Windows[0].Close || !d.apart(v, t) {
				continue
			}
			team, cost := d.crew(v, t)
			cost += int64(k) * int64(step) / 3 * int64(x.Need)
			if team != nil && (best == nil || cost < least) {
				best, at, least = team, t, cost
			}
		}
	}
	if best == nil {
		return
	}
	d.start[v], d.who[v] = at, best
	for _, s := range best {
		r := append(d.routes[s], stop{at, at + x.Length, x.Location, v})
		slices.SortFunc(r, func(a, b stop) int { return cmp.Compare(a.from, b.from) })
		d.routes[s] = r
	}
}

// apart keeps a person's visits of a day their gaps apart.
func (d *draft) apart(v int, t int32) bool {
	x := &d.h.Visits[v]
	for _, u := range d.days[[2]int{x.Person, int(x.Date)}] {
		y := &d.h.Visits[u]
		if u == v || d.start[u] == model.None {
			continue
		}
		first, gap := x, d.start[u]-t
		if gap < 0 {
			first, gap = y, -gap
		}
		if gap < max(first.Length, first.MinGap) {
			return false
		}
	}
	return true
}

// crew finds the cheapest shift for each part of a visit at a time; nil if a part is left.
func (d *draft) crew(v int, t int32) (team []int, cost int64) {
	template := &d.h.Problem.Visits[d.h.Visits[v].Template]
	for k := range d.h.Visits[v].Need {
		skills := slices.Concat(template.Skills, template.RoleOf(k).Skills)
		best, least := -1, int64(0)
		for _, s := range d.shifts[d.h.Visits[v].Person] {
			if !d.may(v, s, skills) || slices.ContainsFunc(team, func(o int) bool { return d.h.Shifts[o].Carer == d.h.Shifts[s].Carer }) {
				continue
			}
			if c, ok := d.detour(v, s, t); ok && (best < 0 || c < least) {
				best, least = s, c
			}
		}
		if best < 0 {
			return nil, 0
		}
		team, cost = append(team, best), cost+least
	}
	return team, cost
}

// may tells whether the carer of a shift may take a part: given shift, date, skills, lists.
func (d *draft) may(v, s int, skills []model.Skill) bool {
	x, sh := &d.h.Visits[v], &d.h.Shifts[s]
	if sh.Status != model.Given || sh.Date != x.Date {
		return false
	}
	c, p := &d.h.Problem.Carers[sh.Carer], &d.h.Problem.People[x.Person]
	if slices.Contains(p.Never, c.ID) || (len(p.Only) > 0 && !slices.Contains(p.Only, c.ID)) {
		return false
	}
	return holdsAll(skills, func(k model.Skill) bool { return c.Holds(k, x.Date) })
}

// detour is the extra travel of a visit at a time in a shift, in ticks, with a surcharge
// outside the named team; false where it does not fit.
func (d *draft) detour(v, s int, t int32) (int64, bool) {
	x, sh := &d.h.Visits[v], &d.h.Shifts[s]
	if t < sh.Start || t+x.Length > sh.End {
		return 0, false
	}
	c, r := &d.h.Problem.Carers[sh.Carer], d.routes[s]
	k := 0
	for k < len(r) && r[k].from < t {
		k++
	}
	new := stop{t, t + x.Length, x.Location, v}
	extra := int64(0)
	if k > 0 {
		leg, ok := d.leg(c.Mode, r[k-1], new)
		if !ok {
			return 0, false
		}
		extra += int64(leg)
	}
	if k < len(r) {
		leg, ok := d.leg(c.Mode, new, r[k])
		if !ok {
			return 0, false
		}
		extra += int64(leg)
	}
	if !d.rests(s, slices.Insert(slices.Clone(r), k, new)) {
		return 0, false
	}
	if team := d.h.Problem.People[x.Person].NamedTeam; len(team) > 0 && !slices.Contains(team, c.ID) {
		extra += int64(d.h.Calendar.Ticks(12))
	}
	return extra, true
}

// leg is the travel between two stops; false where there is no time or no way.
func (d *draft) leg(mode string, a, b stop) (int32, bool) {
	if a.at < 0 || b.at < 0 {
		return 0, a.to <= b.from
	}
	leg, far := d.h.LegTicks(mode, a.at, b.at)
	return leg, !far && a.to+leg <= b.from
}

// rests tells whether a route leaves time for the shift's break inside the middle.
func (d *draft) rests(s int, r []stop) bool {
	sh := &d.h.Shifts[s]
	if sh.Break == 0 {
		return true
	}
	from, to := d.h.BreakSpan(sh)
	mode := d.h.Problem.Carers[sh.Carer].Mode
	free := sh.Start
	for k := range r {
		leg := int32(0)
		if k > 0 {
			leg, _ = d.leg(mode, r[k-1], r[k])
		}
		if min(to, r[k].from-leg)-max(from, free) >= sh.Break {
			return true
		}
		free = r[k].to
	}
	return min(to, sh.End)-max(from, free) >= sh.Break
}

// rows lists what was dealt, by date, start, visit and part.
func (d *draft) rows() []model.Attendance {
	var out []model.Attendance
	for v := range d.h.Visits {
		x := &d.h.Visits[v]
		for _, s := range d.who[v] {
			out = append(out, model.Attendance{
				Visit: x.ID, Date: x.Date, Carer: d.h.Problem.Carers[d.h.Shifts[s].Carer].ID,
				Start: d.h.Calendar.Local(d.start[v], x.Date), End: d.h.Calendar.Local(d.start[v]+x.Length, x.Date),
			})
		}
	}
	return out
}
