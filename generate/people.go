package generate

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/staff"
)

// Initials are enough for a made-up person, and nobody is recognised by them.
var (
	firstInitials = []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "L", "M", "N", "O", "R", "S", "T", "W"}
	lastInitials  = []string{"B", "D", "E", "G", "H", "J", "L", "M", "O", "P", "R", "T", "W"}
)

func (m *maker) initials() string {
	return pick(m.rng, firstInitials) + ". " + pick(m.rng, lastInitials) + "."
}

// makePeople draws the people with their homes and what they need of a carer.
func (m *maker) makePeople() {
	start := m.p.Start
	for i := range m.p.People {
		lat, lon, where := m.home()
		x := model.Person{
			ID: model.PersonID(m.number("p", i, m.p.People)), Name: m.initials(), Patch: model.PatchID(m.p.ID),
			Lat: lat, Lon: lon, Priority: m.priority(), Funding: m.funding(),
			PlanStart: start.Add(-30 - m.rng.IntN(600)),
			Pets:      m.rng.Float64() < 0.25, Smoking: m.rng.Float64() < 0.12, Stairs: m.rng.Float64() < 0.3,
		}
		x.LanguageNeed = m.language()
		if m.rng.Float64() < 0.15 {
			x.GenderNeed, x.NeedReason = "prefer_f", "personal care"
			if m.rng.Float64() < 0.25 {
				x.GenderNeed, x.NeedReason = "require_f", "dignity: asked for at the assessment"
			}
		}
		if where == "" { // a farm: track, gate, dogs
			access := 3 + m.rng.IntN(3)
			x.Access = &access
		}
		if x.Funding == "self" {
			x.AgreementShort = x.PlanStart.Add(7)
		}
		m.out.People = append(m.out.People, x)
	}
}

func (m *maker) priority() int {
	switch x := m.rng.Float64(); {
	case x < 0.12:
		return 1
	case x < 0.60:
		return 2
	case x < 0.93:
		return 3
	}
	return 4
}

func (m *maker) funding() string {
	switch x := m.rng.Float64(); {
	case x < 0.75:
		return "council"
	case x < 0.85:
		return "health"
	}
	return "self"
}

// language gives most first speakers of Welsh a wish and some, with dementia, a need.
func (m *maker) language() string {
	if m.rng.Float64() >= m.p.Welsh {
		return "none"
	}
	switch x := m.rng.Float64(); {
	case x < 0.15:
		return "require_cy"
	case x < 0.85:
		return "prefer_cy"
	}
	return "none"
}

// home draws where somebody lives, and the settlement it is in, if in one.
func (m *maker) home() (lat, lon float64, settlement string) {
	if m.local != nil {
		return m.local.home(m.rng)
	}
	return draw(m.homes, m.rng)
}

// measure works out the travel between people's doors by car, with the model's own legs.
func (m *maker) measure() error {
	probe := *m.out
	probe.Carers = []model.Carer{{ID: "probe", Patch: model.PatchID(m.p.ID), Mode: model.ModeCar}}
	h, err := model.Expand(&probe)
	if err != nil {
		return err
	}
	n := len(m.out.People)
	m.near, m.allowance = make([][]int, n), make([]float64, n)
	all := everyone(n)
	for i := range n {
		m.near[i] = make([]int, n)
		for j := range n {
			ticks, _ := h.LegTicks(model.ModeCar, h.PersonAt[j], h.PersonAt[i])
			m.near[i][j] = int((ticks + 59) / h.Calendar.Resolution())
		}
		others := all
		if m.local != nil {
			others = m.neighbours(i)
		}
		m.allowance[i] = staff.Allowance(h, model.ModeCar, i, others)
	}
	return nil
}

// everyone is 0 to n-1.
func everyone(n int) []int {
	all := make([]int, n)
	for i := range n {
		all[i] = i
	}
	return all
}
