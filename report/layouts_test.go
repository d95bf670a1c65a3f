package report

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout/verdict"
)

// sampleLayouts are two layouts in some weeks; the second travels more, and one of its patches has four people.
func sampleLayouts(t *testing.T, weeks int) *Layouts {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	var cells []verdict.Cell
	for w := range weeks {
		for l, name := range []string{"afon <b>", "ffordd"} {
			for s := range 2 {
				few := 7 - 3*l
				f := func(x float64) float64 { return x * (1 + 0.01*rng.NormFloat64()) }
				figures := func() verdict.Figures {
					return verdict.Figures{
						verdict.Cover: 97 + rng.Float64(), verdict.LeftOut: 12, verdict.Travel: f(14 + 3*float64(l)), verdict.Miles: f(6 + float64(l)),
						verdict.Contact: f(60), verdict.Carers: 5, verdict.CarersMost: 8, verdict.FairRoad: f(3), verdict.Commute: f(6), verdict.Uneven: 10, verdict.UnevenMost: 20, verdict.Resilience: f(20), verdict.Lending: 0,
					}
				}
				patch := func() verdict.Figures {
					f := figures()
					delete(f, verdict.Uneven)
					delete(f, verdict.UnevenMost)
					return f
				}
				cells = append(cells, verdict.Cell{Layout: name, Week: w, Seed: s, Lawful: w > 0 || l == 0, Visited: 57 + few, Working: 18, Figures: figures(), Patches: []verdict.Patch{
					{ID: "d", NameEn: "South", NameCy: "De", People: 60, Visited: 57, Carers: 12, Figures: patch()}, {ID: "g", NameEn: "North", NameCy: "Gogledd", People: few, Visited: few, Carers: 6, Figures: patch()},
				}})
			}
		}
	}
	v, err := verdict.Of(nil, cells, verdict.Options{Draws: 200})
	require.NoError(t, err)
	d := &Layouts{Demand: "Gwynedd", Verdict: v, PerVisit: 20, Seed: 1, Made: true, Attribution: []string{"Figures of somebody, CC BY."}}
	base := geo.LatLon(52.9, -4.0)
	square := func(lon float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{lon, 52.5}, {lon + 0.5, 52.5}, {lon + 0.5, 53}, {lon, 53}, {lon, 52.5}}}}
	}
	for i := range v.Layouts {
		d.Maps = append(d.Maps, LayoutMap{Name: v.Layouts[i].Name, Patches: []MapPatch{{ID: "d", NameEn: "South", NameCy: "De", Base: &base, Area: square(-4.5)}, {ID: "g", NameEn: "North", NameCy: "Gogledd", Area: square(-4)}}})
	}
	for range 6 {
		d.Homes = append(d.Homes, geo.LatLon(52.6, -4.4))
	}
	for range 4 {
		d.Homes = append(d.Homes, geo.LatLon(52.9, -3.6))
	}
	return d
}

func TestLayoutsPage(t *testing.T) {
	for _, lang := range Languages() {
		l := speaker(t, lang)
		d := sampleLayouts(t, 6)
		var b bytes.Buffer
		require.NoError(t, d.HTML(&b, l))
		page := b.String()
		require.NotContains(t, page, "⟦")
		require.NotContains(t, page, "<no value>")
		require.NotContains(t, page, "ZgotmplZ")
		require.NotContains(t, page, "<b>", "names are not markup")
		require.NotRegexp(t, `(?i)(src|href)=|url\(|@import|<script|<link`, page, "nothing from outside, and nothing that runs")
		require.Equal(t, strings.Count(page, "<table>"), strings.Count(page, "<caption>"))
		require.Equal(t, strings.Count(page, "<svg"), strings.Count(page, `role="img" aria-label=`))
		require.NotRegexp(t, `<th>|<th class`, page, "every head says of what")
		require.Equal(t, 2, strings.Count(page, `class="homes"`), "one hexagon on each of two maps: the four homes of the other are not shown")
		gogledd := map[string]string{English: "North", Welsh: "Gogledd"}[lang]
		require.Contains(t, page, gogledd)
		require.Equal(t, 3, strings.Count(page, gogledd), "two map keys and the table of the first layout: in the second it has four people")
		require.Contains(t, page, l.N("layouts.hidden", 1, D{"Few": 5}))

		b.Reset()
		require.NoError(t, d.Text(&b, l))
		compare(t, "layouts."+lang+".txt", b.String())
	}
}

