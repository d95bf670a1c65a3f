package report

import (
	"reflect"
	"regexp"
	"slices"

	"github.com/milltir/milltir/model"
)

// rosterVariant is variant for the rules about carers' days and about how many are there.
func (w words) rosterVariant(v model.Violation) (string, D) {
	switch v.Rule {
	case model.RuleSuccession:
		return "", D{"Shift": w.shift(v.Shift), "Before": w.shift(model.ShiftID(v.Detail))}
	case model.RuleDaysOff:
		if v.Amount > v.Limit {
			return "over", nil
		}
		return "", nil
	case model.RuleShiftSkill:
		return "", D{"Shift": w.shift(v.Shift)}
	case model.RuleShiftsInRow:
		d := D{"Shift": w.shift(v.Shift)}
		if v.Amount > v.Limit {
			return "over", d
		}
		return "", d
	case model.RuleShiftMost:
		return "", D{"Shift": w.shift(v.Shift), "Times": w.l.N("unit.time", int(v.Amount)), "Most": w.l.N("unit.time", int(v.Limit))}
	case model.RulePlanHours:
		off := v.Limit - v.Amount
		switch {
		case v.Limit == 0:
			return "", nil
		case off < 0:
			return "over", D{"Off": w.amount(-off, v.Unit)}
		}
		return "under", D{"Off": w.amount(off, v.Unit)}
	case model.RuleMeeting:
		d := D{"Event": w.event(model.EventID(v.Detail))}
		if v.At == 0 {
			return "none", d
		}
		return "", d
	case model.RuleTogether, model.RuleApart:
		return "", D{"Shift": w.shift(v.Shift), "Other": w.carer(model.CarerID(v.Detail))}
	case model.RuleStaffing, model.RuleWanted:
		return w.needVariant(v)
	case model.RuleReserve:
		return "", D{"Head": w.needHead(v, v), "Skill": w.needSkill(v)}
	case model.RuleRequest:
		key := ""
		if v.Detail == model.WantOn {
			key = "on"
		}
		if v.Shift == "" {
			return key, nil
		}
		if key != "" {
			key += "_"
		}
		return key + "shift", D{"Shift": w.shift(v.Shift)}
	}
	return "", nil
}

// publishedVariant: what was published is not so: a shift, who comes to a visit, or when.
func (w words) publishedVariant(v model.Violation) (string, D) {
	switch {
	case v.Rule == model.RuleNotice:
		return w.noticeVariant(v)
	case v.Visit == "":
		return "shift", D{"CarerAt": w.carerOn(v), "Shift": w.shift(v.Shift), "Hours": w.publishedHours(w.published(v))}
	case v.Unit == "tick":
		return "start", D{"Bound": v.Detail}
	}
	return "", D{"Before": w.carer(model.CarerID(v.Detail))}
}

// noticeVariant: a published shift that is not worked, or a worked one that was not published, with the hours
// of notice where they are known.
func (w words) noticeVariant(v model.Violation) (string, D) {
	key, start, hours := "", int32(model.None), ""
	if v.Detail == model.WantOff {
		key = "new"
		for i := range w.h.Shifts {
			if s := &w.h.Shifts[i]; s.ID == v.Shift && s.Date == v.Date && (v.At == 0 || w.h.Calendar.Local(s.Start, s.Date) == v.At) {
				start = s.Start
			}
		}
	} else if p := w.published(v); p != nil {
		start, hours = p.Start, w.publishedHours(p)
	}
	d := D{"CarerAt": w.carerOn(v), "Shift": w.shift(v.Shift), "Hours": hours, "Notice": ""}
	if hours, _, known := w.h.Notice(start); known && start != model.None {
		d["Notice"] = w.l.N("unit.hours", hours)
	}
	return key, d
}

// carerOn names the carer and the date: the hours stand beside the shift.
func (w words) carerOn(v model.Violation) string {
	return w.nameAt(w.carer(v.Carer), w.when(v.Date, 0))
}

// published finds the published shift that a violation is about, nil if there is none. Of several of one name
// and date it is the one that starts when the violation says.
func (w words) published(v model.Violation) (found *model.DatedPublished) {
	for i := range w.h.Published {
		p := &w.h.Published[i]
		if p.Shift != v.Shift || p.Date != v.Date || p.Carer != w.h.Carer(v.Carer) {
			continue
		}
		if w.h.Calendar.Local(p.Start, p.Date) == v.At {
			return p
		}
		if found == nil {
			found = p // a violation without a time
		}
	}
	return found
}

// publishedHours are the times of a published shift: one of its name may be worked at others.
func (w words) publishedHours(p *model.DatedPublished) string {
	if p == nil {
		return ""
	}
	return span(w.h.Calendar.Local(p.Start, p.Date), w.h.Calendar.Local(p.End, p.Date))
}

// needVariant: fewer are there than needed or wanted, or more than wanted; in a shift or in half an hour.
func (w words) needVariant(v model.Violation) (string, D) {
	d := D{
		"Head": w.needHead(v, v), "Skill": w.needSkill(v),
		"There": w.l.N("unit.carer", int(v.Amount)), "Need": w.l.N("unit.carer", int(v.Limit)),
	}
	if v.Rule == model.RuleWanted && v.Amount > v.Limit {
		return "over", d
	}
	return "", d
}

