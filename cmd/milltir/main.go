// Command milltir makes, checks and explains weekly rotas for home care teams.
//
// Exit codes: 0 the rota is lawful (or there was nothing to judge), 1 law is broken or
// --require-full is not met, 2 bad input or usage, 3 an internal error.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/milltir/milltir/geo/roads/osmread"
)

func main() {
	osmread.Serve() // milltir roads build starts itself to read an extract
	// The first Ctrl-C asks for the best rota so far; stop hands the second one back to the
	// system, which ends the program at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args, os.Stdout, os.Stderr))
}
