package suite_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
)

// fake is a made-up family. An instance is a line of words: the best known value, the cost
// that its scorer will find, and perhaps a word that makes something go wrong.
type fake struct{}

func (fake) Name() string { return "fake" }

func (fake) Find(dir string) ([]suite.File, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	var out []suite.File
	for _, p := range paths {
		in, err := fake{}.Read(p)
		if err != nil {
			out = append(out, suite.File{Name: "bad", Path: p})
			continue
		}
		best := in.(*line).best
		out = append(out, suite.File{Name: in.Name(), Path: p, Best: suite.Best{Known: best > 0, Value: best}})
	}
	return out, err
}

func (fake) Read(path string) (suite.Instance, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	in := &line{name: strings.TrimSuffix(filepath.Base(path), ".txt")}
	if n, _ := fmt.Sscan(string(text), &in.best, &in.cost, &in.fault); n < 2 {
		return nil, errors.New("an instance is two numbers")
	}
	return in, nil
}

type line struct {
	name       string
	best, cost float64
	fault      string
}

func (l *line) Name() string { return l.name }

func (l *line) Problem() (*model.Problem, error) {
	switch l.fault {
	case "noproblem":
		return nil, errors.New("our model cannot say this")
	case "panic":
		panic("index out of range")
	}
	return model.ReadDir(filepath.Join("..", "..", "examples", "one-visit"))
}

func (l *line) Write(w io.Writer, r *model.Rota) error {
	if l.fault == "json" {
		_, err := fmt.Fprintf(w, "{\"runs\": %d}\n", len(r.Runs))
		return err
	}
	_, err := fmt.Fprintf(w, "%d runs\n", len(r.Runs))
	return err
}

func (l *line) Score(in io.Reader) (*suite.Verdict, error) {
	text, err := io.ReadAll(in)
	if err != nil || !strings.Contains(string(text), "runs") {
		return nil, errors.New("no runs")
	}
	v := &suite.Verdict{Cost: l.cost, Feasible: l.fault != "late", Parts: []suite.Part{{Name: "travel", Amount: l.cost, Cost: l.cost}}}
	if l.fault == "late" {
		v.Breaches = []string{"p1 starts at 10, not by 9"}
	}
	if l.fault == "noscore" {
		return nil, errors.New("customer 7 is visited twice")
	}
	return v, nil
}
