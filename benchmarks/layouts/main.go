// Command layouts shows that milltir compare says what it may, and no more. Two layouts that are the same, in weeks and
// searches that differ in every repetition, have to give "no difference shown" in at least 19 of 20; and a layout whose
// roads are slower, so that its rotas have about 5 per cent more travel, has to be told from the other in at least 8 of 10.
//
//	go run ./benchmarks/layouts > benchmarks/results/layouts.md
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/layout/compare"
	"github.com/milltir/milltir/layout/verdict"
	"github.com/milltir/milltir/model"
)

// setting is what both experiments share.
type setting struct {
	scale, perVisit, lend float64
	weeks, seeds, workers int
	first                 uint64
	log                   io.Writer
}

func main() {
	s := setting{log: os.Stderr}
	flag.Float64Var(&s.scale, "scale", 0.08, "share of Gwynedd's people")
	flag.Float64Var(&s.perVisit, "iterations-per-visit", 5, "of each search")
	flag.Float64Var(&s.lend, "lending", 0.1, "iterations of the joint search for each visit; below 0 nobody is lent")
	flag.IntVar(&s.weeks, "weeks", 10, "in each repetition")
	flag.IntVar(&s.seeds, "seeds", 3, "searches of each week")
	flag.IntVar(&s.workers, "workers", runtime.NumCPU(), "rotas at a time")
	flag.Uint64Var(&s.first, "seed", 1, "of the first repetition")
	same := flag.Int("same", 20, "repetitions of two layouts that are the same")
	apart := flag.Int("apart", 10, "repetitions of two layouts that differ")
	slower := flag.Float64("slower", 0.09, "part by which the second layout's roads are slower; searches go round half of it")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := s.run(ctx, os.Stdout, *same, *apart, *slower); err != nil {
		fmt.Fprintln(os.Stderr, "layouts:", err)
		os.Exit(2)
	}
}

// run writes both counts, and what every repetition found.
func (s *setting) run(ctx context.Context, w io.Writer, same, apart int, slower float64) error {
	start := time.Now()
	fmt.Fprintf(w, "# Layouts side by side: what is shown, and what is not\n\nGwynedd at scale %g, three patches by the nearest of three bases; %d weeks, %d seeds, %g iterations a visit; no skeleton and no parking, so that every leg is slower by the same part.\n",
		s.scale, s.weeks, s.seeds, s.perVisit)
	none, err := s.experiment(ctx, w, "Two layouts that are the same", same, 0)
	if err != nil {
		return err
	}
	told, err := s.experiment(ctx, w, fmt.Sprintf("Roads of the second are slower by %g per cent", 100*slower), apart, slower)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n- the same: no difference shown in **%d of %d**\n- slower: told apart by travel, the right way round, in **%d of %d**; its travel is %.1f per cent more in the mean\n",
		none.quiet, same, told.travel, apart, told.percent)
	fmt.Fprintf(s.log, "%v\n", time.Since(start).Round(time.Second))
	return nil
}

// counts are what the repetitions of an experiment found.
type counts struct {
	quiet, travel int
	percent       float64 // by which the second's travel is more, the mean
}

func (s *setting) experiment(ctx context.Context, w io.Writer, title string, times int, slower float64) (counts, error) {
	var out counts
	fmt.Fprintf(w, "\n## %s\n\n| repetition | travel, %% | p | p by Holm | sd of seeds, %% | shown |\n|---:|---:|---:|---:|---:|---|\n", title)
	for i := range times {
		found, err := s.repetition(ctx, s.first+uint64(i), slower)
		if err != nil {
			return out, err
		}
		v := found.Verdict
		k := slices.IndexFunc(v.Differences, func(d verdict.Difference) bool { return d.Key == verdict.Travel })
		d := v.Differences[k]
		var shown []string
		for _, x := range v.Differences {
			if x.Says == verdict.Better || x.Says == verdict.Worse {
				shown = append(shown, string(x.Key))
			}
		}
		if v.NoneShown() {
			out.quiet++
		}
		if d.Says == verdict.Better {
			out.travel++
		}
		out.percent -= *d.Percent / float64(times)
		m := v.Layouts[0].Mean(verdict.Travel)
		fmt.Fprintf(w, "| %d | %.2f | %.5f | %.5f | %.2f | %s |\n", i+1, -*d.Percent, d.P, d.Adjusted, 100*m.SeedSD/m.Mean, strings.Join(shown, ", "))
		fmt.Fprintf(s.log, "%s: %d of %d\n", title, i+1, times)
	}
	return out, nil
}

// repetition compares two layouts of the same patches; the second's roads may be slower.
func (s *setting) repetition(ctx context.Context, seed uint64, slower float64) (*compare.Outcome, error) {
	params := generate.DefaultCounty()
	params.Scale = s.scale
	world, err := compare.Made(generate.Gwynedd(), params, seed)
	if err != nil {
		return nil, err
	}
	bases := &layout.Layout{Name: "bases", Patches: []layout.Patch{
		{ID: "arfon", NameEn: "Arfon", Base: geo.LatLon(53.18, -4.2), HasBase: true},
		{ID: "dwyfor", NameEn: "Dwyfor", Base: geo.LatLon(52.91, -4.25), HasBase: true},
		{ID: "meirionnydd", NameEn: "Meirionnydd", Base: geo.LatLon(52.74, -3.95), HasBase: true},
	}}
	of := func(name string, by float64) compare.Layout {
		return compare.Layout{Name: name, Apply: func(p *model.Problem) (*model.Problem, error) {
			q, _, err := bases.Apply(slow(p, by), layout.ApplyOptions{Carers: layout.Balanced, Nearest: true})
			return q, err
		}}
	}
	return compare.Run(ctx, compare.Options{
		Layouts: []compare.Layout{of("first", 0), of("second", slower)}, World: world, Weeks: s.weeks, Seeds: s.seeds, Seed: seed,
		Workers: s.workers, Budget: compare.Budget{PerVisit: s.perVisit, Lending: s.lend},
	})
}

// slow gives a copy of a week in which nothing but distance makes a leg, at speeds lower by a part.
func slow(p *model.Problem, by float64) *model.Problem {
	q := *p
	q.SkeletonNodes, q.SkeletonLinks = nil, nil
	none := 0.0
	speeds := q.Travel.WithDefaults().Speeds
	q.Travel.Parking, q.Travel.Speeds = &none, map[string]float64{}
	for mode, kmh := range speeds {
		q.Travel.Speeds[mode] = kmh / (1 + by)
	}
	return &q
}
