package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wiretalk/capture/bpf"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

const completionHelp = `completion prints a script that makes SHELL complete wiretalk's flags and their values.
To have it in every session:

  bash        wiretalk completion bash >/etc/bash_completion.d/wiretalk
              (it needs the package bash-completion)
  zsh         wiretalk completion zsh >"${fpath[1]}/_wiretalk"
  fish        wiretalk completion fish >~/.config/fish/completions/wiretalk.fish
  powershell  wiretalk completion powershell | Out-String | Invoke-Expression`

// completion is the command that prints a shell's completions of root.
func completion(root *cobra.Command) *cobra.Command {
	completeFlags(root)
	return &cobra.Command{
		Use:                   "completion SHELL",
		Short:                 "Print a script with which bash, zsh, fish or powershell completes flags",
		Long:                  completionHelp,
		DisableFlagsInUseLine: true,
		ValidArgs:             shells,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return errors.New("completion: after it comes a shell: bash, zsh, fish or powershell")
			case len(args) > 1 || !slices.Contains(shells, args[0]):
				return fmt.Errorf("completion %q: expected a shell: bash, zsh, fish or powershell", strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(command *cobra.Command, args []string) error {
			out := command.OutOrStdout()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			}
			return root.GenPowerShellCompletionWithDesc(out)
		},
	}
}

// completeFlags says which values a flag may have. Flags that are not named
// here take the names of files.
func completeFlags(root *cobra.Command) {
	values := map[string][]string{
		"type": {formatText + "\tfor people", formatJSON + "\tone object a line", formatHAR + "\tHTTP Archive",
			formatLadder + "\tconnections as in textbooks", formatLadderMarkdown + "\tas a table", formatLadderSVG + "\tas a picture"},
		"lang":     {"en\tEnglish", "zh\t中文"},
		"linktype": bpf.LinkNames(),
		"filter":   filterWords,
		"count":    nil,
		"shards":   nil,
	}
	for name, list := range values {
		if err := root.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err) // there is no such flag
		}
	}
	if err := root.MarkFlagDirname("save-bodies"); err != nil {
		panic(err)
	}
	if err := root.RegisterFlagCompletionFunc("display-filter", completeDisplay); err != nil {
		panic(err)
	}
	root.ValidArgsFunction = cobra.FixedCompletions(filterWords, cobra.ShellCompDirectiveNoFileComp)
}

// filterWords are those with which most capture filters begin or go on.
var filterWords = []string{"and", "arp", "dst", "ether", "host", "icmp", "ip", "ip6", "net", "not", "or", "port", "portrange",
	"src", "tcp", "udp", "vlan"}
