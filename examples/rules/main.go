// Command rules shows what each rule about people and visits is for: it solves every workspace
// beside it without the rule and with it, and prints both rotas as the people in them would see
// them.
//
//	go run ./examples/rules [-lang en|cy] [RULE…]
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/milltir/milltir/report"
)

func main() {
	lang := flag.String("lang", report.English, "language of the sentences: en or cy")
	dir := flag.String("dir", "examples/rules", "folder of the workspaces")
	flag.Parse()
	if err := run(*dir, *lang, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir, lang string, names []string) error {
	l, err := report.NewLocalizer(lang)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		if names, err = cases(dir); err != nil {
			return err
		}
	}
	for _, name := range names {
		c, err := try(context.Background(), dir, name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := c.write(os.Stdout, l); err != nil {
			return err
		}
	}
	return nil
}
