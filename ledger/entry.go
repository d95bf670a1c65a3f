// Package ledger keeps the books of pools in double entry: every entry takes minutes from one account and gives
// them to another, so that none is made or lost whatever was planned, happened or was corrected. It reads what
// a pool is granted, what a rota plans of it, what was recorded, and what was booked before; it decides
// nothing and prints nothing (docs/adr/0018).
package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/model"
)

// Account is one of the accounts that each pool has.
type Account string

// The accounts: three that minutes come from, and five that they come to.
const (
	Commissioner Account = "commissioner" // who grants them
	Earlier      Account = "earlier"      // what there was before the books begin
	Corrected    Account = "corrected"
	Left         Account = "left" // what may still be planned
	Planned      Account = "planned"
	Delivered    Account = "delivered"
	Banked       Account = "banked" // set aside for the next period
	Lapsed       Account = "lapsed"
)

// Accounts lists them.
var Accounts = []Account{Commissioner, Earlier, Corrected, Left, Planned, Delivered, Banked, Lapsed}

// Kind says what an entry is about.
type Kind string

// The kinds of entries.
const (
	Opening    Kind = "opening" // brought forward from before the books
	Bring      Kind = "bring"   // brought from the period before
	Grant      Kind = "grant"
	Correction Kind = "correction"
	Plan       Kind = "plan"
	Deliver    Kind = "deliver" // of what was planned
	Return     Kind = "return"  // planned and not given: back to the pool
	Extra      Kind = "extra"   // given beyond what was planned
	Lapse      Kind = "lapse"
	Carry      Kind = "carry"

	total Kind = "total" // the line that closes the file
)

// accounts are those that a kind of entry joins; the order is that in which entries of a day are booked.
var accounts = []struct {
	kind          Kind
	debit, credit Account
}{
	{Opening, Left, Earlier},
	{Bring, Left, Banked},
	{Grant, Left, Commissioner},
	{Correction, Left, Corrected},
	{Plan, Planned, Left},
	{Deliver, Delivered, Planned},
	{Return, Left, Planned},
	{Extra, Delivered, Left},
	{Lapse, Lapsed, Left},
	{Carry, Banked, Left},
}

// rank is the place of a kind in that order, -1.
func (k Kind) rank() int {
	for i := range accounts {
		if accounts[i].kind == k {
			return i
		}
	}
	return -1
}

// Entry is one line: minutes that go from the account Credit to the account Debit of a pool in a period.
type Entry struct {
	Line    int            `json:"line"`
	Booked  model.Date     `json:"booked"` // records were known up to here
	Pool    model.PoolID   `json:"pool"`
	From    model.Date     `json:"from"` // first and last day of the period
	To      model.Date     `json:"to"`
	Date    model.Date     `json:"date"`
	Kind    Kind           `json:"kind"`
	Debit   Account        `json:"debit"`
	Credit  Account        `json:"credit"`
	Minutes int64          `json:"minutes"` // more than 0, length times carers
	Person  model.PersonID `json:"person,omitzero"`
	Visit   model.VisitID  `json:"visit,omitzero"`
	Reason  string         `json:"reason,omitzero"`
	By      string         `json:"by,omitzero"`
	Sum     string         `json:"sum"` // of the line and the one before
}

// slot is what entries are about: those of one slot add up to what is booked of it.
type slot struct {
	pool       model.PoolID
	from, to   model.Date
	date       model.Date
	kind       Kind
	person     model.PersonID
	visit      model.VisitID
	reason, by string
}

func (e *Entry) slot() slot {
	return slot{e.Pool, e.From, e.To, e.Date, e.Kind, e.Person, e.Visit, e.Reason, e.By}
}

// amount is the entry's minutes, below 0 where it takes an earlier one back.
func (e *Entry) amount() int64 {
	if e.Debit == accounts[e.Kind.rank()].debit {
		return e.Minutes
	}
	return -e.Minutes
}

// entry books an amount of a slot.
func (s slot) entry(amount int64, booked model.Date) Entry {
	x := accounts[s.kind.rank()]
	if amount < 0 {
		x.debit, x.credit, amount = x.credit, x.debit, -amount
	}
	return Entry{
		Booked: booked, Pool: s.pool, From: s.from, To: s.to, Date: s.date, Kind: s.kind, Debit: x.debit, Credit: x.credit,
		Minutes: amount, Person: s.person, Visit: s.visit, Reason: s.reason, By: s.by,
	}
}

// compare is the order in which slots are booked.
func (s slot) compare(o slot) int {
	return cmp.Or(cmp.Compare(s.pool, o.pool), cmp.Compare(s.date, o.date), cmp.Compare(s.from, o.from), cmp.Compare(s.kind.rank(), o.kind.rank()),
		cmp.Compare(s.person, o.person), cmp.Compare(s.visit, o.visit), cmp.Compare(s.reason, o.reason), cmp.Compare(s.by, o.by), cmp.Compare(s.to, o.to))
}

