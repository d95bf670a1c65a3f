package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/geo/roads/osmread"
	"github.com/milltir/milltir/model"
)

func roadsCommand() *cli.Command {
	mode := func() cli.Flag {
		return &cli.StringFlag{Name: "mode", Usage: "`car|bike|ebike|walk`", Value: "car", EnvVars: env("mode")}
	}
	c := &cli.Command{
		Name:      "roads",
		Usage:     "build a network of roads, and ask it for tables and routes",
		ArgsUsage: "build|table|route|calibrate ...",
		Description: examples("An extract of OpenStreetMap (.osm.pbf or .osm) becomes a file that answers travel by car, bike,\n"+
			"e-bike and on foot, on this computer alone. docs/ROADS.md has speeds and formats.",
			"milltir roads build wales-latest.osm.pbf -o wales.roads",
			"milltir roads table wales.roads points.csv -o travel.csv",
			"milltir roads route wales.roads --from 52.7229,-4.0557 --to 52.6959,-4.0510"),
		Action: func(c *cli.Context) error {
			if name := c.Args().First(); name != "" {
				return usage(c, "roads has no %q. %s", name, cli.SuggestCommand(c.Command.Subcommands, name))
			}
			return usage(c, "roads needs build, table, route or calibrate")
		},
		Subcommands: []*cli.Command{
			{
				Name: "build", Usage: "make a network file of an extract", ArgsUsage: "EXTRACT",
				Description: examples("Reads the extract in a process of its own, since a damaged file can end the decoder, and makes a\n"+
					"network with all modes. The file is the same on any number of threads; it is there whole or not at all.",
					"milltir roads build wales-latest.osm.pbf -o wales.roads"),
				Flags: []cli.Flag{
					textFlag("out", "write the network to `FILE`", "o"),
					&cli.IntFlag{Name: "threads", Usage: "`NUMBER` of threads; 0: one for each processor", EnvVars: env("threads")},
					boolFlag("quiet", "no progress"), overForce(),
				},
				Action: buildRoads,
			},
			{
				Name: "table", Usage: "minutes and metres between all points of a table", ArgsUsage: "NETWORK POINTS.csv",
				Description: examples("POINTS.csv has the columns id, lat, lon. What comes out has those of travel.csv: from, to, mode,\n"+
					"minutes, metres. A pair without a way has no row.",
					"milltir roads table wales.roads points.csv -o travel.csv",
					"milltir roads table wales.roads points.csv --mode bike --factors gwynedd.toml --period school_run"),
				Flags: append([]cli.Flag{
					textFlag("out", "write the table to `FILE`; without it to the screen", "o"), mode(),
					&cli.IntFlag{Name: "threads", Usage: "`NUMBER` of threads; 0: one for each processor", EnvVars: env("threads")},
					boolFlag("no-cache", "work it out anew, and keep nothing"), boolFlag("quiet", "no warnings"), overForce(),
				}, factorFlags()...),
				Action: tableOfRoads,
			},
			{
				Name: "route", Usage: "the way between two points as GeoJSON", ArgsUsage: "NETWORK",
				Description: examples("A line for a map, with minutes and metres, and what of them is on roads of each class.",
					"milltir roads route wales.roads --from 52.7229,-4.0557 --to 52.6959,-4.0510 --mode car"),
				Flags: append([]cli.Flag{
					textFlag("from", "start, `LAT,LON`"), textFlag("to", "end, `LAT,LON`"), mode(),
					textFlag("out", "write to `FILE`; without it to the screen", "o"), overForce(),
				}, factorFlags()...),
				Action: routeOnRoads,
			},
			calibrateCommand(openPlanner),
		},
	}
	for _, s := range c.Subcommands {
		s.OnUsageError, s.HideHelpCommand = onUsageError, true
	}
	return c
}

func factorFlags() []cli.Flag {
	return []cli.Flag{
		textFlag("factors", "multiply times as `FILE` says (docs/ROADS.md)"),
		textFlag("council", "and as its section of `COUNCIL` says"),
		textFlag("period", "and for this `PERIOD`; without a file school_run, summer or night, estimates of ours"),
	}
}

