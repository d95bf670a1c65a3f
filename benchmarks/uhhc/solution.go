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
	seen := map[int]bool{}
	for _, n := range doc.at("routes").list(0, maxMany) {
		c := n.at("caregiver_id").oneOf("carer", in.carerIndex)
		var stops []stop
		for _, x := range n.at("locations").list(0, maxMany) {
			stops = append(stops, in.readStop(x))
		}
		// Published files list a lunch after all visits; it belongs where its time is.
		slices.SortStableFunc(stops, func(a, b stop) int { return cmp.Or(a.start-b.start, a.end-b.end) })
		if c < 0 {
			continue
		}
		if seen[c] {
			n.fail("a second route of %s", in.carers[c].id)
		}
		seen[c], routes[c] = true, stops
	}
	return routes, f.err("not a solution of " + in.name)
}

func (in *instance) readStop(n node) stop {
	s := stop{patient: n.at("patient").oneOf("patient", in.patientIndex), service: -1}
	from, to := "arrival_time", "departure_time"
	name := n.at("service")
	switch {
	case name.value == lunchBreak && n.maybe("start_time").value != nil: // so the published files write a lunch
		from, to = "start_time", "end_time"
	case name.value != lunchBreak && s.patient >= 0:
		s.service = slices.IndexFunc(in.patients[s.patient].services, func(x service) bool { return x.name == name.text() })
		if s.service < 0 {
			name.fail("%.70v is not a service that %s needs", name.value, in.patients[s.patient].id)
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

// Write writes a rota in the published format.
func (in *instance) Write(w io.Writer, r *model.Rota) error {
	if r == nil {
		return fmt.Errorf("%s: there is no rota", in.name)
	}
	of := map[model.VisitID]stopOut{}
	for i, p := range in.patients {
		for k, s := range p.services {
			of[in.visitID(i, k)] = stopOut{Patient: p.id, Service: s.name}
		}
	}
	out := solutionFile{Routes: []routeOut{}}
	for _, run := range r.Runs {
		stops, place := []stopOut{}, ""
		for _, s := range slices.Backward(run.Stops) {
			x, known := of[s.Visit]
			switch {
			case s.Kind == model.StopBreak && (place == "" || !in.isLunch(run.Carer, &s)):
				continue // after the last visit there is no lunch in this format; one that does not count is missed
			case s.Kind == model.StopBreak:
				x = stopOut{Patient: place, Service: lunchBreak}
			case !known:
				return fmt.Errorf("%s: run of %q: there is no visit %q", in.name, run.Carer, s.Visit)
			}
			place, x.Start, x.End = x.Patient, s.Start.Minutes(), s.End.Minutes()
			stops = append(stops, x)
		}
		if slices.Reverse(stops); len(stops) > 0 {
			out.Routes = append(out.Routes, routeOut{string(run.Carer), stops})
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// isLunch tells a break that is long enough and wholly inside the span of the carer's lunch.
func (in *instance) isLunch(carer model.CarerID, s *model.Stop) bool {
	c, known := in.carerIndex[string(carer)]
	if !known {
		return false
	}
	at, start, end := in.lunchOf(c), s.Start.Minutes(), s.End.Minutes()
	return end-start >= in.meal && start >= at.start && end <= at.end
}
