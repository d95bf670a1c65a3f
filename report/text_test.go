package report

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/stretchr/testify/require"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
		why  string
	}{
		{"Ŵyn", 5, "Ŵyn  ", "two bytes, one column"},
		{"Pŵ\u0302r", 4, "Pŵ\u0302r ", "a combining mark takes no column"},
		{"Llanfair Pwll", 8, "Llanfai…", "shortened to the columns given"},
		{"ŵŵŵŵ", 4, "ŵŵŵŵ", "fits exactly"},
	} {
		require.Equal(t, c.want, fit(c.in, c.n), c.why)
		require.Equal(t, c.n, width(fit(c.in, c.n)), c.why)
	}
}

func TestWrap(t *testing.T) {
	require.Equal(t, []string{"ŵŵ ŵŵ", "ŵŵ"}, wrap("ŵŵ ŵŵ ŵŵ", 5))
	require.Equal(t, []string{"a", "Rhosllannerchrugog", "b"}, wrap("a Rhosllannerchrugog b", 6), "a long word stays whole")
	require.Equal(t, []string{""}, wrap("", 6))
}

// The columns of a table start at the same place whatever letters stand before them.
func TestTableAligns(t *testing.T) {
	p := &page{}
	tab := table{right: []bool{false, true}, gap: 2}
	tab.add("Ŵyn", "7", "|")
	tab.add("Hughes", "10", "|")
	tab.write(p, "  ")
	for _, line := range strings.Split(strings.TrimSpace(p.b.String()), "\n") {
		require.True(t, strings.HasSuffix(line, "|"))
	}
	require.Equal(t, "  Ŵyn      7  |\n  Hughes  10  |\n", p.b.String())
}

func TestGridAligns(t *testing.T) {
	for _, lang := range Languages() {
		lines := strings.Split(pages(t, lang)["grid"], "\n")
		var ends []int
		for _, line := range lines[2:4] { // the head and Nia's row: balance is the last column
			ends = append(ends, width(line))
		}
		require.Equal(t, ends[0], ends[1], lang)
		at := func(line, part string) int { return width(line[:strings.Index(line, part)]) }
		require.Equal(t, at(lines[3], "07:00–11:00*"), at(lines[2], "24")-4, "Tuesday's cell under Tuesday")
		require.Equal(t, at(lines[3], "07:00–14:30"), at(lines[5], "07:30–13:30"), "both Mondays")
	}
}

func TestClock(t *testing.T) {
	for _, c := range []struct{ in, want, why string }{
		{"08:05", "08:05", "as it is"},
		{"24:00", "24:00", "the end of this day"},
		{"25:30", "01:30+", "on the next day"},
		{"25:30*", "01:30*+", "the second pass of the hour that comes twice"},
	} {
		require.Equal(t, c.want, clock(at(c.in)), c.why)
	}
}

func TestHours(t *testing.T) {
	w := words{l: speaker(t, English)}
	require.Equal(t, "7h05", w.hours(425))
	require.Equal(t, "−0h30", w.balance(-30), "less than an hour short still shows its sign")
	require.Equal(t, "+1h00", w.balance(60))
	require.Equal(t, "0h00", w.balance(0))
	require.Equal(t, "119 minutes", w.minutes(119))
	require.Equal(t, "2 hours", w.minutes(120))
	require.Equal(t, "2 hours 1 minute", w.minutes(121))
}

// A night in which the clocks go back is an hour longer than they say.
func TestTimelineInTheLongNight(t *testing.T) {
	p := sampleProblem()
	p.Plan.Start = model.NewDate(2026, 10, 19)
	h, err := model.Expand(p)
	require.NoError(t, err)
	w := words{h: h, l: speaker(t, English)}
	run := &model.Run{Carer: "c1", Shift: "n", Date: model.NewDate(2026, 10, 24), Start: at("22:00"), End: at("31:00")}
	require.Equal(t, 600, w.classesOf(run).hours)
	entries := w.timeline(run)
	require.Len(t, entries, 1)
	require.Equal(t, int32(10*3600), entries[0].to-entries[0].from)
}

