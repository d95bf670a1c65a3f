//go:build mutation

package constraint

import (
	"os"
	"strconv"
	"testing"
)

// TestHundredFaultsAreCaught plants 100 seeded faults in the rules and wants each caught:
//
//	go test -tags mutation -run TestHundredFaultsAreCaught -v -timeout 20m ./solver/internal/constraint
//
// MILLTIR_SEED draws others (7), MILLTIR_FAULTS more or fewer (100).
func TestHundredFaultsAreCaught(t *testing.T) {
	plantFaults(t, uint64(number("MILLTIR_SEED", 7)), number("MILLTIR_FAULTS", 100))
}

func number(name string, fallback int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return fallback
}
