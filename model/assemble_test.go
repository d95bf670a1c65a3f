package model_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// patchOf is a week of two people ten minutes apart (the base is ten minutes from both) and
// two carers. Shifts and visits are added by the tests.
func patchOf(t testing.TB) *model.Problem {
	t.Helper()
	start, err := model.ParseDate("2026-11-23")
	require.NoError(t, err)
	zero := 0.0
	p := &model.Problem{
		Plan:    model.Plan{Start: start},
		Travel:  model.Travel{Provider: "table", Parking: &zero},
		Patches: []model.Patch{{ID: "bala", BaseLat: 52.90, BaseLon: -3.60}},
		People: []model.Person{
			{ID: "p1", Patch: "bala", Lat: 52.91, Lon: -3.61}, {ID: "p2", Patch: "bala", Lat: 52.92, Lon: -3.61},
		},
		Carers: []model.Carer{
			{ID: "c1", Patch: "bala", Mode: model.ModeCar}, {ID: "c2", Patch: "bala", Mode: model.ModeCar},
		},
	}
	for _, pair := range []string{"p1 p2", "p2 p1", "bala p1", "p1 bala", "bala p2", "p2 bala"} {
		from, to, _ := strings.Cut(pair, " ")
		p.Legs = append(p.Legs, model.Leg{From: from, To: to, Mode: model.ModeCar, Minutes: 10, Metres: 5000})
	}
	for i, id := range []model.VisitID{"v1", "v2"} {
		p.Visits = append(p.Visits, model.Visit{
			ID: id, Person: p.People[i].ID, Days: model.EveryDay, Length: 30,
			Windows: []model.Window{{Open: 0, Close: model.At(23, 0)}},
		})
	}
	return p
}

func shiftOn(id model.ShiftID, carer model.CarerID, day int, start, end int, status string) model.Shift {
	return model.Shift{ID: id, Carer: carer, Days: 1 << day, Start: model.At(start, 0), End: model.At(end, 0), Status: status}
}

// rowsOf reads rows such as "v1 2026-11-23 08:00 08:30 c1 [kind] [shift]"; "-" is no
// visit, "." no kind.
func rowsOf(t testing.TB, text string) []model.RotaRow {
	t.Helper()
	var rows []model.RotaRow
	n := 1
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		require.GreaterOrEqual(t, len(f), 5, line)
		n++
		row := model.RotaRow{Carer: model.CarerID(f[4]), Line: n}
		if f[0] != "-" {
			row.Visit = model.VisitID(f[0])
		}
		require.NoError(t, row.Date.UnmarshalText([]byte(f[1])))
		require.NoError(t, row.Start.UnmarshalText([]byte(f[2])))
		require.NoError(t, row.End.UnmarshalText([]byte(f[3])))
		if len(f) > 5 && f[5] != "." {
			row.Kind = f[5]
		}
		if len(f) > 6 {
			row.Shift = model.ShiftID(f[6])
		}
		rows = append(rows, row)
	}
	return rows
}

