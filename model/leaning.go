package model

import "maps"

// Leaning is a way to weigh the headings of wishes otherwise than the objective sheet does, so that a meeting sees what
// it would get and what it would give. Law and cover stay as they are.
type Leaning struct {
	Name  string
	Times map[Heading]float64 // what the weights of a heading are multiplied by; 1 where none is named
}

// lean is how much more a leaning has its heading weigh (judgement: enough to be seen after a short search, and not so
// much that the other headings count for nothing).
const lean = 3

// Leanings are those of the trade-off menu, the sheet as it is first (domain.md 6.1).
var Leanings = []Leaning{
	{Name: "balanced"},
	{"people", map[Heading]float64{HeadPeople: lean}},
	{"carers", map[Heading]float64{HeadCarers: lean}},
	{"travel", map[Heading]float64{HeadTravel: lean}},
}

// mostWeight is the largest weight that a sheet may name.
const mostWeight = 1_000_000

// Lean gives the problem under the sheet of a leaning, which nobody has agreed; the leaning that multiplies nothing is
// the sheet itself. It shares everything else, and neither may be changed in place afterwards.
func (p *Problem) Lean(l Leaning) *Problem {
	out := *p
	if len(l.Times) == 0 {
		return &out
	}
	was := &p.Objective
	out.Objective = Objective{Name: was.Name, Levels: was.Levels, Weights: maps.Clone(was.Weights)}
	if out.Objective.Weights == nil {
		out.Objective.Weights = make(map[Code]Weights)
	}
	bands := len(p.Rules.WithDefaults().Preferred.Bands)
	for _, r := range RuleBook {
		times, leans := l.Times[r.Code.Heading()]
		if !leans || was.Level(r.Code) != Wishes {
			continue
		}
		from := was.Weights[r.Code]
		if len(from) == 0 {
			from = r.Weights
		}
		if r.Code == RulePreferred {
			from = from[:min(len(from), bands+1)] // a sheet may not name weights of bands that there are not
		}
		var to Weights
		for _, w := range from {
			to = append(to, min(w*times, mostWeight))
		}
		out.Objective.Weights[r.Code] = to
	}
	return &out
}
