package model_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestExcludedLeave: days and minutes of a week that an average of 48 hours leaves out, and the minutes that are
// credited, of a carer who is owed 500 minutes or nothing.
func TestExcludedLeave(t *testing.T) {
	const monday = 0
	whole := func(from, to int, kind string) func(p *model.Problem) {
		return func(p *model.Problem) {
			a := model.Absence{Carer: "c1", From: model.Moment{Date: p.Plan.Start.Add(from)}, To: model.Moment{Date: p.Plan.Start.Add(to)}, Kind: kind}
			p.Absences = append(p.Absences, a)
		}
	}
	given := func(day int) func(p *model.Problem) {
		return func(p *model.Problem) {
			s := model.Shift{ID: model.ShiftID(fmt.Sprint("g", day)), Carer: "c1", Date: p.Plan.Start.Add(day), Start: model.At(8, 0), End: model.At(12, 0), Status: model.Given}
			p.Shifts = append(p.Shifts, s)
		}
	}
	timed := func(from, to int, kind string) func(p *model.Problem) {
		return func(p *model.Problem) {
			at := func(hour int) model.Moment {
				return model.Moment{Date: p.Plan.Start, Clock: model.At(hour, 0), Timed: true}
			}
			p.Absences = append(p.Absences, model.Absence{Carer: "c1", From: at(from), To: at(to), Kind: kind})
		}
	}
	zero := func(p *model.Problem) { p.Carers[0].Contract = model.Contract{Kind: model.ZeroHours} }
	type figures struct{ Days, Minutes, Credit int }
	for _, c := range []struct {
		edits []func(p *model.Problem)
		want  figures
		why   string
	}{
		{nil, figures{}, "no absence"},
		{[]func(p *model.Problem){whole(monday, 1, "leave")}, figures{2, 200, 200}, "a fifth of 500 a day"},
		{[]func(p *model.Problem){whole(monday, 6, "sick")}, figures{5, 500, 500}, "a week is five days"},
		{[]func(p *model.Problem){whole(-3, monday, "maternity")}, figures{1, 100, 100}, "what lies in the week"},
		{[]func(p *model.Problem){zero, whole(monday, 1, "leave")}, figures{2, 960, 0}, "nothing is owed: days of leave_day"},
		{[]func(p *model.Problem){whole(monday, 1, "training")}, figures{0, 0, 200}, "paid, and no leave"},
		{[]func(p *model.Problem){whole(monday, 1, model.Unpaid)}, figures{}, "neither"},
		{[]func(p *model.Problem){whole(monday, 1, "jury"), whole(1, 2, "leave")}, figures{2, 200, 300}, "Tuesday is leave too"},
		{[]func(p *model.Problem){whole(monday, 1, "Holliday")}, figures{2, 200, 200}, "a word that is not known"},
		{[]func(p *model.Problem){given(5), whole(monday, 1, "leave")}, figures{2, 200, 0}, "a given shift on Saturday says nothing of Monday and Tuesday; the credit is of given shifts"},
		{[]func(p *model.Problem){given(1), whole(monday, 1, "leave")}, figures{2, 340, 240}, "Tuesday's of four hours, and Monday without one"},
		{[]func(p *model.Problem){given(0), given(1), given(2), given(3), given(4), whole(monday, 6, "leave")}, figures{5, 1200, 1200}, "five given shifts: Saturday and Sunday are no more days"},
		{[]func(p *model.Problem){given(0), given(1), given(2), given(3), given(4), given(5), whole(monday, 6, "leave")}, figures{6, 1440, 1440}, "six given shifts are six days"},
		{[]func(p *model.Problem){given(0), given(1), whole(monday, 6, "leave")}, figures{5, 780, 480}, "two given shifts, and three more days of a fifth"},
		{[]func(p *model.Problem){given(5), whole(monday, 4, "leave")}, figures{5, 500, 0}, "five days beside a Saturday that is worked"},
		{[]func(p *model.Problem){given(0), timed(8, 10, "leave"), timed(10, 12, model.Unpaid)}, figures{0, 0, 120}, "leave by itself takes half of it"},
		{[]func(p *model.Problem){given(0), timed(8, 10, "leave"), timed(10, 12, "sick")}, figures{1, 240, 240}, "both are leave"},
		{[]func(p *model.Problem){given(1), whole(monday, 1, "training")}, figures{0, 0, 240}, "no leave"},
		{[]func(p *model.Problem){func(p *model.Problem) {
			day := p.Plan.Start
			p.Absences = append(p.Absences, model.Absence{Carer: "c1", From: model.Moment{Date: day}, To: model.Moment{Date: day, Clock: model.At(23, 0), Timed: true}, Kind: "leave"})
		}}, figures{}, "not the whole day"},
	} {
		p := patchOf(t)
		p.Shifts, p.Absences = nil, nil
		p.Carers[0].ID, p.Carers[0].Contract = "c1", model.Contract{Kind: model.Guaranteed, MinWeek: 500}
		for _, edit := range c.edits {
			edit(p)
		}
		h, err := model.Expand(p)
		require.NoError(t, err, c.why)
		res := int(h.Calendar.Resolution())
		x := h.Excluded[0]
		require.Equal(t, c.want, figures{x.Days, int(x.Ticks) / res, int(h.Credit[0]) / res}, c.why)
	}
}