// runsOf prints the runs of a rota, one a line.
func runsOf(r *model.Rota) string {
	var b strings.Builder
	for _, run := range r.Runs {
		fmt.Fprintf(&b, "%s %s %s %s-%s", run.Carer, run.Date, strings.TrimSpace(string(run.Shift)+" "+run.Status), run.Start, run.End)
		for _, s := range run.Stops {
			day := ""
			if s.Date != 0 {
				day = "@" + s.Date.String()
			}
			name := string(s.Visit) + string(s.Event)
			if s.Kind == model.StopBreak {
				name = "break"
			}
			fmt.Fprintf(&b, " | %s%s %s-%s", name, day, s.Start, s.End)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestAssemble(t *testing.T) {
	const mon = " 2026-11-23 "
	for _, row := range []struct {
		name   string
		shifts []model.Shift
		rows   string
		want   string
		why    string
	}{
		{
			"given before open",
			[]model.Shift{shiftOn("open", "c1", 0, 7, 12, model.Open), shiftOn("given", "c1", 0, 8, 13, model.Given)},
			"v1" + mon + "08:00 08:30 c1", `c1 2026-11-23 given given 08:00-13:00 | v1 08:00-08:30`, "both overlap it; given shifts go first",
		},
		{
			"most overlap",
			[]model.Shift{shiftOn("a", "c1", 0, 7, 12, model.Given), shiftOn("b", "c1", 0, 12, 17, model.Given)},
			"v1" + mon + "11:50 12:20 c1", `c1 2026-11-23 a given 07:00-12:00
c1 2026-11-23 b given 12:00-17:00 | v1 11:50-12:20`, "10 min in a, 20 in b; a is worked all the same",
		},
		{
			"as the row says",
			[]model.Shift{shiftOn("a", "c1", 0, 7, 12, model.Given), shiftOn("b", "c1", 0, 12, 17, model.Given)},
			"v1" + mon + "11:50 12:20 c1 . a", `c1 2026-11-23 a given 07:00-12:00 | v1 11:50-12:20
c1 2026-11-23 b given 12:00-17:00`, "a named shift is taken at its word",
		},
		{
			"open unless used",
			[]model.Shift{shiftOn("a", "c1", 0, 7, 12, model.Open), shiftOn("b", "c1", 0, 12, 17, model.Open)},
			"v1" + mon + "08:00 08:30 c1", `c1 2026-11-23 a open 07:00-12:00 | v1 08:00-08:30`, "b stays closed",
		},
		{
			"any",
			[]model.Shift{shiftOn("x", model.AnyCarer, 0, 7, 12, model.Open), shiftOn("y", model.AnyCarer, 0, 7, 12, model.Open)},
			"v1" + mon + "08:00 08:30 c1\nv2" + mon + "09:00 09:30 c1\nv2" + mon + "09:00 09:30 c2",
			`c1 2026-11-23 x open 07:00-12:00 | v1 08:00-08:30 | v2 09:00-09:30
c2 2026-11-23 y open 07:00-12:00 | v2 09:00-09:30`, "one shift a carer, the first for the first",
		},
		{
			"any, shared",
			[]model.Shift{{ID: "x", Carer: model.AnyCarer, Days: 1, Start: model.At(7, 0), End: model.At(12, 0), Status: model.Open, Shared: true}},
			"v1" + mon + "08:00 08:30 c1\nv2" + mon + "09:00 09:30 c2",
			`c1 2026-11-23 x open 07:00-12:00 | v1 08:00-08:30
c2 2026-11-23 x open 07:00-12:00 | v2 09:00-09:30`, "one shift for both",
		},
		{
			"any, shared, by name",
			[]model.Shift{{ID: "x", Carer: model.AnyCarer, Days: 1, Start: model.At(7, 0), End: model.At(14, 30), Status: model.Open, Shared: true}},
			"-" + mon + "07:00 14:30 c2 shift x\n-" + mon + "10:00 10:20 c1 break x",
			`c1 2026-11-23 x open 07:00-14:30 | break 10:00-10:20
c2 2026-11-23 x open 07:00-14:30`, "each for herself; the table is complete",
		},
		{
			"any keeps clear",
			[]model.Shift{shiftOn("own", "c1", 0, 7, 12, model.Given), shiftOn("x", model.AnyCarer, 0, 11, 15, model.Open)},
			"v1" + mon + "13:00 13:30 c1", `c1 2026-11-23 own given 07:00-12:00
c1 2026-11-23  13:00-13:30 | v1 13:00-13:30`, "two shifts at once would be worse than none",
		},
		{"outside", nil, "v1" + mon + "13:00 13:30 c1\nv2" + mon + "14:00 14:30 c1", `c1 2026-11-23  13:00-14:30 | v1 13:00-13:30 | v2 14:00-14:30`, "no shift, no status"},
		{
			"after midnight",
			[]model.Shift{shiftOn("n", "c1", 0, 22, 31, model.Given)},
			"v1 2026-11-24 06:00 06:30 c1", `c1 2026-11-23 n given 22:00-31:00 | break 28:52-29:12 | v1@2026-11-24 30:00-30:30`, "Tuesday's visit in Monday's night, at 06:00 of Tuesday",
		},
		{
			"the shift of another day",
			[]model.Shift{shiftOn("n", "c1", 0, 22, 31, model.Given)},
			"v1 2026-11-24 06:00 06:30 c1 . n", `c1 2026-11-23 n given 22:00-31:00 | break 28:52-29:12 | v1@2026-11-24 30:00-30:30`, "the row's date is the visit's",
		},
		{
			"before the shift's date",
			[]model.Shift{shiftOn("e", "c1", 1, 0, 6, model.Open)},
			"v1" + mon + "23:50 24:40 c1", `c1 2026-11-23  23:50-24:40 | v1 23:50-24:40`, "a run of Tuesday cannot start on Monday",
		},
		{
			"no more than worked",
			[]model.Shift{shiftOn("a", "c1", 0, 7, 12, model.Open)},
			"-" + mon + "07:00 12:00 c1 shift a", `c1 2026-11-23 a open 07:00-12:00`, "an open shift without a visit",
		},
		{
			"break listed",
			[]model.Shift{shiftOn("a", "c1", 0, 7, 15, model.Given), shiftOn("b", "c2", 0, 7, 15, model.Given)},
			"-" + mon + "11:00 11:20 c1 break", `c1 2026-11-23 a given 07:00-15:00 | break 11:00-11:20
c2 2026-11-23 b given 07:00-15:00`, "who lists breaks lists them all",
		},
		{
			"complete",
			[]model.Shift{shiftOn("a", "c1", 0, 7, 15, model.Given)},
			"v1" + mon + "08:00 08:30 c1 visit", `c1 2026-11-23 a given 07:00-15:00 | v1 08:00-08:30`, "every row names its kind: there is no break",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := patchOf(t)
			p.Shifts = row.shifts
			h, err := model.Expand(p)
			require.NoError(t, err)
			r, err := model.Assemble(h, rowsOf(t, row.rows))
			require.NoError(t, err)
			require.Empty(t, cmp.Diff(row.want+"\n", runsOf(r)), row.why)
			_, err = check.Horizon(h, r)
			require.NoError(t, err, "what Assemble makes the judge accepts")
		})
	}
}

// A shift 07:00–15:00 takes its break inside 08:36–13:24.
func TestImpliedBreak(t *testing.T) {
	for _, row := range []struct {
		name, rows, want string
		breaches         int64
		why              string
	}{
		{"between two visits", "v1 08:00 08:50 c1\nv2 09:20 09:50 c1", "08:50-09:10", 0, "20 min are left before the leg of ten"},
		{"too tight", "v1 08:00 08:50 c1\nv2 09:19 13:10 c1", "", 1, "19 min, and after 13:10 only 14 before the edge"},
		{"after the edge opens", "v1 07:00 07:30 c1\nv2 09:30 10:00 c1", "08:36-08:56", 0, "idle from 07:30, but the middle begins at 08:36"},
		{"before the first", "v1 10:00 10:30 c1", "09:40-10:00", 0, "as late as it can be, so that nobody waits after it"},
		{"after the last", "v1 08:00 12:00 c1", "12:00-12:20", 0, "as early as it can be"},
		{"nothing to do", "", "08:36-08:56", 0, "an empty shift has its break too"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := patchOf(t)
			p.Shifts = []model.Shift{shiftOn("a", "c1", 0, 7, 15, model.Given)}
			h, err := model.Expand(p)
			require.NoError(t, err)
			var lines []string
			for line := range strings.Lines(row.rows) {
				visit, rest, _ := strings.Cut(line, " ")
				lines = append(lines, visit+" 2026-11-23 "+rest)
			}
			r, err := model.Assemble(h, rowsOf(t, strings.Join(lines, "")))
			require.NoError(t, err)
			got := ""
			for _, s := range r.Runs[0].Stops {
				if s.Kind == model.StopBreak {
					got = fmt.Sprintf("%s-%s", s.Start, s.End)
				}
			}
			require.Equal(t, row.want, got, row.why)
			v, err := check.Horizon(h, r)
			require.NoError(t, err)
			n := int64(0)
			for _, x := range v.Violations {
				if x.Rule == model.RuleBreak {
					n += x.Score.Breaches
				}
			}
			require.Equal(t, row.breaches, n, row.why)
		})
	}
}

func TestImpliedBreakLeavesTimeForTheBase(t *testing.T) {
	p := patchOf(t)
	p.Shifts = []model.Shift{shiftOn("a", "c1", 0, 7, 15, model.Given)}
	p.Carers[0].StartAt, p.Carers[0].EndAt = model.FromBase, model.FromBase
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := model.Assemble(h, rowsOf(t, "v1 2026-11-23 10:00 10:30 c1"))
	require.NoError(t, err)
	require.Equal(t, model.At(9, 30), r.Runs[0].Stops[0].Start, "20 min of break, then ten of driving")
	require.Equal(t, "bala", r.Runs[0].Stops[0].Place, "at the base")
	require.True(t, r.Runs[0].Stops[0].Implied, "no table has it")
}

func TestAssembleAddsFixedEvents(t *testing.T) {
	p := patchOf(t)
	p.Shifts = []model.Shift{shiftOn("a", "c1", 0, 7, 12, model.Given)}
	p.Events = []model.Event{{ID: "e1", Attendees: []model.CarerID{"c1", "c2"}, Date: p.Plan.Start, Start: model.At(9, 0), Length: 30}}
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := model.Assemble(h, rowsOf(t, "v1 2026-11-23 08:00 08:30 c1"))
	require.NoError(t, err)
	require.Contains(t, runsOf(r), "| e1 09:00-09:30\n", "c2 has no shift to attend in")

	r, err = model.Assemble(h, rowsOf(t, "v1 2026-11-23 08:00 08:30 c1\ne1 2026-11-23 10:00 10:30 c1 event"))
	require.NoError(t, err)
	require.Contains(t, runsOf(r), "| e1 10:00-10:30\n", "a listed event stays where the rota has it")
}

func TestAssembleRefusesAllBadRowsAtOnce(t *testing.T) {
	p := patchOf(t)
	p.Shifts = []model.Shift{shiftOn("a", "c1", 0, 7, 12, model.Given)}
	h, err := model.Expand(p)
	require.NoError(t, err)
	rows := rowsOf(t, `
v1 2026-11-23 08:00 08:30 nobody
v9 2026-11-23 08:00 08:30 c1
v1 2026-12-23 08:00 08:30 c1
v1 2026-11-23 08:30 08:00 c1
v1 2026-11-23 08:00 08:30 c1 tea
e9 2026-11-23 08:00 08:30 c1 event`)
	rows = append(rows, model.RotaRow{Visit: "v1", Date: p.Plan.Start, Start: -7, End: model.At(9, 0), Carer: "c1", Line: 8},
		model.RotaRow{Visit: "v1", Date: p.Plan.Start, Start: model.At(8, 0), End: model.At(9, 0), Carer: "c1", Role: "lead", Line: 9})
	_, err = model.Assemble(h, rows)
	var all model.Diagnostics
	require.ErrorAs(t, err, &all)
	var got []string
	for _, d := range all {
		got = append(got, fmt.Sprint(d.Line, " ", d.Code, " ", d.Column))
	}
	require.Equal(t, []string{
		"2 E1801 carer", "3 E1804 visit", "4 E1802 date", "5 E1803 end", "6 E1806 kind", "7 E1805 visit",
		"8 E1803 start", "9 E1808 role",
	}, got)

	_, err = model.Assemble(h, rowsOf(t, "v1 2026-11-23 08:00 08:30 c2 . a"))
	require.ErrorContains(t, err, `carer "c2" has no shift "a" on 2026-11-23`)
	_, err = model.Assemble(h, rowsOf(t, "v1 2026-11-24 08:00 08:30 c1 . a"))
	require.ErrorContains(t, err, `carer "c1" has no shift "a" on 2026-11-24`, "Monday's shift is over")
}

func TestAssembleOfLeave(t *testing.T) {
	p := patchOf(t)
	p.Shifts = []model.Shift{shiftOn("a", "c1", 0, 7, 12, model.Given)}
	p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start}, To: model.Moment{Date: p.Plan.Start}, Kind: "leave"}}
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := model.Assemble(h, rowsOf(t, "v1 2026-11-23 08:00 08:30 c1 . a"))
	require.NoError(t, err)
	require.Len(t, r.Runs, 1)
	require.Empty(t, r.Runs[0].Status, "her shift is not worked: the visit stands outside every shift")
}

