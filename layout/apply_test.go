package layout

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

// county is two old patches, north and south, of four people and four carers, with everything that names a patch.
func county() *model.Problem {
	day := model.EveryDay
	p := &model.Problem{
		Format: 1, Name: "county", Plan: model.Plan{Start: model.NewDate(2026, 11, 23), Weeks: 1},
		Travel: model.Travel{Provider: "crow"},
		Patches: []model.Patch{
			{ID: "north", NameEn: "North", BaseLat: 52.015, BaseLon: 0.005, BlockMinutes4w: 6000, BlockCost4w: 100.01},
			{ID: "south", NameEn: "South", BaseLat: 52.005, BaseLon: 0.005},
		},
		Rates: []model.Rate{{Name: "overhead.north", From: model.NewDate(2026, 4, 1), Value: 10, Unit: "per cent"}},
		Pools: []model.Pool{{ID: "pot", OwnerKind: model.OwnPatch, Owners: []string{"north"}, PeriodStart: model.NewDate(2026, 11, 23), Minutes: 60}},
		Cover: []model.Cover{{Where: "north", Days: day, Start: 8 * 60, End: 10 * 60, Needed: 3, Wanted: 4}, {Where: "south", Days: day, Start: 8 * 60, End: 10 * 60, Needed: 1}},
		Legs:  []model.Leg{{From: "north", To: "nw", Mode: model.ModeCar, Minutes: 7}, {From: "south", To: "nw", Mode: model.ModeCar, Minutes: 9}},
	}
	for i, x := range []struct {
		id, patch string
		lat, lon  float64
		visits    int
	}{{"nw", "north", 52.015, 0.005, 3}, {"ne", "north", 52.015, 0.015, 1}, {"sw", "south", 52.005, 0.005, 1}, {"se", "south", 52.005, 0.015, 1}} {
		p.People = append(p.People, model.Person{ID: model.PersonID(x.id), Name: x.id, Patch: model.PatchID(x.patch), Lat: x.lat, Lon: x.lon})
		for n := range x.visits {
			at := model.Clock(8*60 + 180*n)
			p.Visits = append(p.Visits, model.Visit{ID: model.VisitID(fmt.Sprintf("v-%s-%d", x.id, n)), Person: model.PersonID(x.id), Days: day, Length: 60, Windows: []model.Window{{Open: at, Close: at + 60}}})
		}
		id := model.CarerID(fmt.Sprintf("c%d", i+1))
		c := model.Carer{ID: id, Name: string(id), Patch: model.PatchID(x.patch), Mode: model.ModeCar, HomeLat: x.lat, HomeLon: x.lon, StartAt: model.FromBase, Contract: model.Contract{Kind: model.Guaranteed, MinWeek: 600}}
		if i == 0 {
			c.OtherPatches = []model.PatchID{"south"}
		}
		p.Carers = append(p.Carers, c)
		p.Shifts = append(p.Shifts, model.Shift{ID: model.ShiftID("s-" + string(id)), Carer: id, Days: day, Start: 8 * 60, End: 12 * 60, Status: model.Given, Location: x.patch})
	}
	for _, id := range []string{"o1", "o2"} {
		p.Shifts = append(p.Shifts, model.Shift{ID: model.ShiftID(id), Carer: model.AnyCarer, Days: day, Start: 13 * 60, End: 15 * 60, Status: model.Open, Location: "north"})
	}
	return p
}

// columns are two patches, west and east of the county.
func columns(t *testing.T) *Layout {
	return read(t, file(
		polygon("west", box(0, 52, 0.01, 0.03), `,"base_lat":52.015,"base_lon":0.005`),
		polygon("east", box(0.01, 52, 0.01, 0.03), `,"base_lat":52.015,"base_lon":0.015`),
	))
}

