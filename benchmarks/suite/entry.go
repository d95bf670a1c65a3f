package suite

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Entry is an instance that has been read.
type Entry struct {
	File
	Instance Instance
}

// Select reads the instances of a folder whose stems match one of the patterns (path.Match,
// separated by commas; none: all), in the family's order. Every error is told at once.
func Select(f Family, dir, patterns string) ([]Entry, error) {
	files, err := f.Find(dir)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s holds no instance of %s", dir, f.Name())
	}
	wanted, err := match(files, patterns)
	if err != nil {
		return nil, err
	}
	var out []Entry
	var wrong []error
	for _, file := range wanted {
		in, err := f.Read(file.Path)
		if err != nil {
			wrong = append(wrong, named(file.Path, err))
			continue
		}
		out = append(out, Entry{file, in})
	}
	return out, errors.Join(wrong...)
}

// named puts a file's path before what is wrong in it; what the system says names it already.
func named(path string, err error) error {
	if pathError := new(fs.PathError); errors.As(err, &pathError) {
		return err
	}
	return fmt.Errorf("%s:\n%w", path, err)
}

func match(files []File, patterns string) ([]File, error) {
	if strings.TrimSpace(patterns) == "" {
		return files, nil
	}
	taken := make([]bool, len(files))
	var wrong []error
	for p := range strings.SplitSeq(patterns, ",") {
		p = strings.TrimSpace(p)
		hits := 0
		for i := range files {
			ok, err := path.Match(p, files[i].Name)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%q is no pattern: %w", p, err))
				hits = 1
				break
			}
			if ok {
				hits++
				taken[i] = true
			}
		}
		if hits == 0 {
			wrong = append(wrong, fmt.Errorf("no instance is called %q; the first of %d is %q", p, len(files), files[0].Name))
		}
	}
	var out []File
	for i := range files {
		if taken[i] {
			out = append(out, files[i])
		}
	}
	return out, errors.Join(wrong...)
}
