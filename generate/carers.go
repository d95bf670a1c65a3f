package generate

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// skillShares is how many of a hundred carers hold a skill; grantSkills adds where a shift
// would be without.
var skillShares = []struct {
	skill model.Skill
	share float64
	years bool // renewed: it has a last day
}{
	{"moving", 0.95, false},
	{"medication", 0.92, false},
	{"hoist", 0.75, true},
	{"dementia", 0.55, false},
	{"catheter", 0.45, false},
	{"insulin", 0.45, true},
	{"peg", 0.25, true},
}

// writeCarers turns the crew into the problem's carers, and adds the bank.
func (m *maker) writeCarers() {
	n := len(m.crew) + m.p.Bank
	start := m.p.Start
	for i := range n {
		c := model.Carer{
			ID: model.CarerID(m.number("c", i, n)), Name: m.initials(), Patch: model.PatchID(m.p.ID), Role: "care worker",
			StartDate: start.Add(-200 - m.rng.IntN(4000)), Gender: "f", Mode: model.ModeCar, PayBand: "2",
			RegisteredUntil: start.Add(100 + m.rng.IntN(900)), DBSDate: start.Add(-30 - m.rng.IntN(900)),
		}
		if m.rng.Float64() < 0.18 {
			c.Gender = "m"
		}
		c.Languages = []model.Language{{Code: "cy", Level: 5}, {Code: "en", Level: 5}}
		if m.rng.Float64() >= m.p.Welsh {
			c.Languages[0].Level = m.rng.IntN(4)
		}
		if i < len(m.crew) {
			m.employ(&c, i)
		} else {
			c.Contract = model.Contract{Kind: model.Bank, MaxWeek: 1440}
			c.Role, c.WeekendParity = "bank care worker", "none"
		}
		m.teach(&c, i)
		m.house(&c, i)
		no := false
		if i%9 == 4 {
			c.PetsOK = &no
		}
		if i%7 == 3 {
			c.SmokingOK = &no
		}
		m.out.Carers = append(m.out.Carers, c)
	}
}

// house gives a carer a home.
func (m *maker) house(c *model.Carer, i int) {
	if m.local != nil {
		c.HomeLat, c.HomeLon = m.local.carerHome(i, m)
		return
	}
	c.HomeLat, c.HomeLon, _ = draw(m.homes, m.rng)
	if c.Mode != model.ModeCar { // who walks or cycles lives where the doors are close
		c.HomeLat, c.HomeLon = scatter(m.p.BaseLat, m.p.BaseLon, 300, m.rng)
	}
}

func (m *maker) employ(c *model.Carer, i int) {
	k := &m.crew[i]
	c.Contract = model.Contract{Kind: model.Guaranteed, MinWeek: k.minutes}
	c.WeekendParity = k.parity
	if k.minutes >= 35*60 {
		c.Role, c.PayBand, c.Contract.Kind = "senior care worker", "3", model.Salaried
	}
	last := len(m.crew) - 1
	switch {
	case m.local != nil:
		c.Mode = m.local.mode(i)
	case i > last-m.p.Walkers:
		c.Mode = model.ModeWalk
	case i > last-m.p.Walkers-m.p.Bikes:
		c.Mode = model.ModeBike
	}
	if i == last/2 { // one new face in the team
		c.StartDate = m.p.Start.Add(-21)
	}
}

func (m *maker) teach(c *model.Carer, i int) {
	for _, s := range skillShares {
		if m.rng.Float64() >= s.share && c.PayBand != "3" {
			continue
		}
		k := model.DatedSkill{Skill: s.skill}
		if s.years {
			k.Until = m.p.Start.Add(20 + m.rng.IntN(700))
			if i%11 == 5 && s.skill == "hoist" { // one certificate runs out before the week
				k.Until = m.p.Start.Add(-3)
			}
		}
		c.Skills = append(c.Skills, k)
	}
}

// spare is how many holders of a skill are to be on duty beyond the one a visit needs.
const spare = 2

// grantSkills trains more carers where a visit would find too few on duty with its skills.
func (m *maker) grantSkills() {
	for i := range m.calls {
		c := &m.calls[i]
		needs := slices.Clone(c.Skills)
		for _, r := range c.Roles {
			needs = append(needs, r.Skills...)
		}
		for _, skill := range needs {
			for _, d := range c.dates() {
				m.grant(c, d, skill)
			}
		}
	}
}

func (m *maker) grant(c *call, d int, skill model.Skill) {
	var able, others []int
	for _, i := range m.around(c.who) {
		x := &m.out.Carers[i]
		if !m.onDuty(i, d, c.at-15, c.at+c.Length+5) || x.Mode != model.ModeCar {
			continue
		}
		if x.Holds(skill, m.p.Start.Add(27)) {
			able = append(able, i)
		} else {
			others = append(others, i)
		}
	}
	for len(able) < c.Need()+spare && len(others) > 0 {
		x := &m.out.Carers[others[0]]
		x.Skills = slices.DeleteFunc(x.Skills, func(k model.DatedSkill) bool { return k.Skill == skill })
		x.Skills = append(x.Skills, model.DatedSkill{Skill: skill, Until: m.p.Start.Add(365)})
		able, others = append(able, others[0]), others[1:]
	}
}

// onDuty tells whether a member's shift on a day of the fortnight holds a span of minutes.
func (m *maker) onDuty(i, d, from, to int) bool {
	if m.crew[i].absent(d) {
		return false
	}
	return slices.ContainsFunc(m.crew[i].worked[d], func(s span) bool { return s.from <= from && to <= s.to })
}
