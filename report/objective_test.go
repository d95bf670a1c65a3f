package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// Every rule of the book has its words, in both languages, at every level and for each of its steps.
func TestEveryRuleHasItsExchange(t *testing.T) {
	usual, other := sheetProblem(), sheetProblem()
	other.Rules.Derogation.Rest, other.Rules.WeeklyRest.Form, other.Rules.Young.Alone = model.Yes, model.ByFortnight, model.Yes
	other.Rules.OptionalPer, other.Rules.Break.Per = model.PerVisit, model.PerBreak
	sheets := []*model.Agreement{usual.Agreement(), other.Agreement()}
	for _, lang := range Languages() {
		l := speaker(t, lang)
		text := entries(t, lang)
		for _, r := range model.RuleBook {
			key := "exchange." + string(r.Code)
			require.True(t, l.Has(key), "a meeting would see ⟦%s⟧ in %s", key, lang)
			steps := model.Steps(r.Code, &sheets[0].InForce)
			for k := 2; k <= steps; k++ {
				told := strings.Contains(text[key].Other, "{{.From}}") || strings.Contains(text[key].Other, "{{.Band}}") || strings.Contains(text[key].Other, "{{.Priority}}")
				require.True(t, told || l.Has(fmt.Sprint(key, "_", k)), "step %d of %s has no words of its own in %s", k, r.Code, lang)
			}
			for _, level := range []model.Level{model.Law, model.Wishes, model.Off} {
				x := model.AgreedRule{Rule: r.Code, Level: level}
				if level == model.Wishes {
					x.Weights = slices.Repeat(model.Weights{2}, steps)
				}
				for _, a := range sheets {
					said := strings.Join(words{l: l}.agreed(a, &x), "\n")
					require.NotContains(t, said, "⟦", r.Code)
					require.NotContains(t, said, "<no value>", r.Code)
					require.NotContains(t, said, "{{", r.Code)
				}
			}
		}
	}
}

func sheetProblem() *model.Problem {
	return &model.Problem{
		Plan:      model.Plan{Start: monday},
		Objective: model.Objective{Name: "Bro", Version: "2", AgreedBy: "Team meeting", AgreedOn: model.NewDate(2026, 10, 1), Review: model.NewDate(2027, 4, 1)},
	}
}

