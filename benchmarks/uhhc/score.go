package uhhc

import (
	"fmt"
	"io"
	"slices"

	"github.com/milltir/milltir/benchmarks/suite"
)

// tally adds up a solution. README.md has the definition, in the same order.
type tally struct {
	in       *instance
	amounts  [terms]int
	breaches []string
	done     [][2]attended // by patient and service
	loads    []int         // travel and services, by carer
}

// attended is a service that somebody did.
type attended struct {
	times, carer, start int // times: 0 not done
}

// Score re-scores a solution by the published definition.
func (in *instance) Score(solution io.Reader) (*suite.Verdict, error) {
	routes, err := in.readSolution(solution)
	if err != nil {
		return nil, err
	}
	t := &tally{in: in, done: make([][2]attended, len(in.patients)), loads: make([]int, len(in.carers))}
	for c, stops := range routes {
		t.route(c, stops)
	}
	for i := range in.patients {
		t.patient(i)
	}
	t.amounts[balance] = spread(t.loads)
	return t.verdict(), nil
}

func (t *tally) breach(format string, args ...any) {
	t.breaches = append(t.breaches, fmt.Sprintf(format, args...))
}

// route walks one carer's day.
func (t *tally) route(c int, stops []stop) {
	who := &t.in.carers[c]
	if len(stops) == 0 {
		// Idle all day; no lunch is missed, as nothing keeps the carer from it.
		t.amounts[idle] = max(t.amounts[idle], who.shift.end-who.shift.start)
		return
	}
	from, free := t.in.depots[who.from].at, who.shift.start
	unused, waited := 0, 0
	for i := range stops {
		s := &stops[i]
		leg := t.in.legs[from][t.in.patients[s.patient].at]
		t.amounts[travel] += leg
		t.loads[c] += leg
		arrival := free + leg
		gap := s.start - arrival
		switch {
		case gap < 0:
			t.breach("%s is at %s at %d, but %s starts at %d", who.id, t.in.patients[s.patient].id, arrival, t.in.label(s), s.start)
		case i == 0 && !t.in.early: // it leaves so much later
			unused += gap
		case i == 1 && stops[0].lunch() && !t.in.early: // the lunch could be as much later
			unused += gap
		default:
			waited += gap
		}
		t.stop(c, stops, i)
		from, free = t.in.patients[s.patient].at, s.end
	}
	home := t.in.legs[from][t.in.depots[who.to].at]
	t.amounts[travel] += home
	t.loads[c] += home
	back := free + home
	leave := who.shift.start
	if !t.in.early {
		first := t.in.legs[t.in.depots[who.from].at][t.in.patients[stops[0].patient].at]
		leave = max(leave, stops[0].start-first)
	}
	t.amounts[working] += back - leave
	t.amounts[waiting] += waited
	t.amounts[extra] += max(0, back-who.shift.end)
	t.amounts[idle] = max(t.amounts[idle], unused+waited+max(0, who.shift.end-back))
	if who.lunch && !slices.ContainsFunc(stops, func(s stop) bool { return s.lunch() }) {
		t.amounts[lunch]++
	}
}

func (in *instance) label(s *stop) string {
	if s.lunch() {
		return "lunch"
	}
	return in.patients[s.patient].services[s.service].name
}

// stop checks one stop of a route by itself, and books a service.
func (t *tally) stop(c int, stops []stop, i int) {
	s, who := &stops[i], &t.in.carers[c]
	p := &t.in.patients[s.patient]
	if s.lunch() {
		t.meal(who, stops, i)
		return
	}
	need := p.services[s.service]
	if s.end-s.start != need.minutes {
		t.breach("%s: %s of %s takes %d minutes, not %d", who.id, need.name, p.id, need.minutes, s.end-s.start)
	}
	if !slices.Contains(who.abilities, need.name) {
		t.breach("%s cannot do %s of %s", who.id, need.name, p.id)
	}
	if slices.Contains(p.never, c) {
		t.breach("%s must not visit %s", who.id, p.id)
	}
	if len(p.preferred) > 0 && !slices.Contains(p.preferred, c) {
		t.amounts[preferences]++
	}
	if s.start < p.windows[0].start {
		t.breach("%s: %s of %s starts at %d, before %d", who.id, need.name, p.id, s.start, p.windows[0].start)
	}
	late := t.in.late(p, s)
	t.amounts[tardiness] += late
	t.amounts[worstTardiness] = max(t.amounts[worstTardiness], late)
	t.loads[c] += need.minutes
	d := &t.done[s.patient][s.service]
	if d.times++; d.times > 1 {
		t.breach("%s of %s is done %d times", need.name, p.id, d.times)
	}
	d.carer, d.start = c, s.start
}

