package roads

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// passage is how a mode goes along a way: km/h with its nodes and against them, 0 where it may not.
type passage struct {
	kmh   [2]float64
	class Class
	ferry float64 // seconds of the whole crossing, boarding included; 0: by kmh
}

// passage reads the tags of a way. day decides between figures that changed.
func (p *Profile) passage(t Tags, day string) passage {
	class, link := classOf(t)
	if class == none {
		return passage{}
	}
	open, slow := p.access(t, class)
	if !open || t.Get("area") == "yes" && p.Oneway { // only walkers go along the edge of a square
		return passage{class: class}
	}
	out := passage{class: class}
	if class == Ferry {
		out.kmh = [2]float64{p.FerrySpeed, p.FerrySpeed}
		if s := durationSeconds(t.Get("duration")); s > 0 {
			out.ferry = s + p.Boarding
		}
	} else {
		out.kmh = p.speeds(t, class, link, day)
		if slow {
			out.kmh[0] /= p.Private
			out.kmh[1] /= p.Private
		}
	}
	with, against := p.directions(t, class)
	if !with {
		out.kmh[0] = 0
	}
	if !against {
		out.kmh[1] = 0
	}
	return out
}

// access tells whether a mode may use a way, and whether only to get to what lies on it.
func (p *Profile) access(t Tags, class Class) (open, slow bool) {
	speed := p.Speed[class]
	open = speed > 0 || class == Ferry
	if t.Get("motorroad") == "yes" && !slices.Contains(p.Access, "motorcar") {
		open = false
	}
	if class == Ferry && t.First("motor_vehicle", "vehicle", "motorcar", "access") == "" && t.Get("foot") != "" {
		open = !slices.Contains(p.Access, "motorcar") // a boat that says whom it takes, and no cars
	}
	for i, key := range p.Access {
		v := t.Get(key)
		general := i == len(p.Access)-1 // access=yes opens no footpath to cars
		switch v {
		case "":
			continue
		case "no", "agricultural", "forestry", "emergency", "military", "use_sidepath", "bus", "psv", "hgv", "delivery":
			return false, false
		case "private", "destination", "customers", "permit", "residents":
			return open || !general, true
		case "dismount":
			return open, false
		default:
			return open || !general && class != Motorway, false
		}
	}
	return open, false
}

// directions tells whether a way may be gone with its nodes and against them.
func (p *Profile) directions(t Tags, class Class) (with, against bool) {
	if !p.Oneway {
		switch t.Get("oneway:foot") {
		case "yes":
			return true, false
		case "-1":
			return false, true
		}
		return true, true
	}
	oneway := t.Get("oneway")
	if oneway == "" && (class == Motorway || t.Get("junction") == "roundabout" || t.Get("junction") == "circular") {
		oneway = "yes"
	}
	if p.Mode != "car" {
		if v := t.Get("oneway:bicycle"); v != "" {
			oneway = v
		} else if contraflow(t) {
			oneway = "no"
		}
	}
	switch oneway {
	case "yes", "1", "true":
		return true, false
	case "-1", "reverse":
		return false, true
	case "reversible":
		return false, false
	}
	return true, true
}

// contraflow tells of a lane for bicycles against a one-way street.
func contraflow(t Tags) bool {
	for _, key := range []string{"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"} {
		if strings.HasPrefix(t.Get(key), "opposite") {
			return true
		}
	}
	return false
}

// speeds gives km/h both ways, directions left out of account.
func (p *Profile) speeds(t Tags, class Class, link bool, day string) (kmh [2]float64) {
	base := p.Speed[class]
	if base == 0 {
		base = p.Allowed
	}
	if link {
		base *= p.Link
	}
	rough, single := p.RoughTop > 0 && unsealed(t), p.SingleTop > 0 && singleTrack(t, class)
	for i, key := range []string{"maxspeed:forward", "maxspeed:backward"} {
		v := base
		if limit := signed(t, key, class, day); limit > 0 {
			if p.Top[class] > 0 {
				v = min(limit*p.Compliance, p.Top[class])
			} else {
				v = min(v, limit)
			}
		}
		if single {
			v = min(v, p.SingleTop)
		}
		if rough {
			v = min(v, p.RoughTop)
		}
		kmh[i] = max(v, 1)
	}
	return kmh
}

// signed gives the limit in km/h of a direction, 0 where none is known.
func signed(t Tags, key string, class Class, day string) float64 {
	text := t.First(key, "maxspeed")
	if v := limitOf(text, day); v > 0 {
		return v
	}
	if v := limitOf(t.First("maxspeed:type", "source:maxspeed"), day); v > 0 {
		return v
	}
	if class == Residential || t.Get("lit") == "yes" && class >= Primary && class <= Unclassified {
		return on(restrictedMph, day) * kmhPerMph
	}
	return 0
}

