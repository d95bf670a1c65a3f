package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/layout/design"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

func layoutCommand() *cli.Command {
	quiet := func() cli.Flag { return boolFlag("quiet", "no warnings") }
	c := &cli.Command{
		Name:      "layout",
		Usage:     "check, apply and propose layouts of patches",
		ArgsUsage: "check|apply|design|improve",
		Description: examples("A layout says which patch looks after which ground, from which base: a GeoJSON file of named\n"+
			"areas (docs/LAYOUTS.md).",
			"milltir layout check ours.geojson", "milltir layout apply ours.geojson county -o ours",
			"milltir layout design --demand gwynedd -k 17 -o new.geojson", "milltir layout improve ours.geojson --demand county --units wards.geojson -o better.geojson"),
		Action: func(c *cli.Context) error {
			if name := c.Args().First(); name != "" {
				return usage(c, "layout has no %q. %s", name, cli.SuggestCommand(c.Command.Subcommands, name))
			}
			return usage(c, "layout needs check, apply, design or improve")
		},
		Subcommands: []*cli.Command{
			{
				Name: "check", Usage: "say what is wrong with layouts", ArgsUsage: "FILE…",
				Description: examples("Tells rings that are open or cross themselves, overlaps, gaps, bases that lie elsewhere and\n"+
					"positions that cannot be, each with its place. Exit code 2 where a layout cannot be used.",
					"milltir layout check ours.geojson theirs.geojson"),
				Flags: []cli.Flag{langFlag(), quiet()}, Action: checkLayouts,
			},
			{
				Name: "apply", Usage: "put a layout on a workspace", ArgsUsage: "FILE DIR",
				Description: examples("Writes a copy of the workspace with the layout's patches: people go to the patch whose area\n"+
					"holds their home, carers to where they live or, with --carers balanced, so that the hours of\n"+
					"each patch's carers are as large a part of all as those of its visits. Whatever named a patch follows.",
					"milltir layout apply ours.geojson county -o ours", "milltir layout apply ours.geojson county --carers balanced --nearest -o ours.json"),
				Flags: []cli.Flag{
					textFlag("out", "write to `DIR`, or to a file whose name ends in .json", "o"),
					&cli.StringFlag{Name: "carers", Usage: "where carers go: `home|balanced`", Value: string(layout.ByHome), EnvVars: env("carers")},
					boolFlag("nearest", "who lives outside every patch goes to the nearest base"),
					boolFlag("keep-patch", "keep the patch of people.csv where the layout has one of that id"),
					strictFlag(), forceFlag(), langFlag(), quiet(),
				},
				Action: applyLayout,
			},
			{
				Name: "design", Usage: "propose a layout",
				Description: examples("Puts units together to patches that hang together by road, are short of travel and have alike\n"+
					"hours of contact and of carers living there. The same seed gives the same layout.",
					"milltir layout design --demand gwynedd -k 17 -o new.geojson", "milltir layout design --demand county --units wards.geojson --together -k 8 -o eight.geojson"),
				Flags: append(designFlags(),
					&cli.IntFlag{Name: "patches", Aliases: []string{"k"}, Usage: "`NUMBER` of patches", EnvVars: env("patches")},
					&cli.IntFlag{Name: "hours", Usage: "or `HOURS` of contact a week that a patch should have", EnvVars: env("hours")},
					seedFlag(), quiet()),
				Action: designLayout,
			},
			{
				Name: "improve", Usage: "make a layout better by small moves", ArgsUsage: "FILE",
				Description: examples("Units at the edges of patches go to the patch next door, or change places, as long as that makes\n"+
					"the layout better. Patches keep their ids, names and providers; where no unit changes, their borders\n"+
					"and bases too. The patches have to be made of the units: give those of yours with --units.",
					"milltir layout improve ours.geojson --demand county --units wards.geojson -o better.geojson", "milltir layout improve ours.geojson --demand gwynedd --moves 5 -o better.geojson"),
				Flags: append(designFlags(),
					&cli.IntFlag{Name: "moves", Usage: "at most `NUMBER` units change their patch", DefaultText: "any", EnvVars: env("moves")}, quiet()),
				Action: improveLayout,
			},
		},
	}
	for _, s := range c.Subcommands {
		s.OnUsageError, s.HideHelpCommand = onUsageError, true
	}
	return c
}

// designFlags are those of both commands that draw layouts.
func designFlags() []cli.Flag {
	return []cli.Flag{
		textFlag("demand", "who is to be looked after: a workspace `DIR`, or gwynedd"),
		textFlag("units", "what stays whole: a GeoJSON `FILE` of areas; without it squares around homes, or the LSOAs of gwynedd"),
		textFlag("out", "write the layout to `FILE`", "o"),
		&cli.Float64Flag{Name: "tolerance", Usage: "`SHARE` by which a patch's hours may be off the mean before it costs dear", Value: 0.25, EnvVars: env("tolerance")},
		&cli.Float64Flag{Name: "detour", Usage: "no neighbours are units the way between which takes more than so many `TIMES` as long as elsewhere", Value: 2.5, EnvVars: env("detour")},
		boolFlag("together", "units of one community stay together"),
		forceFlag(), langFlag(), strictFlag(), boolFlag("json", "print the score as JSON"),
	}
}

// openLayout reads a layout. Warnings go to standard error.
func openLayout(c *cli.Context, path string) (*layout.Layout, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l, found, err := layout.Read(filepath.Base(path), f)
	if !c.Bool("quiet") {
		warn(c.App.ErrWriter, found, path)
	}
	return l, err
}

