package model

import (
	"fmt"
	"strings"
)

var visitKinds = []string{"morning", "lunch", "tea", "bed", "sit", "check", "care", "outing", "group"}

var visitTable = &table[Visit]{
	name: "visits", json: "visits", noun: "visit", doc: "Templates: a promise of a visit on some days of some weeks.",
	rows: func(p *Problem) *[]Visit { return &p.Visits },
	columns: []column[Visit]{
		ident(func(x *Visit) *VisitID { return &x.ID }),
		col("person", func(x *Visit) cell { return text(&x.Person) }, "who is visited").must().ref("people"),
		col("days", func(x *Visit) cell { return dayset{&x.Days} }, "seven digits from Monday: 1111100 is the working week").must(),
		col("week_of_cycle", func(x *Visit) cell { return weekOf{&x.WeekOfCycle} }, "1/2 is week 1 of a two-week cycle (1 to 6 weeks)").or("every week"),
		col("kind", func(x *Visit) cell { return text(&x.Kind) }, "what it is for").oneOf(visitKinds...),
		col("windows", func(x *Visit) cell { return windows{&x.Windows} }, "earliest start–latest start/preferred start, `07:30-08:30/08:00`; several are separated by `;`").must(),
		col("latest_end", func(x *Visit) cell { return optClock{&x.LatestEnd} }, "it has ended by then").or("none"),
		col("length", func(x *Visit) cell { return count{&x.Length} }, "planned length").of("minutes").must().in(1, 10080),
		col("length_min", func(x *Visit) cell { return whole{&x.LengthMin} }, "it may be shortened to this").of("minutes").or("length").in(1, 10080),
		col("length_max", func(x *Visit) cell { return whole{&x.LengthMax} }, "it may grow to this").of("minutes").or("length").in(1, 10080),
		col("carers", func(x *Visit) cell { return whole{&x.Carers} }, "carers at the same time").of("carers").or("1").in(1, MaxCarers),
		col("roles", func(x *Visit) cell { return roles{&x.Roles} }, "one per carer, each with the skills it takes: `lead:hoist;support:`; several skills follow each other, `lead:hoist:insulin`").word(),
		col("skills", func(x *Visit) cell { return list(&x.Skills) }, "every carer needs these").word(),
		col("time_critical", func(x *Visit) cell { return text(&x.TimeCritical) }, "why the time matters, e.g. insulin; without a priority of its own the visit then counts one step higher than the person's"),
		col("priority", func(x *Visit) cell { return whole{&x.Priority} }, "1 is the highest").or("the person's, one higher if time_critical").in(1, Priorities),
		col("optional", func(x *Visit) cell { return yes{&x.Optional} }, "may be left out").or("no"),
		col("min_gap_after", func(x *Visit) cell { return whole{&x.MinGapAfter} }, fmt.Sprintf("least time to the person's next visit, start to start; usual are %d for medicine and %d for meals", MedicineGap, MealGap)).of("minutes").in(0, 20160),
		col("max_gap_after", func(x *Visit) cell { return whole{&x.MaxGapAfter} }, fmt.Sprintf("most time to the person's next visit on the day; usual is %d for meals", MealGapMost)).of("minutes").in(0, 20160),
		col("after", func(x *Visit) cell { return follows{&x.After} }, "`visit:min:max`: minutes after another visit's start, start to start").ref("visits"),
		col("same_carer_as", func(x *Visit) cell { return text(&x.SameCarerAs) }, "the carer of that visit").ref("visits"),
		col("different_carer_from", func(x *Visit) cell { return text(&x.DifferentFrom) }, "not the carer of that visit").ref("visits"),
		col("group", func(x *Visit) cell { return text(&x.Group) }, "visits of one group are all done or none").word(),
		col("parallel_with", func(x *Visit) cell { return text(&x.ParallelWith) }, "at the same time as that visit").ref("visits"),
		col("movable_days", func(x *Visit) cell { return dayset{&x.MovableDays} }, "may be moved to these days"),
		col("pair_kind", func(x *Visit) cell { return text(&x.Pair.Kind) }, "why it takes two at once; two carers one after the other are two visits, the second `tied` to the first").oneOf("handling", "efficiency").at("pair_kind.kind").
			hint("Maybe two visits of one carer each are meant, the second with tied = visit:min:max"),
		col("single_ok", func(x *Visit) cell { return text(&x.SingleOK) }, "who signed off, and when, that one carer may do what an efficiency pair does (rule `single`); it counts for nothing, at any hour, where the person has a lone_after"),
		col("short_condition", func(x *Visit) cell { return text(&x.ShortCond) }, "condition of the 2016 Act under which it may be under 30 minutes; C, a visit that the person cuts short, happens on the day and is never planned").oneOf("A", "B", "none"),
		col("same_time", func(x *Visit) cell { return whole{&x.SameTime} }, "the same time on every day of a week, within (rule `same_time`)").of("minutes").in(0, 1440).or("any time"),
		col("tied", func(x *Visit) cell { return tie{&x.Tied} }, "`visit:min:max`: to another visit of the person, a handover between two carers: both are done or neither, by different ones, and this one starts min to max minutes after that one (below 0: before it)").ref("visits"),
		col("load", func(x *Visit) cell { return whole{&x.Load} }, "what it takes out of a carer, in the units of the shift's max_load").or("0"),
		col("valid_from", func(x *Visit) cell { return when{&x.ValidFrom} }, "first date"),
		col("valid_to", func(x *Visit) cell { return when{&x.ValidTo} }, "last date"),
		col("pool", func(x *Visit) cell { return text(&x.Pool) }, "budget it draws on").ref("pools"),
		col("rank", func(x *Visit) cell { return whole{&x.Rank} }, "of an optional visit that draws on a pool: which wish it is, 1 the first (rule `pool_wish`)").in(1, 3),
		col("place", func(x *Visit) cell { return text(&x.Place) }, "where it takes place").ref("places").or("the person's home"),
		col("starts_at", func(x *Visit) cell { return text(&x.StartsAt) }, "of an outing: where the carer meets the person, `home` or a place. The length includes the way that they go together").ref("places").orWord(FromHome).or("place"),
		col("ends_at", func(x *Visit) cell { return text(&x.EndsAt) }, "of an outing: where the carer leaves the person, likewise; the carer's next leg starts there").ref("places").orWord(FromHome).or("where it starts"),
		col("with", func(x *Visit) cell { return list(&x.With) }, "other people who come along: a session, or an outing together. Whoever comes is at no other visit meanwhile (rule `gap`), and nobody comes whom one of them will not have (rule `list`)").ref("people").or("nobody"),
	},
}

