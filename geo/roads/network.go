package roads

import (
	"math"
	"slices"
)

// network is what all modes share: junctions, and the segments of road between them. A segment is two arcs: 2s from
// From to To, 2s+1 back.
type network struct {
	lat, lon []int32 // by junction, 1e-7 degrees
	from, to []int32 // by segment: junctions
	mm       []int32 // by segment: length
	class    []Class // by segment

	shapeAt            []int32 // by segment, and one more: where its inner points start
	shapeLat, shapeLon []int32 // inner points, with the segment
}

func (n *network) segments() int { return len(n.from) }

func (n *network) tail(arc int32) int32 {
	if arc&1 == 0 {
		return n.from[arc>>1]
	}
	return n.to[arc>>1]
}

func (n *network) head(arc int32) int32 { return n.tail(arc ^ 1) }

// ride is how one mode travels on the network. 0 milliseconds: the arc is closed to it.
type ride struct {
	ms     [2][]int32 // by direction and segment, junctions left out
	nodeMs []int32    // by junction: what entering it costs

	forbidden   []int32 // arcs of the sequences that may not be gone, one after another
	forbiddenAt []int32 // where each starts, and one more
}

// arcMs is what an arc costs, its head included; 0: closed.
func (r *ride) arcMs(n *network, arc int32) int64 {
	ms := r.ms[arc&1][arc>>1]
	if ms == 0 {
		return 0
	}
	return int64(ms) + int64(r.nodeMs[n.head(arc)])
}

func (r *ride) open(arc int32) bool { return r.ms[arc&1][arc>>1] > 0 }

const (
	earthRadius = 6378137.0 // metres, as in orb; at 53° north the ellipsoid's is 6,376 (meridian) to 6,392 km
	perDegree   = 1e7
	maxMillis   = 1 << 28 // of one segment: three days
)

// millimetres is the length of a short straight line.
func millimetres(lat1, lon1, lat2, lon2 int32) float64 {
	const rad = math.Pi / 180 / perDegree
	y := float64(int64(lat2)-int64(lat1)) * rad
	x := float64(int64(lon2)-int64(lon1)) * rad * math.Cos((float64(lat1)+float64(lat2))/2*rad)
	return 1000 * earthRadius * math.Sqrt(x*x+y*y)
}

// maker builds a network from an extract.
type maker struct {
	x        *Extract
	profiles []*Profile
	net      *network
	rides    []*ride
	pass     [][]passage // by profile and tag set
	junction []int32     // by node of the extract: junction, -1 none
	tagged   map[int32]int32
	waySegs  map[int64][2]int32 // by way that a restriction names: its segments, first and past the last
	report   Report
}

// Report says what a network was built from, and what of it could not be used.
type Report struct {
	Nodes, Ways, Junctions, Segments int
	Restrictions                     int // that bind cars
	Unclear                          int // restrictions that name no single turn, or a way that is not there
	Conditional                      int // restrictions for some hours only, which are left out
}

// makeNetwork cuts ways at junctions and prices each piece for every profile.
func makeNetwork(x *Extract, profiles []*Profile) *maker {
	m := &maker{x: x, profiles: profiles, net: &network{}, tagged: map[int32]int32{}, waySegs: map[int64][2]int32{}}
	for _, p := range profiles {
		row := make([]passage, len(x.TagSets))
		for i, t := range x.TagSets {
			row[i] = p.passage(t, x.Date)
		}
		m.pass = append(m.pass, row)
		m.rides = append(m.rides, &ride{})
	}
	for _, t := range x.NodeTags {
		m.tagged[t.Node] = t.Tags
	}
	for _, r := range x.Restrictions {
		for _, ways := range [][]int64{r.From, r.To, r.ViaWays} {
			for _, w := range ways {
				m.waySegs[w] = [2]int32{-1, -1}
			}
		}
	}
	m.findJunctions()
	for i := range x.Ways {
		m.cut(&x.Ways[i])
	}
	m.net.shapeAt = append(m.net.shapeAt, int32(len(m.net.shapeLat)))
	m.junctionCosts()
	m.report.Nodes, m.report.Ways = len(x.Lat), len(x.Ways)
	m.report.Junctions, m.report.Segments = len(m.net.lat), m.net.segments()
	return m
}

// usable tells whether any mode goes along a way.
func (m *maker) usable(w *Way) bool {
	for _, row := range m.pass {
		if k := row[w.Tags].kmh; k[0] > 0 || k[1] > 0 {
			return true
		}
	}
	return false
}

// findJunctions numbers the nodes where segments meet or end, and those that somebody may not pass.
func (m *maker) findJunctions() {
	x := m.x
	uses := make([]uint8, len(x.Lat))
	for i := range x.Ways {
		w := &x.Ways[i]
		if len(w.Nodes) < 2 || !m.usable(w) {
			continue
		}
		for k, n := range w.Nodes {
			uses[n] = min(uses[n]+1, 2)
			if k == 0 || k == len(w.Nodes)-1 {
				uses[n] = 2
			}
		}
	}
	mark := func(n int32) {
		if n >= 0 && uses[n] > 0 {
			uses[n] = 2
		}
	}
	for _, t := range x.NodeTags {
		for _, p := range m.profiles {
			if _, blocked := p.node(x.TagSets[t.Tags]); blocked {
				mark(t.Node)
			}
		}
	}
	for i := range x.Restrictions {
		mark(x.Restrictions[i].ViaNode)
	}
	m.junction = make([]int32, len(x.Lat))
	for n, u := range uses {
		m.junction[n] = -1
		if u == 2 {
			m.junction[n] = int32(len(m.net.lat))
			m.net.lat = append(m.net.lat, x.Lat[n])
			m.net.lon = append(m.net.lon, x.Lon[n])
		}
	}
}

