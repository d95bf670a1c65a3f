package tiny

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestProblemsAreHard: what the property tests rely on. At least half of the problems have
// pairs, history and two shifts a day; none has more than twelve dated visits; a quarter of the
// pairs takes two different skills inside a window narrower than any leg. All are valid.
func TestProblemsAreHard(t *testing.T) {
	const n = 2000
	rich, pairs, hard := 0, 0, 0
	for seed := range uint64(n) {
		p := Problem(rand.New(rand.NewPCG(seed, 1)))
		require.Empty(t, model.Validate(p).Errors(), "seed %d", seed)
		h, err := model.Expand(p)
		require.NoError(t, err)
		require.LessOrEqual(t, len(h.Visits), 12, "seed %d", seed)
		paired := false
		for _, v := range p.Visits {
			if v.Carers != 2 {
				continue
			}
			paired = true
			pairs++
			if len(v.Roles[1].Skills) > 0 && v.Windows[0].Close-v.Windows[0].Open < 2 {
				hard++
			}
		}
		twice := false
		for i, a := range h.Shifts {
			for _, b := range h.Shifts[:i] {
				twice = twice || a.Carer >= 0 && a.Carer == b.Carer && a.Date == b.Date
			}
		}
		if paired && twice && len(p.History) > 0 {
			rich++
		}
	}
	require.Greater(t, rich, n/2, "problems with pairs, history and two shifts a day")
	require.Greater(t, hard, pairs/4, "pairs of different skills with a window narrower than a leg")
}

// TestProblemsHaveEveryConvention: each thing that a rule or the timing has a branch for is in a
// fair share of the problems.
func TestProblemsHaveEveryConvention(t *testing.T) {
	const n = 2000
	seen := make(map[string]int)
	for seed := range uint64(n) {
		p := Problem(rand.New(rand.NewPCG(seed, 1)))
		h, err := model.Expand(p)
		require.NoError(t, err)
		for what, is := range features(p, h) {
			if is {
				seen[what]++
			}
		}
	}
	for what, least := range map[string]int{
		"tie": 600, "tie of different skills": 150, "tie 0:0": 100, "tie before": 100, "tie of narrow windows": 200, "half a tie on a date": 30, "loose tie": 50,
		"optional tie": 100,
		"load":         400, "break next": 400, "break span": 300, "break next and span": 100, "end": 400, "latest_open": 150, "end and several windows": 100,
		"window wish": 300, "earliest": 400, "per visit": 200, "place": 500, "worst_late": 300, "worst_idle": 300, "balance": 300, "worst law": 100,
		"matrix": 300, "matrix and break next": 100, "step": 200,
		"same time": 200, "span": 300, "opening break": 200, "package": 200, "package of choice": 100, "optional package": 50,
		"language": 300, "gender": 300, "door": 300, "papers": 150, "lone": 300, "keys": 300, "trainee": 200, "order": 150, "same carer": 150, "other carer": 150,
		"parallel": 50, "condition A": 300, "condition B": 100, "no condition": 300, "new plan": 150, "14 days": 300, "28 days": 300, "movable": 150, "apart": 500, "later": 150, "group": 100, "single": 200, "shadow": 150, "bus": 150, "lift": 100,
		"free break": 300, "whole break": 200, "free whole break": 50,
		"shared": 400, "shared by two": 400, "needs of shifts": 250, "needs of half hours": 250, "needs for a skill": 150, "over": 250, "part of a half hour": 150,
		"request on": 200, "request off": 200, "request of a shift": 200, "no next": 400, "most of": 400, "weekends": 400, "short stint": 400, "days off": 400,
		"days in row": 400, "least hours": 400, "most hours": 200, "begins past midnight": 50, "frozen": 60, "frozen shift": 60, "held shift": 100, "reason": 30, "meeting": 200, "meeting of two days": 100, "due": 50, "weekly": 100, "together": 200, "kept apart": 200, "at one site": 200, "from or until": 200, "days as a wish": 150, "fortnight": 50, "short gaps": 400, "rests as law": 50, "on call": 150, "asleep": 150, "long days": 300, "off days": 60,
		"parity": 400, "weekends before": 300, "weekends shared as law": 30,
		"place of a visit": 300, "outing": 300, "comes along": 300, "comes along from elsewhere": 150, "way between visits": 150,
		"two providers": 300, "providers who lend": 100, "young": 100, "leave beside open shifts": 50, "of age in the plan": 30,
		"whole weekends": 400, "most days off": 400, "shift of a skill": 400, "row of shifts": 400, "most in a row": 400, "days off before": 200, "days of work before": 200, "last shift": 200,
		"reserve": 500, "reserve of a skill": 100, "on site": 150, "share of the peak": 100,
		"salaried": 200, "by the period": 400, "unpaid": 100, "shared out": 1000, "shared out as law": 30,
		"block": 400, "block used before": 100, "block as law": 100,
		"pool": 500, "two pools": 250, "draw": 200, "draw of two windows": 100, "brought forward": 400, "brought since": 300, "overdrawn before": 100, "carried over": 150, "periods": 50, "pool to come": 150,
		"correction": 100, "visit drawn before": 150, "draw drawn before": 60, "shared pool": 300, "turns before": 15, "least a day": 400, "most a day": 400, "wish": 300, "pool of a longer visit": 250, "pool as a wish": 40,
		"session": 80,
	} {
		require.Greater(t, seen[what], least, what)
	}
}

