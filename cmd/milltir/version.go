package main

import (
	"fmt"
	"runtime"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/solver"
)

func versionCommand() *cli.Command {
	return &cli.Command{
		Name:        "version",
		Usage:       "print the version",
		Description: examples("Prints the version of milltir and of Go.", "milltir version"),
		Action: func(c *cli.Context) error {
			_, err := fmt.Fprintf(c.App.Writer, "milltir %s %s %s/%s\n", solver.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
