package report

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

func sheetOf(t *testing.T, h *model.Horizon, r *model.Rota, carer model.CarerID, lang string) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, RunSheet(&b, h, r, carer, speaker(t, lang)))
	return b.String()
}

var (
	sheetLine  = regexp.MustCompile(`^(\d\d:\d\d)\*?\+?–(\d\d:\d\d)\*?\+? +(\d+)  (Visit|Rest break|Event|Travel|Waiting|Unfilled)`)
	sheetTotal = regexp.MustCompile(`(care|travel|waiting|breaks|events|unfilled|paid) (\d+)h(\d\d)`)
	className  = map[string]string{"Visit": "care", "Travel": "travel", "Waiting": "waiting", "Rest break": "breaks", "Event": "events", "Unfilled": "unfilled"}
)

// A reader who adds up the lines of a sheet comes to the totals below them, day by day and in
// all, and finds no hole between two lines.
// TestOfPool: what nobody would have to come for says of which pool it is, on a sheet, a person's page and in explain.
func TestOfPool(t *testing.T) {
	h, r, _ := sample(t)
	v := &h.Problem.Visits[0]
	v.Pool = "own"
	pages := func(lang string) string {
		var b bytes.Buffer
		l := speaker(t, lang)
		require.NoError(t, RunSheet(&b, h, r, "c1", l))
		require.NoError(t, PersonWeek(&b, h, r, "p1", l))
		require.NoError(t, Explanation(&b, h, &Explained{Visit: v.ID, Date: monday}, BestCandidates, l))
		return b.String()
	}
	require.NotContains(t, pages(English), "pool", "a visit that has to take place is one like any other")
	v.Optional = true
	require.Equal(t, 5, strings.Count(pages(English), "morning (hours of pool own)"), "two days on a sheet and a page, and the title")
	require.Contains(t, pages(Welsh), "(oriau cronfa own)")
}

func TestRunSheetAddsUp(t *testing.T) {
	h, r, _ := sample(t)
	for i := range r.Runs { // the odd seconds that legs have
		for k := 1; k < len(r.Runs[i].Stops); k++ {
			if s := &r.Runs[i].Stops[k]; s.Travel > 0 {
				s.Travel, s.Wait = s.Travel/60*60-25, s.Wait+25
			}
		}
	}
	totals := func(text string) map[string]int {
		out := make(map[string]int)
		for _, m := range sheetTotal.FindAllStringSubmatch(text, -1) {
			hours, _ := strconv.Atoi(m[2])
			minutes, _ := strconv.Atoi(m[3])
			out[m[1]] = 60*hours + minutes
		}
		return out
	}
	for _, carer := range []model.CarerID{"c1", "c2"} {
		lines, week := 0, make(map[string]int)
		days := strings.Split(sheetOf(t, h, r, carer, English), "\n\n")
		for _, day := range days[1 : len(days)-2] { // the week and the objective sheet come last
			sum, end := make(map[string]int), ""
			for _, line := range strings.Split(day, "\n") {
				m := sheetLine.FindStringSubmatch(line)
				if m == nil {
					continue
				}
				n, err := strconv.Atoi(m[3])
				require.NoError(t, err)
				sum[className[m[4]]] += n
				if end != "" {
					require.Equal(t, end, m[1], day)
				}
				end = m[2]
				lines++
			}
			_, below, _ := strings.Cut(day, "In all")
			printed := totals(below)
			for class, n := range printed {
				week[class] += n
				if class != "paid" {
					require.Equal(t, sum[class], n, "%s\n%s", class, day)
				}
			}
		}
		require.Greater(t, lines, 5, "the sheet was read")
		require.Equal(t, week, totals(days[len(days)-2]), "all shifts are the sum of the days")
	}
}

