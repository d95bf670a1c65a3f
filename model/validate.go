package model

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Validate finds everything that is wrong (E…) or suspicious (W…) in a problem, all at once.
// Messages name file and line where the problem was read from files, else the path in JSON.
// What the readers return has passed it; a Problem built in Go has not.
func Validate(p *Problem) Diagnostics {
	if p == nil {
		return Diagnostics{{Code: "E1001", Message: "there is no problem"}}
	}
	found := validate(p, nil)
	arrange(found)
	return found
}

// maxFound ends a list of mistakes that nobody would read to the end.
const maxFound = 2000

// validator gathers what is found. It never changes the problem.
type validator struct {
	p           *Problem
	found       Diagnostics
	ids         map[string]map[string]bool // by table
	guesses     int                        // nearest matches looked up: each costs a walk over a table
	badSettings map[string]bool            // paths the reader has reported
	wrong       map[string]map[int]bool    // by table: rows with an error
	lacking     map[string]bool            // tables without a file of which that was said
	crowded     int                        // the pool with which more draws are proposed than can be, -1
	added       map[PoolID]int             // the most minutes that corrections add to a period of a pool
}

func validate(p *Problem, badSettings map[string]bool) Diagnostics {
	p = p.own() // what pools propose nobody has written
	v := &validator{p: p, ids: map[string]map[string]bool{}, badSettings: badSettings, wrong: map[string]map[int]bool{}, lacking: map[string]bool{}}
	v.settings()
	sound := len(v.found) == 0 && len(badSettings) == 0 // dates can be worked out
	for _, t := range tables {
		if t.infos()[0].name == "id" {
			v.ids[t.jsonKey()] = idSet(t, p)
		}
	}
	v.crowded = p.tooManyDraws()
	if ids := v.ids["visits"]; ids != nil && v.crowded < 0 {
		for _, x := range p.Draws() { // a rota has them like any visit
			ids[string(x.ID)] = true
		}
	}
	for _, t := range tables {
		t.check(v)
	}
	v.rows()
	if sound {
		v.overlaps()
	}
	v.suspicions(sound)
	return v.found
}

// at names a row for messages.
type at struct {
	v   *validator
	t   anyTable
	row int
}

// say reports something about one column of the row; column "" is the row as a whole.
func (a at) say(code, column, value, message, advice string) {
	if code[0] == 'E' {
		a.mark()
	}
	if len(a.v.found) >= maxFound {
		return
	}
	if id := a.t.id(a.v.p, a.row); id != "" {
		noun, _ := a.t.about()
		message = fmt.Sprintf("%s %q: %s", noun, id, message)
	}
	d := Diagnostic{Code: code, Column: column, Value: value, Message: message, Advice: advice}
	a.v.p.origin.place(&d, a.t, a.t.len(a.v.p), a.row)
	a.v.found = append(a.v.found, d)
}

// mark notes that something is wrong with the row.
func (a at) mark() {
	key := a.t.jsonKey()
	if a.v.wrong[key] == nil {
		a.v.wrong[key] = map[int]bool{}
	}
	a.v.wrong[key][a.row] = true
}

// whole tells whether all values of the row were read, so that they can be compared.
func (a at) whole() bool {
	s, _ := a.v.p.origin.row(a.t.jsonKey(), a.t.len(a.v.p), a.row)
	return !a.v.p.origin.isBad(a.t.jsonKey(), s.index, "")
}

// read tells whether the values of some columns were read, whatever else is wrong with the row.
func (a at) read(columns ...string) bool {
	s, _ := a.v.p.origin.row(a.t.jsonKey(), a.t.len(a.v.p), a.row)
	return !slices.ContainsFunc(columns, func(c string) bool { return a.v.p.origin.isBad(a.t.jsonKey(), s.index, c) })
}

// sound tells whether nothing is wrong with the row.
func (a at) sound() bool { return a.whole() && !a.v.wrong[a.t.jsonKey()][a.row] }

// complete tells whether tables were read to their end and every row of theirs is sound.
func (v *validator) complete(tables ...anyTable) bool {
	for _, t := range tables {
		if v.p.origin.lost(t.jsonKey()) || len(v.wrong[t.jsonKey()]) > 0 {
			return false
		}
		for i := range t.len(v.p) {
			if !(at{v, t, i}).whole() {
				return false
			}
		}
	}
	return true
}

func missing(d Diagnostic, column string) Diagnostic {
	d.Code, d.Message = "E1016", fmt.Sprintf("%s is empty", column)
	return d
}

// check looks at every value of the table by itself, and at its ids and keys.
func (t *table[T]) check(v *validator) {
	rows := *t.rows(v.p)
	keys, whole := map[string]int{}, map[string]int{}
	for i := range rows {
		here := at{v, t, i}
		s, _ := v.p.origin.row(t.json, len(rows), i)
		for k := range t.columns {
			if c := &t.columns[k]; !v.p.origin.isBad(t.json, s.index, c.name) {
				here.value(&c.colInfo, c.cell(&rows[i]))
			}
		}
		texts := t.texts(&rows[i])
		if !here.whole() {
			continue
		}
		all := strings.Join(texts, "\x1f")
		key := t.keyOf(texts)
		if first, twice := whole[all]; twice {
			here.say("E1019", "", "", "the row stands there twice"+v.lineOf(t, first), "Maybe one of them was meant to differ")
		} else if first, twice := keys[key]; twice && key != "" {
			here.say("E1018", t.keyNames()[0], texts[0], fmt.Sprintf("%s is not unique%s", strings.Join(t.keyNames(), ", "), v.lineOf(t, first)), "Maybe one of the rows is out of date")
		} else {
			whole[all], keys[key] = i, i
		}
	}
}

