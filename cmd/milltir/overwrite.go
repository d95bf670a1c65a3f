package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo/roads/calibrate"
)

// overForce is --force of commands that write one file.
func overForce() cli.Flag {
	return boolFlag("force", "replace a file that is something else than what this command writes")
}

// What a table of legs and a route begin with.
const (
	legsBegin  = "from,to,mode,minutes,metres"
	routeBegin = `{"type":"Feature"`
)

// spares refuses an -o that would write over one of the inputs, or, without --force, over a file that does not begin as
// what the command writes: it may be somebody's only copy. With no beginning given every file that is there is spared.
func spares(c *cli.Context, beginning string, inputs ...string) error {
	out := c.String("out")
	if err := sparesInputs(c, inputs...); err != nil || out == "" || c.Bool("force") {
		return err
	}
	if _, err := os.Stat(out); err != nil || beginning != "" && begins(out, beginning) {
		return nil
	}
	return fmt.Errorf("%s is there already; --force replaces it", out)
}

// sparesInputs refuses an -o that is a folder or one of the inputs.
func sparesInputs(c *cli.Context, inputs ...string) error {
	out := c.String("out")
	info, err := os.Stat(out)
	if out == "" || err != nil {
		return nil
	}
	if info.IsDir() {
		return usage(c, "-o %s is a folder; name a file", out)
	}
	for _, in := range inputs {
		if x, err := os.Stat(in); in != "" && err == nil && os.SameFile(x, info) {
			return usage(c, "-o %s would write over %s, which is read", out, in)
		}
	}
	return nil
}

// sparesFactors does so for a file of factors: a council's section is put into the file, and the rest of it stays.
func sparesFactors(c *cli.Context, groups []calibrate.CouncilRows, inputs ...string) error {
	if len(groups) > 0 && groups[0].Council != "" {
		return sparesInputs(c, inputs...)
	}
	return spares(c, "", inputs...)
}

func begins(path, with string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(with))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, []byte(with))
}
