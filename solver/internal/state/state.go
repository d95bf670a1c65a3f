package state

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// State is the rota being worked on. Only [Trial.Commit] and [State.Rollback] change it, so
// stored starts are always those of a forward pass over the stored routes.
type State struct {
	In *Instance

	// By node. Start is Unset for what is in no run. Hold is "not before", Unset for none.
	Start, Hold, Len []int32
	// Key orders the linked nodes: along every route keys of linked nodes ascend, which keeps
	// the joined timing free of cycles.
	Key []int64

	RunOf  []Run // by stop; NoRun for unassigned seats and for breaks of unworked runs
	Worked []bool
	Routes []Route

	Log model.ShiftLog

	watch   Watcher
	journal journal
}

// Route is the stops of a run with their times. At, Leg and Cand run beside Seq: start, exact
// leg into the stop, and the start that this run alone would give it (for linked stops the
// start is the largest of these).
type Route struct {
	Seq           []Stop
	At, Leg, Cand []int32
	// Slack is how much later each stop could start before a law about times is broken in this
	// run, what waits behind it taken up; of the stored routes only. It prunes.
	Slack []int32
	// Ease is the same for wishes about times, and Idle what is waited behind each stop.
	Ease, Idle []int32
	Sum        Sum
}

// Sum is what the timing pass adds up along a route, in ticks.
type Sum struct {
	Travel int32 // legs inside the shift, the leg back to the base included
	Wait   int32 // between stops
	Last   int32 // end of the last stop, after the leg back to the base; Unset without stops
	Far    int32 // legs that the mode cannot go
	Before int32 // start of the shift to the first stop's, less the first leg
	Care   int32 // planned lengths of the visits; 0 without any
	Void   int32 // 1 where a break is taken that may be missed and does not count: it had better not be
	Span   int32 // first visit's start to the last one's end, less the breaks between
	Settle int32 // what Wait holds before the second stop, where the first is a break
}

// Watcher keeps counters beside the state: it is told of every committed change and, with
// from and to exchanged, of every change taken back.
type Watcher interface {
	Moved(stop Stop, from, to Run)
	Worked(run Run, on bool)
	// Routed names a run whose stored stops or times are others now; what it holds is asked for in Timed.
	Routed(run Run)
	// Timed comes last, after a commit and after a rollback.
	Timed()
}

// New makes the empty rota: given shifts are worked, nothing is allocated.
func New(in *Instance) *State {
	s := &State{
		In:     in,
		Start:  slices.Repeat([]int32{Unset}, in.Nodes),
		Hold:   slices.Repeat([]int32{Unset}, in.Nodes),
		Len:    slices.Clone(in.Length),
		Key:    make([]int64, in.Nodes),
		RunOf:  slices.Repeat([]Run{NoRun}, in.Nodes*MaxNeed),
		Worked: make([]bool, in.Runs),
		Routes: make([]Route, in.Runs),
	}
	copy(s.Hold, in.HoldBase)
	t := NewTrial(s)
	for r := range in.Runs {
		s.Routes[r].Sum.Last = Unset
		if !in.IsOpen[r] {
			t.Begin()
			t.Work(Run(r), true)
			if t.Time() { // not beside another given one: two at once is an error of the tables
				t.Commit()
			}
		}
	}
	s.Log = model.ShiftLog{} // given shifts are nobody's decision
	return s
}

// Watch sets who is told of changes; nil for nobody.
func (s *State) Watch(w Watcher) { s.watch = w }

// Allocated tells whether a visit is in the rota (with all its carers, always).
func (s *State) Allocated(n Node) bool { return s.Start[n] != Unset }

// Done tells whether a unit is in the rota: a visit, two tied ones, or a package.
func (s *State) Done(unit Node) bool {
	c := s.In.Package[unit]
	if c < 0 {
		return s.Allocated(unit)
	}
	for _, n := range s.In.Packs[c] {
		if s.Allocated(n) {
			return true
		}
	}
	return false
}

// Pos finds a stop in its route.
func (s *State) Pos(stop Stop) int { return slices.Index(s.Routes[s.RunOf[stop]].Seq, stop) }

// ownStops appends the stops that belong to a run itself, in the order of their openings; the
// break comes after an event that it would make late.
func (in *Instance) ownStops(r Run, seq []Stop) []Stop {
	b, t, loc := in.Break[r], in.RunStart[r], in.From[r]
	for _, f := range in.Fixed[r] {
		at := in.arrive(r, loc, in.Place[f], t)
		if b >= 0 {
			if rested := in.rested(r, b, loc, in.Place[f], t); rested <= in.Open[f] {
				seq, b, at = append(seq, StopOf(b, 0)), -1, rested
			}
		}
		seq = append(seq, StopOf(f, 0))
		t = max(at, in.Open[f]) + in.Length[f]
		if p := in.EndAt[f]; p >= 0 {
			loc = p
		}
	}
	if b >= 0 {
		seq = append(seq, StopOf(b, 0))
	}
	return seq
}

// arrive is when a run's carer who is free at t could be at a place.
func (in *Instance) arrive(r Run, from, to Place, t int32) int32 {
	return t + in.WayAt(r, from, to, t).Rounded
}

