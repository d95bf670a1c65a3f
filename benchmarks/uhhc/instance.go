package uhhc

import (
	"fmt"
	"io"
	"slices"
	"strings"
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

var termNames = [terms]string{
	"travel_time", "total_tardiness", "highest_tardiness", "total_waiting_time", "total_extra_time", "max_idle_time",
	"caregiver_preferences", "optional_patients", "missed_lunch_break", "workload_balance", "working_time",
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
	from, to  int // indices of the matrix' depots
	shift     span
	lunch     bool
}

type depot struct {
	id string
	at int
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
	if node, ok := doc.maybe("lunch_breaks"); ok {
		in.lunch = readSpan(node)
		in.meal = node.at("min_duration").whole(1, maxTime)
		if in.meal > in.lunch.end-in.lunch.start {
			node.fail("a lunch of %d minutes does not fit", in.meal)
		}
	}
	points := in.points(doc.at("terminal_points"))
	_, fed := doc.maybe("lunch_breaks")
	in.readCarers(doc.at("caregivers"), points, fed)
	in.readPatients(doc.at("patients"))
	if err := f.err(); err != nil {
		return nil, fmt.Errorf("%s is not an instance of uhhc:\n%w", name, err)
	}
	return in, nil
}

func (in *instance) metadata(n node) {
	met := n.at("time_window_met")
	switch s := met.text(); s {
	case "at_service_start":
	case "at_service_end":
		in.atEnd = true
	default:
		met.fail("%.70q is neither at_service_start nor at_service_end", s)
	}
	if origin, ok := n.maybe("origin"); ok {
		in.early = strings.HasPrefix(origin.text(), "bazirha")
	}
	components := n.at("cost_components")
	object, ok := components.value.(map[string]any)
	if !ok {
		components.fail("not an object")
	}
	var names []string
	for name := range object {
		names = append(names, name)
	}
	slices.Sort(names) // faults come in a fixed order
	for _, name := range names {
		t := slices.Index(termNames[:], name)
		below := components.at(name)
		switch {
		case t < 0:
			below.fail("not a component that is known")
		case below.value == "HARD":
			in.prices[t].hard = true
		default:
			in.prices[t].weight = below.whole(0, 1_000_000)
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

// place is an index of the matrix.
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
		id := n.at("id").id()
		if _, twice := index[id]; twice && id != "" {
			n.at("id").fail("%q is there twice", id)
		}
		index[id] = i
	}
	return index
}

func (in *instance) points(n node) map[string]int {
	list := n.list(1, maxMany)
	for _, x := range list {
		id, _ := x.maybe("id")
		s, _ := id.value.(string)
		in.depots = append(in.depots, depot{s, in.place(x)})
	}
	return ids(list)
}

func (in *instance) readCarers(n node, points map[string]int, fed bool) {
	list := n.list(1, maxMany)
	in.carerIndex = ids(list)
	for _, x := range list {
		id, _ := x.maybe("id")
		s, _ := id.value.(string)
		c := carer{id: s, shift: readSpan(x.at("working_shift")), lunch: x.flag("lunch_break")}
		c.from = x.at("departing_point").oneOf("terminal point", points)
		c.to = x.at("arrival_point").oneOf("terminal point", points)
		for _, a := range x.at("abilities").list(0, maxMany) {
			c.abilities = append(c.abilities, a.id())
		}
		if c.shift.start == c.shift.end {
			x.at("working_shift").fail("no time at all")
		}
		if c.lunch && !fed {
			x.fail("a lunch break, but there are no lunch_breaks in the document")
		}
		in.carers = append(in.carers, c)
	}
}

func (in *instance) readPatients(n node) {
	list := n.list(0, maxMany)
	in.patientIndex = ids(list)
	for _, x := range list {
		id, _ := x.maybe("id")
		s, _ := id.value.(string)
		p := patient{id: s, at: in.place(x), optional: x.flag("optional")}
		for _, y := range x.at("required_services").list(1, 2) {
			p.services = append(p.services, service{y.at("service").id(), y.at("duration").whole(1, maxTime)})
		}
		for _, w := range x.at("time_windows").list(1, maxMany) {
			p.windows = append(p.windows, readSpan(w))
		}
		slices.SortStableFunc(p.windows, func(a, b span) int { return a.start - b.start })
		p.preferred, p.never = in.carerList(x, "preferred_caregivers"), in.carerList(x, "incompatible_caregivers")
		if len(p.services) == 2 {
			p.synchronise(x.at("synchronization"))
		}
		in.patients = append(in.patients, p)
	}
}

func (p *patient) synchronise(n node) {
	kind := n.at("type")
	switch p.sync = kind.text(); p.sync {
	case independent, simultaneous:
	case sequential:
		d := n.at("distance")
		p.min, p.max = d.at("min").whole(0, maxTime), d.at("max").whole(0, maxTime)
		if p.max < p.min {
			d.fail("max %d is less than min %d", p.max, p.min)
		}
	default:
		kind.fail("%.70q is not independent, simultaneous or sequential", p.sync)
	}
}

// carerList is the carers that a patient names under a key, ascending.
func (in *instance) carerList(n node, key string) []int {
	below, ok := n.maybe(key)
	if !ok {
		return nil
	}
	var out []int
	for _, x := range below.list(0, maxMany) {
		out = append(out, x.oneOf("carer", in.carerIndex))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