func TestAssembleForgetsTheOrderOfRows(t *testing.T) {
	p := patchOf(t)
	p.Shifts = []model.Shift{
		shiftOn("x", model.AnyCarer, 0, 7, 15, model.Open), shiftOn("y", model.AnyCarer, 0, 8, 16, model.Open),
		shiftOn("a", "c1", 1, 7, 15, model.Given),
	}
	h, err := model.Expand(p)
	require.NoError(t, err)
	rows := rowsOf(t, `
v1 2026-11-23 08:00 08:30 c1
v2 2026-11-23 08:40 09:10 c1
v1 2026-11-23 15:10 15:40 c2
v2 2026-11-23 14:00 14:30 c2
v1 2026-11-24 08:00 08:30 c1
v2 2026-11-24 18:00 18:30 c2`)
	want, err := model.Assemble(h, rows)
	require.NoError(t, err)
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		rnd.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		got, err := model.Assemble(h, rows)
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(want, got))
	}
}

func TestAnnotate(t *testing.T) {
	p := patchOf(t)
	p.Name = "Bala"
	p.Shifts = []model.Shift{shiftOn("a", "c1", 0, 7, 12, model.Given), shiftOn("b", "c2", 0, 7, 12, model.Open)}
	p.Visits[0].Carers = 2
	p.Carers[0].EndAt = model.FromBase
	p.Carers[0].HomeLat, p.Carers[0].HomeLon = 52.95, -3.61
	p.Legs = append(p.Legs, model.Leg{From: "carer:c1", To: "p1", Mode: model.ModeCar, Minutes: 7},
		model.Leg{From: "bala", To: "carer:c1", Mode: model.ModeCar, Minutes: 9})
	h, err := model.Expand(p)
	require.NoError(t, err)
	stop := func(v model.VisitID, from, to model.Clock) model.Stop {
		return model.Stop{Kind: model.StopVisit, Visit: v, Date: p.Plan.Start, Start: from, End: to}
	}
	run := func(c model.CarerID, s model.ShiftID, stops ...model.Stop) model.Run {
		return model.Run{Carer: c, Date: p.Plan.Start, Shift: s, Status: "given", Start: model.At(7, 0), End: model.At(12, 0), Stops: stops}
	}
	r := &model.Rota{
		Runs: []model.Run{
			run("c2", "b", stop("v1", model.At(8, 0), model.At(8, 30))),
			run("c1", "a", stop("v2", model.At(9, 0), model.At(9, 30)), stop("v1", model.At(8, 0), model.At(8, 30)),
				model.Stop{Kind: model.StopBreak, Start: model.At(8, 25), End: model.At(8, 45)}),
		},
		Unallocated: []model.Unallocated{{Visit: "v1", Date: p.Plan.Start + 1, Remedy: &model.Remedy{Kind: "none"}}, {Visit: "v1", Date: p.Plan.Start}},
	}
	model.Annotate(h, r)
	require.Equal(t, "Bala", r.Name)
	require.Empty(t, cmp.Diff([]model.Run{
		{
			Carer: "c1", Date: p.Plan.Start, Shift: "a", Status: "given", Start: model.At(7, 0), End: model.At(12, 0),
			Commute: 960, Back: 600, Stops: []model.Stop{
				{Kind: "visit", Visit: "v1", Person: "p1", With: "c2", Place: "p1", Start: model.At(8, 0), End: model.At(8, 30)},
				{Kind: "break", Place: "p1", Start: model.At(8, 25), End: model.At(8, 45)},
				{Kind: "visit", Visit: "v2", Person: "p2", Place: "p2", Start: model.At(9, 0), End: model.At(9, 30), Travel: 600, Metres: 5000, Wait: 300},
			},
		},
		{Carer: "c2", Date: p.Plan.Start, Shift: "b", Status: "open", Start: model.At(7, 0), End: model.At(12, 0), Stops: []model.Stop{
			{Kind: "visit", Visit: "v1", Person: "p1", With: "c1", Place: "p1", Start: model.At(8, 0), End: model.At(8, 30)},
		}},
	}, r.Runs))
	require.Len(t, r.Unallocated, 12, "two visits on six more days")
	require.Empty(t, cmp.Diff(model.Unallocated{
		Visit: "v1", Date: p.Plan.Start + 1, Person: "p1", Priority: 2, Minutes: 60,
		Remedy: &model.Remedy{Kind: "none"},
	}, r.Unallocated[0]), "what was known of it is kept")
}

