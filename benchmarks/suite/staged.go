package suite

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// Staged is an instance that is told in stages: each has to be solved before the next is known, in a time of
// its own. Problem and Write are then those of the whole, which nobody is asked to solve.
type Staged interface {
	Instance
	Stages() int
	// Stage is the next stage as a problem, from the rotas of those before and what it brings alone, and how
	// long it may take.
	Stage(before []*model.Rota) (*model.Problem, time.Duration, error)
	// WriteStages writes the rotas of all stages in the published format.
	WriteStages(w io.Writer, rotas []*model.Rota) error
}

// Stage is what one stage of a cell took.
type Stage struct {
	Seconds float64 `json:"seconds"`
	Limit   float64 `json:"limit_seconds"`
}

// spare is the part of a stage's time that goes to the search; the rest is for reading and writing.
const spare = 0.97

// stages solves one stage after the other. The budget of the setting bounds each, where it is less than its
// time.
func (t *Task) stages(ctx context.Context, c *Cell, in Staged, o solver.Options) ([]byte, error) {
	var rotas []*model.Rota
	progress := o.Progress
	for k := range in.Stages() {
		start := time.Now()
		p, limit, err := in.Stage(rotas)
		if err != nil {
			return nil, fmt.Errorf("stage %d: %w", k, err)
		}
		whole := time.Duration(spare * float64(limit))
		if o.Time = time.Duration(t.Budget * float64(time.Second)); t.Iterations == 0 && (o.Time == 0 || o.Time > whole) {
			o.Time = whole
		}
		if progress != nil {
			o.Progress = func(p solver.Progress) {
				p.Fraction = (float64(k) + p.Fraction) / float64(in.Stages())
				progress(p)
			}
		}
		result, err := solver.Solve(ctx, p, o)
		if err != nil {
			return nil, fmt.Errorf("stage %d: solve: %w", k, err)
		}
		rotas = append(rotas, result.Rota)
		took := time.Since(start)
		c.Seconds += took.Seconds()
		c.Done, c.RanIslands = c.Done+result.Rota.Stamp.Iterations, result.Rota.Stamp.Islands
		c.Stages = append(c.Stages, Stage{took.Seconds(), limit.Seconds()})
	}
	var b bytes.Buffer
	if err := in.WriteStages(&b, rotas); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	v, err := in.Score(bytes.NewReader(b.Bytes()))
	if err != nil {
		return b.Bytes(), fmt.Errorf("score: %w", err)
	}
	if late := c.Late(); len(late) > 0 {
		v.Feasible, v.Breaches = false, append(v.Breaches, late...)
	}
	return b.Bytes(), c.judged(v, t.Entry.Best)
}

// Late tells of the stages that took longer than they may: what they found does not count.
func (c *Cell) Late() (late []string) {
	for k, x := range c.Stages {
		if x.Seconds > x.Limit {
			late = append(late, fmt.Sprintf("stage %d: %.1f of %.0f seconds", k, x.Seconds, x.Limit))
		}
	}
	return late
}