func TestApply(t *testing.T) {
	p := county()
	require.Empty(t, model.Validate(p).Errors())
	before := p.Hash()
	q, found, err := columns(t).Apply(p, ApplyOptions{})
	require.NoError(t, err)
	require.Equal(t, before, p.Hash(), "the problem itself is as it was")
	require.Empty(t, model.Validate(q).Errors())

	patch := map[string]string{}
	for _, x := range q.People {
		patch[string(x.ID)] = string(x.Patch)
	}
	for _, x := range q.Carers {
		patch[string(x.ID)] = string(x.Patch)
	}
	require.Equal(t, map[string]string{"nw": "west", "sw": "west", "ne": "east", "se": "east", "c1": "west", "c3": "west", "c2": "east", "c4": "east"}, patch)
	require.Equal(t, []model.PatchID{"east"}, q.Carers[0].OtherPatches, "lent to the south, whose people are half in the east")
	require.Equal(t, "east", string(q.Patches[0].ID))
	require.Equal(t, []int{1500, 4500}, []int{q.Patches[0].BlockMinutes4w, q.Patches[1].BlockMinutes4w}, "one and three hours a day of the north's four")
	require.Equal(t, []float64{25, 75.01}, []float64{q.Patches[0].BlockCost4w, q.Patches[1].BlockCost4w})
	require.Equal(t, []string{"overhead.east", "overhead.west"}, []string{q.Rates[0].Name, q.Rates[1].Name})
	require.Equal(t, []string{"east", "west"}, q.Pools[0].Owners)
	require.ElementsMatch(t, []model.PersonID{"ne", "nw"}, q.Pools[0].Drawers, "and nobody else than before")
	require.Len(t, q.Cover, 2)
	require.Equal(t, [][]int{{1, 0}, {3, 4}}, [][]int{{q.Cover[0].Needed, q.Cover[0].Wanted}, {q.Cover[1].Needed, q.Cover[1].Wanted}}, "three of the north and one of the south, shared out and added up")
	at := map[string]string{}
	for _, x := range q.Shifts {
		at[string(x.ID)] = x.Location
	}
	require.Equal(t, map[string]string{"s-c1": "", "s-c2": "", "s-c3": "", "s-c4": "", "o1": "west", "o2": "west"}, at, "carers' shifts are at their own patch; open ones where the visits are")
	require.Len(t, q.Legs, 1)
	require.Equal(t, "west", q.Legs[0].From, "its base is where the north's was")
	require.Contains(t, told(found), "W2136")
	require.Contains(t, told(found), "W2137")
}

func TestApplyToItself(t *testing.T) {
	p := county()
	l := read(t, file(
		polygon("north", box(0, 52.01, 0.03, 0.01), `,"name_en":"North","base_lat":52.015,"base_lon":0.005`),
		polygon("south", box(0, 52, 0.03, 0.01), `,"name_en":"South","base_lat":52.005,"base_lon":0.005`),
	))
	q, found, err := l.Apply(p, ApplyOptions{})
	require.NoError(t, err)
	require.Empty(t, found)
	for i := range p.Shifts { // where the carer's patch is said, it is left out
		p.Shifts[i].Location = ""
	}
	for i := range q.Shifts {
		q.Shifts[i].Location = ""
	}
	p.Pools[0].Drawers = q.Pools[0].Drawers
	require.Equal(t, p.Hash(), q.Hash())
}

func TestApplyOutside(t *testing.T) {
	l := read(t, file(polygon("west", box(0, 52, 0.01, 0.03), `,"base_lat":52.015,"base_lon":0.005`)))
	_, _, err := l.Apply(county(), ApplyOptions{})
	require.EqualError(t, err, "E1648 l.geojson: 2 people live outside every patch: ne, se. Draw the patches further, or let them go to the nearest base")
	q, found, err := l.Apply(county(), ApplyOptions{Nearest: true})
	require.NoError(t, err)
	require.Contains(t, told(found), "W2134 l.geojson: 2 people live outside every patch and go to the nearest base: ne, se")
	require.Contains(t, told(found), "2 carers live outside")
	require.Len(t, q.Patches, 1)

	l.Patches = append(l.Patches, Patch{ID: "rest", HasBase: true, Base: geo.LatLon(52.01, 0.02)})
	q, found, err = l.Apply(county(), ApplyOptions{})
	require.NoError(t, err)
	require.NotContains(t, told(found), "W2134", "a patch without an area is for those who live nearest")
	require.Equal(t, "rest", string(q.Carers[1].Patch))

	_, _, err = (&Layout{}).Apply(county(), ApplyOptions{})
	require.ErrorContains(t, err, "E1641")
}

