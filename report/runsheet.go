package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// sheetWidth is what A4 portrait holds in large type.
const sheetWidth = 80

// RunSheet writes one carer's schedule of visits, day by day, as SI 2017/1264 reg. 41 asks: the
// time of each visit, travel and rest breaks stand apart, and commute is not travel.
func RunSheet(w io.Writer, h *model.Horizon, r *model.Rota, carer model.CarerID, l *Localizer) error {
	p := newPage(h, r, nil, l)
	if h.Carer(carer) < 0 {
		return fmt.Errorf("carer %q is not known", carer)
	}
	p.line(l.T("sheet.title"))
	p.line(l.T("sheet.carer", D{"Carer": p.carer(carer)}))
	p.line(p.period())
	hash, err := contentHash(r)
	if err != nil {
		return err
	}
	p.line(l.T("sheet.version", D{"Date": cmp.Or(r.Start, h.Calendar.Start()), "Hash": short(hash)}))
	var week classes
	runs := runsOf(r, carer)
	for _, run := range runs {
		p.sheetRun(run)
		week.add(p.classesOf(run))
	}
	if len(runs) == 0 {
		p.line()
		p.line(l.T("sheet.nothing"))
	}
	if len(runs) > 1 {
		p.head(l.T("sheet.week"))
		p.classLines(week)
	}
	p.foot(sheetWidth)
	return p.flush(w)
}

// contentHash tells rotas apart by what they ask of people, however they were made: sheets with
// one version belong together.
func contentHash(r *model.Rota) (string, error) {
	b, err := json.Marshal(r.Runs)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", sha256.Sum256(b)), nil
}

// period names the weeks of the rota.
func (p *page) period() string {
	return p.l.N("date.period", max(1, p.h.Weeks), D{"From": p.longDate(p.h.Calendar.Start())})
}

func (p *page) sheetRun(run *model.Run) {
	p.line()
	day := p.longDate(run.Date)
	shift := p.l.T("sheet.shift", D{"Span": span(run.Start, run.End)})
	p.line(day, strings.Repeat(" ", max(2, sheetWidth-width(day)-width(shift))), shift)
	p.line(strings.Repeat("-", sheetWidth))
	if run.Commute > 0 {
		p.wrapped("", p.l.T("sheet.commute", D{"Amount": p.minutes(wholeMinutes(run.Commute))}), sheetWidth)
	}
	met := make(map[model.PersonID]bool)
	past, fold := false, run.Start.Fold() || run.End.Fold()
	for _, e := range p.timeline(run) {
		p.sheetEntry(run, e, met)
		from, to := p.h.Calendar.Local(e.from, run.Date), p.h.Calendar.Local(e.to, run.Date)
		past, fold = past || to.Minutes() > 24*60, fold || from.Fold() || to.Fold()
	}
	p.classLines(p.classesOf(run))
	if past {
		p.line(p.l.T("sheet.past_midnight"))
	}
	if fold {
		p.line(p.l.T("sheet.repeated_hour"))
	}
}

// sheetEntry writes one line of the day, and for a visit what the carer should know at the door
// (once a day for each person).
func (p *page) sheetEntry(run *model.Run, e entry, met map[model.PersonID]bool) {
	cal := p.h.Calendar
	first := fmt.Sprintf("%s %s  %s ", left(span(cal.Local(e.from, run.Date), cal.Local(e.to, run.Date)), 13),
		right(fmt.Sprint(p.lasting(e.from, e.to)), 4), left(p.l.T("entry."+p.entryWord(run, e)), 16))
	p.wrapped(first, p.entryText(run, e), sheetWidth)
	if where := p.whereabouts(run, e); where != "" {
		p.wrapped(strings.Repeat(" ", width(first)), where, sheetWidth)
	}
	if e.kind != model.StopVisit || met[e.stop.Person] {
		return
	}
	met[e.stop.Person] = true
	if notes := p.doorNotes(run, e.stop); notes != "" {
		p.wrapped(strings.Repeat(" ", width(first)), notes, sheetWidth)
	}
}

