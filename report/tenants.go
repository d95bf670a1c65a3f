package report

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// TenantsPage is what the tenants' committee of a scheme sees of a rota: no name, no id, no address and no time
// at which anybody in particular is visited.
type TenantsPage struct {
	Schemes []SchemePage `json:"schemes"`
	Voices  *Voices      `json:"voices"`
}

// SchemePage is one scheme; where there is none, everybody who is visited at home.
type SchemePage struct {
	Name  string      `json:"name"`
	Kept  *Kept       `json:"kept,omitempty"` // nil: hidden
	Care  *CareByPart `json:"care,omitempty"` // nil: too few people
	Site  []SiteDay   `json:"on_site,omitempty"`
	Cover *SiteCover  `json:"cover,omitempty"`
	Pools []PoolRow   `json:"pools,omitempty"`
}

// Kept is how many visits are made, and of those that were promised how many are left out, with their minutes;
// these are nil where they are hidden.
type Kept struct {
	Made        int  `json:"made"`
	Left        *int `json:"left_out,omitempty"`
	LeftMinutes *int `json:"left_out_minutes,omitempty"`
}

// partNames are the parts of a day by the start of a visit; partFrom is the hour each starts at. The night that
// begins on a day belongs to it, and so do the hours of its morning before the first part.
var (
	partNames = [...]string{"morning", "afternoon", "evening", "night"}
	partFrom  = [...]int{6, 12, 17, 22}
)

// CareByPart is minutes of care a week, by weekday from Monday and part of the day; nil where fewer than five
// people are visited then, or a difference would tell of as few.
type CareByPart struct {
	Days  [7][len(partNames)]*int `json:"days"`
	Day   [7]*int                 `json:"day"`
	Part  [len(partNames)]*int    `json:"part"`
	Total *int                    `json:"total"`
}

// SiteDay is how many carers are in shifts on site by half hour of a date.
type SiteDay struct {
	Date   model.Date `json:"date"`
	Carers []int      `json:"carers"`
}

// SiteCover is in how many of the half hours and shifts that cover.csv asks for as many are there as are needed.
type SiteCover struct {
	Kept int `json:"kept"`
	All  int `json:"all"`
}

// PoolRow is a period of a pool of the scheme, in minutes: what was corrected of it, what was drawn before the plan
// ([model.DatedPool]), and what the plan uses, whoever draws, those who live elsewhere too. Brought + Entitled +
// Corrected − Before − Planned = Left. Nil is hidden.
type PoolRow struct {
	From      model.Date `json:"from"`
	To        model.Date `json:"to"`
	Entitled  int        `json:"entitled"`
	Brought   *int       `json:"brought,omitempty"`
	Corrected *int       `json:"corrected,omitempty"`
	Before    *int       `json:"drawn_before,omitempty"`
	Planned   *int       `json:"planned,omitempty"`
	Left      *int       `json:"left,omitempty"`
}

// NewTenantsPage works it out. The error is that of [check.Visits].
func NewTenantsPage(h *model.Horizon, r *model.Rota, l *Localizer) (*TenantsPage, error) {
	voices, err := NewVoices(h, r, ForTenants, l)
	if err != nil {
		return nil, err
	}
	visits, err := check.Visits(h, r)
	if err != nil {
		return nil, err
	}
	out, p := &TenantsPage{Voices: voices}, newPage(h, r, nil, l)
	for i := range h.Problem.Places {
		x := &h.Problem.Places[i]
		if x.Kind != model.PlaceScheme {
			continue
		}
		s := newScheme(p, visits, x)
		s.out.Kept = s.kept(voices.Equity.shows(string(x.ID)))
		s.site()
		out.Schemes = append(out.Schemes, s.out)
	}
	if len(out.Schemes) == 0 && voices.Equity != nil {
		s := newScheme(p, visits, nil)
		s.out.Kept = s.kept(voices.Equity.shows(""))
		out.Schemes = append(out.Schemes, s.out)
	}
	return out, nil
}

// shows tells whether what is left out of a scheme may be told: minutes left out are compared between schemes,
// and what is hidden there must not be told here.
func (x *Equities) shows(scheme string) bool {
	if x == nil {
		return false
	}
	left := check.EquityNames[check.EquityLeft]
	for i := range x.By {
		if x.By[i].By == byScheme {
			at := slices.IndexFunc(x.By[i].Groups, func(g EquityGroup) bool { return g.key == scheme })
			return at >= 0 && x.By[i].Groups[at].Mean[left] != nil
		}
	}
	return x.All.Mean[left] != nil
}

// scheme is one while it is worked out.
type scheme struct {
	p     *page
	place *model.Place // nil: all people
	own   []check.Visited
	rest  []check.Visited // who lives elsewhere
	all   []check.Visited // its own, and behind them the rest that draws on its pools
	out   SchemePage
}