// A = 10 and B = 5 minutes: 5 fewer are half of A's, whichever is named first; percentage points have no per cent.
func TestPerCentIsOfTheOther(t *testing.T) {
	l := speaker(t, English)
	of := func(names ...string) string {
		var cells []verdict.Cell
		for w := range 12 {
			for _, name := range names {
				x := map[string]float64{"A": 10, "B": 5}[name]
				cells = append(cells, verdict.Cell{Layout: name, Week: w, Lawful: true, Visited: 60, Working: 20, Figures: verdict.Figures{
					verdict.Travel: x * (1 + 0.001*float64(w)), verdict.Contact: 70 - x*(1+0.001*float64(w)),
				}})
			}
		}
		v, err := verdict.Of(names, cells, verdict.Options{Draws: 200})
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, (&Layouts{Verdict: v}).Text(&b, l))
		return b.String()
	}
	for _, text := range []string{of("A", "B"), of("B", "A")} {
		require.Contains(t, text, "B needs 5.03 fewer travel minutes per hour of contact than A (50.0 per cent; ")
		require.Contains(t, text, "Under B contact is 5.03 percentage points more of paid time than under A (from ")
	}
}

// What an interval is depends on how many weeks there are, and what may be said on whose they are.
func TestLayoutsPageSaysWhatItRestsOn(t *testing.T) {
	l := speaker(t, English)
	page := func(weeks int, made bool) string {
		d := sampleLayouts(t, weeks)
		d.Made = made
		d.Verdict.Layouts[1].Patches = d.Verdict.Layouts[1].Patches[:1]
		var b bytes.Buffer
		require.NoError(t, d.HTML(&b, l))
		return b.String()
	}
	require.Contains(t, page(4, true), "with 4 weeks that is 88 in 100 at best")
	require.Contains(t, page(2, true), "with 2 weeks that is 50 in 100 at best")
	require.Contains(t, page(20, true), "with 20 weeks that is 95 in 100 at best")
	require.NotContains(t, page(1, true), "Intervals: ")
	require.Contains(t, page(4, true), "Shifts were not fitted anew to the patches")
	require.NotContains(t, page(4, true), "no independent draws")
	require.Contains(t, page(4, false), "no independent draws")
}

func TestOneWeekSaysSo(t *testing.T) {
	l := speaker(t, English)
	var b bytes.Buffer
	require.NoError(t, sampleLayouts(t, 1).Text(&b, l))
	require.Contains(t, b.String(), "There is one week only.")
	require.NotContains(t, b.String(), "No difference shown", "that would be to say that it was looked for")
}

func TestLayoutsTables(t *testing.T) {
	d := sampleLayouts(t, 4)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"csv": func(b *bytes.Buffer) error { return d.PatchesCSV(b) }, "json": func(b *bytes.Buffer) error { return d.JSON(b) },
	} {
		var b bytes.Buffer
		require.NoError(t, write(&b))
		rows := strings.Count(b.String(), "North")
		require.Equal(t, map[string]int{"csv": 9, "json": 9}[name], rows, "only where it has five people, no sum, and no worst tenth of seven")
	}
	var b bytes.Buffer
	require.NoError(t, d.PairsCSV(&b))
	require.Contains(t, b.String(), "afon <b>,ffordd,travel,4,")
	require.Contains(t, b.String(), ",lending,4,0,,0,0,0,,,,untested\n")
	b.Reset()
	require.NoError(t, d.LayoutsCSV(&b))
	require.Contains(t, b.String(), "ffordd,carers,4,5,5,5,0\n")
}

// Homes that are not shown change nothing of a map: neither where its edge is nor where its hexagons are.
func TestMapsDependOnNoHomeThatIsNotShown(t *testing.T) {
	l := speaker(t, English)
	maps := func(homes []geo.Point) []layoutsMapView {
		d := sampleLayouts(t, 2)
		d.Homes = homes
		return (&layoutsPage{d: d, l: l}).maps()
	}
	shown := sampleLayouts(t, 2).Homes[:6]
	want := maps(shown)
	require.Len(t, want, 2)
	far := slices.Repeat([]geo.Point{geo.LatLon(58, 1)}, 4)
	require.Equal(t, want, maps(append(slices.Clone(shown), far...)), "four homes far away")
	moved := slices.Clone(shown)
	for i := range moved {
		moved[i][0] += 0.001 * float64(i)
	}
	require.Equal(t, want, maps(moved), "the same hexagon")
	require.NotEqual(t, maps(nil), want)
	require.NotEqual(t, want, maps(append(slices.Clone(shown), slices.Repeat(far, 2)...)), "eight of them are shown, and the map reaches there")

	h := hexagons(slices.Repeat([]geo.Point{geo.LatLon(52.6, -4.4)}, 5))
	require.Len(t, h, 1)
	require.True(t, h[0].bound().Contains(geo.LatLon(52.6, -4.4)))
}