// features tells what a problem has.
func features(p *model.Problem, h *model.Horizon) map[string]bool {
	f := make(map[string]bool)
	r, o := p.Rules, p.Objective
	for i := range h.Visits {
		v := &h.Visits[i]
		tpl := &h.Problem.Visits[v.Template]
		several := len(v.Windows) > 1
		f["latest_open"] = f["latest_open"] || several && r.Lateness.Against == model.LatestOpen
		f["end and several windows"] = f["end and several windows"] || several && r.Lateness.At == model.AtEnd
		f["half a tie on a date"] = f["half a tie on a date"] || v.TiedTo < 0 && tpl.Tied.Visit != ""
		for k := range h.Visits {
			f["half a tie on a date"] = f["half a tie on a date"] || v.TiedBy < 0 && h.Problem.Visits[h.Visits[k].Template].Tied.Visit == v.ID
		}
		if v.TiedTo < 0 {
			continue
		}
		mate := &h.Problem.Visits[h.Visits[v.TiedTo].Template]
		f["tie"] = true
		f["tie of different skills"] = f["tie of different skills"] || len(tpl.Skills) > 0 && len(mate.Skills) > 0 && tpl.Skills[0] != mate.Skills[0]
		f["tie 0:0"] = f["tie 0:0"] || v.TiedMin == 0 && v.TiedMax == 0
		f["loose tie"] = f["loose tie"] || v.TiedMax-v.TiedMin >= 4*h.Calendar.Ticks(1440)
		f["tie before"] = f["tie before"] || v.TiedMax < 0
		f["tie of narrow windows"] = f["tie of narrow windows"] || tpl.Windows[0].Close-tpl.Windows[0].Open < 2
		f["optional tie"] = f["optional tie"] || tpl.Optional || mate.Optional
	}
	for i := range h.Visits {
		f["apart"], f["later"] = f["apart"] || len(h.Visits[i].Apart) > 0, f["later"] || len(h.Visits[i].Later) > 0
	}
	for i := range h.Choices {
		k := &h.Choices[i]
		f["movable"], f["group"] = f["movable"] || k.Movable && len(k.Options) > 1, f["group"] || k.Group != ""
		if k.Movable || k.Group != "" {
			continue
		}
		f["package"] = true
		f["package of choice"] = f["package of choice"] || len(k.Options) > 1
		for _, visits := range k.Options {
			f["optional package"] = f["optional package"] || len(visits) > 0 && h.Visits[visits[0]].Optional
		}
	}
	f["two providers"], f["providers who lend"] = p.Patches[1].Provider != p.Patches[0].Provider && p.Patches[1].LendsTo == nil, p.Patches[1].LendsTo != nil
	promised(p, h, f)
	lined(p, h, f)
	pooled(p, h, f)
	dates := make(map[int]int)
	for i := range h.Visits {
		if dates[h.Visits[i].Template]++; dates[h.Visits[i].Template] > 1 {
			f["same time"] = f["same time"] || h.Problem.Visits[h.Visits[i].Template].SameTime > 0
		}
	}
	breaks, spans, loads := false, false, false
	for i := range h.Shifts {
		s := &h.Shifts[i]
		breaks, spans, loads = breaks || s.Break > 0, spans || s.Break > 0 && s.BreakFrom != model.None, loads || s.MaxLoad > 0
	}
	for i := range p.Carers {
		c := &p.Carers[i]
		f["place"] = f["place"] || c.StartAt == "scheme" || c.EndAt == "office"
	}
	f["load"], f["break next"], f["break span"] = loads, breaks && r.Break.At == model.Next, spans
	f["break next and span"] = spans && r.Break.At == model.Next
	f["end"], f["window wish"] = r.Lateness.At == model.AtEnd, o.Level(model.RuleWindow) == model.Wishes
	f["free break"], f["whole break"] = breaks && o.Level(model.RuleBreak) == model.Wishes, breaks && r.Break.Per == model.PerBreak
	f["free whole break"] = f["free break"] && f["whole break"]
	f["span"], f["opening break"] = r.Paid == model.BySpan, breaks && r.OpeningBreak == model.Free
	f["earliest"], f["per visit"] = r.Departure == model.Earliest, r.OptionalPer == model.PerVisit
	for _, code := range []model.Code{model.RuleWorstLate, model.RuleWorstIdle, model.RuleBalance} {
		f[string(code)] = o.Level(code) != model.Off
		f["worst law"] = f["worst law"] || o.Level(code) == model.Law
	}
	f["matrix"], f["matrix and break next"], f["step"] = len(p.Matrix) > 0, len(p.Matrix) > 0 && f["break next"], r.Step > 0
	return f
}

