package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

const completionFlag = "--generate-bash-completion"

// reorder moves a command's flags before its arguments, because cli v2 stops looking for
// flags at the first argument: `solve DIR -o out` becomes `solve -o out DIR`. Everything
// after "--" is an argument, as are "-" and negative numbers that are no flag's value. A command's flags may
// stand before its name too, and one that is asked for help needs no arguments.
func reorder(app *cli.App, args []string) []string {
	if len(args) < 2 || slices.Contains(args, completionFlag) {
		return args // completion looks at the line as it was typed
	}
	out := args[:1:1]
	flags, commands := app.Flags, app.Commands
	rest := args[1:]
	for {
		options, words, name, after := split(flags, commands, rest)
		if name != nil {
			mine, its := sortOut(options, flags, name)
			out, options, after = append(out, mine...), nil, append(its, after...)
		}
		if name == nil && len(commands) > 0 && len(words) > 0 {
			return append(append(out, words...), options...) // no such command: that is the mistake to report
		}
		out = append(out, options...)
		if name == nil {
			if slices.ContainsFunc(options, func(s string) bool { return s == "--help" || s == "-h" }) {
				return out // cli takes a word after it for a subcommand
			}
			if slices.ContainsFunc(words, func(s string) bool { return strings.HasPrefix(s, "-") }) {
				out = append(out, "--")
			}
			return append(out, words...)
		}
		out = append(out, name.Name)
		flags, commands, rest = name.Flags, name.Subcommands, after
	}
}

// split takes flags with their values and words apart, up to the name of a command.
func split(flags []cli.Flag, commands []*cli.Command, args []string) (options, words []string, name *cli.Command, after []string) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			return options, append(words, args[i+1:]...), nil, nil
		case !strings.HasPrefix(arg, "-") || arg == "-" || number(arg):
			if c := command(commands, arg); c != nil && len(words) == 0 {
				return options, nil, c, args[i+1:]
			}
			words = append(words, arg)
		default:
			options = append(options, arg)
			if takesValue(flags, commands, arg) && i+1 < len(args) {
				i++
				options = append(options, args[i])
			}
		}
	}
	return options, words, nil, nil
}

func command(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

// number tells a negative number from a flag.
func number(arg string) bool {
	digits := strings.TrimLeft(arg[1:], "0123456789.")
	return len(arg) > 1 && digits == ""
}

// takesValue tells whether the next word belongs to this flag, of those here or of a command that may follow.
// Unknown flags take none: cli refuses them anyway.
func takesValue(flags []cli.Flag, commands []*cli.Command, arg string) bool {
	if strings.Contains(arg, "=") {
		return false
	}
	if f := find(flags, arg); f != nil {
		return !isBool(f)
	}
	for _, c := range commands {
		if f := find(flagsOf(c), arg); f != nil {
			return !isBool(f)
		}
	}
	return false
}

// flagsOf are the flags of a command and of the commands under it.
func flagsOf(c *cli.Command) []cli.Flag {
	all := c.Flags[:len(c.Flags):len(c.Flags)]
	for _, s := range c.Subcommands {
		all = append(all, s.Flags...)
	}
	return all
}

func isBool(f cli.Flag) bool {
	_, is := f.(*cli.BoolFlag)
	return is
}

// find is the flag that an option sets, nil if there is none.
func find(flags []cli.Flag, arg string) cli.Flag {
	name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

// sortOut takes the options before a command's name apart: those that are for what is above it, and its own.
func sortOut(options []string, above []cli.Flag, c *cli.Command) (mine, its []string) {
	for i := 0; i < len(options); i++ {
		to := &mine
		if find(above, options[i]) == nil && find(flagsOf(c), options[i]) != nil {
			to = &its
		}
		*to = append(*to, options[i])
		if takesValue(above, []*cli.Command{c}, options[i]) && i+1 < len(options) {
			i++
			*to = append(*to, options[i])
		}
	}
	return mine, its
}
