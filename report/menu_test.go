package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// bare is an option of a leaning with so many people, each with two carers, and carers, without anything hard.
func bare(l model.Leaning, people, carers int) option {
	m := &model.Measures{
		Visits: 40, VisitsAllocated: 40, Visit: 72000, CarersMean: 2, NewFaces: 20, DeviationMean: 10,
		Travel: 36000, Metres: 160934, Wait: 3600, Runs: 12,
	}
	o := option{
		MenuRota: MenuRota{Leaning: l, Rota: &model.Rota{}, Verdict: &check.Verdict{Measures: m}},
		pay:      100000, headings: map[model.Heading]int64{model.HeadPeople: 5000, model.HeadCarers: 3000, model.HeadTravel: 2000},
		due: people, visited: people, fairShare: carers, history: true,
	}
	for i := range people {
		id := model.PersonID(fmt.Sprintf("p%02d", i))
		m.People = append(m.People, model.PersonCount{Person: id, Visits: 4, Carers: 2})
		o.familiar = append(o.familiar, check.Familiar{Person: id, Care: 100, Known: 50, Timed: 4, Off: 40})
	}
	for i := range carers {
		id := model.CarerID(fmt.Sprintf("c%02d", i))
		m.Carers = append(m.Carers, model.CarerBalance{Carer: id, Travel: 60, HoursMinutes: 1200})
		m.Fairness = append(m.Fairness, model.FairLoad{Carer: id})
		o.burdens = append(o.burdens, check.Burden{Carer: id, Weekends: 1, Splits: 1})
	}
	o.Verdict.Score.Wishes = 10000
	return o
}

// sampleMenu is a made-up menu of twenty people and nine carers.
func sampleMenu(t *testing.T) *Menu {
	t.Helper()
	h, err := model.Expand(sampleProblem())
	require.NoError(t, err)
	m := &Menu{h: h, Rounds: 2000}
	for _, l := range model.Leanings {
		m.options = append(m.options, bare(l, 20, 9))
	}
	people := m.options[1].Verdict.Measures
	people.CarersMean, people.NewFaces, people.Travel, people.Metres, people.Wait = 1.6, 12, 41400, 185074, 3610
	for i := range 7 {
		people.People[i].Carers = 1
	}
	people.People[9].Carers, people.People[9].NewFaces = 3, 1
	people.Carers[0].Travel, people.Carers[1].Travel = 95, 89
	m.options[1].headings[model.HeadPeople], m.options[1].headings[model.HeadTravel] = 3500, 2600
	carers := &m.options[2]
	for i := range 6 {
		carers.burdens[i].Weekends = 0
	}
	carers.burdens[8].Splits = 2
	carers.Verdict.Measures.Fairness[0].Load[model.FairSplits] = 3
	carers.Verdict.Measures.Travel, carers.Verdict.Measures.CarersMean = 37000, 2.2
	carers.headings[model.HeadCarers] = 1000
	travel := m.options[3].Verdict.Measures
	travel.Travel, travel.Metres, travel.CarersMean, travel.VisitsAllocated = 30000, 120000, 2.6, 38
	travel.People[3].Missing = 2
	m.options[3].Behind = []string{"balanced"}
	m.options[3].headings[model.HeadCarers] = 3400
	m.Cut = []string{"balanced"}
	return m
}

func TestMenuChanges(t *testing.T) {
	for _, c := range []struct {
		change        func(*option)
		better, worse string
		why           string
	}{
		{func(*option) {}, "", "", "nothing differs"},
		{func(o *option) { o.Verdict.Measures.Travel = 30000 }, "travel_minutes", "", "less travel is better"},
		{func(o *option) { o.Verdict.Measures.Travel = 36300 }, "", "", "less than one per cent is noise"},
		{func(o *option) { o.Verdict.Measures.CarersMean = 2.04 }, "", "", "what reads alike is not told, whatever its share"},
		{func(o *option) { o.Verdict.Measures.Visit = 70000 }, "", "contact_minutes", "less time with people is worse"},
		{func(o *option) { o.familiar[0].Known = 100 }, "familiar_pct", "", "more familiar care is better"},
		{func(o *option) { o.Verdict.Measures.Runs = 20 }, "", "", "more shifts are neither"},
		{func(o *option) { o.Verdict.Measures.VisitsAllocated = 39 }, "", "visits_left_out", "from none to one is told"},
		{func(o *option) { o.pay = -1 }, "", "", "what is not known of both is not told"},
		{func(o *option) { o.burdens[0].Weekends, o.burdens[1].Splits = 0, 2 }, "weekends_worked", "split_days", "both ways at once"},
		{func(o *option) { o.visited, o.Verdict.Measures.NewFaces = 4, 0 }, "", "", "nothing is told of four people"},
		{func(o *option) { o.burdens, o.Verdict.Measures.Travel = o.burdens[:4], 30000 }, "", "", "nor of four carers"},
	} {
		m := &Menu{options: []option{bare(model.Leanings[0], 20, 9), bare(model.Leanings[1], 20, 9)}}
		c.change(&m.options[1])
		better, worse := m.changes(1, newPage(sampleHorizon(t), nil, nil, speaker(t, English)))
		require.Equal(t, c.better, names(better), c.why)
		require.Equal(t, c.worse, names(worse), c.why)
	}
}

