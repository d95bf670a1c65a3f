package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// measure reads every Go file below root that is not a test and not in a module of its own.
func measure(root string) (functions, files []length, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && skip(path, d.Name()):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, length{path, set.File(f.Pos()).LineCount()})
		functions = append(functions, inFile(set, f, path)...)
		return nil
	})
	sortLengths(functions)
	sortLengths(files)
	return functions, files, err
}

func skip(path, name string) bool {
	_, err := os.Stat(filepath.Join(path, "go.mod"))
	return err == nil || name == "testdata" || strings.HasPrefix(name, ".")
}

// inFile measures the functions of a file from "func" to the closing brace.
func inFile(set *token.FileSet, f *ast.File, path string) []length {
	var out []length
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			from, to := set.Position(fn.Pos()).Line, set.Position(fn.End()).Line
			out = append(out, length{path + ":" + strconv.Itoa(from) + " " + fn.Name.Name, to - from + 1})
		}
	}
	return out
}
