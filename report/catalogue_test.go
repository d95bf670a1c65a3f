package report

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/stretchr/testify/require"
)

const unchecked = "heb ei wirio"

func entries(t *testing.T, lang string) map[string]*i18n.Message {
	t.Helper()
	list, err := catalogue(lang)
	require.NoError(t, err)
	out := make(map[string]*i18n.Message)
	for _, m := range list {
		require.Nil(t, out[m.ID], "%s is there twice", m.ID)
		out[m.ID] = m
	}
	return out
}

func forms(m *i18n.Message) []string {
	return []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other}
}

// The same in both languages: names, numbers, signs, and words that are spelt alike.
var alike = []string{
	"date.long", "date.short", "date.at", "month_short.1", "unit.hours_minutes", "list.separator", "list.dot", "list.and", "name.shared",
	"sentence.head", "reason.carer", "reason.skill", "violations.ref", "sheet.event", "grid.absent",
	"block.column_cost", "person.new", "explain.title", "explain.share", "menu.axis", "objective.rule", "objective.parameter",
	"session.comer", "session.way",
}

func TestEveryKeyInBothLanguages(t *testing.T) {
	en, cy := entries(t, English), entries(t, Welsh)
	for key := range en {
		require.True(t, cy[key] != nil, "a Welsh reader would see ⟦%s⟧", key)
	}
	for key := range cy {
		require.True(t, en[key] != nil, "%s is only in Welsh", key)
		same := cy[key].Other == en[key].Other
		if slices.Contains(alike, key) {
			continue
		}
		require.False(t, same, "%s is English in the Welsh catalogue: %q", key, cy[key].Other)
	}
	for _, key := range alike {
		require.True(t, en[key] != nil, "the list of words alike names a key that is gone")
	}
}

var placeholder = regexp.MustCompile(`\{\{[^}]*\.(\w+)[^}]*\}\}`)