// newScheme adds the care up and hides what tells of too few.
func newScheme(p *page, visits []check.Visited, place *model.Place) *scheme {
	s := &scheme{p: p, place: place, out: SchemePage{Name: p.l.T("tenants.all")}}
	if place != nil {
		s.out.Name = p.place(string(place.ID))
	}
	for _, v := range visits {
		if q := &p.h.Problem.People[p.h.Visits[v.Visit].Person]; place == nil || q.Place == place.ID {
			s.own = append(s.own, v)
		} else {
			s.rest = append(s.rest, v)
		}
	}
	s.care()
	return s
}

// minutes rounds ticks, which may be below 0.
func (s *scheme) minutes(ticks int64) int {
	return int(math.Round(float64(ticks) / float64(s.p.h.Calendar.Resolution())))
}

// kept counts visits, those left out only where they are shown; nil where the care of all is hidden.
func (s *scheme) kept(shown bool) *Kept {
	if s.out.Care == nil {
		return nil
	}
	var k Kept
	count, left := 0, int64(0)
	for _, v := range s.own {
		switch dv := &s.p.h.Visits[v.Visit]; {
		case v.Done && v.Care > 0:
			k.Made++
		case v.Promised:
			count++
			left += int64(dv.Length) * int64(dv.Need)
		}
	}
	if shown {
		k.Left, k.LeftMinutes = &count, new(s.minutes(left))
	}
	return &k
}

// partOf is the part of the day of a clock time.
func partOf(c model.Clock) int {
	hour := c.Minutes() / 60 % 24
	part := len(partFrom) - 1
	for i, from := range partFrom {
		if hour >= from {
			part = i
		}
	}
	return part
}

// careFigures says which visits each cell of the table of care is about.
type careFigures struct {
	cells [7][len(partNames)]statistic
	days  [7]statistic
	parts [len(partNames)]statistic
	total statistic
}

// take puts a visit to its day and part.
func (c *careFigures) take(item, day, part int) {
	for _, f := range []*statistic{&c.cells[day][part], &c.days[day], &c.parts[part], &c.total} {
		f.items = append(f.items, item)
	}
}

// all lists them, the sums with what makes them give way last.
func (c *careFigures) all() []*statistic {
	c.total.keep = keepAll
	out := []*statistic{&c.total}
	for d := range c.days {
		c.days[d].keep = keepSum
		out = append(out, &c.days[d])
		for part := range c.cells[d] {
			out = append(out, &c.cells[d][part])
		}
	}
	for part := range c.parts {
		c.parts[part].keep = keepSum
		out = append(out, &c.parts[part])
	}
	return out
}

// care fills in minutes by day and part, and what the scheme's pools are used for: both are sums of the same
// visits, and are looked at together before any is shown.
func (s *scheme) care() {
	h := s.p.h
	c, pools := &careFigures{}, s.pools()
	s.all = slices.Clone(s.own)
	for _, v := range s.rest {
		if slices.ContainsFunc(pools, func(u poolUse) bool { return u.index == h.Visits[v.Visit].Pool }) {
			s.all = append(s.all, v)
		}
	}
	who, ticks := make([]int, len(s.all)), make([]int64, len(s.all))
	for i, v := range s.all {
		dv := &h.Visits[v.Visit]
		who[i], ticks[i] = dv.Person, v.Care
		if v.Care == 0 {
			continue
		}
		if i < len(s.own) {
			c.take(i, dv.Date.Weekday(), partOf(h.Calendar.Local(int32(v.Start), dv.Date)))
		}
		for k := range pools {
			pools[k].take(i, dv, h.Problem)
		}
	}
	figures := c.all()
	for k := range pools {
		for t := range pools[k].used {
			figures = append(figures, &pools[k].used[t])
		}
	}
	suppress(who, figures)
	for k := range pools {
		s.out.Pools = append(s.out.Pools, pools[k].rows(s)...)
	}
	if !c.total.hidden {
		s.out.Care = s.weekly(c, ticks)
	}
}

// weekly adds the minutes of what is shown up, for a week. Each part of a day is rounded, to the nearest, and the sums
// are of these: what is printed adds up.
func (s *scheme) weekly(c *careFigures, ticks []int64) *CareByPart {
	out, week := &CareByPart{}, float64(s.p.h.Calendar.Resolution())*float64(s.p.h.Weeks)
	var days [7]int
	var parts [len(partNames)]int
	all := 0
	shown := func(f *statistic, minutes int) *int {
		if f.hidden {
			return nil
		}
		return &minutes
	}
	for d := range c.cells {
		for part := range c.cells[d] {
			sum := int64(0)
			for _, i := range c.cells[d][part].items {
				sum += ticks[i]
			}
			minutes := int(math.Round(float64(sum) / week))
			days[d], parts[part], all = days[d]+minutes, parts[part]+minutes, all+minutes
			out.Days[d][part] = shown(&c.cells[d][part], minutes)
		}
		out.Day[d] = shown(&c.days[d], days[d])
	}
	for part := range parts {
		out.Part[part] = shown(&c.parts[part], parts[part])
	}
	out.Total = shown(&c.total, all)
	return out
}

