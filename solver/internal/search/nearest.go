package search

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Placing is one way to put an unallocated visit in: where, and what it would break and cost.
type Placing struct {
	Carer state.Carer
	Runs  []state.Run // by seat
	Start int32
	Delta model.Score
	Laws  []model.Code  // rules of law that it would break, or break further
	Costs []model.Share // what the rota's score changes by, by rule
	plan  plan
}

// Placings gives, for every carer with a shift on the day, the best way to put in a visit that
// is in no run: fewest breaches of law first, then the least excess, then the cost. They come
// in that order. None of them is like but, the same carers in the same shifts at the same start,
// if that is not nil.
func (e *Engine) Placings(n state.Node, but *Placing) []Placing {
	var out []Placing
	for c := range e.In.Carers {
		if p, ok := e.placing(n, state.Carer(c), but); ok {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Placing) int { return a.Delta.Compare(b.Delta) })
	for i := range out {
		e.describe(n, &out[i])
	}
	return out
}

// placing tries every place of one carer's day, with the best partners for the other seats:
// lawful ones if there are any, else whoever has a shift.
func (e *Engine) placing(n state.Node, c state.Carer, but *Placing) (Placing, bool) {
	p, ok := e.placingWith(n, c, but, false)
	if !ok && e.In.Parts(n) > 1 {
		return e.placingWith(n, c, but, true)
	}
	return p, ok
}

func (e *Engine) placingWith(n state.Node, c state.Carer, but *Placing, lax bool) (Placing, bool) {
	best, found := Placing{Carer: c}, false
	for _, r := range e.In.RunsBy[c] {
		if !e.sameDay(n, r) || !e.put.usable(r) {
			continue
		}
		for at := 0; at <= e.lengthOf(r); at++ {
			for seat := range e.In.Parts(n) {
				g := partners{e: e, n: n, fixed: seat, lax: lax}
				g.plan.spots[seat] = spot{run: r, at: at}
				g.fill(0, func() {
					if e.weighPlacing(n, &g.plan, but, &best, found) {
						found = true
					}
				})
			}
		}
	}
	return best, found
}

// lengthOf is the number of stops of a run, of its own ones where it is not worked.
func (e *Engine) lengthOf(r state.Run) int {
	if e.S.Worked[r] {
		return len(e.S.Routes[r].Seq)
	}
	return e.In.OwnStops(r)
}

// ShiftOn names a carer's shift, worked or possible, on the day of a visit.
func (e *Engine) ShiftOn(n state.Node, c state.Carer) (model.ShiftID, bool) {
	for _, r := range e.In.RunsBy[c] {
		if e.sameDay(n, r) && e.put.usable(r) {
			return e.In.H.Shifts[e.In.ShiftOf[r]].ID, true
		}
	}
	return "", false
}

// sameDay tells whether a run's shift comes near a visit's windows at all.
func (e *Engine) sameDay(n state.Node, r state.Run) bool {
	h := e.In.H
	return h.Shifts[e.In.ShiftOf[r]].Date == h.Visits[n].Date || slices.Contains(e.In.RunsOf[n], r)
}

// partners fills the seats of a plan beside one that is fixed.
type partners struct {
	e     *Engine
	n     state.Node
	fixed int
	lax   bool // carers whom the law keeps from the visit, and shifts that are not worked, too
	plan  plan
}

// laxPartners is how many carers are tried for a seat that nobody may take.
const laxPartners = 4

// fill gives the seats from seat on to runs of other carers, each at the place that the visit's
// opening suggests, and calls f for every set of them.
func (g *partners) fill(seat int, f func()) {
	if seat == g.e.In.Parts(g.n) {
		f()
		return
	}
	if seat == g.fixed {
		g.fill(seat+1, f)
		return
	}
	e, tried := g.e, 0
	for i := range e.In.Runs {
		r := state.Run(i)
		if !g.fits(r, seat) || g.lax && tried == laxPartners {
			continue
		}
		tried++
		at := 0
		for i, t := range e.S.Routes[r].At {
			if t <= (e.In.Open[g.n]+e.In.Close[g.n])/2 {
				at = i + 1
			}
		}
		for _, d := range [2]int{0, 1} {
			if at-d >= 0 {
				g.plan.spots[seat] = spot{run: r, at: at - d}
				g.fill(seat+1, f)
			}
		}
	}
}

