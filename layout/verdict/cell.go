// Package verdict sets layouts beside each other: the figures that were measured of each layout in each week, the
// statistics of their differences, and what may be said of them. It is pure data and arithmetic: it knows nothing of
// rotas, solvers or sentences. docs/adr/0030 says why these measures and these tests.
package verdict

// Key names a measure.
type Key string

// The measures, each of a week of one layout.
const (
	Cover      Key = "cover"        // attendance-minutes done, per cent of those needed
	LeftOut    Key = "left_out"     // attendance-hours that nobody does
	Travel     Key = "travel"       // minutes on the road per hour of contact
	Miles      Key = "miles"        // miles per hour of contact
	Contact    Key = "contact"      // contact, per cent of paid time
	Carers     Key = "carers"       // different carers per person who is visited, the mean
	CarersMost Key = "carers_worst" // likewise, of the tenth of people who have the most
	FairHours  Key = "fair_hours"   // spread over carers of hours worked, per cent of those in the contract
	FairRoad   Key = "fair_road"    // spread over carers of minutes on the road per hour at work
	FairLates  Key = "fair_lates"   // spread over carers of late shifts
	FairEnds   Key = "fair_weekends"
	Cost       Key = "cost"         // pounds per hour of contact
	Resilience Key = "resilience"   // hours of contact lost when a patch's two busiest carers are ill
	Commute    Key = "commute"      // minutes between carers' homes and their shifts per hour of contact
	Uneven     Key = "uneven"       // spread over patches of their people's contact, per cent of the mean
	UnevenMost Key = "uneven_worst" // by how much the patch furthest from the mean is off it, per cent
	Lending    Key = "lending"      // attendances by carers of another patch, per cent
)

// Measure says how to read a figure.
type Measure struct {
	Key    Key
	Less   bool // less is better; else more is
	Tested bool // it is part of the family of tests; else it is shown beside one that says the same
	Digits int  // decimals that are worth printing
}

// Group is whom a measure tells of.
type Group int

// The groups.
const (
	OfPeople  Group = iota // people who are visited
	OfWorst                // the tenth of them who fare worst
	OfCarers               // carers who work, and the people whom they visit
	OfPatches              // every patch's people who are visited
)

// Group says whom a measure tells of: where they are few, it is not for pages.
func (m Measure) Group() Group {
	switch m.Key {
	case CarersMost:
		return OfWorst
	case Travel, Miles, Contact, FairHours, FairRoad, FairLates, FairEnds, Cost, Commute, Resilience:
		return OfCarers
	case Uneven, UnevenMost:
		return OfPatches
	default:
		return OfPeople
	}
}

// Share tells whether a measure is a percentage: its differences are percentage points, of which no per cent is told.
func (m Measure) Share() bool {
	switch m.Key {
	case Cover, Contact, Lending, FairHours, Uneven, UnevenMost:
		return true
	default:
		return false
	}
}

// Measures are all, in the order of the pages.
func Measures() []Measure {
	return []Measure{
		{Cover, false, true, 2},
		{LeftOut, true, false, 1},
		{Travel, true, true, 2},
		{Miles, true, true, 2},
		{Contact, false, true, 2},
		{Carers, true, true, 2},
		{CarersMost, true, true, 2},
		{FairHours, true, false, 2},
		{FairRoad, true, true, 2},
		{FairLates, true, false, 2},
		{FairEnds, true, false, 2},
		{Cost, true, true, 2},
		{Resilience, true, true, 2},
		{Commute, true, true, 2},
		{Uneven, true, true, 2},
		{UnevenMost, true, true, 2},
		{Lending, true, false, 2},
	}
}

// Find is what is known of a measure; ok is false for a key that none has.
func Find(key Key) (m Measure, ok bool) {
	for _, m := range Measures() {
		if m.Key == key {
			return m, true
		}
	}
	return Measure{}, false
}

// Figures are measured values; a measure that cannot be told is not there.
type Figures map[Key]float64

// Patch is one patch's part of a cell. What is about fewer than five people is not for pages.
type Patch struct {
	ID      string  `json:"id"`
	NameEn  string  `json:"name_en"`
	NameCy  string  `json:"name_cy,omitempty"`
	People  int     `json:"people"`
	Who     string  `json:"who,omitempty"` // a hash of their ids: the same people have the same in every layout
	Visited int     `json:"visited"`       // of them, those to whom somebody comes
	Carers  int     `json:"carers"`        // who work
	Figures Figures `json:"figures"`
}

// Cell is one layout in one week, solved with one seed.
type Cell struct {
	Layout  string  `json:"layout"`
	Week    int     `json:"week"` // from 0
	Seed    int     `json:"seed"` // from 0
	Lawful  bool    `json:"lawful"`
	Visits  int     `json:"visits"`
	People  int     `json:"people"`
	Visited int     `json:"visited"` // of them, those to whom somebody comes
	Carers  int     `json:"carers"`
	Working int     `json:"working"` // of them, those who work
	Figures Figures `json:"figures"`
	Patches []Patch `json:"patches"`
	// AloneOut are attendance-minutes that were left out when every patch had been planned alone, LentIn what carers of
	// others then took of them.
	AloneOut int `json:"alone_left_out_minutes"`
	LentIn   int `json:"lent_minutes"`
}
