package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/benchmarks/families"
	"github.com/milltir/milltir/benchmarks/suite"
)

// scoreCommand reads every kept solution of a run back, and scores it again from nothing.
func scoreCommand(flags ...cli.Flag) *cli.Command {
	return &cli.Command{
		Name: "score", Usage: "score the kept solutions of runs again", ArgsUsage: "RUN ...", Flags: flags,
		Description: "A run is a tag (with -label, where there was one) or its folder. Exit code 1 if a solution is not worth what its cell says.",
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return errors.New("score needs a run: a tag or its folder")
			}
			if err := flagsLast(c); err != nil {
				return err
			}
			commit, _ := engine() // without git none is that of now
			s := &scorer{session: session{Data: c.String("data"), Commit: commit, find: families.Find}, read: make(map[string][]suite.Entry)}
			for _, run := range c.Args().Slice() {
				if err := s.run(storeOf(c, run)); err != nil {
					return err
				}
			}
			for _, line := range s.wrong {
				fmt.Fprintln(c.App.Writer, line)
			}
			fmt.Fprintf(c.App.Writer, "%d solutions scored again, %d differ from their cells; %d cells have no solution\n", s.scored, len(s.wrong), s.none)
			if s.judged > 0 {
				fmt.Fprintf(c.App.Writer, "%d rotas of our own workspaces cost something else by today's rules: their judge is ours, and has changed since\n", s.judged)
			}
			if len(s.wrong) > 0 {
				return notSo("solutions differ from their cells")
			}
			return nil
		},
	}
}

// scorer scores solutions again.
type scorer struct {
	session
	read         map[string][]suite.Entry // by family, convention and folder
	scored, none int
	judged       int // rotas of our own that the judge of now sees otherwise than that of their commit
	wrong        []string
}

// run scores the solutions of a store. The error is that of something that cannot be read.
func (s *scorer) run(store suite.Store) error {
	cells, err := store.All()
	if err != nil {
		return err
	}
	if len(cells) == 0 {
		return fmt.Errorf("%s has no cells", store.Dir)
	}
	var wrong []error
	for _, c := range cells {
		if c.Solution == "" {
			s.none++
			continue
		}
		difference, err := s.one(store, c)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", c.Key(), err))
			continue
		}
		s.scored++
		switch {
		case difference == "":
		case c.Family == "workspace" && c.Commit != s.Commit:
			s.judged++
		default:
			s.wrong = append(s.wrong, c.Key()+": "+difference)
		}
	}
	return errors.Join(wrong...)
}

// one tells how the score of a cell's solution differs from the cell.
func (s *scorer) one(store suite.Store, c *suite.Cell) (string, error) {
	entry, err := s.entry(c)
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(filepath.Join(store.Dir, "solutions", filepath.Dir(c.Key()), c.Solution))
	if err != nil {
		return "", err
	}
	v, err := entry.Instance.Score(bytes.NewReader(text))
	switch {
	case err != nil:
		return "no solution: " + err.Error(), nil
	case c.Cost == nil || *c.Cost != v.Cost:
		return fmt.Sprintf("the cost is %v", v.Cost), nil
	case c.Units != v.Units:
		return fmt.Sprintf("%d vehicles or minutes before the cost", v.Units), nil
	case c.Feasible != (v.Feasible && len(c.Late()) == 0): // the time that stages took is in no solution
		return fmt.Sprintf("feasible: %v", !c.Feasible), nil
	case entry.Best.Known != (c.Best != nil) || c.Best != nil && (*c.Best != entry.Best.Value || c.BestUnits != entry.Best.Units):
		return fmt.Sprintf("the best known is %v", entry.Best), nil
	case entry.Best.Known && v.Feasible && (c.Gap == nil || *c.Gap != v.Gap(entry.Best)):
		return fmt.Sprintf("the gap is %v", v.Gap(entry.Best)), nil
	case !reflect.DeepEqual(append([]suite.Part{}, c.Parts...), append([]suite.Part{}, v.Parts...)):
		return fmt.Sprintf("the parts are %v", v.Parts), nil
	}
	return "", nil
}

// entry is the instance of a cell, from the folder of the cell's set.
func (s *scorer) entry(c *suite.Cell) (*suite.Entry, error) {
	sets := slices.Concat(s.Sets, full(), short(), shifts())
	i := slices.IndexFunc(sets, func(x set) bool { return x.Name == c.Set })
	if i < 0 {
		return nil, fmt.Errorf("no set is called %q", c.Set)
	}
	x := sets[i]
	key := x.Family + " " + x.Convention + " " + x.Folder
	if s.read[key] == nil {
		family, _, err := s.find(x.Family, x.Convention)
		if err != nil {
			return nil, err
		}
		if s.read[key], err = suite.Select(family, s.folder(x.Folder), ""); err != nil {
			return nil, err
		}
	}
	entries := s.read[key]
	k := slices.IndexFunc(entries, func(e suite.Entry) bool { return e.Name == c.Instance })
	if k < 0 {
		return nil, fmt.Errorf("%s has no instance %s", s.folder(x.Folder), c.Instance)
	}
	return &entries[k], nil
}
