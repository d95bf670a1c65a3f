package staff

import (
	"context"
	"maps"
	"math"
	"slices"

	"github.com/milltir/milltir/internal/lp"
	"github.com/milltir/milltir/model"
)

// against sets the needs against the contracts, the shifts and the carers there are.
func (w *work) against(ctx context.Context, out *Report, r *model.Rota) error {
	w.contractsOf(out)
	opts := w.team(out)
	if !out.Team.Large {
		if err := w.proveTeam(ctx, opts, &out.Team); err != nil {
			return err
		}
	}
	var worked []float64
	switch {
	case r != nil:
		opts, worked = w.worked(r)
		out.Source = FromRota
	case slices.ContainsFunc(opts, func(o option) bool { return !o.must }):
		var err error
		if worked, err = w.layOut(ctx, opts, out.Needs[0].Halves); err != nil {
			return err
		}
		out.Source = FromOpen
	default:
		worked = slices.Repeat([]float64{1}, len(opts))
		out.Source = FromGiven
	}
	for i := range opts {
		first, minutes := w.duties(&opts[i])
		there := w.onDuty(&opts[i], first, len(minutes))
		for n := range out.Needs {
			if !w.holds(&opts[i], w.classes[n]) {
				continue
			}
			for k, m := range minutes {
				out.Needs[n].Halves[first+k].Capacity += worked[i] * m
				out.Needs[n].Halves[first+k].OnDuty += worked[i] * there[k]
			}
		}
	}
	return nil
}

// contractsOf adds up by week what contracts guarantee and allow, less the share of the week that a carer is
// on leave or sick, and what shifts there are.
func (w *work) contractsOf(out *Report) {
	h, res := w.h, w.h.Calendar.Resolution()
	for week := range out.Weeks {
		x := &out.Weeks[week]
		span := weeksOf(h, week, week+1)
		for c := range h.Problem.Carers {
			k := &h.Problem.Carers[c].Contract
			here := 1 - float64(model.Overlap(span, h.Absent(c)))/float64(span.End-span.Start)
			x.Guaranteed += int(math.Round(here * float64(k.Usual())))
			x.Most += int(math.Round(here * float64(usualMost(k))))
		}
	}
	names := w.names()
	for i := range h.Shifts {
		s := &h.Shifts[i]
		x := &out.Weeks[s.Week]
		at := slices.Index(names, w.nameOf(s))
		if s.Status == model.Given {
			x.Given += int(s.Paid() / res)
		}
		switch {
		case at < 0:
		case s.Status == model.Given:
			x.Kinds[at].Team++
		default:
			x.Kinds[at].Open++
		}
	}
}

// usualMost is the most minutes of a usual week.
func usualMost(k *model.Contract) int {
	if usual := k.Usual(); usual > 0 && !k.Overtime {
		return min(k.WeekMax(), usual+int(tolerance(k, usual, 1)))
	}
	return k.WeekMax()
}

// proveTeam proves what every full and lawful rota of the team has at the least, week by week.
func (w *work) proveTeam(ctx context.Context, opts []option, t *Team) error {
	if len(opts) > 0 && w.nobody(opts) {
		*t = Team{None: true}
		return nil
	}
	var paid, kept, shifts int64
	for _, of := range w.parts() {
		g := w.newProgram(opts, w.classes, of)
		if len(g.opts) == 0 {
			continue
		}
		promised := g.contracts(everybody)
		fewest, err := g.least(ctx, one)
		if err != nil {
			return err
		}
		if fewest.none {
			*t = Team{None: true}
			return nil
		}
		t.LeastShifts += int(fewest.bound)
		own, err := g.least(ctx, w.paid)
		if err != nil {
			return err
		}
		g.keep(promised)
		both, err := g.least(ctx, w.paid)
		if err != nil {
			return err
		}
		number, err := g.least(ctx, one)
		if err != nil {
			return err
		}
		t.KeptNone = t.KeptNone || both.none || number.none
		paid, kept = paid+own.bound, kept+max(own.bound, both.bound)
		shifts += max(fewest.bound, number.bound)
	}
	each, err := w.proveEach(ctx, opts)
	if err != nil {
		return err
	}
	t.KeptNone = t.KeptNone || each.none
	t.LeastPaid, t.KeptPaid = w.minutesUp(paid), w.minutesUp(max(kept, each.paid))
	t.KeptShifts = int(max(shifts, each.shifts))
	if w.h.Rules.Paid == model.BySpan { // from the first visit to the last: no less than the visits
		t.LeastPaid = w.minutesUp(w.classes[0].energies.whole)
		t.KeptPaid, t.KeptShifts, t.KeptNone = t.LeastPaid, t.LeastShifts, false
	}
	return nil
}

func everybody(int) bool { return true }

// kept is what carers' guarantees make necessary, whatever the visits.
type kept struct {
	shifts, paid int64 // paid in ticks
	none         bool  // proven: some carer cannot have hers
}

