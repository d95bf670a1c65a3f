package roads

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// Codes of errors about input; docs/ERRORS.md explains them.
const (
	CodeExtract = "E1620" // an extract cannot be read
	CodeFile    = "E1621" // a built network cannot be read
	CodeFactors = "E1622" // a factor file is wrong
	CodePoints  = "E1623" // a table of points is wrong
	CodeCouncil = "E1624" // a council's section of a factor file is wrong, or not there
)

// Error is something wrong with a file that a user gave.
type Error struct {
	Code   string
	File   string // without folders
	Line   int    // 0: none
	Reason string
	Advice string // "Maybe …"
}

// Error prints code, file, line, reason and advice in one line.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", e.Code, e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	fmt.Fprintf(&b, ": %s", e.Reason)
	if e.Advice != "" {
		fmt.Fprintf(&b, ". %s", e.Advice)
	}
	return b.String()
}

// Errors are all that is wrong with one file.
type Errors []*Error

// Error prints one line for each.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

// Cause is what went wrong with a file, without its path.
func Cause(err error) string {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
