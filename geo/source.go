package geo

import "context"

// Unknown is the seconds of a leg that a source knows nothing of: the next in the workspace's order is asked.
const Unknown int32 = -1

// Source works out legs between points: roads, a server, a skeleton of main roads, the crow.
type Source interface {
	// Legs gives the ways by a mode ("car", "bike", "ebike", "walk") between all points, from row to column: seconds
	// rounded up, access minutes left out. Far is what the source is sure that nobody can go by that mode; of what it
	// cannot tell Seconds is Unknown. The same points give the same legs, on any number of threads.
	Legs(ctx context.Context, mode string, points []Point) (*Matrix, []Remark, error)
}

// RemarkKind is what a source has to say of a point.
type RemarkKind string

// The kinds of remarks.
const (
	FarFromRoad RemarkKind = "far_from_road" // Metres from the nearest road of this mode
	CutOff      RemarkKind = "cut_off"       // its roads do not join those of most points; Metres from the nearest of these
	Island      RemarkKind = "island"        // only a ferry goes there; Metres from the nearest road of the mainland
	OffMap      RemarkKind = "off_map"       // the source cannot put it on its map, or has no way from or to it; its legs are unknown
)

// Remark is a warning about one of the points that legs were asked for.
type Remark struct {
	Kind   RemarkKind
	Point  int     // index
	Metres float64 // as the kind says, as the crow flies; 0 where it is not known
}
