package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// Ways to group people (domain 6.1.5).
const (
	byLanguage = "language"
	byArea     = "area"
	byFunding  = "funding"
	byScheme   = "scheme"
)

// Equities is what groups of people have of a rota, beside what all have.
type Equities struct {
	All EquityGroup `json:"all"`
	By  []EquityBy  `json:"by"`
}

// EquityBy is one way to group people, with the gap between the mean of the group that has it best and that of
// the group that has it worst, of those shown.
type EquityBy struct {
	By     string              `json:"by"`
	Groups []EquityGroup       `json:"groups"`
	Gap    map[string]*float64 `json:"gap"`
}

// EquityGroup is a group's measures, by the names of [check.EquityNames]: the mean, and the mean of the tenth, five
// people at least, who have it worst. Measures are nil where nobody has any, or they are hidden; Hidden
// tells that even the number of people is.
type EquityGroup struct {
	key    string
	Name   string              `json:"name"`
	People int                 `json:"people"`
	Hidden bool                `json:"hidden,omitzero"`
	Mean   map[string]*float64 `json:"mean"`
	Worst  map[string]*float64 `json:"worst_tenth"`
}

// group is one while it is worked out.
type group struct {
	key    string // of the group: a code or an id
	name   string
	people []int
	count  statistic
	mean   [check.EquityKinds]statistic
	worst  [check.EquityKinds]statistic
}

// equity is what groups have, while it is worked out.
type equity struct {
	had   []check.Had
	all   *group
	names []string
	by    [][]*group // by name
}

// newEquity divides people and says whom each figure is about; nil where nobody has anything.
func newEquity(w words, had []check.Had) *equity {
	e := &equity{had: had, all: &group{name: w.l.T("equity.all")}}
	for i := range had {
		if anyValue(&had[i]) {
			e.all.people = append(e.all.people, i)
		}
	}
	if len(e.all.people) == 0 {
		return nil
	}
	for _, name := range []string{byLanguage, byArea, byFunding, byScheme} {
		if groups := w.groups(name, e.all.people); len(groups) > 1 {
			e.by, e.names = append(e.by, groups), append(e.names, name)
		}
	}
	for _, g := range append(slices.Concat(e.by...), e.all) {
		g.figures(had)
	}
	return e
}

// rows works the figures out that are shown.
func (e *equity) rows() *Equities {
	if e == nil {
		return nil
	}
	out := &Equities{All: e.all.row(e.had)}
	for i, groups := range e.by {
		x := EquityBy{By: e.names[i], Gap: map[string]*float64{}}
		for _, g := range groups {
			x.Groups = append(x.Groups, g.row(e.had))
		}
		x.gaps()
		out.By = append(out.By, x)
	}
	return out
}

func anyValue(x *check.Had) bool {
	return slices.ContainsFunc(x.Value[:], func(v *float64) bool { return v != nil })
}

// groups divides people in one way, by the names of the groups.
func (w words) groups(by string, people []int) []*group {
	named := map[string]*group{}
	var out []*group
	for _, i := range people {
		key, name := w.groupOf(by, &w.h.Problem.People[i])
		if named[key] == nil {
			named[key] = &group{key: key, name: name}
			out = append(out, named[key])
		}
		named[key].people = append(named[key].people, i)
	}
	slices.SortFunc(out, func(a, b *group) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.key, b.key)) })
	return out
}

// groupOf is the key and the name of the group that a person is in.
func (w words) groupOf(by string, q *model.Person) (key, name string) {
	switch by {
	case byLanguage:
		if _, code, asked := strings.Cut(q.LanguageNeed, "_"); asked {
			return code, w.l.word("equity_language", code)
		}
		return "", w.l.T("equity.no_language")
	case byFunding:
		if q.Funding == "" {
			return "", w.l.T("equity.no_funding")
		}
		return q.Funding, w.l.word("equity_funding", q.Funding)
	case byScheme:
		if i, ok := w.h.PlaceIndex[q.Place]; ok && w.h.Problem.Places[i].Kind == model.PlaceScheme {
			return string(q.Place), w.place(string(q.Place))
		}
		return "", w.l.T("equity.at_home")
	}
	return string(q.Patch), w.place(string(q.Patch))
}

// figures says which people each figure of the group is about.
func (g *group) figures(had []check.Had) {
	g.count = statistic{items: g.people, keep: keepPart}
	for k := range g.mean {
		var of []int
		for _, i := range g.people {
			if had[i].Value[k] != nil {
				of = append(of, i)
			}
		}
		g.mean[k] = statistic{items: of, keep: keepPart}
		worst := slices.Clone(of)
		slices.SortStableFunc(worst, func(a, b int) int {
			if check.EquityMore[k] {
				a, b = b, a
			}
			return cmp.Compare(*had[b].Value[k], *had[a].Value[k])
		})
		n := min(len(of), max(fewest, (len(of)+9)/10))
		worst = worst[:n]
		slices.Sort(worst)
		g.worst[k] = statistic{items: worst, keep: keepWorst}
	}
}