// roadError gives errors about files of roads the form of those about tables.
func roadError(err error) error {
	var wrong *roads.Error
	var many roads.Errors
	if errors.As(err, &wrong) {
		many = roads.Errors{wrong}
	} else if !errors.As(err, &many) {
		return err
	}
	var found model.Diagnostics
	for _, e := range many {
		found = append(found, model.Diagnostic{Code: e.Code, File: e.File, Line: e.Line, Message: e.Reason, Advice: e.Advice})
	}
	return found
}

func buildRoads(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	out := c.String("out")
	if out == "" {
		return usage(c, "roads build needs -o FILE: where the network is to be written")
	}
	if err := spares(c, roads.Magic, args[0]); err != nil {
		return err
	}
	if above := standing(filepath.Dir(out)); above != "" { // it would be known only after minutes of building
		return usage(c, "-o %s: %s is no folder", out, above)
	}
	bar := newBuildBar(c.App.ErrWriter, c.Bool("quiet"))
	defer bar.close()
	start := time.Now()
	r, err := makeRoads(c.Context, args[0], c.Int("threads"), bar)
	if err != nil {
		return roadError(err)
	}
	if err := writeNetwork(r, out); err != nil {
		return fmt.Errorf("-o: %w", err)
	}
	bar.close()
	if !c.Bool("quiet") {
		n := r.Report()
		fmt.Fprintf(c.App.ErrWriter, "%s\n%d junctions, %d segments, %d turn restrictions "+
			"(%d more could not be told, %d hold at some hours only and are left out)\nWritten to %s after %.1f s.\n",
			r.Name(), n.Junctions, n.Segments, n.Restrictions, n.Unclear, n.Conditional, out, time.Since(start).Seconds())
	}
	return nil
}

// standing is what stands where a folder is wanted, or above it, and is none; "" where there is nothing in the way.
func standing(dir string) string {
	for ; ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		switch {
		case err == nil && !info.IsDir():
			return dir
		case err == nil || dir == filepath.Dir(dir):
			return ""
		}
	}
}

// writeNetwork writes a network, and the folders that it goes into. Where it cannot be written there are none that were
// not there before.
func writeNetwork(r *roads.Roads, out string) (err error) {
	var made []string // the innermost first
	for dir := filepath.Dir(out); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			break
		}
		made = append(made, dir)
	}
	defer func() {
		for _, dir := range made {
			if err != nil {
				_ = os.Remove(dir) // if it is empty
			}
		}
	}()
	if err = os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	return r.WriteFile(out)
}

// makeRoads reads an extract and builds its network; reading is a fifth of the bar.
func makeRoads(ctx context.Context, path string, threads int, bar *buildBar) (*roads.Roads, error) {
	reading := func(done float64) { bar.show("reading", done/5) }
	x, err := osmread.Read(ctx, path, osmread.Options{Threads: threads, Progress: reading})
	if err != nil {
		return nil, err
	}
	building := func(stage string, done float64) { bar.show(stage, 0.2+0.8*done) }
	return roads.Build(ctx, x, roads.Options{Threads: threads, Progress: building})
}

// buildBar shows how far a build is: a bar on a terminal, a line every two seconds elsewhere, nothing when quiet.
type buildBar struct {
	w     io.Writer
	bar   *progressbar.ProgressBar
	start time.Time
	shown time.Duration
}

func newBuildBar(w io.Writer, quiet bool) *buildBar {
	if quiet {
		return &buildBar{}
	}
	b := &buildBar{w: w, start: time.Now()}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		b.bar = progressbar.NewOptions(barSteps, progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(30),
			progressbar.OptionSetPredictTime(false), progressbar.OptionClearOnFinish(), progressbar.OptionSetElapsedTime(false))
	}
	return b
}

func (b *buildBar) show(stage string, done float64) {
	switch {
	case b.w == nil:
	case b.bar != nil:
		b.bar.Describe(stage)
		_ = b.bar.Set(min(max(int(done*barSteps), 0), barSteps-1))
	case time.Since(b.start)-b.shown >= every:
		b.shown = time.Since(b.start)
		fmt.Fprintf(b.w, "%5.0f s  %s %.0f %%\n", b.shown.Seconds(), stage, 100*done)
	}
}

func (b *buildBar) close() {
	if b.bar != nil {
		_ = b.bar.Finish()
		b.bar = nil
	}
}
