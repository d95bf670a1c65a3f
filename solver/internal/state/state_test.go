package state_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/move"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// world is a tiny problem with a rota in it that random moves have stirred.
type world struct {
	in    *state.Instance
	s     *state.State
	t     *state.Trial
	rules *constraint.Rules
	rng   *rand.Rand
}

func newWorld(t testing.TB, seed uint64) *world {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 5))
	h, err := model.Expand(tiny.Problem(rng))
	require.NoError(t, err)
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	w := &world{in: in, s: state.New(in), rules: constraint.New(in), rng: rng}
	w.t = state.NewTrial(w.s)
	for v := range in.Visits {
		if !w.s.Allocated(state.Node(v)) {
			w.insert(state.Node(v))
		}
	}
	for range 60 {
		w.stir()
	}
	return w
}

// insert puts a visit into runs that may take it, in order of time, if they are worked.
func (w *world) insert(n state.Node) {
	w.t.Begin()
	ok := true
	for k := range w.in.Parts(n) {
		stop := w.in.Part(n, k)
		runs := w.in.RunsOf[stop.Node()]
		if ok = ok && len(runs) > 0; ok {
			r := runs[w.rng.IntN(len(runs))]
			w.t.Insert(stop, r, w.t.Sits(r, w.in.Open[n]))
		}
	}
	if ok && w.t.FitKey(n) && w.t.Time() {
		w.t.Commit()
		return
	}
	w.t.Drop()
}

func (w *world) stir() bool {
	ops, _ := move.All()
	w.t.Begin()
	if !ops[w.rng.IntN(len(ops))].Propose(w.t, w.rng) || !w.t.Time() {
		w.t.Drop()
		return false
	}
	w.t.Commit()
	return true
}

// TestExportImport: a rota written out and read back is the same rota: same runs, same times,
// same score, so that a warm start begins where the last search ended.
func TestExportImport(t *testing.T) {
	for seed := range uint64(400) {
		w := newWorld(t, seed)
		want := w.rules.Score(w.s)
		rota := w.s.Export()
		s := state.New(w.in)
		require.True(t, s.Load(state.NewTrial(s), s.Import(rota)), "seed %d", seed)
		again := s.Export()
		again.Shifts = rota.Shifts
		if want.Lawful() {
			require.Empty(t, cmp.Diff(rota, again), "seed %d", seed)
		}
		// An unlawful rota may be timed anew when it is read; read once, it stays.
		third := state.New(w.in)
		require.True(t, third.Load(state.NewTrial(third), third.Import(again)), "seed %d", seed)
		last := third.Export()
		last.Shifts = rota.Shifts
		require.Empty(t, cmp.Diff(again, last), "seed %d", seed)
	}
}

// damage makes of a rota one that no state would hold: times exchanged along a run, tied visits
// crosswise, a stop less, a stop in another's run.
func damage(r *model.Rota, rng *rand.Rand) {
	if len(r.Runs) == 0 {
		return
	}
	run, other := &r.Runs[rng.IntN(len(r.Runs))], &r.Runs[rng.IntN(len(r.Runs))]
	if len(run.Stops) == 0 {
		return
	}
	i, k := rng.IntN(len(run.Stops)), rng.IntN(len(run.Stops))
	switch rng.IntN(5) {
	case 0:
		run.Stops = slices.Delete(run.Stops, i, i+1)
	case 1:
		other.Stops = append(other.Stops, run.Stops[i])
	case 2:
		run.Stops[i].Start += model.Clock(rng.IntN(60))
		run.Stops[i].End += model.Clock(rng.IntN(60))
	default:
		a, b := &run.Stops[i], &run.Stops[k]
		a.Start, b.Start, a.End, b.End = b.Start, a.Start, b.End, a.End
	}
}

// TestImportKeepsTies: whatever rota is read, what comes of it is a rota: both of two tied visits
// or neither, at one place in the order, also where the orders of two runs go round in a circle.
func TestImportKeepsTies(t *testing.T) {
	kept, lost := 0, 0
	for seed := range uint64(1500) {
		w := newWorld(t, seed)
		rota := w.s.Export()
		for range w.rng.IntN(8) {
			damage(rota, w.rng)
		}
		s := state.New(w.in)
		require.True(t, s.Load(state.NewTrial(s), s.Import(rota)), "seed %d", seed)
		requireScratch(t, s, seed)
		for v := range w.in.H.Visits {
			n, mate := state.Node(v), state.Node(w.in.H.Visits[v].TiedTo)
			if mate < 0 {
				continue
			}
			require.Equal(t, s.Allocated(n), s.Allocated(mate), "half a tie, seed %d", seed)
			if !s.Allocated(n) {
				lost++
				continue
			}
			kept++
			require.True(t, !w.in.Linked[n] || s.Key[n] == s.Key[mate], "seed %d", seed)
		}
	}
	require.Greater(t, kept, 100)
	require.Greater(t, lost, 100)
}

