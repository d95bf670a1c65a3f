package constraint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// lawList are the regulations that the product keeps, with their paragraphs, as rows have them. Not among them:
// regulation 17 of the Working Time Regulations (the better of two entitlements) and 33 of the Minimum Wage
// Regulations (training, which model/check's TestPay has), and 34(3) of the Welsh ones, which is the determination
// of package staff and no rule.
var lawList = map[string][]string{
	"Working Time Regulations 1998": {
		"2(1)", "4(1)", "4(3)", "4(4)", "4(5)", "4(6)", "4(7)", "5", "5A(1)(a)", "5A(1)(b)", "5A(2)", "6(1)", "6(3)", "6(4)", "6(5)", "6(7)", "6A", "10(1)", "10(2)",
		"11(1)", "11(2)(a)", "11(2)(b)", "11(3)", "11(7)", "12(1)", "12(3)", "12(4)", "21", "22(1)(c)", "24",
	},
	"SI 2017/1264":                           {"24(1)", "25(2)(d)", "34(1)", "35(2)", "35(2)(f)", "35(8)", "36(2)", "41(3)", "41(4)(a)"},
	"Act 2016":                               {"8(1)"},
	"National Minimum Wage Regulations 2015": {"4", "4A", "5(1)(b)", "6", "30", "32(1)", "32(2)", "34(1)"},
}

// wageCase is an example of the minimum wage; figures are minutes of work and pence that are missing.
type wageCase struct {
	regulation, facts, works string
	comes                    string
	why                      string
}

const (
	paid1271 = doors + "\nset rates=[{name=\"pay_per_hour\",from=\"2026-04-01\",value=12.71,unit=\"pounds\"}]\nset rules.pay.gap=60"
	contact  = "\nset rules.pay.basis=\"contact\""
	inARow   = "\n> place v1 c1 at=08:00\n> place v2 c1 at=09:00"
	waiting  = "\n> place v1 c1 at=08:00\n> place v2 c1 at=09:30"
)

var wageCases = []wageCase{
	{"4, 6, 30", paid1271 + "\n> place v1 c1 at=08:00", morning, "30 min, 0 short", "half an hour of time work by the rate of the law, from the period's first day"},
	{"4A", strings.Replace(paid1271, "12.71", "10.84", 1) + "\nc1 has born=2006-11-24\n> place v1 c1 at=08:00", morning, "30 min, 1 short", "a penny an hour less than 10.85 at twenty, for half an hour: rounded up"},
	{"5(1)(b)", strings.Replace(paid1271, "12.71", "8.00", 1) + "\nc1 has apprentice_from=2025-11-24\n> place v1 c1 at=08:00", morning, "30 min, 0 short", "8.00 in the last days of an apprentice's first year"},
	{"5(1)(b)", strings.Replace(paid1271, "12.71", "8.00", 1) + "\nc1 has apprentice_from=2025-11-23\n> place v1 c1 at=08:00", morning, "30 min, 236 short", "after it 12.71: 4.71 an hour, for half an hour, rounded up"},
	{"34(1)", paid1271 + contact + inARow, morning, "90 min, 636 short", "the half hour from Ann to Bob is work: 90 × 1271 − 60 × 1271 is 38,130 / 60, rounded up"},
	{"34(1)", paid1271 + inARow, morning, "90 min, 0 short", "and is paid where travel is"},
	{"32(1)", paid1271 + waiting, morning, "120 min, 636 short", "half an hour at the employer's disposal, which is not paid"},
	{"32(2)", paid1271 + waiting, morning + " kind=sleep_in", "90 min, 0 short", "in a sleep-in only what is done awake"},
	{"32(2)", paid1271, morning + " kind=sleep_in", "0 min, 0 short", "asleep"},
}

