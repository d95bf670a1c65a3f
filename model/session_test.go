package model_test

import (
	"fmt"
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

func TestWhereVisitsStartAndEnd(t *testing.T) {
	for _, c := range []struct {
		place, starts, ends, want, why string
	}{
		{"", "", "", "p1 p1 own", "at home"},
		{"hall", "", "", "hall hall", "a session is where it is"},
		{"hall", "home", "", "p1 p1", "to the hall and back: the length has the way"},
		{"hall", "home", "hall", "p1 hall", "and not back"},
		{"hall", "", "home", "hall p1", "fetched from there"},
		{"", "", "hall", "p1 hall", "wherever it goes, it ends at the hall"},
		{"", "hall", "home", "hall p1", "nothing but a way home"},
	} {
		p := patchOf(t)
		p.Places = []model.Place{{ID: "hall", Kind: model.PlaceVenue, Lat: 52.9, Lon: -3.6}}
		v := visitAt("a", 8)
		v.Place, v.StartsAt, v.EndsAt = model.PlaceID(c.place), c.starts, c.ends
		p.Visits = []model.Visit{v}
		h := expand(t, p)
		got := fmt.Sprint(h.Locations[h.Visits[0].Location].Key, " ", h.Locations[h.Visits[0].EndAt].Key)
		if h.Own(0) {
			got += " own"
		}
		require.Equal(t, c.want, got, c.why)
	}
}

// TestOwnWays: as carers go likewise, whether or not one does.
func TestOwnWays(t *testing.T) {
	for _, c := range []struct {
		by   string
		edit func(p *model.Problem)
		want string
		why  string
	}{
		{"", nil, "p1 15, p2 1", "800 m at 3.2 km/h on foot; p2 lives in the building"},
		{model.ModeCar, nil, "p1 1, p2 1", "38 km/h"},
		{"", func(p *model.Problem) { *p.Places[0].Access = 4 }, "p1 19, p2 1", "and four at the door"},
		{"", func(p *model.Problem) { p.Places[0].Lat = 53.1 }, "p1 far, p2 1", "over two kilometres nobody walks"},
		{"", func(p *model.Problem) { p.Travel.Provider = "table" }, "p1 far, p2 1", "the table says nothing"},
		{"", func(p *model.Problem) {
			p.Legs = []model.Leg{{From: "p1", To: "hall", Mode: model.ModeWalk, Minutes: 7}, {From: "p1", To: "hall", Mode: model.ModeWalk, Minutes: 9}}
		}, "p1 9, p2 1", "the table before the crow, the slowest row"},
		{"", func(p *model.Problem) {
			p.Matrix = []model.MatrixRow{{Mode: model.ModeWalk, From: "hall", Ticks: []int32{0, 60}}, {Mode: model.ModeWalk, From: "p1", Ticks: []int32{180, 0}}}
		}, "p1 3, p2 1", "the matrix before all"},
	} {
		for _, walker := range []bool{false, true} {
			p := patchOf(t)
			p.Travel.Provider, p.Legs = "", nil
			p.Places = []model.Place{{ID: "hall", Kind: model.PlaceVenue, Lat: 52.9, Lon: -3.6, Access: new(int)}}
			p.People = []model.Person{
				{ID: "p1", Patch: "bala", Lat: 52.9072, Lon: -3.6, GoesBy: c.by},
				{ID: "p2", Patch: "bala", Place: "hall", GoesBy: c.by},
			}
			if walker {
				p.Carers = append(p.Carers, model.Carer{ID: "walker", Patch: "bala", Mode: model.ModeWalk}, model.Carer{ID: "driver", Patch: "bala", Mode: model.ModeCar})
			}
			v := visitAt("a", 8)
			v.Place, v.With = "hall", []model.PersonID{"p2"}
			p.Visits = []model.Visit{v}
			if c.edit != nil {
				c.edit(p)
			}
			h := expand(t, p)
			got := ""
			for i, x := range h.Comers(0) {
				if i > 0 {
					got += ", "
				}
				got += fmt.Sprint(p.People[x.Person].ID, " ")
				if x.Far {
					got += "far"
				} else {
					got += fmt.Sprint(x.Way / h.Calendar.Ticks(1))
				}
			}
			require.Equal(t, c.want, got, "%s, a carer who goes so: %v", c.why, walker)
		}
	}
}
