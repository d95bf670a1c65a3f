package shifts

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readRoster reads a solution: one line per employee, the id and then a shift or "-" for each day,
// with blanks between; blank lines are skipped and the order of employees is free. An error has a
// line for everything that is wrong, with its line.
func (in *instance) readRoster(solution io.Reader) (roster, error) {
	data, err := io.ReadAll(solution)
	if err != nil {
		return nil, err
	}
	r := make(roster, len(in.employees))
	var errs []error
	line := 0
	for text := range strings.Lines(string(data)) {
		line++
		fields := strings.Fields(text)
		if len(fields) == 0 {
			continue
		}
		e, days, err := in.readLine(fields)
		if err == nil && r[e] != nil {
			err = fmt.Errorf("employee %s has two lines", fields[0])
		}
		switch {
		case err == nil:
			r[e] = days
		case len(errs) < maxMistakes:
			errs = append(errs, fmt.Errorf("line %d: %w", line, err))
		}
	}
	if len(errs) == 0 {
		for e, days := range r {
			if days == nil {
				errs = append(errs, fmt.Errorf("line %d: there is no line of employee %s", max(line, 1), in.employees[e].id))
			}
		}
	}
	return r, errors.Join(errs...)
}

func (in *instance) readLine(fields []string) (e int, days []int, err error) {
	e, known := in.employeeAt[fields[0]]
	if !known {
		return 0, nil, fmt.Errorf("there is no employee %.70q", fields[0])
	}
	if len(fields)-1 != in.days {
		return 0, nil, fmt.Errorf("employee %s has %d days, not %d", fields[0], len(fields)-1, in.days)
	}
	var errs []error
	for d, text := range fields[1:] {
		s, known := in.shiftAt[text]
		switch {
		case text == freeSign:
			s = free
		case !known:
			errs = append(errs, fmt.Errorf("employee %s, day %d: there is no shift %.70q", fields[0], d, text))
		}
		days = append(days, s)
	}
	return e, days, errors.Join(errs...)
}

// writeRoster writes a solution in the format that readRoster reads.
func (in *instance) writeRoster(w io.Writer, r roster) error {
	out := bufio.NewWriter(w)
	for e, days := range r {
		out.WriteString(in.employees[e].id)
		for _, s := range days {
			text := freeSign
			if s != free {
				text = in.shifts[s].id
			}
			out.WriteString(" " + text)
		}
		out.WriteString("\n")
	}
	return out.Flush()
}