// A leg without the time for it ends where the next visit starts; the sums do not count it twice.
func TestShortTravelLeavesNoOverlap(t *testing.T) {
	h, r, _ := sample(t)
	r.Runs[0].Stops[1].Start = at("09:14")
	text := sheetOf(t, h, r, "c1", English)
	require.Contains(t, text, "09:12–09:14      2  Travel           2.0 mi: 4 minutes too little time")
	require.Contains(t, text, "travel 0h13", "2 of 6 minutes, and 11")
}

// The version names the content: another rota of the same tables and seed has another one, and
// how the rota was made does not matter.
func TestSheetVersionIsOfTheRota(t *testing.T) {
	version := func(change func(r *model.Rota)) string {
		h, r, _ := sample(t)
		change(r)
		lines := strings.Split(sheetOf(t, h, r, "c2", English), "\n")
		require.Regexp(t, `^Version 2026-11-23-[0-9a-f]{8}$`, lines[3])
		return lines[3]
	}
	same := version(func(*model.Rota) {})
	require.Equal(t, same, version(func(r *model.Rota) { r.Stamp = model.Stamp{} }), "made by hand, the same visits")
	require.NotEqual(t, same, version(func(r *model.Rota) { r.Runs[0].Stops[0].Start-- }), "a minute of another carer's visit")
}

// An event without a place is not at the client's whom the carer saw before.
func TestEventWithoutAPlace(t *testing.T) {
	p := sampleProblem()
	p.Events[0].Place = ""
	h, err := model.Expand(p)
	require.NoError(t, err)
	_, r, _ := sample(t)
	model.Annotate(h, r)
	require.Equal(t, "p2", r.Runs[1].Stops[1].Place, "where she is, for the table")
	for lang, want := range map[string]string{English: "supervision", Welsh: "goruchwyliaeth"} {
		text := sheetOf(t, h, r, "c2", lang)
		require.Regexp(t, `(?m)11:00–11:30 .* `+want+`$`, text)
		require.NotContains(t, text, want+" · ", "no place after it")
	}
}

func TestRepeatedHourHasALegend(t *testing.T) {
	p := sampleProblem()
	p.Plan.Start = model.NewDate(2026, 10, 19)
	h, err := model.Expand(p)
	require.NoError(t, err)
	night := model.Run{Carer: "c1", Date: model.NewDate(2026, 10, 24), Start: at("22:00"), End: at("25:30*")}
	evening := model.Run{Carer: "c1", Date: model.NewDate(2026, 10, 24), Start: at("18:00"), End: at("22:00")}
	for lang, legend := range map[string]string{English: "\n* the second time", Welsh: "\n* yr ail dro"} {
		text := sheetOf(t, h, &model.Rota{Runs: []model.Run{night}}, "c1", lang)
		require.Contains(t, text, "01:30*+")
		require.Contains(t, text, legend)
		require.NotContains(t, sheetOf(t, h, &model.Rota{Runs: []model.Run{evening}}, "c1", lang), legend, "no such hour on this sheet")
	}
}

func TestProviderInWords(t *testing.T) {
	for _, c := range []struct{ provider, en, cy, why string }{
		{"crow", "travel as the crow flies", "teithio fel yr hed y frân", "straight lines"},
		{"table", "travel from the table", "teithio o'r tabl", "travel.csv"},
		{"skeleton 870;crow 1", "travel by main roads (870 legs), as the crow flies (1 leg)", "teithio ar hyd y prif ffyrdd (870 cymal), fel yr hed y frân (1 cymal)", "several, each with its legs"},
		{"osrm", "travel osrm", "teithio osrm", "of a later version: as it stands"},
	} {
		h, r, v := sample(t)
		r.Stamp.Travel = c.provider
		for lang, want := range map[string]string{English: c.en, Welsh: c.cy} {
			var b strings.Builder
			require.NoError(t, Summary(&b, h, r, v, speaker(t, lang)))
			require.Contains(t, strings.Join(strings.Fields(b.String()), " "), want, c.why)
		}
	}
}