// TestImportCrosswise: of two ties that two carers would do in opposite orders one is left out, with
// both its visits; the rota had c1 go from a to c and c2 from d to b, and a is tied to b, c to d.
func TestImportCrosswise(t *testing.T) {
	day := model.NewDate(2026, 11, 23)
	p := &model.Problem{Format: 1, Name: "crosswise", Plan: model.Plan{Start: day}}
	p.Patches = []model.Patch{{ID: "north", NameEn: "North"}}
	for _, id := range []model.PersonID{"ann", "bob"} {
		p.People = append(p.People, model.Person{ID: id, Name: string(id), Patch: "north", Lat: 52.9, Lon: -3.6})
	}
	for _, x := range []struct {
		id     model.VisitID
		person model.PersonID
		to     model.VisitID
	}{{"a", "ann", ""}, {"b", "ann", "a"}, {"c", "bob", ""}, {"d", "bob", "c"}} {
		p.Visits = append(p.Visits, model.Visit{
			ID: x.id, Person: x.person, Days: 1, Length: 30, Windows: []model.Window{{Open: model.At(8, 0), Close: model.At(12, 0)}},
			Tied: model.Follow{Visit: x.to, Min: -120 * len(x.to), Max: 120 * len(x.to)},
		})
	}
	rota := &model.Rota{Format: 1, Start: day, Weeks: 1}
	for i, stops := range [][]model.VisitID{{"a", "c"}, {"d", "b"}} {
		c, s := model.CarerID([]string{"c1", "c2"}[i]), model.ShiftID([]string{"s1", "s2"}[i])
		p.Carers = append(p.Carers, model.Carer{ID: c, Name: string(c), Patch: "north", Mode: model.ModeCar, Contract: model.Contract{Kind: model.ZeroHours}})
		p.Shifts = append(p.Shifts, model.Shift{ID: s, Carer: c, Date: day, Start: model.At(7, 0), End: model.At(13, 0), Status: model.Given})
		run := model.Run{Carer: c, Date: day, Shift: s, Status: model.Given, Start: model.At(7, 0), End: model.At(13, 0)}
		for k, v := range stops {
			run.Stops = append(run.Stops, model.Stop{Kind: model.StopVisit, Visit: v, Start: model.At(8+k, 0), End: model.At(8+k, 30)})
		}
		rota.Runs = append(rota.Runs, run)
	}
	require.Empty(t, model.Validate(p).Errors())
	h, err := model.Expand(p)
	require.NoError(t, err)
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	s := state.New(in)
	require.True(t, s.Load(state.NewTrial(s), s.Import(rota)))
	var there []bool
	for v := range in.Visits { // by date, window and id: a, b, c, d
		there = append(there, s.Allocated(state.Node(v)))
	}
	require.Contains(t, [][]bool{{true, true, false, false}, {false, false, true, true}}, there)

	rota.Runs[1].Stops[0].Visit, rota.Runs[1].Stops[1].Visit = "b", "d"
	s = state.New(in)
	require.True(t, s.Load(state.NewTrial(s), s.Import(rota)))
	for v := range in.Visits {
		require.True(t, s.Allocated(state.Node(v)), "in one order both can be done")
	}
}

// TestSaveLoad: a solution laid aside comes back whatever happened meanwhile.
func TestSaveLoad(t *testing.T) {
	for seed := range uint64(200) {
		w := newWorld(t, 1000+seed)
		var sol state.Solution
		w.s.Save(&sol)
		want := w.s.Export()
		for range 20 {
			w.stir()
		}
		require.True(t, w.s.Load(w.t, &sol), "seed %d", seed)
		got := w.s.Export()
		got.Shifts = want.Shifts
		require.Empty(t, cmp.Diff(want, got), "seed %d", seed)
	}
}

// openRun finds unworked open runs of one day that do not conflict.
func openRuns(s *state.State) []state.Run {
	var out []state.Run
next:
	for r := range s.In.Runs {
		if !s.In.IsOpen[r] || s.Worked[r] {
			continue
		}
		for _, c := range s.In.Conflicts[r] {
			if s.Worked[c] {
				continue next
			}
			for _, o := range out {
				if o == c {
					continue next
				}
			}
		}
		out = append(out, state.Run(r))
	}
	return out
}

