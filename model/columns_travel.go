package model

var legTable = &table[Leg]{
	name: "travel", json: "legs", noun: "leg", doc: "Known travel: it overrides what the provider works out. `from` and `to` name a person, `carer:ID` for a carer's home, a place, or a patch for its base.",
	rows: func(p *Problem) *[]Leg { return &p.Legs },
	columns: []column[Leg]{
		col("from", func(x *Leg) cell { return text(&x.From) }, "where the leg starts").must().keyed().ref("people", carerHome, "places", "patches"),
		col("to", func(x *Leg) cell { return text(&x.To) }, "where it ends").must().keyed().ref("people", carerHome, "places", "patches"),
		col("mode", func(x *Leg) cell { return text(&x.Mode) }, "mode of travel").must().keyed().oneOf(modes...),
		col("minutes", func(x *Leg) cell { return amount{&x.Minutes} }, "driving (walking, …) time, without access minutes").of("minutes").must().in(0, 1440),
		col("metres", func(x *Leg) cell { return whole{&x.Metres} }, "by road").of("metres").in(0, 1e7).or("the provider's"),
		col("from_time", func(x *Leg) cell { return optClock{&x.FromTime} }, "first time of day at which it holds; of several rows the slowest is planned with").keyed(),
		col("to_time", func(x *Leg) cell { return optClock{&x.ToTime} }, "last time of day").keyed(),
	},
}

var matrixTable = &table[MatrixRow]{
	name: "matrix", json: "matrix", noun: "row", doc: "Exact legs from a router of your own. The rows of one mode, in the alphabetical order of `from` (by bytes), are the places of its matrix, and each row has one leg to each of them in that order, whatever the order of the rows in the file: the example under Travel shows it. " +
		"Between two places of the matrix these are the legs, the way from a place to itself included, whatever the provider, travel.csv, access minutes and minutes inside a building say; travel.csv adds the metres, which are else 0.",
	rows: func(p *Problem) *[]MatrixRow { return &p.Matrix },
	columns: []column[MatrixRow]{
		col("mode", func(x *MatrixRow) cell { return text(&x.Mode) }, "mode of travel").must().keyed().oneOf(modes...),
		col("from", func(x *MatrixRow) cell { return text(&x.From) }, "where the legs start: a person, `carer:ID` for a carer's home, a place, or a patch for its base").must().keyed().ref("people", carerHome, "places", "patches"),
		col("ticks", func(x *MatrixRow) cell { return numbers{&x.Ticks} }, "the leg to each place of the matrix, by the text of its `from`; access minutes of the arrival included; -1 where the mode cannot go").of("ticks").must(),
	},
}

var patternTable = &table[Pattern]{
	name: "patterns", json: "patterns", noun: "row", doc: "Packages to choose from: a person with patterns gets, in each week, all visits of exactly one of them, or none if these visits are optional (all or none of them are); visits of theirs that stand in no pattern are as always.",
	rows: func(p *Problem) *[]Pattern { return &p.Patterns },
	columns: []column[Pattern]{
		col("person", func(x *Pattern) cell { return text(&x.Person) }, "whose package").must().keyed().ref("people"),
		col("pattern", func(x *Pattern) cell { return text(&x.Pattern) }, "free text, one name for each pattern of the person").must().keyed(),
		col("visit", func(x *Pattern) cell { return text(&x.Visit) }, "a visit of the person that the pattern has …").must().keyed().ref("visits"),
		col("days", func(x *Pattern) cell { return dayset{&x.Days} }, "… on these days, which are days of the visit; seven digits from Monday").must(),
	},
}
