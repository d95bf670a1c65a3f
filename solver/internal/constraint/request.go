package constraint

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Request: what carers ask of their days is granted where it can be.
// Cost: the weight, times the request's own, for each that is not.
// Example: two days off asked for and worked: 2 × 20 = 40.
// Source: C10.
type Request struct {
	base
	lines *lines
	of    [][]asked // by carer
}

// asked is a request for a day.
type asked struct {
	day   int16
	shift model.ShiftID
	on    bool
	cost  int64
}

func newRequest(b base, l *lines) Request {
	r := Request{b, l, make([][]asked, b.in.Carers)}
	for i := range b.in.H.Requests {
		q := &b.in.H.Requests[i]
		r.of[q.Carer] = append(r.of[q.Carer], asked{int16(q.Date - b.in.H.Calendar.Start()), q.Shift, q.On, weighed(b.w[0], q.Weight)})
	}
	return r
}

// weighed is a weight in thousandths times a row's own.
func weighed(w int64, times float64) int64 { return int64(math.Round(float64(w) * times)) }

// line adds what there is to say of a carer who works these runs.
func (r *Request) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	for i := range r.of[carer] {
		q := &r.of[carer][i]
		worked := false
		for _, run := range runs {
			worked = worked || r.lines.day[run] == q.day && (q.shift == "" || r.in.H.Shifts[r.in.ShiftOf[run]].ID == q.shift)
		}
		if worked != q.on {
			r.add(out, unit{1, 0, q.cost}, sign)
		}
	}
}

func (r *Request) any() bool { return len(r.in.H.Requests) > 0 }

// Delta looks at the carers whose shifts were opened or closed.
func (r *Request) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each looks at every request.
func (r *Request) Each(s *state.State, report func(Finding)) {
	by := workedBy(s)
	for i := range s.In.H.Requests {
		q := &s.In.H.Requests[i]
		worked := slices.ContainsFunc(by[q.Carer], func(run state.Run) bool {
			shift := shiftOf(s, run)
			return shift.Date == q.Date && (q.Shift == "" || q.Shift == shift.ID)
		})
		if cost := int64(math.Round(float64(r.w[0]) * q.Weight)); worked != q.On && cost > 0 {
			report(carerFinding(q.Carer, 1, 0, unit{1, 0, cost}))
		}
	}
}