// promised tells what a problem has of what people were promised.
func promised(p *model.Problem, h *model.Horizon, f map[string]bool) {
	also := func(what string, is bool) { f[what] = f[what] || is }
	for v := range h.Visits {
		dv := &h.Visits[v]
		x, t := &p.People[dv.Person], &h.Problem.Visits[dv.Template]
		for _, strength := range []string{model.Required, model.Preferred} {
			_, language := x.NeedsLanguage(strength)
			_, gender := x.NeedsGender(strength)
			also("language", language)
			also("gender", gender)
		}
		for c := range p.Carers {
			pets, smoking, stairs := p.Carers[c].Meets(x)
			also("door", !pets || !smoking || !stairs)
			also("papers", len(h.MissingPapers(c, dv.Date)) > 0)
			also("trainee", p.Carers[c].RequiresPair)
			also("lift", p.Carers[c].RidesWith != "")
		}
		also("place of a visit", dv.Location != h.PersonAt[dv.Person])
		also("outing", dv.EndAt != dv.Location)
		also("comes along", len(dv.With) > 0)
		also("session", len(dv.With) > 0 && t.Place != "" && t.StartsAt == "" && t.EndsAt == "")
		for _, c := range h.Comers(v)[1:] {
			also("comes along from elsewhere", c.Way > 0)
		}
		also("way between visits", dv.Between != nil)
		also("lone", dv.LoneEnd != model.None && dv.Need == 1)
		also("single", dv.Least < dv.Need)
		also("shadow", dv.Shadows > 0)
		also("bus", h.Timed(model.ModeBus))
		also("keys", len(x.KeyHolders) > 0)
		also("order", len(dv.After) > 0)
		also("same carer", dv.SameAs >= 0)
		also("other carer", dv.OtherThan >= 0)
		also("parallel", dv.TiedTo >= 0 && h.Visits[dv.TiedTo].Person != dv.Person)
		if t.Length < 30 || t.LengthMin > 0 && t.LengthMin < 30 {
			also("condition A", h.ShortUnder(v) == model.ConditionA)
			also("condition B", h.ShortUnder(v) == model.ConditionB)
			also("no condition", h.ShortUnder(v) == model.NoCondition)
			also("new plan", h.InNewPlan(v))
		}
		also("14 days", x.MaxCarers14d > 0)
		also("28 days", x.MaxCarers28d > 0)
	}
}

