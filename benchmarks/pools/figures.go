package main

import (
	"fmt"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// figures are what a rota delivers, in minutes where they are times.
type figures struct {
	lawful                            bool
	paid, hours, care, promised, kept int // paid as the judge has it, hours those of the shifts
	travel, idle, usable, most, drawn int
	core                              int         // care at promised visits
	cover                             model.Score // what is promised and left out, by priority
	faces, newFaces, away             float64
}

// figuresOf measures a rota of the week with pools.
func figuresOf(h *model.Horizon, r *model.Rota) (figures, error) {
	v, err := check.Horizon(h, r)
	if err != nil {
		return figures{}, err
	}
	spare, err := check.SpareTime(h, r)
	if err != nil {
		return figures{}, err
	}
	m := v.Measures
	f := figures{
		lawful: v.Score.Lawful(), paid: int(m.Paid / 60), hours: spare.ShiftHours, care: int(m.Visit / 60), travel: int(m.Travel / 60),
		idle: spare.Idle, usable: spare.Usable, most: spare.Most, drawn: spare.Drawn, cover: model.Score{Cover: v.Score.Cover},
	}
	promises(h, r, &f)
	return f, nil
}

// promises measures the visits that were promised, draws aside: how many are kept, how many different carers each
// person has at them, and how many of these are new.
func promises(h *model.Horizon, r *model.Rota, f *figures) {
	type visit struct {
		id   model.VisitID
		date model.Date
	}
	promised := make(map[visit]int)
	for v := range h.Visits {
		if dv := &h.Visits[v]; !dv.Draw {
			promised[visit{dv.ID, dv.Date}] = v
			f.promised++
		}
	}
	kept := make(map[int]bool)
	seen := make(map[[2]int]bool)
	people := make(map[int]bool)
	late, starts := 0, 0
	for i := range r.Runs {
		run := &r.Runs[i]
		carer := h.Carer(run.Carer)
		for _, s := range run.Stops {
			date := s.Date
			if date == 0 {
				date = run.Date
			}
			v, ok := promised[visit{s.Visit, date}]
			if s.Kind != model.StopVisit || !ok {
				continue
			}
			dv := &h.Visits[v]
			f.core += s.End.Minutes() - s.Start.Minutes()
			if !kept[v] {
				kept[v] = true
				if w := dv.Windows[0]; w.Preferred != model.None {
					at, _ := h.Calendar.StopSpan(run.Date, &s)
					starts++
					late += int(max(at-w.Preferred, w.Preferred-at))
				}
			}
			people[dv.Person] = true
			if key := [2]int{dv.Person, carer}; !seen[key] {
				seen[key] = true
				if !h.Met(dv.Person, carer) {
					f.newFaces++
				}
			}
		}
	}
	f.kept = len(kept)
	f.faces = float64(len(seen)) / float64(max(1, len(people)))
	f.away = float64(late) / float64(max(1, starts)) / float64(h.Calendar.Resolution())
}

// gain is the time with people that came on top, of what was usable.
func (f *figures) gain(without *figures, usable int) string {
	if f == without {
		return "-"
	}
	return fmt.Sprintf("%.0f%%", 100*float64(f.care-without.care)/float64(max(1, usable)))
}

// line is a row of the table.
type line struct {
	name string
	of   func(f, without *figures) string
}

var lines = []line{
	{"lawful", func(f, _ *figures) string { return map[bool]string{true: "yes", false: "no"}[f.lawful] }},
	{"promised visits kept", func(f, _ *figures) string { return fmt.Sprintf("%d of %d", f.kept, f.promised) }},
	{"paid time", func(f, _ *figures) string { return hours(f.paid) }},
	{"hours of the shifts", func(f, _ *figures) string { return hours(f.hours) }},
	{"time with people", func(f, _ *figures) string { return hours(f.care) }},
	{"  of it at promised visits", func(f, _ *figures) string { return hours(f.core) }},
	{"  of it drawn on the pool", func(f, _ *figures) string { return hours(f.drawn) }},
	{"travel", func(f, _ *figures) string { return hours(f.travel) }},
	{"idle", func(f, _ *figures) string {
		return fmt.Sprintf("%s %4.1f%%", hours(f.idle), 100*float64(f.idle)/float64(max(1, f.hours)))
	}},
	{"usable of it, no stop moved", func(f, _ *figures) string { return hours(f.usable) }},
	{"usable of it at the most, stops in their runs", func(f, _ *figures) string { return hours(f.most) }},
	{"more with people, of usable, no stop moved", func(f, without *figures) string { return f.gain(without, without.usable) }},
	{"more with people, of usable at the most", func(f, without *figures) string { return f.gain(without, without.most) }},
	{"different carers a person, promised visits", func(f, _ *figures) string { return fmt.Sprintf("%.2f", f.faces) }},
	{"new faces, promised visits", func(f, _ *figures) string { return fmt.Sprintf("%.0f", f.newFaces) }},
	{"minutes from the preferred start", func(f, _ *figures) string { return fmt.Sprintf("%.1f", f.away) }},
}

// hours prints minutes as hours and minutes.
func hours(minutes int) string { return fmt.Sprintf("%dh%02d", minutes/60, minutes%60) }
