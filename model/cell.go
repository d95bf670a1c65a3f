package model

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// cell reads and writes one field of a row in its table form. The implementations hold one
// pointer each, so that making one allocates nothing.
type cell interface {
	kind() string        // as docs/FILES.md names it
	read(s string) error // s is tidy and not empty
	write() string       // "" for what an empty cell means
}

// named is a cell of one or more names, for lists of allowed values and references.
type named interface{ names() []string }

// measured is a cell of a number, for ranges; ok is false for an empty cell.
type measured interface {
	number() (value float64, ok bool)
}

// tidy makes any text fit for one cell: control characters, line ends among them, become
// spaces, and the outside is trimmed. CSV would not bring them back unchanged.
func tidy(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s))
}

type textCell[S ~string] struct{ p *S }

func text[S ~string](p *S) cell           { return textCell[S]{p} }
func (c textCell[S]) kind() string        { return "text" }
func (c textCell[S]) read(s string) error { *c.p = S(s); return nil }
func (c textCell[S]) write() string       { return string(*c.p) }
func (c textCell[S]) names() []string {
	if *c.p == "" {
		return nil
	}
	return []string{string(*c.p)}
}

// whole is an int whose zero means the default; count is one that is always written.
type (
	whole    struct{ p *int }
	count    struct{ p *int }
	wholePtr struct{ p **int }
)

func (c whole) kind() string    { return "whole number" }
func (c count) kind() string    { return "whole number" }
func (c wholePtr) kind() string { return "whole number" }

func (c whole) read(s string) (err error) { *c.p, err = readWhole(s); return err }
func (c count) read(s string) (err error) { *c.p, err = readWhole(s); return err }
func (c wholePtr) read(s string) error {
	n, err := readWhole(s)
	*c.p = &n
	return err
}

func (c whole) write() string {
	if *c.p == 0 {
		return ""
	}
	return strconv.Itoa(*c.p)
}
func (c count) write() string { return strconv.Itoa(*c.p) }
func (c wholePtr) write() string {
	if *c.p == nil {
		return ""
	}
	return strconv.Itoa(**c.p)
}

func (c whole) number() (float64, bool) { return float64(*c.p), *c.p != 0 }
func (c count) number() (float64, bool) { return float64(*c.p), true }
func (c wholePtr) number() (float64, bool) {
	return float64(deref(*c.p, 0)), *c.p != nil
}

func readWhole(s string) (int, error) {
	n, err := strconv.ParseInt(s, 10, 32)
	if errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("%q is too large", s)
	}
	if err != nil {
		return 0, fmt.Errorf("%q is not a whole number", s)
	}
	return int(n), nil
}

// decimal is a number whose zero means the default; amount is one that is always written.
type (
	decimal    struct{ p *float64 }
	amount     struct{ p *float64 }
	decimalPtr struct{ p **float64 }
)

func (c decimal) kind() string    { return "number" }
func (c amount) kind() string     { return "number" }
func (c decimalPtr) kind() string { return "number" }

func (c decimal) read(s string) (err error) { *c.p, err = readDecimal(s); return err }
func (c amount) read(s string) (err error)  { *c.p, err = readDecimal(s); return err }
func (c decimalPtr) read(s string) error {
	f, err := readDecimal(s)
	*c.p = &f
	return err
}

func (c decimal) write() string {
	if *c.p == 0 {
		return ""
	}
	return writeDecimal(*c.p)
}
func (c amount) write() string { return writeDecimal(*c.p) }
func (c decimalPtr) write() string {
	if *c.p == nil {
		return ""
	}
	return writeDecimal(**c.p)
}

func (c decimal) number() (float64, bool)    { return *c.p, *c.p != 0 }
func (c amount) number() (float64, bool)     { return *c.p, true }
func (c decimalPtr) number() (float64, bool) { return deref(*c.p, 0), *c.p != nil }

func writeDecimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func readDecimal(s string) (float64, error) {
	for _, r := range s {
		if !strings.ContainsRune("0123456789+-.eE", r) {
			return 0, fmt.Errorf("%q is not a number", s)
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) {
		return 0, fmt.Errorf("%q is not a number", s)
	}
	return f + 0, nil // + 0 turns -0 into 0
}

type (
	yes    struct{ p *bool }
	yesPtr struct{ p **bool }
)

func (c yes) kind() string              { return "yes or no" }
func (c yesPtr) kind() string           { return "yes or no" }
func (c yes) read(s string) (err error) { *c.p, err = readYes(s); return err }
func (c yesPtr) read(s string) error {
	b, err := readYes(s)
	*c.p = &b
	return err
}

func (c yes) write() string {
	if *c.p {
		return "yes"
	}
	return ""
}

func (c yesPtr) write() string {
	switch {
	case *c.p == nil:
		return ""
	case **c.p:
		return "yes"
	}
	return "no"
}

func readYes(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "yes", "y", "true", "1", "ie":
		return true, nil
	case "no", "n", "false", "0", "na":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither yes nor no", s)
}

// when is a date, dateTime a date with an optional clock time.
type (
	when     struct{ p *Date }
	dateTime struct{ p *Moment }
)

func (c when) kind() string                  { return "date" }
func (c when) read(s string) (err error)     { *c.p, err = ParseDate(s); return err }
func (c when) write() string                 { return c.p.String() }
func (c dateTime) kind() string              { return "date or date and time" }
func (c dateTime) read(s string) (err error) { *c.p, err = ParseMoment(s); return err }
func (c dateTime) write() string             { return c.p.String() }

// clock is a time that is always written, optClock one whose zero means none.
type (
	clock    struct{ p *Clock }
	optClock struct{ p *Clock }
)

func (c clock) kind() string                 { return "time" }
func (c optClock) kind() string              { return "time" }
func (c clock) read(s string) (err error)    { *c.p, err = readClock(s); return err }
func (c optClock) read(s string) (err error) { *c.p, err = readClock(s); return err }
func (c clock) write() string                { return c.p.String() }
func (c optClock) write() string {
	if *c.p == 0 {
		return ""
	}
	return c.p.String()
}

// readClock also takes the seconds that spreadsheets add: 07:30:00.
func readClock(s string) (Clock, error) {
	if strings.Count(s, ":") == 2 {
		s = strings.TrimSuffix(s, ":00")
	}
	return ParseClock(s)
}

type (
	dayset struct{ p *Days }
	weekOf struct{ p *Cycle }
)

func (c dayset) kind() string              { return "days" }
func (c dayset) read(s string) (err error) { *c.p, err = ParseDays(s); return err }
func (c dayset) write() string             { return c.p.String() }
func (c weekOf) kind() string              { return "week of cycle" }
func (c weekOf) read(s string) (err error) { *c.p, err = ParseCycle(s); return err }
func (c weekOf) write() string             { return c.p.String() }
