package examples

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/staff"
)

// kept are the rotas of examples/tywyn and of the old way beside it, with the iterations that made them.
var kept = []struct {
	dir, file  string
	iterations int64
}{
	{"tywyn", "testdata/tywyn-rota.csv", 120_000},
	{filepath.Join("tywyn", "old-way"), "testdata/tywyn-old-way-rota.csv", 120_000},
}

// TestTywyn holds the kept rotas against the judge, and what the README says against them. With -update both
// are solved anew, which takes minutes.
func TestTywyn(t *testing.T) {
	if *update {
		for _, k := range kept {
			p, err := model.ReadDir(k.dir)
			require.NoError(t, err)
			r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: k.iterations})
			require.NoError(t, err)
			var b bytes.Buffer
			require.NoError(t, report.CSV(&b, r.Rota))
			require.NoError(t, os.WriteFile(k.file, b.Bytes(), 0o644))
		}
	}
	ours, old := keptRota(t, 0), keptRota(t, 1)
	t.Run("the plan", func(t *testing.T) { thePlan(t, ours.H) })
	t.Run("the old way's plan", func(t *testing.T) { theOldPlan(t, ours.H, old.H) })
	t.Run("contracts", func(t *testing.T) {
		m := ours.Verdict.Measures
		require.GreaterOrEqual(t, m.AllocatedPct, 99.5)
		for _, c := range m.Carers {
			if c.MinMinutes > 0 {
				require.InDelta(t, c.MinMinutes, c.HoursMinutes, 0.05*float64(c.MinMinutes), "%s has the contract's hours within 5 %%", c.Carer)
			}
		}
	})
	t.Run("weekends", func(t *testing.T) { everybodyHasWeekends(t, ours) })
	t.Run("working time", func(t *testing.T) {
		restIsHad(t, ours)
		restIsHad(t, old)
	})
	t.Run("pay", func(t *testing.T) {
		require.Empty(t, short(t, ours), "nobody with a shift falls short of the minimum wage")
		require.Len(t, short(t, old), 14, "all fourteen do the old way")
		require.NotContains(t, short(t, old), model.CarerID("c15"), "but not the bank carer, who is not one of them")
	})
	t.Run("what is on the old way's side", func(t *testing.T) {
		a, b := ours.Verdict.Measures, old.Verdict.Measures
		require.Greater(t, a.Travel, b.Travel, "it travels less")
		require.Greater(t, a.CarersMean, b.CarersMean, "its people see fewer faces in a week")
		require.Less(t, a.ContinuityMean.Visit.UPC, b.ContinuityMean.Visit.UPC, "their usual carer more often")
		require.Less(t, a.TeamPct, b.TeamPct, "and their team")
		require.Equal(t, 47, b.Visits-b.VisitsAllocated, "and it leaves visits out")
		require.Equal(t, a.Visits, a.VisitsAllocated, "which the other does, all of them")
	})
	shown(t, "the output of milltir compare", func(b *bytes.Buffer, l *report.Localizer) {
		require.NoError(t, report.Compare(b, []report.Compared{*ours, *old}, l))
	})
	t.Run("the staffing bound", func(t *testing.T) { nearTheBound(t, ours) })
}

// keptRota reads one of the kept rotas, which the judge finds lawful.
func keptRota(t *testing.T, n int) *report.Compared {
	t.Helper()
	p, err := model.ReadDir(kept[n].dir)
	require.NoError(t, err)
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := model.ReadRota(kept[n].file, p)
	require.NoError(t, err)
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	require.True(t, v.Score.Lawful(), "%s: %v", kept[n].dir, v.Score)
	return &report.Compared{H: h, Rota: r, Verdict: v}
}

// shown holds a block of the README against what is printed.
func shown(t *testing.T, what string, write func(b *bytes.Buffer, l *report.Localizer)) {
	t.Helper()
	shownIn(t, "tywyn", what, write)
}

