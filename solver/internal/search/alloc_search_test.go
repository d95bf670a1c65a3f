//go:build !assert

package search

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSearchHardlyAllocates: a whole stretch of ruin, recreation and moves allocates a fixed
// little, whatever its length: nothing grows with the iterations.
func TestSearchHardlyAllocates(t *testing.T) {
	e := warm(t, week(t, false))
	e.Run(200, Steps)
	short := testing.AllocsPerRun(3, func() { e.Run(1, Steps) })
	long := testing.AllocsPerRun(3, func() { e.Run(40, Steps) })
	require.Less(t, long-short, 40.0, "per iteration")
}
