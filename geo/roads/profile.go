package roads

// ProfileVersion names the tables of speeds below; it goes into every network and every cache. A change of any figure
// changes it.
const ProfileVersion = "2026-11-28"

// The modes that networks are built for, in the order of files.
var modes = [...]string{"car", "bike", "ebike", "walk"}

// Modes gives the modes that a network answers.
func Modes() []string { return modes[:] }

func modeIndex(mode string) int {
	for i, m := range modes {
		if m == mode {
			return i
		}
	}
	return -1
}

// kmhPerMph is exact by the definition of the international mile.
const kmhPerMph = 1.609344

// dated is a figure that holds from a day on.
type dated struct {
	from  string // 2006-01-02; empty: always
	value float64
}

// on gives the figure of a day; an empty day means the newest.
func on(figures []dated, day string) float64 {
	v := figures[0].value
	for _, f := range figures {
		if day == "" || f.from <= day {
			v = f.value
		}
	}
	return v
}

// restrictedMph is the limit of a restricted road (street lights, no sign to say otherwise) in Wales. Source: The
// Restricted Roads (20 mph Speed Limit) (Wales) Order 2022, SI 2022/800 (W. 177), in force on 17 September 2023; before
// it section 81 of the Road Traffic Regulation Act 1984, 30 mph.
var restrictedMph = []dated{{"", 30}, {"2023-09-17", 20}}

// Profile is how one mode travels. Speeds are km/h on an open road of the class without a limit of its own; 0 means that
// the mode does not use the class unless a tag allows it, and then goes at Allowed. They are figures of ours, set on
// 2026-11-28 by the reference of house rules (docs/FILES.md: bike 15, e-bike 17, walk 4.8) and, for cars, by what
// rural roads of Great Britain let through (Department for Transport, table SPE0111 for single carriageways; lanes by
// estimate). Calibration (Factors) is how a council sets them right.
type Profile struct {
	Mode       string
	Speed      [classes]float64
	Top        [classes]float64 // the most on a class, whatever the sign allows; 0: no such bound
	Allowed    float64          // speed where a tag opens a class that has none
	Compliance float64          // share of a signed limit that is driven
	Link       float64          // slip roads: share of the class's speed
	SingleTop  float64          // most on a single-track road; 0: no matter
	RoughTop   float64          // most on unsealed ground; 0: no matter
	Private    float64          // times longer on roads that are private or for their own traffic only: a penalty

	Gate, Grid, Signals, Crossing float64 // seconds at a gate, cattle grid, traffic lights, level crossing
	Boarding                      float64 // seconds before a ferry leaves
	FerrySpeed                    float64 // km/h where a ferry does not say how long it takes
	Access                        []string
	Oneway                        bool // one-way streets bind
	Turns                         bool // turn restrictions bind
}

func classTable(speeds map[Class]float64) (t [classes]float64) {
	for c, v := range speeds {
		t[c] = v
	}
	return t
}

func carProfile() *Profile {
	return &Profile{
		Mode: "car",
		Speed: classTable(map[Class]float64{
			Motorway: 100, Trunk: 80, Primary: 68, Secondary: 60, Tertiary: 52, Unclassified: 42, Residential: 34,
			LivingStreet: 12, Service: 16, Track: 12,
		}),
		Top: classTable(map[Class]float64{
			Motorway: 106, Trunk: 96, Primary: 84, Secondary: 76, Tertiary: 66, Unclassified: 56, Residential: 45,
			LivingStreet: 16, Service: 30, Track: 24,
		}),
		Allowed: 10, Compliance: 0.87, Link: 0.65, SingleTop: 38, RoughTop: 25, Private: 2,
		Gate: 45, Grid: 3, Signals: 8, Crossing: 10, Boarding: 900, FerrySpeed: 18,
		Access: []string{"motorcar", "motor_vehicle", "vehicle", "access"}, Oneway: true, Turns: true,
	}
}

func bikeProfile(mode string, kmh float64) *Profile {
	k := kmh / 15
	return &Profile{
		Mode: mode,
		Speed: classTable(map[Class]float64{
			Trunk: kmh, Primary: kmh, Secondary: kmh, Tertiary: kmh, Unclassified: kmh, Residential: kmh, LivingStreet: 12 * k,
			Service: 12 * k, Track: 11 * k, Cycleway: kmh, Bridleway: 9 * k, Path: 9 * k,
		}),
		Allowed: 10, Compliance: 1, Link: 1, RoughTop: 11 * k, Private: 2,
		Gate: 15, Grid: 3, Signals: 8, Crossing: 10, Boarding: 600, FerrySpeed: 18,
		Access: []string{"bicycle", "vehicle", "access"}, Oneway: true, Turns: true,
	}
}

func walkProfile() *Profile {
	return &Profile{
		Mode: "walk",
		Speed: classTable(map[Class]float64{
			Trunk: 4.8, Primary: 4.8, Secondary: 4.8, Tertiary: 4.8, Unclassified: 4.8, Residential: 4.8, LivingStreet: 4.8,
			Service: 4.8, Track: 4.6, Pedestrian: 4.8, Cycleway: 4.8, Bridleway: 4.4, Path: 4.4, Footway: 4.8, Steps: 2.4,
		}),
		Allowed: 4.8, Compliance: 1, Link: 1, Private: 2,
		Gate: 5, Signals: 8, Crossing: 10, Boarding: 600, FerrySpeed: 18,
		Access: []string{"foot", "access"},
	}
}

// Profiles gives the tables of every mode, in the order of [Modes].
func Profiles() []*Profile {
	return []*Profile{carProfile(), bikeProfile("bike", 15), bikeProfile("ebike", 17), walkProfile()}
}