func TestApplyKeepsThePatchOfTheTable(t *testing.T) {
	l := columns(t)
	l.Patches[0].ID = "north"
	q, _, err := l.Apply(county(), ApplyOptions{KeepPatch: true})
	require.NoError(t, err)
	for _, x := range q.People {
		want := map[string]string{"nw": "north", "ne": "north", "sw": "north", "se": "east"}[string(x.ID)]
		require.Equal(t, want, string(x.Patch), "ne stays in the north by its column; the south is no more")
	}
}

func TestApplyBalanced(t *testing.T) {
	p := county()
	for i := range p.Carers { // all live in the west, c4 nearest to the east
		p.Carers[i].HomeLon = 0.001 * float64(i+1)
	}
	q, _, err := columns(t).Apply(p, ApplyOptions{Carers: Balanced})
	require.NoError(t, err)
	hours := map[string]int{}
	for _, x := range q.Carers {
		hours[string(x.Patch)]++
	}
	require.Equal(t, map[string]int{"west": 3, "east": 1}, hours, "four of six hours of visits are in the west: 2.7 of four carers")
	require.Equal(t, "east", string(q.Carers[3].Patch), "and who has least further to go goes east")

	p.Carers[3].RidesWith = "c1"
	q, _, err = columns(t).Apply(p, ApplyOptions{Carers: Balanced})
	require.NoError(t, err)
	require.Equal(t, q.Carers[0].Patch, q.Carers[3].Patch, "who shares a car shares a patch")
}

func TestApplyProviders(t *testing.T) {
	p := county()
	p.Patches[0].Provider, p.Patches[1].Provider = "Gofal", "Care"
	p.Patches[0].LendsTo = []string{"Care"}
	l := read(t, file(
		polygon("n", box(0, 52.01, 0.03, 0.01), `,"provider":"Gofal"`), polygon("s1", box(0, 52, 0.01, 0.01), `,"provider":"Care"`), polygon("s2", box(0.01, 52, 0.02, 0.01), `,"provider":"Care"`),
	))
	for _, rule := range []CarerRule{ByHome, Balanced} {
		q, _, err := l.Apply(p, ApplyOptions{Carers: rule, Nearest: true})
		require.NoError(t, err)
		require.Equal(t, []string{"Care"}, q.Patches[0].LendsTo, "the agreement holds on")
		require.Equal(t, []model.PatchID{"s1", "s2"}, q.Carers[0].OtherPatches)
		for _, x := range q.Carers {
			require.Equal(t, x.ID <= "c2", x.Patch == "n", "nobody changes their employer")
		}
	}
	l.Patches[1].Provider, l.Patches[2].Provider = "Other", "Other"
	_, _, err := l.Apply(p, ApplyOptions{Nearest: true})
	require.ErrorContains(t, err, `E1648 l.geojson: carer "c3" is of the provider "Care", and no patch of the layout is`)
}

func TestApplyRefusesTheIDOfAPlace(t *testing.T) {
	p := county()
	p.Places = []model.Place{{ID: "west", NameEn: "West", Kind: model.PlaceVenue, Lat: 52, Lon: 0}}
	_, _, err := columns(t).Apply(p, ApplyOptions{})
	require.ErrorContains(t, err, `E1642 l.geojson: patch "west" has the id of a place of the workspace`)
}

