package report

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/milltir/milltir/model"
)

// csvHeader names the columns of rota.csv. The first eight are what reading back needs.
var csvHeader = []string{
	"visit", "date", "start", "end", "carer", "kind", "role", "shift",
	"person", "place", "travel_seconds", "wait_seconds", "with",
}

// CSV writes rota.csv, one tidy table: a row per stop of kind visit, break or event, and one of
// kind shift per worked shift without stops. The date of a visit is its own, of the rest the
// shift's; times are seen from that date. An event's id stands in the column visit. Visits
// that nobody takes have no row: see [UnallocatedCSV].
func CSV(w io.Writer, r *model.Rota) error {
	out := csv.NewWriter(w)
	if err := out.Write(csvHeader); err != nil {
		return err
	}
	for i := range r.Runs {
		run := &r.Runs[i]
		if len(run.Stops) == 0 {
			row := []string{
				"", run.Date.String(), run.Start.String(), run.End.String(), string(run.Carer), model.StopShift,
				"", string(run.Shift), "", "", "0", "0", "",
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		for k := range run.Stops {
			row, err := stopRow(run, &run.Stops[k])
			if err != nil {
				return err
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// PublishedCSV writes previous_shifts.csv, a row per worked shift that the tables have: copied into the
// workspace once the rota is published, it is what the rules freeze and notice hold. p is what the rota is of: of
// one provider's part, whose shifts the whole tables have, without carers who are lent to it, whose own
// provider's file has theirs.
func PublishedCSV(w io.Writer, p, tables *model.Problem, r *model.Rota) error {
	others := make(map[model.CarerID]bool)
	for i := range p.Carers {
		others[p.Carers[i].ID] = p.Carers[i].Lent
	}
	rows := [][]string{{"carer", "date", "shift", "start", "end", "reason"}}
	for i := range r.Runs {
		if run := &r.Runs[i]; tables.ShiftRow(run.Shift) != nil && !others[run.Carer] {
			rows = append(rows, []string{string(run.Carer), run.Date.String(), string(run.Shift), run.Start.String(), run.End.String(), ""})
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func stopRow(run *model.Run, s *model.Stop) ([]string, error) {
	date := cmp.Or(s.Date, run.Date)
	back := model.Clock(int(date-run.Date) * 24 * 60)
	start, end := s.Start-back, s.End-back
	if start < 0 {
		return nil, fmt.Errorf("visit %q of %s starts on the day before: a table row cannot say that", s.Visit, date)
	}
	id := string(s.Visit)
	if s.Kind == model.StopEvent {
		id = string(s.Event)
	}
	return []string{
		id, date.String(), start.String(), end.String(), string(run.Carer), s.Kind, s.Role, string(run.Shift),
		string(s.Person), s.Place, strconv.Itoa(s.Travel), strconv.Itoa(s.Wait), string(s.With),
	}, nil
}

// UnallocatedCSV writes unallocated.csv: a row per visit without all its carers, most urgent
// first, with why and the one change that would place it in words.
func UnallocatedCSV(w io.Writer, h *model.Horizon, r *model.Rota, l *Localizer) error {
	out, p := csv.NewWriter(w), newPage(h, r, nil, l)
	rows := [][]string{{"visit", "date", "person", "priority", "minutes", "why", "change"}}
	for _, u := range unallocated(r) {
		rows = append(rows, []string{
			string(u.Visit), u.Date.String(), string(u.Person), strconv.Itoa(u.Priority),
			strconv.Itoa(u.Minutes), p.whyNot(u), p.remedy(u),
		})
	}
	return out.WriteAll(rows)
}

// unallocated lists the visits left out by priority, date and id.
func unallocated(r *model.Rota) []*model.Unallocated {
	list := make([]*model.Unallocated, len(r.Unallocated))
	for i := range list {
		list[i] = &r.Unallocated[i]
	}
	slices.SortStableFunc(list, func(a, b *model.Unallocated) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Visit, b.Visit))
	})
	return list
}
