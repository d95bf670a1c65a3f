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

var skeletonNodeTable = &table[SkeletonNode]{
	name: "skeleton_nodes", json: "skeleton_nodes", noun: "place", doc: "Places of a skeleton of main roads: with skeleton_links.csv a small map that anybody can draw, where no extract of roads is at hand.",
	rows: func(p *Problem) *[]SkeletonNode { return &p.SkeletonNodes },
	columns: []column[SkeletonNode]{
		ident(func(x *SkeletonNode) *string { return &x.ID }),
		col("name_cy", func(x *SkeletonNode) cell { return text(&x.NameCy) }, "name in Welsh"),
		col("name_en", func(x *SkeletonNode) cell { return text(&x.NameEn) }, "name in English"),
		col("lat", func(x *SkeletonNode) cell { return amount{&x.Lat} }, "latitude").of("degrees").must().in(-90, 90),
		col("lon", func(x *SkeletonNode) cell { return amount{&x.Lon} }, "longitude").of("degrees").must().in(-180, 180),
	},
}

var skeletonLinkTable = &table[SkeletonLink]{
	name: "skeleton_links", json: "skeleton_links", noun: "link", doc: "Roads of the skeleton, each gone both ways.",
	rows: func(p *Problem) *[]SkeletonLink { return &p.SkeletonLinks },
	columns: []column[SkeletonLink]{
		col("from", func(x *SkeletonLink) cell { return text(&x.From) }, "where it starts").must().keyed().ref("skeleton_nodes"),
		col("to", func(x *SkeletonLink) cell { return text(&x.To) }, "where it ends").must().keyed().ref("skeleton_nodes"),
		col("road", func(x *SkeletonLink) cell { return text(&x.Road) }, "its number or name: a second road between two places needs one").keyed(),
		col("class", func(x *SkeletonLink) cell { return text(&x.Class) }, "M dual carriageway, T trunk, A, B, C minor, or P a path that no car goes: it is for those who cycle or walk").oneOf("M", "T", "A", "B", "C", PathLink).or("C"),
		col("km", func(x *SkeletonLink) cell { return amount{&x.Km} }, "by road").of("kilometres").must().in(0, 1000),
		col("minutes", func(x *SkeletonLink) cell { return decimal{&x.Minutes} }, "by car").of("minutes").in(0, 1440).or("km by the class's speed: M 94, T 64, A 54, B 46, C 32 km/h"),
	},
}

var barrierTable = &table[Barrier]{
	name: "barriers", json: "barriers", noun: "barrier", doc: "Lines that nobody goes across, where legs are straight: an estuary from well out at sea up to its first bridge, a ridge without a pass. Who would cross one goes round its end; a bridge is a gap between two of them.",
	rows: func(p *Problem) *[]Barrier { return &p.Barriers },
	columns: []column[Barrier]{
		col("name", func(x *Barrier) cell { return text(&x.Name) }, "what it is").must().keyed(),
		col("line", func(x *Barrier) cell { return lineCell{&x.Line} }, "its points in their order, latitude and longitude: `52.71 -4.06;52.73 -4.02`").must(),
		col("modes", func(x *Barrier) cell { return list(&x.Modes) }, "modes of travel that it stops: who walks may have a footbridge: car, bike, ebike, walk, bus").or("all"),
	},
}

var busTable = &table[BusStop]{
	name: "buses", json: "buses", noun: "row", doc: "A timetable as it is printed: a row for each stop of a line, a column of times for each journey. Whoever goes by bus walks to a stop within reach (`[rules.legs] walk_metres`, round barriers that stop walkers), waits for the next journey and walks from the stop where they get off; the way there and the waiting are travel. Without this table a leg by bus is a guess.",
	rows: func(p *Problem) *[]BusStop { return &p.Buses },
	columns: []column[BusStop]{
		col("line", func(x *BusStop) cell { return text(&x.Line) }, "the line, one name for each direction: `T3 north`").must().keyed(),
		col("stop", func(x *BusStop) cell { return text(&x.Stop) }, "the stop").must().keyed(),
		col("days", func(x *BusStop) cell { return dayset{&x.Days} }, "days on which these journeys run, seven digits from Monday").must().keyed(),
		col("lat", func(x *BusStop) cell { return decimal{&x.Lat} }, "latitude of the stop").of("degrees").must().in(-90, 90),
		col("lon", func(x *BusStop) cell { return decimal{&x.Lon} }, "longitude").of("degrees").must().in(-180, 180),
		col("times", func(x *BusStop) cell { return clocks{&x.Times} }, "when each journey is there, in the order of the journeys, `-` where one does not stop: `07:05;-;09:05`").must(),
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
