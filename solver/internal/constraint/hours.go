package constraint

import "github.com/milltir/milltir/solver/internal/state"

// hours counts each carer's paid ticks per week, for the rules that ask. It follows commits.
type hours struct {
	in      *state.Instance
	paid    []int32 // by carer·weeks + week
	touched []weekChange
}

// weekChange is a carer's week under a trial.
type weekChange struct {
	carer, week int32
	was, is     int32
}

func newHours(in *state.Instance) *hours {
	return &hours{in: in, paid: make([]int32, in.Carers*in.Weeks)}
}

func (h *hours) reset() { clear(h.paid) }

// worked follows a shift opened or closed.
func (h *hours) worked(r state.Run, on bool) {
	i := int(h.in.CarerOf[r])*h.in.Weeks + int(h.in.RunWeek[r])
	if on {
		h.paid[i] += h.in.Paid[r]
	} else {
		h.paid[i] -= h.in.Paid[r]
	}
}

// prepare lists the weeks that a trial changes.
func (h *hours) prepare(t *state.Trial) {
	h.touched = h.touched[:0]
	for _, w := range t.Works {
		carer, week := int32(h.in.CarerOf[w.Run]), h.in.RunWeek[w.Run]
		d := h.in.Paid[w.Run]
		if !w.On {
			d = -d
		}
		known := false
		for i := range h.touched {
			if c := &h.touched[i]; c.carer == carer && c.week == week {
				c.is += d
				known = true
			}
		}
		if !known {
			was := h.paid[int(carer)*h.in.Weeks+int(week)]
			h.touched = append(h.touched, weekChange{carer, week, was, was + d})
		}
	}
}

// eachWeek adds up the paid ticks of every carer and week from the worked shifts.
func eachWeek(s *state.State, f func(carer, week int, paid int64)) {
	in := s.In
	for c := range in.Carers {
		for w := range in.Weeks {
			paid := int64(0)
			for r := range in.Runs {
				shift := &in.H.Shifts[in.ShiftOf[r]]
				if s.Worked[r] && int(in.CarerOf[r]) == c && shift.Week == w {
					paid += int64(shift.End - shift.Start - shift.Break)
				}
			}
			f(c, w, paid)
		}
	}
}

// carerFinding fills in a finding about a carer.
func carerFinding(carer int, amount, limit int64, u unit) Finding {
	f := nobody
	f.Carer, f.Amount, f.Limit, f.unit = state.Carer(carer), amount, limit, u
	return f
}
