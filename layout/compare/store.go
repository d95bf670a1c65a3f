package compare

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/milltir/milltir/layout/verdict"
	"github.com/milltir/milltir/solver"
)

// store is the folder of cells inside Options.Dir.
const store = "cells"

func makeStore(dir string) error { return os.MkdirAll(filepath.Join(dir, store), 0o755) }

// identity is all that a cell's figures depend on.
type identity struct {
	Version string `json:"version"`
	Layout  string `json:"layout"`
	Hash    string `json:"layout_hash"`
	World   string `json:"world"`
	Week    int    `json:"week"`
	Seed    int    `json:"seed"`
	Repeat  uint64 `json:"repetition"`
	Budget  Budget `json:"budget"`
}

func (r *runner) identity(j job) identity {
	l := &r.o.Layouts[j.layout]
	return identity{Version + " " + solver.Version, l.Name, l.Hash, r.o.World.Key, j.week, j.seed, r.o.Seed, r.o.Budget}
}

// key is short enough for a file name, and long enough never to meet another.
func (x identity) key() string {
	b, _ := json.Marshal(x) // strings and numbers: it cannot fail
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// kept is a cell as it stands on disk. Sum is of the cell's own text: a file that was cut or changed is told by it.
type kept struct {
	Identity identity        `json:"identity"`
	Sum      string          `json:"sha256"`
	Cell     json.RawMessage `json:"cell"`
}

func (r *runner) path(j job) string {
	return filepath.Join(r.o.Dir, store, r.identity(j).key()+".json")
}

// read gives a cell of an earlier run; nil if there is none, and an error that is a warning where it cannot be used.
func (r *runner) read(j job) (*verdict.Cell, error) {
	path := r.path(j)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	bad := func(why any) error {
		return fmt.Errorf("%s cannot be used (%v): it is worked out again", filepath.Join(store, filepath.Base(path)), why)
	}
	if err != nil {
		return nil, bad(err)
	}
	var k kept
	if err := json.Unmarshal(b, &k); err != nil {
		return nil, bad("it is damaged")
	}
	var c verdict.Cell
	if err := json.Unmarshal(k.Cell, &c); err != nil || sum(k.Cell) != k.Sum || c.Figures == nil {
		return nil, bad("it is damaged")
	}
	if k.Identity != r.identity(j) || c.Layout != r.o.Layouts[j.layout].Name || c.Week != j.week || c.Seed != j.seed {
		return nil, bad("it is of something else")
	}
	return &c, nil
}

// write puts a cell where the next run finds it, whole or not at all.
func (r *runner) write(j job, c *verdict.Cell) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	b, err := json.Marshal(kept{r.identity(j), sum(text), text})
	if err != nil {
		return err
	}
	path := r.path(j)
	f, err := os.CreateTemp(filepath.Dir(path), ".cell-*")
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}
