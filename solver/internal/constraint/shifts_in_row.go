package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// ShiftsInRow: shifts of one kind come in rows as long as was agreed.
// Counts the days by which a row is too short or too long; one that touches the last day of the plan, or
// the first where nothing is known of the day before, may go on outside it and is not too short.
// Example: one night between late shifts, three at least: two.
// Source: Ceschia et al. 2015.
type ShiftsInRow struct {
	base
	lines *lines
	alike []alike
	of    []int16 // by run: which of them, -1
	last  []int16 // by carer: that of the last shift before the plan, -1
}

// alike is what is asked of shifts of one kind.
type alike struct {
	group       string
	least, most int // most 0: any number
}

func newShiftsInRow(b base, l *lines) ShiftsInRow {
	r := ShiftsInRow{base: b, lines: l}
	p := b.in.H.Problem
	for i := range p.Shifts {
		x := &p.Shifts[i]
		if x.MinInRow < 2 && x.MaxInRow == 0 {
			continue
		}
		k := int(r.find(x))
		if k < 0 {
			k = len(r.alike)
			r.alike = append(r.alike, alike{group: x.Group()})
		}
		a := &r.alike[k]
		a.least = max(a.least, x.MinInRow)
		if x.MaxInRow > 0 && (a.most == 0 || x.MaxInRow < a.most) {
			a.most = x.MaxInRow
		}
	}
	for run := range b.in.Runs {
		r.of = append(r.of, r.find(&p.Shifts[b.in.H.Shifts[b.in.ShiftOf[run]].Template]))
	}
	for c := range b.in.Carers {
		last := int16(-1)
		if x := p.ShiftRow(l.past[c].Shift); x != nil {
			last = r.find(x)
		}
		r.last = append(r.last, last)
	}
	return r
}

// find tells which shifts one is like, -1 where nothing is asked of them.
func (r *ShiftsInRow) find(x *model.Shift) int16 {
	return int16(slices.IndexFunc(r.alike, func(a alike) bool { return a.group == x.Group() }))
}

// line adds what there is to say of a carer who works these runs.
func (r *ShiftsInRow) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	past := &r.lines.past[carer]
	for k := range r.alike {
		row := stretch{}
		if int(r.last[carer]) == k {
			row = stretch{length: past.Same, before: past.Same, inner: true}
		}
		next := 0 // the day after the row
		for _, run := range runs {
			d := int(r.lines.day[run])
			if int(r.of[run]) != k || d < next {
				continue
			}
			if d > next {
				r.row(k, row, out, sign)
				row = stretch{}
			}
			if row.length == 0 {
				row.inner = d > 0 || past.Known
			}
			row.length++
			next = d + 1
		}
		row.inner = row.inner && next < r.lines.days
		r.row(k, row, out, sign)
	}
}

// row adds what there is to say of days in a row in shifts that are alike.
func (r *ShiftsInRow) row(k int, row stretch, out *model.Score, sign int64) {
	if n := r.alike[k].off(row); n > 0 {
		r.add(out, r.counted(int64(n)), sign)
	}
}

// off is by how many days a row is too short or too long.
func (a *alike) off(row stretch) int {
	n := 0
	if row.inner && row.length > 0 {
		n = max(0, a.least-row.length)
	}
	if a.most > 0 {
		n += row.beyond(a.most)
	}
	return n
}

func (r *ShiftsInRow) any() bool { return len(r.alike) > 0 }

// Delta looks at the carers whose shifts were opened or closed.
func (r *ShiftsInRow) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each goes along every carer's dates, once for each kind of shift.
func (r *ShiftsInRow) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	by := workedBy(s)
	done := map[string]bool{}
	for i := range h.Problem.Shifts {
		group := h.Problem.Shifts[i].Group()
		if done[group] {
			continue
		}
		done[group] = true
		least, most := 0, 0
		for k := range h.Problem.Shifts {
			if x := &h.Problem.Shifts[k]; x.Group() == group {
				least = max(least, x.MinInRow)
				if x.MaxInRow > 0 && (most == 0 || x.MaxInRow < most) {
					most = x.MaxInRow
				}
			}
		}
		for c := range by {
			past := h.Past(c)
			var works []bool // the dates that are known before the plan, and those of it
			if last := h.Problem.ShiftRow(past.Shift); last != nil && last.Group() == group {
				works = slices.Repeat([]bool{true}, past.Same)
			} else if past.Known {
				works = []bool{false}
			}
			before := len(works)
			works = append(works, make([]bool, 7*s.In.Weeks)...)
			for _, run := range by[c] {
				if ds := shiftOf(s, run); h.Problem.Shifts[ds.Template].Group() == group {
					works[before+int(ds.Date-h.Calendar.Start())] = true
				}
			}
			eachStretch(works, func(from, to int, work bool) {
				if !work {
					return
				}
				if short := int64(least - (to - from)); (from > 0 || before > 0) && to < len(works) && short > 0 {
					report(carerFinding(c, int64(to-from), int64(least), unit{short, 0, r.w[0] * short}))
				}
				if n := int64(over(from, to, before, most)); most > 0 && n > 0 {
					report(carerFinding(c, int64(to-from), int64(most), unit{n, 0, r.w[0] * n}))
				}
			})
		}
	}
}
