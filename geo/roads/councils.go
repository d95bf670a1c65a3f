package roads

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Council is what a file of factors says of one council.
type Council struct {
	Modes   map[string]CouncilMode                  // in place of the file's own section of the mode, as a whole
	Periods map[string]map[string]map[Class]float64 // by period and mode; likewise
}

// CouncilMode is a section [council.NAME.MODE].
type CouncilMode struct {
	From    string // the day from which it holds, 2006-01-02
	Source  string // who says so; may be empty
	Factors map[Class]float64
}

// Pace is by which factors a network is gone: those of a file, of one council in it, and in a period. Empty ones are none.
type Pace struct{ Factors, Council, Period string }

// For gives the factors for one council: its sections stand in place of the file's own of the same mode and period. A file
// may also say at its top that as a whole it is of one council. The error is an [*Error]. "" is nobody in particular.
func (f *Factors) For(council string) (*Factors, error) {
	if council == "" {
		return f, nil
	}
	out := *f
	out.taken = council
	c, ok := f.Councils[council]
	if !ok {
		if f.Council == council {
			return &out, nil
		}
		names := slices.Sorted(maps.Keys(f.Councils))
		advice := "It has none: write a section [council.NAME.car]"
		if f.Council != "" {
			names = append(names, f.Council)
		}
		if len(names) > 0 {
			advice = "It has: " + strings.Join(names, ", ")
		}
		return nil, &Error{Code: CodeCouncil, File: f.Name, Reason: fmt.Sprintf("it has no council %q", council), Advice: advice}
	}
	out.Always, out.Periods = maps.Clone(f.Always), map[string]map[string]map[Class]float64{}
	var sources []string
	out.From = ""
	for _, mode := range slices.Sorted(maps.Keys(c.Modes)) {
		m := c.Modes[mode]
		out.Always[mode] = m.Factors
		out.From = max(out.From, m.From)
		if m.Source != "" && !slices.Contains(sources, m.Source) {
			sources = append(sources, m.Source)
		}
	}
	out.Source = strings.Join(sources, "; ")
	for name, tables := range f.Periods {
		out.Periods[name] = maps.Clone(tables)
	}
	for name, tables := range c.Periods {
		if out.Periods[name] == nil {
			out.Periods[name] = map[string]map[Class]float64{}
		}
		maps.Copy(out.Periods[name], tables)
	}
	return &out, nil
}

// councils reads [council.NAME…].
func (r *factorReader) councils(all map[string]any) {
	r.f.Councils = map[string]*Council{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		sections, ok := all[name].(map[string]any)
		if !ok {
			r.badAs(CodeCouncil, "Write [council."+name+".car]", "council.%s has no section of a mode", name)
			continue
		}
		c := &Council{Modes: map[string]CouncilMode{}, Periods: map[string]map[string]map[Class]float64{}}
		r.f.Councils[name] = c
		for _, mode := range slices.Sorted(maps.Keys(sections)) {
			if mode == "period" {
				r.periods("council."+name+".period", sections[mode], c.Periods)
				continue
			}
			section := "council." + name + "." + mode
			table, _ := sections[mode].(map[string]any)
			m := CouncilMode{}
			if table != nil {
				table = maps.Clone(table)
				m.From, m.Source = r.from(section, table["from"]), r.source(section, table["source"])
				delete(table, "from")
				delete(table, "source")
			}
			to := map[string]map[Class]float64{}
			r.table(section, mode, anyTable(table), to)
			m.Factors = to[mode]
			c.Modes[mode] = m
		}
	}
}

// anyTable keeps a section that is none what it is.
func anyTable(table map[string]any) any {
	if table == nil {
		return nil
	}
	return table
}

// from reads the day from which the section of a council holds.
func (r *factorReader) from(section string, value any) string {
	day, ok := dayOf(value)
	if !ok {
		advice := "Write from = 2026-11-28"
		if value == nil {
			r.badAs(CodeCouncil, advice, "[%s] has no from: the day from which it holds", section)
		} else {
			r.badAs(CodeCouncil, advice, "[%s] from %q is no day", section, fmt.Sprint(value))
		}
	}
	return day
}

func (r *factorReader) source(section string, value any) string {
	text, ok := value.(string)
	if !ok && value != nil {
		r.badAs(CodeCouncil, "Put it in quotation marks", "[%s] source is no text", section)
	}
	return text
}

// dayOf reads a day, as a date or as a text.
func dayOf(value any) (day string, ok bool) {
	switch v := value.(type) {
	case time.Time:
		return v.Format(time.DateOnly), true
	case string:
		_, err := time.Parse(time.DateOnly, v)
		return v, err == nil
	}
	return "", false
}
