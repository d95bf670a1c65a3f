// Package design proposes layouts: it puts the units of a county together to patches that hang together by road, are short
// of travel, and have alike hours of care and carers living in them. It also improves a given layout by small moves.
//
// Everything is in whole numbers: the score is in minute-seconds, the minutes of contact of a week times seconds of the way.
// The same input and seed give the same layout, on any number of threads. docs/adr/0028 says why it is done so.
package design

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/model"
)

// Unit is ground that stays whole: an LSOA, or a cell of homes.
type Unit struct {
	ID, NameEn, NameCy string
	Together           string           // community: units of one name stay in one patch, if the options ask for that; empty: alone
	Centre             geo.Point        // where its people live, on the whole
	Area               orb.MultiPolygon // neighbours share their edges
	Contact            int              // minutes of visits a week, for every carer
	Carers             int              // minutes a week of the carers who live there
	People, Staff      int              // how many people with visits, and how many carers, live there; 0 where only areas are known
}

// Place is a town or village that a patch can be named after.
type Place struct {
	NameEn, NameCy string
	At             geo.Point
}

// Input is what a layout is made of.
type Input struct {
	Name   string
	Units  []Unit
	Travel *geo.Matrix // by car between the units' centres, as a [geo.Source] gives it
	Links  [][2]int    // units that are neighbours by road though no border is shared: a bridge; may be empty
	Places []Place     // may be empty

	Spots   []Spot      // where in the units contact arises; none: at their centres
	Between *geo.Matrix // by car between the spots; nil without them

	Attribution string // whose figures the units and their demand are, for the layouts made of them; may be empty
}

// Options say what is wanted of a layout. Zero values mean the defaults given here.
type Options struct {
	Patches   int     // how many; or
	Minutes   int     // how many minutes of contact a week a patch should have: as many patches as that makes
	Tolerance float64 // share by which a patch's contact may differ from the mean before it costs dear; 0.25
	Detour    float64 // units that share a border are neighbours if the way takes no more than so many times what it takes elsewhere; 2.5
	Together  bool    // units of one community stay together
	Seed      uint64
	Restarts  int // 8
	Steps     int // tries of a move per restart; 300,000 + 2,000 for each unit
	MostMoves int // of Improve: units that change their patch; any number
}

func (o Options) defaults(units int) Options {
	if o.Tolerance == 0 {
		o.Tolerance = 0.25
	}
	if o.Detour == 0 {
		o.Detour = 2.5
	}
	if o.Restarts == 0 {
		o.Restarts = 8
	}
	if o.Steps == 0 {
		o.Steps = 300_000 + 2000*units
	}
	return o
}

// Result is a layout with what it is worth.
type Result struct {
	Layout *layout.Layout
	Patch  []int  // by unit: index of its patch
	Score  *Score // of the layout
	Before *Score // of the one that was improved; nil after Design
	Moved  int    // units that changed their patch
}

// Bounds of what is asked for; a county has 200 units.
const (
	mostUnits    = 3_000
	mostRestarts = 1_000
	mostSteps    = 50_000_000
	mostMinutes  = 5_000_000 // of contact, or of carers, of all units: minutes squared times a day's seconds fit 63 bits
)

// bad makes the error of an input that no layout comes from.
func bad(format string, args ...any) error {
	return model.Diagnostics{{Code: "E1649", Message: fmt.Sprintf(format, args...), Advice: "Mend the units, or ask for another number of patches"}}
}

