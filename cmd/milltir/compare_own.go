package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/layout/compare"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

// ownPatches stands in place of a layout for the patches that people.csv and carers.csv name. A file of that name goes before.
const ownPatches = "own"

// withOwn adds the workspace as it is to what is compared: nobody changes their patch, whatever --carers says of the others.
func withOwn(c *cli.Context, o *compare.Options, page *report.Layouts) error {
	if page.Made {
		return usage(c, "%s is a workspace's patches as its tables have them, and --demand %s is none", ownPatches, c.String("demand"))
	}
	p, err := o.World.Week(0)
	if err != nil {
		return err
	}
	if len(p.Patches) == 0 {
		return fmt.Errorf("the workspace has no patches of its own to compare with")
	}
	page.Own = ownPatches
	page.Maps = append(page.Maps, mapOf(ownPatches, ownBases(p)))
	o.Layouts = append(o.Layouts, compare.Layout{
		Name: ownPatches, Hash: "own", // what is in the tables is in the key of the weeks
		Apply: func(p *model.Problem) (*model.Problem, error) { return p.Canonical(), nil },
	})
	return nil
}

// ownBases is what a map can show of a workspace's patches, which have no areas.
func ownBases(p *model.Problem) *layout.Layout {
	l := &layout.Layout{Name: ownPatches}
	for i := range p.Patches {
		x := &p.Patches[i]
		y := layout.Patch{ID: string(x.ID), NameEn: x.NameEn, NameCy: x.NameCy}
		if x.BaseLat != 0 || x.BaseLon != 0 {
			y.Base, y.HasBase = geo.LatLon(x.BaseLat, x.BaseLon), true
		}
		l.Patches = append(l.Patches, y)
	}
	return l
}
