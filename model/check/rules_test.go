package check

import (
	"testing"

	"github.com/milltir/milltir/model"
)

func weigh(code model.Code, level model.Level, w ...float64) func(*model.Problem) {
	return func(p *model.Problem) {
		if p.Objective.Levels == nil {
			p.Objective.Levels, p.Objective.Weights = map[model.Code]model.Level{}, map[model.Code]model.Weights{}
		}
		p.Objective.Levels[code] = level
		if len(w) > 0 {
			p.Objective.Weights[code] = w
		}
	}
}

// oneVisit: c1 on an early, p1's visit v1 of 30 minutes between 07:30 and 08:30, at best 08:00.
func oneVisit(t testing.TB) *model.Problem {
	p := world(t)
	addShift(t, p, monday, "c1 s1 07:00-13:00 given")
	addVisit(t, p, "v1 p1 07:30-08:30/08:00 30")
	return p
}

func TestWindow(t *testing.T) {
	judgeRules(t, model.RuleWindow, oneVisit, []rule{
		{"inside", nil, "c1 s1 | v1 07:30-08:00", law(0, 0), "the opening is inside"},
		{"late", nil, "c1 s1 | v1 08:42-09:12", law(1, 720), "12 min × 60 after 08:30"},
		{"early", nil, "c1 s1 | v1 07:20-07:50", law(1, 600), "10 min × 60 before 07:30"},
		{"end", func(p *model.Problem) { p.Visits[0].LatestEnd = model.At(8, 40) }, "c1 s1 | v1 08:20-08:50", law(1, 600), "ends 10 min past 08:40"},
		{"larger counts", func(p *model.Problem) { p.Visits[0].LatestEnd = model.At(8, 40) }, "c1 s1 | v1 08:42-09:12", law(1, 1920), "12 min late, but 32 past the latest end"},
		{"second window", func(p *model.Problem) {
			p.Visits[0].Windows = append(p.Visits[0].Windows, model.Window{Open: model.At(9, 0), Close: model.At(9, 30)})
		}, "c1 s1 | v1 08:50-09:20", law(1, 600), "10 min before the second window, 20 after the first"},
		{"half a pair counts", func(p *model.Problem) { p.Visits[0].Carers = 2 }, "c1 s1 | v1 08:42-09:12", law(1, 720), "a visit with a carer, allocated or not"},
		{"as a wish", weigh(model.RuleWindow, model.Wishes, 0.5), "c1 s1 | v1 08:42-09:12", cost(6000), "500 × 720 / 60"},
		{"off", weigh(model.RuleWindow, model.Off), "c1 s1 | v1 08:42-09:12", law(0, 0), "silent"},
	})
}