// pooled tells what a problem has of hours that bend.
func pooled(p *model.Problem, h *model.Horizon, f map[string]bool) {
	also := func(what string, is bool) { f[what] = f[what] || is }
	also("pool", len(h.Pools) > 0)
	also("two pools", len(h.Pools) > 1)
	for v := range h.Visits {
		dv := &h.Visits[v]
		if dv.Pool < 0 {
			continue
		}
		also("draw", dv.Draw)
		also("draw of two windows", dv.Draw && len(p.Pools[dv.Pool].Windows) > 1)
		also("wish", h.Problem.Visits[dv.Template].Rank > 0)
		also("pool of a longer visit", !dv.Draw && dv.LengthMax > dv.Length)
	}
	of := make(map[model.VisitID]model.PoolID) // draws aside
	for i := range p.Visits {
		of[p.Visits[i].ID] = p.Visits[i].Pool
	}
	for i := range h.Pools {
		x, d := &p.Pools[i], &h.Pools[i]
		also("brought forward", x.BroughtForward > 0)
		also("brought since", x.BroughtSince != 0)
		also("overdrawn before", x.BroughtForward < 0)
		also("carried over", d.First > 0 && x.CarryMost() > 0)
		also("periods", len(d.Used)-max(0, d.First) > 1)
		also("pool to come", x.PeriodStart > h.Calendar.Start())
		also("shared pool", len(d.Shares) > 1)
		also("least a day", x.DayMin > 0)
		also("most a day", x.DayMax > 0)
		for _, ticks := range d.Had {
			also("turns before", ticks > 0 && len(d.Shares) > 1)
		}
		for _, c := range p.Corrections {
			k := x.Period(c.Date)
			also("correction", c.Pool == x.ID && k >= 0 && k < len(d.Used))
		}
		for _, a := range p.Actuals {
			also("visit drawn before", of[a.Visit] == x.ID && a.Date >= x.PeriodStart)
			also("draw drawn before", strings.HasPrefix(string(a.Visit), string(x.ID)+":") && a.Date >= x.PeriodStart)
		}
	}
	also("pool as a wish", len(h.Pools) > 0 && p.Objective.Level(model.RulePool) == model.Wishes)
}

