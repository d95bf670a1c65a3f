package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// Who a page about wishes is for. Only the coordinator sees names; the others see nothing about fewer than five.
const (
	ForCoordinator = "coordinator"
	ForPeople      = "people"
	ForCarers      = "carers"
	ForCommittee   = "committee"
	ForTenants     = "tenants" // see [Tenants]
)

// Audiences lists them.
func Audiences() []string {
	return []string{ForCoordinator, ForPeople, ForCarers, ForCommittee, ForTenants}
}

// WishCount is how many wishes of a rank, or of a kind, were met, of those that the rota has anything to say of.
// Hidden tells that the numbers would be about fewer than five people.
type WishCount struct {
	Rank   int    `json:"rank,omitzero"`
	Wish   string `json:"wish,omitzero"`
	Asked  int    `json:"asked"`
	Judged int    `json:"judged"`
	Met    int    `json:"met"`
	Hidden bool   `json:"hidden,omitzero"`
}

// WishCounts is what people, or carers, wished: by rank, by what they wish, and all.
type WishCounts struct {
	All    WishCount   `json:"all"`
	ByRank []WishCount `json:"by_rank"`
	ByWish []WishCount `json:"by_wish"`
}

// Voices is what a rota makes of wishes, as one audience may see it.
type Voices struct {
	For    string         `json:"for"`
	People *WishCounts    `json:"people,omitempty"` // nil: not theirs to see, or there are none
	Carers *WishCounts    `json:"carers,omitempty"`
	Equity *Equities      `json:"equity,omitempty"`
	Wishes []check.Wished `json:"wishes,omitempty"` // one by one, for the coordinator
}

// NewVoices works out what one audience sees. The error is that of [check.Wishes].
func NewVoices(h *model.Horizon, r *model.Rota, audience string, l *Localizer) (*Voices, error) {
	wished, err := check.Wishes(h, r)
	if err != nil {
		return nil, err
	}
	had, err := check.Equity(h, r)
	if err != nil {
		return nil, err
	}
	out, open := &Voices{For: audience}, audience == ForCoordinator
	if audience != ForCarers {
		a := newAsking(h, wished, false)
		out.People = a.counts(false)
		e := newEquity(words{h: h, l: l}, had)
		if !open {
			a.hideAlone()
			e.hide(a)
			out.People.hide(a.figures)
		}
		out.People.drop()
		out.Equity = e.rows()
	}
	if audience != ForPeople && audience != ForTenants {
		a := newAsking(h, wished, true)
		if out.Carers = a.counts(true); !open {
			a.hideAlone()
			out.Carers.hide(a.figures)
		}
		out.Carers.drop()
	}
	if open {
		out.Wishes = wished
	}
	return out, nil
}

// asking is the wishes of people, or of carers, while they are counted. The items that are counted are those that
// were judged.
type asking struct {
	wishes  []*check.Wished
	item    map[*check.Wished]int
	who     []int // by item: index of the person or carer
	figures []*statistic
}

func newAsking(h *model.Horizon, all []check.Wished, carers bool) *asking {
	a := &asking{item: map[*check.Wished]int{}}
	for i := range all {
		w := &all[i]
		if (w.Carer != "") != carers {
			continue
		}
		who := h.PersonIndex[w.Person]
		if carers {
			who = h.Carer(w.Carer)
		}
		if a.wishes = append(a.wishes, w); w.Judged {
			a.item[w], a.who = len(a.who), append(a.who, who)
		}
	}
	return a
}

// count fills a row in with the wishes that are in it.
func (a *asking) count(c WishCount, keep int, in func(*check.Wished) bool) WishCount {
	f := &statistic{keep: keep}
	for _, w := range a.wishes {
		if !in(w) {
			continue
		}
		c.Asked++
		if w.Judged {
			f.items = append(f.items, a.item[w])
			c.Judged++
		}
		if w.Met {
			c.Met++
		}
	}
	a.figures = append(a.figures, f)
	return c
}

// counts counts wishes by rank and by kind; nil where there are none.
func (a *asking) counts(carers bool) *WishCounts {
	if len(a.wishes) == 0 {
		return nil
	}
	out := &WishCounts{All: a.count(WishCount{}, keepAll, func(*check.Wished) bool { return true })}
	for rank := 1; rank <= model.Ranks; rank++ {
		keep := keepRank
		if rank == 1 {
			keep = keepFirst
		}
		out.ByRank = append(out.ByRank, a.count(WishCount{Rank: rank}, keep, func(w *check.Wished) bool { return w.Rank == rank }))
	}
	for i := range model.WishKinds {
		if k := &model.WishKinds[i]; k.Carer == carers {
			out.ByWish = append(out.ByWish, a.count(WishCount{Wish: k.Wish}, keepPart, func(w *check.Wished) bool { return w.Wish.Wish == k.Wish }))
		}
	}
	return out
}

// hideAlone hides what the counts by themselves would tell.
func (a *asking) hideAlone() { suppress(a.who, a.figures) }

