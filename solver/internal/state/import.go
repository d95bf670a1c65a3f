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
		who: make([][]attendance, s.In.Visits), order: make([][]timed, s.In.Runs),
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
		start, end := in.H.Calendar.Tick(run.Date, stop.Start), in.H.Calendar.Tick(run.Date, stop.End)
		switch stop.Kind {
		case model.StopBreak:
			if b := in.Break[r]; b >= 0 {
				im.order[r] = append(im.order[r], timed{StopOf(b, 0), start})
				im.sol.Hold[b] = start
			}
		case model.StopVisit:
			date := stop.Date
			if date == 0 {
				date = run.Date
			}
			if v, ok := im.dated[visitKey{stop.Visit, date}]; ok {
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

// visit gives a visit's carers their slots: by the role named, else in order.
func (im *importer) visit(v int) {
	in := im.s.In
	need := int(in.Need[v])
	if len(im.who[v]) != need {
		return
	}
	for i, a := range im.who[v] {
		for _, b := range im.who[v][:i] {
			if in.CarerOf[a.run] == in.CarerOf[b.run] {
				return
			}
		}
	}
	tpl := &in.H.Problem.Visits[in.H.Visits[v].Template]
	slots := make([]int, need)
	for k := range slots {
		slots[k] = -1
	}
	for pass := range 2 {
		for i := range im.who[v] {
			if slices.Contains(slots, i) {
				continue
			}
			for k := range slots {
				if slots[k] < 0 && (pass == 1 || tpl.RoleOf(k).Name == im.who[v][i].role) {
					slots[k] = i
					break
				}
			}
		}
	}
	at := int32(0)
	for k, i := range slots {
		a := im.who[v][i]
		at = a.start
		im.order[a.run] = append(im.order[a.run], timed{StopOf(Node(v), k), a.start})
		if in.LengthMin[v] < in.LengthMax[v] {
			im.sol.Len[v] = min(max(a.end-a.start, in.LengthMin[v]), in.LengthMax[v])
		}
	}
	im.sol.Hold[v] = in.RoundUp(at)
	im.sol.Key[v] = int64(at)<<24 + int64(v)
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
			if !slices.ContainsFunc(im.order[r], func(t timed) bool { return t.stop == own }) {
				im.order[r] = append(im.order[r], timed{own, in.Open[own.Node()]})
			}
		}
		key := func(t timed) int64 {
			if n := t.stop.Node(); in.Linked[n] {
				return im.sol.Key[n] // equal starts keep the global order
			}
			return int64(t.at) << 24
		}
		slices.SortStableFunc(im.order[r], func(a, b timed) int { return cmp.Compare(key(a), key(b)) })
		for i, t := range im.order[r] {
			if i == 0 || t.stop != im.order[r][i-1].stop {
				im.sol.Seq[r] = append(im.sol.Seq[r], t.stop)
			}
		}
	}
}
