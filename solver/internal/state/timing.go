package state

// Time works out the starts of the trial: a forward pass over the edited runs in the one
// global order of the linked nodes, and over any other run that a linked visit's new start
// reaches. It reports false, and has dropped nothing, if the trial is not a rota: a shift in
// conflict with another, a carer twice at one visit, or linked visits in a circle.
//
// The order is the linked nodes' keys. A run is timed freely up to its next linked stop and
// waits there; of all waiting runs the one with the least key goes on, so both sides of a
// linked visit have been timed up to it. A run that no edit touches is entered only where a
// linked start really differs, and left again as soon as its starts agree with the stored ones.
func (t *Trial) Time() bool {
	if t.bad || !t.pass() {
		return false
	}
	for i := range t.Views {
		t.finish(&t.Views[i])
	}
	t.collect(t.S.In)
	return true
}

// VoidDelta is how many more runs, under the trial, take a break that does not count.
func (t *Trial) VoidDelta() int {
	d := int32(0)
	for i := range t.Views {
		v := &t.Views[i]
		d += v.Sum.Void - t.S.Routes[v.Run].Sum.Void
	}
	return int(d)
}

// idleBreak tells whether a break that a run with visits takes does not count: it is outside its
// span or, where it is taken at the next stop's place, no visit is next.
func (in *Instance) idleBreak(b Node, v *View) bool {
	visits, behind := false, false
	for i := len(v.Seq) - 1; i >= 0; i-- {
		switch n := v.Seq[i].Node(); {
		case n == b:
			behind = visits || !in.BreakNext
			if behind && v.At[i] >= in.Open[b] && v.At[i] <= in.Close[b] {
				return false
			}
			for k := range i {
				visits = visits || in.IsVisit(v.Seq[k].Node())
			}
			return visits
		case in.IsVisit(n):
			visits = true
		}
	}
	return false
}

// pass is the forward pass.
func (t *Trial) pass() bool {
	s, in := t.S, t.S.In
	t.waitNoLonger()
	for i := range t.Views {
		if !t.start(&t.Views[i]) {
			return false
		}
	}
	for i := range t.Moves {
		if n := t.Moves[i].Stop.Node(); (in.Linked[n] || in.IsVisit(n) && in.Mate[n] >= 0) && !t.staffed(n) {
			return false
		}
	}
	for i := range t.Moves {
		m := &t.Moves[i]
		s.RunOf[m.Stop] = m.To
	}
	for i := range t.Views {
		t.advance(&t.Views[i])
	}
	for {
		next, key := -1, int64(0)
		for i := range t.Views {
			v := &t.Views[i]
			if v.pos < len(v.Seq) {
				if k := s.Key[v.Seq[v.pos].Node()]; next < 0 || k < key {
					next, key = i, k
				}
			}
		}
		if next < 0 {
			break
		}
		t.resolve(t.Views[next].Seq[t.Views[next].pos].Node())
	}
	for i := range t.Moves {
		m := &t.Moves[i]
		s.RunOf[m.Stop] = m.From
	}
	return true
}

// start prepares an edited view; false if its linked stops are out of order. Stops before the
// first one that differs keep the times they have, as in a settled view.
func (t *Trial) start(v *View) bool {
	s, in := t.S, t.S.In
	was := &s.Routes[v.Run]
	n, old := len(v.Seq), len(was.Seq)
	v.size(n)
	last := int64(-1 << 62)
	first := n
	for i, stop := range v.Seq {
		node := stop.Node()
		if in.Core[node].Linked {
			k := s.Key[node]
			if k <= last {
				return false
			}
			last = k
		}
		if first == n && (i >= old || was.Seq[i] != stop || v.touched && t.touched[node] == t.stamp) {
			first = i
		}
	}
	if in.BreakNext {
		first = in.fromBreak(v.Seq, first)
	}
	v.tail = 0
	for v.tail < min(n-first, old-first) {
		stop := v.Seq[n-1-v.tail]
		if was.Seq[old-1-v.tail] != stop || v.touched && t.touched[stop.Node()] == t.stamp {
			break
		}
		v.tail++
	}
	copy(v.At[:first], was.At)
	copy(v.Leg[:first], was.Leg)
	copy(v.Cand[:first], was.Cand)
	v.first = first
	t.reopen(v, first)
	return true
}

