package model

var carerTable = &table[Carer]{
	name: "carers", json: "carers", noun: "carer", doc: "Paid care workers.",
	rows: func(p *Problem) *[]Carer { return &p.Carers },
	columns: []column[Carer]{
		ident(func(x *Carer) *CarerID { return &x.ID }),
		col("name", func(x *Carer) cell { return text(&x.Name) }, "as the run sheet prints it").must(),
		col("patch", func(x *Carer) cell { return text(&x.Patch) }, "the carer's own patch").must().ref("patches"),
		col("other_patches", func(x *Carer) cell { return list(&x.OtherPatches) }, "patches where they may be lent").ref("patches"),
		col("role", func(x *Carer) cell { return text(&x.Role) }, "care worker, senior, nurse, …"),
		col("contract", func(x *Carer) cell { return text(&x.Contract.Kind) }, "kind of contract").must().oneOf(carerKinds...).at("terms.contract"),
		col("min_week", func(x *Carer) cell { return whole{&x.Contract.MinWeek} }, "guaranteed; of a salaried carer over the period of four weeks").of("minutes per week").in(0, 10080).at("terms.min_week"),
		col("max_week", func(x *Carer) cell { return whole{&x.Contract.MaxWeek} }, "most").of("minutes per week").or("2880").in(0, 10080).at("terms.max_week"),
		col("min_4w", func(x *Carer) cell { return whole{&x.Contract.Min4w} }, "guaranteed over four weeks of the plan, a quarter for each where it has fewer").of("minutes per four weeks").in(0, 40320).at("terms.min_4w"),
		col("max_4w", func(x *Carer) cell { return whole{&x.Contract.Max4w} }, "most, likewise").of("minutes per four weeks").in(0, 40320).at("terms.max_4w"),
		col("tolerance_pct", func(x *Carer) cell { return decimalPtr{&x.Contract.TolerancePct} }, "by which the guaranteed minutes may be passed without agreed overtime").of("per cent").or("5").in(0, 100).at("terms.tolerance_pct"),
		col("overtime", func(x *Carer) cell { return yes{&x.Contract.Overtime} }, "more than the contract was agreed").or("no").at("terms.overtime"),
		col("start_date", func(x *Carer) cell { return when{&x.StartDate} }, "first day of work: no visits before it (rule `papers`); averages of weeks begin with the first Monday from it on (rules `hours48`, `night_work`)"),
		col("born", func(x *Carer) cell { return when{&x.Born} }, "date of birth, of young workers: who is under 18 has longer rests and shorter hours (rules `rest`, `break`, `young`, `weekly_rest`) and is not alone at personal care (rule `trainee`)"),
		col("gender", func(x *Carer) cell { return text(&x.Gender) }, "f, m or other"),
		col("languages", func(x *Carer) cell { return languages{&x.Languages} }, "level 0 to 5 in each: `cy:5;en:4`").word(),
		col("skills", func(x *Carer) cell { return datedSkills{&x.Skills} }, "with the last day they are valid, where there is one: `hoist;insulin:2027-03-01`").word(),
		col("registered_until", func(x *Carer) cell { return when{&x.RegisteredUntil} }, "last day of the registration with Social Care Wales, or of a nurse's with the NMC; empty with a start_date: not registered yet").or("start_date and [rules.papers]"),
		col("dbs_date", func(x *Carer) cell { return when{&x.DBSDate} }, "date of the last DBS check, or of the last look at the update service").or("not asked"),
		col("mode", func(x *Carer) cell { return text(&x.Mode) }, "mode of travel").must().oneOf(modes...),
		col("home_lat", func(x *Carer) cell { return decimal{&x.HomeLat} }, "latitude of the home").of("degrees").in(-90, 90),
		col("home_lon", func(x *Carer) cell { return decimal{&x.HomeLon} }, "longitude").of("degrees").in(-180, 180),
		col("home_postcode", func(x *Carer) cell { return text(&x.HomePostcode) }, "instead of the coordinates; looked up in postcodes.csv"),
		col("start_at", func(x *Carer) cell { return text(&x.StartAt) }, "where shifts start: `home` (the way to the first stop is commute, outside the shift), `base` (of the patch, or the place the shift is at) or a place; the way from there is travel").ref("places").orWord(FromHome, FromBase).or("home"),
		col("end_at", func(x *Carer) cell { return text(&x.EndAt) }, "where shifts end, likewise").ref("places").orWord(FromHome, FromBase).or("home"),
		col("opt_out_48", func(x *Carer) cell { return yes{&x.OptOut48} }, "signed the opt-out of the 48-hour week").or("no"),
		col("night_hazard", func(x *Carer) cell { return yes{&x.NightHazard} }, "their work at night is a special hazard or a heavy strain, by the risk assessment: no more than eight hours in any 24 (rule `night_work`)").or("no"),
		col("other_week", func(x *Carer) cell { return whole{&x.OtherWeek} }, "work for other employers (rules `hours48`, `young`)").of("minutes per week").or("0").in(0, 10080),
		col("weekend_parity", func(x *Carer) cell { return text(&x.WeekendParity) }, "works every second weekend only: A those of the week of `plan.cycle_anchor` and of every second one from there, B those between (rule `parity`)").oneOf("A", "B", "none").or("none"),
		col("pay_band", func(x *Carer) cell { return text(&x.PayBand) }, "whose pay is the rate `pay.BAND`"),
		col("apprentice_from", func(x *Carer) cell { return when{&x.ApprenticeFrom} }, "first day of an apprenticeship: under 19, and in its first year, the rate `nmw.apprentice` is the least that is paid").or("no apprentice"),
		col("apprentice_until", func(x *Carer) cell { return when{&x.ApprenticeUntil} }, "its last day").or("it goes on"),
		col("requires_pair", func(x *Carer) cell { return yes{&x.RequiresPair} }, "a trainee, never alone").or("no"),
		col("pets_ok", func(x *Carer) cell { return yesPtr{&x.PetsOK} }, "may go where there are pets").or("yes"),
		col("smoking_ok", func(x *Carer) cell { return yesPtr{&x.SmokingOK} }, "may go where there is smoke").or("yes"),
		col("stairs_ok", func(x *Carer) cell { return yesPtr{&x.StairsOK} }, "may go where there are stairs").or("yes"),
		col("rides_with", func(x *Carer) cell { return text(&x.RidesWith) }, "the colleague in whose car they go from visit to visit, with mode car; both then make the same visits one after the other").ref("carers"),
		col("max_days_in_row", func(x *Carer) cell { return whole{&x.MaxDaysInRow} }, "most days without a day off").of("days").or("6").in(1, 366),
		col("min_days_in_row", func(x *Carer) cell { return whole{&x.MinDaysInRow} }, "fewest days without a day off").of("days").or("1").in(1, 366),
		col("min_days_off", func(x *Carer) cell { return whole{&x.MinDaysOff} }, "fewest days off in a row").of("days").or("1").in(1, 366),
		col("max_days_off", func(x *Carer) cell { return whole{&x.MaxDaysOff} }, "most days off in a row").of("days").or("any number").in(1, 366),
		col("max_weekends", func(x *Carer) cell { return wholePtr{&x.MaxWeekends} }, "weekends in the plan of which a day is worked").of("weekends").or("any number").in(0, 60),
		col("whole_weekends", func(x *Carer) cell { return yes{&x.WholeWeekends} }, "both days of a weekend are worked, or neither").or("no"),
		col("most_of", func(x *Carer) cell { return shiftCounts{&x.MostOf} }, "how often some shifts in the plan, at most: `night:4;late:8`").ref("shifts"),
		col("min_plan", func(x *Carer) cell { return whole{&x.Contract.MinPlan} }, "shift hours in the whole plan, at least").of("minutes").in(0, 1000000).at("terms.min_plan"),
		col("max_plan", func(x *Carer) cell { return whole{&x.Contract.MaxPlan} }, "at most").of("minutes").or("any number").in(0, 1000000).at("terms.max_plan"),
		col("max_span", func(x *Carer) cell { return whole{&x.MaxSpan} }, "from the first start to the last end of a day").of("minutes").or("720").in(1, 1440),
	},
}

