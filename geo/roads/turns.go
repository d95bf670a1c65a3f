package roads

import (
	"context"
	"slices"
	"strings"
)

// forbid turns the restrictions of the extract, and junctions that may not be passed, into sequences of arcs that may not
// be gone, for one profile.
// What is forbidden has to be no more than any map forbids.
func (m *maker) forbid(ctx context.Context, profile int, out around) error {
	p, r := m.profiles[profile], m.rides[profile]
	var all [][]int32
	room := mostLinks*m.net.segments() + fewestLinks
	for _, t := range m.x.NodeTags {
		j := m.junction[t.Node]
		if j < 0 {
			continue
		}
		if _, blocked := p.node(m.x.TagSets[t.Tags]); blocked {
			all = m.close(all, r, out.of(j))
		}
	}
	if p.Turns {
		for i := range m.x.Restrictions {
			before := len(all)
			all = m.restrict(all, profile, &m.x.Restrictions[i], out)
			for _, s := range all[before:] {
				room -= len(s)
			}
			if room < 0 {
				return errTangled
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(all, slices.Compare[[]int32])
	all = slices.CompactFunc(all, slices.Equal[[]int32])
	for _, s := range all {
		r.forbiddenAt = append(r.forbiddenAt, int32(len(r.forbidden)))
		r.forbidden = append(r.forbidden, s...)
	}
	r.forbiddenAt = append(r.forbiddenAt, int32(len(r.forbidden)))
	return nil
}

// close forbids every way across a junction but back.
func (m *maker) close(all [][]int32, r *ride, leaving []int32) [][]int32 {
	for _, a := range leaving {
		for _, b := range leaving {
			if a != b && r.open(a^1) && r.open(b) {
				all = append(all, []int32{a ^ 1, b})
			}
		}
	}
	return all
}

// binding gives what a restriction says to a profile: no_left_turn, only_straight_on; nothing where it does not bind.
func (p *Profile) binding(t Tags) string {
	own, names := "restriction:motorcar", []string{"motorcar", "motor_vehicle"}
	if p.Mode != "car" {
		own, names = "restriction:bicycle", []string{"bicycle"}
	}
	if v := t.Get(own); v != "" {
		return v
	}
	for e := range strings.SplitSeq(t.Get("except"), ";") {
		if slices.Contains(names, strings.TrimSpace(e)) {
			return ""
		}
	}
	return t.Get("restriction")
}

// restrict adds the sequences of one restriction.
func (m *maker) restrict(all [][]int32, profile int, x *Restriction, out around) [][]int32 {
	counts := profile == 0
	t := m.x.TagSets[x.Tags]
	kind := m.profiles[profile].binding(t)
	no, only := strings.HasPrefix(kind, "no_"), strings.HasPrefix(kind, "only_")
	if !no && !only {
		if counts && t.Get("restriction:conditional") != "" {
			m.report.Conditional++
		}
		return all
	}
	before := len(all)
	for _, f := range x.From {
		for _, way := range x.To {
			all = m.turn(all, m.rides[profile], bend{f, way, x, only, strings.HasSuffix(kind, "u_turn")}, out)
		}
	}
	if counts {
		if len(all) > before {
			m.report.Restrictions++
		} else {
			m.report.Unclear++
		}
	}
	return all
}

// bend is one turn of a restriction.
type bend struct {
	from, to int64
	x        *Restriction
	only     bool
	back     bool // a U-turn
}

// turn adds the sequences of one bend. What does not name one way in, through and out is left out.
func (m *maker) turn(all [][]int32, r *ride, b bend, out around) [][]int32 {
	for _, f := range m.arcsOf(b.from) {
		if !r.open(f) {
			continue
		}
		seq, ok := m.through(f, b.x)
		if !ok || !m.allOpen(r, seq) {
			continue
		}
		exit := m.net.head(seq[len(seq)-1])
		exits := slices.DeleteFunc(m.arcsOf(b.to), func(a int32) bool { return m.net.tail(a) != exit })
		switch {
		case b.back && b.from == b.to && len(seq) == 1:
			if !b.only && r.open(f^1) {
				all = append(all, []int32{f, f ^ 1})
			}
			continue
		case len(exits) != 1 || b.x.ViaNode >= 0 && m.entries(b) != 1:
			continue
		case !b.only:
			if r.open(exits[0]) {
				all = append(all, append(slices.Clip(seq), exits[0]))
			}
			continue
		case !r.open(exits[0]):
			continue // nobody could go on
		}
		for _, o := range out.of(exit) {
			if o != exits[0] && r.open(o) {
				all = append(all, append(slices.Clip(seq), o))
			}
		}
	}
	return all
}

// entries counts the arcs of the way that a bend comes from which end at its node.
func (m *maker) entries(b bend) int {
	n, via := 0, m.junction[b.x.ViaNode]
	for _, a := range m.arcsOf(b.from) {
		if m.net.head(a) == via {
			n++
		}
	}
	return n
}

func (m *maker) allOpen(r *ride, arcs []int32) bool {
	return !slices.ContainsFunc(arcs, func(a int32) bool { return !r.open(a) })
}

// mostNodes is how many nodes a way has at the most (API 0.6); one with more is nobody's.
const mostNodes = 2000

// arcsOf gives the arcs of a way, both directions; none where the way is not there.
func (m *maker) arcsOf(way int64) []int32 {
	s := m.waySegs[way]
	if s[1]-s[0] > mostNodes {
		return nil
	}
	var arcs []int32
	for k := s[0]; k >= 0 && k < s[1]; k++ {
		arcs = append(arcs, 2*k, 2*k+1)
	}
	return arcs
}

// through goes from an arc to where the restriction wants its turn: the arc itself where it is a node, the arc and those of
// the ways between where there are such.
func (m *maker) through(f int32, x *Restriction) ([]int32, bool) {
	seq := []int32{f}
	if x.ViaNode >= 0 {
		return seq, m.net.head(f) == m.junction[x.ViaNode]
	}
	at := m.net.head(f)
	for _, way := range x.ViaWays {
		s := m.waySegs[way]
		switch {
		case s[0] < 0 || s[0] >= s[1] || s[1]-s[0] > 64:
			return nil, false
		case m.net.from[s[0]] == at:
			for k := s[0]; k < s[1]; k++ {
				seq = append(seq, 2*k)
			}
		case m.net.to[s[1]-1] == at:
			for k := s[1] - 1; k >= s[0]; k-- {
				seq = append(seq, 2*k+1)
			}
		default:
			return nil, false
		}
		at = m.net.head(seq[len(seq)-1])
	}
	return seq, len(seq) > 1
}