// With departure earliest a run leaves at the start of its shift, and the time until its first
// stop can begin is waiting; a break at the next place comes after the leg there.
func TestTimelineOfConventions(t *testing.T) {
	p := sampleProblem()
	p.Rules.Departure, p.Rules.Break.At = model.Earliest, model.Next
	h, err := model.Expand(p)
	require.NoError(t, err)
	r := &model.Rota{Runs: []model.Run{{
		Carer: "c2", Date: monday, Shift: "s2", Status: model.Given, Start: at("07:30"), End: at("13:30"),
		Stops: []model.Stop{
			{Kind: model.StopVisit, Visit: "v-2", Start: at("09:15"), End: at("10:00")},
			{Kind: model.StopBreak, Start: at("12:00"), End: at("12:20")},
			{Kind: model.StopVisit, Visit: "v-3", Start: at("12:30"), End: at("13:00")},
		},
	}}}
	model.Annotate(h, r)
	var kinds []string
	total := int32(0)
	for _, e := range (words{h: h, l: speaker(t, English)}).timeline(&r.Runs[0]) {
		kinds = append(kinds, e.kind)
		total += e.to - e.from
	}
	require.Equal(t, []string{"travel", "wait", "visit", "travel", "wait", "break", "wait", "visit", "travel", "unfilled"}, kinds)
	require.Equal(t, int32(6*3600), total, "without gaps")
}

// With paid span the hours of a run go from its first visit to its last, less the breaks between.
func TestHoursOfARun(t *testing.T) {
	p := sampleProblem()
	p.Rules.Paid = model.BySpan
	h, err := model.Expand(p)
	require.NoError(t, err)
	stop := func(kind, from, to string) model.Stop {
		return model.Stop{Kind: kind, Start: at(from), End: at(to)}
	}
	rest, visit := stop(model.StopBreak, "08:00", "08:20"), stop(model.StopVisit, "09:15", "10:00")
	for _, c := range []struct {
		stops []model.Stop
		want  int
		why   string
	}{
		{nil, 0, "nobody is visited"},
		{[]model.Stop{rest}, 0, "a break alone"},
		{[]model.Stop{rest, visit}, 45, "one visit"},
		{[]model.Stop{rest, visit, stop(model.StopBreak, "11:00", "11:30"), stop(model.StopVisit, "12:00", "12:15"), stop(model.StopBreak, "12:30", "13:00")}, 150, "09:15 to 12:15 less 30"},
	} {
		w := words{h: h, l: speaker(t, English)}
		require.Equal(t, c.want, w.classesOf(&model.Run{Carer: "c2", Date: monday, Shift: "s2", Start: at("07:30"), End: at("13:30"), Stops: c.stops}).hours, c.why)
	}
}

// With opening_break free the time after a break that opens a run is unfilled.
func TestTimelineOfAnOpeningBreak(t *testing.T) {
	for rule, want := range map[string]string{model.Counted: "wait", model.Free: "unfilled"} {
		p := sampleProblem()
		p.Rules.OpeningBreak = rule
		h, err := model.Expand(p)
		require.NoError(t, err)
		r := &model.Rota{Runs: []model.Run{{
			Carer: "c2", Date: monday, Shift: "s2", Status: model.Given, Start: at("07:30"), End: at("13:30"),
			Stops: []model.Stop{
				{Kind: model.StopBreak, Start: at("08:00"), End: at("08:20")},
				{Kind: model.StopVisit, Visit: "v-2", Start: at("09:15"), End: at("10:00")},
				{Kind: model.StopVisit, Visit: "v-3", Start: at("12:30"), End: at("13:00")},
			},
		}}}
		model.Annotate(h, r)
		var kinds []string
		for _, e := range (words{h: h, l: speaker(t, English)}).timeline(&r.Runs[0]) {
			kinds = append(kinds, e.kind)
		}
		require.Equal(t, []string{"unfilled", "break", "travel", want, "visit", "travel", "wait", "visit", "travel", "unfilled"}, kinds, rule)
	}
}
