package layers

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/milltir/milltir"

// allowed is the table of docs/ARCHITECTURE.md: each room with the rooms it may import. A room
// is a folder with all below it; the longest name that fits counts. A room may always import
// its own folders. Test files may also import what testOnly says.
var allowed = map[string][]string{
	"geo":                        {},
	"geo/server":                 {"geo"},
	"geo/roads/calibrate":        {"geo"},
	"geo/roads":                  {"geo"},
	"geo/roads/osmread":          {"geo/roads", "geo"},
	"model":                      {"geo"},
	"travel":                     {"model", "geo", "geo/roads", "geo/server"},
	"model/check":                {"model", "geo"},
	"layout/verdict":             {},
	"layout/compare":             {"layout", "layout/verdict", "generate", "solver", "model", "model/check", "geo"},
	"generate":                   {"model", "staff", "geo"},
	"staff":                      {"model", "internal/lp"},
	"ledger":                     {"model"},
	"layout":                     {"model", "geo"},
	"layout/design":              {"layout", "model", "geo"},
	"solver/internal/state":      {"model", "geo"},
	"solver/internal/roster":     {"internal/lp"},
	"solver/internal/constraint": {"solver/internal/state", "solver/internal/roster", "model", "geo"},
	"solver/internal/tiny":       {"model"},
	"solver/internal/mend":       {"model", "model/check"},
	"solver/internal":            {"solver/internal", "solver/internal/roster", "solver/internal/constraint", "solver/internal/state", "model", "geo"},
	"solver":                     {"solver/internal", "solver/internal/mend", "solver/internal/constraint", "solver/internal/state", "model", "model/check", "geo"},
	"report":                     {"layout/design", "layout/verdict", "model", "model/check", "staff", "ledger", "geo", "geo/roads/calibrate"},
	"benchmarks":                 {"benchmarks/suite", "layout", "layout/compare", "layout/verdict", "solver", "generate", "report", "model", "model/check", "geo"},
	"benchmarks/suite":           {"solver", "report", "model", "geo"},
	"benchmarks/families":        {"benchmarks", "benchmarks/suite"},
	// The program is above the families; the package that they share is not.
	"benchmarks/suite/milltir-suite": {"benchmarks/families", "benchmarks/suite", "solver", "report", "model", "geo"},
	"examples":                       {"solver", "staff", "ledger", "generate", "report", "model", "model/check", "geo"},
	"cmd":                            {"layout/compare", "layout/verdict", "travel", "layout", "layout/design", "geo/roads", "geo/roads/osmread", "geo/roads/calibrate", "geo/server", "benchmarks/families", "benchmarks/suite", "solver", "staff", "ledger", "generate", "report", "model", "model/check", "geo"},
	"internal":                       {},
	"internal/lp":                    {},
}

// testOnly is what test files may import beyond the table.
var testOnly = map[string][]string{
	"geo/roads":                  {"geo/roads/osmread"},
	"model":                      {"model/check", "generate"},
	"model/check":                {"generate"},
	"generate":                   {"model/check"},
	"staff":                      {"model/check"},
	"solver/internal/state":      {"solver/internal/tiny", "solver/internal/constraint", "solver/internal", "model/check", "generate"},
	"solver/internal/constraint": {"solver/internal/tiny", "solver/internal", "model/check", "generate"},
	"solver/internal":            {"solver/internal/tiny", "model/check", "generate"},
	"solver":                     {"solver/internal/tiny", "staff", "generate", "report"},
	"report":                     {"generate"},
	"layout":                     {"generate"},
	"layout/design":              {"generate"},
}

// strangers are rooms whose folders do not know one another.
var strangers = map[string]bool{"solver/internal": true, "benchmarks": true}

// family gives a published set's own folder: what lies below it belongs to it.
func family(folder string) string {
	parts := strings.SplitN(folder, "/", 3)
	return strings.Join(parts[:min(len(parts), 2)], "/")
}

// room gives the longest entry of the table that a folder lies in; "" for the module's root.
func room(folder string) string {
	for f := folder; f != "." && f != ""; f = path.Dir(f) {
		if _, ok := allowed[f]; ok {
			return f
		}
	}
	return ""
}

