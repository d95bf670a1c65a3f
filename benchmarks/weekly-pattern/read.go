package weeklypattern

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Of the format, which names no numbers.
const (
	weekdays     = 5
	visitMinutes = 30
	skilled      = 2 // the skill, and the code in a pattern, that not every nurse has
)

// Most that a file may hold: beyond it is no week of home care, and no memory is asked for.
const (
	maxPatients = 2000
	maxOthers   = 1000 // nurses, towns, patterns
	maxMinutes  = 1440
	maxID       = 1 << 30
)

type patient struct {
	id       int
	carers   int              // most different nurses in the week
	visits   [skilled + 1]int // of the week, by skill
	town     int
	patterns []int // those with exactly these visits
}

type nurse struct {
	id, skill int
	minutes   int // a day
}

// pattern is the skill of the visit on each day, 0 none.
type pattern [weekdays]int

// instance is one file, and implements [suite.Instance].
type instance struct {
	name     string
	patients []patient
	nurses   []nurse
	travel   [][]int // minutes from town to town; the diagonal is travel within a town
	patterns []pattern

	patientAt, nurseAt map[int]int // by id
}

// Name implements [suite.Instance].
func (in *instance) Name() string { return in.name }

// field is what one number of a line means.
type field struct {
	name      string
	low, high int
}

// row is a line that is not blank.
type row struct {
	line   int
	fields []string
}

type reader struct {
	rows []row // still to read
	line int   // of the row read last
	errs []error
}

func (r *reader) say(line int, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("line %d: %s", line, fmt.Sprintf(format, args...)))
}

// next takes the numbers of the next line; ok tells that all of them are right.
func (r *reader) next(what string, fields ...field) (values []int, ok bool) {
	here := r.rows[0]
	r.rows, r.line = r.rows[1:], here.line
	values = make([]int, len(fields))
	if len(here.fields) != len(fields) {
		r.say(here.line, "%s: %d numbers are wanted, not %d", what, len(fields), len(here.fields))
		return values, false
	}
	found := len(r.errs)
	for i, f := range fields {
		n, err := strconv.Atoi(here.fields[i])
		switch {
		case err != nil:
			r.say(here.line, "%s: %s %q is not a whole number", what, f.name, here.fields[i])
		case n < f.low || n > f.high:
			r.say(here.line, "%s: %s %d is out of range (%d to %d)", what, f.name, n, f.low, f.high)
		default:
			values[i] = n
		}
	}
	return values, len(r.errs) == found
}

// parse reads a file. Without its first line, or with a line too few or too many, nothing is
// known of the others; else every mistake is reported at once.
func parse(name string, data []byte) (*instance, error) {
	r := &reader{}
	last := 0
	for line := range strings.Lines(string(data)) {
		last++
		if f := strings.Fields(line); len(f) > 0 {
			r.rows = append(r.rows, row{last, f})
		}
	}
	if len(r.rows) == 0 {
		return nil, errors.New("line 1: the file is empty")
	}
	head, ok := r.next("sizes", field{"nodes", 2, maxPatients + 1}, field{"nurses", 1, maxOthers},
		field{"towns", 1, maxOthers}, field{"patterns", 1, maxOthers})
	if !ok {
		return nil, errors.Join(r.errs...)
	}
	people, nurses, towns, patterns := head[0]-1, head[1], head[2], head[3]
	if want := people + nurses + towns + patterns; len(r.rows) != want {
		r.say(last, "%d lines follow the first, %d are wanted: %d patients, %d nurses, %d towns, %d patterns", len(r.rows), want, people, nurses, towns, patterns)
		return nil, errors.Join(r.errs...)
	}
	in := &instance{name: name, patientAt: map[int]int{}, nurseAt: map[int]int{}}
	lines := in.readPatients(r, people, towns)
	in.readNurses(r, nurses)
	in.readTravel(r, towns)
	in.readPatterns(r, patterns)
	if len(r.errs) == 0 {
		in.choose(r, lines)
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return in, nil
}

func (in *instance) readPatients(r *reader, people, towns int) (lines []int) {
	for i := range people {
		n, ok := r.next("patient", field{"id", 0, maxID}, field{"number of nurses", 1, maxOthers},
			field{"visits of skill 1", 0, weekdays}, field{"visits of skill 2", 0, weekdays}, field{"town", 0, towns - 1})
		in.patients = append(in.patients, patient{id: n[0], carers: n[1], visits: [...]int{0, n[2], n[3]}, town: n[4]})
		lines = append(lines, r.line)
		if ok {
			r.enter("patient", in.patientAt, n[0], i)
		}
	}
	return lines
}

func (in *instance) readNurses(r *reader, nurses int) {
	for i := range nurses {
		n, ok := r.next("nurse", field{"id", 0, maxID}, field{"skill", 1, skilled}, field{"hours", 1, 24})
		in.nurses = append(in.nurses, nurse{n[0], n[1], 60 * n[2]})
		if ok {
			r.enter("nurse", in.nurseAt, n[0], i)
		}
	}
}

// enter notes where an id stands.
func (r *reader) enter(what string, at map[int]int, id, index int) {
	if _, twice := at[id]; twice {
		r.say(r.line, "%s: id %d stands there twice", what, id)
	}
	at[id] = index
}

func (in *instance) readTravel(r *reader, towns int) {
	fields := make([]field, towns)
	for j := range fields {
		fields[j] = field{fmt.Sprintf("to town %d", j), 0, maxMinutes}
	}
	for i := range towns {
		n, _ := r.next(fmt.Sprintf("travel from town %d", i), fields...)
		in.travel = append(in.travel, n)
	}
}

func (in *instance) readPatterns(r *reader, patterns int) {
	fields := make([]field, weekdays)
	for d := range fields {
		fields[d] = field{fmt.Sprintf("day %d", d+1), 0, skilled}
	}
	for range patterns {
		n, _ := r.next("pattern", fields...)
		in.patterns = append(in.patterns, pattern(n))
	}
}

// choose finds each patient's patterns: those with exactly their visits of either skill.
func (in *instance) choose(r *reader, lines []int) {
	for i := range in.patients {
		p := &in.patients[i]
		for k, days := range in.patterns {
			var count [skilled + 1]int
			for _, code := range days {
				count[code]++
			}
			if count[1] == p.visits[1] && count[2] == p.visits[2] {
				p.patterns = append(p.patterns, k)
			}
		}
		switch {
		case p.visits[1]+p.visits[2] == 0:
			r.say(lines[i], "patient %d: there is no visit", p.id)
		case len(p.patterns) == 0:
			r.say(lines[i], "patient %d: no pattern has %d visits of skill 1 and %d of skill 2", p.id, p.visits[1], p.visits[2])
		}
	}
}
