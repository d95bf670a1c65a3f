package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/layout/design"
	"github.com/milltir/milltir/model"
)

// The county of the figures inside the program, and what its week is taken for: as many minutes of contact and of carers for
// each person as generate.County makes on the mean of many weeks.
const (
	ofGwynedd        = "gwynedd"
	contactPerPerson = 600
	carersPerPerson  = 850
)

// demand makes the input of a design from --demand and --units.
func demand(c *cli.Context) (*design.Input, error) {
	switch name := c.String("demand"); name {
	case "":
		return nil, usage(c, "%s needs --demand DIR, or --demand %s", fullName(c), ofGwynedd)
	case ofGwynedd:
		if _, err := os.Stat(name); err != nil { // a folder of that name goes before
			return gwyneddDemand(c)
		}
		return workspaceDemand(c, name)
	default:
		return workspaceDemand(c, name)
	}
}

// workspaceDemand takes the visits of a workspace's people in a week, by its own travel.
func workspaceDemand(c *cli.Context, path string) (*design.Input, error) {
	p, _, err := opened(c, path, model.ReadOptions{Strict: c.Bool("strict")})
	if err != nil {
		return nil, err
	}
	var units []design.Unit
	if c.String("units") != "" {
		units, err = readUnits(c)
	} else {
		if c.Bool("together") {
			return nil, usage(c, "--together wants --units with communities: squares have none")
		}
		units, err = design.Cells(p)
	}
	if err != nil {
		return nil, err
	}
	in := &design.Input{Name: cmp.Or(p.Name, filepath.Base(path)), Units: units, Places: places(p)}
	in.Attribution = strings.Join(layout.Attributed(append(ofWorkspace(p), ofUnits(c))...), " ")
	in.Spots = design.Fill(units, p)
	return withWays(c.Context, in, p)
}

// ofWorkspace is whose figures a workspace and its ways were made of.
func ofWorkspace(p *model.Problem) []string {
	out := []string{p.Attribution}
	if p.Travel.Roads != "" && slices.Contains(p.Order(), model.ByRoads) {
		out = append(out, osmAttribution)
	}
	return out
}

// ofUnits is whose the borders of --units are, as their file says.
func ofUnits(c *cli.Context) string {
	var file struct {
		Attribution string `json:"attribution"`
	}
	if b, err := os.ReadFile(c.String("units")); err == nil {
		_ = json.Unmarshal(bytes.TrimPrefix(b, []byte("\ufeff")), &file) // it was read a moment ago
	}
	return file.Attribution
}

func readUnits(c *cli.Context) ([]design.Unit, error) {
	path := c.String("units")
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	units, found, err := design.ReadUnits(filepath.Base(path), f)
	if !c.Bool("quiet") {
		warn(c.App.ErrWriter, found, path)
	}
	return units, err
}

// places are those of a workspace's skeleton, to name patches after.
func places(p *model.Problem) []design.Place {
	var out []design.Place
	for i := range p.SkeletonNodes {
		n := &p.SkeletonNodes[i]
		out = append(out, design.Place{NameEn: cmp.Or(n.NameEn, n.NameCy, n.ID), NameCy: n.NameCy, At: geo.LatLon(n.Lat, n.Lon)})
	}
	return out
}

// withWays works out the ways between the units of an input, and between its spots.
func withWays(ctx context.Context, in *design.Input, p *model.Problem) (*design.Input, error) {
	units, spots := make([]geo.Point, len(in.Units)), make([]geo.Point, len(in.Spots))
	for i := range in.Units {
		units[i] = in.Units[i].Centre
	}
	for i := range in.Spots {
		spots[i] = in.Spots[i].At
	}
	var err error
	if in.Travel, err = design.Ways(ctx, p, units); err != nil || len(spots) == 0 {
		return in, err
	}
	in.Between, err = design.Ways(ctx, p, spots)
	return in, err
}

// gwyneddDemand takes the figures of Gwynedd inside the program: contact in proportion to those of 85 and over, as in the
// mean of all weeks that could be made up, so that no week is seen by the design that later judges it; carers to those below 65.
func gwyneddDemand(c *cli.Context) (*design.Input, error) {
	a := generate.Gwynedd()
	p := &model.Problem{Format: 1, Name: a.Name, Plan: model.Plan{Start: generate.DefaultCounty().Start, Weeks: 1}}
	for _, n := range a.SkeletonNodes {
		p.SkeletonNodes = append(p.SkeletonNodes, model.SkeletonNode(n))
	}
	for _, l := range a.SkeletonLinks {
		p.SkeletonLinks = append(p.SkeletonLinks, model.SkeletonLink(l))
	}
	in := &design.Input{Name: a.Name, Places: places(p), Attribution: a.Attribution}
	for i := range a.Units {
		u := &a.Units[i]
		in.Units = append(in.Units, design.Unit{ID: u.ID, NameEn: u.NameEn, NameCy: u.NameCy, Together: cmp.Or(u.Ward, u.Group), Area: u.Boundary})
	}
	if c.String("units") != "" {
		var err error
		if in.Units, err = readUnits(c); err != nil {
			return nil, err
		}
		in.Attribution = strings.Join(layout.Attributed(a.Attribution, ofUnits(c)), " ")
	}
	people := float64(a.People)
	in.Spots = design.Spread(in.Units, shares(a), int(math.Round(people*contactPerPerson)), int(math.Round(people*carersPerPerson)))
	in, err := withWays(c.Context, in, p)
	if err != nil {
		return nil, fmt.Errorf("the roads of %s: %w", a.Name, err)
	}
	return in, nil
}

// shares gives each point of an area its part of contact, by its weight, and of carers, by those below 65 of its unit. (The figures
// tell no working age, nor who is below 16.) Where populations are not known carers are as contact is.
func shares(a *generate.Area) []design.Share {
	all, young := a.Weight(), 0.0
	below := make([]float64, len(a.Units))
	for i := range a.Units {
		u := &a.Units[i]
		if u.Weight > 0 { // its points hand it on
			below[i] = max(0, u.Population-u.Over65)
		}
		young += below[i]
	}
	out := make([]design.Share, 0, len(a.Points))
	for i := range a.Points {
		x := &a.Points[i]
		s := design.Share{At: geo.LatLon(x.Lat, x.Lon), Contact: x.Weight / all, Carers: x.Weight / all}
		if u := x.Unit; young > 0 && u >= 0 && a.Units[u].Weight > 0 {
			s.Carers = below[u] / young * x.Weight / a.Units[u].Weight
		}
		out = append(out, s)
	}
	return out
}
