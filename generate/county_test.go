package generate

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate/area"
	"github.com/milltir/milltir/model"
)

func small() CountyParams {
	p := DefaultCounty()
	p.Scale, p.Past = 0.1, 4
	return p
}

// TestCounty keeps the promises of a county's week, at a tenth and at a quarter of it.
func TestCounty(t *testing.T) {
	a := Gwynedd()
	for _, scale := range []float64{0.1, 0.25} {
		params := small()
		params.Scale = scale
		p, err := County(a, params, 3)
		require.NoError(t, err)
		require.Empty(t, model.Validate(p).Errors())
		lawful(t, p)
		h, err := model.Expand(p)
		require.NoError(t, err)
		hours, attendances := 0.0, 0
		for i := range h.Visits {
			v := &h.Visits[i]
			hours += float64(v.Length/h.Calendar.Resolution()) * float64(v.Need) / 60
			attendances += v.Need
		}
		require.Len(t, p.People, int(math.Round(560*scale)))
		require.InEpsilon(t, 5600*scale, hours, 0.08, "hours of care")
		require.InEpsilon(t, 8800*scale, attendances, 0.08)
		require.InDelta(t, 330*scale, len(p.Carers), 40*scale+2, "with the bank")
		require.Len(t, p.Patches, 1, "no layout is in it")
		require.NotEmpty(t, p.SkeletonNodes)
		require.Greater(t, float64(len(p.Baseline)), 0.7*float64(attendances), "last week was dealt out, far apart as a tenth of a county lives")
		for i := range p.People {
			require.Empty(t, p.People[i].Postcode)
		}
	}
}

func TestCountySeeds(t *testing.T) {
	a := Gwynedd()
	one, err := County(a, small(), 1)
	require.NoError(t, err)
	again, err := County(a, small(), 1)
	require.NoError(t, err)
	require.Equal(t, string(bytesOf(t, one)), string(bytesOf(t, again)), "the same seed makes the same bytes")
	two, err := County(a, small(), 2)
	require.NoError(t, err)
	require.NotEqual(t, one.People, two.People, "another seed is another week")
	bare := small()
	bare.Previous = false
	without, err := County(a, bare, 1)
	require.NoError(t, err)
	require.Empty(t, without.Baseline)
	require.Equal(t, one.Visits, without.Visits)
}

// TestCountyHomes: over many draws people live where the weights are, carers where the work is.
func TestCountyHomes(t *testing.T) {
	a := Gwynedd()
	l := newLocal(a, 200)
	rng := rand.New(rand.NewPCG(5, 5))
	got, farms, n := make([]float64, len(a.Units)), 0, 20000
	for range n {
		lat, lon, where := l.home(rng)
		u := a.UnitOf(lat, lon)
		got[u] += a.Weight() / float64(n)
		if where == "" {
			farms++
		}
	}
	for u := range a.Units {
		want := a.Units[u].Weight
		require.InDelta(t, want, got[u], 5*math.Sqrt(want*a.Weight()/float64(n)), a.Units[u].NameEn)
	}
	require.InDelta(t, 0.2, float64(farms)/float64(n), 0.1, "open country")
	require.Zero(t, searchAbove([]float64{1, 1, 3}, 0.5))
	require.Equal(t, 2, searchAbove([]float64{1, 1, 3}, 1), "a point without weight is never drawn")
}

func TestInStandIns(t *testing.T) {
	a := Gwynedd()
	p, err := County(a, small(), 1)
	require.NoError(t, err)
	before := string(bytesOf(t, p))
	q := InStandIns(a, p)
	require.Equal(t, before, string(bytesOf(t, p)), "what was given stays")
	require.Len(t, q.Patches, 17)
	require.Empty(t, model.Validate(q).Errors())
	of := map[model.PatchID]area.StandIn{}
	for _, s := range a.Areas() {
		of[model.PatchID(s.ID)] = s
	}
	for i := range q.People {
		x := &q.People[i]
		require.Contains(t, of[x.Patch].Units, a.UnitOf(x.Lat, x.Lon))
	}
	bare := *a
	bare.Units = nil
	require.Len(t, InStandIns(&bare, p).Patches, 1, "no statistics areas, no stand-ins")
}

