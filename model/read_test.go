package model

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDirAndJSONHoldTheSame(t *testing.T) {
	p, err := ReadDir("testdata/valid/small")
	require.NoError(t, err)
	var first, second, third bytes.Buffer
	require.NoError(t, WriteJSON(&first, p))
	q, err := ReadJSON(bytes.NewReader(first.Bytes()))
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, WriteDir(dir, q))
	again, err := ReadDir(dir)
	require.NoError(t, err)
	require.NoError(t, WriteJSON(&second, again))
	require.Equal(t, first.String(), second.String())
	require.NoError(t, WriteJSON(&third, q))
	require.Equal(t, first.String(), third.String())
	require.Equal(t, p.Hash(), again.Hash())
}
