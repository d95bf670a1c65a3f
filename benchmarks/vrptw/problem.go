package vrptw

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/milltir/milltir/model"
)

// monday is the first day of every instance: no clock changes near it, and none in UTC.
var monday = model.NewDate(2026, time.January, 5)

// depot is the patch whose base is the depot.
const depot model.PatchID = "depot"

// Positions serve messages and pictures only, the matrix gives every leg: an instance lies on
// the map in Powys, a hundred thousandth of a degree to its unit, off the lines of zero.
const lat0, lon0, degree = 52.3, -3.4, 1e-5

// laws are the rules that a solution of this family must keep.
var laws = []model.Code{model.RuleWindow, model.RuleShift, model.RuleLeg, model.RulePair, model.RuleLoad}

// Problem is the instance as one Monday: the depot is the base of a patch, each vehicle a
// carer with one open shift as long as the depot is, each customer a person with one visit
// that has to be done. A unit of the format is a minute.
func (in *instance) Problem() (*model.Problem, error) {
	home := &in.customers[0]
	p := &model.Problem{
		Format: 1, Name: in.name,
		Plan:      model.Plan{Start: monday, Weeks: 1, Timezone: "UTC"},
		Travel:    model.Travel{Provider: "table"},
		Rules:     model.Rules{Resolution: in.conv.resolution, Step: 1},
		Objective: in.conv.objective(),
		Patches:   []model.Patch{{ID: depot, NameEn: "Depot", BaseLat: lat0 + home.y*degree, BaseLon: lon0 + home.x*degree}},
		Matrix:    in.matrix(),
	}
	for i := 1; i < len(in.customers); i++ {
		c := &in.customers[i]
		p.People = append(p.People, model.Person{
			ID: model.PersonID(in.id("p", i)), Name: fmt.Sprintf("Customer %d", i), Patch: depot,
			Lat: lat0 + c.y*degree, Lon: lon0 + c.x*degree,
		})
		p.Visits = append(p.Visits, model.Visit{
			ID: model.VisitID(in.id("v", i)), Person: model.PersonID(in.id("p", i)), Days: 1,
			Windows: []model.Window{{Open: model.Clock(c.ready), Close: model.Clock(c.due)}},
			Length:  c.service, Priority: 1, Load: c.demand,
		})
	}
	// A vehicle beyond one for each customer is of no use to anybody.
	for i := range min(in.fleet, len(in.customers)-1) {
		id, none := model.CarerID(in.id("k", i+1)), 0
		p.Carers = append(p.Carers, model.Carer{
			ID: id, Name: fmt.Sprintf("Vehicle %d", i+1), Patch: depot,
			Contract: model.Contract{Kind: model.ZeroHours, MaxWeek: 7 * 1440}, OptOut48: true,
			Mode: model.ModeCar, StartAt: model.FromBase, EndAt: model.FromBase,
		})
		p.Shifts = append(p.Shifts, model.Shift{
			ID: model.ShiftID(in.id("s", i+1)), Carer: id, Date: monday, Status: model.Open,
			Start: model.Clock(home.ready), End: model.Clock(home.due), Break: &none, MaxLoad: in.capacity,
		})
	}
	return p, nil
}

// objective turns every rule off that the family does not have.
func (c *convention) objective() model.Objective {
	o := model.Objective{
		Name:    "vrptw " + c.name,
		Levels:  make(map[model.Code]model.Level),
		Weights: map[model.Code]model.Weights{model.RuleTravel: {c.travel}},
	}
	for _, r := range model.RuleBook {
		o.Levels[r.Code] = model.Off
	}
	for _, code := range laws {
		o.Levels[code] = model.Law
	}
	o.Levels[model.RuleCover] = model.Covers
	o.Levels[model.RuleTravel] = model.Wishes
	if c.vehicle > 0 {
		o.Levels[model.RuleOpenShift] = model.Wishes
		o.Weights[model.RuleOpenShift] = model.Weights{c.vehicle}
	}
	return o
}

// matrix gives the legs in ticks, rounded up: the depot first, then the customers.
func (in *instance) matrix() []model.MatrixRow {
	n := len(in.customers)
	perUnit := float64(in.conv.resolution) / in.conv.scale
	rows := make([]model.MatrixRow, n)
	for i := range rows {
		rows[i] = model.MatrixRow{Mode: model.ModeCar, From: string(depot), Ticks: make([]int32, n)}
		if i > 0 {
			rows[i].From = in.id("p", i)
		}
		for j := range rows[i].Ticks {
			rows[i].Ticks[j] = int32(math.Ceil(in.conv.leg(&in.customers[i], &in.customers[j]) * perUnit))
		}
	}
	return rows
}

// id names the i-th of a kind; equally long, so that the order of the names is that of the
// numbers.
func (in *instance) id(kind string, i int) string {
	width := max(2, len(strconv.Itoa(len(in.customers)-1)))
	return fmt.Sprintf("%s%0*d", kind, width, i)
}

// customerOf finds the customer whose visit has an id of [instance.id].
func (in *instance) customerOf(id model.VisitID) (int, error) {
	digits, _ := strings.CutPrefix(string(id), "v")
	i, err := strconv.Atoi(digits)
	if err != nil || i < 1 || i >= len(in.customers) || in.id("v", i) != string(id) {
		return 0, fmt.Errorf("visit %q is none of this instance", id)
	}
	return i, nil
}
