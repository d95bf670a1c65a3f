package design

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/model"
)

const twoUnits = `{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"id": "a", "name_en": "A", "community": "Llan", "base_lat": 52.002, "base_lon": 0.002}, "geometry": {"type": "Polygon", "coordinates": [[[0, 52], [0.01, 52], [0.01, 52.01], [0, 52.01], [0, 52]]]}},
{"type": "Feature", "id": 7, "properties": {"group": "Llan"}, "geometry": {"type": "Polygon", "coordinates": [[[0.01, 52], [0.02, 52], [0.02, 52.01], [0.01, 52.01], [0.01, 52]]]}}
]}`

func TestReadUnits(t *testing.T) {
	units, found, err := ReadUnits("u.geojson", strings.NewReader(twoUnits))
	require.NoError(t, err)
	require.Empty(t, found)
	require.Len(t, units, 2)
	require.Equal(t, []string{"a", "A", "Llan", "7", "Llan"}, []string{units[0].ID, units[0].NameEn, units[0].Together, units[1].ID, units[1].Together})
	require.Equal(t, geo.LatLon(52.002, 0.002), units[0].Centre, "its base, where one is given")
	require.Equal(t, geo.LatLon(52.005, 0.015), units[1].Centre)
	_, _, err = ReadUnits("u.geojson", strings.NewReader(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a","base_lat":52,"base_lon":0},"geometry":null}]}`))
	require.ErrorContains(t, err, `E1649 u.geojson: unit "a" has no area`)
	_, _, err = ReadUnits("u.geojson", strings.NewReader("{"))
	require.ErrorContains(t, err, "E1640")
}

func TestFillAndSpread(t *testing.T) {
	units, _, err := ReadUnits("u", strings.NewReader(twoUnits))
	require.NoError(t, err)
	p := &model.Problem{Format: 1, Plan: model.Plan{Start: model.NewDate(2026, 11, 23), Weeks: 2}}
	at := func(i int) (lat, lon float64) { return 52.001 + 0.001*float64(i), 0.009 }
	for i := range 7 {
		id := model.PersonID(rune('a' + i))
		x := model.Person{ID: id}
		x.Lat, x.Lon = at(i)
		if i == 6 { // far from all: the nearest unit's
			x.Lat, x.Lon = 52.2, 0.03
		}
		p.People = append(p.People, x)
		p.Visits = append(p.Visits, model.Visit{ID: model.VisitID(id), Person: id, Days: model.EveryDay, Length: 10, Carers: 2})
	}
	p.Carers = []model.Carer{{ID: "c", HomeLat: 52.005, HomeLon: 0.005, Contract: model.Contract{Kind: model.Guaranteed, MinWeek: 600}}}
	require.Equal(t, []Spot{{0, geo.LatLon(52.0035, 0.009), 6 * 140}, {1, geo.LatLon(52.2, 0.03), 140}}, rounded(Fill(units, p)))
	require.Equal(t, []int{6 * 140, 140}, []int{units[0].Contact, units[1].Contact}, "ten minutes for two, seven days a week, of one week")
	require.Equal(t, []int{600, 0}, []int{units[0].Carers, units[1].Carers})
	require.Equal(t, geo.LatLon(52.005, 0.01), units[0].Centre, "the middle of six, 52.0035 and 0.009, roughly")
	require.Equal(t, geo.LatLon(52.005, 0.015), units[1].Centre, "of one it would be their home")

	spots := Spread(units, []Share{{geo.LatLon(52.001, 0.001), 0.25, 0.1}, {geo.LatLon(52.003, 0.001), 0.25, 0.1}, {geo.LatLon(52.009, 0.019), 0.5, 0.8}}, 1000, 100)
	require.Equal(t, []Spot{{0, geo.LatLon(52.002, 0.001), 500}, {1, geo.LatLon(52.009, 0.019), 500}}, rounded(spots))
	require.Equal(t, []int{500, 20, 500, 80}, []int{units[0].Contact, units[0].Carers, units[1].Contact, units[1].Carers})
	require.Equal(t, geo.LatLon(52.002, 0.001), units[0].Centre)
}

// Squares around homes hold every home, share their edges, and tell nobody's.
func TestCells(t *testing.T) {
	p, _, err := model.Read("../../examples/tywyn", model.ReadOptions{})
	require.NoError(t, err)
	units, err := Cells(p)
	require.NoError(t, err)
	require.LessOrEqual(t, len(units), mostCells)
	homes := map[geo.Point]bool{}
	l := &layout.Layout{}
	for i := range units {
		l.Patches = append(l.Patches, layout.Patch{ID: units[i].ID, Area: units[i].Area, Base: units[i].Centre, HasBase: true})
	}
	for i := range p.People {
		at := geo.LatLon(p.People[i].Lat, p.People[i].Lon)
		homes[at] = true
		_, ok := l.Inside(at)
		require.True(t, ok)
	}
	accepted(t, l)
	Fill(units, p)
	all := 0
	for _, u := range units {
		require.False(t, homes[u.Centre])
		all += u.Contact
	}
	want := 0
	for _, m := range layout.Contact(p) {
		want += m
	}
	require.InDelta(t, want/p.Plan.Weeks, all, float64(len(p.People)), "of one week")
	_, err = Cells(&model.Problem{})
	require.ErrorContains(t, err, "E1649")
}

// Homes that move inside their squares change no corner and no base, and one person with all the care draws no base to them.
func TestCellsTellNobody(t *testing.T) {
	p, _, err := model.Read("../../examples/tywyn", model.ReadOptions{})
	require.NoError(t, err)
	before, err := Cells(p)
	require.NoError(t, err)
	const perLat, perLon = perDegree, 68 // of 52.5 degrees
	require.Equal(t, perLon, int(math.Round(perDegree*math.Cos(52.5*math.Pi/180))))
	for _, part := range []float64{0.001, 0.5, 0.999} {
		q := p.Canonical()
		for i := range q.People {
			x := &q.People[i]
			if x.Lat != 0 {
				x.Lat = (math.Floor(x.Lat*perLat) + part) / perLat
				x.Lon = (math.Floor(x.Lon*perLon) + 1 - part) / perLon
			}
		}
		after, err := Cells(q)
		require.NoError(t, err)
		require.Equal(t, before, after)
	}

	units, _, err := ReadUnits("u", strings.NewReader(twoUnits))
	require.NoError(t, err)
	q := &model.Problem{Format: 1, Plan: model.Plan{Start: model.NewDate(2026, 11, 23), Weeks: 1}}
	for i := range 5 {
		id := model.PersonID(rune('a' + i))
		x := model.Person{ID: id, Place: "scheme"} // who has no position lives in the scheme
		length := 10
		if i == 0 {
			x.Lat, x.Lon, length = 52.0091, 0.0005, 1000
		}
		q.People = append(q.People, x)
		q.Visits = append(q.Visits, model.Visit{ID: model.VisitID(id), Person: id, Days: model.EveryDay, Length: length, Carers: 1})
	}
	q.Places = []model.Place{{ID: "scheme", Lat: 52.0012, Lon: 0.0062}}
	Fill(units, q)
	require.Equal(t, geo.LatLon(52.005, 0.005), units[0].Centre, "each counts once")
	require.Equal(t, 7*1040, units[0].Contact)
	q.People = q.People[:4]
	units[0].Centre = geo.Point{}
	Fill(units, q)
	require.Equal(t, geo.LatLon(52.005, 0.005), units[0].Centre, "of four: the middle of the unit")
	_, err = Cells(&model.Problem{Plan: q.Plan, People: []model.Person{{ID: "a", Lat: 52}, {ID: "b", Lat: 32, Lon: 1}}, Visits: q.Visits[:2]})
	require.ErrorContains(t, err, "more than 9 degrees apart")
}

// Ways are those that the workspace would plan with, without the minutes at the door.
func TestWays(t *testing.T) {
	p := &model.Problem{Format: 1, Plan: model.Plan{Start: model.NewDate(2026, 11, 23)}, Travel: model.Travel{Provider: model.ByCrow, Speeds: map[string]float64{model.ModeCar: 36}, Detour: 1}}
	m, err := Ways(t.Context(), p, []geo.Point{geo.LatLon(52, 0), geo.LatLon(52.01, 0), geo.LatLon(52.02, 0)})
	require.NoError(t, err)
	s, metres, far := m.At(0, 1)
	require.InDelta(t, 112, s, 2, "1,113 m at ten metres a second")
	require.InDelta(t, 1113, metres, 5)
	require.False(t, far)
	s, _, _ = m.At(1, 1)
	require.Zero(t, s)
}

// A base whose wished-for place lies in a bay is put ashore.
func TestInner(t *testing.T) {
	u := orb.MultiPolygon{{{{0, 0}, {0.03, 0}, {0.03, 0.03}, {0.02, 0.03}, {0.02, 0.01}, {0.01, 0.01}, {0.01, 0.03}, {0, 0.03}, {0, 0}}}}
	l := layout.Layout{Patches: []layout.Patch{{Area: u}}}
	for _, wish := range []geo.Point{{0.015, 0.02}, {0.015, 0.005}, {1, 1}, {0, 0}} {
		_, ok := l.Inside(inner(u, wish))
		require.True(t, ok, wish)
	}
	require.Equal(t, geo.Point{0.015, 0.005}, inner(u, geo.Point{0.015, 0.005}))
}

// Nothing is said of a patch of four people, by its row or its warning, nor of the smallest other; of carers likewise.
func TestShown(t *testing.T) {
	in := cells(4, 1, func(x, _ int) int { return 600 * (1 + x) })
	for u := range in.Units {
		in.Units[u].People, in.Units[u].Staff = 4+u, 9-u
	}
	l := &layout.Layout{}
	for u := range in.Units {
		l.Patches = append(l.Patches, layout.Patch{ID: in.Units[u].ID, Area: in.Units[u].Area})
	}
	p, _, err := given(in, l, Options{Tolerance: 0.15})
	require.NoError(t, err)
	s := p.score(l)
	require.Equal(t, []int{22, 30}, []int{s.People, s.Staff})
	shown := s.Shown()
	require.Equal(t, []bool{true, true, false, false}, []bool{shown.Patches[0].Few, shown.Patches[1].Few, shown.Patches[2].Few, shown.Patches[3].Few})
	require.Zero(t, shown.Patches[0].Contact+shown.Patches[1].Contact)
	require.Equal(t, s.Patches[3], shown.Patches[3])
	require.Equal(t, int64(600), s.Patches[0].Contact, "a copy")
	found := model.Diagnostics(p.warnings(s))
	require.Len(t, found, 4)
	require.Equal(t, `patch "u00" has other hours of contact a week than allowed, and the mean is 25`, found[0].Message)
	require.Equal(t, `patch "u03" has 40 hours of contact a week, and the mean is 25`, found[3].Message)
	require.False(t, shown.Patches[3].FewCarers)
}

// rounded are spots with positions to a centimetre.
func rounded(spots []Spot) []Spot {
	for i := range spots {
		spots[i].At = cornerOf(spots[i].At).point()
	}
	return spots
}
