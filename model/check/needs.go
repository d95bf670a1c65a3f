package check

import (
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// language: the person requires one that this carer does not speak. Detail is the language.
func language(j *judge) {
	j.unspoken("require_", func(out model.Violation) { j.breach(out, 1, 0) })
}

// preferLanguage: the person prefers one that this carer does not speak.
func preferLanguage(j *judge) {
	j.unspoken("prefer_", func(out model.Violation) { j.wish(out, j.weight(0)) })
}

// unspoken finds the carers who do not speak what a need that begins so asks for.
func (j *judge) unspoken(kind string, found func(model.Violation)) {
	j.each(func(v int, a attendance, p *model.Person, c *model.Carer) {
		code, asked := strings.CutPrefix(p.LanguageNeed, kind)
		if !asked {
			return
		}
		for _, l := range c.Languages {
			if l.Code == code && l.Level >= j.h.Rules.Language.Level {
				return
			}
		}
		found(one(j.ofAttendance(v, a), code))
	})
}

// gender: the person requires carers of another one. Detail is the one asked for.
func gender(j *judge) {
	j.otherwise("require_", func(out model.Violation) { j.breach(out, 1, 0) })
}

// preferGender: the person prefers carers of another one.
func preferGender(j *judge) {
	j.otherwise("prefer_", func(out model.Violation) { j.wish(out, j.weight(0)) })
}

// otherwise finds the carers who are not of the gender that a need that begins so asks for.
func (j *judge) otherwise(kind string, found func(model.Violation)) {
	walk := j.each
	if kind == "require_" {
		walk = j.present
	}
	walk(func(v int, a attendance, p *model.Person, c *model.Carer) {
		if want, asked := strings.CutPrefix(p.GenderNeed, kind); asked && c.Gender != want {
			found(one(j.ofAttendance(v, a), want))
		}
	})
}

// door: what is at the person's home and this carer cannot be with, one by one.
func door(j *judge) {
	j.present(func(v int, a attendance, p *model.Person, c *model.Carer) {
		if j.away(v) {
			return
		}
		for _, x := range []struct {
			name string
			is   bool
			ok   *bool
		}{{"pets", p.Pets, c.PetsOK}, {"smoking", p.Smoking, c.SmokingOK}, {"stairs", p.Stairs, c.StairsOK}} {
			if x.is && x.ok != nil && !*x.ok {
				out := j.ofAttendance(v, a)
				out.Amount, out.Unit, out.Detail = 1, "hazard", x.name
				j.breach(out, 1, 0)
			}
		}
	})
}

// away tells of a visit that neither starts nor ends at its person's home.
func (j *judge) away(v int) bool {
	dv := &j.h.Visits[v]
	home := j.h.PersonAt[dv.Person]
	return dv.Location != home && dv.EndAt != home
}

// papers: what a carer who is there lacks on the day, one by one.
func papers(j *judge) {
	j.present(func(v int, a attendance, _ *model.Person, c *model.Carer) {
		on, most := j.h.Visits[v].Date, j.h.Rules.Papers
		employed := c.Contract.Kind != model.Volunteer && c.Contract.Kind != model.Personal
		unregistered := c.RegisteredUntil != 0 && on > c.RegisteredUntil ||
			c.RegisteredUntil == 0 && employed && c.StartDate != 0 && olderThan(c.StartDate, on, most.RegisterMonths)
		for _, x := range []struct {
			name    string
			missing bool
		}{
			{model.PaperStart, on < c.StartDate},
			{model.PaperRegistered, unregistered},
			{model.PaperDBS, c.DBSDate != 0 && olderThan(c.DBSDate, on, most.DBSMonths)},
		} {
			if x.missing {
				out := j.ofAttendance(v, a)
				out.Amount, out.Unit, out.Detail = 1, "paper", x.name
				j.breach(out, 1, 0)
			}
		}
	})
}

// olderThan tells whether, on a date, something is more than so many months old: the month has
// passed, or the day in it has.
func olderThan(since, on model.Date, months int) bool {
	n := 12*(on.Year()-since.Year()) + int(on.Month()) - int(since.Month())
	return n > months || n == months && on.Day() > since.Day()
}

// trainee: a visit that is left to carers who are still in training, or too young to be alone at
// personal care; Detail is then "young".
func trainee(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		private := true
		switch j.h.Problem.Visits[dv.Template].Kind {
		case "sit", "check", "outing", "group":
			private = false
		}
		for _, c := range seen.carers {
			if !j.carer(c).RequiresPair && !(private && j.h.Rules.Young.Alone == model.No && j.h.Young(c, dv.Date)) {
				return
			}
		}
		out := one(j.ofVisit(v), "")
		first := j.carer(seen.carers[0])
		if out.Carer = first.ID; !first.RequiresPair {
			out.Detail = "young"
		}
		j.breach(out, 1, 0)
	})
}

// keyHolder: a visit to which nobody brings the key. Detail is the first who holds one.
func keyHolder(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		keys := j.person(dv.Person).KeyHolders
		for _, c := range seen.carers {
			if slices.Contains(keys, j.carer(c).ID) {
				return
			}
		}
		if len(keys) > 0 && !j.away(v) {
			j.wish(one(j.ofVisit(v), string(keys[0])), j.weight(0))
		}
	})
}

// lone: a carer who is still alone at a home after the person's lone_after, which is Detail, till six
// in the morning.
func lone(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		after := j.person(dv.Person).LoneAfter
		if after == 0 || len(seen.carers) != 1 {
			return
		}
		const six = 6 * 60
		night := dv.Date // it begins in the evening of this date
		if seen.start < int64(j.h.Calendar.Tick(dv.Date, six)) {
			night = night.Add(-1)
		}
		from := j.h.Calendar.Tick(night, after)
		if after.Minutes() < six {
			from = j.h.Calendar.Tick(night.Add(1), after)
		}
		if x := seen.end - int64(from); x > 0 {
			out := j.ofVisit(v)
			out.Carer, out.Amount, out.Unit, out.Detail = j.carer(seen.carers[0]).ID, x, "tick", after.String()
			j.breach(out, 1, x)
		}
	})
}
