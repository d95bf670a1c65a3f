package roads_test

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/geo/roads"
)

// rawMap is an extract as it is, read without anything of ours: ways by their nodes, and restrictions as relations.
type rawMap struct {
	way   map[osm.WayID][]osm.NodeID
	near  map[osm.NodeID][]osm.NodeID   // nodes next to a node on any way
	on    map[[2]osm.NodeID][]osm.WayID // ways on which two nodes are next to one another
	place map[osm.NodeID]orb.Point      // of nodes on ways
	at    map[[2]int32][]osm.NodeID     // by position in 1e-7 degrees
	bans  []*osm.Relation

	oneway map[osm.WayID]bool
}

func readRaw(t *testing.T, path string) *rawMap {
	t.Helper()
	m := &rawMap{
		way: map[osm.WayID][]osm.NodeID{}, near: map[osm.NodeID][]osm.NodeID{}, on: map[[2]osm.NodeID][]osm.WayID{},
		oneway: map[osm.WayID]bool{}, place: map[osm.NodeID]orb.Point{}, at: map[[2]int32][]osm.NodeID{},
	}
	nodes := map[osm.NodeID]orb.Point{}
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	s := osmpbf.New(context.Background(), f, 1)
	defer s.Close()
	for s.Scan() {
		switch o := s.Object().(type) {
		case *osm.Node:
			nodes[o.ID] = orb.Point{o.Lon, o.Lat}
		case *osm.Way:
			if o.Tags.Find("highway") == "" {
				continue
			}
			m.way[o.ID] = o.Nodes.NodeIDs()
			m.oneway[o.ID] = o.Tags.Find("oneway") == "yes"
			for i, b := range m.way[o.ID][1:] {
				a := m.way[o.ID][i]
				m.near[a], m.near[b] = append(m.near[a], b), append(m.near[b], a)
				m.on[[2]osm.NodeID{a, b}] = append(m.on[[2]osm.NodeID{a, b}], o.ID)
				m.on[[2]osm.NodeID{b, a}] = append(m.on[[2]osm.NodeID{b, a}], o.ID)
			}
		case *osm.Relation:
			if o.Tags.Find("type") == "restriction" {
				m.bans = append(m.bans, o)
			}
		}
	}
	require.NoError(t, s.Err())
	for n := range m.near {
		if p, ok := nodes[n]; ok {
			m.place[n] = p
			m.at[key(p)] = append(m.at[key(p)], n)
		}
	}
	return m
}

func key(p orb.Point) [2]int32 {
	return [2]int32{int32(math.Round(p.Lat() * 1e7)), int32(math.Round(p.Lon() * 1e7))}
}

// step is a route's way from a node to the next, and the ways of the map that it may be on.
type step struct {
	from, to osm.NodeID
	ways     []osm.WayID
}

// steps are those of a line, in runs without a gap: its ends lie between nodes and are in none.
func (m *rawMap) steps(line orb.LineString) (runs [][]step) {
	var run []step
	for i := 1; i < len(line); i++ {
		found := false
		for _, a := range m.at[key(line[i-1])] {
			for _, b := range m.at[key(line[i])] {
				if ways := m.on[[2]osm.NodeID{a, b}]; !found && len(ways) > 0 && (len(run) == 0 || run[len(run)-1].to == a) {
					run, found = append(run, step{a, b, ways}), true
				}
			}
		}
		if !found && len(run) > 0 {
			runs, run = append(runs, run), nil
		}
	}
	if len(run) > 0 {
		runs = append(runs, run)
	}
	return runs
}

// ban is a restriction that names one way in, a node or ways between, and one way out.
type ban struct {
	id       osm.RelationID
	only     bool
	back     bool
	from, to osm.WayID
	via      osm.NodeID
	over     []osm.WayID
}

// banOf reads a relation for a mode; false where it does not bind it, or does not say which single turn it means: then the
// way in or out goes through the node and on, or begins and ends there.
func (m *rawMap) banOf(r *osm.Relation, mode string) (b ban, ok bool) {
	own, names := []string{"restriction:motorcar", "restriction:motor_vehicle"}, []string{"motorcar", "motor_vehicle", "vehicle"}
	if mode != "car" {
		own, names = []string{"restriction:bicycle"}, []string{"bicycle", "vehicle"}
	}
	kind := r.Tags.Find("restriction")
	for _, e := range strings.Split(r.Tags.Find("except"), ";") {
		if slices.Contains(names, strings.TrimSpace(e)) {
			kind = ""
		}
	}
	for _, k := range own {
		if v := r.Tags.Find(k); v != "" {
			kind = v
		}
	}
	b = ban{id: r.ID, only: strings.HasPrefix(kind, "only_"), back: strings.HasSuffix(kind, "u_turn")}
	if !b.only && !strings.HasPrefix(kind, "no_") {
		return b, false
	}
	counts := map[string]int{}
	for _, x := range r.Members {
		counts[x.Role]++
		switch {
		case x.Role == "from":
			b.from = osm.WayID(x.Ref)
		case x.Role == "to":
			b.to = osm.WayID(x.Ref)
		case x.Role == "via" && x.Type == osm.TypeNode:
			b.via = osm.NodeID(x.Ref)
		case x.Role == "via":
			b.over = append(b.over, osm.WayID(x.Ref))
		}
	}
	if counts["from"] != 1 || counts["to"] != 1 || (b.via == 0) == (len(b.over) == 0) || b.via != 0 && counts["via"] != 1 {
		return b, false
	}
	if b.via == 0 {
		for _, w := range append([]osm.WayID{b.from, b.to}, b.over...) {
			if len(m.way[w]) < 2 {
				return b, false
			}
		}
		return b, true
	}
	if nodes := m.way[b.to]; b.only && m.oneway[b.to] && len(nodes) > 0 && nodes[len(nodes)-1] == b.via {
		return b, false // the only way out comes in: a slip of the map
	}
	return b, m.ends(b.from, b.via) && m.ends(b.to, b.via)
}

