package model

import "slices"

// DatedFollow is an order to another dated visit: start to start, in ticks.
type DatedFollow struct {
	Visit    int
	Min, Max int32 // Max None: no most
}

// Conditions of section 8 of the 2016 Act under which a visit may be short.
const (
	ConditionA  = "A" // this carer has been there before, and the tasks fit
	ConditionB  = "B" // not arranged by the council, and agreed on
	NoCondition = "none"
)

// SafeAndWell is the kind of a visit whose sole purpose is to see that the person is.
const SafeAndWell = "check"

// Funding.
const (
	FundingCouncil = "council"
	FundingHealth  = "health"
	FundingSelf    = "self"
)

// Tie is what a visit is tied to: by tied, or by parallel_with at the same start.
func (v *Visit) Tie() Follow {
	if v.Tied.Visit == "" && v.ParallelWith != "" {
		return Follow{Visit: v.ParallelWith}
	}
	return v.Tied
}

// linkVisits finds, for the visits that name others, the dated visit that is meant: that of the
// same date, or else the last one before it.
func (h *Horizon) linkVisits() {
	names := slices.ContainsFunc(h.Problem.Visits, func(v Visit) bool {
		return len(v.After) > 0 || v.SameCarerAs != "" || v.DifferentFrom != ""
	})
	last := make(map[VisitID][]int)
	for i := range h.Visits {
		v := &h.Visits[i]
		v.SameAs, v.OtherThan = -1, -1
		if names {
			last[v.ID] = append(last[v.ID], i)
		}
	}
	if !names {
		return
	}
	meant := func(id VisitID, on Date) int {
		found := -1
		for _, i := range last[id] { // by date
			if h.Visits[i].Date <= on {
				found = i
			}
		}
		return found
	}
	for i := range h.Visits {
		v := &h.Visits[i]
		t := &h.Problem.Visits[v.Template]
		v.SameAs, v.OtherThan = meant(t.SameCarerAs, v.Date), meant(t.DifferentFrom, v.Date)
		for _, f := range t.After {
			other := meant(f.Visit, v.Date)
			if other < 0 {
				continue
			}
			d := DatedFollow{other, h.Calendar.Ticks(f.Min), None}
			if f.Max != 0 {
				d.Max = h.Calendar.Ticks(f.Max)
			}
			v.After = append(v.After, d)
		}
	}
}

// Dawn ends the night: a visit that starts before it belongs to the evening before, and so does a
// lone_after before it.
const Dawn = Clock(6 * 60)

// lone sets when a visit by one carer has to be over because nobody is alone there after it.
func (h *Horizon) lone(v *DatedVisit) {
	v.LoneEnd, v.LoneEve, v.LoneDawn = None, None, None
	after := h.Problem.People[v.Person].LoneAfter
	if after == 0 {
		return
	}
	if after.Minutes() < Dawn.Minutes() {
		after += 24 * 60
	}
	v.LoneEnd, v.LoneEve, v.LoneDawn = h.Calendar.Tick(v.Date, after), h.Calendar.Tick(v.Date-1, after), h.Calendar.Tick(v.Date, Dawn)
}

// LoneBy is when a visit by one carer that starts at a tick has to be over because nobody is alone
// there after it, or None.
func (v *DatedVisit) LoneBy(start int32) int32 {
	if v.LoneEnd != None && start < v.LoneDawn {
		return v.LoneEve
	}
	return v.LoneEnd
}

// ShortUnder is the condition under which a dated visit may be shorter than the law has it, if
// any: A, which asks who comes, B, or none. See RuleShort.
func (h *Horizon) ShortUnder(visit int) string {
	v := &h.Visits[visit]
	t, p := &h.Problem.Visits[v.Template], &h.Problem.People[v.Person]
	agreed := p.AgreementShort != 0 && p.AgreementShort <= v.Date
	switch {
	case (t.ShortCond == "" || t.ShortCond == ConditionB) && agreed && (p.Funding == FundingSelf || p.Funding == FundingHealth):
		return ConditionB
	case t.ShortCond == ConditionA, t.ShortCond == "" && t.Kind == SafeAndWell:
		return ConditionA
	}
	return NoCondition
}

