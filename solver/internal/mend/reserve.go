package mend

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// reserves lists the spans of reserve that a violation may be about: it does not say which skill.
func (m *Mender) reserves(v *model.Violation) []*model.DatedReserve {
	var out []*model.DatedReserve
	for i := range m.h.Reserves {
		r := &m.h.Reserves[i]
		if v.Rule == model.RuleReserve && r.Date == v.Date && r.Where == v.Detail && m.h.Calendar.Local(r.Start, r.Date) == v.At {
			out = append(out, r)
		}
	}
	return out
}

// frees tells whether a carer in a shift could be free where a violation wants them.
func (m *Mender) frees(v *model.Violation, ds *model.DatedShift, carer model.CarerID) bool {
	return slices.ContainsFunc(m.reserves(v), func(r *model.DatedReserve) bool { return r.Counts(m.h, ds, m.h.Carer(carer)) })
}

// spanAt is the span of a violation about a place or a patch, empty if it is about none that anybody could
// leave or be busy in.
func (m *Mender) spanAt(v *model.Violation) (span model.Span, ok bool) {
	for _, r := range m.reserves(v) {
		return model.Span{Start: r.Start, End: r.End}, true
	}
	if v.Rule == model.RuleStaffing {
		for _, c := range m.needs(v) {
			if c.Stays(m.h) {
				return model.Span{Start: c.Start, End: c.End}, true
			}
		}
	}
	return span, false
}

// busyAt lists the visits that keep those who count at the place of a violation from it: first those inside its span,
// then those an hour about it, whose way may be.
func (m *Mender) busyAt(v *model.Violation) []*model.DatedVisit {
	span, ok := m.spanAt(v)
	if !ok {
		return nil
	}
	off, hour := make(map[*model.DatedVisit]int32), m.h.Calendar.Ticks(60)
	var out []*model.DatedVisit
	for i := range m.rota.Runs {
		run := &m.rota.Runs[i]
		ds := m.shiftOf(run)
		if ds == nil || m.h.SiteOf(ds, m.h.Carer(run.Carer)) != v.Detail {
			continue
		}
		for k := range run.Stops {
			s := &run.Stops[k]
			dv := m.dated(s.Visit, cmp.Or(s.Date, run.Date))
			if s.Kind != model.StopVisit || dv == nil || slices.Contains(out, dv) || v.Rule == model.RuleStaffing && m.h.Inside(v.Detail, dv.Location) {
				continue
			}
			start, end := m.h.Calendar.Tick(run.Date, s.Start), m.h.Calendar.Tick(run.Date, s.End)
			if off[dv] = max(0, span.Start-end, start-span.End); off[dv] <= hour {
				out = append(out, dv)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *model.DatedVisit) int { return cmp.Compare(off[a], off[b]) })
	return out
}
