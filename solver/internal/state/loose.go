package state

// Who is at a visit: all whom it needs or nobody; and beside them, in seats that may stay empty, others.

// RemoveVisit takes a visit out of the rota, all its carers at once, and what goes in and out with it.
func (t *Trial) RemoveVisit(n Node) {
	if c := t.S.In.Package[n]; c >= 0 {
		for _, m := range t.S.In.Packs[c] {
			t.removeParts(m)
		}
		return
	}
	t.removeParts(n)
}

// RemoveAlone takes a visit out of the rota with all its carers, and what it is tied to, but leaves the
// rest of its package.
func (t *Trial) RemoveAlone(n Node) { t.removeParts(n) }

func (t *Trial) removeParts(n Node) {
	in := t.S.In
	for k := range in.Parts(n) {
		t.Remove(in.Part(n, k))
	}
	for k := in.Need[n]; k < in.Room[n]; k++ {
		t.Remove(StopOf(n, int(k)))
	}
}

// staffed tells whether a linked visit, and the one it is tied to, has all its carers, different
// ones, or none: half of it is not done, and nor is one that a carer would do twice.
func (t *Trial) staffed(n Node) bool {
	in := t.S.In
	for a := 1; a < in.Parts(n); a++ {
		ra := t.runOf(in.Part(n, a))
		for b := range a {
			rb := t.runOf(in.Part(n, b))
			if (ra == NoRun) != (rb == NoRun) || ra != NoRun && in.CarerOf[ra] == in.CarerOf[rb] {
				return false
			}
		}
	}
	return in.Loose(n) == 0 || t.accompanied(n)
}

// accompanied tells whether the loose seats of a visit are empty, or filled beside the ones that it
// needs, by other carers.
func (t *Trial) accompanied(n Node) bool {
	in := t.S.In
	first := t.runOf(StopOf(n, 0))
	for a := int(in.Need[n]); a < int(in.Room[n]); a++ {
		ra := t.runOf(StopOf(n, a))
		if ra == NoRun {
			continue
		}
		if first == NoRun {
			return false
		}
		for b := range a {
			if rb := t.runOf(StopOf(n, b)); rb != NoRun && in.CarerOf[ra] == in.CarerOf[rb] {
				return false
			}
		}
	}
	return true
}

// waitNoLonger has the visits timed again that a loose seat leaves: its run may have been what the
// others waited for.
func (t *Trial) waitNoLonger() {
	for i := range t.Moves {
		m := &t.Moves[i]
		n := m.Stop.Node()
		if m.To == NoRun && m.From != NoRun && t.S.In.Loose(n) > 0 && t.runOf(StopOf(n, 0)) != NoRun {
			t.touched[n] = t.stamp
			t.touch(n)
		}
	}
}