// InNewPlan tells whether a dated visit is of a plan of care that begins with the first day of the rota
// or later: the history knows nothing of that.
func (h *Horizon) InNewPlan(visit int) bool {
	v := &h.Visits[visit]
	start := h.Problem.People[v.Person].PlanStart
	return start >= h.Problem.Plan.Start && v.Date >= start
}

// KnownInPlan tells whether, by the history, a carer has been at a person's before in the plan of
// care in which the rota begins.
func (h *Horizon) KnownInPlan(person, carer int) bool { return h.inPlan[[2]int{person, carer}] }

// LastSeen is the last date before the plan on which a carer was at a person's, as far as the
// history or the last published rota knows; 0 if never.
func (h *Horizon) LastSeen(person, carer int) Date { return h.seen[[2]int{person, carer}] }

// remember reads what is known of people and carers from before the plan.
func (h *Horizon) remember() {
	p := h.Problem
	h.met, h.inPlan, h.seen = make(map[[2]int]bool), make(map[[2]int]bool), make(map[[2]int]Date)
	saw := func(person PersonID, carer CarerID, on Date) (pair [2]int, ok bool) {
		i, known := h.PersonIndex[person]
		pair = [2]int{i, h.Carer(carer)}
		if !known || pair[1] < 0 {
			return pair, false
		}
		if on < p.Plan.Start {
			h.seen[pair] = max(h.seen[pair], on)
		}
		return pair, true
	}
	for _, k := range p.History {
		if pair, ok := saw(k.Person, k.Carer, k.LastVisit); ok {
			h.met[pair] = h.met[pair] || k.Visits90d > 0
			// A count that was kept from the plan of care before is none.
			begun := p.People[pair[0]].PlanStart
			stale := begun < p.Plan.Start && k.LastVisit != 0 && k.LastVisit < begun
			h.inPlan[pair] = h.inPlan[pair] || k.VisitsInPlan > 0 && !stale
		}
	}
	of := make(map[VisitID]PersonID, len(p.Visits))
	for i := range p.Visits {
		of[p.Visits[i].ID] = p.Visits[i].Person
	}
	for _, b := range p.attended() {
		saw(of[b.Visit], b.Carer, b.Date)
	}
}

// suits tells whether a carer is what a person needs, and can be with what is at the home where the visit
// is there.
func (c *Carer) suits(p *Person, v *Visit, level int) bool {
	language, foreign := p.NeedsLanguage(Required)
	gender, particular := p.NeedsGender(Required)
	pets, smoking, stairs := c.Meets(p)
	return !(foreign && !c.Speaks(language, level)) && !(particular && c.Gender != gender) && (pets && smoking && stairs || !v.AtHome())
}

// least is the number of carers without whom a visit is not done. Where nobody is alone after an hour
// a pair stays one, whoever signed what.
func (v *Visit) least(alone bool) int {
	if v.Pair.Kind == "efficiency" && v.SingleOK != "" && v.Need() == 2 && !alone {
		return 1
	}
	return v.Need()
}

// letAlong gives the visits to which a carer may come along: where introductions count, to a person
// whom the history knows somebody of, and of whom not everybody is known.
func (h *Horizon) letAlong() {
	if !h.Problem.Objective.Weighs(RuleIntroduction) {
		return
	}
	for i := range h.Visits {
		v := &h.Visits[i]
		known := h.KnownAt(v.Person)
		if known > 0 && known < len(h.Problem.Carers) && v.Need < MaxCarers && v.TiedTo < 0 && v.TiedBy < 0 {
			v.Shadows = 1
		}
	}
}

// KnownAt is how many carers the history knows at a person's.
func (h *Horizon) KnownAt(person int) int {
	n := 0
	for c := range h.Problem.Carers {
		if h.Met(person, c) {
			n++
		}
	}
	return n
}

// Meets tells whether a carer can be with what is at a person's home, thing by thing.
func (c *Carer) Meets(p *Person) (pets, smoking, stairs bool) {
	return !p.Pets || deref(c.PetsOK, true), !p.Smoking || deref(c.SmokingOK, true), !p.Stairs || deref(c.StairsOK, true)
}