// Under any chessboard of patches and by either rule: nothing dangles (Apply validates), nobody is lost, sums of contracts, cover
// and shifts stay, who may draw on a pool still may, and the order of the layout's patches does not matter to whom they hold.
func TestApplyProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := county()
		for i := range p.People {
			p.People[i].Lat, p.People[i].Lon = 52+0.03*rapid.Float64Range(0, 1).Draw(t, "lat"), 0.02*rapid.Float64Range(0, 1).Draw(t, "lon")+1e-6
		}
		for i := range p.Carers {
			p.Carers[i].HomeLat, p.Carers[i].HomeLon = 52+0.03*rapid.Float64Range(0, 1).Draw(t, "lat"), 0.02*rapid.Float64Range(0, 1).Draw(t, "lon")+1e-6
		}
		nx, ny := rapid.IntRange(1, 3).Draw(t, "across"), rapid.IntRange(1, 3).Draw(t, "up")
		l := &Layout{}
		for i := range nx * ny {
			x0, x1 := 0.02*float64(i%nx)/float64(nx), 0.02*float64(i%nx+1)/float64(nx)
			y0, y1 := 52+0.03*float64(i/nx)/float64(ny), 52+0.03*float64(i/nx+1)/float64(ny)
			if i%nx == nx-1 {
				x1 += 0.01
			}
			area := orb.MultiPolygon{{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}}
			l.Patches = append(l.Patches, Patch{ID: fmt.Sprint("q", i), Area: area, HasBase: true, Base: area.Bound().Center()})
		}
		o := ApplyOptions{Carers: rapid.SampledFrom([]CarerRule{ByHome, Balanced}).Draw(t, "rule")}
		q, _, err := l.Apply(p, o)
		require.NoError(t, err)
		require.Equal(t, sums(p), sums(q))
		require.Len(t, q.People, len(p.People))
		for i := range q.People {
			k, ok := l.Index(string(q.People[i].Patch))
			require.True(t, ok)
			at, ok := l.Inside(geo.LatLon(q.People[i].Lat, q.People[i].Lon))
			require.True(t, ok)
			require.Equal(t, at, k)
		}
		require.ElementsMatch(t, []model.PersonID{"nw", "ne"}, q.Pools[0].Drawers)
	})
}

// sums are what a layout must not change.
func sums(p *model.Problem) map[string]float64 {
	out := map[string]float64{"carers": float64(len(p.Carers)), "shifts": float64(len(p.Shifts)), "visits": float64(len(p.Visits))}
	for _, x := range p.Cover {
		out["needed"] += float64(x.Needed)
		out["wanted"] += float64(max(x.Wanted, x.Needed))
	}
	for _, x := range p.Patches {
		out["minutes"] += float64(x.BlockMinutes4w)
		out["pence"] += math.Round(100 * x.BlockCost4w)
	}
	return out
}

func TestApplyExamples(t *testing.T) {
	for _, name := range []string{"bala", "tywyn", "cartrefi", "hafod-y-gest", "solva", "extra-care-day"} {
		t.Run(name, func(t *testing.T) {
			p, _, err := model.Read("../examples/"+name, model.ReadOptions{})
			require.NoError(t, err)
			lon := p.Patches[0].BaseLon
			l := read(t, file(
				polygon("w", box(lon-3, 51, 3, 3), `,"base_lat":52,"base_lon":`+fmt.Sprint(lon-0.1)),
				polygon("e", box(lon, 51, 3, 3), `,"base_lat":52,"base_lon":`+fmt.Sprint(lon+0.1)),
			))
			for _, rule := range []CarerRule{ByHome, Balanced} {
				q, _, err := l.Apply(p, ApplyOptions{Carers: rule})
				require.NoError(t, err)
				require.Len(t, q.Patches, 2)
				require.Equal(t, len(p.People), len(q.People))
			}
		})
	}
}

func TestSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.IntRange(0, 50), 1, 8).Draw(t, "weights")
		n := rapid.IntRange(0, 1000).Draw(t, "n")
		parts := split(n, weights)
		if sum(weights) == 0 {
			require.Zero(t, sum(parts))
			return
		}
		require.Equal(t, n, sum(parts))
		for k, w := range weights {
			require.InDelta(t, float64(n*w)/float64(sum(weights)), parts[k], 1)
		}
	})
}

