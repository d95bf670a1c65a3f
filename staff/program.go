package staff

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/milltir/milltir/internal/lp"
	"github.com/milltir/milltir/model"
)

// program is a linear program: how often each option is worked, so that every interval holds what it has
// to. Rows for intervals are added where a solution falls short of them: of the many that there are, few
// matter.
type program struct {
	w       *work
	p       lp.Problem
	opts    []option
	vars    []lp.Var
	team    bool // options are carers', and there are no more of them
	part    part
	classes []classRows
}

// classRows are the options that count for a class, with what it asks for.
type classRows struct {
	of      *class
	members []int // options
	added   map[rowKey]bool
	most    []int32 // by interval, the most that one option can hold of attendance
}

// rowKey names a row of a class: the interval [a, a+l) in half hours, and what is counted.
type rowKey struct {
	a, l int32
	what what
}

type what uint8

const (
	ticks  what = iota // of attendance
	travel             // of attendance and of travel
	heads              // carers
)

// plenty bounds how often one kind is worked on a date where nothing else does: no need is so large.
const plenty = 1e5

// part is a week with its half hours, up to the end of the cells in the last one. Bounds are proven week by
// week and added up: what couples weeks is little, and a program of one is small.
type part struct {
	week     int // everyWeek: of all
	from, to int32
}

// everyWeek marks the plan as one part.
const everyWeek = -1

// whole is the plan as one part.
func (w *work) whole() part { return part{everyWeek, 0, int32(w.cells)} }

// has tells whether a shift of that week is the part's own.
func (p part) has(week int) bool { return p.week == everyWeek || p.week == week }

func (w *work) parts() []part {
	out := make([]part, w.h.Weeks)
	for week := range out {
		monday := w.h.Calendar.Start().Add(7 * week)
		out[week] = part{week, w.h.Calendar.Tick(monday, 0) / w.half, w.h.Calendar.Tick(monday.Add(7), 0) / w.half}
	}
	out[len(out)-1].to = int32(w.cells)
	return out
}

// within gives the options of a part, and those of others that could hold any of its work.
func (w *work) within(opts []option, of part) []option {
	var out []option
	for _, o := range opts {
		if s := &o.shift; of.has(s.Week) || s.Start-w.classes[0].energies.farAway < of.to*w.half && of.from*w.half < s.End {
			out = append(out, o)
		}
	}
	return out
}

// newProgram makes the rows for cover and for single half hours of some classes in one part.
func (w *work) newProgram(opts []option, classes []*class, of part) *program {
	every := opts
	opts = w.within(opts, of)
	g := &program{w: w, opts: opts, team: len(opts) > 0 && opts[0].carer >= 0, part: of}
	g.p.MaxIterations = 50_000 // trouble makes a bound low, never slow
	for i := range opts {
		lower, upper := 0.0, plenty
		if opts[i].carer >= 0 {
			upper = 1
		}
		if opts[i].must {
			lower = 1
		}
		g.vars = append(g.vars, g.p.AddVar(0, lower, upper))
	}
	for _, c := range classes {
		rows := classRows{of: c, added: make(map[rowKey]bool)}
		for i := range opts {
			if w.holds(&opts[i], c) {
				rows.members = append(rows.members, i)
			}
		}
		rows.most = g.mostOf(&rows)
		g.classes = append(g.classes, rows)
	}
	for k := range g.classes {
		for n := range w.h.Cover {
			if c := &w.h.Cover[n]; w.asks(g.classes[k].of.Class, c) && (w.states(of, c) || w.alone(of, c, every)) {
				g.cover(&g.classes[k], n)
			}
		}
		for a := of.from; a < of.to; a++ {
			g.row(&g.classes[k], rowKey{a, 1, heads})
		}
		if w.h.Weeks == 1 {
			g.whole(&g.classes[k])
		}
	}
	return g
}

// states tells whether a part's program states a need for cover: of a shift that of its date; of a span that in which
// it begins, past midnight of a Sunday the next week's, whose shifts may meet it.
func (w *work) states(of part, c *model.DatedCover) bool {
	if c.Shift != "" {
		return of.has(int(c.Date-w.h.Calendar.Start()) / 7)
	}
	return of.from <= c.Start/w.half && c.Start/w.half < of.to
}