// ends tells whether a way begins or ends at a node, one of both, and does not pass it besides.
func (m *rawMap) ends(w osm.WayID, n osm.NodeID) bool {
	nodes := m.way[w]
	times := 0
	for _, x := range nodes {
		if x == n {
			times++
		}
	}
	return times == 1 && (nodes[0] == n || nodes[len(nodes)-1] == n)
}

// breaks tells whether a run of steps does what a restriction forbids. met counts how often it came by. Where the map has two
// ways over the same nodes it may have gone by the other one.
func (b *ban) breaks(run []step, met *int) bool {
	for i := range run {
		if len(run[i].ways) > 1 || run[i].ways[0] != b.from {
			continue
		}
		next := i + 1
		for k := 0; b.via == 0 && k < len(b.over); k++ { // to the end of each way between
			start := next
			for next < len(run) && slices.Contains(run[next].ways, b.over[k]) {
				next++
			}
			if next == start {
				next = len(run)
			}
		}
		if next >= len(run) || b.via != 0 && run[i].to != b.via {
			continue
		}
		*met++
		onTo, surely := slices.Contains(run[next].ways, b.to), len(run[next].ways) == 1
		turned := run[i].from == run[next].to
		switch {
		case b.only && !onTo:
			return true
		case !b.only && onTo && surely && (b.from != b.to || b.back && turned):
			return true
		}
	}
	return false
}

// tempting are the ends of ways on which the turn of a restriction would be the shortest: a street before it, a street
// behind it.
func (m *rawMap) tempting(b ban) (from, to geo.Point, ok bool) {
	if b.via == 0 {
		return from, to, false
	}
	side := func(w osm.WayID) (geo.Point, bool) {
		for _, u := range m.near[b.via] {
			if !slices.Contains(m.on[[2]osm.NodeID{b.via, u}], w) {
				continue
			}
			for _, v := range m.near[u] {
				p, q := m.place[u], m.place[v]
				if v != b.via && p != (orb.Point{}) && q != (orb.Point{}) {
					return geo.LatLon((p.Lat()+q.Lat())/2, (p.Lon()+q.Lon())/2), true
				}
			}
		}
		return geo.Point{}, false
	}
	from, ok = side(b.from)
	if ok {
		to, ok = side(b.to)
	}
	return from, to, ok
}

// drive plans routes that the restrictions tempt, and others between nearby places, and gives the restrictions that
// they break.
func (m *rawMap) drive(t *testing.T, r *roads.Roads, mode string) (broken []osm.RelationID, met, routes int) {
	t.Helper()
	by := map[osm.WayID][]ban{}
	var bans []ban
	for _, x := range m.bans {
		if b, ok := m.banOf(x, mode); ok {
			bans = append(bans, b)
			by[b.from] = append(by[b.from], b)
		}
	}
	var pairs [][2]geo.Point
	for _, b := range bans {
		if from, to, ok := m.tempting(b); ok {
			pairs = append(pairs, [2]geo.Point{from, to}, [2]geo.Point{to, from})
		}
	}
	rnd := rand.New(rand.NewPCG(3, 9))
	for k := range 1500 { // and a kilometre or so about their junctions
		p, ok := m.place[bans[k%len(bans)].via]
		if !ok {
			continue
		}
		other := func() geo.Point {
			return geo.LatLon(p.Lat()+0.02*(rnd.Float64()-0.5), p.Lon()+0.03*(rnd.Float64()-0.5))
		}
		pairs = append(pairs, [2]geo.Point{other(), other()})
	}
	for _, pair := range pairs {
		route, err := r.Route(mode, pair[0], pair[1])
		if err != nil {
			continue
		}
		routes++
		for _, run := range m.steps(route.Line) {
			seen := map[osm.RelationID]bool{}
			for _, s := range run {
				for _, w := range s.ways {
					for _, b := range by[w] {
						if !seen[b.id] && b.breaks(run, &met) {
							broken = append(broken, b.id)
						}
						seen[b.id] = true
					}
				}
			}
		}
	}
	return broken, met, routes
}

// TestNoForbiddenTurns holds routes on real extracts against the restrictions as OpenStreetMap has them, read without
// anything of ours. The same network built without restrictions breaks many, so that the test can see.
func TestNoForbiddenTurns(t *testing.T) {
	for _, name := range []string{"liechtenstein-latest.osm.pbf", "porto_portugal.osm.pbf", "delaware-latest.osm.pbf"} {
		t.Run(name, func(t *testing.T) {
			if name != "liechtenstein-latest.osm.pbf" && os.Getenv(allExtracts) == "" {
				t.Skip(allExtracts + " is not set")
			}
			x := extract(t, name)
			m := readRaw(t, filepath.Join(sharedRoads(), name))
			r, err := roads.Build(context.Background(), x, roads.Options{})
			require.NoError(t, err)
			x.Restrictions = nil
			free, err := roads.Build(context.Background(), x, roads.Options{})
			require.NoError(t, err)
			for _, mode := range []string{"car", "bike"} {
				broken, met, routes := m.drive(t, r, mode)
				without, _, _ := m.drive(t, free, mode)
				t.Logf("%s: %d relations, %d routes came by %d times; without restrictions they break %d", mode, len(m.bans), routes, met, len(without))
				require.Empty(t, broken, "%s: relations", mode)
				require.Greater(t, met, 20)
				require.NotEmpty(t, without)
			}
		})
	}
}
