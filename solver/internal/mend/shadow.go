package mend

import (
	"cmp"
	"iter"
	"slices"

	"github.com/milltir/milltir/model"
)

// shadows has whoever comes unintroduced come along as a shadow at an earlier visit to the same person,
// the latest first; of a breach of law also in a shift of theirs that nobody works yet.
func (m *Mender) shadows(v *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		for _, o := range m.before(dv) {
			at := m.places(o)
			fix := model.Fix{Kind: model.FixShadow, Carer: v.Carer}
			if o.ID != v.Visit {
				fix.Visit = o.ID
			}
			if o.Date != v.Date {
				fix.Date = o.Date
			}
			s := *m.asCarer(at[0])
			s.Role = model.RoleShadow
			day := m.rota.Runs[at[0].run].Date
			for i := range m.others(day, at) {
				if m.rota.Runs[i].Carer == v.Carer && !yield(change{fix, func() *model.Rota { return m.added(i, s) }}) {
					return
				}
			}
			if v.Level != model.Law {
				continue
			}
			for u := range m.free(day, at) {
				fix.Into = u.shift.ID
				if u.carer == v.Carer && !yield(change{fix, func() *model.Rota { return m.withOpened(u, s) }}) {
					return
				}
			}
		}
	}
}

// before lists the visits to a visit's person that somebody makes and that start before it, the latest
// first.
func (m *Mender) before(dv *model.DatedVisit) []*model.DatedVisit {
	start := func(at []place) int32 {
		first, _ := m.span(at[0])
		return first
	}
	own := m.places(dv)
	if len(own) == 0 {
		return nil
	}
	starts := make(map[*model.DatedVisit]int32)
	var out []*model.DatedVisit
	for n := range m.h.Visits {
		o := &m.h.Visits[n]
		if o.Person != dv.Person {
			continue
		}
		if at := m.places(o); m.carersAt(at) > 0 && start(at) < start(own) {
			starts[o] = start(at)
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b *model.DatedVisit) int { return cmp.Compare(starts[b], starts[a]) })
	return out
}

// fulls has a shadow come as a carer, to a visit that lacks one.
func (m *Mender) fulls(_ *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at := m.places(dv)
		if m.carersAt(at) >= dv.Need {
			return
		}
		for _, p := range at {
			if m.stop(p).Role != model.RoleShadow {
				continue
			}
			fix := model.Fix{Kind: model.FixFull, Carer: m.rota.Runs[p.run].Carer}
			if !yield(change{fix, func() *model.Rota { return m.asFull(p, "") }}) {
				return
			}
		}
	}
}

// steps has a shadow of a visit come as the carer instead of one who does.
func (m *Mender) steps(v *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at := m.places(dv)
		for _, p := range at {
			from := &m.rota.Runs[p.run]
			if m.stop(p).Role == model.RoleShadow || v.Carer != "" && from.Carer != v.Carer && v.Rule != model.RuleMainCarer {
				continue
			}
			for _, q := range at {
				to := m.rota.Runs[q.run].Carer
				if m.stop(q).Role != model.RoleShadow || to == from.Carer {
					continue
				}
				fix := model.Fix{Kind: model.FixCarer, Carer: to, For: from.Carer}
				if !yield(change{fix, func() *model.Rota {
					r := m.asFull(q, m.stop(p).Role)
					own := &r.Runs[p.run]
					own.Stops = slices.Delete(slices.Clone(own.Stops), p.stop, p.stop+1)
					return tidy(r)
				}}) {
					return
				}
			}
		}
	}
}

// asFull is the rota with a shadow as a carer, in a role.
func (m *Mender) asFull(p place, role string) *model.Rota {
	r := m.copied()
	run := &r.Runs[p.run]
	run.Stops = slices.Clone(run.Stops)
	run.Stops[p.stop].Role = role
	return r
}