// check tells of an input or options that make no sense, and gives the number of patches.
func check(in *Input, o Options) (k int, err error) {
	n := len(in.Units)
	switch {
	case n == 0:
		return 0, bad("there are no units")
	case n > mostUnits:
		return 0, bad("there are %d units, more than %d", n, mostUnits)
	case in.Travel == nil || in.Travel.N != n || len(in.Travel.Seconds) != n*n:
		return 0, bad("the travel is not between the %d units", n)
	case len(in.Spots) > mostUnits:
		return 0, bad("there are %d spots, more than %d", len(in.Spots), mostUnits)
	case len(in.Spots) > 0 && (in.Between == nil || in.Between.N != len(in.Spots) || len(in.Between.Seconds) != len(in.Spots)*len(in.Spots)):
		return 0, bad("the travel is not between the %d spots", len(in.Spots))
	case !(o.Tolerance >= 0 && o.Tolerance <= 10) || !(o.Detour >= 0 && o.Detour <= 1000):
		return 0, bad("the tolerance %v (0 to 10) or the detour %v (0 to 1000) is out of range", o.Tolerance, o.Detour)
	case o.Restarts < 0 || o.Restarts > mostRestarts || o.Steps < 0 || o.Steps > mostSteps || o.MostMoves < 0:
		return 0, bad("restarts (0 to %d), steps (0 to %d) or moves are out of range", mostRestarts, mostSteps)
	}
	all, carers := 0, 0
	for i := range in.Units {
		u := &in.Units[i]
		if u.Contact < 0 || u.Carers < 0 || u.Contact > mostMinutes || u.Carers > mostMinutes {
			return 0, bad("unit %q has minutes that cannot be: %d of contact, %d of carers", u.ID, u.Contact, u.Carers)
		}
		all, carers = all+u.Contact, carers+u.Carers
	}
	if max(all, carers) > mostMinutes {
		return 0, bad("there are %d minutes of contact and %d of carers, more than %d", all, carers, mostMinutes)
	}
	for i := range in.Spots {
		if x := &in.Spots[i]; x.Unit < 0 || x.Unit >= n || x.Contact < 0 || x.Contact > mostMinutes {
			return 0, bad("spot %d is of unit %d and has %d minutes of contact", i, x.Unit, x.Contact)
		}
	}
	for _, l := range in.Links {
		if min(l[0], l[1]) < 0 || max(l[0], l[1]) >= n {
			return 0, bad("a link is between units %d and %d, and there are %d", l[0], l[1], n)
		}
	}
	if k = o.Patches; k == 0 && o.Minutes > 0 {
		k = max(1, (all+o.Minutes/2)/o.Minutes)
	}
	if k < 1 || k > n {
		return 0, bad("%d units do not make %d patches", n, k)
	}
	return k, nil
}