var shiftKinds = []string{"early", "late", "day", "evening", "night", "sleep_in", "on_call"}

var shiftTable = &table[Shift]{
	name: "shifts", json: "shifts", noun: "shift", doc: "Shifts: `given` ones are worked, `open` ones the solver may use. Either a date, or days (with week_of_cycle). A row of a rotation is a shift of every carer whom rotations.csv names for it.",
	rows:  func(p *Problem) *[]Shift { return &p.Shifts },
	newID: func(x *Shift, id string) { x.ID = ShiftID(id) },
	columns: []column[Shift]{
		{colInfo{name: "id", json: "id", key: true, id: true, doc: "free text, unique in the file", fallback: "made from the row"}, func(x *Shift) cell { return text(&x.ID) }},
		col("carer", func(x *Shift) cell { return text(&x.Carer) }, "who works it, or `any`; empty in a row of a rotation").ref("carers").orWord(string(AnyCarer)),
		col("rotation", func(x *Shift) cell { return text(&x.Rotation) }, "instead of a carer: each carer of this rotation works it, in the weeks that rotations.csv makes theirs").word(),
		col("date", func(x *Shift) cell { return when{&x.Date} }, "a single date"),
		col("days", func(x *Shift) cell { return dayset{&x.Days} }, "or seven digits from Monday"),
		col("week_of_cycle", func(x *Shift) cell { return weekOf{&x.WeekOfCycle} }, "1/2 is week 1 of a two-week cycle (1 to 6 weeks)").or("every week"),
		col("start", func(x *Shift) cell { return clock{&x.Start} }, "start").must(),
		col("end", func(x *Shift) cell { return clock{&x.End} }, "end; past midnight it is written 25:30").must(),
		col("kind", func(x *Shift) cell { return text(&x.Kind) }, "what it is").oneOf(shiftKinds...),
		col("status", func(x *Shift) cell { return text(&x.Status) }, "given or open").must().oneOf(Given, Open),
		col("location", func(x *Shift) cell { return text(&x.Location) }, "a patch or a place").or("the carer's patch").ref("patches", "places"),
		col("break_min", func(x *Shift) cell { return wholePtr{&x.Break} }, "break, unpaid").of("minutes").or("[rules.break]").in(0, 10080),
		col("max_contact", func(x *Shift) cell { return whole{&x.MaxContact} }, "most minutes of visits").of("minutes").in(0, 10080).notYet(),
		col("shared", func(x *Shift) cell { return yes{&x.Shared} }, "an open shift of `any` that any number of carers may work at once").or("no"),
		col("no_next", func(x *Shift) cell { return list(&x.NoNext) }, "shifts that nobody works the day after it").ref("shifts"),
		col("skills", func(x *Shift) cell { return list(&x.Skills) }, "whoever works it needs these: the role of a shift").word(),
		col("min_in_row", func(x *Shift) cell { return whole{&x.MinInRow} }, "fewest days in a row in shifts of its kind, or in it where it has none").of("days").or("1").in(1, 366),
		col("max_in_row", func(x *Shift) cell { return whole{&x.MaxInRow} }, "most of them").of("days").or("any number").in(1, 366),
		col("break_from", func(x *Shift) cell { return optClock{&x.BreakFrom} }, "the break lies between this time …").or("[rules.break]"),
		col("break_to", func(x *Shift) cell { return optClock{&x.BreakTo} }, "… and this one").or("[rules.break]"),
		col("max_load", func(x *Shift) cell { return whole{&x.MaxLoad} }, "most load of all its visits together").or("none"),
	},
}

