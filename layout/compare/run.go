package compare

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/milltir/milltir/layout/verdict"
	"github.com/milltir/milltir/model"
)

// Run compares layouts. Cancelling ctx ends it with the context's error; the cells that are done stay in o.Dir, and the
// next run goes on from there.
func Run(ctx context.Context, o Options) (*Outcome, error) {
	o = o.withDefaults()
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("compare: %w", err)
	}
	r := &runner{o: o, start: time.Now(), weeks: make([]week, o.Weeks)}
	for w := range o.Weeks { // a week's cells after each other, so that few weeks are held at a time
		for l := range o.Layouts {
			for s := range o.Seeds {
				r.jobs = append(r.jobs, job{l, w, s})
			}
		}
		r.weeks[w].left = len(o.Layouts) * o.Seeds
	}
	r.cells = make([]*verdict.Cell, len(r.jobs))
	if err := r.recall(); err != nil {
		return nil, err
	}
	if err := r.prepare(ctx); err != nil {
		return nil, err
	}
	if err := r.work(ctx); err != nil {
		return nil, err
	}
	out := &Outcome{Budget: o.Budget, Kept: r.kept, Elapsed: time.Since(r.start)}
	for l := range o.Layouts {
		out.Names = append(out.Names, o.Layouts[l].Name)
		for i, j := range r.jobs {
			if j.layout == l {
				out.Cells = append(out.Cells, *r.cells[i])
			}
		}
	}
	v, err := verdict.Of(out.Names, out.Cells, verdict.Options{Seed: o.Seed})
	if err != nil {
		return nil, err
	}
	out.Verdict = v
	return out, nil
}

// job is one cell, by index.
type job struct{ layout, week, seed int }

// week is one week, made when it is first asked for and given up when its cells are done.
type week struct {
	once sync.Once
	p    *model.Problem
	err  error
	left int
}

type runner struct {
	o     Options
	start time.Time
	jobs  []job
	weeks []week

	mu    sync.Mutex
	next  int
	cells []*verdict.Cell // as jobs
	kept  int
	done  int
	fail  error
}

// recall takes what an earlier run has left.
func (r *runner) recall() error {
	if r.o.Dir == "" {
		return nil
	}
	if err := makeStore(r.o.Dir); err != nil {
		return err
	}
	for i, j := range r.jobs {
		c, err := r.read(j)
		if err != nil {
			r.o.Warn(err.Error())
		}
		if c == nil {
			continue
		}
		r.cells[i] = c
		r.kept, r.done = r.kept+1, r.done+1
		r.weeks[j.week].left--
	}
	r.o.Progress(r.progress(nil))
	return nil
}

// prepare puts every layout on every week that is still to do before anything is searched, so that what cannot be is told at
// once and not after hours. Weeks are made once more when their turn comes: holding all of them would take too much room.
func (r *runner) prepare(ctx context.Context) error {
	todo := make([]bool, len(r.o.Layouts)*r.o.Weeks)
	for i, j := range r.jobs {
		if r.cells[i] == nil {
			todo[j.week*len(r.o.Layouts)+j.layout] = true
		}
	}
	for w := range r.o.Weeks {
		part := todo[w*len(r.o.Layouts) : (w+1)*len(r.o.Layouts)]
		if !slices.Contains(part, true) {
			continue
		}
		p, err := r.o.World.Week(w)
		if err == nil && p == nil {
			err = fmt.Errorf("there is no week %d", w+1)
		}
		if err != nil {
			return fmt.Errorf("compare: %w", err)
		}
		for l, is := range part {
			if err := ctx.Err(); err != nil {
				return err
			}
			if !is {
				continue
			}
			if _, err := r.o.Layouts[l].Apply(p); err != nil {
				return fmt.Errorf("compare: layout %q, week %d: %w", r.o.Layouts[l].Name, w+1, err)
			}
		}
	}
	return nil
}

// work does the cells that are missing, some at a time.
func (r *runner) work(ctx context.Context) error {
	var wg sync.WaitGroup
	for range r.o.Workers {
		wg.Go(func() {
			for {
				i := r.take(ctx)
				if i < 0 {
					return
				}
				c, err := r.cell(ctx, r.jobs[i])
				r.finish(i, c, err)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil && r.done < len(r.jobs) {
		return err
	}
	return r.fail
}

// take gives the next cell to do, -1 where there is none or something has failed.
func (r *runner) take(ctx context.Context) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.next < len(r.jobs) && r.cells[r.next] != nil {
		r.next++
	}
	if r.next == len(r.jobs) || r.fail != nil || ctx.Err() != nil {
		return -1
	}
	r.next++
	return r.next - 1
}

// finish keeps a cell.
func (r *runner) finish(i int, c *verdict.Cell, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	j := r.jobs[i]
	if err == nil && r.o.Dir != "" {
		err = r.write(j, c)
	}
	if err != nil {
		if r.fail == nil {
			r.fail = fmt.Errorf("compare: layout %q, week %d, seed %d: %w", r.o.Layouts[j.layout].Name, j.week+1, j.seed+1, err)
		}
		return
	}
	r.cells[i] = c
	r.done++
	w := &r.weeks[j.week]
	if w.left--; w.left == 0 {
		w.p = nil
	}
	r.o.Progress(r.progress(c))
}

func (r *runner) progress(c *verdict.Cell) Progress {
	p := Progress{Done: r.done, All: len(r.jobs), Kept: r.kept, Elapsed: time.Since(r.start), Cell: c}
	if now := r.done - r.kept; now > 0 {
		p.Left = time.Duration(float64(p.Elapsed) / float64(now) * float64(p.All-p.Done))
	}
	return p
}

// world is a week's problem before any layout.
func (r *runner) world(w int) (*model.Problem, error) {
	x := &r.weeks[w]
	x.once.Do(func() {
		if x.p, x.err = r.o.World.Week(w); x.err == nil && x.p == nil {
			x.err = fmt.Errorf("there is no week %d", w+1)
		}
	})
	return x.p, x.err
}
