// Command show opens the screen on live traffic that never was, to look at it
// without an interface.
//
//	go run ./internal/traffic/show [-rate N] [-losing N] [-keep BYTES] [-lang zh]
//
// or writes such traffic to a file, to be opened as any capture:
//
//	go run ./internal/traffic/show -write million.pcapng -exchanges 1000000
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/internal/traffic"
	"wiretalk/tui"
)

func main() {
	rate := flag.Int("rate", 2000, "packets in a second; 0 for as many as there can be")
	losing := flag.Int64("losing", 0, "of so many packets one is dropped; 0 for none")
	keep := flag.Int("keep", 64<<20, "bytes of packets that can be read again")
	rows := flag.Int("rows", trace.Days.Exchanges, "exchanges to keep")
	lang := flag.String("lang", os.Getenv("LANG"), "language of the screen")
	file := flag.String("write", "", "write a capture there instead")
	exchanges := flag.Int64("exchanges", 1_000_000, "in the capture that is written")
	flag.Parse()

	if *file != "" {
		if err := write(*file, *exchanges); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}

	src := traffic.New(traffic.Options{
		Rate: *rate, Losing: *losing, Kept: *keep, Talkers: 200, HalfOpen: 5, Names: 5, Forever: 20, Sockets: 3,
	})
	limits := trace.Days
	limits.Exchanges = *rows
	found := trace.Bounded(src, limits)
	ctx, cancel := context.WithCancelCause(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		pipeline.Run(ctx, src, pipeline.Config{Trace: found})
	}()
	err := tui.Run(found, tui.Options{Lang: *lang, Live: &tui.LiveInfo{
		Interfaces: []string{"eth0", "wlan0"}, Filter: "tcp port 80 or udp port 53",
		Counts: src.Counts, Stop: func() { cancel(tui.ErrStopped) },
	}})
	cancel(nil)
	<-done
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
