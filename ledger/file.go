package ledger

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/model"
)

var header = []string{
	"line", "booked", "pool", "from", "to", "date", "kind", "debit", "credit", "minutes", "person", "visit", "reason", "by", "sum",
}

// What a file may hold at most. As many entries as fit into it, of as many minutes each, have a sum that an int64 holds.
const (
	mostBytes   = 64 << 20
	mostMinutes = 1e12
	mostDays    = 53 * 7 // of a period, as pools.csv may say
)

// Write writes the file of a book: a row per entry and the line that closes it.
func Write(w io.Writer, b *Book) error {
	out := csv.NewWriter(w)
	rows := make([][]string, 0, len(b.Entries)+2)
	rows = append(rows, header)
	for i := range b.Entries {
		e := &b.Entries[i]
		rows = append(rows, append(e.cells(), e.Sum))
	}
	end := b.close()
	return out.WriteAll(append(rows, append(end.cells(), end.Sum)))
}

// Read reads such a file and checks every line of it. The diagnostics are all that is wrong; the book is then nil.
func Read(in io.Reader, file string) (*Book, model.Diagnostics) {
	r := reader{file: file, spans: map[span]int{}}
	text, err := io.ReadAll(io.LimitReader(in, mostBytes+1))
	if err != nil || len(text) > mostBytes {
		r.say("E1004", 0, "", "", fmt.Sprintf("the file cannot be read or is larger than %d MiB", mostBytes>>20))
		return nil, r.found
	}
	r.read(csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))))
	r.end()
	r.overlaps()
	if len(r.found) > 0 {
		return nil, r.found
	}
	return &Book{Entries: r.entries}, nil
}

// reader checks a file line by line.
type reader struct {
	file    string
	entries []Entry
	found   model.Diagnostics
	number  int    // of the row before
	before  string // its sum
	minutes int64  // so far
	at      int    // line of the file
	closed  bool
	spans   map[span]int // the line that first has each
}

// period is a period of a pool.
type period struct{ from, to model.Date }

// span is one with its pool.
type span struct {
	pool model.PoolID
	period
}

func (r *reader) say(code string, line int, column, value, message string) {
	r.found = append(r.found, advised(model.Diagnostic{Code: code, File: r.file, Line: line, Column: column, Value: value, Message: message}))
}

// advised gives a diagnostic the advice of its code where it has none of its own.
func advised(d model.Diagnostic) model.Diagnostic {
	if k := slices.IndexFunc(model.Codes, func(c model.CodeInfo) bool { return c.Code == d.Code }); d.Advice == "" && k >= 0 {
		d.Advice = strings.TrimSuffix(model.Codes[k].Fix, ".")
	}
	return d
}

func (r *reader) read(in *csv.Reader) {
	in.FieldsPerRecord = -1
	head, err := in.Read()
	if r.at = 1; err != nil || !slices.Equal(head, header) {
		r.say("E1557", 1, "", "", "the first line does not name the columns: "+strings.Join(header, ","))
		r.closed = true // nothing more is said
		return
	}
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.say("E1557", 0, "", "", "the file is not a table: "+err.Error())
			r.closed = true
			return
		}
		if r.at, _ = in.FieldPos(0); r.closed {
			r.say("E1556", r.at, "", "", "a line follows the one that closes the ledger")
			return
		}
		r.row(cells)
	}
}

// row reads one row and compares it with the row before.
func (r *reader) row(cells []string) {
	if len(cells) != len(header) {
		r.say("E1557", r.at, "", "", fmt.Sprintf("the row has %d cells, not %d", len(cells), len(header)))
		return
	}
	e, bad := parse(cells)
	if bad != "" {
		r.say("E1557", r.at, bad, cells[slices.Index(header, bad)], fmt.Sprintf("%q is no %s", cells[slices.Index(header, bad)], bad))
	}
	stated := cells[len(cells)-1]
	switch follows := r.number + 1; {
	case bad == "line":
		e.Line = follows
	case e.Line > follows+1:
		r.say("E1551", r.at, "line", cells[0], fmt.Sprintf("lines %d to %d are missing before this one", follows, e.Line-1))
	case e.Line == follows+1:
		r.say("E1551", r.at, "line", cells[0], fmt.Sprintf("line %d is missing before this one", follows))
	case e.Line < follows:
		r.say("E1551", r.at, "line", cells[0], fmt.Sprintf("line %d stands where line %d should", e.Line, follows))
	case bad == "" && stated != sum(r.before, cells[:len(cells)-1]):
		r.say("E1551", r.at, "sum", stated, "the line is not what was booked: it, or the sum of the line before it, was altered")
	}
	r.number, r.before = e.Line, stated
	if bad != "" {
		return
	}
	if e.Kind == total {
		r.close(e)
		return
	}
	r.minutes += e.Minutes
	if at := (span{e.Pool, period{e.From, e.To}}); r.spans[at] == 0 {
		r.spans[at] = r.at
	}
	r.entries = append(r.entries, e)
}

