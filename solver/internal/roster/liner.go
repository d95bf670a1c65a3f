package roster

import "math/rand/v2"

// Liner lays lines where a roster is a part of something bigger, such as a rota with visits: all of
// them at first, and one carer's at a time from then on.
type Liner struct {
	in   *Instance
	rng  *rand.Rand
	a    *anneal
	x    *exact
	out  []Option
	some [][]Option
}

// NewLiner makes one for an instance.
func NewLiner(in *Instance, rng *rand.Rand) *Liner {
	z := &Liner{in: in, rng: rng, a: newAnneal(in, rng), out: make([]Option, in.Days)}
	z.x = newExact(in, int64(1)<<30, mostLabels)
	z.x.beam = narrowest
	// What is wanted here is a roster within the law, not the cheapest one beyond it.
	z.a.law *= 10
	z.a.t1 = z.a.t0 / 1000
	return z
}

// Lay makes a roster from nothing: small changes at a falling temperature, then each carer's line as
// well as can be beside the others', until that changes nothing.
func (z *Liner) Lay(tries int) [][]Option {
	z.a.restart()
	for share := range Steps {
		z.a.run(max(1, tries/Steps), float64(share)/Steps)
	}
	z.a.best().Copy(z.a.s)
	for better := true; better; {
		better = false
		for _, c := range z.rng.Perm(z.in.Carers) {
			better = z.improve(c) || better
		}
	}
	return z.a.s.Lines
}

// improve gives a carer the best line beside the others', if it is better than theirs.
func (z *Liner) improve(c int) bool { return z.x.improve(z.a.s, c, z.a.mayBe(c), z.out) }

// Line is the best line of a carer beside the present ones that differs from theirs on the days from one
// to another (exclusive) only, where every option of a day is worth up to so much more or less than it
// is, by chance. It is valid until the next call; nil where none is found.
func (z *Liner) Line(c, from, to int, noise int64) []Option {
	s, width := z.a.s, z.in.Options+1
	z.x.against(s, c)
	may := z.some[:0]
	for d, options := range z.a.mayBe(c) {
		if d < from || d >= to {
			may = append(may, s.Lines[c][d:d+1])
			continue
		}
		may = append(may, options)
		for _, k := range options {
			z.x.value[d*width+int(k)] += int64(float64(noise) * (2*z.rng.Float64() - 1))
		}
	}
	z.some = may
	if !z.x.cheaper(c, 1<<60, may, z.out) {
		return nil
	}
	return z.out
}

// Put makes an option the present one of a carer's day; Recount follows.
func (z *Liner) Put(c, d int, k Option) { z.a.s.Lines[c][d] = k }

// Recount works out what the present lines cost.
func (z *Liner) Recount() { z.a.s.Recount() }

// At is the present option of a carer's day.
func (z *Liner) At(c, d int) Option { return z.a.s.Lines[c][d] }