// alone tells whether a need for cover that begins after a part is one that the part's own shifts meet, and no others: a
// Sunday's night, which costs nothing in the next week's program, where it is stated too.
func (w *work) alone(of part, c *model.DatedCover, every []option) bool {
	if c.Shift != "" || of.week == everyWeek || c.Start < of.to*w.half {
		return false
	}
	met := false
	for i := range every {
		if o := &every[i]; o.shift.Start <= c.Start && c.End <= o.shift.End && w.meets(o, c) {
			if met = of.has(o.shift.Week); !met {
				return false
			}
		}
	}
	return met
}

// cover adds the row of a need for cover.
func (g *program) cover(rows *classRows, n int) {
	c := &g.w.h.Cover[n]
	var terms []lp.Term
	for _, i := range rows.members {
		if g.w.meets(&g.opts[i], c) {
			terms = append(terms, lp.Term{Var: g.vars[i], Coef: 1})
		}
	}
	if len(terms) > 0 || g.team {
		g.p.AddRow(float64(c.Needed), math.Inf(1), terms)
	}
}

// whole adds the rows of the plan as one interval.
func (g *program) whole(rows *classRows) {
	e, end := rows.of.energies, g.w.end()
	var plain, by []lp.Term
	for _, i := range rows.members {
		plain = append(plain, lp.Term{Var: g.vars[i], Coef: float64(g.opts[i].most(0, end))})
		by = append(by, lp.Term{Var: g.vars[i], Coef: float64(g.opts[i].mostBy(0, end, e.farAway))})
	}
	if len(plain) > 0 {
		g.p.AddRow(float64(e.whole+rows.of.spare), math.Inf(1), plain)
		g.p.AddRow(float64(e.wholeBy), math.Inf(1), by)
	}
}

// coef is what an option adds in a row, before the row is divided by anything.
func (g *program) coef(e *energies, key rowKey, o *option) int32 {
	a, b := key.a*g.w.half, (key.a+key.l)*g.w.half
	switch key.what {
	case travel:
		return o.mostBy(a, b, e.most[int(key.a)*longest+int(key.l)-1])
	case heads:
		if g.visits(o, a, b) {
			return 1
		}
		return 0
	}
	return o.most(a, b)
}

// visits tells whether somebody in the shift can be at a visit in [a, b). One of no length, where lengths are a wish,
// fits between a stop and the next.
func (g *program) visits(o *option, a, b int32) bool {
	if ticks, _ := o.room(a, b); ticks > 0 && g.w.level(model.RuleLength) != model.Law {
		return true
	}
	return o.most(a, b) > 0
}

// need is what a row has to hold: ticks, or carers of whom each holds at most so many ticks.
func (e *energies) need(key rowKey, most int32) int64 {
	i := int(key.a)*longest + int(key.l) - 1
	switch key.what {
	case ticks:
		return e.plain[i]
	case travel:
		return e.travel[i]
	}
	if e.plain[i] == 0 || most == 0 {
		return int64(e.at[i])
	}
	return max(int64(e.at[i]), (e.plain[i]+int64(most)-1)/int64(most))
}

// row adds a row unless it is there or asks for nothing. What nobody could do it does not ask of kinds of
// shift; of a team it does, and there is then no answer, which is the truth.
func (g *program) row(rows *classRows, key rowKey) {
	e := rows.of.energies
	need := e.need(key, rows.most[int(key.a)*longest+int(key.l)-1])
	if rows.added[key] || need == 0 {
		return
	}
	rows.added[key] = true
	var terms []lp.Term
	for _, i := range rows.members {
		if c := g.coef(e, key, &g.opts[i]); c > 0 {
			terms = append(terms, lp.Term{Var: g.vars[i], Coef: float64(c)})
		}
	}
	if len(terms) > 0 || g.team {
		g.p.AddRow(float64(need), math.Inf(1), terms)
	}
}

// violated is a row that a solution falls short of.
type violated struct {
	rows *classRows
	key  rowKey
	by   float64 // as a part of what it asks for
}