// The timeline leaves no gap and no overlap between the start and the end of the shift.
func TestTimelineIsWhole(t *testing.T) {
	h, r, _ := sample(t)
	w := words{h: h, l: speaker(t, English)}
	for i := range r.Runs {
		run := &r.Runs[i]
		at := h.Calendar.Tick(run.Date, run.Start)
		for _, e := range w.timeline(run) {
			require.Equal(t, at, e.from, "%s %s", run.Carer, e.kind)
			at = e.to
		}
		require.Equal(t, h.Calendar.Tick(run.Date, run.End), at)
	}
}

// rota.csv read back is the same rota: the same runs, the same score.
func TestCSVRoundTrip(t *testing.T) {
	h, r, v := sample(t)
	var b strings.Builder
	require.NoError(t, CSV(&b, r))
	again, err := model.ReadRotaCSV(strings.NewReader(b.String()), h.Problem)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(r.Runs, again.Runs))
	judged, err := check.Horizon(h, again)
	require.NoError(t, err)
	require.Equal(t, v.Score, judged.Score)
}

// A shared shift that several carers work comes back from rota.csv with each of them, be it with a break, with a visit
// or with nothing in it.
func TestCSVRoundTripOfSharedShifts(t *testing.T) {
	p := sampleProblem()
	p.Carers = append(p.Carers, model.Carer{ID: "c3", Patch: "bala", Mode: model.ModeCar, Contract: model.Contract{Kind: model.Guaranteed}})
	p.Shifts = append(p.Shifts,
		model.Shift{ID: "e", Carer: model.AnyCarer, Date: monday.Add(5), Start: at("07:00"), End: at("14:30"), Status: model.Open, Shared: true},
		model.Shift{ID: "short", Carer: model.AnyCarer, Date: monday.Add(6), Start: at("07:00"), End: at("12:00"), Status: model.Open, Shared: true})
	h, err := model.Expand(p)
	require.NoError(t, err)
	_, r, _ := sample(t)
	for _, c := range []model.CarerID{"c1", "c2", "c3"} {
		r.Runs = append(r.Runs,
			model.Run{Carer: c, Date: monday.Add(5), Shift: "e", Status: model.Open, Start: at("07:00"), End: at("14:30"), Stops: []model.Stop{{Kind: model.StopBreak, Start: at("10:30"), End: at("10:50")}}},
			model.Run{Carer: c, Date: monday.Add(6), Shift: "short", Status: model.Open, Start: at("07:00"), End: at("12:00")})
	}
	model.Annotate(h, r)
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, CSV(&b, r))
	again, err := model.ReadRotaCSV(strings.NewReader(b.String()), p)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(r.Runs, again.Runs))
	judged, err := check.Horizon(h, again)
	require.NoError(t, err)
	require.Equal(t, v.Score, judged.Score)
}

func TestCSVDatesAVisitAfterMidnightByItsOwnDate(t *testing.T) {
	r := &model.Rota{Runs: []model.Run{{Carer: "c1", Date: monday, Shift: "n", Stops: []model.Stop{
		{Kind: model.StopVisit, Visit: "v", Date: monday.Add(1), Start: at("25:30"), End: at("26:00")},
	}}}}
	var b strings.Builder
	require.NoError(t, CSV(&b, r))
	require.Contains(t, b.String(), "v,2026-11-24,01:30,02:00,c1,visit,,n,")
	r.Runs[0].Stops[0].Start = at("23:50")
	require.ErrorContains(t, CSV(io.Discard, r), "the day before", "no clock time before midnight of its own date")
}

func TestRunSheets(t *testing.T) {
	h, r, _ := sample(t)
	dir := t.TempDir()
	for _, lang := range Languages() {
		require.NoError(t, RunSheets(dir, h, r, speaker(t, lang)))
	}
	found, err := filepath.Glob(filepath.Join(dir, "runsheets", "*"))
	require.NoError(t, err)
	for i := range found {
		found[i] = filepath.Base(found[i])
	}
	require.Equal(t, []string{"c1.cy.txt", "c1.en.txt", "c2.cy.txt", "c2.en.txt"}, found, "and no temporary file")
	text, err := os.ReadFile(filepath.Join(dir, "runsheets", "c1.cy.txt"))
	require.NoError(t, err)
	require.Equal(t, pages(t, Welsh)["runsheet-c1"], string(text))
}

