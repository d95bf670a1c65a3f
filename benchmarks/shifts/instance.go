package shifts

import (
	"strconv"

	"github.com/milltir/milltir/benchmarks/suite"
)

// shift is a kind of shift; one a day at most, whoever works it.
type shift struct {
	id      string
	minutes int
	bars    []bool // by shift: it may not follow on the next day
}

// employee is a line of the roster. A run is days in a row with a shift each, of any kinds.
type employee struct {
	id                     string
	most                   []int  // by shift: days with it, over the horizon
	minMinutes, maxMinutes int    // over the horizon
	minRun, maxRun         int    // days worked in a row
	minOff                 int    // days off in a row
	weekends               int    // most with work on Saturday or Sunday
	off                    []bool // by day: work is not possible
}

// request asks for a shift on a day, or for not having it.
type request struct {
	employee, day, shift int
	weight               int // cost if it is not met
}

// cover is how many are wanted on a shift of a day.
type cover struct {
	need        int
	under, over int // cost for each who is missing, for each who is too many
}

// instance is one file. Days count from 0, a Monday.
type instance struct {
	name      string
	days      int
	shifts    []shift
	employees []employee
	on, off   []request
	cover     [][]cover // by day, by shift

	shiftAt, employeeAt map[string]int // by id
}

// roster is a solution: the shift of each employee on each day, free where there is none.
type roster [][]int

// free is a day without a shift, and freeSign how it is written.
const (
	free     = -1
	freeSign = "-"
)

// Name is the file's stem.
func (in *instance) Name() string { return in.name }

// Most that a file may hold: beyond any published instance (364 days, 150 employees, 32 shifts), and so
// small that no sum overflows.
const (
	maxDays      = 1000
	maxEmployees = 1000
	maxShifts    = 100
	maxMinutes   = 1_000_000 // of a total
	maxWeight    = 1_000_000
	dayMinutes   = 1440
)

