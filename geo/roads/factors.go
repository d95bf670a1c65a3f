package roads

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Factors multiply the seconds of roads by mode and class: always, and in named periods (school run, summer, night). They
// are how a council sets the tables of speeds right, by a file of its own or by `milltir roads calibrate`.
type Factors struct {
	Name    string // of the file, or of a table of ours
	From    string // the day from which they hold, 2006-01-02; may be empty
	Source  string // who says so; may be empty
	Always  map[string]map[Class]float64
	Periods map[string]map[string]map[Class]float64 // by period and mode

	Council  string              // whose the file is as a whole; may be empty
	Councils map[string]*Council // what it says of several; see [Factors.For]
	taken    string              // the council that For has taken
}

const (
	leastFactor, mostFactor = 0.2, 5.0
	mostFactorBytes         = 1 << 20
)

// DefaultFactors are periods for who has no file: estimates of ours of 2026-11-28, until a council's journeys say better.
// School run: term-time mornings and afternoons in and about towns. Summer: visitors on main roads in July and August.
// Night: empty roads, limits as by day.
func DefaultFactors() *Factors {
	towns := map[Class]float64{Primary: 1.15, Secondary: 1.15, Tertiary: 1.15, Unclassified: 1.1, Residential: 1.2}
	main := map[Class]float64{Trunk: 1.15, Primary: 1.15, Secondary: 1.1, Tertiary: 1.1}
	night := map[Class]float64{Trunk: 0.95, Primary: 0.95, Secondary: 0.95, Tertiary: 0.95, Residential: 0.95}
	return &Factors{Name: "built in", From: "2026-11-28", Source: "estimates", Periods: map[string]map[string]map[Class]float64{
		"school_run": {"car": towns}, "summer": {"car": main}, "night": {"car": night},
	}}
}

// ReadFactorsFile reads a file of factors. What is wrong with it is [Errors], all at once.
func ReadFactorsFile(path string) (*Factors, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, Errors{{
			Code: CodeFactors, File: name, Reason: "it cannot be opened: " + Cause(err), Advice: "Maybe the path is misspelt",
		}}
	}
	defer f.Close()
	return ReadFactors(name, f)
}

// ReadFactors reads factors in TOML: [car] primary = 1.1, and [period.school_run.car] primary = 1.2; at the top, if wanted,
// council, from (a day) and source. [council.gwynedd.car] is of one council, with a from of its own and a source.
func ReadFactors(name string, in io.Reader) (*Factors, error) {
	text, err := io.ReadAll(io.LimitReader(in, mostFactorBytes+1))
	if err != nil || len(text) > mostFactorBytes {
		return nil, Errors{{
			Code: CodeFactors, File: name, Reason: "it cannot be read, or is longer than a megabyte", Advice: "Look at the file",
		}}
	}
	r := &factorReader{name: name, f: &Factors{
		Name: name, Always: map[string]map[Class]float64{}, Periods: map[string]map[string]map[Class]float64{},
	}}
	var tree map[string]any
	if _, err := toml.NewDecoder(bytes.NewReader(text)).Decode(&tree); err != nil {
		e := &Error{Code: CodeFactors, File: name, Reason: "it is not valid TOML", Advice: "Look at the line that is named"}
		var parse toml.ParseError
		if errors.As(err, &parse) {
			e.Line, e.Reason = parse.Position.Line, "it is not valid TOML: "+parse.Message
		}
		return nil, Errors{e}
	}
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		r.top(key, tree[key])
	}
	if len(r.errs) > 0 {
		return nil, r.errs
	}
	return r.f, nil
}

type factorReader struct {
	name string
	f    *Factors
	errs Errors
}

func (r *factorReader) bad(advice, format string, a ...any) {
	r.badAs(CodeFactors, advice, format, a...)
}

func (r *factorReader) badAs(code, advice, format string, a ...any) {
	r.errs = append(r.errs, &Error{Code: code, File: r.name, Reason: fmt.Sprintf(format, a...), Advice: advice})
}

func (r *factorReader) top(key string, value any) {
	text, isText := value.(string)
	councils, several := value.(map[string]any)
	switch {
	case key == "council" && several:
		r.councils(councils)
	case (key == "council" || key == "source") && !isText:
		r.bad("Put it in quotation marks", "%s is no text", key)
	case key == "council":
		r.f.Council = text
	case key == "source":
		r.f.Source = text
	case key == "from":
		day, ok := dayOf(value)
		if !ok {
			r.bad("Write from = 2026-11-28", "from %q is no day", fmt.Sprint(value))
		}
		r.f.From = day
	case key == "period":
		r.periods("period", value, r.f.Periods)
	default:
		r.table(key, key, value, r.f.Always)
	}
}

