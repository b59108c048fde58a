package main

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"wiretalk/capture/store"
	"wiretalk/internal/filter"
	"wiretalk/internal/pipeline"
)

// Exit statuses, as the README promises them.
const (
	exitDone  = 0
	exitRead  = 1 // something could not be read
	exitUsage = 2

	exitDefect = 70  // the program panicked; EX_SOFTWARE of sysexits.h
	exitSignal = 128 // and the number of the signal that ended the screen
)

// flags are the command line as it was given.
type flags struct {
	files    []string
	format   string
	packets  int64
	numeric  bool
	shards   int
	lang     string
	segment  bool
	digest   bool
	health   bool
	explain  bool
	drawn    drawnFrames // frames of which alone a ladder is drawn
	relative bool        // no real numbers in a picture
	config   string      // file
	bare     bool        // without any
	saveTo   string

	filters []string // each -f
	expr    string   // the capture filter; empty lets every packet pass
	resolve *resolver
	dumps   repeated       // how many -d
	link    string         // -y
	display string         // -Y
	passing *filter.Filter // of display

	interfaces     []string
	lists          bool // -D
	notPromiscuous bool
	snapLength     int
	buffer, spool  size
	writeTo        string
	rotation       store.Rotation
	stop           store.Stop
}

const (
	formatText = "text"
	formatJSON = "json"
	formatHAR  = "har"

	formatLadder         = "ladder"
	formatLadderMarkdown = "ladder-markdown"
	formatLadderSVG      = "ladder-svg"
)

var formats = []string{formatText, formatJSON, formatHAR, formatLadder, formatLadderMarkdown, formatLadderSVG}

const description = `wiretalk captures packets or reads captures, follows every TCP connection in them, and shows the HTTP
exchanges they carried. On a terminal it opens a screen (press ? there); otherwise,
or with -T, it prints records, each as soon as it is known.

The words after the flags are a capture filter in tcpdump's language (see
pcap-filter(7)); quote what the shell would take for itself: 'tcp[13] & 4 != 0'.
Without -r and -i they may be names of captures instead: wiretalk a.pcap.

Records go to standard output, everything else to standard error.
Exit status: 0 all was read; 1 something could not be read, and everything up to
there is shown; 2 wrong usage; 70 a defect of the program; 128 and a signal's number when it ended the screen.`

const examples = `  wiretalk -r capture.pcapng              look at a capture on the screen
  wiretalk -r a.pcap.gz -r b.pcap.gz      several files as one capture
  wiretalk -r capture.pcap -T json | jq   one JSON object a line
  wiretalk -r capture.pcap -T har >x.har  for the network panel of a browser
  wiretalk -r capture.pcap -T ladder      each connection drawn with what its segments mean
  wiretalk -r capture.pcap tcp port 80    only packets that pass a capture filter
  wiretalk -r capture.pcap -T json -Y 'http.response.code >= 500'
  sudo wiretalk -i eth0 tcp port 8080     look at what is said on an interface
  sudo wiretalk -i any -w all.pcapng      and keep its packets
  tcpdump -w - | wiretalk -r - -T text    from standard input`

// run is the whole program: it returns the exit status.
func run(args []string, in, out, diagnostics *os.File) int {
	status := exitDone
	var f flags
	command := &cobra.Command{
		Use:           "wiretalk [flags] [capture filter]",
		Short:         "Show what two machines said to each other over TCP and HTTP",
		Long:          description,
		Example:       examples,
		Version:       version(),
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(command *cobra.Command, words []string) error {
			if f.takeFiles(words) {
				words = nil
			}
			if err := f.check(command, words); err != nil {
				return err
			}
			if f.lists {
				status = listInterfaces(out, diagnostics)
				return nil
			}
			if f.dumps > 0 {
				var err error
				status, err = f.dump(out, diagnostics)
				return err
			}
			if err := f.checkFilter(words); err != nil {
				return err
			}
			if err := f.checkDisplay(); err != nil {
				return err
			}
			status = show(&f, out, diagnostics)
			return nil
		},
	}
	f.define(command)
	command.SetFlagErrorFunc(flagError)
	command.SetArgs(args)
	command.SetIn(in)
	command.SetOut(out)
	command.SetErr(diagnostics)
	command.CompletionOptions.DisableDefaultCmd = true
	command.AddCommand(completion(command), lessons(out, &status))
	if executed, err := command.ExecuteC(); err != nil {
		complain(diagnostics, err)
		fmt.Fprintf(diagnostics, "Try '%s --help'.\n", executed.CommandPath())
		return exitUsage
	}
	return status
}

