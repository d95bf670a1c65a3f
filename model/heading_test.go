package model

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHeadings(t *testing.T) {
	for code := range headings {
		_, known := RuleOf(code)
		require.True(t, known, "%s is in the list of headings and not in the rule book", code)
	}
	o := Objective{Levels: map[Code]Level{RuleWindow: Wishes, RuleSplit: Law}}
	for _, c := range []struct {
		code Code
		want Heading
		why  string
	}{
		{RuleNewFace, HeadPeople, "who comes is promised to people"},
		{RuleUnderHours, HeadCarers, "hours are promised to carers"},
		{RuleBank, HeadTravel, "the bank is asked for the money it costs"},
		{RuleSkill, HeadLaw, "what is law is told under the law"},
		{RuleCover, HeadCover, "nobody is left out before anything is weighed"},
		{RuleWindow, HeadPeople, "a law that a sheet makes a wish is a promise again"},
		{RuleSplit, HeadLaw, "a wish that a sheet makes law is one"},
	} {
		require.Equal(t, c.want, o.Heading(c.code), c.why)
	}
}