// close compares the last line with what stands before it.
func (r *reader) close(e Entry) {
	r.closed = true
	if len(r.found) == 0 && e.Minutes != r.minutes {
		r.say("E1556", r.at, "minutes", strconv.FormatInt(e.Minutes, 10), fmt.Sprintf("the last line says %d minutes, and the lines before it have %d", e.Minutes, r.minutes))
	}
}

// end asks for the last line.
func (r *reader) end() {
	if !r.closed {
		r.say("E1556", r.at, "", "", fmt.Sprintf("the ledger ends with line %d and not with its total", r.number))
	}
}

// overlaps tells of periods of a pool that overlap: each is compared with the one before it that lasts longest.
func (r *reader) overlaps() {
	spans := slices.SortedFunc(maps.Keys(r.spans), func(a, b span) int {
		return cmp.Or(cmp.Compare(a.pool, b.pool), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	last := 0
	for i := 1; i < len(spans); i++ {
		x, before := spans[i], spans[last]
		if x.pool == before.pool && x.from <= before.to {
			a, b := x, before
			if r.spans[a] < r.spans[b] { // the line that came later does not fit
				a, b = b, a
			}
			r.say("E1552", r.spans[a], "from", a.from.String(), fmt.Sprintf("pool %q: its period %s to %s overlaps with that of line %d of the file, %s to %s", a.pool, a.from, a.to, r.spans[b], b.from, b.to))
		}
		if x.pool != before.pool || x.to > before.to {
			last = i
		}
	}
}

// parse reads the cells of a row; bad names the first column that says nothing sensible.
func parse(cells []string) (e Entry, bad string) {
	wrong := func(column string, err error) {
		if err != nil && bad == "" {
			bad = column
		}
	}
	date := func(column string, text string, to *model.Date) {
		if text == "" && Kind(cells[6]) == total {
			return
		}
		d, err := model.ParseDate(text)
		*to = d
		wrong(column, err)
	}
	var err error
	e.Line, err = strconv.Atoi(cells[0])
	wrong("line", err)
	date("booked", cells[1], &e.Booked)
	e.Pool = model.PoolID(cells[2])
	date("from", cells[3], &e.From)
	date("to", cells[4], &e.To)
	date("date", cells[5], &e.Date)
	e.Kind, e.Debit, e.Credit = Kind(cells[6]), Account(cells[7]), Account(cells[8])
	e.Minutes, err = strconv.ParseInt(cells[9], 10, 64)
	wrong("minutes", err)
	e.Person, e.Visit, e.Reason, e.By, e.Sum = model.PersonID(cells[10]), model.VisitID(cells[11]), cells[12], cells[13], cells[14]
	if bad == "" {
		bad = e.nonsense()
	}
	return e, bad
}

// nonsense names a column that no entry has so.
func (e *Entry) nonsense() string {
	if e.Kind == total {
		return ""
	}
	k := e.Kind.rank()
	switch {
	case k < 0:
		return "kind"
	case e.Pool == "":
		return "pool"
	case e.To < e.From || e.To >= e.From.Add(mostDays):
		return "to"
	case e.Date < e.From || e.Date > e.To:
		return "date"
	case e.Debit != accounts[k].debit && e.Debit != accounts[k].credit:
		return "debit"
	case e.Debit == accounts[k].debit && e.Credit != accounts[k].credit || e.Debit == accounts[k].credit && e.Credit != accounts[k].debit:
		return "credit"
	case e.Minutes <= 0 || e.Minutes > mostMinutes:
		return "minutes"
	}
	return ""
}
