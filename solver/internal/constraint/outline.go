package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/roster"
	"github.com/milltir/milltir/solver/internal/state"
)

// Outline is a problem of visits seen as lines of days: what the rules say of carers' days, the needs
// for cover, and, as more of them, the carers whom the visits keep busy in each half hour. It says where shifts are
// wanted; what a rota is worth the rules say. It is nil where contracts are not filled by open shifts,
// or days cannot be told as lines.
func (r *Rules) Outline() *Roster {
	in := r.in
	if in.Visits == 0 || r.hours.span || !r.promised() {
		return nil
	}
	b := &rosterBuilder{r: r, in: in, days: 7 * in.Weeks, at: make(map[model.ShiftID]roster.Option)}
	if !b.options() {
		return nil
	}
	b.prices()
	b.lines()
	b.demand()
	return &Roster{b.out, b.runs}
}

// promised tells whether some carer is promised hours and has none but open shifts to work them in.
func (r *Rules) promised() bool {
	for c, runs := range r.in.RunsBy {
		k := &r.in.H.Problem.Carers[c].Contract
		if (k.Usual() > 0 || k.MinPlan > 0) && len(runs) > 0 &&
			!slices.ContainsFunc(runs, func(x state.Run) bool { return !r.in.IsOpen[x] }) {
			return true
		}
	}
	return false
}

const (
	halfHour = 30
	// Carers are wanted for so many per cent of what the visits keep busy, so that there is room to
	// order them.
	roomy = 115
	// short is what a carer too few costs in the first half hour, in thousandths; the second costs
	// three times as much, since it grows as the square.
	short = 200_000
)

// busyCell is a half hour of those visits that the same carers may make.
type busyCell struct {
	carers []bool
	ticks  []int64 // by half hour: of carers kept busy
}

// demand makes the cells. All visits together want carers, and those that not everybody may make
// want them of those who may.
func (b *rosterBuilder) demand() {
	in, h := b.in, b.in.H
	per := h.Calendar.Ticks(halfHour)
	slots := int(h.Calendar.Ticks(1440)/per) * (b.days + 1)
	everybody := &busyCell{slices.Repeat([]bool{true}, in.Carers), make([]int64, slots)}
	all := []*busyCell{everybody}
	group := func(who []bool) *busyCell {
		for _, g := range all[1:] {
			if slices.Equal(g.carers, who) {
				return g
			}
		}
		all = append(all, &busyCell{who, make([]int64, slots)})
		return all[len(all)-1]
	}
	for v := range in.Visits {
		if h.Visits[v].Optional {
			continue
		}
		b.keepBusy(everybody, state.Node(v), in.Need[v], per)
		whole := b.whoMay(state.Node(v), -1)
		b.keepBusy(group(whole), state.Node(v), in.Need[v], per)
		for seat := range int(in.Need[v]) {
			if who := b.whoMay(state.Node(v), seat); in.Need[v] > 1 && !slices.Equal(who, whole) {
				b.keepBusy(group(who), state.Node(v), 1, per)
			}
		}
	}
	b.cellsOf(all, per)
}

// whoMay tells which carers the law lets take a seat of a visit, or any seat of it.
func (b *rosterBuilder) whoMay(v state.Node, seat int) []bool {
	who := make([]bool, b.in.Carers)
	for _, x := range b.in.RunsOf[v] {
		for k := range int(b.in.Need[v]) {
			if (seat < 0 || seat == k) && b.r.PairLaw(state.StopOf(v, k), x) == 0 {
				who[b.in.CarerOf[x]] = true
			}
		}
	}
	return who
}

// keepBusy adds some carers of a visit, and the way to it, to its half hours.
func (b *rosterBuilder) keepBusy(g *busyCell, v state.Node, carers, per int32) {
	in := b.in
	at := (in.Open[v] + in.Close[v]) / 2
	if w := in.Windows[v][0]; w.Preferred != state.Unset {
		at = w.Preferred
	}
	from, to := at-b.way(v), at+in.Length[v]
	for s := max(0, from/per); s < int32(len(g.ticks)) && s*per < to; s++ {
		if over := min(to, (s+1)*per) - max(from, s*per); over > 0 {
			g.ticks[s] += int64(over) * int64(carers)
		}
	}
}

// way is the mean leg to a visit from those it is likely to follow.
func (b *rosterBuilder) way(v state.Node) int32 {
	near := b.in.Near[v]
	near = near[:min(8, len(near))]
	if len(near) == 0 {
		return 0
	}
	sum := int32(0)
	for _, n := range near {
		sum += b.in.Legs[0][int(b.in.EndAt[n])*b.in.Places+int(b.in.Place[v])].Exact
	}
	return sum / int32(len(near))
}

// cellsOf turns half hours in which anybody is wanted into cells, after those of the needs for cover, and
// lists which of them a shift counts towards.
func (b *rosterBuilder) cellsOf(all []*busyCell, per int32) {
	in, h, out := b.in, b.in.H, b.out
	b.coverPrices()
	byDate := b.coverByDate()
	single := make(map[int32]int32) // the cell of a shift that one carer works
	for _, s := range b.singles() {
		single[s] = int32(out.Cells)
		out.Cells++
		for n := range in.Carers + 1 {
			out.CellPrice = append(out.CellPrice, roster.Pay(int64(max(0, n-1)), 0))
		}
	}
	cell := make([][]int32, len(all)) // by group, by half hour
	for g := range all {
		cell[g] = slices.Repeat([]int32{-1}, len(all[g].ticks))
		for s, ticks := range all[g].ticks {
			if ticks == 0 {
				continue
			}
			cell[g][s] = int32(out.Cells)
			out.Cells++
			for n := range in.Carers + 1 {
				missing := max(0, ticks*roomy/100-int64(n)*int64(per)) * 1000 / int64(per)
				out.CellPrice = append(out.CellPrice, roster.Pay(0, short*missing/1000*missing/1000))
			}
		}
	}
	out.CellAt = append(out.CellAt, 0)
	for c := range in.Carers {
		out.Class = append(out.Class, c)
		for d := range b.days {
			for k := range b.width {
				if run := b.runs[b.index(c, d, roster.Option(k))]; k > 0 && run != state.NoRun {
					ds := &h.Shifts[in.ShiftOf[run]]
					out.CellOf = b.coverOf(byDate, ds, c, out.CellOf)
					if cell, ok := single[in.ShiftOf[run]]; ok {
						out.CellOf = append(out.CellOf, cell)
					}
					for g := range all {
						for s := (ds.Start + per/2) / per; all[g].carers[c] && s < (ds.End+per/2)/per && int(s) < len(cell[g]); s++ {
							if cell[g][s] >= 0 {
								out.CellOf = append(out.CellOf, cell[g][s])
							}
						}
					}
				}
				out.CellAt = append(out.CellAt, int32(len(out.CellOf)))
			}
		}
	}
}

// cut tells whether a shift has other times for one carer than for another on the same date, as one of
// a rotation that leave cuts: it does not count towards the same needs then.
func (b *rosterBuilder) cut() bool {
	type cell struct {
		id   model.ShiftID
		date model.Date
	}
	times := make(map[cell]model.Span)
	for _, s := range b.in.ShiftOf {
		ds := &b.in.H.Shifts[s]
		at, span := cell{ds.ID, ds.Date}, model.Span{Start: ds.Start, End: ds.End}
		if was, known := times[at]; known && was != span {
			return true
		}
		times[at] = span
	}
	return false
}