// parse reads a file in the published text format. file is its name, the stem of which becomes that
// of the instance. An error has a line for everything that is wrong, such as "Instance1.txt:12: …".
func parse(file string, data []byte) (*instance, error) {
	r := split(file, data)
	if len(r.errs) > 0 { // without sound sections nothing is known of a line
		return nil, r.err()
	}
	in := &instance{name: suite.Stem(file)}
	in.readHorizon(r)
	in.readShifts(r)
	in.readStaff(r)
	if len(in.shifts) > 0 && len(in.employees) > 0 && in.days > 0 { // what follows names them
		in.readDaysOff(r)
		in.on = in.readRequests(r, onRequests)
		in.off = in.readRequests(r, offRequests)
		in.readCover(r)
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return in, nil
}

func (in *instance) readHorizon(r *reader) {
	s := r.sections[horizon]
	if len(s.rows) != 1 {
		r.say(s.line, "%s: one number of days is wanted, not %d lines", horizon, len(s.rows))
		return
	}
	before := len(r.errs)
	s.rows[0].width(r, 1)
	in.days = s.rows[0].number(r, 0, "days", 1, maxDays)
	if len(r.errs) > before {
		in.days = 0 // no day is judged by a horizon that is not known
	}
}

// readShifts takes the ids first, as a shift may name one below it.
func (in *instance) readShifts(r *reader) {
	in.shiftAt = map[string]int{}
	rows := r.rows(shiftTypes, maxShifts)
	for _, x := range rows {
		in.shifts = append(in.shifts, shift{id: x.id(r, 0, "shift", in.shiftAt), minutes: x.number(r, 1, "minutes", 1, dayMinutes)})
		x.width(r, 3)
	}
	for i, x := range rows {
		in.shifts[i].bars = make([]bool, len(rows))
		for _, id := range x.list(2) {
			if after, ok := x.find(r, id, "shift", in.shiftAt); ok {
				if in.shifts[i].bars[after] {
					r.say(x.line, "shift %q stands there twice", id)
				}
				in.shifts[i].bars[after] = true
			}
		}
	}
}

func (in *instance) readStaff(r *reader) {
	in.employeeAt = map[string]int{}
	for _, x := range r.rows(staff, maxEmployees) {
		e := employee{id: x.id(r, 0, "employee", in.employeeAt), off: make([]bool, in.days)}
		e.most = in.readMost(r, &x)
		e.maxMinutes, e.minMinutes = x.number(r, 2, "most minutes", 0, maxMinutes), x.number(r, 3, "least minutes", 0, maxMinutes)
		e.maxRun, e.minRun = x.number(r, 4, "most shifts in a row", 1, maxDays), x.number(r, 5, "least shifts in a row", 0, maxDays)
		e.minOff, e.weekends = x.number(r, 6, "least days off in a row", 0, maxDays), x.number(r, 7, "most weekends", 0, maxDays)
		x.width(r, 8)
		if e.minMinutes > e.maxMinutes {
			r.say(x.line, "the least minutes, %d, are more than the most, %d", e.minMinutes, e.maxMinutes)
		}
		if e.minRun > e.maxRun {
			r.say(x.line, "the least shifts in a row, %d, are more than the most, %d", e.minRun, e.maxRun)
		}
		in.employees = append(in.employees, e)
	}
}

// readMost reads "D=14|N=3", which has to name every shift.
func (in *instance) readMost(r *reader, x *row) []int {
	most := make([]int, len(in.shifts))
	named := make([]bool, len(in.shifts))
	for _, text := range x.list(1) {
		id, number, ok := cut(text, "=")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n < 0 || n > maxDays {
			r.say(x.line, "%q is not of the form D=14 with a number from 0 to %d", text, maxDays)
			continue
		}
		if i, ok := x.find(r, id, "shift", in.shiftAt); ok {
			if named[i] {
				r.say(x.line, "the most of shift %q stands there twice", id)
			}
			most[i], named[i] = n, true
		}
	}
	for i, ok := range named {
		if !ok {
			r.say(x.line, "the most of shift %q is missing", in.shifts[i].id)
		}
	}
	return most
}

func (in *instance) readDaysOff(r *reader) {
	seen := map[int]bool{}
	for _, x := range r.rows(daysOff, maxEmployees) {
		e, ok := x.find(r, x.text(0), "employee", in.employeeAt)
		if !ok {
			continue
		}
		if seen[e] {
			r.say(x.line, "the days off of %q stand there twice", x.text(0))
		}
		seen[e] = true
		if len(x.fields) < 2 {
			r.say(x.line, "no day off")
		}
		for i := 1; i < len(x.fields); i++ {
			day, ok := x.index(r, i, "day", in.days)
			if !ok {
				continue
			}
			if in.employees[e].off[day] {
				r.say(x.line, "day %d stands there twice", day)
			}
			in.employees[e].off[day] = true
		}
	}
}

func (in *instance) readRequests(r *reader, section string) (list []request) {
	seen := map[[3]int]bool{}
	for _, x := range r.rows(section, maxDays*maxEmployees) {
		e, known := x.find(r, x.text(0), "employee", in.employeeAt)
		day, ok := x.index(r, 1, "day", in.days)
		s, is := x.find(r, x.text(2), "shift", in.shiftAt)
		q := request{e, day, s, x.number(r, 3, "weight", 0, maxWeight)}
		x.width(r, 4)
		if !known || !ok || !is {
			continue
		}
		if seen[[3]int{e, day, s}] {
			r.say(x.line, "%s: %s, day %d, shift %s stands there twice", section, in.employees[e].id, day, in.shifts[s].id)
		}
		seen[[3]int{e, day, s}] = true
		list = append(list, q)
	}
	return list
}

// readCover wants a line for every shift of every day, so that a file that was cut short is seen.
func (in *instance) readCover(r *reader) {
	seen := make([][]bool, in.days)
	for d := range seen {
		seen[d] = make([]bool, len(in.shifts))
		in.cover = append(in.cover, make([]cover, len(in.shifts)))
	}
	for _, x := range r.rows(coverage, maxDays*maxShifts) {
		day, ok := x.index(r, 0, "day", in.days)
		s, is := x.find(r, x.text(1), "shift", in.shiftAt)
		c := cover{x.number(r, 2, "requirement", 0, maxEmployees), x.number(r, 3, "weight under", 0, maxWeight), x.number(r, 4, "weight over", 0, maxWeight)}
		x.width(r, 5)
		if !ok || !is {
			continue
		}
		if seen[day][s] {
			r.say(x.line, "%s: day %d, shift %s stands there twice", coverage, day, in.shifts[s].id)
		}
		in.cover[day][s], seen[day][s] = c, true
	}
	missing, first := 0, ""
	for d := range seen {
		for s, ok := range seen[d] {
			if ok {
				continue
			}
			if missing == 0 {
				first = "day " + strconv.Itoa(d) + ", shift " + in.shifts[s].id
			}
			missing++
		}
	}
	if missing > 0 {
		r.say(r.ends, "%s: %d of %d lines are missing, the first for %s", coverage, missing, in.days*len(in.shifts), first)
	}
}
