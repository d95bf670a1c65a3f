package suite

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"github.com/milltir/milltir/report"
)

// Store keeps cells, each in a file of its own, so that a run that was killed goes on where it
// was. A store is of one commit and one label: its folder says which.
type Store struct{ Dir string }

// Key names a setting within a store: a folder for its family and convention, then a file.
func (s *Setting) Key() string {
	folder := s.Family
	if s.Convention != "" {
		folder += "-" + s.Convention
	}
	name := fmt.Sprintf("%s.%ss.seed%d.w%d.i%d", s.Instance, strconv.FormatFloat(s.Budget, 'f', -1, 64), s.Seed, s.Workers, s.Islands)
	if s.Iterations > 0 {
		name += fmt.Sprintf(".n%d", s.Iterations)
	}
	if s.Until != "" {
		name += ".until-" + s.Until
	}
	return filepath.Join(folder, name)
}

// Get gives the cell of a setting if it has been made. One that cannot be read, that was made with
// other operators left out or that ended in an error has not. Sets may share cells: the name of the set is not looked at.
func (s Store) Get(want Setting) (*Cell, bool) {
	c, err := readCell(s.path(want))
	if err != nil {
		return nil, false
	}
	c.Set = want.Set
	if !reflect.DeepEqual(c.Setting, want) || c.Error != "" {
		return nil, false
	}
	return c, true
}

// Put keeps a cell.
func (s Store) Put(c *Cell) error { return WriteJSON(s.path(c.Setting), c) }

func (s Store) path(of Setting) string { return filepath.Join(s.Dir, "cells", of.Key()+".json") }

// All gives every cell of the store, by file name.
func (s Store) All() ([]*Cell, error) {
	var out []*Cell
	err := filepath.WalkDir(filepath.Join(s.Dir, "cells"), func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(p) != ".json" || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		c, err := readCell(p)
		if err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

func readCell(file string) (*Cell, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c := new(Cell)
	return c, json.Unmarshal(text, c)
}

// WriteJSON writes a value whole or not at all.
func WriteJSON(file string, v any) error {
	return report.WriteFileAtomic(file, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(v)
	})
}
