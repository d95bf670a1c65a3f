package inrc2

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// History is what is known before a week.
type History struct {
	Week   int    // how many weeks of the horizon are over
	Nurses []Past // by nurse
}

// Past is what came before for one nurse. Runs are those that the last day, a Sunday, is in.
type Past struct {
	Assignments int // in the horizon so far, or what is counted to it
	Weekends    int // worked so far
	Last        int // the shift of the last day, or [Free]
	Same        int // days in a row with that shift; 0 if the last is free
	Work        int // days in a row with any shift; 0 if the last is free
	Off         int // free days in a row; 0 if the last is none
}

// The published format of a history.
type (
	historyOut struct {
		Week     int       `json:"week"`
		Scenario string    `json:"scenario"`
		Nurses   []pastOut `json:"nurseHistory"`
	}
	pastOut struct {
		Nurse       string `json:"nurse"`
		Assignments int    `json:"numberOfAssignments"`
		Weekends    int    `json:"numberOfWorkingWeekends"`
		Last        string `json:"lastAssignedShiftType"`
		Same        int    `json:"numberOfConsecutiveAssignments"`
		Work        int    `json:"numberOfConsecutiveWorkingDays"`
		Off         int    `json:"numberOfConsecutiveDaysOff"`
	}
)

// ReadHistory reads a file H0-….json, or one that [Scenario.WriteHistory] has written. Each nurse
// has to be there once, in any order. Errors are those of [ReadScenario].
func (s *Scenario) ReadHistory(name string, data []byte) (*History, error) {
	f := &faults{file: name}
	doc, err := document(data, f)
	if err != nil {
		return nil, err
	}
	s.of(doc)
	h := &History{doc.at("week").whole(0, s.Weeks), make([]Past, len(s.Nurses))}
	list := doc.at("nurseHistory")
	seen := make([]bool, len(s.Nurses))
	for _, n := range list.list(0, maxNurses) {
		id := n.at("nurse")
		i := id.oneOf("nurse", s.nurseAt)
		p := s.readPast(n)
		if i < 0 {
			continue
		}
		if seen[i] {
			id.fail("%q stands there twice", s.Nurses[i].ID)
		}
		seen[i], h.Nurses[i] = true, p
	}
	for i, ok := range seen {
		if !ok {
			list.fail("there is none of nurse %s", s.Nurses[i].ID)
		}
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	return h, nil
}

func (s *Scenario) readPast(n node) Past {
	p := Past{n.at("numberOfAssignments").whole(0, maxCount), n.at("numberOfWorkingWeekends").whole(0, maxCount), Free, 0, 0, 0}
	if last := n.at("lastAssignedShiftType"); last.value != noShift {
		p.Last = last.oneOf("shift type", s.shiftAt)
	}
	p.Same, p.Work = n.at("numberOfConsecutiveAssignments").whole(0, maxCount), n.at("numberOfConsecutiveWorkingDays").whole(0, maxCount)
	p.Off = n.at("numberOfConsecutiveDaysOff").whole(0, maxCount)
	switch {
	case p.Last == Free && (p.Same > 0 || p.Work > 0):
		n.fail("the last shift is none, but shifts or working days in a row are counted")
	case p.Last >= 0 && p.Off > 0:
		n.fail("the last day has a shift, but free days in a row are counted")
	case p.Last >= 0 && (p.Same < 1 || p.Same > p.Work):
		n.fail("%d days in a row with the last shift, of %d with any", p.Same, p.Work)
	}
	return p
}

// WriteHistory writes a history in the published format.
func (s *Scenario) WriteHistory(w io.Writer, h *History) error {
	out := historyOut{h.Week, s.ID, []pastOut{}}
	for i, p := range h.Nurses {
		last := noShift
		if p.Last != Free {
			last = s.Shifts[p.Last].ID
		}
		out.Nurses = append(out.Nurses, pastOut{s.Nurses[i].ID, p.Assignments, p.Weekends, last, p.Same, p.Work, p.Off})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// Next is the history after a week, as the competition's simulator hands it on: totals grow, and
// runs are those that the week's Sunday is in, with what came before where they fill the week. An
// error tells that the solution is not of the week that follows h, that something in it is none of
// the scenario's, or that a nurse has two shifts on a day; no other rule is looked at.
func (s *Scenario) Next(h *History, week *Solution) (*History, error) {
	if err := s.known(h, []*Solution{week}); err != nil {
		return nil, err
	}
	if week.Week != h.Week {
		return nil, fmt.Errorf("the solution is of week %d, and week %d comes next", week.Week, h.Week)
	}
	lines, twice := s.lines([]*Solution{week})
	if len(twice) > 0 {
		return nil, errors.New(twice[0])
	}
	next := &History{Week: h.Week + 1}
	for i, days := range lines {
		next.Nurses = append(next.Nurses, h.Nurses[i].after(days))
	}
	return next, nil
}

// after goes on by some days, of whole weeks.
func (p Past) after(days []int) Past {
	for d, shift := range days {
		if shift == Free {
			p.Last, p.Same, p.Work, p.Off = Free, 0, 0, p.Off+1
			continue
		}
		if shift != p.Last {
			p.Same = 0
		}
		p.Last, p.Same, p.Work, p.Off = shift, p.Same+1, p.Work+1, 0
		p.Assignments++
		// A weekend is counted on its first day with a shift.
		if d%weekDays == saturday || (d%weekDays == sunday && days[d-1] == Free) {
			p.Weekends++
		}
	}
	return p
}
