package vrptw

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Limits of what is read: a week is what the clock of our model holds, and with these
// coordinates every leg fits its ticks. Published instances keep far within them.
const (
	mostBytes      = 4 << 20
	mostCustomers  = 5000
	mostVehicles   = 100_000
	mostCoordinate = 10_000
	mostTime       = 7*1440 - 1
	mostService    = 2880
	mostLoad       = 100_000
)

// customer is a row of the format; row 0 is the depot, whose window bounds every route.
type customer struct {
	x, y                        float64
	demand, ready, due, service int
	line                        int
}

// instance is what an instance file says, under a convention.
type instance struct {
	name            string
	conv            *convention
	fleet, capacity int
	customers       []customer // 0 is the depot
}

func (in *instance) Name() string { return in.name }

// faults gathers what is wrong, all of it up to a number that somebody may want to read.
type faults struct {
	list []error
	more int
}

func (f *faults) at(line int, format string, args ...any) {
	if len(f.list) == 20 {
		f.more++
		return
	}
	f.list = append(f.list, fmt.Errorf("line %d: %s", line, fmt.Sprintf(format, args...)))
}

func (f *faults) err() error {
	if f.more > 0 {
		return errors.Join(append(f.list, fmt.Errorf("and %d more", f.more))...)
	}
	return errors.Join(f.list...)
}

// row is a line that is not blank.
type row struct {
	line   int // from 1
	fields []string
}

func readRows(r io.Reader) ([]row, error) {
	text, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err != nil {
		return nil, err
	}
	if len(text) > mostBytes {
		return nil, fmt.Errorf("the file is larger than %d bytes", mostBytes)
	}
	var rows []row
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		if fields := strings.Fields(line); len(fields) > 0 {
			rows = append(rows, row{n, fields})
		}
	}
	return rows, nil
}

// head is the format before its table: lines that are not blank, known by their first word
// where they have a fixed one.
var head = []struct{ word, what string }{
	{"", "the name of the instance"},
	{"VEHICLE", "VEHICLE"},
	{"NUMBER", "NUMBER and CAPACITY"},
	{"", "the number and capacity of the vehicles"},
	{"CUSTOMER", "CUSTOMER"},
	{"CUST", "the heads of the columns"},
}

// read reads the classic text format: a name, the fleet, a table of customers.
func read(r io.Reader) (*instance, error) {
	rows, err := readRows(r)
	if err != nil {
		return nil, err
	}
	last := 0
	for i, h := range head {
		if i == len(rows) {
			return nil, fmt.Errorf("line %d: the file ends where %s should stand", last+1, h.what)
		}
		last = rows[i].line
		if found := rows[i].fields[0]; h.word != "" && !strings.EqualFold(found, h.word) {
			return nil, fmt.Errorf("line %d: %q stands where %s should", last, short(found), h.what)
		}
	}
	in, f := &instance{}, &faults{}
	in.readFleet(rows[3], f)
	for _, row := range rows[len(head):] {
		if len(in.customers) > mostCustomers {
			f.at(row.line, "more than %d customers", mostCustomers)
			break
		}
		in.readCustomer(row, f)
	}
	if len(in.customers) < 2 {
		f.at(rows[len(rows)-1].line+1, "a depot and at least one customer are needed, not %d rows", len(in.customers))
	} else {
		in.together(f)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	return in, nil
}

func (in *instance) readFleet(r row, f *faults) {
	if len(r.fields) != 2 {
		f.at(r.line, "%d values where NUMBER and CAPACITY are expected", len(r.fields))
		return
	}
	in.fleet = whole(r, 0, "the number of vehicles", limits{1, mostVehicles}, f)
	in.capacity = whole(r, 1, "the capacity", limits{1, mostLoad}, f) // 0 is no limit to our model
}

// readCustomer adds a row, a wrong one too, so that the numbers of the rest stay right.
func (in *instance) readCustomer(r row, f *faults) {
	n := len(in.customers)
	in.customers = append(in.customers, customer{line: r.line})
	c := &in.customers[n]
	if len(r.fields) != 7 {
		f.at(r.line, "%d values where a customer has 7", len(r.fields))
		return
	}
	if id := whole(r, 0, "the number", limits{0, mostVehicles}, f); id != n {
		f.at(r.line, "customer %s stands where %d is expected", short(r.fields[0]), n)
	}
	place := limits{-mostCoordinate, mostCoordinate}
	c.x = number(r, 1, "the x coordinate", place, f)
	c.y = number(r, 2, "the y coordinate", place, f)
	c.demand = whole(r, 3, "the demand", limits{0, mostLoad}, f)
	c.ready = whole(r, 4, "the ready time", limits{0, mostTime}, f)
	c.due = whole(r, 5, "the due date", limits{0, mostTime}, f)
	c.service = whole(r, 6, "the service time", limits{0, mostService}, f)
	if c.due < c.ready {
		f.at(r.line, "the due date %d is before the ready time %d", c.due, c.ready)
	}
}

// together checks what rows say of each other.
func (in *instance) together(f *faults) {
	depot := &in.customers[0]
	if len(f.list) > 0 {
		return // of what was not read, nothing can be said
	}
	if depot.demand != 0 || depot.service != 0 {
		f.at(depot.line, "the depot has a demand or a service time")
	}
	if depot.due == depot.ready {
		f.at(depot.line, "the depot closes when it opens")
	}
	for i := range in.customers[1:] {
		if c := &in.customers[i+1]; c.demand > in.capacity {
			f.at(c.line, "the demand %d is more than the capacity %d of a vehicle", c.demand, in.capacity)
		}
	}
}

type limits struct{ low, high float64 }

// number reads a value of a row; 0 where there is none.
func number(r row, i int, what string, in limits, f *faults) float64 {
	x, err := strconv.ParseFloat(r.fields[i], 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange), math.IsNaN(x):
		f.at(r.line, "%s %q is no number", what, short(r.fields[i]))
	case x < in.low || x > in.high:
		f.at(r.line, "%s %s is out of range (%g to %g)", what, short(r.fields[i]), in.low, in.high)
	default:
		return x
	}
	return 0
}

// whole reads a whole number; Solomon's own files write them as 10.00.
func whole(r row, i int, what string, in limits, f *faults) int {
	x := number(r, i, what, in, f)
	if x != math.Trunc(x) {
		f.at(r.line, "%s %s is no whole number", what, short(r.fields[i]))
		return 0
	}
	return int(x)
}

// short keeps messages about hostile input readable.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
