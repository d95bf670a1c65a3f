package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// measured is what a figure depends on: the engine, the adapters, how a cell is made, and the
// instances that are our own; not this program, the results, the texts or the tests.
var measured = []string{
	"solver", "model", "geo", "go.mod", "benchmarks", "examples/bala", "examples/tywyn",
	":!benchmarks/results", ":!benchmarks/suite/milltir-suite", ":!benchmarks/families", ":!*_test.go", ":!*/testdata/*", ":!*.md",
}

// engine names the commit of what is measured, with a mark of its own for changes that are not
// committed: cells of two states of the code must never be taken for each other.
func engine() (string, error) {
	last, err := git(append([]string{"log", "-1", "--format=%h", "--"}, measured...)...)
	if err != nil {
		return "", err
	}
	diff, err := git(append([]string{"diff", "HEAD", "--"}, measured...)...)
	if err != nil {
		return "", err
	}
	files, err := git(append([]string{"ls-files", "--others", "--exclude-standard", "--"}, measured...)...)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	hash.Write([]byte(diff))
	for _, name := range strings.Fields(files) {
		text, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(hash, "%s\n%s", name, text)
	}
	if diff == "" && files == "" {
		return last, nil
	}
	return fmt.Sprintf("%s+%.3x", last, hash.Sum(nil)), nil
}

func git(args ...string) (string, error) {
	out, err := exec.Command("git", args...).Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w; --tag names the cells without it", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}

// machine describes what the figures were measured on, without saying whose it is.
func machine() string {
	cpu := runtime.GOARCH
	text, _ := os.ReadFile("/proc/cpuinfo")
	for l := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(name) == "model name" {
			cpu = strings.TrimSpace(value)
			break
		}
	}
	return fmt.Sprintf("%s, %d cores, %s", cpu, runtime.NumCPU(), runtime.Version())
}
