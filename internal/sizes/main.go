// Command sizes lists the longest functions and files of the module, tests left out, and with
// -check fails over the ceilings. Length is kept by looking at the tail: the median looks
// after itself.
//
//	go run ./internal/sizes [-check] [-n 15] [DIR]
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
)

// Ceilings, in lines: docs/ARCHITECTURE.md.
const (
	functionCeiling = 80
	fileCeiling     = 500
)

func main() {
	check := flag.Bool("check", false, "fail when a ceiling is passed")
	n := flag.Int("n", 15, "how many of each to list")
	flag.Parse()
	root := cmp.Or(flag.Arg(0), ".")
	functions, files, err := measure(root)
	if err != nil {
		fmt.Fprintln(os.Stderr, "sizes:", err)
		os.Exit(2)
	}
	if *check {
		os.Exit(judge(os.Stdout, functions, files))
	}
	list(os.Stdout, "functions", functions, *n)
	list(os.Stdout, "files", files, *n)
}

// length is one function or file.
type length struct {
	where string
	lines int
}

// list prints the longest, then the median and the ninth decile.
func list(w io.Writer, what string, all []length, n int) {
	fmt.Fprintf(w, "%s\n", what)
	for _, l := range all[:min(n, len(all))] {
		fmt.Fprintf(w, "%6d  %s\n", l.lines, l.where)
	}
	if len(all) > 0 {
		fmt.Fprintf(w, "  of %d; median %d, ninth decile %d\n\n", len(all), all[len(all)/2].lines, all[len(all)/10].lines)
	}
}

// judge prints what is over a ceiling and gives the exit code.
func judge(w io.Writer, functions, files []length) int {
	code := 0
	for _, part := range []struct {
		all     []length
		ceiling int
	}{{functions, functionCeiling}, {files, fileCeiling}} {
		for _, l := range part.all {
			if l.lines > part.ceiling {
				fmt.Fprintf(w, "%s: %d lines, over %d\n", l.where, l.lines, part.ceiling)
				code = 1
			}
		}
	}
	return code
}

// sortLengths puts the longest first, equals by name.
func sortLengths(all []length) {
	slices.SortFunc(all, func(a, b length) int {
		return cmp.Or(cmp.Compare(b.lines, a.lines), cmp.Compare(a.where, b.where))
	})
}