func (f *flags) define(command *cobra.Command) {
	set := command.Flags()
	set.SortFlags = false
	set.StringArrayVarP(&f.files, "read", "r", nil, "read the capture `FILE`: pcap or pcapng, also in gzip or zstd; - is standard input;\nmay be given several times, the files are then read in that order as one capture")
	f.defineLive(command)
	set.StringVarP(&f.format, "type", "T", "", "print records instead of opening the screen; `FORMAT` is\ntext: for people, one line an exchange, times in local time (TZ=UTC for others)\njson: for programs, one object a line, every field\nhar: one HTTP Archive (HAR 1.2) with the content of messages, for browsers\nladder: each connection drawn as in textbooks; ladder-markdown as a table;\nladder-svg: one connection as a picture")
	set.BoolVar(&f.digest, "digest", false, "with -T json: decode every body and give its size and SHA-256")
	set.StringVar(&f.saveTo, "save-bodies", "", "write every body, decoded, to a file of its own in `DIR`, whose index.tsv says which is\nwhich; nothing there is overwritten; prints text unless -T says otherwise")
	set.BoolVar(&f.explain, "explain", false, "with -T text or json: say what the fields of each exchange mean, in the language of --lang;\nwith -T ladder: say all that there is to say of each segment, not only what it is")
	set.Var(&f.drawn, "frames", "with -T ladder and its like: draw only the frames `RANGE`, as in 8-22, with states and\nnumbers as in the whole connection")
	set.BoolVar(&f.relative, "relative", false, "with -T ladder-svg: no real sequence numbers below the arrows, only those counted from x and y")
	set.BoolVar(&f.segment, "segments", false, "with -T text or json: a record of each TCP segment too, with what was found of it")
	set.BoolVar(&f.health, "health", false, "read all, then say what the capture lacks and what in it may mislead: packets dropped, one\ndirection alone, bytes cut off, packets captured twice …")
	set.Int64VarP(&f.packets, "count", "c", 0, "stop after `N` packets that passed the capture filter")
	set.StringArrayVarP(&f.filters, "filter", "f", nil, "capture filter `EXPR` in tcpdump's language, as the words after the flags: what does not\npass is not counted and not looked at")
	set.StringVarP(&f.display, "display-filter", "Y", "", "show only connections and exchanges that pass the display filter `EXPR`, in Wireshark's\nlanguage; the screen begins with it: http.response.code >= 500 (see docs/FILTERS.md)")
	set.VarPF(&f.dumps, "dump", "d", "print what the capture filter is compiled to and exit; -dd as C, -ddd as numbers").NoOptDefVal = "true"
	set.StringVarP(&f.link, "linktype", "y", "", "with -d and without -r: the `LINKTYPE` to compile for, by tcpdump's name (default: EN10MB)")
	set.BoolVarP(&f.numeric, "numeric", "n", false, "do not look up hosts that a capture filter names; nothing else is ever looked up, and\nwhat DNS answers in the capture name is shown all the same")
	set.StringVar(&f.lang, "lang", "", "language of the screen, of --explain and of ladders; `LANG` is en or zh (default: that of the locale)")
	set.StringVar(&f.config, "config", "", "settings of the screen, in `FILE` (default: wiretalk/config.toml in the folder for\nconfigurations, ~/.config)")
	set.BoolVar(&f.bare, "no-config", false, "no settings, and nothing kept of what is typed")
	set.IntVar(&f.shards, "shards", 0, "work on `N` processors (default: all)")
	set.BoolP("help", "h", false, "print this and exit")
	set.Bool("version", false, "print the version and exit")
}

