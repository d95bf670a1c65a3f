package suite_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
)

// TestReadFileWithoutInstance: what cannot be read is no instance at all, not a nil pointer in one.
func TestReadFileWithoutInstance(t *testing.T) {
	path := filepath.Join(t.TempDir(), "R1.txt")
	require.NoError(t, os.WriteFile(path, []byte("text"), 0o644))
	in, err := suite.ReadFile(path, func(name string, data []byte) (*line, error) {
		require.Equal(t, "R1 text", name+" "+string(data))
		return nil, errors.New("no instance")
	})
	require.ErrorContains(t, err, "no instance")
	require.True(t, in == nil)
	in, err = suite.ReadFile(filepath.Join(filepath.Dir(path), "none.txt"), func(string, []byte) (*line, error) { return &line{}, nil })
	require.ErrorIs(t, err, os.ErrNotExist)
	require.True(t, in == nil)
}