// Design proposes a layout of o.Patches patches. Warnings are about units that no road joins to others, and about patches whose
// hours are further from the mean than the tolerance. An error is a [model.Diagnostics] (E1649), or the context's.
func Design(ctx context.Context, in *Input, o Options) (*Result, []layout.Warning, error) {
	k, err := check(in, o)
	if err != nil {
		return nil, nil, err
	}
	o = o.defaults(len(in.Units))
	g := newGround(in, o)
	if k > len(g.atoms) {
		return nil, nil, bad("%d units that stay together do not make %d patches", len(g.atoms), k)
	}
	found := make([]*plan, o.Restarts)
	var wait sync.WaitGroup
	slots := make(chan struct{}, 4) // results do not depend on it
	for r := range found {
		wait.Add(1)
		go func() {
			defer wait.Done()
			slots <- struct{}{}
			defer func() { <-slots }()
			rng := rand.New(rand.NewPCG(o.Seed, uint64(r)))
			p := newPlan(g, k, o)
			p.start(rng)
			p.anneal(ctx, rng, o.Steps)
			p.descend(ctx, 0)
			found[r] = p
		}()
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	best := found[0]
	for _, p := range found[1:] {
		if p.cost < best.cost {
			best = p
		}
	}
	best.sort()
	res := &Result{Patch: best.units()}
	res.Layout = g.layout(best)
	res.Score = best.score(res.Layout)
	return res, append(g.warnings, best.warnings(res.Score)...), nil
}

// Improve makes a layout better by small moves: units of its edges go to the patch next door, or two change places, as long as
// that makes the score better. Patches keep their ids, names and providers, and those whose units stay keep their area and base to
// the digit; the others are drawn from their units, with the base where the way is shortest. So the areas of a layout, if it has
// any, have to be those of the units, or nothing is done (E1649). Attribution and note stay. Units whose centre lies outside every
// patch count for the nearest base. Communities that are whole stay whole, if o.Together says so.
func Improve(ctx context.Context, in *Input, l *layout.Layout, o Options) (*Result, []layout.Warning, error) {
	p, g, err := given(in, l, o)
	if err != nil {
		return nil, nil, err
	}
	at := p.units()
	for j := range p.members {
		if len(p.members[j]) == 0 {
			return nil, nil, bad("patch %q holds the centre of no unit", l.Patches[j].ID)
		}
	}
	if err := g.follows(p, l); err != nil {
		return nil, nil, err
	}
	res := &Result{Before: p.score(l)}
	p.descend(ctx, o.MostMoves)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	res.Patch = p.units()
	changed := make([]bool, len(l.Patches))
	for u := range at {
		if at[u] != res.Patch[u] {
			res.Moved++
			changed[at[u]], changed[res.Patch[u]] = true, true
		}
	}
	if res.Layout, err = g.redraw(p, l, res.Moved, changed); err != nil {
		return nil, nil, err
	}
	res.Score = p.score(res.Layout)
	return res, append(g.warnings, p.warnings(res.Score)...), nil
}

// redraw draws the patches of a layout that changed. What has no area while another gets one must have its own too.
func (g *ground) redraw(p *plan, l *layout.Layout, moved int, changed []bool) (*layout.Layout, error) {
	out := *l
	out.Patches = slices.Clone(l.Patches)
	if moved == 0 {
		return &out, nil
	}
	switch {
	case out.Attribution == "":
		out.Attribution = g.in.Attribution
	case !strings.Contains(out.Attribution, g.in.Attribution):
		out.Attribution += " " + g.in.Attribution
	}
	drawn := g.layout(p)
	for j := range out.Patches {
		x, now := &out.Patches[j], &drawn.Patches[j]
		switch {
		case changed[j]:
			x.Area, x.Base, x.HasBase = now.Area, now.Base, now.HasBase
		case len(x.Area) == 0:
			x.Area = now.Area
		}
	}
	// What is kept and what is drawn anew have to fit.
	var b bytes.Buffer
	if err := out.Write(&b); err != nil {
		return nil, err
	}
	if _, _, err := layout.Read(l.File, &b); err != nil {
		for _, d := range asDiagnostics(err) {
			if d.Code == "E1646" {
				return nil, model.Diagnostics{{Code: "E1649", File: l.File, Message: "the layout's borders do not follow those of the units: " + d.Message, Advice: adviceUnits}}
			}
		}
	}
	return &out, nil
}

func asDiagnostics(err error) model.Diagnostics {
	var ds model.Diagnostics
	_ = errors.As(err, &ds) // none, if it is another error
	return ds
}

const adviceUnits = "Give the units that the layout's patches are made of (--units)"

// follows refuses a layout whose areas are others than those of the units in them: its borders would be lost.
func (g *ground) follows(p *plan, l *layout.Layout) error {
	const slack = 0.01 // by which an area may be off: units with other digits, or lines made simpler
	for j := range l.Patches {
		x := &l.Patches[j]
		if len(x.Area) == 0 {
			continue
		}
		var areas []orb.MultiPolygon
		for _, u := range g.unitsOf(p, j) {
			areas = append(areas, g.in.Units[u].Area)
		}
		drawn, units := orbgeo.Area(x.Area), orbgeo.Area(dissolve(areas))
		if math.Abs(drawn-units) > slack*drawn {
			return model.Diagnostics{{
				Code: "E1649", File: l.File,
				Message: fmt.Sprintf("patch %q is drawn with %.1f km², and its units have %.1f: its border is not theirs, and would be lost", x.ID, drawn/1e6, units/1e6),
				Advice:  adviceUnits,
			}}
		}
	}
	return nil
}

// Judge is the score of a layout as it is, by the units' centres.
func Judge(in *Input, l *layout.Layout, o Options) (*Score, error) {
	p, _, err := given(in, l, o)
	if err != nil {
		return nil, err
	}
	return p.score(l), nil
}

// given makes a plan of a layout. Units of a community that the layout tears are on their own in it.
func given(in *Input, l *layout.Layout, o Options) (*plan, *ground, error) {
	o.Patches = len(l.Patches)
	if o.Patches > len(in.Units) {
		return nil, nil, bad("%d units do not make %d patches", len(in.Units), o.Patches)
	}
	k, err := check(in, o)
	if err != nil {
		return nil, nil, err
	}
	at, of, torn := make([]int, len(in.Units)), map[string]int{}, map[string]bool{}
	for u := range in.Units {
		x := &in.Units[u]
		i, ok := l.Of(x.Centre)
		if !ok {
			return nil, nil, bad("unit %q lies outside every patch, and no patch has a base", x.ID)
		}
		at[u] = i
		if other, known := of[x.Together]; known && other != i {
			torn[x.Together] = true
		}
		of[x.Together] = i
	}
	whole := *in
	whole.Units = append([]Unit(nil), in.Units...)
	for u := range whole.Units {
		if torn[whole.Units[u].Together] {
			whole.Units[u].Together = ""
		}
	}
	o = o.defaults(len(in.Units))
	g := newGround(&whole, o)
	p := newPlan(g, k, o)
	p.take(at)
	return p, g, nil
}
