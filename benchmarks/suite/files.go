package suite

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// Texts lists the text files below dir, by name, with what is known of them. Folders named scored
// hold solutions.
func Texts(dir string, best map[string]Best) ([]File, error) {
	var found []File
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "scored":
			return filepath.SkipDir
		case !d.IsDir() && filepath.Ext(path) == ".txt":
			name := Stem(path)
			found = append(found, File{Name: name, Path: path, Best: best[name]})
		}
		return nil
	})
	slices.SortStableFunc(found, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return found, err
}

// Stem is the name of a file without its last extension.
func Stem(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// BestTable reads a table of best known values: a header, then a row an instance, its name first.
// Lines that begin with # are remarks. value makes the best known of a row.
func BestTable(table []byte, value func(row []string) (Best, error)) (map[string]Best, error) {
	r := csv.NewReader(bytes.NewReader(table))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("best_known.csv: %w", err)
	}
	best := make(map[string]Best, len(rows))
	for _, row := range rows[1:] {
		if best[row[0]], err = value(row); err != nil {
			return nil, fmt.Errorf("best_known.csv: %w", err)
		}
	}
	return best, nil
}
