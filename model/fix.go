package model

// Fix kinds: the changes of a rota that a [Fix] may be, and why there is none.
const (
	FixStart  = "start"  // the visit starts at Start, seen from its date; all who come together, each in the shift it falls in
	FixLength = "length" // the visit lasts so many Minutes from its start on
	FixCarer  = "carer"  // Carer comes instead of For, at the same time, or at Start where that is given
	FixSwap   = "swap"   // Carer comes instead of For, who makes Other of that day instead; both at their times
	FixJoin   = "join"   // Carer comes as well, at the same time
	FixLeave  = "leave"  // For does not come; where they stand there twice, they come once
	FixFull   = "full"   // Carer, who comes along as a shadow, comes as a carer
	FixShadow = "shadow" // Carer comes along as a shadow, at the same time
	FixPlace  = "place"  // Carer comes at Start to a visit that was left out, to one for two together with With
	FixBreak  = "break"  // Carer's break is at Start and lasts Minutes; it may not have been there
	FixEvent  = "event"  // the event of the breach stands at Start in Carer's run
	FixShift  = "shift"  // For does not work Shift: Carer takes its visits over as they stand
	FixWork   = "work"   // Carer works Into as well
	FixPass   = "pass"   // For does not work Shift, in which there is no visit: Carer, or For again, works Into instead
	FixTrade  = "trade"  // For and Carer exchange their shifts of a day with all visits: For works Into and Carer Shift

	FixNone  = "none"  // no single change of the kinds in Tried mends it
	FixGiven = "given" // only leaving out a given shift would, and no rota may do that
	FixSome  = "some"  // none of the first changes mends it, and there are more
	FixWhole = "whole" // none was looked for: it is of the rota, or a week of packages, as a whole
	FixLater = "later" // none was looked for: there are too many breaches before it
	FixEnded = "ended" // none was found before the time was up
)

// FixOpen stands in [Fix].Tried for changes in a shift that nobody works yet.
const FixOpen = "open"

// Fix is the nearest single change of a rota, as it is written, that mends what a violation says,
// or the reason why none is named. Which fields are set depends on Kind.
type Fix struct {
	Kind    string  `json:"kind"`
	Visit   VisitID `json:"visit,omitzero"` // whose, where it is not the visit of the violation
	Date    Date    `json:"date,omitzero"`  // of the visit or shift, where it is not that of the violation, or that is of a week
	Start   Clock   `json:"start,omitzero"`
	Minutes int     `json:"minutes,omitzero"`
	Carer   CarerID `json:"carer,omitzero"` // shift: empty where it has no visits
	For     CarerID `json:"for,omitzero"`
	With    CarerID `json:"with,omitzero"`
	Other   VisitID `json:"other,omitzero"`
	Shift   ShiftID `json:"shift,omitzero"` // shift, pass: the one given up; trade: what For works now
	Into    ShiftID `json:"into,omitzero"`  // what Carer works for it, where nobody works it yet; trade: what Carer works now
	// Tried lists, of none, the kinds of change that were tried; empty where there was nothing to try.
	Tried []string `json:"tried,omitempty"`
	// Worse is, for a wish that no change mends without making the rota worse, by how much this one
	// does, in thousandths of a travel minute. 0: the rota is better with the change.
	Worse int64 `json:"worse,omitzero"`
}

// Found tells whether a fix names a change.
func (f *Fix) Found() bool {
	switch f.Kind {
	case "", FixNone, FixGiven, FixSome, FixWhole, FixLater, FixEnded:
		return false
	}
	return true
}
