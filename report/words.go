package report

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/milltir/milltir/model"
)

// words turns ids, dates and numbers into what people say, in one language.
type words struct {
	h *model.Horizon
	l *Localizer

	templates map[model.VisitID]*model.Visit // where many visits are looked up; nil: search
}

// person gives a person's name: with the id where two share it, the id where there is none.
func (w words) person(id model.PersonID) string {
	people := w.h.Problem.People
	i, ok := w.h.PersonIndex[id]
	if !ok || people[i].Name == "" {
		return string(id)
	}
	for k := range people {
		if k != i && people[k].Name == people[i].Name {
			return w.l.T("name.shared", D{"Name": people[i].Name, "ID": id})
		}
	}
	return people[i].Name
}

// carer gives a carer's name as person does.
func (w words) carer(id model.CarerID) string {
	carers := w.h.Problem.Carers
	i, ok := w.h.CarerIndex[id]
	if !ok || carers[i].Name == "" {
		return string(id)
	}
	for k := range carers {
		if k != i && carers[k].Name == carers[i].Name {
			return w.l.T("name.shared", D{"Name": carers[i].Name, "ID": id})
		}
	}
	return carers[i].Name
}

// place gives the name of a location by its key, Welsh first in Welsh.
func (w words) place(key string) string {
	p := w.h.Problem
	if i, ok := w.h.PlaceIndex[model.PlaceID(key)]; ok {
		return w.either(p.Places[i].NameEn, p.Places[i].NameCy, key)
	}
	if i, ok := w.h.PatchIndex[model.PatchID(key)]; ok {
		return w.either(p.Patches[i].NameEn, p.Patches[i].NameCy, key)
	}
	return w.person(model.PersonID(key))
}

func (w words) either(en, cy, id string) string {
	if w.l.lang == Welsh && cy != "" {
		return cy
	}
	if en != "" {
		return en
	}
	return id
}

// template finds the template of a visit, nil if there is none.
func (w words) template(id model.VisitID) *model.Visit {
	if w.templates != nil {
		return w.templates[id]
	}
	i := slices.IndexFunc(w.h.Problem.Visits, func(v model.Visit) bool { return v.ID == id })
	if i < 0 {
		return nil
	}
	return &w.h.Problem.Visits[i]
}

// dated finds a visit on a date, nil if it has none there.
func (w words) dated(id model.VisitID, on model.Date) *model.DatedVisit {
	if i := w.datedIndex(id, on); i >= 0 {
		return &w.h.Visits[i]
	}
	return nil
}

// datedIndex gives its index, -1 if it has none there.
func (w words) datedIndex(id model.VisitID, on model.Date) int {
	from, _ := slices.BinarySearchFunc(w.h.Visits, on, func(v model.DatedVisit, d model.Date) int { return int(v.Date) - int(d) })
	for i := from; i < len(w.h.Visits) && w.h.Visits[i].Date == on; i++ {
		if w.h.Visits[i].ID == id {
			return i
		}
	}
	return -1
}

// kind names the sort of a visit ("morning"), its id where the table does not say.
func (w words) kind(id model.VisitID) string {
	if v := w.template(id); v != nil && v.Kind != "" {
		return w.l.word("visit", v.Kind)
	}
	return string(id)
}

// purpose is the sort of a visit, and the pool it is of where nobody has to come: a draw that the pool proposes, or
// a wish that draws on it. Both are care as any other otherwise, and carers and people would not know them.
func (w words) purpose(id model.VisitID) string {
	v := w.template(id)
	if v == nil || v.Pool == "" || !v.Optional {
		return w.kind(id)
	}
	return w.l.T("sheet.of_pool", D{"Kind": w.kind(id), "Pool": v.Pool})
}

// event names the sort of an event ("supervision").
func (w words) event(id model.EventID) string {
	for i := range w.h.Problem.Events {
		if e := &w.h.Problem.Events[i]; e.ID == id && e.Kind != "" {
			return w.l.word("event", e.Kind)
		}
	}
	return string(id)
}