func TestExchangeRates(t *testing.T) {
	for _, c := range []struct {
		change func(p *model.Problem)
		code   model.Code
		en, cy []string
		why    string
	}{
		{nil, model.RuleNewFace, []string{"One new face at the door = 12 minutes of travel"}, []string{"Un wyneb newydd wrth y drws = 12 munud o deithio"}, "the sentence of the design"},
		{nil, model.RuleFairWeekend, []string{"Taking a weekend beyond the fair share = 60 minutes of travel"}, []string{"Cymryd penwythnos y tu hwnt i'r gyfran deg = 60 munud o deithio"}, "of carers"},
		{nil, model.RuleKeyHolder, []string{"One visit for which a key has to be fetched = 2 minutes of travel"}, []string{"Un ymweliad y mae'n rhaid nôl allwedd ar ei gyfer = 2 funud o deithio"}, "soft mutation after two"},
		{nil, model.RuleTravel, []string{"Each minute on the road = 1 minute of travel"}, []string{"Pob munud ar y ffordd = 1 munud o deithio"}, "one"},
		{nil, model.RuleWait, []string{"Each minute of waiting between visits = 0.5 minutes of travel"}, []string{"Pob munud o aros rhwng ymweliadau = 0.5 munud o deithio"}, "a part of one"},
		{
			func(p *model.Problem) {
				p.Rules.Preferred = model.PreferredRule{Free: 5, Bands: []int{10}}
				p.Objective.Weights = map[model.Code]model.Weights{model.RulePreferred: {0.2, 1.25}}
			}, model.RulePreferred,
			[]string{"Each minute beyond 5 minutes before or after the preferred time = 0.2 minutes of travel", "Each minute beyond 15 minutes before or after the preferred time = 1.25 minutes of travel"},
			[]string{"Pob munud dros 5 munud cyn neu ar ôl yr amser a ffefrir = 0.2 munud o deithio", "Pob munud dros 15 munud cyn neu ar ôl yr amser a ffefrir = 1.25 munud o deithio"},
			"one for each band, where it begins",
		},
		{
			func(p *model.Problem) { p.Rules.Notice.Bands = []int{48} }, model.RuleNotice,
			[]string{"A published shift that changes, notice: under 48 h = 60 minutes of travel", "A published shift that changes, notice: 48 h and more = 40 minutes of travel"},
			[]string{"Newid i shifft a gyhoeddwyd, rhybudd: llai na 48 awr = 60 munud o deithio", "Newid i shifft a gyhoeddwyd, rhybudd: 48 awr neu fwy = 40 munud o deithio"},
			"one for each band of notice",
		},
		{
			func(p *model.Problem) { p.Rules.Carers.PerWeek = 3 }, model.RuleExtraCarer,
			[]string{"Each different carer in a week beyond 3 (or the person's own number) = 30 minutes of travel"},
			[]string{"Pob gwahanol weithiwr gofal mewn wythnos y tu hwnt i 3 (neu rif y person ei hun) = 30 munud o deithio"},
			"the parameter of this workspace",
		},
		{nil, model.RuleWindow, []string{"Never: a visit outside its time window"}, []string{"Byth: ymweliad y tu allan i'w ffenestr amser"}, "law"},
		{
			func(p *model.Problem) {
				p.Objective.Levels = map[model.Code]model.Level{model.RuleWindow: model.Wishes}
				p.Objective.Weights = map[model.Code]model.Weights{model.RuleWindow: {2}}
			}, model.RuleWindow,
			[]string{"Each minute that a visit is outside its time window = 2 minutes of travel"},
			[]string{"Pob munud y mae ymweliad y tu allan i'w ffenestr amser = 2 funud o deithio"},
			"the law made a wish",
		},
		{
			func(p *model.Problem) {
				p.Objective.Levels = map[model.Code]model.Level{model.RuleNewFace: model.Law}
			}, model.RuleNewFace,
			[]string{"Never: one new face at the door"},
			[]string{"Byth: un wyneb newydd wrth y drws"},
			"a wish made law",
		},
		{
			func(p *model.Problem) {
				p.Objective.Levels = map[model.Code]model.Level{model.RuleTeam: model.Off}
			}, model.RuleTeam,
			[]string{"Not counted: one visit by somebody outside the person's named team"},
			[]string{"Heb ei gyfrif: un ymweliad gan rywun y tu allan i dîm penodol y person"},
			"off",
		},
		{
			func(p *model.Problem) { p.Rules.Derogation.Rest = model.Yes }, model.RuleRest,
			[]string{"Never: less than 12 hours of rest between two days' work of a young worker (what others lack is owed)"},
			[]string{"Byth: llai na 12 awr o orffwys rhwng gwaith dau ddiwrnod i weithiwr ifanc (mae'r hyn sy'n brin i eraill yn ddyledus)"},
			"what is owed is no breach",
		},
	} {
		p := sheetProblem()
		if c.change != nil {
			c.change(p)
		}
		a := p.Agreement()
		for i := range a.Rules {
			if a.Rules[i].Rule == c.code {
				require.Equal(t, c.en, words{l: speaker(t, English)}.agreed(a, &a.Rules[i]), c.why)
				require.Equal(t, c.cy, words{l: speaker(t, Welsh)}.agreed(a, &a.Rules[i]), c.why)
			}
		}
	}
}

func TestObjectivePages(t *testing.T) {
	p := sheetProblem()
	p.Objective.Levels = map[model.Code]model.Level{model.RuleTeam: model.Off}
	p.Objective.Weights = map[model.Code]model.Weights{model.RuleNewFace: {20}}
	p.Rules.Carers.PerWeek, p.Rules.Pair.Tolerance = 4, 3
	for _, lang := range Languages() {
		var b bytes.Buffer
		require.NoError(t, Objective(&b, p.Agreement(), speaker(t, lang)))
		compare(t, "objective."+lang+".txt", b.String())
		b.Reset()
		q := sheetProblem()
		q.Objective.Version, q.Objective.Review = "1", 0
		require.NoError(t, ObjectiveDiff(&b, q.Agreement(), p.Agreement(), speaker(t, lang)))
		compare(t, "objective-diff."+lang+".txt", b.String())
		for _, line := range strings.Split(b.String(), "\n") {
			require.LessOrEqual(t, width(line), pageWidth, line)
		}
	}
}

