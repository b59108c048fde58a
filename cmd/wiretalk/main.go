// Command wiretalk shows what two machines said to each other over TCP and
// HTTP: on a screen, or as records for people and programs.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"wiretalk/internal/crash"
)

func main() {
	crash.Die = die
	defer crash.Guard()
	// A reader that goes away (| head) is an error of the write, not a
	// signal, so that everything is tidied up on the way out.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// die is how the program ends that has met a defect of its own. The status is
// none that a user's mistake has, nor a capture that could not be read.
func die(panicked any, stack []byte) {
	fmt.Fprintf(os.Stderr, "panic: %v\n\n%s\n"+
		"wiretalk: this is a defect of the program, not of the capture or of the command. "+
		"Please report the lines above with the capture, if others may see it, the command line, and this version: %s, %s, %s/%s\n",
		panicked, stack, version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	os.Exit(exitDefect)
}
