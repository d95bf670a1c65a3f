package state

// compileSections finds the sections of the horizon that share no visit: runs that some visit may
// be in belong together, and so do visits that go in and out together. In a patch without night
// shifts these are its days.
func (in *Instance) compileSections() {
	of := make([]int32, in.Runs) // a forest: by run another of its section, itself at the root
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
	join := func(a, b Run) {
		if a, b := root(int32(a)), root(int32(b)); a != b {
			of[max(a, b)] = min(a, b)
		}
	}
	first := make(map[Node]Run) // by unit
	for v := range in.Visits {
		for _, r := range in.RunsOf[v] {
			if _, ok := first[in.Unit[v]]; !ok {
				first[in.Unit[v]] = r
			}
			join(first[in.Unit[v]], r)
		}
	}
	for r := range in.Runs {
		for _, c := range in.Conflicts[r] {
			join(Run(r), c) // which of them is worked is one decision
		}
	}
	in.SectionOf = make([]int32, in.Runs)
	for r := range of {
		if of[r] == int32(r) {
			in.SectionOf[r] = int32(in.Sections)
			in.Sections++
		}
		in.SectionOf[r] = in.SectionOf[root(int32(r))] // a root comes before the rest of its section
	}
}

// inSection tells whether a visit is one of a section's.
func (in *Instance) inSection(n Node, section int32) bool {
	runs := in.RunsOf[n]
	return len(runs) > 0 && in.SectionOf[runs[0]] == section
}

// severs tells whether a section's runs have just the section's visits: in a rota that was read in
// a visit may be where nobody would put it.
func (s *Solution) severs(in *Instance, section int32) bool {
	for r := range in.Runs {
		for _, stop := range s.Seq[r] {
			if n := stop.Node(); in.IsVisit(n) && in.inSection(n, section) != (in.SectionOf[r] == section) {
				return false
			}
		}
	}
	return true
}

// TakeSection makes one section of a solution that of another one; false, with nothing changed,
// where they are the same or the section cannot be told from the rest.
func (s *Solution) TakeSection(in *Instance, section int32, from *Solution) bool {
	if s.sameSection(in, section, from) || !s.severs(in, section) || !from.severs(in, section) {
		return false
	}
	node := func(n Node) { s.Hold[n], s.Len[n], s.Key[n] = from.Hold[n], from.Len[n], from.Key[n] }
	for r := range in.Runs {
		if in.SectionOf[r] != section {
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
		if in.inSection(Node(v), section) {
			node(Node(v))
		}
	}
	return true
}

// sameSection tells whether two solutions have the same stops, holds and lengths in a section.
func (s *Solution) sameSection(in *Instance, section int32, o *Solution) bool {
	for r := range in.Runs {
		if in.SectionOf[r] != section {
			continue
		}
		if s.Worked[r] != o.Worked[r] || len(s.Seq[r]) != len(o.Seq[r]) {
			return false
		}
		for i, stop := range s.Seq[r] {
			if n := stop.Node(); stop != o.Seq[r][i] || s.Hold[n] != o.Hold[n] || s.Len[n] != o.Len[n] {
				return false
			}
		}
	}
	return true
}
