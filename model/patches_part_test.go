package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/model"
)

// TestOfPatches: the parts are valid, have everybody once, and name nobody of another part.
func TestOfPatches(t *testing.T) {
	params := generate.DefaultCounty()
	params.Scale = 0.06
	p, err := generate.County(generate.Gwynedd(), params, 3)
	require.NoError(t, err)
	p.Patches = append(p.Patches, model.Patch{ID: "other", NameEn: "Other"})
	for i := range p.People {
		if i%3 == 0 {
			p.People[i].Patch = "other"
		}
	}
	for i := range p.Carers {
		p.Carers[i].OtherPatches = nil
		if i%3 == 0 {
			p.Carers[i].Patch = "other"
		}
	}
	p.People[0].Only = []model.CarerID{p.Carers[1].ID} // of the first patch, she of the other
	p.People[0].NamedTeam, p.People[0].Never = nil, nil
	p.Shifts = append(p.Shifts, model.Shift{ID: "anybody", Carer: model.AnyCarer, Days: 1, Start: model.At(8, 0), End: model.At(12, 0), Status: model.Open})
	both := []*model.Problem{p.OfPatches(p.Patches[0].ID), p.OfPatches("other")}
	people, carers, shifts := 0, 0, 0
	for _, q := range both {
		require.Empty(t, model.Validate(q).Errors())
		people, carers, shifts = people+len(q.People), carers+len(q.Carers), shifts+len(q.Shifts)
		own := map[model.CarerID]bool{}
		for i := range q.Carers {
			own[q.Carers[i].ID] = true
		}
		for i := range q.People {
			for _, c := range q.People[i].NamedTeam {
				require.True(t, own[c])
			}
			if q.People[i].ID == p.People[0].ID {
				require.Len(t, q.People[i].Never, len(q.Carers), "none of these may come")
			}
		}
	}
	require.Equal(t, []int{len(p.People), len(p.Carers), len(p.Shifts) - 1}, []int{people, carers, shifts}, "the shift of anybody is in none")
}