var rotationTable = &table[Rotation]{
	name: "rotations", json: "rotations", noun: "rotation", doc: "Who works a rotation, a pattern of shifts over weeks that is written once (the rows of shifts.csv with its name in `rotation`): each carer some weeks later than the others, so that the weeks are shared out. Nobody is in two on one date.",
	rows: func(p *Problem) *[]Rotation { return &p.Rotations },
	columns: []column[Rotation]{
		col("carer", func(x *Rotation) cell { return text(&x.Carer) }, "who").must().keyed().ref("carers"),
		col("rotation", func(x *Rotation) cell { return text(&x.Rotation) }, "works which").must().keyed().word(),
		col("offset", func(x *Rotation) cell { return whole{&x.Offset} }, "so many weeks after that of `plan.cycle_anchor` comes this carer's week 1").of("weeks").or("0").in(0, maxCycle-1),
		col("from", func(x *Rotation) cell { return when{&x.From} }, "first date").or("always").keyed(),
		col("until", func(x *Rotation) cell { return when{&x.Until} }, "last date").or("for good"),
	},
}

var absenceTable = &table[Absence]{
	name: "absence", json: "absences", noun: "absence", doc: "Leave, sickness, training away. Days are inclusive.",
	rows: func(p *Problem) *[]Absence { return &p.Absences },
	columns: []column[Absence]{
		col("carer", func(x *Absence) cell { return text(&x.Carer) }, "who is away").must().keyed().ref("carers"),
		col("from", func(x *Absence) cell { return dateTime{&x.From} }, "first day, or date and time").must().keyed(),
		col("to", func(x *Absence) cell { return dateTime{&x.To} }, "last day, or date and time").must().keyed(),
		col("kind", func(x *Absence) cell { return text(&x.Kind) }, "leave, sick, training, …: given shifts that they take, or a fifth of a week's guaranteed minutes a day where a week has none, count towards the contract; `unpaid` does not. Days of all but training, bereavement, compassionate, medical, jury and `unpaid` are made up for in the average of 48 hours (rule `hours48`). A word that is not known counts as paid leave, with a warning").must(),
	},
}

