package state

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// Compile turns a horizon into flat arrays: the only seam by which names enter the solver.
// allowed tells whether the law lets a carer take a seat of a visit; it prunes RunsOf.
func Compile(h *model.Horizon, allowed func(visit, seat, carer int) bool) (*Instance, error) {
	in := &Instance{
		H: h, Res: h.Calendar.Resolution(), Step: int32(h.Rules.Step),
		BreakFree: h.Problem.Objective.Level(model.RuleBreak) == model.Wishes,
		BreakNext: h.Rules.Break.At == model.Next,
		Visits:    len(h.Visits), Carers: len(h.Problem.Carers), People: len(h.Problem.People), Weeks: h.Weeks,
	}
	if err := in.compileVisits(); err != nil {
		return nil, err
	}
	in.compilePackages()
	in.compileLegs()
	in.compileRuns()
	in.compileBreaksAndEvents()
	in.compileCore()
	in.compileConflicts()
	in.compileRunsOf(allowed)
	in.compileNear()
	in.compileSections()
	in.compileTwins()
	return in, nil
}

func (in *Instance) compileVisits() error {
	h := in.H
	in.AttOff = append(in.AttOff, 0)
	pinned := make(map[int]int32)
	for _, p := range h.Pins {
		if p.Start != model.None {
			pinned[p.Visit] = p.Start
		}
	}
	for i := range h.Visits {
		v := &h.Visits[i]
		if v.Frozen != nil && law(h, model.RuleFreeze) {
			pinned[i] = v.FrozenStart
		}
		if v.Need+v.Shadows > MaxNeed {
			return fmt.Errorf("visit %q takes %d carers: at most %d", v.ID, v.Need, MaxNeed)
		}
		if len(v.Windows) == 0 {
			return fmt.Errorf("visit %q has no window", v.ID)
		}
		closing := latest(v.Windows)
		if h.Rules.Lateness.At == model.AtEnd {
			closing -= v.Length
		}
		in.addNode(Place(v.Location), opening(h, v, closing), closing, v.Length)
		in.EndAt[i] = Place(v.EndAt)
		in.WishClose[i] = in.wishClose(v, closing)
		if law(h, model.RuleWindow) {
			in.LawClose[i] = lawClose(h, v)
		}
		if by := v.LoneBy(in.LawClose[i]); v.Least == 1 && by != model.None && law(h, model.RuleLone) {
			in.LawClose[i] = min(in.LawClose[i], by-v.LengthMin)
		}
		in.LengthMin[i], in.LengthMax[i] = v.LengthMin, v.LengthMax
		in.LenStep, in.Draw = append(in.LenStep, h.LengthStep(v)), append(in.Draw, v.Draw)
		in.compileTie(i)
		in.Linked[i] = v.Need+v.Shadows > 1 || in.Mate[i] >= 0 && !in.looseTie(i)
		// Where being late is no matter of law, nobody waits for a later window unless held.
		in.Multi = append(in.Multi, len(v.Windows) > 1 && law(h, model.RuleWindow))
		hold := Unset
		ws := make([]Window, len(v.Windows))
		for k, w := range v.Windows {
			ws[k] = Window{w.Open, w.Close, Unset}
			if h.Rules.Lateness.At == model.AtEnd {
				ws[k].Close -= v.Length
			}
			if w.Preferred != model.None {
				ws[k].Preferred = w.Preferred
				if hold == Unset {
					hold = in.RoundUp(w.Preferred - h.Calendar.Ticks(h.Rules.Preferred.Free))
					hold = min(hold, ws[k].Close/in.Step*in.Step) // liking does not make late
				}
			}
		}
		if at, ok := pinned[i]; ok {
			in.Open[i], in.Close[i], in.Multi[i], hold = at, at, false, Unset
			if law(h, model.RulePin) {
				in.LawClose[i] = min(in.LawClose[i], at)
			}
		}
		in.Windows = append(in.Windows, ws)
		in.HoldBase = append(in.HoldBase, hold)
		in.Person = append(in.Person, int32(v.Person))
		in.Need, in.Full, in.Room = append(in.Need, int32(v.Least)), append(in.Full, int32(v.Need)), append(in.Room, int32(v.Need+v.Shadows))
		in.AttOff = append(in.AttOff, in.AttOff[i]+in.Room[i])
	}
	in.Atts = int(in.AttOff[in.Visits])
	in.compileGaps()
	return nil
}

