package model

import (
	"cmp"
	"fmt"
	"strings"
)

// Priorities is the number of priorities of cover, 1 (highest) to 4.
const Priorities = 4

// Score is the worth of a rota: three levels, compared from the top. Less is better.
type Score struct {
	Breaches int64             `json:"breaches"` // law: number of breaches …
	Excess   int64             `json:"excess"`   // … then excess ticks
	Cover    [Priorities]int64 `json:"cover"`    // unallocated attendance-ticks by priority, 1 first
	Wishes   int64             `json:"wishes"`   // thousandths of a travel minute
}

// Compare orders scores: negative if s is better than t.
func (s Score) Compare(t Score) int {
	if c := cmp.Compare(s.Breaches, t.Breaches); c != 0 {
		return c
	}
	if c := cmp.Compare(s.Excess, t.Excess); c != 0 {
		return c
	}
	for p := range s.Cover {
		if c := cmp.Compare(s.Cover[p], t.Cover[p]); c != 0 {
			return c
		}
	}
	return cmp.Compare(s.Wishes, t.Wishes)
}

// Add returns the sum of two scores.
func (s Score) Add(t Score) Score {
	s.Breaches += t.Breaches
	s.Excess += t.Excess
	for p := range s.Cover {
		s.Cover[p] += t.Cover[p]
	}
	s.Wishes += t.Wishes
	return s
}

// Less returns s less t.
func (s Score) Less(t Score) Score {
	s.Breaches -= t.Breaches
	s.Excess -= t.Excess
	for p := range s.Cover {
		s.Cover[p] -= t.Cover[p]
	}
	s.Wishes -= t.Wishes
	return s
}

// Lawful tells whether no law is broken.
func (s Score) Lawful() bool { return s.Breaches == 0 && s.Excess == 0 }

// String prints "law 0 (0) · cover 0/1800/0/0 · wishes 1234.500": breaches and excess ticks, ticks
// left out by priority, travel minutes.
func (s Score) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "law %d (%d) · cover ", s.Breaches, s.Excess)
	for p, c := range s.Cover {
		if p > 0 {
			b.WriteByte('/')
		}
		fmt.Fprintf(&b, "%d", c)
	}
	fmt.Fprintf(&b, " · wishes %.3f", float64(s.Wishes)/1000)
	return b.String()
}

// Share is one rule's part of a score.
type Share struct {
	Rule  Code  `json:"rule"`
	Level Level `json:"level"`
	Score Score `json:"score"`
}

// FarBack stands before the mode in the Detail of a leg from the last stop that cannot be gone.
const FarBack = "back "

// Violation is one thing a rule has to say about a rota, at whatever level the rule counts.
// Fields that do not apply are empty.
type Violation struct {
	Rule   Code     `json:"rule"`
	Level  Level    `json:"level"`
	Visit  VisitID  `json:"visit,omitzero"`
	Person PersonID `json:"person,omitzero"`
	Carer  CarerID  `json:"carer,omitzero"`
	Shift  ShiftID  `json:"shift,omitzero"`
	Date   Date     `json:"date,omitzero"`
	At     Clock    `json:"at,omitzero"`     // when it happens
	Amount int64    `json:"amount,omitzero"` // how much, in Unit
	Limit  int64    `json:"limit,omitzero"`  // what was allowed, in Unit
	Unit   string   `json:"unit,omitzero"`   // "tick", "minute", "skill", "carer", "visit", …
	Score  Score    `json:"score"`           // what it costs
	Detail string   `json:"detail,omitzero"` // an id or value that the sentence needs (a skill, another visit)
}
