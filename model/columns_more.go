package model

var coverTable = &table[Cover]{
	name: "cover", json: "cover", noun: "cover", doc: "Carers needed on site, visits or not: in every half hour of a span, or who work a shift. Either a date or days. In a half hour whoever is at work there counts, asleep or on a break too: where somebody has to be awake, name the shift; where nobody may be out, say `on_site`. A row of the kind `reserve` asks for carers who are free to answer a call, not for more of them (rule `reserve`).",
	rows: func(p *Problem) *[]Cover { return &p.Cover },
	columns: []column[Cover]{
		col("where", func(x *Cover) cell { return text(&x.Where) }, "a place or a patch; the column may also be called `place` or `patch`").called("place", "patch").must().keyed().ref("places", "patches"),
		col("date", func(x *Cover) cell { return when{&x.Date} }, "a single date").keyed(),
		col("days", func(x *Cover) cell { return dayset{&x.Days} }, "or seven digits from Monday").keyed(),
		col("start", func(x *Cover) cell { return clock{&x.Start} }, "start; the shift's where one is given").keyed(),
		col("end", func(x *Cover) cell { return clock{&x.End} }, "end; the shift's where one is given").keyed(),
		col("needed", func(x *Cover) cell { return count{&x.Needed} }, "carers who must be there; of a reserve, who should be free").of("carers").must().in(0, 1000),
		col("wanted", func(x *Cover) cell { return whole{&x.Wanted} }, "carers who should be there").of("carers").or("needed").in(0, 1000),
		col("skill", func(x *Cover) cell { return text(&x.Skill) }, "each needs this").keyed().word(),
		col("kind", func(x *Cover) cell { return text(&x.Kind) }, "`reserve`: so many carers' time is left free there, in each half hour; any other word is a note").keyed(),
		col("shift", func(x *Cover) cell { return text(&x.Shift) }, "carers who work this shift, instead of those who are there in the span").ref("shifts").keyed(),
		col("under", func(x *Cover) cell { return decimalPtr{&x.Under} }, "what one carer fewer than wanted weighs, times the rule's weight").or("1").in(0, 100000),
		col("over", func(x *Cover) cell { return decimal{&x.Over} }, "what one more than wanted weighs").or("0").in(0, 100000),
		col("on_site", func(x *Cover) cell { return yes{&x.OnSite} }, "at a place: who has a visit elsewhere in the half hour, or is on the way there or back, does not count").or("no"),
	},
}

var eventTable = &table[Event]{
	name: "events", json: "events", noun: "event", doc: "Time that is not a visit: supervision, huddle, training. A fixed one has date and start; a movable one is held on one of the days in `within`, or once in each week, or, a supervision, before it is due. One whose last day lies after the plan is left to a later plan.",
	rows: func(p *Problem) *[]Event { return &p.Events },
	columns: []column[Event]{
		ident(func(x *Event) *EventID { return &x.ID }),
		col("attendees", func(x *Event) cell { return list(&x.Attendees) }, "carers who attend").must().ref("carers"),
		col("date", func(x *Event) cell { return when{&x.Date} }, "date of a fixed event"),
		col("within", func(x *Event) cell { return dateRange{&x.Within} }, "first and last day of a movable one: `2026-11-23;2026-11-27`"),
		col("start", func(x *Event) cell { return optClock{&x.Start} }, "start of a fixed event"),
		col("length", func(x *Event) cell { return count{&x.Length} }, "length").of("minutes").must().in(1, 10080),
		col("kind", func(x *Event) cell { return text(&x.Kind) }, "supervision, huddle, training, …").must(),
		col("place", func(x *Event) cell { return text(&x.Place) }, "where").ref("places").or("nowhere in particular: no travel"),
		col("movable", func(x *Event) cell { return yes{&x.Movable} }, "the solver chooses day and time, one for all attendees").or("no"),
		col("weekly", func(x *Event) cell { return yes{&x.Weekly} }, "of a movable one: held once in each week").or("no"),
		col("last", func(x *Event) cell { return when{&x.Last} }, "when it was last held: a movable supervision is due `supervision.months` later, and may be held before"),
	},
}

