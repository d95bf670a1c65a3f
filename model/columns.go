package model

// tables is every table of a workspace, in the order in which FILES.md explains them.
var tables = []anyTable{
	patchTable, placeTable, personTable, visitTable, carerTable, shiftTable, rotationTable, coverTable,
	absenceTable, availabilityTable, requestTable, colleagueTable, eventTable, poolTable, wishTable, legTable, matrixTable, skeletonNodeTable, skeletonLinkTable, barrierTable, busTable, patternTable, previousTable, publishedTable,
	historyTable, hoursTable, pinTable, actualTable, correctionTable, blockTable,
}

// Words that several columns share.
var (
	carerKinds = []string{Guaranteed, Salaried, ZeroHours, Bank, Agency, Volunteer, Personal}
	modes      = []string{ModeCar, ModeBike, ModeEBike, ModeWalk, ModeBus}
)

var patchTable = &table[Patch]{
	name: "patches", json: "patches", noun: "patch", doc: "Neighbourhoods of one team each.",
	rows: func(p *Problem) *[]Patch { return &p.Patches },
	columns: []column[Patch]{
		ident(func(x *Patch) *PatchID { return &x.ID }),
		col("name_en", func(x *Patch) cell { return text(&x.NameEn) }, "name in English").must(),
		col("name_cy", func(x *Patch) cell { return text(&x.NameCy) }, "name in Welsh").or("the English one"),
		col("provider", func(x *Patch) cell { return text(&x.Provider) }, "who runs the team: nobody goes to another provider's people, nor is anything of one in the pages of another (`--provider`)"),
		col("lends_to", func(x *Patch) cell { return list(&x.LendsTo) }, "other providers with whom there is an agreement: carers of this patch may go to their people").word().or("none"),
		col("base_lat", func(x *Patch) cell { return decimal{&x.BaseLat} }, "latitude of the team's base").of("degrees").in(-90, 90),
		col("base_lon", func(x *Patch) cell { return decimal{&x.BaseLon} }, "longitude").of("degrees").in(-180, 180),
		col("base_postcode", func(x *Patch) cell { return text(&x.BasePostcode) }, "instead of the coordinates; looked up in postcodes.csv"),
		col("block_minutes_4w", func(x *Patch) cell { return whole{&x.BlockMinutes4w} }, "paid minutes bought as a block: of who comes to the patch's people, their ways and waits too").of("minutes per four weeks").in(0, 1e9),
		col("block_cost_4w", func(x *Patch) cell { return decimal{&x.BlockCost4w} }, "price of the block").of("pounds per four weeks").in(0, 1e9),
	},
}

var placeTable = &table[Place]{
	name: "places", json: "places", noun: "place", doc: "Extra care schemes, bases and venues.",
	rows: func(p *Problem) *[]Place { return &p.Places },
	columns: []column[Place]{
		ident(func(x *Place) *PlaceID { return &x.ID }),
		col("name_en", func(x *Place) cell { return text(&x.NameEn) }, "name in English").must(),
		col("name_cy", func(x *Place) cell { return text(&x.NameCy) }, "name in Welsh").or("the English one"),
		col("kind", func(x *Place) cell { return text(&x.Kind) }, "what it is").must().oneOf(PlaceScheme, PlaceBase, PlaceVenue),
		col("lat", func(x *Place) cell { return decimal{&x.Lat} }, "latitude").of("degrees").in(-90, 90),
		col("lon", func(x *Place) cell { return decimal{&x.Lon} }, "longitude").of("degrees").in(-180, 180),
		col("postcode", func(x *Place) cell { return text(&x.Postcode) }, "instead of the coordinates; looked up in postcodes.csv"),
		col("access_min", func(x *Place) cell { return wholePtr{&x.Access} }, "parking and door, charged on arrival").of("minutes").or("1").in(0, 120),
		col("capacity", func(x *Place) cell { return whole{&x.Capacity} }, "people at once in a session, carers not counted").of("people").or("any number").in(1, 1000),
	},
}

