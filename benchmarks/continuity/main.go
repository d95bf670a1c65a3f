// Command continuity measures what continuity costs in travel: it solves a workspace with the rules
// about people, the weight of every different carer multiplied by one factor after another, and
// writes the curve of travel against carers a week as CSV and PNG, with a lower bound for the
// carers that no rota can go below.
//
//	go run ./benchmarks/continuity [-dir examples/bala] [-seconds 30] [-out benchmarks/results]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

func main() {
	o := options{log: os.Stdout}
	flag.StringVar(&o.dir, "dir", "examples/bala", "workspace")
	flag.Float64Var(&o.seconds, "seconds", 30, "budget of each solve")
	flag.Int64Var(&o.iterations, "iterations", 0, "budget in iterations instead, the same on any machine")
	flag.Uint64Var(&o.seed, "seed", 1, "seed")
	flag.StringVar(&o.factors, "factors", "0,0.5,1,2,4,8,16", "factors on the weights of carer and extra_carer")
	flag.StringVar(&o.out, "out", "benchmarks/results", "folder of the curve")
	flag.StringVar(&o.name, "name", time.Now().Format(time.DateOnly)+"-continuity", "name of the files")
	flag.Parse()
	if err := o.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	dir, out, name, factors string
	seconds                 float64
	iterations              int64
	seed                    uint64
	log                     io.Writer
}

// off are the rules about people that a sheet has to turn on; here all of them count.
var off = []model.Code{model.RuleSlot, model.RuleMainCarer, model.RuleIntroduction}

func (o *options) run(ctx context.Context) error {
	p, err := model.ReadDir(o.dir)
	if err != nil {
		return err
	}
	h, err := model.Expand(p)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	least := bounds(h)
	fmt.Fprintf(o.log, "lower bounds: %v\n", least)
	var rows []row
	for _, text := range strings.Split(o.factors, ",") {
		factor, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			return fmt.Errorf("factor %q is no number", text)
		}
		r, err := o.solve(ctx, p, h, factor)
		if err != nil {
			return err
		}
		fmt.Fprintln(o.log, r)
		rows = append(rows, r)
	}
	path := filepath.Join(o.out, o.name)
	if err := writeCSV(path+".csv", rows, least); err != nil {
		return err
	}
	return draw(path+".png", rows, least)
}

// solve makes one rota, with every rule about people on.
func (o *options) solve(ctx context.Context, p *model.Problem, h *model.Horizon, factor float64) (row, error) {
	q := *p
	q.Objective = turnedOn(p.Objective, factor)
	budget := solver.Options{Iterations: o.iterations, Seed: o.seed, Bare: true}
	if o.iterations == 0 {
		budget.Time = time.Duration(o.seconds * float64(time.Second))
	}
	r, err := solver.Solve(ctx, &q, budget)
	if err != nil {
		return row{}, err
	}
	return measured(h, r, factor), nil
}

// turnedOn is an objective with all rules about people on and the weights of carers multiplied.
func turnedOn(o model.Objective, factor float64) model.Objective {
	levels, weights := make(map[model.Code]model.Level), make(map[model.Code]model.Weights)
	for k, v := range o.Levels {
		levels[k] = v
	}
	for k, v := range o.Weights {
		weights[k] = v
	}
	for _, code := range off {
		if o.Level(code) == model.Off {
			levels[code] = model.Wishes
		}
	}
	for _, code := range []model.Code{model.RuleCarer, model.RuleExtraCarer} {
		weights[code] = model.Weights{float64(o.Thousandths(code, 0)) / 1000 * factor}
	}
	o.Levels, o.Weights = levels, weights
	return o
}
