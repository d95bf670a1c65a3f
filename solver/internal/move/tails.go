package move

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Tails lets two runs exchange their visits from a time on, or for a stretch of time; from the
// start of both it is a swap of whole runs. Breaks and events stay with their own run.
type Tails struct{}

// Name is for tables.
func (Tails) Name() string { return "tails" }

// Applies: see above.
func (Tails) Applies(in *state.Instance) bool { return in.Runs > 1 }

// Propose picks a stop and the run of one near it, and cuts both at about that time.
func (Tails) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	a, b, ok := neighbours(s, rng)
	if !ok {
		return false
	}
	ra, rb := s.RunOf[a], s.RunOf[b]
	i, j := 0, 0
	if rng.IntN(3) > 0 {
		i, j = s.Pos(a), sits(&s.Routes[rb], s.Start[a.Node()])
	}
	until := int32(1<<31 - 1)
	if rng.IntN(3) == 0 {
		until = s.Start[a.Node()] + int32(30+rng.IntN(210))*s.In.Res
	}
	var bufA, bufB [64]state.Stop
	x := cut{ra, i, rb, j, until}
	y := cut{rb, j, ra, i, until}
	tailA, tailB := x.tail(s, bufA[:0]), y.tail(s, bufB[:0])
	t.SetTail(ra, i, tailA)
	t.SetTail(rb, j, tailB)
	return t.Ordered(ra) && t.Ordered(rb)
}

// cut says where two runs are cut: mine at position i, the other at j, until a time.
type cut struct {
	mine  state.Run
	i     int
	other state.Run
	j     int
	until int32
}

// tail gives my new tail: what stays of mine and what comes of the other's, merged by the
// present starts.
func (c cut) tail(s *state.State, out []state.Stop) []state.Stop {
	mine, other := &s.Routes[c.mine], &s.Routes[c.other]
	i, j := c.i, c.j
	for i < len(mine.Seq) || j < len(other.Seq) {
		switch {
		case i < len(mine.Seq) && s.In.IsVisit(mine.Seq[i].Node()) && mine.At[i] < c.until:
			i++ // goes
		case j < len(other.Seq) && (!s.In.IsVisit(other.Seq[j].Node()) || other.At[j] >= c.until):
			j++ // does not come
		case j >= len(other.Seq) || i < len(mine.Seq) && mine.At[i] <= other.At[j]:
			out = append(out, mine.Seq[i])
			i++
		default:
			out = append(out, other.Seq[j])
			j++
		}
	}
	return out
}
