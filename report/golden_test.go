package report

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pages renders every report of the sample by name.
func pages(t *testing.T, lang string) map[string]string {
	t.Helper()
	h, r, v := sample(t)
	l := speaker(t, lang)
	out := make(map[string]string)
	for name, write := range map[string]func(io.Writer) error{
		"summary":     func(w io.Writer) error { return Summary(w, h, r, v, l) },
		"runsheet-c1": func(w io.Writer) error { return RunSheet(w, h, r, "c1", l) },
		"runsheet-c2": func(w io.Writer) error { return RunSheet(w, h, r, "c2", l) },
		"grid":        func(w io.Writer) error { return Grid(w, h, r, l) },
		"violations":  func(w io.Writer) error { return Violations(w, h, v, sampleFixes(), l) },
		"person-p1":   func(w io.Writer) error { return PersonWeek(w, h, r, "p1", l) },
		"carer-c2":    func(w io.Writer) error { return CarerWeek(w, h, r, "c2", l) },
		"explain":     func(w io.Writer) error { return Explanation(w, h, sampleExplained(r), BestCandidates, l) },
		"unallocated": func(w io.Writer) error { return UnallocatedCSV(w, h, r, l) },
		"menu":        func(w io.Writer) error { return sampleMenu(t).Text(w, l) },
	} {
		var b bytes.Buffer
		require.NoError(t, write(&b), name)
		out[name] = b.String()
	}
	return out
}

func sampleExplained(r *model.Rota) *Explained {
	late := model.Violation{Rule: model.RuleWindow, Level: model.Law, Visit: "v-1", Person: "p1", Carer: "c2", Date: monday, At: at("08:42"), Amount: 720, Unit: "tick"}
	short := model.Violation{Rule: model.RuleStaffing, Level: model.Law, Date: monday, Shift: "s1", Amount: 0, Limit: 1, Unit: "carer", Detail: "bala"}
	wish := func(rule model.Code, worth int64) model.Share {
		return model.Share{Rule: rule, Level: model.Wishes, Score: model.Score{Wishes: worth}}
	}
	law := model.Share{Rule: model.RuleWindow, Level: model.Law, Score: model.Score{Breaches: 1, Excess: 720}}
	missing := model.Share{Rule: model.RuleCover, Level: model.Covers, Score: model.Score{Cover: [4]int64{0, 1800, 0, 0}}}
	saved := missing
	saved.Score = model.Score{}.Less(missing.Score)
	return &Explained{Visit: "v-1", Date: monday, Allocated: true, Candidates: []Candidate{
		{Carers: []model.CarerID{"c1"}, Now: true, Date: monday, Shift: "s1", Start: at("08:00"), Change: model.Score{Cover: saved.Score.Cover, Wishes: 4000}, Shares: []model.Share{saved, wish(model.RuleTravel, 4000)}},
		{Carers: []model.CarerID{"c2"}, Date: monday, Shift: "s2", Start: at("08:10"), Change: model.Score{Wishes: 9500}, Shares: []model.Share{wish(model.RuleNewFace, 12000), wish(model.RuleTravel, -2500), wish(model.RuleWait, 49), wish(model.RulePreferred, -30), wish(model.RuleWanted, 2000), wish(model.RuleRequest, -20000)}},
		{Carers: []model.CarerID{"c2"}, Date: monday.Add(1), Shift: "s4", Start: at("08:20"), Change: missing.Score, Blocks: []model.Violation{short}, Shares: []model.Share{missing, {Rule: model.RuleStaffing, Level: model.Law, Score: model.Score{Breaches: 1}}}},
		{Carers: []model.CarerID{"c1", "c2"}, Date: monday, Shift: "s2", Start: at("08:42"), Change: law.Score, Blocks: []model.Violation{late}, Shares: []model.Share{law}},
		{Carers: []model.CarerID{"c1"}, Date: monday, Shift: "s1", Start: at("08:42"), Change: law.Score, Blocks: []model.Violation{late}, Shares: []model.Share{law, wish(model.RulePreferred, 1000)}},
	}}
}

// sampleFixes are those of what the sample breaks, in its order: some found, some not looked for.
func sampleFixes() []model.Fix {
	return []model.Fix{
		{Kind: model.FixStart, Start: at("08:30")},
		{Kind: model.FixGiven},
		{Kind: model.FixNone, Tried: []string{model.FixPlace, model.FixOpen}},
		{Kind: model.FixCarer, Carer: "c2", For: "c1", Worse: 12500},
		{Kind: model.FixLater},
		{Kind: model.FixLater},
	}
}

