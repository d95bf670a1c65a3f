package constraint

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// fault is one mistake planted in one place of a rule's file: the bytes from..to become text.
type fault struct {
	file, fn  string
	line      int
	kind      string
	from, to  int
	was, text string
	source    string // its line, with the place marked: if n «>» 0 {
}

func (f fault) String() string {
	was, _, _ := strings.Cut(f.was, "\n")
	text, _, _ := strings.Cut(f.text, "\n")
	return fmt.Sprintf("%s:%d (%s) %s: %s -> %s", f.file, f.line, f.fn, f.kind, was, text)
}

// swaps are the words and signs that a tired programmer takes for each other.
var swaps = map[string]string{
	"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "&&": "||", "||": "&&",
	"+=": "-=", "-=": "+=", "*": "+",
	"Old": "New", "New": "Old", "OldLen": "NewLen", "NewLen": "OldLen", "From": "To", "To": "From", "was": "is", "is": "was",
	"Open": "Close", "Close": "Open", "RunStart": "RunEnd", "RunEnd": "RunStart", "Next": "Prev", "Prev": "Next",
	"LengthMin": "LengthMax", "LengthMax": "LengthMin", "Travel": "Wait", "Wait": "Travel",
	"min": "max", "max": "min",
}

// faults lists every fault that can be planted in a file.
func faults(t *testing.T, file string, src []byte) []fault {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, src, parser.SkipObjectResolution)
	require.NoError(t, err)
	var out []fault
	for _, d := range tree.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		plant := func(kind string, pos, end token.Pos, text string) {
			from, to := set.Position(pos).Offset, set.Position(end).Offset
			was := string(src[from:to])
			if text != was {
				out = append(out, fault{file, fn.Name.Name, set.Position(pos).Line, kind, from, to, was, text, marked(string(src), from, to)})
			}
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			plantAt(n, src, set, plant)
			return true
		})
	}
	return out
}

// marked gives the line of a place in a source, the place in quotation marks.
func marked(src string, from, to int) string {
	before := src[strings.LastIndexByte(src[:from], '\n')+1 : from]
	rest, _, _ := strings.Cut(src[from:], "\n")
	at := min(to-from, len(rest))
	return strings.TrimSpace(before + "«" + rest[:at] + "»" + rest[at:])
}

// plantAt lists the faults of one node of the tree.
func plantAt(n ast.Node, src []byte, set *token.FileSet, plant func(kind string, pos, end token.Pos, text string)) {
	text := func(x ast.Node) string { return string(src[set.Position(x.Pos()).Offset:set.Position(x.End()).Offset]) }
	sign := func(kind string, at token.Pos, op token.Token) {
		if to, ok := swaps[op.String()]; ok {
			plant(kind, at, at+token.Pos(len(op.String())), to)
		}
	}
	switch n := n.(type) {
	case *ast.BinaryExpr:
		sign("operator", n.OpPos, n.Op)
	case *ast.AssignStmt:
		sign("assignment", n.TokPos, n.Tok)
	case *ast.UnaryExpr:
		if n.Op == token.SUB {
			plant("sign dropped", n.Pos(), n.X.Pos(), "")
		}
	case *ast.SelectorExpr:
		if to, ok := swaps[n.Sel.Name]; ok {
			plant("field", n.Sel.Pos(), n.Sel.End(), to)
		}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "min" || f.Name == "max") {
			plant("min and max", f.Pos(), f.End(), swaps[f.Name])
		}
	case *ast.BasicLit:
		if k, err := strconv.Atoi(n.Value); err == nil && n.Kind == token.INT {
			plant("off by one", n.Pos(), n.End(), strconv.Itoa(k+1))
		}
	case *ast.IfStmt:
		plant("condition negated", n.Cond.Pos(), n.Cond.End(), "!("+text(n.Cond)+")")
	case *ast.ExprStmt:
		plant("call forgotten", n.Pos(), n.End(), "")
	}
}

