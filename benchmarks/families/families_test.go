package families_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/families"
)

func TestFind(t *testing.T) {
	for _, m := range families.List {
		f, convention, err := families.Find(m.Name, "")
		require.NoError(t, err)
		require.Equal(t, m.Name, f.Name(), "a family is called what the list calls it")
		require.Equal(t, len(m.Conventions) > 0, convention != "", "the usual convention is named")
		for _, c := range m.Conventions {
			_, got, err := families.Find(m.Name, c)
			require.NoError(t, err)
			require.Equal(t, c, got)
		}
		_, _, err = families.Find(m.Name, "other")
		require.Error(t, err, "%s has no such convention", m.Name)
		require.Contains(t, families.About(), m.Name)
	}
	require.True(t, slices.IsSortedFunc(families.List, func(a, b families.Maker) int { return strings.Compare(a.Name, b.Name) }), "by name")
	_, _, err := families.Find("chess", "")
	require.ErrorContains(t, err, `no family "chess"`)
}
