package generate

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// band is where the preferred start of a kind of visit may lie, and where it tends to
// (minutes after midnight). The peaks are those of domain.md §5.4.
type band struct{ from, to, likely, slack int }

var bands = map[string]band{
	"morning": {435, 615, 510, 30},    // 07:15–10:15
	"lunch":   {705, 795, 735, 30},    // 11:45–13:15
	"tea":     {975, 1080, 1005, 30},  // 16:15–18:00
	"bed":     {1155, 1275, 1230, 30}, // 19:15–21:15
	"care":    {600, 930, 660, 60},
	"check":   {615, 945, 840, 60},
	"sit":     {615, 930, 810, 60},
	"outing":  {630, 900, 780, 90},
}

// call is a template in the making.
type call struct {
	model.Visit
	who         int // person
	at          int // preferred start, minutes after midnight
	slack       int // minutes either way
	paired      bool
	atLeastNext int // minutes to the person's next visit of the day
	atMostNext  int // 0: no limit
}

func (c *call) perWeek() int {
	n := 0
	for d := range 7 {
		if c.Days.Has(d) {
			n++
		}
	}
	return n
}

// dates gives the days of the fortnight (0 to 13) on which a template falls.
func (c *call) dates() []int {
	var out []int
	for d := range cycleDays {
		if c.Days.Has(d%7) && (c.WeekOfCycle.Of == 0 || c.WeekOfCycle.Week == d/7+1) {
			out = append(out, d)
		}
	}
	return out
}

const weekdays model.Days = 0b0011111

// makeCalls gives everybody a package, then lengths, partners, skills and times.
func (m *maker) makeCalls() {
	n, mix := m.p.People, m.p.Mix
	var packs []func(int)
	add := func(share float64, f func(int)) {
		for range min(count(n, share), n-len(packs)) {
			packs = append(packs, f)
		}
	}
	add(mix.Four, m.fourCalls)
	add(mix.Two, m.twoCalls)
	add(mix.Daily, m.dailyCall)
	add(mix.Weekdays, m.weekdayCall)
	add(mix.Few, m.fewCalls)
	for len(packs) < n {
		packs = append(packs, m.weeklyCall)
	}
	for k, who := range m.shuffled(n) {
		packs[k](who)
	}
	m.drawLengths()
	m.drawPairs()
	m.drawSkills()
	m.drawTimes()
}

func (m *maker) addCall(who int, kind string, days model.Days) *call {
	m.calls = append(m.calls, call{Visit: model.Visit{Kind: kind, Days: days}, who: who, slack: bands[kind].slack})
	return &m.calls[len(m.calls)-1]
}

func (m *maker) fourCalls(who int) {
	for _, kind := range []string{"morning", "lunch", "tea", "bed"} {
		m.addCall(who, kind, model.EveryDay)
	}
	if m.rng.Float64() < 0.5 { // an hour or two off for the husband or daughter
		m.addCall(who, "sit", oneDay(m.rng.IntN(5)))
	}
}

func (m *maker) twoCalls(who int) {
	m.addCall(who, "morning", model.EveryDay)
	m.addCall(who, pick(m.rng, []string{"bed", "bed", "tea"}), model.EveryDay)
	if m.rng.Float64() < 0.3 {
		m.addCall(who, "outing", oneDay(m.rng.IntN(5)))
	}
}

func (m *maker) dailyCall(who int) {
	days := model.EveryDay
	if m.rng.Float64() < 0.35 { // the family comes on Sundays
		days = 0b0111111
	}
	m.addCall(who, pick(m.rng, []string{"morning", "morning", "morning", "lunch", "tea", "bed"}), days)
	if m.rng.Float64() < 0.3 { // shopping every second week
		m.addCall(who, "outing", oneDay(m.rng.IntN(5))).WeekOfCycle = model.Cycle{Week: 1 + m.rng.IntN(2), Of: 2}
	}
}

func (m *maker) weekdayCall(who int) {
	m.addCall(who, pick(m.rng, []string{"morning", "morning", "lunch", "lunch", "check", "tea"}), weekdays)
}

func (m *maker) fewCalls(who int) {
	if m.rng.Float64() < 0.5 {
		m.addCall(who, "care", 0b0010101)
		return
	}
	m.addCall(who, "sit", 0b0001010)
}

func (m *maker) weeklyCall(who int) {
	day := m.rng.IntN(5)
	m.addCall(who, pick(m.rng, []string{"care", "sit", "outing"}), oneDay(day))
	if m.rng.Float64() < 0.5 {
		m.addCall(who, "care", oneDay((day+2)%5)).WeekOfCycle = model.Cycle{Week: 1 + m.rng.IntN(2), Of: 2}
	}
}

func oneDay(weekday int) model.Days { return 1 << weekday }

