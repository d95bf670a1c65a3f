package state

// Trial is a proposed change of the state: new sequences for some runs, shifts opened or
// closed, new holds and lengths. Build it with the editing methods, let [Trial.Time] work out
// the new starts, ask the rules what it costs, then Commit or Drop it. One Trial is used over
// and over; it allocates nothing once its buffers have grown.
type Trial struct {
	S *State

	Views   []View   // runs whose stops or times differ; the edited ones first
	Changed []Change // visits whose start, length or allocation differ
	Own     []Change // breaks and events whose start differs
	Moves   []Move   // stops that change run, net
	Works   []Work   // shifts opened and closed

	Resized bool // a length was edited

	nodes   []nodeWas // holds, lengths and keys before the trial's own edits
	bad     bool
	views   []View  // storage behind Views
	viewOf  []int32 // by run: index into Views, valid where stamp agrees
	viewAt  []uint32
	newAt   []int32 // by node: new start, valid where stamp agrees
	seenAt  []uint32
	touched []uint32 // by node: the stamp at which its hold, length or key was last edited
	change  []int32  // by node: index into Changed, valid where seenAt agrees
	moveOf  []int32  // by stop: index into Moves, valid where stamp agrees
	moveAt  []uint32
	stamp   uint32
}

// View is one run as the trial would have it.
type View struct {
	Run    Run
	Worked bool
	Route
	edited bool
	// touched: a stop that stood here before has a new hold or length.
	touched bool
	first   int   // stops before it have the times that are stored
	tail    int   // the last so many stops are the stored route's last
	pos     int   // next stop to time
	t       int32 // end of the stop before
	loc     Place
	gone    bool // the leg to the next placed stop, before a break there
}

// Change is a node before and after. Starts are Unset where it is in no run.
type Change struct {
	Node           Node
	Old, New       int32
	OldLen, NewLen int32
}

// Move is a stop that changes run.
type Move struct {
	Stop     Stop
	From, To Run
}

// Work is a shift opened or closed.
type Work struct {
	Run Run
	On  bool
}

// NewTrial makes a trial for a state.
func NewTrial(s *State) *Trial {
	in := s.In
	return &Trial{
		S: s, viewOf: make([]int32, in.Runs), viewAt: make([]uint32, in.Runs),
		newAt: make([]int32, in.Nodes), seenAt: make([]uint32, in.Nodes), touched: make([]uint32, in.Nodes), change: make([]int32, in.Nodes),
		moveOf: make([]int32, in.Nodes*MaxNeed), moveAt: make([]uint32, in.Nodes*MaxNeed),
	}
}

// Begin starts a new trial.
func (t *Trial) Begin() {
	t.Views, t.Changed, t.Own, t.Moves, t.Works = t.views[:0], t.Changed[:0], t.Own[:0], t.Moves[:0], t.Works[:0]
	t.nodes = t.nodes[:0]
	t.bad, t.Resized = false, false
	if t.stamp++; t.stamp == 0 { // after four thousand million trials old stamps would look new
		for _, marks := range [][]uint32{t.viewAt, t.seenAt, t.touched, t.moveAt} {
			clear(marks)
		}
		t.stamp = 1
	}
}

// view gives a run's view, making an unedited one where there is none.
func (t *Trial) view(r Run) *View {
	if t.viewAt[r] == t.stamp {
		return &t.Views[t.viewOf[r]]
	}
	t.viewAt[r] = t.stamp
	t.viewOf[r] = int32(len(t.Views))
	if len(t.Views) == cap(t.Views) {
		t.views = append(t.Views, View{})
		t.Views = t.views
	} else {
		t.Views = t.Views[:len(t.Views)+1]
		t.views = t.Views
	}
	v := &t.Views[len(t.Views)-1]
	v.Run, v.Worked, v.edited, v.touched = r, t.S.Worked[r], false, false
	return v
}

// ViewOf gives a run's view, nil if the trial leaves the run alone.
func (t *Trial) ViewOf(r Run) *View {
	if t.viewAt[r] == t.stamp {
		return &t.Views[t.viewOf[r]]
	}
	return nil
}

// Edit gives a run's view for editing; an unworked run is opened first.
func (t *Trial) Edit(r Run) *View {
	v := t.editable(r)
	if !v.Worked {
		t.Work(r, true)
		v = t.view(r)
	}
	return v
}

// Work opens or closes a shift. Closing takes its visits out first.
func (t *Trial) Work(r Run, on bool) {
	v := t.editable(r)
	if v.Worked == on {
		return
	}
	v.Worked = on
	t.work(r, on)
	if !on {
		for _, stop := range v.Seq {
			if t.S.In.IsVisit(stop.Node()) {
				t.move(stop, NoRun)
			}
		}
		v.Seq = v.Seq[:0]
		return
	}
	v.Seq = t.S.In.ownStops(r, v.Seq[:0])
	for _, c := range t.S.In.Conflicts[r] {
		if t.IsWorked(c) {
			t.bad = true
		}
	}
}