// A figure of a group of fewer than five is in no table and on no page, of whole layouts too.
func TestLayoutsOfFew(t *testing.T) {
	var cells []verdict.Cell
	for w := range 4 {
		for l, name := range []string{"A", "B"} {
			x := 7.77 + float64(w) + 10*float64(l)
			f := verdict.Figures{verdict.Cover: 1.11 + x, verdict.Travel: 2.22 + x, verdict.Cost: 3.33 + x, verdict.CarersMost: 4.44 + x, verdict.UnevenMost: 5.55 + x}
			part := maps.Clone(f)
			delete(part, verdict.UnevenMost)
			cells = append(cells, verdict.Cell{Layout: name, Week: w, Visited: 40, Working: 9 - 5*l, AloneOut: 60, Figures: f, Patches: []verdict.Patch{
				{ID: "x", NameEn: "Uchaf", People: 36, Visited: 36, Carers: 4, Figures: part}, {ID: "y", NameEn: "Isaf", People: 9, Visited: 4, Carers: 5, Figures: part},
			}})
		}
	}
	v, err := verdict.Of(nil, cells, verdict.Options{Draws: 20})
	require.NoError(t, err)
	d := &Layouts{Verdict: v}
	var layouts, patches, pairs, all bytes.Buffer
	require.NoError(t, d.LayoutsCSV(&layouts))
	require.NoError(t, d.PatchesCSV(&patches))
	require.NoError(t, d.PairsCSV(&pairs))
	require.Regexp(t, `^layout,[^\n]*\nA,cover,[^\n]*\nA,travel,[^\n]*\nA,cost,[^\n]*\nB,cover,[^\n]*\n$`, layouts.String(), "40 people have no worst tenth, four carers no travel and no pay, and a patch of four no balance")
	require.Regexp(t, `^layout,[^\n]*\nA,x,Uchaf,,cover,[^\n]*\nB,x,Uchaf,,cover,[^\n]*\n$`, patches.String())
	for _, key := range []string{"travel", "cost", "carers_worst", "uneven_worst"} {
		require.Contains(t, pairs.String(), "A,B,"+key+",4,,,,,,,,,few\n")
	}
	require.NoError(t, d.JSON(&all))
	require.NotContains(t, all.String(), "Isaf")
	require.NoError(t, d.HTML(&all, speaker(t, English)))
	for _, x := range []string{"21.49", "22.60", "13.71", "23.71", "14.82", "24.82"} { // means over weeks
		require.NotContains(t, all.String(), x)
	}
	require.Contains(t, all.String(), "Not shown, being about fewer than 5 people or carers: ")
	require.NotNil(t, v.Layouts[0].Mean(verdict.CarersMost), "what came in is as it was")
}

// Every key of this page is asked for somewhere.
func TestLayoutsKeysAreUsed(t *testing.T) {
	files, err := filepath.Glob("layouts*")
	require.NoError(t, err)
	var code strings.Builder
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		code.Write(text)
	}
	made := regexp.MustCompile(`^(shown|says|measure|how)\.|^list_`)
	for key := range entries(t, English) {
		if name, is := strings.CutPrefix(key, "layouts."); is && !made.MatchString(name) {
			require.True(t, strings.Contains(code.String(), `"`+name+`"`) || strings.Contains(code.String(), `"`+key+`"`), "%s is in the catalogue and nowhere in the code", key)
		}
	}
	for _, m := range verdict.Measures() {
		for _, lang := range Languages() {
			l := speaker(t, lang)
			require.True(t, l.Has("layouts.measure."+string(m.Key)) && l.Has("layouts.how."+string(m.Key)))
			require.True(t, !m.Tested || l.Has("layouts.shown."+string(m.Key)), m.Key)
		}
	}
}
