package tiny

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestProblemsAreHard: what the property tests rely on. At least half of the problems have
// pairs, history and two shifts a day; none has more than twelve dated visits; a quarter of the
// pairs takes two different skills inside a window narrower than any leg.
func TestProblemsAreHard(t *testing.T) {
	const n = 2000
	rich, pairs, hard := 0, 0, 0
	for seed := range uint64(n) {
		p := Problem(rand.New(rand.NewPCG(seed, 1)))
		h, err := model.Expand(p)
		require.NoError(t, err)
		require.LessOrEqual(t, len(h.Visits), 12, "seed %d", seed)
		paired := false
		for _, v := range p.Visits {
			if v.Carers != 2 {
				continue
			}
			paired = true
			pairs++
			if len(v.Roles[1].Skills) > 0 && v.Windows[0].Close-v.Windows[0].Open < 2 {
				hard++
			}
		}
		twice := false
		for i, a := range h.Shifts {
			for _, b := range h.Shifts[:i] {
				twice = twice || a.Carer >= 0 && a.Carer == b.Carer && a.Date == b.Date
			}
		}
		if paired && twice && len(p.History) > 0 {
			rich++
		}
	}
	require.Greater(t, rich, n/2, "problems with pairs, history and two shifts a day")
	require.Greater(t, hard, pairs/4, "pairs of different skills with a window narrower than a leg")
}