// lengthClasses are the lengths of domain.md §5.4 with the kinds that may take them.
var lengthClasses = []struct {
	minutes []int
	kinds   []string
}{
	{[]int{15, 20}, []string{"lunch", "tea", "check", "bed"}},
	{[]int{30}, []string{"morning", "lunch", "tea", "bed", "check"}},
	{[]int{45}, []string{"morning", "bed", "lunch", "tea", "care"}},
	{[]int{60}, []string{"morning", "care", "outing"}},
	{[]int{90, 120, 180}, []string{"sit", "outing"}},
}

// drawLengths deals the lengths out so that the shares of the visits come true: each
// template, in a random order, takes the class that is furthest behind.
func (m *maker) drawLengths() {
	l := m.p.Lengths
	share := []float64{l.Short, l.Half, l.Three, l.Hour, l.Long}
	have, total := make([]float64, len(share)), 0.0
	order := m.shuffled(len(m.calls))
	slices.SortStableFunc(order, func(a, b int) int { return m.calls[b].perWeek() - m.calls[a].perWeek() })
	for _, i := range order {
		c := &m.calls[i]
		total += float64(c.perWeek())
		best, lag := -1, 0.0
		for k, class := range lengthClasses {
			if !slices.Contains(class.kinds, c.Kind) {
				continue
			}
			if behind := share[k]*(total+20) - have[k] + m.rng.Float64()*4; best < 0 || behind > lag {
				best, lag = k, behind
			}
		}
		have[best] += float64(c.perWeek())
		c.Length = pick(m.rng, lengthClasses[best].minutes)
	}
}

// drawPairs makes about the share of visits that was asked for take two carers: whole people,
// since whoever needs a hoist needs it at every call, and a few weekly baths.
func (m *maker) drawPairs() {
	visits, byPerson := 0, make([]int, m.p.People)
	for i := range m.calls {
		c := &m.calls[i]
		visits += c.perWeek()
		if c.handling() {
			byPerson[c.who] += c.perWeek()
		}
	}
	left := m.p.Paired * float64(visits)
	order := m.shuffled(m.p.People)
	slices.SortStableFunc(order, func(a, b int) int { return byPerson[b] - byPerson[a] })
	for _, who := range order {
		if n := byPerson[who]; n > 0 && float64(n) <= left+0.5 {
			left -= float64(n)
			m.pair(who)
		}
	}
}

// handling tells of a visit in which somebody is lifted or turned.
func (c *call) handling() bool {
	return c.Kind != "sit" && c.Kind != "outing" && c.Kind != "check"
}

func (m *maker) pair(who int) {
	for i := range m.calls {
		c := &m.calls[i]
		if c.who != who || !c.handling() {
			continue
		}
		c.paired, c.Carers, c.Pair.Kind = true, 2, "handling"
		c.Length = max(c.Length, 30) // nobody is hoisted in a quarter of an hour
		c.Roles = []model.Role{{Name: "lead", Skills: []model.Skill{"hoist"}}, {Name: "support", Skills: []model.Skill{"moving"}}}
	}
}

// drawSkills gives visits their medicines and other needs, and the conditions of short visits.
func (m *maker) drawSkills() {
	needs := make([]string, m.p.People)
	order := m.shuffled(m.p.People)
	for k, need := range []string{"insulin", "parkinson", "catheter", "peg"} {
		for i := k; i < len(order); i += 20 * (1 + k/3) {
			needs[order[i]] = need
		}
	}
	medicine := make([]bool, m.p.People)
	for i := range medicine {
		medicine[i] = m.rng.Float64() < 0.6
	}
	for i := range m.calls {
		c := &m.calls[i]
		m.needOf(c, needs[c.who])
		if medicine[c.who] && c.handling() && !slices.Contains(c.Skills, "medication") {
			c.Skills = append(c.Skills, "medication")
		}
		if person := &m.out.People[c.who]; c.Length < 30 {
			c.ShortCond = "A"
			if person.Funding == "self" {
				c.ShortCond = "B"
			}
		}
		if c.Kind == "sit" && m.rng.Float64() < 0.3 {
			c.Skills = append(c.Skills, "dementia")
		}
		if c.Kind == "morning" && m.rng.Float64() < 0.3 {
			c.SameTime = 15
		}
	}
}

func (m *maker) needOf(c *call, need string) {
	meal := c.Kind == "morning" || c.Kind == "tea"
	switch {
	case need == "insulin" && meal:
		c.TimeCritical, c.slack = "insulin before the meal", 15
		c.Skills, c.Priority = append(c.Skills, "insulin"), 1
	case need == "parkinson" && c.handling() && c.Kind != "care":
		c.TimeCritical, c.slack = "Parkinson's medicine on time", 15
		c.Skills, c.Priority = append(c.Skills, "medication"), 1
	case need == "catheter" && c.Kind == "morning":
		c.Skills = append(c.Skills, "catheter")
	case need == "peg" && c.handling():
		c.Skills = append(c.Skills, "peg")
	}
}
