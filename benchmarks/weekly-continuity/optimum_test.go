package weeklycontinuity

import (
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// exhaust finds the most new patients that can be accepted, by trying for each aide every set
// of them, every choice of days and every start.
type exhaust struct {
	in    *instance
	fresh []int               // new patients
	found []map[uint][]string // by aide and set of fresh: solution lines, where it fits
}

func newExhaust(in *instance) *exhaust {
	x := &exhaust{in: in}
	for p := range in.patients {
		if in.patients[p].kind == isNew {
			x.fresh = append(x.fresh, p)
		}
	}
	for a := range in.aides {
		x.found = append(x.found, map[uint][]string{})
		if in.aides[a].takesNew {
			x.grow(a)
		}
	}
	return x
}

// grow tries the sets from the smallest: what does not fit does not fit with one more either,
// since no detour through a visit is shorter than the way (the test makes sure of that).
func (x *exhaust) grow(a int) {
	level := []uint{0}
	x.found[a][0] = []string{}
	for len(level) > 0 {
		var next []uint
		for _, set := range level {
			for k := bits.Len(set); k < len(x.fresh); k++ {
				bigger := set | 1<<k
				if lines := x.fits(a, bigger); lines != nil {
					x.found[a][bigger] = lines
					next = append(next, bigger)
				}
			}
		}
		level = next
	}
}

func (x *exhaust) fits(a int, set uint) []string {
	in := x.in
	var who []int
	for k, p := range x.fresh {
		if set>>k&1 == 1 {
			who = append(who, p)
		}
	}
	calls := make([]call, len(who))
	for i, p := range who {
		n := &in.patients[p]
		calls[i] = call{n.node, n.duration, n.release, n.latest, 0}
	}
	calls = append(calls, in.kept(a)...)
	var try func(i int) []string
	try = func(i int) []string {
		if i < len(who) {
			for _, days := range in.choices(&in.patients[who[i]]) {
				calls[i].days = days
				if lines := try(i + 1); lines != nil {
					return lines
				}
			}
			return nil
		}
		starts, undecided := in.fit(&in.aides[a], calls, in.aides[a].maxWeekly)
		if undecided {
			panic("undecided")
		}
		if starts == nil {
			return nil
		}
		lines := []string{}
		for k, p := range who {
			lines = append(lines, fmt.Sprintf("p%d n%d %d %s\n", p+1, a+1, starts[k], writeDays(calls[k].days)))
		}
		return lines
	}
	return try(0)
}

// best is a solution with the most that the aides can take together.
func (x *exhaust) best() string {
	all := 1 << len(x.fresh)
	took := make([][]int, len(x.found)) // by aide and those served by it and the ones before: its own, -1 out of reach
	before := make([]int, all)
	for k := range before {
		before[k] = -1
	}
	before[0] = 0
	for a, sets := range x.found {
		took[a] = make([]int, all)
		for k := range took[a] {
			took[a][k] = min(before[k], 0)
		}
		for set := range sets {
			for done := range all {
				if before[done] >= 0 && done&int(set) == 0 {
					took[a][done|int(set)] = int(set)
				}
			}
		}
		before = took[a]
	}
	most := 0
	for set := range all {
		if before[set] >= 0 && bits.OnesCount(uint(set)) > bits.OnesCount(uint(most)) {
			most = set
		}
	}
	var lines []string
	for a := len(took) - 1; a >= 0; a-- {
		own := took[a][most]
		lines = append(lines, x.found[a][uint(own)]...)
		most &^= own
	}
	return strings.Join(lines, "")
}

func dataDir(t *testing.T) string {
	dir := os.Getenv("MILLTIR_DATA")
	if dir == "" {
		dir = "../../../shared/benchmarks"
	}
	if _, err := os.Stat(filepath.Join(dir, "weekly-continuity")); err != nil {
		t.Skip("the public data are not there")
	}
	return filepath.Join(dir, "weekly-continuity")
}

// The published optima come out under the scorer's reading. With the ways from and to home
// inside the aides' hours the third would be 15 (tried once); with existing patients' starts
// free on each day all three are the same.
func TestPublicOptima(t *testing.T) {
	files, err := New().Find(dataDir(t))
	require.NoError(t, err)
	require.Len(t, files, 3)
	for _, f := range files {
		t.Run(f.Name, func(t *testing.T) {
			read, err := New().Read(f.Path)
			require.NoError(t, err)
			in := read.(*instance)
			requireNoDetours(t, in)
			solution := newExhaust(in).best()
			v, err := in.Score(strings.NewReader(solution))
			require.NoError(t, err)
			require.Empty(t, v.Breaches, solution)
			require.True(t, v.Feasible)
			require.Equal(t, f.Best, suite.Best{Known: true, Value: v.Cost})
			require.Zero(t, v.Gap(f.Best))
			p, err := in.Problem()
			require.NoError(t, err)
			require.Empty(t, model.Validate(p).Errors())
			judged, err := check.Rota(p, rotaOf(t, in, solution))
			require.NoError(t, err)
			require.True(t, judged.Score.Lawful(), "%v", judged.Violations)
			require.Equal(t, v.Cost, float64(in.newPatients())+float64(judged.Score.Wishes)/1000)
		})
	}
}

// rotaOf is a solution as a rota of ours, with starts for existing patients that fit.
func rotaOf(t *testing.T, in *instance, solution string) *model.Rota {
	list, err := in.readSolution(strings.NewReader(solution))
	require.NoError(t, err)
	rota := &model.Rota{Format: 1, Start: monday, Weeks: 1}
	for a := range in.aides {
		x := &in.aides[a]
		if !x.takesNew {
			continue
		}
		var calls []call
		for _, l := range list {
			if p := &in.patients[l.patient]; l.aide == a {
				calls = append(calls, call{p.node, p.duration, l.start, l.start, l.days})
			}
		}
		calls = append(calls, in.kept(a)...)
		starts, undecided := in.fit(x, calls, x.maxWeekly)
		require.False(t, undecided)
		require.Len(t, starts, len(calls))
		id := fmt.Sprintf("n%d", a+1)
		for d := range in.days {
			run := model.Run{Carer: model.CarerID(id), Shift: model.ShiftID(id), Date: monday.Add(d), Start: clock(x.release), End: clock(x.deadline)}
			for k, c := range calls {
				if c.days>>d&1 == 1 {
					visit := model.VisitID(fmt.Sprintf("p%d", 1+slices.IndexFunc(in.patients, func(p patient) bool { return p.node == c.node })))
					run.Stops = append(run.Stops, model.Stop{Kind: model.StopVisit, Visit: visit, Start: clock(starts[k]), End: clock(starts[k] + c.duration)})
				}
			}
			rota.Runs = append(rota.Runs, run)
		}
	}
	return rota
}

// requireNoDetours makes sure that no way is longer than the way through a visit.
func requireNoDetours(t *testing.T, in *instance) {
	for i := range in.patients {
		for j := range in.patients {
			for k := range in.patients {
				a, b, c := &in.patients[i], &in.patients[j], &in.patients[k]
				if i != j && j != k && i != k && a.kind != absent && b.kind != absent && c.kind != absent {
					require.LessOrEqual(t, in.travel[a.node][c.node], in.travel[a.node][b.node]+b.duration+in.travel[b.node][c.node])
				}
			}
		}
	}
}
