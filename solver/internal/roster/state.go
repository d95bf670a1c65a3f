package roster

// State is a roster being worked on: what everybody does each day, with what that costs.
type State struct {
	In    *Instance
	Lines [][]Option // by carer, by day
	Line  []Price    // by carer: what its line costs
	There []int32    // by cell
	Total Price
}

// NewState makes a roster with everybody off.
func NewState(in *Instance) *State {
	s := &State{In: in, Line: make([]Price, in.Carers), There: make([]int32, in.Cells)}
	all := make([]Option, in.Carers*in.Days)
	for c := range in.Carers {
		s.Lines = append(s.Lines, all[c*in.Days:(c+1)*in.Days:(c+1)*in.Days])
	}
	s.Recount()
	return s
}

// Recount works everything out afresh.
func (s *State) Recount() {
	in := s.In
	s.Total = 0
	clear(s.There)
	for c, line := range s.Lines {
		s.Line[c] = in.LinePrice(c, line)
		s.Total += s.Line[c]
		for d, k := range line {
			for _, cell := range in.cells(c, d, k) {
				s.There[cell]++
			}
		}
	}
	for cell, n := range s.There {
		s.Total += in.CellPrice[cell*(in.Carers+1)+int(n)]
	}
}

// cells are the needs towards which a carer counts on a day.
func (in *Instance) cells(c, d int, k Option) []int32 {
	i := (in.Class[c]*in.Days+d)*(in.Options+1) + int(k)
	return in.CellOf[in.CellAt[i]:in.CellAt[i+1]]
}

// Set gives a carer another option on a day and returns what that changes in cover.
func (s *State) set(c, d int, k Option) Price {
	in, was := s.In, s.Lines[c][d]
	s.Lines[c][d] = k
	sum, width := Price(0), in.Carers+1
	for _, cell := range in.cells(c, d, was) {
		at := int(cell)*width + int(s.There[cell])
		sum += in.CellPrice[at-1] - in.CellPrice[at]
		s.There[cell]--
	}
	for _, cell := range in.cells(c, d, k) {
		at := int(cell)*width + int(s.There[cell])
		sum += in.CellPrice[at+1] - in.CellPrice[at]
		s.There[cell]++
	}
	return sum
}

// Copy makes dst the same roster.
func (s *State) Copy(dst *State) {
	for c := range s.Lines {
		copy(dst.Lines[c], s.Lines[c])
	}
	copy(dst.Line, s.Line)
	copy(dst.There, s.There)
	dst.Total = s.Total
}

// put gives a carer another line.
func (s *State) put(c int, line []Option) {
	for d, k := range line {
		if s.Lines[c][d] != k {
			s.Total += s.set(c, d, k)
		}
	}
	p := s.In.LinePrice(c, s.Lines[c])
	s.Total += p - s.Line[c]
	s.Line[c] = p
}
