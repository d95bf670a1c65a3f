package inrc2

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Solution is the roster of one week.
type Solution struct {
	Week        int // from 0
	Assignments []Assignment
}

// Assignment is a shift of a nurse for a skill. Day 0 is Monday.
type Assignment struct{ Nurse, Day, Shift, Skill int }

// known tells whether a history and solutions, which others may have made, are of the scenario.
func (s *Scenario) known(h *History, weeks []*Solution) error {
	if len(h.Nurses) != len(s.Nurses) {
		return fmt.Errorf("a history of %d nurses, not %d", len(h.Nurses), len(s.Nurses))
	}
	in := func(i, n int) bool { return i >= 0 && i < n }
	for _, w := range weeks {
		for _, a := range w.Assignments {
			if !in(a.Nurse, len(s.Nurses)) || !in(a.Day, weekDays) || !in(a.Shift, len(s.Shifts)) || !in(a.Skill, len(s.Skills)) {
				return fmt.Errorf("week %d: assignment %v is none of scenario %s", w.Week, a, s.ID)
			}
		}
	}
	return nil
}

// What the competition's solution files have before their assignments.
const (
	heading     = "SOLUTION"
	assignments = "ASSIGNMENTS"
)

// ReadSolution reads one file of the competition's or several, one after the other:
//
//	SOLUTION
//	0 n030w4
//	ASSIGNMENTS = 1
//	HN_0 Mon Night HeadNurse
//
// Blank lines are skipped. An error has a line for everything that is wrong, with its line: ids
// that are not known, and numbers of assignments that are not those announced.
func ReadSolution(s *Scenario, solution io.Reader) ([]*Solution, error) {
	data, err := io.ReadAll(solution)
	if err != nil {
		return nil, err
	}
	r := &solutionReader{s: s}
	for text := range strings.Lines(string(data)) {
		r.line++
		if fields := strings.Fields(text); len(fields) > 0 {
			r.next(fields)
		}
	}
	r.close()
	if len(r.list) == 0 && len(r.errs) == 0 {
		r.say("there is no %s", heading)
	}
	if err := errors.Join(r.errs...); err != nil {
		return nil, err
	}
	return r.list, nil
}

// solutionReader takes the lines that are not blank.
type solutionReader struct {
	s         *Scenario
	line      int
	at        int // of the open week's lines, the heading being 0
	announced int // assignments of the open week
	list      []*Solution
	errs      []error
}

func (r *solutionReader) say(format string, args ...any) {
	if len(r.errs) < maxFaults {
		r.errs = append(r.errs, fmt.Errorf("line %d: %s", max(r.line, 1), fmt.Sprintf(format, args...)))
	}
}

func (r *solutionReader) next(fields []string) {
	if len(fields) == 1 && fields[0] == heading {
		r.close()
		r.list, r.at, r.announced = append(r.list, &Solution{}), 0, 0
		return
	}
	if len(r.list) == 0 {
		r.say("%.70q stands before the first %s", fields[0], heading)
		r.list = append(r.list, &Solution{})
	}
	open := r.list[len(r.list)-1]
	switch r.at++; r.at {
	case 1:
		n, err := strconv.Atoi(fields[0])
		if len(fields) != 2 || err != nil || n < 0 || n >= r.s.Weeks || fields[1] != r.s.ID {
			r.say("it is not of the form \"0 %s\" with a week below %d", r.s.ID, r.s.Weeks)
		}
		open.Week = n
	case 2:
		r.announced = -1
		if len(fields) == 3 && fields[0] == assignments && fields[1] == "=" {
			if n, err := strconv.Atoi(fields[2]); err == nil && n >= 0 {
				r.announced = n
			}
		}
		if r.announced < 0 {
			r.say("it is not of the form \"%s = 128\"", assignments)
		}
	default:
		open.Assignments = append(open.Assignments, r.assignment(fields))
	}
}

func (r *solutionReader) assignment(fields []string) Assignment {
	if len(fields) != 4 {
		r.say("it is not of the form \"HN_0 Mon Night HeadNurse\"")
		return Assignment{}
	}
	find := func(i int, what string, index map[string]int) int {
		n, ok := index[fields[i]]
		if !ok {
			r.say("there is no %s %.70q", what, fields[i])
		}
		return n
	}
	return Assignment{find(0, "nurse", r.s.nurseAt), find(1, "day", dayAt), find(2, "shift type", r.s.shiftAt), find(3, "skill", r.s.skillAt)}
}

// close ends the open week.
func (r *solutionReader) close() {
	if len(r.list) == 0 {
		return
	}
	open := r.list[len(r.list)-1]
	switch {
	case r.at < 2:
		r.say("the week ends before its assignments")
	case r.announced >= 0 && r.announced != len(open.Assignments):
		r.say("%d assignments are announced, not %d", r.announced, len(open.Assignments))
	}
}

// WriteSolution writes weeks one after the other, each as a solution file of the competition.
func WriteSolution(w io.Writer, s *Scenario, weeks ...*Solution) error {
	out := bufio.NewWriter(w)
	for _, x := range weeks {
		fmt.Fprintf(out, "%s\n%d %s\n%s = %d\n", heading, x.Week, s.ID, assignments, len(x.Assignments))
		for _, a := range x.Assignments {
			fmt.Fprintf(out, "%s %s %s %s\n", s.Nurses[a.Nurse].ID, shortDays[a.Day], s.Shifts[a.Shift].ID, s.Skills[a.Skill])
		}
	}
	return out.Flush()
}
