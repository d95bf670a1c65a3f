package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/layout/design"
)

func TestLayoutScore(t *testing.T) {
	s := &design.Score{
		Objective: 36000, Travel: 100 * 300, Dispersion: 100 * 450, Nearby: 100 * 210, Contact: 100, Carers: 120, WorstHours: 0.25, WorstHomes: 0.1, People: 17, Staff: 14,
		Patches: []design.PatchScore{
			{ID: "p1", Name: "Y Bala", Units: 3, Contact: 6000, Carers: 7230, ToBase: 90, Between: 600, Pieces: 1, Off: 0.25, Homes: 0.1, People: 8, Staff: 9},
			{ID: "p2", Name: "A name that is much longer than a column can be", Units: 2, Contact: 3600, Pieces: 2, Off: -0.25, People: 9, Staff: 5},
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
			English: "Before: 5.0 minutes to the base, 7.5 between two of a patch and 3.5 to the nearest 160 hours of it, on the mean; hours of contact at most 25 % off the mean, carers' homes at most 10 % off the contact of their patch; 10 points.",
			Welsh:   "Cynt: 5.0 munud i'r safle, 7.5 rhwng dau yn yr un patsh a 3.5 i'r 160 awr agosaf ohono",
		}[tt.lang])
	}
}

// Of four people nothing is said, nor of the next smallest patch, which with the sum would tell; of areas hours are to whole tens.
func TestLayoutScoreOfFew(t *testing.T) {
	s := &design.Score{Contact: 12000, WorstHours: 0.8, WorstHomes: 0.7, People: 24, Staff: 18, Patches: []design.PatchScore{
		{ID: "p1", Name: "Aber", Units: 3, Contact: 6660, Carers: 9060, ToBase: 90, Between: 600, Pieces: 1, Off: 0.2, Homes: 0.1, People: 14, Staff: 8},
		{ID: "p2", Name: "Bala", Units: 2, Contact: 3060, Carers: 4560, ToBase: 91, Between: 601, Pieces: 1, Off: -0.3, Homes: 0.2, People: 6, Staff: 6},
		{ID: "p3", Name: "Cwm", Units: 1, Contact: 2280, Carers: 1860, ToBase: 92, Between: 602, Pieces: 1, Off: -0.8, Homes: 0.7, People: 4, Staff: 4},
	}}
	print := func() string {
		var b strings.Builder
		require.NoError(t, LayoutScore(&b, "Penllyn", s, nil, speaker(t, English)))
		return b.String()
	}
	require.True(t, strings.HasPrefix(print(), `Layout Penllyn: 3 patches, 200 hours of contact a week

  patch  around  units  contact h  off mean  carers h  to base min  between min
  p1     Aber        3        111      +20%       151          1.5         10.0
  p2     Bala        2          –         –         –            –            –
  p3     Cwm         1          –         –         –            –            –

– fewer than five people or carers, or what would tell of them;`), print())
	require.Contains(t, strings.Join(strings.Fields(print()), " "), "hours of contact at most 20 % off the mean, carers' homes at most 10 % off")
	require.InDelta(t, 0.8, s.WorstHours, 0, "the score itself stays")

	s.People, s.Staff = 0, 0
	require.Contains(t, print(), "  p1     Aber        3        110      +20%       150          1.5         10.0\n")
	require.Contains(t, print(), "Hours of areas are to whole tens.")
}
