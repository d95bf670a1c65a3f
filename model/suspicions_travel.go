package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/geo"
)

func (v *validator) skeletonLink(a at, i int) {
	l := &v.p.SkeletonLinks[i]
	if l.From == l.To {
		a.say("E1507", "to", l.To, "the link leads to where it starts", "")
	}
}

// mostBarrierPoints bounds the points of all barriers: ways round them take the cube of their number.
const mostBarrierPoints = 400

func (v *validator) barrier(a at, i int) {
	if points := v.barrierPoints(i + 1); points > mostBarrierPoints && v.barrierPoints(i) <= mostBarrierPoints {
		a.say("E1525", "line", "", fmt.Sprintf("barriers have %d points up to here, and %d are the most", points, mostBarrierPoints), "Draw them with fewer bends: what matters is where they end")
	}
	for _, mode := range v.p.Barriers[i].Modes {
		if !slices.Contains(modes, mode) {
			a.say("E1020", "modes", mode, fmt.Sprintf("mode %q is not one of %s", mode, strings.Join(modes, ", ")), maybe(mode, modes))
		}
	}
	line := v.p.Barriers[i].Line
	for _, c := range line {
		if c != line[0] {
			return
		}
	}
	a.say("E1525", "line", "", fmt.Sprintf("barrier %q is no line", v.p.Barriers[i].Name), "")
}

// located is a horizon of the locations only; nil where the calendar cannot be made.
func (v *validator) located() *Horizon {
	h := &Horizon{Problem: v.p, Rules: v.p.RulesInForce()}
	var err error
	if h.Calendar, err = NewCalendar(v.p.Plan.Start, or(v.p.Plan.Timezone, "Europe/London"), h.Rules.Resolution); err != nil {
		return nil
	}
	h.index()
	h.listLocations()
	return h
}

// barrierPoints counts the points of the first n barriers.
func (v *validator) barrierPoints(n int) int {
	sum := 0
	for i := range n {
		sum += len(v.p.Barriers[i].Line)
	}
	return sum
}

// offSkeleton warns of homes and places of which the skeleton knows nothing, or that its roads do not join.
func (v *validator) offSkeleton() {
	if len(v.p.SkeletonNodes) == 0 || !slices.Contains(v.p.Order(), BySkeleton) {
		return
	}
	if len(v.p.SkeletonNodes) > 1 && len(v.p.SkeletonLinks) == 0 { // said once, and not of every home
		v.found = append(v.found, Diagnostic{
			Code: "W2101", File: "skeleton_links.csv", Message: "it has no link, so that no road joins the places of skeleton_nodes.csv",
			Advice: "Add the roads between them; homes near one place go straight, and all other legs are the next provider's",
		})
		return
	}
	h := v.located()
	if h == nil {
		return
	}
	s, err := v.p.skeleton(ModeCar, v.p.Travel.WithDefaults(), h.Rules)
	if err != nil {
		return
	}
	for _, r := range s.Remarks(h.points()) {
		v.travelRemark(TravelRemark{Provider: BySkeleton, Mode: ModeCar, Location: r.Point, Kind: r.Kind, Metres: r.Metres}, h.Locations[r.Point].Key)
	}
}

// TravelWarnings are what the providers that lie outside the workspace's tables (roads, a server) said of homes and
// places while the horizon was made; what the skeleton says [Validate] tells.
func (h *Horizon) TravelWarnings() Diagnostics {
	v := &validator{p: h.Problem}
	type about struct {
		kind     geo.RemarkKind
		location int
		failure  string
	}
	said := make(map[about]bool)
	for _, r := range h.legwork.remarks {
		if k := (about{r.Kind, r.Location, r.Failure}); r.Provider != BySkeleton && !said[k] {
			said[k] = true
			if r.Kind == gaveUp {
				v.found = append(v.found, r.failure())
				continue
			}
			v.travelRemark(r, h.Locations[r.Location].Key)
		}
	}
	v.factorsLater()
	return v.found
}

