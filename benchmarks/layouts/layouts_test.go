package main

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLayouts: both experiments run, and what is the same is not told apart.
func TestLayouts(t *testing.T) {
	var out bytes.Buffer
	s := setting{scale: 0.02, perVisit: 1, lend: -1, weeks: 2, seeds: 1, workers: 2, first: 1, log: io.Discard}
	require.NoError(t, s.run(t.Context(), &out, 1, 1, 0.05))
	require.Contains(t, out.String(), "- the same: no difference shown in **1 of 1**\n")
	require.Contains(t, out.String(), "- slower: told apart by travel")
}
