package model_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

// chain is a workspace with three homes, one of them far from the skeleton, and a row of travel.csv.
func chain(t *testing.T, provider string) *model.Problem {
	t.Helper()
	p := &model.Problem{
		Plan: model.Plan{Start: model.NewDate(2026, 11, 23)}, Travel: model.Travel{Provider: provider, Parking: new(0.0)},
		Patches: []model.Patch{{ID: "bala", NameEn: "Bala", Provider: "Gofal"}},
		People: []model.Person{
			{ID: "p1", Name: "A", Patch: "bala", Lat: 52.9106, Lon: -3.5954},
			{ID: "p2", Name: "B", Patch: "bala", Lat: 52.8567, Lon: -3.6733},
			{ID: "p3", Name: "C", Patch: "bala", Lat: 52.60, Lon: -3.60},
		},
		Carers:        []model.Carer{{ID: "c", Name: "D", Patch: "bala", Mode: model.ModeCar, Contract: model.Contract{Kind: model.ZeroHours}}},
		SkeletonNodes: []model.SkeletonNode{{ID: "a", Lat: 52.9106, Lon: -3.5954}, {ID: "b", Lat: 52.8567, Lon: -3.6733}},
		SkeletonLinks: []model.SkeletonLink{{From: "a", To: "b", Class: "A", Km: 9}},
		Legs:          []model.Leg{{From: "p2", To: "p1", Mode: "car", Minutes: 12}},
	}
	return p
}

// leg is seconds and whether it is far, from one person to another.
func leg(t *testing.T, p *model.Problem, from, to int) (int32, bool, string) {
	t.Helper()
	h, err := model.Expand(p)
	require.NoError(t, err)
	s, _, far := h.Legs[model.ModeCar].At(h.PersonAt[from], h.PersonAt[to])
	return s, far, h.TravelText()
}

func TestProvidersInOrder(t *testing.T) {
	crow := chain(t, "crow")
	direct, far, by := leg(t, crow, 0, 1)
	require.False(t, far)
	require.InDelta(t, 7960/38.0*3.6, direct, 5, "8.0 km by crow at 38 km/h")
	require.Equal(t, "table 1;crow 5", by)

	s, _, by := leg(t, chain(t, ""), 0, 1)
	require.Equal(t, int32(600), s, "a skeleton is asked before the crow: 9 km of A road at 54 km/h")
	require.Equal(t, "table 1;skeleton 1;crow 4", by, "the third home is out of its reach")
	up := chain(t, "")
	up.People[1].Climb = 3
	s, _, _ = leg(t, up, 0, 1)
	require.Equal(t, int32(780), s, "and three minutes of stairs")
	s, _, _ = leg(t, chain(t, ""), 1, 0)
	require.Equal(t, int32(720), s, "travel.csv is over all")

	_, far, by = leg(t, chain(t, "skeleton"), 0, 2)
	require.True(t, far, "nobody else is asked, and the skeleton knows nothing of it")
	require.Equal(t, "table 1;skeleton 1", by)
	_, far, _ = leg(t, chain(t, "skeleton;table"), 0, 2)
	require.True(t, far)
	_, far, by = leg(t, chain(t, "table"), 0, 1)
	require.True(t, far)
	require.Equal(t, "table", by)
}

// TestTableInsideABuilding: what a user's table says of two doors of one house holds, without parking there.
func TestTableInsideABuilding(t *testing.T) {
	p := chain(t, "crow")
	p.Travel.Parking = nil // two minutes
	p.People[1].Lat, p.People[1].Lon = p.People[0].Lat, p.People[0].Lon
	p.People[1].GoesBy = model.ModeBike // no carer does
	p.Legs = append(p.Legs, model.Leg{From: "p2", To: "p1", Mode: "bike", Minutes: 7})
	s, far, by := leg(t, p, 1, 0)
	require.Equal(t, []any{int32(12 * 60), false}, []any{s, far})
	require.Equal(t, "crow", by, "doors of one house are nobody's legs in the count")
	s, _, _ = leg(t, p, 0, 1)
	require.Equal(t, int32(60), s, "the other way there is no row: a minute")
	h, err := model.Expand(p)
	require.NoError(t, err)
	ticks, far := h.Way(1, h.PersonAt[1], h.PersonAt[0])
	require.Equal(t, []any{h.Calendar.Ticks(7), false}, []any{ticks, far}, "by a mode that no carer uses, too")
	ticks, _ = h.Way(1, h.PersonAt[0], h.PersonAt[1])
	require.Equal(t, h.Calendar.Ticks(1), ticks)
}

// source is a stub of roads: it knows the legs of the first two points, and one of them is an island.
type source struct {
	err   error
	asked *int
	short bool
	kind  geo.RemarkKind // of the third point
}