// Commute is home → base where a shift starts there, else home → first stop; and so back.
func TestAnnotateCommute(t *testing.T) {
	visit := []model.Stop{{Kind: model.StopVisit, Visit: "v1", Start: model.At(8, 0), End: model.At(8, 30)}}
	for _, c := range []struct {
		start, end string
		stops      []model.Stop
		minutes    int
		why        string
	}{
		{model.FromHome, model.FromHome, visit, 7 + 8, "to and from the visit"},
		{model.FromBase, model.FromHome, visit, 4 + 8, "there to the base"},
		{model.FromHome, model.FromBase, visit, 7 + 5, "back from the base"},
		{model.FromBase, model.FromBase, visit, 4 + 5, "the base both ways"},
		{model.FromBase, model.FromBase, nil, 4 + 5, "she goes to the base without a visit too"},
		{model.FromBase, model.FromHome, nil, 4 + 5, "and home again from where she is"},
		{model.FromHome, model.FromHome, nil, 0, "nowhere to go"},
	} {
		p := patchOf(t)
		p.Shifts = []model.Shift{shiftOn("a", "c1", 0, 7, 12, model.Given)}
		p.Carers[0].HomeLat, p.Carers[0].HomeLon = 52.95, -3.61
		p.Carers[0].StartAt, p.Carers[0].EndAt = c.start, c.end
		for _, leg := range []model.Leg{
			{From: "carer:c1", To: "bala", Minutes: 4},
			{From: "bala", To: "carer:c1", Minutes: 5},
			{From: "carer:c1", To: "p1", Minutes: 7},
			{From: "p1", To: "carer:c1", Minutes: 8},
		} {
			leg.Mode = model.ModeCar
			p.Legs = append(p.Legs, leg)
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		r := &model.Rota{Runs: []model.Run{{Carer: "c1", Date: p.Plan.Start, Shift: "a", Status: model.Given, Start: model.At(7, 0), End: model.At(12, 0), Stops: c.stops}}}
		model.Annotate(h, r)
		require.Equal(t, 60*c.minutes, r.Runs[0].Commute, c.why)
		v, err := check.Horizon(h, r)
		require.NoError(t, err)
		require.EqualValues(t, 60*c.minutes, v.Measures.Commute, "the judge agrees: %s", c.why)
	}
}

// Whatever the rows say, they make a rota that the judge accepts or an error.
func TestAssembleOfWildRows(t *testing.T) {
	p := patchOf(t)
	p.Shifts = []model.Shift{
		shiftOn("a", "c1", 0, 7, 15, model.Given), shiftOn("x", model.AnyCarer, 0, 12, 20, model.Open),
		shiftOn("n", "c2", 6, 22, 31, model.Open),
	}
	p.Events = []model.Event{{ID: "e1", Attendees: []model.CarerID{"c1"}, Date: p.Plan.Start, Start: model.At(9, 0), Length: 30}}
	h, err := model.Expand(p)
	require.NoError(t, err)
	made := 0
	rapid.Check(t, func(rt *rapid.T) {
		wild := rapid.IntRange(0, 9).Draw(rt, "wild") == 0
		rows := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) model.RotaRow {
			row := model.RotaRow{
				Visit: rapid.SampledFrom([]model.VisitID{"v1", "v2"}).Draw(rt, "visit"),
				Date:  p.Plan.Start.Add(rapid.IntRange(0, 6).Draw(rt, "day")),
				Start: model.Clock(rapid.IntRange(0, 2879).Draw(rt, "start")),
				Carer: rapid.SampledFrom([]model.CarerID{"c1", "c2"}).Draw(rt, "carer"),
				Kind:  rapid.SampledFrom([]string{"", "", "visit", "break"}).Draw(rt, "kind"),
			}
			row.End = min(row.Start+model.Clock(rapid.IntRange(0, 90).Draw(rt, "length")), 2879)
			if wild {
				row.Start, row.Date = model.Clock(rapid.Int32().Draw(rt, "any start")), model.Date(rapid.Int32().Draw(rt, "any date"))
				row.Kind = rapid.String().Draw(rt, "any kind")
			}
			return row
		}), 0, 8).Draw(rt, "rows")
		r, err := model.Assemble(h, rows)
		if err != nil {
			require.IsType(rt, model.Diagnostics{}, err)
			return
		}
		made++
		_, err = check.Horizon(h, r)
		require.NoError(rt, err)
	})
	require.Positive(t, made)
}