var availabilityTable = &table[Availability]{
	name: "availability", json: "availability", noun: "availability", doc: "What carers say of a day or span. Either a date or days.",
	rows: func(p *Problem) *[]Availability { return &p.Availability },
	columns: []column[Availability]{
		col("carer", func(x *Availability) cell { return text(&x.Carer) }, "who").must().keyed().ref("carers"),
		col("date", func(x *Availability) cell { return when{&x.Date} }, "a single date").keyed(),
		col("days", func(x *Availability) cell { return dayset{&x.Days} }, "or seven digits from Monday").keyed(),
		col("from", func(x *Availability) cell { return clock{&x.From} }, "start of the span").must().keyed(),
		col("to", func(x *Availability) cell { return clock{&x.To} }, "end of the span").must().keyed(),
		col("level", func(x *Availability) cell { return text(&x.Level) }, "`no` is law (rule `available`); `avoid` is a wish, and so, with less weight, is that a shift on a date with `prefer` lies within those spans (rule `avoid`; at level law only what is to be avoided is law); `yes` is for the record and weighs nothing. To be given a day, ask for it in requests.csv").must().oneOf(AvailYes, AvailPrefer, AvailAvoid, AvailNo),
	},
}

var hoursTable = &table[CarerWeek]{
	name: "carer_hours", json: "carer_hours", noun: "carer week", doc: "Past weeks of carers: rest and fairness start from here, and the averages of 17 weeks (rules `hours48`, `night_work`) if all 16 weeks before the plan are here, or all since the first Monday of the job (`start_date`): a week without work too, with 0.",
	rows: func(p *Problem) *[]CarerWeek { return &p.CarerHours },
	columns: []column[CarerWeek]{
		col("carer", func(x *CarerWeek) cell { return text(&x.Carer) }, "who").must().keyed().ref("carers"),
		col("week_start", func(x *CarerWeek) cell { return when{&x.WeekStart} }, "a Monday").must().keyed(),
		col("minutes_worked", func(x *CarerWeek) cell { return count{&x.MinutesWorked} }, "paid work").of("minutes").must().in(0, 10080),
		col("minutes_leave", func(x *CarerWeek) cell { return whole{&x.MinutesLeave} }, "leave and sickness: what would have been worked").of("minutes").in(0, 10080),
		col("days_leave", func(x *CarerWeek) cell { return whole{&x.DaysLeave} }, "the days of it; as many days of work after the 17 weeks count in their place (rule `hours48`)").of("days").or("minutes_leave / [rules.hours48] leave_day, rounded up").in(0, 7),
		col("days_worked", func(x *CarerWeek) cell { return whole{&x.DaysWorked} }, "days of work").of("days").in(0, 7),
		col("nights", func(x *CarerWeek) cell { return whole{&x.Nights} }, "those with so much work at night as makes night work, three hours or more unless [rules.night] has it otherwise (rule `night_work`)").of("days").in(0, 7),
		col("weekends", func(x *CarerWeek) cell { return whole{&x.Weekends} }, "weekends worked (0 or 1 of a week)").in(0, 53),
		col("lates", func(x *CarerWeek) cell { return whole{&x.Lates} }, "late shifts").in(0, 1000),
		col("splits", func(x *CarerWeek) cell { return whole{&x.Splits} }, "split days, as the rule split has them").in(0, 1000),
		col("miles", func(x *CarerWeek) cell { return decimal{&x.Miles} }, "driven").of("miles"),
		col("double_ups", func(x *CarerWeek) cell { return whole{&x.DoubleUps} }, "attendances at visits for two carers or more").in(0, 1000),
		col("last_shift_end", func(x *CarerWeek) cell { return dateTime{&x.LastShiftEnd} }, "end of the week's last shift, date and time: the daily rest counts from it"),
		col("rest_owed", func(x *CarerWeek) cell { return whole{&x.RestOwed} }, "compensatory rest still owed when the week ends: of the week before the plan it is carried into it (rules `rest_debt`, `rest_owed`)").of("minutes").in(0, 100000),
		col("days_in_row", func(x *CarerWeek) cell { return whole{&x.DaysInRow} }, "days worked in a row up to the week's Sunday: days in a row go on from the row of the week before the plan").of("days").or("not known").in(1, 366),
		col("days_off", func(x *CarerWeek) cell { return whole{&x.DaysOff} }, "or days off in a row up to it").of("days").or("not known").in(1, 366),
		col("last_shift", func(x *CarerWeek) cell { return text(&x.LastShift) }, "the shift of that Sunday, where it was worked").ref("shifts"),
		col("shifts_in_row", func(x *CarerWeek) cell { return whole{&x.ShiftsInRow} }, "days in a row with a shift of its kind up to that Sunday").of("days").or("1").in(1, 366),
	},
}

