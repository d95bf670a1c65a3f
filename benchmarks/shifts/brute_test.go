package shifts

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// lawful tells by texts alone whether a line such as "DDN--DD" is one for an employee of
// testdata/tiny.txt: the rules of that file said once more, in another way than the scorer has them.
func lawful(who, line string) bool {
	nights, work := strings.Count(line, "N"), strings.Count(line, "D")
	minutes := 480*work + 600*nights
	weekend := line[5:] != "--"
	longRun := map[string]*regexp.Regexp{"ann": regexp.MustCompile("[DN]{5}"), "bob": regexp.MustCompile("[DN]{5}"), "cat": regexp.MustCompile("[DN]{4}")}
	lonely := regexp.MustCompile("-[DN]-|[DN]-[DN]") // two at least of each, inside the week
	switch {
	case strings.Contains(line, "ND"), lonely.MatchString(line), longRun[who].MatchString(line):
		return false
	case who == "ann":
		return work <= 5 && nights <= 1 && minutes >= 1440 && minutes <= 2640
	case who == "bob":
		return work <= 4 && nights <= 1 && minutes >= 960 && minutes <= 2000 && !weekend && line[5] == '-'
	}
	return work <= 3 && nights <= 2 && minutes >= 1440 && minutes <= 2400 && line[3] == '-' && line[6] == '-'
}

// lines are all lines of so many days.
func lines(days int) []string {
	if days == 0 {
		return []string{""}
	}
	var out []string
	for _, rest := range lines(days - 1) {
		out = append(out, rest+"-", rest+"D", rest+"N")
	}
	return out
}

// TestLinesOfAWeek compares the scorer's verdict on each of the 2187 lines of a person.
func TestLinesOfAWeek(t *testing.T) {
	in := readTiny(t)
	all := lines(in.days)
	require.Len(t, all, 2187)
	for e, who := range []string{"ann", "bob", "cat"} {
		found := 0
		for _, line := range all {
			_, days, err := in.readLine(append([]string{who}, strings.Split(line, "")...))
			require.NoError(t, err)
			require.Equal(t, lawful(who, line), len(in.wrong(e, days)) == 0, "%s %s", who, line)
			if lawful(who, line) {
				found++
			}
		}
		require.Positive(t, found, who)
	}
}

// price is the cost of three lines, from the lists of testdata/tiny.txt: wanted on D and N by day,
// and the weights that are not 100 and 1.
func price(ann, bob, cat string) (cost int) {
	add := func(yes bool, weight int) {
		if yes {
			cost += weight
		}
	}
	add(ann[0] != 'D', 2)
	add(bob[0] != 'N', 4)
	add(cat[2] != 'D', 5)
	add(ann[2] == 'N', 6)
	add(bob[1] == 'N', 3)
	add(cat[6] == 'D', 2)
	for d := range 7 {
		column := string([]byte{ann[d], bob[d], cat[d]})
		for _, kind := range []struct{ sign, wanted string }{{"D", "1111121"}, {"N", "1111100"}} {
			under, over := 100, 1
			switch kind.sign + string(rune('0'+d)) {
			case "D1":
				over = 3
			case "D3":
				under = 50
			case "N4":
				under = 7
			}
			gap := strings.Count(column, kind.sign) - int(kind.wanted[d]-'0')
			add(gap > 0, gap*over)
			add(gap < 0, -gap*under)
		}
	}
	return cost
}

// TestEveryRoster scores every roster of three lawful lines, one in eleven to keep it short, and
// finds the best of all by the prices alone.
func TestEveryRoster(t *testing.T) {
	in := readTiny(t)
	of := map[string][]string{}
	for _, who := range []string{"ann", "bob", "cat"} {
		for _, line := range lines(in.days) {
			if lawful(who, line) {
				of[who] = append(of[who], line)
			}
		}
	}
	best, count := 1<<30, 0
	var which [3]string
	spaced := func(line string) string { return strings.Join(strings.Split(line, ""), " ") }
	check := func(ann, bob, cat string) {
		v, err := in.Score(strings.NewReader("ann " + spaced(ann) + "\nbob " + spaced(bob) + "\ncat " + spaced(cat)))
		require.NoError(t, err)
		require.True(t, v.Feasible)
		require.Equal(t, float64(price(ann, bob, cat)), v.Cost, "%s %s %s", ann, bob, cat)
	}
	for _, ann := range of["ann"] {
		for _, bob := range of["bob"] {
			for _, cat := range of["cat"] {
				if count++; count%11 == 0 {
					check(ann, bob, cat)
				}
				if cost := price(ann, bob, cat); cost < best {
					best, which = cost, [3]string{ann, bob, cat}
				}
			}
		}
	}
	check(which[0], which[1], which[2])
	require.LessOrEqual(t, best, 75, "the hand-made roster is one of them")
	t.Logf("%d rosters, the best costs %d: %v", count, best, which)
}
