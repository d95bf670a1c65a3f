package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestAsideFromLaw: where a law is off, or a figure weaker than the law's, "kept" is not all that is said.
func TestAsideFromLaw(t *testing.T) {
	for _, lang := range Languages() {
		h, r, v := sample(t)
		render := func() string {
			var page, findings bytes.Buffer
			l := speaker(t, lang)
			require.NoError(t, Summary(&page, h, r, v, l))
			require.NoError(t, Violations(&findings, h, v, nil, l))
			for _, line := range lawLines(page.String()) {
				require.Contains(t, findings.String(), line, "both pages say it")
			}
			return strings.Join(lawLines(page.String()), "\n")
		}
		require.Empty(t, render(), "nothing is set aside")
		h.Problem.Objective.Levels = map[model.Code]model.Level{model.RuleShort: model.Off, model.RuleHours48: model.Wishes, model.RuleTeam: model.Off}
		h.Problem.Rules.Short.Minutes, h.Problem.Rules.Break.After = 5, 300
		h.Problem.Rates = []model.Rate{{Name: "papers.dbs_months", From: monday, Value: 48}}
		require.Equal(t, map[string]string{
			English: "  Not kept as law here: short visits (off); 48-hour week (a wish)\n  Weaker here than the law: visits are short only under 5 minutes (the law: 30 minutes); a DBS check",
			Welsh:   "  Heb ei gadw fel cyfraith yma: ymweliadau byr (wedi'i ddiffodd); wythnos 48 awr (dymuniad)\n  Yn wannach yma na'r gyfraith: ymweliad yn fyr dim ond o dan 5 munud (y gyfraith: 30 munud);",
		}[lang], render(), "a stricter figure and a wish that is off are nobody's law")
	}
}

// TestEveryFigureHasWords: whatever legal figure is weak, the page can say so.
func TestEveryFigureHasWords(t *testing.T) {
	weak := model.Rules{
		Break: model.BreakRule{After: 361, Length: 19, YoungAfter: 271, YoungLength: 29}, Rest: model.RestRule{Daily: 659, Young: 719}, Young: model.YoungRule{Under: 17, Day: 481, Week: 2401, NightFrom: model.At(22, 1)}, WeeklyRest: model.WeeklyRestRule{Week: 2099, Fortnight: 3539, Young: 2879}, Hours48: model.Hours48Rule{Cap: 2881, Weeks: 18}, Night: model.NightRule{From: model.At(24, 0), Least: 181, Share: 51, Day: 481, Days: 7, Weeks: 18},
		Short: model.ShortRule{Minutes: 29}, Papers: model.PapersRule{RegisterMonths: 7, DBSMonths: 37},
	}
	aside := (&model.Problem{Rules: weak}).AsideFromLaw()
	require.Len(t, aside, 24, "all of docs/FILES.md that [rules] has, a night being one")
	for _, lang := range Languages() {
		for _, x := range aside {
			require.True(t, speaker(t, lang).Has("figure."+x.Figure), x.Figure)
		}
	}
}

// lawLines picks the lines that say what is set aside.
func lawLines(page string) []string {
	var out []string
	for line := range strings.Lines(page) {
		for _, start := range []string{"Not kept", "Weaker", "Heb ei gadw", "Yn wannach"} {
			if strings.HasPrefix(strings.TrimSpace(line), start) {
				out = append(out, strings.TrimRight(line, "\n"))
			}
		}
	}
	return out
}

// TestSetAsideInWords: practice is not called law, a derogation is named with its regulation, and a law that is
// stricter from a day on with the day.
func TestSetAsideInWords(t *testing.T) {
	h, r, v := sample(t)
	p := h.Problem
	p.Objective.Levels = map[model.Code]model.Level{model.RuleSpan: model.Off, model.RuleShort: model.Off}
	p.Rules.Derogation = model.DerogationRule{Rest: model.Yes, Under: "21(a)"}
	p.Rules.Night.To = model.At(4, 0)
	p.Rules.Night.Share = 60
	p.Rates = []model.Rate{{Name: "short.minutes", From: monday.Add(2), Value: 45, Source: "a new Act", Law: true}}
	for lang, want := range map[string][]string{
		English: {
			"Not kept as law here: short visits (off)\n", "Practice not kept here (no law has it): long days (off)\n",
			"Under a derogation here: daily rest; weekly rest (Working Time Regulations 1998, regulation 21(a)); what is missing is no breach, and owed as compensatory rest (regulation 24)\n",
			"a night of 4 hours (the law: 7 hours, 24:00 to 05:00 among them)", "only with more than 60% of their days at night (the law: 50%)",
			"visits are short only under 30 minutes (the law: 45 minutes), from Wed 25 Nov",
		},
		Welsh: {
			"O dan randdirymiad yma: gorffwys dyddiol; gorffwys wythnosol (Rheoliadau Amser Gweithio 1998, rheoliad 21(a))", "(y gyfraith: 7 awr, a 24:00 tan 05:00 yn eu plith)",
			"Arfer nas cedwir yma", "(y gyfraith: 45 munud), o",
		},
	} {
		var page bytes.Buffer
		require.NoError(t, Summary(&page, h, r, v, speaker(t, lang)))
		text := strings.Join(strings.Fields(page.String()), " ") + "\n"
		for _, s := range want {
			require.Contains(t, text, strings.TrimSpace(s), lang)
		}
		require.NotContains(t, text, "{{")
	}
	p.Rules.Derogation.Under = ""
	var page bytes.Buffer
	require.NoError(t, Summary(&page, h, r, v, speaker(t, English)))
	require.Contains(t, strings.Join(strings.Fields(page.String()), " "), "regulations 21 or 22(1)(c), nobody says which)")
}