// fromBreak goes back from a position to a break before it, where that is taken at the place of the
// stop that now follows.
func (in *Instance) fromBreak(seq []Stop, at int) int {
	for i := at - 1; i >= 0; i-- {
		switch n := seq[i].Node(); {
		case in.IsBreak(n):
			return i
		case in.Core[n].Place >= 0:
			return at
		}
	}
	return at
}

func (v *View) size(n int) {
	if cap(v.At) < n {
		c := max(2*n, 16)
		v.At, v.Leg, v.Cand = make([]int32, n, c), make([]int32, n, c), make([]int32, n, c)
	}
	v.At, v.Leg, v.Cand = v.At[:n], v.Leg[:n], v.Cand[:n]
}

// advance times a view up to its next linked stop, whose own candidate it leaves in Cand.
func (t *Trial) advance(v *View) {
	s, in := t.S, t.S.In
	legs, timed := in.Legs[in.Mode[v.Run]], in.Timed[in.Mode[v.Run]]
	old := s.Routes[v.Run].At
	off := len(old) - len(v.Seq)
	settled := len(v.Seq) - v.tail // from here on stops are as stored, off places further on
	for v.pos < len(v.Seq) {
		n := v.Seq[v.pos].Node()
		core := &in.Core[n]
		var leg Leg
		switch {
		case in.BreakNext && (core.Place < 0 || v.gone):
			leg = v.legByBreak(in)
		case timed:
			leg, _ = in.LegAt(v.Run, v.loc, core.Place, v.t)
		case core.Place >= 0 && v.loc >= 0:
			leg = legs[int(v.loc)*in.Places+int(core.Place)]
		}
		at := max(v.t+leg.Rounded, s.Hold[n], core.Open)
		if core.Multi {
			at = in.Later(n, at)
		}
		v.Leg[v.pos], v.Cand[v.pos] = leg.Exact, at
		if core.Linked {
			return
		}
		v.At[v.pos] = at
		if core.Place >= 0 {
			v.loc, v.gone = core.EndAt, false
		}
		v.t = at + s.Len[n]
		v.pos++
		if i := v.pos - 1; i >= settled && at == old[i+off] && core.Place >= 0 {
			t.settle(v)
		}
	}
}

// legByBreak is the leg into a break that is taken at the next placed stop's place. Other stops
// without a place have none, nor has that stop itself.
func (v *View) legByBreak(in *Instance) Leg {
	if !in.IsBreak(v.Seq[v.pos].Node()) || v.loc < 0 {
		return Leg{}
	}
	for _, stop := range v.Seq[v.pos+1:] {
		if p := in.Core[stop.Node()].Place; p >= 0 {
			from := v.loc
			v.loc, v.gone = p, true
			return in.WayAt(v.Run, from, p, v.t)
		}
	}
	return Leg{}
}

// place sets the start of the view's next stop and steps past it.
func (v *View) place(t *Trial, at int32) {
	s, in := t.S, t.S.In
	n := v.Seq[v.pos].Node()
	v.At[v.pos] = at
	if p := in.EndAt[n]; p >= 0 {
		v.loc, v.gone = p, false
	}
	v.t = at + s.Len[n]
	v.pos++
}

// settle ends a view early: from here on everything is as stored.
func (t *Trial) settle(v *View) {
	r := &t.S.Routes[v.Run]
	from := v.pos + len(r.Seq) - len(v.Seq)
	copy(v.At[v.pos:], r.At[from:])
	copy(v.Leg[v.pos:], r.Leg[from:])
	copy(v.Cand[v.pos:], r.Cand[from:])
	v.pos = len(v.Seq)
}

