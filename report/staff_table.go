package report

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/staff"
)

// StaffCSV writes staff.csv: a row for each half hour in which anybody is wanted or there, first for all and
// then for each skill, language and gender. Minutes are carer-minutes.
func StaffCSV(w io.Writer, r *staff.Report) error {
	out := csv.NewWriter(w)
	rows := [][]string{{
		"sort", "name", "date", "start", "least_carers", "visit_minutes", "travel_minutes",
		"cover_needed_minutes", "cover_wanted_minutes", "demand_minutes", "capacity_minutes", "load_pct", "shortfall_minutes", "on_duty_minutes",
	}}
	for _, n := range r.Needs {
		for _, x := range n.Halves {
			if x.Demand < 1 && x.Capacity < 1 && x.Least == 0 && x.Wanted < 1 {
				continue
			}
			load, bare := x.Load()
			share := tenth(100 * load)
			if bare {
				share = ""
			}
			rows = append(rows, []string{
				n.Class.Sort, n.Class.Name, x.Date.String(), x.Start.String(), strconv.Itoa(x.Least), tenth(x.Visits), tenth(x.Travel),
				tenth(x.Needed), tenth(x.Wanted), tenth(x.Demand), tenth(x.Capacity), share, tenth(x.Short(r.Load)), tenth(x.OnDuty),
			})
		}
	}
	return out.WriteAll(rows)
}

func tenth(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// StaffShiftsCSV writes staff-shifts.csv: a row for each kind of shift and date.
func StaffShiftsCSV(w io.Writer, r *staff.Report) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"kind", "date", "plan", "week_least", "week_given", "week_open"}}
	for _, x := range r.Weeks {
		for _, k := range x.Kinds {
			for d, n := range k.Days {
				rows = append(rows, []string{k.Name, x.Monday.Add(d).String(), strconv.Itoa(n), strconv.Itoa(k.Least), strconv.Itoa(k.Team), strconv.Itoa(k.Open)})
			}
		}
	}
	return out.WriteAll(rows)
}

// The picture's measures, in pixels.
const (
	svgLeft   = 60
	svgTop    = 50
	svgDay    = 144 // three for each half hour
	svgHeight = 130
	svgGap    = 60
)

// StaffSVG draws demand (visits, travel before them, cover beyond both) and capacity by half hour, a row for
// each week.
func StaffSVG(w io.Writer, h *model.Horizon, r *staff.Report, l *Localizer) error {
	p := &staffPage{newPage(h, nil, nil, l), r}
	most := 1.0
	for _, x := range r.Needs[0].Halves {
		most = max(most, x.Demand, x.Held())
	}
	wide, tall := svgLeft+7*svgDay+20, svgTop+len(r.Weeks)*(svgHeight+svgGap)
	p.line(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" role="img">`, wide, tall, wide, tall))
	p.line(`<rect width="100%" height="100%" fill="#fff"/>`)
	p.label(svgLeft, 18, l.T("staff.title", D{"Name": h.Problem.Name}))
	at := svgLeft
	for _, key := range []struct{ colour, text string }{
		{"#2b6cb0", l.T("staff.visits")}, {"#90cdf4", l.T("staff.travel")}, {"#d69e2e", l.T("staff.cover")}, {"#c53030", l.T("staff.capacity")},
	} {
		p.line(fmt.Sprintf(`<rect x="%d" y="28" width="12" height="10" fill="%s"/>`, at, key.colour))
		p.label(at+16, 37, key.text)
		at += 40 + 8*width(key.text)
	}
	for i := range r.Weeks {
		p.svgWeek(&r.Weeks[i], svgTop+i*(svgHeight+svgGap)+20, most)
	}
	p.line("</svg>")
	return p.flush(w)
}

func (p *staffPage) label(x, y int, text string) {
	p.line(fmt.Sprintf(`<text x="%d" y="%d">%s</text>`, x, y, escape(text)))
}

// svgWeek draws one week with its base line at top + svgHeight.
func (p *staffPage) svgWeek(x *staff.Week, top int, most float64) {
	days, _ := p.daysOf(x)
	base := float64(top + svgHeight)
	scale := svgHeight / most
	p.label(8, top+10, carers(most))
	p.label(8, top+svgHeight, "0")
	for d, list := range days {
		from := float64(svgLeft + d*svgDay)
		step := float64(svgDay) / float64(max(1, len(list))) // 46 or 50 when the clocks change
		p.label(int(from)+4, top+svgHeight+16, p.date(x.Monday.Add(d)))
		p.line(fmt.Sprintf(`<path d="M%.0f %dV%.0f" stroke="#ddd"/>`, from, top, base))
		for i, c := range list {
			if m := c.Start.Minutes(); i > 0 && m%360 == 0 {
				x := from + float64(i)*step
				p.line(fmt.Sprintf(`<path d="M%.1f %.0fv4" stroke="#333"/><text x="%.1f" y="%.0f" font-size="8" text-anchor="middle">%d</text>`, x, base, x, base+28, m/60))
			}
		}
		line := ""
		for i, c := range list {
			at, y := from+float64(i)*step, base
			for _, part := range []struct {
				size   float64
				colour string
			}{{c.Visits, "#2b6cb0"}, {c.Travel, "#90cdf4"}, {c.Demand - c.Visits - c.Travel, "#d69e2e"}} {
				if part.size > 0.5 {
					y -= part.size * scale
					p.line(fmt.Sprintf(`<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`, at, y, step, part.size*scale, part.colour))
				}
			}
			line += fmt.Sprintf("%c%.1f %.1fH%.1f", "ML"[min(i, 1)], at, base-c.Held()*scale, at+step)
		}
		p.line(fmt.Sprintf(`<path d="%s" fill="none" stroke="#c53030" stroke-width="1.5"/>`, line))
	}
	p.line(fmt.Sprintf(`<path d="M%d %.0fH%d" stroke="#333"/>`, svgLeft, base, svgLeft+7*svgDay))
}

// escape makes a text safe inside a picture: names are free text.
func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder never fails
	return b.String()
}
