package constraint

import "github.com/milltir/milltir/solver/internal/state"

// faces counts how often each carer comes to each person in a week, and how many different
// ones come, for the rules that ask. It follows commits.
type faces struct {
	in      *state.Instance
	visits  []int16 // by (week·people + person)·carers + carer
	carers  []int16 // by week·people + person: different ones
	touched []faceChange
}

// faceChange is a person's week under a trial.
type faceChange struct {
	slot    int32 // week·people + person
	person  int32
	was, is int16
}

func newFaces(in *state.Instance) *faces {
	return &faces{in: in, visits: make([]int16, in.Weeks*in.People*in.Carers), carers: make([]int16, in.Weeks*in.People)}
}

func (f *faces) reset() {
	clear(f.visits)
	clear(f.carers)
}

// slot is the week of a run, by its shift's date, and the person of a visit in it.
func (f *faces) slot(n state.Node, r state.Run) int32 {
	return f.in.RunWeek[r]*int32(f.in.People) + f.in.Person[n]
}

// count adds or takes one visit of the run's carer in a person's week.
func (f *faces) count(slot int32, r state.Run, by int16) {
	v := &f.visits[int(slot)*f.in.Carers+int(f.in.CarerOf[r])]
	before := *v
	*v += by
	if before == 0 && *v > 0 {
		f.carers[slot]++
	} else if before > 0 && *v == 0 {
		f.carers[slot]--
	}
}

// moved follows a stop that changed run.
func (f *faces) moved(stop state.Stop, from, to state.Run) {
	if from != state.NoRun {
		f.count(f.slot(stop.Node(), from), from, -1)
	}
	if to != state.NoRun {
		f.count(f.slot(stop.Node(), to), to, 1)
	}
}

// prepare lists the persons' weeks that a trial changes: it counts the moves and takes them
// back again, so that several moves at one door add up rightly.
func (f *faces) prepare(t *state.Trial) {
	f.touched = f.touched[:0]
	for i := range t.Moves {
		m := &t.Moves[i]
		for _, r := range [2]state.Run{m.From, m.To} {
			if r != state.NoRun {
				f.touch(f.slot(m.Stop.Node(), r), f.in.Person[m.Stop.Node()])
			}
		}
	}
	for i := range t.Moves {
		m := &t.Moves[i]
		f.moved(m.Stop, m.From, m.To)
	}
	for k := range f.touched {
		f.touched[k].is = f.carers[f.touched[k].slot]
	}
	for i := range t.Moves {
		m := &t.Moves[i]
		f.moved(m.Stop, m.To, m.From)
	}
}

// touch notes a person's week that a trial may change, once.
func (f *faces) touch(slot, person int32) {
	for k := range f.touched {
		if f.touched[k].slot == slot {
			return
		}
	}
	f.touched = append(f.touched, faceChange{slot, person, f.carers[slot], 0})
}

// eachDoor counts the different carers of every person and week from the routes.
func eachDoor(s *state.State, f func(person, carers int)) {
	for w := range s.In.Weeks {
		came := make([]map[state.Carer]bool, s.In.People)
		eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
			dv := &s.In.H.Visits[v]
			if s.In.H.Shifts[s.In.ShiftOf[run]].Week != w {
				return
			}
			if came[dv.Person] == nil {
				came[dv.Person] = make(map[state.Carer]bool)
			}
			came[dv.Person][carer] = true
		})
		for p := range came {
			f(p, len(came[p]))
		}
	}
}

// personFinding fills in a finding about a person.
func personFinding(person int, amount, limit int64, u unit) Finding {
	f := nobody
	f.Person, f.Amount, f.Limit, f.unit = int32(person), amount, limit, u
	return f
}
