package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// packages counts, for people with patterns of days and visits that may be moved, how much of each pattern is allocated, for the
// rules that ask whether the package is done. It follows commits.
type packages struct {
	in      *state.Instance
	of      []int32     // by visit: index into H.Choices, -1
	member  [][]int32   // by visit: the options of its choice that hold it
	total   []int16     // by choice: its visits that are allocated
	held    [][]int16   // by choice and option: those of them that the option holds
	touched []packState // choices that a trial changes, and whether they were and are done
}

type packState struct {
	choice  int32
	was, is bool
}

func newPackages(in *state.Instance) *packages {
	p := &packages{in: in, of: make([]int32, in.Visits), member: make([][]int32, in.Visits)}
	for v := range p.of {
		p.of[v] = -1
	}
	p.total = make([]int16, len(in.H.Choices))
	for c := range in.H.Choices {
		k := &in.H.Choices[c]
		p.held = append(p.held, make([]int16, len(k.Options)))
		for v := range in.Visits {
			if in.H.Visits[v].Choice == c && k.Group == "" {
				p.of[v] = int32(c)
			}
		}
		for o, visits := range k.Options {
			for _, v := range visits {
				p.member[v] = append(p.member[v], int32(o))
			}
		}
	}
	return p
}

func (p *packages) reset() {
	clear(p.total)
	for _, h := range p.held {
		clear(h)
	}
}

// moved follows a visit that comes in or goes out; its first carer stands for it.
func (p *packages) moved(stop state.Stop, from, to state.Run) {
	v := stop.Node()
	if p.of[v] < 0 || stop.Seat() != 0 || (from == state.NoRun) == (to == state.NoRun) {
		return
	}
	by := int16(1)
	if to == state.NoRun {
		by = -1
	}
	p.total[p.of[v]] += by
	for _, o := range p.member[v] {
		p.held[p.of[v]][o] += by
	}
}

// done tells whether exactly the visits of one option are allocated.
func (p *packages) done(c int32) bool {
	for o, visits := range p.in.H.Choices[c].Options {
		if n := int16(len(visits)); p.total[c] == n && p.held[c][o] == n {
			return true
		}
	}
	return false
}

// prepare lists the choices that a trial changes.
func (p *packages) prepare(t *state.Trial) {
	p.touched = p.touched[:0]
	if len(p.total) == 0 {
		return
	}
	for i := range t.Moves {
		m := &t.Moves[i]
		if c := p.of[m.Stop.Node()]; c >= 0 && m.Stop.Seat() == 0 && !p.known(c) {
			p.touched = append(p.touched, packState{choice: c, was: p.done(c)})
		}
	}
	for i := range t.Moves {
		p.moved(t.Moves[i].Stop, t.Moves[i].From, t.Moves[i].To)
	}
	for i := range p.touched {
		p.touched[i].is = p.done(p.touched[i].choice)
	}
	for i := range t.Moves {
		p.moved(t.Moves[i].Stop, t.Moves[i].To, t.Moves[i].From)
	}
}

func (p *packages) known(c int32) bool {
	for i := range p.touched {
		if p.touched[i].choice == c {
			return true
		}
	}
	return false
}

// eachPackage tells of every package whether it is done, by the definition.
func eachPackage(s *state.State, f func(k *model.Choice, done bool)) {
	for c := range s.In.H.Choices {
		k := &s.In.H.Choices[c]
		if k.Group != "" {
			continue
		}
		_, done := s.In.H.Chosen(k, func(v int) bool { return s.Start[v] != state.Unset })
		f(k, done)
	}
}

// packageFinding fills in a finding about a package that is not done.
func packageFinding(s *state.State, k *model.Choice, ticks int64, u unit) Finding {
	f := nobody
	option, _ := s.In.H.Cheapest(k)
	if visits := k.Options[option]; len(visits) > 0 {
		f.Visit = int32(visits[0])
	}
	f.Person, f.Amount, f.unit = int32(k.Person), ticks, u
	return f
}