var poolTable = &table[Pool]{
	name: "pools", json: "pools", noun: "pool", doc: "Budgets of flexible minutes: a person's, a household's, a scheme's, a patch's, or for an outcome. Visits that name a pool draw on it; with windows the plan proposes draws too.",
	rows: func(p *Problem) *[]Pool { return &p.Pools },
	columns: []column[Pool]{
		ident(func(x *Pool) *PoolID { return &x.ID }),
		col("owner_kind", func(x *Pool) cell { return text(&x.OwnerKind) }, "whose budget").must().oneOf(OwnPerson, OwnHousehold, OwnScheme, OwnPatch, OwnOutcome),
		col("owners", func(x *Pool) cell { return list(&x.Owners) }, "ids of people, schemes or patches; any word for an outcome").must().word(),
		col("drawers", func(x *Pool) cell { return list(&x.Drawers) }, "people who may draw").ref("people").or("who names it in people.csv, else its owners, who lives there"),
		col("period_weeks", func(x *Pool) cell { return whole{&x.PeriodWeeks} }, "length of a period").of("weeks").or("4").in(1, 53),
		col("period_start", func(x *Pool) cell { return when{&x.PeriodStart} }, "first day of the first period").must(),
		col("minutes", func(x *Pool) cell { return count{&x.Minutes} }, "budget of one period, length times carers; of a period that is over, ledger.csv keeps what was granted").of("minutes").must().in(0, 1e6),
		col("brought_forward", func(x *Pool) cell { return whole{&x.BroughtForward} }, "left from before period_start; below 0 overdrawn").of("minutes").or("0").in(-1e6, 1e6),
		col("brought_since", func(x *Pool) cell { return when{&x.BroughtSince} }, "when the oldest of it was first carried over").or("period_start"),
		col("carry_pct", func(x *Pool) cell { return decimalPtr{&x.CarryPct} }, "most that may be carried over, of one period's minutes; above 100, what is kept for longer than a period lapses by expires_weeks").of("per cent").or("25").in(0, 1000),
		col("expires_weeks", func(x *Pool) cell { return whole{&x.ExpiresWeeks} }, "carried minutes lapse after").of("weeks").or("12").in(1, 520),
		col("draw_min", func(x *Pool) cell { return whole{&x.DrawMin} }, "shortest draw").of("minutes").or("30, or draw_max").in(1, 1440),
		col("draw_max", func(x *Pool) cell { return whole{&x.DrawMax} }, "longest draw").of("minutes").or("120, or draw_min").in(1, 1440),
		col("day_min", func(x *Pool) cell { return whole{&x.DayMin} }, "least on each of its days (rule `pool_least`)").of("minutes").or("0").in(0, 10080),
		col("day_max", func(x *Pool) cell { return whole{&x.DayMax} }, "most on a day (rule `pool_day`)").of("minutes").or("none").in(1, 10080),
		col("step", func(x *Pool) cell { return whole{&x.Step} }, "draws are multiples of").of("minutes").or("5").in(1, 1440),
		col("windows", func(x *Pool) cell { return windows{&x.Windows} }, "when a draw may start, as in visits.csv; one draw in each of them").or("none: only the visits that name it draw on it"),
		col("days", func(x *Pool) cell { return dayset{&x.Days} }, "seven digits from Monday").or("every day"),
		col("skills", func(x *Pool) cell { return list(&x.Skills) }, "what a draw takes").word(),
		col("sharing", func(x *Pool) cell { return text(&x.Sharing) }, "how it is shared among those who draw (rule `pool_share`): the same for all, by the hours of their visits, by `need` of people.csv, or in turn, what each has had so far with it").oneOf(ShareEqual, ShareHours, ShareNeed, ShareTurn).or("as it falls"),
		col("rank", func(x *Pool) cell { return whole{&x.Rank} }, "which wish of each person and week one of its draws is, 1 the first (rule `pool_wish`)").in(1, 3),
	},
}

var wishTable = &table[Wish]{
	name: "wishes", json: "wishes", noun: "wish", doc: "What people and carers would like best, up to three things each, the first with rank 1. A wish is a person's or a carer's. The search weighs rules, not these rows; `milltir voice` says of any rota how many were met. What each word means: [Wishes](#wishes).",
	rows: func(p *Problem) *[]Wish { return &p.Wishes },
	columns: []column[Wish]{
		col("person", func(x *Wish) cell { return text(&x.Person) }, "whose wish it is …").ref("people").or("a carer's"),
		col("carer", func(x *Wish) cell { return text(&x.Carer) }, "… or whose").ref("carers").or("a person's"),
		col("rank", func(x *Wish) cell { return count{&x.Rank} }, "1 is the first wish").must().in(1, Ranks),
		col("wish", func(x *Wish) cell { return text(&x.Wish) }, "of people "+strings.Join(wishWords(false), ", ")+"; of carers "+strings.Join(wishWords(true), ", ")).must(),
		col("value", func(x *Wish) cell { return text(&x.Value) }, "how much, when, which, with whom").or("as [Wishes](#wishes) says"),
	},
}
