package weeklycontinuity

import (
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Of the format: a slot is ten minutes, a day has 144.
const (
	slotMinutes = 10
	daySlots    = 144
	maxDays     = 7
	maxNodes    = 1000
	maxMistakes = 500 // ends a list that nobody would read to the end
)

// Values of patAvail and nurseAvail.
const (
	absent   = 0
	existing = 1 // a patient who keeps aide and days; an aide who takes nobody new
	isNew    = 2 // a patient who is decided; an aide who may take them
)

// patient is one patient in slots; days are bits, 0 the first.
type patient struct {
	kind            int
	node            int
	release, latest int // of the start
	duration        int
	visits, spacing int   // a week; whole days between two visits
	aide            int   // existing patients: who keeps them, from 0
	days            uint8 // existing patients
}

type aide struct {
	takesNew          bool
	release, deadline int // of the first start and the last end
	maxWeekly         int // sum over days of last end − first start
}

// instance is one file, and implements [suite.Instance].
type instance struct {
	name     string
	days     int
	patients []patient
	aides    []aide
	travel   [][]int // slots between nodes
}

// Name implements [suite.Instance].
func (in *instance) Name() string { return in.name }

// section is the numbers that follow a keyword, with the lines they stand on.
type section struct {
	line   int
	values []int
	lines  []int
}

type reader struct {
	sections map[string]*section
	errs     []error
	ends     int // the last line
}

func (r *reader) say(line int, format string, args ...any) {
	if len(r.errs) < maxMistakes {
		r.errs = append(r.errs, fmt.Errorf("line %d: %s", line, fmt.Sprintf(format, args...)))
	}
}

// The sections of a file; their order is free.
var keywords = []string{
	"nPatients", "nNurses", "nDays", "nurseAvail", "patAvail", "release", "deadline", "duration", "dayReq",
	"code", "nurseType", "maxWeekly", "base", "travelTime", "preAssignNurse", "preAssignDays", "preAssignWindows",
}

// split takes the file apart: a keyword opens its section, numbers go to the one that is open.
func split(data []byte) *reader {
	r := &reader{sections: map[string]*section{}}
	known := map[string]bool{}
	for _, k := range keywords {
		known[k] = true
	}
	open := &section{}
	for text := range strings.Lines(string(data)) {
		r.ends++
		for _, f := range strings.Fields(text) {
			if known[f] {
				if r.sections[f] != nil {
					r.say(r.ends, "%s stands there twice", f)
				}
				open = &section{line: r.ends}
				r.sections[f] = open
				continue
			}
			n, err := strconv.Atoi(f)
			if err != nil {
				r.say(r.ends, "%q is neither a whole number nor a known word", f)
			}
			if open.line == 0 {
				r.say(r.ends, "%q stands before the first section", f)
			}
			open.values, open.lines = append(open.values, n), append(open.lines, r.ends)
		}
	}
	for _, k := range keywords {
		if r.sections[k] == nil {
			r.say(max(r.ends, 1), "there is no %s", k)
		}
	}
	return r
}

// take gives the numbers of a section, each checked against its range; as many zeros as wanted
// where they are not as many.
func (r *reader) take(name string, want, low, high int) []int {
	s := r.sections[name]
	if s == nil {
		return make([]int, want)
	}
	if len(s.values) != want {
		r.say(s.line, "%s: %d numbers are wanted, not %d", name, want, len(s.values))
		return make([]int, want)
	}
	for i, n := range s.values {
		if n < low || n > high {
			r.say(s.lines[i], "%s: number %d is %d, out of range (%d to %d)", name, i+1, n, low, high)
		}
	}
	return s.values
}

// parse reads a file. Without the three sizes nothing is known of the rest; else every mistake
// is reported at once, those between sections if the sections are sound.
func parse(name string, data []byte) (*instance, error) {
	r := split(data)
	sizes := len(r.errs)
	nodes, aides, days := r.take("nPatients", 1, 3, maxNodes)[0], r.take("nNurses", 1, 1, maxNodes)[0], r.take("nDays", 1, 1, maxDays)[0]
	people := nodes - 2*aides
	if len(r.errs) == sizes && nodes > 0 && aides > 0 && people < 1 {
		r.say(r.ends, "%d nodes less two homes of each of %d aides leave no patient", nodes, aides)
	}
	if len(r.errs) > sizes || people < 1 {
		return nil, errors.Join(r.errs...)
	}
	in := &instance{name: name, days: days, patients: make([]patient, people), aides: make([]aide, aides)}
	in.read(r, nodes)
	if len(r.errs) == 0 {
		in.validate(r)
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return in, nil
}

// read takes the sections. nurseType and preAssignWindows say nothing that counts: there is one
// type, and existing patients' starts are free.
func (in *instance) read(r *reader, nodes int) {
	aides, people := len(in.aides), len(in.patients)
	takes, kind := r.take("nurseAvail", aides, 0, isNew), r.take("patAvail", people, absent, isNew)
	release, deadline := r.take("release", nodes, 0, daySlots), r.take("deadline", nodes, 0, daySlots)
	duration, visits, spacing := r.take("duration", nodes, 0, daySlots), r.take("dayReq", nodes, 0, maxDays), r.take("code", nodes, 0, maxDays)
	weekly, base := r.take("maxWeekly", aides, 0, maxDays*daySlots), r.take("base", 2*aides, 1, nodes)
	travel := r.take("travelTime", nodes*nodes, 0, daySlots)
	keeps, days := r.take("preAssignNurse", people, 0, aides), r.take("preAssignDays", people*in.days, 0, 1)
	r.take("nurseType", aides, 0, maxNodes)
	r.take("preAssignWindows", 2*people, 0, daySlots)
	if len(r.errs) > 0 {
		return
	}
	for i := range nodes {
		in.travel = append(in.travel, travel[i*nodes:(i+1)*nodes])
	}
	for a := range in.aides {
		start, end := base[2*a]-1, base[2*a+1]-1
		in.aides[a] = aide{takes[a] == isNew, release[start], deadline[end], weekly[a]}
	}
	for p := range in.patients {
		n := aides + p
		x := patient{kind: kind[p], node: n, release: release[n], latest: deadline[n] - duration[n], duration: duration[n], visits: visits[n], spacing: spacing[n], aide: keeps[p] - 1}
		for d := range in.days {
			x.days |= uint8(days[p*in.days+d]) << d
		}
		in.patients[p] = x
	}
}

// validate looks at what several sections say together.
func (in *instance) validate(r *reader) {
	for a, x := range in.aides {
		if x.release >= x.deadline {
			r.say(r.sections["deadline"].line, "aide n%d: the hours end before they begin", a+1)
		}
	}
	for p, x := range in.patients {
		switch {
		case x.kind == absent:
		case x.duration == 0:
			r.say(r.sections["duration"].line, "patient p%d: the visit has no length", p+1)
		case x.latest < x.release:
			r.say(r.sections["deadline"].line, "patient p%d: the visit does not fit between release and deadline", p+1)
		case x.kind == existing && x.aide < 0:
			r.say(r.sections["preAssignNurse"].line, "existing patient p%d has no aide", p+1)
		case x.kind == existing && x.days == 0:
			r.say(r.sections["preAssignDays"].line, "existing patient p%d has no days", p+1)
		case x.kind == isNew && len(in.choices(&x)) == 0:
			r.say(r.sections["dayReq"].line, "new patient p%d: %d visits with %d whole days between them do not fit into the week", p+1, x.visits, x.spacing)
		}
	}
}

// choices are the sets of days that give a patient all visits with their spacing, ascending.
func (in *instance) choices(x *patient) (sets []uint8) {
	for set := uint(1); set < 1<<in.days; set++ {
		if bits.OnesCount(set) == x.visits && spaced(uint8(set), x.spacing) {
			sets = append(sets, uint8(set))
		}
	}
	return sets
}

// spaced tells whether so many whole days lie between any two of the set.
func spaced(set uint8, days int) bool {
	last := -maxDays - 1
	for d := range maxDays {
		if set>>d&1 == 0 {
			continue
		}
		if d-last <= days {
			return false
		}
		last = d
	}
	return true
}