var requestTable = &table[Request]{
	name: "requests", json: "requests", noun: "request", doc: "What carers ask of a day: to work, or not to work, a shift or any. Either a date or days.",
	rows: func(p *Problem) *[]Request { return &p.Requests },
	columns: []column[Request]{
		col("carer", func(x *Request) cell { return text(&x.Carer) }, "who asks").must().keyed().ref("carers"),
		col("date", func(x *Request) cell { return when{&x.Date} }, "a single date").keyed(),
		col("days", func(x *Request) cell { return dayset{&x.Days} }, "or seven digits from Monday").keyed(),
		col("shift", func(x *Request) cell { return text(&x.Shift) }, "which shift").or("any").ref("shifts").keyed(),
		col("want", func(x *Request) cell { return text(&x.Want) }, "to work or not to").must().oneOf(WantOn, WantOff).keyed(),
		col("weight", func(x *Request) cell { return decimalPtr{&x.Weight} }, "times the rule's weight").or("1").in(0, 1000),
	},
}

var colleagueTable = &table[Colleagues]{
	name: "colleagues", json: "colleagues", noun: "pair of colleagues", doc: "Carers who work together or apart: whoever is new works when a mentor works, two of one family are not at work at the same time.",
	rows: func(p *Problem) *[]Colleagues { return &p.Colleagues },
	columns: []column[Colleagues]{
		col("carer", func(x *Colleagues) cell { return text(&x.Carer) }, "of whom it is said: the one who is new").must().keyed().ref("carers"),
		col("other", func(x *Colleagues) cell { return text(&x.Other) }, "the other: the mentor, who may work alone").must().keyed().ref("carers"),
		col("work", func(x *Colleagues) cell { return text(&x.Work) }, "when the other works, or when the other does not").must().keyed().oneOf(WorkTogether, WorkApart),
		col("same_site", func(x *Colleagues) cell { return yes{&x.SameSite} }, "only shifts with one location (a place or a patch; the carer's patch where none is given) count").or("no"),
		col("from", func(x *Colleagues) cell { return when{&x.From} }, "first date on which it holds").keyed(),
		col("until", func(x *Colleagues) cell { return when{&x.Until} }, "last date").or("for good"),
	},
}
