package state

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestLimits ties the solver's seats to what validation lets through.
func TestLimits(t *testing.T) { require.Equal(t, model.MaxCarers, MaxNeed) }