var personTable = &table[Person]{
	name: "people", json: "people", noun: "person", doc: "People who are supported at home.",
	rows: func(p *Problem) *[]Person { return &p.People },
	columns: []column[Person]{
		ident(func(x *Person) *PersonID { return &x.ID }),
		col("name", func(x *Person) cell { return text(&x.Name) }, "as the run sheet prints it").must(),
		col("patch", func(x *Person) cell { return text(&x.Patch) }, "the patch they live in").must().ref("patches"),
		col("lat", func(x *Person) cell { return decimal{&x.Lat} }, "latitude of the home").of("degrees").in(-90, 90),
		col("lon", func(x *Person) cell { return decimal{&x.Lon} }, "longitude").of("degrees").in(-180, 180),
		col("postcode", func(x *Person) cell { return text(&x.Postcode) }, "instead of the coordinates; looked up in postcodes.csv"),
		col("place", func(x *Person) cell { return text(&x.Place) }, "the scheme they live in: its coordinates and building count").ref("places"),
		col("access_min", func(x *Person) cell { return wholePtr{&x.Access} }, "parking and door, charged on arrival").of("minutes").or("2, in a scheme the scheme's").in(0, 120),
		col("climb_min", func(x *Person) cell { return whole{&x.Climb} }, "from the door to the home: stairs, a lift, a long path, on top of access_min").of("minutes").in(0, 60).or("none"),
		col("language_need", func(x *Person) cell { return text(&x.LanguageNeed) }, "language of care").oneOf("none", "prefer_cy", "require_cy", "prefer_en", "require_en").or("none"),
		col("gender_need", func(x *Person) cell { return text(&x.GenderNeed) }, "gender of the carer").oneOf("none", "prefer_f", "require_f", "prefer_m", "require_m").or("none"),
		col("need_reason", func(x *Person) cell { return text(&x.NeedReason) }, "why, for the record"),
		col("named_team", func(x *Person) cell { return list(&x.NamedTeam) }, "carers who should come").ref("carers"),
		col("only", func(x *Person) cell { return list(&x.Only) }, "nobody else may come").ref("carers").or("anybody"),
		col("never", func(x *Person) cell { return list(&x.Never) }, "these may not come").ref("carers"),
		col("pets", func(x *Person) cell { return yes{&x.Pets} }, "pets in the home").or("no"),
		col("smoking", func(x *Person) cell { return yes{&x.Smoking} }, "smoking in the home").or("no"),
		col("stairs", func(x *Person) cell { return yes{&x.Stairs} }, "stairs to the door").or("no"),
		col("lone_after", func(x *Person) cell { return optClock{&x.LoneAfter} }, "no carer alone here after this time, and before 06:00: a visit that starts before 06:00 belongs to the evening before, and so does a time before 06:00").or("none"),
		col("key_holders", func(x *Person) cell { return list(&x.KeyHolders) }, "carers who hold a key").ref("carers"),
		col("max_carers_7d", func(x *Person) cell { return whole{&x.MaxCarers7d} }, "different carers in a week").of("carers").or("[rules.carers] per_week").in(1, 1000),
		col("max_carers_14d", func(x *Person) cell { return whole{&x.MaxCarers14d} }, "in two weeks").of("carers").in(1, 1000),
		col("max_carers_28d", func(x *Person) cell { return whole{&x.MaxCarers28d} }, "in four weeks").of("carers").in(1, 1000),
		col("funding", func(x *Person) cell { return text(&x.Funding) }, "who pays").oneOf("council", "health", "self"),
		col("agreement_short", func(x *Person) cell { return when{&x.AgreementShort} }, "short visits agreed on (condition B)"),
		col("plan_start", func(x *Person) cell { return when{&x.PlanStart} }, "start of the current care and support plan"),
		col("priority", func(x *Person) cell { return whole{&x.Priority} }, "1 is the highest").or("2").in(1, Priorities),
		col("pool", func(x *Person) cell { return text(&x.Pool) }, "a pool they may draw on").ref("pools"),
		col("need", func(x *Person) cell { return whole{&x.Need} }, "their part in a pool that is shared by need").or("1").in(1, 100),
		col("goes_by", func(x *Person) cell { return text(&x.GoesBy) }, "how they get to a session or an outing that starts elsewhere than at home, and back: on foot, or somebody takes them; legs as carers', inside a building [rules.legs] same_building").oneOf(modes...).or("walk"),
	},
}