// TestShiftLog: opening counts as opened, closing as closed, both in one change as moved once;
// what is taken back was never done.
func TestShiftLog(t *testing.T) {
	tried := 0
	for seed := uint64(0); tried < 20; seed++ {
		require.Less(t, seed, uint64(300), "hardly a problem has two open shifts")
		h, err := model.Expand(tiny.Problem(rand.New(rand.NewPCG(seed, 5))))
		require.NoError(t, err)
		in, err := state.Compile(h, constraint.Allowed(h))
		require.NoError(t, err)
		s := state.New(in)
		require.Equal(t, model.ShiftLog{}, s.Log, "given shifts are no decision")
		open := openRuns(s)
		if len(open) < 2 {
			continue
		}
		tried++
		trial := state.NewTrial(s)
		work := func(change func()) {
			trial.Begin()
			change()
			require.True(t, trial.Time(), "seed %d", seed)
			trial.Commit()
		}
		work(func() { trial.Work(open[0], true) })
		require.Equal(t, model.ShiftLog{Opened: 1}, s.Log)
		work(func() { trial.Work(open[0], false); trial.Work(open[1], true) })
		require.Equal(t, model.ShiftLog{Opened: 1, Moved: 1}, s.Log)
		work(func() { trial.Work(open[0], true); trial.Work(open[0], false) })
		require.Equal(t, model.ShiftLog{Opened: 1, Moved: 1}, s.Log, "there and back in one change is nothing")
		s.Mark()
		work(func() { trial.Work(open[1], false) })
		require.Equal(t, model.ShiftLog{Opened: 1, Closed: 1, Moved: 1}, s.Log)
		s.Rollback()
		require.Equal(t, model.ShiftLog{Opened: 1, Moved: 1}, s.Log)
		require.True(t, s.Worked[open[1]])
	}
}

// TestConflicts: a carer's overlapping shifts, or one shift by two carers, is not a rota.
func TestConflicts(t *testing.T) {
	tried := 0
	for seed := range uint64(200) {
		w := newWorld(t, seed)
		for r := range w.in.Runs {
			for _, c := range w.in.Conflicts[r] {
				if !w.s.Worked[c] || w.s.Worked[r] {
					continue
				}
				tried++
				w.t.Begin()
				w.t.Work(state.Run(r), true)
				require.False(t, w.t.Time(), "seed %d", seed)
				w.t.Drop()
			}
		}
	}
	require.Greater(t, tried, 50)
}

// TestOwnStopsOfARun: a freshly opened shift has its break and its events, and no event is late for
// a break.
func TestOwnStopsOfARun(t *testing.T) {
	both := 0
	for seed := range uint64(600) {
		h, err := model.Expand(tiny.Problem(rand.New(rand.NewPCG(seed, 6))))
		require.NoError(t, err)
		in, err := state.Compile(h, constraint.Allowed(h))
		require.NoError(t, err)
		s := state.New(in)
		for r := range in.Runs {
			want := len(in.Fixed[r])
			if in.Break[r] >= 0 {
				want++
			}
			if s.Worked[r] {
				require.Len(t, s.Routes[r].Seq, want, "seed %d", seed)
			} else {
				require.Empty(t, s.Routes[r].Seq, "seed %d", seed)
			}
			if !s.Worked[r] || in.Break[r] < 0 || len(in.Fixed[r]) != 1 {
				continue
			}
			f := in.Fixed[r][0]
			leg, _ := in.LegAt(state.Run(r), in.From[r], in.Place[f], in.RunStart[r])
			if in.RunStart[r]+leg.Rounded > in.Open[f] {
				continue // it cannot be reached in time, break or not
			}
			both++
			require.Equal(t, in.Open[f], s.Start[f], "the event is held up by the break, seed %d", seed)
		}
	}
	require.Greater(t, both, 5)
}

// TestImportMeeting: a meeting that a rota has later than it was called for stays there.
func TestImportMeeting(t *testing.T) {
	day := model.NewDate(2026, 11, 23)
	p := &model.Problem{Format: 1, Name: "x", Plan: model.Plan{Start: day}}
	p.Patches = []model.Patch{{ID: "north", NameEn: "North", BaseLat: 52.9, BaseLon: -3.6}}
	p.Carers = []model.Carer{{ID: "c1", Name: "c1", Patch: "north", Mode: model.ModeCar, Contract: model.Contract{Kind: model.ZeroHours}}}
	p.Shifts = []model.Shift{{ID: "s1", Carer: "c1", Date: day, Start: model.At(7, 0), End: model.At(13, 0), Status: model.Given}}
	p.Events = []model.Event{{ID: "talk", Attendees: []model.CarerID{"c1"}, Date: day, Length: 15, Kind: "supervision", Movable: true}}
	require.Empty(t, model.Validate(p).Errors())
	h, err := model.Expand(p)
	require.NoError(t, err)
	require.Len(t, h.Meetings, 1)
	h.Call(0, h.Calendar.Tick(day, model.At(7, 30)))
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	rota := &model.Rota{Format: 1, Start: day, Weeks: 1, Runs: []model.Run{{
		Carer: "c1", Date: day, Shift: "s1", Status: model.Given, Start: model.At(7, 0), End: model.At(13, 0),
		Stops: []model.Stop{{Kind: model.StopEvent, Event: "talk", Start: model.At(8, 0), End: model.At(8, 15)}},
	}}}
	s := state.New(in)
	require.True(t, s.Load(state.NewTrial(s), s.Import(rota)))
	require.Equal(t, model.At(8, 0), s.Export().Runs[0].Stops[0].Start)
}
