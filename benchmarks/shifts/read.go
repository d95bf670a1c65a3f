package shifts

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The sections of a file; their order is free, as what is in one may name what is in another.
const (
	horizon     = "SECTION_HORIZON"
	shiftTypes  = "SECTION_SHIFTS"
	staff       = "SECTION_STAFF"
	daysOff     = "SECTION_DAYS_OFF"
	onRequests  = "SECTION_SHIFT_ON_REQUESTS"
	offRequests = "SECTION_SHIFT_OFF_REQUESTS"
	coverage    = "SECTION_COVER"
)

var sections = []string{horizon, shiftTypes, staff, daysOff, onRequests, offRequests, coverage}

const maxMistakes = 200 // ends a list that nobody would read to the end

// section is what follows a heading.
type section struct {
	line int // of the heading
	rows []row
}

// row is a line with commas; blank lines and those that begin with # are none.
type row struct {
	line   int
	fields []string // without the blanks around them
}

type reader struct {
	file     string
	sections map[string]*section
	ends     int // the last line
	errs     []error
}

func (r *reader) say(line int, format string, args ...any) {
	if len(r.errs) < maxMistakes {
		r.errs = append(r.errs, fmt.Errorf("%s:%d: %s", r.file, line, fmt.Sprintf(format, args...)))
	}
}

func (r *reader) err() error { return errors.Join(r.errs...) }

// split takes the file apart. Every section has to be there once.
func split(file string, data []byte) *reader {
	r := &reader{file: file, sections: map[string]*section{}}
	open := &section{}
	text := strings.TrimPrefix(string(data), "\uFEFF")
	for line := range strings.Lines(text) {
		r.ends++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "SECTION"):
			if !slices.Contains(sections, line) {
				r.say(r.ends, "%.70q is not a section that is known", line)
			}
			if r.sections[line] != nil {
				r.say(r.ends, "%s stands there twice", line)
			}
			open = &section{line: r.ends}
			r.sections[line] = open
		case open.line == 0:
			r.say(r.ends, "%.70q stands before the first section", line)
		default:
			fields := strings.Split(line, ",")
			for i := range fields {
				fields[i] = strings.TrimSpace(fields[i])
			}
			open.rows = append(open.rows, row{r.ends, fields})
		}
	}
	r.ends = max(r.ends, 1)
	for _, name := range sections {
		if r.sections[name] == nil {
			r.say(r.ends, "there is no %s", name)
		}
	}
	return r
}

// rows are the lines of a section, of too many only so many as may be there.
func (r *reader) rows(name string, most int) []row {
	s := r.sections[name]
	if len(s.rows) > most {
		r.say(s.rows[most].line, "%s: more than %d lines", name, most)
		return s.rows[:most]
	}
	if len(s.rows) == 0 && (name == shiftTypes || name == staff) {
		r.say(s.line, "%s: there is nothing in it", name)
	}
	return s.rows
}

// text is the i-th field, "" if there is none.
func (x *row) text(i int) string {
	if i < len(x.fields) {
		return x.fields[i]
	}
	return ""
}

// width wants so many fields.
func (x *row) width(r *reader, want int) {
	if len(x.fields) != want {
		r.say(x.line, "%d fields are wanted, not %d", want, len(x.fields))
	}
}

// number is the i-th field as a number within bounds; else low, and a mistake.
func (x *row) number(r *reader, i int, what string, low, high int) int {
	n, err := strconv.Atoi(x.text(i))
	if err != nil || n < low || n > high {
		r.say(x.line, "%s: %.70q is not a whole number from %d to %d", what, x.text(i), low, high)
		return low
	}
	return n
}

// index is the i-th field as a number below count; ok tells that it is one.
func (x *row) index(r *reader, i int, what string, count int) (n int, ok bool) {
	n, err := strconv.Atoi(x.text(i))
	if err != nil || n < 0 || n >= count {
		r.say(x.line, "%s: %.70q is not a whole number from 0 to %d", what, x.text(i), count-1)
		return 0, false
	}
	return n, true
}

// list is the i-th field's parts between bars.
func (x *row) list(i int) []string {
	if x.text(i) == "" {
		return nil
	}
	return strings.Split(x.text(i), "|")
}

// id is the i-th field as a new id, which gets the next index.
func (x *row) id(r *reader, i int, what string, index map[string]int) string {
	id := x.text(i)
	if _, twice := index[id]; twice {
		r.say(x.line, "%s %q stands there twice", what, id)
		return id
	}
	// Solutions have ids between blanks, with a dash for a day off.
	if len(strings.Fields(id)) != 1 || id == freeSign || len(id) > 64 || strings.ContainsAny(id, "|=") {
		r.say(x.line, "%.70q is no id of a %s", id, what)
	}
	index[id] = len(index)
	return id
}

// find is the index of an id; ok tells that it is known.
func (x *row) find(r *reader, id, what string, index map[string]int) (i int, ok bool) {
	i, ok = index[id]
	if !ok {
		r.say(x.line, "there is no %s %.70q", what, id)
	}
	return i, ok
}

// cut is strings.Cut without the blanks around the parts.
func cut(text, sep string) (before, after string, found bool) {
	before, after, found = strings.Cut(text, sep)
	return strings.TrimSpace(before), strings.TrimSpace(after), found
}
