package report

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// WorkingTime writes what the law about working time asks to know of every carer: the contract, hours and
// the longest rest by week, the highest averages, the shortest daily rest, breaks, rest that is owed, and, with a mark,
// what breaks the law.
func WorkingTime(w io.Writer, h *model.Horizon, times []check.CarerTime, l *Localizer) error {
	p := newPage(h, &model.Rota{}, nil, l)
	p.head(l.T("working.title", D{"Period": p.period()}))
	for i := range times {
		p.workingTime(&times[i])
	}
	p.line()
	p.wrapped("", l.T("working.how"), pageWidth)
	if implied(times) {
		p.wrapped("", l.T("working.implied"), pageWidth)
	}
	return p.flush(w)
}

// implied tells whether any break is.
func implied(times []check.CarerTime) bool {
	return slices.ContainsFunc(times, func(t check.CarerTime) bool {
		return slices.ContainsFunc(t.Breaks, func(b check.BreakTime) bool { return b.Implied })
	})
}

// WorkingTimeJSON writes the same for machines.
func WorkingTimeJSON(w io.Writer, times []check.CarerTime) error {
	return writeJSON(w, struct {
		Carers []check.CarerTime `json:"carers"`
	}{times})
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func (p *page) workingTime(t *check.CarerTime) {
	p.line()
	key := "working.contract"
	if t.MinWeek == 0 {
		key = "working.contract_most"
	}
	p.wrapped("", p.l.T(key, D{"Carer": p.carer(t.Carer), "Kind": p.l.word("contract", t.Contract), "Min": p.hours(t.MinWeek), "Max": p.hours(t.MaxWeek), "Less": t.Without < t.MaxWeek, "Without": p.hours(t.Without), "Young": t.Young}), pageWidth)
	for _, w := range t.Weeks {
		p.wrapped("  ", p.l.T("working.week", D{
			"Date": p.date(w.Monday), "Work": p.hours(w.Work), "Rest": p.hours(w.LongestRest),
			"Splits": w.SplitDays, "Nights": w.Nights, "Asleep": w.Asleep, "Other": p.hours(w.Other), "HasOther": w.Other > 0,
		}), pageWidth)
	}
	p.averages(t)
	if t.ShortestRest != nil {
		key = "working.daily"
		if t.ShortestRest.InDay {
			key = "working.daily_day"
		}
		p.wrapped("  ", p.l.T(key, D{"Rest": p.hours(t.ShortestRest.Minutes), "Date": p.date(t.ShortestRest.Date)}), pageWidth)
	}
	if len(t.Breaks) > 0 {
		said := make([]string, len(t.Breaks))
		for i, b := range t.Breaks {
			d := D{"Implied": b.Implied, "Date": p.date(b.Date), "Time": clock(b.Start), "Minutes": p.minutes(b.Minutes), "Place": ""}
			if b.Place != "" {
				d["Place"] = p.place(b.Place)
			}
			said[i] = p.l.T("working.break", d)
		}
		p.wrapped("  ", p.l.T("working.breaks", D{"List": strings.Join(said, "; ")}), pageWidth)
	}
	for _, v := range t.Findings {
		mark := "  "
		if v.Level == model.Law {
			mark += "!! "
		}
		p.wrapped(mark, p.sentence(v), pageWidth)
	}
	for _, d := range t.Debts {
		key := "working.debt"
		if d.InDay {
			key = "working.debt_day"
		}
		if d.Weekly {
			key = "working.debt_weekly"
		}
		switch {
		case d.Before:
			key = "working.debt_before"
		case d.Breach && d.InDay:
			key = "working.debt_day_breach"
		case d.Breach && d.Weekly:
			key = "working.debt_weekly_breach"
		case d.Breach:
			key = "working.debt_breach"
		}
		p.wrapped("  ", p.l.T(key, D{
			"Date": p.date(d.Date), "Minutes": p.minutes(d.Minutes), "On": p.date(d.On), "Left": p.minutes(d.Minutes - d.Repaid),
		}), pageWidth)
	}
}

// averages are what is held to 48 hours, at its highest, and the average of a night worker.
func (p *page) averages(t *check.CarerTime) {
	key := "working.average"
	if t.UnknownWeeks > 0 {
		key = "working.average_known"
	}
	values := func(a *check.Average) D {
		return D{
			"Weeks": p.l.N("unit.week", a.Weeks), "Average": p.hours(a.Minutes), "Date": p.date(a.Monday), "Limit": p.hours(a.Limit),
			"Over": a.Over, "OptOut": t.OptOut48, "Unknown": p.l.N("unit.week", t.UnknownWeeks),
			"Known": p.l.N("unit.week", t.AverageWeeks), "Mean": p.hours(t.Average),
		}
	}
	if t.Highest != nil {
		p.wrapped("  ", p.l.T(key, values(t.Highest)), pageWidth)
	}
	if t.Night != nil {
		p.wrapped("  ", p.l.T("working.night", values(t.Night)), pageWidth)
	}
}
