package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/milltir/milltir/benchmarks/suite"
)

// session is one run of the protocol or of a part of it.
type session struct {
	Data    string
	Store   suite.Store
	Commit  string
	Label   string
	Without []string
	Sets    []set
	Slots   int // cells made at once
	Log     io.Writer

	find func(family, convention string) (suite.Family, string, error)

	mu    sync.Mutex // of Log and of results
	cells [][]*suite.Cell
}

// item is a cell to be made or read back.
type item struct {
	set, place int
	task       suite.Task
}

// run makes every cell that is not in the store. Sets stay in order but for two things: with
// several slots the longest cells come first, so that none is left waiting for one at the end;
// and the cells of a race wait for those that they are measured against.
func (s *session) run(ctx context.Context) error {
	work, err := s.plan()
	if err != nil {
		return err
	}
	if s.Slots > 1 {
		slices.SortStableFunc(work, func(a, b item) int { return cmp.Compare(b.task.Budget, a.task.Budget) })
	}
	var first, last []item
	for _, w := range work {
		if s.Sets[w.set].Until != nil {
			last = append(last, w)
		} else {
			first = append(first, w)
		}
	}
	if err := s.all(ctx, first); err != nil {
		return err
	}
	last = slices.DeleteFunc(last, func(w item) bool { return s.goal(w) == nil })
	for i := range last {
		t := &last[i].task
		goal := s.goal(last[i])
		t.Target, t.Until = goal.Score, fmt.Sprintf("w%d.i%d", goal.Workers, goal.Islands)
	}
	return s.all(ctx, last)
}

// plan reads every instance before the first is solved, and tells every error at once.
func (s *session) plan() ([]item, error) {
	var work []item
	var wrong []error
	s.cells = make([][]*suite.Cell, len(s.Sets))
	for i := range s.Sets {
		x := &s.Sets[i]
		entries, seconds, err := s.instances(x)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", x.Name, err))
			continue
		}
		for _, seed := range x.Seeds {
			for j, e := range entries {
				setting := suite.Setting{
					Set: x.Name, Family: x.Family, Convention: x.Convention, Instance: e.Name, Budget: seconds[j],
					Seed: seed, Workers: x.Workers, Islands: x.Islands, Without: s.Without,
				}
				task := suite.Task{Setting: setting, Commit: s.Commit, Label: s.Label, Entry: e}
				work = append(work, item{i, len(s.cells[i]), task})
				s.cells[i] = append(s.cells[i], nil)
			}
		}
	}
	return work, errors.Join(wrong...)
}

func (s *session) instances(x *set) ([]suite.Entry, []float64, error) {
	family, _, err := s.find(x.Family, x.Convention)
	if err != nil {
		return nil, nil, err
	}
	entries, err := suite.Select(family, s.folder(x.Folder), x.Instances)
	if err != nil {
		return nil, nil, err
	}
	var own map[string]float64
	if x.SecondsFrom != "" {
		if own, err = suite.ReadColumn(s.folder(x.SecondsFrom), suite.SecondsColumns...); err != nil {
			return nil, nil, err
		}
	}
	seconds, err := suite.Budgets(entries, own, x.Seconds, false)
	return entries, seconds, err
}

// folder finds what a set names below the data, or below the working folder.
func (s *session) folder(name string) string {
	if strings.HasPrefix(name, "./") {
		return name
	}
	return filepath.Join(s.Data, name)
}

// all makes cells, so many at once. The first error ends it; what is made is kept.
func (s *session) all(ctx context.Context, work []item) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan item)
	var group sync.WaitGroup
	for range max(s.Slots, 1) {
		group.Go(func() {
			for w := range next {
				if err := s.make(ctx, w); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, w := range work {
		select {
		case next <- w:
		case <-ctx.Done():
		}
	}
	close(next)
	group.Wait()
	return context.Cause(ctx)
}

// make reads a cell back, or makes and keeps it.
func (s *session) make(ctx context.Context, w item) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	t := w.task
	c, old := s.Store.Get(t.Setting)
	if !old {
		t.Solution = filepath.Join(s.Store.Dir, "solutions", t.Key())
		var err error
		if c, err = t.Run(ctx, nil); err != nil {
			return err
		}
		if err := s.Store.Put(c); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cells[w.set][w.place] = c
	if !old {
		fmt.Fprintf(s.Log, "%s  %s  seed %d  %s\n", c.Set, c.Instance, c.Seed, c.Said())
	}
	return nil
}

// goal is the cell of one worker whose score a cell of two workers has to reach; nil if there
// is none.
func (s *session) goal(w item) *suite.Cell {
	r := s.Sets[w.set].Until
	c := s.cell(r.set(1, s.bestIslands(r)).Name, w.task.Instance, w.task.Seed)
	if c == nil || c.Score == nil {
		return nil
	}
	return c
}

// bestIslands is one worker's own best number of islands: the least mean cost, where each cell
// is measured by that of the first number, so that large instances do not decide alone.
func (s *session) bestIslands(r *race) int {
	const none = 10 // no solution is worse than any
	best, least := r.Islands[0], math.Inf(1)
	for _, islands := range r.Islands {
		sum := 0.0
		for _, base := range s.of(r.set(1, r.Islands[0]).Name) {
			c := s.cell(r.set(1, islands).Name, base.Instance, base.Seed)
			switch {
			case c == nil || c.Cost == nil || !c.Feasible:
				sum += none
			case base.Cost != nil && *base.Cost > 0:
				sum += *c.Cost / *base.Cost
			}
		}
		if sum < least {
			best, least = islands, sum
		}
	}
	return best
}

// of gives the cells of a set that are there.
func (s *session) of(name string) []*suite.Cell {
	i := slices.IndexFunc(s.Sets, func(x set) bool { return x.Name == name })
	if i < 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.cells[i]), func(c *suite.Cell) bool { return c == nil })
}

func (s *session) cell(name, instance string, seed uint64) *suite.Cell {
	for _, c := range s.of(name) {
		if c.Instance == instance && c.Seed == seed {
			return c
		}
	}
	return nil
}
