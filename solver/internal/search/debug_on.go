//go:build assert

package search

import "fmt"

// debugCheck holds the running score against the definitions, rule by rule summed: often at
// first, then now and then, because the definitions are slow.
func debugCheck(e *Engine) {
	if e.asserts++; e.asserts > 200 && e.asserts%997 != 0 {
		return
	}
	if full := e.Rules.Score(e.S); full != e.Score {
		panic(fmt.Sprintf("after %d commits: running score %v, by the definitions %v", e.asserts, e.Score, full))
	}
}
