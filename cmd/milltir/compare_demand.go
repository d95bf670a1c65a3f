package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout/compare"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

// demandOf opens who is to be looked after: figures inside the program, an area's tables, or a workspace.
func demandOf(c *cli.Context, o *compare.Options, page *report.Layouts) error {
	name := c.String("demand")
	_, err := os.Stat(name)
	area := (*generate.Area)(nil)
	switch {
	case name == ofGwynedd && err != nil: // a folder of that name goes before
		area = generate.Gwynedd()
	case err != nil:
		return fmt.Errorf("--demand: %w", err)
	case !isJSON(name) && !there(filepath.Join(name, model.SettingsFile)):
		var found model.Diagnostics
		if area, found, err = generate.ReadArea(name); err != nil {
			return err
		}
		if !c.Bool("quiet") {
			warn(c.App.ErrWriter, found, name)
		}
	default:
		return workspaceWeeks(c, name, o, page)
	}
	if c.Bool("keep-patch") {
		return usage(c, "--keep-patch is of a workspace: nobody has a patch in %s yet", name)
	}
	params := generate.DefaultCounty()
	params.Scale = c.Float64("scale")
	if o.World, err = compare.Made(area, params, o.Seed); err != nil {
		return err
	}
	page.Made, page.Demand = true, area.Name
	if c.String("lang") == report.Welsh {
		page.Demand = cmp.Or(area.NameCy, area.Name)
	}
	page.Attribution = []string{area.Attribution}
	return homesOf(o, page)
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// workspaceWeeks takes the weeks of a plan.
func workspaceWeeks(c *cli.Context, path string, o *compare.Options, page *report.Layouts) error {
	p, warnings, err := opened(c, path, model.ReadOptions{Strict: c.Bool("strict")})
	if err != nil {
		return err
	}
	if !c.Bool("quiet") {
		warn(c.App.ErrWriter, warnings.Warnings(), path)
	}
	if c.IsSet("scale") {
		return usage(c, "--scale is of an area: a workspace has the people it has")
	}
	n := max(1, p.Plan.Weeks)
	if !c.IsSet("weeks") {
		o.Weeks = n
	}
	if o.Weeks > n {
		return usage(c, "the plan of %s has %s: --weeks %d is more", path, plural(n, "week"), o.Weeks)
	}
	world := compare.Given(p)
	for _, file := range []string{p.Travel.Roads, p.Travel.Factors} { // the tables name them, and the figures go by what is in them
		if file == "" {
			continue
		}
		if !filepath.IsAbs(file) {
			file = filepath.Join(workspaceOf(path), file)
		}
		sum, err := fileSum(file)
		if err != nil {
			return err
		}
		world.Key += " roads or factors " + sum
	}
	page.Attribution = ofWorkspace(p)
	o.World, page.Demand = world, cmp.Or(p.Name, filepath.Base(path))
	return homesOf(o, page)
}

// fileSum is the hash of a file's content.
func fileSum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// homesOf notes where the first week's people live.
func homesOf(o *compare.Options, page *report.Layouts) error {
	p, err := o.World.Week(0)
	if err != nil {
		return err
	}
	places := map[model.PlaceID]*model.Place{}
	for i := range p.Places {
		places[p.Places[i].ID] = &p.Places[i]
	}
	for i := range p.People {
		x := &p.People[i]
		lat, lon := x.Lat, x.Lon
		if s := places[x.Place]; s != nil && lat == 0 && lon == 0 {
			lat, lon = s.Lat, s.Lon
		}
		if lat != 0 || lon != 0 {
			page.Homes = append(page.Homes, geo.LatLon(lat, lon))
		}
	}
	return nil
}
