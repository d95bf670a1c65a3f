//go:build !assert

package search

// debugCheck does nothing without the build tag assert.
func debugCheck(*Engine) {}
