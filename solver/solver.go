// Package solver makes rotas: it decides which open shifts are worked, who visits whom, in
// which order and when, and never hands out a rota that the judge has not judged.
package solver

import (
	"time"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// Options steer a solve. The zero value works: ten seconds, seed 1, two islands, all cores.
// The first budget that is used up ends the search; with none set it is ten seconds. Finding
// out why visits are left out, and what would place them, comes on top: about a tenth of a
// second for each, forty at most, unless Bare.
type Options struct {
	Time       time.Duration // budget by the clock
	Iterations int64         // budget per island: the same rota on any machine of one architecture
	Target     *model.Score  // stop as soon as the best rota is at least this good

	Seed    uint64
	Islands int // searches side by side that exchange at fixed counts; part of the answer
	Workers int // threads that carry the islands; never part of the answer

	Replay string      // the replay string of an earlier rota: the same bytes again
	From   *model.Rota // warm start

	// Bare leaves out why visits are left out and what would place them: who only counts them does not wait for it.
	Bare bool

	Without []string // operators left out, for ablations; names as [KnownOperators] has them

	Progress func(Progress) // called now and then from the goroutine that called Solve
}

// Progress is what a live line shows.
type Progress struct {
	Elapsed     time.Duration
	Fraction    float64 // of the budget, 0..1
	Iterations  int64   // per island
	Score       model.Score
	Unallocated int     // attendance-minutes
	Travel      int     // minutes
	Carers      float64 // mean different carers per person and week
	Improved    bool    // since the last call
	Shifts      model.ShiftLog
}

// Result is a judged rota.
type Result struct {
	Rota    *model.Rota
	Score   model.Score
	Verdict *check.Verdict
	Horizon *model.Horizon
	Elapsed time.Duration
}

// Candidate is what one carer (a pair for a paired visit) would mean for one visit. Those who come
// now are there twice: as they do, and at their best other time.
type Candidate struct {
	Carers []model.CarerID   `json:"carers"`
	Now    bool              `json:"now,omitzero"`    // as in the rota
	Date   model.Date        `json:"date"`            // another than the visit's where it may be moved
	Shift  model.ShiftID     `json:"shift,omitzero"`  // of the first carer
	Start  model.Clock       `json:"start"`           // seen from the date
	Change model.Score       `json:"change"`          // of the whole rota: of what is now, against the visit's being left out; of others, against what is now
	Blocks []model.Violation `json:"blocks,omitzero"` // law that would be broken; empty if she can take it
	Shares []model.Share     `json:"shares,omitzero"` // what the change is made of, by rule
}

// Explanation says why a visit is where it is.
type Explanation struct {
	Visit       model.VisitID      `json:"visit"`
	Date        model.Date         `json:"date"`
	Allocated   bool               `json:"allocated"`
	Retimed     bool               `json:"retimed,omitzero"`     // the rota could not be taken over as it is written: what follows is of its runs timed anew
	Candidates  []Candidate        `json:"candidates,omitzero"`  // the present one first, then by Change; a carer's best one each
	Unallocated *model.Unallocated `json:"unallocated,omitzero"` // reasons and remedy, where it is left out
}

// Hop is one station on a visit's way through the engine: read, validate, expand, travel,
// compile, recreate, move, export, judge.
type Hop struct {
	Name  string `json:"name"`
	Facts []Fact `json:"facts"`
}

// Fact is a named value at a hop.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
