package roster

// State is a roster being worked on: what everybody does each day, with what that costs.
type State struct {
	In    *Instance
	Lines [][]Option // by carer, by day
	Line  []Price    // by carer: what its line costs
	There []int32    // by cell
	Total Price

	walked  []Price // by carer: what days and runs cost
	ended   []Price // by carer: what weekends cost
	rested  []Price // by carer: what weeks without rest cost
	counts  int     // of a carer, at most
	sums    []int64 // carer·counts + count
	changes [2]change
}

// change is a carer's line being changed on some days, not yet taken.
type change struct {
	carer, from, to int
	was             []Option // from those days
	start, end      int      // the days that are priced anew
	walk            Price    // what they cost before; of the whole line where they are most of it
	delta           []int64  // by count
	walked, ended   Price
	monday, sunday  int   // the weeks whose rest may change, to the day after
	rest, rested    Price // of these before; of all after
	line            Price
}

// NewState makes a roster with everybody off.
func NewState(in *Instance) *State {
	s := &State{In: in, Line: make([]Price, in.Carers), There: make([]int32, in.Cells), walked: make([]Price, in.Carers), ended: make([]Price, in.Carers), rested: make([]Price, in.Carers)}
	for c := range in.Lines {
		s.counts = max(s.counts, len(in.Lines[c].Counts))
	}
	s.sums = make([]int64, in.Carers*s.counts)
	for i := range s.changes {
		s.changes[i].was, s.changes[i].delta = make([]Option, in.Days), make([]int64, s.counts)
	}
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
		s.reprice(c)
		s.Total += s.Line[c]
		for d, k := range line {
			for _, cell := range in.cells(c, d, k) {
				s.There[cell]++
			}
		}
	}
	for cell, n := range s.There {
		s.Total += in.CellPrice[cell*(in.Room()+1)+int(n)]
	}
}

// cells are the needs towards which a carer counts on a day.
func (in *Instance) cells(c, d int, k Option) []int32 {
	i := (in.Class[c]*in.Days+d)*(in.Options+1) + int(k)
	return in.CellOf[in.CellAt[i]:in.CellAt[i+1]]
}

// Room is how many shifts can count in a cell at the most.
func (in *Instance) Room() int {
	if in.Twice {
		return 2 * in.Carers
	}
	return in.Carers
}

// set gives a carer another option on a day and returns what that changes in cover.
func (s *State) set(c, d int, k Option) Price {
	in, was := s.In, s.Lines[c][d]
	s.Lines[c][d] = k
	sum, width := Price(0), in.Room()+1
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
	copy(dst.walked, s.walked)
	copy(dst.ended, s.ended)
	copy(dst.rested, s.rested)
	copy(dst.sums, s.sums)
	dst.Total = s.Total
}

// reprice prices a carer's line afresh.
func (s *State) reprice(c int) {
	in, line := s.In, s.Lines[c]
	s.walked[c], s.ended[c] = in.walk(c, line, 0, in.Days), in.weekends(c, line)
	if in.Lines[c].Unrested != 0 {
		s.rested[c] = in.rests(c, line, 0, in.Days)
	}
	s.Line[c] = s.walked[c] + s.ended[c] + s.rested[c]
	for i := range in.Lines[c].Counts {
		k := &in.Lines[c].Counts[i]
		sum := k.total(line)
		s.sums[c*s.counts+i] = sum
		s.Line[c] += k.price(sum)
	}
}

// longDays is from where on it pays to price a part of a line by itself.
const longDays = 42

// begin announces that a carer's line will change on some days, as the first or the second change of a move.
func (s *State) begin(i, c, from, to int) *change {
	line, x := s.Lines[c], &s.changes[i]
	x.carer, x.from, x.to = c, from, to
	copy(x.was[:to-from], line[from:to])
	x.start, x.end = 0, s.In.Days
	if s.In.Days > longDays {
		x.start, x.end = window(line, from, to)
	}
	if 2*(x.end-x.start) > s.In.Days {
		x.start, x.end, x.walk = 0, s.In.Days, s.walked[c]
	} else {
		x.walk = s.In.walk(c, line, x.start, x.end)
	}
	if s.In.Lines[c].Unrested != 0 {
		s.beginRest(x)
	}
	return x
}

// beginRest is the part about the rests of weeks.
func (s *State) beginRest(x *change) {
	line := s.Lines[x.carer]
	x.monday, x.sunday, x.rest = 0, s.In.Days, s.rested[x.carer]
	if s.In.Days > longDays {
		if from, to := s.In.weeks(line, x.from, x.to); 2*(to-from) <= s.In.Days {
			x.monday, x.sunday, x.rest = from, to, s.In.rests(x.carer, line, from, to)
		}
	}
}

// price is what the change of the line costs, cover aside.
func (s *State) price(x *change) Price {
	in, c := s.In, x.carer
	line, l := s.Lines[c], &in.Lines[c]
	walk := in.walk(c, line, x.start, x.end) - x.walk
	x.walked = s.walked[c] + walk
	x.ended = s.ended[c]
	for j := x.from; j < x.to; j++ {
		if (line[j] == Off) != (x.was[j-x.from] == Off) && (in.Weekday+j)%7 >= 5 {
			x.ended = in.weekends(c, line)
			break
		}
	}
	x.line = s.Line[c] + walk + x.ended - s.ended[c]
	if l.Unrested != 0 {
		rest := in.rests(c, line, x.monday, x.sunday) - x.rest
		x.rested = s.rested[c] + rest
		x.line += rest
	}
	for i := range l.Counts {
		k := &l.Counts[i]
		d := int64(0)
		for j := max(x.from, k.From); j < min(x.to, k.To); j++ {
			d += int64(k.Value[line[j]]) - int64(k.Value[x.was[j-x.from]])
		}
		if x.delta[i] = d; d != 0 {
			sum := s.sums[c*s.counts+i]
			x.line += k.price(sum+d) - k.price(sum)
		}
	}
	return x.line - s.Line[c]
}

// take makes the change part of the state.
func (s *State) take(x *change) {
	c := x.carer
	s.Line[c], s.walked[c], s.ended[c] = x.line, x.walked, x.ended
	if s.In.Lines[c].Unrested != 0 {
		s.rested[c] = x.rested
	}
	for i := range s.In.Lines[c].Counts {
		s.sums[c*s.counts+i] += x.delta[i]
	}
}

// back puts the days back as they were, in cover too where there is any change of it.
func (s *State) back(x *change) {
	for i := x.from; i < x.to; i++ {
		if k := x.was[i-x.from]; s.Lines[x.carer][i] != k {
			s.set(x.carer, i, k)
		}
	}
}

// put gives a carer another line.
func (s *State) put(c int, line []Option) {
	for d, k := range line {
		if s.Lines[c][d] != k {
			s.Total += s.set(c, d, k)
		}
	}
	was := s.Line[c]
	s.reprice(c)
	s.Total += s.Line[c] - was
}