func TestObjectiveDiffOfAlmostNothing(t *testing.T) {
	p, q := sheetProblem(), sheetProblem()
	var b bytes.Buffer
	require.NoError(t, ObjectiveDiff(&b, p.Agreement(), q.Agreement(), speaker(t, English)))
	require.Equal(t, "The two sheets are the same.\n", b.String())
	b.Reset()
	q.Objective.Version = "3"
	require.NoError(t, ObjectiveDiff(&b, p.Agreement(), q.Agreement(), speaker(t, English)))
	require.Equal(t, "Version: 2 → 3\nOnly words differ: what counts is the same (hash "+p.ObjectiveHash()[:8]+").\n", b.String())
}

func TestObjectiveJSON(t *testing.T) {
	var b bytes.Buffer
	a := sheetProblem().Agreement()
	require.NoError(t, ObjectiveJSON(&b, a, speaker(t, Welsh)))
	var out struct {
		Name, Version, Hash string
		Rules               []struct {
			Rule, Level, Heading string
			Weights              model.Weights
			Text                 []string
		}
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &out))
	require.Equal(t, "Bro", out.Name)
	require.Equal(t, a.Hash, out.Hash)
	require.Len(t, out.Rules, len(model.RuleBook))
	for _, x := range out.Rules {
		if x.Rule == "new_face" {
			require.Equal(t, []string{"Un wyneb newydd wrth y drws = 12 munud o deithio"}, x.Text)
			require.Equal(t, model.Weights{12}, x.Weights)
			require.Equal(t, "people", x.Heading)
		}
	}
}

// A page says by which sheet its rota was made, and when that is not the one here.
func TestFoot(t *testing.T) {
	h, r, _ := sample(t)
	hash := h.Problem.ObjectiveHash()[:8]
	for _, c := range []struct {
		change func()
		en, cy string
		why    string
	}{
		{func() {}, "Objective sheet: As agreed, version 3 (" + hash + ")", "Taflen nodau: As agreed, fersiwn 3 (" + hash + ")", "made by the sheet here"},
		{func() { r.Stamp.Objective, r.Stamp.ObjectiveVersion = "0a1b2c3d4e5f", "2" }, "Made by another objective sheet than the one here: As agreed, version 2 (0a1b2c3d)", "Gwnaed â thaflen nodau wahanol i'r un yma: As agreed, fersiwn 2 (0a1b2c3d)", "made by the one before"},
		{func() { r.Stamp = model.Stamp{} }, "Objective sheet: As agreed, version 3 (" + hash + ")", "Taflen nodau: As agreed, fersiwn 3 (" + hash + ")", "made by hand: judged by the sheet here"},
		{func() { h.Problem.Objective = model.Objective{} }, "Objective sheet: without a name (" + hash + ")", "Taflen nodau: heb enw (" + hash + ")", "nobody has given it a name"},
	} {
		c.change()
		for lang, want := range map[string]string{English: c.en, Welsh: c.cy} {
			l := speaker(t, lang)
			for _, write := range []func(w io.Writer) error{
				func(w io.Writer) error { return Grid(w, h, r, l) },
				func(w io.Writer) error { return Summary(w, h, r, nil, l) },
				func(w io.Writer) error { return RunSheet(w, h, r, "c1", l) },
				func(w io.Writer) error { return Fairness(w, h, r, nil, l) },
				func(w io.Writer) error { return Changes(w, h, r, l) },
			} {
				var b bytes.Buffer
				require.NoError(t, write(&b))
				require.True(t, strings.HasSuffix(strings.Join(strings.Fields(b.String()), " "), want), "%s: %s", c.why, b.String())
			}
			if r.Stamp.Objective == "" {
				var b bytes.Buffer
				require.NoError(t, Pay(&b, h, nil, l))
				require.True(t, strings.HasSuffix(b.String(), want+"\n"), c.why)
			}
		}
	}
}
