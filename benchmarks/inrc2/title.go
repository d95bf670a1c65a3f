package inrc2

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// title is what an instance's name says: n030w4_1_6-2-9-1 is scenario n030w4 with history 1 and
// the data 6, 2, 9 and 1 for its weeks. A week's data may be taken more than once.
type title struct {
	scenario string
	history  int
	weeks    []int
}

var titles = regexp.MustCompile(`^([A-Za-z0-9]{1,32})_([0-9]{1,3})_([0-9]{1,3}(?:-[0-9]{1,3}){0,51})$`)

func parseTitle(name string) (t title, err error) {
	parts := titles.FindStringSubmatch(name)
	if parts == nil {
		return t, fmt.Errorf("%.70q is not of the form n030w4_1_6-2-9-1: scenario, history, weeks", name)
	}
	t.scenario = parts[1]
	t.history, err = strconv.Atoi(parts[2])
	if err != nil {
		return t, err
	}
	for text := range strings.SplitSeq(parts[3], "-") {
		n, err := strconv.Atoi(text)
		if err != nil {
			return t, err
		}
		t.weeks = append(t.weeks, n)
	}
	return t, nil
}

// The names of an instance's files.
func (t *title) scenarioFile() string { return fmt.Sprintf("Sc-%s.json", t.scenario) }

func (t *title) historyFile() string   { return fmt.Sprintf("H0-%s-%d.json", t.scenario, t.history) }
func (t *title) weekFile(n int) string { return fmt.Sprintf("WD-%s-%d.json", t.scenario, n) }

// fits tells whether the name has data for each week of the scenario. The id in the files need not
// be that of the name: those of n021w4 say n021w4_2.
func (t *title) fits(s *Scenario) error {
	if len(t.weeks) != s.Weeks {
		return fmt.Errorf("%s has %d weeks, and the name has data for %d", t.scenarioFile(), s.Weeks, len(t.weeks))
	}
	return nil
}

// starts tells whether a history is one that nothing of the scenario comes before.
func (t *title) starts(h *History) error {
	if h.Week != 0 {
		return fmt.Errorf("%s: $.week: %d is not 0", t.historyFile(), h.Week)
	}
	return nil
}

var lengths = regexp.MustCompile(`^[A-Za-z0-9]*w([1-9])$`)

// plain names history 0 with the data 0, 1, 2 … of a scenario whose own name says how many weeks
// it has; none if it does not.
func plain(scenario string) []string {
	parts := lengths.FindStringSubmatch(scenario)
	if parts == nil {
		return nil
	}
	return []string{scenario + "_0_" + "0-1-2-3-4-5-6-7-8"[:2*(parts[1][0]-'0')-1]}
}
