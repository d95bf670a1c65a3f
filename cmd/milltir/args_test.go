package main

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"
)

func TestReorder(t *testing.T) {
	app := newApp(io.Discard, io.Discard)
	app.Commands = append(app.Commands, &cli.Command{Name: "outer", Subcommands: []*cli.Command{
		{Name: "inner", Flags: []cli.Flag{&cli.IntFlag{Name: "n"}}},
	}})
	for _, tt := range []struct{ in, want, reason string }{
		{"solve bro -o out", "solve -o out bro", "a flag with its value moves before the argument"},
		{"solve -o out bro", "solve -o out bro", "the order that cli wants stays"},
		{"solve bro --out=out", "solve --out=out bro", "a value behind = is part of the flag"},
		{"solve bro --json --seed 3", "solve --json --seed 3 bro", "a switch takes no value"},
		{"solve --json bro", "solve --json bro", "a switch does not eat the argument"},
		{"solve bro --json=false", "solve --json=false bro", "a switch may be turned off"},
		{"solve bro -seconds 3", "solve -seconds 3 bro", "one dash is as good as two"},
		{"check --lang cy bro rota.csv --json", "check --lang cy --json bro rota.csv", "arguments keep their order"},
		{"solve bro --seed -5", "solve --seed -5 bro", "a negative number after a flag is its value"},
		{"explain bro -5", "explain -- bro -5", "a negative number elsewhere is an argument"},
		{"check bro -", "check -- bro -", "a dash alone is an argument"},
		{"check -- -bro --json", "check -- -bro --json", "after two dashes all is argument"},
		{"check --json -- bro", "check --json bro", "the two dashes are dropped where they are not needed"},
		{"solve bro --what 3", "solve --what bro 3", "an unknown flag stays a flag, for cli to refuse"},
		{"solve bro -o", "solve -o bro", "a flag without its value does not crash"},
		{"outer inner x --n 3", "outer inner --n 3 x", "flags belong to the innermost command"},
		{"--n 3 outer inner x", "outer inner --n 3 x", "from whatever place before it"},
		{"solve solve", "solve solve", "a folder may be called like a command"},
		{"help solve", "help solve", "help is a word like any other"},
		{"--version", "--version", "flags of the program itself stay in front"},
		{"solve bro -o --generate-bash-completion", "solve bro -o --generate-bash-completion", "completion sees the line as typed"},
		{"slove -o out bro", "slove bro -o out", "a misspelt command stays in front, so that it is what is reported"},
		{"--lang cy check bro", "check --lang cy bro", "a command's flag may stand before its name"},
		{"--lang=cy --json check bro --strict", "check --lang=cy --json --strict bro", "several of them, and others after it"},
		{"--version check bro", "--version check bro", "but not the program's own"},
		{"--what check bro", "--what check bro", "nor one that nobody knows"},
		{"bench shifts --help", "bench --help", "help needs no arguments"},
		{"solve -h bro", "solve -h", "by its short name neither"},
		{"solve -- --help", "solve -- --help", "unless it is one"},
		{"", "", "nothing is nothing"},
	} {
		got := reorder(app, append([]string{"milltir"}, strings.Fields(tt.in)...))
		require.Equal(t, append([]string{"milltir"}, strings.Fields(tt.want)...), got, tt.reason)
	}
}

func TestReorderKeepsItsInput(t *testing.T) {
	args := []string{"milltir", "solve", "bro", "-o", "out"}
	reorder(newApp(io.Discard, io.Discard), args)
	require.Equal(t, []string{"milltir", "solve", "bro", "-o", "out"}, args)
}
