package main

import (
	"io"

	"github.com/urfave/cli/v2"
)

func completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print the completion script of a shell",
		ArgsUsage: "bash|zsh|fish",
		Description: examples("Prints a script that completes commands and options.",
			"source <(milltir completion bash)",
			"milltir completion zsh > \"${fpath[1]}/_milltir\"",
			"milltir completion fish > ~/.config/fish/completions/milltir.fish"),
		Action: complete,
	}
}

func complete(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	script := map[string]string{"bash": bashCompletion, "zsh": zshCompletion}[args[0]]
	if args[0] == "fish" {
		script, err = c.App.ToFishCompletion()
	}
	if err != nil {
		return internal{err}
	}
	if script == "" {
		return usage(c, "there is no completion for %q: bash, zsh or fish", args[0])
	}
	_, err = io.WriteString(c.App.Writer, script)
	return err
}

// Both scripts ask the program itself, which lists what may come next when the last word is
// the completion flag; file names are the fallback.
const bashCompletion = `_milltir() {
  local cur="${COMP_WORDS[COMP_CWORD]}" words=("${COMP_WORDS[@]:0:COMP_CWORD}")
  [[ "$cur" == -* ]] && words+=("$cur")
  COMPREPLY=($(compgen -W "$("${words[@]}" ` + completionFlag + ` 2>/dev/null)" -- "$cur"))
}
complete -o bashdefault -o default -F _milltir milltir
`

const zshCompletion = `#compdef milltir
_milltir() {
  local -a opts line
  line=(${words[1,CURRENT-1]})
  [[ "${words[CURRENT]}" == -* ]] && line+=("${words[CURRENT]}")
  opts=("${(@f)$(${line} ` + completionFlag + ` 2>/dev/null)}")
  if [[ -n "${opts[1]}" ]]; then _describe 'values' opts; else _files; fi
}
if [[ "$funcstack[1]" == _milltir ]]; then _milltir "$@"; else compdef _milltir milltir; fi
`