// lined tells what a problem has of carers' days and of cover.
func lined(p *model.Problem, h *model.Horizon, f map[string]bool) {
	also := func(what string, is bool) { f[what] = f[what] || is }
	for i := range h.Shifts {
		s := &h.Shifts[i]
		also("shared", s.Shared)
		also("shared by two", s.Shared && len(p.Carers) > 2)
		also("no next", len(p.Shifts[s.Template].NoNext) > 0)
		also("shift of a skill", len(p.Shifts[s.Template].Skills) > 0)
		also("row of shifts", p.Shifts[s.Template].MinInRow > 1)
		also("most in a row", p.Shifts[s.Template].MaxInRow > 0)
		also("begins past midnight", p.Shifts[s.Template].Start >= model.At(24, 0))
	}
	for i := range h.Shifts {
		also("on call", h.Shifts[i].Kind == model.OnCall)
		also("asleep", h.Shifts[i].Kind == model.SleepIn)
	}
	also("short gaps", p.Rules.Split.Gap > 0)
	also("rests as law", p.Objective.Level(model.RuleSplit) == model.Law || p.Objective.Level(model.RuleLateEarly) == model.Law || p.Objective.Level(model.RuleSixthDay) == model.Law)
	also("fortnight", p.Rules.WeeklyRest.Form == model.ByFortnight && p.Plan.Weeks > 1)
	for i := range h.Cover {
		c := &h.Cover[i]
		also("needs of shifts", c.Shift != "")
		also("needs of half hours", c.Shift == "")
		also("needs for a skill", c.Skill != "")
		also("over", c.Over > 0)
		also("part of a half hour", c.Shift == "" && c.End-c.Start < h.Calendar.Ticks(30))
	}
	for i := range h.Cover {
		also("on site", h.Cover[i].Stays(h))
	}
	for i := range h.Reserves {
		x := &h.Reserves[i]
		also("share of the peak", x.Row < 0)
		also("reserve", x.Row >= 0)
		also("reserve of a skill", x.Skill != "")
	}
	for _, a := range p.Absences {
		also("unpaid", a.Kind == model.Unpaid)
	}
	for _, w := range p.CarerHours {
		also("weekends before", w.Weekends > 0)
	}
	owed := 0
	for i := range p.Carers {
		if p.Carers[i].Contract.Usual() > 0 {
			owed++
		}
	}
	also("shared out", owed > 1)
	also("shared out as law", owed > 1 && p.Objective.Level(model.RuleFairness) == model.Law)
	also("block", p.HasBlock())
	also("block used before", len(p.BlockPeriods) > 0)
	also("block as law", p.HasBlock() && p.Objective.Level(model.RuleBlock) == model.Law)
	also("weekends shared as law", p.Objective.Level(model.RuleFairWeekend) == model.Law)
	for _, q := range h.Requests {
		also("request on", q.On)
		also("request off", !q.On)
		also("request of a shift", q.Shift != "")
	}
	for i := range h.Visits {
		also("frozen", h.Visits[i].Frozen != nil)
	}
	for _, x := range h.Published {
		also("frozen shift", x.Frozen)
		also("held shift", !x.Frozen)
	}
	for i := range p.Baseline {
		also("reason", p.Baseline[i].Reason != "")
	}
	for i := range h.Meetings {
		m := &h.Meetings[i]
		also("meeting", len(m.Attendees) > 1)
		also("meeting of two days", m.Last == m.First+1)
		also("due", p.Events[m.Event].Last != 0)
		also("weekly", p.Events[m.Event].Weekly)
	}
	for i := range h.Colleagues {
		x := &h.Colleagues[i]
		also("together", x.Together)
		also("kept apart", !x.Together)
		also("at one site", x.SameSite)
		also("from or until", x.From != 0 || x.Until != 0)
	}
	for i := range p.Carers {
		c := &p.Carers[i]
		also("young", h.Young(i, h.Calendar.Start()))
		also("of age in the plan", h.Young(i, h.Calendar.Start()) && !h.Young(i, h.Calendar.Start().Add(6)))
		also("leave beside open shifts", leaveOfAverages(h, i))
		also("most of", len(c.MostOf) > 0)
		also("weekends", c.MaxWeekends != nil)
		also("salaried", c.Contract.Kind == model.Salaried)
		also("by the period", c.Contract.Min4w > 0)
		also("parity", c.WeekendParity == model.ParityA || c.WeekendParity == model.ParityB)
		also("short stint", c.MinDaysInRow > 1)
		also("days off", c.MinDaysOff > 1)
		also("most days off", c.MaxDaysOff > 0)
		also("whole weekends", c.WholeWeekends)
		also("days off before", h.Past(i).Off > 0)
		also("days of work before", h.Past(i).Work > 0)
		also("last shift", h.Past(i).Shift != "")
		also("days in row", c.MaxDaysInRow > 0)
		also("least hours", c.Contract.MinPlan > 0)
		also("most hours", c.Contract.MaxPlan > 0)
		also("long days", c.MaxSpan > 0)
	}
	for _, code := range []model.Code{model.RuleDaysInRow, model.RuleShortStint, model.RuleDaysOff, model.RuleWeekends, model.RuleSuccession, model.RuleShiftMost} {
		also("days as a wish", p.Objective.Level(code) == model.Wishes)
		also("off days", p.Objective.Level(code) == model.Off)
	}
}

// leaveOfAverages tells whether a carer has open shifts and no given ones, and days of leave that an average of 48
// hours of known weeks makes up for.
func leaveOfAverages(h *model.Horizon, carer int) bool {
	c := &h.Problem.Carers[carer]
	open, rows := false, 0
	for i := range h.Shifts {
		if s := &h.Shifts[i]; s.Carer == carer {
			if s.Status == model.Given {
				return false
			}
			open = true
		}
	}
	for i := range h.Dropped {
		if s := &h.Dropped[i]; s.Carer == carer && s.Status == model.Given {
			return false
		}
	}
	for i := range h.Problem.CarerHours {
		if x := &h.Problem.CarerHours[i]; x.Carer == c.ID && x.WeekStart >= h.Calendar.Start().Add(-7*(h.Rules.Hours48.Weeks-1)) {
			rows++
		}
	}
	return open && !c.OptOut48 && rows >= h.Rules.Hours48.Weeks-1 && h.Excluded[carer*h.Weeks].Days > 0
}
