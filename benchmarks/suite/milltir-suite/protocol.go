package main

import (
	"fmt"
	"slices"

	"github.com/milltir/milltir/benchmarks/suite"
)

// set is a row of the protocol: instances of one family under one budget.
type set struct {
	Name, Family, Convention string
	Folder                   string // below the data folder; "./…": below the working folder
	Instances                string // patterns, as of milltir bench --instances
	Seconds                  float64
	SecondsFrom              string // a table below the data folder
	Seeds                    []uint64
	Workers, Islands         int
	Until                    *race  // not a set of its own: two workers against one
	Against                  string // a table below the data folder …
	Columns                  []string
	Mark                     string // what has to be shown
	Met                      func(found) bool
	EachShown                bool // a row for every cell as well
}

// found is what the cells of a set come to.
type found struct {
	suite.Stats
	Below []int // by column of Against: the cells whose cost is less
}

var one = []uint64{1}

func upTo(n uint64) []uint64 {
	var out []uint64
	for s := uint64(1); s <= n; s++ {
		out = append(out, s)
	}
	return out
}

// full is the whole protocol, in the order of what has to be shown. It takes about fourteen hours.
func full() []set {
	mean := func(most float64) func(found) bool {
		return func(f found) bool { return f.Infeasible == 0 && f.Known == f.Cells && f.Mean <= most }
	}
	sets := slices.Concat([]set{
		{
			Name: "1 Solomon", Family: "vrptw", Convention: "distance", Folder: "vrptw/solomon", Seconds: 10,
			Mark: "mean ≤ 0.3 %", Met: mean(0.3),
		},
		{
			Name: "1 Homberger 200", Family: "vrptw", Convention: "distance", Folder: "vrptw/homberger", Instances: "*_2_?", Seconds: 60,
			Mark: "mean ≤ 0.9 %", Met: mean(0.9),
		},
		{
			Name: "1 Homberger 1000", Family: "vrptw", Convention: "distance", Folder: "vrptw/homberger", Instances: "*_10_1", Seconds: 300,
			Mark: "mean ≤ 3 %", Met: mean(3),
		},
		{
			Name: "2 Solomon lexicographic", Family: "vrptw", Convention: "lexicographic", Folder: "vrptw/solomon", Seconds: 30,
			Mark: "vehicles of all 29, mean ≤ 1 %",
			Met:  func(f found) bool { return f.UnitsAtBest == f.Cells && mean(1)(f) },
		},
		{
			Name: "3 Mankowska 10 and 25", Family: "hhcrsp", Folder: "hhcrsp/mankowska", Instances: "*_10_*,*_25_*", Seconds: 10,
			Mark: "all 20 at best", Met: func(f found) bool { return f.Infeasible == 0 && f.AtBest == f.Cells },
		},
		{
			Name: "3 Mankowska 100 and 200 at 60 s", Family: "hhcrsp", Folder: "hhcrsp/mankowska", Instances: "*_100_*,*_200_*", Seconds: 60,
			Mark: "mean ≤ 1.0 %", Met: mean(1),
		},
		{
			Name: "3 Mankowska 100 and 200 at 300 s", Family: "hhcrsp", Folder: "hhcrsp/mankowska", Instances: "*_100_*,*_200_*", Seconds: 300,
			Mark: "mean ≤ 0.3 %", Met: mean(0.3),
		},
		{
			Name: "4 UHHC validation", Family: "uhhc", Folder: "uhhc/validation", SecondsFrom: "uhhc/published_annealing.csv",
			Against: "uhhc/published_annealing.csv", Columns: []string{"sa_avg10", "sa_best"},
			Mark: "below the annealing's mean on all 12, its best on 8",
			Met:  func(f found) bool { return f.Infeasible == 0 && f.Below[0] == f.Cells && f.Below[1] >= 8 },
		},
		{
			Name: "5 weekly-pattern", Family: "weekly-pattern", Folder: "weekly-pattern", Seconds: 60,
			Mark: "mean ≤ 0.5 %, 8 at best", Met: func(f found) bool { return mean(0.5)(f) && f.AtBest >= 8 },
		},
		{
			Name: "5 weekly-continuity", Family: "weekly-continuity", Folder: "weekly-continuity", Seconds: 5,
			Mark: "all 3 at best", Met: func(f found) bool { return f.Infeasible == 0 && f.AtBest == f.Cells },
		},
		{Name: balaShort, Family: "workspace", Folder: "./examples/bala", Seconds: 10},
		{Name: balaLong, Family: "workspace", Folder: "./examples/bala", Seconds: 600, Seeds: upTo(10)},
	}, rosters(mean))
	for i := range sets {
		sets[i].Workers, sets[i].Islands = 2, 2
		if sets[i].Seeds == nil {
			sets[i].Seeds = one
		}
	}
	return append(sets, theRace.sets()...)
}

