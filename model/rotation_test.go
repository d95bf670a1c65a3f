package model_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

func TestCycleFalls(t *testing.T) {
	anchor := model.NewDate(2026, 11, 2)
	for of := 1; of <= 6; of++ {
		for week := range 3 * of {
			for k := 1; k <= of; k++ {
				c, err := model.ParseCycle(fmt.Sprintf("%d/%d", k, of))
				require.NoError(t, err)
				require.Equal(t, week%of == k-1, c.Falls(anchor.Add(7*week), anchor), "%s in week %d after the anchor", c, week)
				require.Equal(t, (3*of-week)%of == k-1, c.Falls(anchor.Add(-7*week), anchor), "%s in week %d before it", c, week)
			}
		}
	}
	for _, text := range []string{"0/3", "4/3", "1/7", "1/0", "-1/3", "1/18446744073709551617", "/", "1/"} {
		_, err := model.ParseCycle(text)
		require.ErrorContains(t, err, "cycles of 1 to 6 weeks", text)
	}
}

// TestRotation: the shifts of two carers over four weeks. One row falls in the first week of three, one
// in every week.
func TestRotation(t *testing.T) {
	monday := patchOf(t).Plan.Start
	for _, c := range []struct {
		rows   []model.Rotation
		anchor int // weeks before the plan
		want   string
		why    string
	}{
		{[]model.Rotation{{Carer: "c1"}, {Carer: "c2", Offset: 1}}, 0, "c1 0+3 c2 1", "the second comes a week later"},
		{[]model.Rotation{{Carer: "c1"}, {Carer: "c2", Offset: 2}}, 0, "c1 0+3 c2 2", "two weeks later"},
		{[]model.Rotation{{Carer: "c1"}, {Carer: "c2", Offset: 1}}, 1, "c1 2 c2 0+3", "the plan begins with week 2"},
		{[]model.Rotation{{Carer: "c1"}, {Carer: "c2", Offset: 1}}, -1, "c1 1 c2 2", "the anchor may come later than the plan: c2's weeks 1 are -1 and 2"},
		{[]model.Rotation{{Carer: "c1", Until: monday.Add(6)}, {Carer: "c2", From: monday.Add(21)}}, 0, "c1 0 c2 3", "one leaves, the other takes the place"},
		{[]model.Rotation{{Carer: "c1", From: monday.Add(1), Until: monday.Add(21)}}, 0, "c1 3", "the first Monday is before, the last is the last date"},
		{[]model.Rotation{{Carer: "c1", Until: monday.Add(6)}, {Carer: "c1", Offset: 2, From: monday.Add(7)}}, 0, "c1 0+2", "a carer may change the offset"},
	} {
		p := patchOf(t)
		p.Visits, p.Plan.Weeks, p.Plan.CycleAnchor = nil, 4, monday.Add(-7*c.anchor)
		for i := range c.rows {
			c.rows[i].Rotation = "three"
		}
		p.Rotations = c.rows
		p.Shifts = []model.Shift{
			{ID: "long", Rotation: "three", Days: 1, WeekOfCycle: model.Cycle{Week: 1, Of: 3}, Start: model.At(8, 0), End: model.At(16, 0), Status: model.Given},
			{ID: "short", Rotation: "three", Days: 8, Start: model.At(8, 0), End: model.At(9, 0), Status: model.Open},
		}
		for _, d := range model.Validate(p).Errors() {
			require.Equal(t, "E1016", d.Code, "nobody has a name here: %v", d)
		}
		h, weeks, short := expand(t, p), map[int][]string{}, 0
		for i := range h.Shifts {
			s := &h.Shifts[i]
			require.Equal(t, int(s.Date-monday)/7, s.Week)
			if s.ID == "short" {
				short++
				require.Equal(t, 3, s.Date.Weekday())
				continue
			}
			require.Equal(t, model.Given, s.Status)
			weeks[s.Carer] = append(weeks[s.Carer], fmt.Sprint(s.Week))
		}
		var got []string
		for carer, id := range []string{"c1", "c2"} {
			if len(weeks[carer]) > 0 {
				got = append(got, id+" "+strings.Join(weeks[carer], "+"))
			}
		}
		require.Equal(t, c.want, strings.Join(got, " "), c.why)
		thursdays := 0
		for w := range 4 {
			for _, r := range c.rows {
				if d := monday.Add(7*w + 3); d >= r.From && (r.Until == 0 || d <= r.Until) {
					thursdays++
				}
			}
		}
		require.Equal(t, thursdays, short, "every week, whatever the offset: %s", c.why)
	}
}

// TestRotationAndLeave: leave takes the shift of the one who is away, and credits it to them alone.
func TestRotationAndLeave(t *testing.T) {
	p := patchOf(t)
	p.Visits = nil
	p.Rotations = []model.Rotation{{Carer: "c1", Rotation: "r"}, {Carer: "c2", Rotation: "r"}}
	p.Shifts = []model.Shift{{ID: "s", Rotation: "r", Days: 1, Start: model.At(8, 0), End: model.At(12, 0), Status: model.Given}}
	p.Absences = []model.Absence{{Carer: "c2", From: model.Moment{Date: p.Plan.Start}, To: model.Moment{Date: p.Plan.Start}, Kind: "leave"}}
	h := expand(t, p)
	require.Len(t, h.Shifts, 1)
	require.Equal(t, 0, h.Shifts[0].Carer)
	require.Len(t, h.Dropped, 1)
	require.Equal(t, 1, h.Dropped[0].Carer)
	require.Equal(t, []int32{0, 240}, []int32{h.Credit[0] / 60, h.Credit[1] / 60})

	p.Rotations[0].Carer = "nobody"
	_, err := model.Expand(p)
	require.ErrorContains(t, err, `carer "nobody" is not known`)
	p.Rotations[0].Carer = model.AnyCarer
	_, err = model.Expand(p)
	require.ErrorContains(t, err, `carer "any" is not known`, "a rotation is of somebody")
}
