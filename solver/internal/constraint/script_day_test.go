package constraint

import (
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// scriptMonday is the first day of every script.
const scriptMonday = "2026-11-23"

// dayTable tells, for a noun of a script, which table its rows are of and what they are where
// the script does not say. A value "id" stands for the row's id.
type dayTable struct {
	file   string
	filled map[string]string
}

var dayTables = map[string]dayTable{
	"patch":        {"patches", map[string]string{"name_en": "id"}},
	"place":        {"places", map[string]string{"name_en": "id", "kind": "scheme", "access_min": "0"}},
	"person":       {"people", map[string]string{"name": "id", "patch": "north", "access_min": "0"}},
	"carer":        {"carers", map[string]string{"name": "id", "patch": "north", "contract": "zero", "mode": "car"}},
	"visit":        {"visits", map[string]string{"days": "1000000"}},
	"shift":        {"shifts", map[string]string{"days": "1000000", "status": "given"}},
	"event":        {"events", map[string]string{"date": scriptMonday, "kind": "huddle"}},
	"absence":      {"absence", map[string]string{"kind": "leave"}},
	"availability": {"availability", map[string]string{"days": "1111111"}},
	"leg":          {"travel", map[string]string{"mode": "car"}},
	"matrix":       {"matrix", map[string]string{"mode": "car"}},
	"bus":          {"buses", map[string]string{"days": "1111111"}}, // a stop of a line, with its times
	"pattern":      {"patterns", nil},
	"previous":     {"previous", nil},
	"published":    {"previous_shifts", map[string]string{"date": scriptMonday}},
	"history":      {"history", map[string]string{"last_visit": "2026-11-16", "visits_in_plan": "3"}},
	"hours":        {"carer_hours", map[string]string{"week_start": "2026-11-16", "minutes_worked": "1200"}},
	"pin":          {"pins", nil},
	"cover":        {"cover", map[string]string{"where": "north", "days": "1000000"}},
	"request":      {"requests", map[string]string{"days": "1000000", "want": "on"}},
	"colleagues":   {"colleagues", nil},
	"used":         {"block", map[string]string{"patch": "north", "contact_minutes": "0"}},
	"rotation":     {"rotations", map[string]string{"rotation": "turns"}},
	"pool":         {file: "pools"},
	"actual":       {file: "actuals"},
	"correction":   {file: "corrections"},
}

// located are the tables whose rows stand somewhere: each its own spot, unless it says where.
var located = map[string][2]string{"patches": {"base_lat", "base_lon"}, "places": {"lat", "lon"}, "people": {"lat", "lon"}}

// day collects the rows of a script's day by file.
type day struct {
	t        *testing.T
	rows     map[string][]map[string]string
	settings []string
	places   []string // locations that legs join
}

// readDay makes a problem of the lines of a day by writing tables and reading them as any
// workspace is read.
func readDay(t *testing.T, lines []string) *model.Problem {
	d := &day{t: t, rows: map[string][]map[string]string{}}
	d.settings = []string{"format = 1", "plan.start = " + scriptMonday, `travel.provider = "table"`, "travel.parking = 0"}
	if !slices.ContainsFunc(lines, func(s string) bool { return strings.HasPrefix(s, "patch north") }) {
		d.row("patch north")
	}
	for _, line := range lines {
		if set, ok := strings.CutPrefix(line, "set "); ok {
			d.set(set)
			continue
		}
		d.row(line)
	}
	d.legs()
	fsys := fstest.MapFS{"milltir.toml": {Data: []byte(strings.Join(d.settings, "\n") + "\n")}}
	for file, rows := range d.rows {
		fsys[file+".csv"] = &fstest.MapFile{Data: []byte(table(rows))}
	}
	p, _, err := model.ReadFS(fsys, model.ReadOptions{Strict: true})
	require.NoError(t, err)
	return p
}

// set adds a line of settings, or puts it in the place of one of the same key.
func (d *day) set(line string) {
	key, _, _ := strings.Cut(line, "=")
	same := func(s string) bool {
		k, _, _ := strings.Cut(s, "=")
		return strings.TrimSpace(k) == strings.TrimSpace(key)
	}
	d.settings = append(slices.DeleteFunc(d.settings, same), line)
}

// row reads "noun id column=value …".
func (d *day) row(line string) {
	words := strings.Fields(line)
	table, ok := dayTables[words[0]]
	require.True(d.t, ok, "%q: no such table", line)
	row := map[string]string{}
	for _, w := range words[1:] {
		if k, v, ok := strings.Cut(w, "="); ok {
			row[k] = v
		} else {
			row["id"] = w
		}
	}
	for k, v := range table.filled {
		_, dated := row["date"]
		switch _, said := row[k]; {
		case said, k == "days" && dated:
		case k == "access_min" && row["place"] != "":
		case v == "id":
			row[k] = row["id"]
		default:
			row[k] = v
		}
	}
	if at, ok := located[table.file]; ok {
		if _, said := row[at[0]]; !said && row["place"] == "" {
			row[at[0]], row[at[1]] = fmt.Sprintf("52.9%02d", len(d.places)), "-3.6"
		}
		d.places = append(d.places, row["id"])
	}
	d.rows[table.file] = append(d.rows[table.file], row)
}

// legs adds the legs that the script does not name: 10 minutes by car from every door to every
// other but those of one building. Other modes go only where a row lets them; minutes=none is a leg nobody can go.
func (d *day) legs() {
	building := map[string]string{}
	for _, row := range d.rows["people"] {
		building[row["id"]] = row["place"]
	}
	for _, row := range d.rows["places"] {
		building[row["id"]] = row["id"]
	}
	known := map[[2]string]bool{}
	d.rows["travel"] = slices.DeleteFunc(d.rows["travel"], func(row map[string]string) bool {
		if row["mode"] == "car" {
			known[[2]string{row["from"], row["to"]}] = true
		}
		return row["minutes"] == "none"
	})
	for _, from := range d.places {
		for _, to := range d.places {
			inside := building[from] != "" && building[from] == building[to]
			if from != to && !inside && !known[[2]string{from, to}] {
				d.rows["travel"] = append(d.rows["travel"], map[string]string{"from": from, "to": to, "mode": "car", "minutes": "10"})
			}
		}
	}
	if len(d.rows["travel"]) == 0 {
		delete(d.rows, "travel")
	}
}

// table writes rows as CSV with every column that any of them has.
func table(rows []map[string]string) string {
	columns := map[string]bool{}
	for _, row := range rows {
		for k := range row {
			columns[k] = true
		}
	}
	header := slices.Sorted(maps.Keys(columns))
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(header) // a strings.Builder takes everything
	for _, row := range rows {
		line := make([]string, len(header))
		for i, k := range header {
			line[i] = row[k]
		}
		_ = w.Write(line)
	}
	w.Flush()
	return b.String()
}
