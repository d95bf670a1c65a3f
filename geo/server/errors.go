package server

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The codes of errors, as docs/ERRORS.md explains them.
const (
	CodeSettings = "E1630" // the settings of [travel.server]
	CodeSilent   = "E1631" // no answer: not reached, too slow, too busy
	CodeRefused  = "E1632" // the server will not answer this
	CodeAnswer   = "E1633" // the answer is none
	CodePoint    = "E1634" // a point is not on the server's map
)

// Error says which server failed, how, and what may be done. Neither the key nor anybody's position is in it.
type Error struct {
	Code    string
	Server  string // kind and address, without key or password; empty in settings
	Setting string // the key of [travel.server] that is wrong; empty if it is none
	Status  int    // of HTTP; 0 without an answer
	Message string
	Advice  string // "Maybe …"
	Points  []int  // indices of the points that it is about, where that is known

	cause error
}

// Error prints `E1632 osrm at https://…: status 400: …. Maybe …`.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code)
	for _, s := range []string{e.Server, e.Setting} {
		if s != "" {
			b.WriteString(" " + s)
		}
	}
	if e.Status > 0 {
		fmt.Fprintf(&b, ": status %d", e.Status)
	}
	fmt.Fprintf(&b, ": %s", e.Message)
	if e.Advice != "" {
		fmt.Fprintf(&b, ". %s", e.Advice)
	}
	return b.String()
}

// Unwrap gives the error of the connection, if there was one.
func (e *Error) Unwrap() error { return e.cause }

// Errors is everything that is wrong with settings.
type Errors []*Error

func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the single errors.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// fail names the server at an address, which may be that of one mode alone.
func (c *Client) fail(at, code, message, advice string) *Error {
	return &Error{Code: code, Server: c.o.Kind + " at " + at, Message: c.clean(message), Advice: advice}
}

// precise is a number that could be somebody's position.
var precise = regexp.MustCompile(`[-+]?\b\d{1,3}\.\d{3,}`)

// clean makes words of a server fit to print: without the key, without positions, on one short line.
func (c *Client) clean(text string) string {
	if c.o.Key != "" {
		text = strings.ReplaceAll(text, c.o.Key, "…")
	}
	text = precise.ReplaceAllString(text, "…")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	const most = 200
	if short := []rune(text); len(short) > most {
		text = string(short[:most]) + "…"
	}
	return text
}
