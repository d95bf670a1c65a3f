//go:build !assert

package search

// debugState is empty without the build tag assert.
type debugState struct{}

// debugCheck does nothing without the build tag assert.
func debugCheck(e *Engine) { _ = e.debug }