// late is the minutes past the last window that had opened by the start of the service.
func (in *instance) late(p *patient, s *stop) int {
	w := p.windows[0]
	for _, x := range p.windows {
		if x.start <= s.start {
			w = x
		}
	}
	if in.atEnd {
		return max(0, s.end-w.end)
	}
	return max(0, s.start-w.end)
}

// meal checks the i-th stop of a route, a lunch.
func (t *tally) meal(who *carer, stops []stop, i int) {
	s := &stops[i]
	switch {
	case !who.lunch:
		t.breach("%s has no lunch break", who.id)
	case i > 0 && slices.ContainsFunc(stops[:i], func(x stop) bool { return x.lunch() }):
		t.breach("%s has lunch twice", who.id)
	case i+1 == len(stops):
		t.breach("%s has lunch after the last visit", who.id)
	case stops[i+1].patient != s.patient:
		t.breach("%s has lunch at %s, not where the next visit is", who.id, t.in.patients[s.patient].id)
	}
	if s.end-s.start != t.in.meal { // a longer one would hide waiting
		t.breach("%s has lunch for %d minutes, not %d", who.id, s.end-s.start, t.in.meal)
	}
	if s.start < t.in.lunch.start || s.end > t.in.lunch.end {
		t.breach("%s has lunch at %d, not between %d and %d", who.id, s.start, t.in.lunch.start, t.in.lunch.end)
	}
}

// patient checks that the services of one patient were done, and were done together.
func (t *tally) patient(i int) {
	p, d := &t.in.patients[i], &t.done[i]
	count := 0
	for k := range p.services {
		if d[k].times > 0 {
			count++
		} else if !p.optional {
			t.breach("nobody does %s of %s", p.services[k].name, p.id)
		}
	}
	if p.optional && count == 0 {
		t.amounts[optional]++
	}
	if p.optional && count == 1 && len(p.services) == 2 {
		t.breach("%s gets one service of two", p.id)
	}
	if count < 2 {
		return
	}
	if d[0].carer == d[1].carer {
		t.breach("%s does both services of %s", t.in.carers[d[0].carer].id, p.id)
	}
	apart := d[1].start - d[0].start
	switch {
	case p.sync == simultaneous && apart != 0:
		t.breach("the services of %s start %d minutes apart, not together", p.id, apart)
	case p.sync == sequential && (apart < p.min || apart > p.max):
		t.breach("the second service of %s starts %d minutes after the first, not %d to %d", p.id, apart, p.min, p.max)
	}
}

// spread is the sum of |load − mean|, each rounded up to a whole minute.
func spread(loads []int) int {
	sum, n, out := 0, len(loads), 0
	for _, x := range loads {
		sum += x
	}
	for _, x := range loads {
		out += (max(n*x-sum, sum-n*x) + n - 1) / n
	}
	return out
}

func (t *tally) verdict() *suite.Verdict {
	v := &suite.Verdict{}
	for i, amount := range t.amounts {
		price := t.in.prices[i]
		if price.hard && amount != 0 {
			t.breach("%s is %d and has to be 0", known[i].name, amount)
		}
		part := suite.Part{Name: known[i].name, Amount: float64(amount), Cost: float64(price.weight) * float64(amount)}
		v.Parts = append(v.Parts, part)
		v.Cost += part.Cost
	}
	v.Breaches, v.Feasible = t.breaches, len(t.breaches) == 0
	return v
}