// periods reads [period.NAME.MODE], or those of a council.
func (r *factorReader) periods(section string, value any, to map[string]map[string]map[Class]float64) {
	periods, ok := value.(map[string]any)
	if !ok {
		r.bad("Write ["+section+".school_run.car]", "%s is no section", section)
		return
	}
	for _, p := range slices.Sorted(maps.Keys(periods)) {
		tables, ok := periods[p].(map[string]any)
		if !ok {
			r.bad("Write ["+section+"."+p+".car]", "%s.%s has no section of a mode", section, p)
			continue
		}
		to[p] = map[string]map[Class]float64{}
		for _, mode := range slices.Sorted(maps.Keys(tables)) {
			r.table(section+"."+p+"."+mode, mode, tables[mode], to[p])
		}
	}
}

// table reads the factors of one mode.
func (r *factorReader) table(section, mode string, value any, to map[string]map[Class]float64) {
	table, ok := value.(map[string]any)
	if !ok || modeIndex(mode) < 0 {
		r.bad("Sections are "+strings.Join(modes[:], ", ")+", period.NAME.MODE and council.NAME.MODE", "[%s] is not known", section)
		return
	}
	to[mode] = map[Class]float64{}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		class, known := ParseClass(key)
		if !known {
			r.bad("Classes are those of docs/ROADS.md: trunk, primary, secondary and so on",
				"[%s] %s is no class of road", section, key)
			continue
		}
		v := math.NaN()
		switch x := table[key].(type) {
		case float64:
			v = x
		case int64:
			v = float64(x)
		}
		if !(v >= leastFactor && v <= mostFactor) {
			r.bad("1.1 makes it a tenth longer", "[%s] %s is no number from %g to %g", section, key, leastFactor, mostFactor)
			continue
		}
		to[mode][class] = v
	}
}

// of gives the factors of a mode in a period, and whether any differs from 1.
func (f *Factors) of(mode, period string) (all [classes]float64, any bool) {
	for c := range all {
		all[c] = 1
	}
	for _, table := range []map[Class]float64{f.Always[mode], f.Periods[period][mode]} {
		for c, v := range table {
			all[c] *= v // each class stands once in a table, so that the order is no matter
		}
	}
	for _, v := range all {
		any = any || v != 1
	}
	return all, any
}

// OpenAt opens a built network at a pace: that of a file of factors, or of our own where only a period is named. What is
// wrong with the network, the council or the period is an [*Error], with the factors [Errors].
func OpenAt(ctx context.Context, path string, pace Pace) (*Roads, error) {
	r, err := Open(path)
	if err != nil || pace == (Pace{}) {
		return r, err
	}
	f := DefaultFactors()
	if pace.Factors != "" {
		if f, err = ReadFactorsFile(pace.Factors); err != nil {
			return nil, err
		}
	}
	if f, err = f.For(pace.Council); err != nil {
		return nil, err
	}
	return r.WithFactors(ctx, f, pace.Period)
}

// WithFactors gives the same network with times multiplied, by what holds always and, if one is named, in a period. Ways
// are found anew, so that a slow road may be gone around; r stays as it is.
func (r *Roads) WithFactors(ctx context.Context, f *Factors, period string) (*Roads, error) {
	if _, ok := f.Periods[period]; period != "" && !ok {
		names := slices.Sorted(maps.Keys(f.Periods))
		return nil, &Error{
			Code: CodeFactors, File: f.Name, Reason: fmt.Sprintf("it has no period %q", period),
			Advice: "It has: " + strings.Join(names, ", "),
		}
	}
	if r.factors != "" {
		return nil, errors.New("roads: the network has factors already")
	}
	out := &Roads{
		name: r.name, date: r.date, profiles: r.profiles, hash: r.hash, report: r.report, net: r.net,
		rides: slices.Clone(r.rides), ch: slices.Clone(r.ch),
	}
	out.around.Do(func() { out.out = r.arcs() })
	sum := sha256.New()
	for i, mode := range modes {
		all, any := f.of(mode, period)
		for c, v := range all {
			fmt.Fprintf(sum, "%s %d %g\n", mode, c, v)
		}
		if !any {
			continue
		}
		out.rides[i] = r.rides[i].times(r.net, all)
		h, err := contract(ctx, newGraph(out.net, out.rides[i], out.arcs()), r.ch[i].order, func(float64) {})
		if err != nil {
			return nil, err
		}
		out.ch[i] = h
	}
	out.factors, out.from = f.Name, f.From
	if f.taken != "" {
		out.factors += " " + f.taken
	}
	if period != "" {
		out.factors += " " + period
	}
	out.factors += " " + hex.EncodeToString(sum.Sum(nil)[:4])
	return out, nil
}

// times gives a ride whose segments take so many times as long, by class.
func (r *ride) times(n *network, all [classes]float64) *ride {
	out := &ride{nodeMs: r.nodeMs, forbidden: r.forbidden, forbiddenAt: r.forbiddenAt}
	for d := range r.ms {
		out.ms[d] = make([]int32, len(r.ms[d]))
		for s, ms := range r.ms[d] {
			if ms > 0 {
				out.ms[d][s] = int32(min(max(math.Round(float64(ms)*all[n.class[s]]), 1), maxMillis))
			}
		}
	}
	return out
}
