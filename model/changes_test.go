package model

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// changed is a plan of which three visits were published for Monday, by a, b and z, who has left.
func changed(t *testing.T) *Horizon {
	monday := NewDate(2026, 11, 23)
	p := &Problem{
		Format: 1, Plan: Plan{Start: monday, FrozenUntil: monday, AsOf: Moment{Date: monday.Add(-1), Clock: At(8, 0), Timed: true}},
		Patches: []Patch{{ID: "bala", NameEn: "Bala"}},
		People:  []Person{{ID: "p", Name: "P", Patch: "bala", Lat: 52.9, Lon: -3.6}},
		Carers:  []Carer{{ID: "a", Name: "A", Patch: "bala", Mode: ModeCar}, {ID: "b", Name: "B", Patch: "bala", Mode: ModeCar}},
	}
	for i, id := range []VisitID{"v1", "v2", "v3", "v4"} {
		p.Visits = append(p.Visits, Visit{ID: id, Person: "p", Days: 3, Windows: []Window{{Open: At(8+i, 0), Close: At(9+i, 0)}}, Length: 30})
	}
	p.Baseline = []Attendance{
		{Visit: "v1", Date: monday, Start: At(8, 0), End: At(8, 30), Carer: "a"},
		{Visit: "v2", Date: monday, Start: At(9, 0), End: At(9, 30), Carer: "b", Reason: "asked"},
		{Visit: "v3", Date: monday, Start: At(10, 0), End: At(10, 30), Carer: "z"},
		{Visit: "v9", Date: monday, Start: At(7, 0), End: At(7, 30), Carer: "a"},
	}
	h, err := Expand(p)
	require.NoError(t, err)
	return h
}

func TestChanges(t *testing.T) {
	h := changed(t)
	monday := h.Calendar.Start()
	visit := func(id VisitID, start Clock) Stop {
		return Stop{Kind: StopVisit, Visit: id, Start: start, End: start + 30}
	}
	r := &Rota{Runs: []Run{
		{Carer: "a", Date: monday, Stops: []Stop{visit("v1", At(8, 20)), visit("v2", At(9, 0)), visit("v4", At(11, 0))}},
		{Carer: "b", Date: monday.Add(1), Stops: []Stop{visit("v1", At(8, 0))}}, // not published: no change
	}}
	require.Equal(t, []Change{
		{Kind: ChangeStart, Visit: "v1", Person: "p", Date: monday, Was: At(8, 0), Is: At(8, 20), From: "a", To: "a", Notice: 24, Known: true, Band: 1},
		{Kind: ChangeCarer, Visit: "v2", Person: "p", Date: monday, Was: At(9, 0), Is: At(9, 0), From: "b", To: "a", Notice: 25, Known: true, Band: 1, Reason: "asked"},
		{Kind: ChangeGone, Visit: "v3", Person: "p", Date: monday, Was: At(10, 0), From: "z", Notice: 26, Known: true, Band: 1},
		{Kind: ChangeNew, Visit: "v4", Person: "p", Date: monday, Is: At(11, 0), To: "a", Notice: 27, Known: true, Band: 1},
		{Kind: ChangeGone, Visit: "v9", Date: monday, Was: At(7, 0), From: "a", Notice: 23, Known: true, Band: 0},
	}, h.Changes(r))
}

func TestBand(t *testing.T) {
	r := (&Problem{}).RulesInForce().Notice
	for hours, want := range map[int]int{-5: 0, 23: 0, 24: 1, 71: 1, 72: 2, 335: 2, 336: 3, 9000: 3} {
		require.Equal(t, want, r.Band(hours), "%d hours: under 24, 72 and 336 are bands of their own", hours)
	}
}

func TestFrozen(t *testing.T) {
	h := changed(t)
	frozen := map[VisitID]int32{}
	for i := range h.Visits {
		if v := &h.Visits[i]; v.Frozen != nil {
			require.Equal(t, []int{0}, v.Frozen)
			frozen[v.ID] = v.FrozenStart
		}
	}
	require.Equal(t, map[VisitID]int32{"v1": h.Calendar.Tick(h.Calendar.Start(), At(8, 0))}, frozen, "v2 has a reason, v3's carer has left, Tuesday is not frozen")
}