func placeholders(m *i18n.Message) []string {
	var out []string
	for _, text := range forms(m) {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			out = append(out, found[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestSameValuesInBothLanguages(t *testing.T) {
	en, cy := entries(t, English), entries(t, Welsh)
	for key := range en {
		e, c := placeholders(en[key]), placeholders(cy[key])
		if strings.HasPrefix(key, "sentence.") || strings.HasPrefix(key, "remedy.") || strings.HasPrefix(key, "fix.") {
			for _, name := range e {
				require.Contains(t, c, name, "%s: the Welsh sentence leaves out a fact", key)
			}
			continue
		}
		// A numeral may be written out in one language only ("1 carer", "Week from").
		drop := func(s []string) []string {
			return slices.DeleteFunc(s, func(x string) bool { return x == "N" })
		}
		require.Equal(t, drop(e), drop(c), key)
	}
}

// Terms that a statute (S) or a Welsh public page (W) uses; everything else waits for a speaker.
var signed = []string{
	"{{.N}} ymweliad", "gofal seibiant", "yn ddiogel ac yn iach", "gofal", "amser teithio", "hyd ymweliad",
	"seibiant gorffwys", "Seibiant gorffwys", "ymweliadau", "Ymweliadau", "seibiant", "Ymweliad",
	"AMSERLEN YMWELIADAU / SCHEDULE OF VISITS", "Gweithiwr gofal: {{.Carer}}",
}

func TestUncheckedWelshIsMarked(t *testing.T) {
	for key, m := range entries(t, Welsh) {
		if slices.Contains(signed, m.Other) {
			continue
		}
		require.Equal(t, unchecked, m.Description, key)
	}
}

// The paid worker is a gweithiwr gofal; gofalwr is an unpaid carer in the 2014 and 2016 Acts.
func TestStatutoryWordForTheWorker(t *testing.T) {
	for key, m := range entries(t, Welsh) {
		for _, text := range forms(m) {
			require.NotContains(t, strings.ToLower(text), "gofalwr", key)
			require.NotContains(t, strings.ToLower(text), "ofalwyr", key)
		}
	}
}

func TestEveryRuleHasNameAndSentence(t *testing.T) {
	for _, lang := range Languages() {
		l := speaker(t, lang)
		for _, r := range model.RuleBook {
			require.True(t, l.Has("rule."+string(r.Code)), r.Code)
			require.True(t, l.Has("sentence."+string(r.Code)), r.Code)
		}
		for _, kind := range []string{"window_open", "window_close", "skill", "list", "shift_start", "shift_end", "shift_new", "pin", "gap", "latest_end", "language", "gender", "door", "papers", "trainee", "lone", "order", "link", "short", "mode", "lift", "key_holder", "introduction", "tied", "group", "pool", "pool_day", "none"} {
			require.True(t, l.Has("remedy."+kind), kind)
		}
		for _, kind := range []string{"start", "length", "carer", "swap", "join", "leave", "place", "place_two", "full", "shadow"} {
			require.True(t, l.Has("fix."+kind) && l.Has("fix.other_"+kind), kind)
		}
		for _, k := range model.WishKinds {
			require.True(t, l.Has("wish."+k.Wish) && l.Has("wish_unmet."+k.Wish), k.Wish)
		}
		for _, name := range check.EquityNames {
			require.True(t, l.Has("equity_measure."+name), name)
		}
		for _, kind := range []string{"break", "event", "shift", "work", "pass", "trade", "none", "no_wish", "untried", "many", "explain", "given", "some", "whole", "later", "ended", "dear", "passed"} {
			require.True(t, l.Has("fix."+kind), kind)
		}
		for _, kind := range []string{"start", "length", "carer", "swap", "shadow", "full", "join", "leave", "place", "open", "break", "event", "shift", "pass", "trade"} {
			require.True(t, l.Has("tried."+kind), kind)
		}
	}
}

// Keys that the code puts together from a prefix and a value.
var prefixes = []string{
	"weekday", "weekday_short", "month", "month_short", "unit", "visit", "event", "absence", "role", "contract", "leaning", "leaning_about",
	"mode", "provider", "fairness", "layouts", "rule", "exchange", "figure", "spoken", "sentence", "remedy", "fix", "tried", "entry", "staff_from", "gender_name", "language_name", "shift_kind", "voice_for", "voice_rank", "voice_unmet", "wish", "wish_unmet", "equity_language", "equity_funding", "equity_by", "equity_measure", "tenants_part", "changes.carer", "changes.start", "changes.gone", "changes.new", "violations.head_law", "violations.head_cover", "violations.head_wishes",
}

var literal = regexp.MustCompile(`"([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*[a-z0-9])"`)

// Every key in the code is in the catalogue, and every key of the catalogue is in the code.
func TestKeysAndCodeAgree(t *testing.T) {
	en := entries(t, English)
	used := make(map[string]bool)
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range literal.FindAllStringSubmatch(string(text), -1) {
			require.True(t, en[m[1]] != nil, "%s asks for the key %s, which is not there", name, m[1])
			used[m[1]] = true
		}
	}
	for key := range en {
		group, _, _ := strings.Cut(key, ".")
		if !used[key] && !slices.Contains(prefixes, group) && !slices.Contains(prefixes, key) {
			t.Errorf("%s is in the catalogue and nowhere in the code", key)
		}
	}
}

func TestReportsComeFromTheCatalogue(t *testing.T) {
	for _, lang := range Languages() {
		for name, text := range pages(t, lang) {
			require.NotContains(t, text, "⟦", "%s.%s lacks a key", name, lang)
			require.NotContains(t, text, "<no value>", "%s.%s lacks a value", name, lang)
		}
	}
}

func TestMissingKeyShowsItself(t *testing.T) {
	for _, lang := range Languages() {
		l := speaker(t, lang)
		require.Equal(t, "⟦no.such_key⟧", l.T("no.such_key"), "never another language")
		require.Equal(t, "⟦no.such_key⟧", l.N("no.such_key", 2))
	}
	_, err := NewLocalizer("fr")
	require.ErrorContains(t, err, `"fr"`)
}

func TestWelshNumerals(t *testing.T) {
	for _, c := range []struct {
		key  string
		n    int
		want string
		why  string
	}{
		{"unit.visit", 3, "3 ymweliad", "singular after a numeral"},
		{"unit.hours", 5, "5 awr", "singular after a numeral"},
		{"unit.minutes", 1, "1 munud", "no change after one"},
		{"unit.minutes", 2, "2 funud", "soft mutation after two"},
		{"unit.minutes", 12, "12 munud", "twelve is not two"},
		{"unit.carer", 2, "2 weithiwr gofal", "soft mutation after two"},
		{"unit.carer", 0, "0 gweithiwr gofal", "no change after nought"},
		{"carer.people", 3, "Yn ymweld â 3 pherson", "aspirate mutation after three"},
		{"carer.people", 6, "Yn ymweld â 6 pherson", "aspirate mutation after six"},
	} {
		require.Equal(t, c.want, speaker(t, Welsh).N(c.key, c.n), c.why)
	}
}