// shownIn is shown in an example's README.
func shownIn(t *testing.T, dir, what string, write func(b *bytes.Buffer, l *report.Localizer)) {
	t.Helper()
	var b bytes.Buffer
	l, err := report.NewLocalizer(report.English)
	require.NoError(t, err)
	write(&b, l)
	mark := "<!-- " + what + " -->\n```\n"
	path := filepath.Join(dir, "README.md")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), mark)
	require.True(t, ok, what)
	is, after, ok := strings.Cut(rest, "```\n")
	require.True(t, ok, what)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(before+mark+b.String()+"```\n"+after), 0o644))
		return
	}
	require.Equal(t, b.String(), is, "go test ./examples -run %s -update", t.Name())
}

// thePlan: the numbers that the README begins with.
func thePlan(t *testing.T, h *model.Horizon) {
	p := h.Problem
	require.Len(t, p.People, 26)
	require.Len(t, h.Visits, 864)
	contracts := slices.DeleteFunc(slices.Clone(p.Carers), func(c model.Carer) bool { return c.Contract.Kind == model.Bank })
	require.Len(t, contracts, 14)
	require.Len(t, p.Carers, 15, "and one of the bank")
	hours := func(a, b model.Carer) int { return a.Contract.Min4w - b.Contract.Min4w }
	require.Equal(t, 4*16*60, slices.MinFunc(contracts, hours).Contract.Min4w)
	require.Equal(t, 4*37*60, slices.MaxFunc(contracts, hours).Contract.Min4w)
	for _, c := range contracts {
		require.Equal(t, 5*c.Contract.MaxWeek, 6*c.Contract.Usual(), "%s: a week has at most 120 %% of its usual hours", c.ID)
		require.Contains(t, []string{model.ParityA, model.ParityB}, c.WeekendParity, c.ID)
	}
	for i := range h.Shifts {
		require.NotEqual(t, model.Given, h.Shifts[i].Status, "nobody has a shift")
	}
	first := p.Plan.Start
	for _, w := range p.CarerHours {
		first = min(first, w.WeekStart)
	}
	require.Equal(t, p.Plan.Start.Add(-7*16), first, "sixteen weeks before")
	weeks := make(map[model.CarerID]int)
	for _, w := range p.CarerHours {
		weeks[w.Carer]++
	}
	for _, c := range contracts {
		want := 16
		if c.ID == "c07" { // who began on 12 October
			want = 3
		}
		require.Equal(t, want, weeks[c.ID], c.ID)
	}
}

// theOldPlan: the same people, carers and shifts; every visit that has a time has it to the minute and in
// units of fifteen minutes, and nobody is guaranteed anything.
func theOldPlan(t *testing.T, now, old *model.Horizon) {
	require.Equal(t, now.Problem.People, old.Problem.People)
	require.Equal(t, now.Problem.Shifts, old.Problem.Shifts)
	require.Len(t, old.Visits, len(now.Visits))
	for i := range old.Problem.Visits {
		v := &old.Problem.Visits[i]
		for _, w := range v.Windows {
			require.Equal(t, w.Open, w.Close, v.ID)
		}
		require.Zero(t, v.Length%15, v.ID)
	}
	for i, c := range old.Problem.Carers {
		require.Equal(t, now.Problem.Carers[i].ID, c.ID)
		require.Contains(t, []string{model.ZeroHours, model.Bank}, c.Contract.Kind, c.ID)
	}
}

// everybodyHasWeekends: parity lets nobody work more than two of the four weekends, and is law; what the rota
// adds is that nobody with a contract is let off, so that no two are further apart than one weekend.
func everybodyHasWeekends(t *testing.T, c *report.Compared) {
	require.Empty(t, offEveryWeekend(c.H, c.Rota))
	less := *c.Rota
	less.Runs = slices.DeleteFunc(slices.Clone(less.Runs), func(r model.Run) bool { return r.Carer == "c11" && r.Date.Weekday() >= 5 })
	require.Equal(t, []model.CarerID{"c11"}, offEveryWeekend(c.H, &less), "a rota without hers would be found out")
}

// offEveryWeekend lists those with a contract who work on no weekend.
func offEveryWeekend(h *model.Horizon, r *model.Rota) (out []model.CarerID) {
	for _, c := range h.Problem.Carers {
		works := slices.ContainsFunc(r.Runs, func(r model.Run) bool { return r.Carer == c.ID && r.Date.Weekday() >= 5 })
		if c.Contract.Kind != model.Bank && !works {
			out = append(out, c.ID)
		}
	}
	return out
}

