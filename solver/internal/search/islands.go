package search

import (
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Epoch is a stretch of search between two looks at the clock: so many iterations on every
// island at the temperature of one point of the budget. A list of epochs replays a timed run.
type Epoch struct {
	Iterations int64
	Point      int // 0..Steps
}

// Job is one search.
type Job struct {
	In      *state.Instance
	Seed    uint64
	Islands int
	Workers int

	// The budget: by iterations per island, by the clock, or a list of epochs to replay.
	Iterations int64
	Time       time.Duration
	Replay     []Epoch
	Target     *model.Score

	From    *model.Rota
	Told    *model.Rota          // what was published of this plan: of several islands the last one starts from it, unless all start From another
	Without []string             // operators left out, for ablations
	Clock   func() time.Duration // time since the start; read at epoch ends only
	Stop    func() bool          // asked at epoch ends
	Watch   func(Report)         // told at epoch ends
	told    *model.Score         // the best that Watch was last told of
}

// Report is what a search says of itself at an epoch end.
type Report struct {
	Point      int
	Iterations int64
	Best       *Engine // the island that holds the best rota
	Improved   bool
	Log        model.ShiftLog
	Elapsed    time.Duration
}

// Outcome is where a search ended.
type Outcome struct {
	Best       *Engine
	Epochs     []Epoch
	Iterations int64
	Log        model.ShiftLog
}

// exchanges is into how many stretches the budget is divided; between two of them islands look at
// each other.
const exchanges = 10

// from is the rota that an island starts from; nil for none.
func (j *Job) from(island int) *model.Rota {
	if j.From == nil && island > 0 && island == j.Islands-1 {
		return j.Told
	}
	return j.From
}

// Search runs the islands. The answer depends on the seed, the islands and the epochs, never on
// the workers: islands share nothing between epoch ends, and meet there in island order.
func (j *Job) Search() Outcome {
	engines := make([]*Engine, max(1, j.Islands))
	j.each(engines, func(i int) {
		e := NewEngine(j.In, j.Seed, uint64(i), j.Without...)
		if from := j.from(i); from != nil {
			e.Load(e.S.Import(from))
		}
		e.Construct()
		engines[i] = e
	})
	out := Outcome{Best: best(engines)}
	j.tell(&out, engines, 0)
	met, point := 0, 0
	for !j.done(&out) {
		epoch, ok := j.next(&out)
		if !ok {
			break
		}
		j.each(engines, func(i int) { engines[i].Run(epoch.Iterations, epoch.Point) })
		out.Epochs = append(out.Epochs, epoch)
		out.Iterations += epoch.Iterations
		if m := epoch.Point * exchanges / Steps; m > met {
			met = m
			exchange(engines)
		}
		out.Best = best(engines)
		point = epoch.Point
		j.tell(&out, engines, point)
	}
	out.Best.recombine(engines)
	j.each(engines, func(i int) { engines[i].ease() })
	if out.Best = best(engines); j.told != nil && out.Best.BestScore.Compare(*j.told) < 0 {
		j.tell(&out, engines, point) // so that what is told ends with the rota
	}
	for _, e := range engines {
		out.Log.Opened += e.S.Log.Opened
		out.Log.Closed += e.S.Log.Closed
		out.Log.Moved += e.S.Log.Moved
	}
	return out
}

// each calls f for every island, spread over the workers.
func (j *Job) each(engines []*Engine, f func(i int)) { Spread(j.Workers, len(engines), f) }

// Spread calls f for 0 to n-1, spread over so many workers. A panic in one of them comes out
// here, with its stack, where the caller can recover it.
func Spread(workers, n int, f func(i int)) {
	workers = max(1, min(workers, n))
	var wg sync.WaitGroup
	failed := make([]any, workers)
	for w := range workers {
		wg.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					failed[w] = fmt.Sprintf("%v\n%s", r, debug.Stack())
				}
			}()
			for i := w; i < n; i += workers {
				f(i)
			}
		})
	}
	wg.Wait()
	for _, r := range failed {
		if r != nil {
			panic(r)
		}
	}
}