// drawn gives every fault of the package in a seeded order in which the files take turns. Each
// file has its own dice, so that an edit of one does not change what is drawn of the others.
func drawn(t *testing.T, seed uint64) []fault {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	shuffle := func(list []fault, stream uint64) {
		rand.New(rand.NewPCG(seed, stream)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	var lists [][]fault
	most := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || file == "hints.go" {
			continue // hints order the search; what is decided, Delta decides
		}
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		list := faults(t, file, src)
		name := fnv.New64()
		name.Write([]byte(file)) // never fails
		shuffle(list, name.Sum64())
		lists, most = append(lists, list), max(most, len(list))
	}
	var out []fault
	for i := range most {
		turn := len(out)
		for _, list := range lists {
			if i < len(list) {
				out = append(out, list[i])
			}
		}
		shuffle(out[turn:], uint64(i))
	}
	return out
}

// Ends of a fault.
const (
	killed   = "killed"
	survived = "SURVIVED"
	notBuilt = "did not compile"
	excused  = "equivalent"
)

// try plants a fault and runs the package's other tests on it, with fewer cases.
func (f fault) try(t *testing.T, dir string) (end, reason string) {
	if why, ok := excuse(f); ok {
		return excused, why
	}
	src, err := os.ReadFile(f.file)
	require.NoError(t, err)
	path, err := filepath.Abs(f.file)
	require.NoError(t, err)
	mutant := filepath.Join(dir, f.file)
	bad := string(src[:f.from]) + f.text + string(src[f.to:])
	require.NoError(t, os.WriteFile(mutant, []byte(bad), 0o644))
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{path: mutant}})
	require.NoError(t, err)
	list := filepath.Join(dir, "overlay.json")
	require.NoError(t, os.WriteFile(list, overlay, 0o644))
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	bin := filepath.Join(dir, "mutant.test")
	if exec.CommandContext(ctx, "go", "test", "-c", "-o", bin, "-overlay", list, "-vet=off", "-ldflags=-s -w", ".").Run() != nil {
		return notBuilt, ""
	}
	for _, tests := range hunters {
		run := exec.CommandContext(ctx, bin, "-test.run", tests, "-test.failfast", "-test.timeout=60s")
		run.Env = append(os.Environ(), "MILLTIR_CASES=2000")
		if run.Run() != nil {
			return killed, ""
		}
	}
	return survived, ""
}

// hunters are the tests that a fault has to get past, those that catch most in the least time first.
var hunters = []string{"^(TestScripts|TestEveryRuleHasItsRoom)", "^(TestDeltaEqualsFull|TestJudgeAgrees)", "^TestTables"}

// plantFaults plants so many faults that compile, two at a time, and reports on them. Every
// one is caught by a test, or stands in the list of equivalents with a reason.
func plantFaults(t *testing.T, seed uint64, wanted int) {
	list := drawn(t, seed)
	ends := make([]string, len(list))
	count := map[string]int{}
	next, built := 0, 0
	var lock sync.Mutex
	var both sync.WaitGroup
	for range 2 {
		dir := t.TempDir()
		both.Go(func() {
			for {
				lock.Lock()
				i := next
				if i >= len(list) || built >= wanted {
					lock.Unlock()
					return
				}
				next, built = next+1, built+1 // given back if it does not compile or changes nothing
				lock.Unlock()
				end, reason := list[i].try(t, dir)
				lock.Lock()
				ends[i] = end
				count[end]++
				t.Log(end, list[i], reason)
				if end == notBuilt || end == excused {
					built-- // another is drawn for it
				}
				lock.Unlock()
			}
		})
	}
	both.Wait()
	for i, end := range ends {
		if end == survived {
			t.Errorf("%s %s\nadd a case to a script that tells the two apart, or argue in equivalent_test.go that there is none", end, list[i])
		}
	}
	t.Logf("seed %d: %d faults, %d killed, %d equivalent, %d survived; %d did not compile and were drawn again",
		seed, built, count[killed], count[excused], count[survived], count[notBuilt])
	require.Greater(t, count[killed], count[excused], "hardly a fault was really tried")
}

// TestSomeFaultsAreCaught plants a dozen faults; make mutation plants a hundred.
func TestSomeFaultsAreCaught(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the package a dozen times")
	}
	plantFaults(t, 1, 12)
}
