package report

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/model"
)

// Changes prints what of a rota differs from the one that was published for its dates, with the hours of
// notice, and how many changes of each band of notice every carer has.
func Changes(w io.Writer, h *model.Horizon, r *model.Rota, l *Localizer) error {
	p := newPage(h, r, nil, l)
	all := h.Changes(r)
	p.line(l.T("changes.title", D{"Name": h.Problem.Name}))
	if at := h.Problem.Plan.AsOf; at.Date != 0 {
		p.line(l.T("changes.as_of", D{"When": p.when(at.Date, at.Clock)}))
	} else if len(all) > 0 {
		p.line(l.T("changes.no_as_of"))
	}
	p.line(l.N("changes.count", len(all)))
	for i := range all {
		p.wrapped("  ", p.change(&all[i]), pageWidth)
	}
	p.notice(all)
	p.foot(pageWidth)
	return p.flush(w)
}

// change says one difference.
func (p *page) change(c *model.Change) string {
	d := D{
		"When": p.when(c.Date, c.Was), "Person": p.person(c.Person), "Visit": c.Visit, "Is": c.Is.String(),
		"From": p.carer(c.From), "To": p.carer(c.To), "Reason": c.Reason, "Notice": "",
	}
	if c.Reason == "absent" {
		d["Reason"] = p.l.T("changes.absent")
	}
	if c.Kind == model.ChangeNew {
		d["When"] = p.when(c.Date, c.Is)
	}
	if c.Known {
		d["Notice"] = p.l.T("changes.notice", D{"Hours": p.l.N("unit.hours", c.Notice), "Band": p.band(p.h.Rules.Notice.Bands, c.Band)})
	}
	return p.l.T("changes."+c.Kind, d)
}

// band names a band of notice by its hours.
func (w words) band(bands []int, i int) string {
	switch {
	case len(bands) == 0:
		return w.l.T("changes.any")
	case i == 0:
		return w.l.T("changes.under", D{"Hours": bands[0]})
	case i < len(bands):
		return w.l.T("changes.between", D{"From": bands[i-1], "To": bands[i]})
	}
	return w.l.T("changes.over", D{"Hours": bands[len(bands)-1]})
}

// notice counts the changes that each carer has by band of notice: both who no longer comes and who comes
// instead.
func (p *page) notice(all []model.Change) {
	counts := make(map[model.CarerID][]int)
	var ids []model.CarerID
	for _, c := range all {
		for _, id := range slices.Compact([]model.CarerID{c.From, c.To}) {
			if id == "" || !c.Known {
				continue
			}
			if counts[id] == nil {
				counts[id] = make([]int, len(p.h.Rules.Notice.Bands)+1)
				ids = append(ids, id)
			}
			counts[id][c.Band]++
		}
	}
	if len(ids) == 0 {
		return
	}
	slices.SortFunc(ids, func(a, b model.CarerID) int {
		return cmp.Or(slices.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	p.section(p.l.T("changes.by_carer"))
	for _, id := range ids {
		var parts []string
		for band, n := range counts[id] {
			if n > 0 {
				parts = append(parts, p.l.T("changes.of_band", D{"Band": p.band(p.h.Rules.Notice.Bands, band), "Count": n}))
			}
		}
		p.wrapped("  ", p.carer(id)+": "+strings.Join(parts, p.l.T("list.separator")), pageWidth)
	}
}

// ChangesCSV writes changes.csv: a row per change against what was published, with its notice.
func ChangesCSV(w io.Writer, h *model.Horizon, r *model.Rota) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"date", "visit", "person", "change", "was_start", "start", "was_carer", "carer", "notice_hours", "band", "reason"}}
	for _, c := range h.Changes(r) {
		row := []string{c.Date.String(), string(c.Visit), string(c.Person), c.Kind, "", "", string(c.From), string(c.To), "", "", c.Reason}
		if c.From != "" {
			row[4] = c.Was.String()
		}
		if c.To != "" {
			row[5] = c.Is.String()
		}
		if c.Known {
			row[8], row[9] = strconv.Itoa(c.Notice), strconv.Itoa(c.Band)
		}
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}