// factorsLater warns of factors of roads that hold from a day after the plan begins.
func (v *validator) factorsLater() {
	if v.p.Travel.Factors == "" {
		return // what the program has of its own is no file's to be late
	}
	dated, ok := v.p.sources[ByRoads].(interface{ From() string })
	if start := v.p.Plan.Start.String(); ok && dated.From() > start {
		v.setting("W2105", "travel.factors", v.p.Travel.Factors,
			fmt.Sprintf("its factors hold from %s, and the plan begins on %s: minutes may be others than those of its weeks", dated.From(), start), "")
	}
}

// failure is the warning of a provider that failed.
func (r *TravelRemark) failure() Diagnostic {
	return Diagnostic{
		Code: "W2104", File: SettingsFile, Column: "travel.provider",
		Message: fmt.Sprintf("%s (legs by %s are those of travel by %s instead)", r.Failure, r.Mode, r.Instead),
	}
}

// positionColumn is where a row says where it is.
func positionColumn(row at) string {
	switch row.t {
	case anyTable(carerTable):
		return "home_lat"
	case anyTable(patchTable):
		return "base_lat"
	}
	return "lat"
}

// travelRemark makes a remark a warning about the row that a location is of.
func (v *validator) travelRemark(r TravelRemark, key string) {
	row := v.locationRow(key)
	if row.t == nil {
		return
	}
	column := positionColumn(row)
	switch r.Kind {
	case geo.FarFromRoad:
		message := fmt.Sprintf("no road of travel by %s is near", r.Provider)
		if r.Metres > 0 {
			message = fmt.Sprintf("the nearest road of travel by %s is %s away", r.Provider, howFar(r.Metres))
		}
		row.say("W2100", column, "", message, "")
	case geo.CutOff:
		message := fmt.Sprintf("its roads, of travel by %s, do not join those of most others", r.Provider)
		row.say("W2101", column, "", message+away(r.Metres, ", the nearest of which is %s away"), "")
	case stoodIn:
		who := r.Instead + " makes them instead"
		if r.Instead == "" {
			who = "nobody else makes them, so that nobody goes them"
		}
		row.say("W2103", column, "", fmt.Sprintf("travel by %s does not know some or all of its legs; %s", r.Provider, who), "")
	case geo.Island:
		message := fmt.Sprintf("only a ferry goes there, of travel by %s", r.Provider)
		row.say("W2102", column, "", message+away(r.Metres, ": the nearest road on the other side is %s away"), "")
	}
}

// away says how far something is, as the crow flies; nothing where it is not known.
func away(metres float64, say string) string {
	if metres <= 0 {
		return ""
	}
	return fmt.Sprintf(say, howFar(metres))
}

// howFar is a distance in metres, or from one kilometre on in kilometres.
func howFar(metres float64) string {
	if metres < 1000 {
		return fmt.Sprintf("%.0f m", metres)
	}
	return fmt.Sprintf("%.1f km", metres/1000)
}

// locationRow is the row that a location's key is of; without a table where there is none.
func (v *validator) locationRow(key string) at {
	if id, ok := strings.CutPrefix(key, "carer:"); ok {
		if i := slices.IndexFunc(v.p.Carers, func(x Carer) bool { return string(x.ID) == id }); i >= 0 {
			return at{v, carerTable, i}
		}
	}
	if i := slices.IndexFunc(v.p.People, func(x Person) bool { return string(x.ID) == key }); i >= 0 {
		return at{v, personTable, i}
	}
	if i := slices.IndexFunc(v.p.Places, func(x Place) bool { return string(x.ID) == key }); i >= 0 {
		return at{v, placeTable, i}
	}
	if i := slices.IndexFunc(v.p.Patches, func(x Patch) bool { return string(x.ID) == key }); i >= 0 {
		return at{v, patchTable, i}
	}
	return at{v: v}
}