// limitOf reads a limit: 50, 30 mph, GB:nsl_single, walk. 0: it says nothing of use.
func limitOf(text, day string) float64 {
	switch strings.ToLower(text) {
	case "":
		return 0
	case "gb:nsl_restricted", "gb-wls:nsl_restricted", "gb:restricted":
		return on(restrictedMph, day) * kmhPerMph
	case "gb:nsl_single":
		return 60 * kmhPerMph
	case "gb:nsl_dual", "gb:motorway":
		return 70 * kmhPerMph
	case "gb:20_zone", "gb:20", "gb:zone20":
		return 20 * kmhPerMph
	case "gb:30":
		return 30 * kmhPerMph
	case "walk", "walking":
		return 6
	}
	number, mph := strings.CutSuffix(strings.TrimSpace(text), "mph")
	number = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(number), "km/h"))
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || !(v >= 1 && v <= 300) {
		return 0
	}
	if mph {
		v *= kmhPerMph
	}
	return v
}

// singleTrack tells of a road on which two cars cannot pass.
func singleTrack(t Tags, class Class) bool {
	if class < Primary || class > Unclassified || t.Get("oneway") == "yes" {
		return false
	}
	if t.Get("lanes") == "1" || t.Get("passing_places") == "yes" {
		return true
	}
	w, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(t.Get("width"), "m")), 64)
	return err == nil && w > 0 && w < 4
}

// unsealed tells of ground that is not tarmac.
func unsealed(t Tags) bool {
	switch t.Get("surface") {
	case "unpaved", "gravel", "fine_gravel", "dirt", "earth", "ground", "grass", "mud", "sand", "compacted",
		"pebblestone", "rock", "wood":
		return true
	case "":
		return strings.HasPrefix(t.Get("tracktype"), "grade") && t.Get("tracktype") != "grade1"
	}
	return false
}

// durationSeconds reads how long a ferry takes: 25, 1:30, 00:25:00, PT1H30M.
func durationSeconds(text string) float64 {
	var s float64
	if rest, iso := strings.CutPrefix(strings.ToUpper(text), "PT"); iso {
		for _, u := range []struct {
			unit    string
			seconds float64
		}{{"H", 3600}, {"M", 60}, {"S", 1}} {
			if head, tail, ok := strings.Cut(rest, u.unit); ok {
				v, err := strconv.ParseFloat(head, 64)
				if err != nil {
					return 0
				}
				s, rest = s+v*u.seconds, tail
			}
		}
	} else {
		parts := strings.Split(text, ":")
		units := []float64{3600, 60, 1}
		if len(parts) == 1 {
			units = units[1:]
		}
		if len(parts) > 3 {
			return 0
		}
		for i, part := range parts {
			v, err := strconv.ParseFloat(part, 64)
			if err != nil || v < 0 {
				return 0
			}
			s += v * units[i]
		}
	}
	if !(s > 0 && s < 7*24*3600) || math.IsInf(s, 0) {
		return 0
	}
	return s
}

// node gives the seconds that a node with tags costs, and whether a mode may not pass it at all.
func (p *Profile) node(t Tags) (seconds float64, blocked bool) {
	switch t.Get("highway") {
	case "traffic_signals":
		seconds = p.Signals
	case "stop":
		seconds = p.Grid
	}
	barrier := t.Get("barrier")
	if barrier == "" {
		return seconds, false
	}
	car := slices.Contains(p.Access, "motorcar")
	bike := slices.Contains(p.Access, "bicycle")
	switch barrier {
	case "gate", "swing_gate", "lift_gate", "hampshire_gate", "sliding_gate", "kissing_gate", "stile", "turnstile",
		"chain", "toll_booth":
		seconds += p.Gate
		narrow := barrier == "kissing_gate" || barrier == "stile" || barrier == "turnstile"
		blocked = narrow && (car || bike) || t.Get("locked") == "yes" && car
	case "cattle_grid", "entrance", "height_restrictor", "kerb", "sally_port", "border_control":
		seconds += p.Grid
	case "bollard", "cycle_barrier", "block", "bus_trap", "sump_buster", "log", "motorcycle_barrier", "jersey_barrier",
		"debris":
		blocked = car
	default: // walls, fences and hedges are drawn across roads by mistake: a way goes through
	}
	for _, key := range p.Access {
		switch t.Get(key) {
		case "":
			continue
		case "no":
			return seconds, true
		default: // private ones are for who has business there, as everybody here has
			return seconds, blocked && key == "access"
		}
	}
	return seconds, blocked
}
