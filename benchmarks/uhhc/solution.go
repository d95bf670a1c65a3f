package uhhc

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/milltir/milltir/model"
)

// lunchBreak is what a lunch is called among services.
const lunchBreak = "lunch_break"

// stop is an entry of a route: a service of a patient, or, with service -1, the lunch that is
// taken at the patient's place.
type stop struct {
	patient, service int
	start, end       int
}

func (s *stop) lunch() bool { return s.service < 0 }

// readSolution reads the routes of a solution, by carer, with stops by start.
func (in *instance) readSolution(r io.Reader) ([][]stop, error) {
	f := &faults{}
	doc, err := document(r, f)
	if err != nil {
		return nil, err
	}
	routes := make([][]stop, len(in.carers))
	seen := make([]bool, len(in.carers))
	for _, n := range doc.at("routes").list(0, maxMany) {
		c := n.at("caregiver_id").oneOf("carer", in.carerIndex)
		var stops []stop
		for _, x := range n.at("locations").list(0, maxMany) {
			stops = append(stops, in.readStop(x))
		}
		if c < 0 {
			continue
		}
		if seen[c] {
			n.fail("a second route of %s", in.carers[c].id)
		}
		// Published files list a lunch after all visits; it belongs where its time is.
		slices.SortStableFunc(stops, func(a, b stop) int {
			return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
		})
		seen[c], routes[c] = true, stops
	}
	return routes, f.err()
}

func (in *instance) readStop(n node) stop {
	s := stop{patient: n.at("patient").oneOf("patient", in.patientIndex), service: -1}
	from, to := "arrival_time", "departure_time"
	if name := n.at("service"); name.text() == lunchBreak {
		if _, own := n.maybe("start_time"); own { // so the published files write a lunch
			from, to = "start_time", "end_time"
		}
	} else if s.patient >= 0 {
		needs := in.patients[s.patient].services
		s.service = slices.IndexFunc(needs, func(x service) bool { return x.name == name.text() })
		if s.service < 0 {
			name.fail("%.70q is not a service that %s needs", name.text(), in.patients[s.patient].id)
		}
	}
	s.start, s.end = n.at(from).whole(0, 1_000_000), n.at(to).whole(0, 1_000_000)
	return s
}

// The published solution format, as far as its judge reads it.
type (
	solutionFile struct {
		Routes []routeOut `json:"routes"`
	}
	routeOut struct {
		Carer string    `json:"caregiver_id"`
		Stops []stopOut `json:"locations"`
	}
	stopOut struct {
		Patient string `json:"patient"`
		Service string `json:"service"`
		Start   int    `json:"arrival_time"` // of the service, whatever the name says
		End     int    `json:"departure_time"`
	}
)

// Write writes a rota in the published format. A break without a visit after it is left out:
// the format has no place to take it at.
func (in *instance) Write(w io.Writer, r *model.Rota) error {
	if r == nil {
		return fmt.Errorf("%s: there is no rota", in.name)
	}
	where := map[model.VisitID]stopOut{}
	for i := range in.patients {
		for k, s := range in.patients[i].services {
			where[in.visitID(i, k)] = stopOut{Patient: in.patients[i].id, Service: s.name}
		}
	}
	out := solutionFile{Routes: []routeOut{}}
	for i := range r.Runs {
		run := &r.Runs[i]
		stops, err := published(run, where)
		if err != nil {
			return fmt.Errorf("%s: run of %q: %w", in.name, run.Carer, err)
		}
		if len(stops) > 0 {
			out.Routes = append(out.Routes, routeOut{string(run.Carer), stops})
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// published is the stops of a run; a break stands at the patient of the visit after it.
func published(run *model.Run, where map[model.VisitID]stopOut) ([]stopOut, error) {
	var stops []stopOut
	var waiting []model.Stop // breaks without a place as yet
	for _, s := range run.Stops {
		if s.Kind == model.StopBreak {
			waiting = append(waiting, s)
			continue
		}
		x, ok := where[s.Visit]
		if !ok {
			return nil, fmt.Errorf("there is no visit %q", s.Visit)
		}
		for _, b := range waiting {
			stops = append(stops, stopOut{x.Patient, lunchBreak, b.Start.Minutes(), b.End.Minutes()})
		}
		waiting = nil
		x.Start, x.End = s.Start.Minutes(), s.End.Minutes()
		stops = append(stops, x)
	}
	return stops, nil
}
