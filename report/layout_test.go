package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/layout/design"
)

func TestLayoutScore(t *testing.T) {
	s := &design.Score{
		Objective: 36000, Travel: 100 * 300, Dispersion: 100 * 450, Contact: 100, Carers: 120, WorstHours: 0.25, WorstHomes: 0.1,
		Patches: []design.PatchScore{
			{ID: "p1", Name: "Y Bala", Units: 3, Contact: 6000, Carers: 7230, ToBase: 90, Between: 600, Pieces: 1, Off: 0.25},
			{ID: "p2", Name: "A name that is much longer than a column can be", Units: 2, Contact: 3600, Pieces: 2, Off: -0.25},
		},
	}
	for _, tt := range []struct{ lang, text string }{
		{English, `Layout Penllyn: 2 patches, 2 hours of contact a week

  patch  around                          units  contact h  off mean  carers h  to base min  between min
  p1     Y Bala                              3        100      +25%       121          1.5         10.0
  p2 *   A name that is much longer th…      2         60      -25%         0          0.0          0.0

* falls into pieces that no border and road joins.
`}, {Welsh, "Cynllun Penllyn: 2 patsh, 2 awr o gyswllt yr wythnos\n"},
	} {
		var b strings.Builder
		require.NoError(t, LayoutScore(&b, "Penllyn", s, s, speaker(t, tt.lang)))
		require.True(t, strings.HasPrefix(b.String(), tt.text), b.String())
		require.Contains(t, strings.Join(strings.Fields(b.String()), " "), map[string]string{
			English: "Before: 5.0 minutes to the base and 7.5 between two of a patch on the mean; hours of contact at most 25 % off the mean, carers' homes at most 10 % off the contact of their patch; 10 points.",
			Welsh:   "Cynt: 5.0 munud i'r safle a 7.5 rhwng dau yn yr un patsh",
		}[tt.lang])
	}
}