// Book is entries in the order in which they were booked. Nothing is taken out of it or changed.
type Book struct {
	Entries []Entry `json:"entries"`
	// theirs are people of whom the tables at hand say nothing, since another provider serves them now, see [Book.Hold].
	theirs map[model.PersonID]bool
}

// add books one entry more.
func (b *Book) add(e Entry) {
	before := ""
	if n := len(b.Entries); n > 0 {
		before = b.Entries[n-1].Sum
	}
	e.Line = len(b.Entries) + 1
	e.Sum = sum(before, e.cells())
	b.Entries = append(b.Entries, e)
}

// sum chains a line to the one before.
func sum(before string, cells []string) string {
	h := sha256.Sum256([]byte(before + "\x1e" + strings.Join(cells, "\x1f")))
	return hex.EncodeToString(h[:8])
}

// cells are the entry as a row of the file, without its sum.
func (e *Entry) cells() []string {
	return []string{
		strconv.Itoa(e.Line), e.Booked.String(), string(e.Pool), e.From.String(), e.To.String(), e.Date.String(), string(e.Kind),
		string(e.Debit), string(e.Credit), strconv.FormatInt(e.Minutes, 10), string(e.Person), string(e.Visit), e.Reason, e.By,
	}
}

// close is the line that ends the file: how many entries there are, and the sum of their minutes.
func (b *Book) close() Entry {
	e := Entry{Line: len(b.Entries) + 1, Kind: total}
	before := ""
	for i := range b.Entries {
		e.Minutes += b.Entries[i].Minutes
		e.Booked = max(e.Booked, b.Entries[i].Booked)
		before = b.Entries[i].Sum
	}
	e.Sum = sum(before, e.cells())
	return e
}

// net is what is booked of each slot.
func (b *Book) net() map[slot]int64 {
	out := make(map[slot]int64)
	for i := range b.Entries {
		e := &b.Entries[i]
		s := e.slot()
		if out[s] += e.amount(); out[s] == 0 {
			delete(out, s)
		}
	}
	return out
}

// Balances is each account's debits less its credits. They add up to 0.
func (b *Book) Balances() map[Account]int64 {
	out := make(map[Account]int64)
	for i := range b.Entries {
		e := &b.Entries[i]
		out[e.Debit] += e.Minutes
		out[e.Credit] -= e.Minutes
	}
	return out
}

// Of is a book of some of the entries, with lines and sums of its own: those that one provider may see.
func (b *Book) Of(seen func(*Entry) bool) *Book {
	out := b.empty()
	for _, e := range b.Entries {
		if seen(&e) {
			out.add(e)
		}
	}
	return out
}

// Hold is the book as the tables of one provider go on from it: what was booked of these people, who are another's now,
// holds. That care was this provider's, and that its tables have no row of it any more does not say that none was given.
func (b *Book) Hold(theirs map[model.PersonID]bool) *Book {
	return &Book{b.Entries, theirs}
}

// holds tells whether what is booked of a slot stays whatever the sources lack: but for what these plan of the plan's own
// weeks, in which the person is another's.
func (b *Book) holds(s slot, from *Sources) bool {
	return b != nil && b.theirs[s.person] && !(s.date >= from.Start && from.PlannedOn[s.date])
}

// empty is a book without entries that holds what this one does.
func (b *Book) empty() *Book {
	if b == nil {
		return &Book{Entries: []Entry{}}
	}
	return &Book{[]Entry{}, b.theirs}
}

// With is the book and behind it entries that were booked in a part of it, see [Book.Of]: what it has stays as it is,
// and they get lines and sums of its own.
func (b *Book) With(more []Entry) *Book {
	out := b.clone()
	for _, e := range more {
		out.add(e)
	}
	return out
}

// clone is a book that grows by itself.
func (b *Book) clone() *Book {
	if b == nil {
		return b.empty()
	}
	return &Book{slices.Clone(b.Entries), b.theirs}
}

// update books what brings every slot from what it is to what is wanted, in their order.
func (b *Book) update(want map[slot]int64, booked model.Date) {
	is := b.net()
	var todo []slot
	for s, amount := range want {
		if is[s] != amount {
			todo = append(todo, s)
		}
	}
	for s := range is {
		if _, kept := want[s]; !kept {
			todo = append(todo, s)
		}
	}
	slices.SortFunc(todo, slot.compare)
	for _, s := range todo {
		b.add(s.entry(want[s]-is[s], booked))
	}
}
