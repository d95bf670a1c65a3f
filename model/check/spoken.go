package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// needed is the language that a person requires or prefers, "" for none.
func needed(p *model.Person) string {
	for _, strength := range []string{"require_", "prefer_"} {
		if code, asked := strings.CutPrefix(p.LanguageNeed, strength); asked {
			return code
		}
	}
	return ""
}

// spoken adds up the care that a person has, and what of it is given by carers who speak the language
// needed well enough, in ticks.
func (j *judge) spoken(person int) (all, given int64) {
	code := needed(j.person(person))
	for v := range j.visits {
		if j.h.Visits[v].Person != person {
			continue
		}
		for _, a := range j.visits[v].by {
			all += a.stop.length()
			if slices.ContainsFunc(j.carer(a.run.carer).Languages, func(l model.Language) bool {
				return l.Code == code && l.Level >= j.h.Rules.Language.Level
			}) {
				given += a.stop.length()
			}
		}
	}
	return all, given
}

// measureLanguages: by language, of the people who need or prefer it.
func (j *judge) measureLanguages(m *model.Measures) {
	type sum struct {
		people     int
		all, given int64
	}
	by := make(map[string]sum)
	for p := range j.h.Problem.People {
		code := needed(j.person(p))
		all, given := j.spoken(p)
		if code == "" || all == 0 {
			continue
		}
		s := by[code]
		by[code] = sum{s.people + 1, s.all + all, s.given + given}
	}
	for code, s := range by {
		m.Languages = append(m.Languages, model.LanguageShare{
			Language: code, People: s.people, Minutes: j.minutes(s.all), Given: j.minutes(s.given), Pct: percent(s.given, s.all),
		})
	}
	slices.SortFunc(m.Languages, func(a, b model.LanguageShare) int { return cmp.Compare(a.Language, b.Language) })
}

// measureSpans counts different carers in 7, 14 and 28 days, over people and spans in which anybody
// comes; a span ends with a week and lies wholly in the rota.
func (j *judge) measureSpans(m *model.Measures) {
	for _, weeks := range []int{1, 2, 4} {
		var counts []float64
		for p := range j.h.Problem.People {
			for last := weeks - 1; last < j.h.Weeks; last++ {
				came := make(map[int]bool)
				for w := last - weeks + 1; w <= last; w++ {
					for _, c := range j.faces(p, w) {
						came[c] = true
					}
				}
				if len(came) > 0 {
					counts = append(counts, float64(len(came)))
				}
			}
		}
		if len(counts) == 0 {
			continue
		}
		slices.Sort(counts)
		m.CarersIn = append(m.CarersIn, model.CarersIn{
			Days: 7 * weeks, Mean: mean(counts), Worst: mean(counts[len(counts)-(len(counts)+9)/10:]), P90: quantile(counts, 90), Max: int(counts[len(counts)-1]),
		})
	}
}