// restIsHad: what `milltir check --hours` prints of a rota. Eleven hours from day to day and 35 in a row each
// week, none owed; at most 48 hours a week on average (SI 1998/1833 regs 4, 10, 11); twenty minutes' break in
// each shift of more than six hours (reg. 12).
func restIsHad(t *testing.T, c *report.Compared) {
	times, err := check.Hours(c.H, c.Rota)
	require.NoError(t, err)
	require.Len(t, times, len(c.H.Problem.Carers))
	long := make(map[model.CarerID]int)
	for _, r := range c.Rota.Runs {
		if s := shiftOf(c.H, r); s != nil && s.End-s.Start > c.H.Calendar.Ticks(6*60) {
			long[r.Carer]++
		}
	}
	require.NotEmpty(t, long)
	for _, x := range times {
		require.Len(t, x.Weeks, c.H.Weeks, x.Carer)
		for _, w := range x.Weeks {
			require.GreaterOrEqual(t, w.LongestRest, 35*60, "%s, week from %v", x.Carer, w.Monday)
			require.Zero(t, w.Nights, x.Carer)
		}
		if x.ShortestRest != nil {
			require.GreaterOrEqual(t, x.ShortestRest.Minutes, 11*60, x.Carer)
		}
		require.LessOrEqual(t, x.Average, 48*60, x.Carer)
		require.Empty(t, x.Debts, x.Carer)
		require.Zero(t, x.Owed, x.Carer)
		require.Len(t, x.Breaks, long[x.Carer], "%s: a break in every long shift", x.Carer)
		for _, b := range x.Breaks {
			require.GreaterOrEqual(t, b.Minutes, 20, x.Carer)
		}
	}
}

func shiftOf(h *model.Horizon, r model.Run) *model.DatedShift {
	for i := range h.Shifts {
		if s := &h.Shifts[i]; s.ID == r.Shift && s.Date == r.Date {
			return s
		}
	}
	return nil
}

// short lists whoever is paid less than the minimum wage for an hour of work.
func short(t *testing.T, c *report.Compared) (out []model.CarerID) {
	periods, err := check.Pay(c.H, c.Rota)
	require.NoError(t, err)
	for _, x := range periods {
		require.True(t, x.Known && x.Law > 0, "%s: there is a rate, and a law", x.Carer)
		if x.Short > 0 {
			out = append(out, x.Carer)
		}
	}
	return out
}

// nearTheBound: within 6 % of what is proven in paid hours and within 13 % in shifts, as the README's last table has
// it: legs by road are none of what the bound knows.
func nearTheBound(t *testing.T, c *report.Compared) {
	r, err := staff.Determine(context.Background(), c.H, c.Rota, staff.Options{})
	require.NoError(t, err)
	r.Compare(c.H, c.Rota, c.Verdict.Score, c.Verdict.Measures)
	require.False(t, r.Team.None || r.Team.KeptNone || r.Rota.UnderAny, "everybody gets the guaranteed hours, so the bound is one of this rota")
	for what, of := range map[string]struct {
		has, least int
		most       float64
	}{"shifts": {r.Rota.Shifts, r.Team.KeptShifts, 13}, "paid": {r.Rota.Paid, r.Team.KeptPaid, 6}} {
		pct, ok := staff.Above(of.has, of.least)
		require.True(t, ok, what)
		require.GreaterOrEqual(t, pct, 0.0, "%s: no rota lies below it", what)
		require.LessOrEqual(t, pct, of.most, what)
	}
	shown(t, "the output of milltir staff, of the team and the rota", func(b *bytes.Buffer, l *report.Localizer) {
		var page bytes.Buffer
		require.NoError(t, report.Staff(&page, c.H, r, false, l))
		_, part, ok := strings.Cut(page.String(), "WITH THE CARERS")
		require.True(t, ok)
		part, _, ok = strings.Cut(part, "\n\nHALF HOURS")
		require.True(t, ok)
		b.WriteString("WITH THE CARERS" + part + "\n")
	})
}
