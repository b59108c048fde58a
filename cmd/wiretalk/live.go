package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/net/bpf"

	"wiretalk/capture"
	filters "wiretalk/capture/bpf"
	"wiretalk/capture/live"
	"wiretalk/capture/store"
)

// defineLive defines the flags for capturing and for writing packets.
func (f *flags) defineLive(command *cobra.Command) {
	set := command.Flags()
	set.StringArrayVarP(&f.interfaces, "interface", "i", nil, "capture on `INTERFACE`, by its name or its number in -D; any is all of them;\nmay be given several times")
	set.BoolVarP(&f.lists, "list-interfaces", "D", false, "list the interfaces, with their state, addresses and kind, and exit")
	set.IntVarP(&f.snapLength, "snapshot-length", "s", 0, "keep the first `BYTES` of each packet (default: all)")
	set.BoolVarP(&f.notPromiscuous, "no-promiscuous-mode", "p", false, "do not ask the interface for packets that are meant for others")
	f.buffer.unit = 1 << 10
	set.VarP(&f.buffer, "buffer-size", "B", fmt.Sprintf("size of each interface's buffer in the kernel, in `KiB`, or with k, m or g behind it\n(default: %dm)", live.DefaultBuffer>>20))
	f.spool.unit = 1 << 20
	set.Var(&f.spool, "spool", fmt.Sprintf("keep at most `MiB` of what is captured in temporary files, so that it can be looked at;\nthe oldest goes first (default: %dg)", store.DefaultSpool>>30))
	set.StringVarP(&f.writeTo, "write", "w", "", "write the packets that passed the capture filter to `FILE` too, as pcapng; - is standard\noutput, and prints no records")
	set.VarP((*rotationSize)(&f.rotation.Size), "file-size", "C", "go on to another file when that of -w has so many `MB`, or with k, m or g behind it so\nmany KiB, MiB or GiB")
	set.Int64VarP(&f.rotation.Seconds, "file-seconds", "G", 0, "go on to another file after so many `SECONDS`; the name may hold the time, as %H%M%S")
	set.IntVarP(&f.rotation.Count, "file-count", "W", 0, "with -C write `N` files in turn; with -G end after so many")
	set.VarP(&f.stop, "autostop", "a", "end on `CONDITION`: duration:SECONDS, packets:N; of -w's file filesize:KB, files:N;\nmay be given several times")
}

// checkLive finds what is wrong with these flags.
func (f *flags) checkLive(changed func(string) bool) error {
	if len(f.interfaces) == 0 {
		for _, name := range []string{"snapshot-length", "no-promiscuous-mode", "buffer-size", "spool"} {
			if changed(name) {
				return fmt.Errorf("--%s: it is for capturing, with -i", name)
			}
		}
	}
	switch {
	case len(f.interfaces) > 0 && len(f.files) > 0:
		return errors.New("-i and -r: packets come from interfaces or from files, not from both")
	case f.snapLength < 0:
		return invalid("snapshot-length", "s", strconv.Itoa(f.snapLength))
	case changed("file-seconds") && f.rotation.Seconds < 1:
		return invalid("file-seconds", "G", strconv.FormatInt(f.rotation.Seconds, 10))
	case changed("file-count") && f.rotation.Count < 1:
		return invalid("file-count", "W", strconv.Itoa(f.rotation.Count))
	case changed("write") && f.writeTo == "":
		return invalid("write", "w", "")
	case f.writeTo == "" && f.rotation != store.Rotation{}:
		return errors.New("-C, -G and -W say how the packets of -w are divided among files: give it")
	case f.rotation.Count > 0 && f.rotation.Size == 0 && f.rotation.Seconds == 0:
		return errors.New("-W: it goes with -C or -G")
	case f.writeTo == "-" && (f.format != "" || f.saveTo != ""):
		return errors.New("-w -: standard output has either packets or records: leave -T out, or name a file")
	case f.writeTo == "" && (f.stop.FileSize > 0 || f.stop.Files > 0):
		return errors.New("-a filesize and -a files are about the file of -w: give it")
	}
	return nil
}

// kernelFilter compiles the capture filter for the kernel; nil when there is
// none.
func (f *flags) kernelFilter() func(capture.LinkType) ([]bpf.RawInstruction, error) {
	if f.expr == "" {
		return nil
	}
	return func(link capture.LinkType) ([]bpf.RawInstruction, error) {
		program, err := filters.Compile(f.expr, uint16(link), f.snapLength, f.filterOptions())
		if err != nil {
			return nil, f.pointing(err)
		}
		return program.Raw()
	}
}

// listInterfaces is -D.
func listInterfaces(out, diagnostics *os.File) int {
	list, err := live.Interfaces()
	if err == nil {
		err = live.WriteInterfaces(out, list)
	}
	if err != nil && !isClosedPipe(err) {
		complain(diagnostics, err)
		return exitRead
	}
	return exitDone
}

// size is the value of a flag in bytes, given in a unit of its own or in KiB,
// MiB or GiB.
type size struct {
	bytes int64
	unit  int64
}

func (s *size) Set(text string) error {
	digits, unit := text, s.unit
	if n := len(text) - 1; n > 0 {
		if i := strings.IndexByte("kmg", text[n]|0x20); i >= 0 {
			digits, unit = text[:n], 1<<(10*(i+1))
		}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 1 || n > (1<<50)/unit {
		return errors.New("expected a size, as 512, 64m or 2g")
	}
	s.bytes = n * unit
	return nil
}

func (s *size) String() string { return "" }
func (s *size) Type() string   { return "SIZE" }

// rotationSize is the value of -C.
type rotationSize int64

func (s *rotationSize) Set(text string) error {
	n, err := store.ParseSize(text)
	*s = rotationSize(n)
	return err
}

func (s *rotationSize) String() string { return "" }
func (s *rotationSize) Type() string   { return "SIZE" }