// IsWorked tells whether a run is worked under the trial.
func (t *Trial) IsWorked(r Run) bool {
	if t.viewAt[r] == t.stamp {
		return t.Views[t.viewOf[r]].Worked
	}
	return t.S.Worked[r]
}

// work notes a shift's change, net.
func (t *Trial) work(r Run, on bool) {
	for i := range t.Works {
		if t.Works[i].Run == r {
			t.Works[i] = t.Works[len(t.Works)-1]
			t.Works = t.Works[:len(t.Works)-1]
			return
		}
	}
	t.Works = append(t.Works, Work{r, on})
}

// move notes a stop's new run, net.
func (t *Trial) move(stop Stop, to Run) {
	if t.moveAt[stop] == t.stamp {
		t.Moves[t.moveOf[stop]].To = to
		return
	}
	t.moveAt[stop], t.moveOf[stop] = t.stamp, int32(len(t.Moves))
	t.Moves = append(t.Moves, Move{stop, t.S.RunOf[stop], to})
}

// Insert puts a visit's stop into a run before position at.
func (t *Trial) Insert(stop Stop, r Run, at int) {
	v := t.Edit(r)
	at = min(at, len(v.Seq))
	v.Seq = append(v.Seq, 0)
	copy(v.Seq[at+1:], v.Seq[at:])
	v.Seq[at] = stop
	t.move(stop, r)
}

// Remove takes a visit's stop out of its run.
func (t *Trial) Remove(stop Stop) {
	r := t.runOf(stop)
	if r == NoRun {
		return
	}
	v := t.Edit(r)
	for i, x := range v.Seq {
		if x == stop {
			v.Seq = append(v.Seq[:i], v.Seq[i+1:]...)
			break
		}
	}
	t.move(stop, NoRun)
}

// SkipBreak takes a run's break out, TakeBreak puts it in before a position.
func (t *Trial) SkipBreak(r Run) {
	v := t.Edit(r)
	if i := index(v.Seq, StopOf(t.S.In.Break[r], 0)); i >= 0 {
		v.Seq = append(v.Seq[:i], v.Seq[i+1:]...)
	}
}

// TakeBreak is SkipBreak's way back.
func (t *Trial) TakeBreak(r Run, at int) {
	v := t.Edit(r)
	v.Seq = append(v.Seq, 0)
	copy(v.Seq[at+1:], v.Seq[at:])
	v.Seq[at] = StopOf(t.S.In.Break[r], 0)
}

// SetTail replaces everything of a run from a position on; the visits in it come from other
// edited runs or stay.
func (t *Trial) SetTail(r Run, from int, tail []Stop) {
	v := t.Edit(r)
	v.Seq = append(v.Seq[:from], tail...)
	for _, stop := range tail {
		if t.S.In.IsVisit(stop.Node()) {
			t.move(stop, r)
		}
	}
}

func (t *Trial) runOf(stop Stop) Run {
	if t.moveAt[stop] == t.stamp {
		return t.Moves[t.moveOf[stop]].To
	}
	return t.S.RunOf[stop]
}

// Seq gives a run's stops under the trial; not to be changed.
func (t *Trial) Seq(r Run) []Stop {
	if t.viewAt[r] == t.stamp {
		return t.Views[t.viewOf[r]].Seq
	}
	return t.S.Routes[r].Seq
}

// Assign notes that a stop now stands in a run whose sequence the caller has edited.
func (t *Trial) Assign(stop Stop, r Run) { t.move(stop, r) }

// Sits gives the position in an edited run before the first stop that starts, or opens, later.
func (t *Trial) Sits(r Run, at int32) int {
	seq := t.Seq(r)
	for i, stop := range seq {
		n := stop.Node()
		start := t.S.Start[n]
		if start == Unset {
			start = t.S.In.Open[n]
		}
		if start > at {
			return i
		}
	}
	return len(seq)
}

// Ordered tells whether the keys of a run's linked nodes ascend.
func (t *Trial) Ordered(r Run) bool {
	last := int64(-1 << 62)
	for _, stop := range t.Seq(r) {
		if n := stop.Node(); t.S.In.Linked[n] {
			if t.S.Key[n] <= last {
				return false
			}
			last = t.S.Key[n]
		}
	}
	return true
}

func (t *Trial) remember(n Node) {
	s := t.S
	t.touched[n] = t.stamp
	t.nodes = append(t.nodes, nodeWas{n, s.Start[n], s.Hold[n], s.Len[n], s.Key[n]})
}

// touch makes sure that the runs of a node are timed again.
func (t *Trial) touch(n Node) {
	if int(n) >= t.S.In.Visits {
		if r := t.S.In.HomeRun[int(n)-t.S.In.Visits]; r != NoRun {
			t.editable(r).touched = true
		}
		return
	}
	for seat := range int(t.S.In.Room[n]) {
		if r := t.runOf(StopOf(n, seat)); r != NoRun {
			t.editable(r).touched = true
		}
	}
}

