package constraint

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Fairness: what is hard is shared out by contract, the weeks before the plan counted.
// Cost: of weekends, late shifts, split days, time on the road and visits for two each the squares of what
// carers bear beyond or below their share, added up.
// Example: of four weekends two carers of one contract work three and one: 1² + 1² = 2, 2 × 5 = 10.
// Source: C38.
type Fairness struct {
	base
	*splits
	s       *state.State
	share   []int64 // by carer; 0 and part false: they take no part
	part    []bool
	total   int64                    // of all shares
	squares int64                    // of the shares
	before  [][model.FairKinds]int64 // by carer: in tenths, from the history

	late    []bool                   // by run
	double  []bool                   // by visit: for two carers or more
	load    [][model.FairKinds]int64 // by carer: the plan's part, travel in ticks
	worked  []uint8                  // by carer·days + day: shifts
	open    []bool                   // by run: worked
	room    []state.Run
	sum     [model.FairKinds]fairSum
	stale   bool // travel and sums are to be worked out again
	touched []fairChange
}

// fairSum is of one kind, over all who take part: loads, their squares, and loads times shares.
type fairSum struct{ x, xx, xt int64 }

type fairChange struct {
	carer state.Carer
	by    [model.FairKinds]int64
}

func newFairness(b base, s *splits) Fairness {
	in, h, l := b.in, b.in.H, s.lines
	r := Fairness{
		base: b, splits: s, open: make([]bool, in.Runs), share: make([]int64, in.Carers), part: make([]bool, in.Carers), before: make([][model.FairKinds]int64, in.Carers),
		late: make([]bool, in.Runs), double: make([]bool, in.Visits), load: make([][model.FairKinds]int64, in.Carers), worked: make([]uint8, in.Carers*l.days), stale: true,
	}
	var all int64
	for c := range r.share {
		r.share[c], r.before[c] = fairPast(h, c)
		r.part[c] = r.share[c] > 0
		all += r.share[c]
	}
	for c := range r.share {
		if r.part[c] {
			r.share[c] = r.share[c] * model.FairShares / all
			r.total += r.share[c]
			r.squares += r.share[c] * r.share[c]
		}
	}
	for run := range r.late {
		s := &h.Shifts[in.ShiftOf[run]]
		r.late[run] = s.End > h.Calendar.Tick(s.Date, model.FairLateFrom)
	}
	for v := range r.double {
		r.double[v] = h.Visits[v].Need > 1
	}
	return r
}

// fairPast is a carer's contract minutes in all weeks that are counted, 0 if they take no part, and their
// loads before the plan.
func fairPast(h *model.Horizon, c int) (minutes int64, load [model.FairKinds]int64) {
	weeks := h.Weeks
	for i := range h.Problem.CarerHours {
		w := &h.Problem.CarerHours[i]
		if h.Carer(w.Carer) != c || w.WeekStart >= h.Calendar.Start() {
			continue
		}
		weeks++
		for k, n := range [model.FairKinds]int{w.Weekends * model.FairOne, w.Lates * model.FairOne, w.Splits * model.FairOne, int(math.Round(w.Miles)), w.DoubleUps * model.FairDoubleUp} {
			load[k] += int64(n)
		}
	}
	load[model.FairTravel] /= model.FairMiles
	return int64(h.Problem.Carers[c].Contract.Usual() * weeks), load
}

// any tells whether there are two to share anything.
func (r *Fairness) any() bool {
	n := 0
	for _, part := range r.part {
		if part {
			n++
		}
	}
	return n > 1
}

// bears is a carer's load of a kind, in tenths, where their part of the plan is so much.
func (r *Fairness) bears(carer state.Carer, kind model.FairKind, plan int64) int64 {
	if kind == model.FairTravel {
		plan /= 6 * int64(r.in.Res)
	}
	return r.before[carer][kind] + plan
}

func (r *Fairness) reset(s *state.State) {
	r.s, r.stale = s, true
	clear(r.load)
	clear(r.worked)
	clear(r.open)
}

// same tells whether two count the same, but for travel, which is added up when it is asked for.
func (r *Fairness) same(o *Fairness) bool {
	for c := range r.load {
		a, b := r.load[c], o.load[c]
		a[model.FairTravel], b[model.FairTravel] = 0, 0
		if a != b {
			return false
		}
	}
	return slices.Equal(r.worked, o.worked) && slices.Equal(r.open, o.open)
}