func sampleHorizon(t *testing.T) *model.Horizon {
	t.Helper()
	h, err := model.Expand(sampleProblem())
	require.NoError(t, err)
	return h
}

func names(list []*figure) string {
	var out []string
	for _, f := range list {
		out = append(out, f.name)
	}
	return strings.Join(out, " ")
}

func TestMenuForWhom(t *testing.T) {
	m := sampleMenu(t)
	require.Empty(t, m.forWhom(0), "the first is not held against itself")
	for _, c := range []struct {
		i          int
		what       string
		less, more string
		why        string
	}{
		{1, "people_different_carers", "7", `"<5"`, "seven have fewer; that one has more is not told"},
		{1, "people_new_faces", "0", `"<5"`, "none may be told"},
		{1, "carers_travel", "0", `"<5"`, "35 minutes more count, 29 do not"},
		{2, "carers_weekends", "6", "0", "six carers have a weekend less"},
		{2, "carers_split_days", "0", `"<5"`, "one carer"},
		{3, "people_visits_left_out", "0", `"<5"`, "one person is left out twice"},
	} {
		found := false
		for _, w := range m.forWhom(c.i) {
			if w.What == c.what {
				found = true
				less, err := w.Less.MarshalJSON()
				require.NoError(t, err)
				more, err := w.More.MarshalJSON()
				require.NoError(t, err)
				require.Equal(t, []string{c.less, c.more}, []string{string(less), string(more)}, c.why)
			}
		}
		require.True(t, found, c.what)
	}
}

// No row is about fewer than five people, and the tenth with most is five of them at the least.
func TestMenuHidesFew(t *testing.T) {
	of := func(name string, o option) (float64, bool) { return figureOf(name).value(&o) }
	for _, name := range []string{"carers_mean", "carers_worst_tenth", "new_faces", "familiar_pct", "minutes_from_preferred"} {
		_, known := of(name, bare(model.Leanings[0], 4, 9))
		require.False(t, known, "%s of four people", name)
		_, known = of(name, bare(model.Leanings[0], 5, 9))
		require.True(t, known, "%s of five people", name)
	}
	for _, name := range []string{"weekends_worked", "split_days", "unevenness", "shifts_worked", "score_carers"} {
		_, known := of(name, bare(model.Leanings[0], 20, 4))
		require.False(t, known, "%s of four carers", name)
	}
	for _, name := range []string{"visits_left_out", "contact_minutes", "score_people"} {
		_, known := of(name, bare(model.Leanings[0], 4, 9))
		require.False(t, known, "%s of four people", name)
	}
	for _, name := range []string{"breaches", "travel_minutes", "miles", "waiting_minutes", "pay_pence", "score_travel", "score"} {
		_, known := of(name, bare(model.Leanings[0], 4, 9))
		require.False(t, known, "%s of a rota of four people", name)
		_, known = of(name, bare(model.Leanings[0], 20, 4))
		require.False(t, known, "%s of a rota of four carers", name)
		_, known = of(name, bare(model.Leanings[0], 5, 5))
		require.True(t, known, "%s of five and five", name)
	}
	o := bare(model.Leanings[0], 20, 9)
	o.Verdict.Measures.People[3].Carers = 12
	worst, _ := of("carers_worst_tenth", o)
	require.InDelta(t, (12+4*2)/5.0, worst, 1e-9, "the mean of five, not of the two who are a tenth")
	o.history = false
	_, known := of("familiar_pct", o)
	require.False(t, known, "without a history nobody is known")
}