// fits tells whether a run is one to try for a seat.
func (g *partners) fits(r state.Run, seat int) bool {
	e := g.e
	for k := range e.In.Parts(g.n) {
		if (k < seat || k == g.fixed) && e.In.CarerOf[g.plan.spots[k].run] == e.In.CarerOf[r] {
			return false
		}
	}
	if g.lax {
		return e.sameDay(g.n, r) && e.put.usable(r)
	}
	return e.S.Worked[r] && slices.Contains(e.In.RunsOf[e.In.Part(g.n, seat).Node()], r) && e.Rules.PairLaw(e.In.Part(g.n, seat), r) == 0
}

// quarter of an hour, in minutes, is another time worth asking about beside the one that is.
const quarter = 15

// weighPlacing evaluates a plan with several holds and keeps it if it is the best of its carer.
func (e *Engine) weighPlacing(n state.Node, k *plan, but, best *Placing, found bool) bool {
	after, _ := e.Rules.Between(e.S, n)
	holds := []int32{state.Unset, e.In.HoldBase[n], state.Unset, after}
	for _, w := range e.In.Windows[n] {
		holds = append(holds, e.In.RoundUp(w.Open))
	}
	if but != nil {
		holds = append(holds, e.In.RoundUp(but.Start-quarter*e.In.Res), e.In.RoundUp(but.Start+quarter*e.In.Res))
	}
	for seat := range e.In.Parts(n) {
		s := &k.spots[seat]
		if route := &e.S.Routes[s.run]; e.S.Worked[s.run] && s.at < len(route.Seq) {
			holds[2] = e.In.LeaveBy(s.run, e.In.EndAt[n], e.In.Place[route.Seq[s.at].Node()], route.At[s.at]) - e.S.Len[n]
		}
	}
	better := false
	for i, hold := range holds {
		if i > 0 && hold == state.Unset {
			continue
		}
		p := &k.hold
		for i := range e.In.Parts(n) {
			if m := e.In.Part(n, i).Node(); m == n {
				p[i] = hold
			} else {
				p[i] = e.In.HoldBase[m]
			}
		}
		if e.put.build(n, k) && e.T.Time() && (but == nil || !e.like(n, k, but)) {
			d := e.Rules.Delta(e.T)
			if !found && !better || d.Compare(best.Delta) < 0 {
				best.Delta, best.plan, best.Start = d, *k, e.T.StartOf(n)
				better = true
			}
		}
		e.T.Drop()
	}
	return better
}

// like tells whether a plan, timed, is a placing over again.
func (e *Engine) like(n state.Node, k *plan, p *Placing) bool {
	if e.T.StartOf(n) != p.Start || len(p.Runs) != e.In.Parts(n) {
		return false
	}
	for seat := range p.Runs {
		if !slices.Contains(p.Runs, k.spots[seat].run) {
			return false
		}
	}
	return true
}

// Instead lists the visits that could stand for one that has been taken out: it, and of a visit
// that may be moved those on the days that are free.
func (e *Engine) Instead(n state.Node) []state.Node {
	out := []state.Node{n}
	c := e.In.Package[n]
	if c < 0 || !e.In.H.Choices[c].Movable {
		return out
	}
	for _, m := range e.In.Packs[c] {
		if m != n && !e.S.Allocated(m) {
			out = append(out, m)
		}
	}
	return out
}

// describe fills in what a placing breaks and costs, by making it and asking every rule.
func (e *Engine) describe(n state.Node, p *Placing) {
	for seat := range e.In.Parts(n) {
		p.Runs = append(p.Runs, p.plan.spots[seat].run)
	}
	if !e.put.build(n, &p.plan) || !e.T.Time() {
		e.T.Drop()
		return
	}
	for _, r := range e.Rules.All() {
		d := e.Rules.DeltaOf(r, e.T)
		if d != (model.Score{}) {
			p.Costs = append(p.Costs, model.Share{Rule: r.Code(), Level: e.In.H.Problem.Objective.Level(r.Code()), Score: d})
		}
		if d.Breaches > 0 || d.Excess > 0 {
			p.Laws = append(p.Laws, r.Code())
		}
	}
	e.T.Drop()
}

