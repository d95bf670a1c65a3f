package roads

// Extract is what a network is built from: the ways that somebody may travel on, with the tags that matter.
type Extract struct {
	Name string   // of the file, without folders
	Date string   // of the data, 2006-01-02, or empty where the file does not say
	Hash [32]byte // SHA-256 of the file

	Lat, Lon     []int32 // by node, in 1e-7 degrees
	TagSets      []Tags  // each combination of tags once
	Ways         []Way
	NodeTags     []NodeTag // nodes with tags that matter, in the order of nodes
	Restrictions []Restriction
}

// Tag is a key with its value.
type Tag struct{ Key, Value string }

// Tags are the tags of a way, a node or a restriction that matter here.
type Tags []Tag

// Get gives the value of a key, or nothing.
func (t Tags) Get(key string) string {
	for i := range t {
		if t[i].Key == key {
			return t[i].Value
		}
	}
	return ""
}

// First gives the value of the first of the keys that is there.
func (t Tags) First(keys ...string) string {
	for _, k := range keys {
		if v := t.Get(k); v != "" {
			return v
		}
	}
	return ""
}

// Way is a line of nodes with one set of tags.
type Way struct {
	ID    int64
	Nodes []int32 // indices of Extract.Lat
	Tags  int32   // index of Extract.TagSets
}

// NodeTag says that a node has tags: a gate, a bollard, signals.
type NodeTag struct {
	Node int32
	Tags int32 // index of Extract.TagSets
}

// Restriction is a turn that may not, or must, be taken.
type Restriction struct {
	ID       int64
	Tags     int32   // index of Extract.TagSets: restriction, except, restriction:bicycle
	From, To []int64 // ids of ways
	ViaNode  int32   // index of Extract.Lat; below 0: ViaWays
	ViaWays  []int64 // ids of ways, in the order of travel
}

// WayKeys are the tags of ways that profiles read; others need not be kept.
var WayKeys = []string{
	"highway", "route", "junction", "oneway", "oneway:bicycle", "oneway:foot", "access", "vehicle", "motor_vehicle",
	"motorcar", "bicycle", "foot", "maxspeed", "maxspeed:forward", "maxspeed:backward", "maxspeed:type", "source:maxspeed",
	"motorroad", "lanes", "width", "passing_places", "surface", "tracktype", "service", "lit", "sidewalk", "duration",
	"cycleway", "cycleway:left", "cycleway:right", "cycleway:both", "area",
}

// NodeKeys are the tags of nodes that profiles read.
var NodeKeys = []string{"barrier", "highway", "access", "vehicle", "motor_vehicle", "motorcar", "bicycle", "foot", "locked"}

// RestrictionKeys are the tags of restrictions that profiles read.
var RestrictionKeys = []string{
	"restriction", "restriction:motorcar", "restriction:bicycle", "restriction:conditional", "except",
}

// Wanted tells whether a way may be of use to any mode.
func (t Tags) Wanted() bool {
	c, _ := classOf(t)
	return c != none
}
