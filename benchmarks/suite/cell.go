package suite

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// Setting is what a cell was asked for: two cells of one setting are the same measurement.
type Setting struct {
	Set        string   `json:"set,omitzero"` // of the protocol
	Family     string   `json:"family"`
	Convention string   `json:"convention,omitzero"`
	Instance   string   `json:"instance"`
	Budget     float64  `json:"budget_seconds,omitzero"`
	Iterations int64    `json:"budget_iterations,omitzero"`
	Seed       uint64   `json:"seed"`
	Workers    int      `json:"workers,omitzero"` // 0: all cores
	Islands    int      `json:"islands,omitzero"` // 0: the engine's own choice
	Without    []string `json:"without,omitempty"`
	Until      string   `json:"until,omitzero"` // the cell whose score ends this search
}

// Cell is one instance solved once and judged by its family's own scorer.
type Cell struct {
	Setting
	Commit    string   `json:"commit"`
	Label     string   `json:"label,omitzero"`
	Best      *float64 `json:"best_known"` // null: none is known
	BestUnits int      `json:"best_units,omitzero"`

	Cost     *float64 `json:"cost"` // null: nothing was scored
	Units    int      `json:"units,omitzero"`
	Parts    []Part   `json:"parts,omitempty"`
	Feasible bool     `json:"feasible"`
	Breaches []string `json:"breaches,omitempty"`
	Gap      *float64 `json:"gap"` // per cent; null without a best known or a feasible solution
	Error    string   `json:"error,omitzero"`

	Stages     []Stage      `json:"stages,omitempty"` // of an instance that is told in stages
	Seconds    float64      `json:"seconds"`          // of the whole solve, reasons for what is left out included
	Done       int64        `json:"iterations"`
	RanIslands int          `json:"islands_run"`
	Score      *model.Score `json:"score"` // in the engine's own terms
	Solution   string       `json:"solution,omitzero"`
}

// Task is a cell to be made.
type Task struct {
	Setting
	Commit, Label string
	Entry         Entry
	Target        *model.Score
	Solution      string // where the solution goes, without the ending; empty: nowhere
}

// Run solves and scores. Whatever goes wrong with the instance is told in the cell; the error is
// that the context ended, so that there is no cell, or that the solution could not be kept.
func (t *Task) Run(ctx context.Context, progress func(solver.Progress)) (*Cell, error) {
	c := &Cell{Setting: t.Setting, Commit: t.Commit, Label: t.Label}
	if b := t.Entry.Best; b.Known {
		c.Best, c.BestUnits = &b.Value, b.Units
	}
	solution, err := t.attempt(ctx, c, progress)
	if ctx.Err() != nil {
		return nil, ctx.Err() // a search cut short is no measurement
	}
	if err != nil {
		c.Feasible, c.Error = false, err.Error()
	}
	return c, t.keep(c, solution)
}

// attempt fills the cell. A panic of an adapter costs its cell, not the night's other cells.
func (t *Task) attempt(ctx context.Context, c *Cell, progress func(solver.Progress)) (solution []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	o := solver.Options{
		Time: time.Duration(t.Budget * float64(time.Second)), Iterations: t.Iterations, Seed: t.Seed,
		Workers: t.Workers, Islands: t.Islands, Without: t.Without, Target: t.Target, Progress: progress,
	}
	if in, ok := t.Entry.Instance.(Staged); ok {
		return t.stages(ctx, c, in, o)
	}
	p, err := t.Entry.Instance.Problem()
	if err != nil {
		return nil, fmt.Errorf("problem: %w", err)
	}
	start := time.Now()
	result, err := solver.Solve(ctx, p, o)
	c.Seconds = time.Since(start).Seconds()
	if err != nil {
		return nil, fmt.Errorf("solve: %w", err)
	}
	c.Done, c.RanIslands, c.Score = result.Rota.Stamp.Iterations, result.Rota.Stamp.Islands, &result.Score
	var b bytes.Buffer
	if err := t.Entry.Instance.Write(&b, result.Rota); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	v, err := t.Entry.Instance.Score(bytes.NewReader(b.Bytes()))
	if err != nil {
		return b.Bytes(), fmt.Errorf("score: %w", err)
	}
	return b.Bytes(), c.judged(v, t.Entry.Best)
}

func (c *Cell) judged(v *Verdict, best Best) error {
	if math.IsNaN(v.Cost) || math.IsInf(v.Cost, 0) {
		return fmt.Errorf("score: the cost is %v", v.Cost)
	}
	c.Cost, c.Units, c.Parts, c.Feasible, c.Breaches = &v.Cost, v.Units, v.Parts, v.Feasible, v.Breaches
	if best.Known && v.Feasible {
		gap := v.Gap(best)
		c.Gap = &gap
	}
	return nil
}

var endings = []string{".json", ".sol"}

// keep writes the solution, and takes away that of an earlier run, which this cell is not about.
func (t *Task) keep(c *Cell, solution []byte) error {
	if t.Solution == "" {
		return nil
	}
	for _, e := range endings {
		if err := os.Remove(t.Solution + e); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	if solution == nil {
		return nil
	}
	path := t.Solution + endings[1]
	if bytes.HasPrefix(bytes.TrimSpace(solution), []byte("{")) {
		path = t.Solution + endings[0]
	}
	c.Solution = filepath.Base(path)
	return report.WriteFileAtomic(path, func(w io.Writer) error { _, err := w.Write(solution); return err })
}

// SolutionName names a solution by its instance, and by its seed where there are several.
func SolutionName(instance string, seed uint64, seeds int) string {
	if seeds > 1 {
		return fmt.Sprintf("%s.seed%d", instance, seed)
	}
	return instance
}

// Build is the commit that the running program was built from, as far as Go has noted it.
func Build() string {
	var revision, dirty string
	info, _ := debug.ReadBuildInfo()
	for i := 0; info != nil && i < len(info.Settings); i++ {
		switch s := info.Settings[i]; s.Key {
		case "vcs.revision":
			revision = s.Value[:min(len(s.Value), 12)]
		case "vcs.modified":
			if s.Value == "true" {
				dirty = "+"
			}
		}
	}
	return cmp.Or(revision, "milltir "+solver.Version) + dirty
}