func (s source) Legs(_ context.Context, mode string, points []geo.Point) (*geo.Matrix, []geo.Remark, error) {
	*s.asked++
	n := len(points)
	if s.short {
		n--
	}
	m := geo.NewMatrix(n)
	for k := range m.Seconds {
		if m.Seconds[k] = geo.Unknown; k/n < 2 && k%n < 2 {
			m.Seconds[k], m.Metres[k] = 77, 1000
		}
	}
	if s.kind == "" {
		return m, []geo.Remark{{Kind: geo.Island, Point: 2, Metres: 2345}, {Kind: geo.CutOff, Point: 2, Metres: 346}, {Kind: geo.FarFromRoad, Point: 2, Metres: 1234}}, s.err
	}
	return m, []geo.Remark{{Kind: s.kind, Point: 2}}, s.err
}

func TestTravelWarnings(t *testing.T) {
	p := chain(t, "roads;skeleton;crow")
	p.Travel.Roads = "x.roads"
	require.Empty(t, model.Validate(p).Errors(), "before roads are opened")
	_, err := model.Expand(p)
	require.ErrorContains(t, err, "roads", "and not after")
	asked := 0
	hash := p.Hash()
	p.SetSource(model.ByRoads, source{asked: &asked})
	require.Equal(t, hash, p.Hash(), "what is opened is no part of the tables")
	h, err := model.Expand(p)
	require.NoError(t, err)
	require.Equal(t, "table 1;roads 1;crow 4", h.TravelText())
	var said []string
	for _, d := range h.TravelWarnings() {
		said = append(said, d.Code+" "+d.Message)
	}
	require.Equal(t, []string{
		`W2102 person "p3": only a ferry goes there, of travel by roads: the nearest road on the other side is 2.3 km away`,
		`W2101 person "p3": its roads, of travel by roads, do not join those of most others, the nearest of which is 346 m away`,
		`W2100 person "p3": the nearest road of travel by roads is 1.2 km away`,
		`W2103 person "p3": travel by roads does not know some or all of its legs; crow makes them instead`,
	}, said)
	require.Equal(t, 1, asked)
	again, err := h.Variant(p)
	require.NoError(t, err)
	require.Equal(t, 1, asked, "a variant asks nobody again")
	require.Equal(t, h.TravelText(), again.TravelText())
	q, _, err := p.OfProvider("Gofal", nil)
	require.NoError(t, err)
	_, err = model.Expand(q)
	require.NoError(t, err, "a provider's part has the same source")
}

// TestStandIns: what roads or a server do not know, or fail at, the next provider makes, and it is said; with no next it
// is an error.
func TestStandIns(t *testing.T) {
	asked := 0
	plan := func(order string, s source, change func(*model.Problem)) (*model.Horizon, error) {
		p := chain(t, order)
		p.Travel.Server = &model.RouteServer{Kind: "osrm", URL: "http://localhost:1"}
		if change != nil {
			change(p)
		}
		s.asked = &asked
		p.SetSource(model.ByServer, s)
		return model.Expand(p)
	}
	said := func(h *model.Horizon, err error) string {
		require.NoError(t, err)
		var out string
		for _, d := range h.TravelWarnings() {
			if d.Code == "W2103" || d.Code == "W2104" {
				out += d.Error() + "\n"
			}
		}
		return out + h.TravelText()
	}
	off := source{kind: geo.OffMap}
	require.Equal(t, "W2103 people[2].lat: person \"p3\": travel by server does not know some or all of its legs; crow makes them instead\n"+
		"table 1;server 1;crow 4", said(plan("server;skeleton;crow", off, nil)))
	require.Equal(t, "W2103 people[2].lat: person \"p3\": travel by server does not know some or all of its legs; nobody else makes them, so that nobody goes them\n"+
		"table 1;server 1", said(plan("server;table", off, nil)), "which the order asks for")
	_, err := plan("server", off, nil)
	require.ErrorContains(t, err, "E1634 people[2].lat: person \"p3\": travel by server cannot put it on its map")
	require.Equal(t, "table 5;server 1", said(plan("server", off, func(p *model.Problem) {
		for _, of := range [][2]model.PersonID{{"p1", "p3"}, {"p3", "p1"}, {"p2", "p3"}, {"p3", "p2"}} {
			p.Legs = append(p.Legs, model.Leg{From: string(of[0]), To: string(of[1]), Mode: "car", Minutes: 40})
		}
	})), "rows of travel.csv make up for it")

	tied := func(p *model.Problem) { // all that is left to make is between p2 and p3, of whom p3 is off the map
		for _, of := range [][2]string{{"p1", "p3"}, {"p3", "p1"}} {
			p.Legs = append(p.Legs, model.Leg{From: of[0], To: of[1], Mode: "car", Minutes: 40})
		}
	}
	_, err = plan("server", off, tied)
	require.ErrorContains(t, err, "E1634 people[2].lat: person \"p3\"")
	require.Contains(t, said(plan("server;table", off, tied)), "W2103 people[2].lat: person \"p3\"")

	down := source{err: errors.New("E1631 osrm at http://localhost:1: no answer")}
	require.Equal(t, "W2104 milltir.toml travel.provider: travel by server: E1631 osrm at http://localhost:1: no answer "+
		"(legs by car are those of travel by skeleton instead)\ntable 1;skeleton 1;crow 4", said(plan("", down, nil)))
	for _, order := range []string{"server", "server;table"} {
		_, err = plan(order, down, nil)
		require.ErrorContains(t, err, "no answer", "there is no next")
	}
	_, err = plan("", down, (*model.Problem).WithoutStandIns)
	require.ErrorContains(t, err, "no answer", "nobody may stand in")
	_, err = plan("server", source{short: true}, nil)
	require.ErrorContains(t, err, "legs for")
	down.err = context.Canceled
	_, err = plan("", down, nil)
	require.ErrorIs(t, err, context.Canceled, "who wants to stop does not want the crow")
}

