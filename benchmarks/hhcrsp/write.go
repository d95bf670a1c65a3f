package hhcrsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/milltir/milltir/model"
)

// object is written with its keys in order, as the published solutions have them.
type object map[string]any

// Write writes a rota of Problem as routes; what was left out is left out of them.
func (in *instance) Write(w io.Writer, r *model.Rota) error {
	if r == nil {
		return errors.New("there is no rota to write")
	}
	locations := make([][]object, len(in.carers))
	var wrong []error
	for i := range r.Runs {
		run := &r.Runs[i]
		c, ok := in.carerAt[string(run.Carer)]
		if !ok {
			wrong = append(wrong, fmt.Errorf("carer %q is not of instance %s", run.Carer, in.name))
			continue
		}
		for k := range run.Stops {
			s := &run.Stops[k]
			who, what, _ := strings.Cut(string(s.Visit), "/")
			if p, ok := in.patientAt[who]; s.Kind != model.StopVisit || !ok || in.patients[p].service(what) < 0 {
				wrong = append(wrong, fmt.Errorf("carer %q: %s %q is no visit of instance %s", run.Carer, s.Kind, s.Visit, in.name))
				continue
			}
			locations[c] = append(locations[c], object{
				"patient": who, "service": what,
				"arrival_time":   in.units(run.Date, s.Start, s.StartTicks), // waiting is before it
				"departure_time": in.units(run.Date, s.End, s.EndTicks),
			})
		}
	}
	routes := []object{}
	for c, list := range locations {
		if len(list) > 0 { // who stays in the office has no route
			routes = append(routes, object{"caregiver_id": in.carers[c].id, "locations": list})
		}
	}
	text, err := json.MarshalIndent(object{"routes": routes}, "", "  ")
	if err = errors.Join(append(wrong, err)...); err == nil {
		_, err = w.Write(append(text, '\n'))
	}
	return err
}

// units gives a time of a rota in units of the set, counted from 00:00 on the Monday.
func (in *instance) units(d model.Date, c model.Clock, past int32) json.Number {
	minutes := int64(d-monday)*1440 + int64(c.Minutes())
	return json.Number(decimal(minutes*million + int64(past)*(million/int64(in.resolution))))
}

// million is what a unit has in millionths. Scores are worked out in these, as integers, so
// that sums are exact and equal times compare as equal.
const million = 1_000_000

// decimal writes millionths of a unit without trailing zeros.
func decimal(x int64) string {
	if x < 0 {
		return "-" + decimal(-x)
	}
	text := fmt.Sprintf("%d.%06d", x/million, x%million)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