// resolve gives a linked node its start, the largest of its runs' candidates, and a node that is
// tied to another, and that other, the earliest starts that keep their distance.
func (t *Trial) resolve(n Node) {
	in := t.S.In
	if in.Mate[n] >= 0 {
		a, b := in.Together(n, t.candidate(in.Part(n, 0)), t.candidate(in.Part(n, 1)))
		t.settleLinked(in.Part(n, 0), a)
		t.settleLinked(in.Part(n, 1), b)
		return
	}
	last, room := Unset, int(in.Room[n])
	for k := range room {
		if stop := StopOf(n, k); t.S.RunOf[stop] != NoRun { // loose seats may be empty
			last = max(last, t.candidate(stop))
		}
	}
	for k := range room {
		if stop := StopOf(n, k); t.S.RunOf[stop] != NoRun {
			t.settleLinked(stop, last)
		}
	}
}

// candidate is the start that a linked stop's own run would give it.
func (t *Trial) candidate(stop Stop) int32 {
	r := t.S.RunOf[stop]
	route := &t.S.Routes[r]
	if t.viewAt[r] == t.stamp {
		route = &t.Views[t.viewOf[r]].Route
	}
	return route.Cand[index(route.Seq, stop)]
}

// Together gives the earliest starts of a tied visit and its mate, in the order of their parts,
// that are no earlier than a and b and keep their distance.
func (in *Instance) Together(n Node, a, b int32) (int32, int32) {
	first, second := in.Part(n, 0).Node(), in.Part(n, 1).Node()
	return max(a, b+in.MateLo[first]), max(b, a+in.MateLo[second])
}

// settleLinked gives one stop of a linked node its start and times its run on from there.
func (t *Trial) settleLinked(stop Stop, at int32) {
	s := t.S
	r := s.RunOf[stop]
	if t.viewAt[r] != t.stamp {
		if s.Start[stop.Node()] == at {
			return
		}
		t.enter(r)
	}
	v := t.view(r)
	if v.pos < len(v.Seq) && v.Seq[v.pos] == stop {
		v.place(t, at)
		t.advance(v)
		return
	}
	// The view had settled; it goes on from here if the start is a new one.
	if i := index(v.Seq, stop); v.At[i] != at {
		t.reopen(v, i)
		v.place(t, at)
		t.advance(v)
	}
}

func index(seq []Stop, stop Stop) int {
	for i, x := range seq {
		if x == stop {
			return i
		}
	}
	return -1
}

// enter makes a settled view of a run that the trial does not edit.
func (t *Trial) enter(r Run) {
	v := t.view(r)
	was := &t.S.Routes[r]
	v.Seq = append(v.Seq[:0], was.Seq...)
	v.size(len(v.Seq))
	v.tail, v.pos, v.first = len(v.Seq), 0, len(v.Seq)
	t.settle(v)
}

// reopen sets a view back to position i, with the stops before it as they are.
func (t *Trial) reopen(v *View, i int) {
	s, in := t.S, t.S.In
	v.pos, v.t, v.loc, v.gone = i, in.RunStart[v.Run], in.From[v.Run], false
	v.first = min(v.first, i)
	for k := i - 1; k >= 0; k-- {
		n := v.Seq[k].Node()
		if k == i-1 {
			v.t = v.At[k] + s.Len[n]
		}
		if p := in.EndAt[n]; p >= 0 {
			v.loc = p
			break
		}
	}
}