// TestCountyNeutral: divided by areas that nobody fitted anything to, the work that finds too little cover
// in its half hour is about as much as in the stand-ins: nothing is fitted to these.
func TestCountyNeutral(t *testing.T) {
	a := Gwynedd()
	params := DefaultCounty()
	params.Scale, params.Previous, params.Past = 0.5, false, 0
	m := &maker{p: params.params(a), known: map[int][]pattern{}, rng: rand.New(rand.NewPCG(4, 0xc0))}
	m.local = newLocal(a, params.Jitter)
	require.NoError(t, m.buildCounty(false))
	areas := a.Areas()
	unit := make([]int, len(a.Units))
	for k := range areas {
		for _, u := range areas[k].Units {
			unit[u] = k
		}
	}
	standIns := short(m, len(areas), func(lat, lon float64) int { return unit[a.UnitOf(lat, lon)] })
	rng, random, times := rand.New(rand.NewPCG(1, 1)), 0.0, 12
	for range times {
		bases := make([][2]float64, len(areas))
		for k := range bases {
			lat, lon, _ := m.local.home(rng)
			bases[k] = [2]float64{lat, lon}
		}
		random += short(m, len(bases), func(lat, lon float64) int {
			best, least := 0, math.Inf(1)
			for k, b := range bases {
				if d := math.Hypot(lat-b[0], (lon-b[1])*0.6); d < least {
					best, least = k, d
				}
			}
			return best
		}) / float64(times)
	}
	t.Logf("short of cover: stand-ins %.3f, as many areas at random %.3f", standIns, random)
	require.InDelta(t, random, standIns, 0.04)
}

// short is the share of the work that has no cover in its half hour and area.
func short(m *maker, n int, of func(lat, lon float64) int) float64 {
	demand, capacity := make([]grid, n), make([]grid, n)
	for k := range n {
		demand[k], capacity[k] = newGrid(), newGrid()
	}
	for i := range m.calls {
		x := &m.out.People[m.calls[i].who]
		m.load(&m.calls[i], m.calls[i].at, demand[of(x.Lat, x.Lon)], 1)
	}
	for i := range m.crew {
		c := &m.out.Carers[i]
		for d, spans := range m.crew[i].worked {
			for _, s := range spans {
				if !m.crew[i].absent(d) {
					m.coverSpan(capacity[of(c.HomeLat, c.HomeLon)], d, s, 1)
				}
			}
		}
	}
	bare, all := 0.0, 0.0
	for k := range n {
		for i := range demand[k] {
			bare += max(0, demand[k][i]-max(0, capacity[k][i]))
			all += demand[k][i]
		}
	}
	return bare / all
}

// TestCountyLittle: an area of one point, without units or skeleton, has its week too.
func TestCountyLittle(t *testing.T) {
	a := &Area{ID: "bro", Name: "Bro", People: 9, Points: []area.Point{{Lat: 52.9, Lon: -3.6, Weight: 1, Unit: -1}}}
	p, err := County(a, DefaultCounty(), 1)
	require.NoError(t, err)
	require.Empty(t, model.Validate(p).Errors())
	a.People = 1
	p, err = County(a, DefaultCounty(), 1)
	require.NoError(t, err)
	require.Len(t, p.People, 1)
}

func TestCountyRefuses(t *testing.T) {
	for _, tt := range []struct {
		change func(*CountyParams)
		want   string
	}{
		{func(c *CountyParams) { c.Scale = 0 }, "scale 0"},
		{func(c *CountyParams) { c.Scale = math.NaN() }, "scale NaN"},
		{func(c *CountyParams) { c.Scale = 9 }, "more than 2000 people"},
		{func(c *CountyParams) { c.Start++ }, "not a Monday"},
		{func(c *CountyParams) { c.Sick = -1 }, "sick -1"},
		{func(c *CountyParams) { c.Carers = math.Inf(1) }, "carers +Inf"},
		{func(c *CountyParams) { c.Contact = 2 }, "contact 2"},
		{func(c *CountyParams) { c.Carers = 0.2 }, "carers cannot do"},
	} {
		params := small()
		tt.change(&params)
		_, err := County(Gwynedd(), params, 1)
		require.ErrorContains(t, err, tt.want)
	}
	_, err := County(&Area{}, small(), 1)
	require.ErrorContains(t, err, "nobody")
	_, err = County(&Area{Points: []area.Point{{Weight: 1, Unit: 3}}}, small(), 1)
	require.ErrorContains(t, err, "point 0")
	_, err = County(nil, small(), 1)
	require.ErrorContains(t, err, "nobody")
	_, err = County(Gwynedd(), CountyParams{}, 1)
	require.Error(t, err)
}

func BenchmarkCounty(b *testing.B) {
	for b.Loop() {
		if _, err := County(Gwynedd(), DefaultCounty(), 1); err != nil {
			b.Fatal(err)
		}
	}
}
