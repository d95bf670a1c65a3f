// Package roster decides who works when: one line of days a carer, each day off or with one of the
// options (a shift, or a shift in one role). Without visits a [Search] decides the whole plan; beside visits a
// [Liner] lays lines, all at first and then one carer's at a time, for an outline of what the visits
// want, and what becomes of the visits decides. Rules about lines and about cover come in as prices,
// compiled by the constraint room, and so does that outline; nothing here knows a rule or a visit.
package roster

import "slices"

// Price is what something costs: breaches of law in the high bits, wishes in the low ones, so that a
// sum of prices is one addition. See [Pay], [Price.Law] and [Price.Wishes].
type Price int64

const lawBits = 40

// Pay makes a price of breaches of law and thousandths of wishes; wishes stay under 2³⁹ in any sum.
func Pay(law, wishes int64) Price { return Price(law<<lawBits + wishes) }

// Law is the breaches in a price, Wishes the rest.
func (p Price) Law() int64    { return (int64(p) + 1<<(lawBits-1)) >> lawBits }
func (p Price) Wishes() int64 { return int64(p) - p.Law()<<lawBits }

// Less compares prices: law first.
func (p Price) Less(q Price) bool {
	if p.Law() != q.Law() {
		return p.Law() < q.Law()
	}
	return p.Wishes() < q.Wishes()
}

// Option indexes what a carer may do on a day; 0 is a day off.
type Option uint8

// Off is a day without work.
const Off Option = 0

// Instance is a roster compiled for the search.
type Instance struct {
	Days, Carers int
	Options      int     // days off not counted
	Weekday      int     // of day 0: 0 is Monday
	Kind         []uint8 // by option: options of one kind make one run; 0 for off
	Kinds        int

	Day    []Price // (carer·Days + day)·(Options+1) + option
	Follow []Price // option·(Options+1) + the next day's
	Before []Price // carer·(Options+1) + option of day 0, after the history; nil without any

	// Cells are needs for cover: so many carers at once. Carers of one class count towards the same.
	// CellAt are offsets into CellOf, by (class·Days + day)·(Options+1) + option, one more at the end;
	// CellPrice is cell·(Room+1) + shifts there; see [Instance.Room].
	Class          []int // by carer
	CellAt, CellOf []int32
	CellPrice      []Price
	Cells          int
	// Twice: a carer may count in a cell by two shifts, one of the day before that goes on past midnight and one of
	// its own, lawful or not.
	Twice bool

	WeekRest *WeekRest // nil where no week's rest is asked for
	Lines    []Line
}

// Line is what is asked of one carer's line as a whole.
type Line struct {
	Work, Rest Runs   // of days worked, of days off
	Kind       []Runs // by kind, of days with it; nil where nothing is asked
	Known      bool   // what came before day 0: its last option is Last; else any run could have begun before
	Last       Option
	Counts     []Count
	// Weekends worked beyond Weekends cost Weekend each, a weekend of one day Half.
	Weekends      int
	Weekend, Half Price
	Since         uint8 // the state before day 0
	Unrested      Price // of a week without a rest that is long enough
}

// Runs are prices of days in a row by their number: Mid of a run with another day before and after it,
// First of one that goes on from the history, or may do so where that is not known (its length is that
// inside the roster, 0 if it ended there), End of one that the last day is of, Whole of one over all days. Nil costs nothing.
type Runs struct{ First, Mid, End, Whole []Price }

// Count adds up what options are worth on the days from From to To (exclusive): below Least each unit
// costs Under, above Most each costs Over. Values had better have no divisor in common: the exact line
// tells sums apart.
type Count struct {
	From, To    int
	Value       []int32 // by option
	Least, Most int64
	Under, Over Price
}

func (k *Count) price(sum int64) Price {
	switch {
	case sum < k.Least:
		return Price(k.Least-sum) * k.Under
	case sum > k.Most:
		return Price(sum-k.Most) * k.Over
	}
	return 0
}

// lawOfCover tells whether too few somewhere, or too many, are a breach.
func (in *Instance) lawOfCover() bool {
	return slices.ContainsFunc(in.CellPrice, func(p Price) bool { return p.Law() != 0 })
}
