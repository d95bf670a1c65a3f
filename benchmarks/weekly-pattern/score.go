package weeklypattern

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
)

// route is what one nurse does on one day: patients by index, in order.
type route struct {
	nurse, day int
	patients   []int
}

// Write writes a line per nurse and day on which there is a visit.
func (in *instance) Write(w io.Writer, rota *model.Rota) error {
	type stop struct {
		start   int64
		patient int
	}
	stops := map[[2]int][]stop{}
	for i := range rota.Runs {
		run := &rota.Runs[i]
		nurse, err := strconv.Atoi(string(run.Carer))
		at, known := in.nurseAt[nurse]
		day := int(run.Date - monday)
		if err != nil || !known || day < 0 || day >= weekdays {
			return fmt.Errorf("the run of carer %q on %s is none of this instance", run.Carer, run.Date)
		}
		for k := range run.Stops {
			s := &run.Stops[k]
			if s.Kind != model.StopVisit {
				continue
			}
			id, _, _ := strings.Cut(string(s.Visit), "-")
			n, err := strconv.Atoi(id)
			patient, known := in.patientAt[n]
			if err != nil || !known {
				return fmt.Errorf("visit %q is none of this instance", s.Visit)
			}
			key := [2]int{at, day}
			stops[key] = append(stops[key], stop{int64(s.Start.Minutes())<<32 + int64(s.StartTicks), patient})
		}
	}
	out := bufio.NewWriter(w)
	for n := range in.nurses {
		for day := range weekdays {
			list := stops[[2]int{n, day}]
			if len(list) == 0 {
				continue
			}
			slices.SortStableFunc(list, func(a, b stop) int { return cmp.Compare(a.start, b.start) })
			fmt.Fprintf(out, "%d %d:", in.nurses[n].id, day+1)
			for _, s := range list {
				fmt.Fprintf(out, " %d", in.patients[s.patient].id)
			}
			fmt.Fprintln(out)
		}
	}
	return out.Flush()
}

// readSolution reads lines "nurse day: patient patient …"; blank lines and days without a line
// hold no visits.
func (in *instance) readSolution(solution io.Reader) ([]route, error) {
	data, err := io.ReadAll(solution)
	if err != nil {
		return nil, err
	}
	r := &reader{}
	var routes []route
	seen := map[[2]int]bool{}
	number := 0
	for text := range strings.Lines(string(data)) {
		number++
		if strings.TrimSpace(text) == "" {
			continue
		}
		head, list, ok := strings.Cut(text, ":")
		key := strings.Fields(head)
		if !ok || len(key) != 2 {
			r.say(number, "it is not of the form 'nurse day: patient patient …'")
			continue
		}
		x := route{nurse: r.lookup(number, "nurse", key[0], in.nurseAt)}
		if x.day, err = strconv.Atoi(key[1]); err != nil || x.day < 1 || x.day > weekdays {
			r.say(number, "day %q is not 1 to %d", key[1], weekdays)
		}
		if x.nurse >= 0 && seen[[2]int{x.nurse, x.day}] {
			r.say(number, "nurse %s has two lines for day %d", key[0], x.day)
		}
		seen[[2]int{x.nurse, x.day}] = true
		x.day--
		for _, f := range strings.Fields(list) {
			x.patients = append(x.patients, r.lookup(number, "patient", f, in.patientAt))
		}
		routes = append(routes, x)
	}
	return routes, errors.Join(r.errs...)
}

// lookup finds an id, -1 if it is not known.
func (r *reader) lookup(line int, what, text string, at map[int]int) int {
	id, err := strconv.Atoi(text)
	i, known := at[id]
	if err != nil || !known {
		r.say(line, "%s %q is none of this instance", what, text)
		return -1
	}
	return i
}

// Score implements [suite.Instance]: the cost is the minutes of all travel and visits.
func (in *instance) Score(solution io.Reader) (*suite.Verdict, error) {
	routes, err := in.readSolution(solution)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(routes, func(a, b route) int { return cmp.Or(cmp.Compare(a.nurse, b.nurse), cmp.Compare(a.day, b.day)) })
	v := &suite.Verdict{}
	travel, service := 0, 0
	for _, x := range routes {
		legs, visits := in.legs(x.patients), visitMinutes*len(x.patients)
		travel, service = travel+legs, service+visits
		if n := in.nurses[x.nurse]; legs+visits > n.minutes {
			v.Breaches = append(v.Breaches, fmt.Sprintf("nurse %d day %d: %d minutes are more than %d", n.id, x.day+1, legs+visits, n.minutes))
		}
	}
	v.Breaches = append(v.Breaches, in.packages(routes)...)
	v.Cost = float64(travel + service)
	v.Feasible = len(v.Breaches) == 0
	v.Parts = []suite.Part{{Name: "travel", Amount: float64(travel), Cost: float64(travel)}, {Name: "service", Amount: float64(service), Cost: float64(service)}}
	return v, nil
}

// legs is a day's travel from the depot in town 0 and back; a leg within a town costs the
// diagonal, the depot's legs too. Nobody who stays at the depot travels.
func (in *instance) legs(patients []int) int {
	if len(patients) == 0 {
		return 0
	}
	sum, town := 0, 0
	for _, p := range patients {
		sum += in.travel[town][in.patients[p].town]
		town = in.patients[p].town
	}
	return sum + in.travel[town][0]
}

// packages checks what each patient gets in the week: one pattern, by nurses with the skill of
// each of its visits, and not too many different ones.
func (in *instance) packages(routes []route) (breaches []string) {
	visits := make([][weekdays][]int, len(in.patients)) // the nurses of each day
	for _, x := range routes {
		for _, p := range x.patients {
			visits[p][x.day] = append(visits[p][x.day], x.nurse)
		}
	}
	for i := range in.patients {
		p := &in.patients[i]
		different := map[int]bool{}
		for _, day := range visits[i] {
			for _, n := range day {
				different[n] = true
			}
		}
		if len(different) > p.carers {
			breaches = append(breaches, fmt.Sprintf("patient %d: %d different nurses are more than %d", p.id, len(different), p.carers))
		}
		if why := in.unmatched(p, &visits[i]); why != "" {
			breaches = append(breaches, fmt.Sprintf("patient %d: %s", p.id, why))
		}
	}
	return breaches
}

// unmatched tells why the visits are none of the patient's patterns, "" if they are one. Two
// patterns may share their days and differ in the skills; either will do.
func (in *instance) unmatched(p *patient, visits *[weekdays][]int) string {
	why := "the visits are on the days of no pattern"
	for _, k := range p.patterns {
		days, able := true, true
		for d, code := range in.patterns[k] {
			days = days && len(visits[d]) == min(code, 1)
			for _, n := range visits[d] {
				able = able && in.nurses[n].skill >= code
			}
		}
		if days && able {
			return ""
		}
		if days {
			why = "a nurse does not have the skill of the visit"
		}
	}
	return why
}
