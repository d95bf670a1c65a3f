package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	orbgeo "github.com/paulmach/orb/geo"
	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/layout/compare"
	"github.com/milltir/milltir/layout/design"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

// layoutFile ends the name of a layout.
const layoutFile = ".geojson"

// ofLayouts tells whether compare is asked for layouts, not for rotas.
func ofLayouts(c *cli.Context) bool {
	return c.IsSet("demand") || slices.ContainsFunc(c.Args().Slice(), func(s string) bool { return strings.HasSuffix(s, layoutFile) })
}

// compareFlags are those of layouts.
func compareFlags() []cli.Flag {
	return []cli.Flag{
		textFlag("demand", "layouts: who is to be looked after: gwynedd, the `DIR` of an area's tables or of a workspace"),
		textFlag("out", "layouts: write pages and tables to `DIR`, which keeps the rotas' figures too", "o"),
		&cli.IntFlag{Name: "weeks", Usage: "layouts: `NUMBER` of weeks; of a workspace those of its plan", Value: 4, EnvVars: env("weeks")},
		&cli.IntFlag{Name: "seeds", Usage: "layouts: `NUMBER` of searches of each week", Value: 3, EnvVars: env("seeds")},
		&cli.Uint64Flag{Name: "seed", Usage: "layouts: `NUMBER` of the repetition: another has other weeks and searches", Value: 1, EnvVars: env("seed")},
		&cli.Float64Flag{Name: "scale", Usage: "layouts: of an area: `SHARE` of its people and carers", Value: 1, EnvVars: env("scale")},
		&cli.Float64Flag{Name: "iterations-per-visit", Usage: "layouts: the `NUMBER` that every layout has for each visit", Value: 20, EnvVars: env("iterations-per-visit")},
		&cli.IntFlag{Name: "workers", Usage: "layouts: `NUMBER` of rotas at a time; no figure depends on it", DefaultText: "all cores", EnvVars: env("workers")},
		boolFlag("nearest", "layouts: of a workspace: who lives outside every patch goes to the nearest base; of an area they always do"),
		boolFlag("keep-patch", "layouts: of a workspace: keep the patch of people.csv where a layout has one of that id"),
		&cli.StringFlag{Name: "carers", Usage: "layouts: where carers go: `balanced|home`", Value: string(layout.Balanced), EnvVars: env("carers")},
	}
}

// compareLayouts sets layouts side by side.
func compareLayouts(c *cli.Context) error {
	args, err := words(c, 1, 64)
	if err != nil {
		return err
	}
	l, err := language(c)
	if err != nil {
		return err
	}
	out := c.String("out")
	switch rule := layout.CarerRule(c.String("carers")); {
	case c.String("demand") == "":
		return usage(c, "compare of layouts needs --demand gwynedd, or --demand DIR")
	case out == "":
		return usage(c, "compare of layouts needs -o DIR")
	case there(filepath.Join(out, model.SettingsFile)):
		return usage(c, "-o %s is a workspace: write the comparison to a folder of its own", out)
	case len(args) < 2:
		return usage(c, "compare needs two layouts or more")
	case rule != layout.Balanced && rule != layout.ByHome:
		return usage(c, "--carers %s is neither balanced nor home", rule)
	case c.Int("weeks") < 1 || c.Int("seeds") < 1 || c.Uint64("seed") < 1 || c.Int("workers") < 0 || !(c.Float64("iterations-per-visit") > 0):
		return usage(c, "--weeks, --seeds, --seed and --iterations-per-visit are at least one, --workers not below nought")
	}
	page := &report.Layouts{PerVisit: c.Float64("iterations-per-visit"), Seed: c.Uint64("seed")}
	o := compare.Options{
		Weeks: c.Int("weeks"), Seeds: c.Int("seeds"), Seed: page.Seed, Budget: compare.Budget{PerVisit: page.PerVisit},
		Workers: cmp.Or(c.Int("workers"), runtime.NumCPU()), Dir: out,
	}
	files, err := readLayouts(c, args)
	if err != nil {
		return err
	}
	if err := demandOf(c, &o, page); err != nil {
		return err
	}
	roads := &layoutRoads{ctx: c.Context, made: map[*model.Problem]*wayBook{}}
	for _, f := range files {
		if f.layout == nil {
			if err := withOwn(c, &o, page); err != nil {
				return err
			}
			continue
		}
		page.Attribution = append(page.Attribution, f.layout.Attribution)
		if f.layout.Note != "" {
			page.Remarks = append(page.Remarks, f.name+": "+f.layout.Note)
		}
		o.Layouts, page.Maps = append(o.Layouts, layoutOf(c, f, page.Made, roads)), append(page.Maps, mapOf(f.name, f.layout))
	}
	page.Attribution = layout.Attributed(page.Attribution...)
	done := 0
	o.Progress = func(p compare.Progress) {
		done = p.Done
		if !c.Bool("quiet") {
			tellCells(c.App.ErrWriter, p)
		}
	}
	o.Warn = func(s string) { fmt.Fprintln(c.App.ErrWriter, "warning:", s) }
	found, err := compare.Run(c.Context, o)
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("stopped with %d of %d rotas done; they stay in %s, and the same command goes on from there", done, len(o.Layouts)*o.Weeks*o.Seeds, out)
	}
	if err != nil {
		return err
	}
	page.Verdict = found.Verdict
	return writeLayouts(c, page, l)
}