// needHead says where and when: in which shift, or from one half hour to the end of another.
func (w words) needHead(first, last model.Violation) string {
	when := w.l.T("need.shift", D{"Date": w.date(first.Date), "Shift": w.shift(first.Shift)})
	if first.Shift == "" {
		when = w.l.T("date.at", D{"Date": w.date(first.Date), "Time": span(first.At, w.needEnd(last))})
	}
	return w.nameAt(w.place(first.Detail), when)
}

// need is a span at a place, and whose skill counts.
type need struct {
	end   int32
	skill model.Skill
}

// needs lists the needs for cover, or the reserves, that a violation may be about: it does not say which skill.
func (w words) needs(v model.Violation) []need {
	var out []need
	for i := range w.h.Reserves {
		r := &w.h.Reserves[i]
		asked := r.Row < 0 || int64(r.Needed)*int64(r.End-r.Start) == v.Limit
		if v.Rule == model.RuleReserve && r.Date == v.Date && r.Where == v.Detail && asked && w.h.Calendar.Local(r.Start, r.Date) == v.At {
			out = append(out, need{r.End, r.Skill})
		}
	}
	if v.Rule == model.RuleReserve {
		return out
	}
	for i := range w.h.Cover {
		c := &w.h.Cover[i]
		limit := c.Needed
		if v.Rule == model.RuleWanted {
			limit = c.Wanted
		}
		if c.Date == v.Date && c.Shift == v.Shift && c.Where == v.Detail && int64(limit) == v.Limit && (c.Shift != "" || w.h.Calendar.Local(c.Start, c.Date) == v.At) {
			out = append(out, need{c.End, c.Skill})
		}
	}
	return out
}

// needEnd is when the half hour of a violation ends.
func (w words) needEnd(v model.Violation) model.Clock {
	if all := w.needs(v); len(all) > 0 {
		return w.h.Calendar.Local(all[0].end, v.Date)
	}
	return v.At
}

// needSkill is the skill that is needed, empty where none is or where it could be one of several.
func (w words) needSkill(v model.Violation) model.Skill {
	all := w.needs(v)
	if len(all) == 0 || slices.ContainsFunc(all, func(n need) bool { return n.skill != all[0].skill }) {
		return ""
	}
	return all[0].skill
}

// made is an id that a shift was given because its table has none.
var made = regexp.MustCompile("^row-[0-9a-f]{12}$")

// shift names a shift: by its id, or by its times where the table has none.
func (w words) shift(id model.ShiftID) string {
	i := slices.IndexFunc(w.h.Problem.Shifts, func(s model.Shift) bool { return s.ID == id })
	if i < 0 || !made.MatchString(string(id)) {
		return string(id)
	}
	return span(w.h.Problem.Shifts[i].Start, w.h.Problem.Shifts[i].End)
}

// stretch is what is said together: the last of its violations, and what there is of it in all.
type stretch struct {
	last          model.Violation
	amount, limit int64
}

// alone is the stretch of one violation.
func alone(v model.Violation) stretch { return stretch{v, v.Amount, v.Limit} }

// joined finds half hours in a row of which the same is said, with the same fix: for each violation what it is
// said together with, nil where it is said with one before it. Carers are as many in each half hour; the minutes
// of a reserve add up.
func (w words) joined(all []model.Violation, fixes []model.Fix) []*stretch {
	type same struct {
		rule          model.Code
		date          model.Date
		where         string
		amount, limit int64
	}
	out, chains := make([]*stretch, len(all)), make(map[same][]int) // chains: the first of each
	for i, v := range all {
		one := alone(v)
		out[i] = &one
		if v.Rule != model.RuleStaffing && v.Rule != model.RuleWanted && v.Rule != model.RuleReserve || v.Shift != "" {
			continue
		}
		key := same{v.Rule, v.Date, v.Detail, v.Amount, v.Limit}
		at := slices.IndexFunc(chains[key], func(first int) bool {
			alike := i >= len(fixes) || reflect.DeepEqual(fixes[first], fixes[i])
			return alike && w.needEnd(out[first].last) == v.At && w.needSkill(all[first]) == w.needSkill(v)
		})
		if at < 0 {
			chains[key] = append(chains[key], i)
			continue
		}
		x := out[chains[key][at]]
		x.last, out[i] = v, nil
		if v.Rule == model.RuleReserve {
			x.amount, x.limit = x.amount+v.Amount, x.limit+v.Limit
		}
	}
	return out
}

// nightVariant: too much in a reference period, or in 24 hours.
func (w words) nightVariant(v model.Violation) (string, D) {
	rule := w.h.Rules.Night
	week := int64(w.h.Calendar.Ticks(rule.Day * rule.Days))
	if v.Detail != "average" || v.Limit < week {
		return "", nil
	}
	day := func(ticks int64) string { return w.amount(ticks*week/v.Limit/int64(rule.Days), v.Unit) }
	return v.Detail, D{"Weeks": w.l.N("unit.week", int(v.Limit/week)), "Most": day(v.Limit), "Mean": day(v.Limit + v.Amount)}
}
