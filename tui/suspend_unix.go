//go:build unix

package tui

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// notStopped is when a process that was told to stop and still runs is taken
// for one that cannot: the system stops none that nobody could wake.
const notStopped = time.Second

// stop stops the process group, as a terminal does for Ctrl-Z, and returns
// when it goes on. The signal may take effect on another thread, so the one
// that comes with going on is waited for.
func stop() {
	goesOn := make(chan os.Signal, 1)
	signal.Notify(goesOn, syscall.SIGCONT)
	defer signal.Stop(goesOn)
	if syscall.Kill(0, syscall.SIGTSTP) != nil {
		return
	}
	select {
	case <-goesOn:
	case <-time.After(notStopped):
	}
}
