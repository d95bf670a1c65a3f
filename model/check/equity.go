package check

import "github.com/milltir/milltir/model"

// What is compared between groups of people.
const (
	EquityCarers   = iota // different carers of a week, the mean over weeks in which anybody comes
	EquityFamiliar        // per cent of the minutes given by carers who had come before the plan, or are of the named team
	EquityOff             // minutes from the preferred start, the mean over visits with one
	EquityLanguage        // per cent of the minutes given in the language needed
	EquityLeft            // minutes left out: length × carers, optional visits aside
	EquityWishes          // per cent met of the wishes that were judged
	EquityKinds           // how many there are
)

// EquityNames are the words for them in JSON and catalogues; of those in EquityMore more is better.
var (
	EquityNames = [EquityKinds]string{"carers", "familiar_pct", "off_minutes", "language_pct", "left_minutes", "wishes_pct"}
	EquityMore  = [EquityKinds]bool{EquityFamiliar: true, EquityLanguage: true, EquityWishes: true}
)

// Had is what a rota gives one person; nil where there is nothing to measure.
type Had struct {
	Person model.PersonID
	Value  [EquityKinds]*float64
}

// Equity measures what each person has, in the order of the Problem's people. The error is that of [Horizon].
func Equity(h *model.Horizon, r *model.Rota) ([]Had, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, err
	}
	wished, judged := map[model.PersonID]int{}, map[model.PersonID]int{}
	for _, w := range j.voices() {
		if w.Judged {
			judged[w.Person]++
		}
		if w.Met {
			wished[w.Person]++
		}
	}
	teamed := j.historied()
	counted := h.Counted(j.allocated)
	out := make([]Had, len(h.Problem.People))
	for p := range out {
		id := j.person(p).ID
		x := &out[p]
		x.Person = id
		j.hadOf(p, x, teamed[p] || len(j.person(p).NamedTeam) > 0)
		x.Value[EquityLeft] = j.leftOf(p, counted)
		if n := judged[id]; n > 0 {
			x.Value[EquityWishes] = new(percent(int64(wished[id]), int64(n)))
		}
	}
	return out, nil
}

// historied tells by person whether anything is known of who came before the plan.
func (j *judge) historied() []bool {
	out := make([]bool, len(j.h.Problem.People))
	for _, x := range j.h.Problem.History {
		if p, ok := j.h.PersonIndex[x.Person]; ok {
			out[p] = true
		}
	}
	return out
}

// hadOf fills in what follows from who comes and when; familiar faces only where any are known.
func (j *judge) hadOf(person int, x *Had, known bool) {
	var faces, off []float64
	for w := range j.h.Weeks {
		if n := len(j.faces(person, w)); n > 0 {
			faces = append(faces, float64(n))
		}
	}
	if len(faces) == 0 {
		return
	}
	x.Value[EquityCarers] = new(mean(faces))
	var all, familiar int64
	for _, v := range j.comesTo(person) {
		if d := j.offPreferred(&j.h.Visits[v], &j.visits[v]); d >= 0 {
			off = append(off, float64(d)/float64(j.perMinute))
		}
		for _, a := range j.visits[v].by {
			all += a.stop.length()
			if j.wellKnown(person, a.run.carer) {
				familiar += a.stop.length()
			}
		}
	}
	if known {
		x.Value[EquityFamiliar] = new(percent(familiar, all))
	}
	if len(off) > 0 {
		x.Value[EquityOff] = new(mean(off))
	}
	if spoken, given := j.spoken(person); needed(j.person(person)) != "" && spoken > 0 {
		x.Value[EquityLanguage] = new(percent(given, spoken))
	}
}

// wellKnown tells whether a carer had come to a person before the plan, or is of the named team.
func (j *judge) wellKnown(person, carer int) bool {
	for _, c := range j.person(person).NamedTeam {
		if c == j.carer(carer).ID {
			return true
		}
	}
	return j.h.Met(person, carer)
}

// leftOf is what of a person's visits is left out, in minutes; nil without visits that are promised.
func (j *judge) leftOf(person int, counted []bool) *float64 {
	promised, left := false, int64(0)
	for v := range j.visits {
		dv := &j.h.Visits[v]
		if dv.Person != person || !counted[v] || dv.Optional {
			continue
		}
		promised = true
		if !j.allocated(v) {
			left += int64(dv.Length) * int64(dv.Need)
		}
	}
	if !promised {
		return nil
	}
	return new(float64(left) / float64(j.perMinute))
}