// hide blanks the counts of hidden figures, which are in the order in which they were made. Nobody else is told
// how many more were asked for: those that were not judged may be few.
func (c *WishCounts) hide(figures []*statistic) {
	if c == nil {
		return
	}
	rows := []*WishCount{&c.All}
	for i := range c.ByRank {
		rows = append(rows, &c.ByRank[i])
	}
	for i := range c.ByWish {
		rows = append(rows, &c.ByWish[i])
	}
	for i, f := range figures {
		if rows[i].Asked = rows[i].Judged; f.hidden {
			*rows[i] = WishCount{Rank: rows[i].Rank, Wish: rows[i].Wish, Hidden: true}
		}
	}
}

// drop leaves out what nobody is told to have wished; hidden rows stay, so that none can be told from another.
func (c *WishCounts) drop() {
	if c == nil {
		return
	}
	none := func(x WishCount) bool { return x.Asked == 0 && !x.Hidden }
	c.ByRank, c.ByWish = slices.DeleteFunc(c.ByRank, none), slices.DeleteFunc(c.ByWish, none)
}

// Voice writes how many first, second and third wishes were met, what groups of people have, and, for the
// coordinator, for whom a wish was not met. For tenants see [Tenants].
func Voice(w io.Writer, h *model.Horizon, r *model.Rota, audience string, l *Localizer) error {
	x, err := NewVoices(h, r, audience, l)
	if err != nil {
		return err
	}
	p := newPage(h, r, nil, l)
	p.line(l.T("voice.title", D{"Name": cmp.Or(r.Name, h.Problem.Name)}))
	p.line(p.period())
	p.line(l.word("voice_for", audience))
	if audience != ForCoordinator {
		p.fewNote()
	}
	if x.People != nil {
		p.wishCounts(l.T("voice.people"), x.People, x.Wishes != nil)
	}
	if x.Carers != nil {
		p.wishCounts(l.T("voice.carers"), x.Carers, x.Wishes != nil)
	}
	if x.People == nil && x.Carers == nil {
		p.line()
		p.line(l.T("voice.none"))
	}
	p.unmet(x.Wishes)
	if x.Equity != nil {
		p.equity(x.Equity)
	}
	p.foot(pageWidth)
	return p.flush(w)
}

// fewNote says what a dash means.
func (p *page) fewNote() {
	p.wrapped("", p.l.T("voice.few", D{"Few": fewest}), pageWidth)
}

// wishCounts writes a row a rank and a row a wish; asked tells whether it is shown how many were asked for.
func (p *page) wishCounts(head string, c *WishCounts, asked bool) {
	p.section(head)
	p.wrapped("  ", p.l.T("voice.how"), pageWidth)
	t := table{right: []bool{false, true, true, true, true}, gap: 3}
	row := func(cells ...string) {
		if !asked {
			cells = cells[:4]
		}
		t.add(cells...)
	}
	row("", p.l.T("voice.met"), p.l.T("voice.judged"), p.l.T("voice.share"), p.l.T("voice.asked"))
	add := func(name string, x *WishCount) {
		share := ""
		switch {
		case x.Hidden:
			row(name, "–", "–", "–", "–")
			return
		case x.Judged > 0:
			share = percent(100 * float64(x.Met) / float64(x.Judged))
		}
		row(name, fmt.Sprint(x.Met), fmt.Sprint(x.Judged), share, fmt.Sprint(x.Asked))
	}
	for i := range c.ByRank {
		add(p.l.T(fmt.Sprintf("voice_rank.%d", c.ByRank[i].Rank)), &c.ByRank[i])
	}
	add(p.l.T("voice.all"), &c.All)
	for i := range c.ByWish {
		add(p.l.T("wish."+c.ByWish[i].Wish), &c.ByWish[i])
	}
	t.write(p, "  ")
}

// unmet says for whom a wish was not met, and why, the first wishes first.
func (p *page) unmet(all []check.Wished) {
	var list []check.Wished
	for _, w := range all {
		if w.Judged && !w.Met {
			list = append(list, w)
		}
	}
	if len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b check.Wished) int { return cmp.Compare(a.Rank, b.Rank) })
	rank := 0
	for i := range list {
		if list[i].Rank != rank {
			rank = list[i].Rank
			p.section(p.l.T(fmt.Sprintf("voice_unmet.%d", rank)))
		}
		p.wrapped("  ", p.notMet(&list[i]), pageWidth)
	}
}

// notMet is the sentence about one wish.
func (p *page) notMet(w *check.Wished) string {
	d := D{"Name": p.person(w.Person), "Amount": p.amount(w.Amount, w.Unit), "Limit": p.amount(w.Limit, w.Unit)}
	switch w.Wish.Wish {
	case model.WishLanguage:
		d["Value"] = p.l.word("language_name", p.wishOf(w))
	case model.WishGender:
		d["Value"] = p.l.word("gender_name", p.wishOf(w))
	case model.WishColleague:
		d["Value"] = p.carer(model.CarerID(w.Value))
	case model.WishEarly:
		d["Value"] = clock(model.Clock(w.Number(16 * 60)))
	case model.WishLate:
		d["Value"] = clock(model.Clock(w.Number(12 * 60)))
	}
	if w.Carer != "" {
		d["Name"] = p.carer(w.Carer)
	}
	return p.l.T("wish_unmet."+w.Wish.Wish, d)
}

func (p *page) wishOf(w *check.Wished) string {
	if i, ok := p.h.PersonIndex[w.Person]; ok {
		return w.Of(&p.h.Problem.People[i])
	}
	return w.Value
}
