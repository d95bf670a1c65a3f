package main

import (
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

var update = flag.Bool("update", false, "rewrite shown.en.txt and shown.cy.txt")

// held are the rules without a workspace: those of carers' hours, of cost, and of the published
// families say nothing of people and their visits.
var held = map[model.Code]string{
	model.RuleBreak: "hours", model.RuleEvent: "hours", model.RuleRest: "hours", model.RuleHours48: "hours", model.RuleMaxHours: "hours",
	model.RuleUnderHours: "hours", model.RuleOverHours: "hours", model.RuleOpenShift: "hours",
	model.RuleTravel: "travel", model.RuleWait: "travel",
	model.RuleWorstLate: "published families", model.RuleWorstIdle: "published families", model.RuleBalance: "published families",
}

// TestEveryRuleOfPeopleHasAWorkspace: and no folder is without its rule.
func TestEveryRuleOfPeopleHasAWorkspace(t *testing.T) {
	names, err := cases(".")
	require.NoError(t, err)
	for _, r := range model.RuleBook {
		_, excused := held[r.Code]
		require.NotEqual(t, excused, slices.Contains(names, string(r.Code)), "rule %s", r.Code)
	}
	for _, name := range names {
		c, column := columns[name]
		_, rule := model.RuleOf(model.Code(name))
		require.True(t, column || rule, "%s is neither a rule nor a column", name)
		require.True(t, !column || !rule || c.rule == model.Code(name), "%s has the name of a rule but shows %s", name, c.rule)
	}
	for name := range columns {
		require.Contains(t, names, name)
	}
}

// TestEveryWorkspaceHasItsStory: in both languages, and nothing else is told.
func TestEveryWorkspaceHasItsStory(t *testing.T) {
	names, err := cases(".")
	require.NoError(t, err)
	keys := []string{"half.with", "half.without"}
	for _, name := range names {
		keys = append(keys, "story."+name)
	}
	en, err := readWords(report.English)
	require.NoError(t, err)
	for _, lang := range report.Languages() {
		text, err := readWords(lang)
		require.NoError(t, err)
		require.ElementsMatch(t, keys, slices.Collect(maps.Keys(text)), lang)
		for _, key := range keys {
			require.NotEmpty(t, text[key], key)
			require.True(t, lang == report.English || text[key] != en[key], "%s is English in the Welsh catalogue", key)
		}
	}
	_, err = readWords("fr")
	require.Error(t, err)
}

// TestRulesDoWhatTheyPromise: switching a rule on changes its workspace's rota for the better, and
// what is said of it is as last read.
func TestRulesDoWhatTheyPromise(t *testing.T) {
	names, err := cases(".")
	require.NoError(t, err)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			s, err := try(context.Background(), ".", name)
			require.NoError(t, err)
			require.Empty(t, model.Validate(s.h.Problem).Errors())
			for _, lang := range report.Languages() {
				l, err := report.NewLocalizer(lang)
				require.NoError(t, err)
				var b strings.Builder
				require.NoError(t, s.write(&b, l))
				file := filepath.Join(name, "shown."+lang+".txt")
				if *update {
					require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
				}
				want, err := os.ReadFile(file)
				require.NoError(t, err)
				require.Equal(t, string(want), b.String(), "go test ./examples/rules -update rewrites it, if the change is meant")
				require.NotContains(t, b.String(), "⟦")
			}
			for i, v := range s.before.verdict.Violations {
				if v.Rule == s.rule {
					f := s.before.fixes[i]
					require.True(t, f.Found() || f.Kind == model.FixNone, "asked, and answered: %+v for %+v", f, v)
				}
			}
			require.True(t, s.better(), "without %v, with %v", s.share(s.before), s.share(s.after))
			require.True(t, s.after.verdict.Score.Lawful(), "with the rule the rota is lawful")
		})
	}
}

func TestUnknownRule(t *testing.T) {
	require.ErrorContains(t, run(".", "en", []string{"no_such_rule"}), "no_such_rule")
	require.Error(t, run(t.TempDir(), "en", nil))
	require.Error(t, run(".", "fr", nil))
}
