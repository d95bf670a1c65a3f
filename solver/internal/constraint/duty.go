package constraint

import "github.com/milltir/milltir/solver/internal/state"

// duty is the working time of runs to the rules about rest: the whole shift, and of one on call what a call takes:
// from the way to its first stop to the end of the way back from its last, within the shift, if there is a visit.
type duty struct {
	in    *state.Instance
	work  []bool // by run: not on call
	calls bool   // somebody can be called
}

func newDuty(in *state.Instance) duty {
	d := duty{in: in, work: make([]bool, in.Runs)}
	for run := range d.work {
		d.work[run] = in.H.Shifts[in.ShiftOf[run]].AtWork()
		d.calls = d.calls || !d.work[run] && in.Visits > 0
	}
	return d
}

// of is the working time of a run with such a route; false for none.
func (d *duty) of(run state.Run, worked bool, sum *state.Sum) (from, to int32, ok bool) {
	from, to = d.in.RunStart[run], d.in.RunEnd[run]
	if !worked || d.work[run] {
		return from, to, worked
	}
	return min(from+sum.Before, to), min(sum.Last, to), sum.Care > 0
}

// was looks a run up before a trial, is under it.
func (d *duty) was(t *state.Trial) dutyOf {
	return func(run state.Run) (from, to int32, ok bool) {
		return d.of(run, t.S.Worked[run], &t.S.Routes[run].Sum)
	}
}

func (d *duty) is(t *state.Trial) dutyOf {
	return func(run state.Run) (from, to int32, ok bool) {
		sum := &t.S.Routes[run].Sum
		if !d.work[run] {
			if v := t.ViewOf(run); v != nil {
				sum = &v.Sum
			}
		}
		return d.of(run, t.IsWorked(run), sum)
	}
}

// dutyOf gives the working time of a run; false for none.
type dutyOf func(run state.Run) (from, to int32, ok bool)

// dutyIn is the working time of a worked run by the definition.
func dutyIn(s *state.State, run state.Run) (from, to int32, ok bool) {
	shift, route := shiftOf(s, run), &s.Routes[run]
	if shift.AtWork() {
		return shift.Start, shift.End, true
	}
	for _, stop := range route.Seq {
		ok = ok || int(stop.Node()) < s.In.Visits
	}
	if !ok {
		return 0, 0, false
	}
	last := len(route.Seq) - 1
	from = max(shift.Start, route.At[0]-firstLeg(s, run))
	to = route.At[last] + s.Len[route.Seq[last].Node()] + lastLeg(s, run)
	return min(from, shift.End), min(to, shift.End), true
}
