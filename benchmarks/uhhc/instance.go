package uhhc

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// term is a component of the cost.
type term int

// The terms in the order in which verdicts list them.
const (
	travel term = iota
	tardiness
	worstTardiness
	waiting
	extra
	idle
	preferences
	optional
	lunch
	balance
	working
	terms
)

// counted is a term's name in the files, and the rule of ours that counts it.
type counted struct {
	name string
	rule model.Code
}

var known = [terms]counted{
	{"travel_time", model.RuleTravel},
	{"total_tardiness", model.RuleWindow},
	{"highest_tardiness", model.RuleWorstLate},
	{"total_waiting_time", model.RuleWait},
	{"total_extra_time", model.RuleShift},
	{"max_idle_time", model.RuleWorstIdle},
	{"caregiver_preferences", model.RuleTeam},
	{"optional_patients", model.RuleOptional},
	{"missed_lunch_break", model.RuleBreak},
	{"workload_balance", model.RuleBalance},
	{"working_time", ""},
}

// price is what a term costs: weight a unit, or hard, when it has to be 0. Neither: nothing.
type price struct {
	weight int
	hard   bool
}

// Bounds of what a file may hold: beyond any published instance, and so small that no sum
// overflows and every time is a clock time of ours.
const (
	maxMany = 10_000
	maxTime = 47*60 + 59
	maxLeg  = 2000
)

type span struct{ start, end int }

type service struct {
	name    string
	minutes int
}

// Kinds of synchronisation of the two services of a patient.
const (
	independent  = "independent"
	simultaneous = "simultaneous"
	sequential   = "sequential"
)

type depot struct {
	id string
	at int // index of the matrix
}

type patient struct {
	id        string
	at        int // index of the matrix
	services  []service
	windows   []span // by start
	sync      string // with two services
	min, max  int    // sequential: between the two starts
	preferred []int  // carers, ascending; none: anybody
	never     []int
	optional  bool
}

type carer struct {
	id        string
	abilities []string
	from, to  int // depots
	shift     span
	lunch     bool
}

type instance struct {
	name     string
	atEnd    bool // what has to lie in a window is the service's end
	early    bool // routes leave at the start of the shift
	prices   [terms]price
	legs     [][]int
	depots   []depot
	carers   []carer
	patients []patient
	lunch    span
	meal     int // minutes

	carerIndex, patientIndex map[string]int
}

// Name is the file's stem, which metadata.name is not.
func (in *instance) Name() string { return in.name }