// cut adds the rows that x falls short of most; false if there are none.
func (g *program) cut(x []float64) bool {
	const mostRows, within = 200, 1e-6
	var found []violated
	for k := range g.classes {
		rows := &g.classes[k]
		held := g.held(rows, x)
		e := rows.of.energies
		for a := g.part.from; a < g.part.to; a++ {
			for _, what := range []what{ticks, travel, heads} {
				best := violated{by: within}
				for l := int32(1); l <= longest && a+l <= g.part.to; l++ {
					i := int(a)*longest + int(l) - 1
					key := rowKey{a, l, what}
					need := float64(e.need(key, rows.most[i]))
					if by := (need - held[what][i]) / max(need, 1); by > best.by && !rows.added[key] {
						best = violated{rows, key, by}
					}
				}
				if best.rows != nil {
					found = append(found, best)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b violated) int { return cmp.Compare(b.by, a.by) })
	before := g.p.Rows()
	for _, f := range found[:min(len(found), mostRows)] {
		g.row(f.rows, f.key)
	}
	return g.p.Rows() > before
}

// held is what x holds of every interval: the left side of each row.
func (g *program) held(rows *classRows, x []float64) (sum [3][]float64) {
	e := rows.of.energies
	for k := range sum {
		sum[k] = make([]float64, len(e.plain))
	}
	half := g.w.half
	for _, i := range rows.members {
		o, n := &g.opts[i], x[g.vars[i]]
		if n < 1e-9 {
			continue
		}
		g.near(o, e.farAway, func(a, l int32, at int) {
			sum[ticks][at] += n * float64(o.most(a*half, (a+l)*half))
			sum[travel][at] += n * float64(o.mostBy(a*half, (a+l)*half, e.most[at]))
			if g.visits(o, a*half, (a+l)*half) {
				sum[heads][at] += n
			}
		})
	}
	return sum
}

// mostOf is the most that one of the options can hold of each interval.
func (g *program) mostOf(rows *classRows) []int32 {
	out := make([]int32, len(rows.of.energies.plain))
	type shape struct{ start, end, rest, from, to int32 }
	seen := make(map[shape]bool) // the same shift of several carers
	for _, i := range rows.members {
		o := &g.opts[i]
		of := shape{o.shift.Start, o.shift.End, o.shift.Break, o.from, o.to}
		plain := len(o.ways) == 0 && len(o.events) == 0
		if plain && seen[of] {
			continue
		}
		seen[of] = seen[of] || plain
		g.near(o, 0, func(a, l int32, at int) {
			out[at] = max(out[at], o.most(a*g.w.half, (a+l)*g.w.half))
		})
	}
	return out
}

// near calls f for the intervals that a shift can hold something of, early ticks before its start included.
func (g *program) near(o *option, early int32, f func(a, l int32, at int)) {
	from := (o.shift.Start - early) / g.w.half
	for a := max(g.part.from, from-longest); a*g.w.half < o.shift.End && a < g.part.to; a++ {
		for l := max(1, from-a); l <= longest && a+l <= g.part.to; l++ {
			f(a, l, int(a)*longest+int(l)-1)
		}
	}
}

// answer is what a program says of one cost.
type answer struct {
	bound int64 // proven; 0 where nothing is
	none  bool  // proven: nothing meets it
}

// rounds is how often rows are added and the program is solved again.
const rounds = 12

// least minimises a cost of the part's own options, a whole number for each.
func (g *program) least(ctx context.Context, cost func(o *option) int64) (answer, error) {
	costs, unit := make([]int64, len(g.opts)), int64(0)
	for i := range g.opts {
		if g.part.has(g.opts[i].shift.Week) {
			costs[i] = cost(&g.opts[i])
			unit = gcd(unit, costs[i])
		}
	}
	unit = max(unit, 1)
	for i, c := range costs {
		g.p.SetCost(g.vars[i], float64(c/unit))
	}
	var best answer
	for range rounds {
		res, err := g.p.Resume(ctx)
		if err != nil {
			return best, err
		}
		if math.IsInf(res.Bound, 1) {
			return answer{none: true}, nil
		}
		if bound, ok := lp.IntegerBound(res.Bound); ok {
			best.bound = max(best.bound, bound*unit)
		}
		if res.Status != lp.Optimal || !g.cut(res.X) {
			break
		}
	}
	return best, ctx.Err()
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
