package staff

import (
	"context"
	"slices"

	"github.com/milltir/milltir/model"
)

// needs works out what is proven of each class with kinds of shift that anybody may work, what the picture
// shows, and a plan of shifts that holds it.
func (w *work) needs(ctx context.Context, out *Report) error {
	opts := w.anybody()
	for i, c := range w.classes {
		need := Need{Class: c.Class, Halves: w.picture(c.Class)}
		if w.h.Rules.Paid == model.BySpan {
			need.LeastPaid = w.minutesUp(c.energies.whole)
		}
		for _, of := range w.parts() {
			g := w.newProgram(opts, []*class{c}, of)
			w.carers(g, need.Halves)
			x, err := w.week(ctx, g)
			if err != nil {
				return err
			}
			if err := w.inSkilled(ctx, opts, c, of, &x); err != nil {
				return err
			}
			need.LeastShifts += x.LeastShifts
			if w.h.Rules.Paid != model.BySpan {
				need.LeastPaid += x.LeastPaid
			}
			if i > 0 {
				continue
			}
			if err := w.byKind(ctx, g, &x); err != nil {
				return err
			}
			out.Weeks = append(out.Weeks, x)
		}
		out.Needs = append(out.Needs, need)
	}
	return w.plan(ctx, opts, out)
}

func (w *work) paid(o *option) int64 { return int64(o.paid) }

func one(*option) int64 { return 1 }

// minutesUp turns ticks into minutes, rounded up: bounds are of whole minutes.
func (w *work) minutesUp(ticks int64) int {
	res := int64(w.h.Calendar.Resolution())
	return int((ticks + res - 1) / res)
}

// carers notes in each half hour how many carers it cannot do with fewer than.
func (w *work) carers(g *program, halves []Half) {
	rows := &g.classes[0]
	for a := int(g.part.from); a < int(g.part.to); a++ {
		halves[a].Least = int(rows.of.energies.need(rowKey{int32(a), 1, heads}, rows.most[a*longest]))
	}
	for i := range w.h.Cover {
		c := &w.h.Cover[i]
		if c.Shift != "" || c.Start < 0 || !w.asks(rows.of.Class, c) {
			continue
		}
		halves[c.Start/w.half].Least = max(halves[c.Start/w.half].Least, c.Needed)
	}
}

// week proves for a week the least there can be. What other weeks work is free.
func (w *work) week(ctx context.Context, g *program) (Week, error) {
	x := Week{Monday: w.h.Calendar.Start().Add(7 * g.part.week)}
	shifts, err := g.least(ctx, one)
	if err != nil {
		return x, err
	}
	x.LeastShifts = int(shifts.bound)
	if w.h.Rules.Paid == model.BySpan { // from the first visit to the last: no less than the visits
		x.LeastPaid = w.minutesUp(g.classes[0].of.byWeek[g.part.week])
		return x, nil
	}
	paid, err := g.least(ctx, w.paid)
	x.LeastPaid = w.minutesUp(paid.bound)
	return x, err
}

// inSkilled lifts what is proven of those with a skill to the shifts that take it, where everybody's work
// needs more of these.
func (w *work) inSkilled(ctx context.Context, opts []option, c *class, of part, x *Week) error {
	takes := func(o *option) bool { return w.takes(c.Class, &w.kinds[o.shift.Template].row) }
	if c.Sort != Skill || !slices.ContainsFunc(opts, func(o option) bool { return takes(&o) }) {
		return nil
	}
	g := w.newProgram(opts, w.classes[:1], of)
	shifts, err := g.least(ctx, func(o *option) int64 {
		if takes(o) {
			return 1
		}
		return 0
	})
	if err != nil {
		return err
	}
	x.LeastShifts = max(x.LeastShifts, int(shifts.bound))
	if w.h.Rules.Paid == model.BySpan {
		return nil // such a shift may come to nothing
	}
	paid, err := g.least(ctx, func(o *option) int64 {
		if takes(o) {
			return w.paid(o)
		}
		return 0
	})
	x.LeastPaid = max(x.LeastPaid, w.minutesUp(paid.bound))
	return err
}

// byKind is week for each kind of shift by itself.
func (w *work) byKind(ctx context.Context, g *program, x *Week) error {
	for _, name := range w.names() {
		own, err := g.least(ctx, func(o *option) int64 {
			if o.name == name {
				return 1
			}
			return 0
		})
		if err != nil {
			return err
		}
		x.Kinds = append(x.Kinds, Kind{Name: name, Least: int(own.bound)})
	}
	return nil
}

// names lists the kinds' names in the order of the kinds.
func (w *work) names() []string {
	var out []string
	for i := range w.kinds {
		if !slices.Contains(out, w.kinds[i].name) {
			out = append(out, w.kinds[i].name)
		}
	}
	return out
}