// rosters are the sets without visits. Of INRC-II those with a best known value; staged all, and each week in
// the competition's own time, of which 310 seconds, for 120 nurses, are the most.
func rosters(mean func(float64) func(found) bool) []set {
	worst := func(most float64) func(found) bool {
		return func(f found) bool { return f.Infeasible == 0 && f.Known == f.Cells && f.Worst <= most }
	}
	shifts := set{Family: "shifts", Folder: "shift-scheduling", EachShown: true}
	inrc2 := set{Family: "inrc2", Convention: "static", Folder: "inrc2", EachShown: true}
	of := func(x set, name, instances string, seconds float64, mark string, met func(found) bool) set {
		x.Name, x.Instances, x.Seconds, x.Mark, x.Met = name, instances, seconds, mark, met
		return x
	}
	long := of(shifts, "8 Curtois and Qu 13 16 19 at 600 s", "Instance13,Instance16,Instance19", 600, "below the published 10 minutes of IPVNS (3109, 3306, 3974)",
		func(f found) bool { return f.Infeasible == 0 && f.Below[0] == f.Cells })
	long.Against, long.Columns = "shift-scheduling/published_10min_60min.csv", []string{"IPVNS_10min"}
	staged := of(inrc2, "9 INRC-II staged", "", 310, "all feasible, every week in the competition's time", func(f found) bool { return f.Infeasible == 0 })
	staged.Convention = "staged"
	return []set{
		of(shifts, "8 Curtois and Qu at 60 s", "Instance[1-4],Instance7,Instance9,Instance10", 60, "each ≤ 2 %", worst(2)),
		of(shifts, "8 Curtois and Qu 5 and 6 at 60 s", "Instance[56]", 60, "each ≤ 5 %", worst(5)),
		of(shifts, "8 Curtois and Qu 8 at 60 s", "Instance8", 60, "", nil),
		of(shifts, "8 Curtois and Qu at 600 s", "Instance[1-9],Instance10", 600, "each ≤ 2 %, so that 8 is below 1364", worst(2)),
		long,
		of(shifts, "8 Curtois and Qu 22 at 600 s", "Instance22", 600, "", nil),
		of(inrc2, "9 INRC-II four weeks", "n030w4*,n060w4*,n120w4*", 60, "mean ≤ 10 %", mean(10)),
		of(inrc2, "9 INRC-II eight weeks", "n040w8*,n080w8*", 120, "mean ≤ 10 %", mean(10)),
		of(inrc2, "9 INRC-II at 600 s", "n030w4*,n040w8*,n060w4*,n080w8*,n120w4*", 600, "mean ≤ 6 %", mean(6)),
		staged,
	}
}

const (
	balaShort = "6 Bala 10 s"
	balaLong  = "6 Bala ten times 600 s"
)