// With makes a placing, calls f, and takes it back.
func (e *Engine) With(n state.Node, p *Placing, f func()) {
	if !e.put.build(n, &p.plan) || !e.T.Time() {
		e.T.Drop()
		return
	}
	e.S.Mark()
	e.T.Commit()
	f()
	e.S.Rollback()
}

// Opening is a change of the input that might let a visit in: so many ticks of window, shift
// or gap, or a skill or a list for a carer. Size orders them, small changes first.
type Opening struct {
	Kind  string     // as model.Remedy
	Other state.Node // the member of the group that is in the way, -1 for none
	Carer state.Carer
	With  state.Carer // the second carer, -1 for none
	Run   state.Run   // whose shift would change, NoRun for none
	Ticks int32
	Skill model.Skill
	Size  int64
}

// span is the starts a place allows without pushing the next stop, ignoring the visit's window.
type span struct {
	run      state.Run
	from, to int32
	over     int32 // ticks the shift would have to end later for from = to, 0 if none
	under    int32 // ticks it would have to start earlier
}

// spans lists the places of all worked runs near a visit.
func (e *Engine) spans(n state.Node) []span {
	var out []span
	in, s := e.In, e.S
	for r := range in.Runs {
		run := state.Run(r)
		if !s.Worked[r] || !e.sameDay(n, run) {
			continue
		}
		route := &s.Routes[r]
		free, loc := in.RunStart[r], in.From[r]
		for i := 0; i <= len(route.Seq); i++ {
			if i > 0 {
				m := route.Seq[i-1].Node()
				free = route.At[i-1] + s.Len[m]
				if q := in.EndAt[m]; q >= 0 {
					loc = q
				}
			}
			p := span{run: run, from: free + in.Leg(run, loc, in.Place[n]).Rounded}
			if i < len(route.Seq) {
				p.to = in.LeaveBy(run, in.EndAt[n], in.Place[route.Seq[i].Node()], route.At[i]) - s.Len[n]
			} else {
				p.to = in.LeaveBy(run, in.EndAt[n], in.To[r], in.RunEnd[r]) - s.Len[n]
				p.over = max(0, max(p.from, in.Open[n])-p.to)
			}
			if i == 0 && in.From[r] < 0 {
				p.under = max(0, in.RunStart[r]-min(p.to, in.Close[n]))
			}
			out = append(out, p)
		}
	}
	return out
}

// Openings lists single changes that might let a visit in, the smallest first. They are
// guesses from the rota's gaps: the caller makes the change and tries.
func (e *Engine) Openings(n state.Node, placings []Placing) []Opening {
	var out []Opening
	spans := e.spans(n)
	if e.In.Need[n] == 1 {
		for i := range spans {
			e.openings(n, []*span{&spans[i]}, &out)
		}
	}
	if e.In.Need[n] == 2 {
		for i := range spans {
			for j := range spans {
				if e.In.CarerOf[spans[i].run] != e.In.CarerOf[spans[j].run] {
					e.openings(n, []*span{&spans[i], &spans[j]}, &out)
				}
			}
		}
	}
	out = e.placingOpenings(n, placings, out)
	slices.SortStableFunc(out, func(a, b Opening) int { return cmp.Compare(a.Size, b.Size) })
	return slices.CompactFunc(out, func(a, b Opening) bool {
		return a.Kind == b.Kind && a.Ticks == b.Ticks && a.Skill == b.Skill && (a.Carer == b.Carer || a.Run == state.NoRun && a.Skill == "" && !slices.Contains(ofCarer, a.Kind))
	})
}

// ofCarer are the openings that ask something of one carer, so that two of them are two.
var ofCarer = []string{"list", "door", "papers", "trainee", "key_holder", "introduction", "mode", "lift"}

const longestOpening = 180 // minutes of window, shift or gap that are still worth a proposal