// entryWord is the key of what an entry is called: in a workspace without visits nobody fails to fill a shift.
func (p *page) entryWord(run *model.Run, e entry) string {
	if e.kind != entryUnfilled || !p.roster() {
		return e.kind
	}
	s := p.shiftOf(run)
	switch {
	case s != nil && s.Kind == model.OnCall:
		return "on_call"
	case s != nil && s.Kind == model.SleepIn:
		return "sleep_in"
	}
	return "on_site"
}

// entryText says whom, where, with whom.
func (p *page) entryText(run *model.Run, e entry) string {
	s := e.stop
	switch e.kind {
	case model.StopVisit:
		d := D{"Person": p.person(s.Person), "Kind": p.purpose(s.Visit), "With": "", "Role": p.l.word("role", s.Role)}
		if s.With != "" {
			d["With"] = p.carer(s.With)
		}
		if s.Role == model.RoleShadow {
			return p.l.T("sheet.shadow", d)
		}
		return p.l.T("sheet.visit", d)
	case model.StopEvent:
		place := p.eventPlace(s.Event)
		if place == "" {
			return p.event(s.Event)
		}
		return p.l.T("sheet.event", D{"Event": p.event(s.Event), "Place": p.place(string(place))})
	case entryTravel:
		return p.travelText(e)
	}
	return ""
}

// travelText gives the miles of a leg, and says so where there is not the time for it.
func (p *page) travelText(e entry) string {
	s := e.stop
	if s == nil {
		return p.l.T("sheet.to_base")
	}
	miles := ""
	if s.Metres >= 80 { // less prints as 0.0
		miles = p.l.T("unit.miles", D{"Value": fmt.Sprintf("%.1f", float64(s.Metres)/model.MetresPerMile)})
	}
	if e.short > 0 {
		return p.l.T("sheet.short", D{"Travel": miles, "Amount": p.ticks(int64(e.short))})
	}
	return miles
}

// doorNotes lists what the tables know of the door: the place, the key, animals, the skills. Who meets the
// carer elsewhere has no door.
func (p *page) doorNotes(run *model.Run, s *model.Stop) string {
	i, ok := p.h.PersonIndex[s.Person]
	if !ok {
		return ""
	}
	x, carer := p.h.Problem.People[i], run.Carer
	if dv := p.dated(s.Visit, cmp.Or(s.Date, run.Date)); dv != nil && dv.Location != p.h.PersonAt[i] {
		x = model.Person{}
	}
	var notes []string
	if x.Place != "" {
		notes = append(notes, p.place(string(x.Place)))
	}
	if x.Postcode != "" {
		notes = append(notes, x.Postcode)
	}
	for _, n := range []struct {
		on  bool
		key string
	}{
		{slices.Contains(x.KeyHolders, carer), "note.key"},
		{x.Pets, "note.pets"},
		{x.Smoking, "note.smoking"},
		{x.Stairs, "note.stairs"},
		{!p.h.Met(i, p.h.Carer(carer)), "note.new_face"},
	} {
		if n.on {
			notes = append(notes, p.l.T(n.key))
		}
	}
	if v := p.template(s.Visit); v != nil {
		if v.TimeCritical != "" {
			notes = append(notes, p.l.T("note.time_critical", D{"Reason": v.TimeCritical}))
		}
		for _, k := range v.Skills {
			notes = append(notes, string(k))
		}
	}
	return strings.Join(notes, p.l.T("list.dot"))
}

// classLines sums up a day or a week by class of time.
func (p *page) classLines(c classes) {
	key := "sheet.sum"
	if p.roster() {
		key = "sheet.sum_roster"
	}
	text := p.l.T(key, D{
		"Visit": p.hours(c.visit), "Travel": p.hours(c.travel), "Wait": p.hours(c.wait),
		"Break": p.hours(c.rest), "Event": p.hours(c.event), "HasEvent": c.event > 0, "Unfilled": p.hours(c.unfilled),
		"Hours": p.hours(c.hours), "Paid": p.hours(c.paid), "Other": c.paid != c.hours,
	})
	p.wrapped("", text, sheetWidth)
}

// short is the part of a hash that people compare.
func short(hash string) string { return hash[:min(len(hash), 8)] }
