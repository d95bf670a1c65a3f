package state

// compileParts finds the parts of the horizon that share no visit: runs that some visit may be in
// belong together, and so do visits that go in and out together. In a patch without night shifts
// these are its days.
func (in *Instance) compileParts() {
	of := make([]int32, in.Runs) // a forest: by run another of its part, itself at the root
	for r := range of {
		of[r] = int32(r)
	}
	root := func(r int32) int32 {
		for of[r] != r {
			of[r] = of[of[r]]
			r = of[r]
		}
		return r
	}
	join := func(a, b int32) {
		if a, b = root(a), root(b); a != b {
			of[max(a, b)] = min(a, b)
		}
	}
	for v := range in.Visits {
		runs := in.RunsOf[v]
		if len(runs) == 0 {
			continue
		}
		for _, r := range runs[1:] {
			join(int32(runs[0]), int32(r))
		}
		if w := in.RunsOf[in.Unit[v]]; len(w) > 0 {
			join(int32(runs[0]), int32(w[0]))
		}
	}
	for r := range in.Runs {
		for _, c := range in.Conflicts[r] {
			join(int32(r), int32(c)) // which of them is worked is one decision
		}
	}
	in.PartOf = make([]int32, in.Runs)
	for r := range of {
		if of[r] == int32(r) {
			in.PartOf[r] = int32(in.PartCount)
			in.PartCount++
		}
		in.PartOf[r] = in.PartOf[root(int32(r))] // a root comes before the rest of its part
	}
}

// inPart tells whether a visit is one of a part's.
func (in *Instance) inPart(n Node, part int32) bool {
	runs := in.RunsOf[n]
	return len(runs) > 0 && in.PartOf[runs[0]] == part
}

// keepsTo tells whether a run has no visit but those of its part: a rota that was read in may have.
func (s *Solution) keepsTo(in *Instance, r int, part int32) bool {
	for _, stop := range s.Seq[r] {
		if n := stop.Node(); in.IsVisit(n) && !in.inPart(n, part) {
			return false
		}
	}
	return true
}

// TakePart makes one part of a solution that of another one; false, with nothing changed, where
// the part cannot be told from the rest.
func (s *Solution) TakePart(in *Instance, part int32, from *Solution) bool {
	for r := range in.Runs {
		if in.PartOf[r] == part && !(s.keepsTo(in, r, part) && from.keepsTo(in, r, part)) {
			return false
		}
	}
	node := func(n Node) { s.Hold[n], s.Len[n], s.Key[n] = from.Hold[n], from.Len[n], from.Key[n] }
	for r := range in.Runs {
		if in.PartOf[r] != part {
			continue
		}
		s.Worked[r] = from.Worked[r]
		s.Seq[r] = append(s.Seq[r][:0], from.Seq[r]...)
		if b := in.Break[r]; b >= 0 {
			node(b)
		}
		for _, f := range in.Fixed[r] {
			node(f)
		}
	}
	for v := range in.Visits {
		if in.inPart(Node(v), part) {
			node(Node(v))
		}
	}
	return true
}