// poolUse is a pool of the scheme with what draws on it, by period from the pool's first.
type poolUse struct {
	index int
	used  []statistic
	drew  map[int][]int // who drew before the plan, by period
}

// pools are those that the scheme owns and whose period has begun by the end of the plan.
func (s *scheme) pools() []poolUse {
	h := s.p.h
	var out []poolUse
	past := h.PastDraws()
	for i := range h.Pools {
		x := &h.Problem.Pools[i]
		if s.place == nil || x.OwnerKind != model.OwnScheme || !slices.Contains(x.Owners, string(s.place.ID)) || len(h.Pools[i].Used) == 0 {
			continue
		}
		use := poolUse{index: i, used: make([]statistic, len(h.Pools[i].Used)), drew: drew(past, i)}
		for k := range use.used {
			use.used[k].keep = keepPart
		}
		out = append(out, use)
	}
	return out
}

// drew is who drew on a pool before the plan, by period.
func drew(past []model.PastDraw, pool int) map[int][]int {
	out := map[int][]int{}
	for _, x := range past {
		if x.Pool == pool {
			out[x.Period] = join(out[x.Period], x.Person)
		}
	}
	return out
}

// tells is whether the account of the pool would tell about fewer than five people: of who drew before the plan, or of
// whose minutes were corrected. A correction is often of one person, and so is told of only where five and more drew in
// its period: then nobody can say whose it is.
func (u *poolUse) tells(s *scheme) bool {
	h := s.p.h
	for k := range u.used {
		people, f := u.drew[k], &u.used[k]
		if n := len(people); n > 0 && n < fewest || f.hidden && len(f.items) > 0 {
			return true
		}
		for _, i := range f.items {
			people = join(people, h.Visits[s.all[i].Visit].Person)
		}
		if len(people) < fewest && h.Problem.HasCorrection(&h.Problem.Pools[u.index], k) {
			return true
		}
	}
	return false
}

// take puts a visit to the period it draws on.
func (u *poolUse) take(item int, dv *model.DatedVisit, p *model.Problem) {
	if dv.Pool != u.index {
		return
	}
	if k := p.Pools[u.index].Period(dv.Date); k >= 0 {
		u.used[k].items = append(u.used[k].items, item)
	}
}

// rows is the account of the plan's periods. One that is hidden hides all: what is brought on, or left, would tell.
func (u *poolUse) rows(s *scheme) []PoolRow {
	h := s.p.h
	x, d := &h.Problem.Pools[u.index], &h.Pools[u.index]
	used, planned, hidden := slices.Clone(d.Used), make([]int64, len(d.Used)), u.tells(s)
	for k := range u.used {
		f := &u.used[k]
		for _, i := range f.items {
			planned[k] += s.all[i].Drawn
		}
		used[k] += planned[k]
	}
	var out []PoolRow
	for k, t := range x.Account(used, int64(h.Calendar.Resolution())) {
		if k < d.First {
			continue
		}
		row := PoolRow{From: t.First, To: t.Last, Entitled: s.minutes(t.Entitled)}
		if !hidden {
			corrected := h.Problem.Corrected(x, k)
			before := s.minutes(d.Used[k]) + corrected // what was drawn is there less what was corrected
			brought, plan := s.minutes(t.Brought), s.minutes(planned[k])
			row.Brought, row.Corrected, row.Before, row.Planned = &brought, &corrected, &before, &plan
			row.Left = new(brought + row.Entitled + corrected - before - plan)
		}
		out = append(out, row)
	}
	return out
}

// site counts who is in a shift on site for the whole of a half hour. It is of carers at work, whom everybody in
// the building can count, and where no shift is at the scheme there is none: who comes to somebody's door is
// not on site.
func (s *scheme) site() {
	p, at := s.p, string(s.place.ID)
	var on []*model.DatedShift
	for i := range p.r.Runs {
		if x := p.shiftOf(&p.r.Runs[i]); x != nil && x.Location == at && x.AtWork() {
			on = append(on, x)
		}
	}
	if len(on) > 0 {
		for d := range 7 * p.h.Weeks {
			s.out.Site = append(s.out.Site, p.siteDay(p.h.Calendar.Start().Add(d), on))
		}
	}
	cover := SiteCover{}
	for _, x := range p.thereForNeeds() {
		if x.need.Where == at {
			cover.All++
			if x.off() < 3 {
				cover.Kept++
			}
		}
	}
	if cover.All > 0 {
		s.out.Cover = &cover
	}
}

func (p *page) siteDay(d model.Date, on []*model.DatedShift) SiteDay {
	out := SiteDay{Date: d, Carers: make([]int, 48)}
	for k := range out.Carers {
		from, to := p.h.Calendar.Tick(d, model.Clock(30*k)), p.h.Calendar.Tick(d, model.Clock(30*k+30))
		for _, x := range on {
			if x.Start <= from && to <= x.End {
				out.Carers[k]++
			}
		}
	}
	return out
}