// dated is a source whose factors hold from a day.
type dated struct {
	source
	from string
}

func (d dated) From() string { return d.from }

func TestFactorsLater(t *testing.T) {
	p := chain(t, "roads;crow")
	p.Travel.Roads, p.Travel.Factors = "x.roads", "gwynedd.toml"
	asked := 0
	for _, tt := range []struct {
		from, says, why string
	}{
		{"", "", "always"},
		{p.Plan.Start.String(), "", "from the plan's first day"},
		{p.Plan.Start.Add(-400).String(), "", "a year ago"},
		{p.Plan.Start.Add(1).String(), "W2105 travel.factors its factors hold from " + p.Plan.Start.Add(1).String() + ", and the plan begins on " + p.Plan.Start.String() + ": minutes may be others than those of its weeks", "a day late"},
	} {
		p.SetSource(model.ByRoads, dated{source{asked: &asked}, tt.from})
		h, err := model.Expand(p)
		require.NoError(t, err)
		said := ""
		for _, d := range h.TravelWarnings() {
			if d.Code == "W2105" {
				said += d.Code + " " + d.Column + " " + d.Message
			}
		}
		require.Equal(t, tt.says, said, tt.why)
	}
}

func TestAreas(t *testing.T) {
	p := chain(t, "crow")
	p.Travel.Area = model.AreaSparse
	s, _, _ := leg(t, p, 0, 1)
	require.InDelta(t, 7960*1.504/55*3.6, s, 8, "8.0 km by crow, 1.5 times by road and a little more, at 55 km/h")
	p.Travel.Speeds = map[string]float64{"car": 20}
	slow, _, _ := leg(t, p, 0, 1)
	require.InDelta(t, 7960*1.504/1.5/20*3.6, slow, 8, "a speed of the workspace's own is along the crow's line")
	p = chain(t, "crow")
	p.Barriers = []model.Barrier{{Name: "lake", Line: []model.Coordinate{{Lat: 52.95, Lon: -3.70}, {Lat: 52.83, Lon: -3.58}}}}
	round, _, _ := leg(t, p, 0, 1)
	free, _, _ := leg(t, chain(t, "crow"), 0, 1)
	require.Greater(t, round, free+300)
}

// TestBarriersAreBounded: what would take an hour is refused at once.
func TestBarriersAreBounded(t *testing.T) {
	p := chain(t, "crow")
	for i := range 401 {
		p.Barriers = append(p.Barriers, model.Barrier{Name: string(rune('a'+i%26)) + string(rune('0'+i/26)), Line: []model.Coordinate{{Lat: 52, Lon: float64(i) / 100}, {Lat: 53, Lon: float64(i) / 100}}})
	}
	wrong := model.Validate(p).Errors()
	require.Len(t, wrong, 1)
	require.Equal(t, "E1525", wrong[0].Code)
}

// A skeleton without links is one mistake, and not one of every home.
func TestSkeletonWithoutLinks(t *testing.T) {
	p := chain(t, "")
	p.SkeletonLinks = nil
	var said []string
	for _, d := range model.Validate(p) {
		if d.Code == "W2101" {
			said = append(said, d.File+": "+d.Message)
		}
	}
	require.Equal(t, []string{"skeleton_links.csv: it has no link, so that no road joins the places of skeleton_nodes.csv"}, said)
}