// opened follows a shift opened or closed.
func (r *Fairness) opened(run state.Run, on bool) {
	c, day, sign := r.in.CarerOf[run], int(r.lines.day[run]), int64(1)
	row := r.worked[int(c)*r.lines.days:]
	was := r.dayOf(c, day)
	r.open[run] = on
	if on {
		row[day]++
	} else {
		row[day]--
		sign = -1
	}
	is := r.dayOf(c, day)
	load := &r.load[c]
	load[model.FairWeekends] += is[0] - was[0]
	load[model.FairSplits] += is[1] - was[1]
	if r.late[run] {
		load[model.FairLates] += sign * model.FairOne
	}
}

// dayOf is what a carer's shifts on a day mean: whether its weekend is worked, and whether it is split.
func (r *Fairness) dayOf(c state.Carer, day int) (out [2]int64) {
	row := r.worked[int(c)*r.lines.days:]
	saturday := day - day%7 + 5
	if day%7 >= 5 && (row[saturday] > 0 || row[saturday+1] > 0) {
		out[0] = model.FairOne
	}
	if row[day] < 2 {
		return out
	}
	r.room = r.room[:0]
	for _, run := range r.lines.by[c] {
		if r.open[run] && int(r.lines.day[run]) == day {
			r.room = append(r.room, run)
		}
	}
	r.days(r.room, func(int16, int64) { out[1] = model.FairOne })
	return out
}

// moved follows a stop.
func (r *Fairness) moved(stop state.Stop, from, to state.Run) {
	if !r.double[stop.Node()] || r.in.IsShadow(stop) {
		return
	}
	if from != state.NoRun {
		r.load[r.in.CarerOf[from]][model.FairDoubleUps] -= model.FairDoubleUp
	}
	if to != state.NoRun {
		r.load[r.in.CarerOf[to]][model.FairDoubleUps] += model.FairDoubleUp
	}
}

// refresh adds up travel and the sums after commits.
func (r *Fairness) refresh() {
	r.stale = false
	for c := range r.load {
		r.load[c][model.FairTravel] = 0
	}
	for run := range r.s.Routes {
		if r.s.Worked[run] {
			r.load[r.in.CarerOf[run]][model.FairTravel] += int64(r.s.Routes[run].Sum.Travel)
		}
	}
	for k := range model.FairKinds {
		sum := fairSum{}
		for c := range r.load {
			if r.part[c] {
				x := r.bears(state.Carer(c), k, r.load[c][k])
				sum.x, sum.xx, sum.xt = sum.x+x, sum.xx+x*x, sum.xt+x*r.share[c]
			}
		}
		r.sum[k] = sum
	}
}

// cost is of one kind: the sum of (T x − t X)² taken apart.
func (r *Fairness) cost(s *fairSum) int64 {
	square := r.total*r.total*s.xx - 2*r.total*s.x*s.xt + s.x*s.x*r.squares
	return r.w[0] * (square / (r.total * r.total)) / 100
}

// change finds the row of a carer.
func (r *Fairness) change(c state.Carer) *[model.FairKinds]int64 {
	for i := range r.touched {
		if r.touched[i].carer == c {
			return &r.touched[i].by
		}
	}
	r.touched = append(r.touched, fairChange{carer: c})
	return &r.touched[len(r.touched)-1].by
}

// Delta looks at the carers of changed runs, moved stops, and opened and closed shifts.
func (r *Fairness) Delta(t *state.Trial, out *model.Score) {
	if r.total == 0 {
		return
	}
	if r.stale {
		r.refresh()
	}
	r.touched = r.touched[:0]
	r.changes(t)
	for k := range model.FairKinds {
		was := &r.sum[k]
		is := *was
		for i := range r.touched {
			c := r.touched[i].carer
			if by := r.touched[i].by[k]; by != 0 && r.part[c] {
				x, y := r.bears(c, k, r.load[c][k]), r.bears(c, k, r.load[c][k]+by)
				is.x, is.xx, is.xt = is.x+y-x, is.xx+y*y-x*x, is.xt+(y-x)*r.share[c]
			}
		}
		if is != *was {
			r.add(out, wish(r.cost(was)), -1)
			r.add(out, wish(r.cost(&is)), 1)
		}
	}
}

