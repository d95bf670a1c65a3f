package model

import (
	"slices"
	"strings"
)

// Defaults of docs/FILES.md, asked for through methods so that a zero field means the default.

func or[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

func deref[T any](p *T, fallback T) T {
	if p == nil {
		return fallback
	}
	return *p
}

// Normalise writes the defaults of the settings (not of the rows) into the zero fields.
func (p *Problem) Normalise() {
	p.Format = or(p.Format, 1)
	p.Plan.Weeks = or(p.Plan.Weeks, 1)
	p.Plan.Timezone = or(p.Plan.Timezone, "Europe/London")
	p.Plan.CycleAnchor = or(p.Plan.CycleAnchor, p.Plan.Start)
	p.Rules = p.RulesInForce()
	p.Travel = p.Travel.WithDefaults()
}

// WithDefaults fills the zero fields of the rules, those of the law with the last law that is known here; for that
// of a plan's days see [Problem.RulesInForce].
func (r Rules) WithDefaults() Rules {
	for i := range legalFigures {
		if f := &legalFigures[i]; f.ours() {
			f.set(&r, or(f.get(&r), f.now()))
		}
	}
	r.Resolution = or(r.Resolution, 60)
	r.Step = or(r.Step, r.Resolution)
	r.Departure = or(r.Departure, Latest)
	r.OptionalPer = or(r.OptionalPer, PerMinute)
	r.Paid = or(r.Paid, ByShift)
	r.OpeningBreak = or(r.OpeningBreak, Counted)
	r.Lateness.At = or(r.Lateness.At, AtStart)
	r.Lateness.Against = or(r.Lateness.Against, Nearest)
	r.Break.At = or(r.Break.At, Here)
	r.Break.Per = or(r.Break.Per, PerMinute)
	r.Break.MiddlePct = or(r.Break.MiddlePct, 60)
	r.Young.Alone = or(r.Young.Alone, No)
	r.WeeklyRest.Form = or(r.WeeklyRest.Form, ByWeek)
	r.Derogation.Rest = or(r.Derogation.Rest, No)
	r.RestDebt.Days = or(r.RestDebt.Days, 14)
	r.Split.Gap = or(r.Split.Gap, 120)
	r.Split.Day = or(r.Split.Day, 1)
	r.Split.Week = or(r.Split.Week, 2)
	r.LateEarly.Rest = or(r.LateEarly.Rest, 720)
	r.SixthDay.Most = or(r.SixthDay.Most, 5)
	r.LongDay.Most = or(r.LongDay.Most, 600)
	r.Reserve.Slot = or(r.Reserve.Slot, 5)
	r.Reserve.From = or(r.Reserve.From, At(7, 0))
	r.Reserve.To = or(r.Reserve.To, At(10, 0))
	r.Night.Row = or(r.Night.Row, 4)
	r.Night.Recovery = or(r.Night.Recovery, 2880)
	r.Hours48.LeaveDay = or(r.Hours48.LeaveDay, 480)
	r.Preferred.Free = or(r.Preferred.Free, 10)
	if len(r.Preferred.Bands) == 0 {
		r.Preferred.Bands = []int{15, 30}
	}
	r.Pool.FlexPct = or(r.Pool.FlexPct, 10)
	r.Carers.PerWeek = or(r.Carers.PerWeek, 5)
	r.Language.Level = or(r.Language.Level, 4)
	r.Agency.SharePct = or(r.Agency.SharePct, 20)
	r.Main.SharePct = or(r.Main.SharePct, 60)
	if r.Notice.Bands == nil {
		r.Notice.Bands = []int{24, 72, 336}
	}
	r.Notice.Publish = or(r.Notice.Publish, 14)
	r.Pay.Basis = or(r.Pay.Basis, ByContract)
	r.Pay.Gap = or(r.Pay.Gap, 60)
	r.Legs.WalkMetres = or(r.Legs.WalkMetres, 2000)
	r.Legs.SameBuilding = or(r.Legs.SameBuilding, 1)
	r.Session.Way = or(r.Session.Way, 30)
	return r
}

var defaultSpeeds = map[string]float64{ModeCar: 38, ModeBike: 15, ModeEBike: 17, ModeWalk: 4.8}

// WithDefaults fills the zero fields of the travel settings.
func (t Travel) WithDefaults() Travel {
	area, known := areas[t.Area]
	t.Detour = or(t.Detour, or(area.long, 1.5))
	speeds := make(map[string]float64, len(defaultSpeeds))
	for m, v := range defaultSpeeds {
		speeds[m] = v
	}
	if known {
		speeds[ModeCar] = area.car / t.Detour
	}
	for m, v := range t.Speeds {
		speeds[m] = v
	}
	t.Speeds = speeds
	parking := deref(t.Parking, 2)
	t.Parking = &parking
	return t
}

// Usual gaps between the visits of one person, in minutes from start to start: what min_gap_after and
// max_gap_after are where nothing else was agreed (C07: judgement of practice, no figures of law). No rule
// fills them in, because an empty cell means that no gap was asked for.
const (
	MedicineGap = 240 // at least, from dose to dose
	MealGap     = 150 // at least, from meal to meal
	MealGapMost = 360
)

// DaysInRow is the most days in a row of a carer whose table says nothing (C23: judgement of practice).
const DaysInRow = 6

// DaySpan is the most minutes from the first start to the last end of a day of a carer whose table says
// nothing (C22: judgement of practice).
const DaySpan = 720

// Holds tells whether the carer has a skill that is valid on the date.
func (c *Carer) Holds(s Skill, on Date) bool {
	for _, k := range c.Skills {
		if k.Skill == s && (k.Until == 0 || on <= k.Until) {
			return true
		}
	}
	return false
}

// Speaks tells whether the carer has a language at a level or above.
func (c *Carer) Speaks(code string, level int) bool {
	return slices.ContainsFunc(c.Languages, func(l Language) bool { return l.Code == code && l.Level >= level })
}

// Strength of a need, the first word of language_need and gender_need; what follows it is asked for.
const (
	Required  = "require"
	Preferred = "prefer"
)

// needOf takes a need apart: how strong it is, and what it asks for.
func needOf(need, strength string) (what string, ok bool) {
	what, ok = strings.CutPrefix(need, strength+"_")
	return what, ok
}

// NeedsLanguage gives the language that the person requires or prefers, if they do.
func (p *Person) NeedsLanguage(strength string) (code string, ok bool) {
	return needOf(p.LanguageNeed, strength)
}

// NeedsGender gives the gender of carers that the person requires or prefers, if they do.
func (p *Person) NeedsGender(strength string) (gender string, ok bool) {
	return needOf(p.GenderNeed, strength)
}

// MaxCarers is the most carers that a visit may take at the same time; the solver has no room
// for more.
const MaxCarers = 4

// Need is the number of carers a visit takes.
func (v *Visit) Need() int { return max(1, v.Carers) }

// Prio is the visit's priority, else the person's, else 2. Where the visit names none, time-critical
// is one step higher: of two visits to one person the insulin is left out last.
func (v *Visit) Prio(p *Person) int {
	prio := or(p.Priority, 2)
	if v.TimeCritical != "" {
		prio = max(1, prio-1)
	}
	return or(v.Priority, prio)
}

// RoleOf gives the name and skills of the i-th carer's part; visits without roles have none.
func (v *Visit) RoleOf(i int) Role {
	if i < len(v.Roles) {
		return v.Roles[i]
	}
	return Role{}
}

// Prio is the priority of a person's visits, 1 highest.
func (p *Person) Prio() int { return or(p.Priority, 2) }
