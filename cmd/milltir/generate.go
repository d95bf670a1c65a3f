package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/model"
)

func generateCommand() *cli.Command {
	return &cli.Command{
		Name:      "generate",
		Usage:     "make up a realistic workspace",
		ArgsUsage: "PRESET",
		Description: examples("Makes up a patch with its people, carers, shifts and visits: nobody in it is real, and the same\n"+
			"seed gives the same week. Prints what was made, with the share of contact in shift hours and\n"+
			"the highest demand ÷ capacity of any half hour. Presets:\n\n"+presetList()+
			"\n--params FILE reads a TOML table of parameters instead of a preset (generate.Params).",
			"milltir generate bala -o bala", "milltir generate tywyn --seed 7 -o tywyn.json", "milltir generate --params my-patch.toml -o patch"),
		Flags: []cli.Flag{
			textFlag("out", "write to `DIR`, or to a file whose name ends in .json", "o"),
			textFlag("params", "read the parameters of a patch from a TOML `FILE`"),
			boolFlag("loads", "print demand and capacity of every half hour as well"),
			seedFlag(), forceFlag(),
		},
		Action: runGenerate,
	}
}

func presetList() string {
	var b strings.Builder
	for _, p := range generate.Presets() {
		fmt.Fprintf(&b, "   %-15s %s\n", p.Name, p.Text)
	}
	return b.String()
}

func runGenerate(c *cli.Context) error {
	preset, err := chosen(c)
	if err != nil {
		return err
	}
	out := c.String("out")
	if out == "" {
		return usage(c, "generate needs -o DIR")
	}
	p, err := preset.Make(c.Uint64("seed"))
	if err != nil {
		return err
	}
	h, err := model.Expand(p)
	if err != nil {
		return internal{err}
	}
	if err := save(c, out, p); err != nil {
		return err
	}
	made := generate.Describe(h)
	if _, err := io.WriteString(c.App.Writer, made.String()); err != nil {
		return err
	}
	if c.Bool("loads") {
		return loads(c.App.Writer, made)
	}
	return nil
}

// loads prints the half hours in which anybody is wanted.
func loads(w io.Writer, made generate.Summary) error {
	for _, x := range made.HalfHours {
		if x.Demand == 0 {
			continue
		}
		load := fmt.Sprintf("%.2f", x.Load())
		if math.IsInf(x.Load(), 1) {
			load = "no carer on duty"
		}
		if _, err := fmt.Fprintf(w, "%s %s  demand %4.0f  capacity %4.0f  %s\n", x.Date, x.Start, x.Demand, x.Capacity, load); err != nil {
			return err
		}
	}
	return nil
}

// chosen gives the preset of the command line, or one made of a file.
func chosen(c *cli.Context) (generate.Preset, error) {
	if path := c.String("params"); path != "" {
		if _, err := words(c, 0, 0); err != nil {
			return generate.Preset{}, err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return generate.Preset{}, fmt.Errorf("--params: %w", err)
		}
		params, err := generate.ParseParams(string(text))
		if err != nil {
			return generate.Preset{}, fmt.Errorf("%s: %w", path, err)
		}
		return generate.Preset{Name: params.ID, Patches: []generate.Params{params}}, nil
	}
	args, err := words(c, 1, 1)
	if err != nil {
		return generate.Preset{}, err
	}
	preset, ok := generate.Find(args[0])
	if !ok {
		return preset, usage(c, "there is no preset %q; there are\n%s", args[0], presetList())
	}
	return preset, nil
}