// TestWageByExample holds the minimum wage to its figures.
func TestWageByExample(t *testing.T) {
	for _, c := range wageCases {
		t.Run(fmt.Sprintf("%s %s", c.regulation, c.why), func(t *testing.T) {
			p := (&lawCase{c.regulation, model.RuleHours48, c.facts, c.works, "nothing", c.why}).play(t)
			pay, err := check.Pay(p.h, p.s.Export())
			require.NoError(t, err)
			require.True(t, pay[0].Known)
			require.Equal(t, c.comes, fmt.Sprintf("%d min, %d short", pay[0].Work, pay[0].Short), c.why)
		})
	}
}

// TestLawListHasExamples: every paragraph of the list has a row with figures, and every row is of one of the list; so
// is what a rule that is law names as its source.
func TestLawListHasExamples(t *testing.T) {
	has := map[string][]string{}
	for _, c := range lawCases {
		has["Working Time Regulations 1998"] = append(has["Working Time Regulations 1998"], paragraphs(c.regulation)...)
	}
	for _, c := range lawDebts {
		has["Working Time Regulations 1998"] = append(has["Working Time Regulations 1998"], paragraphs(c.regulation)...)
	}
	for _, c := range careCases {
		of, regulation := "SI 2017/1264", c.regulation
		if text, ok := strings.CutPrefix(regulation, "Act "); ok {
			of, regulation = "Act 2016", text
		}
		has[of] = append(has[of], paragraphs(regulation)...)
	}
	for _, c := range wageCases {
		has["National Minimum Wage Regulations 2015"] = append(has["National Minimum Wage Regulations 2015"], paragraphs(c.regulation)...)
	}
	for text, list := range lawList {
		for _, p := range list {
			require.Contains(t, has[text], p, "no example of %s", text)
		}
		for _, p := range has[text] {
			require.True(t, slices.ContainsFunc(list, func(x string) bool { return within(x, p) || within(p, x) }), "%s %s has a row and is not listed", text, p)
		}
	}
	source := regexp.MustCompile(`^(WTR 1998|Working Time Regulations 1998|SI 2017/1264|Act 2016) (?:regs?\.?|s\.) ([^;]*)`)
	for _, rule := range model.RuleBook {
		m := source.FindStringSubmatch(rule.Source)
		if m == nil || rule.Level != model.Law {
			continue
		}
		text := strings.Replace(m[1], "WTR", "Working Time Regulations", 1)
		for _, p := range paragraphs(m[2]) {
			require.True(t, slices.ContainsFunc(lawList[text], func(x string) bool { return within(x, p) }), "%s %s of rule %s is not listed", text, p, rule.Code)
		}
	}
}

// within tells whether a paragraph is another or one of its parts: 10(1) is within 10, and neither is within 1.
func within(p, of string) bool {
	return p == of || strings.HasPrefix(p, of+"(")
}

// TestWithin: the numbers of paragraphs are compared whole, not by how they begin.
func TestWithin(t *testing.T) {
	for _, c := range [][2]string{{"4(1)", "4(1)"}, {"5A(1)(a)", "5A"}, {"5A(1)(a)", "5A(1)"}, {"25(2)(d)", "25(2)"}} {
		require.True(t, within(c[0], c[1]), "%s in %s", c[0], c[1])
	}
	for _, c := range [][2]string{{"10(1)", "1"}, {"21", "2"}, {"5B", "5"}, {"5A(1)", "5"}, {"4(1)", "4(1)(a)"}, {"4(10)", "4(1"}} {
		require.False(t, within(c[0], c[1]), "%s in %s", c[0], c[1])
	}
}

// paragraphs reads "4(6), (7)" as 4(6) and 4(7); what is no number is left out.
func paragraphs(text string) (out []string) {
	number := ""
	for _, part := range strings.Split(text, ", ") {
		switch {
		case strings.HasPrefix(part, "("):
			out = append(out, number+part)
		case part != "" && part[0] >= '0' && part[0] <= '9':
			number, _, _ = strings.Cut(part, "(")
			out = append(out, part)
		}
	}
	return out
}
