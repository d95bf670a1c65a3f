// Package workspace measures workspaces of our own as if they were a published set: the
// instance is a folder of tables, the solution a rota.json, the scorer our judge. There is no
// best known value; what counts as one unit before the cost is a minute that nobody covers.
package workspace

import (
	"io"
	"os"
	"path/filepath"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// New makes the family.
func New() suite.Family { return family{} }

type family struct{}

func (family) Name() string { return "workspace" }

// Find takes a workspace, or a folder of workspaces.
func (family) Find(dir string) ([]suite.File, error) {
	if isWorkspace(dir) {
		whole, err := filepath.Abs(dir)
		return []suite.File{{Name: filepath.Base(whole), Path: dir}}, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []suite.File
	for _, e := range entries {
		if path := filepath.Join(dir, e.Name()); e.IsDir() && isWorkspace(path) {
			out = append(out, suite.File{Name: e.Name(), Path: path})
		}
	}
	return out, nil
}

func isWorkspace(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, model.SettingsFile))
	return err == nil
}

func (family) Read(path string) (suite.Instance, error) {
	p, err := model.ReadDir(path)
	if err != nil {
		return nil, err
	}
	h, err := model.Expand(p)
	if err != nil {
		return nil, err
	}
	floor, err := unavoidable(h)
	return &instance{h: h, floor: floor, name: filepath.Base(path)}, err
}

type instance struct {
	name  string
	h     *model.Horizon
	floor int64 // thousandths of the wishes that every rota pays that covers everything
}

func (i *instance) Name() string                           { return i.name }
func (i *instance) Problem() (*model.Problem, error)       { return i.h.Problem, nil }
func (i *instance) Write(w io.Writer, r *model.Rota) error { return model.WriteRota(w, r) }

// Score has the judge look at the rota. The cost is the wishes less what no rota can avoid, in
// minutes of travel; the parts are the wishes by rule.
func (i *instance) Score(in io.Reader) (*suite.Verdict, error) {
	r, err := model.ReadRotaJSON(in, i.h.Problem)
	if err != nil {
		return nil, err
	}
	v, err := check.Horizon(i.h, r)
	if err != nil {
		return nil, err
	}
	missing := int64(0)
	for _, ticks := range v.Score.Cover {
		missing += ticks
	}
	out := &suite.Verdict{
		Cost:  float64(v.Score.Wishes-i.floor) / 1000,
		Units: int(missing / int64(i.h.Rules.Resolution)), Feasible: v.Score.Lawful(),
	}
	for _, s := range v.Shares {
		if w := float64(s.Score.Wishes) / 1000; w != 0 {
			out.Parts = append(out.Parts, suite.Part{Name: string(s.Rule), Amount: w, Cost: w})
		}
		if s.Score.Breaches > 0 {
			out.Breaches = append(out.Breaches, string(s.Rule))
		}
	}
	floor := float64(i.floor) / 1000
	out.Parts = append(out.Parts, suite.Part{Name: "unavoidable", Amount: floor, Cost: -floor})
	return out, nil
}