// compileGaps lists what keeps its distance from what.
func (in *Instance) compileGaps() {
	visits := in.H.Visits
	before := make([][]int, len(visits))
	for v := range visits {
		for _, w := range visits[v].Later {
			before[w] = append(before[w], v)
		}
	}
	in.Apart = newLists(len(visits), func(v int) []int { return visits[v].Apart })
	in.compileWays()
	in.Follows = newLists(len(visits), func(v int) []int { return visits[v].Later })
	in.Precedes = newLists(len(visits), func(v int) []int { return before[v] })
}

// compileWays notes the ways of people between the visits that are kept apart.
func (in *Instance) compileWays() {
	visits := in.H.Visits
	if !slices.ContainsFunc(visits, func(v model.DatedVisit) bool { return v.Between != nil }) {
		return
	}
	for v := range visits {
		for _, w := range visits[v].Apart {
			in.ways = append(in.ways, visits[v].Between[w], visits[w].Between[v])
		}
	}
}

// law tells whether a rule counts as law: only then may it forbid.
func law(h *model.Horizon, code model.Code) bool {
	return h.Problem.Objective.Level(code) == model.Law
}

// looseTie tells whether a tie leaves the times alone: two days or more either way. A visit that is
// a day late, in a run of the day after, may be more than a day from its mate.
func (in *Instance) looseTie(i int) bool {
	v := &in.H.Visits[i]
	if v.TiedTo < 0 {
		v = &in.H.Visits[v.TiedBy]
	}
	days := in.H.Calendar.Ticks(2 * 1440)
	return v.TiedMin <= -days && v.TiedMax >= days
}

// compilePackages notes which visits are one package: they go in and out together.
func (in *Instance) compilePackages() {
	in.Package = slices.Repeat([]int32{-1}, in.Visits)
	in.Packs = make([][]Node, len(in.H.Choices))
	for v := range in.Visits {
		c := in.H.Visits[v].Choice
		if c < 0 || in.H.Choices[c].Group != "" && !in.H.Problem.Objective.Weighs(model.RuleGroup) {
			continue
		}
		in.Package[v] = int32(c)
		in.Packs[c] = append(in.Packs[c], Node(v))
		in.Unit[v] = in.Packs[c][0]
	}
}

// wishClose is the latest start of a visit that costs no wish about times.
func (in *Instance) wishClose(v *model.DatedVisit, closing int32) int32 {
	o := &in.H.Problem.Objective
	for _, w := range v.Windows {
		if w.Preferred != model.None && o.Level(model.RulePreferred) == model.Wishes {
			return math.MinInt32
		}
	}
	switch {
	case o.Level(model.RuleWindow) != model.Wishes:
		return math.MaxInt32
	case len(v.Windows) > 1 || v.LatestEnd != model.None:
		return math.MinInt32
	}
	return closing
}

// compileTie notes what a visit is tied to.
func (in *Instance) compileTie(i int) {
	v := &in.H.Visits[i]
	mate, lo := Node(-1), int32(0)
	switch {
	case v.TiedTo >= 0:
		mate, lo = Node(v.TiedTo), v.TiedMin
	case v.TiedBy >= 0:
		mate, lo = Node(v.TiedBy), -in.H.Visits[v.TiedBy].TiedMax
	}
	unit := Node(i)
	if mate >= 0 {
		unit = min(unit, mate)
	}
	in.Mate, in.MateLo, in.Unit = append(in.Mate, mate), append(in.MateLo, lo), append(in.Unit, unit)
}

func (in *Instance) addNode(at Place, open, closing, length int32) Node {
	in.Place, in.EndAt = append(in.Place, at), append(in.EndAt, at)
	in.Open = append(in.Open, in.RoundUp(open))
	in.Close = append(in.Close, closing)
	in.Length = append(in.Length, length)
	in.LengthMin = append(in.LengthMin, length)
	in.LengthMax = append(in.LengthMax, length)
	in.Linked = append(in.Linked, false)
	in.LawClose = append(in.LawClose, math.MaxInt32)
	in.WishClose = append(in.WishClose, math.MaxInt32)
	in.Nodes++
	return Node(in.Nodes - 1)
}

func (in *Instance) compileLegs() {
	h := in.H
	in.Places = len(h.Locations)
	for m := range h.Legs {
		in.Modes = append(in.Modes, m)
	}
	slices.Sort(in.Modes)
	for _, m := range in.Modes {
		legs := make([]Leg, in.Places*in.Places)
		far := make([]bool, len(legs))
		any := false
		for i := range in.Places {
			for j := range in.Places {
				t, f := h.LegTicks(m, i, j)
				legs[i*in.Places+j] = Leg{t, in.RoundUp(t)}
				far[i*in.Places+j] = f
				any = any || f
			}
		}
		if !any {
			far = nil
		}
		in.Legs, in.Far, in.Timed = append(in.Legs, legs), append(in.Far, far), append(in.Timed, h.Timed(m))
		in.Buses = in.Buses || h.Timed(m)
	}
	if in.Buses {
		in.table = h.Timetable()
	}
}

