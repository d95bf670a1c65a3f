package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milltir/milltir/model"
)

// published has v1 and v2 at one person's, published for c1 on Monday, and the week frozen.
func published(t testing.TB) *model.Problem {
	p := world(t)
	addShift(t, p, monday, "c1 s1 07:00-13:00 given")
	addShift(t, p, monday, "c2 s2 07:00-13:00 given")
	addVisit(t, p, "v1 p1 07:30-09:00 30")
	p.Plan.FrozenUntil = p.Plan.Start.Add(6)
	p.Baseline = []model.Attendance{{Visit: "v1", Date: p.Plan.Start, Start: model.At(8, 0), End: model.At(8, 30), Carer: "c1"}}
	return p
}

func TestFreeze(t *testing.T) {
	row := func(f func(b *model.Attendance)) func(*model.Problem) {
		return func(p *model.Problem) { f(&p.Baseline[0]) }
	}
	changed := "c1 s1\nc2 s2 | v1 08:10-08:40"
	judgeRules(t, model.RuleFreeze, published, []rule{
		{"as published", nil, "c1 s1 | v1 08:00-08:30\nc2 s2", law(0, 0), "it stays"},
		{"later", nil, "c1 s1 | v1 08:10-08:40\nc2 s2", law(1, 600), "ten minutes"},
		{"another carer", nil, "c1 s1\nc2 s2 | v1 08:00-08:30", law(1, 0), "c1 was published"},
		{"both", nil, changed, law(2, 600), "another carer and ten minutes"},
		{"left out", nil, "c1 s1\nc2 s2", law(0, 0), "that is what cover counts"},
		{"not frozen", func(p *model.Problem) { p.Plan.FrozenUntil = 0 }, changed, law(0, 0), "no frozen span"},
		{"frozen before", func(p *model.Problem) { p.Plan.FrozenUntil = p.Plan.Start.Add(-1) }, changed, law(0, 0), "the span ends on Sunday"},
		{"a reason", row(func(b *model.Attendance) { b.Reason = "asked for" }), changed, law(0, 0), "it may change"},
		{"another date", row(func(b *model.Attendance) { b.Date -= 7 }), changed, law(0, 0), "last week's is no publication of this Monday"},
		{"a shadow", row(func(b *model.Attendance) { b.Role = model.RoleShadow }), changed, law(0, 0), "who came along did not come"},
		{"who has left", row(func(b *model.Attendance) { b.Carer = "gone" }), changed, law(0, 0), "they cannot come"},
		{"leave", func(p *model.Problem) {
			p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start, Clock: model.At(8, 29), Timed: true}, To: model.Moment{Date: p.Plan.Start, Clock: model.At(13, 0), Timed: true}, Kind: "sick"}}
		}, "c1 s1\nc2 s2 | v1 08:10-08:40", law(0, 0), "they fell ill"},
		{"as a wish", weigh(model.RuleFreeze, model.Wishes), changed, cost(60000), "2 × 30"},
	})
}

// told says which shifts were published, "c1 early 0 07:00-12:00" with the day of the plan.
func told(rows ...string) func(*model.Problem) {
	return func(p *model.Problem) {
		for _, row := range rows {
			var carer, shift, span string
			var day int
			if _, err := fmt.Sscan(row, &carer, &shift, &day, &span); err != nil {
				panic(err)
			}
			from, to, _ := strings.Cut(span, "-")
			start, _ := model.ParseClock(from)
			end, _ := model.ParseClock(to)
			p.Published = append(p.Published, model.Worked{Carer: model.CarerID(carer), Date: p.Plan.Start.Add(day), Shift: model.ShiftID(shift), Start: start, End: end})
		}
	}
}

// Sunday noon is 19 hours before an early on Monday, 43 before one on Tuesday, 50 before a late on Tuesday.
func TestNotice(t *testing.T) {
	asOf := func(p *model.Problem) {
		p.Plan.AsOf = model.Moment{Date: p.Plan.Start.Add(-1), Clock: model.At(12, 0), Timed: true}
	}
	reason := func(p *model.Problem) { p.Published[0].Reason = "asked for a swap" }
	ill := func(p *model.Problem) {
		p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start}, To: model.Moment{Date: p.Plan.Start}, Kind: "sick"}}
	}
	early := told("c1 early 0 07:00-12:00")
	judgeRules(t, model.RuleNotice, fortnight, []rule{
		{"as published", all(early, asOf), onDays("c1 early", 0), cost(0), "it stays"},
		{"nothing was", asOf, onDays("c1 early", 0), cost(0), "nobody was told anything"},
		{"taken away", all(early, asOf), "", cost(60000), "19 hours"},
		{"moved", all(early, asOf), onDays("c1 late", 0), cost(100000), "early taken away 19 hours before, late given 26 hours before: 60 + 40"},
		{"a second one", all(early, asOf), onDays("c1 early", 0) + onDays("c1 late", 0), cost(40000), "26 hours"},
		{"somebody else's", all(early, asOf), onDays("c1 early", 0) + onDays("c2 early2", 0), cost(60000), "c2 was told of no shift that day"},
		{"another day", all(early, asOf), onDays("c1 early", 0) + onDays("c2 early2", 1), cost(0), "nothing was published for Tuesday"},
		{"by the band", all(told("c1 early 1 07:00-12:00", "c1 early 6 07:00-12:00", "c1 early 13 07:00-12:00"), asOf), "", cost(80000), "43, 163 and 331 hours: 40 + 20 + 20"},
		{"in good time", all(told("c1 late 13 14:00-20:00"), asOf), "", cost(5000), "338 hours are above 336"},
		{"nobody knows when", early, "", cost(5000), "without as_of the last weight"},
		{"other times", all(told("c1 early 0 07:00-12:30"), asOf), onDays("c1 early", 0), cost(120000), "half an hour less: the one is gone, the other is new"},
		{"a reason", all(early, asOf, reason), onDays("c1 late", 0), cost(0), "it may change"},
		{"leave", all(early, asOf, ill), "", cost(0), "they fell ill"},
		{"leave from noon", all(told("c1 early 0 07:00-12:00", "c1 late 0 14:00-20:00"), asOf, func(p *model.Problem) {
			p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start, Clock: model.At(12, 0), Timed: true}, To: model.Moment{Date: p.Plan.Start, Clock: model.At(24, 0), Timed: true}, Kind: "sick"}}
		}), "", cost(60000), "the early is before it, and was taken away"},
		{"left", all(told("gone early 0 07:00-12:00"), asOf), onDays("c1 early", 0), cost(60000), "the day was published, and c1 was told of nothing"},
		{"as law", all(early, asOf, weigh(model.RuleNotice, model.Law)), onDays("c1 late", 0), law(2, 0), "two"},
	})
	frozen := func(p *model.Problem) { p.Plan.FrozenUntil = p.Plan.Start }
	judgeRules(t, model.RuleFreeze, fortnight, []rule{
		{"worked", all(early, frozen), onDays("c1 early", 0), law(0, 0), "as published"},
		{"taken away", all(early, frozen), "", law(1, 0), "whatever was to be in it"},
		{"moved", all(early, frozen), onDays("c1 late", 0), law(1, 0), "the new one is no breach: somebody may have to step in"},
		{"a day later", all(told("c1 early 1 07:00-12:00"), frozen), "", law(0, 0), "not frozen any more"},
		{"a reason", all(early, frozen, reason), "", law(0, 0), "it may change"},
		{"leave", all(early, frozen, ill), "", law(0, 0), "they fell ill"},
	})
}
