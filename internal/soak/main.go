// Command soak drives the trackers for minutes with what no capture is meant
// to hold, and exits with status 1 when a bound on memory or a promise of
// tcpreasm is broken.
//
//	go run ./internal/soak [-segments N] [-flood N] [-live N] [-seed N]
//	sudo go run ./internal/soak -interface 1h
//
// It has five parts. Hostile segments (segments.go) go into a
// tcpreasm.Tracker with small limits, whose every call is checked (checker.go).
// A flood of SYNs with real connections in between (flood.go) goes into
// a tracker with the default limits, and once more as packets through the whole
// pipeline (floodpipeline.go); each real connection must come out whole. Live traffic
// without end (live.go) must come to need no more memory. The last, which runs only when asked
// for and then alone, is the same with a real interface and real programs on
// it (interface_linux.go), for as long as -interface says; it makes network namespaces, and
// so needs root and iproute2. Each part prints what it measured beside the bound that it states.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	segments := flag.Int64("segments", 100_000_000, "hostile segments to send; 0 for none")
	flood := flag.Int64("flood", 10_000_000, "SYNs of the flood, once to the tracker and once through the pipeline; 0 for none")
	live := flag.Int64("live", 10_000_000, "exchanges to capture live; 0 for none")
	seed := flag.Uint64("seed", 1, "of all that is random")
	iface := flag.Duration("interface", 0, "capture on an interface for so long, and nothing else")
	if becomesTalker() {
		return
	}
	flag.Parse()
	if *iface > 0 {
		*segments, *flood, *live = 0, 0, 0
	}
	if err := soak(*segments, *flood, *live, iface.Milliseconds(), *seed, os.Stderr, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// soak runs the parts that are asked for and prints a table of each.
func soak(segments, flood, live, iface int64, seed uint64, progress, out io.Writer) error {
	fmt.Fprintf(out, "seed %d\n", seed)
	for _, part := range []struct {
		name string
		n    int64
		run  func(n int64, seed uint64, p *progressLine) (table, error)
	}{
		{"hostile segments into the tracker", segments, hostileSegments},
		{"SYN flood into the tracker", flood, floodTracker},
		{"SYN flood through the pipeline", flood, floodPipeline},
		{"live traffic for days", live, liveDays},
		{"an interface, for so many milliseconds", iface, onInterface},
	} {
		if part.n == 0 {
			continue
		}
		t, err := part.run(part.n, seed, newProgressLine(progress, part.name, part.n))
		t.print(out, part.name)
		if err != nil {
			return fmt.Errorf("%s, seed %d: %w", part.name, seed, err)
		}
	}
	return nil
}
