package ledger

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// Period is what one period of a pool comes to, in minutes: Brought + Entitled + Corrected = Delivered + Due +
// Left, and Left = Carried + Lapsed.
type Period struct {
	Pool      model.PoolID `json:"pool"`
	From      model.Date   `json:"from"`
	To        model.Date   `json:"to"`
	Open      bool         `json:"open"` // the last one: what is carried and lapses is so if nothing else happens
	Brought   int64        `json:"brought"`
	Entitled  int64        `json:"entitled"`
	Corrected int64        `json:"corrected"`
	Planned   int64        `json:"planned"` // altogether, given or not
	Delivered int64        `json:"delivered"`
	Due       int64        `json:"due"`  // planned, and not known yet what became of it
	Left      int64        `json:"left"` // below 0 overdrawn
	Carried   int64        `json:"carried"`
	Lapsed    int64        `json:"lapsed"`             // with the period's last day
	Expiring  []Expiry     `json:"expiring,omitempty"` // of what is carried, if it is not drawn
	Drawn     []Drawn      `json:"drawn,omitempty"`    // by person
}

// Expiry is minutes that lapse with a day.
type Expiry struct {
	On      model.Date `json:"on"`
	Minutes int64      `json:"minutes"`
}

// Drawn is what one person has of a pool in a period.
type Drawn struct {
	Person    model.PersonID `json:"person"`
	Planned   int64          `json:"planned"`
	Delivered int64          `json:"delivered"`
	Due       int64          `json:"due"`
}

// periods reads the periods off the books, by pool and time.
func (k *keeper) periods(b *Book) []Period {
	type key struct {
		pool model.PoolID
		from model.Date
	}
	type drawer struct {
		key
		person model.PersonID
	}
	sums, people := map[key]tally{}, map[drawer]tally{}
	ends := map[key]model.Date{}
	for pool, account := range k.accounts { // nothing may be booked of a period
		for _, t := range account {
			sums[key{pool, t.First}], ends[key{pool, t.First}] = tally{}, t.Last
		}
	}
	for s, amount := range b.net() {
		at := key{s.pool, s.from}
		if sums[at] == nil {
			sums[at] = tally{}
		}
		ends[at] = s.to
		sums[at][s.kind] += amount
		if s.visit == "" {
			continue
		}
		who := drawer{at, s.person}
		if people[who] == nil {
			people[who] = tally{}
		}
		people[who][s.kind] += amount
	}
	out := []Period{}
	for at, t := range sums {
		x := Period{
			Pool: at.pool, From: at.from, To: ends[at], Brought: t[Opening] + t[Bring], Entitled: t[Grant], Corrected: t[Correction],
			Planned: t[Plan], Delivered: t.delivered(), Due: t.due(), Carried: t[Carry], Lapsed: t[Lapse],
		}
		x.Left = x.Brought + x.Entitled - t.used()
		k.forecast(&x)
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b Period) int { return cmp.Or(cmp.Compare(a.Pool, b.Pool), cmp.Compare(a.From, b.From)) })
	for who, t := range people {
		i, _ := slices.BinarySearchFunc(out, who.key, func(x Period, at key) int {
			return cmp.Or(cmp.Compare(x.Pool, at.pool), cmp.Compare(x.From, at.from))
		})
		out[i].Drawn = append(out[i].Drawn, Drawn{who.person, t[Plan], t.delivered(), t.due()})
	}
	for i := range out {
		slices.SortFunc(out[i].Drawn, func(a, b Drawn) int { return cmp.Compare(a.Person, b.Person) })
	}
	return out
}

func (t tally) delivered() int64 { return t[Deliver] + t[Extra] }

func (t tally) due() int64 { return t[Plan] - t[Deliver] - t[Return] }

// forecast fills in what is carried and lapses after the last period, and when what is carried lapses.
func (k *keeper) forecast(x *Period) {
	pool := k.pool(x.Pool)
	account := k.accounts[x.Pool]
	if n := slices.IndexFunc(account, func(t model.PoolPeriod) bool { return t.First == x.From }); pool != nil && n >= 0 {
		t := account[n]
		x.Open = n == len(account)-1
		x.Carried, x.Lapsed = t.Left-t.Lapsed, t.Lapsed
		for _, l := range t.Carried {
			on := pool.Lapses(l)
			switch last := len(x.Expiring) - 1; {
			case l.Minutes <= 0:
			case last >= 0 && x.Expiring[last].On == on:
				x.Expiring[last].Minutes += l.Minutes
			default:
				x.Expiring = append(x.Expiring, Expiry{on, l.Minutes})
			}
		}
	}
}

// Totals says where all minutes of a book came from and where they are: In = Out in every book.
type Totals struct {
	Entries   int   `json:"entries"`
	In        int64 `json:"in"`
	Out       int64 `json:"out"`
	Earlier   int64 `json:"earlier"`
	Granted   int64 `json:"granted"`
	Corrected int64 `json:"corrected"`
	Delivered int64 `json:"delivered"`
	Planned   int64 `json:"planned"` // and not known yet what became of it
	Left      int64 `json:"left"`
	Banked    int64 `json:"banked"`
	Lapsed    int64 `json:"lapsed"`
}

// Totals adds the book up.
func (b *Book) Totals() Totals {
	is := b.Balances()
	t := Totals{
		Entries: len(b.Entries), Earlier: -is[Earlier], Granted: -is[Commissioner], Corrected: -is[Corrected],
		Delivered: is[Delivered], Planned: is[Planned], Left: is[Left], Banked: is[Banked], Lapsed: is[Lapsed],
	}
	t.In = t.Earlier + t.Granted + t.Corrected
	t.Out = t.Delivered + t.Planned + t.Left + t.Banked + t.Lapsed
	return t
}