// check finds what is wrong with flags that are each well formed.
func (f *flags) check(command *cobra.Command, words []string) error {
	changed := command.Flags().Changed
	if err := f.takeFilter(words); err != nil {
		return err
	}
	switch {
	case changed("type") && !slices.Contains(formats, f.format):
		return invalid("type", "T", f.format)
	case f.segment && f.format == formatHAR:
		return errors.New("--segments: HAR has no place for segments; use -T text or -T json")
	case f.segment && f.format != formatText && f.format != formatJSON:
		return errors.New("--segments: say -T text or -T json with it")
	case f.explain && (f.format == "" || f.format == formatHAR):
		return errors.New("--explain: say -T text, -T json or -T ladder with it; the screen explains what Enter opens")
	case changed("frames") && !f.drawsLadders():
		return errors.New("--frames: say -T ladder, ladder-markdown or ladder-svg with it; a display filter chooses records: -Y 'frame.number >= 8'")
	case f.relative && f.format != formatLadderSVG:
		return errors.New("--relative: say -T ladder-svg with it; nothing else shows real numbers")
	case changed("display-filter") && f.health:
		return errors.New("-Y: --health is about the whole capture; a capture filter chooses packets")
	case f.saveTo != "" && f.drawsLadders():
		return errors.New("--save-bodies: say -T text, json or har with it, or no -T")
	case f.health && (f.format != "" || f.saveTo != "" || f.writeTo == "-"):
		return errors.New("--health: it prints its findings and no records; leave -T, --save-bodies and -w - out")
	case f.digest && f.format != formatJSON:
		return errors.New("--digest: only -T json prints it")
	case changed("save-bodies") && f.saveTo == "":
		return invalid("save-bodies", "", "")
	case changed("config") && f.config == "":
		return invalid("config", "", "")
	case changed("config") && f.bare:
		return errors.New("--config and --no-config: say one of them")
	case changed("lang") && f.lang != "en" && f.lang != "zh":
		return invalid("lang", "", f.lang)
	case changed("count") && f.packets < 1:
		return invalid("count", "c", fmt.Sprint(f.packets))
	case changed("shards") && (f.shards < 1 || f.shards > pipeline.MaxShards):
		return invalid("shards", "", fmt.Sprint(f.shards))
	case slices.Contains(f.files, ""):
		return invalid("read", "r", "")
	case count(f.files, "-") > 1:
		return errors.New("-r -: standard input can be read only once")
	case changed("linktype") && !isLink(f.link):
		return invalid("linktype", "y", f.link)
	case changed("linktype") && (f.dumps == 0 || len(f.files) > 0):
		return errors.New("-y: it goes with -d and without -r; a capture says of itself what its link type is")
	case f.lists || f.dumps > 0:
		return nil
	case changed("display-filter") && f.writeTo == "-":
		return errors.New("-Y: what -w writes are packets; a capture filter chooses these")
	case slices.Contains(f.interfaces, ""):
		return invalid("interface", "i", "")
	case len(f.files)+len(f.interfaces) == 0 && meansFile(words):
		return f.noCapture(words)
	case len(f.files)+len(f.interfaces) == 0:
		return errors.New("nothing to read: name a capture, as in: wiretalk -r capture.pcap, or an interface: wiretalk -i eth0")
	}
	return f.checkLive(changed)
}

func count(list []string, wanted string) (n int) {
	for _, s := range list {
		if s == wanted {
			n++
		}
	}
	return n
}