// wrong says what is wrong with an import, or nothing.
func wrong(from, to string, test bool) string {
	r, target := room(from), room(to)
	switch {
	case r == "" && from != ".":
		return "the folder has no place in the table of layers_test.go"
	case from == to || (r == target && r != "" && !strangers[r]) || (r == "benchmarks" && family(from) == family(to)):
		return ""
	case strings.HasPrefix(to, "cmd/") || strings.HasPrefix(to, "examples") || (strings.HasPrefix(to, "benchmarks") && r == ""):
		return "nothing imports " + target
	case from == "." && test:
		return "" // examples of the whole library
	case slices.Contains(allowed[r], target):
		return ""
	case test && slices.Contains(testOnly[r], target):
		return ""
	}
	return "layers: " + r + " may import " + strings.Join(allowed[r], ", ")
}

func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	files := 0
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || separate(p)) {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(p) != ".go" {
			return nil
		}
		files++
		folder, err := filepath.Rel(root, filepath.Dir(p))
		if err != nil {
			return err
		}
		checkFile(t, p, filepath.ToSlash(folder))
		return nil
	})
	require.NoError(t, err)
	require.Greater(t, files, 50, "the walk found the sources")
}

// separate tells of a module of its own, like tools.
func separate(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err == nil
}

func checkFile(t *testing.T, file, folder string) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	for _, spec := range f.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		to, ours := strings.CutPrefix(name, module+"/")
		if !ours {
			continue
		}
		if why := wrong(folder, to, strings.HasSuffix(file, "_test.go")); why != "" {
			t.Errorf("%s imports %s: %s", file, to, why)
		}
	}
}

// TestTable keeps the table honest: the walls that matter most are there, and a room that is
// misspelt would let everything through.
func TestTable(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		test, ok bool
		reason   string
	}{
		{"model", "geo", false, true, "a problem has places"},
		{"geo", "model", false, false, "geo knows nothing of rostering"},
		{"model/check", "solver", false, false, "the judge knows nothing of the solver"},
		{"model/check", "solver", true, false, "nor do its tests"},
		{"model", "model/check", false, false, "nothing points back"},
		{"report", "solver", false, false, "report reads judged rotas and never solves"},
		{"report", "solver", true, false, "nor do its tests"},
		{"generate", "solver", false, false, "the generator does not solve"},
		{"benchmarks/vrptw", "solver", false, true, "benchmarks use the public doors"},
		{"benchmarks/vrptw", "solver/internal/state", false, false, "and those only"},
		{"benchmarks/vrptw", "benchmarks/suite", false, true, "families may share a harness"},
		{"benchmarks/vrptw", "benchmarks/uhhc", false, false, "a family knows no other"},
		{"benchmarks/vrptw", "benchmarks/vrptw/text", false, true, "but its own folders"},
		{"benchmarks/vrptw", "benchmarks/families", false, false, "nor the list that it stands in"},
		{"benchmarks/families", "benchmarks/vrptw", false, true, "the list knows every family"},
		{"benchmarks/suite", "benchmarks/families", false, false, "what families share knows none of them"},
		{"benchmarks/suite", "benchmarks/vrptw", true, false, "nor do its tests"},
		{"benchmarks/suite/milltir-suite", "benchmarks/families", false, true, "the program is above the families"},
		{"cmd/milltir", "benchmarks/families", false, true, "milltir bench asks the list"},
		{"cmd/milltir", "benchmarks/vrptw", false, false, "and not a family"},
		{"solver", "benchmarks/suite", true, false, "the product does not know that it is measured"},
		{"model", "benchmarks/suite", false, false, "nothing points back"},
		{"solver/internal/state", "solver/internal/constraint", false, false, "state calls rules through its list only"},
		{"solver/internal/constraint", "solver/internal/state", false, true, "a rule reads the state"},
		{"solver/internal/constraint", "solver/internal/move", false, false, "a rule knows no move"},
		{"solver/internal/constraint", "solver/internal/move", true, true, "its tests try every move"},
		{"solver/internal/search", "solver/internal/tiny", false, false, "tiny problems are for tests"},
		{"solver/internal/search", "solver/internal/move", false, true, "the loop picks moves"},
		{"solver/internal/search", "model/check", false, false, "the search never asks the judge"},
		{"solver", "model/check", false, true, "solve judges what it returns"},
		{"solver", "report", false, false, "the solver prints nothing"},
		{"cmd/milltir", "solver/internal/state", false, false, "the command line uses the public doors"},
		{"geo/roads", "geo/roads/osmread", false, false, "the network knows no format of OpenStreetMap"},
		{"model", "cmd/milltir", true, false, "nothing imports cmd"},
		{"newroom", "geo", false, false, "a new room must be entered in the table"},
	} {
		why := wrong(tt.from, tt.to, tt.test)
		require.Equal(t, tt.ok, why == "", "%s → %s: %s (%s)", tt.from, tt.to, tt.reason, why)
	}
}
