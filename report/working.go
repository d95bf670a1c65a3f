package report

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// WorkingTime writes what the law about working time asks to know of every carer: the contract, hours and
// the longest rest by week, the average, the shortest daily rest, breaks, and rest that is owed.
func WorkingTime(w io.Writer, h *model.Horizon, times []check.CarerTime, l *Localizer) error {
	p := newPage(h, &model.Rota{}, nil, l)
	p.head(l.T("working.title", D{"Period": p.period()}))
	for i := range times {
		p.workingTime(&times[i])
	}
	return p.flush(w)
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
	p.wrapped("", p.l.T(key, D{"Carer": p.carer(t.Carer), "Kind": p.l.word("contract", t.Contract), "Min": p.hours(t.MinWeek), "Max": p.hours(t.MaxWeek)}), pageWidth)
	for _, w := range t.Weeks {
		p.wrapped("  ", p.l.T("working.week", D{
			"Date": p.date(w.Monday), "Work": p.hours(w.Work), "Rest": p.hours(w.LongestRest),
			"Splits": w.SplitDays, "Nights": w.Nights,
		}), pageWidth)
	}
	key = "working.average"
	if t.UnknownWeeks > 0 {
		key = "working.average_known"
	}
	p.wrapped("  ", p.l.T(key, D{"Weeks": p.l.N("unit.week", t.AverageWeeks), "Average": p.hours(t.Average), "Unknown": p.l.N("unit.week", t.UnknownWeeks)}), pageWidth)
	if t.ShortestRest != nil {
		p.wrapped("  ", p.l.T("working.daily", D{"Rest": p.hours(t.ShortestRest.Minutes), "Date": p.date(t.ShortestRest.Date)}), pageWidth)
	}
	if len(t.Breaks) > 0 {
		said := make([]string, len(t.Breaks))
		for i, b := range t.Breaks {
			d := D{"Date": p.date(b.Date), "Time": clock(b.Start), "Minutes": p.minutes(b.Minutes), "Place": ""}
			if b.Place != "" {
				d["Place"] = p.place(b.Place)
			}
			said[i] = p.l.T("working.break", d)
		}
		p.wrapped("  ", p.l.T("working.breaks", D{"List": strings.Join(said, "; ")}), pageWidth)
	}
	for _, d := range t.Debts {
		key := "working.debt"
		if d.Weekly {
			key = "working.debt_weekly"
		}
		if d.Before {
			key = "working.debt_before"
		}
		p.wrapped("  ", p.l.T(key, D{
			"Date": p.date(d.Date), "Minutes": p.minutes(d.Minutes), "On": p.date(d.On), "Left": p.minutes(d.Minutes - d.Repaid),
		}), pageWidth)
	}
}