// proveEach proves for each carer alone what her guarantees take of the whole plan: hours by four weeks tie
// its weeks together, which a program of one week does not see. No shift is two carers' (options are of one
// each), so what is proven of each adds up.
func (w *work) proveEach(ctx context.Context, opts []option) (kept, error) {
	var out kept
	for c := range w.h.Problem.Carers {
		var own []option
		for i := range opts {
			if opts[i].carer == c {
				own = append(own, opts[i])
			}
		}
		g := w.newProgram(own, nil, w.whole())
		g.keep(g.contracts(func(carer int) bool { return carer == c }))
		shifts, err := g.least(ctx, one)
		if err != nil {
			return out, err
		}
		paid, err := g.least(ctx, w.paid)
		if err != nil {
			return out, err
		}
		out.none = out.none || shifts.none || paid.none
		promised := int64(0)
		if w.h.Rules.Paid != model.BySpan {
			promised = owed(w.h, c)
		}
		out.shifts, out.paid = out.shifts+shifts.bound, out.paid+max(paid.bound, promised)
	}
	return out, nil
}

// layOut gives how much of each option is worked where open shifts are laid out, week by week, so that as
// little as can be is short of what is wanted, within the law and the contracts: an average, with parts of
// shifts.
func (w *work) layOut(ctx context.Context, opts []option, halves []Half) ([]float64, error) {
	want := w.wanted(halves)
	out := make([]float64, len(opts))
	short := make([]float64, len(w.h.Cover)) // what is left of each need
	for n := range short {
		short[n] = float64(w.h.Cover[n].Needed)
	}
	for _, of := range w.parts() {
		var own []int
		for i := range opts {
			if opts[i].shift.Week == of.week {
				own = append(own, i)
			}
		}
		if err := w.layOutWeek(ctx, opts, own, of, halves, want, short, out); err != nil {
			return nil, err
		}
	}
	return out, ctx.Err()
}

// covers calls f for the needs that an option counts for and that begin in some week from one on.
func (w *work) covers(o *option, week int, f func(n int)) {
	monday := w.h.Calendar.Start().Add(7 * week)
	first, _ := slices.BinarySearchFunc(w.h.Cover, max(monday, o.shift.Date.Add(-7)), func(c model.DatedCover, d model.Date) int { return int(c.Date - d) })
	for n := first; n < len(w.h.Cover) && w.h.Cover[n].Date <= o.shift.Date.Add(7); n++ {
		if c := &w.h.Cover[n]; c.Needed > 0 && w.meets(o, c) {
			f(n)
		}
	}
}

// layOutWeek lays out the options own of a part, and takes what they hold off what is wanted of later ones.
// Cover counts by the minutes for which somebody is short.
func (w *work) layOutWeek(ctx context.Context, opts []option, own []int, of part, halves []Half, want, short, out []float64) error {
	list := make([]option, len(own))
	for k, i := range own {
		list[k] = opts[i]
	}
	g := w.newProgram(list, nil, of)
	g.contracts(everybody)
	rows, cover := make([][]lp.Term, w.cells), make(map[int][]lp.Term)
	for k := range g.opts {
		w.covers(&g.opts[k], of.week, func(n int) { cover[n] = append(cover[n], lp.Term{Var: g.vars[k], Coef: 1}) })
		// A thousandth of what a minute short costs, so that nobody works for nothing.
		g.p.SetCost(g.vars[k], 1e-3*float64(g.opts[k].paid/w.h.Calendar.Resolution()))
		first, minutes := w.serves(&g.opts[k], halves)
		for n, m := range minutes {
			rows[first+n] = append(rows[first+n], lp.Term{Var: g.vars[k], Coef: m})
		}
	}
	for a, terms := range rows {
		if want[a] > 0 && len(terms) > 0 {
			less := g.p.AddVar(1, 0, math.Inf(1))
			g.p.AddRow(want[a], math.Inf(1), append(terms, lp.Term{Var: less, Coef: 1}))
		}
	}
	for _, n := range slices.Sorted(maps.Keys(cover)) {
		if c := &w.h.Cover[n]; short[n] > 0 && int(c.Date-w.h.Calendar.Start())/7 == of.week {
			from, to := w.spanOf(c)
			less := g.p.AddVar(float64((to-from)/w.h.Calendar.Resolution()), 0, math.Inf(1))
			g.p.AddRow(short[n], math.Inf(1), append(cover[n], lp.Term{Var: less, Coef: 1}))
		}
	}
	res, err := g.p.Solve(ctx)
	if err != nil {
		return err
	}
	for k, i := range own {
		switch {
		case opts[i].must:
			out[i] = 1
		case res.Status == lp.Optimal: // given shifts may break the law among themselves
			out[i] = min(1, max(0, res.X[g.vars[k]]))
		}
		first, minutes := w.serves(&opts[i], halves)
		for n, m := range minutes {
			want[first+n] -= out[i] * m
		}
		w.covers(&opts[i], of.week, func(n int) { short[n] -= out[i] })
	}
	return nil
}

// worked gives the shifts of a rota as options, each worked once.
func (w *work) worked(r *model.Rota) (opts []option, times []float64) {
	for i := range r.Runs {
		run := &r.Runs[i]
		c := w.h.Carer(run.Carer)
		if run.Shift == "" || c < 0 {
			continue
		}
		for k := range w.h.Shifts {
			s := &w.h.Shifts[k]
			if s.ID == run.Shift && s.Date == run.Date && (s.Carer < 0 || s.Carer == c) {
				opts, times = append(opts, w.option(*w.h.ShiftFor(s, c), w.nameOf(s), s.Location, c)), append(times, 1)
				break
			}
		}
	}
	return opts, times
}