func (t *table[T]) keyOf(texts []string) string {
	var key []string
	for k := range t.columns {
		if t.columns[k].key {
			key = append(key, texts[k])
		}
	}
	return strings.Join(key, "\x1f")
}

func (t *table[T]) keyNames() []string {
	var names []string
	for k := range t.columns {
		if t.columns[k].key {
			names = append(names, t.columns[k].name)
		}
	}
	return names
}

// lineOf words where another row stands, "" where that is not known.
func (v *validator) lineOf(t anyTable, row int) string {
	if s, known := v.p.origin.row(t.jsonKey(), t.len(v.p), row); known {
		return fmt.Sprintf(" (see line %d)", s.line)
	}
	return ""
}

// value checks one value against its column.
func (a at) value(c *colInfo, x cell) {
	if c.required && c.fallback == "" && x.write() == "" {
		a.say("E1016", c.name, "", c.name+" is empty", "")
		return
	}
	if n, ok := x.(measured); ok {
		if f, given := n.number(); given && (f < c.min || f > c.max || f != f) {
			d := c.outOfRange(x.write())
			a.say(d.Code, d.Column, d.Value, d.Message, "")
		}
	}
	n, ok := x.(named)
	if ok && slices.Contains([]string{"list", languages{}.kind(), datedSkills{}.kind()}, x.kind()) {
		a.twice(c, n.names())
	}
	if !ok || (len(c.enum) == 0 && !c.id && !strings.HasPrefix(c.name, "name")) {
		return
	}
	for _, name := range n.names() {
		a.name(c, name)
	}
}

// twice warns of the first thing that a list names again.
func (a at) twice(c *colInfo, names []string) {
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			a.say("W2023", c.name, name, fmt.Sprintf("%s names %q twice", c.name, name), "Maybe one of the two was meant to be another")
			return
		}
	}
}

func (a at) name(c *colInfo, name string) {
	if strings.HasPrefix(c.name, "name") && len([]rune(name)) > 100 {
		a.say("W2010", c.name, name, fmt.Sprintf("%s is %d characters long and will not fit a run sheet", c.name, len([]rune(name))), "Maybe a note slipped into the cell")
	}
	allowed := c.enum
	if c.name == "mode" {
		allowed = append(slices.Clone(allowed), slices.Sorted(maps.Keys(a.v.p.Travel.Speeds))...)
	}
	switch {
	case c.name == "short_condition" && strings.EqualFold(name, "C"):
		a.say("E1020", c.name, name, "condition C, a visit that the person cuts short, happens on the day and is never planned", "Maybe the cell is meant to be empty")
	case len(c.enum) > 0 && !slices.Contains(allowed, name):
		a.say("E1020", c.name, name, fmt.Sprintf("%s %q is not one of %s", c.name, name, strings.Join(allowed, ", ")), cmp.Or(maybe(name, allowed), c.instead))
	case c.id && len(c.refs) == 0 && (name != tidy(name) || name == "" || strings.ContainsAny(name, ";:")):
		a.say("E1017", c.name, name, fmt.Sprintf("%s %q has a semicolon, a colon, a control character or a space at its end", c.name, name), "Maybe write - instead")
	case len(c.refs) > 0:
		a.reference(c, name)
	}
}

// reference checks that a name is an id of one of the column's tables. The table "carer:"
// stands for carers' homes, whose ids have that in front.
func (a at) reference(c *colInfo, name string) {
	v := a.v
	if slices.Contains(c.also, name) {
		return
	}
	var names []string // of the tables
	for _, t := range c.refs {
		key, prefix := t, ""
		if t == carerHome {
			key, prefix = "carers", carerHome
		}
		names = append(names, key)
		id, fits := strings.CutPrefix(name, prefix)
		if (fits && v.ids[key][id]) || v.p.origin.lost(key) {
			return
		}
	}
	if len(c.refs) == 1 && v.p.origin.lacks(c.refs[0]) {
		if a.mark(); !v.lacking[c.refs[0]] { // the first says it for all
			v.lacking[c.refs[0]] = true
			a.say("E1022", c.name, name, fmt.Sprintf("there is no %s, and %s %q should be in it", tableOf(c.refs[0]).file(), c.name, name), "Maybe the file has another name, or is in another folder")
		}
		return
	}
	a.say("E1022", c.name, name, fmt.Sprintf("%s %q is not in %s", c.name, name, strings.Join(names, ", ")), v.guess(c, name))
}

// carerHome stands before a carer's id where a location is named.
const carerHome = "carer:"

// guess finds the id that was probably meant; after many mistakes it stops looking.
func (v *validator) guess(c *colInfo, name string) string {
	if v.guesses++; v.guesses > 200 {
		return ""
	}
	candidates := slices.Clone(c.also)
	for _, t := range c.refs {
		if t != carerHome {
			candidates = append(candidates, slices.Collect(maps.Keys(v.ids[t]))...)
			continue
		}
		for id := range v.ids["carers"] {
			candidates = append(candidates, carerHome+id)
		}
	}
	return maybe(name, candidates)
}

// lost tells whether a table could not be read, so that nothing can be said of its ids.
func (o *origin) lost(table string) bool { return o != nil && o.broken[table] }

// lacks tells whether there is neither a file of a table nor a row.
func (o *origin) lacks(table string) bool { return o != nil && o.absent[table] }
