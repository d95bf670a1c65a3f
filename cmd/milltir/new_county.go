package main

import (
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

//go:embed county.md
var countyPage string

// standIns is where the statistics areas lie that stand in for patches, as a layout file.
const standIns = "layouts/stand-ins.geojson"

func countyFlags() []cli.Flag {
	return []cli.Flag{
		textFlag("county", "make up the week of a whole county, `NAME`: gwynedd"),
		textFlag("area", "the same of an area whose tables are in `DIR` (docs/COUNTY.md)"),
		&cli.Float64Flag{Name: "scale", Usage: "of a county: `SHARE` of its people and carers, 0.25 for a quarter", Value: 1, EnvVars: env("scale")},
		seedFlag(),
	}
}

// newCounty writes the made-up week of a county into a folder that is not there yet, or is empty.
func newCounty(c *cli.Context, dir string, start model.Date) error {
	a, err := countyArea(c)
	if err != nil {
		return err
	}
	params := generate.DefaultCounty()
	params.Start, params.Scale = start, c.Float64("scale")
	p, err := generate.County(a, params, c.Uint64("seed"))
	if err != nil {
		return err
	}
	p = generate.InStandIns(a, p)
	h, err := model.Expand(p)
	if err != nil {
		return internal{err}
	}
	if err := writeCounty(dir, a, p); err != nil {
		return err
	}
	return tellCounty(c.App.Writer, dir, a, h)
}

// countyArea gives the figures of --county or --area.
func countyArea(c *cli.Context) (*generate.Area, error) {
	name, dir := c.String("county"), c.String("area")
	switch {
	case name != "" && dir != "":
		return nil, usage(c, "--county and --area are two areas: give one of them")
	case strings.EqualFold(name, "gwynedd"):
		return generate.Gwynedd(), nil
	case name != "":
		return nil, usage(c, "the figures of %s do not come with milltir, gwynedd's do; --area DIR reads any area's tables", strconv.Quote(name))
	}
	a, found, err := generate.ReadArea(dir)
	if err != nil {
		return nil, err
	}
	if !c.Bool("quiet") {
		warn(c.App.ErrWriter, found, dir)
	}
	return a, nil
}

// writeCounty writes the tables last, so that a folder with a milltir.toml is whole.
func writeCounty(dir string, a *generate.Area, p *model.Problem) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	files := map[string]string{}
	if layout := a.StandIns(); layout != nil {
		files[standIns] = string(layout)
	}
	attribution := a.Attribution
	if attribution == "" {
		attribution = "-"
	}
	nameCy := a.NameCy
	if nameCy == "" {
		nameCy = a.Name
	}
	files["README.md"] = strings.NewReplacer("{NAME}", a.Name, "{NAME_CY}", nameCy, "{ATTRIBUTION}", attribution).Replace(countyPage)
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		err := report.WriteFileAtomic(path, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		})
		if err != nil {
			return err
		}
	}
	return model.WriteDir(dir, p)
}

func tellCounty(w io.Writer, dir string, a *generate.Area, h *model.Horizon) error {
	p := h.Problem
	minutes, attendances := 0, 0
	for i := range h.Visits {
		v := &h.Visits[i]
		attendances += v.Need
		minutes += int(v.Length/h.Calendar.Resolution()) * v.Need
	}
	_, err := fmt.Fprintf(w, "%s holds a made-up week of %s from %v: %d people, %d carers, %d visits, %d attendances, %d hours of care.\n",
		dir, a.Name, p.Plan.Start, len(p.People), len(p.Carers), len(h.Visits), attendances, (minutes+30)/60)
	if err == nil && len(p.Patches) > 1 {
		_, err = fmt.Fprintf(w, "Its %d patches are statistics areas that stand in for patches, not the council's: %s.\n", len(p.Patches), standIns)
	}
	if err == nil && a.Attribution != "" {
		_, err = fmt.Fprintln(w, a.Attribution)
	}
	return err
}
