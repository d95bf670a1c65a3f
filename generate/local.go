package generate

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/generate/area"
	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

// local is what a county's maker knows of nearness. People stand in the order of a curve that fills the
// plane, cut into neighbourhoods of about eight; what is seen from one is its own work and cover and,
// less and less, that of the nearest others, whatever border lies between.
type local struct {
	area   *area.Area
	jitter float64
	open   []bool    // by point: open country
	upTo   []float64 // by point: weight of it and of those before

	order []int // people along the curve
	of    []int // by person: neighbourhood
	parts [][]int
	views [][]view // by neighbourhood

	demand, capacity []grid // by neighbourhood
	aroundOf         [][]int
	modes            []string // by member of the crew
}

// view is a neighbourhood seen from another one, or from itself.
type view struct {
	part   int
	weight float64
}

const (
	partSize  = 8  // people in a neighbourhood
	inView    = 6  // neighbourhoods seen from one, itself among them
	asked     = 24 // carers who are near enough to a person to be named
	neighbour = 10 // the nearest people, of whom travel is expected: a quarter of a patch's
)

func newLocal(a *area.Area, jitter float64) *local {
	l := &local{area: a, jitter: jitter, open: a.Open(), upTo: make([]float64, len(a.Points))}
	sum := 0.0
	for i := range a.Points {
		sum += a.Points[i].Weight
		l.upTo[i] = sum
	}
	return l
}

// home draws a point by weight and moves the home off it, inside its unit, so that figures of units stay
// true. Open country has no settlement.
func (l *local) home(rng *rand.Rand) (lat, lon float64, settlement string) {
	x := rng.Float64() * l.upTo[len(l.upTo)-1]
	i := min(len(l.upTo)-1, searchAbove(l.upTo, x))
	lat, lon = l.off(i, rng)
	if l.open[i] {
		return lat, lon, ""
	}
	return lat, lon, "settlement"
}

// searchAbove is the first place whose sum is above x, so that points without weight are never drawn.
func searchAbove(upTo []float64, x float64) int {
	i, _ := slices.BinarySearchFunc(upTo, x, func(at, x float64) int {
		if at > x {
			return 1
		}
		return -1
	})
	return i
}

func (l *local) off(i int, rng *rand.Rand) (lat, lon float64) {
	p := &l.area.Points[i]
	for range 8 {
		lat, lon = scatter(p.Lat, p.Lon, l.jitter, rng)
		if p.Unit < 0 || len(l.area.Units[p.Unit].Boundary) == 0 || l.area.Units[p.Unit].Holds(geo.LatLon(lat, lon)) {
			return lat, lon
		}
	}
	return p.Lat, p.Lon
}

// neighbours are the nearest other people by car.
func (m *maker) neighbours(who int) []int {
	others := slices.DeleteFunc(everyone(len(m.out.People)), func(o int) bool { return o == who })
	slices.SortStableFunc(others, func(a, b int) int { return cmp.Compare(m.near[who][a], m.near[who][b]) })
	return others[:min(len(others), neighbour)]
}