func best(engines []*Engine) *Engine {
	b := engines[0]
	for _, e := range engines[1:] {
		if e.BestScore.Compare(b.BestScore) < 0 {
			b = e
		}
	}
	return b
}

// exchange lets every island that is behind go on from the best rota, after that one has taken
// over what others have better.
func exchange(engines []*Engine) {
	b := best(engines)
	b.recombine(engines)
	for _, e := range engines {
		if e != b && b.BestScore.Compare(e.BestScore) < 0 && !e.cools() {
			e.Load(&b.Best)
		}
	}
}

// joinable is how many sections are tried at a time, times the visits and runs that each try looks at: about
// a second of work. A year of visits has more; they then take turns.
const joinable = 1_000_000

// recombine tries each section of the others' best rotas in the place of its own, one after the
// other, and keeps what makes its own better. Where there are no visits a section is those of one carer's
// shifts that meet, mostly a single one, which a small change tries as well; and no line is a matter of one day.
func (e *Engine) recombine(others []*Engine) {
	if e.In.Sections < 2 || e.In.Visits == 0 || len(others) < 2 || e.apart {
		return
	}
	left := max(14, joinable/(e.In.Visits+e.In.Runs))
	first := 0
	if e.In.Sections*(len(others)-1) > left {
		first = e.turn
		e.turn = (e.turn + left) % e.In.Sections
	}
	var was, mix state.Solution
	e.S.Save(&was)
	tried, gained := false, false
	for _, o := range others {
		for k := range e.In.Sections {
			section := (first + k) % e.In.Sections
			if o == e || left == 0 {
				continue
			}
			mix.Set(&e.Best)
			if mix.TakeSection(e.In, int32(section), &o.Best) {
				left--
				before := e.BestScore
				e.Load(&mix)
				tried, gained = true, gained || e.BestScore.Compare(before) < 0
			}
		}
	}
	switch {
	case gained:
		e.Load(&e.Best)
	case tried:
		e.Load(&was)
	}
}

// next plans an epoch: from the replay, by iterations, or by the clock.
func (j *Job) next(out *Outcome) (Epoch, bool) {
	k := len(out.Epochs)
	switch {
	case j.Replay != nil:
		if k >= len(j.Replay) {
			return Epoch{}, false
		}
		return j.Replay[k], true
	case j.Iterations > 0:
		left := j.Iterations - out.Iterations
		if left <= 0 || j.Time > 0 && j.Clock() >= j.Time {
			return Epoch{}, false
		}
		size := max(1, j.Iterations/200)
		return Epoch{min(size, left), int(out.Iterations * Steps / j.Iterations)}, true
	}
	gone := j.Clock()
	if gone >= j.Time {
		return Epoch{}, false
	}
	size := int64(4)
	if out.Iterations > 0 {
		slice := max(40*time.Millisecond, j.Time/1000)
		if out.Best.lines != nil {
			slice = max(slice, j.Time/150) // one program to be solved is a step that others would wait for
		}
		size = max(1, int64(float64(out.Iterations)*float64(min(slice, j.Time-gone))/float64(gone)))
		size = min(size, 8*out.Epochs[k-1].Iterations)
	}
	return Epoch{size, int(gone * Steps / j.Time)}, true
}

func (j *Job) done(out *Outcome) bool {
	if j.Target != nil && out.Best.BestScore.Compare(*j.Target) <= 0 && j.Replay == nil {
		return true
	}
	return j.Stop != nil && j.Stop()
}

func (j *Job) tell(out *Outcome, engines []*Engine, point int) {
	if j.Watch == nil {
		return
	}
	score := out.Best.BestScore
	r := Report{Point: point, Iterations: out.Iterations, Best: out.Best, Improved: j.told == nil || score.Compare(*j.told) < 0}
	j.told = &score
	if j.Clock != nil {
		r.Elapsed = j.Clock()
	}
	for _, e := range engines {
		r.Log.Opened += e.S.Log.Opened
		r.Log.Closed += e.S.Log.Closed
		r.Log.Moved += e.S.Log.Moved
	}
	j.Watch(r)
}