// eventPlace gives the place of an event, empty where it has none of its own: the place of its
// stop is then only where the carer happens to be.
func (w words) eventPlace(id model.EventID) model.PlaceID {
	i := slices.IndexFunc(w.h.Problem.Events, func(e model.Event) bool { return e.ID == id })
	if i < 0 {
		return ""
	}
	return w.h.Problem.Events[i].Place
}

// longDate prints "Monday 23 November 2026", "Dydd Llun 23 Tachwedd 2026".
func (w words) longDate(d model.Date) string {
	return w.l.T("date.long", D{
		"Weekday": w.l.T(fmt.Sprintf("weekday.%d", d.Weekday()+1)), "Day": d.Day(),
		"Month": w.l.T(fmt.Sprintf("month.%d", int(d.Month()))), "Year": d.Year(),
	})
}

// date prints "Mon 23 Nov", "Llun 23 Tach".
func (w words) date(d model.Date) string {
	if d == 0 {
		return ""
	}
	return w.l.T("date.short", D{"Weekday": w.weekday(d), "Day": d.Day(), "Month": w.l.T(fmt.Sprintf("month_short.%d", int(d.Month())))})
}

func (w words) weekday(d model.Date) string {
	return w.l.T(fmt.Sprintf("weekday_short.%d", d.Weekday()+1))
}

// when prints a date with a time where there is one.
func (w words) when(d model.Date, at model.Clock) string {
	if at == 0 {
		return w.date(d)
	}
	return w.l.T("date.at", D{"Date": w.date(d), "Time": clock(at)})
}

// clock prints a time of day; one of the next day carries a plus, of a later one the number of
// days as well.
func clock(c model.Clock) string {
	days := max(0, c.Minutes()-1) / (24 * 60)
	text := (c - model.Clock(days*24*60)).String()
	switch days {
	case 0:
		return text
	case 1:
		return text + "+"
	}
	return text + "+" + strconv.Itoa(days)
}

func span(from, to model.Clock) string { return clock(from) + "–" + clock(to) }

// hours prints minutes as hours and minutes in little space: "7h10", "7a10".
func (w words) hours(minutes int) string {
	sign := ""
	if minutes < 0 {
		sign, minutes = "−", -minutes
	}
	return w.l.T("unit.hours_short", D{"Sign": sign, "H": minutes / 60, "M": fmt.Sprintf("%02d", minutes%60)})
}

// balance prints hours with a sign, a bare zero where there is nothing to say.
func (w words) balance(minutes int) string {
	if minutes > 0 {
		return "+" + w.hours(minutes)
	}
	return w.hours(minutes)
}

// seconds prints seconds as hours and minutes, to the nearest minute.
func (w words) seconds(s int64) string { return w.hours(int((s + 30) / 60)) }

// minutes prints a stretch of time in words: "12 minutes", "2 hours 5 minutes".
func (w words) minutes(n int) string {
	switch {
	case n < 120:
		return w.l.N("unit.minutes", n)
	case n%60 == 0:
		return w.l.N("unit.hours", n/60)
	}
	return w.l.T("unit.hours_minutes", D{"Hours": w.l.N("unit.hours", n/60), "Minutes": w.l.N("unit.minutes", n%60)})
}

// ticks prints a stretch of time given in ticks; less than a minute in seconds, else the
// nearest minute.
func (w words) ticks(n int64) string {
	s := n * 60 / int64(w.h.Calendar.Resolution())
	if s < 60 {
		return w.l.N("unit.seconds", int(s))
	}
	return w.minutes(int((s + 30) / 60))
}

// amount prints a number of a violation's unit.
func (w words) amount(n int64, unit string) string {
	switch unit {
	case "tick", "ticks":
		return w.ticks(n)
	case "minute", "minutes":
		return w.minutes(int(n))
	}
	if key := "unit." + unit; unit != "" && w.l.Has(key) {
		return w.l.N(key, int(n))
	}
	return strconv.FormatInt(n, 10)
}

// percent prints a share with one decimal.
func percent(x float64) string { return fmt.Sprintf("%.1f%%", x) }