func (in *Instance) compileRuns() {
	h := in.H
	in.RunsBy = make([][]Run, in.Carers)
	absent := make([][]model.Span, in.Carers)
	for c := range absent {
		absent[c] = h.Absent(c)
	}
	for s := range h.Shifts {
		ds := &h.Shifts[s]
		for c := range in.Carers {
			if ds.Carer == c || (ds.Carer < 0 && in.mayWork(c, ds, absent[c])) {
				in.addRun(c, s)
			}
		}
	}
	for c := range in.RunsBy {
		slices.SortStableFunc(in.RunsBy[c], func(a, b Run) int { return cmp.Compare(in.RunStart[a], in.RunStart[b]) })
	}
}

// mayWork tells whether an "any" shift is one for this carer: of their patch or one of their
// other patches, and not during an absence.
func (in *Instance) mayWork(c int, s *model.DatedShift, absent []model.Span) bool {
	h := in.H
	carer := &h.Problem.Carers[c]
	where := model.PatchID(s.Location)
	if _, ok := h.PatchIndex[where]; ok && where != carer.Patch && !slices.Contains(carer.OtherPatches, where) {
		return false
	}
	span := model.Span{Start: s.Start, End: s.End}
	return model.Overlap(span, absent) == 0
}

func (in *Instance) addRun(c, s int) {
	h := in.H
	ds := h.ShiftFor(&h.Shifts[s], c)
	from, to := h.Ends(c, ds)
	r := Run(in.Runs)
	in.Runs++
	in.CarerOf = append(in.CarerOf, Carer(c))
	in.ShiftOf = append(in.ShiftOf, int32(s))
	in.RunStart = append(in.RunStart, ds.Start)
	in.RunEnd = append(in.RunEnd, ds.End)
	in.From = append(in.From, Place(from))
	in.To = append(in.To, Place(to))
	in.Mode = append(in.Mode, int32(slices.Index(in.Modes, h.Problem.Carers[c].Mode)))
	in.RunWeek = append(in.RunWeek, int32(ds.Week))
	in.Paid = append(in.Paid, ds.Paid())
	in.IsOpen = append(in.IsOpen, ds.Status == model.Open)
	in.MaxLoad = append(in.MaxLoad, ds.MaxLoad)
	end := int32(math.MaxInt32)
	if law(h, model.RuleShift) {
		end = ds.End
	}
	in.LawEnd = append(in.LawEnd, end)
	end = math.MaxInt32
	if h.Problem.Objective.Level(model.RuleShift) == model.Wishes {
		end = ds.End
	}
	in.WishEnd = append(in.WishEnd, end)
	in.RunsBy[c] = append(in.RunsBy[c], r)
}

// compileBreaksAndEvents gives every run the stops that belong to it alone. An event has a node
// in every run that could hold it; of those, which overlap, one at most is worked.
func (in *Instance) compileBreaksAndEvents() {
	h := in.H
	in.Break = make([]Node, in.Runs)
	in.Fixed = make([][]Node, in.Runs)
	for r := range in.Runs {
		ds := h.ShiftFor(&h.Shifts[in.ShiftOf[r]], int(in.CarerOf[r]))
		in.Break[r] = -1
		if ds.Break == 0 || h.Problem.Objective.Level(model.RuleBreak) == model.Off {
			continue
		}
		lo, hi := h.BreakSpan(ds)
		in.Break[r] = in.addNode(NoPlace, lo, hi-ds.Break, ds.Break)
		if law(h, model.RuleBreak) || in.BreakFree {
			in.LawClose[in.Break[r]] = hi - ds.Break
		}
		in.EventOf, in.HomeRun = append(in.EventOf, -1), append(in.HomeRun, Run(r))
	}
	for e := range h.Events {
		ev := &h.Events[e]
		for _, r := range in.RunsBy[ev.Carer] {
			if in.RunStart[r] <= ev.Start && ev.End <= in.RunEnd[r] && in.onItsDays(ev, r) {
				n := in.addNode(Place(ev.Location), ev.Start, ev.Start, ev.End-ev.Start)
				if law(h, model.RuleEvent) {
					in.LawClose[n] = ev.Start
				}
				in.Fixed[r] = append(in.Fixed[r], n)
				in.EventOf, in.HomeRun = append(in.EventOf, int32(e)), append(in.HomeRun, NoRun)
			}
		}
	}
}

