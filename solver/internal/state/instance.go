// Package state is the inside of the solver: a problem compiled to flat arrays, the rota being
// worked on, its timing, and trial changes to it. Nothing here knows a rule's cost.
//
// Index types: a Node is a visit, a break or an event (visits first); a Stop is a node
// together with the seat of the carer in it; a Run is one carer in one dated shift.
package state

import (
	"slices"

	"github.com/milltir/milltir/model"
)

type (
	// Node indexes visits (0..Visits-1), then the break of each run that needs one, then the
	// attendees' fixed events.
	Node int32
	// Stop is node·4 + seat: the seat-th carer's part in a node.
	Stop int32
	// Run indexes the pairs of a carer and a dated shift that they may work.
	Run   int32
	Carer int32
	Place int32
	// Att indexes attendances densely: AttOff[visit] + seat.
	Att int32
)

const (
	seatBits = 2
	// MaxNeed is the most carers a visit may take.
	MaxNeed = 1 << seatBits
	// NoRun marks a stop that is not in any run, NoPlace a stop that is nowhere in particular.
	NoRun   Run   = -1
	NoPlace Place = -1
	// Unset marks an absent tick.
	Unset = model.None
)

// StopOf joins a node and a seat.
func StopOf(n Node, seat int) Stop { return Stop(n)<<seatBits | Stop(seat) }

// Node and Seat take a stop apart.
func (s Stop) Node() Node { return Node(s >> seatBits) }
func (s Stop) Seat() int  { return int(s & (MaxNeed - 1)) }

// Leg is the travel between two places, access included: exact, and rounded up to the step on
// which planned starts fall.
type Leg struct{ Exact, Rounded int32 }

// Core is a node for timing: copies of Place, EndAt, Open and Linked, and whether a start past Open
// may have to wait for a later window.
type Core struct {
	Place  Place
	EndAt  Place
	Open   int32
	Linked bool
	Multi  bool
}

// Window in ticks; starts inside it are allowed.
type Window struct{ Open, Close, Preferred int32 }

// Instance is a horizon compiled for the search. It never changes after [Compile] and is
// shared by all islands.
type Instance struct {
	H    *model.Horizon
	Res  int32 // ticks per minute
	Step int32

	Sections                                         int // of the horizon, which share no visit
	Visits, Nodes, Runs, Carers, People, Weeks, Atts int

	// By node.
	Place     []Place // where it starts
	EndAt     []Place // where it ends: Place itself where no outing is
	Open      []int32 // first opening
	Close     []int32 // last closing
	Length    []int32 // as agreed
	LengthMin []int32
	LenStep   []int32 // lengths change by this; by visit
	Draw      []bool  // a pool's proposal, which nobody misses; by visit
	LengthMax []int32
	Linked    []bool // takes more than one carer, or is tied to another visit in time: its start joins runs
	// LawClose is the latest start that the law about times allows, at the shortest length; the
	// largest int32 where time is no matter of law.
	LawClose []int32
	// WishClose is the latest start that costs no wish about times; the largest int32 where no wish
	// asks, the smallest where an earlier start could cost one too.
	WishClose []int32
	// BreakFree: a run may go without its break, at a price.
	BreakFree bool
	// BreakNext: a break is taken at the place of the next stop, after the leg to it.
	BreakNext bool

	// Core is what timing asks of every node it passes, together: one look instead of four.
	Core []Core

	// By visit.
	Windows  [][]Window // as given, ignoring pins
	Multi    []bool     // more than one window to time by
	Person   []int32
	Need     []int32  // seats that are filled or none is: a visit without them is not done
	Full     []int32  // seats of its carers; those from Need on may stay empty
	Room     []int32  // all seats; those from Full on are for shadows
	AttOff   []int32  // len Visits+1
	Apart    Lists    // its people's others that it could come too near to
	ways     []int32  // by entry of Apart: see WayTo; nil where nobody has a way between two visits
	Follows  Lists    // where it has a longest gap: those that may be the next
	Precedes Lists    // Follows the other way round
	Mate     []Node   // the visit it is tied to, -1
	MateLo   []int32  // its start is at least its mate's plus this; holds for both
	Unit     []Node   // the visit that stands for it and all that goes in and out with it
	Package  []int32  // the package it is one of, index into H.Choices, -1
	Packs    [][]Node // by package: all visits that any of its patterns has
	HoldBase []int32  // preferred start less the free tolerance, or Unset
	RunsOf   [][]Run  // runs whose shift can hold the visit at all, law of carer × visit kept in at least one seat
	Near     [][]Node // visits of the same date by closeness in space and time, nearest first

	// By run.
	CarerOf   []Carer
	ShiftOf   []int32
	RunStart  []int32
	RunEnd    []int32
	From      []Place // base, or NoPlace for home
	To        []Place
	Break     []Node   // -1: needs none
	Fixed     [][]Node // events inside the shift, by start
	Mode      []int32
	RunWeek   []int32
	Paid      []int32
	IsOpen    []bool
	MaxLoad   []int32 // most load, 0: no limit
	WishEnd   []int32 // as LawEnd, where it is a wish
	LawEnd    []int32 // RunEnd where the law says so, else the largest int32
	Twin      []Run   // the first of the runs that are alike in everything that is compiled
	SectionOf []int32 // which section of the horizon it is in
	Conflicts [][]Run // runs that cannot be worked beside this one: same carer at the same time, same shift by another if it is not shared

	// By carer.
	RunsBy [][]Run // by start

	// By node from Visits on: the run of a break, -1 for events.
	EventOf []int32 // by node-Visits: index into H.Events, -1 for breaks
	HomeRun []Run   // by node-Visits: the run of a break; NoRun for events

	Places int
	Timed  []bool           // by mode: goes by a timetable
	Buses  bool             // some mode does
	table  *model.Timetable // shared with the variants of the problem, see [model.Horizon.Variant]
	Legs   [][]Leg          // by mode: from·Places + to; of one by a timetable the fastest of any hour
	Far    [][]bool         // by mode; nil where every leg can be gone
	Modes  []string
}

