package calibrate

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/BurntSushi/toml"
)

// CodeFewOfCouncil warns of a council with too few journeys.
const CodeFewOfCouncil = "W2121"

// CouncilRows are the journeys of one council; "" where the table does not say.
type CouncilRows struct {
	Council string
	Rows    []Row
}

// ByCouncil sorts journeys by council, in the order of the alphabet.
func ByCouncil(rows []Row) []CouncilRows {
	by := map[string][]Row{}
	for _, r := range rows {
		by[r.Council] = append(by[r.Council], r)
	}
	out := make([]CouncilRows, 0, len(by))
	for _, name := range slices.Sorted(maps.Keys(by)) {
		out = append(out, CouncilRows{name, by[name]})
	}
	return out
}

// Days are the first and the last day of journeys of a mode; zero where none has one.
func Days(rows []Row, mode string) (first, last time.Time) {
	for _, r := range rows {
		if r.Mode != mode || r.Date.IsZero() {
			continue
		}
		if first.IsZero() || r.Date.Before(first) {
			first = r.Date
		}
		if r.Date.After(last) {
			last = r.Date
		}
	}
	return first, last
}

// GoodName tells whether a council's name can stand in a file of factors: 1 to 64 letters that can be printed, none of
// which ends a text there.
func GoodName(name string) bool {
	n := 0
	for _, r := range name {
		if !unicode.IsPrint(r) || r == '"' || r == '\\' || r == unicode.ReplacementChar {
			return false
		}
		n++
	}
	return n > 0 && n <= 64 && name == strings.TrimSpace(name)
}

// Section is [council.NAME.MODE] of a file of factors.
type Section struct {
	Council, Mode string
	From          time.Time // the day from which it holds
	Source        string
	Roads         string // the network, for a comment
	Result        *Result
}

// text is the section as it is written.
func (s Section) text() string {
	name := s.Council
	if strings.IndexFunc(name, func(r rune) bool {
		return r != '_' && r != '-' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	}) >= 0 {
		name = strconv.Quote(name)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "[council.%s.%s]\n", name, s.Mode)
	fmt.Fprintf(&b, "# Made by milltir roads calibrate on %s.\n", strings.Join(strings.Fields(s.Roads), " "))
	s.Result.comments(&b)
	fmt.Fprintf(&b, "from = %s\nsource = %s\n", s.From.Format(time.DateOnly), strconv.Quote(s.Source))
	s.Result.factors(&b)
	return b.String()
}

// What keeps a section from being put into a file of factors.
var (
	ErrOneCouncil = errors.New("it says at its top that as a whole it is of one council")
	ErrNoSection  = errors.New("its section of the council is not written as one, with its name in a line of its own")
	errNoTOML     = errors.New("it is not valid TOML")
)

// Merge puts the section of a council into a file of factors, in the place of an earlier one, or at its end; all else stays
// as it is, comments included. An empty file is a new one.
func Merge(file []byte, s Section) ([]byte, error) {
	before := map[string]any{}
	if _, err := toml.Decode(string(file), &before); err != nil {
		return nil, fmt.Errorf("%w: %w", errNoTOML, err)
	}
	if _, text := before["council"].(string); text {
		return nil, ErrOneCouncil
	}
	lines := strings.SplitAfter(string(file), "\n")
	start, end := sectionLines(lines, s.Council, s.Mode)
	var out strings.Builder
	out.WriteString(strings.Join(lines[:start], ""))
	if start == len(lines) && out.Len() > 0 {
		if !strings.HasSuffix(out.String(), "\n") {
			out.WriteString("\n")
		}
		if !strings.HasSuffix(out.String(), "\n\n") {
			out.WriteString("\n")
		}
	}
	out.WriteString(s.text())
	out.WriteString(strings.Join(lines[end:], ""))
	after, own := map[string]any{}, map[string]any{}
	if _, err := toml.Decode(out.String(), &after); err != nil {
		return nil, ErrNoSection
	}
	if _, err := toml.Decode(s.text(), &own); err != nil {
		return nil, fmt.Errorf("calibrate: a section that is not valid: %w", err)
	}
	put(before, s, own)
	if !reflect.DeepEqual(before, after) { // a line in a text looked like a section
		return nil, ErrNoSection
	}
	return []byte(out.String()), nil
}

// sectionLines are the lines of a section from its name to its last one with something in it: comments before the next
// section are that one's. Where there is none it would begin behind the last line.
func sectionLines(lines []string, council, mode string) (start, end int) {
	start, end = len(lines), len(lines)
	for i, line := range lines {
		if !strings.HasPrefix(strings.TrimSpace(line), "[") {
			continue
		}
		tree := map[string]any{}
		if _, err := toml.Decode(line, &tree); err != nil {
			continue
		}
		if start < len(lines) {
			end = i
			break
		}
		councils, _ := tree["council"].(map[string]any)
		modes, _ := councils[council].(map[string]any)
		if _, is := modes[mode]; is {
			start = i
		}
	}
	for end > start+1 {
		if line := strings.TrimSpace(lines[end-1]); line != "" && !strings.HasPrefix(line, "#") {
			break
		}
		end--
	}
	return start, end
}

// put puts a section into a tree.
func put(tree map[string]any, s Section, own map[string]any) {
	at := func(tree map[string]any, key string) map[string]any {
		inner, ok := tree[key].(map[string]any)
		if !ok {
			inner = map[string]any{}
			tree[key] = inner
		}
		return inner
	}
	at(at(tree, "council"), s.Council)[s.Mode] = at(at(own, "council"), s.Council)[s.Mode]
}
