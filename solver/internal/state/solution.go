package state

// Solution is a rota's decisions, copied out of a state.
type Solution struct {
	Worked    []bool
	Seq       [][]Stop
	Hold, Len []int32
	Key       []int64
}

// Save copies the state's decisions into a solution, reusing its memory.
func (s *State) Save(to *Solution) {
	to.Worked = append(to.Worked[:0], s.Worked...)
	to.Hold = append(to.Hold[:0], s.Hold...)
	to.Len = append(to.Len[:0], s.Len...)
	to.Key = append(to.Key[:0], s.Key...)
	if to.Seq == nil {
		to.Seq = make([][]Stop, len(s.Routes))
	}
	for r := range s.Routes {
		to.Seq[r] = append(to.Seq[r][:0], s.Routes[r].Seq...)
	}
}

// Set makes a solution a copy of another one, reusing its memory.
func (s *Solution) Set(from *Solution) {
	s.Worked = append(s.Worked[:0], from.Worked...)
	s.Hold = append(s.Hold[:0], from.Hold...)
	s.Len = append(s.Len[:0], from.Len...)
	s.Key = append(s.Key[:0], from.Key...)
	if s.Seq == nil {
		s.Seq = make([][]Stop, len(from.Seq))
	}
	for r := range from.Seq {
		s.Seq[r] = append(s.Seq[r][:0], from.Seq[r]...)
	}
}

// Load makes the state the solution's, by one trial; false, with nothing changed, if the
// solution is not a rota (linked visits in a circle, a visit twice in one run).
func (s *State) Load(t *Trial, from *Solution) bool {
	t.Begin()
	for r := range s.Routes {
		for _, stop := range s.Routes[r].Seq {
			if s.In.IsVisit(stop.Node()) {
				t.move(stop, NoRun)
			}
		}
	}
	for r := range s.Routes {
		v := t.view(Run(r))
		v.edited, v.touched = true, true
		v.Seq = append(v.Seq[:0], from.Seq[r]...)
		if v.Worked != from.Worked[r] {
			v.Worked = from.Worked[r]
			t.work(Run(r), v.Worked)
		}
		for _, stop := range v.Seq {
			if s.In.IsVisit(stop.Node()) {
				t.move(stop, Run(r))
			}
		}
	}
	for n := range s.Hold {
		t.remember(Node(n))
	}
	copy(s.Hold, from.Hold)
	copy(s.Len, from.Len)
	copy(s.Key, from.Key)
	if !t.Time() {
		t.Drop()
		return false
	}
	log := s.Log
	t.Commit()
	s.Log = log // taken over, not decided
	return true
}