// The plan of least cost is never beaten by one that brute force finds.
func TestTransport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 3).Draw(t, "sinks")
		supply := rapid.SliceOfN(rapid.IntRange(0, 3), 1, 4).Draw(t, "supply")
		demand := split(sum(supply), rapid.SliceOfN(rapid.IntRange(1, 3), k, k).Draw(t, "weights"))
		cost := make([][]int64, len(supply))
		for i := range cost {
			cost[i] = rapid.SliceOfN(rapid.Int64Range(0, 9), k, k).Draw(t, "cost")
		}
		flow := transport(supply, demand, cost)
		got := make([]int, k)
		for i, n := range supply {
			require.Equal(t, n, sum(flow[i]))
			for j, f := range flow[i] {
				require.GreaterOrEqual(t, f, 0)
				got[j] += f
			}
		}
		require.Equal(t, demand, got)
		require.Equal(t, cheapestPlan(supply, demand, cost, 0), price(flow, cost))
	})
}

func price(flow [][]int, cost [][]int64) (n int64) {
	for i := range flow {
		for j, f := range flow[i] {
			n += int64(f) * cost[i][j]
		}
	}
	return n
}

// cheapestPlan tries every plan, unit by unit.
func cheapestPlan(supply, demand []int, cost [][]int64, i int) int64 {
	for i < len(supply) && supply[i] == 0 {
		i++
	}
	if i == len(supply) {
		return 0
	}
	best := int64(1 << 40)
	for j := range demand {
		if demand[j] > 0 {
			demand[j]--
			supply[i]--
			best = min(best, cost[i][j]+cheapestPlan(supply, demand, cost, i))
			demand[j]++
			supply[i]++
		}
	}
	return best
}

func told(found []Warning) string { return strings.TrimSpace(model.Diagnostics(found).Error()) }

// A base that a layout does not give is the middle of five people or more, roughly and each counted once, or the centre of the area;
// who has no position of their own lives where their scheme is, also for the ways of carers.
func TestApplyTellsNoHome(t *testing.T) {
	l := read(t, file(polygon("all", box(0, 52, 0.02, 0.03), ""), polygon("none", box(0.02, 52, 0.02, 0.03), `,"base_lat":52.015,"base_lon":0.03`)))
	p := county()
	for i := range p.Patches {
		p.Patches[i].BaseLat, p.Patches[i].BaseLon = 0, 0
	}
	p.Legs = nil
	q, found, err := l.Apply(p, ApplyOptions{})
	require.NoError(t, err)
	require.Equal(t, []float64{52.015, 0.01}, []float64{q.Patches[0].BaseLat, q.Patches[0].BaseLon})
	require.Contains(t, told(found), "it is the centre of its area, since fewer than 5 people live there")

	p.Places = append(p.Places, model.Place{ID: "ty", NameEn: "Tŷ", Kind: "scheme", Lat: 52.0261, Lon: 0.0191})
	for _, id := range []model.PersonID{"a", "b"} {
		p.People = append(p.People, model.Person{ID: id, Name: string(id), Patch: "north", Place: "ty"})
	}
	q, found, err = l.Apply(p, ApplyOptions{Carers: Balanced})
	require.NoError(t, err)
	require.Equal(t, []float64{52.015, 0.015}, []float64{q.Patches[0].BaseLat, q.Patches[0].BaseLon}, "52.0154 and 0.0130")
	require.Contains(t, told(found), "it is the middle of its people, to half a kilometre")

	a := &applying{l: l, p: p, q: p, homes: Homes(p), news: map[model.PersonID]int{"a": 1, "b": 1}, minutes: Contact(p)}
	costs := a.costs([]crew{{home: geo.LatLon(52.0261, 0.0191), may: []bool{true, true}}})
	require.Zero(t, costs[0][1], "a carer who lives in the scheme is with its people")
	require.Positive(t, costs[0][0])
}
