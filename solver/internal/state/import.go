package state

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// importer collects a rota's stops by the solver's runs.
type importer struct {
	s     *State
	sol   *Solution
	runs  map[runKey]Run
	dated map[visitKey]int
	who   [][]attendance // by visit
	along [][]attendance // by visit: those who only come along
	order [][]timed      // by run
}

type runKey struct {
	carer model.CarerID
	date  model.Date
	shift model.ShiftID
}

type visitKey struct {
	id   model.VisitID
	date model.Date
}

// attendance is one carer at one visit of the rota.
type attendance struct {
	run        Run
	start, end int32
	role       string
}

// timed is a stop and the time by which the rota orders it.
type timed struct {
	stop Stop
	at   int32
}

// Import makes a solution of a rota, ours or a coordinator's: what it can place it places, at
// the rota's times at the earliest. Visits without all their carers and stops that belong to
// no shift are left out; the search starts from what remains.
func (s *State) Import(rota *model.Rota) *Solution {
	im := &importer{
		s: s, sol: &Solution{}, runs: make(map[runKey]Run), dated: make(map[visitKey]int),
		who: make([][]attendance, s.In.Visits), along: make([][]attendance, s.In.Visits), order: make([][]timed, s.In.Runs),
	}
	im.index()
	s.Save(im.sol)
	for i := range rota.Runs {
		im.run(&rota.Runs[i])
	}
	for v := range im.who {
		im.visit(v)
	}
	im.sequences()
	im.keys()
	return im.sol
}

func (im *importer) index() {
	in := im.s.In
	h := in.H
	for r := range in.Runs {
		d := &h.Shifts[in.ShiftOf[r]]
		im.runs[runKey{h.Problem.Carers[in.CarerOf[r]].ID, d.Date, d.ID}] = Run(r)
	}
	for v := range h.Visits {
		im.dated[visitKey{h.Visits[v].ID, h.Visits[v].Date}] = v
	}
}

// run notes the stops of one run of the rota; a shift the solver does not know, or that cannot
// be worked beside one already taken, is passed over.
func (im *importer) run(run *model.Run) {
	in := im.s.In
	r, ok := im.runs[runKey{run.Carer, run.Date, run.Shift}]
	if !ok {
		if r = im.likely(run); r == NoRun {
			return
		}
	}
	for _, c := range in.Conflicts[r] {
		if im.sol.Worked[c] {
			return
		}
	}
	im.sol.Worked[r] = true
	for i := range run.Stops {
		stop := &run.Stops[i]
		start, end := in.H.Calendar.StopSpan(run.Date, stop)
		switch stop.Kind {
		case model.StopBreak:
			if b := in.Break[r]; b >= 0 && !im.has(r, StopOf(b, 0)) { // one; others are time between visits
				im.order[r] = append(im.order[r], timed{StopOf(b, 0), start})
				im.sol.Hold[b] = in.RoundUp(start)
			}
		case model.StopEvent:
			for _, f := range in.Fixed[r] {
				if e := in.EventOf[int(f)-in.Visits]; in.H.Events[e].ID == stop.Event && !im.has(r, StopOf(f, 0)) {
					im.order[r] = append(im.order[r], timed{StopOf(f, 0), start})
					if in.H.Events[e].Meeting >= 0 { // of one attendee it may begin later than it was called for
						im.sol.Hold[f] = in.RoundUp(start)
					}
				}
			}
		case model.StopVisit:
			date := stop.Date
			if date == 0 {
				date = run.Date
			}
			v, ok := im.dated[visitKey{stop.Visit, date}]
			switch {
			case !ok:
			case stop.Role == model.RoleShadow:
				im.along[v] = append(im.along[v], attendance{r, start, end, stop.Role})
			default:
				im.who[v] = append(im.who[v], attendance{r, start, end, stop.Role})
			}
		}
	}
}

// likely finds the carer's run on the date that overlaps a run of an unknown shift most.
func (im *importer) likely(run *model.Run) Run {
	in := im.s.In
	carer := in.H.Carer(run.Carer)
	if carer < 0 {
		return NoRun
	}
	from, to := in.H.Calendar.Tick(run.Date, run.Start), in.H.Calendar.Tick(run.Date, run.End)
	best, most := NoRun, int32(0)
	for _, r := range in.RunsBy[carer] {
		if in.H.Shifts[in.ShiftOf[r]].Date != run.Date || len(im.order[r]) > 0 {
			continue
		}
		if common := min(to, in.RunEnd[r]) - max(from, in.RunStart[r]); common > most {
			best, most = r, common
		}
	}
	return best
}