// rested is when that carer could go on there with the break taken on this side of the leg or, at the
// next door, on that.
func (in *Instance) rested(r Run, b Node, from, to Place, t int32) int32 {
	if in.BreakNext {
		return max(in.arrive(r, from, to, t), in.Open[b]) + in.Length[b]
	}
	return in.arrive(r, from, to, max(t, in.Open[b])+in.Length[b])
}

// OwnStops is the number of stops that belong to a run itself.
func (in *Instance) OwnStops(r Run) int {
	n := len(in.Fixed[r])
	if in.Break[r] >= 0 {
		n++
	}
	return n
}

// journal remembers what commits changed since a mark, newest last.
type journal struct {
	on     bool
	routes []routeWas
	nodes  []nodeWas
	moves  []Move
	works  []Work
	arena  []Route // spare routes, so that remembering does not allocate
	log    model.ShiftLog
}

type routeWas struct {
	run Run
	was Route
}

type nodeWas struct {
	n                Node
	start, hold, len int32
	key              int64
}

// Mark starts remembering; [State.Rollback] returns to this point, [State.Accept] forgets it.
func (s *State) Mark() {
	s.Accept()
	s.journal.on = true
	s.journal.log = s.Log
}

// Accept keeps all changes since the mark.
func (s *State) Accept() {
	j := &s.journal
	for i := range j.routes {
		j.arena = append(j.arena, j.routes[i].was)
	}
	j.routes, j.nodes, j.moves, j.works = j.routes[:0], j.nodes[:0], j.moves[:0], j.works[:0]
	j.on = false
}

// Rollback takes back all changes since the mark.
func (s *State) Rollback() {
	j := &s.journal
	for i := len(j.routes) - 1; i >= 0; i-- {
		r := j.routes[i].run
		s.Routes[r], j.routes[i].was = j.routes[i].was, s.Routes[r]
		if s.watch != nil {
			s.watch.Routed(r)
		}
	}
	for i := len(j.nodes) - 1; i >= 0; i-- {
		w := &j.nodes[i]
		s.Start[w.n], s.Hold[w.n], s.Len[w.n], s.Key[w.n] = w.start, w.hold, w.len, w.key
	}
	for i := len(j.moves) - 1; i >= 0; i-- {
		m := j.moves[i]
		s.RunOf[m.Stop] = m.From
		if s.watch != nil {
			s.watch.Moved(m.Stop, m.To, m.From)
		}
	}
	for i := len(j.works) - 1; i >= 0; i-- {
		w := j.works[i]
		s.Worked[w.Run] = !w.On
		if s.watch != nil {
			s.watch.Worked(w.Run, !w.On)
		}
	}
	if s.watch != nil {
		s.watch.Timed()
	}
	s.Log = j.log
	s.Accept()
}

// keep stores a route and gives room for a new one of n stops.
func (j *journal) keep(r Run, was Route) {
	j.routes = append(j.routes, routeWas{r, was})
}

// room gives a spare route with length n.
func (j *journal) room(n int) Route {
	var r Route
	if k := len(j.arena); k > 0 {
		r, j.arena = j.arena[k-1], j.arena[:k-1]
	}
	if cap(r.Seq) < n {
		c := max(2*n, 16)
		r = Route{make([]Stop, c), make([]int32, c), make([]int32, c), make([]int32, c), make([]int32, c), make([]int32, c), make([]int32, c), Sum{}}
	}
	r.resize(n)
	return r
}

// resize makes all of a route, whose room is there, n stops long.
func (r *Route) resize(n int) {
	r.Seq, r.At, r.Leg, r.Cand = r.Seq[:n], r.At[:n], r.Leg[:n], r.Cand[:n]
	r.Slack, r.Ease, r.Idle = r.Slack[:n], r.Ease[:n], r.Idle[:n]
}

// slacken works out the slack of a stored route, from its end.
func (s *State) slacken(run Run) {
	in, r := s.In, &s.Routes[run]
	n := len(r.Seq)
	if n == 0 {
		return
	}
	if in.Timed[in.Mode[run]] { // a minute later may be an hour later
		for i := range n {
			r.Slack[i], r.Ease[i], r.Idle[i] = unknown, -1, 0
		}
		return
	}
	slack, ease, idle := in.LawEnd[run]-r.Sum.Last, in.WishEnd[run]-r.Sum.Last, int32(0)
	for i := n - 1; i >= 0; i-- {
		node := r.Seq[i].Node()
		slack = min(slack, in.LawClose[node]-r.At[i])
		ease = min(ease, wishRoom(in.WishClose[node], r.At[i]))
		r.Slack[i], r.Ease[i], r.Idle[i] = slack, ease, idle
		if i > 0 {
			ready := r.At[i-1] + s.Len[r.Seq[i-1].Node()] + in.RoundUp(r.Leg[i])
			wait := max(0, r.At[i]-ready)
			idle += wait
			slack = min(slack, math.MaxInt32-farFuture) + wait
			if ease >= 0 {
				ease = min(ease, math.MaxInt32-farFuture) + wait
			}
		}
	}
}

// wishRoom is how much later a stop can start without a wish about times; -1 where it cannot be
// told, because it is late already or an earlier start would cost as well.
func wishRoom(closing, at int32) int32 {
	if closing < at {
		return -1
	}
	return closing - at
}

// unknown is a slack that prunes nothing.
const unknown = 1 << 29

// farFuture is more than any two ticks are apart.
const farFuture = 1 << 30
