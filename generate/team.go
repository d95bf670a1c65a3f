package generate

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// turn is one visit of the fortnight: a template on a day.
type turn struct {
	call, day int
}

// able tells whether a member can take some part in a turn as far as shift and skills go.
func (m *maker) able(i int, t turn) bool {
	c := &m.calls[t.call]
	x := &m.out.Carers[i]
	if !m.onDuty(i, t.day, c.at, c.at+c.Length) {
		return false
	}
	date := m.p.Start.Add(t.day)
	holds := func(s model.Skill) bool { return x.Holds(s, date) }
	if !holdsAll(c.Skills, holds) {
		return false
	}
	return len(c.Roles) == 0 || slices.ContainsFunc(c.Roles, func(r model.Role) bool { return holdsAll(r.Skills, holds) })
}

func holdsAll(skills []model.Skill, holds func(model.Skill) bool) bool {
	return !slices.ContainsFunc(skills, func(s model.Skill) bool { return !holds(s) })
}

// nameTeams gives each person four to six carers who between them are on duty at all their
// visits, as far as that goes, and who live on the same side of the patch.
func (m *maker) nameTeams() {
	turns := make([][]turn, m.p.People)
	for i := range m.calls {
		for _, d := range m.calls[i].dates() {
			turns[m.calls[i].who] = append(turns[m.calls[i].who], turn{i, d})
		}
	}
	promised := make([]float64, len(m.crew)) // minutes a fortnight
	order := m.shuffled(m.p.People)
	slices.SortStableFunc(order, func(a, b int) int { return len(turns[b]) - len(turns[a]) })
	for _, who := range order {
		m.nameTeam(who, turns[who], promised)
	}
}

func (m *maker) nameTeam(who int, turns []turn, promised []float64) {
	x := &m.out.People[who]
	covered := make([]int, len(turns))
	var team []int
	for len(team) < 6 {
		best, most := -1, 0.05
		for _, i := range m.around(who) {
			if slices.Contains(team, i) || !m.reaches(i, who) {
				continue
			}
			gain := 0.0
			for k, t := range turns {
				if m.able(i, t) {
					gain += []float64{1, 0.25, 0.1}[min(2, max(0, covered[k]+1-m.calls[t.call].Need()))]
				}
			}
			gain /= 1 + promised[i]/float64(m.crew[i].minutes)
			if m.local != nil {
				gain /= 1 + float64(m.near[who][m.crew[i].anchor])/15
			}
			if gain > most {
				best, most = i, gain
			}
		}
		if best < 0 {
			break
		}
		bare := 0
		for k, t := range turns {
			if m.able(best, t) {
				covered[k]++
			}
			if covered[k] < m.calls[t.call].Need() {
				bare++
			}
		}
		team = append(team, best)
		if len(team) >= 4 && bare == 0 {
			break
		}
	}
	for k, t := range turns {
		for _, i := range team {
			if c := &m.calls[t.call]; m.able(i, t) {
				promised[i] += float64(c.Length*c.Need()) / float64(covered[k])
			}
		}
	}
	slices.Sort(team)
	for _, i := range team {
		x.NamedTeam = append(x.NamedTeam, m.out.Carers[i].ID)
	}
	switch n := len(turns) / 2; {
	case n >= 28:
		x.MaxCarers7d = 8
	case n >= 14:
		x.MaxCarers7d = 6
	}
	if slices.ContainsFunc(turns, func(t turn) bool { return m.calls[t.call].paired }) && x.MaxCarers7d > 0 {
		x.MaxCarers7d += 3
	}
	if m.rng.Float64() < 0.2 && len(team) > 1 {
		x.KeyHolders = []model.CarerID{x.NamedTeam[0], x.NamedTeam[1]}
	}
}

// reaches keeps who walks or cycles to people near the base.
func (m *maker) reaches(i, who int) bool {
	reach := 1e9
	switch m.out.Carers[i].Mode {
	case model.ModeWalk:
		reach = 0.8
	case model.ModeBike:
		reach = 3
	}
	x := &m.out.People[who]
	from := &m.out.Carers[i]
	if m.local != nil {
		return reach > 1e8 || kilometres(x.Lat, x.Lon, from.HomeLat, from.HomeLon) < reach
	}
	return kilometres(x.Lat, x.Lon, m.p.BaseLat, m.p.BaseLon) < reach
}

// addLists gives one person an only list (a team that covers every visit twice over) and a
// few somebody they do not want.
func (m *maker) addLists() {
	only := false
	never := 0
	for _, who := range m.shuffled(m.p.People) {
		x := &m.out.People[who]
		switch {
		case !only && m.coveredTwice(who):
			x.Only, only = slices.Clone(x.NamedTeam), true
		case never < max(1, m.p.People/13) && len(x.NamedTeam) > 0:
			id := m.out.Carers[pick(m.rng, m.around(who))].ID
			if !slices.Contains(x.NamedTeam, id) {
				x.Never = []model.CarerID{id}
				never++
			}
		}
	}
}

func (m *maker) coveredTwice(who int) bool {
	for i := range m.calls {
		if m.calls[i].who != who {
			continue
		}
		for _, d := range m.calls[i].dates() {
			n := 0
			for _, k := range m.around(who) {
				if m.able(k, turn{i, d}) && slices.Contains(m.out.People[who].NamedTeam, m.out.Carers[k].ID) {
					n++
				}
			}
			if n < 2 || m.calls[i].paired {
				return false
			}
		}
	}
	return true
}
