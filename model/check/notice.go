package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// notice: a held shift that its carer does not work (Detail on), and a shift worked that was not published
// (Detail off), each At its start.
func notice(j *judge) {
	for i := range j.h.Published {
		if p := &j.h.Published[i]; !j.worksPublished(p) {
			j.wish(j.ofPublished(p), j.noticed(p.Start))
		}
	}
	for _, r := range j.runs {
		if r.shift == nil || !j.h.Held(r.carer, r.date) {
			continue
		}
		was := slices.ContainsFunc(j.h.Published, func(p model.DatedPublished) bool { return p.Carer == r.carer && p.Is(r.shift) })
		if !was {
			out := j.ofDay(r.carer, int(r.date-j.h.Calendar.Start()), 1, 0, "shift")
			out.Shift, out.Detail, out.At = r.shift.ID, model.WantOff, j.clock(int64(r.shift.Start), r.date)
			j.wish(out, j.noticed(r.shift.Start))
		}
	}
}

func (j *judge) worksPublished(p *model.DatedPublished) bool {
	return slices.ContainsFunc(j.runs, func(r *run) bool { return r.carer == p.Carer && r.shift != nil && p.Is(r.shift) })
}

// ofPublished is a finding about a held shift that is not worked, at the start that was published.
func (j *judge) ofPublished(p *model.DatedPublished) model.Violation {
	out := j.ofDay(p.Carer, int(p.Date-j.h.Calendar.Start()), 1, 0, "shift")
	out.Shift, out.Detail = p.Shift, model.WantOn
	out.At = j.clock(int64(p.Start), p.Date) // two of one name may have been published for a date
	return out
}

// noticed is the weight of a change of a shift that starts then: that of its band, or the last one.
func (j *judge) noticed(start int32) int64 {
	rule, _ := model.RuleOf(j.code)
	_, band, known := j.h.Notice(start)
	if last := len(rule.Weights) - 1; !known || band > last {
		band = last
	}
	return j.weight(band)
}
