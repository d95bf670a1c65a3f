package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestFairness: loads beside shares, and what is said of a kind, in its own unit.
func TestFairness(t *testing.T) {
	h, r, v := onSiteSample(t)
	for _, lang := range Languages() {
		var b, none bytes.Buffer
		require.NoError(t, Fairness(&b, h, r, v, speaker(t, lang)))
		compare(t, "fairness."+lang+".txt", b.String())
		require.NotContains(t, b.String(), "⟦")
		require.NoError(t, Fairness(&none, h, r, nil, speaker(t, lang)))
		require.NotContains(t, none.String(), "0 (")
	}
	say := func(kind string, amount, limit int64) string {
		return Sentence(h, model.Violation{Rule: model.RuleFairness, Carer: "c1", Date: monday, Amount: amount, Limit: limit, Unit: "tenth", Detail: kind}, speaker(t, English))
	}
	require.Equal(t, "Late shifts, those before the rota counted: Nia W. has 3.0, a share by contract is 1.5", say("lates", 30, 15))
	require.Equal(t, "Visits for two, those before the rota counted: Nia W. has 5.0, a share by contract is 2.5", say("double_ups", 10, 5), "five weigh as much as one")
	require.Equal(t, "Hard work is not shared out by contract: Nia W. bears the most beyond the share", say("", 1, 0))
}