// visit gives a visit's carers their seats: by the role named, else in order; and its shadows theirs.
func (im *importer) visit(v int) {
	in := im.s.In
	carers, shadows := slices.Clone(im.who[v]), im.along[v]
	n := len(carers)
	if n < int(in.Need[v]) || n > int(in.Full[v]) || n == 0 {
		return
	}
	if m := in.Mate[v]; m >= 0 && (len(im.who[m]) != 1 || in.CarerOf[im.who[m][0].run] == in.CarerOf[im.who[v][0].run]) {
		return // half of what is tied is not done
	}
	if im.twice(carers) {
		return
	}
	tpl := &in.H.Problem.Visits[in.H.Visits[v].Template]
	seats := make([]int, n)
	for k := range seats {
		seats[k] = -1
	}
	for pass := range 2 {
		for i := range carers {
			if slices.Contains(seats, i) {
				continue
			}
			for k := range seats {
				if seats[k] < 0 && (pass == 1 || tpl.RoleOf(k).Name == carers[i].role) {
					seats[k] = i
					break
				}
			}
		}
	}
	at := int32(0)
	for k, i := range seats {
		a := carers[i]
		at = a.start
		im.order[a.run] = append(im.order[a.run], timed{StopOf(Node(v), k), a.start})
		if in.LengthMin[v] < in.LengthMax[v] {
			im.sol.Len[v] = min(max(a.end-a.start, in.LengthMin[v]), in.LengthMax[v])
		}
	}
	if im.sol.Hold[v] = in.RoundUp(at); at == in.Open[v] { // a window may open off the step
		im.sol.Hold[v] = at
	}
	for k := in.Full[v]; k < in.Room[v] && len(shadows) > 0 && !im.twice(append(carers, shadows[0])); k++ {
		a := shadows[0]
		im.order[a.run] = append(im.order[a.run], timed{StopOf(Node(v), int(k)), a.start})
		carers, shadows = append(carers, a), shadows[1:]
	}
}

// twice tells whether a carer is among some attendances more than once.
func (im *importer) twice(list []attendance) bool {
	in := im.s.In
	for i, a := range list {
		for _, b := range list[:i] {
			if in.CarerOf[a.run] == in.CarerOf[b.run] {
				return true
			}
		}
	}
	return false
}

// sequences orders every worked run, with the stops of its own that the rota does not have.
func (im *importer) sequences() {
	in := im.s.In
	for r := range im.order {
		im.sol.Seq[r] = im.sol.Seq[r][:0]
		if !im.sol.Worked[r] {
			continue
		}
		for _, own := range in.ownStops(Run(r), nil) {
			if !im.has(Run(r), own) && !(in.BreakFree && in.IsBreak(own.Node())) { // a rota may do without a break
				im.order[r] = append(im.order[r], timed{own, in.Open[own.Node()]})
			}
		}
		slices.SortStableFunc(im.order[r], func(a, b timed) int {
			return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(im.rank(a.stop), im.rank(b.stop)))
		})
		for _, t := range im.order[r] {
			im.sol.Seq[r] = append(im.sol.Seq[r], t.stop)
		}
	}
}

func (im *importer) has(r Run, stop Stop) bool {
	return slices.ContainsFunc(im.order[r], func(t timed) bool { return t.stop == stop })
}

// rank orders stops that start together: linked visits as everywhere, others first.
func (im *importer) rank(stop Stop) int32 {
	if n := stop.Node(); im.s.In.Linked[n] {
		return int32(im.s.In.Knot(n))
	}
	return -1
}

// keys gives the linked visits keys that ascend along every run, the earliest first among those
// that nothing precedes. Where runs disagree on the order of two (only ties allow that), the
// latest of those in the circle is left out.
func (im *importer) keys() {
	in := im.s.In
	key := int64(0)
	done := make([]bool, in.Visits)
	stops := make([]int, in.Visits) // by knot
	for r := range im.sol.Seq {
		for _, stop := range im.sol.Seq[r] {
			if n := stop.Node(); in.Linked[n] {
				stops[in.Knot(n)]++
			}
		}
	}
	for {
		next, stuck := im.first(done, stops)
		if next < 0 && stuck < 0 {
			return
		}
		if next < 0 {
			im.drop(stuck)
			done[stuck] = true
			continue
		}
		key++
		for k := range in.Parts(next) {
			im.sol.Key[in.Part(next, k).Node()] = key << 32
		}
		done[next] = true
	}
}

// first finds, of the linked visits not done, the earliest that stands before all others in each
// of its runs, -1 if there is none; and the latest of those that stand first in some run.
func (im *importer) first(done []bool, stops []int) (next, stuck Node) {
	in := im.s.In
	heads := make(map[Node]int)
	next, stuck = -1, -1
	for r := range im.sol.Seq {
		for _, stop := range im.sol.Seq[r] {
			if n := stop.Node(); in.Linked[n] && !done[in.Knot(n)] {
				heads[in.Knot(n)]++
				break
			}
		}
	}
	for u, n := range heads {
		if n == stops[u] && (next < 0 || im.before(u, next)) {
			next = u
		}
		if stuck < 0 || im.before(stuck, u) {
			stuck = u
		}
	}
	return next, stuck
}

func (im *importer) before(a, b Node) bool {
	return cmp.Or(cmp.Compare(im.sol.Hold[a], im.sol.Hold[b]), cmp.Compare(a, b)) < 0
}

// drop takes a visit, and its mate, out of all sequences.
func (im *importer) drop(u Node) {
	in := im.s.In
	for r := range im.sol.Seq {
		im.sol.Seq[r] = slices.DeleteFunc(im.sol.Seq[r], func(stop Stop) bool {
			n := stop.Node()
			return in.IsVisit(n) && in.Knot(n) == u
		})
	}
}
