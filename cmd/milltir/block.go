package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
)

func blockCommand() *cli.Command {
	return &cli.Command{
		Name:      "block",
		Usage:     "set hours and cost against the block contract",
		ArgsUsage: "DIR [ROTA]",
		Description: examples("Prints for each patch with a block (block_minutes_4w, block_cost_4w of patches.csv) what is used\n"+
			"and left of it in every period of four weeks, and the year to its end: past periods by block.csv,\n"+
			"the weeks of ROTA by its own times, pay, on-costs, mileage and overheads ([rates], each by the\n"+
			"date of the shift), and the other days like them. Without ROTA the year goes on like block.csv.",
			"milltir block bro", "milltir block bro out/rota.json", "milltir block bro my-rota.csv --lang cy", "milltir block bro out/rota.json --json"),
		Flags:  []cli.Flag{boolFlag("json", "print JSON"), providerFlag(), strictFlag(), langFlag(), boolFlag("quiet", "no warnings")},
		Action: runBlock,
	}
}

func runBlock(c *cli.Context) error {
	args, err := words(c, 1, 2)
	if err != nil {
		return err
	}
	k, err := loadOne(c, args[0])
	if err != nil {
		return err
	}
	if err := k.soundBooks(c); err != nil {
		return err
	}
	account := check.BlockRecorded(k.Horizon)
	var r *model.Rota
	if len(args) == 2 {
		if r, err = k.known(c, args[1]); err != nil {
			return err
		}
		if account, err = check.Block(k.Horizon, r); err != nil {
			return err
		}
	}
	if c.Bool("json") {
		return report.BlockJSON(c.App.Writer, account)
	}
	return report.Block(c.App.Writer, k.Horizon, r, account, k.words)
}

// stageBlock writes the account of the block contract beside a rota, where a patch has a block.
func (k *week) stageBlock(dir string, r *model.Rota) error {
	if !k.Problem.HasBlock() {
		return nil
	}
	account, err := check.Block(k.Horizon, r)
	if err != nil {
		return err
	}
	files := map[string]func(io.Writer) error{"block_account.csv": func(w io.Writer) error { return report.BlockCSV(w, account) }}
	for _, lang := range report.Languages() {
		l, err := report.NewLocalizer(lang)
		if err != nil {
			return internal{err}
		}
		files["block."+lang+".txt"] = func(w io.Writer) error { return report.Block(w, k.Horizon, r, account, l) }
	}
	return writeFiles(dir, files)
}