// WayTo is what somebody of a visit takes from its end to the k-th of those it is kept apart from, and
// WayFrom from that one's end to it.
func (in *Instance) WayTo(n Node, k int) int32 {
	if in.ways == nil {
		return 0
	}
	return in.ways[2*(in.Apart.at[n]+int32(k))]
}

// WayFrom is WayTo the other way round.
func (in *Instance) WayFrom(n Node, k int) int32 {
	if in.ways == nil {
		return 0
	}
	return in.ways[2*(in.Apart.at[n]+int32(k))+1]
}

// Parts is the number of attendances that go in and out with a visit: its own, and its mate's.
func (in *Instance) Parts(n Node) int {
	if in.Mate[n] >= 0 {
		return 2 // tied visits take one carer each
	}
	return int(in.Need[n])
}

// Knot is the visit that stands for a visit and its mate where linked visits are put in order.
func (in *Instance) Knot(n Node) Node {
	if m := in.Mate[n]; m >= 0 {
		return min(n, m)
	}
	return n
}

// Loose is the number of seats, from Need on, that may be filled or not.
func (in *Instance) Loose(n Node) int { return int(in.Room[n] - in.Need[n]) }

// Part is the k-th attendance that goes in and out with a visit.
func (in *Instance) Part(n Node, k int) Stop {
	if m := in.Mate[n]; m >= 0 {
		if k > 0 {
			n = max(n, m)
		} else {
			n = min(n, m)
		}
		k = 0
	}
	return StopOf(n, k)
}

// IsBreak tells a break from visits and events.
func (in *Instance) IsBreak(n Node) bool {
	return int(n) >= in.Visits && in.EventOf[int(n)-in.Visits] < 0
}

// IsVisit tells a visit from breaks and events.
func (in *Instance) IsVisit(n Node) bool { return int(n) < in.Visits }

// IsShadow tells the stop of a carer who only comes along.
func (in *Instance) IsShadow(s Stop) bool {
	n := s.Node()
	return in.IsVisit(n) && s.Seat() >= int(in.Full[n])
}

// Att gives the dense index of an attendance.
func (in *Instance) Att(s Stop) Att { return Att(in.AttOff[s.Node()]) + Att(s.Seat()) }

// Leg gives the leg of a run's carer between two places; nothing from or to nowhere.
func (in *Instance) Leg(r Run, from, to Place) Leg {
	if from < 0 || to < 0 {
		return Leg{}
	}
	return in.Legs[in.Mode[r]][int(from)*in.Places+int(to)]
}

// LegAt gives the leg of a run's carer who can leave at a tick, and whether there is no way then.
func (in *Instance) LegAt(r Run, from, to Place, leave int32) (Leg, bool) {
	if from < 0 || to < 0 {
		return Leg{}, false
	}
	k := int(from)*in.Places + int(to)
	if !in.Timed[in.Mode[r]] || in.table.Departures[k] == nil {
		far := in.Far[in.Mode[r]]
		return in.Legs[in.Mode[r]][k], far != nil && far[k]
	}
	best, rides := in.table.OnFoot[k], in.table.Departures[k]
	lo, hi := 0, len(rides)
	for lo < hi {
		if m := (lo + hi) / 2; rides[m].Until < leave {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(rides) && rides[lo].There != model.None {
		if x := rides[lo].There - leave; best == Unset || x < best {
			best = x
		}
	}
	if best == Unset {
		return in.Legs[in.Mode[r]][k], true
	}
	return Leg{best, in.RoundUp(best)}, false
}

// WayAt is the leg that LegAt gives: a table read where nobody goes by a timetable.
func (in *Instance) WayAt(r Run, from, to Place, leave int32) Leg {
	if !in.Buses {
		return in.Leg(r, from, to)
	}
	leg, _ := in.LegAt(r, from, to, leave)
	return leg
}

// LeaveBy is the last tick at which a run's carer can leave one place to be at another by a tick.
func (in *Instance) LeaveBy(r Run, from, to Place, by int32) int32 {
	if !in.Buses {
		return by - in.Leg(r, from, to).Rounded
	}
	last, k := Unset, int(from)*in.Places+int(to)
	if from >= 0 && to >= 0 && in.Timed[in.Mode[r]] && in.table.Departures[k] != nil {
		if walk := in.table.OnFoot[k]; walk != Unset {
			last = by - in.RoundUp(walk)
		}
		for _, x := range slices.Backward(in.table.Departures[k]) {
			if x.There != model.None && x.Until+in.RoundUp(x.There-x.Until) <= by {
				last = max(last, x.Until)
				break
			}
		}
	}
	if last == Unset {
		return by - in.Leg(r, from, to).Rounded
	}
	return last
}

// Later gives the earliest allowed start at or after t of a visit with several windows; t itself
// once the last has closed.
func (in *Instance) Later(n Node, t int32) int32 {
	for _, w := range in.Windows[n] {
		if t <= w.Close {
			return max(t, w.Open)
		}
	}
	return t
}

// RoundUp rounds ticks up to the step on which planned starts fall.
func (in *Instance) RoundUp(t int32) int32 {
	r := t % in.Step
	if r > 0 {
		return t + in.Step - r
	}
	return t - r
}
