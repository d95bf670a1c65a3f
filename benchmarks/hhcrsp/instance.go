package hhcrsp

import (
	"math"
	"slices"
)

// instance is one day of one office. Times are in the units of the set (minutes), legs in ticks.
type instance struct {
	name       string
	resolution int32 // ticks per unit: 1 where all distances are whole, else 1000
	office     string
	patients   []patient
	carers     []carer
	legs       [][]int32 // 0 the office, patient k at k+1

	patientAt, carerAt, serviceAt map[string]int
}

type patient struct {
	id          string
	open, close int
	services    []service // one or two
	min, max    int       // start of the second service after that of the first; 0, 0 together
}

type service struct {
	id     string
	length int
}

type carer struct {
	id        string
	abilities []string
}

// latest bounds every time: a day and a night, the last minute that a clock of ours has.
const latest = 47*60 + 59

// parse reads an instance and reports everything that is wrong with it.
func parse(name string, data []byte) (*instance, error) {
	in := &instance{name: name, patientAt: map[string]int{}, carerAt: map[string]int{}, serviceAt: map[string]int{}}
	err := document(data, func(doc node) {
		for _, n := range doc.field("services").objects() {
			n.field("id").id(in.serviceAt)
		}
		offices := doc.field("central_offices")
		for _, n := range offices.objects() {
			in.office = n.field("id").id(map[string]int{})
		}
		if len(offices.items()) != 1 {
			offices.say("should be one office, where all routes start and end")
		}
		for _, n := range doc.field("patients").objects() {
			in.patients = append(in.patients, in.readPatient(n))
		}
		for _, n := range doc.field("caregivers").objects() {
			c := carer{id: n.field("id").id(in.carerAt)}
			for _, a := range n.field("abilities").items() {
				if id, _ := a.among(in.serviceAt); !slices.Contains(c.abilities, id) {
					c.abilities = append(c.abilities, id)
				}
			}
			in.carers = append(in.carers, c)
		}
		if len(in.patients) == 0 || len(in.carers) == 0 {
			doc.say("there is nobody to visit or nobody to go")
		}
		in.readLegs(doc.field("distances"))
	})
	return in, err
}

func (in *instance) readPatient(n node) patient {
	p := patient{id: n.field("id").id(in.patientAt)}
	if p.id == in.office {
		n.field("id").say("%q is the office", p.id)
	}
	if a, b, ok := n.field("time_window").pair(); ok {
		// The authors of the Italian set floor its noisy floats: their published solutions
		// start before an opening, but never before the whole number.
		p.open, p.close = int(math.Floor(a.number(latest))), int(math.Floor(b.number(latest)))
		if p.close < p.open {
			b.say("closes at %d, before it opens at %d", p.close, p.open)
		}
	}
	need := n.field("required_caregivers")
	for _, r := range need.objects() {
		s := service{length: r.field("duration").whole()}
		s.id, _ = r.field("service").among(in.serviceAt)
		if s.length == 0 {
			r.field("duration").say("should be above 0")
		}
		if p.service(s.id) >= 0 {
			r.field("service").say("%q twice: a solution could not tell the two apart", s.id)
		}
		p.services = append(p.services, s)
	}
	switch len(p.services) {
	case 1:
	case 2:
		p.min, p.max = readSynchronization(n.field("synchronization"))
	default:
		need.say("should be one service or two")
	}
	return p
}

// service finds a service of the patient, -1 if it is not needed.
func (p *patient) service(id string) int {
	return slices.IndexFunc(p.services, func(s service) bool { return s.id == id })
}

func readSynchronization(n node) (low, high int) {
	switch kind, _ := as[string](n.field("type"), "simultaneous or sequential"); kind {
	case "", "simultaneous":
		return 0, 0
	case "sequential":
	default:
		n.field("type").say("%.40q should be simultaneous or sequential", kind)
		return 0, 0
	}
	if a, b, ok := n.field("distance").pair(); ok {
		if low, high = a.whole(), b.whole(); high < low {
			b.say("the largest distance %d is less than the least %d", high, low)
		}
	}
	return low, high
}

// readLegs turns distances into ticks, exactly: they are whole or have three decimals.
func (in *instance) readLegs(list node) {
	rows := list.items()
	if len(rows) != len(in.patients)+1 {
		list.say("has %d rows for the office and %d patients", len(rows), len(in.patients))
	}
	exact := make([][]float64, len(rows))
	in.resolution = 1
	for i, row := range rows {
		for j, c := range row.items() {
			d := c.number(latest)
			switch {
			case i == j && d != 0:
				c.say("%v from a place to itself", d)
			case !nearly(d * 1000):
				c.say("%v has more than three decimals", d)
			case !nearly(d):
				in.resolution = 1000
			}
			exact[i] = append(exact[i], d)
		}
		if len(exact[i]) != len(rows) {
			row.say("has %d distances in a matrix of %d rows", len(exact[i]), len(rows))
		}
	}
	in.legs = make([][]int32, len(rows))
	for i := range exact {
		for _, d := range exact[i] {
			in.legs[i] = append(in.legs[i], int32(math.Round(d*float64(in.resolution))))
		}
	}
}