// editable gives a run's view with a sequence of its own.
func (t *Trial) editable(r Run) *View {
	v := t.view(r)
	if !v.edited {
		v.edited = true
		v.Seq = append(v.Seq[:0], t.S.Routes[r].Seq...)
	}
	return v
}

// SetHold sets "not before" for a node; Unset for none.
func (t *Trial) SetHold(n Node, hold int32) {
	if t.S.Hold[n] == hold {
		return
	}
	t.remember(n)
	t.S.Hold[n] = hold
	t.touch(n)
}

// SetLen sets a visit's planned length.
func (t *Trial) SetLen(n Node, ticks int32) {
	if t.S.Len[n] == ticks {
		return
	}
	t.remember(n)
	t.Resized = true
	t.S.Len[n] = ticks
	t.touch(n)
}

// SetKey places a linked node in the global order.
func (t *Trial) SetKey(n Node, key int64) {
	t.remember(n)
	t.S.Key[n] = key
	if int(n) < t.S.In.Visits {
		if m := t.S.In.Mate[n]; m >= 0 {
			t.remember(m)
			t.S.Key[m] = key
		}
	}
}

// StartOf gives a node's start under the trial, Unset if it is in no run.
func (t *Trial) StartOf(n Node) int32 {
	if t.seenAt[n] == t.stamp {
		return t.newAt[n]
	}
	return t.S.Start[n]
}

// RunOf gives a stop's run under the trial.
func (t *Trial) RunOf(stop Stop) Run { return t.runOf(stop) }

// ChangeOf gives a visit's change, nil if it has none. It is valid until the next Begin.
func (t *Trial) ChangeOf(n Node) *Change {
	if t.seenAt[n] == t.stamp {
		return &t.Changed[t.change[n]]
	}
	return nil
}

// FirstMove tells whether the i-th move is the first of its node's.
func (t *Trial) FirstMove(i int) bool {
	n := t.Moves[i].Stop.Node()
	for k := range i {
		if t.Moves[k].Stop.Node() == n {
			return false
		}
	}
	return true
}

// Drop forgets the trial.
func (t *Trial) Drop() {
	s := t.S
	for i := len(t.nodes) - 1; i >= 0; i-- {
		w := &t.nodes[i]
		s.Hold[w.n], s.Len[w.n], s.Key[w.n] = w.hold, w.len, w.key
	}
	t.nodes = t.nodes[:0]
}

// Commit makes the trial, timed before, the state.
func (t *Trial) Commit() {
	s := t.S
	j := &s.journal
	if j.on {
		j.nodes = append(j.nodes, t.nodes...)
	}
	t.commitStarts(t.Changed)
	t.commitStarts(t.Own)
	for i := range t.Views {
		v := &t.Views[i]
		r := &s.Routes[v.Run]
		if j.on {
			j.keep(v.Run, *r)
			*r = j.room(len(v.Seq))
		} else if cap(r.Seq) < len(v.Seq) {
			*r = (&journal{}).room(len(v.Seq))
		}
		n := len(v.Seq)
		r.resize(n)
		copy(r.Seq, v.Seq)
		copy(r.At, v.At)
		copy(r.Leg, v.Leg)
		copy(r.Cand, v.Cand)
		r.Sum = v.Sum
		s.slacken(v.Run)
		if s.watch != nil {
			s.watch.Routed(v.Run)
		}
	}
	for _, m := range t.Moves {
		if m.From == m.To {
			continue
		}
		s.RunOf[m.Stop] = m.To
		if j.on {
			j.moves = append(j.moves, m)
		}
		if s.watch != nil {
			s.watch.Moved(m.Stop, m.From, m.To)
		}
	}
	t.commitWorks()
	if s.watch != nil {
		s.watch.Timed()
	}
	t.nodes = t.nodes[:0]
}

func (t *Trial) commitStarts(changes []Change) {
	s := t.S
	for i := range changes {
		c := &changes[i]
		if s.journal.on {
			s.journal.nodes = append(s.journal.nodes, nodeWas{c.Node, c.Old, s.Hold[c.Node], s.Len[c.Node], s.Key[c.Node]})
		}
		s.Start[c.Node] = c.New
	}
}

func (t *Trial) commitWorks() {
	s := t.S
	opened, closed := int64(0), int64(0)
	for _, w := range t.Works {
		s.Worked[w.Run] = w.On
		if s.journal.on {
			s.journal.works = append(s.journal.works, w)
		}
		if s.watch != nil {
			s.watch.Worked(w.Run, w.On)
		}
		if w.On {
			opened++
		} else {
			closed++
		}
	}
	moved := min(opened, closed)
	s.Log.Moved += moved
	s.Log.Opened += opened - moved
	s.Log.Closed += closed - moved
}
