package report

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/layout/verdict"
)

// testedPatches are two layouts over ten weeks of four patches: a far one that travels half as much again, one that costs less
// under the second layout, one of four carers, and one like the mean.
func testedPatches(t *testing.T) *Layouts {
	t.Helper()
	rng := rand.New(rand.NewPCG(5, 5))
	var cells []verdict.Cell
	for w := range 10 {
		for l, name := range []string{"afon", "ffordd"} {
			c := verdict.Cell{Layout: name, Week: w, Lawful: true, Visited: 200, Working: 60, Figures: verdict.Figures{}}
			for k, id := range []string{"far", "dear", "few", "like"} {
				f := func(x float64) float64 { return x * (1 + 0.01*rng.NormFloat64()) }
				figures := verdict.Figures{verdict.Travel: f(14), verdict.Cost: f(30), verdict.Carers: 5}
				switch {
				case id == "far":
					figures[verdict.Travel] *= 1.5
				case id == "dear" && l == 1:
					figures[verdict.Cost] *= 0.8
				case id == "few":
					figures[verdict.Travel] *= 9
				}
				carers := 12
				if id == "few" {
					carers = 4
				}
				c.Patches = append(c.Patches, verdict.Patch{ID: id, NameEn: "The " + id, NameCy: "Y " + id, Who: fmt.Sprint(w, k), People: 50, Visited: 50, Carers: carers, Figures: figures})
			}
			cells = append(cells, c)
		}
	}
	v, err := verdict.Of(nil, cells, verdict.Options{Draws: 200})
	require.NoError(t, err)
	return &Layouts{Demand: "Gwynedd", Verdict: v, PerVisit: 20, Seed: 1, Made: true}
}

func TestPatchesAreTested(t *testing.T) {
	require.Equal(t, fewest, verdict.Fewest, "what a page leaves out is in no mean")
	d := testedPatches(t)
	for _, lang := range Languages() {
		l := speaker(t, lang)
		var b bytes.Buffer
		require.NoError(t, d.HTML(&b, l))
		page := b.String()
		require.NotContains(t, page, "⟦")
		require.NotContains(t, page, "<no value>")
		require.NotContains(t, page, "ZgotmplZ")
		require.Equal(t, 4, strings.Count(page, `<span class="mark">▲`), "the far patch's travel under both, and what two cost where the third costs less")
		require.Equal(t, strings.Count(page, "<table>"), strings.Count(page, "<caption>"))
		require.True(t, strings.Contains(page, html(l.T("layouts.kept", D{"A": "afon", "B": "ffordd"}))))
		require.True(t, strings.Contains(page, html(l.T("layouts.says.worse", D{"A": "afon"}))), "the dear patch costs less under the second")
		b.Reset()
		require.NoError(t, d.Text(&b, l))
		require.NotContains(t, b.String(), "⟦")
		n, all := (&layoutsPage{d: d, l: l}).unlike("afon")
		require.Contains(t, b.String(), l.T("layouts.unlike_note", D{"Name": "afon", "N": n, "All": all}))
		require.Equal(t, 10, all, "three patches' travel and cost, and how many carers come in all four")
	}
	var b bytes.Buffer
	require.NoError(t, d.PatchesCSV(&b))
	require.Contains(t, b.String(), "layout,patch,name_en,name_cy,measure,weeks,mean,low,high,sd_of_seeds,less_mean,less_low,less_high,sd,p,p_holm,detectable,says\n")
	require.Regexp(t, `(?m)^afon,far,The far,Y far,travel,10,.*,above$`, b.String())
	require.Regexp(t, `(?m)^afon,like,The like,Y like,travel,10,.*,below$`, b.String(), "the far patch is part of the mean")
	require.Regexp(t, `(?m)^afon,few,The few,Y few,carers,10,.*,same$`, b.String())
	require.NotContains(t, b.String(), "few,travel")
	b.Reset()
	require.NoError(t, d.KeptCSV(&b))
	require.Regexp(t, `(?m)^afon,ffordd,dear,dear,The dear,Y dear,cost,10,.*,worse$`, b.String())
	require.Regexp(t, `(?m)^afon,ffordd,far,far,The far,Y far,travel,10,.*,none$`, b.String())
	require.NotContains(t, b.String(), "few,travel")
	b.Reset()
	require.NoError(t, d.JSON(&b))
	require.Contains(t, b.String(), `"patches_and_their_mean": {`)
	require.Contains(t, b.String(), `"than": "ffordd"`)
	require.NotContains(t, b.String(), `"who"`)
}
