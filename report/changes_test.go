package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// The sample's Monday, of which some was published otherwise, told on Sunday.
func TestChangesGolden(t *testing.T) {
	_, r, _ := sample(t)
	p := sampleProblem()
	p.Plan.AsOf = model.Moment{Date: monday.Add(-1), Clock: at("09:00"), Timed: true}
	other := map[model.CarerID]model.CarerID{"c1": "c2", "c2": "c1"}
	for i := range r.Runs {
		for k, s := range r.Runs[i].Stops {
			if s.Kind != model.StopVisit || r.Runs[i].Date > monday.Add(1) || s.Role == model.RoleShadow {
				continue
			}
			b := model.Attendance{Visit: s.Visit, Date: r.Runs[i].Date, Start: s.Start, End: s.End, Carer: r.Runs[i].Carer}
			switch k % 4 {
			case 1:
				b.Start -= 10
			case 2:
				b.Carer, b.Reason = other[b.Carer], "hospital"
			}
			p.Baseline = append(p.Baseline, b)
		}
	}
	p.Baseline = append(p.Baseline, model.Attendance{Visit: "gone", Date: monday, Start: at("08:00"), End: at("08:30"), Carer: "c1"})
	h, err := model.Expand(p)
	require.NoError(t, err)
	for _, lang := range Languages() {
		var b bytes.Buffer
		require.NoError(t, Changes(&b, h, r, speaker(t, lang)))
		require.NotContains(t, b.String(), "⟦")
		compare(t, "changes."+lang+".txt", b.String())
	}
	var b bytes.Buffer
	require.NoError(t, ChangesCSV(&b, h, r))
	compare(t, "changes.csv", b.String())
}