func TestFileNames(t *testing.T) {
	h := &model.Horizon{Problem: &model.Problem{Carers: []model.Carer{{ID: "a/b"}, {ID: "a:b"}, {ID: "A_B"}, {ID: "../x"}, {ID: ""}, {ID: "Siân Ŵ"}}}}
	want := map[model.CarerID]string{"a/b": "a_b", "a:b": "a_b_2", "A_B": "A_B_3", "../x": "_x", "": "_", "Siân Ŵ": "Siân_Ŵ"}
	require.Equal(t, want, fileNames(h), "no folder is left, no file is shared")
}

func TestWriteFileAtomic(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "x.txt")
	put := func(text string, fail error) error {
		return WriteFileAtomic(path, func(w io.Writer) error {
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
			return fail
		})
	}
	require.NoError(t, put("whole", nil))
	broken := errors.New("broken")
	require.ErrorIs(t, put("half", broken), broken)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "whole", string(text), "the old file stands")
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "nothing is left lying about")
}

func TestUnknownIDsAreErrors(t *testing.T) {
	h, r, _ := sample(t)
	l := speaker(t, English)
	require.ErrorContains(t, RunSheet(io.Discard, h, r, "nobody", l), `"nobody"`)
	require.ErrorContains(t, CarerWeek(io.Discard, h, r, "nobody", l), `"nobody"`)
	require.ErrorContains(t, PersonWeek(io.Discard, h, r, "nobody", l), `"nobody"`)
}

// Reports of an empty rota, with no verdict, are pages all the same.
func TestEmptyRota(t *testing.T) {
	p := &model.Problem{Name: "empty", Plan: model.Plan{Start: monday}}
	h, err := model.Expand(p)
	require.NoError(t, err)
	for _, lang := range Languages() {
		l, r := speaker(t, lang), &model.Rota{}
		require.NoError(t, Summary(io.Discard, h, r, nil, l))
		require.NoError(t, Grid(io.Discard, h, r, l))
		require.NoError(t, Violations(io.Discard, h, nil, nil, l))
		require.NoError(t, ViolationsJSON(io.Discard, h, nil, nil, l))
		require.NoError(t, Explanation(io.Discard, h, &Explained{Visit: "x", Date: monday}, BestCandidates, l))
	}
}

// A localizer is shared by everything that writes at the same time.
func TestLocalizerInManyGoroutines(t *testing.T) {
	l := speaker(t, Welsh)
	var all sync.WaitGroup
	said := make([]string, 8)
	for i := range said {
		all.Go(func() { said[i] = l.N("unit.minutes", 2) })
	}
	all.Wait()
	for _, s := range said {
		require.Equal(t, "2 funud", s)
	}
}

func TestNamesThatTwoShare(t *testing.T) {
	p := sampleProblem()
	p.Carers[1].Name = p.Carers[0].Name
	p.People[2].Name = ""
	h, err := model.Expand(p)
	require.NoError(t, err)
	w := words{h: h, l: speaker(t, Welsh)}
	require.Equal(t, "Nia W. (c1)", w.carer("c1"), "two carers, two names")
	require.Equal(t, "Mrs Ŵyn", w.person("p1"), "nobody else is called so")
	require.Equal(t, "p3", w.person("p3"), "better an id than nothing")
	require.Equal(t, "gone", w.person("gone"))
}

// A leg without the time for it shows on the sheet: the carer must not find out on the road.
func TestRunSheetSaysWhereTimeIsShort(t *testing.T) {
	h, r, _ := sample(t)
	r.Runs[0].Stops[1].Start = at("09:14") // travel takes until 09:18
	r.Runs[0].Stops[1].Wait = 0
	for lang, want := range map[string]string{English: "2.0 mi: 4 minutes too little time", Welsh: "2.0 mill.: 4 munud yn brin"} {
		var b strings.Builder
		require.NoError(t, RunSheet(&b, h, r, "c1", speaker(t, lang)))
		require.Contains(t, b.String(), want)
	}
}