// race measures whether a second core is worth having: one worker searches for Seconds with
// each number of islands; two workers then have to reach the score that one worker got with the
// number of islands that was best for it over all cells.
type race struct {
	Islands    []int
	Two        int // islands of the two workers
	Seconds    float64
	AtMost     float64 // median seconds of the two workers
	Folder     string
	Seeds      []uint64
	Name, Mark string
}

var theRace = race{
	Name: "7 two workers", Folder: "uhhc/validation", Islands: []int{1, 2}, Two: 2, Seconds: 60, AtMost: 40, Seeds: upTo(3),
	Mark: "median ≤ 40 s to what one worker has at 60 s",
}

func (r *race) sets() []set {
	var out []set
	for _, i := range r.Islands {
		out = append(out, r.set(1, i))
	}
	two := r.set(2, r.Two)
	two.Until = r
	return append(out, two)
}

func (r *race) set(workers, islands int) set {
	return set{
		Name: fmt.Sprintf("%s: w%d i%d", r.Name, workers, islands), Family: "uhhc", Folder: r.Folder,
		Seconds: r.Seconds, Seeds: r.Seeds, Workers: workers, Islands: islands,
	}
}

// short is a fixed subset for ablations and comparisons: cells of one worker and, but for one set,
// one island, two at a time, two seeds each; seven minutes, so that every operator can be left out
// in turn in one sitting. Instances that every run solves alike tell nothing and are left out.
func short() []set {
	sets := []set{
		{Name: "Solomon", Family: "vrptw", Convention: "distance", Folder: "vrptw/solomon", Instances: "R105,R109,R111,R203,R207,R211,RC103,RC107,RC205,RC207", Seconds: 4},
		{Name: "Homberger 200", Family: "vrptw", Convention: "distance", Folder: "vrptw/homberger", Instances: "C1_2_6,C2_2_6,R1_2_1,R2_2_6,RC1_2_6,RC2_2_1", Seconds: 10},
		{Name: "Homberger 1000", Family: "vrptw", Convention: "distance", Folder: "vrptw/homberger", Instances: "RC1_10_1", Seconds: 20},
		{Name: "Solomon lexicographic", Family: "vrptw", Convention: "lexicographic", Folder: "vrptw/solomon", Instances: "R103,R207,RC105,RC203", Seconds: 6},
		{Name: "Mankowska 25", Family: "hhcrsp", Folder: "hhcrsp/mankowska", Instances: "*_25_[1-4]", Seconds: 3},
		{Name: "Mankowska 100", Family: "hhcrsp", Folder: "hhcrsp/mankowska", Instances: "*_100_[1-5]", Seconds: 8},
		{Name: "Mankowska 200", Family: "hhcrsp", Folder: "hhcrsp/mankowska", Instances: "*_200_[1-3]", Seconds: 15},
		{Name: "UHHC", Family: "uhhc", Folder: "uhhc/validation", Seconds: 8},
		{Name: "weekly-pattern", Family: "weekly-pattern", Folder: "weekly-pattern", Instances: "0106-10-*,0106-8-60-5-0,0407-5-80-6-*,0407-8-80-6-1", Seconds: 6},
		{Name: "weekly-continuity", Family: "weekly-continuity", Folder: "weekly-continuity", Seconds: 1},
		{Name: "Bala", Family: "workspace", Folder: "./examples/bala", Seconds: 10},
		{Name: "Bala two islands", Family: "workspace", Folder: "./examples/bala", Seconds: 20, Islands: 2},
	}
	for i := range sets {
		sets[i].Workers, sets[i].Islands, sets[i].Seeds = 1, max(1, sets[i].Islands), upTo(2)
	}
	return sets
}

// shifts is for ablations of what moves shifts: in the short suite nearly all are given. One worker, one island, two
// cells at a time, a minute and a half.
func shifts() []set {
	return []set{{Name: "Tywyn", Family: "workspace", Folder: "./examples/tywyn", Seconds: 30, Workers: 1, Islands: 1, Seeds: upTo(6)}}
}