// The golden files are read by eye when they change: go test ./report -update.
func TestGolden(t *testing.T) {
	for _, lang := range Languages() {
		for name, text := range pages(t, lang) {
			compare(t, name+"."+lang+".txt", text)
		}
	}
	h, r, v := sample(t)
	var b bytes.Buffer
	require.NoError(t, CSV(&b, r))
	compare(t, "rota.csv", b.String())
	b.Reset()
	require.NoError(t, ViolationsJSON(&b, h, v, sampleFixes(), speaker(t, English)))
	compare(t, "violations.json", b.String())
	b.Reset()
	require.NoError(t, sampleMenu(t).CSV(&b))
	compare(t, "menu.csv", b.String())
	b.Reset()
	require.NoError(t, sampleMenu(t).JSON(&b))
	compare(t, "menu.json", b.String())
}

// hashes of objective sheets change with the rule book, and no page with them.
var hashes = regexp.MustCompile(`\([0-9a-f]{8}\)|[0-9a-f]{64}|[0-9a-f]{8} → [0-9a-f]{8}`)

func compare(t *testing.T, name, text string) {
	t.Helper()
	text = hashes.ReplaceAllStringFunc(text, func(s string) string { return strings.Map(hidden, s) })
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), text, "%s: go test ./report -update, then read it", name)
}

// hidden puts a # for each letter and digit.
func hidden(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return '#'
	}
	return r
}

// Both languages show the same facts: as many lines of tables and as many clock times.
func TestSameFactsInBothLanguages(t *testing.T) {
	en, cy := pages(t, English), pages(t, Welsh)
	for name := range en {
		require.Equal(t, strings.Count(en[name], ":00"), strings.Count(cy[name], ":00"), name)
	}
}

func TestWidths(t *testing.T) {
	for _, lang := range Languages() {
		for name, text := range pages(t, lang) {
			limit := pageWidth
			switch {
			case strings.HasPrefix(name, "runsheet"):
				limit = sheetWidth // A4 portrait
			case name == "grid", name == "unallocated":
				continue // landscape; a table for spreadsheets
			}
			for _, line := range strings.Split(text, "\n") {
				require.LessOrEqual(t, width(line), limit, "%s.%s: %s", name, lang, line)
			}
		}
	}
}

// However large the rota, the summary is one page: what does not fit is counted.
func TestSummaryIsOnePage(t *testing.T) {
	h, r, v := sample(t)
	for i := range 40 {
		u := r.Unallocated[0]
		u.Date, u.Reasons = monday.Add(i%7), slices.Repeat(u.Reasons, 1+i%3)
		r.Unallocated = append(r.Unallocated, u)
		id := model.VisitID(fmt.Sprint("x-", i))
		v.Violations = append(v.Violations, model.Violation{Rule: model.RuleWait, Level: model.Wishes, Visit: id, Person: "p3", Date: monday, At: at("08:00"), Score: model.Score{Wishes: int64(1000 * i)}})
		v.Measures.Carers = append(v.Measures.Carers, model.CarerBalance{Carer: "c2", MinMinutes: 600, HoursMinutes: 60 * i})
		v.Measures.People = append(v.Measures.People, model.PersonCount{Person: "p1", Carers: 3 + i})
		r.Runs = append(r.Runs, r.Runs[0])
	}
	for i := range model.RuleBook {
		v.Shares = append(v.Shares, model.Share{Rule: model.RuleBook[i].Code, Level: model.Wishes, Score: model.Score{Wishes: int64(i)}})
	}
	for i := range 9 {
		v.Violations = append(v.Violations, model.Violation{Rule: model.RuleShift, Level: model.Law, Carer: "c1", Date: monday.Add(i % 7), Amount: 60, Unit: "tick", Score: model.Score{Breaches: 1}})
	}
	h.Problem.Baseline = []model.Attendance{{}}
	week, four := v.Measures.CarersIn, []model.CarersIn{{Days: 7}, {Days: 14}, {Days: 28}}
	both := []model.LanguageShare{{Language: "cy", People: 2}, {Language: "en", People: 1}}
	for _, lang := range Languages() {
		for _, full := range []bool{false, true} {
			v.Measures.CarersIn, v.Measures.Languages = week, nil
			if full {
				v.Measures.CarersIn, v.Measures.Languages = four, both
				v.Measures.Paid = v.Measures.Hours - 60
			}
			var b bytes.Buffer
			require.NoError(t, Summary(&b, h, r, v, speaker(t, lang)))
			require.LessOrEqual(t, strings.Count(b.String(), "\n"), 70, b.String())
			require.Contains(t, b.String(), "38", "the visits that are not shown are counted")
			b.Reset()
			h.Cover = slices.Repeat([]model.DatedCover{{Date: monday, Start: model.None, End: model.None, Shift: "s1", Where: "bala", Needed: 9, Wanted: 9}}, 9)
			require.NoError(t, Summary(&b, h, r, v, speaker(t, lang)))
			require.LessOrEqual(t, strings.Count(b.String(), "\n"), 70, b.String())
			require.Contains(t, b.String(), "39", "one fewer, to make room for the cover")
			h.Cover = nil
		}
	}
}