// hide hides what tells of fewer than five people. How many people a group has is a secret of its own: each
// way to group them is looked at by itself, since nobody who does not know who is in a group can set one against
// another. What groups have is looked at together, measure by measure, as if everybody knew who is in which; the
// shares of wishes with the counts of them.
func (e *equity) hide(a *asking) {
	if e == nil {
		return
	}
	who := make([]int, len(e.had))
	for i := range who {
		who[i] = i
	}
	e.all.count.keep = keepAll
	for _, groups := range e.by {
		figures := []*statistic{&e.all.count}
		for _, g := range groups {
			figures = append(figures, &g.count)
		}
		suppress(who, figures)
	}
	for k := range check.EquityKinds {
		figures := e.measure(k, who)
		if k == check.EquityWishes {
			a.hideWith(figures)
			continue
		}
		suppress(who, figures)
	}
}

// measure is the figures of one measure. What each way to group people tells by itself is hidden already, and the
// worst five of fewer than ten: the others would be what is left of the mean.
func (e *equity) measure(k int, who []int) []*statistic {
	e.all.mean[k].keep = keepSum
	out := []*statistic{&e.all.mean[k], &e.all.worst[k]}
	for _, groups := range e.by {
		means := []*statistic{&e.all.mean[k]}
		for _, g := range groups {
			g.mean[k].hidden = g.count.hidden
			means, out = append(means, &g.mean[k]), append(out, &g.mean[k], &g.worst[k])
		}
		suppress(who, means)
		for _, g := range groups {
			g.worst[k].hidden = g.mean[k].hidden || len(g.mean[k].items) < 2*fewest
		}
	}
	return out
}

// hideWith looks at people's shares together with the counts of the same wishes: a share is the mean of a
// person's wishes.
func (a *asking) hideWith(shares []*statistic) {
	items := map[int][]int{}
	for i, w := range a.who {
		items[w] = append(items[w], i)
	}
	figures, of := slices.Clone(a.figures), make([]*statistic, len(shares))
	for i, s := range shares {
		of[i] = &statistic{keep: s.keep, byMean: true, hidden: s.hidden}
		for _, person := range s.items {
			of[i].items = append(of[i].items, items[person]...)
		}
		figures = append(figures, of[i])
	}
	suppress(a.who, figures)
	for i, s := range shares {
		s.hidden = of[i].hidden
	}
}

// row works the figures out that are shown, to a tenth: the page has no more.
func (g *group) row(had []check.Had) EquityGroup {
	out := EquityGroup{key: g.key, Name: g.name, Mean: map[string]*float64{}, Worst: map[string]*float64{}}
	if out.Hidden = g.count.hidden; !out.Hidden {
		out.People = len(g.people)
	}
	for k, name := range check.EquityNames {
		out.Mean[name], out.Worst[name] = g.mean[k].of(had, k), g.worst[k].of(had, k)
	}
	return out
}

// of is the mean of a measure over the figure's people, nil where it is hidden or there are none.
func (f *statistic) of(had []check.Had, k int) *float64 {
	if f.hidden || len(f.items) == 0 {
		return nil
	}
	sum := 0.0
	for _, i := range f.items {
		sum += *had[i].Value[k]
	}
	return new(math.Round(10*sum/float64(len(f.items))) / 10)
}

// gaps sets the best group shown against the worst.
func (x *EquityBy) gaps() {
	for _, name := range check.EquityNames {
		var shown []float64
		for i := range x.Groups {
			if v := x.Groups[i].Mean[name]; v != nil {
				shown = append(shown, *v)
			}
		}
		if len(shown) > 1 {
			x.Gap[name] = new(math.Round(10*(slices.Max(shown)-slices.Min(shown))) / 10)
		}
	}
}

// equity writes one table: what all have, then every way to group them with its gap.
func (p *page) equity(x *Equities) {
	p.section(p.l.T("equity.head"))
	p.wrapped("  ", p.l.T("equity.how", D{"Few": fewest}), pageWidth)
	t := table{right: []bool{false, true, true, true, true, true, true, true}, gap: 2}
	head := []string{"", p.l.T("equity.people")}
	for _, name := range check.EquityNames {
		head = append(head, p.l.T("equity_measure."+name))
	}
	t.add(head...)
	t.add(equityRow("", &x.All)...)
	for i := range x.By {
		by := &x.By[i]
		t.add(p.l.T("equity_by." + by.By))
		for k := range by.Groups {
			t.add(equityRow("  ", &by.Groups[k])...)
		}
		gap := []string{"  " + p.l.T("equity.gap"), ""}
		for m, name := range check.EquityNames {
			gap = append(gap, measured(m, by.Gap[name]))
		}
		t.add(gap...)
	}
	t.write(p, "  ")
}

// nameWidth is what the name of a group may take of a row.
const nameWidth = 22

func equityRow(indent string, g *EquityGroup) []string {
	people := fmt.Sprint(g.People)
	if g.Hidden {
		people = "–"
	}
	row := []string{strings.TrimRight(fit(indent+g.Name, nameWidth), " "), people}
	for k, name := range check.EquityNames {
		cell := measured(k, g.Mean[name])
		if w := g.Worst[name]; w != nil {
			cell = fmt.Sprintf("%s (%s)", cell, measured(k, w))
		}
		row = append(row, cell)
	}
	return row
}

// measured prints a measure, a dash where there is none to show.
func measured(k int, v *float64) string {
	switch {
	case v == nil:
		return "–"
	case k == check.EquityCarers || k == check.EquityOff:
		return fmt.Sprintf("%.1f", *v)
	}
	return fmt.Sprintf("%.0f", *v)
}