// changes lists by how much a trial changes whose load.
func (r *Fairness) changes(t *state.Trial) {
	for i := range t.Views {
		v := &t.Views[i]
		by := travelOf(v.Worked, &v.Sum) - travelOf(t.S.Worked[v.Run], &t.S.Routes[v.Run].Sum)
		if by != 0 {
			r.change(r.in.CarerOf[v.Run])[model.FairTravel] += by
		}
	}
	for _, m := range t.Moves {
		if !r.in.IsVisit(m.Stop.Node()) || r.in.IsShadow(m.Stop) || !r.double[m.Stop.Node()] {
			continue
		}
		if m.From != state.NoRun {
			r.change(r.in.CarerOf[m.From])[model.FairDoubleUps] -= model.FairDoubleUp
		}
		if m.To != state.NoRun {
			r.change(r.in.CarerOf[m.To])[model.FairDoubleUps] += model.FairDoubleUp
		}
	}
	if len(t.Works) == 0 {
		return
	}
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		by := r.change(c.carer)
		r.line(c.was, by, -1)
		r.line(c.is, by, 1)
	}
}

// line adds what a carer's runs, by date, mean.
func (r *Fairness) line(runs []state.Run, by *[model.FairKinds]int64, sign int64) {
	by[model.FairWeekends] += sign * model.FairOne * int64(r.lines.weekends(runs))
	r.days(runs, func(int16, int64) { by[model.FairSplits] += sign * model.FairOne })
	for _, run := range runs {
		if r.late[run] {
			by[model.FairLates] += sign * model.FairOne
		}
	}
}

func travelOf(worked bool, sum *state.Sum) int64 {
	if !worked {
		return 0
	}
	return int64(sum.Travel)
}

// Each adds up every carer's load, and compares each with their share.
func (r *Fairness) Each(s *state.State, report func(Finding)) {
	load, shares := r.eachLoad(s)
	total := int64(0)
	for _, t := range shares {
		total += t
	}
	if total == 0 {
		return
	}
	for k := range model.FairKinds {
		all, square := int64(0), int64(0)
		for c := range load {
			all += load[c][k]
		}
		for c := range load {
			off := total*load[c][k] - shares[c]*all
			square += off * off
		}
		if cost := r.w[0] * (square / (total * total)) / 100; cost > 0 {
			f := nobody
			f.Amount, f.unit = int64(k), unit{1, 0, cost}
			report(f)
		}
	}
}

// eachLoad gives, by carer, loads and shares; of who takes no part both are 0.
func (r *Fairness) eachLoad(s *state.State) (load [][model.FairKinds]int64, shares []int64) {
	h := s.In.H
	load, shares = make([][model.FairKinds]int64, s.In.Carers), make([]int64, s.In.Carers)
	minutes, all := make([]int64, s.In.Carers), int64(0)
	for c := range load {
		minutes[c], load[c] = fairPast(h, c)
		all += minutes[c]
	}
	eachWorked(s, func(c int, works []bool) {
		load[c][model.FairWeekends] += 10 * weekendsOf(works)
	})
	eachGaps(s, func(c, _ int, _ []int64) { load[c][model.FairSplits] += 10 })
	for c, runs := range workedBy(s) {
		ticks := int64(0)
		for _, run := range runs {
			shift := shiftOf(s, run)
			if shift.End > h.Calendar.Tick(shift.Date, model.At(20, 0)) {
				load[c][model.FairLates] += 10
			}
			placedLegs(s, run, func(leg int32, _ bool) { ticks += int64(leg) })
		}
		load[c][model.FairTravel] += ticks / (6 * int64(s.In.Res))
	}
	eachAttendance(s, func(v, _ int, _ state.Run, c state.Carer) {
		if h.Visits[v].Need > 1 {
			load[c][model.FairDoubleUps] += 2
		}
	})
	for c := range load {
		if minutes[c] == 0 {
			load[c] = [model.FairKinds]int64{}
			continue
		}
		shares[c] = minutes[c] * model.FairShares / all
	}
	return load, shares
}
