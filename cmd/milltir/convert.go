package main

import (
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

func forceFlag() cli.Flag {
	return boolFlag("force", "replace a workspace that is there")
}

func convertCommand() *cli.Command {
	return &cli.Command{
		Name:      "convert",
		Usage:     "turn a folder of tables into one JSON file, or back",
		ArgsUsage: "IN OUT",
		Description: examples("A name that ends in .json is a file, any other a folder. Both forms hold the same week:\n"+
			"there and back gives the same bytes. Files that it names (roads, factors, a key) stay\n"+
			"where they are and are named from there. Only what is not read is lost: comments in\n"+
			"milltir.toml, and columns and files of your own.",
			"milltir convert bro bro.json", "milltir convert bro.json bro-again", "milltir convert bro gofal --provider Gofal"),
		Flags: []cli.Flag{providerFlag(), strictFlag(), forceFlag(), boolFlag("quiet", "no warnings")},
		Action: func(c *cli.Context) error {
			args, err := words(c, 2, 2)
			if err != nil {
				return err
			}
			p, warnings, err := read(c, args[0])
			if err != nil {
				return err
			}
			if !c.Bool("quiet") {
				warn(c.App.ErrWriter, warnings.Warnings(), args[0])
			}
			move(p, args[0], args[1])
			return save(c, args[1], p)
		},
	}
}

// save writes a problem as a folder or as JSON, by the name. What is there already stays as it
// is unless --force is given: it may be somebody's week of work.
func save(c *cli.Context, path string, p *model.Problem) error {
	if !c.Bool("force") && occupied(path) {
		return fmt.Errorf("%s is there already and not empty; --force replaces the workspace in it", path)
	}
	if isJSON(path) {
		return report.WriteFileAtomic(path, func(w io.Writer) error { return model.WriteJSON(w, p) })
	}
	return model.WriteDir(path, p)
}

// occupied tells of a file, or a folder with anything in it: writing a workspace removes the
// tables that it does not have.
func occupied(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return err == nil
	}
	inside, err := os.ReadDir(path)
	return err != nil || len(inside) > 0
}
