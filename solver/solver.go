// Package solver makes rotas: it decides which open shifts are worked, who visits whom, in
// which order and when, and never hands out a rota that the judge has not judged.
package solver

import (
	"time"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// Options steer a solve. The zero value works: ten seconds, seed 1, two islands, all cores.
// The first budget that is used up ends the search; with none set it is ten seconds.
type Options struct {
	Time       time.Duration // budget by the clock
	Iterations int64         // budget per island: the same rota on any machine of one architecture
	Target     *model.Score  // stop as soon as the best rota is at least this good

	Seed    uint64
	Islands int // searches side by side that exchange at fixed counts; part of the answer
	Workers int // threads that carry the islands; never part of the answer

	Replay string      // the replay string of an earlier rota: the same bytes again
	From   *model.Rota // warm start

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

// Candidate is what one carer (a pair for a paired visit) would mean for one visit.
type Candidate struct {
	Carers []model.CarerID
	Now    bool          // as in the rota
	Shift  model.ShiftID // of the first carer
	Start  model.Clock
	Change model.Score       // of the whole rota against the visit's being left out
	Blocks []model.Violation // law that would be broken; empty if she can take it
	Wishes []model.Share     // what the visit costs with her, by rule
}

// Explanation says why a visit is where it is.
type Explanation struct {
	Visit       model.VisitID
	Date        model.Date
	Allocated   bool
	Candidates  []Candidate        // the present one first, then by Change
	Unallocated *model.Unallocated // reasons and remedy, where it is left out
}

// Hop is one station on a visit's way through the engine.
type Hop struct {
	Name  string // read, validate, travel, compile, recreate, move, export, judge
	Facts []Fact
}

// Fact is a named value at a hop.
type Fact struct{ Name, Value string }
