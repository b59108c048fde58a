package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

// Exit statuses, as the README promises them.
const (
	exitDone  = 0
	exitRead  = 1 // something could not be read
	exitUsage = 2
)

// flags are the command line as it was given.
type flags struct {
	files   []string
	format  string
	packets int64
	numeric bool
	shards  int
}

const examples = `  wiretalk -r capture.pcapng              look at a capture on the screen
  wiretalk -r a.pcap.gz -r b.pcap.gz      several files as one capture
  wiretalk -r capture.pcap -T json | jq   one JSON object a line
  tcpdump -w - | wiretalk -r - -T text    from standard input`

// run is the whole program: it returns the exit status.
func run(args []string, in, out, diagnostics *os.File) int {
	status := exitDone
	var f flags
	command := &cobra.Command{
		Use:   "wiretalk -r FILE [flags]",
		Short: "Show what two machines said to each other over TCP and HTTP",
		Long: "wiretalk reads captures, follows every TCP connection in them, and shows the HTTP\n" +
			"exchanges they carried. On a terminal it opens a screen (press ? there); otherwise,\n" +
			"or with -T, it prints records. Exit status: 0 all was read, 1 something could not\n" +
			"be read (everything up to there is shown), 2 wrong usage.",
		Example:       examples,
		Version:       version(),
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(command *cobra.Command, words []string) error {
			if err := f.check(words); err != nil {
				return err
			}
			status = show(command.Context(), &f, out, diagnostics)
			return nil
		},
	}
	command.Flags().SortFlags = false
	command.Flags().StringArrayVarP(&f.files, "read", "r", nil, "read the capture `FILE`: pcap or pcapng, also in gzip or zstd; - is standard input;\nmay be given several times, the files are then read in that order as one capture")
	command.Flags().StringVarP(&f.format, "type", "T", "", "print records instead of opening the screen: `FORMAT` is text or json")
	command.Flags().Int64VarP(&f.packets, "count", "c", 0, "stop after `N` packets")
	command.Flags().BoolVarP(&f.numeric, "numeric", "n", false, "do not resolve names (they never are, as yet)")
	command.Flags().IntVar(&f.shards, "shards", 0, "work on `N` processors (default: all)")
	command.SetArgs(args)
	command.SetIn(in)
	command.SetOut(out)
	command.SetErr(diagnostics)
	command.CompletionOptions.DisableDefaultCmd = true
	if err := command.Execute(); err != nil {
		fmt.Fprintf(diagnostics, "wiretalk: %v\nTry 'wiretalk --help'.\n", err)
		return exitUsage
	}
	return status
}

func (f *flags) check(words []string) error {
	switch {
	case len(words) > 0 && len(f.files) == 0:
		return fmt.Errorf("%q: to read a capture, say -r FILE", words[0])
	case len(words) > 0:
		return fmt.Errorf("%q: what stands after the flags is not understood", words[0])
	case len(f.files) == 0:
		return errors.New("nothing to read: say -r FILE")
	case f.packets < 0:
		return fmt.Errorf("-c %d: a number of packets is 1 or more", f.packets)
	case f.shards < 0:
		return fmt.Errorf("--shards %d: a number of processors is 1 or more", f.shards)
	}
	switch f.format {
	case "", formatText, formatJSON:
		return nil
	}
	return fmt.Errorf("-T %s: the formats are text and json", f.format)
}

const (
	formatText = "text"
	formatJSON = "json"
)
