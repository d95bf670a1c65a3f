package area

import (
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// measure is what weights are made of, and how many of a hundred are supported at home in a usual week.
// The shares come from one figure, hours of home care per inhabitant of 75 and over (ADR 0029).
type measure struct {
	column string
	share  float64 // of the sum; 0: not known
}

// measures are the columns that weights are taken from, the best first.
var measures = []measure{
	{"weight", 0},
	{"pop85plus", 0.134},
	{"pop75plus", 0.041},
	{"pop65plus", 0.0196},
	{"population", 0.0045},
}

// readPoints reads points.csv, and gives what its weights are.
func (r *reader) readPoints() measure {
	optional := []string{"unit", "id", "postcode", "settlement"}
	for _, m := range measures {
		optional = append(optional, m.column)
	}
	t := r.table(PointsFile, true, []string{"lat", "lon"}, optional)
	if t == nil {
		return measure{}
	}
	from := measure{}
	for _, m := range measures {
		if from.column == "" && t.has(m.column) {
			from = m
		}
	}
	for i := range t.rows {
		p := Point{Lat: t.number(i, "lat", -89, 89), Lon: t.number(i, "lon", -180, 180), Unit: -1}
		if from.column != "" {
			p.Weight = t.number(i, from.column, 0, 1e7)
		}
		p.Unit = r.unitOf(t, i, &p)
		r.a.Points = append(r.a.Points, p)
	}
	if from.column == "" {
		return r.spread(t)
	}
	return from
}

// unitOf finds a point's unit: by its column, else by where it lies.
func (r *reader) unitOf(t *table, i int, p *Point) int {
	if !t.has("unit") {
		for k := range r.a.Units {
			if r.a.Units[k].Holds([2]float64{p.Lon, p.Lat}) {
				return k
			}
		}
		return -1
	}
	id := t.text(i, "unit")
	if id == "" || len(r.a.Units) == 0 {
		return -1
	}
	k, ok := r.units[id]
	if !ok {
		t.wrong(i, "E1653", "unit", id, fmt.Sprintf("there is no unit %q in %s", id, UnitsFile),
			"Maybe the codes are of another year; leave the cell empty where there is no unit")
		return -1
	}
	return k
}

// spread gives each point its even part of its unit's inhabitants.
func (r *reader) spread(t *table) measure {
	n := make([]float64, len(r.a.Units))
	for i := range r.a.Points {
		if k := r.a.Points[i].Unit; k >= 0 {
			n[k]++
		}
	}
	for _, m := range measures[1:] {
		sum := 0.0
		for k := range r.a.Units {
			sum += r.a.Units[k].count(m.column)
		}
		if sum == 0 {
			continue
		}
		for i := range r.a.Points {
			if k := r.a.Points[i].Unit; k >= 0 {
				r.a.Points[i].Weight = r.a.Units[k].count(m.column) / n[k]
			}
		}
		return m
	}
	r.report(model.Diagnostic{
		Code: "E1651", File: t.name, Line: 1, Message: "no column says how many live where",
		Advice: "Add one of pop85plus, pop75plus, pop65plus, population or weight, here or to the units of " + UnitsFile,
	})
	return measure{}
}

func (u *Unit) count(column string) float64 {
	switch column {
	case "pop85plus":
		return u.Over85
	case "pop75plus":
		return u.Over75
	case "pop65plus":
		return u.Over65
	}
	return u.Population
}

// settle adds up and says how many people a usual week has, where nobody did.
func (r *reader) settle(from measure) {
	a := r.a
	sum := a.Weight()
	if sum <= 0 {
		r.report(model.Diagnostic{
			Code: "E1655", File: PointsFile, Message: "nobody lives in this area: it has no points, or all weights are 0",
			Advice: "Maybe the figures are in another column",
		})
		return
	}
	for i := range a.Points {
		if k := a.Points[i].Unit; k >= 0 {
			a.Units[k].Weight += a.Points[i].Weight
		}
	}
	if a.People > 0 {
		return
	}
	if from.share == 0 {
		r.report(model.Diagnostic{
			Code: "E1652", File: SettingsFile, Column: "people",
			Message: "nothing says how many people are supported at home in a usual week",
			Advice: "Write people = 120 in " + SettingsFile +
				", or name the weights for what they are: pop85plus, pop75plus, pop65plus or population",
		})
		return
	}
	a.People = min(MostPeople, max(1, int(sum*from.share+0.5)))
}

func (r *reader) readNodes() {
	t := r.table(NodesFile, false, []string{"id", "lat", "lon"}, []string{"name_cy", "name_en"})
	if t == nil {
		if r.open(LinksFile, false) != nil {
			r.report(model.Diagnostic{
				Code: "E1650", File: NodesFile, Message: "there are links and no nodes", Advice: "Maybe the file has another name",
			})
		}
		return
	}
	known := map[string]bool{}
	for i := range t.rows {
		n := Node{ID: t.text(i, "id"), NameCy: t.text(i, "name_cy"), NameEn: t.text(i, "name_en")}
		n.Lat, n.Lon = t.number(i, "lat", -89, 89), t.number(i, "lon", -180, 180)
		if n.NameEn == "" {
			n.NameEn = n.ID
		}
		if n.NameCy == "" {
			n.NameCy = n.NameEn
		}
		if n.ID == "" || known[n.ID] {
			t.wrong(i, "E1654", "id", n.ID, "the id is empty or stands there twice", "Rename or remove one of the rows")
		}
		known[n.ID] = true
		r.a.SkeletonNodes = append(r.a.SkeletonNodes, n)
	}
	r.readLinks(known)
}

// readLinks reads skeleton_links.csv between the nodes that are known.
func (r *reader) readLinks(known map[string]bool) {
	l := r.table(LinksFile, true, []string{"from", "to", "km"}, []string{"minutes", "road", "class"})
	if l == nil {
		return
	}
	ways := map[[3]string]bool{}
	for i := range l.rows {
		k := Link{From: l.text(i, "from"), To: l.text(i, "to"), Road: l.text(i, "road"), Class: l.text(i, "class")}
		k.Km = l.number(i, "km", 0, 1000)
		if l.text(i, "minutes") != "" {
			k.Minutes = l.number(i, "minutes", 0, 1440)
		}
		if !slices.Contains([]string{"", "T", "A", "B", "C"}, k.Class) {
			l.wrong(i, "E1652", "class", k.Class, fmt.Sprintf("class %q is not one of T, A, B, C", k.Class),
				"T is a trunk road, C a minor one")
		}
		way := [3]string{min(k.From, k.To), max(k.From, k.To), k.Road}
		if ways[way] {
			l.wrong(i, "E1654", "to", k.To, "the link stands there twice",
				"Give a second road between two places its number, or remove the row")
		}
		ways[way] = true
		for _, end := range []struct{ column, id string }{{"from", k.From}, {"to", k.To}} {
			if !known[end.id] {
				l.wrong(i, "E1653", end.column, end.id, fmt.Sprintf("there is no node %q in %s", end.id, NodesFile),
					"Maybe it is mistyped, or the row of the node is missing")
			}
		}
		r.a.SkeletonLinks = append(r.a.SkeletonLinks, k)
	}
}