// Travel is the usual travel before each dated visit in minutes: the Allowance among those of the patch who
// are visited that date; -1 where a visit does not count, since a smaller package would do.
func Travel(h *model.Horizon) (travel []float64) {
	p := h.Problem
	mode := MainMode(p)
	counted := h.Counted(func(int) bool { return false })
	travel = make([]float64, len(h.Visits))
	for from := 0; from < len(h.Visits); {
		to := from
		var people []int
		for ; to < len(h.Visits) && h.Visits[to].Date == h.Visits[from].Date; to++ {
			if who := h.Visits[to].Person; !slices.Contains(people, who) {
				people = append(people, who)
			}
		}
		usual := map[int]float64{}
		for _, who := range people {
			if mode != "" {
				patch := p.People[who].Patch
				usual[who] = Allowance(h, mode, who, slices.DeleteFunc(slices.Clone(people), func(o int) bool { return p.People[o].Patch != patch }))
			}
		}
		for i := from; i < to; i++ {
			if travel[i] = -1; counted[i] {
				travel[i] = usual[h.Visits[i].Person]
			}
		}
		from = to
	}
	return travel
}

// Preferred is when people would like a visit to start, in minutes from the plan's first midnight: the
// preferred start of its first window, else the middle of that.
func Preferred(h *model.Horizon, v *model.DatedVisit) float64 {
	res := float64(h.Calendar.Resolution())
	w := v.Windows[0]
	if w.Preferred != model.None {
		return float64(w.Preferred) / res
	}
	return float64(w.Open+w.Close) / 2 / res
}

// picture is what a class is wanted for by half hour.
func (w *work) picture(c Class) []Half {
	h := w.h
	visits, legs := make([]float64, w.cells), make([]float64, w.cells)
	for v, travel := range w.usual() {
		x := &h.Visits[v]
		n := float64(w.asked(c, v))
		if travel < 0 || n == 0 {
			continue
		}
		at := Preferred(h, x)
		Spread(visits, at, at+float64(x.Length)/float64(h.Calendar.Resolution()), n)
		Spread(legs, at-travel, at, n)
	}
	needed := w.cover(c, func(x *model.DatedCover) int { return x.Needed })
	wanted := w.cover(c, func(x *model.DatedCover) int { return x.Wanted })
	out := make([]Half, w.cells)
	for i := range out {
		tick := int32(i) * w.half
		d := h.Calendar.DateOf(tick)
		out[i] = Half{
			Date: d, Start: h.Calendar.Local(tick, d), Visits: visits[i], Travel: legs[i],
			Needed: needed[i], Wanted: wanted[i], Demand: max(visits[i]+legs[i], needed[i]),
		}
	}
	return out
}

// usual is Travel, worked out once.
func (w *work) usual() []float64 {
	if w.travels == nil {
		w.travels = Travel(w.h)
	}
	return w.travels
}

// cover is the carer-minutes that cover asks for by half hour. At one place the largest need counts, since
// the same carers meet several, but nobody works two shifts at once: needs in different shifts add up, and so
// do those of different places. A need in a shift lasts as long as it, its break too.
func (w *work) cover(c Class, of func(*model.DatedCover) int) []float64 {
	h, res := w.h, float64(w.h.Calendar.Resolution())
	sum := make([]float64, w.cells)
	var places []string
	for i := range h.Cover {
		if where := h.Cover[i].Where; !slices.Contains(places, where) {
			places = append(places, where)
		}
	}
	for _, where := range places {
		rows := make(map[model.ShiftID]map[int][]float64) // by shift, "" of spans, and row of the table
		for i := range h.Cover {
			x := &h.Cover[i]
			if x.Where != where || !w.of(c, x) {
				continue
			}
			if rows[x.Shift] == nil {
				rows[x.Shift] = make(map[int][]float64)
			}
			if rows[x.Shift][x.Row] == nil {
				rows[x.Shift][x.Row] = make([]float64, w.cells)
			}
			from, to := w.spanOf(x)
			Spread(rows[x.Shift][x.Row], float64(from)/res, float64(to)/res, float64(of(x)))
		}
		for i := range sum {
			spans, shifts := 0.0, 0.0
			for id, list := range rows {
				most := 0.0
				for _, r := range list {
					most = max(most, r[i])
				}
				if id == "" {
					spans = most
				} else {
					shifts += most // whole minutes: in any order the same
				}
			}
			sum[i] += max(spans, shifts)
		}
	}
	return sum
}

// spanOf is the span of a need for cover: its half hour, else that of its shift.
func (w *work) spanOf(c *model.DatedCover) (from, to int32) {
	if c.Shift == "" {
		return c.Start, c.End
	}
	for k := range w.kinds {
		if w.kinds[k].row.ID == c.Shift {
			s := w.kinds[k].row
			on := w.h.ShiftOn(&s, c.Date, -1)
			return on.Start, on.End
		}
	}
	return 0, 0
}
