package suite

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Files lists the instances below dir by path: every file with the ending, but for hidden files, those
// called readme, and solutions. These are in folders called scored, are called x.solution, or solution
// tells them by a file's first kilobyte (nil: none). Links to files, and one to dir itself, are followed.
// Two instances of one name are an error: their solutions and best known values would be mixed up.
func Files(dir, ending string, best map[string]Best, solution func(head []byte) bool) ([]File, error) {
	fsys := os.DirFS(dir) // follows a link to dir, which WalkDir would not
	if _, err := os.Stat(dir); err != nil {
		return nil, err
	}
	var found []File
	var twice []error
	first := make(map[string]string)
	err := fs.WalkDir(fsys, ".", func(at string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("%s: %w", filepath.Join(dir, filepath.FromSlash(at)), err)
		case at == ".":
			return nil
		}
		hidden := strings.HasPrefix(d.Name(), ".") // an editor's lock, a system's shadow of a file
		if d.IsDir() {
			if hidden || d.Name() == "scored" {
				return fs.SkipDir
			}
			return nil
		}
		path, name := filepath.Join(dir, filepath.FromSlash(at)), Stem(at)
		if hidden || !strings.EqualFold(filepath.Ext(at), ending) || strings.HasSuffix(name, ".solution") || strings.EqualFold(name, "readme") {
			return nil
		}
		no, err := isSolution(fsys, at, solution)
		switch {
		case err != nil:
			return fmt.Errorf("%s: %w", path, err)
		case no:
			return nil
		case first[name] != "":
			twice = append(twice, fmt.Errorf("two instances are called %s: %s and %s", name, first[name], path))
			return nil
		}
		first[name] = path
		found = append(found, File{Name: name, Path: path, Best: best[name]})
		return nil
	})
	return found, errors.Join(append(twice, err)...)
}

// isSolution tells whether a file is no instance: a solution, or a link to a folder.
func isSolution(fsys fs.FS, at string, solution func(head []byte) bool) (bool, error) {
	info, err := fs.Stat(fsys, at)
	if err != nil || !info.Mode().IsRegular() || solution == nil {
		return err == nil && !info.Mode().IsRegular(), err
	}
	file, err := fsys.Open(at)
	if err != nil {
		return false, err
	}
	defer file.Close()
	head, err := io.ReadAll(io.LimitReader(file, 1024))
	return solution(head), err
}

// Stem is the name of a file without its last extension.
func Stem(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// ReadFile reads an instance from the whole of a file, by the file's name and text. On an error there is no
// instance: a parser's nil pointer would be one that is not nil.
func ReadFile[I Instance](path string, parse func(name string, data []byte) (I, error)) (Instance, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	in, err := parse(Stem(path), data)
	if err != nil {
		return nil, err
	}
	return in, nil
}

// BestTable reads a table of best known values: a header with a column "instance", then a row an
// instance. Lines that begin with # are remarks. value makes the best known of a row.
func BestTable(table []byte, value func(row []string) (Best, error)) (map[string]Best, error) {
	r := csv.NewReader(bytes.NewReader(table))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("best_known.csv: %w", err)
	}
	name := -1
	if len(rows) > 0 {
		name = slices.Index(rows[0], "instance")
	}
	if name < 0 {
		return nil, errors.New("best_known.csv: no column instance")
	}
	best := make(map[string]Best, len(rows))
	for _, row := range rows[1:] {
		if best[row[name]], err = value(row); err != nil {
			return nil, fmt.Errorf("best_known.csv: %s: %w", row[name], err)
		}
	}
	return best, nil
}
