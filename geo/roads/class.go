package roads

import "strings"

// Class is the kind of a road, from which speeds and factors come.
type Class uint8

// The classes, as OpenStreetMap has them.
const (
	none Class = iota
	Motorway
	Trunk
	Primary
	Secondary
	Tertiary
	Unclassified
	Residential
	LivingStreet
	Service
	Track
	Pedestrian
	Cycleway
	Bridleway
	Path
	Footway
	Steps
	Ferry
	classes
)

var classNames = [classes]string{
	"none", "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street", "service",
	"track", "pedestrian", "cycleway", "bridleway", "path", "footway", "steps", "ferry",
}

// String gives the name of a class, as in factor files.
func (c Class) String() string {
	if c >= classes {
		return "none"
	}
	return classNames[c]
}

// ParseClass finds a class by its name.
func ParseClass(name string) (Class, bool) {
	for c := Motorway; c < classes; c++ {
		if classNames[c] == name {
			return c, true
		}
	}
	return none, false
}

// Classes gives every class in order.
func Classes() []Class {
	all := make([]Class, 0, classes)
	for c := Motorway; c < classes; c++ {
		all = append(all, c)
	}
	return all
}

// classOf gives the class of a way, and whether it is a slip road.
func classOf(t Tags) (c Class, link bool) {
	highway := t.Get("highway")
	if highway == "" {
		if t.Get("route") == "ferry" {
			return Ferry, false
		}
		return none, false
	}
	highway, link = strings.CutSuffix(highway, "_link")
	switch highway {
	case "road":
		return Unclassified, link
	case "corridor":
		return Footway, link
	case "ferry", "none":
		return none, false
	}
	c, _ = ParseClass(highway)
	return c, link
}