func checkLayouts(c *cli.Context) error {
	args, err := words(c, 1, 1000)
	if err != nil {
		return err
	}
	l, err := language(c)
	if err != nil {
		return err
	}
	var wrong model.Diagnostics
	for _, path := range args {
		f, err := os.Open(path)
		if err != nil {
			wrong = append(wrong, model.Diagnostic{Code: "E1640", File: filepath.Base(path), Message: "it cannot be opened: " + roads.Cause(err), Advice: "Maybe the name is wrong"})
			continue
		}
		x, found, err := layout.Read(filepath.Base(path), f)
		_ = f.Close() // only read
		if !c.Bool("quiet") {
			for _, d := range found {
				fmt.Fprintln(c.App.Writer, d.Error())
			}
		}
		if err != nil {
			ds, ok := err.(model.Diagnostics)
			if !ok {
				return err
			}
			wrong = append(wrong, ds...)
			continue
		}
		fmt.Fprintln(c.App.Writer, report.LayoutSound(filepath.Base(path), len(x.Patches), l))
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

func applyLayout(c *cli.Context) error {
	args, err := words(c, 2, 2)
	if err != nil {
		return err
	}
	words, err := language(c)
	if err != nil {
		return err
	}
	rule := layout.CarerRule(cmp.Or(c.String("carers"), string(layout.ByHome)))
	if rule != layout.ByHome && rule != layout.Balanced {
		return usage(c, "--carers %s is neither home nor balanced", rule)
	}
	out := c.String("out")
	if out == "" {
		return usage(c, "layout apply needs -o DIR")
	}
	if sameFolder(out, args[1]) {
		return usage(c, "-o %s is the workspace itself: write the copy somewhere else", out)
	}
	l, err := openLayout(c, args[0])
	if err != nil {
		return err
	}
	p, _, err := opened(c, args[1], model.ReadOptions{Strict: c.Bool("strict")})
	if err != nil {
		return err
	}
	q, found, err := l.Apply(p, layout.ApplyOptions{Carers: rule, Nearest: c.Bool("nearest"), KeepPatch: c.Bool("keep-patch")})
	if !c.Bool("quiet") {
		for _, d := range found {
			fmt.Fprintln(c.App.ErrWriter, d.Error())
		}
	}
	if err != nil {
		return err
	}
	move(q, args[1], out)
	if err := save(c, out, q); err != nil {
		return err
	}
	fmt.Fprintln(c.App.Writer, report.LayoutApplied(len(q.Patches), len(q.People), len(q.Carers), out, words))
	return nil
}

func designLayout(c *cli.Context) error {
	if _, err := words(c, 0, 0); err != nil {
		return err
	}
	o := drawOptions(c)
	if c.IsSet("patches") && c.IsSet("hours") {
		return usage(c, "--patches and --hours both say how many patches there are: give one")
	}
	if o.Patches, o.Minutes = c.Int("patches"), 60*c.Int("hours"); o.Patches <= 0 && o.Minutes <= 0 {
		return usage(c, "layout design needs -k NUMBER or --hours HOURS")
	}
	o.Seed = c.Uint64("seed")
	in, err := demand(c)
	if err != nil {
		return err
	}
	r, found, err := design.Design(c.Context, in, o)
	if err != nil {
		return err
	}
	return drawn(c, r, found, r.Layout.Write)
}

func improveLayout(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	o := drawOptions(c)
	if o.MostMoves = c.Int("moves"); o.MostMoves < 0 {
		return usage(c, "--moves must not be below 0")
	}
	l, err := openLayout(c, args[0])
	if err != nil {
		return err
	}
	in, err := demand(c)
	if err != nil {
		return err
	}
	r, found, err := design.Improve(c.Context, in, l, o)
	if err != nil {
		return err
	}
	write := r.Layout.Write
	if r.Moved == 0 { // the file as it is, with whatever a GIS put there
		raw, err := os.ReadFile(args[0])
		if err != nil {
			return err
		}
		write = func(w io.Writer) error {
			_, err := w.Write(raw)
			return err
		}
	}
	return drawn(c, r, found, write)
}

func drawOptions(c *cli.Context) design.Options {
	return design.Options{Tolerance: c.Float64("tolerance"), Detour: c.Float64("detour"), Together: c.Bool("together")}
}

// drawn writes a layout and prints what it is worth.
func drawn(c *cli.Context, r *design.Result, found []layout.Warning, write func(io.Writer) error) error {
	l, err := language(c)
	if err != nil {
		return err
	}
	if !c.Bool("quiet") {
		for _, d := range found { // one for each patch at most
			fmt.Fprintln(c.App.ErrWriter, d.Error())
		}
	}
	out := c.String("out")
	if out != "" {
		if err := keepLayout(c, out, write); err != nil {
			return err
		}
	}
	if c.Bool("json") {
		return writeJSON(c.App.Writer, r.Score.Shown())
	}
	if err := report.LayoutScore(c.App.Writer, r.Layout.Name, r.Score, r.Before, l); err != nil {
		return err
	}
	if r.Before != nil {
		fmt.Fprintln(c.App.Writer, report.LayoutMoved(r.Moved, l))
	}
	if out != "" {
		fmt.Fprintln(c.App.Writer, report.LayoutWritten(out, l))
	}
	return nil
}

// keepLayout writes a layout, and never over another unless --force is given.
func keepLayout(c *cli.Context, path string, write func(io.Writer) error) error {
	if _, err := os.Stat(path); err == nil && !c.Bool("force") {
		return fmt.Errorf("%s is there already; --force replaces it", path)
	}
	return report.WriteFileAtomic(path, write)
}
