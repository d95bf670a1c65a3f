package hhcrsp

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/milltir/milltir/benchmarks/suite"
)

// done is one service of a solution; its start is in millionths of a unit.
type done struct {
	carer, patient, service int
	start                   int64
}

// maxStart bounds the times of a solution, so that no sum overflows.
const maxStart = 1e6

// Score re-scores a solution: cost = (travel + total tardiness + largest tardiness) / 3, tardiness
// counted per service. Starts are taken at their word; departures follow from them.
func (in *instance) Score(r io.Reader) (*suite.Verdict, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	t := tally{in: in, first: make([][2]*done, len(in.patients)), routes: make([]int, len(in.carers))}
	routes, err := in.readSolution(data)
	if err != nil {
		return nil, err
	}
	for _, list := range routes {
		t.route(list)
	}
	for p := range in.patients {
		t.patient(p)
	}
	part := func(name string, x int64) suite.Part {
		return suite.Part{Name: name, Amount: float64(x) / million, Cost: float64(x) / (3 * million)}
	}
	return &suite.Verdict{
		Cost:     float64(t.travel+t.late+t.worst) / (3 * million),
		Feasible: len(t.breaches) == 0,
		Parts:    []suite.Part{part("distance", t.travel), part("total tardiness", t.late), part("largest tardiness", t.worst)},
		Breaches: t.breaches,
	}, nil
}

// readSolution reads the routes; names that the instance does not have are errors.
func (in *instance) readSolution(data []byte) (routes [][]done, err error) {
	err = document(data, func(doc node) {
		for _, n := range doc.field("routes").objects() {
			_, c := n.field("caregiver_id").among(in.carerAt)
			var list []done
			for _, l := range n.field("locations").objects() {
				d := done{carer: c, start: int64(math.Round(l.field("arrival_time").number(maxStart) * million))}
				_, d.patient = l.field("patient").among(in.patientAt)
				name, k := l.field("service").among(in.serviceAt)
				if d.patient >= 0 && k >= 0 {
					if d.service = in.patients[d.patient].service(name); d.service < 0 {
						l.field("service").say("%s is not needed there", name)
					}
				}
				list = append(list, d)
			}
			routes = append(routes, list)
		}
	})
	return routes, err
}

// tally adds up a solution.
type tally struct {
	in                  *instance
	first               [][2]*done // by patient and service
	routes              []int      // by carer
	travel, late, worst int64
	breaches            []string
}

func (t *tally) breach(format string, args ...any) {
	t.breaches = append(t.breaches, fmt.Sprintf(format, args...))
}

// leg in millionths of a unit.
func (t *tally) leg(from, to int) int64 {
	return int64(t.in.legs[from][to]) * (million / int64(t.in.resolution))
}

// route follows one carer from the office at time 0 and back.
func (t *tally) route(list []done) {
	at, free := 0, int64(0)
	for i := range list {
		d := &list[i]
		c, x := &t.in.carers[d.carer], &t.in.patients[d.patient]
		s := x.services[d.service]
		if i == 0 {
			if t.routes[d.carer]++; t.routes[d.carer] == 2 {
				t.breach("%s has two routes", c.id)
			}
		}
		if !slices.Contains(c.abilities, s.id) {
			t.breach("%s cannot do %s of %s", c.id, s.id, x.id)
		}
		leg := t.leg(at, d.patient+1)
		if d.start < free+leg {
			t.breach("%s starts %s of %s at %s, before the arrival at %s", c.id, s.id, x.id, decimal(d.start), decimal(free+leg))
		}
		t.travel += leg
		at, free = d.patient+1, d.start+int64(s.length)*million
		if t.first[d.patient][d.service] != nil {
			t.breach("%s of %s is done twice", s.id, x.id)
			continue
		}
		t.first[d.patient][d.service] = d
		late := max(0, d.start-int64(x.close)*million)
		t.late += late
		t.worst = max(t.worst, late)
	}
	t.travel += t.leg(at, 0)
}

// patient looks at what one patient gets.
func (t *tally) patient(p int) {
	x := &t.in.patients[p]
	for k, s := range x.services {
		switch d := t.first[p][k]; {
		case d == nil:
			t.breach("%s of %s is not done", s.id, x.id)
		case d.start < int64(x.open)*million:
			t.breach("%s of %s starts at %s, before %d", s.id, x.id, decimal(d.start), x.open)
		}
	}
	a, b := t.first[p][0], t.first[p][1]
	if a == nil || b == nil {
		return
	}
	if a.carer == b.carer {
		t.breach("%s does both services of %s", t.in.carers[a.carer].id, x.id)
	}
	if gap := b.start - a.start; gap < int64(x.min)*million || gap > int64(x.max)*million {
		t.breach("%s of %s starts %s after %s, not %d to %d", x.services[1].id, x.id, decimal(gap), x.services[0].id, x.min, x.max)
	}
}