var previousTable = &table[Attendance]{
	name: "previous", json: "previous", noun: "attendance", doc: "The last published rota, one row per carer: the base of stability; locked rows of the planned weeks are pins. " +
		"The rota.csv that `milltir solve` writes can be copied here as it is: of its rows those whose `kind` is break, event or shift are left out, and its other columns are not read. " +
		"Of visits that draw on a pool, rows before the plan without a record in actuals.csv count as drawn, until records are known to a later day.",
	rows:   func(p *Problem) *[]Attendance { return &p.Baseline },
	beside: []string{"kind", "shift", "person", "place", "travel_seconds", "wait_seconds", "with"}, pick: visitRows,
	columns: []column[Attendance]{
		col("visit", func(x *Attendance) cell { return text(&x.Visit) }, "visit, or the draw of a pool; one that is no longer in visits.csv is ignored").must().keyed(),
		col("date", func(x *Attendance) cell { return when{&x.Date} }, "date").must().keyed(),
		col("start", func(x *Attendance) cell { return clock{&x.Start} }, "start").must(),
		col("end", func(x *Attendance) cell { return clock{&x.End} }, "end").must(),
		col("carer", func(x *Attendance) cell { return text(&x.Carer) }, "who; one who has left is ignored").must().keyed().word(),
		col("role", func(x *Attendance) cell { return text(&x.Role) }, "the carer's part, as in rota.csv; a row of a `shadow` counts for nothing: whoever came along did not come"),
		col("locked", func(x *Attendance) cell { return yes{&x.Locked} }, "stays as it is").or("no"),
		col("reason", func(x *Attendance) cell { return text(&x.Reason) }, "why it may be changed inside the frozen span; an absence of the carer is a reason of itself"),
	},
}

var publishedTable = &table[Worked]{
	name: "previous_shifts", json: "previous_shifts", noun: "published shift", doc: "The shifts of the last published rota, one row per carer and shift, visits or none: what the rules freeze and notice hold. " +
		"The previous_shifts.csv that `milltir solve` writes can be copied here as it is.",
	rows: func(p *Problem) *[]Worked { return &p.Published },
	columns: []column[Worked]{
		col("carer", func(x *Worked) cell { return text(&x.Carer) }, "who; one who has left is ignored").must().keyed().word(),
		col("date", func(x *Worked) cell { return when{&x.Date} }, "date of the shift's start").must().keyed(),
		col("shift", func(x *Worked) cell { return text(&x.Shift) }, "which shift; one that is no longer in shifts.csv is one taken away").must().keyed().word(),
		col("start", func(x *Worked) cell { return clock{&x.Start} }, "start").must(),
		col("end", func(x *Worked) cell { return clock{&x.End} }, "end").must(),
		col("reason", func(x *Worked) cell { return text(&x.Reason) }, "why what the carer works on this date may be changed; an absence in the shift's time is a reason of itself"),
	},
}

var historyTable = &table[Contact]{
	name: "history", json: "history", noun: "contact", doc: "What people and carers had of each other before this plan.",
	rows: func(p *Problem) *[]Contact { return &p.History },
	columns: []column[Contact]{
		col("person", func(x *Contact) cell { return text(&x.Person) }, "person").must().keyed().word(),
		col("carer", func(x *Contact) cell { return text(&x.Carer) }, "carer").must().keyed().word(),
		col("last_visit", func(x *Contact) cell { return when{&x.LastVisit} }, "date").must(),
		col("visits_90d", func(x *Contact) cell { return count{&x.Visits90d} }, "visits in the 90 days before the plan").must(),
		col("visits_in_plan", func(x *Contact) cell { return count{&x.VisitsInPlan} }, "visits in the current care and support plan").must(),
	},
}