// tellCells is a line for every rota that is done.
func tellCells(w io.Writer, p compare.Progress) {
	if p.Cell == nil {
		if p.Kept > 0 {
			fmt.Fprintf(w, "%d of %d rotas are there already.\n", p.Kept, p.All)
		}
		return
	}
	left := ""
	if p.Left > 0 {
		left = fmt.Sprintf(", about %v left", p.Left.Round(time.Second))
	}
	fmt.Fprintf(w, "%d of %d: %s, week %d, seed %d; %v%s\n", p.Done, p.All, p.Cell.Layout, p.Cell.Week+1, p.Cell.Seed+1, p.Elapsed.Round(time.Second), left)
}

// namedLayout is a layout with the name of its file and its text; without a layout, the workspace's own patches.
type namedLayout struct {
	name   string
	layout *layout.Layout
	text   []byte
}

// readLayouts opens all layouts; what is wrong with any of them is told at once.
func readLayouts(c *cli.Context, paths []string) ([]namedLayout, error) {
	var out []namedLayout
	var wrong model.Diagnostics
	for _, path := range paths {
		if info, err := os.Stat(path); path == ownPatches && (err != nil || info.IsDir()) {
			if slices.ContainsFunc(out, func(f namedLayout) bool { return f.name == path }) {
				return nil, usage(c, "two layouts are called %s: copy one to another name", path)
			}
			out = append(out, namedLayout{name: path})
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		x, err := openLayout(c, path)
		if found, ok := errors.AsType[model.Diagnostics](err); ok {
			wrong = append(wrong, found...)
			continue
		}
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		if slices.ContainsFunc(out, func(f namedLayout) bool { return f.name == name }) {
			return nil, usage(c, "two layouts are called %s: copy one to another name", name)
		}
		out = append(out, namedLayout{name, x, b})
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return out, nil
}

// layoutOf puts a layout on weeks. Of a made-up week, who lives outside goes to the nearest base: a made-up home may lie beyond
// any border. What a layout is warned of is told once of each kind, whatever the number of weeks and searches.
func layoutOf(c *cli.Context, f namedLayout, made bool, roads *layoutRoads) compare.Layout {
	o := layout.ApplyOptions{Carers: layout.CarerRule(c.String("carers")), Nearest: made || c.Bool("nearest"), KeepPatch: c.Bool("keep-patch")}
	sum := sha256.Sum256(f.text)
	var mu sync.Mutex
	told := map[string]bool{}
	return compare.Layout{
		Name: f.name, Hash: fmt.Sprint(o.Carers, " ", o.Nearest, " ", o.KeepPatch, " ", hex.EncodeToString(sum[:])),
		Apply: func(p *model.Problem) (*model.Problem, error) {
			o := o
			if o.Carers == layout.Balanced {
				ways, err := roads.of(p)
				if err != nil {
					return nil, err
				}
				o.Distance = ways.distance
			}
			q, found, err := f.layout.Apply(p, o)
			mu.Lock()
			defer mu.Unlock()
			for _, d := range found {
				if !told[d.Code] && !c.Bool("quiet") {
					fmt.Fprintf(c.App.ErrWriter, "%s: %s\n", f.name, d.Error())
				}
				told[d.Code] = true
			}
			return q, err
		},
	}
}

// layoutRoads works out the ways by car between all homes of a week, once for all layouts.
type layoutRoads struct {
	ctx  context.Context // of the command
	mu   sync.Mutex
	made map[*model.Problem]*wayBook
}

// wayBook is the ways between points, in metres.
type wayBook struct {
	at   map[geo.Point]int
	ways *geo.Matrix
}

// of gives the ways of a week: by its roads, server, skeleton or crow, as its workspace has them.
func (r *layoutRoads) of(p *model.Problem) (*wayBook, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if b := r.made[p]; b != nil {
		return b, nil
	}
	b := &wayBook{at: map[geo.Point]int{}}
	var points []geo.Point
	add := func(lat, lon float64) {
		x := geo.LatLon(lat, lon)
		if _, ok := b.at[x]; !ok && (lat != 0 || lon != 0) {
			b.at[x], points = len(points), append(points, x)
		}
	}
	for i := range p.Carers {
		add(p.Carers[i].HomeLat, p.Carers[i].HomeLon)
	}
	for i := range p.People {
		add(p.People[i].Lat, p.People[i].Lon)
	}
	for i := range p.Places {
		add(p.Places[i].Lat, p.Places[i].Lon)
	}
	var err error
	if b.ways, err = design.Ways(r.ctx, p, points); err != nil {
		return nil, err
	}
	clear(r.made) // a week at a time
	r.made[p] = b
	return b, nil
}

// distance is the way by car in metres; as the crow flies where a point is no home, such as a base.
func (b *wayBook) distance(from, to geo.Point) float64 {
	i, known := b.at[from]
	j, ok := b.at[to]
	if !known || !ok {
		return orbgeo.DistanceHaversine(from, to)
	}
	if i == j {
		return 0
	}
	_, metres, _ := b.ways.At(i, j)
	return float64(metres)
}

func mapOf(name string, x *layout.Layout) report.LayoutMap {
	m := report.LayoutMap{Name: name}
	for i := range x.Patches {
		p := &x.Patches[i]
		y := report.MapPatch{ID: p.ID, NameEn: p.NameEn, NameCy: p.NameCy, Area: p.Area}
		if p.HasBase {
			y.Base = &p.Base
		}
		m.Patches = append(m.Patches, y)
	}
	return m
}

// writeLayouts prints the verdict, and writes page and tables.
func writeLayouts(c *cli.Context, page *report.Layouts, l *report.Localizer) error {
	dir := c.String("out")
	files := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"layouts." + l.Lang() + ".html", func(w io.Writer) error { return page.HTML(w, l) }},
		{"layouts." + l.Lang() + ".txt", func(w io.Writer) error { return page.Text(w, l) }},
		{"compare-layouts.csv", page.LayoutsCSV},
		{"compare-patches.csv", page.PatchesCSV},
		{"compare-pairs.csv", page.PairsCSV},
		{"compare-kept.csv", page.KeptCSV},
		{"layouts.json", page.JSON},
	}
	for _, f := range files {
		if err := report.WriteFileAtomic(filepath.Join(dir, f.name), f.write); err != nil {
			return err
		}
	}
	return page.Text(c.App.Writer, l)
}