// onItsDays tells whether a meeting may be held in a run: not past midnight in one of the day before its first.
func (in *Instance) onItsDays(ev *model.DatedEvent, r Run) bool {
	if ev.Meeting < 0 {
		return true
	}
	m, date := &in.H.Meetings[ev.Meeting], in.H.Shifts[in.ShiftOf[r]].Date
	return m.First <= date && date <= m.Last
}

func (in *Instance) compileCore() {
	in.Core = make([]Core, in.Nodes)
	for n := range in.Core {
		in.Core[n] = Core{in.Place[n], in.EndAt[n], in.Open[n], in.Linked[n], n < in.Visits && in.Multi[n]}
	}
}

// compileConflicts goes along each carer's runs, and through the runs of each shift that is not shared,
// which follow each other.
func (in *Instance) compileConflicts() {
	in.Conflicts = make([][]Run, in.Runs)
	apart := func(a, b Run) {
		in.Conflicts[a], in.Conflicts[b] = append(in.Conflicts[a], b), append(in.Conflicts[b], a)
	}
	for _, runs := range in.RunsBy {
		for i, a := range runs {
			for _, b := range runs[i+1:] {
				if in.RunStart[b] >= in.RunEnd[a] {
					break // and so do those after it
				}
				apart(a, b)
			}
		}
	}
	for a := range in.Runs {
		if in.H.Shifts[in.ShiftOf[a]].Shared {
			continue
		}
		for b := a + 1; b < in.Runs && in.ShiftOf[b] == in.ShiftOf[a]; b++ {
			apart(Run(a), Run(b))
		}
	}
	for _, others := range in.Conflicts {
		slices.Sort(others)
	}
}

// compileRunsOf lists, per visit, the runs whose shift leaves room for it and whose carer the
// law lets take one of its seats.
func (in *Instance) compileRunsOf(allowed func(visit, seat, carer int) bool) {
	in.RunsOf = make([][]Run, in.Visits)
	for v := range in.Visits {
		for r := range in.Runs {
			if !in.mayHold(Run(r), Node(v)) {
				continue
			}
			for seat := range int(in.Room[v]) {
				if allowed(v, seat, int(in.CarerOf[r])) {
					in.RunsOf[v] = append(in.RunsOf[v], Run(r))
					break
				}
			}
		}
	}
}

// mayHold tells whether a run's shift leaves room for a visit. Where late or over time is no matter
// of law it may be both, on its day.
func (in *Instance) mayHold(r Run, v Node) bool {
	from, closing, end := max(in.RunStart[r], in.Open[v]), in.Close[v], in.RunEnd[r]-in.LengthMin[v]
	if from <= min(closing, end) || in.H.Visits[v].Date != in.H.Shifts[in.ShiftOf[r]].Date {
		return from <= min(closing, end)
	}
	if !law(in.H, model.RuleWindow) {
		closing = math.MaxInt32
	}
	if !law(in.H, model.RuleShift) {
		end = math.MaxInt32
	}
	return from <= min(closing, end)
}

// Visits kept per visit in Near: those that are no draws, and all.
const (
	nearest    = 60
	mostNearby = 4 * nearest
)

// compileNear orders the visits of one date by how close they are: travel by the first mode,
// plus the time between their windows. Draws that lie between come on top, since few of them are taken.
func (in *Instance) compileNear() {
	in.Near = make([][]Node, in.Visits)
	if len(in.Legs) == 0 {
		return
	}
	byDate := make(map[model.Date][]Node)
	for v := range in.Visits {
		d := in.H.Visits[v].Date
		byDate[d] = append(byDate[d], Node(v))
	}
	type near struct {
		n Node
		d int32
	}
	var list []near
	for v := range in.Visits {
		list = list[:0]
		for _, w := range byDate[in.H.Visits[v].Date] {
			if int(w) == v {
				continue
			}
			apart := max(0, in.Open[w]-in.Close[v], in.Open[v]-in.Close[w])
			legs := in.Legs[0]
			d := min(legs[int(in.EndAt[v])*in.Places+int(in.Place[w])].Exact, legs[int(in.EndAt[w])*in.Places+int(in.Place[v])].Exact)
			list = append(list, near{w, d + apart/2})
		}
		slices.SortFunc(list, func(a, b near) int { return cmp.Or(cmp.Compare(a.d, b.d), cmp.Compare(a.n, b.n)) })
		visits := 0
		for _, x := range list {
			if visits == nearest || len(in.Near[v]) == mostNearby {
				break
			}
			if !in.Draw[x.n] {
				visits++
			}
			in.Near[v] = append(in.Near[v], x.n)
		}
	}
}
