//go:build assert

package search

import "fmt"

// debugState counts the commits seen.
type debugState struct{ commits int }

// debugCheck holds the running score against the definitions: after each of the first commits,
// then now and then, because the definitions are slow.
func debugCheck(e *Engine) {
	if e.debug.commits++; e.debug.commits > 200 && e.debug.commits%997 != 0 {
		return
	}
	if full := e.Rules.Score(e.S); full != e.Score {
		panic(fmt.Sprintf("after %d commits: running score %v, by the definitions %v", e.debug.commits, e.Score, full))
	}
}
