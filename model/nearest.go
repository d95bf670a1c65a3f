package model

import (
	"fmt"
	"slices"
	"strings"
)

// nearest gives the candidate that a mistyped word probably means, "" if none is near. Of
// equals the first in the alphabet wins.
func nearest(word string, candidates []string) string {
	best, least := "", len(word)/3+1 // of one or two letters, only the case may differ
	w := strings.ToLower(word)
	for _, c := range slices.Sorted(slices.Values(candidates)) {
		if c == "" || c == word || len(c)-len(w) >= least || len(w)-len(c) >= least {
			continue
		}
		if d := distance(w, strings.ToLower(c)); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance: insertions, deletions, replacements and
// swaps of neighbours.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// maybe words the advice for a mistyped word, "" if nothing is near.
func maybe(word string, candidates []string) string {
	if n := nearest(word, candidates); n != "" {
		return fmt.Sprintf("Maybe %q is meant", n)
	}
	return ""
}