// cut makes segments of a way.
func (m *maker) cut(w *Way) {
	if len(w.Nodes) < 2 || !m.usable(w) {
		return
	}
	first, whole := int32(m.net.segments()), 0.0
	if m.ferry(w) {
		for k := 1; k < len(w.Nodes); k++ {
			whole += m.step(w, k)
		}
	}
	for start := 0; start < len(w.Nodes)-1; {
		end := start + 1
		for m.junction[w.Nodes[end]] < 0 {
			end++
		}
		m.segment(w, start, end, whole)
		start = end
	}
	if _, named := m.waySegs[w.ID]; named {
		m.waySegs[w.ID] = [2]int32{first, int32(m.net.segments())}
	}
}

func (m *maker) ferry(w *Way) bool {
	for _, row := range m.pass {
		if row[w.Tags].ferry > 0 {
			return true
		}
	}
	return false
}

func (m *maker) step(w *Way, k int) float64 {
	a, b := w.Nodes[k-1], w.Nodes[k]
	return millimetres(m.x.Lat[a], m.x.Lon[a], m.x.Lat[b], m.x.Lon[b])
}

// segment adds the piece of a way from one junction to the next; whole is the length of a ferry's way.
func (m *maker) segment(w *Way, start, end int, whole float64) {
	n := m.net
	length := 0.0
	n.shapeAt = append(n.shapeAt, int32(len(n.shapeLat)))
	for k := start + 1; k <= end; k++ {
		length += m.step(w, k)
		if k < end {
			n.shapeLat = append(n.shapeLat, m.x.Lat[w.Nodes[k]])
			n.shapeLon = append(n.shapeLon, m.x.Lon[w.Nodes[k]])
		}
	}
	n.from = append(n.from, m.junction[w.Nodes[start]])
	n.to = append(n.to, m.junction[w.Nodes[end]])
	n.mm = append(n.mm, int32(min(math.Round(max(length, 1)), math.MaxInt32)))
	n.class = append(n.class, m.pass[0][w.Tags].class)
	for i, p := range m.profiles {
		pass := m.pass[i][w.Tags]
		extra := 0.0
		for k := start + 1; k < end; k++ {
			if t, ok := m.tagged[w.Nodes[k]]; ok {
				s, _ := p.node(m.x.TagSets[t])
				extra += s
			}
		}
		for d, kmh := range pass.kmh {
			m.rides[i].ms[d] = append(m.rides[i].ms[d], segmentMillis(length, kmh, pass.ferry, whole, extra))
		}
	}
}

// segmentMillis prices a piece: mm at km/h, or its share of a ferry's seconds, and the seconds at gates on it.
func segmentMillis(mm, kmh, ferry, whole, extra float64) int32 {
	if kmh == 0 {
		return 0
	}
	ms := mm * 3.6 / kmh
	if ferry > 0 && whole > 0 {
		ms = ferry * 1000 * mm / whole
	}
	return int32(min(max(math.Round(ms+1000*extra), 1), maxMillis))
}

// junctionCosts prices what stands on junctions, and closes those that a mode may not pass by forbidding every way
// across them.
func (m *maker) junctionCosts() {
	for _, r := range m.rides {
		r.nodeMs = make([]int32, len(m.net.lat))
	}
	for _, t := range m.x.NodeTags {
		j := m.junction[t.Node]
		if j < 0 {
			continue
		}
		for i, p := range m.profiles {
			s, _ := p.node(m.x.TagSets[t.Tags])
			m.rides[i].nodeMs[j] = int32(math.Round(1000 * s))
		}
	}
}

// around is the arcs that leave each junction, in order.
type around struct{ at, arcs []int32 }

func (n *network) arcsOut() around {
	a := around{at: make([]int32, len(n.lat)+1), arcs: make([]int32, 2*len(n.from))}
	for s := range n.from {
		a.at[n.from[s]+1]++
		a.at[n.to[s]+1]++
	}
	for j := range n.lat {
		a.at[j+1] += a.at[j]
	}
	next := slices.Clone(a.at)
	for s := range n.from {
		for d, j := range [2]int32{n.from[s], n.to[s]} {
			a.arcs[next[j]] = int32(2*s + d)
			next[j]++
		}
	}
	return a
}

// loose tells of junctions at which more meets than at any of a map.
func (a around) loose() error {
	for j := 1; j < len(a.at); j++ {
		if a.at[j]-a.at[j-1] > mostTogether {
			return errTangled
		}
	}
	return nil
}

func (a around) of(junction int32) []int32 { return a.arcs[a.at[junction]:a.at[junction+1]] }