// finish adds up a view.
func (t *Trial) finish(v *View) {
	s, in := t.S, t.S.In
	sum := Sum{Last: Unset}
	loc, end, placed := in.From[v.Run], int32(0), false
	far, timed, left := in.Far[in.Mode[v.Run]], in.Timed[in.Mode[v.Run]], in.RunStart[v.Run]
	gone := false // the leg to the next placed stop, before a break there
	first, rested := Unset, int32(0)
	for i, stop := range v.Seq {
		n := stop.Node()
		sum.Travel += v.Leg[i]
		if i > 0 {
			wait := v.At[i] - end - v.Leg[i]
			sum.Wait += wait
			if i == 1 && in.IsBreak(v.Seq[0].Node()) {
				sum.Settle = wait
			}
		} else {
			sum.Before = v.At[0] - in.RunStart[v.Run] - v.Leg[0]
		}
		if in.IsVisit(n) {
			sum.Care += s.Len[n]
			if first == Unset {
				first, rested = v.At[i], 0
			}
			sum.Span = v.At[i] + s.Len[n] - first - rested
		} else if in.IsBreak(n) {
			rested += s.Len[n]
		}
		if p := in.Core[n].Place; p >= 0 {
			if timed {
				if _, late := in.LegAt(v.Run, loc, p, left); late {
					sum.Far++
				}
			} else if far != nil && loc >= 0 && far[int(loc)*in.Places+int(p)] {
				sum.Far++
			}
			loc, placed, gone = in.Core[n].EndAt, true, false
		}
		end = v.At[i] + s.Len[n]
		if timed {
			if gone = gone || in.BreakNext && in.IsBreak(n); !gone { // else the leg was gone before the break
				left = end
			}
		}
		sum.Last = end
	}
	if to := in.To[v.Run]; to >= 0 && placed {
		back, late := in.Leg(v.Run, loc, to), far != nil && far[int(loc)*in.Places+int(to)]
		if timed {
			back, late = in.LegAt(v.Run, loc, to, end)
		}
		sum.Travel += back.Exact
		sum.Last += back.Exact
		if late {
			sum.Far++
		}
	}
	if b := in.Break[v.Run]; in.BreakFree && b >= 0 && v.Worked && in.idleBreak(b, v) {
		sum.Void = 1
	}
	v.Sum = sum
}

// collect lists the nodes that differ.
func (t *Trial) collect(in *Instance) {
	s := t.S
	for i := range t.Views {
		v := &t.Views[i]
		for k := v.first; k < len(v.Seq); k++ {
			if n := v.Seq[k].Node(); v.At[k] != s.Start[n] && t.seenAt[n] != t.stamp {
				t.differs(n, v.At[k])
			}
		}
	}
	for i := range t.Moves {
		if m := &t.Moves[i]; m.To == NoRun && t.runOf(StopOf(m.Stop.Node(), 0)) == NoRun {
			if n := m.Stop.Node(); t.seenAt[n] != t.stamp && s.Start[n] != Unset {
				t.differs(n, Unset)
			}
		}
	}
	for i := range t.Works {
		if w := &t.Works[i]; !w.On {
			if b := in.Break[w.Run]; b >= 0 {
				t.differs(b, Unset)
			}
			for _, f := range in.Fixed[w.Run] {
				t.differs(f, Unset)
			}
		}
	}
	t.collectBreaks()
	t.collectLengths()
}

func (t *Trial) differs(n Node, at int32) {
	s := t.S
	t.seenAt[n], t.newAt[n] = t.stamp, at
	c := Change{n, s.Start[n], at, s.Len[n], s.Len[n]}
	if int(n) < s.In.Visits {
		t.change[n] = int32(len(t.Changed))
		t.Changed = append(t.Changed, c)
	} else {
		t.Own = append(t.Own, c)
	}
}

// collectLengths adds the nodes whose length was edited, with the length before.
func (t *Trial) collectLengths() {
	s := t.S
	for i := range t.nodes {
		w := &t.nodes[i]
		if w.len == s.Len[w.n] || s.Start[w.n] == Unset && t.StartOf(w.n) == Unset {
			continue
		}
		if t.seenAt[w.n] != t.stamp {
			t.differs(w.n, s.Start[w.n])
		}
		t.Changed[t.change[w.n]].OldLen = w.len
	}
}

// collectBreaks lists the breaks that were taken and are no longer.
func (t *Trial) collectBreaks() {
	in := t.S.In
	if !in.BreakFree {
		return
	}
	for i := range t.Views {
		v := &t.Views[i]
		b := in.Break[v.Run]
		if v.edited && v.Worked && b >= 0 && t.S.Start[b] != Unset && t.seenAt[b] != t.stamp && index(v.Seq, StopOf(b, 0)) < 0 {
			t.differs(b, Unset)
		}
	}
}
