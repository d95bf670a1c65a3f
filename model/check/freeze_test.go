package check

import (
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
