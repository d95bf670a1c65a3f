package suite

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
)

// SecondsColumns are the names under which a table may give the seconds of an instance; the
// second is that of the published annealing of the unified home care set.
var SecondsColumns = []string{"seconds", "sa_avg_seconds"}

// ReadColumn reads numbers above nought by instance from a CSV file with a column "instance" and
// at least one of the named columns, of which the first found counts. Instances may carry the
// ending of their file; rows without a value are passed over. Every error is told at once.
func ReadColumn(file string, names ...string) (map[string]float64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s is empty", file)
	}
	head := rows[0]
	head[0] = strings.TrimPrefix(head[0], "\ufeff") // spreadsheets like to put it there
	instance, value := slices.Index(head, "instance"), -1
	for _, name := range names {
		if value < 0 {
			value = slices.Index(head, name)
		}
	}
	var wrong []error
	if instance < 0 {
		wrong = append(wrong, fmt.Errorf("%s:1 there is no column \"instance\"", file))
	}
	if value < 0 {
		wrong = append(wrong, fmt.Errorf("%s:1 there is no column \"%s\"", file, strings.Join(names, `" or "`)))
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return numbers(file, rows, instance, value)
}

func numbers(file string, rows [][]string, instance, value int) (map[string]float64, error) {
	var wrong []error
	out := make(map[string]float64, len(rows))
	for i, row := range rows[1:] {
		bad := func(format string, a ...any) {
			wrong = append(wrong, fmt.Errorf("%s:%d "+format, append([]any{file, i + 2}, a...)...))
		}
		if len(row) <= max(instance, value) {
			bad("has %d fields, too few", len(row))
			continue
		}
		name, text := bare(strings.TrimSpace(row[instance])), strings.TrimSpace(row[value])
		if text == "" {
			continue
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || !(x > 0) || math.IsInf(x, 0) {
			bad("%s: %q is not a number above 0", name, text)
			continue
		}
		if old, ok := out[name]; ok && old != x {
			bad("%s has %v already", name, old)
		}
		out[name] = x
	}
	return out, errors.Join(wrong...)
}

// bare takes away the ending of an instance's file, not a part of a name such as "1.2_R_C".
func bare(name string) string {
	for _, e := range []string{".txt", ".json"} {
		name = strings.TrimSuffix(name, e)
	}
	return name
}

// Budgets gives every instance its seconds: its own, or those for all (0: there are none, which is an
// error where some have their own, but for searches that have another end).
func Budgets(entries []Entry, own map[string]float64, all float64, ends bool) ([]float64, error) {
	out := make([]float64, len(entries))
	var missing []string
	for i, e := range entries {
		s, ok := own[e.Name]
		if !ok {
			s = all
		}
		if own != nil && s == 0 && !ends {
			missing = append(missing, e.Name)
		}
		out[i] = s
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("no seconds are given for %s", strings.Join(missing, ", "))
	}
	return out, nil
}