// read reads an instance; an error has a line for everything that is wrong with it.
func read(name string, r io.Reader) (*instance, error) {
	f := &faults{}
	doc, err := document(r, f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	in := &instance{name: name}
	in.metadata(doc.at("metadata"))
	in.matrix(doc.at("distances"))
	lunches := doc.maybe("lunch_breaks")
	if lunches.value != nil {
		in.lunch, in.meal = readSpan(lunches), lunches.at("min_duration").whole(1, maxTime)
		if in.meal > in.lunch.end-in.lunch.start {
			lunches.fail("a lunch of %d minutes does not fit", in.meal)
		}
	}
	points := doc.at("terminal_points").list(1, maxMany)
	pointIndex := ids(points)
	for _, n := range points {
		in.depots = append(in.depots, depot{n.at("id").text(), in.place(n)})
	}
	carers := doc.at("caregivers").list(1, maxMany)
	in.carerIndex = ids(carers)
	for _, n := range carers {
		in.carers = append(in.carers, readCarer(n, pointIndex, lunches.value != nil))
	}
	patients := doc.at("patients").list(0, maxMany)
	in.patientIndex = ids(patients)
	for _, n := range patients {
		in.patients = append(in.patients, in.readPatient(n))
	}
	if err := f.err(name + " is not an instance of uhhc"); err != nil {
		return nil, err
	}
	return in, nil
}

func (in *instance) metadata(n node) {
	met := n.at("time_window_met")
	in.atEnd = met.value == "at_service_end"
	if met.value != "at_service_start" && !in.atEnd {
		met.fail("%.70v is neither at_service_start nor at_service_end", met.value)
	}
	in.early = strings.HasPrefix(n.maybe("origin").text(), "bazirha")
	components := n.at("cost_components")
	names := slices.Sorted(maps.Keys(as[map[string]any](components, "an object"))) // faults come in a fixed order
	for _, name := range names {
		x := components.at(name)
		switch t := slices.IndexFunc(known[:], func(k counted) bool { return k.name == name }); {
		case t < 0:
			x.fail("not a component that is known")
		case x.value == "HARD":
			in.prices[t].hard = true
		default:
			in.prices[t].weight = x.whole(0, 1_000_000)
		}
	}
}

func (in *instance) matrix(n node) {
	rows := n.list(1, maxMany)
	for _, row := range rows {
		var legs []int
		for _, x := range row.list(len(rows), len(rows)) {
			legs = append(legs, x.whole(0, maxLeg))
		}
		in.legs = append(in.legs, legs)
	}
}

// place is the index of the matrix that an entry names.
func (in *instance) place(n node) int {
	return n.at("distance_matrix_index").whole(0, max(0, len(in.legs)-1))
}

func readSpan(n node) span {
	s := span{n.at("start").whole(0, maxTime), n.at("end").whole(0, maxTime)}
	if s.end < s.start {
		n.fail("it ends (%d) before it starts (%d)", s.end, s.start)
	}
	return s
}

// ids gives every entry its index by id.
func ids(list []node) map[string]int {
	index := map[string]int{}
	for i, n := range list {
		id := n.at("id")
		if _, twice := index[id.id()]; twice {
			id.fail("%.70v is there twice", id.value)
		}
		index[id.id()] = i
	}
	return index
}

func readCarer(n node, points map[string]int, lunches bool) carer {
	c := carer{
		id: n.at("id").text(), shift: readSpan(n.at("working_shift")), lunch: as[bool](n.maybe("lunch_break"), "true or false"),
		from: n.at("departing_point").oneOf("terminal point", points), to: n.at("arrival_point").oneOf("terminal point", points),
	}
	for _, a := range n.at("abilities").list(0, maxMany) {
		c.abilities = append(c.abilities, a.id())
	}
	if c.shift.start == c.shift.end {
		n.maybe("working_shift").fail("no time at all")
	}
	if c.lunch && !lunches {
		n.fail("a lunch break, but there are no lunch_breaks in the document")
	}
	return c
}

func (in *instance) readPatient(n node) patient {
	p := patient{
		id: n.at("id").text(), at: in.place(n), optional: as[bool](n.maybe("optional"), "true or false"),
		preferred: in.carersOf(n.maybe("preferred_caregivers")), never: in.carersOf(n.maybe("incompatible_caregivers")),
	}
	for _, x := range n.at("required_services").list(1, 2) {
		p.services = append(p.services, service{x.at("service").id(), x.at("duration").whole(1, maxTime)})
	}
	for _, w := range n.at("time_windows").list(1, maxMany) {
		p.windows = append(p.windows, readSpan(w))
	}
	slices.SortStableFunc(p.windows, func(a, b span) int { return a.start - b.start })
	if len(p.services) < 2 {
		return p
	}
	if p.services[0].name == p.services[1].name {
		n.fail("the same service twice, which a solution cannot tell apart")
	}
	together := n.at("synchronization")
	switch p.sync = together.at("type").text(); p.sync {
	case independent, simultaneous:
	case sequential:
		d := together.at("distance")
		p.min, p.max = d.at("min").whole(0, maxTime), d.at("max").whole(0, maxTime)
		if p.max < p.min {
			d.fail("max %d is less than min %d", p.max, p.min)
		}
	default:
		together.fail("%.70q is not independent, simultaneous or sequential", p.sync)
	}
	return p
}

// carersOf is a list of carers, ascending.
func (in *instance) carersOf(n node) []int {
	var out []int
	for _, x := range n.list(0, maxMany) {
		out = append(out, x.oneOf("carer", in.carerIndex))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
