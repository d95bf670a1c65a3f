//go:build mutation

package constraint

import (
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestHundredFaultsAreCaught plants 100 seeded faults in the rules and wants each caught:
//
//	go test -tags mutation -run "HundredFaults|EquivalentsStand" -v -timeout 20m ./solver/internal/constraint
//
// MILLTIR_SEED draws others (7), MILLTIR_FAULTS more or fewer (100).
func TestHundredFaultsAreCaught(t *testing.T) {
	plantFaults(t, uint64(number("MILLTIR_SEED", 7)), number("MILLTIR_FAULTS", 100))
}

// TestEquivalentsStand: every excuse is of a fault that can still be planted.
func TestEquivalentsStand(t *testing.T) {
	could := map[[3]string]bool{}
	for _, f := range drawn(t, 1) {
		could[[3]string{f.file, f.source, f.kind}] = true
	}
	for _, e := range equivalents {
		require.True(t, could[[3]string{e.file, e.source, e.kind}], "%s: %s", e.file, e.source)
	}
}

func number(name string, fallback int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return fallback
}
