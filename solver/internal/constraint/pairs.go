package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// pairRule is a rule about one carer at one visit, whatever the rest of the rota: it compiles
// to a table.
type pairRule interface {
	Rule
	cell(visit, seat, carer int) unit
}

// minds tells whether a pair rule asks about a stop: of those who only come along few do.
func minds(r pairRule, in *state.Instance, stop state.Stop) bool {
	return !in.IsShadow(stop) || ofShadows(r)
}

// ofShadows tells the rules that ask who may be in a home at all.
func ofShadows(r pairRule) bool {
	switch r.(type) {
	case *Papers, *List, *Gender, *Door:
		return true
	}
	return false
}

// pairDelta is the Delta of every pair rule, one rule at a time.
func pairDelta(r pairRule, in *state.Instance, t *state.Trial, out *model.Score) {
	for i := range t.Moves {
		m := &t.Moves[i]
		if !minds(r, in, m.Stop) {
			continue
		}
		n, seat := m.Stop.Node(), m.Stop.Seat()
		if m.From != state.NoRun {
			r.add(out, r.cell(int(n), seat, int(in.CarerOf[m.From])), -1)
		}
		if m.To != state.NoRun {
			r.add(out, r.cell(int(n), seat, int(in.CarerOf[m.To])), 1)
		}
	}
}

// pairCell is what all pair rules together say of a carer at an attendance.
type pairCell struct{ breaches, wishes int32 }

// pairTable is the table of all pair rules, by attendance·carers + carer: one read for all.
type pairTable struct {
	in    *state.Instance
	cells []pairCell
}

func newPairTable(in *state.Instance, rules []pairRule) *pairTable {
	p := &pairTable{in, make([]pairCell, in.Atts*in.Carers)}
	for v := range in.Visits {
		for seat := range int(in.Room[v]) {
			a := int(in.AttOff[v]) + seat
			for c := range in.Carers {
				var sum model.Score
				for _, r := range rules {
					if minds(r, in, state.StopOf(state.Node(v), seat)) {
						r.add(&sum, r.cell(v, seat, c), 1)
					}
				}
				p.cells[a*in.Carers+c] = pairCell{int32(sum.Breaches), int32(sum.Wishes)}
			}
		}
	}
	return p
}

func (p *pairTable) at(stop state.Stop, r state.Run) pairCell {
	return p.cells[int(p.in.Att(stop))*p.in.Carers+int(p.in.CarerOf[r])]
}

// delta adds what all pair rules say of a trial.
func (p *pairTable) delta(t *state.Trial, out *model.Score) {
	for i := range t.Moves {
		m := &t.Moves[i]
		if m.From != state.NoRun {
			c := p.at(m.Stop, m.From)
			out.Breaches -= int64(c.breaches)
			out.Wishes -= int64(c.wishes)
		}
		if m.To != state.NoRun {
			c := p.at(m.Stop, m.To)
			out.Breaches += int64(c.breaches)
			out.Wishes += int64(c.wishes)
		}
	}
}

// eachAttendance walks the attendances of the stored rota.
func eachAttendance(s *state.State, f func(visit, seat int, run state.Run, carer state.Carer)) {
	eachPresent(s, func(v, seat int, run state.Run, carer state.Carer) {
		if seat < s.In.H.Visits[v].Need {
			f(v, seat, run, carer)
		}
	})
}

// eachPresent walks the attendances and those who only come along.
func eachPresent(s *state.State, f func(visit, seat int, run state.Run, carer state.Carer)) {
	for r := range s.Routes {
		for _, stop := range s.Routes[r].Seq {
			if n := stop.Node(); s.In.IsVisit(n) {
				f(int(n), stop.Seat(), state.Run(r), s.In.CarerOf[r])
			}
		}
	}
}

// attendanceFinding fills in who and where.
func attendanceFinding(s *state.State, visit int, run state.Run, u unit) Finding {
	f := nobody
	f.Visit, f.Run, f.Carer, f.Person = int32(visit), run, s.In.CarerOf[run], s.In.Person[visit]
	f.Amount, f.unit = max(u.n, 1), u
	return f
}