// Of a rota of four people and four carers a menu says whether it keeps to the law, and no figure, in any of its forms.
func TestMenuOfFour(t *testing.T) {
	m := &Menu{h: sampleHorizon(t), Rounds: 2000}
	for i := range model.Leanings {
		o := bare(model.Leanings[i], 4, 4)
		o.Verdict.Measures.Visits, o.Verdict.Measures.VisitsAllocated = 977, 977-i
		o.Verdict.Measures.People[0].Missing, o.burdens[0].Weekends = i, i
		o.Verdict.Score.Breaches = int64(i)
		m.options = append(m.options, o)
	}
	for _, lang := range Languages() {
		var b bytes.Buffer
		require.NoError(t, m.Text(&b, speaker(t, lang)))
		for k := range figures {
			require.NotRegexp(t, "(?m)^"+regexp.QuoteMeta(speaker(t, lang).T(figures[k].key))+"  ", b.String(), "a row")
		}
		require.Contains(t, flat(b.String()), speaker(t, lang).T("menu.unlawful", D{"Leanings": strings.Join([]string{
			speaker(t, lang).word("leaning", "people"), speaker(t, lang).word("leaning", "carers"), speaker(t, lang).word("leaning", "travel"),
		}, speaker(t, lang).T("list.separator"))}))
	}
	for i := range m.options {
		require.Empty(t, m.forWhom(i), "nor for whom")
	}
	var b bytes.Buffer
	require.NoError(t, m.JSON(&b))
	require.NotContains(t, b.String(), `"breaches"`)
	require.NotContains(t, b.String(), `"figure"`)
	require.NotContains(t, b.String(), `"less"`)
	require.Contains(t, b.String(), `"lawful": false`)
	b.Reset()
	require.NoError(t, m.CSV(&b))
	require.NotRegexp(t, `,\d`, b.String())
	require.False(t, m.Drawn())
}

func TestMenuUnevenness(t *testing.T) {
	o := bare(model.Leanings[0], 20, 5)
	require.Zero(t, o.unevenness(), "everybody bears their share")
	f := o.Verdict.Measures.Fairness
	f[0].Load[model.FairWeekends], f[1].Load[model.FairDoubleUps] = 2, 10
	require.InDelta(t, 0.9798, o.unevenness(), 1e-4, "five double-ups are as much as a weekend: 2, 2, 0, 0, 0")
}

func TestMenuFrontier(t *testing.T) {
	m := sampleMenu(t)
	panels := m.panels()
	require.Len(t, panels, 2)
	require.Equal(t, []bool{true, true, false, true}, m.frontier(panels[0]), "carers has more travel and more carers than balanced")
	require.Equal(t, []bool{true, false, true, true}, m.frontier(panels[1]))
	m.options[0].Verdict.Measures.Travel, m.options[0].Verdict.Measures.CarersMean = 29000, 2.5
	require.Equal(t, []bool{true, true, true, false}, m.frontier(panels[0]), "travel is beaten in both")
	m.options[0].Verdict.Score.Breaches = 1
	require.Equal(t, []bool{true, true, true, true}, m.frontier(panels[0]), "a rota that breaks law beats none that does not")
	for i := range m.options {
		m.options[i].headings[model.HeadCarers] = 7
	}
	require.Len(t, m.panels(), 1, "where all are alike there is nothing to draw")
	for i := range m.options {
		m.options[i].visited = 4
	}
	require.Empty(t, m.panels(), "nor of four people")
	require.False(t, m.Drawn())
}

func TestMenuPicture(t *testing.T) {
	m := sampleMenu(t)
	for _, lang := range Languages() {
		var b, again bytes.Buffer
		require.NoError(t, m.Picture(&b, speaker(t, lang)))
		require.NoError(t, m.Picture(&again, speaker(t, lang)))
		require.Equal(t, b.String(), again.String(), "the same picture every time")
		texts := ""
		d := xml.NewDecoder(&b)
		for {
			x, err := d.Token()
			if err == io.EOF {
				break
			}
			require.NoError(t, err, "it is XML")
			if s, ok := x.(xml.StartElement); ok {
				for _, a := range s.Attr {
					require.NotContains(t, a.Value, "url(", "it needs no other file")
				}
			}
			if s, ok := x.(xml.CharData); ok {
				texts += string(s) + "\n"
			}
		}
		for _, l := range model.Leanings {
			require.Contains(t, texts, speaker(t, lang).T("leaning."+l.Name))
		}
		require.NotContains(t, texts, "⟦")
	}
}

// Names of rotas that lie close together do not lie on one another.
func TestMenuNamesApart(t *testing.T) {
	c := draw.New(vgsvg.New(300, 300))
	size := vg.Point{X: 60, Y: 12}
	var taken []vg.Rectangle
	at := []vg.Point{{X: 150, Y: 150}, {X: 153, Y: 151}, {X: 290, Y: 150}, {X: 5, Y: 295}}
	for _, p := range at {
		taken = append(taken, around(p, dotRadius))
	}
	for _, p := range at {
		box := place(&c, p, size, taken, nil)
		require.True(t, c.Contains(box.Min) && c.Contains(box.Max), "inside the panel")
		for _, x := range taken {
			require.False(t, meet(box, x), "%v lies on %v", box, x)
		}
		taken = append(taken, box)
	}
}
