package lp

// basis is where a solve ended. Numbers are not kept: they follow from the basis, and a problem
// that has grown is scaled anew.
type basis struct {
	vars  int // the problem's own, then
	state []uint8
	head  []int32
}

func (s *simplex) basis() *basis { return &basis{vars: s.n, state: s.state, head: s.head} }

// adopt goes on from a basis of the problem as it was. A column added since rests on a bound, and
// the logical of a row added since is basic, so that what was feasible is so still as far as the
// columns go; what is not, phase 1 repairs from here.
func (s *simplex) adopt(b *basis) {
	at := func(j int32) int32 { // the logicals come after the variables
		if int(j) >= b.vars {
			return j + int32(s.n-b.vars)
		}
		return j
	}
	for old, state := range b.state {
		j := at(int32(old))
		switch {
		case state == basic:
		case state == atUpper: // where there are both bounds, rest takes the one that is nearer
			s.x[j] = s.upper[j]
			s.rest(j)
		default:
			s.x[j] = s.lower[j]
			s.rest(j)
		}
	}
	for k, old := range b.head {
		j := at(old)
		s.head[k], s.place[j], s.state[j] = j, int32(k), basic
	}
}

// Drop removes variables for which useless is true, such as columns that have had no part in the
// solution for long, and gives for each variable what it is from then on, -1 where it is gone. One that
// Resume would go on from stays: it is in the basis, or rests on a bound that is not zero.
func (p *Problem) Drop(useless func(v Var) bool) []Var {
	now, n := make([]Var, len(p.cost)), 0
	for j := range p.cost {
		if v := Var(j); useless(v) && p.idle(v) {
			now[j] = -1
			continue
		}
		p.cost[n], p.lower[n], p.upper[n] = p.cost[j], p.lower[j], p.upper[j]
		now[j] = Var(n)
		n++
	}
	for i := range p.rows {
		row, k := &p.rows[i], 0
		for e, j := range row.cols {
			if now[j] >= 0 { // in order still
				row.cols[k], row.coefs[k] = int32(now[j]), row.coefs[e]
				k++
			}
		}
		row.cols, row.coefs = row.cols[:k], row.coefs[:k]
	}
	if p.last != nil {
		p.last = p.last.without(now)
	}
	p.cost, p.lower, p.upper = p.cost[:n], p.lower[:n], p.upper[:n]
	return now
}

// idle tells whether a variable is nought, and would be without having been looked at.
func (p *Problem) idle(v Var) bool {
	if p.last == nil || int(v) >= p.last.vars {
		return p.lower[v] == 0
	}
	switch p.last.state[v] {
	case atLower:
		return p.lower[v] == 0
	case atUpper:
		return p.upper[v] == 0
	}
	return false
}

// without is the basis where only the variables are left that now says.
func (b *basis) without(now []Var) *basis {
	out := &basis{}
	for old, state := range b.state {
		if old < b.vars {
			if now[old] < 0 {
				continue
			}
			out.vars++
		}
		out.state = append(out.state, state)
	}
	for _, j := range b.head {
		if int(j) < b.vars {
			j = int32(now[j])
		} else {
			j += int32(out.vars - b.vars)
		}
		out.head = append(out.head, j)
	}
	return out
}
