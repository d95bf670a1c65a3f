package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// faces counts how often each carer comes to each person in a week, or in so many weeks up to its
// end, and how many different ones come, for the rules that ask. It follows commits.
type faces struct {
	in      *state.Instance
	span    int32   // weeks
	visits  []int16 // by (week·people + person)·carers + carer
	carers  []int16 // by week·people + person: different ones
	touched []faceChange

	shares bool   // whether the changes say how the visits are shared out
	main   bool   // and who has most of them
	temps  []bool // by carer: of the bank or an agency
	dealt  []deal // by week·people + person, but for most
}

// faceChange is a person's week under a trial.
type faceChange struct {
	row             int32 // week·people + person
	person          int32
	was, is         int16
	wasDeal, isDeal deal
}

// deal is how the visits of a person's week are shared out: all of them, those of the carer with the
// most, and those of the bank and agencies.
type deal struct{ all, most, temps int16 }

func newFaces(in *state.Instance, span int) *faces {
	f := &faces{
		in: in, span: int32(span), visits: make([]int16, in.Weeks*in.People*in.Carers), carers: make([]int16, in.Weeks*in.People),
		dealt: make([]deal, in.Weeks*in.People),
	}
	for c := range in.Carers {
		f.temps = append(f.temps, temporary(&in.H.Problem.Carers[c]))
	}
	return f
}

// temporary tells the carers of the bank and of agencies.
func temporary(c *model.Carer) bool {
	return c.Contract.Kind == model.Bank || c.Contract.Kind == model.Agency
}

// reset forgets the rota; who came in a span of weeks before the plan is there for good.
func (f *faces) reset() {
	clear(f.visits)
	clear(f.carers)
	clear(f.dealt)
	for w := range min(int32(f.in.Weeks), f.span-1) {
		from := f.in.H.Problem.Plan.Start.Add(7 * int(w+1-f.span))
		for p := range f.in.People {
			for c := range f.in.Carers {
				if f.in.H.LastSeen(p, c) >= from {
					row := int(w)*f.in.People + p
					f.visits[row*f.in.Carers+c]++
					f.carers[row]++
				}
			}
		}
	}
}

// same tells whether two counts are the same; there may be none.
func (f *faces) same(o *faces) bool {
	if f == nil || o == nil {
		return f == o
	}
	return slices.Equal(f.visits, o.visits) && slices.Equal(f.carers, o.carers)
}

// deal counts how a person's week is shared out.
func (f *faces) deal(row int32) deal {
	d := f.dealt[row]
	if f.main {
		for _, n := range f.visits[int(row)*f.in.Carers : (int(row)+1)*f.in.Carers] {
			d.most = max(d.most, n)
		}
	}
	return d
}

// row is the week of a run, by its shift's date, and the person of a visit in it.
func (f *faces) row(n state.Node, r state.Run) int32 {
	return f.in.RunWeek[r]*int32(f.in.People) + f.in.Person[n]
}

// count adds or takes one visit of the run's carer in a person's week.
func (f *faces) count(row int32, r state.Run, by int16) {
	v := &f.visits[int(row)*f.in.Carers+int(f.in.CarerOf[r])]
	before := *v
	*v += by
	if f.shares {
		d := &f.dealt[row]
		d.all += by
		if f.temps[f.in.CarerOf[r]] {
			d.temps += by
		}
	}
	if before == 0 && *v > 0 {
		f.carers[row]++
	} else if before > 0 && *v == 0 {
		f.carers[row]--
	}
}

// moved follows a stop that changed run.
func (f *faces) moved(stop state.Stop, from, to state.Run) {
	if f.in.IsShadow(stop) {
		return
	}
	if from != state.NoRun {
		f.all(stop.Node(), from, -1)
	}
	if to != state.NoRun {
		f.all(stop.Node(), to, 1)
	}
}

// all counts in every span of weeks that a run's week is in.
func (f *faces) all(n state.Node, r state.Run, by int16) {
	row, week := f.row(n, r), f.in.RunWeek[r]
	for range min(f.span, int32(f.in.Weeks)-week) {
		f.count(row, r, by)
		row += int32(f.in.People)
	}
}

// prepare lists the persons' weeks that a trial changes: it counts the moves and takes them
// back again, so that several moves at one door add up rightly.
func (f *faces) prepare(t *state.Trial) {
	f.touched = f.touched[:0]
	for i := range t.Moves {
		m := &t.Moves[i]
		if f.in.IsShadow(m.Stop) {
			continue
		}
		for _, r := range [2]state.Run{m.From, m.To} {
			if r == state.NoRun {
				continue
			}
			row := f.row(m.Stop.Node(), r)
			for range min(f.span, int32(f.in.Weeks)-f.in.RunWeek[r]) {
				f.touch(row, f.in.Person[m.Stop.Node()])
				row += int32(f.in.People)
			}
		}
	}
	for i := range t.Moves {
		m := &t.Moves[i]
		f.moved(m.Stop, m.From, m.To)
	}
	for k := range f.touched {
		x := &f.touched[k]
		x.is = f.carers[x.row]
		if f.shares {
			x.isDeal = f.deal(x.row)
		}
	}
	for i := range t.Moves {
		m := &t.Moves[i]
		f.moved(m.Stop, m.To, m.From)
	}
}

// touch notes a person's week that a trial may change, once.
func (f *faces) touch(row, person int32) {
	for k := range f.touched {
		if f.touched[k].row == row {
			return
		}
	}
	x := faceChange{row: row, person: person, was: f.carers[row]}
	if f.shares {
		x.wasDeal = f.deal(row)
	}
	f.touched = append(f.touched, x)
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

// eachPersonsWeek tells, from the routes, how often each carer comes to every person in every week.
func eachPersonsWeek(s *state.State, f func(person int, visits map[state.Carer]int64)) {
	for w := range s.In.Weeks {
		came := make([]map[state.Carer]int64, s.In.People)
		eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
			p := s.In.H.Visits[v].Person
			if s.In.H.Shifts[s.In.ShiftOf[run]].Week != w {
				return
			}
			if came[p] == nil {
				came[p] = make(map[state.Carer]int64)
			}
			came[p][carer]++
		})
		for p := range came {
			if came[p] != nil {
				f(p, came[p])
			}
		}
	}
}

// eachSpan counts the different carers who come to every person in so many weeks up to the end of
// each week of the plan, with those before it of whom something is known.
func eachSpan(s *state.State, span int, f func(person, carers int)) {
	h := s.In.H
	for w := range s.In.Weeks {
		for p := range s.In.People {
			came := make(map[state.Carer]bool)
			eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
				week := h.Shifts[s.In.ShiftOf[run]].Week
				if h.Visits[v].Person == p && week <= w && week > w-span {
					came[carer] = true
				}
			})
			for c := range s.In.Carers {
				if seen := h.LastSeen(p, c); seen > 0 && int(h.Problem.Plan.Start-seen) <= 7*(span-1-w) {
					came[state.Carer(c)] = true
				}
			}
			f(p, len(came))
		}
	}
}

// personFinding fills in a finding about a person.
func personFinding(person int, amount, limit int64, u unit) Finding {
	f := nobody
	f.Person, f.Amount, f.Limit, f.unit = int32(person), amount, limit, u
	return f
}
