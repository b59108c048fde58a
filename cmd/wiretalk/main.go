// Command wiretalk shows what two machines said to each other over TCP and
// HTTP: on a screen, or as records for people and programs.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// A reader that goes away (| head) is an error of the write, not a
	// signal, so that everything is tidied up on the way out.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
