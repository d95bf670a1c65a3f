package model

import (
	"fmt"
	"strconv"
	"strings"
)

// items splits a list at its semicolons; empty items are left out.
func items(s string) []string {
	var out []string
	for x := range strings.SplitSeq(s, ";") {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

// parts splits an item at its colons.
func parts(s string) []string {
	out := strings.Split(s, ":")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// readItems reads every item of a list by one function.
func readItems[T any](s string, one func(string) (T, error)) ([]T, error) {
	var out []T
	for _, x := range items(s) {
		v, err := one(x)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// writeItems joins what one writes of each element.
func writeItems[T any](list []T, one func(T) string) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = one(x)
	}
	return strings.Join(out, ";")
}

type listCell[S ~string] struct{ p *[]S }

func list[S ~string](p *[]S) cell   { return listCell[S]{p} }
func (c listCell[S]) kind() string  { return "list" }
func (c listCell[S]) write() string { return strings.Join(c.names(), ";") }
func (c listCell[S]) read(s string) (err error) {
	*c.p, err = readItems(s, func(x string) (S, error) { return S(x), nil })
	return err
}

func (c listCell[S]) names() []string {
	out := make([]string, len(*c.p))
	for i, x := range *c.p {
		out[i] = string(x)
	}
	return out
}

// dateRange is first and last day, `2026-11-23;2026-11-27`.
type dateRange struct{ p *[]Date }

func (c dateRange) kind() string              { return "two dates" }
func (c dateRange) read(s string) (err error) { *c.p, err = readItems(s, ParseDate); return err }
func (c dateRange) write() string             { return writeItems(*c.p, Date.String) }

// windows are `07:30-08:30/08:00;12:00-13:00`.
type windows struct{ p *[]Window }

func (c windows) kind() string              { return "windows" }
func (c windows) read(s string) (err error) { *c.p, err = readItems(s, readWindow); return err }
func (c windows) write() string             { return writeItems(*c.p, writeWindow) }

func readWindow(s string) (w Window, err error) {
	span, preferred, hasPreferred := strings.Cut(s, "/")
	open, close, ok := strings.Cut(span, "-")
	if !ok {
		return w, fmt.Errorf("window %q is not of the form 07:30-08:30/08:00", s)
	}
	if w.Open, err = readClock(strings.TrimSpace(open)); err != nil {
		return w, err
	}
	if w.Close, err = readClock(strings.TrimSpace(close)); err != nil {
		return w, err
	}
	if hasPreferred {
		w.Preferred, err = readClock(strings.TrimSpace(preferred))
	}
	return w, err
}

func writeWindow(w Window) string {
	s := w.Open.String() + "-" + w.Close.String()
	if w.Preferred != 0 {
		s += "/" + w.Preferred.String()
	}
	return s
}

// shiftCounts are `shift:count` items.
type shiftCounts struct{ p *[]ShiftCount }

func (c shiftCounts) kind() string { return "shift:count" }
func (c shiftCounts) read(s string) (err error) {
	*c.p, err = readItems(s, func(x string) (ShiftCount, error) {
		i := strings.LastIndexByte(x, ':')
		if i <= 0 {
			return ShiftCount{}, fmt.Errorf("%q is not a shift and a number, such as night:4", x)
		}
		n, err := readWhole(strings.TrimSpace(x[i+1:]))
		if err == nil && (n < 0 || n > 1000) {
			err = fmt.Errorf("%d is not between 0 and 1000", n)
		}
		return ShiftCount{ShiftID(strings.TrimSpace(x[:i])), n}, err
	})
	return err
}

func (c shiftCounts) write() string {
	return writeItems(*c.p, func(x ShiftCount) string { return fmt.Sprintf("%s:%d", x.Shift, x.Count) })
}

func (c shiftCounts) names() []string {
	var out []string
	for _, x := range *c.p {
		out = append(out, string(x.Shift))
	}
	return out
}

// roles are `lead:hoist;support:`; several skills of one role follow each other,
// `lead:hoist:insulin`.
type roles struct{ p *[]Role }

func (c roles) kind() string { return "roles" }
func (c roles) read(s string) (err error) {
	*c.p, err = readItems(s, func(x string) (Role, error) {
		f := parts(x)
		r := Role{Name: f[0]}
		for _, k := range f[1:] {
			if k != "" {
				r.Skills = append(r.Skills, Skill(k))
			}
		}
		if r.Name == "" {
			return r, fmt.Errorf("role %q has no name before the colon", x)
		}
		return r, nil
	})
	return err
}

func (c roles) write() string {
	return writeItems(*c.p, func(r Role) string {
		s := r.Name + ":"
		for i, k := range r.Skills {
			if i > 0 {
				s += ":"
			}
			s += string(k)
		}
		return s
	})
}

func (c roles) names() []string {
	var out []string
	for _, r := range *c.p {
		out = append(out, r.Name)
		for _, k := range r.Skills {
			out = append(out, string(k))
		}
	}
	return out
}

// follows are `visit_id:min:max`, the max may be left out.
type follows struct{ p *[]Follow }

func (c follows) kind() string { return "visit:min:max" }
func (c follows) read(s string) (err error) {
	*c.p, err = readItems(s, func(x string) (f Follow, err error) {
		p := parts(x)
		if len(p) < 2 || len(p) > 3 {
			return f, fmt.Errorf("%q is not of the form visit:min:max", x)
		}
		f.Visit = VisitID(p[0])
		if f.Min, err = readWhole(p[1]); err != nil || len(p) == 2 || p[2] == "" {
			return f, err
		}
		f.Max, err = readWhole(p[2])
		return f, err
	})
	return err
}

func (c follows) write() string {
	return writeItems(*c.p, func(f Follow) string {
		s := fmt.Sprintf("%s:%d", f.Visit, f.Min)
		if f.Max != 0 {
			s += ":" + strconv.Itoa(f.Max)
		}
		return s
	})
}

func (c follows) names() []string {
	var out []string
	for _, f := range *c.p {
		out = append(out, string(f.Visit))
	}
	return out
}

// tie is `visit:min:max`; both bounds count, so both are written.
type tie struct{ p *Follow }

func (c tie) kind() string { return "visit:min:max" }
func (c tie) read(s string) (err error) {
	p := parts(s)
	if len(p) != 3 || p[0] == "" {
		return fmt.Errorf("%q is not of the form visit:min:max", s)
	}
	c.p.Visit = VisitID(p[0])
	if c.p.Min, err = readWhole(p[1]); err != nil {
		return err
	}
	c.p.Max, err = readWhole(p[2])
	return err
}

func (c tie) write() string {
	if c.p.Visit == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d", c.p.Visit, c.p.Min, c.p.Max)
}

func (c tie) names() []string {
	if c.p.Visit == "" {
		return nil
	}
	return []string{string(c.p.Visit)}
}

// numbers are `0;340;-1`. A matrix has a million of them: no detour over a list of texts.
type numbers struct{ p *[]int32 }

func (c numbers) kind() string { return "whole numbers" }
func (c numbers) read(s string) error {
	out := make([]int32, 0, 1+strings.Count(s, ";"))
	for x := range strings.SplitSeq(s, ";") {
		if x = strings.TrimSpace(x); x == "" {
			continue
		}
		n, err := readWhole(x)
		if err != nil {
			return err
		}
		out = append(out, int32(n))
	}
	*c.p = out
	return nil
}

func (c numbers) write() string {
	b := make([]byte, 0, 6*len(*c.p))
	for i, n := range *c.p {
		if i > 0 {
			b = append(b, ';')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return string(b)
}

// clocks are times of journeys, `07:05;-;09:05`.
type clocks struct{ p *[]Clock }

func (c clocks) kind() string { return "times" }
func (c clocks) read(s string) error {
	var out []Clock
	for x := range strings.SplitSeq(s, ";") {
		at := Clock(0)
		if x = strings.TrimSpace(x); x != "-" {
			var err error
			if at, err = readClock(x); err != nil {
				return err
			}
			if at == 0 {
				return fmt.Errorf("%q is no time of a journey: write 24:00 of the day before, or - where it does not stop", x)
			}
		}
		out = append(out, at)
	}
	*c.p = out
	return nil
}

func (c clocks) write() string {
	words := make([]string, len(*c.p))
	for i, t := range *c.p {
		if words[i] = t.String(); t == 0 {
			words[i] = "-"
		}
	}
	return strings.Join(words, ";")
}

// datedSkills are `hoist;insulin:2027-03-01`.
type datedSkills struct{ p *[]DatedSkill }

func (c datedSkills) kind() string { return "skills with last day" }
func (c datedSkills) read(s string) (err error) {
	*c.p, err = readItems(s, func(x string) (k DatedSkill, err error) {
		skill, until, ok := strings.Cut(x, ":")
		k.Skill = Skill(strings.TrimSpace(skill))
		if ok {
			k.Until, err = ParseDate(strings.TrimSpace(until))
		}
		return k, err
	})
	return err
}

func (c datedSkills) write() string {
	return writeItems(*c.p, func(k DatedSkill) string {
		if k.Until == 0 {
			return string(k.Skill)
		}
		return string(k.Skill) + ":" + k.Until.String()
	})
}

func (c datedSkills) names() []string {
	var out []string
	for _, k := range *c.p {
		out = append(out, string(k.Skill))
	}
	return out
}

// languages are `cy:5;en:4`.
type languages struct{ p *[]Language }

func (c languages) kind() string { return "languages with level" }
func (c languages) read(s string) (err error) {
	*c.p, err = readItems(s, func(x string) (l Language, err error) {
		p := parts(x)
		if len(p) != 2 || p[0] == "" {
			return l, fmt.Errorf("language %q is not of the form cy:5", x)
		}
		l.Code = p[0]
		l.Level, err = readWhole(p[1])
		return l, err
	})
	return err
}

func (c languages) write() string {
	return writeItems(*c.p, func(l Language) string { return fmt.Sprintf("%s:%d", l.Code, l.Level) })
}

func (c languages) names() []string {
	var out []string
	for _, l := range *c.p {
		out = append(out, l.Code)
	}
	return out
}

// lineCell is the points of a line, latitude and longitude in degrees: `52.71 -4.06;52.73 -4.02`.
type lineCell struct{ p *[]Coordinate }

func (c lineCell) kind() string { return "points" }
func (c lineCell) read(s string) error {
	var out []Coordinate
	for x := range strings.SplitSeq(s, ";") {
		words := strings.Fields(x)
		if len(words) == 0 {
			continue
		}
		if len(words) != 2 {
			return fmt.Errorf("%q is no latitude and longitude", x)
		}
		var at [2]float64
		for k, w := range words {
			v, err := strconv.ParseFloat(w, 64)
			if limit := 90 * float64(k+1); err != nil || !(v >= -limit && v <= limit) {
				return fmt.Errorf("%q is no latitude and longitude in degrees", x)
			}
			at[k] = v
		}
		out = append(out, Coordinate{at[0], at[1]})
	}
	*c.p = out
	return nil
}

func (c lineCell) write() string {
	words := make([]string, len(*c.p))
	for i, x := range *c.p {
		words[i] = strconv.FormatFloat(x.Lat, 'f', -1, 64) + " " + strconv.FormatFloat(x.Lon, 'f', -1, 64)
	}
	return strings.Join(words, ";")
}
