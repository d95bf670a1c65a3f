package model

// FairKind is one of the things that the rule fairness shares out between carers.
type FairKind int

const (
	FairWeekends FairKind = iota
	FairLates
	FairSplits
	FairTravel
	FairDoubleUps
	FairKinds // how many there are
)

// FairNames are the words for them, as Detail of a violation and in carer_hours.csv.
var FairNames = [FairKinds]string{"weekends", "lates", "splits", "travel", "double_ups"}

// How the kinds weigh against each other, in tenths of one (C38: judgement of practice): a weekend, a late
// shift, a split day, an hour on the road and five attendances with a colleague are one each.
const (
	FairOne      = 10
	FairDoubleUp = 2
	FairMiles    = 3 // miles before the plan, at two minutes each, in a tenth of an hour
	FairLateFrom = 20 * 60
	FairShares   = 10000 // all shares together are about so many
)
