package solver_test

import (
	"context"
	"fmt"
	"log"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// The whole way from a folder of tables to a rota. Without a budget it would search for ten
// seconds; by iterations the rota is the same on every machine.
func ExampleSolve() {
	week, err := model.ReadDir("../examples/one-visit")
	if err != nil {
		log.Fatal(err) // every mistake in the tables, each with file, line and advice
	}
	result, err := solver.Solve(context.Background(), week, solver.Options{Iterations: 100})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Score)
	for _, run := range result.Rota.Runs {
		for _, stop := range run.Stops {
			fmt.Println(run.Date, stop.Start, run.Carer, "visits", stop.Person)
		}
	}
	// Output:
	// law 0 (0) · cover 0/0/0/0 · wishes 16.000
	// 2026-11-30 08:20 c01 visits p01
}

// Better rotas as they are found; leaving the loop ends the search.
func ExampleImprovements() {
	week, err := model.ReadDir("../examples/one-visit")
	if err != nil {
		log.Fatal(err)
	}
	for result, err := range solver.Improvements(context.Background(), week, solver.Options{Iterations: 100}) {
		if err != nil {
			log.Fatal(err)
		}
		if result.Score.Lawful() {
			fmt.Println(result.Score)
			break
		}
	}
	// Output:
	// law 0 (0) · cover 0/0/0/0 · wishes 16.000
}

// What another carer, or another time, would mean for one visit of a rota.
func ExampleExplain() {
	week, err := model.ReadDir("../examples/one-visit")
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	result, err := solver.Solve(ctx, week, solver.Options{Iterations: 100})
	if err != nil {
		log.Fatal(err)
	}
	why, err := solver.Explain(ctx, week, result.Rota, "v-101", week.Plan.Start)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range why.Candidates {
		fmt.Println(c.Carers, c.Start, "now", c.Now, "blocked by", len(c.Blocks), "laws")
		for _, share := range c.Shares {
			fmt.Println(" ", share.Rule, share.Score)
		}
	}
	// Output:
	// [c01] 08:20 now true blocked by 0 laws
	//   cover law 0 (0) · cover 0/-2700/0/0 · wishes 0.000
	//   new_face law 0 (0) · cover 0/0/0/0 · wishes 12.000
	//   carer law 0 (0) · cover 0/0/0/0 · wishes 4.000
	// [c01] 08:35 now false blocked by 0 laws
}

// A visit that is left out names the smallest change that would place it, and Apply makes it.
func ExampleApply() {
	week, err := model.ReadDir("../examples/one-visit")
	if err != nil {
		log.Fatal(err)
	}
	week.Shifts[0].Start = model.At(9, 10) // the visit may start until 09:00
	ctx := context.Background()
	result, err := solver.Solve(ctx, week, solver.Options{Iterations: 100})
	if err != nil {
		log.Fatal(err)
	}
	left := &result.Rota.Unallocated[0]
	fmt.Println(left.Visit, "needs", left.Remedy.Kind, left.Remedy.Minutes, "minutes")
	changed, err := solver.Apply(week, left)
	if err != nil {
		log.Fatal(err)
	}
	result, err = solver.Solve(ctx, changed, solver.Options{Iterations: 100, From: result.Rota})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(result.Rota.Unallocated), "left out")
	// Output:
	// v-101 needs window_close 10 minutes
	// 0 left out
}

// The stations of one visit on its way through the engine.
func ExampleTrace() {
	week, err := model.ReadDir("../examples/one-visit")
	if err != nil {
		log.Fatal(err)
	}
	hops, err := solver.Trace(context.Background(), week, "v-101")
	if err != nil {
		log.Fatal(err)
	}
	for _, hop := range hops {
		fmt.Print(hop.Name, " ")
	}
	// Output: read validate expand travel compile recreate move export judge print
}