// divide puts the people in order and cuts the neighbourhoods.
func (l *local) divide(m *maker) {
	people := m.out.People
	keys := curve(people)
	l.order = everyone(len(people))
	slices.SortStableFunc(l.order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	n := max(1, (len(people)+partSize/2)/partSize)
	l.of, l.parts = make([]int, len(people)), make([][]int, n)
	for k, who := range l.order {
		part := k * n / len(people)
		l.of[who] = part
		l.parts[part] = append(l.parts[part], who)
	}
	l.views = make([][]view, n)
	for a := range n {
		for b := range n {
			l.views[a] = append(l.views[a], view{b, l.minutes(m, a, b)})
		}
		slices.SortStableFunc(l.views[a], func(x, y view) int {
			return cmp.Or(compareBool(y.part == a, x.part == a), cmp.Compare(x.weight, y.weight))
		})
		l.views[a] = l.views[a][:min(n, inView)]
		for k := range l.views[a] {
			l.views[a][k].weight = 1 - float64(k)/inView
		}
	}
	l.demand, l.capacity = make([]grid, n), make([]grid, n)
	for a := range n {
		l.demand[a], l.capacity[a] = newGrid(), newGrid()
	}
}

// minutes is the mean way between the people of two neighbourhoods.
func (l *local) minutes(m *maker, a, b int) float64 {
	sum := 0
	for _, i := range l.parts[a] {
		for _, j := range l.parts[b] {
			sum += m.near[i][j] + m.near[j][i]
		}
	}
	return float64(sum) / float64(len(l.parts[a])*len(l.parts[b]))
}

// lookFrom fills the grids that are looked at with what is seen from a person's neighbourhood. For one
// patch they are always the whole patch's.
func (m *maker) lookFrom(who int) {
	l := m.local
	if l == nil {
		return
	}
	clear(m.demand)
	if m.capacity != nil {
		clear(m.capacity)
	}
	for _, v := range l.views[l.of[who]] {
		for i, x := range l.demand[v.part] {
			m.demand[i] += v.weight * x
		}
		if m.capacity == nil {
			continue
		}
		for i, x := range l.capacity[v.part] {
			m.capacity[i] += v.weight * x
		}
	}
}

// anchor gives each member the person near whom she lives: along the curve everybody takes as much of
// the work as she is paid for, so that there are carers where there is work. Who is on leave lives
// anywhere.
func (l *local) anchor(m *maker) {
	work := make([]float64, len(m.out.People))
	for i := range m.calls {
		c := &m.calls[i]
		work[c.who] += float64(len(c.dates())*c.Need()) * (float64(c.Length) + m.allowance[c.who])
	}
	all, paid := 0.0, 0.0
	for _, w := range work {
		all += w
	}
	for i := range m.crew {
		if !m.crew[i].away {
			paid += float64(m.crew[i].minutes)
		}
	}
	sum, at, done := 0.0, 0, 0.0
	for _, i := range m.shuffled(len(m.crew)) {
		c := &m.crew[i]
		if c.away {
			c.anchor = m.rng.IntN(len(work))
			continue
		}
		middle := (sum + float64(c.minutes)*m.rng.Float64()) / paid * all
		sum += float64(c.minutes)
		for at < len(l.order)-1 && done+work[l.order[at]] < middle {
			done += work[l.order[at]]
			at++
		}
		c.anchor = l.order[at]
	}
	l.chooseModes(m)
}

// chooseModes lets those walk or cycle around whom most people live close by.
func (l *local) chooseModes(m *maker) {
	l.modes = make([]string, len(m.crew))
	close := make([]int, len(m.crew))
	for i := range m.crew {
		l.modes[i] = model.ModeCar
		a := &m.out.People[m.crew[i].anchor]
		for k := range m.out.People {
			if b := &m.out.People[k]; math.Abs(a.Lat-b.Lat) < 0.01 && math.Abs(a.Lon-b.Lon) < 0.016 {
				close[i]++
			}
		}
	}
	// Of the half with the most doors around them any may, so that they are not all in one town.
	order := m.shuffled(len(m.crew))
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(close[b], close[a]) })
	half := order[:max(min(len(order), m.p.Walkers+m.p.Bikes), len(order)/3)]
	m.rng.Shuffle(len(half), func(i, j int) { half[i], half[j] = half[j], half[i] })
	for k, i := range half[:min(len(half), m.p.Walkers+m.p.Bikes)] {
		l.modes[i] = model.ModeBike
		if k < m.p.Walkers {
			l.modes[i] = model.ModeWalk
		}
	}
}

func (l *local) mode(i int) string { return l.modes[i] }

// carerHome draws a home within about a kilometre of the person near whom a carer lives; the bank lives
// where people live.
func (l *local) carerHome(i int, m *maker) (lat, lon float64) {
	if i >= len(m.crew) {
		lat, lon, _ = l.home(m.rng)
		return lat, lon
	}
	x := &m.out.People[m.crew[i].anchor]
	reach := 1.2
	if l.modes[i] != model.ModeCar {
		reach = 0.5
	}
	shrink := math.Cos(x.Lat * math.Pi / 180)
	var list []int
	best, least := 0, math.Inf(1)
	for k := range l.area.Points {
		p := &l.area.Points[k]
		d := 111.2 * math.Hypot(p.Lat-x.Lat, (p.Lon-x.Lon)*shrink)
		if d < reach {
			list = append(list, k)
		}
		if d < least {
			best, least = k, d
		}
	}
	if len(list) > 0 {
		best = pick(m.rng, list)
	}
	return l.off(best, m.rng)
}

// gather lists the carers near each person, the nearest first; who walks or cycles only where they reach.
func (l *local) gather(m *maker) {
	l.aroundOf = make([][]int, len(m.out.People))
	for who := range m.out.People {
		order := slices.DeleteFunc(everyone(len(m.crew)), func(i int) bool { return !m.reaches(i, who) })
		slices.SortStableFunc(order, func(a, b int) int {
			return cmp.Compare(m.near[who][m.crew[a].anchor], m.near[who][m.crew[b].anchor])
		})
		l.aroundOf[who] = order[:min(len(order), asked)]
	}
}

// around are the members of the crew who may become a person's: in one patch everybody.
func (m *maker) around(who int) []int {
	if m.local != nil {
		return m.local.aroundOf[who]
	}
	return everyone(len(m.crew))
}

// curve gives each home its place along Hilbert's curve over all homes.
func curve(people []model.Person) []uint64 {
	const side = 1 << 12
	south, west, north, east := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i := range people {
		p := &people[i]
		south, north = min(south, p.Lat), max(north, p.Lat)
		west, east = min(west, p.Lon), max(east, p.Lon)
	}
	step := max(north-south, (east-west)*0.6, 1e-9) / (side - 1)
	out := make([]uint64, len(people))
	for i := range people {
		x, y := int((people[i].Lon-west)*0.6/step), int((people[i].Lat-south)/step)
		for s := side / 2; s > 0; s /= 2 {
			rx, ry := min(1, x&s), min(1, y&s)
			out[i] += uint64(s) * uint64(s) * uint64((3*rx)^ry)
			if ry == 0 {
				if rx == 1 {
					x, y = side-1-x, side-1-y
				}
				x, y = y, x
			}
		}
	}
	return out
}