var pinTable = &table[Pin]{
	name: "pins", json: "pins", noun: "pin", doc: "Fixed carers and starts; any subset of date, carer and start.",
	rows: func(p *Problem) *[]Pin { return &p.Pins },
	columns: []column[Pin]{
		col("visit", func(x *Pin) cell { return text(&x.Visit) }, "which visit").must().ref("visits"),
		col("date", func(x *Pin) cell { return when{&x.Date} }, "on this date").or("every date of the visit"),
		col("carer", func(x *Pin) cell { return text(&x.Carer) }, "this carer").ref("carers"),
		col("start", func(x *Pin) cell { return optClock{&x.Start} }, "this start"),
	},
}

var blockTable = &table[BlockPeriod]{
	name: "block", json: "block_periods", noun: "period", doc: "What was used of a patch's block in the four weeks of its year that begin before the plan; of the period in which the plan begins, up to the plan's first day.",
	rows: func(p *Problem) *[]BlockPeriod { return &p.BlockPeriods },
	columns: []column[BlockPeriod]{
		col("patch", func(x *BlockPeriod) cell { return text(&x.Patch) }, "a patch with a block").must().keyed().ref("patches"),
		col("period_start", func(x *BlockPeriod) cell { return when{&x.PeriodStart} }, "first day of a period of the block year").must().keyed(),
		col("contact_minutes", func(x *BlockPeriod) cell { return count{&x.ContactMinutes} }, "with people, for each carer there").of("minutes").must().in(0, 1e9),
		col("paid_minutes", func(x *BlockPeriod) cell { return count{&x.PaidMinutes} }, "paid").of("minutes").must().in(0, 1e9),
		col("cost", func(x *BlockPeriod) cell { return decimalPtr{&x.Cost} }, "pay, on-costs, mileage and overheads; needed where the block is of money").of("pounds").in(0, 1e9),
		col("adjustments", func(x *BlockPeriod) cell { return decimal{&x.Adjustments} }, "corrections of earlier periods, credits below 0").of("pounds").in(-1e9, 1e9),
	},
}

var actualTable = &table[Actual]{
	name: "actuals", json: "actuals", noun: "record", doc: "What really happened, one row per visit and carer: the minutes that were given, which pools are drawn by. Who says anything of a date says all of it: a visit of a pool without a record is given back to the pool once records are known to a later day, by the last one or `plan.as_of` (rule `pool`, `milltir ledger`).",
	rows: func(p *Problem) *[]Actual { return &p.Actuals },
	columns: []column[Actual]{
		col("visit", func(x *Actual) cell { return text(&x.Visit) }, "visit, or the draw of a pool (`pool:person`)").must().keyed(),
		col("date", func(x *Actual) cell { return when{&x.Date} }, "date; no later than `plan.as_of`, or where that is not given the plan's last day").must().keyed(),
		col("carer", func(x *Actual) cell { return text(&x.Carer) }, "who").must().keyed().word(),
		col("check_in", func(x *Actual) cell { return clock{&x.CheckIn} }, "arrival").must(),
		col("check_out", func(x *Actual) cell { return clock{&x.CheckOut} }, "departure").must(),
		col("reason", func(x *Actual) cell { return text(&x.Reason) }, "why it differed"),
	},
}

var correctionTable = &table[Correction]{
	name: "corrections", json: "corrections", noun: "correction", doc: "Minutes that a pool has more or less, beside what was planned and given: granted once, taken back, or wrong in a record.",
	rows: func(p *Problem) *[]Correction { return &p.Corrections },
	columns: []column[Correction]{
		col("pool", func(x *Correction) cell { return text(&x.Pool) }, "whose minutes").must().ref("pools"),
		col("date", func(x *Correction) cell { return when{&x.Date} }, "the period that it counts in is that of this date; at most 13 weeks after the plan, or in a period that has a day of it").must(),
		col("minutes", func(x *Correction) cell { return count{&x.Minutes} }, "more for the pool; below 0 less").of("minutes").must().in(-1e6, 1e6),
		col("reason", func(x *Correction) cell { return text(&x.Reason) }, "why").must(),
		col("by", func(x *Correction) cell { return text(&x.By) }, "who agreed it"),
	},
}