// openings adds the single changes that would make one set of places (by seat) work.
func (e *Engine) openings(n state.Node, at []*span, out *[]Opening) {
	in := e.In
	minute := int64(in.Res)
	lacks, seat := int32(0), -1
	from, to := int32(-1<<31+1), int32(1<<31-1)
	for k, p := range at {
		if law := e.Rules.PairLaw(state.StopOf(n, k), p.run); law > 0 {
			lacks, seat = lacks+law, k
		}
		from, to = max(from, p.from), min(to, p.to)
	}
	o := Opening{Other: -1, Carer: in.CarerOf[at[0].run], With: -1, Run: state.NoRun}
	if len(at) > 1 {
		o.With = in.CarerOf[at[1].run]
	}
	add := func(kind string, ticks int32, size int64) {
		if int64(ticks) <= longestOpening*minute {
			o.Kind, o.Ticks, o.Size = kind, in.RoundUp(ticks), size
			*out = append(*out, o)
		}
	}
	fits := from <= to
	inWindow := fits && from <= in.Close[n] && to >= in.Open[n]
	switch {
	case lacks > 1:
	case lacks == 1 && inWindow:
		e.lackOpening(n, seat, at, o, out)
	case lacks == 1:
	case fits && to < in.Open[n]:
		add("window_open", in.Open[n]-to, int64(in.Open[n]-to)*10)
	case fits && from > in.Close[n]:
		add("window_close", from-in.Close[n], int64(from-in.Close[n])*10)
	case !fits:
		e.shiftOpenings(n, at, o, out)
	}
}

// lackOpening proposes the one thing that keeps a carer from a visit: a skill, a list, what the person
// needs or has at home, or the visit's being too short for anybody.
func (e *Engine) lackOpening(n state.Node, seat int, at []*span, o Opening, out *[]Opening) {
	in := e.In
	o.Carer = in.CarerOf[at[seat].run]
	if len(at) > 1 {
		o.With = in.CarerOf[at[1-seat].run]
	}
	dv := &in.H.Visits[n]
	tpl, c := &in.H.Problem.Visits[dv.Template], &in.H.Problem.Carers[o.Carer]
	o.Size = 90 * 10 * int64(in.Res)
	law := e.Rules.Lacks(state.StopOf(n, seat), at[seat].run)
	switch law {
	case model.RuleSkill:
		for _, k := range slices.Concat(tpl.Skills, tpl.RoleOf(seat).Skills) {
			if !c.Holds(k, dv.Date) {
				o.Skill, o.Size = k, 45*10*int64(in.Res)
				break
			}
		}
		if o.Kind = string(law); o.Skill == "" {
			return
		}
	case model.RuleList:
		if p := in.H.Problem; !p.MayServe(c.Patch, p.People[dv.Person].Patch) {
			return // an agreement of providers is no list of one person's
		}
		o.Kind = string(law)
	case model.RuleLanguage, model.RuleGender, model.RulePapers, model.RuleDoor, model.RuleTrainee, model.RuleKeyHolder:
		o.Kind = string(law)
	case model.RuleShort:
		o.Kind, o.Ticks = string(law), in.H.Calendar.Ticks(in.H.Rules.Short.Minutes)-in.Length[n]
	default:
		return
	}
	*out = append(*out, o)
}

// shiftOpenings proposes a later end or an earlier start of one shift.
func (e *Engine) shiftOpenings(n state.Node, at []*span, o Opening, out *[]Opening) {
	in := e.In
	for k, p := range at {
		from, to := int32(-1<<31+1), int32(1<<31-1)
		for j, q := range at {
			if j != k {
				from, to = max(from, q.from), min(to, q.to)
			}
		}
		o.Carer, o.Run = in.CarerOf[p.run], p.run
		if len(at) > 1 {
			o.With = in.CarerOf[at[1-k].run]
		}
		start := max(from, p.from, in.Open[n])
		if over := start - p.to; p.over > 0 && over > 0 && start <= min(to, in.Close[n]) && int64(over) <= longestOpening*int64(in.Res) {
			o.Kind, o.Ticks, o.Size = "shift_end", in.RoundUp(over), int64(over)*15
			*out = append(*out, o)
		}
		last := min(to, p.to, in.Close[n])
		if under := in.RunStart[p.run] - last; p.under > 0 && under > 0 && last >= max(from, in.Open[n]) && int64(under) <= longestOpening*int64(in.Res) {
			o.Kind, o.Ticks, o.Size = "shift_start", in.RoundUp(under), int64(under)*15
			*out = append(*out, o)
		}
	}
}
