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
